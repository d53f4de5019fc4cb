//! Rows of what was said, done, counted, met for and wanted.

use super::filter::days;
use super::load::{Datum, coverage, everybody, happened, most};
use super::page::{Only, Usual, find, most as most_frequent, weighed};
use super::query::Query;
use super::rows::*;
use super::tally::plain;
use crate::follow::{figures, life, stances};
use crate::{Store, StoreError, ThreadId};
use serde_json::Value as Json;
use std::collections::HashMap;

impl Store {
    /// Events and meetings in the order in which they happened.
    pub fn timeline(&self, query: &Query) -> Result<Page<TimelineRow>, StoreError> {
        let found = find(self, query, &["event", "meeting"], Usual::Chronicle, Only::All)?;
        Ok(found.rows(timeline_row))
    }

    /// Statements, the last to be reported first.
    pub fn quotes(&self, query: &Query) -> Result<Page<QuoteRow>, StoreError> {
        Ok(find(self, query, &["statement"], Usual::News, Only::All)?.rows(quote_row))
    }

    /// Events, the last to happen first.
    pub fn events(&self, query: &Query) -> Result<Page<EventRow>, StoreError> {
        Ok(find(self, query, &["event"], Usual::Latest, Only::All)?.rows(event_row))
    }

    /// Meetings with their lives, the last first.
    pub fn meetings(&self, query: &Query) -> Result<Page<MeetingRow>, StoreError> {
        Ok(find(self, query, &["meeting"], Usual::Latest, Only::All)?.rows(meeting_row))
    }

    /// Series of figures, the last to be reported first.
    pub fn figures(&self, query: &Query) -> Result<Page<FigureRow>, StoreError> {
        Ok(find(self, query, &["figure"], Usual::News, Only::All)?.rows(figure_row))
    }

    /// Stances of parties on issues over time, the last to be reported first.
    pub fn positions(&self, query: &Query) -> Result<Page<PositionRow>, StoreError> {
        Ok(find(self, query, &["position"], Usual::News, Only::All)?.rows(position_row))
    }

    /// Changes of positions, the newest first. `since`, `until` and `month` are read by the day of the report that has the
    /// change.
    pub fn changes(&self, query: &Query) -> Result<Page<ChangeRow>, StoreError> {
        // What a position was before the time asked for has to be known.
        let all = Query {
            limit: Some(usize::MAX >> 2),
            offset: 0,
            since: None,
            until: None,
            month: None,
            facets: false,
            ..query.clone()
        };
        let bounds = |day: &Option<String>| day.as_deref().map(days).transpose();
        let (since, until, month) = (bounds(&query.since)?, bounds(&query.until)?, bounds(&query.month)?);
        let first = since.iter().chain(&month).map(|days| &days.first).max();
        let last = until.iter().chain(&month).map(|days| &days.last).min();
        let only = Only::Moved(first.map(String::as_str));
        let found = find(self, &all, &["position"], Usual::News, only)?;
        let mut rows: Vec<ChangeRow> = found.threads.iter().flat_map(|data| changes(data)).collect();
        rows.retain(|ChangeRow { to, .. }| {
            let day = &to.passage.reported;
            first.is_none_or(|first| day >= first) && last.is_none_or(|last| day <= last)
        });
        let facets = if query.facets { change_facets(self, &all, &rows)? } else { Vec::new() };
        rows.sort_by(|one, two| two.to.passage.reported.cmp(&one.to.passage.reported).then(one.kind.cmp(&two.kind)));
        if query.order == super::query::Order::Oldest {
            rows.reverse();
        }
        let total = rows.len() as u64;
        let rows = rows.into_iter().skip(query.offset).take(query.limit()).collect();
        Ok(Page { total, rows, facets })
    }

    /// One joined meeting, as known on the query's day.
    pub fn meeting(&self, id: ThreadId, as_of: Option<&str>) -> Result<Option<MeetingRow>, StoreError> {
        let query = Query { as_of: as_of.map(Into::into), ..Query::default() };
        let day = super::filter::as_of(&query)?;
        let mut found = super::load::threads(&mut **self.db(), &["meeting"], &[id.0], &day)?;
        Ok(found.remove(&id.0).map(|data| meeting_row(&data)))
    }

