//! What the report's voices disagree on.

use crate::{ActorId, DatumId, DisputeId, Evidence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Two or more voices that do not agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dispute {
    /// Name in this record.
    pub id: DisputeId,
    /// What kind of disagreement.
    pub kind: DisputeKind,
    /// What it is about, in words of the text.
    pub about: String,
    /// Of figures: whether both count the same thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_scope: Option<bool>,
    /// Why the scopes are held to be the same or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Of denials: what of the claim is denied, where the text tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denies: Option<Denied>,
    /// Who says what.
    pub sides: Vec<Side>,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// One side of a dispute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// Who holds it; absent for the report itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// What they hold.
    pub datum: DatumId,
}

/// What a denial denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// How many there are.
    Number,
    /// That something or somebody is there.
    Presence,
    /// That something is meant to be done.
    Intent,
    /// That something was done.
    Deed,
}

/// What kind of disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisputeKind {
    /// One denies what another claims.
    Denial,
    /// Two numbers for one thing.
    Figures,
    /// Opposed stances on one issue.
    Positions,
    /// Two accounts of one event.
    Account,
}
