//! Two parties: every reported event that one directed at the other, over time, by its Goldstein score.

use super::events;
use super::listing::{label, names};
use super::network::pair;
use crate::answer::View;
use crate::chart::{Chart, chart};
use crate::frame::{At, chips};
use crate::html::{code, count, passages, place, plain, signed, who};
use crate::params::Params;
use crate::problem::Problem;
use crate::table::Table;
use maud::{Markup, html};
use rapporteur_store::{ActorRow, EventRow, PairRow, Query, Store, Who};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use std::slice::from_ref;

/// Most events of a chart.
const EVENTS: usize = 400;
/// Rows beneath it, the newest first.
const ROWS: usize = 60;
/// Pairs to choose from.
const PAIRS: usize = 16;

/// What two parties did to each other.
#[derive(Serialize, JsonSchema)]
pub struct Dyad {
    /// The two; none where nobody acts on anybody.
    parties: Option<(Who, Who)>,
    /// Events of either at the other, the newest first.
    events: Vec<EventRow>,
    /// How many there are of both together, also those that one does not direct at the other.
    together: u64,
    /// Other pairs, the busiest first.
    #[serde(skip)]
    names: Vec<(String, String)>,
    #[serde(skip)]
    pairs: Vec<(Who, Who, u64)>,
}

/// The two that the address names, or the busiest pair.
pub fn view(store: &Store, params: &Params) -> Result<Dyad, Problem> {
    let narrowed = Query { actor: Vec::new(), limit: Some(PAIRS * 2), offset: 0, ..params.query.clone() };
    let pairs = both_ways(store.pairs(&narrowed)?.rows);
    let parties = match params.query.actor.as_slice() {
        [one, other, ..] => Some((actor(store, one)?, actor(store, other)?)),
        [one] => {
            let busiest = Query { actor: vec![one.clone()], ..narrowed };
            both_ways(store.pairs(&busiest)?.rows).into_iter().next().map(|(one, other, _)| (one, other))
        }
        [] => pairs.first().map(|(one, other, _)| (one.clone(), other.clone())),
    };
    let names = names(store, params)?;
    let Some((one, other)) = &parties else {
        return Ok(Dyad { parties, events: Vec::new(), together: 0, names, pairs });
    };
    let actors = vec![one.id.to_string(), other.id.to_string()];
    let found = store.events(&Query { actor: actors, limit: Some(EVENTS), offset: 0, ..params.query.clone() })?;
    let together = found.total;
    let events = found.rows.into_iter().filter(|event| happened(event) && way(event, one, other).is_some()).collect();
    Ok(Dyad { parties, events, together, names, pairs })
}

fn actor(store: &Store, name: &str) -> Result<Who, Problem> {
    let query = Query { actor: vec![name.into()], limit: Some(1), ..Query::default() };
    let found = store.actors(&query)?.rows.into_iter().next();
    let ActorRow { id, name, country, .. } =
        found.ok_or_else(|| Problem::missing("There is no such actor in the store."))?;
    Ok(Who { id, name, country })
}

/// Pairs without their direction.
fn both_ways(rows: Vec<PairRow>) -> Vec<(Who, Who, u64)> {
    let mut pairs: Vec<(Who, Who, u64)> = Vec::new();
    for row in rows {
        let known = pairs.iter_mut().find(|(one, other, _)| (one.id, other.id) == (row.target.id, row.source.id));
        match known {
            Some((_, _, events)) => *events += row.events,
            None => pairs.push((row.source, row.target, row.events)),
        }
    }
    pairs
}

/// What the network counts: plans, conditions and denials are no acts, save an agreement on what lies ahead.
fn happened(event: &EventRow) -> bool {
    matches!(event.modality.as_str(), "actual" | "ongoing") || event.modality == "planned" && event.r#type == "AGREE"
}

