//! PLOVER's draft JSON, one event a line.
//!
//! All events are here, also those that are planned, hypothetical or negated: PLOVER's auxiliary modes `future`,
//! `hypothetical`, `negation` and `historical` say so beside the event's own mode.

use crate::cell::{code, words};
use crate::codes::{Codes, is_town, quad_name};
use crate::dates;
use crate::options::Options;
use crate::sink::Sink;
use crate::table::Reading;
use crate::tables::polecat::event_day;
use rapporteur_lexicon::PlaceKind;
use rapporteur_record::{Actor, ActorId, Event, Modality, Place, Record};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Events as JSONL.
pub(crate) struct Lines<'a, W> {
    codes: Codes<'a>,
    options: &'a Options,
    out: W,
    count: usize,
}

impl<'a, W: Write> Lines<'a, W> {
    pub(crate) fn new(codes: Codes<'a>, options: &'a Options, out: W) -> Self {
        Lines { codes, options, out, count: 0 }
    }
}

impl<W: Write> Sink for Lines<'_, W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        let reading = Reading::new(record, self.codes, self.options);
        for event in &record.events {
            writeln!(self.out, "{}", line(&reading, event))?;
            self.count += 1;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        self.out.flush()?;
        Ok(self.count)
    }
}

/// An event as PLOVER's JSON. Fields of which nothing is known are left out, save the required ones.
fn line(reading: &Reading, event: &Event) -> Value {
    let record = reading.record;
    let report = &record.report;
    let end = event.when.as_ref().and_then(|when| when.value.split_once('/')).and_then(|(_, end)| dates::day(end));
    let time =
        event.when.as_ref().and_then(|when| dates::moment(&when.value)).map(|(moment, _)| moment.time().to_string());
    let first = event.evidence.first();
    let value = json!({
        "id": format!("{}#{}", report.id, event.id),
        "has_event": true,
        "date": event_day(reading, event).map(|day| day.to_string()).unwrap_or_default(),
        "enddate": end.map(|day| day.to_string()),
        "time": time,
        "actor": entities(reading, &event.source),
        "recipient": entities(reading, &event.target),
        "event": [event.r#type.as_str()],
        "event_loc": event.place.as_ref().map(|place| location(reading, place)),
        "event_text": words(&report.text, &[event.trigger]),
        "quad_code": event.quad.map(quad_name),
        "event_scale": reading.codes.intensity(event),
        "mode": modes(event),
        "context": event.contexts.iter().map(code).collect::<Vec<_>>(),
        "text": words(&report.text, event.evidence.spans()),
        "text_info": { "start": reading.chars(first.start), "end": reading.chars(first.end), "text_story": report.id },
        "cite_info": cleaned(json!({
            "citation": report.publisher, "url": report.url, "title": report.title, "language": report.language,
            "publication": report.published, "coder": "rapporteur", "codebook": "PLOVER 2023-24",
            "version": record.run.version,
        })),
        "coder": format!("rapporteur {}", record.run.version),
        "comment": comment(event),
    });
    cleaned(value)
}

fn modes(event: &Event) -> Vec<&'static str> {
    let auxiliary = match event.modality {
        Modality::Actual | Modality::Ongoing => None,
        Modality::Planned => Some("future"),
        Modality::Hypothetical => Some("hypothetical"),
        Modality::Negated => Some("negation"),
    };
    let historical = event.stale.then_some("historical");
    event.mode.map(|mode| mode.as_str()).into_iter().chain(auxiliary).chain(historical).collect()
}

fn comment(event: &Event) -> Option<String> {
    let list =
        |ids: &[rapporteur_record::StatementId]| ids.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    let asserted = (!event.asserted_by.is_empty()).then(|| format!("known through {}", list(&event.asserted_by)));
    let denied = (!event.denied_by.is_empty()).then(|| format!("denied in {}", list(&event.denied_by)));
    let parts: Vec<String> = asserted.into_iter().chain(denied).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn entities(reading: &Reading, ids: &[ActorId]) -> Vec<Value> {
    ids.iter().map(|&id| entity(reading.record.actor(id))).collect()
}

fn entity(actor: &Actor) -> Value {
    cleaned(json!({
        "code": actor.country,
        "sector": actor.sector.map(|sector| sector.as_str()),
        "entity_text": actor.name,
        "identifier_id": actor.wikidata,
        "identifier_text": actor.wikidata.as_ref().map(|_| "Wikidata"),
        "office": actor.roles.first(),
    }))
}

fn location(reading: &Reading, place: &Place) -> Value {
    let kind = reading.codes.place_kind(place);
    let country = reading.codes.country(place.country.as_deref()).map(|country| country.name.clone());
    let resolution = kind.and_then(|kind| match kind {
        PlaceKind::Country | PlaceKind::Adjective => Some(1),
        PlaceKind::Division => Some(2),
        PlaceKind::County => Some(3),
        kind if is_town(kind) => Some(4),
        _ => None,
    });
    cleaned(json!({
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": kind.filter(|&kind| is_town(kind)).map(|_| &place.name),
        "province": kind.filter(|&kind| kind == PlaceKind::Division).map(|_| &place.name),
        "country": country,
        "country_code": place.country,
        "resolution": resolution,
    }))
}

/// The object without its nulls and empty lists, save the required `actor`.
fn cleaned(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    Value::Object(fields.into_iter().filter(|(name, value)| name == "actor" || !empty(value)).collect::<Map<_, _>>())
}
