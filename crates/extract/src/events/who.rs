//! Whom a noun phrase means, as far as coding an event needs to know.

use crate::actors::Actors;
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Actor, ActorId, Sector};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Token};

/// The actors of a report, asked by the token that heads a phrase.
#[derive(Clone, Copy)]
pub struct Who<'a> {
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    actors: &'a Actors,
}

impl<'a> Who<'a> {
    /// Over a report's actors.
    pub fn new(doc: &'a Doc, lexicon: &'a Lexicon, actors: &'a Actors) -> Self {
        Who { doc, lexicon, actors }
    }

    /// The document.
    pub fn doc(&self) -> &'a Doc {
        self.doc
    }

    /// The tables.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The actor that a phrase means.
    pub fn actor(&self, token: Token) -> Option<&'a Actor> {
        self.actors.at(token).map(|id| self.actors.get(id))
    }

    /// An actor by its id.
    pub fn get(&self, id: ActorId) -> &'a Actor {
        self.actors.get(id)
    }

    /// The actors that a phrase means with its conjuncts.
    pub fn all(&self, token: Token) -> Vec<ActorId> {
        self.actors.of(token)
    }

    /// The actors that a phrase means, or, where it means none itself, those named inside it.
    pub fn named(&self, token: Token) -> Vec<ActorId> {
        let own = self.all(token);
        if !own.is_empty() {
            return own;
        }
        let start = token.children().filter(|child| child.i < token.i).map(|child| child.left_edge().i).min();
        let before = self.doc.slice(start.unwrap_or(token.i)..token.i).rev().find_map(|word| self.actors.at(word));
        before.into_iter().collect()
    }

    /// The country of a phrase: its actor's, or that of a nationality or owner before it.
    pub fn country(&self, token: Token) -> Option<&'a str> {
        let own = self.actor(token).and_then(|actor| actor.country.as_deref());
        own.or_else(|| {
            let modifier = |child: &Token| matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Poss | Dep::Nmod);
            let mut countries = token.children().filter(modifier).filter_map(|child| self.actor(child));
            countries.find_map(|actor| actor.country.as_deref())
        })
    }

    /// Whether the phrase is of some country: by its actor, or as the name of a country or nation.
    pub fn has_country(&self, token: Token) -> bool {
        matches!(label(token), Some(EntityLabel::Gpe | EntityLabel::Norp)) || self.country(token).is_some()
    }

    /// The sector of a phrase's actor.
    pub fn sector(&self, token: Token) -> Option<Sector> {
        self.actor(token).and_then(|actor| actor.sector)
    }

    /// Whether anything is known of the phrase's actor.
    pub fn is_coded(&self, token: Token) -> bool {
        self.country(token).is_some() || self.sector(token).is_some()
    }

    /// Whether the phrase is a name of somebody or somewhere, or means an actor.
    pub fn is_name_or_actor(&self, token: Token) -> bool {
        let named = || {
            matches!(
                label(token),
                Some(EntityLabel::Gpe | EntityLabel::Norp | EntityLabel::Org | EntityLabel::Person | EntityLabel::Loc)
            )
        };
        token.pos() == Pos::Propn || named() || self.actors.at(token).is_some()
    }

    /// Whether the phrase may be a party to an event: a name, a pronoun, or somebody with a role.
    pub fn is_party(&self, token: Token) -> bool {
        token.pos() == Pos::Pron || self.is_name_or_actor(token)
    }
}

/// The kind of name that a token belongs to.
pub fn label(token: Token) -> Option<EntityLabel> {
    token.entity().map(|entity| entity.label)
}
