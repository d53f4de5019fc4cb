//! From what the words say to a date: reckoned from the publication, the times spoken of before, and the tense.

use super::scan::{Found, Meaning, Origin, Partial, duration};
use super::tense::Tense;
use super::value::{self, Value, monday, plus_days, plus_months, saturday};
use jiff::civil::{Date, date};
use rapporteur_lexicon::{DayPart, Holiday, Season, Shift, Unit};

/// From what an expression is reckoned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    /// The day of publication.
    pub published: Option<Date>,
    /// The interval of the last date spoken of.
    pub spoken: Option<(Date, Date)>,
    /// The year that an earlier date of the sentence names.
    pub year: Option<i16>,
    /// Which way the date lies.
    pub tense: Tense,
}

/// What a meaning resolves to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Resolved {
    /// A value, and whether it was reckoned from another time.
    Value(Value, Reckoned),
    /// Nothing: the reason.
    Not(&'static str),
}

/// From what a value was reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reckoned {
    /// From nothing: the words are enough.
    Absolute,
    /// From the publication date.
    Publication,
    /// From a time spoken of before.
    Spoken,
}

const NO_PUBLICATION: &str = "a relative date in a report without a publication date";
const NOTHING_BEFORE: &str = "reckoned from a time that the text does not name";
const OUT_OF_CALENDAR: &str = "no such date in the calendar";

/// The value of an expression.
pub(super) fn resolve(found: &Found, base: Base) -> Resolved {
    match &found.meaning {
        Meaning::Range(from, to) => range(from, to, base),
        meaning => resolve_meaning(meaning, base),
    }
}

fn range(from: &Found, to: &Found, base: Base) -> Resolved {
    let (first, second) = match (resolve_meaning(&from.meaning, base), resolve_meaning(&to.meaning, base)) {
        (Resolved::Value(first, reckoned), Resolved::Value(second, _)) => ((first, reckoned), second),
        (Resolved::Not(reason), _) | (_, Resolved::Not(reason)) => return Resolved::Not(reason),
    };
    let ((first, reckoned), mut second) = (first, second);
    // "from Monday to Wednesday": the end follows the start.
    if let (Some((start, _)), Some((_, end)), Value::Day(day)) = (first.interval(), second.interval(), &second)
        && end < start
        && matches!(&to.meaning, Meaning::Date(Partial { weekday: Some(_), month: None, .. }))
    {
        second = plus_days(*day, 7).map_or(second.clone(), Value::Day);
    }
    Resolved::Value(Value::Range(Box::new(first), Box::new(second)), reckoned)
}

fn resolve_meaning(meaning: &Meaning, base: Base) -> Resolved {
    match meaning {
        Meaning::Date(partial) => partial_date(*partial, base),
        Meaning::Duration { amount, unit } => absolute(Some(Value::Duration(duration(*amount, *unit)))),
        Meaning::Stretch { amount, unit, .. } => absolute(Some(Value::Duration(duration(*amount, *unit)))),
        Meaning::Set(period) => absolute(Some(Value::Set(period.clone()))),
        Meaning::Decade(year) => absolute(Some(Value::Decade(*year))),
        Meaning::Century(number) => absolute(Some(Value::Century(*number))),
        Meaning::FiscalYear(year) => absolute(Some(Value::FiscalYear(*year))),
        Meaning::Present => absolute(Some(Value::Present)),
        Meaning::Past => absolute(Some(Value::Past)),
        Meaning::Future => absolute(Some(Value::Future)),
        Meaning::Day(days) => from_publication(base, |day| plus_days(day, i32::from(*days)).map(Value::Day)),
        Meaning::Season { season, year, shift } => season_of(*season, *year, *shift, base),
        Meaning::Fraction { number, of, year, shift } => fraction(*number, *of, *year, *shift, base),
        Meaning::Holiday { rule, year, shift } => holiday(*rule, *year, *shift, base),
        Meaning::Period { unit, shift, fiscal } => period(*unit, *shift, *fiscal, base),
        Meaning::Away { amount, unit, later, origin } => away(*amount, *unit, *later, *origin, base),
        Meaning::Nth { number, unit, of } => nth(*number, *unit, of, base),
        Meaning::Clock { time, zone, day } => clock(*time, *zone, day.as_deref(), base),
        Meaning::Part { part, day, shift } => part_of(*part, day.as_deref(), *shift, base),
        Meaning::Range(from, to) => range(from, to, base),
    }
}

fn absolute(value: Option<Value>) -> Resolved {
    value.map_or(Resolved::Not(OUT_OF_CALENDAR), |value| Resolved::Value(value, Reckoned::Absolute))
}

