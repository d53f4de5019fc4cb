//! POLECAT's forty columns: a row an event, compound actors as lists.

use crate::cell::{Cell, Kind, code};
use crate::codes::{is_town, precision, quad_name};
use crate::dates;
use crate::dyads::{happened, raw_name};
use crate::options::Undated;
use crate::table::{Column, Data, Reading, Row, column};
use rapporteur_lexicon::PlaceKind;
use rapporteur_record::{Actor, ActorId, ActorKind, Event, Place};
use std::borrow::Cow;
use std::collections::BTreeSet;

type Of = for<'r> fn(&Row<'r, Event>) -> &'r [ActorId];

/// The table.
pub(crate) fn table() -> Data<Event> {
    let [name, country, cow, primary, sectors, title, raw, wikipedia] = party(
        [
            "Actor Name",
            "Actor Country",
            "Actor COW",
            "Primary Actor Sector",
            "Actor Sectors",
            "Actor Title",
            "Actor Name Raw",
            "Wikipedia Actor ID",
        ],
        [
            |row| row.names(&row.source),
            |row| list(row, source, |_, actor| actor.country.clone()),
            |row| list(row, source, cow_code),
            |row| primary_sector(row, source),
            |row| list(row, source, |_, actor| actor.sector.map(|sector| sector.as_str().into())),
            |row| list(row, source, |_, actor| actor.roles.first().cloned()),
            |row| list(row, source, |event, actor| Some(raw_name(actor, event.datum).into())),
        ],
    );
    let [to_name, to_country, to_cow, to_primary, to_sectors, to_title, to_raw, to_wikipedia] = party(
        [
            "Recipient Name",
            "Recipient Country",
            "Recipient COW",
            "Primary Recipient Sector",
            "Recipient Sectors",
            "Recipient Title",
            "Recipient Name Raw",
            "Wikipedia Recipient ID",
        ],
        [
            |row| row.names(&row.target),
            |row| list(row, target, |_, actor| actor.country.clone()),
            |row| list(row, target, cow_code),
            |row| primary_sector(row, target),
            |row| list(row, target, |_, actor| actor.sector.map(|sector| sector.as_str().into())),
            |row| list(row, target, |_, actor| actor.roles.first().cloned()),
            |row| list(row, target, |event, actor| Some(raw_name(actor, event.datum).into())),
        ],
    );
    let mut columns = vec![
        column("Event ID", Kind::Text, "report id, `#`, event id", |row| event_id(row).into()),
        column(
            "Event Date",
            Kind::Text,
            "the day that the text gives, or with which its interval begins, YYYY-MM-DD; empty where it \
             gives none, unless the report's own is asked for",
            |row| event_day(row.reading, row.datum).map(|day| day.to_string()).into(),
        ),
        column("Event Type", Kind::Text, "PLOVER type", |row| row.r#type.as_str().into()),
        column(
            "Event Mode",
            Kind::Text,
            "PLOVER mode; empty for types that have none and where none is clear",
            |row| row.mode.map(|mode| mode.as_str()).into(),
        ),
        column(
            "Intensity",
            Kind::Number,
            "PLOVER's score of type and mode (ACCUSE without a mode: -3; the manual prints 3)",
            |row| row.reading.codes.intensity(row.datum).into(),
        ),
        column(
            "Quad Code",
            Kind::Text,
            "VERBAL COOPERATION, MATERIAL COOPERATION, VERBAL CONFLICT, MATERIAL CONFLICT",
            |row| row.quad.map(quad_name).into(),
        ),
        column("Contexts", Kind::List, "PLOVER contexts", |row| {
            row.contexts.iter().map(code).collect::<Vec<_>>().into()
        }),
    ];
    columns.extend([name, country, cow, primary, sectors, title, raw, wikipedia]);
    columns.extend([to_name, to_country, to_cow, to_primary, to_sectors, to_title, to_raw, to_wikipedia]);
    columns.extend(places());
    columns.extend(story());
    Data {
        name: "polecat",
        about: "an event that is said to have happened",
        data: |reading| Cow::Owned(reading.record.events.iter().filter(|event| happened(event)).cloned().collect()),
        columns,
    }
}

/// The eight columns of actors or recipients.
fn party(names: [&'static str; 8], values: [fn(&Row<'_, Event>) -> Cell; 7]) -> [Column<Event>; 8] {
    let [name, country, cow, primary, sectors, title, raw] = values;
    [
        column(names[0], Kind::List, "best names, all parties of a compound actor", name),
        column(
            names[1],
            Kind::List,
            "ISO 3166-1 alpha-3, or PLOVER's IGO, EUR, UNO …, in the order of the names",
            country,
        ),
        column(names[2], Kind::List, "Correlates of War number of the country, in the same order", cow),
        column(names[3], Kind::Text, "PLOVER sector of the first that has one", primary),
        column(names[4], Kind::List, "PLOVER sectors, in the order of the names", sectors),
        column(names[5], Kind::List, "the first office or description of each, in the same order", title),
        column(names[6], Kind::List, "the words that name each, as they stand beside the event", raw),
        column(names[7], Kind::Text, "empty: a record has Wikidata ids, which are no Wikipedia ids", |_| Cell::Empty),
    ]
}

fn source<'r>(row: &Row<'r, Event>) -> &'r [ActorId] {
    &row.datum.source
}

fn target<'r>(row: &Row<'r, Event>) -> &'r [ActorId] {
    &row.datum.target
}

