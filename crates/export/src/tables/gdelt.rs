//! GDELT 2.0: the 61 columns of its events and the 16 of its mentions, a row a pair of actors.

use crate::cell::{Cell, Kind};
use crate::codes::{cameo_quad, cameo_role, is_town};
use crate::dates;
use crate::dyads::{Dyad, dyads, raw_name};
use crate::table::{Column, Data, Row, column};
use crate::tables::polecat::event_day;
use rapporteur_lexicon::PlaceKind;
use rapporteur_record::{Actor, ActorId, Place};
use std::borrow::Cow;

const NOT_READ: &str = "empty: not read";

/// GDELT's events.
pub(crate) fn events() -> Data<Dyad> {
    let mut columns: Vec<Column<Dyad>> = vec![
        column(
            "GLOBALEVENTID",
            Kind::Integer,
            "63 bits of a hash of report, event and pair: the same for the same, no other's",
            |row| row.number(row.reading.record).into(),
        ),
        column(
            "SQLDATE",
            Kind::Text,
            "the day that the text gives, or with which its interval begins, YYYYMMDD; empty where it \
             gives none, unless the report's own is asked for",
            |row| event_day(row.reading, &row.event).map(dates::compact).into(),
        ),
        column("MonthYear", Kind::Text, "year and month, YYYYMM, also where the text gives no day", |row| {
            month(row).into()
        }),
        column("Year", Kind::Text, "year, also where the text gives no month", |row| year(row).into()),
        column("FractionDate", Kind::Text, "year + (month × 30 + day) / 365, as the codebook has it", |row| {
            let fraction = |day: jiff::civil::Date| {
                f64::from(day.year()) + (f64::from(day.month()) * 30.0 + f64::from(day.day())) / 365.0
            };
            event_day(row.reading, &row.event).map(|day| format!("{:.4}", fraction(day))).into()
        }),
    ];
    columns.extend(actor(
        ACTOR1,
        [
            |it| code(it, it.source),
            |it| name(it, it.source),
            |it| country(it, it.source),
            |it| group(it, it.source),
            |it| role(it, it.source),
        ],
    ));
    columns.extend(actor(
        ACTOR2,
        [
            |it| code(it, it.target),
            |it| name(it, it.target),
            |it| country(it, it.target),
            |it| group(it, it.target),
            |it| role(it, it.target),
        ],
    ));
    let what: Vec<Column<Dyad>> = vec![
        column("IsRootEvent", Kind::Integer, "1 where the event stands in the first paragraph, else 0", |row| {
            let text = row.reading.record.report.text.trim_start();
            let lead = row.reading.record.report.text.len() - text.len() + text.find('\n').unwrap_or(text.len());
            i64::from(row.event.trigger.start < lead).into()
        }),
        column("EventCode", Kind::Text, "CAMEO code: text, with its leading zeros", |row| {
            row.event.cameo.as_ref().into()
        }),
        column("EventBaseCode", Kind::Text, "its first three digits", |row| {
            row.event.cameo.as_deref().map(|it| it.get(..3).unwrap_or(it)).into()
        }),
        column("EventRootCode", Kind::Text, "its first two", |row| {
            row.event.cameo.as_deref().map(|it| it.get(..2).unwrap_or(it)).into()
        }),
        column("QuadClass", Kind::Integer, "1 to 4, by the root code (not by the PLOVER type)", |row| {
            row.event.cameo.as_deref().and_then(cameo_quad).into()
        }),
        column("GoldsteinScale", Kind::Number, "Goldstein score of the code", |row| row.event.goldstein.into()),
        column("NumMentions", Kind::Integer, "passages of this report that say it", |row| {
            row.event.evidence.spans().len().into()
        }),
        column("NumSources", Kind::Integer, "1: a row rests on one report", |_| 1i64.into()),
        column("NumArticles", Kind::Integer, "1: a row rests on one report", |_| 1i64.into()),
        column("AvgTone", Kind::Text, NOT_READ, |_| Cell::Empty),
    ];
    columns.extend(what);
    columns.extend(unlocated([
        "Actor1Geo_Type",
        "Actor1Geo_FullName",
        "Actor1Geo_CountryCode",
        "Actor1Geo_ADM1Code",
        "Actor1Geo_ADM2Code",
        "Actor1Geo_Lat",
        "Actor1Geo_Long",
        "Actor1Geo_FeatureID",
    ]));
    columns.extend(unlocated([
        "Actor2Geo_Type",
        "Actor2Geo_FullName",
        "Actor2Geo_CountryCode",
        "Actor2Geo_ADM1Code",
        "Actor2Geo_ADM2Code",
        "Actor2Geo_Lat",
        "Actor2Geo_Long",
        "Actor2Geo_FeatureID",
    ]));
    columns.extend(action());
    columns.extend(vec![
        column(
            "DATEADDED",
            Kind::Text,
            "when the report was published, UTC, YYYYMMDDHHMMSS; no clock is read",
            |row| published(row).into(),
        ),
        column("SOURCEURL", Kind::Text, "the report's address", |row| row.reading.record.report.url.as_ref().into()),
    ]);
    Data { name: "gdelt-events", about: ABOUT, data: |reading| Cow::Owned(dyads(reading.record)), columns }
}

