//! What is shown in the forms of other programs: meetings as a calendar, places as points, who acts on whom as a network.
//!
//! In: a view, the store. Out: a file, written by `rapporteur-export` from the records of the reports that stand behind the
//! view, each without all that is not shown, joined as the store has joined it.

use crate::answer::{Form, View, file};
use crate::frame::At;
use crate::problem::Problem;
use axum::response::Response;
use rapporteur::Lexicon;
use rapporteur_export::{Format, Options, Threads};
use rapporteur_record::Record;
use rapporteur_store::{Behind, Store};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Answers with what a view shows, in a form that it has.
pub fn answer(
    store: &Store,
    lexicon: &Lexicon,
    at: &At,
    view: &impl View,
    (form, behind): (Form, Behind),
) -> Result<Response, Problem> {
    let reports = store.behind(behind, &at.params.query)?;
    let options = Options { threads: threads(store, form, &reports)?, ..Options::default() };
    let shared = Shared::default();
    let format = match form {
        Form::Calendar => Format::Calendar,
        Form::Geojson => Format::Geojson,
        Form::Gexf => Format::Gexf,
    };
    let mut sink = format.sink(&options, lexicon, Box::new(shared.clone())).map_err(Problem::inner)?;
    for (report, data) in &reports {
        if let Some(record) = store.record(*report)? {
            sink.add(&only(record, data)).map_err(Problem::inner)?;
        }
    }
    let rows = sink.end().map_err(Problem::inner)?;
    let media = match form {
        Form::Calendar => format!("{}; charset=utf-8", form.media()),
        _ => form.media().to_owned(),
    };
    Ok(file(at, view, (form.as_str(), &media, rows), shared.bytes()))
}

/// Reports of which the threads are looked up at a time.
const CHUNK: usize = 64;

/// What the store has joined, of what is written and no more: points are single reports' own.
fn threads(store: &Store, form: Form, reports: &[(i64, Vec<String>)]) -> Result<Threads, Problem> {
    let mut threads = Threads::default();
    for chunk in reports.chunks(CHUNK).filter(|_| form != Form::Geojson) {
        let mut wanted: BTreeSet<((String, String), String)> = BTreeSet::new();
        for (report, data) in chunk {
            let Some(record) = store.record(*report)? else { continue };
            let record = only(record, data);
            let name = (record.report.id.clone(), record.report.sha256.clone());
            let acting = record.events.iter().flat_map(|event| event.source.iter().chain(&event.target));
            let ids = acting.map(ToString::to_string).chain(data.iter().cloned());
            wanted.extend(ids.map(|id| (name.clone(), id)));
        }
        let numbers: Vec<i64> = chunk.iter().map(|(report, _)| *report).collect();
        store.each_thread(Some(&numbers), |report, datum, thread| {
            let key = (report, datum);
            if wanted.contains(&key) {
                threads.insert(key.0, key.1, thread.to_string());
            }
        })?;
    }
    Ok(threads)
}

/// The record with these events and meetings alone.
fn only(record: Record, data: &[String]) -> Record {
    let mut record = Record { statements: Vec::new(), figures: Vec::new(), ..record };
    record.events.retain(|event| data.contains(&event.id.to_string()));
    record.meetings.retain(|meeting| data.contains(&meeting.id.to_string()));
    record
}

/// Bytes that a sink writes and we keep.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn bytes(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