fn list(row: &Row<'_, Event>, of: Of, value: fn(&Row<'_, Event>, &Actor) -> Option<String>) -> Cell {
    let values = of(row).iter().map(|&id| value(row, row.reading.record.actor(id)).unwrap_or_default());
    let values: Vec<String> = values.collect();
    if values.iter().all(String::is_empty) { Cell::Empty } else { values.into() }
}

fn cow_code(row: &Row<'_, Event>, actor: &Actor) -> Option<String> {
    row.reading.codes.country(actor.country.as_deref()).map(|country| country.cow.clone())
}

fn primary_sector(row: &Row<'_, Event>, of: Of) -> Cell {
    let sectors = of(row).iter().filter_map(|&id| row.reading.record.actor(id).sector);
    sectors.map(|sector| sector.as_str()).next().into()
}

/// The day of an event.
pub(crate) fn event_day(reading: &Reading, event: &Event) -> Option<jiff::civil::Date> {
    let said = event.when.as_ref().and_then(|when| dates::day(&when.value));
    let report = || match reading.options.undated {
        Undated::Empty => None,
        Undated::Published if event.when.is_some() => None,
        Undated::Published => dates::published_day(reading.record.report.published.as_deref()?),
    };
    said.or_else(report)
}

fn event_id(row: &Row<'_, Event>) -> String {
    format!("{}#{}", row.reading.record.report.id, row.id)
}

/// A place's name where it is of one of the kinds.
pub(crate) fn if_kind(reading: &Reading, place: Option<&Place>, is: fn(PlaceKind) -> bool) -> Cell {
    let place = place.filter(|place| reading.codes.place_kind(place).is_some_and(is));
    place.map(|place| &place.name).into()
}

fn places() -> Vec<Column<Event>> {
    vec![
        column("Placename", Kind::Text, "the place's usual English name", |row| {
            row.place.as_ref().map(|it| &it.name).into()
        }),
        column("City", Kind::Text, "the same, where the place is a town", |row| {
            if_kind(row.reading, row.place.as_ref(), is_town)
        }),
        column("District", Kind::Text, "the same, where it is a second division of a country", |row| {
            if_kind(row.reading, row.place.as_ref(), |kind| kind == PlaceKind::County)
        }),
        column("Province", Kind::Text, "the same, where it is a first division; that of a town is not known", |row| {
            if_kind(row.reading, row.place.as_ref(), |kind| kind == PlaceKind::Division)
        }),
        column("Country", Kind::Text, "ISO 3166-1 alpha-3", |row| {
            row.place.as_ref().and_then(|it| it.country.as_ref()).into()
        }),
        column("Latitude", Kind::Number, "degrees north, WGS 84", |row| {
            row.place.as_ref().and_then(|it| it.latitude).into()
        }),
        column("Longitude", Kind::Number, "degrees east, WGS 84", |row| {
            row.place.as_ref().and_then(|it| it.longitude).into()
        }),
        column("GeoNames ID", Kind::Integer, "GeoNames id", |row| row.place.as_ref().and_then(|it| it.geonames).into()),
        column("Raw Placename", Kind::Text, "the words it was read from", |row| {
            row.place.as_ref().map(|it| &it.text).into()
        }),
        column(
            "Feature Type",
            Kind::Text,
            "city, division, county, country, region, water, mountain; not GeoNames' feature codes",
            |row| row.place.as_ref().and_then(|place| precision(row.reading.codes.place_kind(place))).into(),
        ),
    ]
}

fn story() -> Vec<Column<Event>> {
    vec![
        column("Source", Kind::Text, "publisher", |row| row.reading.record.report.publisher.as_ref().into()),
        column("Publication Date", Kind::Text, "day of publication, YYYY-MM-DD", |row| {
            let published = row.reading.record.report.published.as_deref();
            published.and_then(dates::published_day).map(|day| day.to_string()).into()
        }),
        column("Story People", Kind::List, "persons that the report speaks of", |row| {
            actors(row, |kind| kind == ActorKind::Person)
        }),
        column("Story Organizations", Kind::List, "bodies that it speaks of", |row| {
            actors(row, |kind| matches!(kind, ActorKind::Igo | ActorKind::Ngo | ActorKind::Organization))
        }),
        column("Story Locations", Kind::List, "places of its events, statements, figures and meetings", |row| {
            story_places(row.reading).into_iter().collect::<Vec<_>>().into()
        }),
        column("Language", Kind::Text, "ISO 639-1", |row| (&row.reading.record.report.language).into()),
        column("Version", Kind::Text, "`rapporteur` and its version", |row| {
            format!("rapporteur {}", row.reading.record.run.version).into()
        }),
    ]
}

fn actors(row: &Row<'_, Event>, is: fn(ActorKind) -> bool) -> Cell {
    let actors = row.reading.record.actors.iter().filter(|actor| is(actor.kind));
    actors.map(|actor| actor.name.clone()).collect::<Vec<_>>().into()
}

fn story_places(reading: &Reading) -> BTreeSet<String> {
    let record = reading.record;
    let statements = record.statements.iter().filter_map(|it| it.place.as_ref());
    let events = record.events.iter().filter_map(|it| it.place.as_ref());
    let figures = record.figures.iter().filter_map(|it| it.place.as_ref());
    let meetings = record.meetings.iter().filter_map(|it| it.place.as_ref());
    statements.chain(events).chain(figures).chain(meetings).map(|place| place.name.clone()).collect()
}
