//! What all requests share: the store, the reader, and what the operator allows.

use crate::cache::Cache;
use crate::fetch::{Fetched, Fetcher, LookUp};
use crate::pool::Pool;
use crate::problem::Problem;
use rapporteur::{Lexicon, Reader};
use rapporteur_store::{Store, StoreError};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// A store ready to be shown.
pub struct App {
    /// What the operator allows.
    pub settings: Settings,
    pub(crate) address: String,
    pub(crate) pool: Arc<Pool>,
    pub(crate) cache: Cache,
    pub(crate) reader: Option<Reader>,
    lexicon: OnceLock<Lexicon>,
    /// Reports that are read at a time.
    pub(crate) reading: Arc<Semaphore>,
    /// Bodies that are taken in, or wait to be read, at a time.
    pub(crate) bodies: Arc<Semaphore>,
    pub(crate) fetcher: Fetcher,
}

/// What the operator allows.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The token that every request has to bring; none where only this machine can ask.
    pub token: Option<String>,
    /// Names under which the server may be asked, beside the loopback's; small letters.
    pub hosts: Vec<String>,
    /// Hosts that reports may be fetched from although they lie in a private network.
    pub inner: Vec<String>,
    /// What the store is about, in a sentence or two for the overview.
    pub about: Option<String>,
    /// Limits.
    pub limits: Limits,
}

/// What one request, and all together, may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time for an answer, from the end of the request's headers on; its body has to come within it.
    pub time: Duration,
    /// Longest time for a request's headers: whoever drips them is cut off.
    pub headers: Duration,
    /// Longest time for which an answer may lie without its asker taking any of it.
    pub stall: Duration,
    /// Longest life of a connection; a browser opens another without a word.
    pub life: Duration,
    /// Most connections at a time.
    pub connections: usize,
    /// Most requests that wait for the store; whoever comes then is asked to come back.
    pub waiting: usize,
    /// Readers of the store.
    pub readers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            time: Duration::from_secs(15),
            headers: Duration::from_secs(10),
            stall: Duration::from_secs(15),
            life: Duration::from_secs(300),
            connections: 256,
            waiting: 200,
            readers: 3,
        }
    }
}

/// Reports that are read at a time: each takes a core.
const READINGS: usize = 2;
/// Reports that may wait for that or are still on the way; each may take a megabyte.
const BODIES: usize = 16;
/// Room for answers that are kept.
const CACHE: usize = 16 << 20;

impl App {
    /// Opens the store at an address as often as it is to be read at a time. Without a reader, no report can be pasted.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub fn open(address: &str, reader: Option<Reader>, settings: Settings) -> Result<App, StoreError> {
        let mut readers = Store::readers(address, settings.limits.readers.max(1) + 1)?;
        let watch = readers.pop().expect("there are two at least");
        Ok(App {
            address: address.into(),
            pool: Arc::new(Pool::new(readers, watch, settings.limits.waiting)),
            cache: Cache::new(CACHE),
            reader,
            lexicon: OnceLock::new(),
            reading: Arc::new(Semaphore::new(READINGS)),
            bodies: Arc::new(Semaphore::new(BODIES)),
            fetcher: Fetcher::new(settings.inner.clone()),
            settings,
        })
    }

    /// Threads that work which waits needs at most: for the readers of the store, for one more that sees whether it grew, for
    /// bodies that are fetched or read.
    pub fn workers(&self) -> usize {
        self.settings.limits.readers.max(1) + 1 + BODIES
    }

    /// What is known of places: the reader's lexicon, or the embedded one.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        match &self.reader {
            Some(reader) => reader.lexicon(),
            None => self.lexicon.get_or_init(Lexicon::embedded),
        }
    }

    /// Fetches a page of the public internet, as the box for reports does.
    ///
    /// # Errors
    /// The address is none that may be fetched, or the page cannot be had.
    pub fn fetch(&self, url: &str) -> Result<Fetched, Problem> {
        self.fetcher.fetch(url)
    }

    /// The same with another way to look names of hosts up.
    pub fn resolving(self, look_up: LookUp) -> App {
        App { fetcher: Fetcher::with(self.settings.inner.clone(), look_up), ..self }
    }
}
