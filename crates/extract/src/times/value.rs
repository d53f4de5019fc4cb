//! What a time expression means: TIMEX3 and EDTF values, the interval of days, the granularity.

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use rapporteur_lexicon::{DayPart, Edge, Season};

/// The meaning of a time expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A century by its number: the 20th.
    Century(i16),
    /// A decade by its first year.
    Decade(i16),
    /// A year.
    Year(i16),
    /// A fiscal year.
    FiscalYear(i16),
    /// A half-year: year, 1 or 2.
    Half(i16, i8),
    /// A quarter: year, 1 to 4.
    Quarter(i16, i8),
    /// A season of the year in which it begins.
    Season(i16, Season),
    /// A month: year, 1 to 12.
    Month(i16, i8),
    /// A week, by its Monday.
    Week(Date),
    /// A weekend, by its Saturday.
    Weekend(Date),
    /// A day.
    Day(Date),
    /// A part of a day.
    Part(Date, DayPart),
    /// A time of day.
    Moment {
        /// The day, where one is known.
        day: Option<Date>,
        /// Hour and minute.
        time: (i8, i8),
        /// Minutes east of Greenwich, where the text says.
        zone: Option<i16>,
    },
    /// From one to another, both included.
    Range(Box<Value>, Box<Value>),
    /// A length of time, in ISO 8601: `P2W`, `PXD`.
    Duration(String),
    /// What recurs, by its period.
    Set(String),
    /// A date without a year or a part of a day without a day, as TIMEX3 writes it: `XXXX-06`.
    Partial(String),
    /// Now.
    Present,
    /// Before now.
    Past,
    /// After now.
    Future,
}

/// How fine a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Granularity {
    Moment,
    PartOfDay,
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    /// Nothing that the calendar names.
    None,
}

impl Value {
    /// The value as TIMEX3 writes it.
    pub fn timex(&self) -> String {
        match self {
            Value::Century(number) => format!("{:02}XX", number - 1),
            Value::Decade(year) => format!("{}X", year / 10),
            Value::Year(year) => format!("{year:04}"),
            Value::FiscalYear(year) => format!("FY{year:04}"),
            Value::Half(year, half) => format!("{year:04}-H{half}"),
            Value::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Value::Season(year, season) => format!("{year:04}-{}", season.designator()),
            Value::Month(year, month) => format!("{year:04}-{month:02}"),
            Value::Week(monday) => week(*monday, ""),
            Value::Weekend(saturday) => week(*saturday, "-WE"),
            Value::Day(day) => day.to_string(),
            Value::Part(day, part) => format!("{day}T{}", part.designator()),
            Value::Moment { day, time: (hour, minute), zone } => {
                let (day, (hour, minute)) = match (day, zone) {
                    (Some(day), Some(offset)) => utc(*day, *hour, *minute, *offset),
                    (day, _) => (day.unwrap_or(date(0, 1, 1)), (*hour, *minute)),
                };
                let day = if day.year() == 0 { "XXXX-XX-XX".to_owned() } else { day.to_string() };
                format!("{day}T{hour:02}:{minute:02}{}", if zone.is_some() { "Z" } else { "" })
            }
            Value::Range(from, to) => format!("{}/{}", from.timex(), to.timex()),
            Value::Duration(value) | Value::Set(value) | Value::Partial(value) => value.clone(),
            Value::Present => "PRESENT_REF".into(),
            Value::Past => "PAST_REF".into(),
            Value::Future => "FUTURE_REF".into(),
        }
    }

    /// The value in EDTF (ISO 8601-2), for what the calendar names.
    pub fn edtf(&self) -> Option<String> {
        Some(match self {
            Value::Century(number) => format!("{:02}XX", number - 1),
            Value::Decade(year) => format!("{:03}X", year / 10),
            Value::Year(year) | Value::FiscalYear(year) => format!("{year:04}"),
            Value::Half(year, half) => format!("{year:04}-{}", 39 + half),
            Value::Quarter(year, quarter) => format!("{year:04}-{}", 32 + quarter),
            Value::Season(year, season) => format!("{year:04}-{}", 21 + *season as i8),
            Value::Month(year, month) => format!("{year:04}-{month:02}"),
            Value::Week(_) | Value::Weekend(_) => {
                let (start, end) = self.interval()?;
                format!("{start}/{end}")
            }
            Value::Day(day) | Value::Part(day, _) => day.to_string(),
            Value::Moment { day: None, .. } => return None,
            Value::Moment { zone: None, .. } => format!("{}:00", self.timex()),
            Value::Moment { .. } => format!("{}:00Z", self.timex().trim_end_matches('Z')),
            Value::Range(from, to) => {
                let (start, end) = (from.edtf()?, to.edtf()?);
                let start = start.split('/').next().unwrap_or(&start).to_owned();
                let end = end.rsplit('/').next().unwrap_or(&end).to_owned();
                format!("{start}/{end}")
            }
            _ => return None,
        })
    }

