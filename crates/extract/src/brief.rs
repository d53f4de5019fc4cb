//! The report in short.

use rapporteur_record::{Brief, Record};

/// Writes the brief of a record.
pub fn write(record: &Record) -> Brief {
    Brief { headline: record.report.title.clone().unwrap_or_default(), highlights: Vec::new() }
}
