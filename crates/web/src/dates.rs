//! Dates of mixed precision as ranges of days.
//!
//! In: a date as the record writes it (EDTF, ISO 8601-2). Out: its first and last day, or how a person would say it.

use jiff::civil::Date;

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Days {
    /// The days of a date: `2022-01-10`, `2022-01`, `2022`, `2022-01-10/2022-01-13`, with or without a time, `~` or `?`.
    pub fn parse(text: &str) -> Option<Days> {
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (Days::parse(from), Days::parse(to));
            return match (from, to) {
                (Some(from), Some(to)) if from.first <= to.last => Some(Days { first: from.first, last: to.last }),
                (Some(one), None) | (None, Some(one)) => Some(one),
                _ => None,
            };
        }
        let text =
            text.split('T').next().unwrap_or_default().trim_end_matches(['~', '?', '%', 'X']).trim_end_matches('-');
        let mut parts = text.split('-').map(|part| part.parse::<i16>().ok());
        let year = parts.next()??;
        let month = parts.next();
        let day = parts.next();
        let small = |number: Option<Option<i16>>| number.flatten().and_then(|number| i8::try_from(number).ok());
        match (small(month), small(day)) {
            (Some(month), Some(day)) => Date::new(year, month, day).ok().map(|date| Days { first: date, last: date }),
            (Some(month), None) => {
                let first = Date::new(year, month, 1).ok()?;
                Some(Days { first, last: first.last_of_month() })
            }
            (None, _) if month.is_none() => {
                let first = Date::new(year, 1, 1).ok()?;
                Some(Days { first, last: first.last_of_year() })
            }
            _ => None,
        }
    }
}

/// A date as a person reads it: `10 January 2022`, `January 2022`, `10–13 January 2022`; what cannot be read stays.
pub fn said(text: &str) -> String {
    if let Some((from, to)) = text.split_once('/') {
        return format!("{} – {}", said(from), said(to));
    }
    let (day, about) = (text.split('T').next().unwrap_or_default(), text.ends_with('~') || text.ends_with('?'));
    let day = day.trim_end_matches(['~', '?', '%']);
    let precision = day.matches('-').count();
    let Some(days) = Days::parse(day) else { return text.to_owned() };
    let words = match precision {
        0 => days.first.strftime("%Y").to_string(),
        1 => days.first.strftime("%B %Y").to_string(),
        _ => days.first.strftime("%-d %B %Y").to_string(),
    };
    if about { format!("about {words}") } else { words }
}

/// The same, short: `10 Jan 2022`.
pub fn short(text: &str) -> String {
    let said = said(text);
    let months = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    months.iter().fold(said, |said, month| said.replace(month, &month[..3]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_becomes_a_range() {
        let days = |text: &str| Days::parse(text).map(|days| format!("{} {}", days.first, days.last));
        assert_eq!(days("2022-01-10").as_deref(), Some("2022-01-10 2022-01-10"));
        assert_eq!(days("2022-02").as_deref(), Some("2022-02-01 2022-02-28"));
        assert_eq!(days("2022").as_deref(), Some("2022-01-01 2022-12-31"));
        assert_eq!(days("2022-01-10/2022-01-13").as_deref(), Some("2022-01-10 2022-01-13"));
        assert_eq!(days("../2022-01-13").as_deref(), Some("2022-01-13 2022-01-13"));
        assert_eq!(days("2022-01-10T09:00:00+01:00").as_deref(), Some("2022-01-10 2022-01-10"));
        assert_eq!(days("2022-13"), None);
        assert_eq!(days("soon"), None);
        assert_eq!(days(""), None);
    }

    #[test]
    fn dates_are_said_as_people_say_them() {
        assert_eq!(said("2022-01-10"), "10 January 2022");
        assert_eq!(said("2022-01"), "January 2022");
        assert_eq!(said("2022~"), "about 2022");
        assert_eq!(short("2022-01-10/2022-01-13"), "10 Jan 2022 – 13 Jan 2022");
        assert_eq!(said("<b>"), "<b>");
    }
}
