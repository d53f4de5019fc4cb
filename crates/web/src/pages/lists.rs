//! Timeline, quotations, events, meetings, figures, changes, actors: each as rows with their passages.

use super::listing::{About, Listing};
use crate::frame::At;
use crate::html::{code, count, coverage, day, days, grouped, passage, passages, plain, when, who, words};
use crate::params::Params;
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_store::{
    ActorRow, ChangeKind, ChangeRow, EventRow, FigureRow, MeetingRow, Page, Point, Query, QuoteRow, StanceAt, Store,
    StoreError, Tabular, TimelineRow,
};
use serde_json::json;

type Listed<T> = Result<Listing<T>, Problem>;

/// The rows that an address asks for, with the counts beside them.
fn listing<T: Tabular>(
    about: &'static About,
    params: &Params,
    ask: impl FnOnce(&Query) -> Result<Page<T>, StoreError>,
    draw: fn(&[T], &At) -> Markup,
) -> Listed<T> {
    Ok(Listing { about, page: ask(&Query { facets: true, ..params.query.clone() })?, draw })
}

static TIMELINE: About = About {
    title: "Timeline",
    lead: "What happened, in the order in which it happened: events and meetings, as precisely as the reports date them.",
    row: ("entry", "entries"),
    class: Some(("type", "Kind")),
    issue: true,
};

/// Events and meetings as they happened.
pub fn timeline(store: &Store, params: &Params) -> Listed<TimelineRow> {
    listing(&TIMELINE, params, |query| store.timeline(query), draw_timeline)
}

fn draw_timeline(rows: &[TimelineRow], _: &At) -> Markup {
    let chart: Vec<_> = rows
        .iter()
        .map(|row| {
            json!([row.happened.since, row.happened.until, row.kind, row.class, row.headline, format!("t{}", row.id)])
        })
        .collect();
    let mut month = "";
    html! {
        (chart_of("timeline", "Entries of this page over time; a bar is a stretch within which the day is not known", &json!(chart)))
        ol.rows.timeline {
            @for row in rows {
                @let own = row.happened.since.get(..7).unwrap_or_default();
                @if std::mem::replace(&mut month, own) != own { li.month { h2 { (crate::html::month(own)) } } }
                li.row id={ "t" (row.id) } {
                    p.when { (when(&row.happened)) }
                    div {
                        p { span.tag { (code(&row.class)) } " " b { (words(&row.headline)) } @if let Some(place) = &row.place { " · " (words(place)) } }
                        (passages(&row.passages))
                        (coverage(&row.coverage))
                    }
                }
            }
        }
    }
}

/// A place for a chart that the script draws; the rows below say the same.
pub fn chart_of(kind: &str, label: &str, data: &serde_json::Value) -> Markup {
    html! {
        figure.chart data-chart=(kind) data-rows=(data.to_string()) {
            figcaption { (label) "." }
        }
    }
}

static QUOTES: About = About {
    title: "Who said what",
    lead: "What was said, by whom, and what was done by saying it.",
    row: ("statement", "statements"),
    class: Some(("act", "Act")),
    issue: true,
};

/// What was said.
pub fn quotes(store: &Store, params: &Params) -> Listed<QuoteRow> {
    listing(&QUOTES, params, |query| store.quotes(query), draw_quotes)
}

fn draw_quotes(rows: &[QuoteRow], _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in rows {
                li.row {
                    p {
                        @if row.speaker.is_empty() { span.quiet { "Somebody" } } @else { b { (who(&row.speaker)) } }
                        @if row.joint { " " span.tag { "jointly" } }
                        @if !row.on_behalf_of.is_empty() { span.quiet { " for " (who(&row.on_behalf_of)) } }
                        " " span class={ "tag act " (row.act) } { (code(&row.act)) @if row.polarity == "negative" { ", negative" } }
                        @if !row.addressee.is_empty() { " to " (who(&row.addressee)) }
                        span.quiet { " · " (when(&row.happened)) }
                    }
                    (passages(&row.passages))
                    p.quiet { (coverage(&row.coverage)) @if let Some(issue) = &row.issue { " · on " (words(issue)) } }
                }
            }
        }
    }
}

static EVENTS: About = About {
    title: "Events",
    lead: "Who did what to whom, coded by the field's own scheme (PLOVER), each with the words that say so.",
    row: ("event", "events"),
    class: Some(("type", "Type")),
    issue: true,
};

