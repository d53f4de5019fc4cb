//! Which words name places.

use crate::Context;
use rapporteur_lexicon::{Entry, Gazetteer, Lexicon, PlaceKind, TimeWord, fold};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Source, Span, Tag, Token};
use std::collections::BTreeSet;
use std::ops::Range;

/// A name of a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    /// Where it stands: its tokens, or the part of one before a hyphen ("U.S.-led").
    pub span: Span,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// The name as the gazetteer's keys are.
    pub key: String,
    /// Whether it is part of the name of something that is no place: "Kabul University".
    pub embedded: bool,
    /// Whether the gazetteer holds it.
    pub known: bool,
}

/// Words that some gazetteer calls a place, but hardly any report.
const GENERIC: [&str; 40] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "centre",
    "center",
    "university",
    "republic",
    "valley",
    "park",
    "street",
    "old town",
    "state",
    "county",
    "city",
    "bay",
    "union",
    "liberty",
    "independence",
    "freedom",
    "summit",
    "street",
    "of",
    "college",
    "south east",
    "south west",
    "north east",
    "north west",
    "white house",
    "home",
    "law",
    "coast",
    "mobile",
    "scott",
    "swine",
];

/// Most words of a name in the gazetteer.
const LONGEST: usize = 5;

/// The names of places, in text order and without overlap.
pub(super) fn names(context: Context) -> Vec<Name> {
    let Context { source, doc, lexicon, .. } = context;
    let finder = Finder { source, doc, lexicon, gazetteer: &lexicon.gazetteer, sure: sure(doc) };
    let mut names: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        let before = names.last();
        match finder.name(at, before) {
            Some(name) => {
                at = name.tokens.end;
                names.push(name);
            }
            None => at += 1,
        }
    }
    names
}

/// The name that a span is known to be.
pub(super) fn given(doc: &Doc, lexicon: &Lexicon, span: Span) -> Option<Name> {
    let tokens = doc.tokens_in(span);
    let last = tokens.clone().next_back()?;
    let article = doc.token(tokens.start).lower() == "the" && tokens.start < last;
    let tokens = tokens.start + usize::from(article)..last + 1;
    // A part of a token, before a hyphen, keeps its own extent.
    let within = doc.span(tokens.clone()).contains(span) && !article;
    let span = if within { span } else { doc.span(tokens.clone()) };
    let key = fold(span.of(doc.text()));
    let known = lexicon.gazetteer.knows(&key);
    Some(Name { span, tokens, key, embedded: false, known })
}

struct Finder<'a> {
    source: &'a Source,
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    gazetteer: &'a Gazetteer,
    /// The keys of what the engine calls a place somewhere in the report.
    sure: BTreeSet<String>,
}

/// What is called a place once is one where it stands again, whatever the engine calls it there.
fn sure(doc: &Doc) -> BTreeSet<String> {
    let places = doc.entities().iter().filter(|entity| entity.label == EntityLabel::Gpe);
    places.map(|entity| fold(doc.text_of(entity.tokens.clone()))).collect()
}

