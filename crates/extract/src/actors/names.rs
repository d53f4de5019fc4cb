//! Persons' names in a document: their extent, their titles, what an apposition says of them, and which are one person's.
//!
//! In: the document as the lexicon reads it. Out: a [`Name`] per place, with the person it means. A surname, a given
//! name or an initial joins the fuller name of the report; what the report says of an office goes before the lexicon,
//! which says who held one on the report's date.

use super::coding::{best, code_words};
use super::mentions::is_only_a_person;
use super::reading::Reading;
use rapporteur_lexicon::{CountryForm, Gender, Known, Lexicon, Standing, key};
use rapporteur_record::Sector;
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A person's name at one place.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub tokens: Range<usize>,
    /// The title before it, empty where there is none.
    pub title: Range<usize>,
    /// The apposition that says who it is.
    pub about: Option<Range<usize>>,
    pub person: Person,
}

/// What is known of the person that a name means.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Person {
    /// Number of the person among those of the report.
    pub number: usize,
    pub name: String,
    pub known: Option<usize>,
    pub country: Option<String>,
    pub sector: Option<Sector>,
    pub office: Option<String>,
    pub roles: Vec<String>,
    pub gender: Option<Gender>,
    /// Index of the body that it speaks or acts for.
    pub body: Option<usize>,
}

/// All persons' names, in text order.
pub(super) fn find(reading: &Reading, date: &str, lexicon: &Lexicon) -> Vec<Name> {
    let spans = spans(reading, date);
    let mut names: Vec<Name> = spans
        .into_iter()
        .map(|tokens| {
            let title = title(reading, &tokens);
            let about = about(reading, &tokens, &title);
            Name { tokens, title, about, person: Person::default() }
        })
        .collect();
    Census { reading, date, lexicon, persons: Vec::new(), words: Vec::new(), by_word: HashMap::new() }.take(&mut names);
    names
}

/// Where names stand: full names of the lexicon, the model's persons, capitals behind a title, known surnames.
fn spans(reading: &Reading, date: &str) -> Vec<Range<usize>> {
    let mut taken = vec![false; reading.doc.len()];
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut add = |tokens: Range<usize>| {
        if !tokens.is_empty() && !taken[tokens.clone()].iter().any(|&taken| taken) {
            taken[tokens.clone()].fill(true);
            out.push(tokens);
        }
    };
    for hit in reading.hits.iter().filter(|hit| hit.is_person()) {
        add(reading.tokens(&hit.words));
    }
    for hit in reading.hits.iter().filter(|hit| hit.office().or(hit.agent()).is_some_and(|(_, plural)| !plural)) {
        if let Some(tokens) = behind_state(reading, hit.words.end).and_then(|start| capitals(reading, start)) {
            add(tokens);
        }
    }
    for hit in reading.hits.iter().filter(|hit| hit.office().or(hit.agent()).is_some_and(|(_, plural)| !plural)) {
        if let Some(tokens) = apposed(reading, hit) {
            add(tokens);
        }
    }
    for entity in reading.doc.entities().iter().filter(|entity| entity.label == EntityLabel::Person) {
        if let Some(tokens) = trimmed(reading, entity.tokens.clone()) {
            add(tokens);
        }
    }
    for hit in &reading.hits {
        let Some((_, plural)) = hit.office() else { continue };
        if let Some(tokens) = capitals(reading, hit.words.end).filter(|name| !plural || is_listed(reading, name)) {
            add(tokens);
        }
    }
    for hit in reading.hits.iter().filter(|hit| is_only_a_person(hit)) {
        if is_known_surname(reading, hit, date) {
            add(reading.tokens(&hit.words));
        }
    }
    let surnames = surnames(reading, &out);
    let fold = |token: Token| reading.words.get(reading.word_of[token.i]).map_or("", |word| word.fold.as_ref());
    let alone = reading.doc.tokens().filter(|token| surnames.contains(fold(*token)) && stands_alone(reading, *token));
    out.extend(alone.map(|token| token.i..token.i + 1).filter(|tokens| !taken[tokens.start]));
    out.sort_by_key(|tokens| tokens.start);
    out
}

