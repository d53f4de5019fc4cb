//! Who said what.

pub mod attribution;

pub use attribution::{Attribution, attributions};

use crate::{Context, actors::Actors, places::Places, times::Times};
use rapporteur_record::{Statement, Unresolved};

/// Finds the statements of a report.
pub fn attribute(
    context: Context,
    actors: &mut Actors,
    times: &Times,
    places: &Places,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Statement> {
    let _ = (context, actors, times, places, unresolved);
    Vec::new()
}
