//! Figures: how many, by whose count, as series over time.

use super::listing::{About, Listed, Listing, listing};
use crate::chart::{Chart, chart};
use crate::frame::At;
use crate::html::{count, coverage, days, grouped, passage, place, plain, who, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{FigureRow, Order, Point, Query, Store};
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;

static ABOUT: About = About {
    title: "Figures",
    lead: "How many, by whose count: of the latest day the lowest, the most repeated and the highest number, and every source.",
    row: ("series", "series"),
    class: Some(("type", "Unit")),
    issue: true,
    chart: Some(Chart::Figures),
    other: None,
};

/// Rows of a series that are shown at once, the newest first.
const SHOWN: usize = 20;
/// Series of a unit, at least, that are shown in one chart.
const COMPARED: usize = 3;
/// Charts of units.
const UNITS: usize = 2;

/// Figures as series.
pub fn view(store: &Store, params: &Params) -> Listed<FigureRow> {
    // What most count comes first, unless another order is asked for.
    let order = if params.query.order == Order::Usual { Order::Sources } else { params.query.order };
    listing(&ABOUT, store, params, |query| store.figures(&Query { order, ..query.clone() }), draw)
}

fn draw(listing: &Listing<FigureRow>, _: &At) -> Markup {
    let rows = &listing.page.rows;
    html! {
        @for (unit, points) in compared(rows) {
            section.row.wide {
                h2 { "By whose count: " (crate::html::unit(unit)) }
                (chart(Chart::Figures, &points, &Value::Null, html! {
                    "Every figure of this page with this unit, by who says so. They do not all count the same thing: read the words before "
                    "the number. A triangle upwards is “at least”, downwards “at most”. The series below say the same."
                }))
            }
        }
        ol.rows { @for row in rows { li.row.wide { (series(row)) } } }
    }
}

/// The units with most figures in several series, with their figures: whether two series count the same thing is for the
/// reader to say.
fn compared(rows: &[FigureRow]) -> Vec<(&str, Vec<Value>)> {
    let mut units: BTreeMap<&str, Vec<&FigureRow>> = BTreeMap::new();
    for row in rows {
        units.entry(&row.unit).or_default().push(row);
    }
    let mut units: Vec<_> = units.into_iter().filter(|(_, rows)| rows.len() >= COMPARED).collect();
    units.sort_by_key(|(unit, rows)| (Reverse(rows.len()), *unit));
    let points = |rows: Vec<&FigureRow>| rows.iter().flat_map(|row| &row.points).map(mark).collect();
    units.into_iter().take(UNITS).map(|(unit, rows)| (unit, points(rows))).collect()
}

fn series(row: &FigureRow) -> Markup {
    let points: Vec<Value> = row.points.iter().map(mark).collect();
    html! {
        div.series {
            div {
                h2 dir="auto" { (plain(&row.what)) }
                p.below {
                    (crate::html::unit(&row.unit)) @if !row.of.is_empty() { " of " (who(&row.of)) }
                    @if let Some(scope) = &row.scope { " · " (words(scope)) } " · " (coverage(&row.coverage))
                }
            }
            dl.range {
                @if row.low == row.high { div { dt { "Figure" } dd { (grouped(row.best)) } } } @else {
                    @for (name, number) in [("Low", row.low), ("Best", row.best), ("High", row.high)] {
                        div { dt { (name) } dd { (grouped(number)) } }
                    }
                }
            }
        }
        @if differ(row) {
            (chart(Chart::Figures, &points, &json!(row.best), html! {
                "Every figure on its day, by who says so; a triangle upwards is “at least”, downwards “at most”; the shade spans "
                "the lowest and the highest. The table says the same."
            }))
        }
        (table(row))
    }
}

/// Whether there is something to see: a number that is always the same is a line in the table.
fn differ(row: &FigureRow) -> bool {
    let first = row.points.first().map(|point| (point.value, point.high));
    row.points.iter().any(|point| Some((point.value, point.high)) != first)
}

/// Its roles say that it is a table also where narrow screens show it as lines.
fn table(row: &FigureRow) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label={ "Figures: " (plain(&row.what)) } {
            table.points role="table" {
                thead role="rowgroup" { tr role="row" {
                    @for (class, name) in [("", "Day"), ("number", "Figure"), ("", "Who says so"), ("", "Where it stands")] {
                        th class=(class) role="columnheader" scope="col" { (name) }
                    }
                } }
                tbody role="rowgroup" { @for point in row.points.iter().rev().take(SHOWN) { (line(point)) } }
            }
        }
        @if row.points.len() > SHOWN {
            p.below { (count((row.points.len() - SHOWN) as u64, "earlier figure", "earlier figures")) ": see JSON and CSV." }
        }
    }
}

/// Day, number, upper end, bound, who says so, where it stands.
fn mark(point: &Point) -> Value {
    let names: Vec<&str> = point.said_by.iter().map(|who| who.name.as_str()).collect();
    let names = if names.is_empty() { "the report".to_owned() } else { plain(&names.join(", ")).into_owned() };
    json!([point.happened.since, point.value, point.high, point.bound, names, place(&point.passage)])
}

fn line(point: &Point) -> Markup {
    let bound = match point.bound.as_str() {
        "at_least" => "at least ",
        "at_most" => "at most ",
        _ => "",
    };
    html! {
        tr role="row" {
            td.day role="cell" { (days(&point.happened.since, &point.happened.until)) }
            td.number role="cell" { (bound) (grouped(point.value)) @if let Some(high) = point.high { "–" (grouped(high)) } }
            td role="cell" {
                @if point.said_by.is_empty() { span.quiet { "the report" } } @else { (who(&point.said_by)) }
                @if !point.denied_by.is_empty() { " " span.tag.denied { "denied" } " by " (who(&point.denied_by)) }
            }
            td role="cell" { (passage(&point.passage)) }
        }
    }
}
