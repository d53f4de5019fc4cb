//! The record itself, as JSON.

use crate::sink::Sink;
use rapporteur_record::{DatumId, Record};
use std::io::{self, BufRead, Write};

/// One record, indented for people, with a line end.
pub fn pretty(record: &Record) -> serde_json::Result<String> {
    serde_json::to_string_pretty(record).map(|text| text + "\n")
}

/// One record on one line, with a line end: a row of a JSONL file.
pub fn line(record: &Record) -> serde_json::Result<String> {
    serde_json::to_string(record).map(|text| text + "\n")
}

/// The records of a JSONL file, with the number of each one's line. A line that is no record, or one whose data name
/// data that it has not, is an error in words; the lines after it are read all the same.
pub fn records(lines: impl BufRead) -> impl Iterator<Item = (usize, Result<Record, String>)> {
    let numbered = lines.lines().enumerate().map(|(at, line)| (at + 1, line));
    let full = numbered.filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()));
    full.map(|(number, line)| (number, line.map_err(|error| error.to_string()).and_then(|line| parse(&line))))
}

/// The record that a line of JSON holds.
pub fn parse(line: &str) -> Result<Record, String> {
    let record: Record = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if record.schema != rapporteur_record::SCHEMA {
        return Err(format!("it is of the schema {:?}, not {:?}", record.schema, rapporteur_record::SCHEMA));
    }
    match missing(&record) {
        Some(id) => Err(format!("it speaks of {id}, which it has not")),
        None => Ok(record),
    }
}

/// A datum that the record names and has not, at the place where its id says it is.
fn missing(record: &Record) -> Option<DatumId> {
    record.references().into_iter().find(|&id| !record.holds(id)).or_else(|| displaced(record))
}

/// The first datum whose id is not its place in its list. (An actor without mentions cannot be shown either.)
fn displaced(record: &Record) -> Option<DatumId> {
    let actors = record.actors.iter().enumerate();
    let actors = actors.filter(|(at, it)| it.id.index() != *at || it.mentions.is_empty()).map(|(_, it)| it.id.into());
    let statements =
        record.statements.iter().enumerate().filter(|(at, it)| it.id.index() != *at).map(|(_, it)| it.id.into());
    let events = record.events.iter().enumerate().filter(|(at, it)| it.id.index() != *at).map(|(_, it)| it.id.into());
    let figures = record.figures.iter().enumerate().filter(|(at, it)| it.id.index() != *at).map(|(_, it)| it.id.into());
    let meetings =
        record.meetings.iter().enumerate().filter(|(at, it)| it.id.index() != *at).map(|(_, it)| it.id.into());
    let positions =
        record.positions.iter().enumerate().filter(|(at, it)| it.id.index() != *at).map(|(_, it)| it.id.into());
    let disputes =
        record.disputes.iter().enumerate().filter(|(at, it)| it.id.index() != *at).map(|(_, it)| it.id.into());
    actors.chain(statements).chain(events).chain(figures).chain(meetings).chain(positions).chain(disputes).next()
}

/// Records as JSONL.
pub(crate) struct Lines<W> {
    out: W,
    count: usize,
}

impl<W: Write> Lines<W> {
    pub(crate) fn new(out: W) -> Self {
        Lines { out, count: 0 }
    }
}

impl<W: Write> Sink for Lines<W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        self.count += 1;
        self.out.write_all(line(record)?.as_bytes())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        self.out.flush()?;
        Ok(self.count)
    }
}