const ABOUT: &str = "an event that is said to have happened and has a CAMEO code, between one actor and one other";

/// GDELT's mentions: the report's own mention of each row of the events.
pub(crate) fn mentions() -> Data<Dyad> {
    let columns: Vec<Column<Dyad>> = vec![
        column("GLOBALEVENTID", Kind::Integer, "that of the events", |row| row.number(row.reading.record).into()),
        column(
            "EventTimeDate",
            Kind::Text,
            "the event's day and midnight, YYYYMMDDHHMMSS; empty as SQLDATE is",
            |row| event_day(row.reading, &row.event).map(|day| dates::compact(day) + "000000").into(),
        ),
        column("MentionTimeDate", Kind::Text, "when the report was published, UTC, YYYYMMDDHHMMSS", |row| {
            published(row).into()
        }),
        column(
            "MentionType",
            Kind::Integer,
            "1 (web) where the report has an address, else 2 (citation only)",
            |row| {
                if row.reading.record.report.url.is_some() { 1i64.into() } else { 2i64.into() }
            },
        ),
        column("MentionSourceName", Kind::Text, "publisher", |row| row.reading.record.report.publisher.as_ref().into()),
        column("MentionIdentifier", Kind::Text, "the report's address, else its id", |row| {
            let report = &row.reading.record.report;
            report.url.as_ref().unwrap_or(&report.id).into()
        }),
        column("SentenceID", Kind::Text, "empty: GDELT counts by its own sentence splitter", |_| Cell::Empty),
        column(
            "Actor1CharOffset",
            Kind::Integer,
            "where the words for the first actor start, code points of the report's text",
            |row| offset(row, row.source),
        ),
        column("Actor2CharOffset", Kind::Integer, "the same for the second", |row| offset(row, row.target)),
        column("ActionCharOffset", Kind::Integer, "the same for the word that names the event", |row| {
            row.reading.chars(row.event.trigger.start).into()
        }),
        column("InRawText", Kind::Integer, "1: every datum is read from the text as it stands", |_| 1i64.into()),
        column("Confidence", Kind::Text, "empty: no probability is claimed", |_| Cell::Empty),
        column("MentionDocLen", Kind::Integer, "length of the report's text, code points", |row| {
            row.reading.chars(row.reading.record.report.text.len()).into()
        }),
        column("MentionDocTone", Kind::Text, NOT_READ, |_| Cell::Empty),
        column("MentionDocTranslationInfo", Kind::Text, "empty: nothing is translated", |_| Cell::Empty),
        column("Extras", Kind::Text, "empty, as in GDELT", |_| Cell::Empty),
    ];
    Data {
        name: "gdelt-mentions",
        about: "the mention, by its report, of a row of the events",
        data: |reading| Cow::Owned(dyads(reading.record)),
        columns,
    }
}

const ACTOR1: [&str; 10] = [
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
];
const ACTOR2: [&str; 10] = [
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
];

fn actor(names: [&'static str; 10], values: [fn(&Row<'_, Dyad>) -> Cell; 5]) -> Vec<Column<Dyad>> {
    let [code, name, country, group, role] = values;
    vec![
        column(names[0], Kind::Text, "country or known group, then role: `RUSGOV`", code),
        column(names[1], Kind::Text, "best name, in capitals", name),
        column(names[2], Kind::Text, "CAMEO's three-letter country code", country),
        column(names[3], Kind::Text, "CAMEO's code of a known body: UNO, EEC, NAT …", group),
        column(names[4], Kind::Text, NOT_READ, |_| Cell::Empty),
        column(names[5], Kind::Text, NOT_READ, |_| Cell::Empty),
        column(names[6], Kind::Text, NOT_READ, |_| Cell::Empty),
        column(
            names[7],
            Kind::Text,
            "CAMEO role code of the PLOVER sector (JRN is MED, MED is HLH); empty for those that CAMEO lacks",
            role,
        ),
        column(names[8], Kind::Text, "empty: a record gives one sector", |_| Cell::Empty),
        column(names[9], Kind::Text, "empty: a record gives one sector", |_| Cell::Empty),
    ]
}

fn party<'r>(row: &Row<'r, Dyad>, id: Option<ActorId>) -> Option<&'r Actor> {
    id.map(|id| row.reading.record.actor(id))
}

fn country_code(row: &Row<'_, Dyad>, actor: &Actor) -> String {
    row.reading.codes.country(actor.country.as_deref()).map(|country| country.cameo.clone()).unwrap_or_default()
}

fn code(row: &Row<'_, Dyad>, id: Option<ActorId>) -> Cell {
    let Some(actor) = party(row, id) else { return Cell::Empty };
    let whose = match row.reading.codes.known_group(actor) {
        Some(group) => group.to_owned(),
        None => country_code(row, actor),
    };
    (whose + actor.sector.and_then(cameo_role).unwrap_or_default()).into()
}