fn from_publication(base: Base, reckon: impl Fn(Date) -> Option<Value>) -> Resolved {
    match base.published {
        Some(day) => match reckon(day) {
            Some(value) => Resolved::Value(value, Reckoned::Publication),
            None => Resolved::Not(OUT_OF_CALENDAR),
        },
        None => Resolved::Not(NO_PUBLICATION),
    }
}

/// Reckons from the time spoken of, or else from the publication.
fn from_spoken(base: Base, reckon: impl Fn(Date) -> Option<Value>) -> Resolved {
    match base.spoken {
        Some((day, _)) => match reckon(day) {
            Some(value) => Resolved::Value(value, Reckoned::Spoken),
            None => Resolved::Not(OUT_OF_CALENDAR),
        },
        None => from_publication(base, reckon),
    }
}

fn partial_date(partial: Partial, base: Base) -> Resolved {
    match partial {
        Partial { year: Some(year), month: Some(month), day: Some(day), weekday, .. } => {
            match (Date::new(year, month, day).ok(), weekday.and_then(value::weekday)) {
                (Some(date), Some(weekday)) if date.weekday() != weekday => {
                    Resolved::Not("the weekday does not fall on that date")
                }
                (date, _) => absolute(date.map(Value::Day)),
            }
        }
        Partial { year: Some(year), month: Some(month), .. } => absolute(Some(Value::Month(year, month))),
        Partial { year: Some(year), .. } => absolute(Some(Value::Year(year))),
        Partial { month: Some(month), day: Some(day), .. } => month_and_day(month, day, partial, base),
        Partial { month: Some(month), .. } => month_alone(month, partial.shift, base),
        Partial { weekday: Some(weekday), .. } => weekday_alone(weekday, partial.shift, base),
        _ => Resolved::Not(NOTHING_BEFORE),
    }
}

/// The latest or earliest of several dates that fit the tense; the nearest where nothing says.
fn fitting(dates: &[Date], published: Date, tense: Tense) -> Option<Date> {
    let near = |date: &&Date| value::days_between(published, **date).abs();
    let before = || dates.iter().filter(|date| **date <= published).max().copied();
    let after = || dates.iter().filter(|date| **date >= published).min().copied();
    let nearest = dates.iter().min_by_key(near).copied();
    match tense {
        // Of what happened a year ago but for some weeks the year is told; what was proposed may lie ahead.
        Tense::Past => before().filter(|day| value::days_between(*day, published) < 300).or(nearest),
        // What a text with "will" dates just before its publication was recycled.
        Tense::Future => match after() {
            Some(day) if value::days_between(published, day) > 300 => {
                before().filter(|day| value::days_between(*day, published) <= 45).or(Some(day))
            }
            day => day.or(nearest),
        },
        Tense::Present | Tense::Unknown => nearest,
    }
}

fn month_and_day(month: i8, day: i8, partial: Partial, base: Base) -> Resolved {
    let Some(published) = base.published else {
        if let Some(date) = base.year.and_then(|year| Date::new(year, month, day).ok()) {
            return Resolved::Value(Value::Day(date), Reckoned::Spoken);
        }
        return Resolved::Not(NO_PUBLICATION);
    };
    if let Some(date) = base.year.and_then(|year| Date::new(year, month, day).ok()).filter(|date| *date <= published) {
        return Resolved::Value(Value::Day(date), Reckoned::Spoken);
    }
    let weekday = partial.weekday.and_then(value::weekday);
    // February 29 may lie four years away.
    let years = (published.year() - 4)..=(published.year() + 4);
    let dates: Vec<Date> = years
        .filter_map(|year| Date::new(year, month, day).ok())
        .filter(|date| weekday.is_none_or(|weekday| date.weekday() == weekday))
        .collect();
    let chosen = match partial.shift {
        Some(Shift::Last | Shift::Past | Shift::Previous) => {
            dates.iter().filter(|date| **date < published).max().copied()
        }
        Some(Shift::Next | Shift::Following) => dates.iter().filter(|date| **date > published).min().copied(),
        _ => fitting(&dates, published, base.tense),
    };
    match chosen {
        Some(date) if weekday.is_some() && value::days_between(published, date).abs() > 400 => {
            Resolved::Not("the weekday does not fall on that date near the publication")
        }
        Some(date) => Resolved::Value(Value::Day(date), Reckoned::Publication),
        None => Resolved::Not(OUT_OF_CALENDAR),
    }
}

