//! Who did what to whom.

use super::listing::{About, Listed, Listing, listing};
use crate::frame::At;
use crate::html::{code, coverage, passages, when, who, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{EventRow, Store};

static ABOUT: About = About {
    title: "Events",
    lead: "Who did what to whom, by type of act (PLOVER's), each with the words that say so.",
    row: ("event", "events"),
    class: Some(("type", "Type")),
    issue: true,
    chart: None,
    other: None,
};

/// What was done.
pub fn view(store: &Store, params: &Params) -> Listed<EventRow> {
    listing(&ABOUT, store, params, |query| store.events(query), draw)
}

fn draw(listing: &Listing<EventRow>, _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in &listing.page.rows {
                li.row {
                    (line(row))
                    @if !row.asserted_by.is_empty() { p.below { "so says " (who(&row.asserted_by)) } }
                    @if !row.denied_by.is_empty() { p.below { span.tag.denied { "denied" } " by " (who(&row.denied_by)) } }
                    (passages(&row.passages))
                    p.below { (coverage(&row.coverage)) }
                }
            }
        }
    }
}

/// Who does what to whom, when and where.
pub fn line(row: &EventRow) -> Markup {
    html! {
        p.line {
            @if !row.source.is_empty() { b { (who(&row.source)) } " " }
            span class={ "tag type " (row.r#type.to_lowercase()) } {
                (code(&row.r#type)) @if let Some(mode) = &row.mode { " · " (code(mode)) }
            }
            " “" (words(&row.trigger)) "”"
            @if !row.target.is_empty() { span.quiet { " → " } (who(&row.target)) }
            @if row.modality != "actual" { " " span.tag { (code(&row.modality)) } }
            span.quiet { " · " (when(&row.happened)) @if let Some(place) = &row.place { " · " (words(place)) } }
        }
    }
}
