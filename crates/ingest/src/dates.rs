//! Dates as feeds, pages, corpora and news sites write them, to ISO 8601.
//!
//! In: `January 11th, 2022 at 12:23 IST`, `Tue, 11 Jan 2022 12:23:00 +0530`, `2022-01-11T06:53:00Z`, `20220111`,
//! `1641884000`. Out: `2022-01-11T12:23:00+05:30`, or `2022-01-11` where no time of day is given. The offset is kept as
//! written; a date that could be read in two ways (3/4/2022) is not read.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What a date without a zone, or with an ambiguous one, is read by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Local {
    /// Zone of times that name none.
    pub timezone: Option<TimeZone>,
    /// Publisher and address: whose IST it is.
    pub outlet: String,
}

/// The first date in `text`, whatever stands around it.
pub(crate) fn parse(text: &str, local: &Local) -> Option<String> {
    find(text, local).map(|found| found.value)
}

/// The date that `text` is and nothing else: weekdays, `at`, `on` and signs may stand around it.
pub(crate) fn parse_only(text: &str, local: &Local) -> Option<String> {
    find(text, local).filter(|found| FILLER.replace_all(&found.rest, "").trim().is_empty()).map(|found| found.value)
}

/// A time zone by its name in the time zone database, its offset, or its abbreviation.
pub(crate) fn timezone(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    offset(name).or_else(|| abbreviated(name, "")).or_else(|| TimeZone::get(name).ok())
}

struct Found {
    value: String,
    /// What is left of the text without the date.
    rest: String,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const MONTH: &str = r"(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are tested")
}

static DATES: LazyLock<[Regex; 5]> = LazyLock::new(|| {
    [
        regex(
            r"\b(?<year>(?:19|20)\d\d)(?:-(?<month>\d\d?)-|/(?<month2>\d\d?)/|\.(?<month3>\d\d?)\.)(?<day>\d\d?)(?:\b|T)",
        ),
        regex(
            r"\b(?<year>(?:19|20)\d\d)(?<month>[01]\d)(?<day>[0-3]\d)(?:T?(?<clock>[0-2]\d[0-5]\d[0-5]\d))?(?<zulu>Z)?\b",
        ),
        regex(&format!(r"(?i)\b(?<day>\d\d?)(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTH}[\s,-]+(?<year>(?:19|20)\d\d)\b")),
        regex(&format!(r"(?i)\b{MONTH}\s*(?<day>\d\d?)(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?<year>(?:19|20)\d\d)\b")),
        regex(r"\b(?<first>\d\d?)(?:/(?<second>\d\d?)/|\.(?<second2>\d\d?)\.)(?<year>(?:19|20)\d\d)\b"),
    ]
});

static CLOCKS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        regex(
            r"(?i)\b(?<hour>\d\d?)[:.h](?<minute>\d\d)(?:[:.](?<second>\d\d)(?:[.,]\d+)?)?(?:\s*(?<half>[ap])\.?m\b\.?)?",
        ),
        regex(r"(?i)\b(?<hour>\d\d?)\s*(?<half>[ap])\.?m\b\.?"),
        regex(r"\b(?<hour>[0-2]\d)(?<minute>[0-5]\d)(?:\s*(?:hrs|hours))?\b"),
    ]
});

static OFFSET: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:\b(?:UTC|GMT)\s*)?(?<sign>[+−-])(?<hour>\d\d?)(?::?(?<minute>\d\d))?\b"));

static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:at|on|o'clock|hrs|local time)\b|[\s,.;:()\[\]|/•·–—-]+",
    )
});

static EPOCH: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?<seconds>\d{9,10})(?:\d{3}|\.\d+)?$"));

/// A row of `data/zones.tsv`.
struct Zone {
    name: &'static str,
    zone: TimeZone,
    outlet: Option<Regex>,
}

static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let rows = include_str!("../data/zones.tsv").lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.map(|row| {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (name, zone, outlet) = (cell(), cell(), cell());
        let zone = offset(zone).or_else(|| TimeZone::get(zone).ok()).expect("every zone of the table is known");
        Zone { name, zone, outlet: (!outlet.is_empty()).then(|| regex(&format!("(?i){outlet}"))) }
    })
    .collect()
});

static ZONE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let mut names: Vec<&str> = ZONES.iter().map(|zone| zone.name).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    // Abbreviations are written in capitals: a small "est" or "pt" is another word.
    regex(&format!(r"(?:\b|\d)(?<name>{})\b", names.join("|")))
});

