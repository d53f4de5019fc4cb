//! What has a name: states, bodies, persons, groups, places and things join by what they name.

use super::super::mentions::{Mention, Thing, What};
use super::super::names::Person;
use super::{Draft, Joiner, Key, bare};
use rapporteur_lexicon::{BodyKind, CountryForm};
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::{Pos, Token};

impl Joiner<'_, '_> {
    pub(super) fn place(&mut self, country: Option<usize>, mention: &Mention) -> usize {
        if let Some(country) = country {
            let iso = self.reading.tables.countries[country].iso3.clone();
            return self.state_of(&iso);
        }
        self.named(bare(self.reading, &mention.tokens), false)
    }

    /// A place or thing by its name.
    pub(super) fn named(&mut self, name: String, plural: bool) -> usize {
        let key = Key::Name(name.to_lowercase());
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let mut draft = Draft::new(name, ActorKind::Organization);
        draft.thing = true;
        draft.plural = plural;
        self.open(Some(key), draft)
    }

    /// A thing: a name by its words, a definite noun by the last of the same noun, any other a new one.
    pub(super) fn thing(&mut self, thing: &Thing) -> usize {
        if thing.named {
            return self.named(thing.noun.clone(), thing.plural);
        }
        if thing.definite {
            let same = |draft: &Draft| draft.thing && draft.name == thing.noun && draft.plural == thing.plural;
            if let Some(seen) = self.seen.iter().rev().find(|seen| same(&self.drafts[seen.draft])) {
                return seen.draft;
            }
        }
        let mut draft = Draft::new(thing.noun.clone(), ActorKind::Organization);
        draft.thing = true;
        draft.plural = thing.plural;
        self.open(None, draft)
    }

    /// "Secretary" in "Secretary of State Wendy Sherman", where the parser hangs the name on the title.
    pub(super) fn title_head(&mut self, name: usize, draft: usize) {
        let name = &self.names[name];
        let whole = name.title.start..name.tokens.end;
        let outside = |token: &Token| token.is_root() || !whole.contains(&token.head().i);
        for token in self.reading.doc.slice(name.title.clone()).filter(outside) {
            if matches!(token.pos(), Pos::Noun | Pos::Propn) && self.at[token.i].is_none() {
                self.at[token.i] = Some(draft);
            }
        }
        let about = name.about.as_ref().map(|about| self.reading.head(about).i);
        if let Some(head) = about.filter(|&head| self.at[head].is_none()) {
            self.at[head] = Some(draft);
        }
    }

    /// The bodies that a person's title names, for which the person speaks: "UN spokesman".
    pub(super) fn bodies_in_title(&mut self, name: usize) {
        let title = &self.names[name].title;
        if title.is_empty() {
            return;
        }
        let mut words = self.reading.words_in(title);
        while let Some(word) = words.next() {
            let Some(hit) = self.reading.hit(word).filter(|hit| hit.words.start == word) else { continue };
            let tokens = self.reading.tokens(&hit.words);
            let head = self.reading.head(&tokens).i;
            let role = hit.office().is_some() || hit.agent().is_some();
            if let Some(body) = hit.body().filter(|_| !role && self.at[head].is_none()) {
                let draft = self.body_of(body);
                self.at[tokens.clone()].fill(Some(draft));
                self.drafts[draft].mentions.push((tokens, head));
                self.see(draft, head);
            }
            words.start = words.start.max(hit.words.end);
        }
    }

    pub(super) fn state(&mut self, country: usize, form: CountryForm, mention: &Mention) -> usize {
        let _ = mention;
        let iso = self.reading.tables.countries[country].iso3.clone();
        let draft = self.state_of(&iso);
        if matches!(form, CountryForm::Capital | CountryForm::Seat) {
            self.drafts[draft].nouns.push("government".into());
        }
        draft
    }

    /// The draft of a state.
    pub(super) fn state_of(&mut self, iso: &str) -> usize {
        let key = Key::State(iso.to_owned());
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let name = self.reading.tables.country(iso).map_or(iso.to_owned(), |country| country.name.clone());
        let mut draft = Draft::new(name, ActorKind::State);
        draft.country = Some(iso.to_owned());
        draft.named = true;
        self.open(Some(key), draft)
    }

    pub(super) fn body(&mut self, body: usize, mention: &Mention) -> usize {
        let text = self.reading.doc.text_of(mention.tokens.clone());
        if let Some(&draft) = self.acronyms.get(text) {
            return draft;
        }
        let draft = self.body_of(body);
        self.define_acronym(draft, mention);
        draft
    }

