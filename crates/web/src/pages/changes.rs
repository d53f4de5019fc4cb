//! What changed: a party's position before and after, both passages side by side.

use super::listing::{About, Listed, Listing, listing};
use crate::frame::At;
use crate::html::{passage, stance, who, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{ChangeKind, ChangeRow, StanceAt, Store};
use std::slice::from_ref;

static ABOUT: About = About {
    title: "What changed",
    lead: "Positions that changed from one report to the next, with the words before and after. No verdict: read both.",
    row: ("change", "changes"),
    class: None,
    issue: true,
    chart: None,
    other: None,
};

/// Changes of positions.
pub fn view(store: &Store, params: &Params) -> Listed<ChangeRow> {
    listing(&ABOUT, store, params, |query| store.changes(query), draw)
}

fn draw(listing: &Listing<ChangeRow>, _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in &listing.page.rows {
                li.row.wide {
                    h2 { (who(from_ref(&row.party))) " on " (words(&row.issue)) " " span.tag.change { (kind(row.kind)) } }
                    div.two { (side("Before", &row.from)) (side("After", &row.to)) }
                }
            }
        }
    }
}

/// A kind of change in words.
pub fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Contradiction => "two things within a week",
        ChangeKind::Reversal => "turned around",
        ChangeKind::Stance => "another stance",
        ChangeKind::Firmness => "firmer or less firm",
        ChangeKind::Condition => "other conditions",
        ChangeKind::Deadline => "another deadline",
    }
}

fn side(name: &str, at: &StanceAt) -> Markup {
    html! {
        section.side {
            h3 { span.quiet { (name) } " " (stance(&at.stance, &at.firmness)) }
            @for condition in &at.conditions { p.below { "until " (words(condition)) } }
            @if let Some(deadline) = &at.deadline { p.below { "by " (crate::html::day(deadline)) } }
            (passage(&at.passage))
        }
    }
}
