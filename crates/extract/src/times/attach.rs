//! Which date a predicate has.

use super::{Relation, Time, Times, tense};
use rapporteur_text::{Dep, Doc, Pos, Tag, Token};
use std::ops::Range;

/// The word that an expression hangs on, prepositions left out: "met" in "met on Monday", "summit" in "a June summit".
pub(super) fn governor(doc: &Doc, tokens: Range<usize>) -> Token<'_> {
    let head = tense::head(doc, tokens);
    let mut token = head;
    loop {
        let up = token.head();
        if up == token {
            return token;
        }
        token = up;
        if !matches!(token.dep(), Dep::Prep | Dep::Pcomp | Dep::Mark) && token.pos() != Pos::Adp || token.is_root() {
            return token;
        }
    }
}

/// How the words before an expression bound it.
pub(super) fn relation(doc: &Doc, start: usize) -> Relation {
    let before = |back: usize| if start >= back { doc.token(start - back).lower() } else { "" };
    match (before(1), before(2)) {
        ("since", _) => Relation::Since,
        ("until" | "till", _) | ("to", "up") => Relation::Until,
        ("by", _) => Relation::By,
        ("before", _) => Relation::Before,
        ("after", _) => Relation::After,
        _ => Relation::At,
    }
}

impl Times {
    /// The date that the predicate at `token` (a verb, or a noun such as "talks") is said to have, from the expressions
    /// that hang on it, on its parts, on the predicate it is part of, or that open its sentence.
    pub fn of(&self, token: Token) -> Option<&Time> {
        self.on(token).or_else(|| self.on_parts(token)).or_else(|| self.on_whole(token)).or_else(|| self.leading(token))
    }

    /// The dated expressions of the token's sentence.
    fn beside(&self, token: Token) -> &[Time] {
        let sentence = token.sentence();
        let start = self.list.partition_point(|time| time.tokens.start < sentence.start);
        let end = self.list.partition_point(|time| time.tokens.start < sentence.end);
        &self.list[start..end.max(start)]
    }

    /// The expression that hangs on the token itself: the nearest, a dated one first.
    fn on(&self, token: Token) -> Option<&Time> {
        self.nearest(token, |time| time.governor == token.i)
    }

    fn nearest(&self, token: Token, fits: impl Fn(&Time) -> bool) -> Option<&Time> {
        let distance = |time: &&Time| (time.relation == Relation::After, time.tokens.start.abs_diff(token.i));
        self.beside(token).iter().filter(|time| time.when.is_some() && fits(time)).min_by_key(distance)
    }

    /// On a noun of the predicate: "held talks on Monday", "Monday's talks failed", "a summit in June".
    fn on_parts(&self, token: Token) -> Option<&Time> {
        if token.pos() == Pos::Verb || token.pos() == Pos::Aux {
            let objects = token.children().filter(|child| {
                matches!(
                    child.dep(),
                    Dep::Dobj
                        | Dep::Attr
                        | Dep::Nsubjpass
                        | Dep::Prep
                        | Dep::Prt
                        | Dep::Agent
                        | Dep::Oprd
                        | Dep::Xcomp
                        | Dep::Dative
                ) || child.dep() == Dep::Nsubj && is_event(*child)
            });
            return objects.into_iter().find_map(|child| self.on(child).or_else(|| self.below(child, 2)));
        }
        self.below(token, 2)
    }

    /// On a noun a few steps below, through prepositions and conjuncts, no clause between.
    fn below(&self, token: Token, steps: usize) -> Option<&Time> {
        if steps == 0 {
            return None;
        }
        let inner = token
            .children()
            .filter(|child| matches!(child.dep(), Dep::Pobj | Dep::Prep | Dep::Conj | Dep::Appos) && child.i > token.i);
        inner.into_iter().find_map(|child| self.on(child).or_else(|| self.below(child, steps - 1)))
    }

    /// On the predicate that the token is part of: "talks are planned for Wednesday", "met on Monday to discuss".
    fn on_whole(&self, token: Token) -> Option<&Time> {
        let mut at = token;
        for _ in 0..5 {
            let up = at.head();
            if up == at {
                return None;
            }
            let verb = matches!(at.pos(), Pos::Verb | Pos::Aux);
            // What is said, believed or told of has a date of its own.
            let apart =
                matches!(at.dep(), Dep::Ccomp | Dep::Relcl | Dep::Acl | Dep::Advcl | Dep::Parataxis | Dep::Csubj);
            let purpose = matches!(at.dep(), Dep::Advcl | Dep::Xcomp | Dep::Acl) && at.tag() == Tag::Vb;
            if verb && apart && !purpose {
                return None;
            }
            at = up;
            // A date beyond the next predicate of the same kind belongs to that one.
            let found = self.nearest(token, |time| time.governor == at.i && !divides(token, time));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The expression that opens the sentence, before its first comma or verb.
    fn leading(&self, token: Token) -> Option<&Time> {
        let sentence = token.sentence();
        let time = self.beside(token).iter().find(|time| time.when.is_some())?;
        let opens = token.doc().slice(sentence.start..time.tokens.start).all(|before| {
            before.is_space()
                || before.is_punct()
                || matches!(before.pos(), Pos::Adp | Pos::Det | Pos::Adv | Pos::Cconj)
        });
        let inside = token.ancestors().take_while(|up| up.sentence_index() == token.sentence_index());
        let told = std::iter::once(token)
            .chain(inside)
            .any(|at| matches!(at.dep(), Dep::Ccomp | Dep::Relcl) && matches!(at.pos(), Pos::Verb | Pos::Aux));
        (opens && !told).then_some(time)
    }
}

/// Nouns that are happenings, whose date is their predicate's.
fn is_event(noun: Token) -> bool {
    const EVENTS: [&str; 24] = [
        "meeting",
        "talk",
        "summit",
        "call",
        "visit",
        "session",
        "negotiation",
        "conference",
        "attack",
        "strike",
        "vote",
        "election",
        "trip",
        "hearing",
        "protest",
        "drill",
        "exercise",
        "round",
        "discussion",
        "dialogue",
        "statement",
        "announcement",
        "decision",
        "clash",
    ];
    EVENTS.contains(&noun.lemma())
}

/// Whether another happening stands between the token and the expression, nearer to the latter.
fn divides(token: Token, time: &Time) -> bool {
    if token.i >= time.tokens.start || !matches!(token.pos(), Pos::Noun | Pos::Propn) {
        return false;
    }
    token.doc().slice(token.i + 1..time.tokens.start).any(|between| {
        is_event(between)
            && between.pos() == Pos::Noun
            && !token.conjuncts().contains(&between)
            && between.dep() != Dep::Compound
    })
}