fn month_alone(month: i8, shift: Option<Shift>, base: Base) -> Resolved {
    if let (Some(year), None) = (base.year, shift) {
        return Resolved::Value(Value::Month(year, month), Reckoned::Spoken);
    }
    from_publication(base, |published| {
        let (year, current) = (published.year(), published.month());
        let before = if month <= current { year } else { year - 1 };
        let after = if month >= current { year } else { year + 1 };
        let nearest = if (published.month() - month).abs() <= 6 {
            year
        } else if month > current {
            year - 1
        } else {
            year + 1
        };
        let chosen = match (shift, base.tense) {
            (Some(Shift::Last | Shift::Past | Shift::Previous), _) => {
                if month < current {
                    year
                } else {
                    year - 1
                }
            }
            (Some(Shift::Next | Shift::Following), _) => {
                if month > current {
                    year
                } else {
                    year + 1
                }
            }
            (Some(Shift::This), _) => nearest,
            (_, Tense::Past | Tense::Unknown) => before,
            (_, Tense::Future) => after,
            (_, Tense::Present) => nearest,
        };
        Some(Value::Month(chosen, month))
    })
}

fn weekday_alone(number: i8, shift: Option<Shift>, base: Base) -> Resolved {
    from_publication(base, |published| {
        let current = published.weekday().to_monday_one_offset();
        let back = i32::from((current - number).rem_euclid(7));
        let ahead = i32::from((number - current).rem_euclid(7));
        let days = match (shift, base.tense) {
            (Some(Shift::Last | Shift::Past | Shift::Previous), _) => -(if back == 0 { 7 } else { back }),
            (Some(Shift::Next | Shift::Following), _) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            (_, Tense::Past | Tense::Unknown) => -back,
            (_, Tense::Future) => ahead,
            (Some(Shift::This), Tense::Present) => ahead,
            (_, Tense::Present) => {
                if ahead <= 3 && back != 0 {
                    ahead
                } else {
                    -back
                }
            }
        };
        plus_days(published, days).map(Value::Day)
    })
}

fn season_of(season: Season, year: Option<i16>, shift: Option<Shift>, base: Base) -> Resolved {
    if let Some(year) = year {
        return absolute(Some(Value::Season(year, season)));
    }
    from_publication(base, |published| {
        let start = |year: i16| Value::Season(year, season).interval();
        let year = published.year();
        let begun = start(year).is_some_and(|(start, _)| start <= published);
        let running = [year - 1, year]
            .into_iter()
            .find(|year| start(*year).is_some_and(|(start, end)| (start..=end).contains(&published)));
        let latest = if begun { year } else { year - 1 };
        let chosen = match (shift, base.tense, running) {
            (Some(Shift::Last | Shift::Past | Shift::Previous), _, Some(running)) => running - 1,
            (Some(Shift::Last | Shift::Past | Shift::Previous), _, None) => latest,
            (Some(Shift::Next | Shift::Following), _, _) => latest + 1,
            (_, _, Some(running)) => running,
            (Some(Shift::This), _, None) => year,
            (_, Tense::Future | Tense::Present, None) => latest + 1,
            (_, _, None) => latest,
        };
        Some(Value::Season(chosen, season))
    })
}

fn fraction(number: Option<i8>, of: i8, year: Option<i16>, shift: Option<Shift>, base: Base) -> Resolved {
    let make = |year: i16, number: i8| if of == 4 { Value::Quarter(year, number) } else { Value::Half(year, number) };
    let number = number.unwrap_or(1);
    if let Some(year) = year {
        return absolute(Some(make(year, number)));
    }
    from_publication(base, |published| {
        let year = published.year();
        let current = (published.month() - 1) / (12 / of) + 1;
        let chosen = match (shift, base.tense) {
            (Some(Shift::Last | Shift::Past | Shift::Previous), _) => year - 1,
            (Some(Shift::Next | Shift::Following), _) => year + 1,
            (Some(Shift::This | Shift::Same), _) => year,
            (None, Tense::Future | Tense::Present) if number < current => year + 1,
            (None, Tense::Past | Tense::Unknown) if number > current => year - 1,
            (None, _) => year,
        };
        Some(make(chosen, number))
    })
}