    /// One series, as known on a day.
    pub(super) fn figure(&self, id: ThreadId, as_of: &str) -> Result<Option<FigureRow>, StoreError> {
        let mut found = super::load::threads(&mut **self.db(), &["figure"], &[id.0], as_of)?;
        Ok(found.remove(&id.0).map(|data| figure_row(&data)))
    }
}

fn thread(data: &[Datum]) -> ThreadId {
    ThreadId(data.first().map_or(0, |datum| datum.thread))
}

fn passages(data: &[Datum]) -> Vec<Passage> {
    data.iter().map(|datum| datum.passage.clone()).collect()
}

fn names(who: &[Who]) -> String {
    let names: Vec<&str> = who.iter().map(|who| who.name.as_str()).collect();
    names.join(", ")
}

fn timeline_row(data: &[Datum]) -> TimelineRow {
    let mut countries: Vec<String> =
        data.iter().flat_map(|datum| &datum.roles).filter_map(|(_, who)| who.country.clone()).collect();
    countries.sort();
    countries.dedup();
    let first = data.first();
    let is_meeting = first.is_some_and(|datum| datum.kind == "meeting");
    TimelineRow {
        id: thread(data),
        kind: if is_meeting { "meeting".into() } else { "event".into() },
        happened: happened(data),
        class: if is_meeting { status(data) } else { most(data.iter().map(|datum| &*datum.class)).unwrap_or_default() },
        headline: if is_meeting { meeting_headline(data) } else { event_headline(data) },
        countries,
        place: most(data.iter().filter_map(|datum| datum.place.as_deref())),
        coverage: coverage(data),
        passages: passages(data),
    }
}

fn meeting_headline(data: &[Datum]) -> String {
    let mut who = everybody(data, "party");
    who.extend(everybody(data, "head"));
    format!("{} — {}", title(data), names(&who))
}

fn event_headline(data: &[Datum]) -> String {
    let (source, target) = (names(&everybody(data, "source")), names(&everybody(data, "target")));
    let trigger = most(data.iter().map(|datum| &*datum.name)).unwrap_or_default();
    match (source.is_empty(), target.is_empty()) {
        (true, true) => trigger,
        (false, true) => format!("{source} — {trigger}"),
        (true, false) => format!("{trigger} → {target}"),
        (false, false) => format!("{source} — {trigger} → {target}"),
    }
}

fn quote_row(data: &[Datum]) -> QuoteRow {
    let fullest = data.iter().max_by_key(|datum| datum.name.len());
    let literal = |datum: &&Datum| ["indirect", "mixed", "direct"].iter().position(|form| datum.sub == *form);
    let form = data.iter().max_by_key(literal).map(|datum| datum.sub.clone()).unwrap_or_default();
    QuoteRow {
        id: thread(data),
        speaker: everybody(data, "speaker"),
        on_behalf_of: everybody(data, "behalf"),
        addressee: everybody(data, "addressee"),
        act: most(data.iter().map(|datum| &*datum.class)).unwrap_or_default(),
        form,
        polarity: most(data.iter().map(|datum| &*datum.modality)).unwrap_or_default(),
        joint: data.iter().any(|datum| datum.joint),
        content: fullest.map(|datum| datum.name.clone()).unwrap_or_default(),
        issue: most(data.iter().filter_map(|datum| datum.issue.as_deref())),
        happened: happened(data),
        coverage: coverage(data),
        passages: passages(data),
    }
}

