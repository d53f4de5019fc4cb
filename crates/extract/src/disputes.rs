//! What the report's voices disagree on.
//!
//! In: actors, statements, figures and positions. Out: disputes: a claim and what denies it, however often; two accounts that
//! two sides give of one event, each of the other; two figures for one thing; opposed positions on one issue. A denial that
//! meets no claim in the report stays a statement. Which of several things a denial denies is not guessed: it is listed as
//! unresolved.

use crate::{Context, actors::Actors, positions::Stand, positions::parties};
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{
    Act, ActorId, ActorKind, DatumId, Denied, Dispute, DisputeId, DisputeKind, Evidence, Figure, Position, Side, Span,
    Stance, Statement, Unresolved,
};
use rapporteur_text::{Dep, Pos, Tag, Token};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the disputes of a report.
pub fn find(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    figures: &[Figure],
    stands: &[Stand],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Dispute> {
    let reading = Reading { context, actors };
    let facts = reading.facts(statements);
    let denials = reading.denials(statements, &facts);
    unresolved.extend(reading.ambiguous(statements));
    let accounts = reading.accounts(statements, &facts);
    let all = denials
        .into_iter()
        .chain(accounts)
        .chain(reading.figures(statements, figures))
        .chain(reading.positions(stands));
    all.enumerate().map(|(number, dispute)| Dispute { id: DisputeId(number as u32), ..dispute }).collect()
}

/// Words that two contents must share before one can deny the other.
const SHARED: usize = 2;

/// Most statements between a denial that names whom it answers, or says nothing of its own, and the claim.
const CLOSE: usize = 3;

/// Most data, in text order, behind one with which it is compared: what stands further off is another subject.
const NEAR: usize = 60;

struct Reading<'a> {
    context: Context<'a>,
    actors: &'a Actors,
}

/// What is compared of a statement.
struct Fact<'a> {
    /// The parties that make it, or who speaks where none is known.
    voice: Vec<ActorId>,
    /// The parties that its content names.
    named: Vec<ActorId>,
    /// The lemmas that carry its meaning.
    words: BTreeSet<&'a str>,
}