    pub(super) fn body_of(&mut self, index: usize) -> usize {
        let key = Key::Body(index);
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let body = &self.reading.tables.bodies[index];
        let kind = match body.kind {
            BodyKind::Igo => ActorKind::Igo,
            BodyKind::Ngo => ActorKind::Ngo,
            BodyKind::Organization => ActorKind::Organization,
        };
        let mut draft = Draft::new(body.name.clone(), kind);
        draft.country = (!body.country.is_empty()).then(|| body.country.clone());
        draft.sector = Sector::parse(&body.sector);
        draft.wikidata = (!body.wikidata.is_empty()).then(|| body.wikidata.clone());
        draft.named = true;
        self.open(Some(key), draft)
    }

    /// "(SMM)" right behind a name is how the report calls it from then on.
    pub(super) fn define_acronym(&mut self, draft: usize, mention: &Mention) {
        let end = mention.tokens.end;
        let doc = self.reading.doc;
        if mention.tokens.len() < 2
            || end + 2 >= doc.len()
            || doc.token(end).text() != "("
            || doc.token(end + 2).text() != ")"
        {
            return;
        }
        let text = doc.token(end + 1).text();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let name = doc.text_of(mention.tokens.clone());
        if (2..=10).contains(&text.len()) && (capitals >= 2 || capitals == 1 && abbreviates(text, name)) {
            self.acronyms.insert(text.to_owned(), draft);
        }
    }

    pub(super) fn organization(&mut self, mention: &Mention) -> Option<usize> {
        let What::Organization(coding) = &mention.what else { return None };
        let text = self.reading.doc.text_of(mention.tokens.clone());
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(&draft) = self.acronyms.get(text) {
            return Some(draft);
        }
        if let Some(&draft) = self.keys.get(&Key::Organization(name.to_lowercase())) {
            return Some(draft);
        }
        // A body that the report has named in full, by some of its words: "the Observatory".
        let short = |draft: &Draft| {
            let whole = draft.name.to_lowercase();
            let part = name.to_lowercase();
            draft.kind == ActorKind::Organization
                && draft.named
                && whole.len() > part.len()
                && whole.split(' ').any(|word| word == part)
        };
        if let Some(index) = self.drafts.iter().rposition(short) {
            return Some(index);
        }
        let mut draft = Draft::new(name.clone(), ActorKind::Organization);
        draft.country = coding.country.clone();
        draft.sector = coding.sectors.first().copied();
        draft.named = true;
        let index = self.open(Some(Key::Organization(name.to_lowercase())), draft);
        self.define_acronym(index, mention);
        Some(index)
    }

    pub(super) fn person(&mut self, name: usize) -> usize {
        let person = &self.names[name].person;
        let key = Key::Person(person.number);
        // A lone word that the report has used in the name of a body: "Mahan" is the airline.
        let unknown = person.known.is_none() && person.roles.is_empty() && !person.name.contains(' ');
        if unknown && let Some(body) = self.body_named(&person.name) {
            return body;
        }
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let mut draft = Draft::new(person.name.clone(), ActorKind::Person);
        draft.named = true;
        let draft = self.open(None, draft);
        self.keys.insert(key, draft);
        self.fill(draft, person);
        draft
    }

    pub(super) fn body_named(&self, word: &str) -> Option<usize> {
        let holds = |draft: &Draft| {
            let body = matches!(draft.kind, ActorKind::Organization | ActorKind::Ngo | ActorKind::Igo);
            body && draft.named && !draft.thing && draft.name.split(' ').any(|part| part == word)
        };
        self.drafts.iter().rposition(holds)
    }

    pub(super) fn fill(&mut self, index: usize, person: &Person) {
        let principal = match (person.body, &person.country) {
            (Some(body), _) => Some(self.body_of(body)),
            _ => None,
        };
        let draft = &mut self.drafts[index];
        draft.country = person.country.clone();
        draft.sector = person.sector;
        draft.gender = person.gender;
        draft.office = person.office.clone();
        draft.roles = person.roles.clone();
        draft.principal = principal;
        for role in &person.roles {
            let last = role.rsplit(' ').next().unwrap_or(role).to_lowercase();
            draft.nouns.push(last);
            draft.nouns.extend(role.split(' ').map(str::to_lowercase));
        }
    }

    pub(super) fn group(&mut self, group: usize) -> usize {
        let key = Key::Group(group);
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let row = &self.reading.tables.groups[group];
        let mut draft = Draft::new(row.name.clone(), ActorKind::Group);
        draft.country = (!row.country.is_empty()).then(|| row.country.clone());
        draft.sector = Sector::parse(&row.sector);
        draft.named = true;
        self.open(Some(key), draft)
    }
}

/// Whether the letters of the short form stand in the name in the same order, the first ones alike: "Interpol".
fn abbreviates(short: &str, name: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
    let begins = short.chars().next() == name.chars().next();
    begins && short.chars().flat_map(char::to_lowercase).all(|c| letters.any(|other| other == c))
}