/// "Peru's ambassador, N. N., said": the capitals that the parser takes for an apposition to a title, whatever the model takes
/// them for.
fn apposed(reading: &Reading, hit: &super::coding::Hit) -> Option<Range<usize>> {
    let doc = reading.doc;
    let comma = reading.tokens(&hit.words).end;
    let text = |at: usize| if at < doc.len() { doc.token(at).text() } else { "" };
    if text(comma) != "," || comma + 1 >= doc.len() {
        return None;
    }
    let name = capitals(reading, reading.word_of[comma + 1]).filter(|name| name.start == comma + 1)?;
    let head = doc.token(name.end - 1);
    let title = head.head().i;
    let fits = head.dep() == Dep::Appos && title + 1 == comma && name.len() > 1;
    (fits && matches!(text(name.end), "," | "." | ";")).then_some(name)
}

/// Where a name may begin behind an office and its state: "Minister of Labour of the Republic of Peru N. N.".
fn behind_state(reading: &Reading, start: usize) -> Option<usize> {
    for at in start..reading.words.len().min(start + COMPLEMENT) {
        if let Some(hit) = reading.hit(at).filter(|hit| hit.country().is_some()) {
            let name = hit.country().is_some_and(|(_, form)| form == CountryForm::Name);
            let of = (start..hit.words.start).any(|at| reading.words[at].fold.as_ref() == "of");
            return (name && of).then_some(hit.words.end);
        }
        let word = &reading.words[at];
        if !word.capital() && !matches!(word.fold.as_ref(), "of" | "the" | "and" | "for") {
            return None;
        }
    }
    None
}

/// Where the title begins of which the complement ends with a state at `end`.
fn office_before(reading: &Reading, end: usize) -> Option<usize> {
    (end.saturating_sub(COMPLEMENT)..end).rev().find_map(|at| {
        let hit = reading.hit(at).filter(|hit| hit.words.end == at + 1 && hit.office().or(hit.agent()).is_some())?;
        (behind_state(reading, at + 1) == Some(end)).then_some(hit.words.start)
    })
}

/// Most words between an office and the name of its state.
const COMPLEMENT: usize = 10;

/// Whether a name is one of several behind a title in the plural: "Foreign Ministers N. N. of Peru and …".
fn is_listed(reading: &Reading, name: &Range<usize>) -> bool {
    let next = (name.end < reading.doc.len()).then(|| reading.doc.token(name.end));
    name.len() > 1 && next.is_some_and(|next| matches!(next.lower(), "and" | "," | "of"))
}

/// Last words of the full names, folded, which the model often takes for something else where they stand alone.
fn surnames<'r>(reading: &'r Reading, names: &[Range<usize>]) -> HashSet<&'r str> {
    let full = names.iter().filter(|name| name.len() > 1);
    full.filter_map(|name| reading.words.get(reading.word_of[name.end - 1])).map(|word| word.fold.as_ref()).collect()
}

/// Whether a proper noun that the lexicon does not know stands by itself, not within a longer name.
fn stands_alone(reading: &Reading, token: Token) -> bool {
    let proper = |token: Option<Token>| token.is_some_and(|token| token.pos() == Pos::Propn);
    let entity = token.entity().is_some_and(|entity| entity.tokens.len() > 2 || entity.label == EntityLabel::Event);
    token.pos() == Pos::Propn
        && !entity
        && reading.hit_at(token.i).is_none_or(is_only_a_person)
        && !proper(token.previous())
        && !proper(token.next())
}

