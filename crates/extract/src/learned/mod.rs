//! What is read of files of learned weights: named arrays, and gradient-boosted trees over numbers.
//!
//! In: the bytes of a file under `models/`, which the scripts under `training/` write. Out: [`Archive`] and [`Trees`].

mod archive;
mod trees;

pub(crate) use archive::Archive;
pub(crate) use trees::Trees;
