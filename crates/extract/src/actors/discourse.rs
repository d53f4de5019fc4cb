//! Joins mentions to actors, in the order of the text.
//!
//! In: the mentions and the persons' names. Out: [`Draft`]s, one per actor, and which draft each mention means. Names
//! join by what they name; descriptions and pronouns to the most salient actor that agrees with them in kind, number,
//! gender, country and office. What agrees with none stays without an actor, never a guess.

use super::coding::{Hit, code_words, hits};
use super::mentions::{Description, Joint, Mention, Pronoun, Thing, What};
use super::names::{Name, Person};
use super::reading::Reading;
use rapporteur_lexicon::{BodyKind, CountryForm, CueClass, CuePos, Gender, Lexicon, Standing, words};
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::{Dep, Pos, Quotation, Source, Tag, Token};
use std::collections::HashMap;
use std::ops::Range;

/// An actor in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub name: String,
    pub kind: ActorKind,
    pub country: Option<String>,
    pub sector: Option<Sector>,
    pub roles: Vec<String>,
    pub wikidata: Option<String>,
    pub members: Vec<usize>,
    /// The body or state that a person speaks for.
    pub principal: Option<usize>,
    /// Tokens and head of each mention, in text order.
    pub mentions: Vec<(Range<usize>, usize)>,
    /// The places among the mentions: the country where something is, not the state.
    pub places: Vec<(Range<usize>, usize)>,
    /// Whether it is no actor, but what "it" may mean.
    pub thing: bool,
    plural: bool,
    gender: Option<Gender>,
    office: Option<String>,
    /// Role nouns by which it was called.
    nouns: Vec<String>,
    /// Whether the report or the lexicon names it.
    named: bool,
}

/// What makes two mentions one actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    State(String),
    Body(usize),
    Person(usize),
    Group(usize),
    Organization(String),
    /// Country, sector, noun of a plural description.
    People(Option<String>, Option<Sector>, String),
    Joint(Vec<usize>),
    /// A place or thing, by name.
    Name(String),
}

/// The drafts, and per token which one the mention with this head means.
pub(super) struct Discourse {
    pub drafts: Vec<Draft>,
    pub at: Vec<Option<usize>>,
}

/// Joins the mentions to actors.
pub(super) fn join(
    reading: &Reading,
    source: &Source,
    quotations: &[Quotation],
    lexicon: &Lexicon,
    date: &str,
    mentions: &[Mention],
    names: &[Name],
) -> Discourse {
    let mut joiner = Joiner {
        reading,
        source,
        quotations,
        lexicon,
        date,
        names,
        drafts: Vec::new(),
        keys: HashMap::new(),
        acronyms: HashMap::new(),
        at: vec![None; reading.doc.len()],
        seen: Vec::new(),
        sides: Vec::new(),
        last_joint: None,
        home: home(source, lexicon, date),
        asks: reading.doc.tokens().any(|token| token.text() == "?" && outside(quotations, token)),
    };
    for (i, mention) in mentions.iter().enumerate() {
        joiner.mention(mention, &mentions[..i]);
    }
    Discourse { drafts: joiner.drafts, at: joiner.at }
}

/// Whether the word stands in none of the quotations, which are in text order.
fn outside(quotations: &[Quotation], token: Token) -> bool {
    let at = token.span().start;
    let before = quotations.partition_point(|quotation| quotation.span.start <= at);
    before.checked_sub(1).is_none_or(|last| !quotations[last].span.holds(at))
}

/// A mention that was joined, for the salience of what follows.
#[derive(Clone, Copy, Debug)]
struct Seen {
    draft: usize,
    head: usize,
    sentence: usize,
    /// Higher for subjects, highest for those of verbs of saying.
    prominence: i32,
}

/// A party that "the two sides" may mean: a state by code, or a body.
#[derive(Clone, Debug, PartialEq)]
enum Side {
    State(String),
    Body(usize),
}

struct Joiner<'a, 'd> {
    reading: &'a Reading<'d>,
    source: &'a Source,
    quotations: &'a [Quotation],
    lexicon: &'a Lexicon,
    date: &'a str,
    names: &'a [Name],
    drafts: Vec<Draft>,
    keys: HashMap<Key, usize>,
    /// Acronyms that the report itself defines.
    acronyms: HashMap<String, usize>,
    at: Vec<Option<usize>>,
    seen: Vec<Seen>,
    /// Sides in text order: head, tokens that name it, side.
    sides: Vec<(usize, Range<usize>, Side)>,
    last_joint: Option<(usize, usize)>,
    /// The state for which the publisher speaks, where it is an office of one.
    home: Option<Home>,
    /// Whether the text outside quotations has questions, as interviews have.
    asks: bool,
}

/// The state whose office has published a text.
struct Home {
    country: String,
    /// Whether the publisher is the seat of whoever heads it: "the President" is then never another state's.
    seat: bool,
}

