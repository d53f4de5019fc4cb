//! What comes back: one row for each thing, however many reports speak of it, with every passage that does.

use super::query::Query;
use crate::ThreadId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rows of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page<T> {
    /// How many rows match, on all pages.
    pub total: u64,
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Counts over all that match, where they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
}

/// How often a field has a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facet {
    /// `country`, `actor`, `class` (act, type, status, stance, unit), `publisher`, `month`.
    pub field: String,
    /// The value; of an actor its id.
    pub value: String,
    /// What to show for it.
    pub label: String,
    /// Rows with it.
    pub count: u64,
}

/// A place in a report that says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// Number of the report in the store.
    pub report: i64,
    /// The report's id in its corpus.
    pub name: String,
    /// Which datum of the report's record: `S1`.
    pub datum: String,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Day of the report, YYYY-MM-DD.
    pub reported: String,
    /// The words.
    pub text: String,
    /// First code point of the words in the report's text.
    pub start: i64,
    /// One past the last.
    pub end: i64,
    /// Whether it is background that its text dates before the report.
    pub stale: bool,
    /// Other reports that carry the same text.
    pub copies: u64,
}

/// An actor with its part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Who {
    /// The joined actor.
    pub id: ThreadId,
    /// Name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// When something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Happened {
    /// First day, YYYY-MM-DD.
    pub since: String,
    /// Last day.
    pub until: String,
    /// Whether a text says so; else it is the day of the first report.
    pub dated: bool,
}

/// How widely something was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Day of the first report.
    pub first: String,
    /// Day of the last one.
    pub last: String,
    /// Reports.
    pub reports: u64,
    /// Different texts: copies of one text count once.
    pub sources: u64,
    /// Whether it is old news: told again [`crate::follow::RECYCLED`] days or more after it first was.
    pub recycled: bool,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineRow {
    /// The joined event or meeting.
    pub id: ThreadId,
    /// `event` or `meeting`.
    pub kind: String,
    /// When.
    pub happened: Happened,
    /// PLOVER type of an event, status of a meeting.
    pub class: String,
    /// Who does what to whom, in a few words.
    pub headline: String,
    /// States that have part in it.
    pub countries: Vec<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How widely.
    pub coverage: Coverage,
    /// Every passage.
    pub passages: Vec<Passage>,
}

/// Something said, with all reports of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteRow {
    /// The joined statement.
    pub id: ThreadId,
    /// Who says it; empty where no report lets one know.
    pub speaker: Vec<Who>,
    /// For whom.
    pub on_behalf_of: Vec<Who>,
    /// To whom.
    pub addressee: Vec<Who>,
    /// What is done by saying it.
    pub act: String,
    /// `direct`, `indirect`, `mixed`: the most literal of the reports' forms.
    pub form: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// Whether sides say it together.
    pub joint: bool,
    /// What is said, in the fullest of the reports' versions.
    pub content: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// When.
    pub happened: Happened,
    /// How widely.
    pub coverage: Coverage,
    /// Every passage.
    pub passages: Vec<Passage>,
}

/// Something done, with all reports of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventRow {
    /// The joined event.
    pub id: ThreadId,
    /// PLOVER type.
    pub r#type: String,
    /// PLOVER mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// CAMEO code with its leading zeros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// Goldstein score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goldstein: Option<f64>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Who does it.
    pub source: Vec<Who>,
    /// To whom.
    pub target: Vec<Who>,
    /// The words that name it.
    pub trigger: String,
    /// `actual`, `ongoing`, `planned`, `hypothetical`, `negated`: as the last report has it.
    pub modality: String,
    /// Who alone says so; empty where a report says it in its own voice.
    pub asserted_by: Vec<Who>,
    /// Who denies it.
    pub denied_by: Vec<Who>,
    /// When.
    pub happened: Happened,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// GeoNames id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<i64>,
    /// How widely.
    pub coverage: Coverage,
    /// Every passage.
    pub passages: Vec<Passage>,
}

/// A figure over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureRow {
    /// The series.
    pub id: ThreadId,
    /// What is counted, singular.
    pub unit: String,
    /// The words of the newest figure.
    pub what: String,
    /// Whose they are.
    pub of: Vec<Who>,
    /// What narrows the count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The least that anybody says of the newest day.
    pub low: f64,
    /// The number of most sources of the newest day; of those with as many, the newest.
    pub best: f64,
    /// The most that anybody says of it.
    pub high: f64,
    /// Every figure, from old to new.
    pub points: Vec<Point>,
    /// How widely.
    pub coverage: Coverage,
}