fn name(row: &Row<'_, Dyad>, id: Option<ActorId>) -> Cell {
    party(row, id).map(|actor| actor.name.to_uppercase()).into()
}

fn country(row: &Row<'_, Dyad>, id: Option<ActorId>) -> Cell {
    party(row, id).map(|actor| country_code(row, actor)).into()
}

fn group(row: &Row<'_, Dyad>, id: Option<ActorId>) -> Cell {
    party(row, id).and_then(|actor| row.reading.codes.known_group(actor)).into()
}

fn role(row: &Row<'_, Dyad>, id: Option<ActorId>) -> Cell {
    party(row, id).and_then(|actor| cameo_role(actor.sector?)).into()
}

fn offset(row: &Row<'_, Dyad>, id: Option<ActorId>) -> Cell {
    let Some(actor) = party(row, id) else { return Cell::Empty };
    let raw = raw_name(actor, &row.event);
    let near = |mention: &&rapporteur_record::Mention| mention.text == raw;
    let distance = |mention: &&rapporteur_record::Mention| mention.span.start.abs_diff(row.event.trigger.start);
    let mention = actor.mentions.iter().filter(near).min_by_key(distance);
    mention.map(|mention| row.reading.chars(mention.span.start)).into()
}

fn published(row: &Row<'_, Dyad>) -> Option<String> {
    let moment = dates::published(row.reading.record.report.published.as_deref()?)?;
    Some(dates::compact_moment(moment).replace('T', ""))
}

/// First day that the event's time covers, and how fine it is: 10 characters for a day, 7 for a month, 4 for a year.
fn month(row: &Row<'_, Dyad>) -> Option<String> {
    let start = first(row, 31)?;
    Some(format!("{:04}{:02}", start.year(), start.month()))
}

fn year(row: &Row<'_, Dyad>) -> Option<String> {
    first(row, 366).map(|start| format!("{:04}", start.year()))
}

/// The first day of a time that covers at most so many.
fn first(row: &Row<'_, Dyad>, most: i32) -> Option<jiff::civil::Date> {
    if let Some(day) = event_day(row.reading, &row.event) {
        return Some(day);
    }
    let (start, end) = dates::days(&row.event.when.as_ref()?.value)?;
    let length = start.until(end).ok()?.get_days() + 1;
    (length <= most).then_some(start)
}

fn unlocated(names: [&'static str; 8]) -> Vec<Column<Dyad>> {
    names.map(|name| column(name, Kind::Text, "empty: actors are not located", |_| Cell::Empty)).into()
}

fn action() -> Vec<Column<Dyad>> {
    vec![
        column(
            "ActionGeo_Type",
            Kind::Integer,
            "1 country, 2 US state, 3 US city, 4 other city, 5 other division",
            |row| geo_type(row).into(),
        ),
        column("ActionGeo_FullName", Kind::Text, "place and country", |row| full_name(row).into()),
        column("ActionGeo_CountryCode", Kind::Text, "FIPS 10-4, in which CH is China", |row| fips(row).into()),
        column(
            "ActionGeo_ADM1Code",
            Kind::Text,
            "for a country its FIPS code; else empty: the record has no FIPS divisions",
            |row| if_country(row).into(),
        ),
        column("ActionGeo_ADM2Code", Kind::Text, "empty: the record has no such codes", |_| Cell::Empty),
        column("ActionGeo_Lat", Kind::Number, "degrees north", |row| {
            place(row).and_then(|place| place.latitude).into()
        }),
        column("ActionGeo_Long", Kind::Number, "degrees east", |row| {
            place(row).and_then(|place| place.longitude).into()
        }),
        column(
            "ActionGeo_FeatureID",
            Kind::Text,
            "for a country its FIPS code; else empty: GeoNames' ids are not GNS'",
            |row| if_country(row).into(),
        ),
    ]
}

fn place<'r>(row: &Row<'r, Dyad>) -> Option<&'r Place> {
    row.datum.event.place.as_ref()
}

fn geo_type(row: &Row<'_, Dyad>) -> Option<i64> {
    let place = place(row)?;
    let american = place.country.as_deref() == Some("USA");
    match row.reading.codes.place_kind(place)? {
        PlaceKind::Country | PlaceKind::Adjective => Some(1),
        PlaceKind::Division => Some(if american { 2 } else { 5 }),
        kind if is_town(kind) => Some(if american { 3 } else { 4 }),
        _ => None,
    }
}

fn full_name(row: &Row<'_, Dyad>) -> Option<String> {
    let place = place(row)?;
    let country = row.reading.codes.country(place.country.as_deref()).map(|country| country.name.as_str());
    let country = country.filter(|&country| country != place.name);
    Some(std::iter::once(place.name.as_str()).chain(country).collect::<Vec<_>>().join(", "))
}

fn fips(row: &Row<'_, Dyad>) -> Option<String> {
    row.reading.codes.country(place(row)?.country.as_deref()).map(|country| country.fips.clone())
}

fn if_country(row: &Row<'_, Dyad>) -> Option<String> {
    (geo_type(row)? == 1).then(|| fips(row)).flatten()
}
