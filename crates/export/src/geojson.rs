//! Located data as a GeoJSON feature collection (RFC 7946): events, statements, figures and meetings with coordinates.

use crate::cell::{code, words};
use crate::codes::{Codes, precision};
use crate::options::Options;
use crate::sink::Sink;
use crate::table::{Circumstances, Reading};
use rapporteur_record::Record;
use serde_json::{Value, json};
use std::io::{self, Write};

/// A feature collection that is written feature by feature.
pub(crate) struct Collection<'a, W> {
    codes: Codes<'a>,
    out: W,
    count: usize,
}

impl<'a, W: Write> Collection<'a, W> {
    pub(crate) fn new(codes: Codes<'a>, mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Collection { codes, out, count: 0 })
    }
}

impl<W: Write> Sink for Collection<'_, W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        let options = Options::default();
        let reading = Reading::new(record, self.codes, &options);
        for feature in features(&reading) {
            let comma = if self.count > 0 { "," } else { "" };
            write!(self.out, "{comma}\n{feature}")?;
            self.count += 1;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.count)
    }
}

fn features(reading: &Reading) -> Vec<Value> {
    let record = reading.record;
    let names = |ids| reading.names(ids);
    let statements = record.statements.iter().filter_map(|it| {
        feature(reading, it, "statement", json!({ "label": it.act.as_str(), "actors": names(&it.speaker) }))
    });
    let events = record.events.iter().filter_map(|it| {
        let own = json!({ "label": it.r#type.as_str(), "mode": it.mode.map(|mode| mode.as_str()), "cameo": it.cameo,
            "actors": names(&it.source), "targets": names(&it.target), "modality": code(it.modality),
            "stale": it.stale });
        feature(reading, it, "event", own)
    });
    let figures = record.figures.iter().filter_map(|it| {
        let own = json!({ "label": words(&record.report.text, &[it.what]), "value": it.value,
            "unit": it.unit, "actors": names(&it.of) });
        feature(reading, it, "figure", own)
    });
    let meetings = record.meetings.iter().filter_map(|it| {
        feature(
            reading,
            it,
            "meeting",
            json!({ "label": it.name, "status": code(it.status), "actors": names(&it.parties) }),
        )
    });
    events.chain(meetings).chain(statements).chain(figures).collect()
}

fn feature<T: Circumstances>(reading: &Reading, datum: &T, kind: &str, own: Value) -> Option<Value> {
    let place = datum.place()?;
    let (latitude, longitude) = place.latitude.zip(place.longitude)?;
    let report = &reading.record.report;
    let mut properties = json!({
        "kind": kind,
        "report": report.id,
        "id": datum.id(),
        "published": report.published,
        "url": report.url,
        "place": place.name,
        "place_text": place.text,
        "country": place.country,
        "geonames": place.geonames,
        "precision": precision(reading.codes.place_kind(place)),
        "when": datum.when().map(|when| &when.value),
        "quote": words(&report.text, datum.evidence().spans()),
    });
    if let (Some(properties), Value::Object(own)) = (properties.as_object_mut(), own) {
        properties.extend(own);
    }
    Some(json!({
        "type": "Feature",
        "id": format!("{}#{}", report.id, datum.id()),
        "geometry": { "type": "Point", "coordinates": [longitude, latitude] },
        "properties": properties,
    }))
}
