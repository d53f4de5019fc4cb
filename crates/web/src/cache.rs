//! Answers kept as long as the store stays as it is, so that many who look at one page cost one look.
//!
//! In: the address and form of an answer, the store's version, a way to make the answer. Out: the answer, made once however
//! many ask for it at a time. Nothing in an answer depends on who asks, so one serves all. A store that grew empties the
//! cache; besides, an answer is forgotten after [`AGE`], for a store can be rebuilt.

use crate::answer::Wants;
use crate::problem::Problem;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;

/// Longest time for which an answer is kept.
const AGE: Duration = Duration::from_secs(3600);
/// Most bytes of one answer that is kept: larger ones are exports, which nobody reads twice.
const LARGEST: usize = 1 << 20;
/// Most answers that are kept, so that those without a body do not heap up either.
const MOST: usize = 2048;

/// Answers that were made.
pub struct Cache {
    held: Mutex<Held>,
    /// Most bytes of all bodies together.
    room: usize,
}

#[derive(Default)]
struct Held {
    version: i64,
    /// By all that was wanted: path, query, form and whatever else an answer may depend on.
    entries: HashMap<Wants, Entry>,
    /// Counts the looks, to know which answer was asked for longest ago.
    looks: u64,
}

type Cell = Arc<OnceCell<Arc<Kept>>>;

struct Entry {
    cell: Cell,
    since: Instant,
    look: u64,
}

/// An answer with its body.
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Cache {
    /// A cache for so many bytes.
    pub fn new(room: usize) -> Self {
        Cache { held: Mutex::default(), room }
    }

    /// The answer to what is wanted of the store at this version; `known` is the `If-None-Match` of the request.
    ///
    /// # Errors
    /// The answer cannot be made. That is not kept.
    pub async fn answer(
        &self,
        wants: &Wants,
        version: i64,
        known: Option<&str>,
        make: impl Future<Output = Result<Response, Problem>>,
    ) -> Result<Response, Problem> {
        let cell = self.cell(wants, version);
        let kept = cell.get_or_try_init(|| async { kept(make.await?).await }).await?.clone();
        self.tidy(wants, kept.body.len());
        Ok(kept.answer(known))
    }

    fn cell(&self, wants: &Wants, version: i64) -> Cell {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.version != version {
            *held = Held { version, ..Held::default() };
        }
        held.looks += 1;
        let look = held.looks;
        let entry = held.entries.entry(wants.clone()).or_insert_with(Entry::new);
        if entry.since.elapsed() > AGE {
            *entry = Entry::new();
        }
        entry.look = look;
        entry.cell.clone()
    }

    /// Forgets what takes too much room, what was asked for longest ago first.
    fn tidy(&self, wants: &Wants, size: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if size > LARGEST {
            held.entries.remove(wants);
        }
        let mut taken: usize = held.entries.values().map(Entry::size).sum();
        while taken > self.room || held.entries.len() > MOST {
            let Some(oldest) = held.entries.iter().min_by_key(|(_, entry)| entry.look).map(|(wants, _)| wants.clone())
            else {
                break;
            };
            taken -= held.entries.remove(&oldest).map_or(0, |entry| entry.size());
        }
    }
}

impl Entry {
    fn new() -> Self {
        Entry { cell: Cell::default(), since: Instant::now(), look: 0 }
    }

    fn size(&self) -> usize {
        self.cell.get().map_or(0, |kept| kept.body.len())
    }
}

/// The answer with a tag of its content.
async fn kept(answer: Response) -> Result<Arc<Kept>, Problem> {
    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(Problem::inner)?;
    // Weak, for the same page may be sent compressed or not.
    let mut tag = String::from("W/\"");
    for byte in &Sha256::digest(&body)[..12] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    // What a page was written into has room to spare; what is kept has none.
    let body = Bytes::copy_from_slice(&body);
    parts.headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (header::ETAG, tag)));
    Ok(Arc::new(Kept { status: parts.status, headers: parts.headers, body }))
}

impl Kept {
    /// The answer, or that it is the one that the asker has.
    fn answer(&self, known: Option<&str>) -> Response {
        let tag = self.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let is_known = tag.is_some_and(|tag| known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)));
        let mut answer = Response::new(if is_known { Body::empty() } else { Body::from(self.body.clone()) });
        *answer.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { self.status };
        *answer.headers_mut() = self.headers.clone();
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Format;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn wants(query: &str) -> Wants {
        Wants { format: Ok(Format::Html), path: "/".into(), query: query.into(), theme: None }
    }

    /// How often an answer was made for these questions: query and version of the store.
    async fn made(cache: &Cache, asked: &[(&str, i64)], size: usize) -> usize {
        let made = AtomicUsize::new(0);
        for (query, version) in asked {
            let make = async {
                made.fetch_add(1, Ordering::Relaxed);
                Ok(Response::new(Body::from("x".repeat(size))))
            };
            cache.answer(&wants(query), *version, None, make).await.expect("an answer");
        }
        made.into_inner()
    }

    #[tokio::test]
    async fn an_answer_is_made_once_for_each_question_and_version() {
        assert_eq!(made(&Cache::new(100), &[("a", 1), ("a", 1), ("b", 1), ("a", 1), ("a", 2), ("b", 2)], 9).await, 4);
    }

    #[tokio::test]
    async fn what_takes_too_much_room_is_forgotten_the_oldest_first() {
        assert_eq!(made(&Cache::new(20), &[("a", 1), ("b", 1), ("a", 1), ("c", 1), ("a", 1), ("b", 1)], 9).await, 4);
        assert_eq!(made(&Cache::new(usize::MAX), &[("a", 1), ("a", 1)], LARGEST + 1).await, 2);
    }

    #[tokio::test]
    async fn what_failed_is_tried_again() {
        let cache = Cache::new(100);
        let failed = cache.answer(&wants("a"), 1, None, async { Err(Problem::busy()) }).await;
        assert_eq!(failed.err(), Some(Problem::busy()));
        assert_eq!(made(&cache, &[("a", 1)], 9).await, 1);
    }

    #[tokio::test]
    async fn who_has_the_answer_is_told_so() {
        let cache = Cache::new(100);
        let make = || async { Ok(Response::new(Body::from("page"))) };
        let first = cache.answer(&wants("a"), 1, None, make()).await.expect("an answer");
        let tag = first.headers()[header::ETAG].to_str().expect("text").to_owned();
        let again = cache.answer(&wants("a"), 1, Some(&format!("\"other\", {tag}")), make()).await.expect("an answer");
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let other = cache.answer(&wants("a"), 1, Some("\"other\""), make()).await.expect("an answer");
        assert_eq!(other.status(), StatusCode::OK);
    }
}
