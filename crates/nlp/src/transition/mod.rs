//! Transition systems: trees and entities built action by action, each the best-scored among those that are valid.

pub(crate) mod arc_eager;
pub(crate) mod biluo;
mod scorer;

pub(crate) use scorer::{Actions, Groups, PAIRS, Scorer, Scores};
