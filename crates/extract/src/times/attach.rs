//! How words before a date bound it, and which date a predicate has.

use super::{Relation, Time, Times};
use crate::attach::{Beside, Hung};
use rapporteur_text::{Doc, Token};

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

impl Hung for Time {
    fn governor(&self) -> usize {
        self.governor
    }

    fn start(&self) -> usize {
        self.tokens.start
    }

    fn rank(&self) -> Option<u8> {
        self.when.as_ref()?;
        Some(u8::from(matches!(self.relation, Relation::After | Relation::Before)))
    }
}

impl Times {
    /// The date that the predicate at `token` (a verb, or a noun such as "talks") is said to have, from the expressions
    /// that hang on it, on its parts, on the predicate it is part of, or that open its sentence.
    pub fn of(&self, token: Token) -> Option<&Time> {
        let beside = Beside::new(&self.list, token);
        beside.of(token).or_else(|| beside.leading(token))
    }
}