fn holiday(rule: Holiday, year: Option<i16>, shift: Option<Shift>, base: Base) -> Resolved {
    let falls = |year: i16| match rule {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Once(year, month, day) => Date::new(year, month, day).ok(),
        Holiday::Nth(month, weekday, nth) => {
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, value::weekday(weekday)?).ok()
        }
        Holiday::Easter(days) => plus_days(value::easter(year)?, i32::from(days)),
    };
    if let Some(year) = year.or(match rule {
        Holiday::Once(year, ..) => Some(year),
        _ => None,
    }) {
        return absolute(falls(year).map(Value::Day));
    }
    from_publication(base, |published| {
        let dates: Vec<Date> = (published.year() - 1..=published.year() + 1).filter_map(falls).collect();
        let chosen = match shift {
            Some(Shift::Last | Shift::Past | Shift::Previous) => {
                dates.iter().filter(|date| **date < published).max().copied()
            }
            Some(Shift::Next | Shift::Following) => dates.iter().filter(|date| **date > published).min().copied(),
            _ => fitting(&dates, published, base.tense),
        };
        chosen.map(Value::Day)
    })
}

fn period(unit: Unit, shift: Shift, fiscal: bool, base: Base) -> Resolved {
    let step = match shift {
        Shift::Last | Shift::Past | Shift::Previous => -1,
        Shift::Next | Shift::Following => 1,
        Shift::This | Shift::Same => 0,
    };
    let reckon = |day: Date| {
        let year = day.year().checked_add(step as i16)?;
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Value::Day(plus_days(day, step)?),
            Unit::Weekend => Value::Weekend(weekend(day, step, base.tense)?),
            Unit::Week | Unit::Fortnight => Value::Week(plus_days(monday(day), 7 * step)?),
            Unit::Month => month_value(plus_months(day, step)?),
            Unit::Quarter => {
                let start = plus_months(day, 3 * step)?;
                Value::Quarter(start.year(), (start.month() - 1) / 3 + 1)
            }
            Unit::Year if fiscal => Value::FiscalYear(year),
            Unit::Year => Value::Year(year),
            Unit::Decade => Value::Decade(day.year() / 10 * 10 + 10 * step as i16),
            Unit::Century => Value::Century((day.year() - 1) / 100 + 1 + step as i16),
        })
    };
    match shift {
        Shift::Previous | Shift::Following | Shift::Same => from_spoken(base, reckon),
        _ => from_publication(base, reckon),
    }
}

/// The Saturday of the weekend meant: "this weekend" on a Tuesday is the one gone or the one to come, by tense.
fn weekend(day: Date, step: i32, tense: Tense) -> Option<Date> {
    let this = saturday(day);
    let early_in_week = day.weekday().to_monday_one_offset() <= 3;
    let past = matches!(tense, Tense::Past | Tense::Unknown);
    match step {
        0 if past && early_in_week => plus_days(this, -7),
        0 => Some(this),
        // On a Saturday or Sunday "last weekend" is a week gone.
        -1 => plus_days(this, -7),
        _ => plus_days(this, if early_in_week { 0 } else { 7 }),
    }
}

fn month_value(day: Date) -> Value {
    Value::Month(day.year(), day.month())
}

fn away(amount: Option<f64>, unit: Unit, later: bool, origin: Origin, base: Base) -> Resolved {
    let Some(amount) = amount else {
        let value = match (origin, later) {
            (Origin::Publication, false) => Value::Past,
            (Origin::Publication, true) => Value::Future,
            _ => return Resolved::Value(Value::Partial("XXXX-XX-XX".into()), Reckoned::Absolute),
        };
        return absolute(Some(value));
    };
    let (_, worth) = unit.designator();
    let sign = if later { 1.0 } else { -1.0 };
    let steps = amount * f64::from(worth) * sign;
    if steps.abs() > 100_000.0 {
        return absolute(Some(if later { Value::Future } else { Value::Past }));
    }
    let whole = steps.fract() == 0.0;
    let step = steps.round() as i32;
    let reckon = |day: Date| {
        Some(match unit {
            Unit::Second | Unit::Minute => Value::Day(day),
            Unit::Hour => Value::Day(plus_days(day, (steps / 24.0).trunc() as i32)?),
            Unit::Day => Value::Day(plus_days(day, step)?),
            Unit::Weekend | Unit::Week | Unit::Fortnight => {
                let there = plus_days(day, (steps * 7.0).round() as i32)?;
                if origin == Origin::Spoken { Value::Day(there) } else { Value::Week(monday(there)) }
            }
            Unit::Month | Unit::Quarter => month_value(plus_months(day, step)?),
            Unit::Year if !whole => month_value(plus_months(day, (steps * 12.0).round() as i32)?),
            Unit::Year | Unit::Decade | Unit::Century => Value::Year(day.year().checked_add(step.try_into().ok()?)?),
        })
    };
    match origin {
        Origin::Publication => from_publication(base, reckon),
        Origin::Spoken if base.spoken.is_some() => from_spoken(base, reckon),
        // Without a time to reckon from the words still name a date.
        Origin::Spoken => Resolved::Not(NOTHING_BEFORE),
    }
}

