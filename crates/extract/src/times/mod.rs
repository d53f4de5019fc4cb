//! When: time expressions, found in running text and resolved against the publication date.
//!
//! In: the document and the report's publication date. Out: each expression with its TIMEX3 and EDTF values, its
//! interval of days, and the word it hangs on. `scan` reads what the words say, `resolve` reckons a date from it,
//! `stale` finds the dates that cannot agree with the publication, `attach` tells which date a predicate has. Which
//! datum takes which date is left to the passes that make data.

mod attach;
mod resolve;
mod scan;
mod stale;
mod tense;
mod value;

pub use value::{Granularity, Value};

use crate::Context;
use jiff::civil::Date;
use rapporteur_lexicon::{Edge, Shift};
use rapporteur_record::{Evidence, Unresolved, When};
use rapporteur_text::{Doc, Pos, Span};
use resolve::{Base, Reckoned, Resolved, resolve};
use scan::{Found, Meaning};
use std::ops::Range;
use tense::Tense;

/// The time expressions of a report.
#[derive(Debug, Default)]
pub struct Times {
    /// In text order, without overlap.
    pub list: Vec<Time>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// What TIMEX3 calls it.
    pub kind: Kind,
    /// What it means; `None` where that could not be settled.
    pub value: Option<Value>,
    /// Early, mid or late in it.
    pub modifier: Option<Edge>,
    /// How it bounds what happens: since, until, by.
    pub relation: Relation,
    /// From what it was reckoned.
    pub anchor: Anchor,
    /// First and last day, both included: of a date, narrowed by its modifier, or of a stretch such as the past week.
    pub interval: Option<(Date, Date)>,
    /// The two ends of a range: where they stand and what they mean.
    pub ends: Vec<(Span, Value)>,
    /// The record's form of it; `None` for a duration or a set, which name no date.
    pub when: Option<When>,
    /// Whether it cannot agree with the publication date.
    pub stale: bool,
    /// Index of the word that it hangs on, prepositions left out.
    pub governor: usize,
}

/// What TIMEX3 calls a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day or anything longer that the calendar names.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// What recurs.
    Set,
}

/// How a date bounds what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// In it.
    At,
    /// From it on.
    Since,
    /// Up to it.
    Until,
    /// At the latest then.
    By,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// From what an expression was reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// From nothing: the words are enough.
    Absolute,
    /// From the publication date.
    Publication,
    /// From the expression with this index in the list.
    Expression(usize),
}

impl Kind {
    /// The type as TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Date => "DATE",
            Kind::Time => "TIME",
            Kind::Duration => "DURATION",
            Kind::Set => "SET",
        }
    }
}

impl Time {
    /// The value as TIMEX3 writes it; empty where it could not be settled.
    pub fn timex(&self) -> String {
        self.value.as_ref().map(Value::timex).unwrap_or_default()
    }

    /// How fine it is.
    pub fn granularity(&self) -> Granularity {
        self.value.as_ref().map_or(Granularity::None, Value::granularity)
    }
}

/// Finds and resolves the time expressions.
pub fn tag(context: Context, unresolved: &mut Vec<Unresolved>) -> Times {
    let Context { doc, source, lexicon, .. } = context;
    let published = source.meta.published.as_deref().and_then(resolve::day_of);
    let mut reader = Reader { doc, published, list: Vec::new(), spoken: None, year: None };
    for found in scan::scan(doc, lexicon) {
        let reason = reader.read(&found);
        let Some(time) = reader.list.last() else { continue };
        if let Some(reason) = reason {
            unresolved.push(Unresolved {
                what: "date".into(),
                reason: reason.into(),
                evidence: Evidence::new(time.span),
            });
        }
    }
    Times { list: reader.list }
}

/// Reads expression after expression, with what was spoken of before.
struct Reader<'a> {
    doc: &'a Doc,
    published: Option<Date>,
    list: Vec<Time>,
    /// The last dated expression: its index, its sentence, its interval.
    spoken: Option<(usize, usize, (Date, Date))>,
    /// The last explicit year and its sentence.
    year: Option<(usize, i16)>,
}

