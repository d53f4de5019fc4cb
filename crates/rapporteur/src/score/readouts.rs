//! Meetings against readouts: press releases that tell of one call or meeting, whose title names the parties.
//!
//! In: the project's own table of parties, status and date (`training/records/readouts.tsv`), the folder of the reports, a way
//! to parse. Out: of how many readouts the first meeting of the record has the right parties, status and date. The
//! title is withheld from the reading.

use super::{Parse, ScoreError, read, share};
use rapporteur_extract::extract;
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Actor, ActorId, ActorKind, Meeting, MeetingStatus, Record, Run};
use rapporteur_text::{Meta, Source};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// How well readouts are read; prints as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readouts {
    /// Readouts of which the table tells the parties, and of them those with the right ones.
    pub parties: (usize, usize),
    /// Readouts of which the table tells the status, and of them those with the right one.
    pub status: (usize, usize),
    /// Readouts that give their meeting's date, and of them those with the right one.
    pub date: (usize, usize),
    /// Meetings dated after the release though they were held.
    pub late: usize,
    /// What was told otherwise, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Readouts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |f: &mut fmt::Formatter<'_>, what: &str, (of, right): (usize, usize)| {
            writeln!(f, "{what:8} {:5.1} %  ({right} of {of})", share(right, of) * 100.0)
        };
        row(f, "parties", self.parties)?;
        row(f, "status", self.status)?;
        row(f, "date", self.date)?;
        write!(f, "held, but dated after the release: {}", self.late)
    }
}

/// One row of the table; `None` where the readout does not say.
struct Gold {
    parties: Option<Vec<String>>,
    status: Option<String>,
    when: Option<String>,
}

/// Reads the readouts of the reports in `folder` that `table` lists, and compares.
pub fn readouts(table: &Path, folder: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Readouts, ScoreError> {
    let gold = rows(table)?;
    let path = folder.join("state_gov_press.jsonl");
    let mut score = Readouts::default();
    for line in read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
        let report: Value = serde_json::from_str(line)
            .map_err(|error| ScoreError::Form { path: path.clone(), reason: error.to_string() })?;
        let Some((id, wanted)) = report["id"].as_str().and_then(|id| Some((id, gold.get(id)?))) else { continue };
        let published = report["date"].as_str().unwrap_or_default();
        let meta = Meta { id: id.into(), published: Some(published.into()), language: "en".into(), ..Meta::default() };
        let source = Source::new(report["text"].as_str().unwrap_or_default(), meta);
        let run = Run { version: String::new(), model: String::new(), lexicon: String::new() };
        let record = extract(&source, &parse(&source), lexicon, run);
        score.compare(&record, wanted, published);
    }
    Ok(score)
}

fn rows(path: &Path) -> Result<BTreeMap<String, Gold>, ScoreError> {
    let text = read(path)?;
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    let told = |cell: &str| (cell != "-").then(|| cell.to_owned());
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [report, parties, status, when] => {
            let parties = told(parties).map(|list| list.split(',').map(str::to_owned).collect());
            Ok((report.to_owned(), Gold { parties, status: told(status), when: told(when) }))
        }
        _ => Err(ScoreError::Form { path: path.to_owned(), reason: format!("not four columns: {line}") }),
    };
    lines.map(row).collect()
}

impl Readouts {
    fn compare(&mut self, record: &Record, gold: &Gold, published: &str) {
        let meeting = record.meetings.first();
        let id = &record.report.id;
        if let Some(wanted) = &gold.parties {
            let found = meeting.map(|meeting| parties(record, meeting)).unwrap_or_default();
            let right = count(&mut self.parties, is_same(&found, wanted));
            let names: Vec<&str> = found.iter().map(|actor| actor.name.as_str()).collect();
            self.errors.extend((!right).then(|| format!("{id} parties {wanted:?}: {names:?}")));
        }
        if let Some(wanted) = &gold.status {
            let found = meeting.map(|meeting| status(meeting.status));
            let right = count(&mut self.status, found == Some(wanted.as_str()));
            self.errors.extend((!right).then(|| format!("{id} status {wanted}: {found:?}")));
        }
        let found = meeting.and_then(|meeting| meeting.when.as_ref()).map(|when| when.value.as_str());
        if let Some(wanted) = &gold.when {
            let day = found.and_then(|value| value.get(..10.min(value.len())));
            let right = count(&mut self.date, found == Some(wanted.as_str()) || day == Some(wanted.as_str()));
            self.errors.extend((!right).then(|| format!("{id} date {wanted}: {found:?}")));
        }
        let held = meeting.is_some_and(|meeting| meeting.status == MeetingStatus::Held);
        if held && found.is_some_and(|value| value.get(..10).is_some_and(|day| day > published)) {
            self.late += 1;
            self.errors.push(format!("{id} late: {found:?}"));
        }
    }
}

fn count((of, rights): &mut (usize, usize), right: bool) -> bool {
    *of += 1;
    *rights += usize::from(right);
    right
}

fn parties<'r>(record: &'r Record, meeting: &Meeting) -> Vec<&'r Actor> {
    let actor = |&id: &ActorId| record.actor(id);
    meeting.parties.iter().map(actor).filter(|actor| actor.kind != ActorKind::Person).collect()
}

/// Whether each wanted party is there and no other.
fn is_same(found: &[&Actor], wanted: &[String]) -> bool {
    let is = |actor: &Actor, code: &str| names(actor).iter().any(|name| name == code);
    wanted.iter().all(|code| found.iter().any(|actor| is(actor, code)))
        && found.iter().all(|actor| wanted.iter().any(|code| is(actor, code)))
}

/// The codes and names that an actor answers to; a body's organs answer to the body's.
pub(super) fn names(actor: &Actor) -> Vec<String> {
    let mut names: Vec<String> = actor.aliases.iter().chain([&actor.name]).cloned().collect();
    names.extend(actor.country.clone());
    for (short, parts) in BODIES {
        let within = |name: &String| parts.iter().any(|part| name.contains(part));
        if names.iter().any(within) {
            names.push((*short).to_owned());
        }
    }
    names
}

/// The bodies that the table names, by the words in their names and their organs'.
const BODIES: [(&str, &[&str]); 8] = [
    ("NATO", &["NATO", "North Atlantic"]),
    ("OSCE", &["OSCE", "Security and Co"]),
    ("EU", &["EU", "European Union", "European Council", "European Commission", "European External"]),
    ("UN", &["UN", "United Nations"]),
    ("AU", &["African Union"]),
    ("ASEAN", &["ASEAN", "Southeast Asian Nations"]),
    ("SICA", &["SICA", "Central American Integration"]),
    ("D-ISIS", &["Global Coalition"]),
];

fn status(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Held => "held",
        MeetingStatus::Ongoing => "ongoing",
        MeetingStatus::Scheduled => "scheduled",
        MeetingStatus::Proposed => "proposed",
        MeetingStatus::Cancelled => "cancelled",
        MeetingStatus::Refused => "refused",
    }
}
