//! Reports in: whatever form they come in, to [`Source`]s with their metadata.
//!
//! In: a file (plain text, HTML, RSS, Atom, JSON Feed, JSON, JSON Lines, CSV, TSV), a folder of such files, or a stream.
//! Out: one source a report, or an error that says which report cannot be read, and why. A corpus is read one report at
//! a time, however large it is. Nothing is fetched: an address in a report is only written down.
//!
//! ```no_run
//! # use std::path::Path;
//! use rapporteur_ingest::{Options, open};
//!
//! for report in open(Path::new("reports"), &Options::default())? {
//!     match report {
//!         Ok(source) => println!("{} {}", source.meta.id, source.meta.title.unwrap_or_default()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! # Ok::<(), rapporteur_ingest::IngestError>(())
//! ```
//!
//! A report's id is the one its corpus or feed gives it; otherwise it is `r-` and the first twelve hexadecimal digits of
//! its text's SHA-256, so that the same text has the same id wherever it lies.

mod dates;
mod draft;
mod encoding;
mod error;
mod feed;
mod fields;
mod folder;
mod form;
mod html;
mod jsonl;
mod language;
mod lines;
mod plain;
mod score;
mod settings;
mod table;
mod tame;
mod wrap;

pub use error::{Fault, IngestError, Part, Place};
pub use form::Form;
pub use score::{PageScore, Score, score, score_folder};
pub use settings::{Extractor, Handling, MAX_BYTES, Options, Overrides};

use draft::{Body, Draft, Drafted};
use rapporteur_text::Source;
use settings::Settings;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// The name of the standard input, as a path and in messages.
pub const STDIN: &str = "-";

/// The reports of an input, in its order. One that cannot be read is an error among the others.
pub struct Reports(Box<dyn Iterator<Item = Result<Source, IngestError>> + Send>);

impl Iterator for Reports {
    type Item = Result<Source, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// The reports of a file, of a folder, or (`-`) of the standard input.
///
/// # Errors
/// The input does not exist, cannot be opened, or is a folder without reports; or the options make no sense.
pub fn open(input: &Path, options: &Options) -> Result<Reports, IngestError> {
    if input.as_os_str() == STDIN {
        return read(STDIN, std::io::stdin(), options);
    }
    let settings = Settings::of(options, &input.to_string_lossy())?;
    if !input.is_dir() {
        return file(input, settings);
    }
    let files = folder::files(input)?.into_iter();
    Ok(Reports(Box::new(files.flat_map(move |path| {
        file(&path, settings.clone()).unwrap_or_else(|error| Reports(Box::new(std::iter::once(Err(error)))))
    }))))
}

/// The reports of a stream. Its `name` stands in messages, and its ending helps to tell the form.
///
/// # Errors
/// The stream cannot be read, or the options make no sense.
pub fn read(name: &str, stream: impl Read + Send + 'static, options: &Options) -> Result<Reports, IngestError> {
    let settings = Settings::of(options, name)?;
    reports(name, stream, settings)
}

fn file(path: &Path, settings: Settings) -> Result<Reports, IngestError> {
    let name = path.to_string_lossy();
    let file = File::open(path).map_err(|error| IngestError::new(name.as_ref(), error))?;
    reports(&name, file, settings)
}

/// How much of a stream is looked at to tell its form, in bytes.
const HEAD: u64 = 8192;

fn reports(name: &str, mut stream: impl Read + Send + 'static, settings: Settings) -> Result<Reports, IngestError> {
    let place = Place::from(if name == STDIN { "standard input" } else { name });
    let wrong = |fault: Fault| IngestError::new(&place, fault);
    let mut head = Vec::new();
    stream.by_ref().take(HEAD).read_to_end(&mut head).map_err(|error| wrong(error.into()))?;
    let form = settings.form.unwrap_or_else(|| Form::of(name, &head));
    let is_utf16 = encoding::is_utf16(&head);
    let stream = BufReader::new(Cursor::new(head).chain(stream));
    let limit = settings.max_bytes;
    let at = place.clone();
    let drafts: Drafts = match form {
        Form::Plain => one(place, text(stream, None, limit).map(Body::Text)),
        Form::Html => one(place, text(stream, Some(encoding::declared), limit).map(Body::Html)),
        Form::Feed => {
            let entries = bytes(stream, limit).and_then(|bytes| feed::entries(&bytes, &place));
            Box::new(entries.map_err(wrong)?.into_iter())
        }
        Form::JsonLines => Box::new(jsonl::lines(corpus(stream, is_utf16, limit).map_err(wrong)?, at, limit)),
        Form::Json => Box::new(jsonl::values(corpus(stream, is_utf16, limit).map_err(wrong)?, at, limit)),
        Form::Table(delimiter) => {
            Box::new(table::rows(corpus(stream, is_utf16, limit).map_err(wrong)?, delimiter, at, limit))
        }
    };
    Ok(Reports(Box::new(drafts.map(move |(place, draft)| match draft {
        Ok(draft) => draft.finish(&settings, &place),
        Err(fault) => Err(IngestError::new(&place, fault)),
    }))))
}

/// What a form makes of an input: the drafts of its reports with their places.
type Drafts = Box<dyn Iterator<Item = Drafted> + Send>;

fn one(place: Place, body: Result<Body, Fault>) -> Drafts {
    let draft = body.map(|body| Draft { body, ..Draft::default() });
    Box::new(std::iter::once((place, draft)))
}

/// Finds the charset that bytes declare.
type Declared = fn(&[u8]) -> Option<String>;

fn text(stream: impl Read, declared: Option<Declared>, limit: u64) -> Result<String, Fault> {
    let bytes = bytes(stream, limit)?;
    let charset = declared.and_then(|declared| declared(&bytes));
    encoding::decode(&bytes, charset.as_deref())
}

fn bytes(stream: impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(Fault::TooLarge { limit }),
        false => Ok(bytes),
    }
}

/// A corpus as a stream of UTF-8. One in UTF-16, a habit of spreadsheets, is decoded whole, within the limit of one text.
fn corpus(stream: impl BufRead + Send + 'static, is_utf16: bool, limit: u64) -> Result<Box<dyn BufRead + Send>, Fault> {
    match is_utf16 {
        true => Ok(Box::new(Cursor::new(text(stream, None, limit)?))),
        false => Ok(Box::new(stream)),
    }
}
