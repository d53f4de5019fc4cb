//! The whole record of one report.

use crate::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and version of the format, the value of `schema` in every record.
pub const SCHEMA: &str = "rapporteur.record/1";

/// What one report says. Spans are bytes in memory, code points once serialized.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self")]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// What produced the record.
    pub run: Run,
    /// The report.
    pub report: Report,
    /// Whom it speaks of.
    pub actors: Vec<Actor>,
    /// What they say.
    pub statements: Vec<Statement>,
    /// What they do.
    pub events: Vec<Event>,
    /// How many.
    pub figures: Vec<Figure>,
    /// Who meets whom.
    pub meetings: Vec<Meeting>,
    /// Where each stands.
    pub positions: Vec<Position>,
    /// What they disagree on.
    pub disputes: Vec<Dispute>,
    /// What could not be settled.
    pub unresolved: Vec<Unresolved>,
    /// The report in short.
    pub brief: Brief,
}

/// What produced a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Version of Rapporteur.
    pub version: String,
    /// Name, version and hash of the model.
    pub model: String,
    /// Hash of the lexicon.
    pub lexicon: String,
}

/// A report and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Name in its corpus.
    pub id: String,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Subhead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The text that all spans point into.
    pub text: String,
    /// ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// SHA-256 of the text's UTF-8 bytes.
    pub sha256: String,
}

/// What could not be settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unresolved {
    /// What kind of thing: `speaker`, `date`, `denial`, `event`.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Where the text says it.
    pub evidence: Evidence,
}

/// A report in short.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Brief {
    /// One line.
    pub headline: String,
    /// At most twelve sentences.
    pub highlights: Vec<Highlight>,
}

/// One sentence of a brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Highlight {
    /// The sentence.
    pub text: String,
    /// The data that it rests on.
    pub data: Vec<DatumId>,
}

impl Record {
    /// An actor of the record.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }

    /// A statement of the record.
    pub fn statement(&self, id: StatementId) -> &Statement {
        &self.statements[id.index()]
    }

    /// An event of the record.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// The words that a span points at.
    pub fn quote(&self, span: Span) -> &str {
        span.of(&self.report.text)
    }
}
