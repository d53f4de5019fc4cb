//! The network: who acts on whom, with a table that says the same.

use super::listing::{About, Listed, Listing, listing};
use crate::answer::Form;
use crate::chart::{Chart, chart};
use crate::frame::At;
use crate::html::{days, grouped, signed, who};
use crate::params::Params;
use maud::{Markup, html};
use rapporteur_store::{Behind, PairRow, Query, Store, ThreadId, Who};
use serde_json::{Value, json};
use std::slice::from_ref;
use url::form_urlencoded;

static ABOUT: About = About {
    title: "Network",
    lead: "Who acts on whom in reported events: distinct events, however many reports tell of them.",
    row: ("directed pair", "directed pairs"),
    class: Some(("type", "Type")),
    issue: true,
    chart: Some(Chart::Network),
    other: Some((Form::Gexf, Behind::Pairs)),
};

/// Most arrows of the picture: more cannot be told apart.
const DRAWN: usize = 40;

/// Who acts on whom.
pub fn view(store: &Store, params: &Params) -> Listed<PairRow> {
    // Counting is what costs: the first page and its picture are asked for together.
    let most = if params.page == 1 { params.size.max(DRAWN) } else { params.size };
    let ask = |query: &Query| store.pairs(&Query { limit: Some(most), ..query.clone() });
    let mut listed = listing(&ABOUT, store, params, ask, draw)?;
    if params.page == 1 {
        listed.around = listed.page.rows.clone();
        listed.page.rows.truncate(params.size);
    } else {
        listed.around = store.pairs(&Query { limit: Some(DRAWN), offset: 0, ..params.query.clone() })?.rows;
    }
    Ok(listed)
}

fn draw(listing: &Listing<PairRow>, _: &At) -> Markup {
    html! {
        (picture(&listing.around))
        div.scroll tabindex="0" role="region" aria-label="Who acts on whom" {
            table {
                thead { tr {
                    th scope="col" { "Who" } th scope="col" { "On whom" } th.number scope="col" { "Events" }
                    th.number scope="col" { "Cooperation" } th.number scope="col" { "Conflict" }
                    th.number scope="col" { "Mean score" } th scope="col" { "From – to" } th scope="col" { "Both ways" }
                } }
                tbody { @for row in &listing.page.rows { (line(row)) } }
            }
        }
    }
}

fn line(row: &PairRow) -> Markup {
    html! {
        tr.row-line {
            th scope="row" { (who(from_ref(&row.source))) }
            td { (who(from_ref(&row.target))) }
            td.number { (grouped(row.events as f64)) }
            td.number { (grouped(row.cooperation as f64)) }
            td.number { (grouped(row.conflict as f64)) }
            td.number { @if let Some(mean) = row.goldstein { (signed(mean)) } }
            td.days { (days(&row.first, &row.last)) }
            td { a href=(pair(&row.source, &row.target)) { "Chart" } }
        }
    }
}

/// The page of two parties.
pub fn pair(one: &Who, other: &Who) -> String {
    let ids = [("actor", one.id.to_string()), ("actor", other.id.to_string())];
    format!("/dyad?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(ids).finish())
}

/// Arrows between the actors; names beside them, so that each is written once.
fn picture(rows: &[PairRow]) -> Markup {
    let mut ids: Vec<ThreadId> = Vec::new();
    let mut actors: Vec<Value> = Vec::new();
    let mut place = |actor: &Who| {
        ids.iter().position(|id| *id == actor.id).unwrap_or_else(|| {
            ids.push(actor.id);
            actors.push(json!({ "name": crate::html::plain(&actor.name), "href": format!("/actors/{}", actor.id) }));
            ids.len() - 1
        })
    };
    let edges: Vec<Value> = rows
        .iter()
        .take(DRAWN)
        .map(|row| {
            let href = pair(&row.source, &row.target);
            json!([place(&row.source), place(&row.target), row.events, row.cooperation, row.conflict, href])
        })
        .collect();
    html! {
        @if !edges.is_empty() {
            (chart(Chart::Network, &edges, &json!(actors), html! {
                "The busiest arrows, fewer where there is less room. Width is the number of distinct reported events; solid is mostly cooperation, "
                "dashed mostly conflict, by the sign of the Goldstein score. The table below says the same."
            }))
        }
    }
}
