//! When: time expressions, resolved against the publication date.

use crate::Context;
use rapporteur_record::{Unresolved, When};
use rapporteur_text::{Span, Token};

/// The time expressions of a report.
#[derive(Debug, Default)]
pub struct Times {
    /// In text order, without overlap.
    pub list: Vec<Time>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// The record's form of it; `None` for a duration or a set, which name no date.
    pub when: Option<When>,
    /// Whether it cannot agree with the publication date.
    pub stale: bool,
}

/// Finds and resolves the time expressions.
pub fn tag(context: Context, unresolved: &mut Vec<Unresolved>) -> Times {
    let _ = (context, unresolved);
    Times::default()
}

impl Times {
    /// The expressions that lie inside `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Time> {
        self.list.iter().filter(move |time| span.contains(time.span))
    }

    /// The date that the predicate at `token` is said to have, from the expressions that hang on it.
    pub fn of(&self, token: Token) -> Option<&Time> {
        let _ = token;
        None
    }
}