    /// First and last day, both included.
    pub fn interval(&self) -> Option<(Date, Date)> {
        let years = |from: i16, to: i16| Some((Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?));
        match self {
            Value::Century(number) => years((number - 1).checked_mul(100)?, (number - 1) * 100 + 99),
            Value::Decade(year) => years(*year, year + 9),
            Value::Year(year) | Value::FiscalYear(year) => years(*year, *year),
            Value::Half(year, half) => months(*year, half * 6 - 5, 6),
            Value::Quarter(year, quarter) => months(*year, quarter * 3 - 2, 3),
            Value::Season(year, season) => match season {
                Season::Spring => months(*year, 3, 3),
                Season::Summer => months(*year, 6, 3),
                Season::Autumn => months(*year, 9, 3),
                Season::Winter => months(*year, 12, 3),
            },
            Value::Month(year, month) => months(*year, *month, 1),
            Value::Week(monday) => Some((*monday, plus_days(*monday, 6)?)),
            Value::Weekend(saturday) => Some((*saturday, plus_days(*saturday, 1)?)),
            Value::Day(day) | Value::Part(day, _) => Some((*day, *day)),
            Value::Moment { day, .. } => day.map(|day| (day, day)),
            Value::Range(from, to) => Some((from.interval()?.0, to.interval()?.1)),
            _ => None,
        }
    }

    /// How fine it is.
    pub fn granularity(&self) -> Granularity {
        match self {
            Value::Century(_) => Granularity::Century,
            Value::Decade(_) => Granularity::Decade,
            Value::Year(_) | Value::FiscalYear(_) => Granularity::Year,
            Value::Half(..) => Granularity::Half,
            Value::Quarter(..) => Granularity::Quarter,
            Value::Season(..) => Granularity::Season,
            Value::Month(..) => Granularity::Month,
            Value::Week(_) => Granularity::Week,
            Value::Weekend(_) => Granularity::Weekend,
            Value::Day(_) => Granularity::Day,
            Value::Part(..) => Granularity::PartOfDay,
            Value::Moment { .. } => Granularity::Moment,
            Value::Range(from, _) => from.granularity(),
            _ => Granularity::None,
        }
    }
}

/// The part of an interval that "early", "mid" or "late" leaves: a third of it, whole months of a year.
pub(super) fn edge_of((start, end): (Date, Date), edge: Edge) -> (Date, Date) {
    let days = days_between(start, end) + 1;
    let (from, to) = match edge {
        Edge::Start => (0, (days / 3).max(1) - 1),
        Edge::Middle => (days / 3, days - days / 3 - 1),
        Edge::End => (days - (days / 3).max(1), days - 1),
    };
    (plus_days(start, from).unwrap_or(start), plus_days(start, to).unwrap_or(end))
}

/// Days from `from` to `to`.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    (to.duration_since(from).as_hours() / 24) as i32
}

/// The day `days` after `day`.
pub(super) fn plus_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The first of the month `count` months after the month of `day`.
pub(super) fn plus_months(day: Date, count: i32) -> Option<Date> {
    day.first_of_month().checked_add(jiff::Span::new().try_months(count).ok()?).ok()
}

/// The Monday of the week of `day`.
pub(super) fn monday(day: Date) -> Date {
    plus_days(day, -i32::from(day.weekday().to_monday_zero_offset())).unwrap_or(day)
}

/// The Saturday of the week of `day`.
pub(super) fn saturday(day: Date) -> Date {
    plus_days(monday(day), 5).unwrap_or(day)
}

/// Easter Sunday of the western church (the anonymous Gregorian algorithm).
pub(super) fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Date::new(year as i16, month as i8, day as i8).ok()
}

fn months(year: i16, month: i8, count: i32) -> Option<(Date, Date)> {
    let start = Date::new(year, month, 1).ok()?;
    Some((start, plus_days(plus_months(start, count)?, -1)?))
}

fn week(day: Date, suffix: &str) -> String {
    let week: ISOWeekDate = day.iso_week_date();
    format!("{:04}-W{:02}{suffix}", week.year(), week.week())
}

fn utc(day: Date, hour: i8, minute: i8, offset: i16) -> (Date, (i8, i8)) {
    let minutes = i32::from(hour) * 60 + i32::from(minute) - i32::from(offset);
    let day = plus_days(day, minutes.div_euclid(1440)).unwrap_or(day);
    let rest = minutes.rem_euclid(1440);
    (day, ((rest / 60) as i8, (rest % 60) as i8))
}

/// The weekday whose number, Monday being 1, is `number`.
pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_for_timex_and_edtf() {
        let week = Value::Week(date(2022, 1, 10));
        assert_eq!((week.timex(), week.edtf().unwrap()), ("2022-W02".into(), "2022-01-10/2022-01-16".into()));
        assert_eq!(Value::Quarter(2022, 3).edtf().unwrap(), "2022-35");
        assert_eq!(Value::Decade(1990).timex(), "199X");
        let moment = Value::Moment { day: Some(date(2022, 1, 10)), time: (1, 30), zone: Some(180) };
        assert_eq!(moment.timex(), "2022-01-09T22:30Z");
        let range = Value::Range(Box::new(Value::Day(date(2022, 1, 10))), Box::new(Value::Day(date(2022, 1, 13))));
        assert_eq!(range.edtf().unwrap(), "2022-01-10/2022-01-13");
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        assert_eq!(easter(2022), Some(date(2022, 4, 17)));
        assert_eq!(easter(2008), Some(date(2008, 3, 23)));
    }

    #[test]
    fn edges_are_thirds() {
        let year = Value::Year(2022).interval().unwrap();
        assert_eq!(edge_of(year, Edge::Start).1, date(2022, 5, 1));
        assert_eq!(edge_of(year, Edge::End).1, date(2022, 12, 31));
    }
}