impl Finder<'_> {
    fn name(&self, at: usize, before: Option<&Name>) -> Option<Name> {
        let token = self.doc.token(at);
        if !may_begin(token) || self.is_date(token) {
            return None;
        }
        if let Some(name) = self.hyphened(token) {
            return Some(name);
        }
        let label = token.entity().map(|entity| entity.label);
        match label {
            Some(EntityLabel::Gpe | EntityLabel::Loc) => self.in_place(at),
            Some(EntityLabel::Norp) => self.adjective(at),
            Some(
                EntityLabel::Org | EntityLabel::Fac | EntityLabel::Event | EntityLabel::Law | EntityLabel::WorkOfArt,
            ) => self.in_other(at, before),
            Some(EntityLabel::Person | EntityLabel::Product) => self.mislabelled(at, before),
            Some(EntityLabel::Language) => None,
            _ => self.unlabelled(at, before),
        }
    }

    /// "March", "August": months before they are towns.
    fn is_date(&self, token: Token) -> bool {
        let word = self.lexicon.calendar.word(token.lower());
        matches!(
            word,
            Some(TimeWord::Month { short: false, .. } | TimeWord::Weekday { short: false, .. } | TimeWord::Season(_))
        )
    }

    /// "U.S.-led" as one token.
    fn hyphened(&self, token: Token) -> Option<Name> {
        let (first, _) = token.text().split_once('-').filter(|(first, _)| first.len() > 1)?;
        let key = fold(first);
        let great = |entry: Entry| matches!(entry.kind, PlaceKind::Country | PlaceKind::Adjective | PlaceKind::Capital);
        if !self.gazetteer.named(&key).any(great) || self.gazetteer.knows(&fold(token.text())) {
            return None;
        }
        let span = Span::new(token.span().start, token.span().start + first.len());
        Some(Name { span, tokens: token.i..token.i + 1, key, embedded: false, known: true })
    }

    /// In what the engine calls a place: the gazetteer's longest name, or else the whole of it.
    fn in_place(&self, at: usize) -> Option<Name> {
        let entity = self.doc.token(at).entity()?;
        let end = entity.tokens.end;
        if let Some(name) = self.longest(at, at + LONGEST, |_| true) {
            // "Metcalfe County": a word for what it is ends the name.
            let last = name.tokens.end;
            let grows = last < end && is_class(self.doc.token(last));
            return Some(if grows { self.make(at..last + 1) } else { name });
        }
        let lower = self.doc.token(at).lower();
        if at > entity.tokens.start
            || matches!(lower, "the" | "north" | "south" | "east" | "west" | "southern" | "northern")
        {
            return None;
        }
        let trimmed =
            self.doc.slice(at..end).rev().skip_while(|token| token.is_punct() || token.tag() == Tag::Pos).count();
        (trimmed > 0).then(|| self.make(at..at + trimmed))
    }

    fn adjective(&self, at: usize) -> Option<Name> {
        self.longest(at, at + 2, |entry| entry.kind == PlaceKind::Adjective)
            .or_else(|| self.longest(at, at + 2, |entry| entry.kind == PlaceKind::Country))
            .filter(|name| !self.has_plural(name))
    }

    /// "Americans" are people; the singular key does not match them, but "Swiss" and "Chinese" do.
    fn has_plural(&self, name: &Name) -> bool {
        self.doc.token(name.tokens.end - 1).tag() == Tag::Nnps
    }

    /// In the name of something else: the country or town that it begins with or holds.
    fn in_other(&self, at: usize, before: Option<&Name>) -> Option<Name> {
        let entity = self.doc.token(at).entity()?;
        let name = self.longest(at, entity.tokens.end, |_| true)?;
        if name.tokens == entity.tokens
            || name.tokens.start == entity.tokens.start && self.doc.token(name.tokens.end).tag() == Tag::Pos
        {
            // The whole is a place's name: an actor mislabelled, or a team.
            return (self.located(at) || self.is_sure(&name) || self.continues(at, before)).then_some(name);
        }
        let great = self.is_sure(&name);
        let of = at > 0 && matches!(self.doc.token(at - 1).lower(), "of" | "in" | "at" | "for");
        (great || of || self.located(at)).then_some(Name { embedded: true, ..name })
    }

    /// A person's or product's name that is a place's: only where a preposition of place or a comma after a place says so.
    fn mislabelled(&self, at: usize, before: Option<&Name>) -> Option<Name> {
        let entity = self.doc.token(at).entity()?;
        let whole = at == entity.tokens.start;
        let name = self
            .longest(at, entity.tokens.end, |_| true)
            .filter(|name| whole && name.tokens.end == entity.tokens.end)?;
        let visited = token_is_reached(self.doc.token(name.tokens.end - 1));
        (self.located(at) || visited || self.continues(at, before) || self.sure.contains(&name.key)).then_some(name)
    }

    /// A capitalised name without a label.
    fn unlabelled(&self, at: usize, before: Option<&Name>) -> Option<Name> {
        let token = self.doc.token(at);
        let proper = matches!(token.tag(), Tag::Nnp | Tag::Nnps | Tag::Jj) || token.pos() == Pos::Propn;
        let shouted = !token.text().contains(char::is_lowercase);
        let name = (proper || shouted).then(|| self.longest(at, at + LONGEST, |_| true))??;
        // "BRASILIA —": the engine takes a word in capitals for a common noun at times.
        if self.source.in_dateline(name.span.start) {
            return Some(name);
        }
        if !proper {
            return None;
        }
        let adjective = self.kinds(&name).all(|kind| kind == PlaceKind::Adjective);
        if adjective {
            return (!self.has_plural(&name)).then_some(name);
        }
        let alone = !self.beside_name(&name);
        (self.is_sure(&name) && alone || self.located(at) && alone || self.continues(at, before)).then_some(name)
    }

    /// Whether a further part of a name stands beside it: "Jordan" in "Michael Jordan".
    fn beside_name(&self, name: &Name) -> bool {
        let proper = |token: Token| token.tag() == Tag::Nnp && token.text().starts_with(char::is_uppercase);
        let before = name.tokens.start.checked_sub(1).map(|i| self.doc.token(i));
        let after = (name.tokens.end < self.doc.len()).then(|| self.doc.token(name.tokens.end));
        before.is_some_and(proper) || after.is_some_and(|token| proper(token) && !is_class(token))
    }

    /// Whether a preposition of place stands before.
    fn located(&self, at: usize) -> bool {
        let back = |steps: usize| if at >= steps { self.doc.token(at - steps).lower() } else { "" };
        let before = if matches!(back(1), "the" | "northern" | "southern" | "eastern" | "western" | "central") {
            back(2)
        } else {
            back(1)
        };
        matches!(
            before,
            "in" | "near" | "outside" | "across" | "throughout" | "around" | "inside" | "into" | "from" | "at" | "to"
        )
    }

    /// "Austin" + ", Texas"; "Geneva (Switzerland)": a place right after a place.
    fn continues(&self, at: usize, before: Option<&Name>) -> bool {
        let Some(before) = before.filter(|name| name.tokens.end + 1 == at && !name.embedded) else { return false };
        matches!(self.doc.token(before.tokens.end).text(), "," | "(" | "-" | "–" | "/")
    }

    /// Whether the name is a country's, a continent's or sea's, which needs no further sign.
    fn is_great(&self, name: &Name) -> bool {
        self.kinds(name).any(|kind| {
            matches!(
                kind,
                PlaceKind::Country | PlaceKind::Region | PlaceKind::Water | PlaceKind::Adjective | PlaceKind::Capital
            )
        }) && name.key.len() > 2
    }

    fn is_sure(&self, name: &Name) -> bool {
        self.is_great(name) || self.sure.contains(&name.key)
    }

    fn kinds(&self, name: &Name) -> impl Iterator<Item = PlaceKind> {
        self.gazetteer.named(&name.key).map(|entry| entry.kind).collect::<Vec<_>>().into_iter()
    }

    /// The longest name of the gazetteer that begins at `at`, ends by `end`, and has a place that fits.
    fn longest(&self, at: usize, end: usize, fits: impl Fn(&Entry) -> bool) -> Option<Name> {
        let end = end.min(self.doc.len()).min(at + LONGEST);
        let mut ends = at + 1;
        while ends < end && is_part(self.doc.token(ends)) {
            ends += 1;
        }
        (at + 1..=ends).rev().find_map(|end| {
            let last = self.doc.token(end - 1);
            if end > at + 1
                && (last.is_punct() || !last.text().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            {
                return None;
            }
            let key = fold(self.doc.text_of(at..end));
            if GENERIC.contains(&key.as_str()) {
                return None;
            }
            let name = Name { span: self.doc.span(at..end), tokens: at..end, key, embedded: false, known: true };
            let fits_any = self.gazetteer.named(&name.key).any(|entry| fits(&entry));
            fits_any.then_some(name)
        })
    }

    fn make(&self, tokens: Range<usize>) -> Name {
        let key = fold(self.doc.text_of(tokens.clone()));
        let known = self.gazetteer.knows(&key);
        Name { span: self.doc.span(tokens.clone()), tokens, key, embedded: false, known }
    }
}

