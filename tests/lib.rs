//! What the tests of the whole have in common: one reader, opened once.

use rapporteur::models::{Known, install};
use rapporteur::{Lexicon, Reader, Record};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The reader over the default model, or over the one that `RAPPORTEUR_MODEL` names. The model is installed where it is
/// missing; where that fails (no network), there is no reader, and the tests that need one are skipped with a word.
pub fn reader() -> Option<&'static Reader> {
    static READER: OnceLock<Option<Reader>> = OnceLock::new();
    READER
        .get_or_init(|| {
            let path = std::env::var_os("RAPPORTEUR_MODEL").map(PathBuf::from).or_else(|| {
                let model = Known::find(rapporteur::models::DEFAULT)?;
                install(&model, &mut |_| {}).inspect_err(|error| eprintln!("no model: {error}")).ok()
            });
            let Some(path) = path else {
                eprintln!("skipped: there is no model to read with");
                return None;
            };
            Some(Reader::open(&path, Lexicon::embedded()).expect("the model can be opened"))
        })
        .as_ref()
}

/// What is wrong with a record: a span that does not fit, or a field that the published schema does not allow.
pub fn faults(record: &Record) -> Vec<String> {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    let schema = SCHEMA
        .get_or_init(|| jsonschema::validator_for(&rapporteur_record::schema()).expect("the published schema is one"));
    let json = serde_json::to_value(record).expect("the spans of a record fit its text");
    let spans = record.check().err().map(|fault| fault.to_string());
    schema.iter_errors(&json).map(|error| error.to_string()).chain(spans).collect()
}
