//! Expressions reckoned from another time: "last week", "two days ago", "early next year", "the end of the month".

use super::{Found, Meaning, Origin, Partial, Scanner, dates::four_digits};
use crate::numbers::NumberForm;
use rapporteur_lexicon::{DayPart, Edge, Shift, TimeWord, Unit};
use rapporteur_text::{Pos, Tag};

impl Scanner<'_> {
    /// "early 2009", "mid-2019", "late last year", "later this year", "the end of the month", "the first days of May".
    pub(super) fn edged(&self, at: usize) -> Option<Found> {
        let with = |edge: Edge, found: Option<Found>| {
            found.filter(|found| found.edge.is_none()).map(|found| Found { start: at, edge: Some(edge), ..found })
        };
        if let Some(rest) = self.lower(at).strip_prefix("mid-") {
            return with(Edge::Middle, self.compound_middle(at, rest));
        }
        if self.lower(at) == "year" && matches!(self.lower(at + 1), "end" | "-") {
            let end = at + 1 + usize::from(self.lower(at + 1) == "-");
            let meaning = Meaning::Period { unit: Unit::Year, shift: Shift::This, fiscal: false };
            return (self.lower(end) == "end").then(|| Found {
                start: at,
                end: end + 1,
                meaning,
                edge: Some(Edge::End),
            });
        }
        if matches!(self.lower(at), "later" | "earlier") {
            let edge = if self.lower(at) == "later" { Edge::End } else { Edge::Start };
            let next = at + 1 + usize::from(self.lower(at + 1) == "on");
            let found =
                self.shifted(next).or_else(|| self.calendar(next).filter(|f| matches!(f.meaning, Meaning::Day(_))))?;
            let fits = matches!(
                found.meaning,
                Meaning::Period { shift: Shift::This | Shift::Last | Shift::Same, .. }
                    | Meaning::Day(_)
                    | Meaning::Date(_)
            );
            // "later on Tuesday": the word is an adverb of its own.
            return with(edge, Some(found)).filter(|_| fits && next == at + 1);
        }
        let start = at + usize::from(self.lower(at) == "the");
        let start = start + usize::from(self.lower(start) == "very");
        let Some(TimeWord::Edge(edge)) = self.word(start) else { return None };
        let next = start + 1;
        let adjective = matches!(self.lower(start), "early" | "late" | "mid");
        if adjective {
            let next = next + usize::from(matches!(self.lower(next), "-" | "on" | "in" | "the"));
            let next = next + usize::from(matches!(self.lower(next), "the"));
            if let Some(TimeWord::Part(part)) = self.word(next) {
                return self.make(at, next + 1, Meaning::Part { part, day: None, shift: None });
            }
            let found = self.calendar(next).or_else(|| self.shifted(next)).or_else(|| self.era(next));
            let found =
                found.filter(|found| !matches!(found.meaning, Meaning::Duration { .. } | Meaning::Stretch { .. }));
            return with(edge, found);
        }
        if self.lower(next) == "of" {
            let found = self.calendar(next + 1).or_else(|| self.shifted(next + 1)).or_else(|| self.era(next + 1));
            return with(edge, found.or_else(|| self.plain_period(next + 1)));
        }
        None
    }

    /// "mid-2019", "mid-June" as one token.
    fn compound_middle(&self, at: usize, rest: &str) -> Option<Found> {
        if let Some(year) = four_digits(rest) {
            return self.make(at, at + 1, Meaning::Date(Partial { year: Some(year), ..Partial::default() }));
        }
        match self.lexicon.calendar.word(rest)? {
            TimeWord::Month { number, short: false } => {
                let year = self.year_of(at + 1);
                let end = year.map_or(at + 1, |(_, end)| end);
                let year = year.map(|(year, _)| year);
                self.make(at, end, Meaning::Date(Partial { year, month: Some(number), ..Partial::default() }))
            }
            _ => None,
        }
    }

    /// "the month", "the year", "the week" after "the end of".
    fn plain_period(&self, at: usize) -> Option<Found> {
        let next = at + usize::from(matches!(self.lower(at), "the"));
        let fiscal = matches!(self.lower(next), "fiscal" | "financial");
        let unit = self.unit(next + usize::from(fiscal)).filter(|unit| *unit >= Unit::Day)?;
        let end = next + usize::from(fiscal) + 1;
        // "the end of the day" is a phrase.
        let shift = if unit == Unit::Day { Shift::Same } else { Shift::This };
        self.make(at, end, Meaning::Period { unit, shift, fiscal })
    }

    /// Last, next, this and their kin before a unit, weekday, month, season, part of the day or number of units.
    pub(super) fn shifted(&self, at: usize) -> Option<Found> {
        let article = usize::from(self.lower(at) == "the");
        let first = at + article;
        let Some(TimeWord::Shift(shift)) = self.word(first) else { return self.after_unit(at) };
        let the = article == 1 || first > 0 && self.token(first - 1).is_some_and(|token| token.tag() == Tag::Prps);
        let shift = match (self.lower(first), the) {
            // "the current month" and "this month" alike; "the present" is no shift of its own.
            ("that", _)
                if self.unit(first + 1).is_none() && !matches!(self.word(first + 1), Some(TimeWord::Part(_))) =>
            {
                return None;
            }
            ("same", false) => return None,
            // "the last week" is the week up to now, "last week" the calendar's.
            ("last", true) => Shift::Past,
            ("next", true) if self.unit(first + 1).is_some_and(|unit| unit <= Unit::Week && unit != Unit::Weekend) => {
                Shift::Following
            }
            _ => shift,
        };
        let mut next = first + 1;
        // "this past week", "this coming Friday".
        let shift = match self.word(next) {
            Some(TimeWord::Shift(second)) if shift == Shift::This => {
                next += 1;
                if second == Shift::Past { Shift::Last } else { second }
            }
            _ => shift,
        };
        self.counted(at, next, shift).or_else(|| self.named(at, next, shift, article == 1))
    }

    /// "past two weeks", "next few days", "last decade", "coming weeks".
    fn counted(&self, start: usize, at: usize, shift: Shift) -> Option<Found> {
        if matches!(shift, Shift::This | Shift::Same) {
            return None;
        }
        let (amount, after) = self.amount(at)?;
        let unit = self.unit(after)?;
        self.make(start, after + 1, Meaning::Stretch { amount, unit, shift })
    }

    fn named(&self, start: usize, at: usize, shift: Shift, the: bool) -> Option<Found> {
        let fiscal = matches!(self.lower(at), "fiscal" | "financial");
        let at = at + usize::from(fiscal);
        let make = |end, meaning| self.make(start, end, meaning);
        match self.word(at)? {
            TimeWord::Unit(unit) => {
                let plural = self.token(at).is_some_and(|token| token.tag() == Tag::Nns);
                match (shift, unit) {
                    (Shift::This | Shift::Same, Unit::Second | Unit::Minute | Unit::Hour) => None,
                    (Shift::This, Unit::Day) if self.lower(at - 1) != "this" => None,
                    // "this years", for "this year's".
                    (Shift::Same | Shift::This, _) if plural && unit != Unit::Year => None,
                    (Shift::Last | Shift::Past | Shift::Next | Shift::Following | Shift::Previous, _) if plural => {
                        make(at + 1, Meaning::Stretch { amount: None, unit, shift })
                    }
                    (Shift::Past, Unit::Quarter | Unit::Weekend) => {
                        make(at + 1, Meaning::Period { unit, shift: Shift::Last, fiscal })
                    }
                    // "the past decade", "the last year": a stretch up to now.
                    (Shift::Past, _) if the || self.lower(start) == "past" => {
                        make(at + 1, Meaning::Stretch { amount: Some(1.0), unit, shift })
                    }
                    (_, Unit::Second | Unit::Minute | Unit::Hour) => {
                        make(at + 1, Meaning::Stretch { amount: Some(1.0), unit, shift })
                    }
                    (_, _) => make(at + 1, Meaning::Period { unit, shift, fiscal }),
                }
            }
            TimeWord::Weekday { number, .. } => {
                let found = self.calendar(at)?;
                match found.meaning {
                    Meaning::Date(partial) => make(found.end, Meaning::Date(Partial { shift: Some(shift), ..partial })),
                    _ => make(
                        at + 1,
                        Meaning::Date(Partial { weekday: Some(number), shift: Some(shift), ..Partial::default() }),
                    ),
                }
            }
            TimeWord::Month { .. } => match self.calendar(at)? {
                Found { end, meaning: Meaning::Date(partial), .. } => {
                    make(end, Meaning::Date(Partial { shift: Some(shift), ..partial }))
                }
                _ => None,
            },
            TimeWord::Season(season) => {
                let year = self.year_of(at + 1);
                let end = year.map_or(at + 1, |(_, end)| end);
                make(end, Meaning::Season { season, year: year.map(|(year, _)| year), shift: Some(shift) })
            }
            TimeWord::Part(part) => match shift {
                Shift::This => make(at + 1, Meaning::Part { part, day: None, shift: Some(shift) }),
                Shift::Last | Shift::Past if part == DayPart::Night || part == DayPart::Evening => {
                    make(at + 1, Meaning::Part { part, day: None, shift: Some(Shift::Last) })
                }
                Shift::Next | Shift::Following | Shift::Same | Shift::Previous => {
                    make(at + 1, Meaning::Part { part, day: None, shift: Some(shift) })
                }
                _ => None,
            },
            TimeWord::Quarter(number) => {
                make(at + 1, Meaning::Fraction { number: Some(number), of: 4, year: None, shift: Some(shift) })
            }
            _ => self.holiday(at, Some(shift)).map(|found| Found { start, ..found }),
        }
    }

    /// "the day before", "the year after", "the week earlier", "the day before yesterday".
    fn after_unit(&self, at: usize) -> Option<Found> {
        if self.lower(at) != "the" {
            return None;
        }
        let unit = self.unit(at + 1).filter(|unit| *unit >= Unit::Day)?;
        let yesterday = matches!(self.word(at + 3), Some(TimeWord::Day(-1)));
        let tomorrow = matches!(self.word(at + 3), Some(TimeWord::Day(1)));
        let shift = match self.lower(at + 2) {
            "before" if unit == Unit::Day && yesterday => return self.make(at, at + 4, Meaning::Day(-2)),
            "after" if unit == Unit::Day && tomorrow => return self.make(at, at + 4, Meaning::Day(2)),
            "before" | "earlier" | "previously" => Shift::Previous,
            "after" | "later" => Shift::Following,
            _ => return None,
        };
        // "the day before the vote": the event's date is unknown, but the words still name a day beside it.
        let meaning = Meaning::Period { unit, shift, fiscal: false };
        let bare = !self
            .token(at + 3)
            .is_some_and(|token| matches!(token.pos(), Pos::Det | Pos::Noun | Pos::Pron | Pos::Propn));
        if bare { self.make(at, at + 3, meaning) } else { None }
    }

    /// "two days ago", "a year later", "three weeks earlier", "a month from now", "weeks ago", "24 hours before".
    pub(super) fn away(&self, at: usize) -> Option<Found> {
        let start = at;
        let at = at + usize::from(matches!(self.lower(at), "almost" | "nearly"));
        let (amount, after) = self.amount(at).or_else(|| {
            let plural = self.token(at).is_some_and(|token| token.tag() == Tag::Nns);
            (plural && self.unit(at).is_some()).then_some((None, at))
        })?;
        let unit = self.unit(after)?;
        let next = after + 1;
        let (later, origin, end) = match (self.lower(next), self.lower(next + 1)) {
            ("ago", _) => (false, Origin::Publication, next + 1),
            ("back", _)
                if self.token(next).is_none_or(|token| token.pos() != Pos::Verb) && self.lower(next + 1) != "to" =>
            {
                (false, Origin::Publication, next + 1)
            }
            ("from", "now" | "today") => (true, Origin::Publication, next + 2),
            ("hence", _) => (true, Origin::Publication, next + 1),
            ("later" | "afterwards" | "afterward", _) => (true, Origin::Spoken, next + 1),
            ("earlier" | "beforehand" | "previously", _) => (false, Origin::Spoken, next + 1),
            ("before", following) if ends_clause(following) => (false, Origin::Spoken, next + 1),
            ("after", following) if ends_clause(following) => (true, Origin::Spoken, next + 1),
            _ => return None,
        };
        self.make(start, end, Meaning::Away { amount, unit, later, origin })
    }

    /// "the first week of May", "the second quarter of 2010", "the first half of next year", "third quarter".
    pub(super) fn nth(&self, at: usize) -> Option<Found> {
        let start = at;
        let at = at + usize::from(self.lower(at) == "the");
        let last = self.lower(at) == "last";
        let (number, end) = match self.number(at) {
            Some(number) if number.form == NumberForm::Ordinal => (number.whole(1..=53)? as i8, number.end),
            _ if last && at > start => (-1, at + 1),
            _ if self.lower(at) == "second" => (2, at + 1),
            _ => return None,
        };
        let end = end + usize::from(self.lower(end) == "-");
        let end = end + usize::from(matches!(self.lower(end), "fiscal" | "financial"));
        if self.lower(end) == "half" && (1..=2).contains(&number) {
            let found = self.fraction(start, end + 1, number, 2);
            // "the first half" alone is half of a match.
            return (found.end > end + 1).then_some(found);
        }
        let unit = self.unit(end)?;
        if unit == Unit::Quarter && (1..=4).contains(&number) {
            return Some(self.fraction(start, end + 1, number, 4));
        }
        let weekend = matches!(unit, Unit::Week | Unit::Weekend | Unit::Day);
        if !weekend || self.lower(end + 1) != "of" {
            return None;
        }
        let of = self.calendar(end + 2).or_else(|| self.shifted(end + 2)).or_else(|| self.plain_period(end + 2))?;
        let dated =
            matches!(of.meaning, Meaning::Date(Partial { weekday: None, day: None, .. }) | Meaning::Period { .. });
        let meaning = Meaning::Nth { number, unit, of: Box::new(of.meaning) };
        if dated { self.make(start, of.end, meaning) } else { None }
    }
}

/// Whether nothing that "before" or "after" could govern follows.
fn ends_clause(following: &str) -> bool {
    matches!(
        following,
        "" | "," | "." | ";" | ":" | ")" | "?" | "!" | "\"" | "”" | "and" | "but" | "when" | "in" | "at" | "on" | "by"
    )
}