impl<'a> Reading<'a> {
    fn facts(&self, statements: &[Statement]) -> Vec<Fact<'a>> {
        let fact = |statement: &Statement| Fact {
            voice: match parties(self.actors, statement) {
                // A summary or a paper is nobody's side.
                parties if parties.is_empty() => {
                    let person =
                        |id: &ActorId| matches!(self.actors.get(*id).kind, ActorKind::Person | ActorKind::Group);
                    statement.speaker.iter().copied().filter(person).collect()
                }
                parties => parties,
            },
            named: self.parties_in(&statement.content),
            words: self.words(&statement.content),
        };
        statements.iter().map(fact).collect()
    }

    /// The parties, or those behind the officials, that some spans name.
    fn parties_in(&self, spans: &[Span]) -> Vec<ActorId> {
        let doc = self.context.doc;
        let actors = spans.iter().flat_map(|span| self.actors.within(doc, (*span).into()));
        let actors = actors.map(|id| self.actors.principal(id).unwrap_or(id));
        // "Peruvian soldiers": whose they are.
        let tokens = spans.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        let states = tokens.filter_map(|token| self.actors.state(self.actors.country_of(token)?));
        actors.chain(states).collect()
    }

    /// The denials of each claim of others that share its subject. Whoever denies one claim again and again disputes it once:
    /// by the denial that comes nearest to it, on the evidence of all.
    fn denials(&self, statements: &[Statement], facts: &[Fact]) -> Vec<Dispute> {
        let mut denied: BTreeMap<(usize, Option<ActorId>), Vec<(usize, usize)>> = BTreeMap::new();
        for (number, _) in statements.iter().enumerate().filter(|(_, statement)| statement.act == Act::Deny) {
            let denial = &facts[number];
            let opposed = |at: &usize| {
                let (claim, fact) = (&statements[*at], &facts[*at]);
                matches!(claim.act, Act::Assert | Act::Accuse | Act::Warn | Act::Concern | Act::Announce | Act::Assess)
                    && !fact.voice.is_empty()
                    && fact.voice.iter().all(|party| !denial.voice.contains(party))
                    && (fact.words.intersection(&denial.words).count() >= enough(fact, denial, at.abs_diff(number))
                        || *at < number && answers(claim, fact, denial, number - at))
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
            let dispute = self.dispute(DisputeKind::Denial, &nearest.content, sides, &claim.evidence, &evidence);
            Some(Dispute { denies: self.denied(&nearest.content).single(), ..dispute })
        };
        denied.into_iter().filter_map(dispute).collect()
    }

    fn side(&self, statement: &Statement) -> Side {
        let voice = parties(self.actors, statement).first().copied();
        Side { actor: voice.or(statement.speaker.first().copied()), datum: statement.id.into() }
    }

    /// Two accounts of one event: each side tells it of the other, and neither only denies.
    fn accounts(&self, statements: &[Statement], facts: &[Fact]) -> Vec<Dispute> {
        let mut nearest: BTreeMap<(ActorId, ActorId), (usize, usize, usize)> = BTreeMap::new();
        let tells = |statement: &Statement| {
            matches!(statement.act, Act::Assert | Act::Accuse | Act::Announce | Act::Assess | Act::Criticize)
                && !statement.joint
        };
        for (i, a) in facts.iter().enumerate().filter(|(i, _)| tells(&statements[*i])) {
            for (j, b) in facts.iter().enumerate().skip(i + 1).take(NEAR).filter(|(j, _)| tells(&statements[*j])) {
                let (Some(&one), Some(&other)) = (a.voice.first(), b.voice.first()) else { continue };
                // Whoever is accused tells their own account without a word of who accused them.
                let accused = statements[i].act == Act::Accuse && !b.named.contains(&other);
                let crossed = one != other && a.named.contains(&other) && (accused || b.named.contains(&one));
                let shared = a.words.intersection(&b.words).count();
                let both = statements[i].act == Act::Accuse && statements[j].act == Act::Accuse;
                let enough = if both { 1 } else { SHARED };
                let pair = (one.min(other), one.max(other));
                if crossed && shared >= enough && nearest.get(&pair).is_none_or(|(most, _, _)| shared > *most) {
                    nearest.insert(pair, (shared, i, j));
                }
            }
        }
        let account = |(_, i, j): (usize, usize, usize)| {
            let (a, b) = (&statements[i], &statements[j]);
            let sides = vec![self.side(a), self.side(b)];
            self.dispute(DisputeKind::Account, &a.content, sides, &a.evidence, &b.evidence)
        };
        nearest.into_values().map(account).collect()
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
    fn ambiguous(&self, statements: &[Statement]) -> Vec<Unresolved> {
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

    /// Two numbers of one unit, of one owner, that differ.
    fn figures(&self, statements: &[Statement], figures: &[Figure]) -> Vec<Dispute> {
        let mut found = Vec::new();
        for (number, a) in figures.iter().enumerate() {
            for b in figures.iter().skip(number + 1).take(NEAR) {
                let one_thing = a.unit == b.unit && !a.of.is_empty() && a.of == b.of;
                let differ = a.value != b.value || a.high != b.high;
                // A duration, a share or a sum of one party's may be of anything.
                if !one_thing || !differ || self.same_clause(a, b) || is_measure(&a.unit) {
                    continue;
                }
                let voice = |figure: &Figure| {
                    let said = figure.asserted_by.first().or(figure.denied_by.first());
                    said.and_then(|id| parties(self.actors, &statements[id.index()]).first().copied())
                };
                let (same, reason) = scope(a, b);
                let sides = vec![
                    Side { actor: voice(a), datum: DatumId::FigureId(a.id) },
                    Side { actor: voice(b), datum: DatumId::FigureId(b.id) },
                ];
                let mut dispute =
                    self.dispute(DisputeKind::Figures, &[a.what, b.what], sides, &a.evidence, &b.evidence);
                (dispute.same_scope, dispute.reason) = (same, Some(reason));
                found.push(dispute);
            }
        }
        found
    }

    /// "From 120 to 60": two numbers of one clause tell a change, not a disagreement.
    fn same_clause(&self, a: &Figure, b: &Figure) -> bool {
        let doc = self.context.doc;
        let first = |figure: &Figure| doc.tokens_in(figure.what.into()).next().map(|i| doc.token(i));
        let (Some(one), Some(other)) = (first(a), first(b)) else { return false };
        let parted = || doc.slice(one.i.min(other.i)..one.i.max(other.i)).any(|token| token.text() == ";");
        one.sentence_index() == other.sentence_index() && !parted()
    }

    /// Stances of two parties that cannot both be had: those whose issues bear one name or name one third body ("NATO"), and of
    /// the many pairs that share words of the issue and of what is said the one that shares most. Two issues that only
    /// concern one state may be anything.
    fn positions(&self, stands: &[Stand]) -> Vec<Dispute> {
        let mut found = Vec::new();
        let mut nearest: BTreeMap<(ActorId, ActorId), (usize, &Position, &Position)> = BTreeMap::new();
        let facts: Vec<(Vec<ActorId>, BTreeSet<&str>)> =
            stands.iter().map(|stand| (self.bodies(stand), self.words(stand.position.evidence.spans()))).collect();
        let joint = together(stands);
        let issues: Vec<BTreeSet<&str>> = stands.iter().map(|stand| self.issue_words(stand)).collect();
        for (number, a) in stands.iter().enumerate() {
            for (next, b) in stands.iter().enumerate().skip(number + 1).take(NEAR) {
                let (a, b) = (&a.position, &b.position);
                if a.actor == b.actor || !opposed(a.stance, b.stance) || joint.contains(&pair(a, b)) {
                    continue;
                }
                let third = facts[number].0.iter().any(|actor| facts[next].0.contains(actor));
                if third || a.issue.eq_ignore_ascii_case(&b.issue) {
                    found.push(self.opposition(a, b));
                    continue;
                }
                let shared = facts[number].1.intersection(&facts[next].1).count();
                let one = issues[number].intersection(&issues[next]).count() > 0;
                if one && shared >= SHARED && nearest.get(&pair(a, b)).is_none_or(|(most, _, _)| shared > *most) {
                    nearest.insert(pair(a, b), (shared, a, b));
                }
            }
        }
        found.extend(nearest.into_values().map(|(_, a, b)| self.opposition(a, b)));
        for (number, stand) in stands.iter().enumerate() {
            let Some(owner) = self.answered(stand) else { continue };
            let position = &stand.position;
            let put = |known: &&Position| {
                let wants = known.stance == Stance::Offers || opposed(known.stance, position.stance);
                known.actor == owner && wants && !joint.contains(&pair(known, position))
            };
            let before = &stands[number.saturating_sub(NEAR)..number];
            let Some(known) = before.iter().rev().map(|stand| &stand.position).find(put) else { continue };
            let between = |dispute: &Dispute| {
                let actors = [Some(known.actor), Some(position.actor)];
                dispute.sides.iter().all(|side| actors.contains(&side.actor))
            };
            if !found.iter().any(between) {
                found.push(self.opposition(known, position));
            }
        }
        found
    }

    /// "Opposed Peru's proposal": whose words they are that a stance turns down.
    fn answered(&self, stand: &Stand) -> Option<ActorId> {
        const WORDS: [StanceSense; 4] =
            [StanceSense::Puts, StanceSense::Insists, StanceSense::Claims, StanceSense::Wish];
        let stances = &self.context.lexicon.stances;
        let put =
            |noun: &Token| noun.lemma() == "statement" || WORDS.iter().any(|&sense| stances.has(noun.lemma(), sense));
        let tokens = self.context.doc.slice(stand.about.clone());
        let owner =
            tokens.filter(|noun| noun.pos() == Pos::Noun && put(noun)).find_map(|noun| noun.child(Dep::Poss))?;
        let owner = self.actors.at(owner)?;
        let party = self.actors.principal(owner).unwrap_or(owner);
        let against = matches!(stand.position.stance, Stance::Opposes | Stance::Rejects);
        (against && party != stand.position.actor).then_some(party)
    }

    fn opposition(&self, a: &Position, b: &Position) -> Dispute {
        let side = |position: &Position| Side { actor: Some(position.actor), datum: position.id.into() };
        let sides = vec![side(a), side(b)];
        let dispute = self.dispute(DisputeKind::Positions, &[], sides, &a.evidence, &b.evidence);
        Dispute { about: a.issue.clone(), ..dispute }
    }

    /// The bodies, other than its holder, that a position's issue names.
    fn bodies(&self, stand: &Stand) -> Vec<ActorId> {
        let doc = self.context.doc;
        let mut named = self.actors.within(doc, doc.span(stand.about.clone()));
        named.retain(|&actor| {
            let kind = self.actors.get(actor).kind;
            actor != stand.position.actor && matches!(kind, ActorKind::Igo | ActorKind::Organization | ActorKind::Ngo)
        });
        named
    }

    /// The lemmas that carry the meaning of an issue, names of states and persons left out.
    fn issue_words(&self, stand: &Stand) -> BTreeSet<&'a str> {
        let mut words = self.words(&[self.context.doc.span(stand.about.clone()).into()]);
        let doc = self.context.doc;
        let named = doc.slice(stand.about.clone()).filter(|token| self.actors.country_of(*token).is_some());
        named.for_each(|token| {
            words.remove(token.lemma());
        });
        words
    }

    fn dispute(&self, kind: DisputeKind, about: &[Span], sides: Vec<Side>, a: &Evidence, b: &Evidence) -> Dispute {
        let words: Vec<&str> = about.iter().map(|span| span.of(self.context.doc.text())).collect();
        Dispute {
            id: DisputeId(0),
            kind,
            about: words.join(" … "),
            same_scope: None,
            reason: None,
            denies: None,
            sides,
            evidence: a.clone().with(b.spans().iter().copied()),
        }
    }

    /// The lemmas of the words that carry the meaning of some spans.
    fn words(&self, spans: &[Span]) -> BTreeSet<&'a str> {
        let doc = self.context.doc;
        let tells = |token: &Token| {
            matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Verb)
                && token.dep() != Dep::Aux
                && !self.context.lexicon.stances.has(token.lemma(), StanceSense::General)
        };
        let tokens = spans.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        tokens.filter(tells).map(|token| token.lemma()).collect()
    }
}

