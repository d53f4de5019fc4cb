//! What can be wrong with an input, said so that the person who gave it can act.

use std::fmt;
use thiserror::Error;

/// A report that could not be read: where it stands, and what is wrong with it.
#[derive(Debug, Error)]
#[error("{place}: {fault}")]
pub struct IngestError {
    /// Where the fault lies.
    pub place: Place,
    /// What is wrong.
    pub fault: Fault,
}

impl IngestError {
    pub(crate) fn new(place: impl Into<Place>, fault: impl Into<Fault>) -> Self {
        IngestError { place: place.into(), fault: fault.into() }
    }
}

/// A file or stream, and for a corpus the part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's path as it was given, or `standard input`.
    pub file: String,
    /// The report within it, where it holds more than one.
    pub part: Option<Part>,
}

/// Which of the reports of a corpus; all count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Line of a JSON Lines file.
    Line(u64),
    /// Row of a table: the line of the file on which it starts.
    Row(u64),
    /// Entry of a feed or of a JSON array.
    Entry(u64),
}

impl Place {
    pub(crate) fn part(&self, part: Part) -> Place {
        Place { file: self.file.clone(), part: Some(part) }
    }
}

impl From<&str> for Place {
    fn from(file: &str) -> Self {
        Place { file: file.to_string(), part: None }
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.part {
            None => Ok(()),
            Some(Part::Line(n)) => write!(f, ", line {n}"),
            Some(Part::Row(n)) => write!(f, ", row at line {n}"),
            Some(Part::Entry(n)) => write!(f, ", entry {n}"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Fault {
    /// There is no such file.
    #[error("there is no such file or folder")]
    Missing,
    /// The system would not let it be read.
    #[error("it cannot be read ({0})")]
    Unreadable(std::io::Error),
    /// There is no text in it.
    #[error("there is no text in it")]
    Empty,
    /// The folder holds no file that could be a report.
    #[error("the folder holds no reports; files ending in {0} are read")]
    NoReports(String),
    /// The bytes are no text.
    #[error("it is no text but {0}; save the report as plain text or HTML and read that")]
    Binary(&'static str),
    /// One text is larger than the limit.
    #[error(
        "one text of more than {limit} bytes is not read; split it, or put its reports on lines of a JSON Lines file"
    )]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The text is written in a language other than English.
    #[error("it is written in {name} ({language}), which is unsupported: only English reports are read")]
    Language {
        /// ISO 639-3 code.
        language: String,
        /// The language's English name.
        name: String,
    },
    /// A corpus entry without text.
    #[error("no field holds its text: one of {wanted} is needed, there are {found}")]
    NoText {
        /// Names that would do.
        wanted: String,
        /// Names that are there.
        found: String,
    },
    /// Broken JSON.
    #[error("broken JSON: {0}")]
    Json(String),
    /// A broken table.
    #[error("broken table: {0}")]
    Table(String),
    /// A broken feed.
    #[error("no RSS, Atom or JSON feed could be read from it: {0}")]
    Feed(String),
    /// A page of which nothing could be made.
    #[error("no article could be found in the page: {0}")]
    Page(String),
    /// Pages to be scored have nothing to be compared with.
    #[error("there is no expected text in it; put expected.html beside source.html, or name the corpus of texts")]
    NoExpected,
    /// A setting that makes no sense.
    #[error("{setting} {value:?} cannot be understood; {help}")]
    Setting {
        /// The setting's name.
        setting: &'static str,
        /// What it was set to.
        value: String,
        /// What would be understood.
        help: &'static str,
    },
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Fault::Missing,
            _ => Fault::Unreadable(error),
        }
    }
}
