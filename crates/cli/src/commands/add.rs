//! `rapporteur add`: reports in, into a store.

use crate::model;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::{Reader, Record};
use rapporteur_fetch::Fetcher;
use rapporteur_ingest::{IngestError, Options};
use rapporteur_store::{Outcome, Store, key};
use rapporteur_text::Source;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

/// Reports that go into one transaction: a crash loses at most as many that were read and not yet told to be kept.
const BATCH: usize = 16;

/// Arguments of `rapporteur add`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  rapporteur add reports/ --store talks.db -j 2\n  \
                        rapporteur add corpus.jsonl --store postgres://desk@db.example.org/talks\n\n\
                        What is there already is not read again: run the same command after an interruption to go on.")]
pub struct Arguments {
    /// Text files, web pages, feeds, JSONL or CSV corpora, folders, addresses (http, https); `-` for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    store: Address,
    /// Threads.
    #[arg(short, long, default_value_t = 1, value_name = "N")]
    jobs: usize,
    /// Print a line for each report once it is kept: its number, what became of it, its id.
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    model: model::Opening,
}

/// Which store.
#[derive(clap::Args)]
pub struct Address {
    /// The store: a file, or `postgres://user@host/database`.
    #[arg(long, env = "RAPPORTEUR_STORE", value_name = "FILE|URL")]
    store: String,
}

impl Address {
    /// Where it is.
    pub fn address(&self) -> &str {
        &self.store
    }

    /// The store at this address.
    pub fn at(store: &str) -> Self {
        Address { store: store.into() }
    }

    /// Opens it, made where there is none.
    pub fn create(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.store)?)
    }

    /// Opens one that is there.
    pub fn open(&self) -> anyhow::Result<Store> {
        let is_file = !self.store.starts_with("postgres");
        if is_file && !std::path::Path::new(&self.store).exists() {
            anyhow::bail!("there is no store {}; `rapporteur add INPUTS --store {0}` makes one", self.store);
        }
        self.create()
    }
}

/// Reads what is not there yet, and keeps it.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let store = arguments.store.create()?;
    let reader = arguments.model.open()?;
    let options = Options::default();
    let mut keeper = Keeper::new(&store, arguments.verbose);
    let (addresses, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        arguments.inputs.iter().partition(|input| is_address(input));
    let mut fetcher = Fetcher::default();
    for address in addresses {
        match super::watch::fetched(&address.to_string_lossy(), Default::default(), &mut fetcher) {
            Ok(sources) => add_all(&reader, sources.into_iter(), arguments.jobs, &mut keeper)?,
            Err(error) => keeper.fail(&error),
        }
    }
    let sources = files.into_iter().flat_map(|input| super::read::sources(input, &options));
    add_all(&reader, sources, arguments.jobs, &mut keeper)?;
    Ok(keeper.finish())
}

fn is_address(input: &Path) -> bool {
    input.to_str().is_some_and(|input| input.starts_with("http://") || input.starts_with("https://"))
}

/// Reads sources that the store does not know and keeps them, in their order.
pub fn add_all(
    reader: &Reader,
    sources: impl Iterator<Item = Result<Source, IngestError>> + Send,
    jobs: usize,
    keeper: &mut Keeper<'_>,
) -> anyhow::Result<()> {
    let known = keeper.store.known()?;
    let skipped = AtomicU64::new(0);
    let is_new = |source: &Result<Source, IngestError>| match source {
        Ok(Source { meta, .. }) => {
            let key = key(meta.url.as_deref(), meta.publisher.as_deref(), &meta.id);
            let there = known.contains(&(key, meta.sha256.clone()));
            skipped.fetch_add(there.into(), Ordering::Relaxed);
            !there
        }
        Err(_) => true,
    };
    reader.read_all(sources.filter(is_new), jobs, |record| keeper.take(record));
    keeper.known += skipped.into_inner();
    keeper.flush();
    keeper.broken.take().map_or(Ok(()), Err)
}

/// Keeps records, some at a time, and counts what became of them.
pub struct Keeper<'s> {
    store: &'s Store,
    waiting: Vec<Record>,
    verbose: bool,
    bar: ProgressBar,
    added: u64,
    revised: u64,
    known: u64,
    failed: u64,
    broken: Option<anyhow::Error>,
}

impl<'s> Keeper<'s> {
    /// One for a store.
    pub fn new(store: &'s Store, verbose: bool) -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        let style = "{spinner} {pos} reports, {per_sec}, {elapsed}";
        let bar = bar.with_style(ProgressStyle::with_template(style).expect("a valid template"));
        Keeper { store, waiting: Vec::new(), verbose, bar, added: 0, revised: 0, known: 0, failed: 0, broken: None }
    }

    fn take(&mut self, record: Result<Record, IngestError>) {
        match record {
            Ok(record) => self.waiting.push(record),
            Err(error) => {
                self.failed += 1;
                self.bar.suspend(|| anstream::eprintln!("rapporteur: {error}"));
            }
        }
        if self.waiting.len() >= BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let records = std::mem::take(&mut self.waiting);
        if self.broken.is_some() || records.is_empty() {
            return;
        }
        match self.keep(&records) {
            Ok(()) => self.bar.inc(records.len() as u64),
            Err(error) => self.broken = Some(error),
        }
    }

    fn keep(&mut self, records: &[Record]) -> anyhow::Result<()> {
        let outcomes = self.store.add(records, &now())?;
        let mut out = std::io::stdout().lock();
        for (outcome, record) in outcomes.iter().zip(records) {
            let (count, word) = match outcome {
                Outcome::Added(_) => (&mut self.added, "added"),
                Outcome::Revision(_) => (&mut self.revised, "revision"),
                Outcome::Known(_) => (&mut self.known, "known"),
            };
            *count += 1;
            if self.verbose {
                writeln!(out, "{}\t{word}\t{}", outcome.report(), record.report.id).context("cannot write")?;
            }
        }
        Ok(out.flush()?)
    }

    /// Counts something that could not be fetched, and says why.
    pub fn fail(&mut self, error: &dyn std::fmt::Display) {
        self.failed += 1;
        self.bar.suspend(|| anstream::eprintln!("rapporteur: {error}"));
    }

    /// Says what became of all.
    pub fn finish(self) -> ExitCode {
        self.bar.finish_and_clear();
        let Keeper { added, revised, known, failed, .. } = self;
        anstream::eprintln!("rapporteur: {added} added, {revised} revised, {known} known, {failed} not read");
        if failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }
    }
}

/// The time of adding.
fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).map_or_else(|_| String::new(), |time| time.to_string())
}
