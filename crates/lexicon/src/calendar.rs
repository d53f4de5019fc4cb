//! Words of time: months, weekdays, units, seasons, holidays, modifiers, zones.

use crate::{Files, Row, TableError};
use std::collections::HashMap;

/// What is known of the words of time.
#[derive(Debug, Default)]
pub struct Calendar {
    words: HashMap<Box<str>, TimeWord>,
    /// Most tokens that a name of the table has, by its first token.
    longest: HashMap<Box<str>, usize>,
    holidays: HashMap<Box<str>, Holiday>,
}

/// What a word says of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TimeWord {
    /// January is 1; `short` for an abbreviation, which needs a number beside it.
    Month {
        /// 1 to 12.
        number: i8,
        /// Whether the word is an abbreviation.
        short: bool,
    },
    /// Monday is 1; `short` for an abbreviation.
    Weekday {
        /// 1 to 7.
        number: i8,
        /// Whether the word is an abbreviation.
        short: bool,
    },
    /// A length of time.
    Unit(Unit),
    /// A part of a day.
    Part(DayPart),
    /// Noon or midnight: the hour.
    Clock(i8),
    /// A season of the northern year.
    Season(Season),
    /// Today and its neighbours: days from today.
    Day(i8),
    /// Tonight.
    Tonight,
    /// Now, currently.
    Present,
    /// Recently.
    Past,
    /// Daily, annual: the TIMEX3 value of the period.
    Set(&'static str),
    /// Q1 to Q4.
    Quarter(i8),
    /// H1 and H2.
    Half(i8),
    /// Last, next, this.
    Shift(Shift),
    /// Early, mid, late.
    Edge(Edge),
    /// A time zone: minutes east of Greenwich.
    Zone(i16),
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A part of a day, as TIMEX3 tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// A season of the northern year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Which of several like periods is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The one before now.
    Last,
    /// The stretch up to now: "the past two weeks".
    Past,
    /// The one before a time spoken of.
    Previous,
    /// The one after now.
    Next,
    /// The one after a time spoken of.
    Following,
    /// The one that holds now.
    This,
    /// The one spoken of.
    Same,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Edge {
    Start,
    Middle,
    End,
}

/// The rule by which a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// A day of the year: month, day.
    Fixed(i8, i8),
    /// One day: year, month, day.
    Once(i16, i8, i8),
    /// Month, weekday (Monday is 1), which of them (-1 is the last).
    Nth(i8, i8, i8),
    /// Days from Western Easter.
    Easter(i16),
}

impl Calendar {
    /// Reads `calendar.tsv`.
    pub(crate) fn read(files: &Files) -> Result<Self, TableError> {
        let mut calendar = Calendar::default();
        for row in files.rows("calendar.tsv", &["word", "kind", "value"])? {
            let word = row.cells[0];
            if row.cells[1] == "holiday" {
                let holiday = holiday(row.cells[2]).ok_or_else(|| unknown(&row))?;
                let (first, tokens) = (word.split(' ').next().unwrap_or(word), word.split(' ').count());
                let longest = calendar.longest.entry(first.into()).or_default();
                *longest = tokens.max(*longest);
                calendar.holidays.insert(word.into(), holiday);
            } else {
                calendar.words.insert(word.into(), time_word(&row).ok_or_else(|| unknown(&row))?);
            }
        }
        Ok(calendar)
    }

    /// What the lower-cased word says of time.
    pub fn word(&self, lower: &str) -> Option<TimeWord> {
        self.words.get(lower).copied()
    }

    /// The number of tokens of the longest holiday whose first token is `lower`; 0 for none.
    pub fn longest_holiday(&self, lower: &str) -> usize {
        self.longest.get(lower).copied().unwrap_or(0)
    }

    /// The holiday whose lower-cased tokens, joined by spaces, are `name`.
    pub fn holiday(&self, name: &str) -> Option<Holiday> {
        self.holidays.get(name).copied()
    }
}

impl Unit {
    /// The designator of ISO 8601 durations and how many of it the unit is worth.
    pub fn designator(self) -> (&'static str, u32) {
        match self {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day => ("D", 1),
            Unit::Weekend => ("WE", 1),
            Unit::Week => ("W", 1),
            Unit::Fortnight => ("W", 2),
            Unit::Month => ("M", 1),
            Unit::Quarter => ("M", 3),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("Y", 10),
            Unit::Century => ("Y", 100),
        }
    }

    /// Whether the unit is shorter than a day.
    pub fn is_clock(self) -> bool {
        self < Unit::Day
    }

    /// The unit's English name.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Weekend => "weekend",
            Unit::Week => "week",
            Unit::Fortnight => "fortnight",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
            Unit::Century => "century",
        }
    }
}

