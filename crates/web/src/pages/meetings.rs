//! Meetings: a calendar, and each with its life from the proposal to what came of it.

use super::calendar::{calendar, sign};
use super::listing::{About, Listed, Listing, listing};
use crate::answer::Form;
use crate::frame::At;
use crate::html::{code, coverage, day, mark, month, passages, when, who, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{Behind, MeetingRow, Store, Verdict};

static ABOUT: About = About {
    title: "Meetings",
    lead: "Talks, visits and calls, from the proposal to what came of them. A moved or cancelled one keeps its history.",
    row: ("meeting", "meetings"),
    class: Some(("type", "Status")),
    issue: true,
    chart: None,
    other: Some((Form::Calendar, Behind::Meetings)),
};

/// Meetings with their life.
pub fn view(store: &Store, params: &Params) -> Listed<MeetingRow> {
    listing(&ABOUT, store, params, |query| store.meetings(query), draw)
}

fn draw(listing: &Listing<MeetingRow>, _: &At) -> Markup {
    let mut current = "";
    html! {
        ul.legend aria-label="Signs of the calendar" {
            @for status in ["held", "scheduled", "proposed", "cancelled"] {
                li { span class={ "sign " (status) } aria-hidden="true" { (sign(status)) } " " (status) }
            }
        }
        (calendar(&listing.page.rows))
        ol.rows.timeline {
            @for row in &listing.page.rows {
                @let own = row.happened.since.get(..7).unwrap_or_default();
                @if std::mem::replace(&mut current, own) != own { li.month { h2 { (month(own)) } } }
                li.row id={ "m" (row.id) } { p.when { (when(&row.happened)) } div { (one(row)) } }
            }
        }
    }
}

fn one(row: &MeetingRow) -> Markup {
    html! {
        p.line {
            span class={ "tag status " (row.status) } { (sign(&row.status)) " " (code(&row.status)) } " "
            b { (words(row.series.as_deref().unwrap_or(&row.name))) }
            @if let Some(place) = &row.place { span.quiet { " · " (words(place)) } }
        }
        p { (who(&row.parties)) @if !row.heads.is_empty() { span.quiet { " · " (who(&row.heads)) } } }
        @if row.life.len() > 1 {
            ol.life aria-label="Its life" {
                @for step in &row.life {
                    li { a href=(crate::html::place(&step.passage)) { (code(&step.status)) } " " span.quiet { (day(&step.passage.reported)) } }
                }
            }
        }
        @for outcome in &row.outcomes { (verdict(outcome)) }
        (passages(&row.passages))
        p.below { (coverage(&row.coverage)) }
    }
}

fn verdict(outcome: &Verdict) -> Markup {
    html! {
        p.outcome {
            span.quiet { "Outcome: " } "“" a href=(mark(outcome.report, outcome.start, outcome.end)) { (words(&outcome.text)) } "”"
            @if !outcome.speaker.is_empty() {
                span.quiet { " — " (words(&outcome.speaker.join(", "))) @if outcome.joint { ", jointly" } }
            }
        }
    }
}