/// What was done.
pub fn events(store: &Store, params: &Params) -> Listed<EventRow> {
    listing(&EVENTS, params, |query| store.events(query), draw_events)
}

fn draw_events(rows: &[EventRow], _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in rows {
                li.row {
                    p {
                        b { (who(&row.source)) } " "
                        span.tag { (code(&row.r#type)) @if let Some(mode) = &row.mode { " · " (code(mode)) } }
                        @if !row.target.is_empty() { " " (who(&row.target)) }
                        " “" (words(&row.trigger)) "”"
                        @if row.modality != "actual" { " " span.tag { (code(&row.modality)) } }
                        span.quiet { " · " (when(&row.happened)) @if let Some(place) = &row.place { " · " (words(place)) } }
                    }
                    @if !row.asserted_by.is_empty() { p.quiet { "so says " (who(&row.asserted_by)) } }
                    @if !row.denied_by.is_empty() { p { span.tag { "denied" } " by " (who(&row.denied_by)) } }
                    (passages(&row.passages))
                    (coverage(&row.coverage))
                }
            }
        }
    }
}

static MEETINGS: About = About {
    title: "Meetings",
    lead: "Talks, visits and calls, from the proposal to what came of them.",
    row: ("meeting", "meetings"),
    class: Some(("type", "Status")),
    issue: true,
};

/// Meetings with their life.
pub fn meetings(store: &Store, params: &Params) -> Listed<MeetingRow> {
    listing(&MEETINGS, params, |query| store.meetings(query), draw_meetings)
}

fn draw_meetings(rows: &[MeetingRow], _: &At) -> Markup {
    let mut month = "";
    html! {
        ol.rows.timeline {
            @for row in rows {
                @let own = row.happened.since.get(..7).unwrap_or_default();
                @if std::mem::replace(&mut month, own) != own { li.month { h2 { (crate::html::month(own)) } } }
                li.row {
                    p.when { (when(&row.happened)) }
                    div {
                        p {
                            span class={ "tag status " (row.status) } { (code(&row.status)) } " "
                            b { (words(row.series.as_deref().unwrap_or(&row.name))) }
                            @if let Some(place) = &row.place { " · " (words(place)) }
                        }
                        p { (who(&row.parties)) @if !row.heads.is_empty() { span.quiet { " · " (who(&row.heads)) } } }
                        @if row.life.len() > 1 {
                            ol.life {
                                @for step in &row.life {
                                    li { (code(&step.status)) " " span.quiet { (day(&step.passage.reported)) } }
                                }
                            }
                        }
                        @for outcome in &row.outcomes {
                            p.outcome {
                                "Outcome: “"
                                a href={ "/reports/" (outcome.report) "?mark=" (outcome.start) "-" (outcome.end) "#found" } { (words(&outcome.text)) }
                                "”"
                                @if !outcome.speaker.is_empty() { span.quiet { " — " (words(&outcome.speaker.join(", "))) @if outcome.joint { ", jointly" } } }
                            }
                        }
                        (passages(&row.passages))
                        (coverage(&row.coverage))
                    }
                }
            }
        }
    }
}

static FIGURES: About = About {
    title: "Figures",
    lead: "How many, by whose count: the lowest, the most repeated and the highest number of the latest day, and every source.",
    row: ("series", "series"),
    class: Some(("type", "Unit")),
    issue: true,
};

/// Figures as series.
pub fn figures(store: &Store, params: &Params) -> Listed<FigureRow> {
    listing(&FIGURES, params, |query| store.figures(query), draw_figures)
}

fn draw_figures(rows: &[FigureRow], _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in rows {
                li.row {
                    h2 dir="auto" { (plain(&row.what)) }
                    p.quiet {
                        (code(&row.unit)) @if !row.of.is_empty() { " of " (who(&row.of)) }
                        @if let Some(scope) = &row.scope { " · " (words(scope)) } " · " (coverage(&row.coverage))
                    }
                    dl.range {
                        div { dt { "Low" } dd { (grouped(row.low)) } }
                        div { dt { "Best" } dd { (grouped(row.best)) } }
                        div { dt { "High" } dd { (grouped(row.high)) } }
                    }
                    @if row.points.len() > 1 { (chart_of("figures", "Each figure on its day, with the words of its bound", &json!(points(row)))) }
                    div.scroll tabindex="0" role="region" aria-label={ "Figures: " (plain(&row.what)) } {
                        table {
                            thead { tr { th scope="col" { "Day" } th scope="col" { "Figure" } th scope="col" { "Who says so" } th scope="col" { "Where it stands" } } }
                            tbody { @for point in row.points.iter().rev().take(40) { (point_row(point)) } }
                        }
                    }
                }
            }
        }
    }
}

