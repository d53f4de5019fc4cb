//! Who is spoken of.

use crate::{ActorId, Evidence, Sector, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A state, body, group or person that the report speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Name in this record.
    pub id: ActorId,
    /// Best name: the lexicon's for what it knows, else the fullest one in the text.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of the state it belongs to or acts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Offices and descriptions that the text or the lexicon gives it, such as `Deputy Secretary of State`.
    pub roles: Vec<String>,
    /// Other forms of the name, in the order in which they appear.
    pub aliases: Vec<String>,
    /// Wikidata id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// Whom a joint actor ("the two sides") stands for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ActorId>,
    /// Every place that names it; never empty.
    pub mentions: Vec<Mention>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A state, or its government under whatever name.
    State,
    /// An intergovernmental organization.
    Igo,
    /// A non-governmental organization.
    Ngo,
    /// Any other body: a company, party, paper, ministry.
    Organization,
    /// People under one description: officials, protesters, the two sides.
    Group,
    /// One person.
    Person,
}

/// One place that names an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// The words.
    pub text: String,
}

impl Actor {
    /// The places that name the actor, as evidence for it.
    pub fn evidence(&self) -> Evidence {
        Evidence(self.mentions.iter().map(|mention| mention.span).collect())
    }
}
