//! `rapporteur store`: what a store holds, whether it is whole, and filling its derived tables anew.

use super::add::Address;
use anyhow::Context;
use rapporteur_store::{Query, Store};
use std::process::ExitCode;

/// Arguments of `rapporteur store`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  rapporteur store check --store talks.db\n  rapporteur store rebuild --store talks.db\n\n\
                        Exit codes: 0 the store is whole, 1 it is not, 2 it cannot be opened."
)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Verify spans and references of every record, and that the derived tables agree with them.
    Check(Address),
    /// Empty the derived tables and fill them again from the records.
    Rebuild(Address),
    /// Say how much it holds.
    Info(Address),
    /// Hold the joins against clusters that people checked: precision and recall of pairs, by kind.
    Joins {
        /// Lines of cluster, kind, report, start, end.
        clusters: std::path::PathBuf,
        #[command(flatten)]
        store: Address,
    },
    /// Print the record of a report (its number, id or address) as it is stored.
    Record {
        /// The report.
        report: String,
        #[command(flatten)]
        store: Address,
    },
}

/// Does what is asked for.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.action {
        Action::Check(address) => check(&address.open()?),
        Action::Rebuild(address) => {
            let count = address.open()?.rebuild(|_| {})?;
            anstream::eprintln!("rapporteur: {count} reports");
            Ok(ExitCode::SUCCESS)
        }
        Action::Info(address) => info(&address.open()?),
        Action::Joins { clusters, store } => joins(&store.open()?, &clusters),
        Action::Record { report, store } => record(&store.open()?, &report),
    }
}

fn check(store: &Store) -> anyhow::Result<ExitCode> {
    let checked = store.check()?;
    for problem in &checked.problems {
        anstream::println!("{problem}");
    }
    anstream::eprintln!(
        "rapporteur: {} reports, {} data, {} problems",
        checked.reports,
        checked.data,
        checked.problems.len()
    );
    Ok(if checked.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn info(store: &Store) -> anyhow::Result<ExitCode> {
    let none = Query { limit: Some(1), ..Query::default() };
    let (reports, actors) = (store.reports(&none)?.total, store.actors(&none)?.total);
    anstream::println!("reports  {reports}\nactors   {actors}\nbytes    {}", store.size()?);
    Ok(ExitCode::SUCCESS)
}

fn joins(store: &Store, path: &std::path::Path) -> anyhow::Result<ExitCode> {
    let clusters = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    anstream::println!("kind       clusters  absent  right  wrong  missed  precision  recall");
    for (kind, joins) in store.joins(&clusters)? {
        anstream::println!(
            "{kind:<9}  {:>8}  {:>6}  {:>5}  {:>5}  {:>6}  {:>9.3}  {:>6.3}",
            joins.clusters,
            joins.absent,
            joins.right,
            joins.wrong,
            joins.missed,
            joins.precision(),
            joins.recall()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn record(store: &Store, name: &str) -> anyhow::Result<ExitCode> {
    let Some(report) = store.find_report(name)? else { anyhow::bail!("there is no report {name} in the store") };
    anstream::println!("{}", store.record_json(report)?.unwrap_or_default());
    Ok(ExitCode::SUCCESS)
}
