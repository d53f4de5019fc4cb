//! Reports: those with some words, or all, the newest first.

use super::listing::{About, Listing, listing};
use crate::answer::View;
use crate::frame::At;
use crate::html::{count, day, plain, shorten, words};
use crate::params::Params;
use crate::problem::Problem;
use crate::table::Table;
use maud::{Markup, html};
use rapporteur_store::{Clock, Hit, Query, ReportRow, Store};
use serde_json::Value;

static ABOUT: About = About {
    title: "Reports",
    lead: "What was read. Open one to see its text beside what it says.",
    row: ("report", "reports"),
    class: None,
    issue: false,
    chart: None,
    other: None,
};

/// All reports, or those that a search found.
pub enum Reports {
    /// All.
    All(Listing<ReportRow>),
    /// With some words.
    Found(Listing<Hit>),
}

/// The reports that an address asks for.
pub fn view(store: &Store, params: &Params) -> Result<Reports, Problem> {
    let query = Query { facets: true, clock: Clock::Reported, ..params.query.clone() };
    Ok(match query.text {
        None => Reports::All(listing(&ABOUT, store, params, |_| store.reports(&query), all)?),
        Some(_) => Reports::Found(listing(&ABOUT, store, params, |_| store.search(&query), found)?),
    })
}

fn all(listing: &Listing<ReportRow>, _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in &listing.page.rows {
                li.row {
                    h2 dir="auto" { a href={ "/reports/" (row.report) } { (plain(row.title.as_deref().unwrap_or(&row.name))) } }
                    (line(&row.reported, row.publisher.as_deref(), row.copies))
                    p.quiet { (count(row.data as u64, "datum", "data")) " read from it" @if row.revision > 1 { " · revision " (row.revision) } }
                }
            }
        }
    }
}

fn found(listing: &Listing<Hit>, _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in &listing.page.rows {
                li.row {
                    h2 dir="auto" {
                        a href={ "/reports/" (row.report) "?mark=" (row.start) "-" (row.end) "#found" } {
                            (plain(row.title.as_deref().unwrap_or(&row.name)))
                        }
                    }
                    (line(&row.reported, row.publisher.as_deref(), row.copies))
                    p.excerpt dir="auto" { (plain(&shorten(&row.text, 300))) }
                }
            }
        }
    }
}

fn line(reported: &str, publisher: Option<&str>, copies: u64) -> Markup {
    html! {
        p.source {
            time datetime=(reported) { (day(reported)) }
            @if let Some(publisher) = publisher { " · " (words(publisher)) }
            @if copies > 0 { " · " (count(copies, "other report with the same text", "other reports with the same text")) }
        }
    }
}

impl View for Reports {
    fn title(&self) -> String {
        ABOUT.title.into()
    }

    fn lead(&self) -> String {
        ABOUT.lead.into()
    }

    fn body(&self, at: &At) -> Markup {
        match self {
            Reports::All(listing) => listing.body(at),
            Reports::Found(listing) => listing.body(at),
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        match self {
            Reports::All(listing) => listing.data(),
            Reports::Found(listing) => listing.data(),
        }
    }

    fn table(&self) -> Option<Table> {
        match self {
            Reports::All(listing) => listing.table(),
            Reports::Found(listing) => listing.table(),
        }
    }

    fn total(&self) -> Option<u64> {
        match self {
            Reports::All(listing) => listing.total(),
            Reports::Found(listing) => listing.total(),
        }
    }

    fn is_paged(&self) -> bool {
        true
    }

    fn rows(&self) -> (&'static str, &'static str) {
        ABOUT.row
    }
}
