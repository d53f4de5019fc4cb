//! The overview: what the store is about, where things stand, what is next. Printed, it is the brief.

use super::matrix::{self, Matrix};
use super::{events, quotes};
use crate::answer::View;
use crate::frame::At;
use crate::html::{count, day, passage, stance, when, who, words};
use crate::params::Params;
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_store::{Brief, Order, Query, ReportRow, Store};
use serde_json::Value;
use std::slice::from_ref;

/// Rows of each part.
const ROWS: usize = 8;
/// Issues of the small matrix.
const ISSUES: usize = 5;
/// Parties of it.
const PARTIES: usize = 4;
/// Characters of its quotes.
const QUOTE: usize = 75;

/// Where things stand.
pub struct Overview {
    brief: Brief,
    matrix: Matrix,
    newest: Vec<ReportRow>,
    about: Option<String>,
}

/// Where things stand on the day that the address asks for, or on that of the newest report.
pub fn view(about: Option<String>, store: &Store, params: &Params) -> Result<Overview, Problem> {
    let query = Query { limit: Some(ROWS), offset: 0, ..params.query.clone() };
    let newest = store.reports(&Query { limit: Some(3), order: Order::Newest, ..query.clone() })?.rows;
    Ok(Overview { brief: store.brief(&query)?, matrix: matrix::view(store, params)?, newest, about })
}

impl View for Overview {
    fn title(&self) -> String {
        "Where things stand".into()
    }

    fn lead(&self) -> String {
        match self.brief.reports {
            0 => "The store is empty: no report has been added to it yet.".into(),
            reports => format!(
                "Who said what, who wants what, what changed and what is next: read from {}, up to {}. Every line leads to the \
                 words that say it.",
                count(reports, "report", "reports"),
                day(&self.brief.as_of)
            ),
        }
    }

    fn body(&self, _: &At) -> Markup {
        html! {
            @if let Some(about) = &self.about { p.about { (words(about)) } }
            @if self.brief.reports == 0 { (empty()) } @else {
                @if !self.matrix.is_empty() { (self.positions()) }
                div.columns {
                    div { (self.changes()) (self.quotes()) }
                    div { (self.ahead()) (self.demands()) (self.events()) (self.reports()) }
                }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(&self.brief)
    }
}

fn empty() -> Markup {
    html! {
        p { "Add reports with " code { "rapporteur add FILES --store FILE" } ", or see the example with " code { "rapporteur demo" } "." }
    }
}

/// A part with its heading, the way to all of it, and its lines.
fn part(title: &str, href: &str, lines: Markup) -> Markup {
    html! {
        section.part {
            h2 { a href=(href) { (title) } }
            ul.plain { (lines) }
        }
    }
}

impl Overview {
    fn positions(&self) -> Markup {
        html! {
            section.part.first {
                h2 { a href="/positions" { "Who stands where" } }
                (self.matrix.grid(ISSUES, PARTIES, QUOTE))
                p { a.further href="/positions" { "All issues" } }
            }
        }
    }

    fn ahead(&self) -> Markup {
        let brief = &self.brief;
        html! {
            @if !brief.ahead.is_empty() || !brief.deadlines.is_empty() {
                (part("Next", "/meetings", html! {
                    @for meeting in brief.ahead.iter().take(5) {
                        li {
                            p { b { (when(&meeting.happened)) } " " (words(&meeting.name)) @if let Some(place) = &meeting.place { ", " (words(place)) } }
                            p.below { (who(&meeting.parties)) " · " (crate::html::code(&meeting.status)) }
                            @if let Some(last) = meeting.passages.last() { (passage(last)) }
                        }
                    }
                    @for deadline in brief.deadlines.iter().take(4) {
                        li {
                            p { b { "by " (day(&deadline.day)) } " " (words(&deadline.issue)) }
                            p.below { (who(from_ref(&deadline.party))) }
                            (passage(&deadline.passage))
                        }
                    }
                }))
            }
        }
    }

    fn changes(&self) -> Markup {
        html! {
            @if !self.brief.changes.is_empty() {
                (part("What changed", "/changes", html! {
                    @for change in self.brief.changes.iter().take(4) {
                        li {
                            p {
                                b { (who(from_ref(&change.party))) } " on " (words(&change.issue)) ": "
                                (stance(&change.from.stance, "stated")) " → " (stance(&change.to.stance, &change.to.firmness))
                            }
                            (passage(&change.from.passage))
                            (passage(&change.to.passage))
                        }
                    }
                }))
            }
        }
    }

    fn quotes(&self) -> Markup {
        html! {
            @if !self.brief.quotes.is_empty() {
                (part("Last said", "/quotes", html! {
                    @for quote in self.brief.quotes.iter().take(6) {
                        li { (quotes::line(quote)) @if let Some(last) = quote.passages.last() { (passage(last)) } }
                    }
                }))
            }
        }
    }

    fn demands(&self) -> Markup {
        html! {
            @if !self.brief.demands.is_empty() {
                (part("Not answered", "/demands", html! {
                    @for demand in self.brief.demands.iter().take(4) {
                        li {
                            p { b { (who(&demand.speaker)) } " → " (who(&demand.addressee)) span.quiet { ", for " (count(demand.days.max(0) as u64, "day", "days")) } }
                            (passage(&demand.passage))
                        }
                    }
                }))
            }
        }
    }

    fn events(&self) -> Markup {
        html! {
            @if !self.brief.events.is_empty() {
                (part("Last done", "/events", html! {
                    @for event in self.brief.events.iter().take(5) { li { (events::line(event)) } }
                }))
            }
        }
    }

    fn reports(&self) -> Markup {
        html! {
            @if !self.newest.is_empty() {
                (part("Newest reports", "/reports", html! {
                    @for row in &self.newest {
                        li {
                            p { a href={ "/reports/" (row.report) } { (words(row.title.as_deref().unwrap_or(&row.name))) } }
                            p.below { (day(&row.reported)) @if let Some(publisher) = &row.publisher { " · " (words(publisher)) } }
                        }
                    }
                }))
            }
        }
    }
}
