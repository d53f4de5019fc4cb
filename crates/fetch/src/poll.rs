//! When to ask a feed again, and what to tell its site then.

use crate::{FetchError, Fetched};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Longest time for which a feed in trouble is left alone.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What was kept of the last answer, to be told whether there is something new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// A feed between two polls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// What was kept of the last answer.
    #[serde(flatten)]
    pub seen: Seen,
    /// When to ask next, seconds since 1970; 0 for now.
    #[serde(default)]
    pub next: i64,
    /// How often in a row there was no good answer.
    #[serde(default)]
    pub failures: u32,
}

impl Poll {
    /// Whether it is time to ask.
    pub fn is_due(&self, now: i64) -> bool {
        self.next <= now
    }

    /// Takes down an answer: asks again after `every`; after a failure after twice as long each time, up to a day, and
    /// never sooner than the site wants.
    pub fn answered(&mut self, answer: &Result<Fetched, FetchError>, now: i64, every: Duration) {
        let wait = match answer {
            Ok(Fetched::Same) => {
                self.failures = 0;
                every
            }
            Ok(Fetched::Body { etag, modified, .. }) => {
                self.failures = 0;
                self.seen = Seen { etag: etag.clone(), modified: modified.clone() };
                every
            }
            Err(error) => {
                self.failures = self.failures.saturating_add(1);
                let doubled = every.saturating_mul(1 << self.failures.min(16)).min(LONGEST.max(every));
                match error {
                    FetchError::Status { wait: Some(wait), .. } => doubled.max(*wait),
                    _ => doubled,
                }
            }
        };
        self.next = now.saturating_add(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(600);

    fn failed(wait: Option<u64>) -> Result<Fetched, FetchError> {
        Err(FetchError::Status { url: String::new(), status: 503, wait: wait.map(Duration::from_secs) })
    }

    #[test]
    fn a_feed_in_trouble_is_left_alone_for_longer_each_time() {
        let mut poll = Poll::default();
        assert!(poll.is_due(0));
        let waits: Vec<i64> = (0..9)
            .map(|_| {
                poll.answered(&failed(None), 1000, EVERY);
                poll.next - 1000
            })
            .collect();
        assert_eq!(waits[..3], [1200, 2400, 4800]);
        assert_eq!(waits[8], 24 * 3600);
        poll.answered(&Ok(Fetched::Same), 1000, EVERY);
        assert_eq!((poll.next, poll.failures), (1600, 0));
        assert!(!poll.is_due(1599));
    }

    #[test]
    fn a_site_that_wants_to_be_left_alone_is() {
        let mut poll = Poll::default();
        poll.answered(&failed(Some(9000)), 0, EVERY);
        assert_eq!(poll.next, 9000);
    }
}