/// How many words a claim and its denial, so many statements apart, have to share.
fn enough(claim: &Fact, denial: &Fact, apart: usize) -> usize {
    let answered = denial.named.iter().any(|party| claim.voice.contains(party));
    if answered && apart <= CLOSE { 1 } else { SHARED }
}

/// "Peru blamed rebels backed by Chile. Chile denied any involvement": a denial without words of its own is of what the denier
/// has just been accused of.
fn answers(claim: &Statement, fact: &Fact, denial: &Fact, apart: usize) -> bool {
    let accused = denial.voice.iter().any(|party| fact.named.contains(party));
    denial.words.is_empty() && claim.act == Act::Accuse && accused && apart <= CLOSE
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

/// Units of measure, of which one party may have many amounts at once.
fn is_measure(unit: &str) -> bool {
    matches!(unit, "percent" | "hour" | "day" | "week" | "month" | "year" | "minute" | "kilometre" | "mile")
        || unit.len() == 3 && unit.chars().all(char::is_uppercase)
}

/// Whether two figures count the same, as far as time and place tell.
fn scope(a: &Figure, b: &Figure) -> (Option<bool>, String) {
    let time = (a.when.as_ref().map(|when| &when.value), b.when.as_ref().map(|when| &when.value));
    let place = (a.place.as_ref().map(|place| &place.name), b.place.as_ref().map(|place| &place.name));
    match (time, place) {
        ((Some(a), Some(b)), _) if a != b => (Some(false), "they are of different times".into()),
        (_, (Some(a), Some(b))) if a != b => (Some(false), "they are of different places".into()),
        ((Some(_), Some(_)), _) => (Some(true), "one unit, one owner, one time".into()),
        _ => (None, "one unit and one owner; the text does not say whether both count at one time and place".into()),
    }
}

/// The holders of two positions, in one order.
fn pair(a: &Position, b: &Position) -> (ActorId, ActorId) {
    (a.actor.min(b.actor), a.actor.max(b.actor))
}

/// Parties who take one stance in the same words: those of a joint statement are not at odds with each other.
fn together(stands: &[Stand]) -> BTreeSet<(ActorId, ActorId)> {
    let mut pairs = BTreeSet::new();
    for (number, a) in stands.iter().enumerate() {
        for b in stands.iter().skip(number + 1).take(NEAR) {
            let (a, b) = (&a.position, &b.position);
            if a.actor != b.actor
                && a.stance == b.stance
                && a.evidence.first() == b.evidence.first()
                && a.issue == b.issue
            {
                pairs.insert(pair(a, b));
            }
        }
    }
    pairs
}

fn opposed(a: Stance, b: Stance) -> bool {
    let wants = |stance| matches!(stance, Stance::Demands | Stance::Supports);
    let bars = |stance| matches!(stance, Stance::Rejects | Stance::Opposes);
    wants(a) && bars(b) || bars(a) && wants(b)
}
