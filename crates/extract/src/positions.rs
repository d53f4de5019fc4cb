//! Where each party stands.

use crate::{Context, actors::Actors, times::Times};
use rapporteur_record::{Event, Position, Statement};

/// Reads the positions of a report.
pub fn read(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    events: &[Event],
    times: &Times,
) -> Vec<Position> {
    let _ = (context, actors, statements, events, times);
    Vec::new()
}
