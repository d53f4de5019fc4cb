//! The overview: what the store is about, where things stand, what is next.

use super::lists::stance;
use crate::answer::View;
use crate::frame::At;
use crate::html::{code, count, coverage, day, passage, passages, when, who, words};
use crate::params::Params;
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_store::{Brief, Query, Store};
use serde_json::Value;

/// Where things stand.
pub struct Overview(Brief);

/// Where things stand on the day that the address asks for, or on that of the newest report.
pub fn view(store: &Store, params: &Params) -> Result<Overview, Problem> {
    let query = Query { limit: Some(8), offset: 0, ..params.query.clone() };
    Ok(Overview(store.brief(&query)?))
}

impl View for Overview {
    fn title(&self) -> String {
        "Where things stand".into()
    }

    fn lead(&self) -> String {
        match self.0.reports {
            0 => "The store is empty: no report has been added to it yet.".into(),
            reports => format!(
                "{} read up to {}. Each line leads to the words that say it.",
                count(reports, "report", "reports"),
                day(&self.0.as_of)
            ),
        }
    }

    fn body(&self, _: &At) -> Markup {
        html! {
            @if self.0.reports == 0 { (empty()) } @else {
                div.cards { (self.ahead()) (self.positions()) (self.changes()) (self.quotes()) (self.demands()) }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(&self.0)
    }
}

fn empty() -> Markup {
    html! {
        p { "Add reports with " code { "rapporteur add FILES --store FILE" } ", or see the example with " code { "rapporteur demo" } "." }
    }
}

impl Overview {
    fn ahead(&self) -> Markup {
        html! {
            @if !self.0.ahead.is_empty() || !self.0.deadlines.is_empty() {
                section.card {
                    h2 { a href="/meetings" { "Next" } }
                    ul.plain {
                        @for meeting in self.0.ahead.iter().take(5) {
                            li {
                                p { b { (when(&meeting.happened)) } " " (words(&meeting.name)) " " span.tag { (code(&meeting.status)) } }
                                p.quiet { (who(&meeting.parties)) @if let Some(place) = &meeting.place { " · " (words(place)) } }
                            }
                        }
                        @for deadline in self.0.deadlines.iter().take(4) {
                            li { p { b { "by " (day(&deadline.day)) } " " (words(&deadline.party.name)) ": " (words(&deadline.issue)) } }
                        }
                    }
                }
            }
        }
    }

    fn positions(&self) -> Markup {
        html! {
            @if !self.0.positions.is_empty() {
                section.card {
                    h2 { a href="/positions" { "Who wants what" } }
                    ul.plain {
                        @for position in self.0.positions.iter().take(6) {
                            li {
                                p { (who(std::slice::from_ref(&position.party))) " " (stance(&position.stance, &position.firmness)) " " (words(&position.issue)) }
                                @if let Some(last) = position.stances.last() { (passage(&last.passage)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn changes(&self) -> Markup {
        html! {
            @if !self.0.changes.is_empty() {
                section.card {
                    h2 { a href="/changes" { "What changed" } }
                    ul.plain {
                        @for change in self.0.changes.iter().rev().take(4) {
                            li {
                                p { (who(std::slice::from_ref(&change.party))) " on " (words(&change.issue)) ": " s { (code(&change.from.stance)) } " → " b { (code(&change.to.stance)) } }
                                (passage(&change.to.passage))
                            }
                        }
                    }
                }
            }
        }
    }

    fn quotes(&self) -> Markup {
        html! {
            @if !self.0.quotes.is_empty() {
                section.card {
                    h2 { a href="/quotes" { "Last said" } }
                    ul.plain {
                        @for quote in self.0.quotes.iter().take(5) {
                            li {
                                p { (who(&quote.speaker)) " " span.tag { (code(&quote.act)) } " " span.quiet { (day(&quote.coverage.last)) } }
                                (passages(&quote.passages))
                                (coverage(&quote.coverage))
                            }
                        }
                    }
                }
            }
        }
    }

    fn demands(&self) -> Markup {
        html! {
            @if !self.0.demands.is_empty() {
                section.card {
                    h2 { "Not answered" }
                    ul.plain {
                        @for demand in self.0.demands.iter().take(4) {
                            li {
                                p { (who(&demand.speaker)) " → " (who(&demand.addressee)) " " span.quiet { "for " (count(demand.days.max(0) as u64, "day", "days")) } }
                                (passage(&demand.passage))
                            }
                        }
                    }
                }
            }
        }
    }
}
