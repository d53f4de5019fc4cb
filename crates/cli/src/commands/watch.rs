//! `rapporteur watch`: polls feeds and keeps what they bring.

use super::add::{Address, Keeper, add_all};
use crate::model;
use anyhow::Context;
use rapporteur::Reader;
use rapporteur_fetch::{Fetched, Fetcher, Poll, Seen};
use rapporteur_ingest::{IngestError, Options, Overrides};
use rapporteur_store::Store;
use rapporteur_text::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Arguments of `rapporteur watch`.
#[derive(clap::Args)]
#[command(
    after_help = "Example of FEEDS.toml:\n  minutes = 30\n\n  [[feed]]\n  url = \"https://example.org/news.xml\"\n  \
                        publisher = \"Example News\"\n  pages = true     # fetch the pages that entries point at\n\n\
                        What feeds answered last (ETag, Last-Modified) and when to ask again is kept in FEEDS.toml.state."
)]
pub struct Arguments {
    /// The list of feeds.
    feeds: PathBuf,
    #[command(flatten)]
    store: Address,
    /// Ask each feed that is due once, and end.
    #[arg(long)]
    once: bool,
    /// Ask feeds that are not due yet, too.
    #[arg(long, requires = "once")]
    now: bool,
    /// Print a line for each report once it is kept.
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    model: model::Opening,
}

/// A list of feeds.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Feeds {
    /// Minutes between two polls of a feed.
    #[serde(default = "half_an_hour")]
    minutes: u64,
    #[serde(default)]
    feed: Vec<Feed>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    url: String,
    publisher: Option<String>,
    minutes: Option<u64>,
    #[serde(default = "yes")]
    pages: bool,
}

fn half_an_hour() -> u64 {
    30
}

fn yes() -> bool {
    true
}

/// What is kept between two polls, by address.
type State = BTreeMap<String, Poll>;

/// Polls until it is stopped, or once.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(&arguments.feeds)
        .with_context(|| format!("cannot read {}", arguments.feeds.display()))?;
    let feeds: Feeds =
        toml::from_str(&text).with_context(|| format!("{} is no list of feeds", arguments.feeds.display()))?;
    let kept = PathBuf::from(format!("{}.state", arguments.feeds.display()));
    let mut state = load(&kept)?;
    let store = arguments.store.create()?;
    let reader = arguments.model.open()?;
    let mut fetcher = Fetcher::default();
    loop {
        let mut keeper = Keeper::new(&store, arguments.verbose);
        for feed in &feeds.feed {
            let poll = state.entry(feed.url.clone()).or_default();
            if !arguments.now && !poll.is_due(now()) {
                continue;
            }
            let every = Duration::from_secs(60 * feed.minutes.unwrap_or(feeds.minutes).max(1));
            let before = poll.clone();
            let answer = fetcher.get(&feed.url, &poll.seen);
            poll.answered(&answer, now(), every);
            match answer {
                Ok(Fetched::Same) => {}
                Ok(Fetched::Body { bytes, .. }) => {
                    if let Err(error) = take(feed, bytes, &mut fetcher, &store, &reader, &mut keeper) {
                        // What was not kept has to be fetched again.
                        *poll = before;
                        save(&kept, &state)?;
                        return Err(error);
                    }
                }
                Err(error) => keeper.fail(&error),
            }
            save(&kept, &state)?;
        }
        let code = keeper.finish();
        if arguments.once {
            return Ok(code);
        }
        let next = feeds.feed.iter().filter_map(|feed| state.get(&feed.url)).map(|poll| poll.next).min();
        let Some(next) = next else { anyhow::bail!("{} names no feed", arguments.feeds.display()) };
        std::thread::sleep(Duration::from_secs(u64::try_from(next - now()).unwrap_or(0).max(1)));
    }
}

/// Reads and keeps the entries of a feed.
fn take(
    feed: &Feed,
    bytes: Vec<u8>,
    fetcher: &mut Fetcher,
    store: &Store,
    reader: &Reader,
    keeper: &mut Keeper<'_>,
) -> anyhow::Result<()> {
    let overrides = Overrides { publisher: feed.publisher.clone(), ..Overrides::default() };
    let options = Options { overrides: overrides.clone(), ..Options::default() };
    let mut sources: Vec<Result<Source, IngestError>> = Vec::new();
    // An entry without words of its own is an error as a report, and still may have a page.
    match rapporteur_ingest::read(&feed.url, std::io::Cursor::new(bytes), &options) {
        Ok(entries) => sources.extend(entries),
        Err(error) => sources.push(Err(error)),
    }
    if feed.pages {
        let known: std::collections::HashSet<String> = store.known()?.into_iter().map(|(key, _)| key).collect();
        sources = sources.into_iter().filter_map(|source| page(source, &known, &overrides, fetcher, keeper)).collect();
    }
    add_all(reader, sources.into_iter(), 1, keeper)
}

/// The page that an entry points at, in place of the entry; none where it is there already.
fn page(
    source: Result<Source, IngestError>,
    known: &std::collections::HashSet<String>,
    overrides: &Overrides,
    fetcher: &mut Fetcher,
    keeper: &mut Keeper<'_>,
) -> Option<Result<Source, IngestError>> {
    let Ok(entry) = source else { return Some(source) };
    let Some(url) = entry.meta.url.clone() else { return Some(Ok(entry)) };
    if known.contains(url.trim_end_matches('/')) {
        return None;
    }
    let overrides = Overrides {
        date: entry.meta.published.clone(),
        title: entry.meta.title.clone(),
        url: Some(url.clone()),
        ..overrides.clone()
    };
    match fetched(&url, overrides, fetcher) {
        Ok(mut page) => Some(page.pop().unwrap_or(Ok(entry))),
        Err(error) => {
            // The entry itself is better than nothing; it becomes the first revision.
            keeper.fail(&error);
            Some(Ok(entry))
        }
    }
}

/// The reports at an address.
pub fn fetched(
    url: &str,
    overrides: Overrides,
    fetcher: &mut Fetcher,
) -> anyhow::Result<Vec<Result<Source, IngestError>>> {
    let Fetched::Body { bytes, .. } = fetcher.get(url, &Seen::default())? else { return Ok(Vec::new()) };
    let overrides = Overrides { url: overrides.url.or_else(|| Some(url.into())), ..overrides };
    let options = Options { overrides, ..Options::default() };
    Ok(rapporteur_ingest::read(url, std::io::Cursor::new(bytes), &options)?.collect())
}

fn load(path: &Path) -> anyhow::Result<State> {
    match std::fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("{} is damaged; remove it", path.display())),
        Err(_) => Ok(State::new()),
    }
}

/// Writes beside and renames, so that an interruption leaves the old state or the new one.
fn save(path: &Path, state: &State) -> anyhow::Result<()> {
    let beside = PathBuf::from(format!("{}.new", path.display()));
    let written = std::fs::write(&beside, serde_json::to_string_pretty(state)? + "\n");
    written.and_then(|()| std::fs::rename(&beside, path)).with_context(|| format!("cannot write {}", path.display()))
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
