//! Which words mention somebody: names, nationality and role, titles, pronouns, joint descriptions.
//!
//! In: the document as the lexicon reads it. Out: [`Mention`]s in the order of their heads, not yet joined to actors.
//! The lexicon goes before the entity labels of the model, whose spans are trimmed or widened where the lexicon or the
//! title before a name knows better. Dates, money and works are no actors.

mod acting;
mod described;
mod joint;
mod known;
mod pronouns;

use super::coding::Coding;
use super::discourse::home;
use super::names::{self, Name};
use super::reading::Reading;
use crate::places::Places;
use rapporteur_lexicon::{CountryForm, Lexicon};
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::{Dep, EntityLabel, Pos, Source, Tag, Token};
use std::ops::Range;

pub(super) use acting::{acts, is_asked};
pub(super) use joint::is_text;
pub(super) use known::is_only_a_person;
pub(super) use pronouns::is_expletive;

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

fn is_definite(word: Token) -> bool {
    matches!(word.lower(), "the" | "this" | "that" | "these" | "those")
}
