//! Who meets whom.

use crate::{ActorId, Evidence, MeetingId, Place, Span, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Talks, a visit, a call, a summit: held, planned or refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// Name in this record.
    pub id: MeetingId,
    /// What the text calls it.
    pub name: String,
    /// The series of talks that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// How they meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Whether it took place.
    pub status: MeetingStatus,
    /// The states, bodies and groups that meet.
    pub parties: Vec<ActorId>,
    /// The persons who lead them.
    pub heads: Vec<ActorId>,
    /// When, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "where")]
    pub place: Option<Place>,
    /// How long it took, hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_hours: Option<f64>,
    /// What came of it, with whose verdict that is.
    pub outcomes: Vec<Outcome>,
    /// The meeting of this record that it follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<MeetingId>,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// What came of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The words.
    pub text: String,
    /// Whose verdict; empty for the report's own.
    pub speaker: Vec<ActorId>,
    /// Whether the sides give it together.
    pub joint: bool,
    /// Where the words stand.
    pub span: Span,
}

/// Whether a meeting took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStatus {
    /// It took place.
    Held,
    /// It is taking place.
    Ongoing,
    /// It is fixed.
    Scheduled,
    /// Somebody wants it.
    Proposed,
    /// It was called off.
    Cancelled,
    /// Somebody would not come.
    Refused,
}

/// How parties meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Two parties in one place.
    Bilateral,
    /// Three or more.
    Multilateral,
    /// By telephone or video.
    Call,
    /// Heads of state or government.
    Summit,
    /// One goes to the other.
    Visit,
}
