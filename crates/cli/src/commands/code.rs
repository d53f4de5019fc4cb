//! `rapporteur code`: how a phrase that names an actor is coded, and why.

use crate::model;
use rapporteur_extract::actors::coding;
use std::process::ExitCode;

/// Arguments of `rapporteur code`.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  rapporteur code \"a senior Turkish military official\" --date 2022-01-11")]
pub struct Arguments {
    /// The phrase.
    phrase: String,
    /// The day as of which offices are looked up, YYYY-MM-DD; without it every term counts as over.
    #[arg(long, default_value = "9999-12-31")]
    date: String,
    /// A folder with tables of your own, layered over the lexicon's tables of the same names.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<std::path::PathBuf>,
}

/// Prints the coding, a line a fact, and the reasons.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let lexicon = model::lexicon(arguments.lexicon.as_deref())?;
    let coding = coding::code(&arguments.phrase, &arguments.date, &lexicon);
    let sectors: Vec<&str> = coding.sectors.iter().map(|sector| sector.as_str()).collect();
    let kind = coding.kind.map(|kind| format!("{kind:?}").to_lowercase());
    let rows = [
        ("country", coding.country),
        ("sectors", (!sectors.is_empty()).then(|| sectors.join(" "))),
        ("kind", kind),
        ("name", coding.name),
        ("wikidata", coding.wikidata),
    ];
    for (name, value) in rows {
        println!("{name:<9} {}", value.as_deref().unwrap_or("-"));
    }
    for reason in coding.reason {
        println!("because   {reason}");
    }
    Ok(ExitCode::SUCCESS)
}
