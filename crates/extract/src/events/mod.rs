//! Who did what to whom.

use crate::{Context, actors::Actors, places::Places, times::Times};
use rapporteur_record::{Event, Statement, Unresolved};

/// Codes the events of a report.
pub fn code(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    times: &Times,
    places: &Places,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Event> {
    let _ = (context, actors, statements, times, places, unresolved);
    Vec::new()
}
