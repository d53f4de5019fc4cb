//! Whom reports speak of: countries, bodies, groups, role nouns, offices and the people who held them, with one index
//! over all their names.
//!
//! In: the tables `countries.tsv`, `bodies.tsv`, `groups.tsv`, `agents.tsv`, `offices.tsv`, `people.tsv` and
//! `given_names.tsv`, and a user's PETRARCH dictionaries. Out: the rows, and [`Names`] that finds them in a text.

use crate::names::plural;
use crate::petrarch::{self, Coded};
use crate::{CountryForm, Files, Known, Names, Row, TableError};
use std::collections::HashMap;

/// What is known of actors.
#[derive(Debug, Default)]
pub struct ActorTables {
    /// Countries, by ISO code.
    pub countries: Vec<Country>,
    /// Bodies: organizations between states, armed groups, parties, companies, outlets.
    pub bodies: Vec<Body>,
    /// Ethnic and religious groups.
    pub groups: Vec<Group>,
    /// Role nouns.
    pub agents: Vec<Agent>,
    /// Titles.
    pub offices: Vec<Office>,
    /// Office holders.
    pub people: Vec<Person>,
    /// Names from PETRARCH dictionaries.
    pub coded: Vec<Coded>,
    /// All names.
    pub names: Names,
    given: HashMap<Box<str>, Gender>,
    by_country: HashMap<Box<str>, usize>,
}

/// A country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3 code; XKX is Kosovo.
    pub iso3: String,
    /// ISO 3166-1 alpha-2 code.
    pub iso2: String,
    /// ISO 3166-1 numeric code.
    pub numeric: String,
    /// Number in the Correlates of War project's list of states; empty for what is none there.
    pub cow: String,
    /// FIPS 10-4 code.
    pub fips: String,
    /// CAMEO code.
    pub cameo: String,
    /// English name.
    pub name: String,
    /// Other and former names.
    pub names: Vec<String>,
    /// "Iranian"
    pub adjectives: Vec<String>,
    /// "Iranians"
    pub people: Vec<String>,
    /// Capitals, which speak for the government.
    pub capitals: Vec<String>,
    /// Seats that speak for the government: "the Kremlin".
    pub seats: Vec<String>,
}

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Name.
    pub name: String,
    /// Other names and acronyms.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: BodyKind,
    /// ISO code of its country, or IGO, UNO, EUR, IMG, NGO.
    pub country: String,
    /// PLOVER sector, or nothing.
    pub sector: String,
    /// Wikidata id, or nothing.
    pub wikidata: String,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Between states.
    Igo,
    /// Non-governmental.
    Ngo,
    /// Anything else.
    Organization,
}

/// An ethnic or religious group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name.
    pub name: String,
    /// Its forms, adjectives included.
    pub forms: Vec<String>,
    /// `ethnic` or `religious`.
    pub kind: String,
    /// ISO code of the country where almost all live, or nothing.
    pub country: String,
    /// PLOVER sector.
    pub sector: String,
}

/// A role noun or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The phrase, in the singular where it has one.
    pub form: String,
    /// PLOVER sector.
    pub sector: String,
    /// What it names.
    pub what: AgentKind,
    /// Whether it says little, so that a modifier or another noun tells the sector ("a rebel leader").
    pub weak: bool,
}

/// What a role noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentKind {
    /// One person: "minister".
    Person,
    /// People: "residents".
    People,
    /// A body: "ministry".
    Body,
    /// An armed body: "police".
    Force,
    /// A thing that stands for who uses it: "warplane".
    Thing,
}

/// A title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The title.
    pub title: String,
    /// Which office it is, as `people.tsv` names offices.
    pub office: String,
    /// PLOVER sector, or nothing where it depends on the body.
    pub sector: String,
    /// ISO code of the one country with this title, or nothing.
    pub country: String,
}

/// Somebody who held offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// What was held and when, in the table's order.
    pub terms: Vec<Term>,
}

/// A time in office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// ISO code of the country, or IGO, UNO, EUR, IMG.
    pub country: String,
    /// Which office: `head_of_state`, `foreign` and so on, or the words of the office for what has no such name.
    pub office: String,
    /// PLOVER sector.
    pub sector: String,
    /// First day, month or year: an ISO 8601 date of any precision.
    pub from: String,
    /// Last day, month or year; empty while the office is held.
    pub to: String,
}

