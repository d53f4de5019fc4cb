//! What a user may choose about an export, and what a store knows beyond the records.

use rapporteur_record::Report;
use std::collections::BTreeMap;

/// Choices that hold for all forms; a form ignores what it has no use for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How text stands in CSV.
    pub guard: Guard,
    /// What stands in for the day of an event where the text gives none.
    pub undated: Undated,
    /// What a store has joined; nothing where records come out of files.
    pub threads: Threads,
}

/// Which data of several reports are about one thing: each datum's thread, as the store names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threads(BTreeMap<(String, String), BTreeMap<String, String>>);

impl Threads {
    /// Notes the thread of a report's datum (`S1`, `M2`), the report told by its id and its text's SHA-256.
    pub fn insert(&mut self, report: (String, String), datum: String, thread: String) {
        self.0.entry(report).or_default().insert(datum, thread);
    }

    /// The thread of a report's datum.
    pub fn of(&self, report: &Report, datum: &str) -> Option<&String> {
        self.0.get(&(report.id.clone(), report.sha256.clone()))?.get(datum)
    }
}

/// How text stands in CSV cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// What a spreadsheet would run as a formula gets an apostrophe in front; taking it off gives the text back.
    #[default]
    Guarded,
    /// To the character.
    Verbatim,
}

/// What stands in the date column of an event format where the text gives no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undated {
    /// Nothing.
    #[default]
    Empty,
    /// The day on which the report was published, as the coders of those formats do.
    Published,
}
