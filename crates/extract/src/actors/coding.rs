//! From any phrase that names an actor to country, sector, kind and name, with the reason.
//!
//! In: the words of a phrase ("a senior Turkish military official"), a date, the lexicon. Out: a [`Coding`]. The phrase
//! is cut at its first preposition; what stands before it counts first. A known body beats a country, a role noun says
//! the sector, a modifier says it where the role noun is weak ("a rebel leader"), and an office counts on the date only.

use rapporteur_lexicon::{
    ActorTables, AgentKind, BodyKind, CountryForm, Known, Lexicon, PlaceKind, Standing, Term, Word, role, words,
};
use rapporteur_record::{ActorKind, Sector};
use std::ops::Range;

/// Words of which places are named somewhere, and much else everywhere: "Free", "Western District".
const PLAIN: [&str; 22] = [
    "free",
    "western",
    "eastern",
    "northern",
    "southern",
    "central",
    "national",
    "united",
    "general",
    "union",
    "liberty",
    "independence",
    "capital",
    "district",
    "area",
    "region",
    "county",
    "province",
    "city",
    "state",
    "republic",
    "federal",
];

/// What a phrase stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coding {
    /// ISO 3166-1 alpha-3 code, or IGO, UNO, EUR, IMG, NGO for what belongs to no country.
    pub country: Option<String>,
    /// PLOVER sectors, the one that counts first.
    pub sectors: Vec<Sector>,
    /// What the phrase names; `None` where nothing tells.
    pub kind: Option<ActorKind>,
    /// The lexicon's name of a country, body or person; `None` for a description.
    pub name: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Which words and rows the coding comes from, one sentence each.
    pub reason: Vec<String>,
}

/// Codes a phrase as of `date` (`YYYY-MM-DD`); one without any capital may be written without them.
pub fn code(phrase: &str, date: &str, lexicon: &Lexicon) -> Coding {
    let words = words(phrase);
    let lenient = !words.iter().any(Word::capital);
    coded(&words, date, lexicon, lenient)
}

/// Codes words of a text, in which names have capitals, as of `date` (`YYYY-MM-DD`).
pub fn code_words(words: &[Word], date: &str, lexicon: &Lexicon) -> Coding {
    coded(words, date, lexicon, false)
}

fn coded(words: &[Word], date: &str, lexicon: &Lexicon, lenient: bool) -> Coding {
    let tables = &lexicon.actors;
    let hits = usable(words, hits(words, tables, lenient), tables);
    let cut = cut(words, &hits);
    let mut coder = Coder { words, hits, cut, date, lexicon, coding: Coding::default() };
    coder.bodies();
    coder.countries();
    coder.people();
    coder.rulers();
    coder.dictionary();
    coder.roles();
    coder.offices();
    coder.groups();
    coder.government();
    coder.cities();
    coder.former();
    coder.coding
}

/// Words of a phrase that the lexicon knows, and all that they may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Indices of the words.
    pub words: Range<usize>,
    /// What the form may name.
    pub known: Vec<Known>,
}

impl Hit {
    /// The first of what it may name that `pick` takes.
    pub fn find<T>(&self, pick: impl Fn(Known) -> Option<T>) -> Option<T> {
        self.known.iter().find_map(|&known| pick(known))
    }

    /// The index of a body.
    pub fn body(&self) -> Option<usize> {
        self.find(|known| if let Known::Body(i) = known { Some(i) } else { None })
    }

    /// The index and form of a country.
    pub fn country(&self) -> Option<(usize, CountryForm)> {
        self.find(|known| if let Known::Country(i, form) = known { Some((i, form)) } else { None })
    }

    /// The index of a role noun, and whether it is in the plural.
    pub fn agent(&self) -> Option<(usize, bool)> {
        self.find(|known| if let Known::Agent(i, plural) = known { Some((i, plural)) } else { None })
    }

    /// The index of a title, and whether it is in the plural.
    pub fn office(&self) -> Option<(usize, bool)> {
        self.find(|known| if let Known::Office(i, plural) = known { Some((i, plural)) } else { None })
    }

