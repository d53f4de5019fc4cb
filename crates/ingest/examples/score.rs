//! How well articles are found in pages: `cargo run --example score -- FOLDER [TEXTS]`, where `FOLDER` holds
//! `source.html` beside `expected.html`, or corpora with `html`, whose texts are found by id in the corpus `TEXTS`.

use rapporteur_ingest::{Extractor, IngestError, Options, PageScore, score_folder};
use std::path::PathBuf;

fn main() -> Result<(), IngestError> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let folder = arguments.next().unwrap_or_else(|| PathBuf::from("."));
    let texts = arguments.next();
    for extractor in [Extractor::Best, Extractor::Trafilatura, Extractor::Readability] {
        let options = Options { extractor, ..Options::default() };
        println!("{extractor:?}");
        table(&score_folder(&folder, texts.as_deref(), &options)?);
    }
    Ok(())
}

fn table(scores: &[PageScore]) {
    for PageScore { name, score } in scores {
        println!("{name:<40} P {:.4}  R {:.4}  F1 {:.4}", score.precision, score.recall, score.f1());
    }
    let mean = |of: fn(&PageScore) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
    let (precision, recall, f1) = (mean(|s| s.score.precision), mean(|s| s.score.recall), mean(|s| s.score.f1()));
    println!("{:<40} P {precision:.4}  R {recall:.4}  F1 {f1:.4}\n", format!("mean of {}", scores.len()));
}
