//! The record itself, as JSON.

use rapporteur_record::Record;

/// One record, indented for people, with a line end.
pub fn pretty(record: &Record) -> serde_json::Result<String> {
    serde_json::to_string_pretty(record).map(|text| text + "\n")
}

/// One record on one line, with a line end: a row of a JSONL file.
pub fn line(record: &Record) -> serde_json::Result<String> {
    serde_json::to_string(record).map(|text| text + "\n")
}
