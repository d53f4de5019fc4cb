//! Time expressions as they stand in the text: which words, and what they say before any date is reckoned.

mod dates;
mod lengths;
mod relative;

pub(super) use lengths::duration;

use crate::numbers::{self, Number};
use rapporteur_lexicon::{DayPart, Edge, Holiday, Lexicon, Season, Shift, TimeWord, Unit};
use rapporteur_text::{Doc, EntityLabel, Pos, Tag, Token};

/// An expression: the words from `start` to `end` and what they say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Index of the first token.
    pub start: usize,
    /// Index just past the last token.
    pub end: usize,
    /// What it says.
    pub meaning: Meaning,
    /// Early, mid or late in it.
    pub edge: Option<Edge>,
}

/// What an expression says, before it is resolved.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A date by the calendar, with gaps.
    Date(Partial),
    /// A season.
    Season { season: Season, year: Option<i16>, shift: Option<Shift> },
    /// A quarter (of four) or half (of two) of a year.
    Fraction { number: Option<i8>, of: i8, year: Option<i16>, shift: Option<Shift> },
    /// A holiday.
    Holiday { rule: Holiday, year: Option<i16>, shift: Option<Shift> },
    /// Last week, this year.
    Period { unit: Unit, shift: Shift, fiscal: bool },
    /// The nth unit of a longer period: the first week of May.
    Nth { number: i8, unit: Unit, of: Box<Meaning> },
    /// A named fiscal year.
    FiscalYear(i16),
    /// The past two weeks; an amount of `None` is "few".
    Stretch { amount: Option<f64>, unit: Unit, shift: Shift },
    /// Two weeks.
    Duration { amount: Option<f64>, unit: Unit },
    /// Two weeks ago, a day later.
    Away { amount: Option<f64>, unit: Unit, later: bool, origin: Origin },
    /// Today and its neighbours.
    Day(i8),
    /// The 1990s.
    Decade(i16),
    /// The 20th century.
    Century(i16),
    /// A time of day and the day it is of, where one is named.
    Clock { time: (i8, i8), zone: Option<i16>, day: Option<Box<Meaning>> },
    /// A part of a day and the day it is of, where one is named.
    Part { part: DayPart, day: Option<Box<Meaning>>, shift: Option<Shift> },
    /// From one to another.
    Range(Box<Found>, Box<Found>),
    /// What recurs, by its period.
    Set(String),
    /// Now, once, some day.
    Present,
    /// Before now.
    Past,
    /// After now.
    Future,
}

/// A calendar date with gaps: what the words give.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Partial {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub weekday: Option<i8>,
    /// Last June, next Monday.
    pub shift: Option<Shift>,
}

/// From where a distance counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The publication date: ago, from now.
    Publication,
    /// A time spoken of before: later, earlier, the day before.
    Spoken,
}

/// Reads the expressions of a document.
pub(super) struct Scanner<'a> {
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    words: Vec<Option<TimeWord>>,
}

/// The expressions of a document, in text order and without overlap.
pub(super) fn scan(doc: &Doc, lexicon: &Lexicon) -> Vec<Found> {
    let words = doc.tokens().map(|token| time_word(token, lexicon)).collect();
    let scanner = Scanner { doc, lexicon, words };
    let mut found = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        match scanner.expression(at) {
            Some(expression) => {
                at = expression.end;
                found.push(expression);
            }
            None => at += 1,
        }
    }
    found
}

