//! Whom a noun phrase means, as far as coding an event needs to know.

use super::tree::{self, inner_phrases, lemma};
use crate::actors::Actors;
use crate::sides;
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Actor, ActorId, Sector};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};

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

    /// Whether the actor goes by a name and not only by a description.
    pub fn is_named(&self, id: ActorId) -> bool {
        self.actors.is_named(id)
    }

    /// The actor that a phrase means.
    pub fn actor(&self, token: Token) -> Option<&'a Actor> {
        self.actors.at(token).map(|id| self.actors.get(id))
    }

    /// An actor by its id.
    pub fn get(&self, id: ActorId) -> &'a Actor {
        self.actors.get(id)
    }

    /// The state with the ISO code, where the report mentions it.
    pub fn state(&self, country: &str) -> Option<ActorId> {
        self.actors.state(country)
    }

    /// The state or body for which an official speaks.
    pub fn principal(&self, id: ActorId) -> Option<ActorId> {
        self.actors.principal(id)
    }

    /// The actors that a phrase means with its conjuncts; or, where it means none itself, whom it names first: its owner or
    /// nationality, then what its prepositions add.
    pub fn named(&self, token: Token) -> Vec<ActorId> {
        let own = self.actors.parties(token);
        if let Some(state) = self.shared_state(token, &own) {
            return vec![state];
        }
        if !own.is_empty() {
            return own;
        }
        // "Russian" of "Russian troops", where those are somebody themselves.
        let national = matches!(label(token), Some(EntityLabel::Norp | EntityLabel::Gpe));
        if national && matches!(token.dep(), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss) {
            let state = self.national(token);
            return if state.is_empty() { self.actors.parties(token.head()) } else { state };
        }
        // "Tens of thousands of miners": the number is of those behind it.
        if token.tag() == Tag::Nns && self.lexicon.predicates.is_in(&lemma(token), "number") {
            let of = token.children().find(|child| child.dep() == Dep::Prep && child.lower() == "of");
            return of.and_then(tree::object_of).map(|counted| self.named(counted)).unwrap_or_default();
        }
        let modifiers = token.children().filter(|child| child.i < token.i);
        let before = modifiers.map(|child| self.national(child)).find(|found| !found.is_empty());
        before
            .or_else(|| {
                // "Urged countries to help": of whom nothing is said but "in", "of", "from" may be anybody.
                let within =
                    |phrase: &Token| !self.is_anybody(token) || matches!(phrase.head().lower(), "of" | "in" | "from");
                let inner = inner_phrases(token).into_iter().filter(|phrase| phrase.i > token.i).filter(within);
                inner.map(|phrase| self.national(phrase)).find(|found| !found.is_empty())
            })
            .unwrap_or_default()
    }

    /// "The government and people of Chad": the state of both.
    fn shared_state(&self, token: Token, own: &[ActorId]) -> Option<ActorId> {
        let government = matches!(&*lemma(token), "government" | "state" | "leadership");
        let open = own.iter().all(|id| self.get(*id).country.is_none());
        let people = token.child(Dep::Conj).filter(|people| government && open && &*lemma(*people) == "people")?;
        let mut below = people.children().chain(token.children());
        let of = below.find(|child| child.dep() == Dep::Prep && child.lower() == "of")?;
        self.actors.state(self.actors.country_of(tree::object_of(of)?)?)
    }

    /// The actors that a word means, or the state whose nationality it is.
    pub fn national(&self, token: Token) -> Vec<ActorId> {
        let own = self.actors.parties(token);
        if !own.is_empty() {
            return own;
        }
        self.actors.country_of(token).and_then(|country| self.actors.state(country)).into_iter().collect()
    }

    /// The country of a phrase: its actor's, or the one that it or a word before it names.
    pub fn country(&self, token: Token) -> Option<&'a str> {
        let of = |token: Token| {
            let own = self.actor(token).and_then(|actor| actor.country.as_deref());
            own.or_else(|| self.actors.country_of(token))
        };
        of(token).or_else(|| {
            let modifier = |child: &Token| matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Poss | Dep::Nmod);
            token.children().filter(modifier).find_map(of)
        })
    }

    /// The country that the word itself names.
    pub fn own_country(&self, token: Token) -> Option<&'a str> {
        self.actors.country_of(token)
    }

    /// The first country that a phrase's prepositions name: "the port in Yemen".
    pub fn inner_country(&self, token: Token) -> Option<&'a str> {
        inner_phrases(token).into_iter().find_map(|phrase| self.country(phrase))
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

    /// Whether the noun names some of many without saying which: "partners", "host countries", "others".
    pub fn is_anybody(&self, token: Token) -> bool {
        self.actor(token).is_none()
            && matches!(token.tag(), Tag::Nns | Tag::Nnps)
            && self.lexicon.predicates.is_in(&lemma(token), "whoever")
    }

    /// Whether the noun means people, whoever they are: "detained thirteen people".
    pub fn is_somebody(&self, token: Token) -> bool {
        tree::is_noun(token) && self.lexicon.predicates.is_in(&lemma(token), "person")
    }

    /// The state of which the report speaks most by far, in its own name and in its people's, besides those left out.
    pub fn chief(&self, except: &[&str]) -> Option<ActorId> {
        sides::chief(self.actors, except)
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
