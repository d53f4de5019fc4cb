//! ICEWS' twenty columns: a row a pair of actors.

use crate::cell::{Cell, Kind};
use crate::codes::{is_town, sector_name};
use crate::dyads::{Dyad, dyads};
use crate::table::{Data, Row, column};
use crate::tables::polecat::{event_day, if_kind};
use rapporteur_lexicon::PlaceKind;
use rapporteur_record::{ActorId, Place};
use std::borrow::Cow;

/// The table.
pub(crate) fn table() -> Data<Dyad> {
    Data {
        name: "icews",
        about: "an event that is said to have happened and has a CAMEO code, between one actor and one other",
        data: |reading| Cow::Owned(dyads(reading.record)),
        columns: vec![
            column(
                "Event ID",
                Kind::Integer,
                "63 bits of a hash of report, event and pair: the same for the same, no other's",
                |row| row.number(row.reading.record).into(),
            ),
            column(
                "Event Date",
                Kind::Text,
                "the day that the text gives, or with which its interval begins, YYYY-MM-DD; empty where it \
             gives none, unless the report's own is asked for",
                |row| event_day(row.reading, &row.event).map(|day| day.to_string()).into(),
            ),
            column("Source Name", Kind::Text, "best name of who does it", |row| name(row, row.source)),
            column(
                "Source Sectors",
                Kind::Text,
                "its PLOVER sector in a word; ICEWS' finer ones are not known",
                |row| sectors(row, row.source),
            ),
            column("Source Country", Kind::Text, "name of its country; empty for international bodies", |row| {
                country(row, row.source)
            }),
            column("Event Text", Kind::Text, "what the CAMEO code means, in our words", |row| {
                row.reading.codes.cameo_label(&row.event).into()
            }),
            column("CAMEO Code", Kind::Text, "CAMEO code: text, with its leading zeros", |row| {
                row.event.cameo.as_ref().into()
            }),
            column("Intensity", Kind::Number, "Goldstein score of the code, -10 to 10", |row| {
                row.event.goldstein.into()
            }),
            column("Target Name", Kind::Text, "best name of to whom it is done", |row| name(row, row.target)),
            column("Target Sectors", Kind::Text, "as above", |row| sectors(row, row.target)),
            column("Target Country", Kind::Text, "as above", |row| country(row, row.target)),
            column("Story ID", Kind::Text, "the report's id", |row| (&row.reading.record.report.id).into()),
            column("Sentence Number", Kind::Text, "empty: ICEWS counts by its own sentence splitter", |_| Cell::Empty),
            column("Publisher", Kind::Text, "publisher", |row| row.reading.record.report.publisher.as_ref().into()),
            column("City", Kind::Text, "the place, where it is a town", |row| {
                if_kind(row.reading, place(row), is_town)
            }),
            column("District", Kind::Text, "the place, where it is a second division of a country", |row| {
                if_kind(row.reading, place(row), |kind| kind == PlaceKind::County)
            }),
            column(
                "Province",
                Kind::Text,
                "the place, where it is a first division; that of a town is not known",
                |row| if_kind(row.reading, place(row), |kind| kind == PlaceKind::Division),
            ),
            column("Country", Kind::Text, "name of the place's country", |row| {
                let country = place(row).and_then(|place| row.reading.codes.country(place.country.as_deref()));
                country.map(|country| &country.name).into()
            }),
            column("Latitude", Kind::Number, "degrees north, WGS 84", |row| {
                place(row).and_then(|place| place.latitude).into()
            }),
            column("Longitude", Kind::Number, "degrees east, WGS 84", |row| {
                place(row).and_then(|place| place.longitude).into()
            }),
        ],
    }
}

fn place<'r>(row: &Row<'r, Dyad>) -> Option<&'r Place> {
    row.datum.event.place.as_ref()
}

fn name(row: &Row<'_, Dyad>, actor: Option<ActorId>) -> Cell {
    actor.map(|id| &row.reading.record.actor(id).name).into()
}

fn sectors(row: &Row<'_, Dyad>, actor: Option<ActorId>) -> Cell {
    actor.and_then(|id| row.reading.record.actor(id).sector).map(sector_name).into()
}

fn country(row: &Row<'_, Dyad>, actor: Option<ActorId>) -> Cell {
    let code = actor.and_then(|id| row.reading.record.actor(id).country.as_deref());
    row.reading.codes.country(code).map(|country| &country.name).into()
}
