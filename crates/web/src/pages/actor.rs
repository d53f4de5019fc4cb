//! One actor: what it is, where it stands, what it said and did last, whom it met.

use super::{events, quotes};
use crate::answer::View;
use crate::frame::{At, country};
use crate::html::{code, count, day, kind, linked, passage, stance, when, who, words};
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_export::Codes;
use rapporteur_store::{ActorRow, EventRow, MeetingRow, Page, PositionRow, Query, QuoteRow, Store, ThreadId};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Rows of each part.
const ROWS: usize = 6;
/// Other names.
const NAMES: usize = 12;

/// An actor with its latest.
#[derive(Serialize, JsonSchema)]
pub struct OneActor {
    actor: ActorRow,
    positions: Page<PositionRow>,
    quotes: Page<QuoteRow>,
    events: Page<EventRow>,
    meetings: Page<MeetingRow>,
    /// Its country in words.
    #[serde(skip)]
    country: Option<String>,
}

/// The actor with this id.
pub fn view(codes: &Codes, store: &Store, id: &str) -> Result<OneActor, Problem> {
    let missing = || Problem::missing("There is no such actor in the store.");
    let id = ThreadId::parse(id).ok_or_else(missing)?;
    let query = Query { actor: vec![id.to_string()], limit: Some(ROWS), ..Query::default() };
    let actor =
        store.actors(&Query { limit: Some(1), ..query.clone() })?.rows.into_iter().next().ok_or_else(missing)?;
    Ok(OneActor {
        country: actor.country.as_deref().map(|code| country(codes, code)),
        actor,
        positions: store.positions(&query)?,
        quotes: store.quotes(&query)?,
        events: store.events(&query)?,
        meetings: store.meetings(&query)?,
    })
}

impl View for OneActor {
    fn title(&self) -> String {
        self.actor.name.clone()
    }

    fn lead(&self) -> String {
        let actor = &self.actor;
        let is_named = |country: &&String| **country != actor.name;
        let parts = [Some(kind(&actor.kind)), self.country.as_ref().filter(is_named).cloned()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let reports = count(actor.reports, "report", "reports");
        format!("{} · in {reports} from {} to {}", parts.join(" · "), day(&actor.first), day(&actor.last))
    }

    fn body(&self, _: &At) -> Markup {
        let id = self.actor.id;
        html! {
            @if !self.actor.aliases.is_empty() {
                p.quiet { "Also: " (words(&self.actor.aliases.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", "))) }
            }
            nav.choices aria-label="More of it" {
                ul {
                    @for (path, name) in [("timeline", "Timeline"), ("dyad", "With another party"), ("network", "Network"), ("map", "Map"), ("figures", "Figures"), ("reports", "Reports")] {
                        li { a href={ "/" (path) "?actor=" (id) } { (name) } }
                    }
                }
            }
            div.columns {
                div { (self.positions()) (self.quotes()) }
                div { (self.meetings()) (self.events()) }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}

impl OneActor {
    /// A part with its lines and the way to all of them; nothing where there are none.
    fn part(&self, title: &str, path: &str, all: (u64, &str, &str), lines: Markup) -> Markup {
        let (total, one, many) = all;
        html! {
            @if total > 0 {
                section.part {
                    h2 { (title) }
                    ul.plain { (lines) }
                    p { (linked(total, one, many, &format!("/{path}?actor={}", self.actor.id))) }
                }
            }
        }
    }

    fn positions(&self) -> Markup {
        self.part(
            "Where it stands",
            "positions",
            (self.positions.total, "position", "positions"),
            html! {
                @for row in &self.positions.rows {
                    li {
                        p { (stance(&row.stance, &row.firmness)) " " (words(&row.issue)) }
                        @if let Some(last) = row.stances.last() { (passage(&last.passage)) }
                    }
                }
            },
        )
    }

    fn quotes(&self) -> Markup {
        self.part(
            "What it has part in saying",
            "quotes",
            (self.quotes.total, "statement", "statements"),
            html! {
                @for row in &self.quotes.rows {
                    li { (quotes::line(row)) @if let Some(last) = row.passages.last() { (passage(last)) } }
                }
            },
        )
    }

    fn events(&self) -> Markup {
        self.part(
            "What it has part in",
            "events",
            (self.events.total, "event", "events"),
            html! {
                @for row in &self.events.rows {
                    li { (events::line(row)) @if let Some(last) = row.passages.last() { (passage(last)) } }
                }
            },
        )
    }

    fn meetings(&self) -> Markup {
        self.part("Whom it met or will meet", "meetings", (self.meetings.total, "meeting", "meetings"), html! {
            @for row in &self.meetings.rows {
                li {
                    p { b { (when(&row.happened)) } " " (words(&row.name)) " " span class={ "tag status " (row.status) } { (code(&row.status)) } }
                    p.below { (who(&row.parties)) @if let Some(place) = &row.place { " · " (words(place)) } }
                }
            }
        })
    }
}