    /// The index of a group.
    pub fn group(&self) -> Option<usize> {
        self.find(|known| if let Known::Group(i) = known { Some(i) } else { None })
    }

    /// Whether it may be a person's full name.
    pub fn is_person(&self) -> bool {
        self.known.iter().any(|known| matches!(known, Known::Person(_)))
    }
}

/// The longest forms from left to right, without overlap.
pub fn hits(words: &[Word], tables: &ActorTables, lenient: bool) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let mut known = Vec::new();
        let mut longest = 0;
        for found in tables.names.at(words, at, lenient) {
            if known.is_empty() {
                longest = found.words;
            }
            if found.words < longest {
                break;
            }
            known.push(found.known);
        }
        if !known.is_empty() {
            let hit = Hit { words: at..at + longest, known };
            out.pop_if(|before| opens_a_name(words, before, &hit));
            out.push(hit);
        }
        at += longest.max(1);
    }
    out
}

/// "The Islamic Republic of Mauritania" is not the Islamic Republic that is Iran.
fn opens_a_name(words: &[Word], hit: &Hit, next: &Hit) -> bool {
    let word = |at: usize| words.get(at).map_or("", |word| word.fold.as_ref());
    let state = next.words.start == hit.words.end + 1 && next.country().is_some();
    state && POLITIES.contains(&word(hit.words.end - 1)) && word(hit.words.end) == "of"
}

/// Nouns for states that stand before their names.
const POLITIES: [&str; 6] = ["republic", "kingdom", "state", "federation", "emirate", "union"];

/// Second halves of compounds that make the name before them a circumstance: "US-backed rebels".
const LINKED: [&str; 22] = [
    "led",
    "backed",
    "controlled",
    "run",
    "held",
    "dominated",
    "owned",
    "made",
    "allied",
    "funded",
    "sponsored",
    "supported",
    "brokered",
    "mediated",
    "occupied",
    "aligned",
    "trained",
    "armed",
    "friendly",
    "hosted",
    "bound",
    "imposed",
];

/// First halves that turn the name after them away: "anti-Taliban fighters".
const AGAINST: [&str; 5] = ["anti", "pro", "non", "un", "post"];

/// Leaves out what a compound takes back.
fn usable(words: &[Word], mut hits: Vec<Hit>, tables: &ActorTables) -> Vec<Hit> {
    let named = |hit: &Hit| hit.country().is_some() || hit.body().is_some() || hit.group().is_some();
    hits.retain(|hit| {
        let next = words.get(hit.words.end).filter(|word| word.tied);
        let linked = next.is_some_and(|word| LINKED.contains(&word.fold.as_ref()));
        let first = &words[hit.words.start];
        let against = first.tied && hit.words.start > 0 && AGAINST.contains(&words[hit.words.start - 1].fold.as_ref());
        let led_by_a_state = linked
            && next.is_some_and(|word| word.fold == "led")
            && tables.names.at(words, hit.words.start, false).all(|found| found.words <= hit.words.len());
        !(named(hit) && (linked || against) || led_by_a_state && named(hit))
    });
    hits
}

/// Words at which a phrase is cut: what follows only says where, of what, which.
const CUTS: [&str; 39] = [
    "of",
    "in",
    "from",
    "for",
    "at",
    "to",
    "by",
    "on",
    "with",
    "between",
    "who",
    "which",
    "near",
    "outside",
    "across",
    "throughout",
    "against",
    "accused",
    "under",
    "including",
    "whose",
    "that",
    "over",
    "inside",
    "along",
    "around",
    "during",
    "within",
    "among",
    "amongst",
    "affiliated",
    "loyal",
    "belonging",
    "called",
    "known",
    "operating",
    "based",
    "linked",
    "working",
];

/// Index of the word where the head part ends.
fn cut(words: &[Word], hits: &[Hit]) -> usize {
    let inside = |i: usize| hits.iter().any(|hit| hit.words.start < i && hit.words.contains(&i));
    let cuts = |i: usize, word: &Word| i > 0 && !word.tied && CUTS.contains(&word.fold.as_ref()) && !inside(i);
    words.iter().enumerate().find(|(i, word)| cuts(*i, word)).map_or(words.len(), |(i, _)| i)
}

