//! What the acts are learnt from: the signs, the rules' votes and the words of every statement, before anything is decided.

use super::acts;
use super::clauses;
use super::form;
use super::readings;
use super::side::Side;
use super::speakers;
use super::turns::Turns;
use super::words;
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
    /// What the rules say for each act.
    pub votes: Vec<f32>,
    /// The columns of the learned head that are set.
    pub columns: Vec<u16>,
}

/// The statements of a report as their signs, in the order in which they are found; repetitions are not joined.
pub fn examples(context: Context, actors: &mut Actors) -> Vec<Example> {
    let turns = Turns::find(context, actors);
    let actors = &*actors;
    let example = |reading: super::Reading| {
        let speaker = speakers::speaker(&reading, actors, &turns, None);
        let side = Side::new(actors, &reading, &speaker.ids, &speaker.on_behalf_of);
        let form = form::form(&reading);
        let clauses = clauses::signs(&reading, &side, form);
        let (votes, ruled, _) = acts::rule(&context.lexicon.acts, &clauses);
        let columns = acts::columns(ruled, &clauses, &words::words(&reading, &side, form));
        Example { content: form::pieces(&reading), clauses, votes: votes.to_vec(), columns }
    };
    readings(context).map(example).collect()
}
