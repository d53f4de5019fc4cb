//! `rapporteur demo`: the example reports in a store, and the page over it.

use super::serve::{Place, serve};
use crate::model;
use anyhow::Context;
use rapporteur_ingest::Options;
use rapporteur_store::Store;
use std::io::Cursor;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `rapporteur demo`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  rapporteur demo\n  rapporteur demo --store demo.db --no-open\n\n\
                        The reports are invented, and so is the dispute that they tell of.")]
pub struct Arguments {
    /// File of the store; without it, a new one among the temporary files.
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Do not open a browser.
    #[arg(long)]
    no_open: bool,
    /// Fill the store and end, without a page.
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    model: model::Opening,
}

macro_rules! reports {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../../../examples/demo/", $name, ".txt")))),+]
    };
}

/// The example reports.
const REPORTS: [(&str, &str); 12] = reports! {
    "01-talks-proposed" "02-brasilia-first-round" "03-lima-cancelled" "04-four-released" "05-quito-second-round"
    "06-shots-at-the-border" "07-crossing-closed" "08-brazil-plan" "09-peru-accepts-observers" "10-brasilia-deal"
    "11-count-disputed" "12-agreement-signed"
};

/// What the overview says of the example.
const ABOUT: &str = "This is an example: twelve invented reports, February to May 2026, on a border dispute between Peru and \
                     Ecuador. Start with who stands where, or open a report to see its text beside what was read out of it.";

/// Fills a store with the example and serves it.
pub fn run(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let path = match &arguments.store {
        Some(path) => path.clone(),
        None => fresh()?,
    };
    let reader = arguments.model.open()?;
    let address = path.to_str().context("the path of the store is no UTF-8")?;
    let store = Store::open(address)?;
    let mut records = Vec::new();
    for (name, text) in REPORTS {
        for source in rapporteur_ingest::read(&format!("{name}.txt"), Cursor::new(text), &Options::default())? {
            records.push(reader.read(&source?));
        }
    }
    store.add(&records, &jiff::Timestamp::now().to_string())?;
    drop(store);
    anstream::eprintln!("rapporteur: {} example reports in {}", records.len(), path.display());
    if arguments.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    arguments.place.about.get_or_insert_with(|| ABOUT.into());
    arguments.place.open |= !arguments.no_open;
    serve(address, Some(reader), arguments.place)
}

/// A place for the store of this run alone.
fn fresh() -> anyhow::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("rapporteur-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder.join("demo.db"))
}
