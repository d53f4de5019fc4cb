//! Following from report to report: pure functions over records and over what the store finds of them.
//!
//! Joining is by shared keys ([`keys`]): each datum has keys made of what it says (who, what, when), and data that share
//! one are one thread. That costs one look-up a key, however large the store, and does not depend on the order of
//! adding, save for what only *seeks* (below). Then, of the data of a thread, [`life`] makes a meeting's life,
//! [`stances`] a party's positions and their changes, [`figures`] a series.

pub mod copies;
pub mod figures;
pub mod keys;
pub mod life;
pub mod stances;
pub mod words;

use sha2::{Digest, Sha256};

/// Days after which what is told again is old news.
pub const RECYCLED: i64 = 30;
/// Days within which for and against are a contradiction and no change of mind.
pub const CONTRADICTION: i64 = 7;

/// A stable hash of a text that fits a database's whole numbers; never negative.
pub(crate) fn hash(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let first: [u8; 8] = digest[..8].try_into().expect("a digest has 32 bytes");
    (u64::from_be_bytes(first) >> 1) as i64
}
