//! Writes what `training/acts` learns from: one line a statement with its act, the rules' votes and the columns that are set.
//!
//! ```text
//! acts sentences FILE PIPELINE           FILE: a line "# act", then sentences, one a line
//! acts gold GOLD REPORTS SPLIT PIPELINE  GOLD: stand-off JSONL; REPORTS: the folder with the files that it names
//! ```

use rapporteur_extract::statements::training::{Example, examples};
use rapporteur_extract::{Context, actors, places};
use rapporteur_lexicon::Lexicon;
use rapporteur_nlp::Pipeline;
use rapporteur_text::{Doc, Meta, Offsets, Source, quotations};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sentences", file, pipeline] => sentences(&fs::read_to_string(file)?, &Pipeline::open(Path::new(pipeline))?),
        ["gold", gold, reports, split, pipeline] => {
            gold_rows(&fs::read_to_string(gold)?, Path::new(reports), split, &Pipeline::open(Path::new(pipeline))?)
        }
        _ => Err("the commands are sentences and gold".into()),
    }
}

fn sentences(table: &str, pipeline: &Pipeline) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let mut reader = pipeline.reader();
    let mut act = "";
    for (number, line) in table.lines().enumerate() {
        if let Some(name) = line.strip_prefix("# ") {
            act = name.trim();
            continue;
        }
        let source = Source::new(line, Meta::default());
        let doc = reader.read_pieces(&source.text, &source.seams());
        match found(&source, &doc, &lexicon).first() {
            Some(example) => print(act, &format!("line {}", number + 1), example),
            None => eprintln!("line {}: no statement", number + 1),
        }
    }
    Ok(())
}

fn gold_rows(gold: &str, folder: &Path, split: &str, pipeline: &Pipeline) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let mut reader = pipeline.reader();
    let mut wanted: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for line in gold.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        if text("split") == split {
            wanted.entry((text("file"), text("report"))).or_default().push(row.clone());
        }
    }
    let files: std::collections::BTreeSet<&String> = wanted.keys().map(|(file, _)| file).collect();
    for file in files {
        for line in fs::read_to_string(folder.join(file))?.lines() {
            let report: Value = serde_json::from_str(line)?;
            let id = report["id"].as_str().unwrap_or_default();
            let Some(rows) = wanted.get(&(file.clone(), id.to_owned())) else { continue };
            let title = report["title"].as_str().map(str::to_owned);
            let published = report["date"].as_str().map(str::to_owned);
            let meta = Meta { id: id.into(), title, published, language: "en".into(), ..Meta::default() };
            let source = Source::new(report["text"].as_str().unwrap_or_default(), meta);
            let doc = reader.read_pieces(&source.text, &source.seams());
            let examples = found(&source, &doc, &lexicon);
            let offsets = Offsets::new(&source.text);
            for row in rows {
                if let Some(example) = best(row, &examples, &offsets) {
                    print(row["act"].as_str().unwrap_or_default(), id, example);
                }
            }
        }
    }
    Ok(())
}

fn found(source: &Source, doc: &Doc, lexicon: &Lexicon) -> Vec<Example> {
    let quotations = quotations(source);
    let context = Context { source, doc, lexicon, quotations: &quotations };
    let mut actors = actors::resolve(context, &places::find(context));
    examples(context, &mut actors)
}

/// The statement that covers at least half of what it and the gold's cover together.
fn best<'e>(row: &Value, examples: &'e [Example], offsets: &Offsets) -> Option<&'e Example> {
    let number = |key: &str| row[key].as_u64().unwrap_or_default() as usize;
    let (start, end) = (number("start"), number("end"));
    let shared = |example: &Example| {
        let from = offsets.chars(example.content.first()?.start)?;
        let to = offsets.chars(example.content.last()?.end)?;
        let common = to.min(end).saturating_sub(from.max(start));
        Some(common as f64 / (to.max(end) - from.min(start)).max(1) as f64)
    };
    let scored = examples.iter().filter_map(|example| Some((shared(example)?, example)));
    scored.filter(|(shared, _)| *shared >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, example)| example)
}

fn print(act: &str, from: &str, example: &Example) {
    let votes: Vec<String> = example.votes.iter().map(f32::to_string).collect();
    let columns: Vec<String> = example.columns.iter().map(u16::to_string).collect();
    println!("{act}\t{from}\t{}\t{}", votes.join(" "), columns.join(" "));
}
