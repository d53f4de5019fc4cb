//! Which words mention somebody: names, nationality and role, titles, pronouns, joint descriptions.
//!
//! In: the document as the lexicon reads it. Out: [`Mention`]s in the order of their heads, not yet joined to actors.
//! The lexicon goes before the entity labels of the model, whose spans are trimmed or widened where the lexicon or the
//! title before a name knows better. Dates, money and works are no actors.

use super::coding::{Coding, Hit, code_words};
use super::discourse::home;
use super::names::{self, Name};
use super::reading::Reading;
use crate::places::{Places, Role, is_called_a_place};
use rapporteur_lexicon::{AgentKind, BodyKind, CountryForm, Known, Lexicon};
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::{Dep, EntityLabel, Pos, Source, Tag, Token};
use std::ops::Range;

/// Words that mean somebody.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The words that are recorded.
    pub tokens: Range<usize>,
    /// The syntactic head.
    pub head: usize,
    pub what: What,
}

/// How somebody is mentioned.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A state: index of the country.
    State(usize, CountryForm),
    /// A body of the lexicon.
    Body(usize),
    /// A body that only the text names.
    Organization(Coding),
    /// A person's name: index into the list of names.
    Person(usize),
    /// An ethnic or religious group.
    Group(usize),
    /// A description.
    Description(Description),
    /// A pronoun.
    Pronoun(Pronoun),
    /// Two sides spoken of as one.
    Joint(Joint),
    /// A place where something is: index of the country, if it is one.
    Place(Option<usize>),
    /// What is no actor, but may be what "it" means.
    Thing(Thing),
}

/// "the second round of talks"
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// The noun's base form, or the whole of a name.
    pub noun: String,
    pub named: bool,
    pub definite: bool,
    pub plural: bool,
}

/// "the Turkish official"
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub coding: Coding,
    /// The role noun in lower case, in the singular.
    pub noun: String,
    pub kind: ActorKind,
    pub sector: Option<Sector>,
    pub office: Option<usize>,
    pub definite: bool,
    /// Whether a pronoun says whose it is.
    pub possessed: bool,
    pub plural: bool,
    pub weak: bool,
    /// Whose counterpart it is: the token that tells.
    pub counterpart_of: Option<usize>,
    /// Tokens of the states and bodies of people of several: "US and Russian diplomats", "the ministers of Peru and Chile".
    pub sides: Vec<Range<usize>>,
}

/// What a pronoun agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    /// "I", "we", "you": whoever speaks or is spoken to at the place.
    Speaker(&'static str),
}

/// Of what two a joint description speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// "the two sides", "both countries"
    Sides,
    /// "both ministers"
    People,
    /// "the two": persons where two stand in the sentence, else sides
    Two,
    /// "the leaders": those of several sides who were called so before, else the two that the report is of
    Couple,
}

/// All mentions of the document, and its persons' names.
pub(super) fn find(
    reading: &Reading,
    source: &Source,
    places: &Places,
    date: &str,
    lexicon: &Lexicon,
) -> (Vec<Mention>, Vec<Name>) {
    let names = names::find(reading, date, lexicon);
    // A dateline names place and agency of the filing; neither does anything there.
    let taken = reading.doc.slice(0..reading.doc.len()).map(|token| source.in_dateline(token.span().start)).collect();
    let home = home(source, lexicon, date).map(|home| home.country);
    let mut finder = Finder { reading, places, date, lexicon, home, taken, owners: Vec::new(), out: Vec::new() };
    for (i, name) in names.iter().enumerate() {
        finder.add(name.tokens.clone(), What::Person(i));
        finder.take(&name.title);
        // "His counterpart, NAME": the pronoun in an apposition still means somebody.
        for token in name.about.iter().flat_map(|about| reading.doc.slice(about.clone())) {
            finder.taken[token.i] |= token.tag() != Tag::Prps;
        }
    }
    finder.joint();
    finder.companies();
    finder.known();
    finder.organizations();
    finder.descriptions(&names);
    finder.pronouns();
    finder.things();
    let mut mentions = finder.out;
    mentions.sort_by_key(|mention| (mention.head, mention.tokens.start));
    (mentions, names)
}

