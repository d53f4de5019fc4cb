//! What the lexicon names, states, bodies, groups, and bodies that only the model knows.

use super::acting::{acts, is_asked, located, modifies_a_deed, receives};
use super::{Finder, What, is_time};
use crate::actors::coding::{Hit, code_words};
use crate::actors::reading::Reading;
use crate::places::{Role, is_called_a_place};
use rapporteur_lexicon::{CountryForm, Known};
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

impl<'d> Finder<'_, 'd> {
    /// What the lexicon names: states, bodies, groups.
    pub(super) fn known(&mut self) {
        let reading = self.reading;
        for hit in &reading.hits {
            let tokens = reading.tokens(&hit.words);
            if !self.free(&tokens) || linked(reading, hit) {
                continue;
            }
            if let Some(index) = hit.body() {
                if self.is_the_body(hit, index) && !is_time(reading.head(&tokens)) {
                    self.add(tokens, What::Body(index));
                }
            } else if let Some((index, form)) = hit.country() {
                if let Some(side) = self.side_of(&tokens, form) {
                    self.add(tokens.start..side.i + 1, What::State(index, CountryForm::Name));
                } else if self.is_the_state(&tokens, form) || self.owners.contains(&tokens) {
                    self.add(tokens, What::State(index, form));
                } else if form == CountryForm::Name && !self.inside_a_name(&tokens) {
                    self.add(tokens, What::Place(Some(index)));
                }
            } else if let Some(index) = hit.group() {
                let head = reading.head(&tokens);
                if hit.agent().is_none() && matches!(head.tag(), Tag::Nns | Tag::Nnps) {
                    self.add(tokens, What::Group(index));
                }
            }
        }
    }

    /// "The Chinese side": the state itself.
    fn side_of(&self, tokens: &Range<usize>, form: CountryForm) -> Option<Token<'d>> {
        let side = (tokens.end < self.reading.doc.len()).then(|| self.token(tokens.end))?;
        let own = self.reading.head(tokens).head() == side;
        (form == CountryForm::Adjective && own && side.lower() == "side").then_some(side)
    }

    /// Names like "Congress" are those of every country: another country before them says whose.
    pub(super) fn is_the_body(&self, hit: &Hit, index: usize) -> bool {
        let reading = self.reading;
        let tokens = reading.tokens(&hit.words);
        let lone_adjective = hit.words.len() == 1
            && matches!(reading.head(&tokens).tag(), Tag::Nn | Tag::Jj)
            && !reading.words[hit.words.start].capital();
        if lone_adjective {
            return false;
        }
        if hit.agent().is_none() && hit.office().is_none() {
            return true;
        }
        let mut before = hit.words.start;
        while before > 0 && matches!(reading.words[before - 1].fold.as_ref(), "'s" | "'") {
            before -= 1;
        }
        let country = (before > 0).then(|| reading.country(before - 1)).flatten();
        match country {
            Some((i, _)) => reading.tables.countries[i].iso3 == reading.tables.bodies[index].country,
            None => hit.office().is_some() || reading.words[hit.words.start].capital() && self.is_at_home(index),
        }
    }

    /// Whether a body may be that country's whose it is elsewhere: not in a report that speaks of others only, as where
    /// "Congress" is stormed in Lima.
    fn is_at_home(&self, body: usize) -> bool {
        let tables = self.reading.tables;
        let country = tables.bodies[body].country.as_str();
        let rules = |hit: &Hit| {
            hit.known.iter().any(|known| {
                let Known::Person(i) = known else { return false };
                tables.people[*i].terms.iter().any(|term| term.country == country && term.holds(self.date))
            })
        };
        tables.country(country).is_none()
            || self.home.as_deref() == Some(country)
            || !self.reading.is_about_others(country)
            || self.reading.hits.iter().any(rules)
    }

    fn is_the_state(&self, tokens: &Range<usize>, form: CountryForm) -> bool {
        let head = self.reading.head(tokens);
        if self.inside_a_name(tokens) {
            return false;
        }
        let span = self.reading.doc.span(tokens.clone());
        let role = self.places.toponyms.iter().find(|toponym| toponym.span.overlaps(span)).map(|toponym| toponym.role);
        match form {
            CountryForm::Name => {
                !matches!(role, Some(Role::Location | Role::Whole))
                    || matches!(head.dep(), Dep::Conj | Dep::Dobj) && acts(head)
                    || receives(head)
                    || is_asked(head)
            }
            CountryForm::Capital => {
                !matches!(role, Some(Role::Location | Role::Whole | Role::Embedded)) && acts(head) || is_asked(head)
            }
            CountryForm::Seat => !located(head),
            CountryForm::Adjective => head.tag() != Tag::Nns && modifies_a_deed(self.reading, head),
            CountryForm::People => false,
        }
    }

    /// Whether the words are part of a longer name that is no country's: "Bank of America".
    fn inside_a_name(&self, tokens: &Range<usize>) -> bool {
        let Some(entity) = self.token(tokens.start).entity() else { return false };
        let longer = entity.tokens.len() > tokens.len() + 1;
        let label = matches!(
            entity.label,
            EntityLabel::Org
                | EntityLabel::Fac
                | EntityLabel::Event
                | EntityLabel::Law
                | EntityLabel::WorkOfArt
                | EntityLabel::Product
        );
        let capitals = self.reading.doc.slice(entity.tokens.clone()).filter(|token| token.pos() == Pos::Propn).count();
        // The model runs "US State Department" and "Russia-NATO Council" together; a nationality in front stays a state.
        longer
            && label
            && capitals > tokens.len()
            && entity.tokens.start < tokens.start
            && tokens.end == entity.tokens.end
    }

    /// Bodies that only the model knows.
    pub(super) fn organizations(&mut self) {
        for entity in self.reading.doc.entities() {
            if entity.label != EntityLabel::Org {
                continue;
            }
            let mut tokens = entity.tokens.clone();
            while tokens.start < tokens.end
                && (matches!(self.token(tokens.start).lower(), "the" | "a" | "an")
                    || self.token(tokens.start).is_punct())
            {
                tokens.start += 1;
            }
            while tokens.start < tokens.end
                && (matches!(self.token(tokens.end - 1).lower(), "'s" | "’s" | "'" | "’")
                    || self.token(tokens.end - 1).is_punct()
                    || self.token(tokens.end - 1).is_space())
            {
                tokens.end -= 1;
            }
            // "Planning Office (PO": the short form behind it is another name.
            let bracket = self.reading.doc.slice(tokens.clone()).skip(1).find(|token| token.text() == "(");
            if let Some(bracket) = bracket {
                tokens.end = bracket.i;
            }
            let named = self
                .reading
                .doc
                .slice(tokens.clone())
                .any(|token| token.pos() == Pos::Propn && token.text().starts_with(char::is_uppercase));
            let broken = self.reading.doc.slice(tokens.clone()).any(|token| token.is_space());
            if !named || broken || !self.free(&tokens) || self.is_place(&tokens) {
                continue;
            }
            let words = self.reading.words_in(&tokens);
            // "EAM", "High Representative": somebody's title, read as a description; "Justice" alone is a ministry.
            let whole = self.reading.hit(words.start).filter(|hit| hit.words == words);
            let short = words.len() == 1 && !self.reading.words[words.start].upper();
            if whole.is_some_and(|hit| hit.office().is_some()) && !short {
                continue;
            }
            let mut coding = code_words(&self.reading.words[words.clone()], self.date, self.lexicon);
            let shared = whole.filter(|hit| hit.agent().is_some()).and_then(Hit::body);
            if shared.is_some_and(|body| !self.is_at_home(body)) {
                coding.country = None;
            }
            let government = words
                .clone()
                .any(|word| matches!(self.reading.words[word].fold.as_ref(), "government" | "governments"));
            let country = words.clone().find_map(|word| self.reading.country(word)).filter(|_| government);
            let what = country.map_or(What::Organization(coding), |(index, _)| What::State(index, CountryForm::Seat));
            self.add(tokens, what);
        }
    }

    /// Whether what the model takes for a body is a place here: "in El Oro", "the province of El Oro".
    fn is_place(&self, tokens: &Range<usize>) -> bool {
        let toponym = self.places.toponyms.iter().find(|toponym| toponym.tokens == *tokens);
        toponym.is_some_and(|toponym| matches!(toponym.role, Role::Location | Role::Whole))
            || is_called_a_place(self.reading.head(tokens))
    }
}

/// Whether a compound takes the name back: "US-backed".
fn linked(reading: &Reading, hit: &Hit) -> bool {
    let next = reading.words.get(hit.words.end);
    let tied = next.is_some_and(|word| word.tied);
    let role = reading
        .hit(hit.words.end)
        .is_some_and(|hit| hit.agent().is_some() || hit.country().is_some() || hit.body().is_some());
    let first = reading.words.get(hit.words.start).is_some_and(|word| word.tied) && hit.words.start > 0 && {
        matches!(
            reading.words[hit.words.start - 1].fold.as_ref(),
            "anti" | "pro" | "non" | "post" | "ex" | "trans" | "pre"
        )
    };
    tied && !role && next.is_some_and(|word| word.text.starts_with(char::is_lowercase)) || first
}

/// Whether a form may be a person's full name or surname only.
pub(in crate::actors) fn is_only_a_person(hit: &Hit) -> bool {
    hit.known.iter().all(|known| matches!(known, Known::Person(_) | Known::Surname(_)))
}
