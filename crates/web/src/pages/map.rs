//! The map: where events and meetings are placed, as finely as that is known, with a table that says the same.

use super::listing::{About, Listing, listing};
use crate::answer::Form;
use crate::app::App;
use crate::chart::{Chart, chart};
use crate::frame::At;
use crate::html::{days, grouped, plain, words};
use crate::params::Params;
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_export::Codes;
use rapporteur_store::{Behind, PlaceRow, Query, Store};
use serde_json::{Value, json};
use url::form_urlencoded;

static ABOUT: About = About {
    title: "Map",
    lead: "Where events and meetings are placed. The sign says how finely: what is known by its country alone is no point in it.",
    row: ("place", "places"),
    class: None,
    issue: true,
    chart: Some(Chart::Map),
    other: Some((Form::Geojson, Behind::Places)),
};

/// Most signs of a map.
const DRAWN: usize = 300;

/// Where.
pub fn view(app: &App, store: &Store, params: &Params) -> Result<Listing<PlaceRow>, Problem> {
    let mut listed = listing(&ABOUT, store, params, |query| store.places(query), draw)?;
    if listed.page.total as usize > listed.page.rows.len() {
        listed.around = store.places(&Query { limit: Some(DRAWN), offset: 0, ..params.query.clone() })?.rows;
    }
    let codes = Codes::new(app.lexicon());
    for row in listed.page.rows.iter_mut().chain(&mut listed.around) {
        let found = codes.precision_of(&row.place, row.geonames, (row.latitude, row.longitude));
        row.precision = found.map(Into::into);
    }
    Ok(listed)
}

fn draw(listing: &Listing<PlaceRow>, _: &At) -> Markup {
    let all = if listing.around.is_empty() { &listing.page.rows } else { &listing.around };
    let marks: Vec<Value> = all.iter().map(mark).collect();
    html! {
        ul.legend aria-label="Signs of the map" {
            li { span.sign.city {} "town" }
            li { span.sign.area {} "somewhere in a region or province" }
            li { span.sign.country {} "somewhere in a country" }
        }
        @if !marks.is_empty() {
            (chart(Chart::Map, &marks, &Value::Null, html! {
                "The area of a sign is the number of distinct events and meetings. Outlines: Natural Earth, simplified; borders are as "
                "drawn there. The table below says the same."
            }))
        }
        div.scroll tabindex="0" role="region" aria-label="Places" {
            table {
                thead { tr {
                    th scope="col" { "Place" } th scope="col" { "Known as" } th.number scope="col" { "Events" }
                    th.number scope="col" { "Of conflict" } th.number scope="col" { "Meetings" } th scope="col" { "From – to" }
                    th.number scope="col" { "Coordinates" }
                } }
                tbody { @for row in &listing.page.rows { (line(row)) } }
            }
        }
    }
}

/// Name, degrees east and north, precision, events, meetings, where they are listed.
fn mark(row: &PlaceRow) -> Value {
    json!([plain(&row.place), row.longitude, row.latitude, row.precision, row.events, row.meetings, listed(row)])
}

fn line(row: &PlaceRow) -> Markup {
    html! {
        tr.row-line {
            th scope="row" { a href=(listed(row)) { (words(&row.place)) } }
            td { (row.precision.as_deref().unwrap_or("not known")) }
            td.number { (grouped(row.events as f64)) }
            td.number { (grouped(row.conflict as f64)) }
            td.number { (grouped(row.meetings as f64)) }
            td.days { (days(&row.first, &row.last)) }
            td.number { (format!("{:.2}, {:.2}", row.latitude, row.longitude)) }
        }
    }
}

/// The timeline of a place.
fn listed(row: &PlaceRow) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("place", &row.place).finish();
    format!("/timeline?{query}")
}