/// One figure of a series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// The number, or the lower end.
    pub value: f64,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// `exact`, `at_least`, `at_most`, `range`.
    pub bound: String,
    /// When.
    pub happened: Happened,
    /// Who says so; empty where the report does.
    pub said_by: Vec<Who>,
    /// Who denies it.
    pub denied_by: Vec<Who>,
    /// Where it stands.
    pub passage: Passage,
}

/// A meeting and its life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeetingRow {
    /// The joined meeting.
    pub id: ThreadId,
    /// What most reports call it.
    pub name: String,
    /// The series of talks that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// `bilateral`, `call`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Where its life stands.
    pub status: String,
    /// States, bodies and groups.
    pub parties: Vec<Who>,
    /// Persons.
    pub heads: Vec<Who>,
    /// When.
    pub happened: Happened,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Each status when it was first reported, in that order.
    pub life: Vec<Step>,
    /// What came of it, with whose verdict that is.
    pub outcomes: Vec<Verdict>,
    /// How often what is known of it changed: a calendar's SEQUENCE.
    pub sequence: u64,
    /// How widely.
    pub coverage: Coverage,
    /// Every passage.
    pub passages: Vec<Passage>,
}

/// A status of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// `proposed`, `scheduled`, `ongoing`, `held`, `cancelled`, `refused`.
    pub status: String,
    /// For which day, as far as that report says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Where it stands.
    pub passage: Passage,
}

/// What came of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// The words.
    pub text: String,
    /// Whose verdict; empty for the report's own.
    pub speaker: Vec<String>,
    /// Whether sides give it together.
    pub joint: bool,
    /// Number of the report.
    pub report: i64,
    /// First code point of the words.
    pub start: i64,
    /// One past the last.
    pub end: i64,
}

/// Where a party stands on an issue, over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PositionRow {
    /// The line.
    pub id: ThreadId,
    /// Whose stance.
    pub party: Who,
    /// On what.
    pub issue: String,
    /// The last stance.
    pub stance: String,
    /// How firmly.
    pub firmness: String,
    /// What must come first.
    pub conditions: Vec<String>,
    /// By when, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// Each stance, from old to new.
    pub stances: Vec<StanceAt>,
    /// How often stance or firmness changed.
    pub changes: u64,
    /// How widely.
    pub coverage: Coverage,
}

/// A stance at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StanceAt {
    /// `demands`, `rejects`, …
    pub stance: String,
    /// `firm`, `conditional`, …
    pub firmness: String,
    /// The issue in this report's words.
    pub issue: String,
    /// What must come first.
    pub conditions: Vec<String>,
    /// By when, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// When.
    pub happened: Happened,
    /// Where it stands.
    pub passage: Passage,
}

/// A change of a party's position, with both passages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeRow {
    /// The line of positions that changed.
    pub id: ThreadId,
    /// What changed.
    pub kind: ChangeKind,
    /// Whose position.
    pub party: Who,
    /// On what.
    pub issue: String,
    /// Before.
    pub from: StanceAt,
    /// After.
    pub to: StanceAt,
}

/// What changed in a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// For what it was against, or the other way, within [`crate::follow::CONTRADICTION`] days.
    Contradiction,
    /// For what it was against, or the other way.
    Reversal,
    /// Another stance on the same side.
    Stance,
    /// Firmer or less firm.
    Firmness,
    /// Other conditions.
    Condition,
    /// Another deadline.
    Deadline,
}

/// A demand and whether those it goes to have answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DemandRow {
    /// The joined statement.
    pub id: ThreadId,
    /// Who demands.
    pub speaker: Vec<Who>,
    /// Of whom.
    pub addressee: Vec<Who>,
    /// `demand` or `request`.
    pub act: String,
    /// What.
    pub content: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Days since, as of the query's day or the newest report.
    pub days: i64,
    /// The newest passage.
    pub passage: Passage,
    /// The answer, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// What was answered to a demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// Who answers.
    pub speaker: Vec<Who>,
    /// `accept`, `refuse`, …
    pub act: String,
    /// Where it stands.
    pub passage: Passage,
}