struct Finder<'a, 'd> {
    reading: &'a Reading<'d>,
    places: &'a Places,
    date: &'a str,
    lexicon: &'a Lexicon,
    /// The country whose office has published the text.
    home: Option<String>,
    /// Tokens that belong to a mention or title already.
    taken: Vec<bool>,
    /// Names of states and bodies that act through their people, and are no mere places.
    owners: Vec<Range<usize>>,
    out: Vec<Mention>,
}

impl<'d> Finder<'_, 'd> {
    fn token(&self, i: usize) -> Token<'d> {
        self.reading.doc.token(i)
    }

    fn take(&mut self, tokens: &Range<usize>) {
        // A title may be cut away to nothing, and its range then runs backwards.
        if let Some(taken) = self.taken.get_mut(tokens.clone()) {
            taken.fill(true);
        }
    }

    fn free(&self, tokens: &Range<usize>) -> bool {
        !tokens.is_empty() && !self.taken[tokens.clone()].iter().any(|&taken| taken)
    }

    fn add(&mut self, tokens: Range<usize>, what: What) {
        let head = self.reading.head(&tokens).i;
        self.take(&tokens);
        self.out.push(Mention { tokens, head, what });
    }

    /// "the two sides", "both ministers", "the two".
    fn joint(&mut self) {
        for i in 0..self.reading.doc.len() {
            let token = self.token(i);
            if is_joint_text(token) {
                self.add_joint(i..i + 1, Joint::Sides);
                continue;
            }
            let start = match token.lower() {
                "both" => i,
                "two" if i > 0 && self.token(i - 1).lower() == "the" => i - 1,
                "sides" if i > 0 && matches!(self.token(i - 1).lower(), "the" | "all") => i - 1,
                "parties" | "delegations" if i > 0 && self.token(i - 1).lower() == "the" => i - 1,
                "couple" | "pair" | "duo" if i > 0 && self.is_bare_subject(i) => {
                    self.add_joint(i - 1..i + 1, Joint::People);
                    continue;
                }
                "leaders" | "presidents" | "ministers" | "secretaries" if i > 0 && self.is_bare_subject(i) => {
                    self.add_joint(i - 1..i + 1, Joint::Couple);
                    continue;
                }
                _ => continue,
            };
            let Some((end, what)) = self.joint_noun(i) else { continue };
            self.add_joint(start..end, what);
        }
    }

    fn add_joint(&mut self, tokens: Range<usize>, what: Joint) {
        if self.free(&tokens) {
            self.add(tokens, What::Joint(what));
        }
    }

    /// "The leaders" and no more, as a subject.
    fn is_bare_subject(&self, i: usize) -> bool {
        let noun = self.token(i);
        let plain = noun.dep() == Dep::Nsubj && self.token(i - 1).lower() == "the";
        plain && noun.left_edge().i == i - 1 && noun.children().all(|child| child.i < i)
    }

    /// The end of the joint phrase whose number word stands at `i`, and of what two it speaks.
    fn joint_noun(&self, i: usize) -> Option<(usize, Joint)> {
        let token = self.token(i);
        if matches!(token.lower(), "sides" | "parties" | "delegations") {
            return Some((i + 1, Joint::Sides));
        }
        let mut at = i + 1;
        while at < self.reading.doc.len() && at < i + 4 {
            let noun = self.token(at);
            if noun.lower() == "the" || matches!(noun.pos(), Pos::Adj) {
                at += 1;
                continue;
            }
            break;
        }
        let noun = (at < self.reading.doc.len()).then(|| self.token(at))?;
        let sides = [
            "sides",
            "countries",
            "nations",
            "parties",
            "governments",
            "states",
            "capitals",
            "neighbours",
            "neighbors",
            "powers",
            "rivals",
            "allies",
            "superpowers",
            "foes",
            "camps",
            "delegations",
            "teams",
            "adversaries",
        ];
        if sides.contains(&noun.lower()) {
            return Some((at + 1, Joint::Sides));
        }
        let people = self.reading.hit_at(at).is_some_and(|hit| {
            hit.agent().is_some_and(|(i, plural)| plural && self.reading.tables.agents[i].what == AgentKind::Person)
                || hit.office().is_some_and(|(_, plural)| plural)
        });
        if people && noun.tag() == Tag::Nns {
            return Some((at + 1, Joint::People));
        }
        // "The two met on Monday", "both agreed": nobody but them can be meant, of whatever kind.
        let alone = at == i + 1 && matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass);
        alone.then_some((i + 1, Joint::Two))
    }

    /// What the lexicon names: states, bodies, groups.
    fn known(&mut self) {
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
    fn is_the_body(&self, hit: &Hit, index: usize) -> bool {
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
    fn organizations(&mut self) {
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

    /// Role nouns that head a phrase of their own.
    fn descriptions(&mut self, names: &[Name]) {
        let reading = self.reading;
        for hit in &reading.hits {
            let last = reading.token_of[hit.words.end - 1];
            let token = self.token(last);
            if self.taken[last]
                || !matches!(token.pos(), Pos::Noun | Pos::Propn)
                || token.entity().is_some_and(|entity| {
                    !matches!(
                        entity.label,
                        EntityLabel::Org | EntityLabel::Norp | EntityLabel::Gpe | EntityLabel::Person
                    )
                })
            {
                continue;
            }
            let agent = hit.agent().map(|(i, plural)| (&reading.tables.agents[i], plural));
            let office = hit.office();
            let people = hit.country().filter(|(_, form)| *form == CountryForm::People);
            if agent.is_none() && office.is_none() && people.is_none()
                || !self.is_head(token, agent.map(|(agent, _)| agent.what))
            {
                continue;
            }
            // "All parties": to a conflict or a treaty.
            let modifiers = [Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss];
            let whichever = token.lower() == "parties" && token.child_of(&modifiers).is_none();
            if whichever
                || agent.is_some_and(|(agent, _)| agent.what == AgentKind::Thing)
                || office.is_some_and(|(i, _)| reading.tables.offices[i].office == "courtesy")
            {
                continue;
            }
            let mut tokens = self.phrase(token, reading.token_of[hit.words.start]);
            let nationalities = if people.is_some() { Vec::new() } else { self.nationalities(&mut tokens) };
            let inside = names.iter().any(|name| name.tokens.start < tokens.end && tokens.start < name.tokens.end);
            if inside {
                continue;
            }
            let mut description = self.describe(token, hit, &tokens);
            description.sides = if description.plural { nationalities } else { Vec::new() };
            if self.is_worth_naming(&description, &tokens) {
                let head = token.i;
                self.out.push(Mention { tokens: tokens.clone(), head, what: What::Description(description) });
                self.taken[head] = true;
            }
        }
    }

    /// Whether the noun heads its phrase; of modifiers only armed bodies act ("a police raid").
    fn is_head(&self, token: Token, what: Option<AgentKind>) -> bool {
        match token.dep() {
            Dep::Compound | Dep::Amod | Dep::Nmod => {
                let before_a_role = self
                    .reading
                    .hit_at(token.head().i)
                    .is_some_and(|hit| hit.agent().is_some() || hit.office().is_some() || hit.is_person());
                what == Some(AgentKind::Force) && !before_a_role && !matches!(token.head().pos(), Pos::Propn)
            }
            _ => true,
        }
    }

    /// The phrase of a noun, from its first modifier to itself; `start` is where its role noun begins.
    fn phrase(&self, noun: Token, start: usize) -> Range<usize> {
        let mut first = start.min(noun.i);
        let edge = noun.left_edge().i;
        while first > edge {
            let before = self.token(first - 1);
            let joins = !before.is_space()
                && (!before.is_punct() || before.text() == "-")
                && !matches!(before.pos(), Pos::Verb | Pos::Adp | Pos::Sconj | Pos::Aux | Pos::Cconj)
                || before.tag() == Tag::Vbn
                || before.tag() == Tag::Vbg;
            if !joins || before.lower() == "not" || before.tag() == Tag::Prp {
                break;
            }
            first -= 1;
        }
        first..noun.i + 1
    }

    /// The nationalities that a phrase begins with, where there are several; the phrase is widened to hold the first.
    fn nationalities(&self, tokens: &mut Range<usize>) -> Vec<Range<usize>> {
        let reading = self.reading;
        let adjective = |token: usize| {
            let hit = reading.hit_at(token).filter(|hit| hit.country().is_some())?;
            let tokens = reading.tokens(&hit.words);
            (tokens.end == token + 1).then_some(tokens)
        };
        let Some(last) =
            tokens.clone().take(3).find_map(|token| adjective(token).filter(|own| own.start >= tokens.start))
        else {
            return Vec::new();
        };
        let adjectival = |tokens: &Range<usize>| {
            let word = reading.word_of[tokens.start];
            let form = reading.country(word).map(|(_, form)| form);
            form == Some(CountryForm::Adjective) || form == Some(CountryForm::Name) && reading.words[word].upper()
        };
        if !adjectival(&last) {
            return Vec::new();
        }
        let mut found = vec![last.clone()];
        let mut at = last.start;
        while at > 1 && matches!(self.token(at - 1).lower(), "and" | ",") {
            let Some(before) = adjective(at - 2).filter(adjectival) else { break };
            at = before.start;
            found.insert(0, before);
        }
        if found.len() < 2 || at >= tokens.start {
            return Vec::new();
        }
        tokens.start = at;
        found
    }

    /// People of several states and bodies that are listed behind them: "the foreign ministers of Peru and Chile".
    fn companies(&mut self) {
        let reading = self.reading;
        for hit in &reading.hits {
            let noun = self.token(reading.token_of[hit.words.end - 1]);
            let plural = noun.tag() == Tag::Nns || noun.tag() == Tag::Nnps || noun.lower().ends_with('s');
            if !plural || self.taken[noun.i] || hit.agent().is_none() && hit.office().is_none() {
                continue;
            }
            let sides = self.owners(noun);
            if sides.len() < 2 {
                continue;
            }
            let tokens = self.phrase(noun, reading.token_of[hit.words.start]);
            let description = Description { sides: sides.clone(), plural: true, ..self.describe(noun, hit, &tokens) };
            self.out.push(Mention { tokens: tokens.clone(), head: noun.i, what: What::Description(description) });
            self.take(&tokens);
            self.owners.extend(sides);
        }
    }

    /// The states and international bodies listed behind a noun: "ministers of Peru, the Republic of Chile (ROC) and the OAS".
    fn owners(&self, noun: Token) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = noun.i + 1;
        let word = |at: usize| (at < self.reading.doc.len()).then(|| self.token(at).lower());
        if !matches!(word(at), Some("of" | "from")) {
            return found;
        }
        at += 1;
        loop {
            at += usize::from(word(at) == Some("the"));
            let hit = (at < self.reading.doc.len()).then(|| self.reading.hit_at(at)).flatten();
            let Some(hit) = hit.filter(|hit| self.is_party(hit)) else { return found };
            let tokens = self.reading.tokens(&hit.words);
            at = tokens.end;
            found.push(tokens);
            if word(at) == Some("(") && word(at + 2) == Some(")") {
                at += 3;
            }
            let listed = at;
            at += usize::from(word(at) == Some(","));
            at += usize::from(word(at) == Some("and"));
            if at == listed {
                return found;
            }
        }
    }

    /// Whether the words name a state or an international body.
    fn is_party(&self, hit: &Hit) -> bool {
        let state = hit.country().is_some_and(|(_, form)| form == CountryForm::Name);
        state || hit.body().is_some_and(|body| self.reading.tables.bodies[body].kind == BodyKind::Igo)
    }

    fn describe(&self, noun: Token, hit: &Hit, tokens: &Range<usize>) -> Description {
        let reading = self.reading;
        let words = reading.words_in(&(tokens.start..self.complement(noun)));
        let mut coding = code_words(&reading.words[words], self.date, self.lexicon);
        // A name that many states' bodies have, where the report is not about the one of the table.
        let other =
            hit.body().filter(|&index| !self.is_the_body(hit, index)).map(|index| &reading.tables.bodies[index]);
        if other.is_some_and(|body| coding.country.as_deref() == Some(&*body.country)) {
            coding = Coding { country: None, name: None, wikidata: None, ..coding };
        }
        let agent = hit.agent().map(|(i, plural)| (&reading.tables.agents[i], plural));
        let plural = matches!(noun.tag(), Tag::Nns | Tag::Nnps)
            || agent.is_some_and(|(agent, plural)| plural || agent.what == AgentKind::People)
            || agent.is_none() && hit.office().is_some_and(|(_, plural)| plural);
        let what = agent.map_or(AgentKind::Person, |(agent, _)| agent.what);
        let first = self.token(tokens.start);
        let possessed = reading.doc.slice(tokens.clone()).any(|token| matches!(token.tag(), Tag::Pos | Tag::Prps));
        let counterpart = matches!(noun.lower(), "counterpart" | "counterparts" | "opposite");
        let possessor = counterpart.then(|| noun.child(Dep::Poss)).flatten();
        Description {
            noun: singular(noun),
            kind: super::coding::kind_of_agent(what, plural),
            sector: coding.sectors.first().copied(),
            office: hit.office().map(|(i, _)| i),
            possessed: reading.doc.slice(tokens.clone()).any(|token| token.tag() == Tag::Prps),
            // "EAM": a title in short means the one who has it.
            definite: possessed
                || is_definite(first)
                || shares_article(noun, first)
                || hit.office().is_some() && hit.words.len() == 1 && reading.words[hit.words.start].upper(),
            plural,
            weak: agent.is_some_and(|(agent, _)| agent.weak),
            counterpart_of: possessor.map(|token| token.i),
            sides: Vec::new(),
            coding,
        }
    }

    /// The end of the noun's complement that may say whose it is: "the minister of Peru".
    fn complement(&self, noun: Token) -> usize {
        let Some(link) =
            noun.next().filter(|next| matches!(next.lower(), "of" | "for" | "from" | "in" | "at" | "with"))
        else {
            return noun.i + 1;
        };
        let object = link.child(Dep::Pobj).filter(|object| link.head() == noun && object.i < noun.i + 8);
        object.map_or(noun.i + 1, |object| object.i + 1)
    }

    /// Leaves out what names nobody in particular: "a group", "teams", "the market".
    fn is_worth_naming(&self, description: &Description, tokens: &Range<usize>) -> bool {
        let named = description.coding.country.is_some();
        if !description.weak || named || description.definite {
            return true;
        }
        let speaks = matches!(
            description.noun.as_str(),
            "official"
                | "leader"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "representative"
                | "delegate"
                | "politician"
                | "chief"
                | "woman"
                | "man"
                | "fighter"
                | "director"
                | "chairman"
        );
        let qualified = tokens.len() > 1 && description.coding.reason.len() > 1;
        speaks || qualified
    }

    /// Nouns that head what is no actor.
    fn things(&mut self) {
        for i in 0..self.reading.doc.len() {
            let token = self.token(i);
            let heads = matches!(
                token.dep(),
                Dep::Nsubj
                    | Dep::Nsubjpass
                    | Dep::Dobj
                    | Dep::Pobj
                    | Dep::Attr
                    | Dep::Conj
                    | Dep::Appos
                    | Dep::Poss
                    | Dep::Dative
                    | Dep::Root
            );
            if self.taken[i] || !heads || !matches!(token.pos(), Pos::Noun | Pos::Propn) || is_time(token) {
                continue;
            }
            let mut tokens = self.phrase(token, i);
            let named = token.pos() == Pos::Propn;
            while named
                && tokens.end < self.reading.doc.len()
                && self.token(tokens.end).dep() == Dep::Compound
                && self.token(tokens.end).head().i == i
            {
                tokens.end += 1;
            }
            let first = self.token(tokens.start);
            let definite = matches!(first.lower(), "the" | "this" | "that" | "these" | "those" | "such");
            let name = if definite { tokens.start + 1..tokens.end } else { tokens.clone() };
            let what = if named
                && token.entity().is_some_and(|entity| {
                    matches!(entity.label, EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac)
                }) {
                What::Place(None)
            } else {
                let noun = if named && !name.is_empty() {
                    self.reading.doc.text_of(name).to_owned()
                } else {
                    token.lemma().to_lowercase()
                };
                let plural = matches!(token.tag(), Tag::Nns | Tag::Nnps);
                What::Thing(Thing { noun, named, definite, plural })
            };
            self.out.push(Mention { tokens, head: i, what });
        }
    }

    fn pronouns(&mut self) {
        for i in 0..self.reading.doc.len() {
            let token = self.token(i);
            if !matches!(token.tag(), Tag::Prp | Tag::Prps) {
                continue;
            }
            let pronoun = match token.lower() {
                "he" | "him" | "his" | "himself" => Pronoun::He,
                "she" | "her" | "hers" | "herself" => Pronoun::She,
                "it" | "its" | "itself" if !is_expletive(token) => Pronoun::It,
                "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::They,
                "i" | "me" | "my" | "mine" | "myself" => Pronoun::Speaker("I"),
                "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::Speaker("we"),
                "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::Speaker("you"),
                _ => continue,
            };
            if !self.taken[i] {
                self.out.push(Mention { tokens: i..i + 1, head: i, what: What::Pronoun(pronoun) });
            }
        }
    }
}

/// A role noun's base form, in a title too: "minister" of "the Foreign Ministers".
pub(super) fn singular(noun: Token) -> String {
    let lemma = noun.lemma().to_lowercase();
    let title = noun.pos() == Pos::Propn && !noun.text().chars().all(char::is_uppercase);
    match lemma.strip_suffix("ies") {
        Some(stem) if title => format!("{stem}y"),
        None if title && !lemma.ends_with("ss") => lemma.strip_suffix('s').map(str::to_owned).unwrap_or(lemma),
        _ => lemma,
    }
}

/// Whether the noun is a text that several issue.
pub(super) fn is_text(noun: Token) -> bool {
    matches!(noun.lower(), "statement" | "communique" | "communiqué" | "declaration")
}

/// "A joint statement said": a text as the voice of those whose it is.
fn is_joint_text(token: Token) -> bool {
    let voice = token.dep() == Dep::Nsubj || token.dep() == Dep::Pobj && token.head().lower() == "to";
    is_text(token) && voice && token.children().any(|child| child.i < token.i && child.lower() == "joint")
}

/// Parts of the calendar and of measures, which "it" never means.
fn is_time(token: Token) -> bool {
    let label = token.entity().map(|entity| entity.label);
    matches!(
        label,
        Some(
            EntityLabel::Date
                | EntityLabel::Time
                | EntityLabel::Money
                | EntityLabel::Percent
                | EntityLabel::Quantity
                | EntityLabel::Cardinal
                | EntityLabel::Ordinal
        )
    )
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

fn is_definite(word: Token) -> bool {
    matches!(word.lower(), "the" | "this" | "that" | "these" | "those")
}

/// "The Secretary and Foreign Minister": one article serves both. The phrase of `noun` begins with `first`.
fn shares_article(noun: Token, first: Token) -> bool {
    let other = noun.head();
    let joined = noun.dep() == Dep::Conj && first.previous().is_some_and(|word| word.lower() == "and");
    joined && noun.tag() != Tag::Nns && other.children().any(|child| child.dep() == Dep::Det && is_definite(child))
}

/// Whether a name of a place stands where somebody who acts stands.
pub(super) fn acts(token: Token) -> bool {
    match token.dep() {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Poss | Dep::Dative => true,
        Dep::Dobj => true,
        Dep::Conj => acts(token.head()),
        Dep::Pobj => {
            matches!(token.head().lower(), "by" | "with" | "between" | "against" | "among") || is_according(token)
        }
        Dep::Compound | Dep::Amod | Dep::Nmod => {
            token.head().pos() == Pos::Noun && !NAMED_FOR_A_PLACE.contains(&token.head().lemma())
        }
        _ => false,
    }
}

/// Whether a name stands for whom something is sent or given to: "sent wheat to Chad".
fn receives(token: Token) -> bool {
    let verb = token.head().head();
    token.dep() == Dep::Pobj
        && token.head().lower() == "to"
        && matches!(
            verb.lemma(),
            "send" | "give" | "supply" | "donate" | "provide" | "deliver" | "deploy" | "extradite" | "lend" | "offer"
        )
}

/// Whether a name stands for who is asked for something: "called on Beijing to end it", "appealed to Chad".
pub(super) fn is_asked(token: Token) -> bool {
    let verb = token.head().head();
    let ways = [("on", "call"), ("upon", "call"), ("to", "appeal")];
    token.dep() == Dep::Pobj && ways.contains(&(token.head().lower(), verb.lemma()))
}

/// What is called after the place where it was made or stands.
const NAMED_FOR_A_PLACE: [&str; 32] = [
    "agreement",
    "accord",
    "protocol",
    "process",
    "summit",
    "talk",
    "conference",
    "meeting",
    "declaration",
    "convention",
    "format",
    "group",
    "treaty",
    "statute",
    "airport",
    "street",
    "market",
    "marathon",
    "suburb",
    "resident",
    "bureau",
    "correspondent",
    "hotel",
    "office",
    "club",
    "university",
    "district",
    "attack",
    "bombing",
    "area",
    "region",
    "embassy",
];

fn is_according(token: Token) -> bool {
    token.head().lower() == "to" && token.head().previous().is_some_and(|before| before.lower() == "according")
}

fn located(token: Token) -> bool {
    token.dep() == Dep::Pobj
        && matches!(token.head().lower(), "at" | "in" | "near" | "outside" | "inside" | "on" | "around" | "into")
}

/// Whether an adjective of nationality stands before what a state has or does, not before a role or a thing of daily
/// life: "Russian demands", not "Russian novels".
fn modifies_a_deed(reading: &Reading, token: Token) -> bool {
    if !matches!(token.dep(), Dep::Amod | Dep::Compound | Dep::Nmod) {
        return matches!(token.dep(), Dep::Conj) && token.head() != token && modifies_a_deed(reading, token.head());
    }
    let head = token.head();
    let role = reading
        .hit_at(head.i)
        .is_some_and(|hit| hit.agent().is_some() || hit.office().is_some() || hit.is_person() || hit.body().is_some());
    let of_daily_life = [
        "language",
        "word",
        "food",
        "restaurant",
        "film",
        "movie",
        "novel",
        "cuisine",
        "author",
        "culture",
        "wine",
        "history",
        "name",
        "dish",
        "music",
        "literature",
        "accent",
        "translation",
        "version",
        "style",
        "city",
        "town",
        "coast",
        "island",
        "time",
        "capital",
        "region",
        "province",
        "village",
        "nation",
        "state",
        "republic",
        "country",
        "era",
        "bloc",
        "soil",
        "border",
        "territory",
        "airspace",
        "people",
        "dollar",
        "pound",
        "rouble",
        "ruble",
        "football",
        "team",
        "dream",
        "revolution",
        "winter",
    ];
    head.pos() == Pos::Noun && !role && !of_daily_life.contains(&head.lemma())
}

/// Whether "it" stands for nobody: "it is impossible to say", "it remains to be seen", "it rained".
pub(super) fn is_expletive(token: Token) -> bool {
    if token.lower() != "it" {
        return false;
    }
    if token.dep() == Dep::Expl {
        return true;
    }
    let judged = token.head().pos() == Pos::Adj && matches!(token.head().head().lemma(), "make" | "find" | "consider");
    if judged && token.dep() == Dep::Nsubj {
        return true;
    }
    if token.dep() != Dep::Nsubj && token.dep() != Dep::Nsubjpass {
        // "made it clear that", "find it hard to"
        let verb = token.head();
        return matches!(verb.lemma(), "make" | "find" | "consider" | "think" | "believe" | "take")
            && verb.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Oprd]).is_some();
    }
    let verb = token.head();
    let clause = verb.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Acl, Dep::Relcl, Dep::Csubj]).is_some();
    let adjective = verb
        .child(Dep::Acomp)
        .is_some_and(|adjective| adjective.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Prep]).is_some());
    let judged = verb.child(Dep::Acomp).is_some_and(|adjective| OF_CLAUSES.contains(&adjective.lemma()));
    let attribute = verb.child(Dep::Attr).is_some();
    let weather = matches!(verb.lemma(), "rain" | "snow" | "happen");
    weather
        || matches!(verb.lemma(), "be" | "seem" | "appear" | "remain" | "become" | "turn" | "take")
            && (clause || adjective || attribute || judged)
        || token.dep() == Dep::Nsubjpass
            && clause
            && matches!(
                verb.lemma(),
                "say" | "believe" | "expect" | "hope" | "report" | "understand" | "know" | "estimate"
            )
}

/// Adjectives that are of what a clause says, wherever the engine hangs the clause: "it is not clear to what extent …".
const OF_CLAUSES: [&str; 10] = [
    "clear",
    "unclear",
    "likely",
    "unlikely",
    "possible",
    "impossible",
    "certain",
    "uncertain",
    "doubtful",
    "conceivable",
];

/// Whether a form may be a person's full name or surname only.
pub(super) fn is_only_a_person(hit: &Hit) -> bool {
    hit.known.iter().all(|known| matches!(known, Known::Person(_) | Known::Surname(_)))
}
