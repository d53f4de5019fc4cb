//! Joins mentions to actors, in the order of the text.
//!
//! In: the mentions and the persons' names. Out: [`Draft`]s, one per actor, and which draft each mention means. Names
//! join by what they name; descriptions and pronouns to the most salient actor that agrees with them in kind, number,
//! gender, country and office. What agrees with none stays without an actor, never a guess.

mod descriptions;
mod naming;
mod pronouns;
mod together;

use super::coding::{Hit, code_words, hits};
use super::mentions::{Mention, Pronoun, What};
use super::names::Name;
use super::reading::Reading;
use rapporteur_lexicon::{CountryForm, CueClass, CuePos, Gender, Lexicon, words};
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
    pub gender: Option<Gender>,
    office: Option<String>,
    /// Role nouns by which it was called.
    pub nouns: Vec<String>,
    /// Whether the report or the lexicon names it.
    pub named: bool,
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
pub(super) struct Home {
    pub country: String,
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
            What::Pronoun(Pronoun::They) => self.they(mention),
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
}

impl Draft {
    /// An actor of which nothing else is known.
    pub(super) fn new(name: String, kind: ActorKind) -> Self {
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
