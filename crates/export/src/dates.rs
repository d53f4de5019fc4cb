//! Days out of EDTF values and publication dates.
//!
//! In: the values that records hold (`2025-03-18`, `2025-03-24/2025-03-30`, `2025-01`, `2025-33`,
//! `2025-03-18T09:00:00Z`) and ISO 8601 dates of reports. Out: civil days; nothing where the text gave none so fine.

use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The days that an EDTF value covers, both included: a day, an interval, a month or a year. Seasons, quarters, decades
/// and open or uncertain values give none.
pub fn days(edtf: &str) -> Option<(Date, Date)> {
    match edtf.split_once('/') {
        Some((from, to)) => {
            let (start, end) = (stretch(from)?.0, stretch(to)?.1);
            (start <= end).then_some((start, end))
        }
        None => stretch(edtf),
    }
}

/// The day that an EDTF value names, or with which the interval of days begins that it names; a month or a year names
/// none.
pub fn day(edtf: &str) -> Option<Date> {
    let first = edtf.split('/').next().unwrap_or(edtf);
    let day = first.split('T').next().unwrap_or(first);
    (day.len() == 10).then(|| day.parse().ok()).flatten()
}

fn stretch(value: &str) -> Option<(Date, Date)> {
    if let Some(day) = day(value) {
        return Some((day, day));
    }
    let number = |text: &str| text.parse::<i16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    match value.split_once('-') {
        None if value.len() == 4 => {
            let year = number(value)?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        Some((year, month)) if year.len() == 4 && month.len() == 2 => {
            let first = Date::new(number(year)?, i8::try_from(number(month)?).ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        _ => None,
    }
}

/// A moment that an EDTF value names: the time of day, and whether it is UTC (else it is the place's own).
pub fn moment(edtf: &str) -> Option<(DateTime, bool)> {
    let utc = edtf.ends_with('Z');
    let bare = edtf.trim_end_matches('Z');
    (bare.contains('T') && !bare.contains('/')).then(|| bare.parse().ok()).flatten().map(|moment| (moment, utc))
}

/// When a report was published, in UTC: the instant, or midnight where only a day is known.
pub fn published(iso: &str) -> Option<DateTime> {
    let instant = iso.parse::<Timestamp>().ok().map(|instant| TimeZone::UTC.to_datetime(instant));
    instant.or_else(|| iso.parse::<DateTime>().ok()).or_else(|| Some(iso.parse::<Date>().ok()?.at(0, 0, 0, 0)))
}

/// The day on which a report was published, where it was published.
pub fn published_day(iso: &str) -> Option<Date> {
    iso.get(..10)?.parse().ok()
}

/// The day after.
pub fn next(day: Date) -> Date {
    day.checked_add(SignedDuration::from_hours(24)).unwrap_or(date(9999, 12, 31))
}

/// `20250318`.
pub fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20250318T204000`.
pub fn compact_moment(moment: DateTime) -> String {
    format!("{}T{:02}{:02}{:02}", compact(moment.date()), moment.hour(), moment.minute(), moment.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_day_is_one() {
        assert_eq!(day("2025-03-18"), Some(date(2025, 3, 18)));
        assert_eq!(day("2025-03-18T09:00:00Z"), Some(date(2025, 3, 18)));
        assert_eq!(day("2025-03-24/2025-03-30"), Some(date(2025, 3, 24)));
        for value in ["2025-03", "2025", "2025-33", "202X", "", "2025-02-30", "../2025"] {
            assert_eq!(day(value), None, "{value}");
        }
    }

    #[test]
    fn a_month_covers_its_days_and_a_season_none() {
        assert_eq!(days("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(days("2024-01/2024-02"), Some((date(2024, 1, 1), date(2024, 2, 29))));
        assert_eq!(days("2024-21"), None);
        assert_eq!(days("2024-03-02/2024-03-01"), None);
        assert_eq!(days("é024"), None);
    }

    #[test]
    fn a_time_of_day_knows_whether_it_is_utc() {
        assert_eq!(moment("2025-03-18T09:30:00Z"), Some((date(2025, 3, 18).at(9, 30, 0, 0), true)));
        assert_eq!(moment("2025-03-18T09:30:00"), Some((date(2025, 3, 18).at(9, 30, 0, 0), false)));
        assert_eq!(moment("2025-03-18"), None);
    }

    #[test]
    fn publication_is_told_in_utc_and_its_day_where_it_was() {
        assert_eq!(published("2025-03-18T00:40:00+01:00"), Some(date(2025, 3, 17).at(23, 40, 0, 0)));
        assert_eq!(published_day("2025-03-18T00:40:00+01:00"), Some(date(2025, 3, 18)));
        assert_eq!(published("2025-03-18"), Some(date(2025, 3, 18).at(0, 0, 0, 0)));
        assert_eq!(published("soon"), None);
    }
}
