//! Who is spoken of, and what was added.

use super::filter::{as_of, days, named};
use super::load::count_copies;
use super::page::{Listed, VALUES, counted, numbered};
use super::query::{Order, Query};
use super::rows::{ActorRow, Facet, Page, ReportRow};
use crate::db::{Database, Value};
use crate::store::numbers;
use crate::{Store, StoreError, ThreadId};
use std::collections::{BTreeSet, HashMap};

impl Store {
    /// Actors as joined, with those that most reports speak of first. `query.actor`, `query.country`, `query.type` (kind)
    /// and `query.as_of` narrow.
    pub fn actors(&self, query: &Query) -> Result<Page<ActorRow>, StoreError> {
        let day = as_of(query)?;
        let mut db = self.db();
        let db = &mut **db;
        let (found, total) = match &self.columns {
            Some(columns) => columns.now(db)?.actors(db, query)?,
            None => most_mentioned(db, query, &day)?,
        };
        let sql = format!(
            "SELECT a.thread, a.name, a.kind, a.country, a.sector, a.wikidata, count(DISTINCT m.report), min(r.reported), \
             max(r.reported) FROM actors a JOIN mentions m ON m.thread = a.thread JOIN reports r ON r.id = m.report \
             WHERE a.thread IN {} AND r.reported <= ?2 AND r.until > ?2 GROUP BY a.thread ORDER BY 7 DESC, a.thread",
            db.list(1)
        );
        let read = |mut row: crate::db::Row| ActorRow {
            id: ThreadId(row.int()),
            name: row.text(),
            kind: row.text(),
            country: row.maybe(),
            sector: row.maybe(),
            wikidata: row.maybe(),
            aliases: Vec::new(),
            reports: row.int() as u64,
            first: row.text(),
            last: row.text(),
        };
        let mut actors: Vec<ActorRow> =
            db.rows(&sql, &[numbers(&found).into(), day.into()])?.into_iter().map(read).collect();
        let ids: Vec<i64> = actors.iter().map(|actor| actor.id.0).collect();
        let sql = format!(
            "SELECT thread, name FROM mentions WHERE thread IN {} GROUP BY thread, name ORDER BY count(*) DESC, name",
            db.list(1)
        );
        let mut names: HashMap<i64, Vec<String>> = HashMap::new();
        for mut row in db.rows(&sql, &[numbers(&ids).into()])? {
            names.entry(row.int()).or_default().push(row.text());
        }
        for actor in &mut actors {
            actor.aliases = names.remove(&actor.id.0).unwrap_or_default();
            actor.aliases.retain(|name| *name != actor.name);
        }
        Ok(Page { total, rows: actors, facets: Vec::new() })
    }

    /// Reports, the newest first unless the query wants [`Order::Oldest`]. `query.publisher`, `since`, `until`, `month` (by the
    /// day of the report), `country` and `actor` (those that the report speaks of) and `as_of` narrow. Facets:
    /// `publisher`, `month`, `country`, `actor`.
    pub fn reports(&self, query: &Query) -> Result<Page<ReportRow>, StoreError> {
        let mut db = self.db();
        let db = &mut **db;
        let Listed { total, threads: ids, facets } = match &self.columns {
            Some(columns) => columns.now(db)?.reports(db, query)?,
            None => listed_reports(db, query)?,
        };
        let mut found = report_rows(db, &ids, &as_of(query)?)?;
        Ok(Page { total, rows: ids.iter().filter_map(|id| found.remove(id)).collect(), facets })
    }
}

fn listed_reports(db: &mut dyn Database, query: &Query) -> Result<Listed, StoreError> {
    let mut values = vec![as_of(query)?.into()];
    let mut conditions = vec!["reported <= ?1 AND until > ?1".to_string()];
    let since = query.since.as_deref().map(days).transpose()?.map(|days| days.first);
    let until = query.until.as_deref().map(days).transpose()?.map(|days| days.last);
    for (test, value) in [("reported >=", since), ("reported <=", until)] {
        if let Some(value) = value {
            values.push(value.into());
            conditions.push(format!("{test} ?{}", values.len()));
        }
    }
    conditions.extend(published(query, &mut values)?);
    conditions.extend(speaking_of(db, query, &mut values)?);
    let condition = conditions.join(" AND ");
    let facets = if query.facets { report_facets(db, &condition, &values)? } else { Vec::new() };
    let order = if query.order == Order::Oldest { "reported, id" } else { "reported DESC, id DESC" };
    let (threads, total) = numbered(db, query, ("id", &format!("FROM reports WHERE {condition}"), order), &values)?;
    Ok(Listed { total, threads, facets })
}