fn event_row(data: &[Datum]) -> EventRow {
    let own_voice = data.iter().any(|datum| datum.who("voice").is_empty());
    let place = most(data.iter().filter_map(|datum| datum.place.as_deref()));
    let at = data.iter().find(|datum| place.is_some() && datum.place == place);
    let coded = data.iter().find(|datum| datum.cameo.is_some());
    let mut contexts: Vec<String> = data.iter().flat_map(|datum| datum.texts("contexts")).collect();
    contexts.sort();
    contexts.dedup();
    EventRow {
        id: thread(data),
        r#type: most(data.iter().map(|datum| &*datum.class)).unwrap_or_default(),
        mode: most(data.iter().map(|datum| &*datum.sub)),
        cameo: coded.and_then(|datum| datum.cameo.clone()),
        goldstein: coded.and_then(|datum| datum.goldstein),
        contexts,
        source: everybody(data, "source"),
        target: everybody(data, "target"),
        trigger: most(data.iter().map(|datum| &*datum.name)).unwrap_or_default(),
        modality: data.last().map(|datum| datum.modality.clone()).unwrap_or_default(),
        asserted_by: if own_voice { Vec::new() } else { everybody(data, "voice") },
        denied_by: everybody(data, "denier"),
        happened: happened(data),
        latitude: at.and_then(|datum| datum.latitude),
        longitude: at.and_then(|datum| datum.longitude),
        geonames: at.and_then(|datum| datum.geonames),
        place,
        coverage: coverage(data),
        passages: passages(data),
    }
}

fn figure_row(data: &[Datum]) -> FigureRow {
    let newest = data.iter().map(|datum| datum.happened.since.as_str()).max().unwrap_or_default();
    let weigh =
        |datum: &Datum| figures::Weighed { value: datum.value.unwrap_or_default(), high: datum.high, text: datum.text };
    let weighed: Vec<_> = data.iter().filter(|datum| datum.happened.since == newest).map(weigh).collect();
    let (low, best, high) = figures::bounds(&weighed).unwrap_or_default();
    let last = data.last();
    let mut points: Vec<Point> = data.iter().map(point).collect();
    points.sort_by(|one, two| one.happened.since.cmp(&two.happened.since));
    FigureRow {
        id: thread(data),
        unit: last.map(|datum| datum.class.clone()).unwrap_or_default(),
        what: last.map(|datum| datum.name.clone()).unwrap_or_default(),
        of: everybody(data, "of"),
        scope: most(data.iter().filter_map(|datum| datum.series.as_deref())),
        low,
        best,
        high,
        points,
        coverage: coverage(data),
    }
}

fn point(datum: &Datum) -> Point {
    Point {
        value: datum.value.unwrap_or_default(),
        high: datum.high,
        bound: datum.sub.clone(),
        happened: datum.happened.clone(),
        said_by: datum.who("voice"),
        denied_by: datum.who("denier"),
        passage: datum.passage.clone(),
    }
}

/// What to call a meeting: its series, or as most do.
fn title(data: &[Datum]) -> String {
    let series = most(data.iter().filter_map(|datum| datum.series.as_deref()));
    series.or_else(|| most(data.iter().map(|datum| &*datum.name))).unwrap_or_default()
}

fn status(data: &[Datum]) -> String {
    life::status(data.iter().map(|datum| (&*datum.class, &*datum.passage.reported))).into()
}

fn meeting_row(data: &[Datum]) -> MeetingRow {
    let mut steps: Vec<Step> = Vec::new();
    for datum in data {
        if !steps.iter().any(|step| step.status == datum.class) {
            steps.push(Step { status: datum.class.clone(), when: datum.edtf.clone(), passage: datum.passage.clone() });
        }
    }
    let mut versions: Vec<(&str, &str, Option<&str>)> =
        data.iter().map(|datum| (&*datum.class, &*datum.happened.since, datum.place.as_deref())).collect();
    versions.dedup();
    let place = most(data.iter().filter_map(|datum| datum.place.as_deref()));
    let at = data.iter().find(|datum| place.is_some() && datum.place == place);
    MeetingRow {
        id: thread(data),
        name: most(data.iter().map(|datum| &*datum.name)).unwrap_or_default(),
        series: most(data.iter().filter_map(|datum| datum.series.as_deref())),
        format: most(data.iter().map(|datum| &*datum.sub)),
        status: status(data),
        parties: everybody(data, "party"),
        heads: everybody(data, "head"),
        happened: happened(data),
        latitude: at.and_then(|datum| datum.latitude),
        longitude: at.and_then(|datum| datum.longitude),
        place,
        life: steps,
        outcomes: data.iter().flat_map(verdicts).collect(),
        sequence: versions.len().saturating_sub(1) as u64,
        coverage: coverage(data),
        passages: passages(data),
    }
}