/// An entity without what belongs to no name: titles, possessives, marks; `None` where nothing is left.
fn trimmed(reading: &Reading, mut tokens: Range<usize>) -> Option<Range<usize>> {
    let doc = reading.doc;
    let cut = doc.slice(tokens.clone()).find(|token| token.is_space()).map_or(tokens.end, |token| token.i);
    tokens.end = cut.max(tokens.start);
    while !tokens.is_empty() {
        let first = doc.token(tokens.start);
        let hit = reading.hit_at(first.i);
        let title = hit.is_some_and(|hit| {
            hit.office().is_some()
                || hit.agent().is_some() && !hit.known.iter().any(|known| matches!(known, Known::Surname(_)))
                || hit.country().is_some() && tokens.len() > 1
                || hit.body().is_some()
        });
        let lower = !first.text().starts_with(char::is_uppercase) && !PARTICLES.contains(&first.lower());
        if !(title || lower || first.is_punct()) {
            break;
        }
        tokens.start = match hit.filter(|_| title) {
            Some(hit) => reading.tokens(&hit.words).end,
            None => tokens.start + 1,
        };
        if tokens.start > tokens.end {
            return None;
        }
    }
    while !tokens.is_empty() && !doc.token(tokens.end - 1).text().starts_with(char::is_alphabetic)
        || !tokens.is_empty() && doc.token(tokens.end - 1).tag() == Tag::Pos
    {
        tokens.end -= 1;
    }
    let mut end = tokens.end;
    // A hyphenated name that the model cut in the middle.
    while end + 1 < doc.len()
        && !tokens.is_empty()
        && doc.token(end).text() == "-"
        && !doc.token(end - 1).spacy()
        && doc.token(end + 1).text().starts_with(char::is_uppercase)
    {
        end += 2;
    }
    tokens.end = end;
    let words = reading.words_in(&tokens);
    let other = words.clone().any(|word| {
        reading
            .hit(word)
            .is_some_and(|hit| (hit.country().is_some() || hit.body().is_some()) && words.len() <= hit.words.len())
    });
    let digits = doc.slice(tokens.clone()).any(|token| token.text().bytes().any(|b| b.is_ascii_digit()));
    let named_after = doc.token(tokens.end.max(1) - 1).lower();
    if NOT_NAMES.contains(&named_after) {
        return None;
    }
    let verb = tokens.len() == 1 && doc.token(tokens.start).pos() == Pos::Verb;
    let acronym = tokens.len() == 1 && reading.words[words.start].upper() && reading.words[words.start].text.len() < 5;
    let named = doc.slice(tokens.clone()).any(|token| token.text().starts_with(char::is_uppercase));
    (!tokens.is_empty() && named && !other && !digits && !verb && !acronym).then_some(tokens)
}

/// Last words of what the model takes for persons and is none: places, papers, labels of transcripts.
const NOT_NAMES: [&str; 40] = [
    "square",
    "street",
    "road",
    "avenue",
    "park",
    "bridge",
    "airport",
    "university",
    "church",
    "mosque",
    "agency",
    "office",
    "ministry",
    "committee",
    "council",
    "program",
    "programme",
    "act",
    "treaty",
    "agreement",
    "accord",
    "initiative",
    "plan",
    "fund",
    "day",
    "award",
    "prize",
    "court",
    "palace",
    "river",
    "island",
    "question",
    "operator",
    "moderator",
    "brexit",
    "covid",
    "coronavirus",
    "ebola",
    "hall",
    "house",
];

/// Words in lower case that stand within names.
const PARTICLES: [&str; 24] = [
    "al", "el", "bin", "ibn", "bint", "abu", "ben", "van", "von", "der", "den", "de", "da", "dos", "di", "du", "la",
    "le", "del", "ter", "ould", "ul", "-", "e",
];

/// The run of capitals that begins at a word, where the lexicon knows none of them as anything else.
fn capitals(reading: &Reading, start: usize) -> Option<Range<usize>> {
    let doc = reading.doc;
    let first = *reading.token_of.get(start)?;
    let mut end = first;
    while end < doc.len() {
        let token = doc.token(end);
        let name = token.pos() == Pos::Propn && token.text().starts_with(char::is_uppercase);
        let other = reading.hit_at(end).is_some_and(|hit| !is_only_a_person(hit));
        let next = doc.slice(end..doc.len()).find(|token| !PARTICLES.contains(&token.lower()));
        let joins = end > first
            && PARTICLES.contains(&token.lower())
            && next.is_some_and(|next| next.text().starts_with(char::is_uppercase));
        let labelled = token.entity().is_some_and(|entity| {
            !matches!(
                entity.label,
                EntityLabel::Person
                    | EntityLabel::Org
                    | EntityLabel::Gpe
                    | EntityLabel::Norp
                    | EntityLabel::Fac
                    | EntityLabel::Product
            )
        });
        if !joins && (!name || other || labelled) {
            break;
        }
        end += 1;
    }
    while end > first && PARTICLES.contains(&doc.token(end - 1).lower()) {
        end -= 1;
    }
    let named = end > first && !NOT_NAMES.contains(&doc.token(end - 1).lower());
    let words = doc.slice(first..end).filter(|token| !PARTICLES.contains(&token.lower())).count();
    (named && words <= 5).then_some(first..end)
}