fn points(row: &FigureRow) -> Vec<serde_json::Value> {
    let point = |point: &Point| json!([point.happened.since, point.value, point.high, point.bound]);
    row.points.iter().map(point).collect()
}

fn point_row(point: &Point) -> Markup {
    let bound = match point.bound.as_str() {
        "at_least" => "at least ",
        "at_most" => "at most ",
        _ => "",
    };
    html! {
        tr {
            td { (days(&point.happened.since, &point.happened.until)) }
            td.number { (bound) (grouped(point.value)) @if let Some(high) = point.high { "–" (grouped(high)) } }
            td {
                @if point.said_by.is_empty() { span.quiet { "the report" } } @else { (who(&point.said_by)) }
                @if !point.denied_by.is_empty() { " " span.tag { "denied" } " by " (who(&point.denied_by)) }
            }
            td { (passage(&point.passage)) }
        }
    }
}

static CHANGES: About = About {
    title: "What changed",
    lead: "Positions that changed, with the words before and after.",
    row: ("change", "changes"),
    class: None,
    issue: true,
};

/// Changes of positions.
pub fn changes(store: &Store, params: &Params) -> Listed<ChangeRow> {
    listing(&CHANGES, params, |query| store.changes(query), draw_changes)
}

fn draw_changes(rows: &[ChangeRow], _: &At) -> Markup {
    html! {
        ol.rows {
            @for row in rows {
                li.row {
                    h2 { (who(std::slice::from_ref(&row.party))) " on " (words(&row.issue)) }
                    p { span.tag.change { (kind(row.kind)) } }
                    div.two {
                        (side("Before", &row.from))
                        (side("After", &row.to))
                    }
                }
            }
        }
    }
}

fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Contradiction => "says two things within a week",
        ChangeKind::Reversal => "turned around",
        ChangeKind::Stance => "another stance",
        ChangeKind::Firmness => "firmer or less firm",
        ChangeKind::Condition => "other conditions",
        ChangeKind::Deadline => "another deadline",
    }
}

fn side(name: &str, at: &StanceAt) -> Markup {
    html! {
        section {
            h3 { (name) ": " (stance(&at.stance, &at.firmness)) }
            @for condition in &at.conditions { p.quiet { "until " (words(condition)) } }
            (passage(&at.passage))
        }
    }
}

/// A stance, with how firm it is where that is more than said.
pub fn stance(stance: &str, firmness: &str) -> Markup {
    html! {
        span class={ "stance " (stance) } { (code(stance)) }
        @if firmness != "stated" { " " span.quiet { "(" (code(firmness)) ")" } }
    }
}

static ACTORS: About = About {
    title: "Actors",
    lead: "States, bodies, groups and persons that the reports speak of.",
    row: ("actor", "actors"),
    class: None,
    issue: false,
};

/// Who is spoken of.
pub fn actors(store: &Store, params: &Params) -> Listed<ActorRow> {
    listing(&ACTORS, params, |query| store.actors(query), draw_actors)
}

fn draw_actors(rows: &[ActorRow], _: &At) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Actors" {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Kind" } th scope="col" { "Country" } th scope="col" { "Reports" } th scope="col" { "First" } th scope="col" { "Last" } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { a href={ "/actors/" (row.id) } { (words(&row.name)) } }
                            td { (code(&row.kind)) }
                            td { (row.country.as_deref().unwrap_or_default()) }
                            td.number { (grouped(row.reports as f64)) }
                            td { (day(&row.first)) }
                            td { (day(&row.last)) }
                        }
                    }
                }
            }
        }
    }
}

/// How many of something there are, as a word with a link.
pub fn linked(number: u64, one: &str, many: &str, href: &str) -> Markup {
    html! { a href=(href) { (count(number, one, many)) } }
}
