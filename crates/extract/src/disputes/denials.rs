//! Claims and what denies them.

use super::{CLOSE, Fact, NEAR, Reading, SHARED};
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{Act, ActorId, Denied, Dispute, DisputeKind, Evidence, Span, Statement, Unresolved};
use rapporteur_text::{Dep, Pos, Tag, Token};
use std::collections::BTreeMap;

impl Reading<'_> {
    /// The denials of each claim of others that share its subject. Whoever denies one claim again and again disputes it once:
    /// by the denial that comes nearest to it, on the evidence of all.
    pub(super) fn denials(&self, statements: &[Statement], facts: &[Fact]) -> Vec<Dispute> {
        let mut denied: BTreeMap<(usize, Option<ActorId>), Vec<(usize, usize)>> = BTreeMap::new();
        for (number, statement) in statements.iter().enumerate() {
            let denial = &facts[number];
            if denial.answers || statement.act == Act::Deny && denial.words.is_empty() {
                if let Some(claim) = self.answered_claim(statements, facts, number) {
                    denied.entry((claim, denial.voice.first().copied())).or_default().push((0, number));
                }
                continue;
            }
            if statement.act != Act::Deny {
                continue;
            }
            let opposed = |at: &usize| {
                let (claim, fact) = (&statements[*at], &facts[*at]);
                is_claim(claim)
                    && !fact.voice.is_empty()
                    && fact.voice.iter().all(|party| !denial.voice.contains(party))
                    && fact.words.intersection(&denial.words).count() >= enough(fact, denial, at.abs_diff(number))
            };
            let window = number.saturating_sub(NEAR)..statements.len().min(number + NEAR);
            for claim in window.filter(opposed) {
                let shared = facts[claim].words.intersection(&denial.words).count();
                denied.entry((claim, denial.voice.first().copied())).or_default().push((shared, number));
            }
        }
        let dispute = |((claim, _), denials): ((usize, Option<ActorId>), Vec<(usize, usize)>)| {
            let (_, nearest) = denials.iter().copied().max_by_key(|&(shared, number)| (shared, usize::MAX - number))?;
            let (claim, nearest) = (&statements[claim], &statements[nearest]);
            let spans = denials.iter().flat_map(|&(_, number)| statements[number].evidence.spans().iter().copied());
            let evidence = nearest.evidence.clone().with(spans);
            let sides = vec![self.side(claim), self.side(nearest)];
            // A denial without words of its own is of what was claimed.
            let about = if self.answers(nearest) { &claim.content } else { &nearest.content };
            let dispute = self.dispute(DisputeKind::Denial, about, sides, &claim.evidence, &evidence);
            Some(Dispute { denies: self.denied(&nearest.content).single(), ..dispute })
        };
        denied.into_iter().filter_map(dispute).collect()
    }

    /// "The army denied the claim", "an official dismissed this": the claim of another that was told last; before it one that
    /// accuses those who answer, which alone "denied any involvement" is of.
    fn answered_claim(&self, statements: &[Statement], facts: &[Fact], number: usize) -> Option<usize> {
        let denial = &facts[number];
        let another = |at: &usize| {
            let fact = &facts[*at];
            let claims = is_claim(&statements[*at]) || statements[*at].act == Act::Criticize;
            claims && !fact.voice.is_empty() && fact.voice.iter().all(|party| !denial.voice.contains(party))
        };
        let counts = self.counts(&statements[number]);
        let numbered = |at: &usize| {
            self.tokens(&statements[*at].content)
                .any(|token| token.tag() == Tag::Cd || matches!(token.lower(), "dozens" | "hundreds" | "thousands"))
        };
        let near = number.saturating_sub(CLOSE)..number;
        let claims: Vec<usize> = near.rev().filter(another).filter(|at| !counts || numbered(at)).collect();
        let accusing = |at: &&usize| {
            statements[**at].act == Act::Accuse && denial.voice.iter().any(|party| facts[**at].named.contains(party))
        };
        claims.iter().find(accusing).or(claims.first().filter(|_| denial.answers)).copied()
    }

    /// Whether the statement turns down what was said before without a word of its own about it: "denied the charge".
    pub(super) fn answers(&self, statement: &Statement) -> bool {
        const TURNING: [&str; 10] =
            ["deny", "dismiss", "reject", "refute", "dispute", "contest", "question", "rebut", "disavow", "challenge"];
        let against = matches!(statement.act, Act::Deny | Act::Dismiss | Act::Refuse | Act::Criticize)
            && self.tokens(&statement.cue).any(|token| TURNING.contains(&token.lemma()));
        let claims = |token: &Token| {
            let has = |sense| self.context.lexicon.stances.has(token.lemma(), sense);
            token.pos() == Pos::Noun && (has(StanceSense::Claims) || has(StanceSense::Count))
        };
        let light = |token: Token| {
            matches!(token.pos(), Pos::Pron | Pos::Det | Pos::Adj | Pos::Adv | Pos::Adp | Pos::Punct | Pos::Part)
                || claims(&token)
        };
        let pointed = || {
            let mut words = self.tokens(&statement.content).filter(|token| !token.is_punct());
            let first = words.next().is_some_and(|word| matches!(word.lower(), "this" | "that" | "it" | "which"));
            first && words.next().is_none() && matches!(statement.act, Act::Deny | Act::Dismiss)
        };
        against
            && self.tokens(&statement.content).all(light)
            && (self.tokens(&statement.content).any(|token| claims(&token)) || pointed())
    }

    /// Whether what is turned down is a number: "disputes the figure".
    fn counts(&self, statement: &Statement) -> bool {
        self.tokens(&statement.content).any(|token| self.context.lexicon.stances.has(token.lemma(), StanceSense::Count))
    }

    /// What the words of a denial may deny.
    fn denied(&self, content: &[Span]) -> Kinds {
        let doc = self.context.doc;
        let has = |token: Token, sense| self.context.lexicon.stances.has(token.lemma(), sense);
        let mut kinds = Kinds::default();
        for token in content.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into()))) {
            let counts = token.dep() == Dep::Nummod && token.tag() == Tag::Cd && token.lower() != "one";
            let verb = token.pos() == Pos::Verb;
            if counts || token.pos() == Pos::Noun && has(token, StanceSense::Count) {
                kinds.number = true;
            } else if has(token, StanceSense::Intent) && (verb || token.pos() == Pos::Noun) {
                kinds.intent = true;
            } else if has(token, StanceSense::Presence) && matches!(token.pos(), Pos::Verb | Pos::Aux | Pos::Noun) {
                kinds.presence |= token.dep() != Dep::Aux && token.dep() != Dep::Auxpass;
            } else if verb {
                kinds.deed = true;
            }
        }
        kinds
    }

    /// Denials of which it is open what they deny: a number and something else at once.
    pub(super) fn ambiguous(&self, statements: &[Statement]) -> Vec<Unresolved> {
        let doc = self.context.doc;
        let open = |statement: &&Statement| {
            let kinds = self.denied(&statement.content);
            let mut tokens = statement.content.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
            let joined = tokens.any(|token| token.dep() == Dep::Conj && matches!(token.pos(), Pos::Noun | Pos::Verb));
            kinds.number && (kinds.presence || kinds.intent || joined)
        };
        let reason = "the denial joins a number with something else: presence, number or intent may be denied";
        let denials = statements.iter().filter(|statement| statement.act == Act::Deny).filter(open);
        let item = |denial: &Statement| Unresolved {
            what: "denial".into(),
            reason: reason.into(),
            evidence: Evidence::new(denial.content[0]),
        };
        denials.map(item).collect()
    }
}

/// Whether a statement claims something that can be denied.
fn is_claim(statement: &Statement) -> bool {
    use Act::*;
    matches!(statement.act, Assert | Accuse | Warn | Concern | Announce | Assess)
}

/// How many words a claim and its denial, so many statements apart, have to share.
fn enough(claim: &Fact, denial: &Fact, apart: usize) -> usize {
    let answered = denial.named.iter().any(|party| claim.voice.contains(party));
    if answered && apart <= CLOSE { 1 } else { SHARED }
}

/// What a denial may deny.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    number: bool,
    presence: bool,
    intent: bool,
    deed: bool,
}

impl Kinds {
    /// The one thing that is denied. Who denies an intent to do something denies the intent, not the deed.
    fn single(self) -> Option<Denied> {
        match self {
            Kinds { number: false, presence: false, intent: true, .. } => Some(Denied::Intent),
            Kinds { number: true, presence: false, intent: false, deed: false } => Some(Denied::Number),
            Kinds { number: false, presence: true, intent: false, deed: false } => Some(Denied::Presence),
            Kinds { number: false, presence: false, intent: false, deed: true } => Some(Denied::Deed),
            _ => None,
        }
    }
}