/// Reports by their numbers.
pub(super) fn report_rows(
    db: &mut dyn Database,
    ids: &[i64],
    as_of: &str,
) -> Result<HashMap<i64, ReportRow>, StoreError> {
    let sql = format!(
        "SELECT id, name, key, revision, title, publisher, url, published, reported, data, thread FROM reports WHERE id IN {}",
        db.list(1)
    );
    let mut rows = Vec::new();
    for mut row in db.rows(&sql, &[numbers(ids).into()])? {
        let report = ReportRow {
            report: row.int(),
            name: row.text(),
            key: row.text(),
            revision: row.int(),
            title: row.maybe(),
            publisher: row.maybe(),
            url: row.maybe(),
            published: row.maybe(),
            reported: row.text(),
            data: row.int(),
            copies: 0,
        };
        rows.push((report, row.int()));
    }
    let texts: BTreeSet<i64> = rows.iter().map(|(_, text)| *text).collect();
    let copies = count_copies(db, &texts.into_iter().collect::<Vec<_>>(), as_of)?;
    let row = |(row, text): (ReportRow, i64)| {
        (row.report, ReportRow { copies: copies.get(&text).map_or(0, |count| count.saturating_sub(1)), ..row })
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Conditions on a report's own columns: who published it, in which month.
pub(super) fn published(query: &Query, values: &mut Vec<Value>) -> Result<Vec<String>, StoreError> {
    let mut conditions = Vec::new();
    if let Some(publisher) = &query.publisher {
        values.push(publisher.as_str().into());
        conditions.push(format!("publisher = ?{}", values.len()));
    }
    if let Some(month) = &query.month {
        let days = days(month)?;
        values.extend([days.first.into(), days.last.into()]);
        conditions.push(format!("reported BETWEEN ?{} AND ?{}", values.len() - 1, values.len()));
    }
    Ok(conditions)
}

/// Conditions on a report's `id`: that it speaks of all the countries and actors of the query.
pub(super) fn speaking_of(
    db: &mut dyn Database,
    query: &Query,
    values: &mut Vec<Value>,
) -> Result<Vec<String>, StoreError> {
    let mut conditions = Vec::new();
    for country in query.country.iter().filter(|country| !country.is_empty()) {
        values.push(country.to_uppercase().into());
        conditions.push(format!(
            "id IN (SELECT m.report FROM actors a JOIN mentions m ON m.thread = a.thread WHERE a.country = ?{})",
            values.len()
        ));
    }
    for name in query.actor.iter().filter(|name| !name.is_empty()) {
        values.push(numbers(&named(db, name)?).into());
        conditions.push(format!("id IN (SELECT report FROM mentions WHERE thread IN {})", db.list(values.len())));
    }
    Ok(conditions)
}

/// Counts over the reports that meet a condition, the most frequent first.
pub(super) fn report_facets(
    db: &mut dyn Database,
    condition: &str,
    values: &[Value],
) -> Result<Vec<Facet>, StoreError> {
    let found = format!("(SELECT id, publisher, reported FROM reports WHERE {condition}) r");
    let spoken = format!("{found} JOIN mentions m ON m.report = r.id JOIN actors a ON a.thread = m.thread");
    let fields = [
        ("publisher", "r.publisher", "r.publisher", &found, "r.publisher IS NOT NULL"),
        ("month", "substr(r.reported, 1, 7)", "substr(r.reported, 1, 7)", &found, "1 = 1"),
        ("country", "a.country", "a.country", &spoken, "a.country IS NOT NULL"),
        ("actor", "a.thread", "max(a.name)", &spoken, "a.kind <> 'group'"),
    ];
    let mut facets = Vec::new();
    for (field, value, label, tables, test) in fields {
        let sql = format!(
            "SELECT CAST({value} AS TEXT), {label}, count(DISTINCT r.id) FROM {tables} WHERE {test} \
             GROUP BY {value} ORDER BY 3 DESC, 1 LIMIT {VALUES}"
        );
        facets.extend(counted(db, field, &sql, values)?);
    }
    Ok(facets)
}

/// The actors of a page, and how many there are in all.
fn most_mentioned(db: &mut dyn Database, query: &Query, day: &str) -> Result<(Vec<i64>, u64), StoreError> {
    let (mut values, mut conditions): (Vec<Value>, Vec<String>) = (Vec::new(), Vec::new());
    if query.as_of.is_some() {
        values.push(day.into());
        // The sign keeps SQLite from starting at the reports.
        conditions.push("+m.report IN (SELECT id FROM reports WHERE reported <= ?1 AND until > ?1)".into());
    }
    for name in &query.actor {
        values.push(numbers(&named(db, name)?).into());
        conditions.push(format!("m.thread IN {}", db.list(values.len())));
    }
    for (column, wanted) in [("country", &query.country), ("kind", &query.r#type)] {
        if let Some(value) = wanted.first() {
            values.push(value.as_str().into());
            let wanted = format!("lower({column}) = lower(?{})", values.len());
            conditions.push(format!("m.thread IN (SELECT thread FROM actors WHERE {wanted})"));
        }
    }
    let condition = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let from = format!("FROM mentions m {condition} GROUP BY m.thread");
    numbered(db, query, ("m.thread", &from, "count(DISTINCT m.report) DESC, m.thread"), &values)
}