/// Which way an event goes: 0 from the first to the other, 1 back, 2 where they meet.
fn way(event: &EventRow, one: &Who, other: &Who) -> Option<u8> {
    let has = |side: &[Who], party: &Who| side.iter().any(|who| who.id == party.id);
    let (source, target) = (&event.source, &event.target);
    match () {
        _ if has(source, one) && has(target, other) => Some(0),
        _ if has(source, other) && has(target, one) => Some(1),
        _ if target.is_empty() && has(source, one) && has(source, other) => Some(2),
        _ => None,
    }
}

impl View for Dyad {
    fn title(&self) -> String {
        match &self.parties {
            Some((one, other)) => format!("{} and {}", one.name, other.name),
            None => "Two parties".into(),
        }
    }

    fn lead(&self) -> String {
        "Score of reported events that one directs at the other, on the Goldstein scale: from −10, a military attack, to +10, \
         a military retreat. It rates the kind of act, not its size, and knows only what was reported."
            .into()
    }

    fn body(&self, at: &At) -> Markup {
        html! {
            (chips(at, |_, value| label(&self.names, value)))
            (self.others())
            @match &self.parties {
                None => p.none { "No event of these reports is directed by one party at another." },
                Some((one, other)) => { (self.drawn(one, other)) (self.listed()) },
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    fn table(&self) -> Option<Table> {
        Some(Table::of(&self.events))
    }

    fn total(&self) -> Option<u64> {
        Some(self.events.len() as u64)
    }

    fn rows(&self) -> (&'static str, &'static str) {
        ("event", "events")
    }

    fn chart(&self) -> Option<Chart> {
        Some(Chart::Dyad)
    }
}

impl Dyad {
    fn others(&self) -> Markup {
        html! {
            @if self.pairs.len() > 1 {
                nav.choices aria-label="Pairs" {
                    ul {
                        @for (one, other, events) in self.pairs.iter().take(PAIRS) {
                            @let on = self.parties.as_ref().is_some_and(|(a, b)| [a.id, b.id] == [one.id, other.id]);
                            li { a href=(pair(one, other)) aria-current=[on.then_some("page")] {
                                bdi { (plain(&one.name)) } " – " bdi { (plain(&other.name)) } " " span.n { (events) }
                            } }
                        }
                    }
                }
            }
        }
    }

    fn drawn(&self, one: &Who, other: &Who) -> Markup {
        let scored = self.events.iter().filter_map(|event| Some((event, event.goldstein?, way(event, one, other)?)));
        let marks: Vec<Value> = scored
            .flat_map(|(event, score, way)| {
                let href = event.passages.first().map(place).unwrap_or_default();
                let mark = move |way: u8| {
                    json!([event.happened.since, score, way, code(&event.r#type), plain(&event.trigger), href])
                };
                if way == 2 { vec![mark(0), mark(1)] } else { vec![mark(way)] }
            })
            .collect();
        let names = json!([plain(&one.name), plain(&other.name)]);
        html! {
            @if marks.is_empty() { p.none { "None of the events between the two has a Goldstein score." } } @else {
                ul.legend aria-label="Directions" {
                    li { span.dot.w0 {} (who(from_ref(one))) " → " (who(from_ref(other))) }
                    li { span.dot.w1 {} (who(from_ref(other))) " → " (who(from_ref(one))) }
                }
                (chart(Chart::Dyad, &marks, &names, html! {
                    "Goldstein score of reported events; the lines pass through the mean of each day. Who meet act on each other, so "
                    "a meeting has a mark in both directions. The list below says the same."
                }))
            }
        }
    }

    fn listed(&self) -> Markup {
        html! {
            h2 { (count(self.events.len() as u64, "reported event", "reported events")) " between the two" }
            p.below { "of " (count(self.together, "event", "events")) " in which both have a part" }
            ol.rows.scored {
                @for event in self.events.iter().take(ROWS) {
                    li.row {
                        p.score {
                            @match event.goldstein { Some(score) => (signed(score)), None => "–" }
                            span.unseen { " on the Goldstein scale" }
                        }
                        div { (events::line(event)) (passages(&event.passages)) }
                    }
                }
            }
        }
    }
}
