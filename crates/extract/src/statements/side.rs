//! Who belongs to the speaker's side: the speaker, those spoken for, the own state and its government.

use super::reading::Reading;
use crate::actors::Actors;
use rapporteur_record::{Actor, ActorId, ActorKind, Sector};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// The speaker's side, as seen from inside the content.
pub(super) struct Side<'a> {
    pub actors: &'a Actors,
    speaker: Vec<ActorId>,
    several: bool,
    countries: Vec<&'a str>,
    source: Option<Token<'a>>,
}

impl<'a> Side<'a> {
    pub fn new(actors: &'a Actors, reading: &Reading<'a>, speaker: &[ActorId], principals: &[ActorId]) -> Self {
        let all: Vec<ActorId> = speaker.iter().chain(principals).copied().collect();
        let members = all.iter().flat_map(|&id| actors.get(id).members.iter().copied());
        let ids: Vec<ActorId> = all.iter().copied().chain(members).collect();
        let mut countries: Vec<&str> = ids.iter().filter_map(|&id| actors.get(id).country.as_deref()).collect();
        countries.dedup();
        Side {
            actors,
            speaker: ids,
            several: speaker.len() > 1,
            countries,
            source: reading.source_heads().into_iter().next(),
        }
    }

    /// Whether the phrase headed by `token` means the speaker's side.
    pub fn holds(&self, token: Token) -> bool {
        if is_first_person(token) {
            return true;
        }
        if let Some(id) = self.actors.at(token) {
            return self.is_of_side(id);
        }
        match token.tag() {
            Tag::Prp => self.is_source(token),
            _ => token.child(Dep::Poss).is_some_and(|poss| is_first_person(poss) || self.is_source(poss)),
        }
    }

    /// The speakers, those spoken for, and their members.
    pub fn speakers(&self) -> impl Iterator<Item = &Actor> {
        self.speaker.iter().map(|&id| self.actors.get(id))
    }

    /// Whether several speak together.
    pub fn is_several(&self) -> bool {
        self.several
    }

    /// Whether a court or judge speaks, whose findings are law.
    pub fn is_court(&self) -> bool {
        self.speaks_as(Sector::Jud)
    }

    /// Whether a paper, station or agency speaks.
    pub fn is_press(&self) -> bool {
        self.speaks_as(Sector::Jrn)
    }

    fn speaks_as(&self, sector: Sector) -> bool {
        self.speaker.iter().any(|&id| self.actors.get(id).sector == Some(sector))
    }

    /// Whether it means another actor.
    pub fn is_other(&self, token: Token) -> bool {
        self.actors.at(token).is_some_and(|id| !self.is_of_side(id))
    }

    fn is_of_side(&self, id: ActorId) -> bool {
        if self.speaker.contains(&id) {
            return true;
        }
        let actor = self.actors.get(id);
        let own_country = actor.country.as_deref().is_some_and(|country| self.countries.contains(&country));
        // Parties, parliaments and people of one country speak against each other; its government speaks as one.
        own_country && speaks_for_state(actor) && self.speaker.iter().any(|&id| speaks_for_state(self.actors.get(id)))
    }

    /// Whether a third-person pronoun takes up the source, as far as number and kind allow.
    fn is_source(&self, pronoun: Token) -> bool {
        let Some(source) = self.source else { return false };
        let plural = matches!(source.tag(), Tag::Nns | Tag::Nnps) || source.child(Dep::Conj).is_some();
        match pronoun.lower() {
            "he" | "his" | "she" | "her" => {
                !plural && (matches!(source.tag(), Tag::Nnp | Tag::Nn) || source.lower() == pronoun.lower())
            }
            "it" | "its" => !plural && source.pos() != Pos::Pron && self.is_body() || source.lower() == "it",
            "they" | "their" => plural || source.lower() == "they",
            _ => false,
        }
    }

    fn is_body(&self) -> bool {
        self.speaker.iter().any(|&id| self.actors.get(id).kind != ActorKind::Person)
    }
}

/// "I", "we" and what goes with them.
pub(super) fn is_first_person(token: Token) -> bool {
    // "US" is a country.
    let pronoun = token.text() == "I" || !token.text().chars().all(char::is_uppercase);
    pronoun
        && matches!(token.lower(), "i" | "we" | "us" | "our" | "ours" | "me" | "my" | "mine" | "ourselves" | "myself")
}

/// Whether the actor is a state or of its government.
pub(super) fn speaks_for_state(actor: &Actor) -> bool {
    let of_state = matches!(actor.sector, Some(Sector::Gov | Sector::Mil | Sector::Spy));
    is_state(actor) || of_state && actor.country.is_some()
}

/// Whether the actor is a state.
pub(super) fn is_state(actor: &Actor) -> bool {
    actor.kind == ActorKind::State
}
