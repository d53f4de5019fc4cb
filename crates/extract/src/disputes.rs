//! What the report's voices disagree on.

use crate::Context;
use rapporteur_record::{Dispute, Event, Figure, Position, Statement, Unresolved};

/// Finds the disputes of a report.
pub fn find(
    context: Context,
    statements: &[Statement],
    events: &[Event],
    figures: &[Figure],
    positions: &[Position],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Dispute> {
    let _ = (context, statements, events, figures, positions, unresolved);
    Vec::new()
}