fn find(text: &str, local: &Local) -> Option<Found> {
    let text = text.trim();
    if let Some(epoch) = EPOCH.captures(text) {
        let seconds = epoch["seconds"].parse().ok()?;
        let time = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
        return Some(Found { value: format_at(time, Offset::UTC), rest: String::new() });
    }
    let (date, clock, rest) = find_date(text)?;
    let (time, rest) = match clock {
        Some(time) => (Some(time), rest),
        None => find_time(&rest),
    };
    let Some(time) = time else { return Some(Found { value: date.to_string(), rest }) };
    let (zone, rest) = find_zone(&rest, &local.outlet);
    let moment = date.to_datetime(time);
    let value = match zone.as_ref().or(local.timezone.as_ref()) {
        Some(zone) => {
            format_at(moment, zone.to_ambiguous_timestamp(moment).compatible().ok().map(|t| zone.to_offset(t))?)
        }
        None => format_civil(moment),
    };
    Some(Found { value, rest })
}

fn find_date(text: &str) -> Option<(Date, Option<Time>, String)> {
    DATES.iter().find_map(|pattern| {
        let found = pattern.captures(text)?;
        let date = date_of(&found)?;
        let clock = found.name("clock").and_then(|clock| {
            let number = |range: std::ops::Range<usize>| clock.as_str().get(range)?.parse::<i8>().ok();
            Time::new(number(0..2)?, number(2..4)?, number(4..6)?, 0).ok()
        });
        let zulu = found.name("zulu").map_or("", |zulu| zulu.as_str());
        Some((date, clock, without(text, &found) + zulu))
    })
}

fn date_of(found: &Captures) -> Option<Date> {
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<i8>().ok());
    let year = found["year"].parse().ok()?;
    if let Some(first) = number("first") {
        let second = number("second").or(number("second2"))?;
        // One of the two must be unable to be a month.
        return match (first, second) {
            (day, month) if day > 12 || day == month => Date::new(year, month, day).ok(),
            (month, day) if day > 12 => Date::new(year, month, day).ok(),
            _ => None,
        };
    }
    let month = number("month").or(number("month2")).or(number("month3")).or_else(|| {
        let name = found.name("month")?.as_str().get(..3)?.to_ascii_lowercase();
        (1..).zip(MONTHS).find(|(_, month)| *month == name).map(|(number, _)| number)
    })?;
    Date::new(year, month, number("day")?).ok()
}

fn find_time(text: &str) -> (Option<Time>, String) {
    let found = CLOCKS.iter().find_map(|pattern| {
        let found = pattern.captures(text)?;
        Some((time_of(&found)?, without(text, &found)))
    });
    found.map_or_else(|| (None, text.to_string()), |(time, rest)| (Some(time), rest))
}

fn time_of(found: &Captures) -> Option<Time> {
    let number = |name: &str| found.name(name).map_or(Some(0), |part| part.as_str().parse::<i8>().ok());
    let hour = match (number("hour")?, found.name("half").map(|half| half.as_str().to_ascii_lowercase())) {
        (12, Some(half)) if half == "a" => 0,
        (hour @ 1..=11, Some(half)) if half == "p" => hour + 12,
        (hour, _) => hour,
    };
    Time::new(hour, number("minute")?, number("second")?, 0).ok()
}

fn find_zone(text: &str, outlet: &str) -> (Option<TimeZone>, String) {
    if let Some(found) = OFFSET.captures(text)
        && let Some(zone) = offset_of(&found)
    {
        // An abbreviation beside the offset says the same once more.
        let rest = without(text, &found);
        return (Some(zone), ZONE_NAME.replace(&rest, " ").into_owned());
    }
    match ZONE_NAME.captures(text) {
        Some(found) => (abbreviated(&found["name"], outlet), without(text, &found)),
        None => (None, text.to_string()),
    }
}

fn abbreviated(name: &str, outlet: &str) -> Option<TimeZone> {
    let named = || ZONES.iter().filter(|zone| zone.name.eq_ignore_ascii_case(name));
    let fitting = named().find(|zone| zone.outlet.as_ref().is_some_and(|words| words.is_match(outlet)));
    fitting.or_else(|| named().find(|zone| zone.outlet.is_none())).map(|zone| zone.zone.clone())
}

fn offset(text: &str) -> Option<TimeZone> {
    let found = OFFSET.captures(text).filter(|found| found[0].len() == text.len())?;
    offset_of(&found)
}