/// Modifiers that make an office a past one.
const FORMER: [&str; 10] =
    ["former", "ex", "ousted", "deposed", "disgraced", "late", "retired", "exiled", "onetime", "erstwhile"];

/// Leading words of counted or partial sets, whose noun follows "of".
const SETS: [&str; 24] = [
    "member",
    "members",
    "group",
    "groups",
    "thousands",
    "hundreds",
    "tens",
    "dozens",
    "some",
    "several",
    "number",
    "scores",
    "millions",
    "crowd",
    "crowds",
    "majority",
    "most",
    "many",
    "one",
    "two",
    "leader",
    "leaders",
    "relatives",
    "families",
];

/// Inhabitants from which on a city's bare name is taken for the city.
const LONE_CITY: u32 = 300_000;

struct Coder<'a> {
    words: &'a [Word<'a>],
    hits: Vec<Hit>,
    cut: usize,
    date: &'a str,
    lexicon: &'a Lexicon,
    coding: Coding,
}

impl<'a> Coder<'a> {
    fn tables(&self) -> &'a ActorTables {
        &self.lexicon.actors
    }

    fn text(&self, range: &Range<usize>) -> String {
        let words: Vec<&str> = self.words[range.clone()].iter().map(|word| word.text).collect();
        words.join(" ")
    }

    fn sector(&self) -> Option<Sector> {
        self.coding.sectors.first().copied()
    }

    fn add_sector(&mut self, code: &str) {
        if let Some(sector) = Sector::parse(code)
            && !self.coding.sectors.contains(&sector)
        {
            self.coding.sectors.push(sector);
        }
    }

    fn lead(&mut self, code: &str) {
        if let Some(sector) = Sector::parse(code) {
            self.coding.sectors.retain(|other| *other != sector);
            self.coding.sectors.insert(0, sector);
        }
    }

    fn because(&mut self, range: &Range<usize>, what: impl std::fmt::Display) {
        let line = format!("\"{}\" is {what}", self.text(range));
        self.coding.reason.push(line);
    }

    fn in_head(&self, hit: &Hit) -> bool {
        hit.words.start < self.cut
    }

    /// The body, the one of the head part before one behind it.
    fn bodies(&mut self) {
        let country = self.hits.iter().find_map(|hit| hit.country()).map(|(i, _)| &self.tables().countries[i].iso3);
        let fits = |hit: &&Hit| {
            let body = &self.tables().bodies[hit.body()?];
            // "The Indian Congress" is not the one of the table, and a name like that says only what kind of body it is.
            let other_country = country.is_some_and(|iso| *iso != body.country);
            let longer_name = hit.words.start > 0 && {
                let before = hit.words.start - 1;
                self.words[before].capital() && !self.hits.iter().any(|hit| hit.words.contains(&before))
            };
            let other = (other_country || longer_name) && hit.agent().is_some();
            (!other).then_some(())
        };
        let found = self.hits.iter().filter(|hit| fits(hit).is_some()).min_by_key(|hit| !self.in_head(hit)).cloned();
        let Some((hit, body)) = found.and_then(|hit| Some((hit.clone(), &self.tables().bodies[hit.body()?]))) else {
            return;
        };
        self.coding.country = (!body.country.is_empty()).then(|| body.country.clone());
        if self.in_head(&hit) || self.behind_a_set() {
            self.add_sector(&body.sector);
        }
        if hit.words.len() >= self.content() {
            self.coding.kind = Some(kind_of_body(body.kind));
            self.coding.name = Some(body.name.clone());
            self.coding.wikidata = (!body.wikidata.is_empty()).then(|| body.wikidata.clone());
        }
        self.because(&hit.words, format_args!("{}, {} {}", body.name, body.country, body.sector));
    }

    /// Number of words that are not articles or marks.
    fn content(&self) -> usize {
        let empty = |word: &&Word| !matches!(word.fold.as_ref(), "the" | "a" | "an" | "'s" | "'" | "" | "," | "itself");
        self.words.iter().filter(empty).count()
    }

    /// Whether the head part only counts or picks from what follows: "members of the Taliban".
    fn behind_a_set(&self) -> bool {
        let sets = |word: &Word| SETS.contains(&word.fold.as_ref());
        self.cut < self.words.len() && self.words[..self.cut].iter().any(sets)
    }

    fn countries(&mut self) {
        if self.coding.country.is_some() {
            return;
        }
        let found = self.hits.iter().filter_map(|hit| Some((hit.clone(), hit.country()?)));
        let Some((hit, (i, form))) = found.min_by_key(|(hit, _)| !self.in_head(hit)) else { return };
        let country = &self.tables().countries[i];
        self.coding.country = Some(country.iso3.clone());
        let alone = hit.words.len() >= self.content();
        match form {
            CountryForm::Name if alone => {
                self.coding.kind = Some(ActorKind::State);
                self.coding.name = Some(country.name.clone());
            }
            CountryForm::Capital | CountryForm::Seat if alone || form == CountryForm::Seat && self.in_head(&hit) => {
                self.add_sector("GOV");
                if alone {
                    self.coding.kind = Some(ActorKind::State);
                    self.coding.name = Some(country.name.clone());
                }
            }
            CountryForm::People if alone => self.coding.kind = Some(ActorKind::Group),
            _ => {}
        }
        let what = match form {
            CountryForm::Name => "the name of",
            CountryForm::Adjective => "the adjective of",
            CountryForm::People => "the people of",
            CountryForm::Capital => "the capital of",
            CountryForm::Seat => "the seat of the government of",
        };
        self.because(&hit.words, format_args!("{what} {} ({})", country.name, country.iso3));
    }

    /// A person of the table: what the office says on the date.
    fn people(&mut self) {
        let Some((hit, i)) = self.person() else { return };
        let person = &self.tables().people[i];
        self.coding.kind = Some(ActorKind::Person);
        self.coding.name = Some(person.name.clone());
        match person.on(self.date) {
            Some(Standing::Holds(term)) => {
                self.coding.country = Some(term.country.clone());
                self.lead(&term.sector);
                self.because(
                    &hit.words,
                    format_args!(
                        "{}, {} of {} from {} to {}",
                        person.name,
                        term.office,
                        term.country,
                        term.from,
                        until(&term.to)
                    ),
                );
            }
            Some(Standing::Held(term)) => {
                self.coding.country = Some(term.country.clone());
                let past = if matches!(term.sector.as_str(), "GOV" | "LEG") { "ELI" } else { term.sector.as_str() };
                self.lead(past);
                self.because(
                    &hit.words,
                    format_args!("{}, {} of {} until {}", person.name, term.office, term.country, until(&term.to)),
                );
            }
            Some(Standing::NotYet(term)) => {
                self.coding.country.get_or_insert_with(|| term.country.clone());
                self.because(&hit.words, format_args!("{}, without office before {}", person.name, term.from));
            }
            None => {}
        }
    }

    fn person(&self) -> Option<(Hit, usize)> {
        let country = self.coding.country.as_deref();
        let full = self.hits.iter().filter(|hit| self.in_head(hit)).find_map(|hit| {
            let rows = hit.known.iter().filter_map(|known| if let Known::Person(i) = known { Some(*i) } else { None });
            Some((hit.clone(), best(self.tables(), rows, country, None, self.date)?))
        });
        full.or_else(|| {
            let last = self.hits.iter().rfind(|hit| self.in_head(hit))?;
            let surname =
                last.known.iter().filter_map(|known| if let Known::Surname(i) = known { Some(*i) } else { None });
            let titled = self.hits.iter().any(|hit| hit.office().is_some()) || country.is_some();
            let alone = last.words.len() >= self.content();
            let ends = last.words.end == self.cut && last.known.iter().all(|known| matches!(known, Known::Surname(_)));
            let rows: Vec<usize> = surname.collect();
            let found = best(self.tables(), rows.into_iter(), country, None, self.date)?;
            let person = &self.tables().people[found];
            let headed = |term: &Term| matches!(term.office.as_str(), "head_of_state" | "head_of_government");
            let holds = match person.on(self.date) {
                Some(Standing::Holds(_)) => true,
                Some(Standing::Held(_)) => person.terms.iter().any(headed),
                Some(Standing::NotYet(_)) | None => false,
            };
            (ends && (titled || alone && holds)).then(|| (last.clone(), found))
        })
    }

    /// "The Salcedo government": of the country whose head has the name.
    fn rulers(&mut self) {
        if self.coding.country.is_some() {
            return;
        }
        let rules = |hit: &&Hit| {
            let next = self.words.get(hit.words.end).map(|word| word.fold.as_ref());
            matches!(next, Some("regime" | "government" | "administration" | "cabinet")) && self.in_head(hit)
        };
        let head = |known: &Known| {
            let (Known::Surname(i) | Known::Person(i)) = known else { return None };
            let Some(Standing::Holds(term)) = self.tables().people[*i].on(self.date) else { return None };
            let chief = matches!(term.office.as_str(), "head_of_state" | "head_of_government");
            chief.then(|| term.country.clone())
        };
        let ruled = |hit: &Hit| Some((hit.words.clone(), hit.known.iter().find_map(head)?));
        let Some((words, country)) = self.hits.iter().filter(rules).find_map(ruled) else { return };
        self.because(&words, format_args!("the name of the head of {country}"));
        self.lead("GOV");
        self.coding.country = Some(country);
    }

    /// A name of the user's PETRARCH dictionaries.
    fn dictionary(&mut self) {
        let hit = self.hits.iter().find(|hit| hit.known.iter().any(|known| matches!(known, Known::Coded(_)))).cloned();
        let Some(hit) = hit else { return };
        let coded = hit.find(|known| if let Known::Coded(i) = known { Some(&self.tables().coded[i]) } else { None });
        let Some(code) = coded.and_then(|coded| coded.on(self.date)) else { return };
        let (country, rest) = code.split_at_checked(3).unwrap_or((code, ""));
        self.coding.country = Some(country.to_owned());
        if let Some(sector) = rest.get(..3) {
            self.lead(role(sector));
        }
        self.because(&hit.words, format_args!("{code} in the user's dictionary"));
    }

    /// Role nouns: the last of the head part, a modifier where it is weak, else one behind the cut.
    fn roles(&mut self) {
        let agents: Vec<(Hit, usize, bool)> =
            self.hits.iter().filter_map(|hit| hit.agent().map(|(i, plural)| (hit.clone(), i, plural))).collect();
        let head = agents.iter().rfind(|(hit, ..)| self.in_head(hit)).cloned();
        let strong = |(_, i, _): &&(Hit, usize, bool)| !self.tables().agents[*i].weak;
        let body_sector = self.sector();
        let modifier = agents.iter().filter(|(hit, ..)| self.in_head(hit)).rfind(strong).cloned();
        let behind = agents.iter().filter(|(hit, ..)| !self.in_head(hit)).find(strong).cloned();
        let weak = head.as_ref().is_some_and(|(_, i, _)| self.tables().agents[*i].weak);
        let look_behind =
            head.is_none() && self.coding.name.is_none() || weak && modifier.is_none() && self.behind_a_set();
        let chosen = match (&head, weak) {
            (Some(_), false) => head.clone(),
            (Some(_), true) => modifier
                .or_else(|| behind.clone().filter(|_| look_behind && body_sector.is_none()))
                .or_else(|| head.clone()),
            (None, _) => behind.filter(|_| look_behind),
        };
        let Some((hit, i, plural)) = chosen else { return };
        let agent = &self.tables().agents[i];
        if self.coding.kind != Some(ActorKind::Person) || self.coding.name.is_none() {
            let noun = head.as_ref().map_or((i, plural), |(_, i, plural)| (*i, *plural));
            self.coding.kind = Some(kind_of_agent(self.tables().agents[noun.0].what, noun.1));
        }
        if self.coding.kind == Some(ActorKind::Person) && self.coding.name.is_some() && body_sector.is_some() {
            return;
        }
        let rebel = body_sector == Some(Sector::Reb) && matches!(agent.sector.as_str(), "GOV" | "MIL" | "PTY");
        match body_sector {
            None => self.lead(&agent.sector),
            Some(_) if agent.weak || rebel => self.add_sector(&agent.sector),
            Some(_) => self.lead(&agent.sector),
        }
        let strength = if agent.weak { "a role noun that says little" } else { "a role noun" };
        self.because(&hit.words, format_args!("{strength}: {}", agent.sector));
    }

    /// A title that names its country or, without a role noun, its sector.
    fn offices(&mut self) {
        let Some((hit, i)) =
            self.hits.iter().filter(|hit| self.in_head(hit)).find_map(|hit| Some((hit.clone(), hit.office()?.0)))
        else {
            return;
        };
        let office = &self.tables().offices[i];
        if office.office == "courtesy" {
            return;
        }
        if self.coding.country.is_none() && !office.country.is_empty() {
            self.coding.country = Some(office.country.clone());
            self.because(&hit.words, format_args!("an office of {}", office.country));
        }
        if self.sector().is_none() && !office.sector.is_empty() {
            self.lead(&office.sector);
            self.because(&hit.words, format_args!("a title: {}", office.sector));
        }
        if self.coding.kind.is_none() {
            self.coding.kind = Some(ActorKind::Person);
        }
    }

    fn groups(&mut self) {
        let Some((hit, i)) = self.hits.iter().find_map(|hit| Some((hit.clone(), hit.group()?))) else { return };
        let group = &self.tables().groups[i];
        if self.coding.country.is_none() && !group.country.is_empty() {
            self.coding.country = Some(group.country.clone());
        }
        let weak = self.sector().is_none_or(|sector| matches!(sector, Sector::Cvl | Sector::Unk));
        if weak && (self.in_head(&hit) || self.sector().is_none()) {
            self.lead(&group.sector);
        }
        if self.coding.kind.is_none() {
            self.coding.kind = Some(ActorKind::Group);
        }
        self.because(&hit.words, format_args!("the group {}", group.name));
    }

    /// "Ordinary Russians", "the Iranian side".
    fn government(&mut self) {
        let says = |words: &[&str]| self.words.iter().any(|word| words.contains(&word.fold.as_ref()));
        if self.sector().is_none() && says(&["ordinary"]) {
            self.lead("CVL");
        }
        let parliament =
            says(&["speaker", "president", "chairman", "member", "members", "chair"]) && self.cut < self.words.len();
        let behind = self.hits.iter().filter(|hit| !self.in_head(hit)).find_map(|hit| {
            let agent = hit.agent().map(|(i, _)| self.tables().agents[i].sector.as_str());
            let body = hit.body().map(|i| self.tables().bodies[i].sector.as_str());
            body.or(agent).filter(|sector| matches!(*sector, "LEG" | "JUD"))
        });
        if let Some(sector) = behind.filter(|_| parliament) {
            self.lead(sector);
        }
    }

    /// A city of the gazetteer says the country of what is there.
    fn cities(&mut self) {
        if self.coding.country.is_some() {
            return;
        }
        for start in 0..self.words.len() {
            let free = |i: usize| {
                let taken = self.hits.iter().any(|hit| hit.words.contains(&i));
                let linked = |word: &Word| word.tied && LINKED.contains(&word.fold.as_ref());
                let taken = taken || self.words.get(i + 1).is_some_and(linked);
                self.words.get(i).is_some_and(|word| word.capital()) && !taken
            };
            for length in (1..=3).rev().filter(|length| (start..start + length).all(free)) {
                let key: Vec<&str> = self.words[start..start + length].iter().map(|word| word.fold.as_ref()).collect();
                if key.iter().all(|word| PLAIN.contains(word)) {
                    continue;
                }
                let Some((country, kind, population)) = self.place(&key.join(" ")) else { continue };
                // A lone word may be anybody's name: only a big place, or one behind a preposition, is taken for a place.
                let located = start >= self.cut || self.sector().is_some();
                let place = matches!(kind, PlaceKind::Division) || population >= LONE_CITY;
                if located || length == self.content() && place {
                    self.because(&(start..start + length), format_args!("a place in {country}"));
                    self.coding.country = Some(country);
                    return;
                }
            }
        }
    }

    fn place(&self, key: &str) -> Option<(String, PlaceKind, u32)> {
        let entry = self
            .lexicon
            .gazetteer
            .named(key)
            .filter(|entry| !entry.country.is_empty())
            .max_by_key(|entry| entry.population)?;
        (entry.population >= 100_000 || entry.kind <= PlaceKind::Division)
            .then(|| (entry.country.to_owned(), entry.kind, entry.population))
    }

    fn former(&mut self) {
        let Some(at) = self.words[..self.cut].iter().position(|word| FORMER.contains(&word.fold.as_ref())) else {
            return;
        };
        if self.sector().is_some_and(|sector| matches!(sector, Sector::Gov | Sector::Leg)) {
            self.lead("ELI");
            self.because(&(at..at + 1), "what makes the office a past one: ELI");
        }
    }
}

