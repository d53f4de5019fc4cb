//! How many.

use crate::{Context, actors::Actors, places::Places, times::Times};
use rapporteur_record::{Figure, Statement};

/// Reads the figures of a report.
pub fn read(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    times: &Times,
    places: &Places,
) -> Vec<Figure> {
    let _ = (context, actors, statements, times, places);
    Vec::new()
}