fn offset_of(found: &Captures) -> Option<TimeZone> {
    let part = |name: &str| found.name(name).map_or(Some(0), |part| part.as_str().parse::<i32>().ok());
    let (hour, minute) = (part("hour")?, part("minute")?);
    let seconds = (hour * 60 + minute) * if &found["sign"] == "+" { 60 } else { -60 };
    (hour <= 14 && minute < 60).then(|| Offset::from_seconds(seconds).ok().map(TimeZone::fixed))?
}

fn without(text: &str, found: &Captures) -> String {
    let whole = found.get_match();
    format!("{} {}", &text[..whole.start()], &text[whole.end()..])
}

fn format_at(time: DateTime, offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{}{sign}{:02}:{:02}", format_civil(time), minutes.abs() / 60, minutes.abs() % 60)
}

fn format_civil(time: DateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse(text, &Local::default()).unwrap_or_default()
    }

    #[test]
    fn every_form_of_a_date_is_read() {
        let cases = [
            ("2024-05-06", "2024-05-06"),
            ("2024/05/06", "2024-05-06"),
            ("20240506", "2024-05-06"),
            ("20240506103000", "2024-05-06T10:30:00"),
            ("20240506T103000Z", "2024-05-06T10:30:00+00:00"),
            ("2024-05-06T10:30:00Z", "2024-05-06T10:30:00+00:00"),
            ("2024-05-06T10:30:00.123+05:30", "2024-05-06T10:30:00+05:30"),
            ("2024-05-06 10:30:00 -0400", "2024-05-06T10:30:00-04:00"),
            ("2024-05-06T10:30", "2024-05-06T10:30:00"),
            ("Mon, 06 May 2024 10:30:00 +0200", "2024-05-06T10:30:00+02:00"),
            ("Mon, 06 May 2024 10:30:00 GMT", "2024-05-06T10:30:00+00:00"),
            ("6 May 2024", "2024-05-06"),
            ("the 6th of May, 2024", "2024-05-06"),
            ("May 6th, 2024 at 10:30 IST", "2024-05-06T10:30:00+05:30"),
            ("May 6, 2024 / 10:30 PM / CBS", "2024-05-06T22:30:00"),
            ("Monday 6 May 2024 10.30 BST", "2024-05-06T10:30:00+01:00"),
            ("12:05 a.m. EDT, May 6, 2024", "2024-05-06T00:05:00-04:00"),
            ("06-May-2024 1030 GMT", "2024-05-06T10:30:00+00:00"),
            ("Dec. 6, 2024, 9 p.m. ET", "2024-12-06T21:00:00-05:00"),
            ("July 6, 2024 9:05 p.m. ET", "2024-07-06T21:05:00-04:00"),
            ("6 Sept 2024 10:30 GMT+3", "2024-09-06T10:30:00+03:00"),
            ("16/05/2024", "2024-05-16"),
            ("05/16/2024", "2024-05-16"),
            ("1714991400", "2024-05-06T10:30:00+00:00"),
            ("1714991400000", "2024-05-06T10:30:00+00:00"),
            ("05/06/2024", ""),
            ("31 February 2024", ""),
            ("May 2024", ""),
            ("soon", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn whose_ist_it_is_depends_on_the_outlet() {
        let at =
            |outlet: &str| parse("6 May 2024, 10:30 IST", &Local { timezone: None, outlet: outlet.into() }).unwrap();
        assert_eq!(at("The Hindu"), "2024-05-06T10:30:00+05:30");
        assert_eq!(at("The Times of Israel"), "2024-05-06T10:30:00+03:00");
        assert_eq!(at("https://www.irishtimes.com/"), "2024-05-06T10:30:00+01:00");
    }

    #[test]
    fn a_given_zone_counts_where_the_text_names_none() {
        let local = Local { timezone: timezone("Asia/Kolkata"), outlet: String::new() };
        assert_eq!(parse("6 May 2024 10:30", &local).unwrap(), "2024-05-06T10:30:00+05:30");
        assert_eq!(parse("6 May 2024 10:30 GMT", &local).unwrap(), "2024-05-06T10:30:00+00:00");
        assert_eq!(parse("6 May 2024", &local).unwrap(), "2024-05-06");
        assert!(timezone("CET").is_some() && timezone("-03:30").is_some() && timezone("Mars/Olympus").is_none());
    }

    #[test]
    fn only_a_date_is_only_a_date() {
        let only = |text| parse_only(text, &Local::default()).is_some();
        assert!(only("Monday, May 6th, 2024 at 10:30 IST") && only("(6 May 2024 | 10:30)"));
        assert!(!only("guidance was issued on 6 May 2024") && !only("6 May 2024 talks"));
    }
}