/// A deadline ahead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeadlineRow {
    /// The line of positions.
    pub id: ThreadId,
    /// Whose.
    pub party: Who,
    /// On what.
    pub issue: String,
    /// Last day, YYYY-MM-DD.
    pub day: String,
    /// Where it stands.
    pub passage: Passage,
}

/// A report that a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// Number of the report in the store.
    pub report: i64,
    /// The report's id in its corpus.
    pub name: String,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Day of the report.
    pub reported: String,
    /// The place of the text that fits best.
    pub text: String,
    /// First code point of it.
    pub start: i64,
    /// One past the last.
    pub end: i64,
    /// Other reports with the same text.
    pub copies: u64,
}

/// An actor as joined from all reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActorRow {
    /// The joined actor.
    pub id: ThreadId,
    /// Name.
    pub name: String,
    /// `state`, `person`, …
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Wikidata id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// Other names, with the most frequent first.
    pub aliases: Vec<String>,
    /// Reports that speak of it.
    pub reports: u64,
    /// Day of the first one.
    pub first: String,
    /// Day of the last one.
    pub last: String,
}

/// A report of the store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportRow {
    /// Number in the store.
    pub report: i64,
    /// Its id in its corpus.
    pub name: String,
    /// What makes it the same report.
    pub key: String,
    /// 1 for the first text.
    pub revision: i64,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was published, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its day, YYYY-MM-DD.
    pub reported: String,
    /// How many data.
    pub data: i64,
    /// Other reports with the same text.
    pub copies: u64,
}

/// Who acts on whom, counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PairRow {
    /// Who acts.
    pub source: Who,
    /// On whom.
    pub target: Who,
    /// Distinct events.
    pub events: u64,
    /// Those with a Goldstein score above 0.
    pub cooperation: u64,
    /// Those with one below 0.
    pub conflict: u64,
    /// Mean Goldstein score over the reports of the events, from -10 to 10; none where no event has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goldstein: Option<f64>,
    /// First day of the first event, YYYY-MM-DD.
    pub first: String,
    /// Last day of the last one.
    pub last: String,
}

/// A place with what happened there, counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceRow {
    /// Usual name.
    pub place: String,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// GeoNames id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<i64>,
    /// How finely the place is known (`city`, `division`, `country`): a gazetteer tells, the store does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Distinct events that happened.
    pub events: u64,
    /// Distinct meetings.
    pub meetings: u64,
    /// Events with a Goldstein score below 0.
    pub conflict: u64,
    /// First day of the first of them, YYYY-MM-DD.
    pub first: String,
    /// Last day of the last one.
    pub last: String,
}

/// Everything on one page: where things stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Brief {
    /// What it is about.
    pub query: Query,
    /// The day of which it speaks: the query's, or that of the newest report.
    pub as_of: String,
    /// Reports it rests on.
    pub reports: u64,
    /// Meetings to come.
    pub ahead: Vec<MeetingRow>,
    /// Meetings that were held, cancelled, refused lately.
    pub meetings: Vec<MeetingRow>,
    /// Where each stands, the last heard first.
    pub positions: Vec<PositionRow>,
    /// What changed lately.
    pub changes: Vec<ChangeRow>,
    /// Demands without an answer.
    pub demands: Vec<DemandRow>,
    /// Deadlines ahead.
    pub deadlines: Vec<DeadlineRow>,
    /// What was done lately.
    pub events: Vec<EventRow>,
    /// What was said lately.
    pub quotes: Vec<QuoteRow>,
    /// How many, of what was counted by several.
    pub figures: Vec<FigureRow>,
}

/// What became known between two days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// After the evening of this day.
    pub after: String,
    /// Until the evening of this one.
    pub until: String,
    /// Reports between the two.
    pub reports: u64,
    /// Meetings nobody had spoken of.
    pub new_meetings: Vec<MeetingRow>,
    /// Meetings with another status, day or place: before, after.
    pub changed_meetings: Vec<(MeetingRow, MeetingRow)>,
    /// Events nobody had spoken of.
    pub new_events: Vec<EventRow>,
    /// Positions on what a party had taken none.
    pub new_positions: Vec<PositionRow>,
    /// Positions that changed.
    pub changes: Vec<ChangeRow>,
    /// Figures with other bounds than before: before, after.
    pub changed_figures: Vec<(FigureRow, FigureRow)>,
    /// Demands that found an answer.
    pub answered: Vec<DemandRow>,
}