/// Whether a surname alone means an office holder of the lexicon: one who heads a state, government or ministry on the
/// date, or did so lately.
fn is_known_surname(reading: &Reading, hit: &super::coding::Hit, date: &str) -> bool {
    let tokens = reading.tokens(&hit.words);
    let doc = reading.doc;
    let token = doc.token(tokens.start);
    let beside = |other: Option<rapporteur_text::Token>| {
        other.is_some_and(|other| other.pos() == Pos::Propn && reading.hit_at(other.i).is_none())
    };
    if token.pos() != Pos::Propn || beside(token.previous()) || beside(doc.token(tokens.end - 1).next()) {
        return false;
    }
    if token
        .entity()
        .is_some_and(|entity| entity.tokens.len() > tokens.len() + 1 && entity.label != EntityLabel::Person)
    {
        return false;
    }
    famous(reading, hit, date).is_some()
}

/// The one office holder whom a surname alone means.
fn famous(reading: &Reading, hit: &super::coding::Hit, date: &str) -> Option<usize> {
    let rows = hit.known.iter().filter_map(|known| match known {
        Known::Surname(i) | Known::Person(i) => Some(*i),
        _ => None,
    });
    let mut holders = rows.filter(|&i| {
        let top = |office: &str| {
            matches!(office, "head_of_state" | "head_of_government" | "foreign" | "body_head" | "defence")
        };
        reading.tables.people[i].terms.iter().any(|term| top(&term.office) && term.holds(date))
    });
    let found = holders.next()?;
    let same = |other: usize| reading.tables.people[other].name == reading.tables.people[found].name;
    holders.all(same).then_some(found)
}

/// Words of a title that are no title alone.
const TITLE_WORDS: [&str; 38] = [
    "former",
    "ex",
    "deputy",
    "acting",
    "senior",
    "chief",
    "top",
    "then",
    "late",
    "interim",
    "new",
    "newly",
    "first",
    "second",
    "special",
    "vice",
    "assistant",
    "counterpart",
    "colleague",
    "of",
    "for",
    "and",
    "elect",
    "designate",
    "appointed",
    "elected",
    "caretaker",
    "outgoing",
    "incoming",
    "principal",
    "the",
    "affairs",
    "foreign",
    "policy",
    "right",
    "left",
    "wing",
    "longtime",
];

/// The title before a name: "US Deputy Secretary of State" before "Wendy Sherman".
fn title(reading: &Reading, name: &Range<usize>) -> Range<usize> {
    let end = reading.word_of[name.start];
    let sentence = reading.doc.token(name.start).sentence();
    let before = office_before(reading, end);
    let mut start = before.unwrap_or(end);
    let mut says = before.is_some();
    while start > 0 && reading.token_of[start - 1] >= sentence.start {
        let word = &reading.words[start - 1];
        let fold = word.fold.as_ref();
        if let Some(hit) = reading.hit(start - 1).filter(|hit| hit.words.end == start) {
            let role = hit.office().is_some() || hit.agent().is_some();
            let whose = hit.country().is_some() || hit.body().is_some() || hit.group().is_some();
            // "The sister of leader N. N." is another person.
            let other = hit.office().is_none()
                && start < end
                && reading.words[start].fold.as_ref() == "of"
                && reading.hit(start + 1).is_some_and(|hit| hit.office().is_some());
            if !role && !whose || role && !says && is_plural(hit) || other {
                break;
            }
            says |= role;
            start = hit.words.start;
            continue;
        }
        let possessive = matches!(fold, "'s" | "'");
        let office_before =
            start > 1 && reading.hit(start - 2).is_some_and(|hit| hit.office().is_some() || hit.agent().is_some());
        let link = matches!(fold, "to" | "in" | "of" | "for" | "at" | "on") && start < end && office_before;
        // "Ambassador to the United Nations"
        let article = fold == "the" && start < end && is_link(reading, start - 1);
        let plain = TITLE_WORDS.contains(&fold)
            && (says || start == end && matches!(fold, "counterpart" | "colleague"))
            && fold != "and"
            && fold != "the";
        let capital = says && word.capital() && reading.doc.token(reading.token_of[start - 1]).pos() == Pos::Propn;
        if !(possessive || plain || link || article || capital || fold == "former" || word.tied && says) {
            break;
        }
        says |= matches!(fold, "counterpart" | "colleague");
        start -= 1;
    }
    if !says && start < end {
        let last = &reading.words[end - 1];
        let name_alone = reading.country(end - 1).is_some_and(|(_, form)| form == CountryForm::Name) && !last.upper();
        if name_alone
            || reading
                .country(end - 1)
                .is_some_and(|(_, form)| matches!(form, CountryForm::Capital | CountryForm::People))
        {
            start = end;
        }
    }
    // A possessive or link that opens the title belongs to what is not part of it.
    while start < end && matches!(reading.words[start].fold.as_ref(), "'s" | "'" | "of" | "for" | "and" | "the") {
        start += 1;
    }
    reading.tokens(&(start..end)).start..name.start
}

