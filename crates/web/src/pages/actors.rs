//! Who is spoken of.

use super::listing::{About, Listed, Listing, listing};
use crate::frame::At;
use crate::html::{day, grouped, kind, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{ActorRow, Store};

static ABOUT: About = About {
    title: "Actors",
    lead: "States, bodies, groups and persons that the reports speak of, under all the names that they go by.",
    row: ("actor", "actors"),
    class: None,
    issue: false,
    chart: None,
    other: None,
};

/// Who is spoken of.
pub fn view(store: &Store, params: &Params) -> Listed<ActorRow> {
    listing(&ABOUT, store, params, |query| store.actors(query), draw)
}

fn draw(listing: &Listing<ActorRow>, at: &At) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Table of actors" {
            table {
                thead { tr {
                    th scope="col" { "Name" } th scope="col" { "Kind" } th scope="col" { "Country" }
                    th.number scope="col" { "Reports" } th scope="col" { "First" } th scope="col" { "Last" }
                } }
                tbody {
                    @for row in &listing.page.rows {
                        tr.row-line {
                            th scope="row" { a href={ "/actors/" (row.id) } { (words(&row.name)) } }
                            td { (kind(&row.kind)) }
                            td { @if let Some(country) = &row.country { (at.country(country)) } }
                            td.number { (grouped(row.reports as f64)) }
                            td.days { (day(&row.first)) }
                            td.days { (day(&row.last)) }
                        }
                    }
                }
            }
        }
    }
}