impl Reader<'_> {
    /// Adds the expression to the list; the reason where it could not be settled or cannot be right.
    fn read(&mut self, found: &Found) -> Option<&'static str> {
        let tokens = found.start..found.end;
        let sentence = self.doc.token(found.start).sentence_index();
        let tense = tense::tense(self.doc, tokens.clone());
        let base = self.base(sentence, tense);
        let resolved = resolve(found, base);
        let (value, reckoned, reason) = match resolved {
            Resolved::Value(value, reckoned) => (Some(value), reckoned, None),
            Resolved::Not(reason) => (None, Reckoned::Absolute, Some(reason)),
        };
        let anchor = match (reckoned, self.spoken) {
            (Reckoned::Publication, _) => Anchor::Publication,
            (Reckoned::Spoken, Some((index, ..))) => Anchor::Expression(index),
            _ => Anchor::Absolute,
        };
        let time = self.time(found, value, anchor, base);
        let stale = stale::reason(self.doc, &time, found, tense, self.published);
        self.remember(found, &time, sentence);
        self.list.push(Time { stale: stale.is_some(), ..time });
        stale.or(reason)
    }

    fn base(&self, sentence: usize, tense: Tense) -> Base {
        // What was spoken of two sentences ago is no anchor any more.
        let near = |of: usize| sentence.saturating_sub(of) <= 2;
        Base {
            published: self.published,
            spoken: self.spoken.filter(|(_, of, _)| near(*of)).map(|(_, _, interval)| interval),
            year: self.year.filter(|(of, _)| *of == sentence && tense != Tense::Future).map(|(_, year)| year),
            tense,
        }
    }

    fn time(&self, found: &Found, value: Option<Value>, anchor: Anchor, base: Base) -> Time {
        let tokens = found.start..found.end;
        let span = self.doc.span(tokens.clone());
        let relation = attach::relation(self.doc, found.start);
        let interval = match (&found.meaning, self.published) {
            (Meaning::Stretch { amount, unit, shift }, Some(published)) => {
                resolve::stretch(*amount, *unit, *shift, published)
            }
            _ => value.as_ref().and_then(Value::interval),
        };
        let interval = match found.edge {
            Some(edge) => interval.map(|interval| value::edge_of(interval, edge)),
            None => interval,
        };
        let edtf = match (&value, interval) {
            (Some(Value::Duration(_)), Some((start, end))) => Some(stretch_edtf(found, start, end)),
            (value, _) => value.as_ref().and_then(Value::edtf),
        };
        let when = edtf.map(|value| When {
            text: span.of(self.doc.text()).to_owned(),
            value: relation.bound(value),
            span: span.into(),
        });
        Time {
            span,
            kind: kind(&found.meaning),
            modifier: found.edge,
            relation,
            anchor,
            interval,
            ends: self.ends(found, base),
            when,
            stale: false,
            governor: crate::attach::governor(self.doc, tokens.clone()).i,
            tokens,
            value,
        }
    }

    fn ends(&self, found: &Found, base: Base) -> Vec<(Span, Value)> {
        let Meaning::Range(from, to) = &found.meaning else { return Vec::new() };
        [from, to]
            .into_iter()
            .filter_map(|end| match resolve(end, base) {
                Resolved::Value(value, _) => Some((self.doc.span(end.start..end.end), value)),
                Resolved::Not(_) => None,
            })
            .collect()
    }

    fn remember(&mut self, found: &Found, time: &Time, sentence: usize) {
        if let (Some(interval), Kind::Date | Kind::Time) = (time.interval, time.kind) {
            self.spoken = Some((self.list.len(), sentence, interval));
        }
        if let Meaning::Date(scan::Partial { year: Some(year), .. }) = found.meaning {
            // "In 2003, ... in October": a year that opens the sentence holds for its months.
            let first = self.doc.sentences()[sentence].start;
            let opens = self.doc.slice(first..found.start).all(|token| matches!(token.pos(), Pos::Adp | Pos::Space));
            self.year = opens.then_some((sentence, year));
        }
    }
}

/// The EDTF interval of a stretch; its far end is approximate where the text says "few".
fn stretch_edtf(found: &Found, start: Date, end: Date) -> String {
    match found.meaning {
        Meaning::Stretch { amount: None, shift: Shift::Next | Shift::Following, .. } => format!("{start}/{end}~"),
        Meaning::Stretch { amount: None, .. } => format!("{start}~/{end}"),
        _ => format!("{start}/{end}"),
    }
}

fn kind(meaning: &Meaning) -> Kind {
    match meaning {
        Meaning::Clock { .. } | Meaning::Part { .. } => Kind::Time,
        Meaning::Duration { .. } | Meaning::Stretch { .. } => Kind::Duration,
        Meaning::Set(_) => Kind::Set,
        _ => Kind::Date,
    }
}

impl Relation {
    /// An EDTF value with the bound: `2014/..` for "since 2014".
    fn bound(self, value: String) -> String {
        match self {
            Relation::Since if !value.contains('/') => format!("{value}/.."),
            Relation::Until if !value.contains('/') => format!("../{value}"),
            _ => value,
        }
    }
}

impl Times {
    /// The expressions that lie inside `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Time> {
        self.list.iter().filter(move |time| span.contains(time.span))
    }
}