/// Whether the word before the one at `at` ties what follows to an office: "ambassador to".
fn is_link(reading: &Reading, at: usize) -> bool {
    let word = at.checked_sub(1).map_or("", |before| reading.words[before].fold.as_ref());
    let office = at.checked_sub(2).and_then(|before| reading.hit(before));
    matches!(word, "to" | "of" | "for") && office.is_some_and(|hit| hit.office().is_some() || hit.agent().is_some())
}

fn is_plural(hit: &super::coding::Hit) -> bool {
    hit.office().is_some_and(|(_, plural)| plural) || hit.agent().is_some_and(|(_, plural)| plural)
}

/// The apposition that says who somebody is, after the name or before it.
fn about(reading: &Reading, name: &Range<usize>, title: &Range<usize>) -> Option<Range<usize>> {
    about_after(reading, name).or_else(|| about_before(reading, name).filter(|_| title.is_empty()))
}

/// "NAME, the Iranian foreign minister, …".
fn about_after(reading: &Reading, name: &Range<usize>) -> Option<Range<usize>> {
    let doc = reading.doc;
    if name.end + 1 >= doc.len() || doc.token(name.end).text() != "," {
        return None;
    }
    let start = name.end + 1;
    let stop = |token: &rapporteur_text::Token| {
        matches!(token.text(), "," | "." | ";" | ":" | "\"" | "”" | "(" | "—" | "–")
            || token.is_space()
            || matches!(token.lower(), "who" | "whose" | "which")
    };
    let end = doc.slice(start..doc.len().min(start + 14)).find(stop).map(|token| token.i)?;
    let phrase = start..end;
    let head = (start < end).then(|| reading.head(&phrase))?;
    let role = reading
        .words_in(&phrase)
        .find_map(|word| reading.hit(word).filter(|hit| hit.office().is_some() || hit.agent().is_some()));
    let near = role.is_some_and(|hit| reading.token_of[hit.words.start] < start + 6 && !is_plural(hit));
    let verb = doc.slice(phrase.clone()).any(|token| matches!(token.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md));
    let apposed = head.dep() == Dep::Appos
        || matches!(doc.token(start).lower(), "the" | "a" | "an")
        || doc.token(start).pos() != Pos::Pron;
    let ends = !matches!(doc.token(end).text(), "(" | ":");
    let other = reading.words_in(&phrase).any(|word| reading.hit(word).is_some_and(|hit| hit.is_person()));
    (near && !verb && apposed && ends && !other).then_some(phrase)
}

/// "His Iranian counterpart, NAME".
fn about_before(reading: &Reading, name: &Range<usize>) -> Option<Range<usize>> {
    let comma = name.start.checked_sub(1).filter(|&i| i > 0 && reading.doc.token(i).text() == ",")?;
    let head = reading.head(name);
    let office = |token: Token| reading.hit_at(token.i).filter(|hit| hit.office().is_some() || hit.agent().is_some());
    // "The president of Peru, N. N.": the parser may hang the name on Peru.
    let mut role = head.head();
    while office(role).is_none() && role.dep() == Dep::Pobj && !role.head().is_root() {
        role = role.head().head();
    }
    let hit = office(role)?;
    let start = role.left_edge().i.max(role.sentence().start);
    let fits = head.dep() == Dep::Appos && role.i < comma && comma < start + 14 && !is_plural(hit);
    fits.then_some(start..comma)
}