/// How a person stands to the offices on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'p> {
    /// Holds this office.
    Holds(&'p Term),
    /// Held this office last.
    Held(&'p Term),
    /// Will hold this one.
    NotYet(&'p Term),
}

/// The gender that a given name or title tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "she"
    Female,
    /// "he"
    Male,
}

impl Term {
    /// Whether `date` (`YYYY-MM-DD`) lies within the term.
    pub fn holds(&self, date: &str) -> bool {
        self.begun(date) && (self.to.is_empty() || part(date, &self.to) <= self.to.as_str())
    }

    fn begun(&self, date: &str) -> bool {
        self.from.is_empty() || part(date, &self.from) >= self.from.as_str()
    }
}

/// `date` to the precision of `bound`.
fn part<'d>(date: &'d str, bound: &str) -> &'d str {
    date.get(..bound.len()).unwrap_or(date)
}

impl Person {
    /// How the person stands on `date`, the highest office first; `None` without terms.
    pub fn on(&self, date: &str) -> Option<Standing<'_>> {
        if let Some(term) = self.terms.iter().find(|term| term.holds(date)) {
            return Some(Standing::Holds(term));
        }
        let past = self.terms.iter().filter(|term| term.begun(date)).max_by(|a, b| a.to.cmp(&b.to));
        past.map(Standing::Held).or_else(|| self.terms.first().map(Standing::NotYet))
    }
}

impl ActorTables {
    /// Reads the tables and indexes their names.
    pub(crate) fn read(files: &Files) -> Result<ActorTables, TableError> {
        let mut tables = ActorTables {
            countries: countries(files)?,
            bodies: bodies(files)?,
            groups: groups(files)?,
            agents: agents(files)?,
            offices: offices(files)?,
            given: given(files)?,
            ..ActorTables::default()
        };
        tables.people = people(files, &tables.offices)?;
        for (_, text) in files.dictionaries(".actors.txt") {
            tables.coded.extend(petrarch::actors(text));
        }
        for (name, text) in files.dictionaries(".agents.txt") {
            tables.agents.extend(petrarch::agents(name, text));
        }
        tables.by_country = tables.countries.iter().enumerate().map(|(i, c)| (c.iso3.as_str().into(), i)).collect();
        tables.index();
        Ok(tables)
    }

    /// The country with the ISO code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.by_country.get(iso3).map(|&i| &self.countries[i])
    }

    /// The gender that a given name tells.
    pub fn gender(&self, given: &str) -> Option<Gender> {
        self.given.get(crate::names::key(given).as_ref()).copied()
    }

    /// How `office` is called in `country`: "secretary of state", elsewhere "foreign minister".
    pub fn title(&self, office: &str, country: &str) -> Option<&str> {
        let rows = || self.offices.iter().filter(|row| row.office == office);
        let own = rows().find(|row| row.country == country).or_else(|| rows().find(|row| row.country.is_empty()));
        own.map(|row| row.title.as_str())
    }

    /// Who held `office` in `country` on `date`.
    pub fn holder(&self, country: &str, office: &str, date: &str) -> Option<usize> {
        self.people.iter().position(|person| {
            person.terms.iter().any(|term| term.country == country && term.office == office && term.holds(date))
        })
    }

    fn index(&mut self) {
        let mut names = Names::default();
        for (i, agent) in self.agents.iter().enumerate() {
            names.add(&agent.form, Known::Agent(i, matches!(agent.what, AgentKind::People)));
            if !agent.form.ends_with('s') || agent.what == AgentKind::Person {
                names.add(&plural(&agent.form), Known::Agent(i, true));
            }
        }
        for (i, office) in self.offices.iter().enumerate() {
            names.add(&office.title, Known::Office(i, false));
            if office.office != "courtesy" {
                names.add(&plural(&office.title), Known::Office(i, true));
            }
        }
        for (i, group) in self.groups.iter().enumerate() {
            group.forms.iter().for_each(|form| names.add(form, Known::Group(i)));
        }
        for (i, country) in self.countries.iter().enumerate() {
            index_country(&mut names, i, country);
        }
        for (i, person) in self.people.iter().enumerate() {
            index_person(&mut names, i, person);
        }
        for (i, body) in self.bodies.iter().enumerate() {
            [&body.name].into_iter().chain(&body.aliases).for_each(|form| names.add(form, Known::Body(i)));
        }
        for (i, coded) in self.coded.iter().enumerate() {
            coded.names.iter().for_each(|form| names.add(form, Known::Coded(i)));
        }
        names.finish();
        self.names = names;
    }
}

/// Capitals and seats that are as often a given name, a surname, another place or a word: never the government.
const NO_GOVERNMENTS: [&str; 14] = [
    "Malé",
    "Male",
    "Victoria",
    "Georgetown",
    "Kingston",
    "Wellington",
    "Number 10",
    "No 10",
    "No. 10",
    "Sucre",
    "Castries",
    "Roseau",
    "Bern",
    "Lima",
];

