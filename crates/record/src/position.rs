//! Where a party stands.

use crate::{ActorId, EventId, Evidence, PositionId, Span, StatementId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A party's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Name in this record.
    pub id: PositionId,
    /// A short noun phrase of the text.
    pub issue: String,
    /// Whose stance it is.
    pub actor: ActorId,
    /// For, against, or what else.
    pub stance: Stance,
    /// How firmly.
    pub firmness: Firmness,
    /// What must come first: no X until Y.
    pub conditions: Vec<Condition>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The statements it is read from.
    pub statements: Vec<StatementId>,
    /// The events it is read from.
    pub events: Vec<EventId>,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// What must come first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Condition {
    /// The words for it.
    pub until: String,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// By when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The words for it.
    pub text: String,
    /// EDTF.
    pub value: String,
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
}

/// What a party wants of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Wants it.
    Demands,
    /// Is for it.
    Supports,
    /// Puts it forward.
    Offers,
    /// Is against it.
    Opposes,
    /// Will not have it.
    Rejects,
    /// Says it is not so.
    Denies,
    /// Has not made up its mind.
    Undecided,
}

/// How firmly a stance is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    /// Not to be bargained over.
    RedLine,
    /// Insisted on or repeated.
    Firm,
    /// Hangs on a condition.
    Conditional,
    /// Open to bargaining.
    Flexible,
    /// Said, no more.
    Stated,
}
