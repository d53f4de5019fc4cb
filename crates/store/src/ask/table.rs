//! Rows as cells, for terminals and spreadsheets: the same columns wherever a row is shown.

use super::rows::*;
use serde::Serialize;

/// A row that can stand in a table.
pub trait Tabular: Serialize {
    /// Headings of the columns.
    const COLUMNS: &'static [&'static str];

    /// As many cells as there are columns; lists are joined by `; `.
    fn cells(&self) -> Vec<String>;
}

fn names(who: &[Who]) -> String {
    who.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn shown<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

fn days(happened: &Happened) -> String {
    let (since, until) = (&happened.since, &happened.until);
    let days = if since == until { since.clone() } else { format!("{since}/{until}") };
    // Without a time in the text it is the day of the report.
    if happened.dated { days } else { format!("{days}~") }
}

/// Reports and texts, `5 in 3`: five reports that carry three texts.
fn width(coverage: &Coverage) -> String {
    match coverage.reports == coverage.sources {
        true => coverage.reports.to_string(),
        false => format!("{} in {}", coverage.reports, coverage.sources),
    }
}

/// Where a passage stands: the report's id, the datum, the code points.
fn place(passage: &Passage) -> String {
    format!("{}#{} {}-{}", passage.name, passage.datum, passage.start, passage.end)
}

fn places(passages: &[Passage]) -> String {
    passages.iter().map(place).collect::<Vec<_>>().join("; ")
}

impl Tabular for TimelineRow {
    const COLUMNS: &'static [&'static str] = &["when", "what", "who and what", "where", "reports", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        vec![
            days(&self.happened),
            format!("{} {}", self.kind, self.class),
            self.headline.clone(),
            shown(&self.place),
            width(&self.coverage),
            self.id.to_string(),
            places(&self.passages),
        ]
    }
}

impl Tabular for QuoteRow {
    const COLUMNS: &'static [&'static str] =
        &["reported", "speaker", "act", "content", "to", "form", "reports", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.coverage.first.clone(),
            names(&self.speaker),
            self.act.clone(),
            self.content.clone(),
            names(&self.addressee),
            self.form.clone(),
            width(&self.coverage),
            self.id.to_string(),
            places(&self.passages),
        ]
    }
}

impl Tabular for EventRow {
    const COLUMNS: &'static [&'static str] = &[
        "when",
        "type",
        "mode",
        "source",
        "target",
        "trigger",
        "modality",
        "where",
        "cameo",
        "goldstein",
        "reports",
        "id",
        "passages",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            days(&self.happened),
            self.r#type.clone(),
            shown(&self.mode),
            names(&self.source),
            names(&self.target),
            self.trigger.clone(),
            self.modality.clone(),
            shown(&self.place),
            shown(&self.cameo),
            shown(&self.goldstein),
            width(&self.coverage),
            self.id.to_string(),
            places(&self.passages),
        ]
    }
}

impl Tabular for MeetingRow {
    const COLUMNS: &'static [&'static str] =
        &["when", "name", "status", "parties", "heads", "where", "life", "outcome", "reports", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        let step = |step: &Step| format!("{} {}", step.passage.reported, step.status);
        let life: Vec<String> = self.life.iter().map(step).collect();
        let outcomes: Vec<&str> = self.outcomes.iter().map(|outcome| outcome.text.as_str()).collect();
        vec![
            days(&self.happened),
            self.series.clone().unwrap_or_else(|| self.name.clone()),
            self.status.clone(),
            names(&self.parties),
            names(&self.heads),
            shown(&self.place),
            life.join("; "),
            outcomes.join("; "),
            width(&self.coverage),
            self.id.to_string(),
            places(&self.passages),
        ]
    }
}

impl Tabular for PositionRow {
    const COLUMNS: &'static [&'static str] = &[
        "last",
        "party",
        "stance",
        "issue",
        "firmness",
        "conditions",
        "deadline",
        "changes",
        "reports",
        "id",
        "passages",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.coverage.last.clone(),
            self.party.name.clone(),
            self.stance.clone(),
            self.issue.clone(),
            self.firmness.clone(),
            self.conditions.join("; "),
            shown(&self.deadline),
            self.changes.to_string(),
            width(&self.coverage),
            self.id.to_string(),
            self.stances.iter().map(|stance| place(&stance.passage)).collect::<Vec<_>>().join("; "),
        ]
    }
}

