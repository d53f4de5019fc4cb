//! What is asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to look for. Every field narrows; an empty query asks for everything.
///
/// Lists of acts and types mean any of them. Lists of actors and countries mean all of them together: the United States
/// and Russia are `country: ["USA", "RUS"]`, and give the meetings at which both sat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Query {
    /// Names of actors, or ids of joined ones ([`crate::ThreadId`]); a surname is enough.
    pub actor: Vec<String>,
    /// ISO 3166-1 alpha-3 codes of the states that take part.
    pub country: Vec<String>,
    /// Words of an issue: all of them, in any order and number; or words of the passage.
    pub issue: Option<String>,
    /// Words to search for, in reports (`search`) and passages.
    pub text: Option<String>,
    /// First day, YYYY-MM-DD (a year or a month will do).
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// A month, YYYY-MM (a year or a day will do), within which it lies whole: what is known by its year alone is in none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
    /// Which of the two clocks `since`, `until` and `month` read.
    pub clock: Clock,
    /// What was known on the evening of this day: later reports are left out, and the later life of things with them.
    pub as_of: Option<String>,
    /// Acts of statements: `demand`, `deny`.
    pub act: Vec<String>,
    /// Types of events (`CONSULT`), statuses of meetings (`scheduled`), stances (`rejects`), units of figures (`person`).
    pub r#type: Vec<String>,
    /// Usual name of a place, whole: what happened there, and meetings there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Publisher, whole.
    pub publisher: Option<String>,
    /// Whether to leave out what was recycled: data that their text dates before its own report can know, and texts
    /// published once more.
    pub fresh: bool,
    /// In which order.
    pub order: Order,
    /// Most rows; none for [`Query::LIMIT`].
    pub limit: Option<usize>,
    /// Rows to pass over.
    pub offset: usize,
    /// Whether to count the values of the main fields over all that match, not only the page.
    pub facets: bool,
}

/// One of the two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// When it happened, as the texts say; where they name no time, the day of the report.
    #[default]
    Happened,
    /// When it was reported.
    Reported,
}

/// Order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The usual one: a timeline and changes from old to new, the rest from new to old, search by fit.
    #[default]
    Usual,
    /// From old to new.
    Oldest,
    /// From new to old.
    Newest,
    /// What most reports say first.
    Sources,
}

impl Query {
    /// Rows on a page where the query does not say.
    pub const LIMIT: usize = 50;

    /// Everything, with no limit.
    pub fn all() -> Query {
        Query { limit: Some(usize::MAX >> 1), ..Query::default() }
    }

    /// Most rows.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(Query::LIMIT)
    }
}