impl Scanner<'_> {
    /// The longest expression that begins at token `at`, joined with its time of day and its range.
    fn expression(&self, at: usize) -> Option<Found> {
        if !self.may_begin(at) {
            return None;
        }
        let single = self.joined(at)?;
        Some(self.range(single.clone()).unwrap_or(single))
    }

    /// A quick no for the many words that begin no expression.
    fn may_begin(&self, at: usize) -> bool {
        if self.words[at].is_some() {
            return !matches!(self.words[at], Some(TimeWord::Zone(_)));
        }
        let lower = self.lower(at);
        let first = lower.as_bytes().first().copied().unwrap_or(b' ');
        first.is_ascii_digit()
            || matches!(lower, "the" | "a" | "an" | "every" | "each" | "at" | "in" | "half" | "almost" | "nearly")
            || matches!(
                lower,
                "later"
                    | "earlier"
                    | "these"
                    | "more"
                    | "most"
                    | "couple"
                    | "fiscal"
                    | "financial"
                    | "few"
                    | "several"
                    | "many"
                    | "once"
            )
            || lower.starts_with("mid-")
            || first == b'\''
            || lower.starts_with('’')
            || (first.is_ascii_alphabetic() && self.lexicon.measures.number(lower).is_some())
            || self.lexicon.calendar.longest_holiday(lower) > 0
            || decade_word(lower).is_some()
    }

    /// A single expression with the words that hang on it: "Tuesday" "morning", "9 a.m." "on Friday".
    fn joined(&self, at: usize) -> Option<Found> {
        let mut found = self.single(at)?;
        loop {
            let Some(longer) = self.with_part(&found).or_else(|| self.with_day(&found)) else { return Some(found) };
            found = longer;
        }
    }

    fn single(&self, at: usize) -> Option<Found> {
        let found = self
            .edged(at)
            .or_else(|| self.reference(at))
            .or_else(|| self.holiday(at, None))
            .or_else(|| self.set(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.numeric(at))
            .or_else(|| self.calendar(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.away(at))
            .or_else(|| self.nth(at))
            .or_else(|| self.era(at))
            .or_else(|| self.length(at))?;
        Some(found)
    }

    /// "Tuesday" + "morning", "Monday" + "at 9 a.m.", "tomorrow" + "night".
    fn with_part(&self, found: &Found) -> Option<Found> {
        if !found.meaning.is_day() || found.edge.is_some() {
            return None;
        }
        let day = || Some(Box::new(found.meaning.clone()));
        let at = found.end;
        if let Some(TimeWord::Part(part)) = self.word(at) {
            let meaning = Meaning::Part { part, day: day(), shift: None };
            return Some(Found { end: at + 1, meaning, ..found.clone() });
        }
        let skip = match self.lower(at) {
            "at" => 1,
            "," if self.lower(at + 1) == "at" => 2,
            _ => 0,
        };
        let clock = self.clock(at + skip).filter(|_| skip > 0 || self.word(at).is_some() || self.is_digit(at))?;
        match clock.meaning {
            Meaning::Clock { time, zone, day: None } => {
                Some(Found { end: clock.end, meaning: Meaning::Clock { time, zone, day: day() }, ..found.clone() })
            }
            _ => None,
        }
    }

    /// "9 a.m." + "on Friday", "noon" + "tomorrow", "the evening" + "of January 3", "late" + "on Wednesday".
    fn with_day(&self, found: &Found) -> Option<Found> {
        let wants_day = match &found.meaning {
            Meaning::Clock { day, .. } => day.is_none(),
            Meaning::Part { day, shift, .. } => day.is_none() && shift.is_none(),
            _ => false,
        };
        if !wants_day {
            return None;
        }
        let at = match self.lower(found.end) {
            "on" | "of" | "," => found.end + 1,
            _ => found.end,
        };
        let day = self.edged(at).or_else(|| self.calendar(at)).or_else(|| self.shifted(at))?;
        if !day.meaning.is_day() {
            return None;
        }
        let day_meaning = Some(Box::new(day.meaning));
        let meaning = match found.meaning {
            Meaning::Clock { time, zone, .. } => Meaning::Clock { time, zone, day: day_meaning },
            Meaning::Part { part, .. } => Meaning::Part { part, day: day_meaning, shift: None },
            _ => return None,
        };
        Some(Found { end: day.end, meaning, ..found.clone() })
    }

    /// "2009 to 2011", "10-13 January", "Monday through Wednesday", "between 2014 and 2016".
    fn range(&self, first: Found) -> Option<Found> {
        let joint = self.lower(first.end);
        let before = if first.start > 0 { self.lower(first.start - 1) } else { "" };
        let joins = match joint {
            "to" | "until" | "till" | "through" | "-" | "–" | "—" => true,
            "and" => before == "between",
            _ => false,
        };
        if !joins || !first.meaning.is_dated() {
            return None;
        }
        // "moved the vote from Monday to Wednesday" names two days, not a stretch; only the verb would tell.
        let second = self.joined(first.end + 1)?;
        let alike = second.meaning.is_dated() && first.meaning.rank() == second.meaning.rank();
        if !alike || second.edge.is_some() != first.edge.is_some() && joint == "-" {
            return None;
        }
        let (first, second) = lend(first, second);
        let (start, end) = (first.start, second.end);
        Some(Found { start, end, meaning: Meaning::Range(Box::new(first), Box::new(second)), edge: None })
    }

    fn token(&self, at: usize) -> Option<Token<'_>> {
        (at < self.doc.len()).then(|| self.doc.token(at))
    }

    fn lower(&self, at: usize) -> &str {
        if at < self.doc.len() { self.doc.token(at).lower() } else { "" }
    }

    fn word(&self, at: usize) -> Option<TimeWord> {
        self.words.get(at).copied().flatten()
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        match self.word(at) {
            Some(TimeWord::Unit(unit)) => Some(unit),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<i8> {
        match self.word(at) {
            Some(TimeWord::Month { number, .. }) => Some(number),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<Number> {
        numbers::number(self.doc, self.lexicon, at)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.lower(at).starts_with(|c: char| c.is_ascii_digit())
    }

    fn make(&self, start: usize, end: usize, meaning: Meaning) -> Option<Found> {
        Some(Found { start, end, meaning, edge: None })
    }
}

impl Meaning {
    /// Whether it names a day, to which a time of day may be added.
    fn is_day(&self) -> bool {
        match self {
            Meaning::Date(partial) => partial.day.is_some() || partial.weekday.is_some(),
            Meaning::Day(_) | Meaning::Holiday { .. } => true,
            Meaning::Period { unit, .. } | Meaning::Away { unit, .. } => *unit == Unit::Day,
            _ => false,
        }
    }

    /// Whether it may be an end of a range.
    fn is_dated(&self) -> bool {
        self.rank() > 0
    }

    /// Ends of a range are of one rank.
    fn rank(&self) -> u8 {
        match self {
            Meaning::Date(Partial { day: None, weekday: None, month: None, .. }) => 1,
            Meaning::Date(Partial { day: None, weekday: None, .. }) => 2,
            Meaning::Date(_) | Meaning::Day(_) => 3,
            Meaning::Clock { .. } => 4,
            Meaning::Fraction { .. } => 5,
            Meaning::Season { .. } => 6,
            Meaning::Decade(_) => 7,
            _ => 0,
        }
    }
}

/// Lends month and year from one end of a range to the other: "10 to 13 January 2022", "January 10 - 13".
fn lend(mut first: Found, mut second: Found) -> (Found, Found) {
    if let (Meaning::Date(a), Meaning::Date(b)) = (&mut first.meaning, &mut second.meaning) {
        if a.day.is_some() && a.month.is_none() {
            a.month = b.month;
        }
        if a.year.is_none() && a.month.is_some() && b.year.is_some() {
            // "December to February 2020" begins in the year before.
            a.year = b.year.map(|year| if a.month > b.month { year - 1 } else { year });
        }
        if b.year.is_none() && b.month.is_some() && a.year.is_some() {
            b.year = a.year.map(|year| if b.month < a.month { year + 1 } else { year });
        }
    }
    (first, second)
}

/// What a token says of time, where its letter case and neighbours allow it.
fn time_word(token: Token, lexicon: &Lexicon) -> Option<TimeWord> {
    let lower = token.lower();
    if !lower.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) || lower.len() > 14 {
        return None;
    }
    let word = lexicon.calendar.word(lower)?;
    let capital = token.text().starts_with(|c: char| c.is_ascii_uppercase());
    let shouted = token.text().bytes().all(|byte| byte.is_ascii_uppercase());
    let holds = match word {
        TimeWord::Month { short: true, .. } | TimeWord::Weekday { short: true, .. } => {
            capital && !shouted && beside_number(token) && !is_name(token)
        }
        // "may" and "march" are verbs more often than months.
        TimeWord::Month { .. } if matches!(lower, "may" | "march" | "august") => {
            capital && !is_name(token) && (token.pos() == Pos::Propn || beside_number(token)) && !begins_as_verb(token)
        }
        TimeWord::Month { .. } | TimeWord::Weekday { .. } => capital && !is_name(token),
        TimeWord::Unit(Unit::Second) if lower == "second" => false,
        TimeWord::Season(_) => token.pos() == Pos::Noun || token.pos() == Pos::Propn && !is_name(token),
        TimeWord::Zone(_) => shouted,
        TimeWord::Shift(_) | TimeWord::Edge(_) => true,
        _ => true,
    };
    holds.then_some(word)
}

/// Whether a number, a comma with a number, or a full stop of its own stands beside the word.
fn beside_number(token: Token) -> bool {
    let digit = |other: Option<Token>| other.is_some_and(|t| t.text().starts_with(|c: char| c.is_ascii_digit()));
    let next = token.next();
    let after = next.filter(|t| matches!(t.text(), "." | ",")).and_then(Token::next);
    digit(next) || digit(token.previous()) || digit(after)
}

/// "May I", "March on": the first word of a sentence, without a number or comma after it.
fn begins_as_verb(token: Token) -> bool {
    let next = token.next();
    token.starts_sentence()
        && !next.is_some_and(|t| t.text() == "," || t.text().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the word is part of the name of something that is no time: "Bloody Sunday", "the Sunday Times", "Theresa May".
fn is_name(token: Token) -> bool {
    let Some(entity) = token.entity() else { return false };
    let label = entity.label;
    let person_or_work = matches!(
        label,
        EntityLabel::Person | EntityLabel::WorkOfArt | EntityLabel::Org | EntityLabel::Product | EntityLabel::Fac
    );
    // A label on the lone word is the engine's slip; in a longer name it is right.
    person_or_work && entity.tokens.len() > 1 && !beside_number(token)
        || label == EntityLabel::Person
            && token.previous().is_some_and(|t| t.tag() == Tag::Nnp && t.entity() == token.entity())
}

/// "sixties", "nineties": the first year of the decade.
fn decade_word(lower: &str) -> Option<i16> {
    Some(match lower {
        "twenties" => 1920,
        "thirties" => 1930,
        "forties" => 1940,
        "fifties" => 1950,
        "sixties" => 1960,
        "seventies" => 1970,
        "eighties" => 1980,
        "nineties" => 1990,
        _ => return None,
    })
}