/// Of people with one name, the one who fits the country and holds an office on the date.
pub(super) fn best(
    tables: &ActorTables,
    rows: impl Iterator<Item = usize>,
    country: Option<&str>,
    office: Option<&str>,
    date: &str,
) -> Option<usize> {
    let rank = |&i: &usize| {
        let person = &tables.people[i];
        let (standing, term) = match person.on(date) {
            Some(Standing::Holds(term)) => (0, Some(term)),
            Some(Standing::Held(term)) => (1, Some(term)),
            Some(Standing::NotYet(term)) => (2, Some(term)),
            None => (3, None),
        };
        let elsewhere = country.is_some_and(|country| term.is_none_or(|term| term.country != country));
        let other = office.is_some_and(|office| term.is_none_or(|term| term.office != office));
        (elsewhere, other && standing == 0, standing)
    };
    let found = rows.min_by_key(rank)?;
    (!rank(&found).0).then_some(found).or_else(|| country.is_none().then_some(found))
}

fn kind_of_body(kind: BodyKind) -> ActorKind {
    match kind {
        BodyKind::Igo => ActorKind::Igo,
        BodyKind::Ngo => ActorKind::Ngo,
        BodyKind::Organization => ActorKind::Organization,
    }
}

pub(super) fn kind_of_agent(what: AgentKind, plural: bool) -> ActorKind {
    match what {
        AgentKind::Person if !plural => ActorKind::Person,
        AgentKind::Body if !plural => ActorKind::Organization,
        AgentKind::Force if !plural => ActorKind::Organization,
        _ => ActorKind::Group,
    }
}

