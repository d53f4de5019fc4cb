//! Who meets whom.

use crate::{Context, actors::Actors, places::Places, times::Times};
use rapporteur_record::{Event, Meeting, Statement};

/// Finds the meetings of a report.
pub fn find(
    context: Context,
    actors: &mut Actors,
    statements: &[Statement],
    events: &[Event],
    times: &Times,
    places: &Places,
) -> Vec<Meeting> {
    let _ = (context, actors, statements, events, times, places);
    Vec::new()
}
