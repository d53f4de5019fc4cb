//! The timeline: events and meetings as they happened, as precisely as the reports date them.

use super::listing::{About, Listed, Listing, listing};
use crate::chart::{Chart, chart};
use crate::frame::At;
use crate::html::{code, count, coverage, month, passages, when, words};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_record::{EventType, Quad};
use rapporteur_store::{Query, Store, TimelineRow};
use serde_json::{Value, json};

static ABOUT: About = About {
    title: "Timeline",
    lead: "What happened, in the order in which it happened, as precisely as the reports date it.",
    row: ("entry", "entries"),
    class: Some(("type", "Kind")),
    issue: true,
    chart: Some(Chart::Timeline),
    other: None,
};

/// Most entries of a chart: it shows the window that the page lies in.
const DRAWN: usize = 240;

/// Events and meetings as they happened.
pub fn view(store: &Store, params: &Params) -> Listed<TimelineRow> {
    let listed = listing(&ABOUT, store, params, |query| store.timeline(query), draw)?;
    let window = Query { limit: Some(DRAWN), offset: params.query.offset / DRAWN * DRAWN, ..params.query.clone() };
    let around = match listed.page.total as usize > listed.page.rows.len() {
        true => store.timeline(&window)?.rows,
        false => Vec::new(),
    };
    Ok(Listing { around, ..listed })
}

fn draw(listing: &Listing<TimelineRow>, at: &At) -> Markup {
    let rows = &listing.page.rows;
    let mut current = "";
    html! {
        (drawn(listing, at))
        ol.rows.timeline {
            @for row in rows {
                @let own = row.happened.since.get(..7).unwrap_or_default();
                @if std::mem::replace(&mut current, own) != own { li.month { h2 { (month(own)) } } }
                li.row id={ "t" (row.id) } {
                    p.when { (when(&row.happened)) }
                    div {
                        p.line {
                            span class={ "tag " (lane(row)) } { (code(&row.class)) } " "
                            b { (words(&row.headline)) }
                            @if let Some(place) = &row.place { span.quiet { " · " (words(place)) } }
                        }
                        (passages(&row.passages))
                        p.below { (coverage(&row.coverage)) }
                    }
                }
            }
        }
    }
}

/// The chart of the window, each mark leading to its row, on this page or another.
fn drawn(listing: &Listing<TimelineRow>, at: &At) -> Markup {
    let (size, first) = (at.params.size, at.params.query.offset / DRAWN * DRAWN);
    let all = if listing.around.is_empty() { &listing.page.rows } else { &listing.around };
    let mark = |(place, row): (usize, &TimelineRow)| {
        let page = (first + place) / size + 1;
        let query =
            if page == at.params.page { at.wants.query.clone() } else { at.params.with("page", &page.to_string()) };
        entry(row, &format!("{}#t{}", at.link(&query), row.id))
    };
    let marks: Vec<Value> = all.iter().enumerate().map(mark).collect();
    let shown = count(marks.len() as u64, "entry", "entries");
    html! {
        @if marks.len() > 1 {
            (chart(Chart::Timeline, &marks, &Value::Null, html! {
                (shown) " over time. A dot is a day; a bar is a stretch within which the day is not known; hollow is what no "
                "report dates. The list below says the same."
            }))
        }
    }
}

/// First and last day, whether a text dates it, lane, class, headline, where its row stands.
fn entry(row: &TimelineRow, href: &str) -> Value {
    let happened = &row.happened;
    json!([happened.since, happened.until, happened.dated, lane(row), code(&row.class), row.headline, href])
}

/// The lane of an entry: meetings, and events by the side of PLOVER's quad class that they are on.
fn lane(row: &TimelineRow) -> &'static str {
    match (row.kind.as_str(), EventType::parse(&row.class).map(EventType::quad)) {
        ("meeting", _) => "meeting",
        (_, Some(Quad::VerbalConflict | Quad::MaterialConflict)) => "conflict",
        _ => "cooperation",
    }
}