fn until(date: &str) -> &str {
    if date.is_empty() { "now" } else { date }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(phrase: &str) -> (String, String) {
        let coding = code(phrase, "2022-01-11", &Lexicon::embedded());
        let sector = coding.sectors.first().map_or("", |sector| sector.as_str());
        (coding.country.unwrap_or_default(), sector.to_owned())
    }

    fn check(rows: &[(&str, &str, &str)]) {
        let got: Vec<_> = rows.iter().map(|(phrase, ..)| coded(phrase)).collect();
        let want: Vec<_> = rows.iter().map(|(_, country, sector)| (country.to_string(), sector.to_string())).collect();
        assert_eq!(got, want, "{rows:?}");
    }

    #[test]
    fn nationality_and_role() {
        check(&[
            ("Peruvian fishermen", "PER", "AGR"),
            ("a senior Danish military official", "DNK", "MIL"),
            ("Zambia's opposition leader", "ZMB", "OPP"),
            ("hundreds of Thai students", "THA", "EDU"),
            ("former Norwegian ministers", "NOR", "ELI"),
            ("ordinary Croatians", "HRV", "CVL"),
            ("the speaker of the Latvian parliament", "LVA", "LEG"),
        ]);
    }

    #[test]
    fn bodies_and_seats() {
        check(&[
            ("the Federal Security Service", "RUS", "SPY"),
            ("members of the Taliban", "AFG", "REB"),
            ("Lisbon", "PRT", "GOV"),
            ("Portugal", "PRT", ""),
            ("a Kremlin spokesman", "RUS", "GOV"),
            ("Interpol officers", "IGO", "COP"),
            ("a French-backed militia", "", "PRM"),
            ("the Draghi government", "ITA", "GOV"),
            ("the Salcedo government", "", "GOV"),
        ]);
    }
}
