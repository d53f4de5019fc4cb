//! Officials named without a state in a text of a state's own office: "the President" there is that state's.

use super::super::coding::{Hit, code_words, hits};
use super::super::mentions::Description;
use super::{Joiner, PRONOUN_REACH, Seen};
use rapporteur_lexicon::{CountryForm, Lexicon, words};
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::Source;

/// The state whose office has published a text.
pub(super) struct Home {
    country: String,
    /// Whether the publisher is the seat of whoever heads it: "the President" is then never another state's.
    seat: bool,
}

/// For which state a text's publisher speaks.
pub(super) fn home(source: &Source, lexicon: &Lexicon, date: &str) -> Option<Home> {
    let words = words(source.meta.publisher.as_deref()?);
    let coding = code_words(&words, date, lexicon);
    let country = coding.country.filter(|country| lexicon.actors.country(country).is_some())?;
    let official = coding.sectors.first() == Some(&Sector::Gov);
    let seated = |hit: &Hit| hit.country().is_some_and(|(_, form)| form == CountryForm::Seat);
    let seat = hits(&words, &lexicon.actors, true).iter().any(seated);
    official.then_some(Home { country, seat })
}

impl Joiner<'_, '_> {
    /// "The President" in a text of a state's own office: that state's, unless the text has just named another.
    pub(super) fn own_official(&mut self, description: &Description, head: usize) -> Option<usize> {
        let Home { country, seat } = self.home.as_ref()?;
        let office = self.reading.tables.offices[description.office?].office.as_str();
        let chief = matches!(office, "head_of_state" | "head_of_government" | "deputy_head" | "foreign" | "defence");
        let bare = description.definite && !description.possessed && description.coding.country.is_none();
        if !chief || !bare || description.kind != ActorKind::Person || self.seen_other(office, country, head, *seat) {
            return None;
        }
        let (country, office) = (country.clone(), office.to_owned());
        self.holder(&country, &office)
    }

    /// Whether somebody else of the office has lately been named, who may be meant.
    fn seen_other(&self, office: &str, country: &str, head: usize, seat: bool) -> bool {
        let sentence = self.token(head).sentence_index();
        let near = |seen: &&Seen| sentence.saturating_sub(seen.sentence) <= PRONOUN_REACH;
        let other = |seen: &Seen| {
            let draft = &self.drafts[seen.draft];
            draft.office.as_deref() == Some(office) && draft.country.as_deref() != Some(country)
        };
        !(seat && office == "head_of_state") && self.seen.iter().rev().take_while(near).any(other)
    }
}
