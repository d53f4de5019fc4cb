//! `rapporteur parse`: what the engine makes of a text.

use crate::model;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Arguments of `rapporteur parse`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A file of plain text; standard input where none is given.
    file: Option<PathBuf>,
    #[command(flatten)]
    model: model::Opening,
}

/// Prints the parse of the text, untouched, as CoNLL-U.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut text = String::new();
    match &arguments.file {
        Some(path) => text = std::fs::read_to_string(path)?,
        None => drop(std::io::stdin().read_to_string(&mut text)?),
    }
    let pipeline = rapporteur_nlp::Pipeline::open(&arguments.model.path()?)?;
    let doc = pipeline.reader().read(&Arc::from(text));
    std::io::stdout().write_all(rapporteur_text::to_conllu(&doc).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
