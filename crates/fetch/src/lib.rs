//! Fetches pages and feeds politely: who says what may be fetched is asked first, nothing is fetched that has not
//! changed, a site is not asked more often than it wants, and one in trouble is left alone for longer each time.
//!
//! In: addresses, with what was kept of the last answer ([`Seen`]). Out: [`Fetched`] bytes, or why there are none.
//! Reading the bytes is left to others.

mod poll;
mod robots;

pub use poll::{Poll, Seen};
pub use robots::{AGENT, Robots};

use std::collections::HashMap;
use std::io::Read;
use std::time::{Duration, Instant};
use url::Url;

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most bytes of an answer.
const LARGEST: u64 = 16 << 20;
/// Most bytes of `robots.txt` that are read (RFC 9309, 2.5, wants 500 KiB at least).
const LARGEST_ROBOTS: u64 = 512 << 10;
/// Wait between two requests to one site that does not say.
const COURTESY: Duration = Duration::from_millis(1000);

/// Why something could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is none.
    #[error("{0} is no http or https address")]
    Address(String),
    /// The site's `robots.txt` forbids it.
    #[error("{0}: the site's robots.txt asks programs not to fetch it")]
    Forbidden(String),
    /// The site answered that it cannot or will not.
    #[error("{url}: the site answered {status}")]
    Status {
        /// The address.
        url: String,
        /// HTTP status.
        status: u16,
        /// How long the site wants to be left alone.
        wait: Option<Duration>,
    },
    /// There was no answer.
    #[error("{0}: {1}")]
    Connection(String, String),
    /// The answer is larger than anything we read.
    #[error("{0}: is larger than {LARGEST} bytes")]
    TooLarge(String),
}

/// An answer.
#[derive(Debug, PartialEq)]
pub enum Fetched {
    /// Nothing changed since.
    Same,
    /// The content.
    Body {
        /// The bytes, unpacked.
        bytes: Vec<u8>,
        /// The address that gave them in the end.
        url: String,
        /// `Content-Type`.
        kind: Option<String>,
        /// `ETag`.
        etag: Option<String>,
        /// `Last-Modified`.
        modified: Option<String>,
    },
}

/// Fetches, and remembers what sites allow and when they were last asked.
pub struct Fetcher {
    agent: ureq::Agent,
    sites: HashMap<String, Site>,
    courtesy: Duration,
}

struct Site {
    robots: Robots,
    asked: Instant,
}

impl Default for Fetcher {
    fn default() -> Self {
        Fetcher::new(COURTESY)
    }
}

impl Fetcher {
    /// One that waits so long between two requests to a site, or longer where the site wants that.
    pub fn new(courtesy: Duration) -> Fetcher {
        let name = format!("{AGENT}/{}", env!("CARGO_PKG_VERSION"));
        let config = ureq::Agent::config_builder()
            .user_agent(name)
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build();
        Fetcher { agent: config.new_agent(), sites: HashMap::new(), courtesy }
    }

    /// Fetches an address, if it changed since it was seen.
    ///
    /// # Errors
    /// The address is none, the site forbids it or is in trouble.
    pub fn get(&mut self, address: &str, seen: &Seen) -> Result<Fetched, FetchError> {
        let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let url = url.ok_or_else(|| FetchError::Address(address.into()))?;
        let site = url.origin().ascii_serialization();
        self.meet(&site);
        let path = url.query().map_or_else(|| url.path().into(), |query| format!("{}?{query}", url.path()));
        if !self.sites[&site].robots.allows(&path) {
            return Err(FetchError::Forbidden(address.into()));
        }
        self.wait(&site);
        let answer = self.ask(address, seen);
        self.sites.entry(site).and_modify(|site| site.asked = Instant::now());
        answer
    }

    /// Asks a site that is new what it allows.
    fn meet(&mut self, site: &str) {
        if self.sites.contains_key(site) {
            return;
        }
        let robots = match self.agent.get(format!("{site}/robots.txt")).call() {
            Ok(mut answer) => match answer.status().as_u16() {
                200..=299 => {
                    let mut text = Vec::new();
                    let read = answer.body_mut().as_reader().take(LARGEST_ROBOTS).read_to_end(&mut text);
                    read.map_or_else(|_| Robots::closed(), |_| Robots::parse(&String::from_utf8_lossy(&text)))
                }
                500.. => Robots::closed(),
                _ => Robots::default(),
            },
            // The request itself will say what is wrong.
            Err(_) => Robots::default(),
        };
        self.sites.insert(site.into(), Site { robots, asked: Instant::now() });
    }

    fn wait(&self, site: &str) {
        let Some(Site { robots, asked }) = self.sites.get(site) else { return };
        let wait = robots.delay.unwrap_or(self.courtesy).max(self.courtesy);
        std::thread::sleep(wait.saturating_sub(asked.elapsed()));
    }

    fn ask(&self, address: &str, seen: &Seen) -> Result<Fetched, FetchError> {
        let mut request = self.agent.get(address);
        if let Some(etag) = &seen.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &seen.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let lost = |error: &dyn std::fmt::Display| FetchError::Connection(address.into(), error.to_string());
        let mut answer = request.call().map_err(|error| lost(&error))?;
        let header = |name: &str| answer.headers().get(name).and_then(|value| Some(value.to_str().ok()?.to_string()));
        let (etag, modified, kind) = (header("etag"), header("last-modified"), header("content-type"));
        let wait = header("retry-after").and_then(|wait| Some(Duration::from_secs(wait.trim().parse().ok()?)));
        match answer.status().as_u16() {
            304 => return Ok(Fetched::Same),
            200..=299 => {}
            status => return Err(FetchError::Status { url: address.into(), status, wait }),
        }
        let url = ureq::ResponseExt::get_uri(&answer).to_string();
        let mut bytes = Vec::new();
        let body = answer.body_mut().with_config().limit(LARGEST + 1).reader();
        body.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| lost(&error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(FetchError::TooLarge(address.into()));
        }
        Ok(Fetched::Body { bytes, url, kind, etag, modified })
    }
}
