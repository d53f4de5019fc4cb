//! What all requests share: the store, the reader, and what the operator allows.

use crate::pool::Pool;
use rapporteur_store::{Store, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// A store ready to be shown.
pub struct App {
    /// What the operator allows.
    pub settings: Settings,
    pub(crate) pool: Arc<Pool>,
}

/// What the operator allows.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The token that every request has to bring; none where only this machine can ask.
    pub token: Option<String>,
    /// Names under which the server may be asked, beside the loopback's; small letters.
    pub hosts: Vec<String>,
    /// Limits.
    pub limits: Limits,
}

/// What one request, and all together, may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time for an answer.
    pub time: Duration,
    /// Most connections at a time.
    pub connections: usize,
    /// Most requests that wait for the store; whoever comes then is asked to come back.
    pub waiting: usize,
    /// Readers of the store.
    pub readers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: Duration::from_secs(15), connections: 256, waiting: 200, readers: 4 }
    }
}

impl App {
    /// Opens the store at an address as often as it is to be read at a time.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub fn open(address: &str, settings: Settings) -> Result<App, StoreError> {
        let readers = (0..settings.limits.readers.max(1)).map(|_| Store::reader(address)).collect::<Result<_, _>>()?;
        Ok(App { pool: Arc::new(Pool::new(readers, settings.limits.waiting)), settings })
    }
}