fn index_country(names: &mut Names, i: usize, country: &Country) {
    let mut add = |forms: &[String], form| forms.iter().for_each(|name| names.add(name, Known::Country(i, form)));
    add(&country.seats, CountryForm::Seat);
    // The capital of a dependent territory speaks for nobody that a report follows.
    if !country.cow.is_empty() || matches!(country.iso3.as_str(), "PSE" | "TWN" | "XKX") {
        let speaks = |name: &&String| !NO_GOVERNMENTS.contains(&name.as_str());
        add(&country.capitals.iter().filter(speaks).cloned().collect::<Vec<_>>(), CountryForm::Capital);
    }
    add(&country.people, CountryForm::People);
    add(&country.adjectives, CountryForm::Adjective);
    add(&country.names, CountryForm::Name);
    add(std::slice::from_ref(&country.name), CountryForm::Name);
}

/// Particles that belong to a surname: "van Rompuy", "bin Salman".
const PARTICLES: [&str; 21] = [
    "al", "el", "bin", "ibn", "bint", "abu", "ben", "van", "von", "der", "den", "de", "da", "dos", "di", "du", "la",
    "le", "del", "ter", "st",
];

fn index_person(names: &mut Names, i: usize, person: &Person) {
    for form in [&person.name].into_iter().chain(&person.aliases) {
        let parts: Vec<&str> = form.split(' ').collect();
        let known = if parts.len() > 1 { Known::Person(i) } else { Known::Surname(i) };
        names.add(form, known);
        let mut start = parts.len().saturating_sub(1);
        if start > 0 {
            names.add(parts[start], Known::Surname(i));
        }
        while start > 1 && PARTICLES.contains(&parts[start - 1].to_lowercase().as_str()) {
            start -= 1;
            names.add(&parts[start..].join(" "), Known::Surname(i));
        }
    }
}

/// The parts of a list cell.
fn list(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Keeps the last row of each key, in the order of the first.
fn last_wins<T>(rows: impl IntoIterator<Item = T>, key: impl Fn(&T) -> &str) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for row in rows {
        match at.get(key(&row)) {
            Some(&i) => out[i] = row,
            None => {
                at.insert(key(&row).to_owned(), out.len());
                out.push(row);
            }
        }
    }
    out
}

fn countries(files: &Files) -> Result<Vec<Country>, TableError> {
    const COLUMNS: [&str; 12] = [
        "iso3",
        "iso2",
        "numeric",
        "cow",
        "fips",
        "cameo",
        "name",
        "names",
        "adjectives",
        "people",
        "capitals",
        "seats",
    ];
    let rows = files.rows("countries.tsv", &COLUMNS)?;
    let country = |row: &Row| Country {
        iso3: row.cells[0].into(),
        iso2: row.cells[1].into(),
        numeric: row.cells[2].into(),
        cow: row.cells[3].into(),
        fips: row.cells[4].into(),
        cameo: row.cells[5].into(),
        name: row.cells[6].into(),
        names: list(row.cells[7]),
        adjectives: list(row.cells[8]),
        people: list(row.cells[9]),
        capitals: list(row.cells[10]),
        seats: list(row.cells[11]),
    };
    Ok(last_wins(rows.iter().map(country), |country| &country.iso3))
}

fn bodies(files: &Files) -> Result<Vec<Body>, TableError> {
    let mut out = Vec::new();
    for row in files.rows("bodies.tsv", &["name", "aliases", "kind", "country", "sector", "wikidata"])? {
        let kind = match row.cells[2] {
            "igo" => BodyKind::Igo,
            "ngo" => BodyKind::Ngo,
            "organization" => BodyKind::Organization,
            other => return Err(fail("bodies.tsv", &row, format!("{other:?} is no kind: igo, ngo or organization"))),
        };
        out.push(Body {
            name: row.cells[0].into(),
            aliases: list(row.cells[1]),
            kind,
            country: row.cells[3].into(),
            sector: row.cells[4].into(),
            wikidata: row.cells[5].into(),
        });
    }
    Ok(last_wins(out, |body| &body.name))
}

fn groups(files: &Files) -> Result<Vec<Group>, TableError> {
    let rows = files.rows("groups.tsv", &["name", "forms", "kind", "country", "sector"])?;
    let group = |row: &Row| Group {
        name: row.cells[0].into(),
        forms: list(row.cells[1]),
        kind: row.cells[2].into(),
        country: row.cells[3].into(),
        sector: row.cells[4].into(),
    };
    Ok(last_wins(rows.iter().map(group), |group| &group.name))
}