/// "visited Kyiv": what is reached is a place, or a person of whom the gazetteer knows none.
fn token_is_reached(token: Token) -> bool {
    token.dep() == Dep::Dobj && matches!(token.head().lemma(), "visit" | "leave" | "reach" | "enter" | "tour" | "flee")
}

/// Names begin with a capital; "the Hague" is found at "Hague".
fn may_begin(token: Token) -> bool {
    token.text().starts_with(char::is_uppercase) && !matches!(token.pos(), Pos::Det | Pos::Pron | Pos::Verb | Pos::Adv)
        || token.text().starts_with("sub-S")
}

/// Whether the token may stand inside a name: "Rio de Janeiro", "Sharm el-Sheikh", "Port-au-Prince".
fn is_part(token: Token) -> bool {
    let text = token.text();
    text.starts_with(char::is_uppercase)
        || matches!(
            token.lower(),
            "of" | "de" | "the" | "el" | "al" | "and" | "la" | "au" | "am" | "upon" | "del" | "do" | "das" | "di"
        )
        || matches!(text, "-" | "'" | "." | ",")
        || text == "'s"
}

/// Words that say what a place is, as part of its name.
pub(super) fn is_class(token: Token) -> bool {
    matches!(
        token.text(),
        "County"
            | "Province"
            | "City"
            | "Island"
            | "Islands"
            | "State"
            | "Region"
            | "District"
            | "Peninsula"
            | "River"
            | "Parish"
            | "Oblast"
            | "Governorate"
            | "Prefecture"
            | "Township"
            | "Valley"
            | "Bay"
            | "Lake"
            | "Heights"
            | "Airport"
            | "Municipality"
    )
}
