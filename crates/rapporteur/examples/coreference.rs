//! Writes what `training/coreference` learns from, and scores its models.
//!
//! ```text
//! coreference rows GOLD PIPELINE OUT            numbers, answers and document numbers, in OUT
//! coreference score GOLD PIPELINE [MODEL...]    the measures; the k-th of n models reads documents k, k + n, ...
//! ```
//!
//! GOLD holds GUM's `dep/` and `ontogum/`; PIPELINE is the folder of the engine's model. Without MODEL the built-in one reads.

use rapporteur::score::coreference::{Document, Model, coreference, documents};
use rapporteur_lexicon::Lexicon;
use rapporteur_nlp::Pipeline;
use rapporteur_text::Source;
use std::error::Error;
use std::fs;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lexicon = Lexicon::embedded();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rows", gold, pipeline, out] => rows(&read(gold, pipeline)?, &lexicon, Path::new(out)),
        ["score", gold, pipeline, ref models @ ..] => {
            let own =
                |path: &&str| Model::read(&fs::read(path)?).ok_or_else(|| format!("{path} is no weight file").into());
            let own = models.iter().map(own).collect::<Result<Vec<Model>>>()?;
            let models = if own.is_empty() { vec![Model::embedded()] } else { own.iter().collect() };
            print!("{}", coreference(&read(gold, pipeline)?, &lexicon, &models));
            Ok(())
        }
        _ => Err("the commands are rows and score".into()),
    }
}

fn read(gold: &str, pipeline: &str) -> Result<Vec<Document>> {
    let pipeline = Pipeline::open(Path::new(pipeline))?;
    let mut reader = pipeline.reader();
    Ok(documents(Path::new(gold), &mut |source: &Source| reader.read_pieces(&source.text, &source.seams()))?)
}

fn rows(documents: &[Document], lexicon: &Lexicon, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    let (mut numbers, mut answers, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (at, document) in documents.iter().enumerate() {
        for (row, answer) in document.rows(lexicon) {
            numbers.extend(row.iter().flat_map(|number| number.to_le_bytes()));
            answers.push(u8::from(answer));
            places.extend((at as u16).to_le_bytes());
        }
    }
    fs::write(out.join("numbers"), numbers)?;
    fs::write(out.join("answers"), answers)?;
    Ok(fs::write(out.join("documents"), places)?)
}