/// Most names that share a title.
const SHARERS: usize = 8;

struct Census<'a, 'd> {
    reading: &'a Reading<'d>,
    date: &'a str,
    lexicon: &'a Lexicon,
    persons: Vec<Person>,
    /// Folded words of each person's fullest name.
    words: Vec<Vec<String>>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Census<'_, '_> {
    fn take(mut self, names: &mut [Name]) {
        let folded: Vec<Vec<String>> = names.iter().map(|name| self.fold(&name.tokens)).collect();
        let mut number_of: Vec<Option<usize>> = vec![None; names.len()];
        for i in 0..names.len() {
            if folded[i].len() > 1 {
                number_of[i] = Some(self.full(&names[i], &folded[i]));
            }
        }
        for i in 0..names.len() {
            if number_of[i].is_none() {
                number_of[i] = Some(self.single(&names[i], &folded[i], &number_of[..i]));
            }
            if let Some(number) = number_of[i] {
                self.learn(number, &names[i]);
            }
        }
        for number in 0..self.persons.len() {
            self.complete(number);
        }
        for (name, number) in names.iter_mut().zip(number_of) {
            if let Some(number) = number {
                name.person = self.persons[number].clone();
            }
        }
    }

    fn fold(&self, tokens: &Range<usize>) -> Vec<String> {
        let words = &self.reading.words[self.reading.words_in(tokens)];
        words.iter().map(|word| word.fold.to_string()).filter(|word| word != "'s" && word != "-").collect()
    }

    /// The person of a name of several words.
    fn full(&mut self, name: &Name, words: &[String]) -> usize {
        let known = self.known(name, words);
        let same = |person: usize| match (known, self.persons[person].known) {
            (Some(a), Some(b)) => self.lexicon.actors.people[a].name == self.lexicon.actors.people[b].name,
            _ => agree(words, &self.words[person]),
        };
        if let Some(number) = (0..self.persons.len()).find(|&person| same(person)) {
            if words.len() > self.words[number].len() && self.persons[number].known.is_none() {
                self.persons[number].name = self.text(&name.tokens);
                self.index(number, words);
            }
            return number;
        }
        self.open(name, words, known)
    }

    /// The person of a name of one word.
    fn single(&mut self, name: &Name, words: &[String], before: &[Option<usize>]) -> usize {
        let word = words.first().map_or("", String::as_str);
        let candidates = self.by_word.get(word).cloned().unwrap_or_default();
        let surname = |&person: &usize| self.words[person].last().is_some_and(|last| last == word);
        let lately = |person: &usize| before.iter().rposition(|number| *number == Some(*person));
        let known = self.known(name, words);
        let office = self.office(&name.title);
        // "President X" is not the minister of that name, where the lexicon knows the president.
        let titled = known.filter(|&i| {
            let holds =
                |term: &rapporteur_lexicon::Term| Some(&term.office) == office.as_ref() && term.holds(self.date);
            self.lexicon.actors.people[i].terms.iter().any(holds)
        });
        let may = |person: &usize| titled.is_none() || self.persons[*person].known == titled;
        let fits = candidates.iter().copied().filter(may);
        if let Some(number) = fits.max_by_key(|person| (surname(person), lately(person))) {
            return number;
        }
        if let Some(i) = known
            && let Some(number) = self.persons.iter().position(|person| person.known == Some(i))
        {
            return number;
        }
        self.open(name, words, known)
    }

    fn open(&mut self, name: &Name, words: &[String], known: Option<usize>) -> usize {
        let number = self.persons.len();
        let text = match known {
            Some(i) => self.lexicon.actors.people[i].name.clone(),
            None => self.text(&name.tokens),
        };
        self.persons.push(Person { number, name: text, known, ..Person::default() });
        self.words.push(words.to_vec());
        self.index(number, words);
        number
    }

    fn index(&mut self, number: usize, words: &[String]) {
        self.words[number] = words.to_vec();
        for word in words {
            let list = self.by_word.entry(word.clone()).or_default();
            if !list.contains(&number) {
                list.push(number);
            }
        }
    }

    fn text(&self, tokens: &Range<usize>) -> String {
        self.reading.doc.text_of(tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The row of the lexicon that a name means.
    fn known(&self, name: &Name, words: &[String]) -> Option<usize> {
        let title = &self.reading.words[self.reading.words_in(&name.title)];
        let hint = code_words(title, self.date, self.lexicon).country;
        let office = self.office(&name.title);
        let at = self.reading.words_in(&name.tokens);
        let hit = self.reading.hit(at.start)?;
        if hit.words.end < at.end {
            return None;
        }
        let rows = |full: bool| {
            hit.known.iter().filter_map(move |known| match known {
                Known::Person(i) if full => Some(*i),
                Known::Surname(i) if !full => Some(*i),
                _ => None,
            })
        };
        if words.len() > 1 {
            return best(self.reading.tables, rows(true), hint.as_deref(), office.as_deref(), self.date);
        }
        let single = best(self.reading.tables, rows(true), hint.as_deref(), office.as_deref(), self.date);
        let titled = hint.is_some() || !name.title.is_empty();
        let by_title = || {
            let found = best(self.reading.tables, rows(false), hint.as_deref(), office.as_deref(), self.date)?;
            matches!(self.reading.tables.people[found].on(self.date), Some(Standing::Holds(_))).then_some(found)
        };
        single.or_else(|| famous(self.reading, hit, self.date)).or_else(|| titled.then(by_title).flatten())
    }

    /// The office that a title names.
    fn office(&self, title: &Range<usize>) -> Option<String> {
        let office = self.reading.words_in(title).find_map(|word| self.reading.hit(word)?.office())?;
        Some(self.reading.tables.offices[office.0].office.clone())
    }

    /// Takes in what a title or apposition says.
    fn learn(&mut self, number: usize, name: &Name) {
        for phrase in [Some(&name.title), name.about.as_ref()].into_iter().flatten().filter(|phrase| !phrase.is_empty())
        {
            let words = self.reading.words_in(phrase);
            let coding = code_words(&self.reading.words[words.clone()], self.date, self.lexicon);
            let person = &mut self.persons[number];
            if person.country.is_none() {
                person.country = coding.country;
            }
            if person.sector.is_none() {
                person.sector = coding.sectors.first().copied();
            }
            for word in words.clone() {
                let Some(hit) = self.reading.hit(word).filter(|hit| hit.words.start == word) else { continue };
                if let Some((i, _)) = hit.office() {
                    let office = &self.reading.tables.offices[i];
                    if office.office == "courtesy" {
                        person.gender = person.gender.or_else(|| courtesy(&office.title));
                    } else if person.office.is_none() || person.office.as_deref() == Some("head") {
                        person.office = Some(office.office.clone());
                    }
                }
                if let Some(i) = hit.body() {
                    person.body.get_or_insert(i);
                }
            }
            let role = role(self.reading, &words);
            if !role.is_empty()
                && !matches!(role.as_str(), "counterpart" | "colleague")
                && !person.roles.contains(&role)
            {
                person.roles.push(role);
            }
            let feminine = [
                "spokeswoman",
                "congresswoman",
                "chairwoman",
                "queen",
                "princess",
                "baroness",
                "stateswoman",
                "businesswoman",
            ];
            if self.reading.words[words].iter().any(|word| feminine.contains(&word.fold.as_ref())) {
                person.gender = Some(Gender::Female);
            }
        }
        if let Some(iso) = self.home(name) {
            let shared = self.shared_office(name);
            let person = &mut self.persons[number];
            person.country.get_or_insert(iso);
            if let Some((office, sector)) = shared {
                person.office.get_or_insert(office);
                person.sector = person.sector.or(sector);
            }
        }
    }

    /// "The foreign ministers, N. N. of Peru and …": the office that each of those named holds.
    fn shared_office(&self, name: &Name) -> Option<(String, Option<Sector>)> {
        let head = self.reading.head(&name.tokens);
        let apposed = std::iter::once(head).chain(head.ancestors()).take(SHARERS);
        let apposed = apposed.take_while(|token| matches!(token.dep(), Dep::Appos | Dep::Conj));
        let noun = apposed.last()?.head();
        let hit = self.reading.hit_at(noun.i)?;
        let (index, _) = hit.office().filter(|_| is_plural(hit))?;
        let coding = code_words(&self.reading.words[hit.words.clone()], self.date, self.lexicon);
        Some((self.reading.tables.offices[index].office.clone(), coding.sectors.first().copied()))
    }

    /// "N. N. of Peru".
    fn home(&self, name: &Name) -> Option<String> {
        let reading = self.reading;
        let mut next = reading.doc.slice(name.tokens.end..reading.doc.len().min(name.tokens.end + 3));
        next.next().filter(|of| of.lower() == "of")?;
        let named = next.find(|token| token.lower() != "the")?;
        let (index, form) = reading.hit_at(named.i)?.country()?;
        (form == CountryForm::Name).then(|| reading.tables.countries[index].iso3.clone())
    }

    /// Fills in what the lexicon knows of the person on the date, and the gender of the given name.
    fn complete(&mut self, number: usize) {
        let tables = self.reading.tables;
        let given =
            self.words[number].first().filter(|_| self.words[number].len() > 1).and_then(|word| tables.gender(word));
        let person = &mut self.persons[number];
        if let Some(i) = person.known {
            let known = &tables.people[i];
            person.gender =
                person.gender.or_else(|| known.name.split(' ').next().and_then(|given| tables.gender(given)));
            let (term, holds) = match known.on(self.date) {
                Some(Standing::Holds(term)) => (Some(term), true),
                Some(Standing::Held(term)) => (Some(term), false),
                Some(Standing::NotYet(_)) | None => (None, false),
            };
            if let Some(term) = term {
                let agrees = person.country.as_ref().is_none_or(|country| *country == term.country);
                person.country.get_or_insert_with(|| term.country.clone());
                let past = if matches!(term.sector.as_str(), "GOV" | "LEG") { "ELI" } else { term.sector.as_str() };
                let sector = Sector::parse(if holds { &term.sector } else { past });
                // The report's title may be a weak one ("the veteran politician"): an office that is held says more.
                if agrees && (holds || person.sector.is_none()) && person.sector != Some(Sector::Eli) {
                    person.sector = sector.or(person.sector);
                }
                if agrees && holds && person.office.is_none() {
                    person.office = Some(term.office.clone());
                }
                let called = matches!(
                    term.office.as_str(),
                    "foreign" | "defence" | "deputy_foreign" | "head_of_government" | "finance"
                );
                if agrees && holds && called && person.roles.is_empty() {
                    person.roles.extend(tables.title(&term.office, &term.country).map(str::to_owned));
                }
            }
        }
        person.gender = person.gender.or(given);
    }
}

/// Whether two names of several words may be one person's: the last words are the same, and the first ones, or one is
/// the other's initial, or all words of the shorter are in the longer.
fn agree(a: &[String], b: &[String]) -> bool {
    if a.len() < 2 || b.len() < 2 {
        return false;
    }
    if a == b {
        return true;
    }
    let last = a.last() == b.last();
    let initial = |a: &str, b: &str| a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    last && (a[0] == b[0] || initial(&a[0], &b[0])) || short.iter().all(|word| long.contains(word))
}

fn courtesy(title: &str) -> Option<Gender> {
    match key(title).as_ref() {
        "mr" | "sir" | "monsieur" | "herr" | "senor" | "shri" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "madame" | "mme" | "dame" => Some(Gender::Female),
        _ => None,
    }
}

/// A title without the country before it and the article.
fn role(reading: &Reading, words: &Range<usize>) -> String {
    let mut start = words.start;
    while start < words.end {
        let word = &reading.words[start];
        let country = reading.hit(start).filter(|hit| hit.country().is_some() && hit.office().is_none());
        let skip = matches!(word.fold.as_ref(), "the" | "a" | "an" | "'s" | "'" | "his" | "her" | "its" | "their");
        match country {
            Some(hit) => start = hit.words.end,
            None if skip => start += 1,
            None => break,
        }
    }
    // "Minister Dr. N. N.": a courtesy is no office.
    let courtesy = |word: usize| {
        let office = reading.hit(word).and_then(|hit| hit.office());
        office.is_some_and(|(i, _)| reading.tables.offices[i].office == "courtesy")
    };
    let mut end = words.end;
    while end > start && (courtesy(end - 1) || matches!(reading.words[end - 1].fold.as_ref(), "of" | "to" | "for")) {
        end -= 1;
    }
    if start >= end {
        return String::new();
    }
    let tokens = reading.tokens(&(start..end));
    reading.doc.text_of(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
}