/// For which state a text's publisher speaks.
fn home(source: &Source, lexicon: &Lexicon, date: &str) -> Option<Home> {
    let words = words(source.meta.publisher.as_deref()?);
    let coding = code_words(&words, date, lexicon);
    let country = coding.country.filter(|country| lexicon.actors.country(country).is_some())?;
    let official = coding.sectors.first() == Some(&Sector::Gov);
    let seated = |hit: &Hit| hit.country().is_some_and(|(_, form)| form == CountryForm::Seat);
    let seat = hits(&words, &lexicon.actors, true).iter().any(seated);
    official.then_some(Home { country, seat })
}

/// How far back, in sentences, a pronoun looks.
const PRONOUN_REACH: usize = 3;

/// Most mentions back that a description is looked for; few reports have as many.
const FURTHEST: usize = 2000;

/// How far back, in sentences, a description without a name looks where only its kind agrees.
const DESCRIPTION_REACH: usize = 8;

impl<'d> Joiner<'_, 'd> {
    fn token(&self, i: usize) -> Token<'d> {
        self.reading.doc.token(i)
    }

    fn mention(&mut self, mention: &Mention, before: &[Mention]) {
        self.note_adjectives(mention, before);
        let draft = match &mention.what {
            What::State(country, form) => Some(self.state(*country, *form, mention)),
            What::Body(body) => Some(self.body(*body, mention)),
            What::Organization(_) => self.organization(mention),
            What::Person(name) => Some(self.person(*name)),
            What::Group(group) => Some(self.group(*group)),
            What::Description(description) => self.description(description, mention),
            What::Pronoun(Pronoun::Speaker(word)) => Some(self.speaker(word, mention.head)),
            What::Pronoun(pronoun) => self.pronoun(*pronoun, mention.head),
            What::Joint(joint) => self.joint(*joint, mention),
            What::Place(country) => Some(self.place(*country, mention)),
            What::Thing(thing) => Some(self.thing(thing)),
        };
        match draft {
            Some(draft) if self.drafts[draft].thing || matches!(mention.what, What::Place(_)) => {
                self.notice(draft, mention)
            }
            Some(draft) => self.record(draft, mention),
            None => {}
        }
    }

    /// Notes that the mention means the draft.
    fn record(&mut self, draft: usize, mention: &Mention) {
        let named = matches!(mention.what, What::Person(_) | What::Body(_) | What::State(..) | What::Organization(_));
        let tokens = if named { mention.tokens.clone() } else { mention.head..mention.head + 1 };
        for token in tokens {
            self.at[token] = Some(draft);
        }
        if let What::Person(name) = mention.what {
            self.title_head(name, draft);
            self.bodies_in_title(name);
        }
        let tokens = self.with_article(mention);
        self.drafts[draft].mentions.push((tokens, mention.head));
        self.see(draft, mention.head);
        let side = match self.drafts[draft].kind {
            ActorKind::State => self.drafts[draft].country.clone().map(Side::State),
            ActorKind::Igo => Some(Side::Body(draft)),
            ActorKind::Organization | ActorKind::Group
                if matches!(self.drafts[draft].sector, Some(Sector::Reb | Sector::Pty | Sector::Opp | Sector::Prm)) =>
            {
                Some(Side::Body(draft))
            }
            _ => None,
        };
        if let Some(side) = side.filter(|_| !matches!(mention.what, What::Joint(_))) {
            self.sides.push((mention.head, mention.tokens.clone(), side));
        }
    }

    /// The words of a mention; the article of a name belongs to them where it opens the name's own phrase: "the United
    /// States", not the one of "the US official".
    fn with_article(&self, mention: &Mention) -> Range<usize> {
        let tokens = mention.tokens.clone();
        let named = matches!(mention.what, What::Body(_) | What::State(..) | What::Organization(_));
        let article = tokens.start.checked_sub(1).filter(|_| named).map(|before| self.token(before));
        match article {
            Some(article) if article.lower() == "the" && article.head().i == mention.head => article.i..tokens.end,
            _ => tokens,
        }
    }

    /// Notes a mention that is no actor's.
    fn notice(&mut self, draft: usize, mention: &Mention) {
        let place = (mention.tokens.clone(), mention.head);
        if self.drafts[draft].thing { &mut self.drafts[draft].mentions } else { &mut self.drafts[draft].places }
            .push(place);
        self.see(draft, mention.head);
    }

    fn see(&mut self, draft: usize, head: usize) {
        let token = self.token(head);
        let prominence = self.prominence(token);
        self.seen.push(Seen { draft, head, sentence: token.sentence_index(), prominence });
    }

    fn place(&mut self, country: Option<usize>, mention: &Mention) -> usize {
        if let Some(country) = country {
            let iso = self.reading.tables.countries[country].iso3.clone();
            return self.state_of(&iso);
        }
        self.named(bare(self.reading, &mention.tokens), false)
    }

    /// A place or thing by its name.
    fn named(&mut self, name: String, plural: bool) -> usize {
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
    fn thing(&mut self, thing: &Thing) -> usize {
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
    fn title_head(&mut self, name: usize, draft: usize) {
        let name = &self.names[name];
        let whole = name.title.start..name.tokens.end;
        let head = self.reading.head(&whole);
        if name.title.contains(&head.i) && self.at[head.i].is_none() {
            self.at[head.i] = Some(draft);
        }
        let about = name.about.as_ref().map(|about| self.reading.head(about).i);
        if let Some(head) = about.filter(|&head| self.at[head].is_none()) {
            self.at[head] = Some(draft);
        }
    }

    /// The bodies that a person's title names, for which the person speaks: "UN spokesman".
    fn bodies_in_title(&mut self, name: usize) {
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

    /// Adjectives of nationality say whose side people are on: "US and Russian diplomats".
    fn note_adjectives(&mut self, mention: &Mention, before: &[Mention]) {
        let from = before.last().map_or(0, |last| last.head);
        for i in from..mention.head.max(from) {
            self.note_adjective(i);
        }
    }

    fn note_adjective(&mut self, i: usize) {
        let Some(hit) = self.reading.hit_at(i) else { return };
        let Some((country, form)) = hit.country() else { return };
        let tokens = self.reading.tokens(&hit.words);
        let noted = self.sides.iter().rev().take(6).any(|(_, other, _)| *other == tokens);
        if matches!(form, CountryForm::Adjective | CountryForm::Name) && !noted && self.at[i].is_none() {
            let iso = self.reading.tables.countries[country].iso3.clone();
            self.sides.push((i, tokens, Side::State(iso)));
        }
    }

    fn prominence(&self, head: Token) -> i32 {
        let subject = match head.dep() {
            Dep::Nsubj | Dep::Nsubjpass => head,
            Dep::Conj if matches!(head.head().dep(), Dep::Nsubj | Dep::Nsubjpass) => head.head(),
            Dep::Compound | Dep::Appos if matches!(head.head().dep(), Dep::Nsubj | Dep::Nsubjpass) => head.head(),
            Dep::Pobj
                if head.head().lower() == "to"
                    && head.head().previous().is_some_and(|word| word.lower() == "according") =>
            {
                return 30;
            }
            Dep::Poss => return 2,
            Dep::Dobj | Dep::Agent => return 6,
            _ => return 0,
        };
        let verb = subject.head();
        if self.says(verb) {
            30
        } else if verb.is_root() {
            22
        } else {
            14
        }
    }

    fn says(&self, verb: Token) -> bool {
        self.lexicon.cues.get(verb.lemma(), CuePos::Verb).iter().any(|cue| cue.class == CueClass::Speech)
    }

    fn open(&mut self, key: Option<Key>, draft: Draft) -> usize {
        let index = self.drafts.len();
        self.drafts.push(draft);
        if let Some(key) = key {
            self.keys.insert(key, index);
        }
        index
    }

    fn state(&mut self, country: usize, form: CountryForm, mention: &Mention) -> usize {
        let _ = mention;
        let iso = self.reading.tables.countries[country].iso3.clone();
        let draft = self.state_of(&iso);
        if matches!(form, CountryForm::Capital | CountryForm::Seat) {
            self.drafts[draft].nouns.push("government".into());
        }
        draft
    }

    /// The draft of a state.
    fn state_of(&mut self, iso: &str) -> usize {
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

    fn body(&mut self, body: usize, mention: &Mention) -> usize {
        let text = self.reading.doc.text_of(mention.tokens.clone());
        if let Some(&draft) = self.acronyms.get(text) {
            return draft;
        }
        let draft = self.body_of(body);
        self.define_acronym(draft, mention);
        draft
    }

    fn body_of(&mut self, index: usize) -> usize {
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
    fn define_acronym(&mut self, draft: usize, mention: &Mention) {
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
        if (2..=8).contains(&text.len()) && text.chars().filter(|c| c.is_uppercase()).count() >= 2 {
            self.acronyms.insert(text.to_owned(), draft);
        }
    }

    fn organization(&mut self, mention: &Mention) -> Option<usize> {
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

    fn person(&mut self, name: usize) -> usize {
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

    fn body_named(&self, word: &str) -> Option<usize> {
        let holds = |draft: &Draft| {
            let body = matches!(draft.kind, ActorKind::Organization | ActorKind::Ngo | ActorKind::Igo);
            body && draft.named && !draft.thing && draft.name.split(' ').any(|part| part == word)
        };
        self.drafts.iter().rposition(holds)
    }

    fn fill(&mut self, index: usize, person: &Person) {
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

    fn group(&mut self, group: usize) -> usize {
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

    fn description(&mut self, description: &Description, mention: &Mention) -> Option<usize> {
        if description.nationalities.len() > 1 {
            return Some(self.several(description, mention));
        }
        if let Some(token) = description.counterpart_of {
            return Some(self.counterpart(description, token, mention));
        }
        let government = matches!(
            description.noun.as_str(),
            "government" | "administration" | "regime" | "authority" | "authorities" | "leadership"
        );
        if government
            && let Some(iso) =
                description.coding.country.clone().filter(|iso| self.reading.tables.country(iso).is_some())
        {
            let state = self.state_of(&iso);
            self.drafts[state].nouns.push("government".into());
            return Some(state);
        }
        if government
            && description.definite
            && let Some(state) = self.chief_state()
        {
            self.drafts[state].nouns.push("government".into());
            return Some(state);
        }
        if description.plural || description.kind == ActorKind::Group {
            return self.people(description, mention);
        }
        if let Some(draft) = self.own_official(description, mention.head) {
            return Some(draft);
        }
        if description.definite
            && !(description.possessed && description.kind != ActorKind::Person)
            && let Some(draft) = self.antecedent(description, mention.head)
        {
            self.learn(draft, description);
            return Some(draft);
        }
        if description.definite
            && description.kind == ActorKind::Person
            && let Some(draft) = self.office_holder(description)
        {
            return Some(draft);
        }
        let vague = description.sector == Some(Sector::Unk) || description.kind != ActorKind::Person;
        if description.weak && description.coding.country.is_none() && vague {
            return None;
        }
        Some(self.described(description, mention))
    }

    /// The one state of which the report speaks most: "the government" is its.
    fn chief_state(&self) -> Option<usize> {
        let mut states: Vec<(usize, usize)> = Vec::new();
        for (i, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == ActorKind::State) {
            states.push((draft.mentions.len(), i));
        }
        states.sort_unstable_by_key(|&(count, i)| (std::cmp::Reverse(count), i));
        match states[..] {
            [(_, only)] => Some(only),
            [(first, chief), (second, _), ..] if first > second => Some(chief),
            _ => None,
        }
    }

    /// An actor that only the description names.
    fn described(&mut self, description: &Description, mention: &Mention) -> usize {
        let name = bare(self.reading, &mention.tokens);
        let key = (description.kind != ActorKind::Person)
            .then(|| Key::People(description.coding.country.clone(), description.sector, name.to_lowercase()));
        if let Some(&draft) = key.as_ref().and_then(|key| self.keys.get(key)) {
            return draft;
        }
        let mut draft = Draft::new(name, description.kind);
        draft.country = description.coding.country.clone();
        draft.sector = description.sector;
        draft.nouns.push(description.noun.clone());
        draft.office = description.office.map(|i| self.reading.tables.offices[i].office.clone());
        draft.gender = gender_of(&description.noun);
        draft.principal = self.principal_in(&mention.tokens);
        self.open(key, draft)
    }

    /// People of several countries, who act for all of them: "US and Russian diplomats".
    fn several(&mut self, description: &Description, mention: &Mention) -> usize {
        let mut members = Vec::new();
        for tokens in &description.nationalities {
            self.note_adjective(tokens.end - 1);
            if let Some(i) = self.sides.iter().rposition(|(_, other, _)| other == tokens) {
                members.push(self.side(i));
            }
        }
        let draft = self.joined(members, mention);
        self.drafts[draft].sector = self.drafts[draft].sector.or(description.sector);
        self.last_joint = Some((draft, mention.head));
        draft
    }

    /// The body in a description: "a Hamas spokesman".
    fn principal_in(&mut self, tokens: &Range<usize>) -> Option<usize> {
        let body = self.reading.words_in(tokens).find_map(|word| self.reading.hit(word)?.body())?;
        Some(self.body_of(body))
    }

    fn people(&mut self, description: &Description, mention: &Mention) -> Option<usize> {
        if description.coding.country.is_none() && description.definite {
            let same = |draft: &Draft| {
                draft.kind == ActorKind::Group && draft.members.is_empty() && draft.nouns.contains(&description.noun)
            };
            if let Some(seen) = self.seen.iter().rev().find(|seen| same(&self.drafts[seen.draft])) {
                return Some(seen.draft);
            }
        }
        if description.weak
            && description.coding.country.is_none()
            && !matches!(
                description.noun.as_str(),
                "official" | "leader" | "fighter" | "representative" | "person" | "people" | "woman" | "force"
            )
        {
            return None;
        }
        let key = Key::People(description.coding.country.clone(), description.sector, description.noun.clone());
        if let Some(&draft) = self.keys.get(&key) {
            return Some(draft);
        }
        let mut draft = Draft::new(bare(self.reading, &mention.tokens), ActorKind::Group);
        draft.country = description.coding.country.clone();
        draft.sector = description.sector;
        draft.nouns.push(description.noun.clone());
        draft.principal = self.principal_in(&mention.tokens);
        Some(self.open(Some(key), draft))
    }

    /// "Her Russian counterpart": who holds the same office on the other side.
    fn counterpart(&mut self, description: &Description, token: usize, mention: &Mention) -> usize {
        let office = self.at[token].and_then(|draft| self.drafts[draft].office.clone());
        let country = description.coding.country.clone();
        let same = |draft: &Draft| {
            draft.kind == ActorKind::Person
                && draft.named
                && draft.country == country
                && (draft.office == office || office.is_none())
        };
        if country.is_some()
            && let Some(found) = self.drafts.iter().rposition(same)
        {
            return found;
        }
        if let (Some(country), Some(office)) = (&country, &office)
            && let Some(found) = self.holder(country, office)
        {
            return found;
        }
        let draft = self.described(description, mention);
        self.drafts[draft].office = office;
        draft
    }

    /// "The President" in a text of a state's own office: that state's, unless the text has just named another.
    fn own_official(&mut self, description: &Description, head: usize) -> Option<usize> {
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

    /// Who holds the office that a description names, where it names the country, too.
    fn office_holder(&mut self, description: &Description) -> Option<usize> {
        let office = self.reading.tables.offices[description.office?].office.clone();
        let sole = matches!(office.as_str(), "head_of_state" | "head_of_government" | "foreign" | "defence");
        let country = description.coding.country.clone()?;
        let past = description.sector == Some(Sector::Eli);
        (sole && !past).then(|| self.holder(&country, &office)).flatten()
    }

    fn holder(&mut self, country: &str, office: &str) -> Option<usize> {
        let row = self.reading.tables.holder(country, office, self.date)?;
        let person = &self.reading.tables.people[row];
        if let Some(found) =
            self.drafts.iter().position(|draft| draft.kind == ActorKind::Person && draft.name == person.name)
        {
            return Some(found);
        }
        let named = self.names.iter().find(|name| name.person.known == Some(row)).map(|name| name.person.number);
        if let Some(number) = named {
            let name = self.names.iter().position(|name| name.person.number == number)?;
            return Some(self.person(name));
        }
        let Some(Standing::Holds(term)) = person.on(self.date) else { return None };
        let mut draft = Draft::new(person.name.clone(), ActorKind::Person);
        draft.country = Some(term.country.clone());
        draft.sector = Sector::parse(&term.sector);
        draft.office = Some(term.office.clone());
        draft.named = true;
        draft.gender = person.name.split(' ').next().and_then(|given| self.reading.tables.gender(given));
        Some(self.open(None, draft))
    }

    /// What a definite description adds to what it means.
    fn learn(&mut self, draft: usize, description: &Description) {
        let draft = &mut self.drafts[draft];
        if draft.kind == ActorKind::Person {
            if draft.country.is_none() {
                draft.country = description.coding.country.clone();
            }
            if draft.sector.is_none() {
                draft.sector = description.sector;
            }
            draft.gender = draft.gender.or_else(|| gender_of(&description.noun));
        }
        if !draft.nouns.contains(&description.noun) {
            draft.nouns.push(description.noun.clone());
        }
    }

    /// The most salient actor that agrees with a definite description.
    fn antecedent(&self, description: &Description, head: usize) -> Option<usize> {
        let sentence = self.token(head).sentence_index();
        let mut best: Option<(i32, usize)> = None;
        for seen in self.seen.iter().rev().take(FURTHEST).filter(|seen| seen.head < head) {
            let draft = &self.drafts[seen.draft];
            let distance = sentence.saturating_sub(seen.sentence);
            let Some(fit) = self.fit(description, draft, distance) else { continue };
            if self.token(seen.head).sentence_index() == sentence
                && same_clause(self.token(seen.head), self.token(head))
            {
                continue;
            }
            let score = fit + seen.prominence / 2 - 6 * distance.min(20) as i32;
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, seen.draft));
            }
        }
        best.map(|(_, draft)| draft)
    }

    /// How well a description fits an actor that was last mentioned `distance` sentences ago; `None` where it can't.
    fn fit(&self, description: &Description, draft: &Draft, distance: usize) -> Option<i32> {
        if !draft.members.is_empty() || draft.thing {
            return None;
        }
        let country = match (&description.coding.country, &draft.country) {
            (Some(a), Some(b)) if a == b => 40,
            (Some(_), Some(_)) => return None,
            (Some(_), None) => -10,
            _ => 0,
        };
        let noun = draft.nouns.contains(&description.noun);
        if description.kind == ActorKind::Person {
            return self.fit_person(description, draft, country, noun, distance);
        }
        if matches!(draft.kind, ActorKind::Person | ActorKind::Group | ActorKind::State) {
            return None;
        }
        let means = noun || means(&description.noun, draft);
        (means && distance <= 2 * DESCRIPTION_REACH).then_some(country + 20)
    }

    fn fit_person(
        &self,
        description: &Description,
        draft: &Draft,
        country: i32,
        noun: bool,
        distance: usize,
    ) -> Option<i32> {
        if draft.kind != ActorKind::Person {
            return None;
        }
        if gender_of(&description.noun).zip(draft.gender).is_some_and(|(a, b)| a != b) {
            return None;
        }
        let office = description.office.map(|i| self.reading.tables.offices[i].office.as_str());
        let titled = draft.office.as_deref();
        let same_office = office.is_some() && office == titled;
        let general = matches!(
            description.noun.as_str(),
            "diplomat"
                | "official"
                | "leader"
                | "politician"
                | "envoy"
                | "negotiator"
                | "statesman"
                | "man"
                | "woman"
                | "figure"
                | "aide"
                | "spokesperson"
        );
        // A minister is called so whatever the ministry, a president only if there is one.
        let minister = description.noun == "minister"
            && matches!(
                titled,
                Some("foreign" | "defence" | "interior" | "finance" | "minister" | "head_of_government")
            );
        let secretary = description.noun == "secretary" && draft.nouns.iter().any(|noun| noun == "secretary");
        let title = description.office.map(|i| self.reading.tables.offices[i].title.to_lowercase());
        let called = title.is_some_and(|title| draft.roles.iter().any(|role| role.to_lowercase().contains(&title)));
        if called {
            return Some(country + 60);
        }
        if noun || same_office && !general || minister || secretary {
            return Some(country + if noun { 45 } else { 30 });
        }
        let specific = !general && office.is_some();
        if specific || distance > DESCRIPTION_REACH && country <= 0 {
            return None;
        }
        let sector = match (description.sector, draft.sector) {
            (Some(a), Some(b)) if a == b => 12,
            (Some(Sector::Cvl | Sector::Unk), _) => 0,
            (Some(_), None) => 0,
            _ => return None,
        };
        // The same country and sector: "the US diplomat" for whoever of that country spoke last.
        (general && (country > 0 || distance <= 3)).then_some(country + sector)
    }

    /// Whoever says "I" within one quotation is the same, and outside of them within one line, or throughout where nobody
    /// asks and so nobody answers; who it is, the statements tell.
    fn speaker(&mut self, word: &str, head: usize) -> usize {
        let at = self.token(head).span().start;
        let quotation =
            self.quotations.iter().find(|quotation| quotation.span.holds(at)).map(|quotation| quotation.span.start);
        let block = self.source.block_at(at).filter(|_| self.asks).map(|block| block.span.start);
        self.named(format!("{word} at {}", quotation.or(block).unwrap_or_default()), word == "we")
    }

    fn pronoun(&self, pronoun: Pronoun, head: usize) -> Option<usize> {
        let token = self.token(head);
        let sentence = token.sentence_index();
        let quote = self.quotations.iter().find(|quotation| quotation.span.holds(token.span().start));
        let mut best: Option<(i32, usize)> = None;
        for seen in self.seen.iter().rev() {
            let distance = sentence.saturating_sub(seen.sentence);
            if distance > PRONOUN_REACH {
                break;
            }
            let Some(agreement) = self.agrees(pronoun, seen.draft) else { continue };
            let other = self.token(seen.head);
            if seen.head >= head || binds(other, token) {
                continue;
            }
            let mut score = agreement + seen.prominence - 18 * distance as i32;
            if self.source.block_at(other.span().start).map(|block| block.span)
                == self.source.block_at(token.span().start).map(|block| block.span)
            {
                score += 6;
            }
            score += self.drafts[seen.draft].mentions.len().min(4) as i32;
            if distance == 0 {
                score += 4;
            }
            // Within a quotation, who speaks is "I", not "he".
            let speaker = quote.is_some_and(|quotation| !quotation.span.holds(other.span().start))
                && seen.prominence == 30
                && distance <= 1;
            if speaker && matches!(pronoun, Pronoun::He | Pronoun::She) {
                score -= 30;
            }
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, seen.draft));
            }
        }
        best.filter(|(score, _)| *score > 0).map(|(_, draft)| draft)
    }

    /// How well an actor agrees with a pronoun; `None` where it can't be meant.
    fn agrees(&self, pronoun: Pronoun, draft: usize) -> Option<i32> {
        let draft = &self.drafts[draft];
        if draft.thing {
            return match pronoun {
                Pronoun::It => (!draft.plural).then_some(8),
                Pronoun::They => draft.plural.then_some(8),
                Pronoun::He | Pronoun::She | Pronoun::Speaker(_) => None,
            };
        }
        match pronoun {
            Pronoun::He | Pronoun::She => {
                let want = if pronoun == Pronoun::He { Gender::Male } else { Gender::Female };
                if draft.kind != ActorKind::Person || draft.gender.is_some_and(|gender| gender != want) {
                    return None;
                }
                Some(if draft.gender.is_some() { 34 } else { 20 })
            }
            Pronoun::It => {
                let thing =
                    matches!(draft.kind, ActorKind::State | ActorKind::Igo | ActorKind::Ngo | ActorKind::Organization);
                (thing && draft.members.is_empty()).then_some(14)
            }
            Pronoun::They => match draft.kind {
                ActorKind::Group => Some(24),
                ActorKind::Ngo | ActorKind::Organization => {
                    let many = [
                        Sector::Cop,
                        Sector::Mil,
                        Sector::Bus,
                        Sector::Reb,
                        Sector::Prm,
                        Sector::Opp,
                        Sector::Uaf,
                        Sector::Crm,
                    ];
                    draft.sector.is_some_and(|sector| many.contains(&sector)).then_some(4)
                }
                ActorKind::Igo | ActorKind::State | ActorKind::Person => None,
            },
            Pronoun::Speaker(_) => None,
        }
    }

    fn joint(&mut self, joint: Joint, mention: &Mention) -> Option<usize> {
        let sentence = self.token(mention.head).sentence().start;
        let members = match joint {
            Joint::Sides => self.two_sides(mention.head),
            Joint::People => self.two_people(mention.head),
            Joint::Two => {
                self.two_people(mention.head).filter(|(at, _)| *at >= sentence).or_else(|| self.two_sides(mention.head))
            }
        };
        let draft = match (members, self.last_joint) {
            (Some((at, members)), Some((last, since))) => {
                if joint == Joint::Sides
                    && (since > at || self.weight(&members) * 2 < self.weight(&self.drafts[last].members))
                {
                    last
                } else {
                    self.joined(members, mention)
                }
            }
            (Some((_, members)), None) => self.joined(members, mention),
            (None, Some((last, _))) => last,
            (None, None) => return None,
        };
        self.last_joint = Some((draft, mention.head));
        Some(draft)
    }

    /// How often the one of the members is mentioned that is mentioned least.
    fn weight(&self, members: &[usize]) -> usize {
        members.iter().map(|&draft| self.drafts[draft].mentions.len()).min().unwrap_or_default()
    }

    fn joined(&mut self, mut members: Vec<usize>, mention: &Mention) -> usize {
        members.sort_unstable();
        members.dedup();
        let key = Key::Joint(members.clone());
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let text = self.reading.doc.text_of(mention.tokens.clone());
        let name =
            if text.starts_with("The ") || text.starts_with("Both ") { text.to_lowercase() } else { text.to_owned() };
        let mut draft = Draft::new(name, ActorKind::Group);
        draft.members = members;
        self.open(Some(key), draft)
    }

    /// The two parties last named together ("US and Russian diplomats", "between Seoul and Pyongyang"), else the two that
    /// the report has named most. Also where the first of them stands.
    fn two_sides(&mut self, head: usize) -> Option<(usize, Vec<usize>)> {
        let pair = (1..self.sides.len()).rev().find_map(|i| {
            let (b, _, right) = &self.sides[i];
            let (a, _, left) = &self.sides[i - 1];
            (*b < head && left != right && coordinated(self.token(*a), self.token(*b))).then_some((i - 1, i))
        });
        let (first, second) = pair.or_else(|| self.most_named(head))?;
        let at = self.sides[second].0;
        let members = [first, second].map(|i| self.side(i));
        Some((at, members.to_vec()))
    }

    fn most_named(&self, head: usize) -> Option<(usize, usize)> {
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (i, (at, _, side)) in self.sides.iter().enumerate().filter(|(_, side)| side.0 < head) {
            let _ = at;
            match counts.iter_mut().find(|(first, _)| self.sides[*first].2 == *side) {
                Some((_, count)) => *count += 1,
                None => counts.push((i, 1)),
            }
        }
        counts.sort_by_key(|&(first, count)| (std::cmp::Reverse(count), first));
        match counts[..] {
            [(a, _), (b, _)] => Some((a, b)),
            [(a, _), (b, second), (_, third), ..] if second > third => Some((a, b)),
            _ => None,
        }
    }

    /// The actor of a side; a state that only an adjective has named gets its mention there.
    fn side(&mut self, i: usize) -> usize {
        let (head, tokens, side) = self.sides[i].clone();
        match side {
            Side::Body(draft) => draft,
            Side::State(iso) => {
                let draft = self.state_of(&iso);
                if self.drafts[draft].mentions.is_empty() {
                    self.drafts[draft].mentions.push((tokens, head));
                }
                draft
            }
        }
    }

    /// The two persons last named.
    fn two_people(&self, head: usize) -> Option<(usize, Vec<usize>)> {
        let sentence = self.token(head).sentence_index();
        let mut found: Vec<usize> = Vec::new();
        let mut at = 0;
        for seen in self.seen.iter().rev() {
            let person = self.drafts[seen.draft].kind == ActorKind::Person && self.drafts[seen.draft].named;
            if seen.head < head
                && person
                && !found.contains(&seen.draft)
                && sentence - seen.sentence.min(sentence) <= DESCRIPTION_REACH
            {
                found.push(seen.draft);
                at = seen.head;
                if found.len() == 2 {
                    return Some((at, found));
                }
            }
        }
        let _ = at;
        None
    }
}

impl Draft {
    fn new(name: String, kind: ActorKind) -> Self {
        Draft {
            name,
            kind,
            country: None,
            sector: None,
            roles: Vec::new(),
            wikidata: None,
            members: Vec::new(),
            principal: None,
            mentions: Vec::new(),
            places: Vec::new(),
            thing: false,
            plural: false,
            gender: None,
            office: None,
            nouns: Vec::new(),
            named: false,
        }
    }
}

/// Whether the noun of a definite description can mean the body: "the alliance" is no ministry.
fn means(noun: &str, draft: &Draft) -> bool {
    let name = draft.name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match noun {
        "alliance" => name.contains("north atlantic") || has(&["alliance", "treaty organi"]),
        "bloc" | "union" => {
            draft.kind == ActorKind::Igo
                && has(&["union", "association", "council", "community", "g7", "g20", "league", "brics"])
        }
        "organization" | "organisation" | "body" => {
            draft.kind == ActorKind::Igo || draft.kind == ActorKind::Ngo || has(&["organi"])
        }
        "agency" | "watchdog" => has(&[
            "agency",
            "fund",
            "programme",
            "high commissioner",
            "office",
            "press",
            "news",
            "reuters",
            "xinhua",
            "tass",
            "organi",
            "cef",
        ]),
        "group" | "movement" | "militia" => {
            matches!(
                draft.sector,
                Some(Sector::Reb | Sector::Prm | Sector::Pty | Sector::Opp | Sector::Ngo | Sector::Crm)
            ) || draft.kind == ActorKind::Ngo
        }
        "party" => draft.sector == Some(Sector::Pty),
        "company" | "firm" | "giant" => {
            draft.sector == Some(Sector::Bus) || draft.sector.is_none() && draft.kind == ActorKind::Organization
        }
        "court" | "tribunal" => draft.sector == Some(Sector::Jud),
        "parliament" | "legislature" | "assembly" | "congress" | "senate" => draft.sector == Some(Sector::Leg),
        "army" | "military" | "force" => draft.sector == Some(Sector::Mil),
        "ministry" | "department" | "council" | "commission" | "committee" | "fund" | "bank" | "university"
        | "newspaper" => has(&[noun]),
        _ => false,
    }
}

fn gender_of(noun: &str) -> Option<Gender> {
    match noun {
        "woman" | "spokeswoman" | "queen" | "princess" | "mother" | "wife" | "daughter" | "sister" | "widow"
        | "girl" | "congresswoman" | "actress" | "chairwoman" | "nun" | "businesswoman" | "policewoman" => {
            Some(Gender::Female)
        }
        "man" | "spokesman" | "king" | "prince" | "father" | "husband" | "son" | "brother" | "boy" | "congressman"
        | "chairman" | "emir" | "sultan" | "pope" | "imam" | "monk" | "businessman" | "policeman" => Some(Gender::Male),
        _ => None,
    }
}

/// The words of a description without article and possessor's mark.
fn bare(reading: &Reading, tokens: &Range<usize>) -> String {
    let doc = reading.doc;
    let counts = [
        "about",
        "around",
        "over",
        "nearly",
        "almost",
        "some",
        "more",
        "than",
        "least",
        "at",
        "up",
        "to",
        "approximately",
    ];
    let skip = |token: &Token| {
        matches!(token.pos(), Pos::Det | Pos::Num | Pos::Punct)
            || token.tag() == Tag::Prps
            || counts.contains(&token.lower())
    };
    let start = doc.slice(tokens.clone()).find(|token| !skip(token)).map_or(tokens.start, |token| token.i);
    doc.text_of(start.min(tokens.end - 1)..tokens.end).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a pronoun cannot mean a word because both are arguments of one verb, or one is part of the other's phrase.
fn binds(other: Token, pronoun: Token) -> bool {
    let reflexive = pronoun.lower().ends_with("self") || pronoun.lower().ends_with("selves");
    let possessive = pronoun.dep() == Dep::Poss;
    if reflexive || possessive {
        // "His brother Carlos" is not his own brother.
        return possessive && pronoun.head() == other;
    }
    let verb = pronoun.head();
    let argument = |token: Token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative);
    argument(pronoun) && argument(other) && other.head() == verb
        || pronoun.dep() == Dep::Pobj && argument(other) && verb.head() == other.head()
}

/// Whether two words are arguments of one verb.
fn same_clause(other: Token, token: Token) -> bool {
    let argument =
        |token: Token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Conj);
    argument(other) && argument(token) && other.head() == token.head()
}

/// Whether two words are joined by "and", or their heads are.
fn coordinated(a: Token, b: Token) -> bool {
    if a.sentence_index() != b.sentence_index() || b.i > a.i + 12 {
        return false;
    }
    let joined = |a: Token, b: Token| b.dep() == Dep::Conj && b.head() == a;
    if joined(a, b) || joined(modified(a), modified(b)) || joined(a, modified(b)) || joined(modified(a), b) {
        return true;
    }
    // "US, Russia talks" and "US and Russian diplomats", whatever the parser makes of them.
    let between = a.doc().slice(a.i + 1..b.i);
    let link = |token: Token| matches!(token.lower(), "and" | "," | "-" | "–" | "/" | "the");
    b.i > a.i + 1 && b.i <= a.i + 3 && between.clone().all(link) && between.count() > 0
}

/// The noun that a modifier belongs to; any other word itself.
fn modified(token: Token<'_>) -> Token<'_> {
    if matches!(token.dep(), Dep::Amod | Dep::Compound | Dep::Poss | Dep::Nmod) { token.head() } else { token }
}
