//! Times as ranges of days, so that all can be compared and put in order.
//!
//! In: EDTF values as records have them (`2022-01-10`, `2021-06`, `2022-01-10/2022-01-13`, `202X`, `2022/..`). Out: the
//! first and the last day, `YYYY-MM-DD`.

use jiff::civil::Date;

/// The day before all others.
pub(crate) const FIRST: &str = "0001-01-01";
/// The day after all others; also the end of what has no end so far.
pub(crate) const LAST: &str = "9999-12-31";

/// The days from the first to the last, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// YYYY-MM-DD.
    pub first: String,
    /// YYYY-MM-DD.
    pub last: String,
}

impl Days {
    /// The days of an EDTF value; none where it cannot be read.
    pub fn of(edtf: &str) -> Option<Days> {
        let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
        let open = |side: &str| side.is_empty() || side == "..";
        let (first, last) = match (open(from), open(to)) {
            (true, true) => return None,
            (true, false) => (FIRST.into(), bounds(to)?.1),
            (false, true) => (bounds(from)?.0, LAST.into()),
            (false, false) => (bounds(from)?.0, bounds(to)?.1),
        };
        (first <= last).then_some(Days { first, last })
    }

    /// One day.
    pub fn day(day: &str) -> Days {
        Days { first: day.into(), last: day.into() }
    }

    /// How many days, at least one.
    pub fn count(&self) -> i64 {
        between(&self.first, &self.last).map_or(1, |days| days + 1)
    }

    /// Each day, at most `most` of them.
    pub fn each(&self, most: usize) -> Vec<String> {
        let Some(first) = parse(&self.first) else { return Vec::new() };
        let days = first.series(jiff::Span::new().days(1)).map(|day| day.to_string());
        days.take_while(|day| *day <= self.last).take(most).collect()
    }
}

/// The first and last day of one side of an EDTF value.
fn bounds(side: &str) -> Option<(String, String)> {
    let date: String = side.split('T').next()?.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.chars().all(|c| c.is_ascii_digit() || c == 'X'))?;
    let (low, high) = (year.replace('X', "0"), year.replace('X', "9"));
    let month = match parts.next().filter(|month| *month != "XX") {
        Some(month) => month.parse::<i8>().ok()?,
        None => return Some((format!("{low}-01-01"), format!("{high}-12-31"))),
    };
    if let Some((first, last)) = season(month) {
        let end = Date::new(high.parse().ok()?, last, 1).ok()?.last_of_month();
        return Some((format!("{low}-{first:02}-01"), end.to_string()));
    }
    let first = Date::new(low.parse().ok()?, month, 1).ok()?;
    match parts.next().filter(|day| *day != "XX") {
        Some(day) => {
            let day = Date::new(first.year(), month, day.parse().ok()?).ok()?;
            Some((day.to_string(), day.to_string()))
        }
        None => Some((first.to_string(), first.last_of_month().to_string())),
    }
}

/// EDTF's seasons, quarters and halves of a year, as first and last month. Winter is taken to begin the year.
fn season(code: i8) -> Option<(i8, i8)> {
    Some(match code {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (1, 2),
        33 => (1, 3),
        34 => (4, 6),
        35 => (7, 9),
        36 => (10, 12),
        40 => (1, 6),
        41 => (7, 12),
        _ => return None,
    })
}

/// The day of a date or time, where it begins with one.
pub(crate) fn day(time: &str) -> Option<String> {
    let day = time.get(..10)?;
    parse(day).map(|day| day.to_string())
}

/// Days from one to the other.
pub(crate) fn between(from: &str, to: &str) -> Option<i64> {
    Some((parse(to)? - parse(from)?).get_days().into())
}

/// A day so many days later, or earlier.
pub(crate) fn later(day: &str, days: i64) -> String {
    let moved = parse(day).and_then(|day| day.checked_add(jiff::Span::new().days(days)).ok());
    moved.map_or_else(|| day.into(), |day| day.to_string())
}

fn parse(day: &str) -> Option<Date> {
    day.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_becomes_days() {
        let cases = [
            ("2022-01-10", "2022-01-10", "2022-01-10"),
            ("2021-06-13T17:30:00", "2021-06-13", "2021-06-13"),
            ("2021-02", "2021-02-01", "2021-02-28"),
            ("2021", "2021-01-01", "2021-12-31"),
            ("202X", "2020-01-01", "2029-12-31"),
            ("2022-01-10/2022-01-13", "2022-01-10", "2022-01-13"),
            ("2022-01-10~/2022-01-13", "2022-01-10", "2022-01-13"),
            ("2022/..", "2022-01-01", LAST),
            ("../2022-03", FIRST, "2022-03-31"),
            ("2021-22", "2021-06-01", "2021-08-31"),
        ];
        for (edtf, first, last) in cases {
            assert_eq!(Days::of(edtf), Some(Days { first: first.into(), last: last.into() }), "{edtf}");
        }
        for edtf in ["", "..", "soon", "2022-13", "2022-02-30", "2023/2022"] {
            assert_eq!(Days::of(edtf), None, "{edtf}");
        }
    }

    #[test]
    fn days_are_counted_across_months() {
        assert_eq!(between("2022-01-30", "2022-03-02"), Some(31));
        assert_eq!(later("2022-02-27", 3), "2022-03-02");
        assert_eq!(Days::of("2022-01-30/2022-02-02").map(|days| days.each(9).len()), Some(4));
    }
}
