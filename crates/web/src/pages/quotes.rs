//! Who said what.

use super::listing::{About, Listed, Listing, listing};
use crate::frame::At;
use crate::html::{code, coverage, passages, when, who, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{QuoteRow, Store};

static ABOUT: About = About {
    title: "Who said what",
    lead: "Statements with who made them, to whom, and what was done by saying it: demanding, denying, offering.",
    row: ("statement", "statements"),
    class: Some(("act", "Act")),
    issue: true,
    chart: None,
    other: None,
};

/// What was said.
pub fn view(store: &Store, params: &Params) -> Listed<QuoteRow> {
    listing(&ABOUT, store, params, |query| store.quotes(query), draw)
}

fn draw(listing: &Listing<QuoteRow>, _: &At) -> Markup {
    html! {
        ol.rows { @for row in &listing.page.rows { li.row { (line(row)) (passages(&row.passages)) (below(row)) } } }
    }
}

/// Who says it to whom, and how.
pub fn line(row: &QuoteRow) -> Markup {
    let negative = row.polarity == "negative" && !matches!(row.act.as_str(), "deny" | "refuse");
    html! {
        p.line {
            @if row.speaker.is_empty() { span.quiet { "Somebody" } } @else { b { (who(&row.speaker)) } }
            @if row.joint { " " span.tag { "jointly" } }
            @if !row.on_behalf_of.is_empty() { span.quiet { " for " (who(&row.on_behalf_of)) } }
            " " span class={ "tag act " (row.act) } { (code(&row.act)) @if negative { ", negative" } }
            @if !row.addressee.is_empty() { span.quiet { " to " } (who(&row.addressee)) }
            span.quiet { " · " (when(&row.happened)) }
        }
    }
}

fn below(row: &QuoteRow) -> Markup {
    html! {
        p.below {
            (coverage(&row.coverage))
            @if let Some(issue) = &row.issue { " · on " (words(issue)) }
        }
    }
}