fn agents(files: &Files) -> Result<Vec<Agent>, TableError> {
    let mut out = Vec::new();
    for row in files.rows("agents.tsv", &["form", "sector", "what", "strength"])? {
        let what = match row.cells[2] {
            "person" => AgentKind::Person,
            "people" => AgentKind::People,
            "body" => AgentKind::Body,
            "force" => AgentKind::Force,
            "thing" => AgentKind::Thing,
            other => {
                let reason =
                    format!("{other:?} is nothing that a role noun names: person, people, body, force or thing");
                return Err(fail("agents.tsv", &row, reason));
            }
        };
        out.push(Agent { form: row.cells[0].into(), sector: row.cells[1].into(), what, weak: row.cells[3] == "weak" });
    }
    Ok(last_wins(out, |agent| &agent.form))
}

fn offices(files: &Files) -> Result<Vec<Office>, TableError> {
    let rows = files.rows("offices.tsv", &["title", "office", "sector", "country"])?;
    let office = |row: &Row| Office {
        title: row.cells[0].into(),
        office: row.cells[1].into(),
        sector: row.cells[2].into(),
        country: row.cells[3].into(),
    };
    Ok(last_wins(rows.iter().map(office), |office| &office.title))
}

fn people(files: &Files, offices: &[Office]) -> Result<Vec<Person>, TableError> {
    const COLUMNS: [&str; 8] = ["name", "aliases", "country", "office", "sector", "from", "to", "source"];
    let mut people: Vec<Person> = Vec::new();
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    for row in files.rows("people.tsv", &COLUMNS)? {
        let [name, aliases, country, office, sector, from, to, _] = row.cells[..] else { continue };
        for date in [from, to] {
            if !date.is_empty()
                && (!matches!(date.len(), 4 | 7 | 10) || date.bytes().any(|b| !b.is_ascii_digit() && b != b'-'))
            {
                return Err(fail("people.tsv", &row, format!("{date:?} is no date like 2014, 2014-05 or 2014-05-31")));
            }
        }
        let usual = offices.iter().find(|row| row.office == office).map_or("GOV", |row| row.sector.as_str());
        let term = Term {
            country: country.into(),
            office: office.into(),
            sector: if sector.is_empty() { usual } else { sector }.into(),
            from: from.into(),
            to: to.into(),
        };
        let i = *at.entry((name.to_owned(), country.to_owned())).or_insert_with(|| {
            people.push(Person { name: name.into(), aliases: Vec::new(), terms: Vec::new() });
            people.len() - 1
        });
        people[i].terms.push(term);
        for alias in list(aliases) {
            if !people[i].aliases.contains(&alias) {
                people[i].aliases.push(alias);
            }
        }
    }
    Ok(people)
}

fn given(files: &Files) -> Result<HashMap<Box<str>, Gender>, TableError> {
    let mut out = HashMap::new();
    for row in files.rows("given_names.tsv", &["name", "gender"])? {
        let gender = match row.cells[1] {
            "f" => Gender::Female,
            "m" => Gender::Male,
            other => return Err(fail("given_names.tsv", &row, format!("{other:?} is no gender: f or m"))),
        };
        out.insert(crate::names::key(row.cells[0]).as_ref().into(), gender);
    }
    Ok(out)
}

fn fail(table: &str, row: &Row, reason: String) -> TableError {
    TableError { table: table.into(), line: row.line, reason }
}

#[cfg(test)]
mod tests {
    use crate::{Lexicon, Standing, words};

    #[test]
    fn an_office_is_held_between_its_dates() {
        let lexicon = Lexicon::embedded();
        let words = words("Angela Merkel");
        let found = lexicon.actors.names.at(&words, 0, false).find_map(|found| match found.known {
            crate::Known::Person(i) => Some(&lexicon.actors.people[i]),
            _ => None,
        });
        let merkel = found.expect("a head of government of many years is in the table");
        assert!(matches!(merkel.on("2015-03-01"), Some(Standing::Holds(term)) if term.country == "DEU"));
        assert!(matches!(merkel.on("2023-03-01"), Some(Standing::Held(_))));
    }

    #[test]
    fn every_row_has_codes_that_exist() {
        let actors = Lexicon::embedded().actors;
        assert!(actors.countries.len() >= 249 && actors.bodies.len() >= 250);
        let code = |code: &str| actors.country(code).is_some() || ["IGO", "UNO", "EUR", "IMG", "NGO"].contains(&code);
        for body in &actors.bodies {
            assert!(code(&body.country), "{}: {}", body.name, body.country);
        }
        for person in &actors.people {
            for term in &person.terms {
                assert!(code(&term.country), "{}: {}", person.name, term.country);
                assert!(term.to.is_empty() || term.from <= term.to, "{}: {} to {}", person.name, term.from, term.to);
            }
        }
    }
}
