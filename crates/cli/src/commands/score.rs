//! `rapporteur score`: how well the passes read, against gold data.

use crate::model;
use clap::ValueEnum;
use rapporteur::score::places::{self, Corpus};
use rapporteur::score::{
    Parse, actors, acts, attribution, coreference, disputes, events, figures, positions, readouts, times,
};
use rapporteur::{Reader, Source};
use rapporteur_ingest::{Options, score_folder};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `rapporteur score`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  rapporteur score attribution polnear/dev\n  rapporteur score times data/time\n  \
                        rapporteur score html data/html --texts data/reports/state_gov_press.jsonl")]
pub struct Arguments {
    /// What is scored.
    #[arg(value_enum)]
    subject: Subject,
    /// The folder (or file) with the gold, laid out as its corpus is published.
    gold: PathBuf,
    /// Where the texts are that the gold points into: a corpus for `html`, a folder of corpora for the others.
    #[arg(long)]
    texts: Option<PathBuf>,
    /// Only this part of the gold: `dev`, `test`, or `train` (acts; figures and positions, also `train2`, `train3`).
    #[arg(long)]
    split: Option<String>,
    /// Print also what was told otherwise than the gold has it.
    #[arg(long)]
    errors: bool,
    #[command(flatten)]
    model: model::Opening,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Article text of pages: `source.html` beside `expected.html`, or corpora with `html`.
    Html,
    /// Attributions: a folder of brat stand-off, or JSON lines with `text` and `attributions`.
    Attribution,
    /// Speech acts and speakers: stand-off JSONL.
    Acts,
    /// Coding of actor phrases: NGEC's cases.
    Actors,
    /// Coreference: GUM with its OntoGUM layer.
    Coreference,
    /// Time expressions: MEANTIME and GUM.
    Times,
    /// Toponyms: TR-News, GeoWebNews, GeoVirus.
    Places,
    /// Meetings: the project's table of readouts; `--texts` is the folder of the reports.
    Readouts,
    /// Figures: the project's stand-off; `--texts` is the folder of the reports.
    Figures,
    /// Positions: the same.
    Positions,
    /// Disputes: the project's stand-off; `--texts` is the folder of the reports.
    Disputes,
    /// Events: PLOVER's gold records.
    Events,
    /// Events: sentences with a type or NONE, tab-separated.
    Sentences,
}

/// Scores and prints.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if arguments.subject == Subject::Html {
        html(&arguments)?;
        return Ok(ExitCode::SUCCESS);
    }
    let reader: Reader = arguments.model.open()?;
    let mut desk = reader.desk();
    let parse: &mut Parse = &mut |source: &Source| desk.parse(source);
    let (gold, lexicon) = (arguments.gold.as_path(), reader.lexicon());
    match arguments.subject {
        Subject::Html => {}
        Subject::Attribution => print!("{}", attribution::attributions(gold, lexicon, parse)?),
        Subject::Acts => {
            let texts = arguments.texts.as_deref().unwrap_or(Path::new("."));
            let score = acts::acts(gold, texts, arguments.split.as_deref(), lexicon, parse)?;
            score.errors.iter().filter(|_| arguments.errors).for_each(|error| println!("{error}"));
            println!("{score}");
        }
        Subject::Actors => println!("{}", actors::coding(gold, lexicon)?),
        Subject::Coreference => {
            let documents = coreference::documents(gold, parse)?;
            println!("{}", coreference::coreference(&documents, lexicon, &[coreference::Model::embedded()]));
        }
        Subject::Times => {
            println!("MEANTIME\n{}", times::meantime(gold, lexicon, parse)?);
            println!("GUM\n{}", times::gum(gold, lexicon, parse)?);
        }
        Subject::Places => {
            for corpus in [Corpus::TrNews, Corpus::GeoWebNews, Corpus::GeoVirus] {
                let score = places::toponyms(gold, corpus, lexicon, parse)?;
                explain(arguments.errors, &score.errors);
                println!("{corpus:?}\n{score}");
            }
        }
        Subject::Readouts => {
            let score = readouts::readouts(gold, texts(&arguments), lexicon, parse)?;
            explain(arguments.errors, &score.errors);
            println!("{score}");
        }
        Subject::Figures => {
            let score = figures::figures(gold, texts(&arguments), arguments.split.as_deref(), lexicon, parse)?;
            explain(arguments.errors, &score.errors);
            print!("{score}");
        }
        Subject::Positions => {
            let score = positions::positions(gold, texts(&arguments), arguments.split.as_deref(), lexicon, parse)?;
            explain(arguments.errors, &score.errors);
            print!("{score}");
        }
        Subject::Disputes => {
            let score = disputes::disputes(gold, texts(&arguments), arguments.split.as_deref(), lexicon, parse)?;
            explain(arguments.errors, &score.errors);
            print!("{score}");
        }
        Subject::Events => {
            let score = events::plover(gold, lexicon, parse)?;
            explain(arguments.errors, &score.errors);
            println!("{score}");
        }
        Subject::Sentences => {
            let score = events::sentences(gold, lexicon, parse)?;
            explain(arguments.errors, &score.errors);
            println!("{score}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder with the texts that the gold points into.
fn texts(arguments: &Arguments) -> &Path {
    arguments.texts.as_deref().unwrap_or(Path::new("."))
}

/// Prints what was told otherwise, where that is asked for.
fn explain(asked: bool, errors: &[String]) {
    if asked {
        errors.iter().for_each(|error| println!("{error}"));
    }
}

fn html(arguments: &Arguments) -> anyhow::Result<()> {
    let pages = score_folder(&arguments.gold, arguments.texts.as_deref(), &Options::default())?;
    for page in &pages {
        println!(
            "{:<40} P {:.4}  R {:.4}  F1 {:.4}",
            page.name,
            page.score.precision,
            page.score.recall,
            page.score.f1()
        );
    }
    let mean = pages.iter().map(|page| page.score.f1()).sum::<f64>() / pages.len().max(1) as f64;
    println!("mean F1 of {} pages {mean:.4}", pages.len());
    Ok(())
}
