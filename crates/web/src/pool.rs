//! Several readers of one store, lent to one request at a time; and one more, that only tells whether the store grew.

use crate::problem::Problem;
use rapporteur_store::Store;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Readers of a store.
pub struct Pool {
    free: Mutex<Vec<Store>>,
    /// Never lent, so that it does not wait behind long work.
    watch: Store,
    /// Whoever looks by it: one after the other, so that many who ask take one thread.
    looks: tokio::sync::Mutex<()>,
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    most: usize,
}

/// A reader that goes back when it is dropped, also where its work fails or nobody waits for it any more.
struct Lent {
    store: Option<Store>,
    pool: Arc<Pool>,
    _turn: OwnedSemaphorePermit,
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.pool.free.lock().unwrap_or_else(PoisonError::into_inner).extend(self.store.take());
    }
}

impl Pool {
    /// A pool of readers, for which at most so many requests wait; `watch` is one more of the same store.
    pub fn new(readers: Vec<Store>, watch: Store, most: usize) -> Self {
        let turns = Arc::new(Semaphore::new(readers.len()));
        Pool {
            free: Mutex::new(readers),
            watch,
            looks: tokio::sync::Mutex::default(),
            turns,
            waiting: AtomicUsize::new(0),
            most,
        }
    }

    /// The store's version, which grows with it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn version(self: &Arc<Self>) -> Result<i64, Problem> {
        let _look = self.looks.lock().await;
        let pool = self.clone();
        let version = tokio::task::spawn_blocking(move || pool.watch.version()).await.map_err(Problem::inner)?;
        Ok(version?)
    }

    /// Does something with a reader, off the threads that answer.
    ///
    /// # Errors
    /// Too many wait already, or the work panicked.
    pub async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Store) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let lent = self.lend().await?;
        let work = move || lent.store.as_ref().map(work);
        let done = tokio::task::spawn_blocking(work).await.map_err(Problem::inner)?;
        done.ok_or_else(Problem::busy)
    }

    async fn lend(self: &Arc<Self>) -> Result<Lent, Problem> {
        let place = Waiting::take(self)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Problem::inner)?;
        drop(place);
        let store = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Lent { store, pool: self.clone(), _turn: turn })
    }
}

/// A place in the queue.
struct Waiting<'p>(&'p AtomicUsize);

impl<'p> Waiting<'p> {
    fn take(pool: &'p Pool) -> Result<Self, Problem> {
        let before = pool.waiting.fetch_add(1, Ordering::Relaxed);
        let place = Waiting(&pool.waiting);
        if before >= pool.most { Err(Problem::busy()) } else { Ok(place) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