impl Tabular for ChangeRow {
    const COLUMNS: &'static [&'static str] =
        &["day", "party", "issue", "change", "from", "to", "passage before", "passage after", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        let stance = |at: &StanceAt| format!("{} ({}), {}", at.stance, at.firmness, at.passage.reported);
        vec![
            self.to.passage.reported.clone(),
            self.party.name.clone(),
            self.issue.clone(),
            serde_json::to_value(self.kind).ok().and_then(|kind| Some(kind.as_str()?.to_string())).unwrap_or_default(),
            stance(&self.from),
            stance(&self.to),
            self.from.passage.text.clone(),
            self.to.passage.text.clone(),
            self.id.to_string(),
            places(&[self.from.passage.clone(), self.to.passage.clone()]),
        ]
    }
}

impl Tabular for FigureRow {
    const COLUMNS: &'static [&'static str] =
        &["last", "what", "unit", "of", "low", "best", "high", "figures", "said by", "reports", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        let mut said: Vec<&str> = self.points.iter().flat_map(|point| &point.said_by).map(|who| &*who.name).collect();
        said.sort_unstable();
        said.dedup();
        vec![
            self.coverage.last.clone(),
            self.what.clone(),
            self.unit.clone(),
            names(&self.of),
            self.low.to_string(),
            self.best.to_string(),
            self.high.to_string(),
            self.points.len().to_string(),
            said.join("; "),
            width(&self.coverage),
            self.id.to_string(),
            self.points.iter().map(|point| place(&point.passage)).collect::<Vec<_>>().join("; "),
        ]
    }
}

impl Tabular for Hit {
    const COLUMNS: &'static [&'static str] =
        &["reported", "title", "text", "publisher", "copies", "report", "passages"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.reported.clone(),
            shown(&self.title),
            self.text.clone(),
            shown(&self.publisher),
            self.copies.to_string(),
            self.report.to_string(),
            format!("{} {}-{}", self.name, self.start, self.end),
        ]
    }
}

impl Tabular for ReportRow {
    const COLUMNS: &'static [&'static str] =
        &["reported", "title", "publisher", "published", "data", "copies", "url", "report", "name"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.reported.clone(),
            shown(&self.title),
            shown(&self.publisher),
            shown(&self.published),
            self.data.to_string(),
            self.copies.to_string(),
            shown(&self.url),
            self.report.to_string(),
            self.name.clone(),
        ]
    }
}

impl Tabular for ActorRow {
    const COLUMNS: &'static [&'static str] =
        &["name", "kind", "country", "sector", "reports", "first", "last", "aliases", "wikidata", "id"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.kind.clone(),
            shown(&self.country),
            shown(&self.sector),
            self.reports.to_string(),
            self.first.clone(),
            self.last.clone(),
            self.aliases.join("; "),
            shown(&self.wikidata),
            self.id.to_string(),
        ]
    }
}

impl Tabular for DemandRow {
    const COLUMNS: &'static [&'static str] =
        &["reported", "speaker", "of", "act", "content", "days", "answer", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.passage.reported.clone(),
            names(&self.speaker),
            names(&self.addressee),
            self.act.clone(),
            self.content.clone(),
            self.days.to_string(),
            self.answer
                .as_ref()
                .map(|answer| format!("{} {}", answer.passage.reported, answer.act))
                .unwrap_or_default(),
            self.id.to_string(),
            place(&self.passage),
        ]
    }
}

impl Tabular for DeadlineRow {
    const COLUMNS: &'static [&'static str] = &["day", "party", "issue", "id", "passages"];

    fn cells(&self) -> Vec<String> {
        let passage = place(&self.passage);
        vec![self.day.clone(), self.party.name.clone(), self.issue.clone(), self.id.to_string(), passage]
    }
}

impl Tabular for PairRow {
    const COLUMNS: &'static [&'static str] =
        &["source", "target", "events", "cooperation", "conflict", "goldstein", "first", "last"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.source.name.clone(),
            self.target.name.clone(),
            self.events.to_string(),
            self.cooperation.to_string(),
            self.conflict.to_string(),
            self.goldstein.map(|mean| format!("{mean:.1}")).unwrap_or_default(),
            self.first.clone(),
            self.last.clone(),
        ]
    }
}

impl Tabular for PlaceRow {
    const COLUMNS: &'static [&'static str] =
        &["place", "precision", "latitude", "longitude", "geonames", "events", "meetings", "conflict", "first", "last"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.place.clone(),
            shown(&self.precision),
            self.latitude.to_string(),
            self.longitude.to_string(),
            shown(&self.geonames),
            self.events.to_string(),
            self.meetings.to_string(),
            self.conflict.to_string(),
            self.first.clone(),
            self.last.clone(),
        ]
    }
}
