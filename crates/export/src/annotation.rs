//! Every datum as a W3C Web Annotation, in one annotation page of JSON-LD.
//!
//! A target is the report's cleaned text, named by its hash, with the page it was read from as scope; its selectors are
//! a position in code points and a quotation with the words before and after. Bodies are the datum in words
//! (`describing`) and the datum itself in a vocabulary of our own, `rapporteur:`, whose terms are the record's field
//! names.

use crate::outline;
use crate::sink::Sink;
use rapporteur_record::{DatumId, Record, Span};
use rapporteur_text::Offsets;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Where the terms of the record's vocabulary stand.
pub const VOCABULARY: &str = "urn:rapporteur:record:1#";
/// How many code points of context a quotation has on each side.
const CONTEXT: usize = 32;

/// An annotation page that is written item by item.
pub(crate) struct Page<W> {
    out: W,
    count: usize,
}

impl<W: Write> Page<W> {
    pub(crate) fn new(mut out: W) -> io::Result<Self> {
        let context = json!(["http://www.w3.org/ns/anno.jsonld", { "rapporteur": VOCABULARY }]);
        write!(
            out,
            "{{\"@context\":{context},\"id\":\"urn:rapporteur:annotations\",\"type\":\"AnnotationPage\",\"items\":["
        )?;
        Ok(Page { out, count: 0 })
    }
}

impl<W: Write> Sink for Page<W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        for annotation in annotations(record)? {
            let comma = if self.count > 0 { "," } else { "" };
            write!(self.out, "{comma}\n{annotation}")?;
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

fn annotations(record: &Record) -> io::Result<Vec<Value>> {
    let offsets = Offsets::new(&record.report.text);
    let json = serde_json::to_value(record)?;
    let outline = outline(record);
    let lines =
        outline.sections.iter().filter(|section| section.title != "In short").flat_map(|section| &section.lines);
    let named = lines.filter_map(|line| Some((line.datum?, line)));
    Ok(named.map(|(datum, line)| {
        let subject = if line.subject.is_empty() { String::new() } else { format!("{} — ", line.subject) };
        let words = format!("{subject}{}", line.text);
        let described = json!({ "type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en",
            "value": words });
        let targets: Vec<Value> = line.spans.iter().map(|&span| target(record, &offsets, span)).collect();
        json!({
            "id": iri(record, datum),
            "type": "Annotation",
            "motivation": motivation(datum),
            "body": [described, body(record, &json, datum)],
            "target": targets,
        })
    }).collect())
}

fn iri(record: &Record, datum: impl std::fmt::Display) -> String {
    format!("urn:rapporteur:text:{}#{datum}", record.report.sha256)
}

fn motivation(datum: DatumId) -> &'static str {
    match datum {
        DatumId::ActorId(_) => "identifying",
        DatumId::DisputeId(_) => "linking",
        _ => "classifying",
    }
}

fn target(record: &Record, offsets: &Offsets, span: Span) -> Value {
    let text = &record.report.text;
    let chars = |at| offsets.chars(at).unwrap_or_default();
    let before: String = text[..span.start].chars().rev().take(CONTEXT).collect();
    let after: String = text[span.end..].chars().take(CONTEXT).collect();
    let mut target = json!({
        "type": "SpecificResource",
        "source": format!("urn:rapporteur:text:{}", record.report.sha256),
        "selector": [
            { "type": "TextPositionSelector", "start": chars(span.start), "end": chars(span.end) },
            { "type": "TextQuoteSelector", "exact": span.of(text),
              "prefix": before.chars().rev().collect::<String>(), "suffix": after },
        ],
    });
    if let Some(url) = &record.report.url {
        target["scope"] = json!(url);
    }
    target
}

/// The datum with the record's field names; what names another datum is an IRI, and offsets are left to the target.
fn body(record: &Record, json: &Value, datum: DatumId) -> Value {
    let (list, kind, index) = match datum {
        DatumId::ActorId(id) => ("actors", "Actor", id.index()),
        DatumId::StatementId(id) => ("statements", "Statement", id.index()),
        DatumId::EventId(id) => ("events", "Event", id.index()),
        DatumId::FigureId(id) => ("figures", "Figure", id.index()),
        DatumId::MeetingId(id) => ("meetings", "Meeting", id.index()),
        DatumId::PositionId(id) => ("positions", "Position", id.index()),
        DatumId::DisputeId(id) => ("disputes", "Dispute", id.index()),
    };
    let mut body = json!({ "id": iri(record, format!("{datum}-datum")), "type": format!("rapporteur:{kind}") });
    let fields = json[list][index].as_object();
    for (name, value) in fields.into_iter().flatten() {
        if let Some(value) = simple(record, name, value) {
            body[format!("rapporteur:{name}")] = value;
        }
    }
    body
}

fn simple(record: &Record, name: &str, value: &Value) -> Option<Value> {
    let names_data =
        !matches!(name, "name" | "mode" | "cameo" | "aliases" | "roles" | "text" | "country" | "sector" | "unit");
    match value {
        Value::String(text) if names_data && name != "id" && is_datum(text) => {
            Some(json!({ "id": iri(record, format!("{text}-datum")) }))
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) => (name != "id").then(|| value.clone()),
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter_map(|item| simple(record, name, item)).collect();
            (!items.is_empty()).then(|| Value::Array(items))
        }
        // A time or a place: its value, or its name.
        Value::Object(fields) => fields.get("value").or_else(|| fields.get("name")).cloned(),
        Value::Null => None,
    }
}

fn is_datum(text: &str) -> bool {
    let number = text.strip_prefix(['A', 'S', 'E', 'F', 'M', 'P', 'D']);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
