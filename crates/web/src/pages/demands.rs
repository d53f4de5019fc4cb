//! What was demanded of whom, and what was answered.

use super::listing::{About, Listed, Listing, listing};
use crate::frame::At;
use crate::html::{code, count, passage, who, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{DemandRow, Store};

static ABOUT: About = About {
    title: "Demands",
    lead: "Demands and requests that were put to somebody, each with the answer, where a report has one.",
    row: ("demand", "demands"),
    class: Some(("act", "Act")),
    issue: true,
    chart: None,
    other: None,
};

/// Demands with their answers.
pub fn view(store: &Store, params: &Params) -> Listed<DemandRow> {
    listing(&ABOUT, store, params, |query| store.demands(query), draw)
}

fn draw(listing: &Listing<DemandRow>, _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in &listing.page.rows {
                li.row.wide {
                    p.line {
                        b { (who(&row.speaker)) } " " span class={ "tag act " (row.act) } { (code(&row.act)) }
                        span.quiet { " of " } (who(&row.addressee))
                        @if let Some(issue) = &row.issue { span.quiet { " · on " (words(issue)) } }
                    }
                    div.two {
                        section.side { p.below { "Demand" } (passage(&row.passage)) }
                        @match &row.answer {
                            Some(answer) => section.side {
                                p.below { "Answer: " (who(&answer.speaker)) " " span class={ "tag act " (answer.act) } { (code(&answer.act)) } }
                                (passage(&answer.passage))
                            },
                            None => section.side { p.below { "No answer for " (count(row.days.max(0) as u64, "day", "days")) } },
                        }
                    }
                }
            }
        }
    }
}
