//! Who did what to whom.

use crate::{ActorId, Context, EventId, EventType, Evidence, Mode, Place, Quad, Span, StatementId, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An event that PLOVER can code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Name in this record.
    pub id: EventId,
    /// PLOVER type.
    pub r#type: EventType,
    /// PLOVER mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// PLOVER contexts.
    pub contexts: Vec<Context>,
    /// CAMEO code, as text with its leading zeros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// Goldstein score of the CAMEO code, -10 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goldstein: Option<f64>,
    /// Quad class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quad: Option<Quad>,
    /// Who does it; all parties of a reciprocal event.
    pub source: Vec<ActorId>,
    /// To whom it is done.
    pub target: Vec<ActorId>,
    /// The word or words that name the event.
    pub trigger: Span,
    /// When, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "where")]
    pub place: Option<Place>,
    /// Whether it happened.
    pub modality: Modality,
    /// The statements through which alone it is known; empty where the report says it itself.
    pub asserted_by: Vec<StatementId>,
    /// The statements that deny it.
    pub denied_by: Vec<StatementId>,
    /// Whether its date cannot agree with the publication date: recycled background.
    pub stale: bool,
    /// Which rule or head found it, by which words.
    pub reason: String,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// Whether an event happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// It happened.
    Actual,
    /// It is going on.
    Ongoing,
    /// It is meant to happen.
    Planned,
    /// It might happen or is only feared, asked for or conditional.
    Hypothetical,
    /// It did not or does not happen.
    Negated,
}
