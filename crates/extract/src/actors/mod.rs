//! Who is spoken of: mentions found, coded and joined to actors over the whole report.

pub mod coding;

use crate::{Context, places::Places};
use rapporteur_record::{Actor, ActorId};
use rapporteur_text::{Doc, Span, Token};

/// The actors of a report and whom each of its words means.
#[derive(Debug, Default)]
pub struct Actors {
    list: Vec<Actor>,
    /// The actor that the mention with this head token means, per token.
    at: Vec<Option<ActorId>>,
}

/// Finds, codes and joins the mentions.
pub fn resolve(context: Context, places: &Places) -> Actors {
    let _ = places;
    Actors { list: Vec::new(), at: vec![None; context.doc.len()] }
}

impl Actors {
    /// All actors, in the order of their ids.
    pub fn list(&self) -> &[Actor] {
        &self.list
    }

    /// One actor.
    pub fn get(&self, id: ActorId) -> &Actor {
        &self.list[id.index()]
    }

    /// The actors, for the record.
    pub fn into_list(self) -> Vec<Actor> {
        self.list
    }

    /// The actor that the noun phrase headed by `token` means: a name, description, pronoun or metonym.
    pub fn at(&self, token: Token) -> Option<ActorId> {
        self.at.get(token.i).copied().flatten()
    }

    /// The actors that the phrase headed by `token` means, its conjuncts and the members of a joint actor included.
    pub fn of(&self, token: Token) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = token.conjuncts().into_iter().filter_map(|conjunct| self.at(conjunct)).collect();
        found.dedup();
        found
    }

    /// The actors mentioned inside `span`, in text order, each once.
    pub fn within(&self, doc: &Doc, span: Span) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = Vec::new();
        for id in doc.slice(doc.tokens_in(span)).filter_map(|token| self.at(token)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }
}
