//! What somebody says.

use crate::{ActorId, Evidence, Place, Span, StatementId, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a speaker says, in their words or the reporter's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Name in this record.
    pub id: StatementId,
    /// Who speaks; empty where that is unresolved.
    pub speaker: Vec<ActorId>,
    /// The words that name the speaker at this place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_text: Option<Span>,
    /// Whom the speaker speaks for: a spokesperson's principal, an official's government.
    pub on_behalf_of: Vec<ActorId>,
    /// Whether the sides say it together.
    pub joint: bool,
    /// The reporter's words of saying: "warned", "according to".
    pub cue: Vec<Span>,
    /// What is said; the two halves of a split quotation are one content. Never empty.
    pub content: Vec<Span>,
    /// In whose words.
    pub form: Form,
    /// What the speaker does by saying it.
    pub act: Act,
    /// Whether the content is negated, denied or refused.
    pub polarity: Polarity,
    /// To whom it is said, or of whom something is asked.
    pub addressee: Vec<ActorId>,
    /// The words for where and how it was said: "in a joint press conference", "told reporters".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Span>,
    /// When, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "where")]
    pub place: Option<Place>,
    /// The chain through which the report has it, nearest first: the outlet, the agency it cites.
    pub reported_by: Vec<ActorId>,
    /// What it is about: a short noun phrase of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Whether its date cannot agree with the publication date: recycled background.
    pub stale: bool,
    /// Further places that repeat it: a heading with the same quotation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<Span>,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// In whose words a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// All inside quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with quoted fragments.
    Mixed,
}

/// Whether a content is affirmed or negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Affirmed.
    Positive,
    /// Negated, denied or refused.
    Negative,
}

/// What a speaker does by saying something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Says that something is so.
    Assert,
    /// Judges how something went or stands.
    Assess,
    /// Admits.
    Acknowledge,
    /// Says that something is not so.
    Deny,
    /// Waves away.
    Dismiss,
    /// Says that somebody does wrong.
    Accuse,
    /// Finds fault.
    Criticize,
    /// Voices worry.
    Concern,
    /// Says what may happen.
    Warn,
    /// Says what harm the speaker will do.
    Threaten,
    /// Says what must be done.
    Demand,
    /// Asks or urges.
    Request,
    /// Puts forward.
    Offer,
    /// Promises.
    Pledge,
    /// Agrees to what another wants.
    Accept,
    /// Says what the speaker will not do or allow.
    Refuse,
    /// Gives way.
    Concede,
    /// Backs or praises.
    Support,
    /// Makes known what is settled or planned.
    Announce,
    /// Will not comment.
    Decline,
    /// Says what the speaker means or wants to do.
    Intend,
}

impl Act {
    /// Every act.
    pub const ALL: [Act; 21] = [
        Act::Assert,
        Act::Assess,
        Act::Acknowledge,
        Act::Deny,
        Act::Dismiss,
        Act::Accuse,
        Act::Criticize,
        Act::Concern,
        Act::Warn,
        Act::Threaten,
        Act::Demand,
        Act::Request,
        Act::Offer,
        Act::Pledge,
        Act::Accept,
        Act::Refuse,
        Act::Concede,
        Act::Support,
        Act::Announce,
        Act::Decline,
        Act::Intend,
    ];

    /// The act as the record writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Assert => "assert",
            Act::Assess => "assess",
            Act::Acknowledge => "acknowledge",
            Act::Deny => "deny",
            Act::Dismiss => "dismiss",
            Act::Accuse => "accuse",
            Act::Criticize => "criticize",
            Act::Concern => "concern",
            Act::Warn => "warn",
            Act::Threaten => "threaten",
            Act::Demand => "demand",
            Act::Request => "request",
            Act::Offer => "offer",
            Act::Pledge => "pledge",
            Act::Accept => "accept",
            Act::Refuse => "refuse",
            Act::Concede => "concede",
            Act::Support => "support",
            Act::Announce => "announce",
            Act::Decline => "decline",
            Act::Intend => "intend",
        }
    }

    /// The act that the record writes as `text`.
    pub fn parse(text: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.as_str() == text)
    }
}