fn verdicts(datum: &Datum) -> Vec<Verdict> {
    let list = datum.extra.as_ref().and_then(|extra| extra.get("outcomes")).and_then(Json::as_array);
    let text = |value: &Json| value.as_str().unwrap_or_default().to_string();
    let verdict = |outcome: &Json| Verdict {
        text: text(&outcome["text"]),
        speaker: outcome["speaker"].as_array().into_iter().flatten().map(text).collect(),
        joint: outcome["joint"].as_bool().unwrap_or_default(),
        report: datum.passage.report,
        start: outcome["start"].as_i64().unwrap_or_default(),
        end: outcome["end"].as_i64().unwrap_or_default(),
    };
    list.into_iter().flatten().map(verdict).collect()
}

fn stance(datum: &Datum) -> StanceAt {
    StanceAt {
        stance: datum.class.clone(),
        firmness: datum.sub.clone(),
        issue: datum.name.clone(),
        conditions: datum.texts("conditions"),
        deadline: datum.deadline.clone(),
        happened: datum.happened.clone(),
        passage: datum.passage.clone(),
    }
}

/// The party: of officials who hold one state's line, whoever is named first; its state where that is named.
fn party(data: &[Datum]) -> Who {
    let holders = everybody(data, "holder");
    let state = holders.iter().find(|who| who.country.is_some());
    state.or(holders.first()).cloned().unwrap_or(Who { id: ThreadId(0), name: String::new(), country: None })
}

fn position_row(data: &[Datum]) -> PositionRow {
    let last = data.last();
    PositionRow {
        id: thread(data),
        party: party(data),
        issue: most(data.iter().map(|datum| &*datum.name)).unwrap_or_default(),
        stance: last.map(|datum| datum.class.clone()).unwrap_or_default(),
        firmness: last.map(|datum| datum.sub.clone()).unwrap_or_default(),
        conditions: last.map(|datum| datum.texts("conditions")).unwrap_or_default(),
        deadline: last.and_then(|datum| datum.deadline.clone()),
        stances: data.iter().map(stance).collect(),
        changes: changes(data).len() as u64,
        coverage: coverage(data),
    }
}

/// The changes along a line of positions. A copy of a text says nothing new, and changes nothing.
pub(super) fn changes(data: &[Datum]) -> Vec<ChangeRow> {
    let mut texts = std::collections::BTreeSet::new();
    let first_copies: std::collections::BTreeSet<i64> =
        data.iter().filter(|datum| texts.insert(datum.text)).map(|datum| datum.passage.report).collect();
    let line: Vec<&Datum> = data.iter().filter(|datum| first_copies.contains(&datum.passage.report)).collect();
    line.windows(2).filter_map(|pair| changed(data, pair[0], pair[1])).collect()
}

/// Counts of changes, not of the lines that they are along.
fn change_facets(store: &Store, query: &Query, rows: &[ChangeRow]) -> Result<Vec<Facet>, StoreError> {
    let (mut lines, mut months): (HashMap<i64, u64>, HashMap<String, u64>) = Default::default();
    for row in rows {
        *lines.entry(row.id.0).or_default() += 1;
        *months.entry(row.to.passage.reported.chars().take(7).collect()).or_default() += 1;
    }
    let mut facets = plain("month", most_frequent(months));
    facets.extend(weighed(store, query, &["position"], &lines)?);
    Ok(facets)
}

fn changed(data: &[Datum], from: &Datum, to: &Datum) -> Option<ChangeRow> {
    let conditions = [from.texts("conditions").join("; "), to.texts("conditions").join("; ")];
    fn of<'d>(datum: &'d Datum, conditions: &'d str) -> stances::Stood<'d> {
        stances::Stood {
            stance: &datum.class,
            firmness: &datum.sub,
            conditions,
            deadline: datum.deadline.as_deref(),
            reported: &datum.passage.reported,
            report: datum.passage.report,
        }
    }
    let kind = stances::change(of(from, &conditions[0]), of(to, &conditions[1]))?;
    let issue = most([&*from.name, &*to.name].into_iter()).unwrap_or_default();
    Some(ChangeRow { id: thread(data), kind, party: party(data), issue, from: stance(from), to: stance(to) })
}
