//! One actor: what it is, what it said last, where it stands, what it did, whom it met.

use crate::answer::View;
use crate::frame::At;
use crate::html::{code, count, day, linked, passage, passages, stance, when, who, words};
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_store::{ActorRow, EventRow, MeetingRow, Page, PositionRow, Query, QuoteRow, Store, ThreadId};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Rows of each part.
const ROWS: usize = 6;

/// An actor with its latest.
#[derive(Serialize, JsonSchema)]
pub struct OneActor {
    actor: ActorRow,
    positions: Page<PositionRow>,
    quotes: Page<QuoteRow>,
    events: Page<EventRow>,
    meetings: Page<MeetingRow>,
}

/// The actor with this id.
pub fn view(store: &Store, id: &str) -> Result<OneActor, Problem> {
    let missing = || Problem::missing("There is no such actor in the store.");
    let id = ThreadId::parse(id).ok_or_else(missing)?;
    let query = Query { actor: vec![id.to_string()], limit: Some(ROWS), ..Query::default() };
    let actor =
        store.actors(&Query { limit: Some(1), ..query.clone() })?.rows.into_iter().next().ok_or_else(missing)?;
    Ok(OneActor {
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
        let parts = [Some(code(&actor.kind)), actor.country.clone(), actor.sector.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let reports = count(actor.reports, "report", "reports");
        format!("{} · in {reports} from {} to {}", parts.join(" · "), day(&actor.first), day(&actor.last))
    }

    fn body(&self, _: &At) -> Markup {
        let id = self.actor.id;
        html! {
            @if !self.actor.aliases.is_empty() {
                p.quiet { "Also: " (words(&self.actor.aliases.iter().take(12).cloned().collect::<Vec<_>>().join(", "))) }
            }
            div.cards {
                @if self.positions.total > 0 {
                    section.card {
                        h2 { "Where it stands" }
                        ul.plain {
                            @for row in &self.positions.rows {
                                li {
                                    p { (stance(&row.stance, &row.firmness)) " " (words(&row.issue)) }
                                    @if let Some(last) = row.stances.last() { (passage(&last.passage)) }
                                }
                            }
                        }
                        p { (linked(self.positions.total, "position", "positions", &format!("/positions?actor={id}"))) }
                    }
                }
                @if self.quotes.total > 0 {
                    section.card {
                        h2 { "What it has part in saying" }
                        ul.plain {
                            @for row in &self.quotes.rows {
                                li { p { (who(&row.speaker)) " " span.tag { (code(&row.act)) } } (passages(&row.passages)) }
                            }
                        }
                        p { (linked(self.quotes.total, "statement", "statements", &format!("/quotes?actor={id}"))) }
                    }
                }
                @if self.events.total > 0 {
                    section.card {
                        h2 { "What happened" }
                        ul.plain {
                            @for row in &self.events.rows {
                                li {
                                    p { (who(&row.source)) " " span.tag { (code(&row.r#type)) } " " (who(&row.target)) " " span.quiet { (when(&row.happened)) } }
                                    (passages(&row.passages))
                                }
                            }
                        }
                        p { (linked(self.events.total, "event", "events", &format!("/events?actor={id}"))) }
                    }
                }
                @if self.meetings.total > 0 {
                    section.card {
                        h2 { "Whom it met" }
                        ul.plain {
                            @for row in &self.meetings.rows {
                                li {
                                    p { b { (when(&row.happened)) } " " (words(&row.name)) " " span.tag { (code(&row.status)) } }
                                    p.quiet { (who(&row.parties)) }
                                }
                            }
                        }
                        p { (linked(self.meetings.total, "meeting", "meetings", &format!("/meetings?actor={id}"))) }
                    }
                }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}
