//! How well the passes read, against public gold data.
//!
//! In: a folder of gold files and a way to parse a text. Out: counts, as the program prints them. Nothing of the gold
//! is kept. Each file here knows one subject's corpora and their formats.

pub mod actors;
pub mod acts;
pub mod attribution;
pub mod coreference;
pub mod disputes;
pub mod events;
pub mod figures;
pub mod places;
pub mod positions;
pub mod readouts;
mod standoff;
pub mod times;
mod xml;

use rapporteur_text::{Doc, Source};
use std::fmt;
use std::path::{Path, PathBuf};

/// How a scorer parses a text: the engine, or parses prepared elsewhere.
pub type Parse<'a> = dyn FnMut(&Source) -> Doc + 'a;

/// Right, spurious and missed answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that the gold has too.
    pub right: usize,
    /// Answers that the gold does not have.
    pub spurious: usize,
    /// What the gold has and no answer does.
    pub missed: usize,
}

impl Counts {
    /// Share of the answers that are right, in 0..=1.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.spurious)
    }

    /// Share of the gold that was found, in 0..=1.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| share * 100.0;
        write!(
            f,
            "P {:5.1}  R {:5.1}  F1 {:5.1}  ({} right, {} spurious, {} missed)",
            percent(self.precision()),
            percent(self.recall()),
            percent(self.f1()),
            self.right,
            self.spurious,
            self.missed
        )
    }
}

/// `part` of `whole`, 0 for nothing of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Why a gold file could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The file could not be read.
    #[error("the gold file {path} could not be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not in its corpus' format.
    #[error("the gold file {path} is not in the form of its corpus: {reason}")]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        reason: String,
    },
}

/// The text of a gold file; bytes that are no UTF-8 become replacement characters, one for each.
pub(crate) fn read(path: &Path) -> Result<String, ScoreError> {
    let bytes = std::fs::read(path).map_err(|source| ScoreError::Read { path: path.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