impl DayPart {
    /// TIMEX3's designator.
    pub fn designator(self) -> &'static str {
        match self {
            DayPart::Morning => "MO",
            DayPart::Midday => "MI",
            DayPart::Afternoon => "AF",
            DayPart::Evening => "EV",
            DayPart::Night => "NI",
        }
    }
}

impl Season {
    /// TIMEX3's designator.
    pub fn designator(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }
}

fn unknown(row: &Row) -> TableError {
    let reason = format!("kind {:?} with value {:?} is not known", row.cells[1], row.cells[2]);
    TableError { table: "calendar.tsv".into(), line: row.line, reason }
}

fn time_word(row: &Row) -> Option<TimeWord> {
    let value = row.cells[2];
    let small = |range: std::ops::RangeInclusive<i8>| value.parse().ok().filter(|number| range.contains(number));
    Some(match row.cells[1] {
        "month" => TimeWord::Month { number: small(1..=12)?, short: false },
        "month_short" => TimeWord::Month { number: small(1..=12)?, short: true },
        "weekday" => TimeWord::Weekday { number: small(1..=7)?, short: false },
        "weekday_short" => TimeWord::Weekday { number: small(1..=7)?, short: true },
        "unit" => TimeWord::Unit(UNITS.into_iter().find(|unit| unit.name() == value)?),
        "part" => TimeWord::Part(match value {
            "morning" => DayPart::Morning,
            "midday" => DayPart::Midday,
            "afternoon" => DayPart::Afternoon,
            "evening" => DayPart::Evening,
            "night" => DayPart::Night,
            _ => return None,
        }),
        "clock" => TimeWord::Clock(value.strip_suffix(":00")?.parse().ok().filter(|hour| (0..24).contains(hour))?),
        "season" => TimeWord::Season(match value {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "autumn" => Season::Autumn,
            "winter" => Season::Winter,
            _ => return None,
        }),
        "day" => TimeWord::Day(small(-3..=3)?),
        "night" => TimeWord::Tonight,
        "present" => TimeWord::Present,
        "past" => TimeWord::Past,
        "set" => TimeWord::Set(SETS.into_iter().find(|set| *set == value)?),
        "quarter" => TimeWord::Quarter(small(1..=4)?),
        "half" => TimeWord::Half(small(1..=2)?),
        "shift" => TimeWord::Shift(match value {
            "last" => Shift::Last,
            "past" => Shift::Past,
            "previous" => Shift::Previous,
            "next" => Shift::Next,
            "following" => Shift::Following,
            "this" => Shift::This,
            "same" => Shift::Same,
            _ => return None,
        }),
        "edge" => TimeWord::Edge(match value {
            "start" => Edge::Start,
            "middle" => Edge::Middle,
            "end" => Edge::End,
            _ => return None,
        }),
        "zone" => TimeWord::Zone(value.parse().ok().filter(|minutes| (-900..=900).contains(minutes))?),
        _ => return None,
    })
}

const UNITS: [Unit; 12] = [
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Weekend,
    Unit::Week,
    Unit::Fortnight,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
];

const SETS: [&str; 8] = ["PT1H", "P1D", "P1W", "P2W", "P1M", "P3M", "P1Y", "P2Y"];

fn holiday(rule: &str) -> Option<Holiday> {
    if let Some(days) = rule.strip_prefix("easter") {
        return days.parse().ok().map(Holiday::Easter);
    }
    let parts: Vec<&str> = rule.splitn(3, '-').collect();
    match parts[..] {
        [month, day] => Some(Holiday::Fixed(month.parse().ok()?, day.parse().ok()?)),
        [month, weekday, nth] if weekday.starts_with('w') => {
            Some(Holiday::Nth(month.parse().ok()?, weekday[1..].parse().ok()?, nth.parse().ok()?))
        }
        [year, month, day] => Some(Holiday::Once(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_holidays_are_read() {
        let calendar = Calendar::read(&Files::new(&[]).unwrap()).unwrap();
        assert_eq!(calendar.word("june"), Some(TimeWord::Month { number: 6, short: false }));
        assert_eq!(calendar.word("fortnight"), Some(TimeWord::Unit(Unit::Fortnight)));
        assert_eq!(calendar.holiday("memorial day"), Some(Holiday::Nth(5, 1, -1)));
        assert_eq!(calendar.longest_holiday("martin"), 4);
    }

    #[test]
    fn a_word_of_no_known_kind_is_named() {
        let user = [("calendar.tsv".to_owned(), "word\tkind\tvalue\nshrovetide\tfeast\t1\n".to_owned())];
        let error = Calendar::read(&Files::new(&user).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "calendar.tsv, line 2: kind \"feast\" with value \"1\" is not known");
    }
}
