//! The layers that the networks are built from: products, maxout with layer norm, hash embeddings.
//!
//! Everything is f32. Weights are laid out once, when they are read, as the loops and products want them: inputs along
//! the rows, and of a maxout layer all first pieces, then all second ones. Sizes that every published English CNN model
//! shares are constants, so that loops over them compile to vector instructions; [`pulp`] chooses those of the machine
//! at run time.

mod hashembed;
mod matrix;
mod maxout;

pub(crate) use hashembed::HashEmbed;
pub(crate) use matrix::Matrix;
pub(crate) use maxout::Maxout;

/// Numbers in a token vector.
pub(crate) const WIDTH: usize = 96;

/// Alternatives that a maxout layer of the tok2vec networks chooses from.
pub(crate) const PIECES: usize = 3;

/// Numbers that a maxout layer makes before it chooses.
pub(crate) const SPREAD: usize = WIDTH * PIECES;
