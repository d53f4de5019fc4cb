//! Months as calendars, with meetings on their days. What is known only as a stretch of days stands on each of them up to
//! a week; what is known less precisely stands under its month.

use crate::html::{code, month, plain, words};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use maud::{Markup, html};
use rapporteur_store::MeetingRow;
use std::collections::{BTreeMap, BTreeSet};

/// Most months that are drawn: those with meetings, the last first.
const MONTHS: usize = 6;
/// Longest stretch that is shown day by day, in days.
const DAYS: i32 = 7;
const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Meetings of a month.
#[derive(Default)]
struct Month<'m> {
    days: BTreeMap<Date, Vec<&'m MeetingRow>>,
    loose: Vec<&'m MeetingRow>,
}

/// The months that have meetings, as calendars.
pub fn calendar(rows: &[MeetingRow]) -> Markup {
    let mut months: BTreeMap<Date, Month> = BTreeMap::new();
    for row in rows {
        place(row, &mut months);
    }
    html! {
        div.months {
            @for (first, month) in months.iter().rev().take(MONTHS).collect::<Vec<_>>().into_iter().rev() { (grid(*first, month)) }
        }
    }
}

fn place<'m>(row: &'m MeetingRow, months: &mut BTreeMap<Date, Month<'m>>) {
    let (Ok(since), Ok(until)) = (row.happened.since.parse::<Date>(), row.happened.until.parse::<Date>()) else {
        return;
    };
    let length = since.until(until).map_or(i32::MAX, |span: Span| span.get_days());
    if length >= DAYS {
        months.entry(since.first_of_month()).or_default().loose.push(row);
        return;
    }
    for day in 0..=length.max(0) {
        let Ok(day) = since.checked_add(day.days()) else { return };
        months.entry(day.first_of_month()).or_default().days.entry(day).or_default().push(row);
    }
}

fn grid(first: Date, of: &Month) -> Markup {
    let lead = first.weekday().to_monday_zero_offset() as usize;
    let days = first.days_in_month() as usize;
    let cells: Vec<Option<Date>> = (0..(lead + days).div_ceil(7) * 7)
        .map(|cell| {
            cell.checked_sub(lead).filter(|day| *day < days).and_then(|day| first.checked_add((day as i64).days()).ok())
        })
        .collect();
    let name = month(&first.strftime("%Y-%m").to_string());
    let shown: BTreeSet<usize> = cells
        .chunks(7)
        .enumerate()
        .filter(|(_, week)| week.iter().flatten().any(|day| of.days.contains_key(day)))
        .map(|(at, _)| at)
        .collect();
    html! {
        table.month-grid {
            caption { (name) }
            thead { tr { @for day in WEEK { th scope="col" { abbr title=(day) { (&day[..1]) } } } } }
            tbody {
                @for (at, week) in cells.chunks(7).enumerate() {
                    tr.bare[!shown.contains(&at)] { @for day in week { (cell(*day, of)) } }
                }
            }
        }
        @if !of.loose.is_empty() {
            div.loose {
                p { "In or from " (name) ", day not known" }
                ul { @for row in &of.loose { li { (entry(row)) } } }
            }
        }
    }
}

fn cell(day: Option<Date>, of: &Month) -> Markup {
    html! {
        @match day {
            None => td.out {},
            Some(day) => td {
                time datetime=(day) { (day.day()) }
                @for row in of.days.get(&day).into_iter().flatten() { (entry(row)) }
            },
        }
    }
}

fn entry(row: &MeetingRow) -> Markup {
    html! {
        @let name = row.series.as_deref().unwrap_or(&row.name);
        a class={ "meeting " (row.status) } href={ "#m" (row.id) } title=(plain(&title(row))) {
            span.sign aria-hidden="true" { (sign(&row.status)) } span.unseen { (code(&row.status)) ": " }
            span.name { (words(name)) @if let Some(place) = &row.place { ", " (words(place)) } }
        }
    }
}

fn title(row: &MeetingRow) -> String {
    let name = row.series.as_deref().unwrap_or(&row.name);
    row.place.as_ref().map_or_else(|| name.to_owned(), |place| format!("{name}, {place}"))
}

/// A sign beside the colour of a status.
pub fn sign(status: &str) -> &'static str {
    match status {
        "held" => "●",
        "ongoing" => "◐",
        "scheduled" => "○",
        "proposed" => "?",
        _ => "×",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_on_its_weekday() {
        // The first of February 2026 is a Sunday: six empty cells before it, five rows in all.
        let drawn = grid("2026-02-01".parse().expect("a day"), &Month::default()).into_string();
        assert_eq!(drawn.matches("class=\"out\"").count(), 6 + 1);
        assert_eq!(drawn.matches("<tr").count(), 1 + 5);
    }
}
