//! Where: countries, regions, cities, seas, resolved to coordinates.

use crate::Context;
use rapporteur_record::Place;
use rapporteur_text::{Span, Token};

/// The places of a report.
#[derive(Debug, Default)]
pub struct Places {
    /// In text order, without overlap.
    pub list: Vec<Place>,
}

/// Finds and resolves the places.
pub fn find(context: Context) -> Places {
    let _ = context;
    Places::default()
}

impl Places {
    /// The places that lie inside `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Place> {
        self.list.iter().filter(move |place| span.contains(place.span.into()))
    }

    /// The place at which the predicate at `token` is said to happen, from the expressions that hang on it.
    pub fn of(&self, token: Token) -> Option<&Place> {
        let _ = token;
        None
    }
}
