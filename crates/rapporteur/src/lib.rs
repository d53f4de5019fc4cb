//! The front door: open a model, read a source, get a record.
//!
//! In: the path of a model, a lexicon, sources. Out: records. [`Reader::open`] is the only thing here that can fail;
//! reading cannot. A [`Reader`] is shared by threads; each reads through a [`Desk`] of its own, and [`Reader::read_all`]
//! does so for many reports and gives the records back in the order of the sources, whatever the number of threads.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let reader = rapporteur::Reader::open("en_core_web_sm-3.8.0".as_ref(), rapporteur::Lexicon::embedded())?;
//! let source = rapporteur::Source::new("Moscow denied it.", Default::default());
//! let record = reader.read(&source);
//! println!("{}", serde_json::to_string(&record)?);
//! # Ok(()) }
//! ```

pub mod models;
pub mod score;

pub use rapporteur_lexicon::Lexicon;
pub use rapporteur_nlp::LoadError;
pub use rapporteur_record::Record;
pub use rapporteur_text::{Doc, Source};

use rapporteur_nlp::Pipeline;
use rapporteur_record::Run;
use std::path::Path;
use std::sync::{Mutex, mpsc};

/// The version of Rapporteur.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Most tokens of a sentence. The longest of 801 reports has under 400; what goes far beyond is a list without a stop, and
/// passes that look at pairs of words would take for ever over it.
const LONGEST_SENTENCE: usize = 600;

/// A model and a lexicon, ready to read.
pub struct Reader {
    pipeline: Pipeline,
    lexicon: Lexicon,
    run: Run,
}

/// One thread's place to read at: it keeps what repeats from report to report.
pub struct Desk<'r> {
    reader: &'r Reader,
    engine: rapporteur_nlp::Reader<'r>,
}

impl Reader {
    /// Opens the model at `path`: its folder, a package folder around it, or a wheel.
    pub fn open(path: &Path, lexicon: Lexicon) -> Result<Self, LoadError> {
        let pipeline = Pipeline::open(path)?;
        let meta = pipeline.meta();
        let run = Run {
            version: VERSION.into(),
            model: format!("{} {} {}", meta.name, meta.version, meta.sha256),
            lexicon: lexicon.hash().into(),
        };
        Ok(Reader { pipeline, lexicon, run })
    }

    /// What will stand in every record about what produced it.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// What is known beforehand.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// A place to read at, for one thread.
    pub fn desk(&self) -> Desk<'_> {
        Desk { reader: self, engine: self.pipeline.reader() }
    }

    /// Reads one report. For many, keep a [`Desk`] or call [`Reader::read_all`].
    pub fn read(&self, source: &Source) -> Record {
        self.desk().read(source)
    }

    /// Reads reports on `threads` threads (at least one) and hands each outcome to `take`, in the order of the sources.
    /// What is no source (a line that could not be read) is handed on as it is.
    pub fn read_all<E: Send>(
        &self,
        sources: impl Iterator<Item = Result<Source, E>> + Send,
        threads: usize,
        mut take: impl FnMut(Result<Record, E>),
    ) {
        let threads = threads.max(1);
        let sources = Mutex::new(sources.enumerate());
        let next = || sources.lock().expect("no thread panics while it holds the sources").next();
        std::thread::scope(|scope| {
            // A slow report must not let the others pile up in memory.
            let (send, receive) = mpsc::sync_channel(threads * 4);
            for _ in 0..threads {
                let send = send.clone();
                let next = &next;
                scope.spawn(move || {
                    let mut desk = self.desk();
                    while let Some((number, source)) = next() {
                        if send.send((number, source.map(|source| desk.read(&source)))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            in_order(receive, &mut take);
        });
    }
}

impl Desk<'_> {
    /// Parses a text without reading what it says.
    pub fn parse(&mut self, source: &Source) -> Doc {
        self.engine.read_pieces(&source.text, &source.seams())
    }

    /// Reads one report.
    pub fn read(&mut self, source: &Source) -> Record {
        let doc = self.parse(source).cut(LONGEST_SENTENCE);
        rapporteur_extract::extract(source, &doc, &self.reader.lexicon, self.reader.run.clone())
    }
}

/// Hands on what comes in any order in the order of its numbers, which count from 0.
fn in_order<T>(numbered: impl IntoIterator<Item = (usize, T)>, take: &mut impl FnMut(T)) {
    let mut early = std::collections::BTreeMap::new();
    let mut wanted = 0;
    for (number, item) in numbered {
        early.insert(number, item);
        while let Some(item) = early.remove(&wanted) {
            take(item);
            wanted += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_early_waits() {
        let mut seen = Vec::new();
        in_order([(2, 'c'), (0, 'a'), (1, 'b'), (3, 'd')], &mut |letter| seen.push(letter));
        assert_eq!(seen, ['a', 'b', 'c', 'd']);
    }
}