fn nth(number: i8, unit: Unit, of: &Meaning, base: Base) -> Resolved {
    let Resolved::Value(whole, reckoned) = resolve_meaning(of, base) else { return Resolved::Not(NO_PUBLICATION) };
    let Some((start, end)) = whole.interval() else { return Resolved::Not(NOTHING_BEFORE) };
    let index = i32::from(number) - 1;
    let value = match (unit, number) {
        (Unit::Day, -1) => Some(Value::Day(end)),
        (Unit::Day, _) => plus_days(start, index).map(Value::Day),
        (Unit::Weekend, -1) => Some(saturday(end))
            .map(|day| if day > end { plus_days(day, -7).unwrap_or(day) } else { day })
            .map(Value::Weekend),
        (Unit::Weekend, _) => plus_days(saturday(start), 7 * index).map(Value::Weekend),
        (_, -1) => Some(Value::Week(monday(end))),
        // The first week is that of the first.
        _ => plus_days(monday(start), 7 * index).map(Value::Week),
    };
    value.map_or(Resolved::Not(OUT_OF_CALENDAR), |value| Resolved::Value(value, reckoned))
}

fn clock(time: (i8, i8), zone: Option<i16>, day: Option<&Meaning>, base: Base) -> Resolved {
    let (day, reckoned) = match the_day(day, base) {
        Some((day, reckoned)) => (Some(day), reckoned),
        None => (None, Reckoned::Absolute),
    };
    Resolved::Value(Value::Moment { day, time, zone }, reckoned)
}

fn part_of(part: DayPart, day: Option<&Meaning>, shift: Option<Shift>, base: Base) -> Resolved {
    let step = match shift {
        Some(Shift::Last | Shift::Past | Shift::Previous) => -1,
        Some(Shift::Next | Shift::Following) => 1,
        _ => 0,
    };
    let anchor = match shift {
        Some(Shift::This | Shift::Last | Shift::Past) => base.published.map(|day| (day, Reckoned::Publication)),
        _ => the_day(day, base),
    };
    match anchor.and_then(|(day, reckoned)| Some((plus_days(day, step)?, reckoned))) {
        Some((day, reckoned)) => Resolved::Value(Value::Part(day, part), reckoned),
        None => Resolved::Value(Value::Partial(format!("XXXX-XX-XXT{}", part.designator())), Reckoned::Absolute),
    }
}

/// The day named beside a time of day, or else the last one spoken of, or else that of the publication.
fn the_day(day: Option<&Meaning>, base: Base) -> Option<(Date, Reckoned)> {
    if let Some(meaning) = day {
        return match resolve_meaning(meaning, base) {
            Resolved::Value(Value::Day(day), reckoned) => Some((day, reckoned)),
            _ => None,
        };
    }
    match base.spoken.filter(|(start, end)| start == end) {
        Some((day, _)) => Some((day, Reckoned::Spoken)),
        None => base.published.map(|day| (day, Reckoned::Publication)),
    }
}

/// What "few", "several" and a bare plural are reckoned as; their interval is marked approximate.
const A_FEW: f64 = 3.0;

/// The interval of a stretch up to or from a day: the past two weeks, the next six months.
pub(super) fn stretch(amount: Option<f64>, unit: Unit, shift: Shift, from: Date) -> Option<(Date, Date)> {
    let (_, worth) = unit.designator();
    let steps = (amount.unwrap_or(A_FEW) * f64::from(worth)).round() as i32;
    if !(1..=2000).contains(&steps) {
        return None;
    }
    let ahead = matches!(shift, Shift::Next | Shift::Following);
    let sign = if ahead { 1 } else { -1 };
    let there = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => plus_days(from, sign * (steps / 24))?,
        Unit::Day => plus_days(from, sign * steps)?,
        Unit::Weekend | Unit::Week | Unit::Fortnight => plus_days(from, sign * 7 * steps)?,
        Unit::Month | Unit::Quarter => from.checked_add(jiff::Span::new().try_months(sign * steps).ok()?).ok()?,
        Unit::Year | Unit::Decade | Unit::Century => {
            from.checked_add(jiff::Span::new().try_years(sign * steps).ok()?).ok()?
        }
    };
    Some(if ahead { (from, there) } else { (there, from) })
}

/// The day of an ISO 8601 date, with or without a time: the publication's own day, in its own zone.
pub(super) fn day_of(published: &str) -> Option<Date> {
    let mut parts = published.get(..10)?.splitn(3, '-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, day).ok().filter(|day| *day > date(1000, 1, 1))
}
