//! What the weights of the acts are tried on: the signs of every statement, before anything is decided.

use super::clauses;
use super::form;
use super::readings;
use super::side::Side;
use super::speakers;
use super::turns::Turns;
use crate::{Context, actors::Actors};
use rapporteur_lexicon::Signs;
use rapporteur_record::Span;

/// The content of a statement and the signs of each of its clauses.
#[derive(Clone, Debug)]
pub struct Example {
    /// What is said.
    pub content: Vec<Span>,
    /// The signs of each clause.
    pub clauses: Vec<Signs>,
}

/// The statements of a report as their signs, in the order in which they are found; repetitions are not joined.
pub fn examples(context: Context, actors: &mut Actors) -> Vec<Example> {
    let turns = Turns::find(context, actors);
    let actors = &*actors;
    let example = |reading: super::Reading| {
        let speaker = speakers::speaker(&reading, actors, &turns, None);
        let side = Side::new(actors, &reading, &speaker.ids, &speaker.on_behalf_of);
        let form = form::form(&reading);
        Example { content: form::pieces(&reading), clauses: clauses::signs(&reading, &side, form) }
    };
    readings(context).map(example).collect()
}
