//! How many.

use crate::{ActorId, Evidence, FigureId, Place, Span, StatementId, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A number that the report gives, with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Name in this record.
    pub id: FigureId,
    /// The number; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// How the number bounds the amount.
    pub bound: Bound,
    /// Whether the text says about, nearly, dozens of.
    pub approximate: bool,
    /// What is counted or measured, singular: `troop`, `hour`, `percent`, `USD`.
    pub unit: String,
    /// The words that give number and thing counted.
    pub what: Span,
    /// What narrows the count: place, time, kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Whose they are.
    pub of: Vec<ActorId>,
    /// The statements through which alone it is known; empty where the report says it itself.
    pub asserted_by: Vec<StatementId>,
    /// The statements that deny it.
    pub denied_by: Vec<StatementId>,
    /// When, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "where")]
    pub place: Option<Place>,
    /// Whether its date cannot agree with the publication date: recycled background.
    pub stale: bool,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// How a number bounds an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The amount itself, if approximately.
    Exact,
    /// Over, at least, more than.
    AtLeast,
    /// Up to, at most, under.
    AtMost,
    /// From one number to another.
    Range,
}
