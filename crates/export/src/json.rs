//! The record itself, as JSON.

use crate::sink::Sink;
use rapporteur_record::{ActorId, DatumId, Record, StatementId};
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
    let mut named: Vec<DatumId> = Vec::new();
    let actors = |ids: &[ActorId]| ids.iter().map(|&id| DatumId::from(id)).collect::<Vec<_>>();
    let statements = |ids: &[StatementId]| ids.iter().map(|&id| DatumId::from(id)).collect::<Vec<_>>();
    named.extend(record.actors.iter().flat_map(|actor| actors(&actor.members)));
    for it in &record.statements {
        named.extend(
            [&it.speaker, &it.on_behalf_of, &it.addressee, &it.reported_by].into_iter().flat_map(|ids| actors(ids)),
        );
    }
    for it in &record.events {
        named.extend([&it.source, &it.target].into_iter().flat_map(|ids| actors(ids)));
        named.extend([&it.asserted_by, &it.denied_by].into_iter().flat_map(|ids| statements(ids)));
    }
    for it in &record.figures {
        named.extend(actors(&it.of));
        named.extend([&it.asserted_by, &it.denied_by].into_iter().flat_map(|ids| statements(ids)));
    }
    for it in &record.meetings {
        named.extend([&it.parties, &it.heads].into_iter().flat_map(|ids| actors(ids)));
        named.extend(it.outcomes.iter().flat_map(|outcome| actors(&outcome.speaker)));
        named.extend(it.follows.map(DatumId::from));
    }
    for it in &record.positions {
        named.push(it.actor.into());
        named.extend(statements(&it.statements));
        named.extend(it.events.iter().map(|&id| DatumId::from(id)));
    }
    for side in record.disputes.iter().flat_map(|dispute| &dispute.sides) {
        named.extend(side.actor.map(DatumId::from));
        named.push(side.datum);
    }
    named.extend(record.brief.highlights.iter().flat_map(|highlight| highlight.data.clone()));
    named.into_iter().find(|&id| !holds(record, id)).or_else(|| displaced(record))
}

fn holds(record: &Record, id: DatumId) -> bool {
    match id {
        DatumId::ActorId(id) => id.index() < record.actors.len(),
        DatumId::StatementId(id) => id.index() < record.statements.len(),
        DatumId::EventId(id) => id.index() < record.events.len(),
        DatumId::FigureId(id) => id.index() < record.figures.len(),
        DatumId::MeetingId(id) => id.index() < record.meetings.len(),
        DatumId::PositionId(id) => id.index() < record.positions.len(),
        DatumId::DisputeId(id) => id.index() < record.disputes.len(),
    }
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
