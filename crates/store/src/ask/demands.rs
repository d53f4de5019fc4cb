//! Demands with their answers, and deadlines ahead.

use super::columns::Columns;
use super::filter::{Filter, as_of};
use super::load::{self, Datum};
use super::page::{Only, Usual, find};
use super::query::Query;
use super::rows::{Answer, DeadlineRow, DemandRow, Page, Who};
use crate::days::between;
use crate::db::Database;
use crate::follow::words::issue_words;
use crate::store::numbers;
use crate::{Store, StoreError, ThreadId};
use std::collections::HashSet;

/// Acts that answer a demand.
pub(super) const ANSWERS: [&str; 9] =
    ["accept", "refuse", "concede", "deny", "dismiss", "offer", "pledge", "intend", "decline"];
/// Words that a demand and its answer have in common, at least.
const SHARED: usize = 2;
/// Most statements that are looked through for an answer to one demand.
const LOOKED_AT: usize = 200;

impl Store {
    /// Demands and requests that go to somebody, each with its answer where there is one, the newest first.
    pub fn demands(&self, query: &Query) -> Result<Page<DemandRow>, StoreError> {
        let found = find(self, query, &["statement"], Usual::News, Only::Demands)?;
        let mut db = self.db();
        let db = &mut **db;
        let as_of = as_of(query)?;
        let today = match &query.as_of {
            Some(_) => as_of.clone(),
            None => newest(db)?,
        };
        let columns = self.columns.as_ref().map(|columns| columns.now(db)).transpose()?;
        let mut rows = Vec::new();
        for data in &found.threads {
            rows.extend(demand(db, columns.as_deref(), data, &as_of, &today)?);
        }
        Ok(Page { total: found.total, rows, facets: found.facets })
    }

    /// Deadlines that had not passed on the query's day (or that of the newest report), the next one first.
    pub fn deadlines(&self, query: &Query) -> Result<Page<DeadlineRow>, StoreError> {
        let mut db = self.db();
        let db = &mut **db;
        let mut filter = Filter::of(db, query, &["position"])?;
        let today = match &query.as_of {
            Some(_) => filter.as_of.clone(),
            None => newest(db)?,
        };
        let at = filter.value(today);
        let sql = format!(
            "SELECT d.id, count(*) OVER () FROM data d WHERE {} AND d.deadline >= ?{at} ORDER BY d.deadline, d.id \
             LIMIT {} OFFSET {}",
            filter.sql(),
            query.limit().min(i64::MAX as usize >> 1),
            query.offset
        );
        let found: Vec<(i64, i64)> =
            db.rows(&sql, &filter.values)?.into_iter().map(|mut row| (row.int(), row.int())).collect();
        let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
        let mut rows: Vec<DeadlineRow> =
            load::data(db, &ids, &filter.as_of)?.into_iter().filter_map(deadline).collect();
        rows.sort_by(|one, two| (&one.day, one.id).cmp(&(&two.day, two.id)));
        Ok(Page { total: found.first().map_or(0, |(_, total)| *total as u64), rows, facets: Vec::new() })
    }
}

/// Day of the newest report.
pub(super) fn newest(db: &mut dyn Database) -> Result<String, StoreError> {
    Ok(db
        .rows("SELECT max(reported) FROM reports", &[])?
        .into_iter()
        .next()
        .map(|mut row| row.text())
        .unwrap_or_default())
}

fn deadline(datum: Datum) -> Option<DeadlineRow> {
    let party = datum.who("holder").into_iter().next()?;
    Some(DeadlineRow {
        id: ThreadId(datum.thread),
        party,
        issue: datum.name,
        day: datum.deadline?,
        passage: datum.passage,
    })
}

fn demand(
    db: &mut dyn Database,
    columns: Option<&Columns>,
    data: &[Datum],
    as_of: &str,
    today: &str,
) -> Result<Option<DemandRow>, StoreError> {
    let Some(last) = data.last() else { return Ok(None) };
    let addressee = load::everybody(data, "addressee");
    let answer = answer(db, columns, data, &addressee, as_of)?;
    Ok(Some(DemandRow {
        id: ThreadId(last.thread),
        speaker: load::everybody(data, "speaker"),
        addressee,
        act: last.class.clone(),
        content: last.name.clone(),
        issue: last.issue.clone(),
        days: between(&data[0].passage.reported, today).unwrap_or_default(),
        passage: last.passage.clone(),
        answer,
    }))
}

/// The first later statement of an addressee, or of its government, that answers and speaks of the same.
fn answer(
    db: &mut dyn Database,
    columns: Option<&Columns>,
    data: &[Datum],
    addressee: &[Who],
    as_of: &str,
) -> Result<Option<Answer>, StoreError> {
    let first = &data[0];
    let about: HashSet<String> = issue_words(&first.name).into_iter().collect();
    for (id, content) in answering(db, columns, &first.passage.reported, addressee, as_of)? {
        let shared = issue_words(&content).iter().filter(|word| about.contains(*word)).count();
        if shared >= SHARED && !data.iter().any(|datum| datum.id == id) {
            let found = load::data(db, &[id], as_of)?.into_iter().next();
            return Ok(found.map(|datum| Answer {
                speaker: datum.who("speaker"),
                act: datum.class.clone(),
                passage: datum.passage,
            }));
        }
    }
    Ok(None)
}

/// What addressees, or their governments, said from a day on that may be an answer, with its content.
fn answering(
    db: &mut dyn Database,
    columns: Option<&Columns>,
    since: &str,
    addressee: &[Who],
    as_of: &str,
) -> Result<Vec<(i64, String)>, StoreError> {
    let actors: Vec<i64> = addressee.iter().map(|who| who.id.0).collect();
    let countries: Vec<&str> = addressee.iter().filter_map(|who| who.country.as_deref()).collect();
    let rows = match columns {
        Some(columns) => {
            let ids = columns.answering((&actors, &countries), (since, as_of), LOOKED_AT);
            let sql = format!("SELECT d.id, d.name FROM data d WHERE d.id IN {} ORDER BY d.reported, d.id", db.list(1));
            db.rows(&sql, &[numbers(&ids).into()])?
        }
        None => {
            let quoted =
                |codes: &[&str]| codes.iter().map(|code| format!("'{}'", letters(code))).collect::<Vec<_>>().join(", ");
            let of_country = match countries.as_slice() {
                [] => String::new(),
                countries => format!("OR p.country IN ({})", quoted(countries)),
            };
            // The class is wrapped so that the search goes by the day and ends with the first that are found.
            let sql = format!(
                "SELECT d.id, d.name FROM data d WHERE d.kind = 'statement' AND coalesce(d.class, '') IN ({}) AND d.reported >= ?2 \
                 AND d.reported <= ?3 AND d.until > ?3 AND EXISTS (SELECT 1 FROM roles p WHERE p.data = d.id \
                 AND p.role IN ('speaker', 'behalf') AND (p.actor IN {} {of_country})) ORDER BY d.reported, d.id LIMIT {LOOKED_AT}",
                quoted(&ANSWERS),
                db.list(1)
            );
            db.rows(&sql, &[numbers(&actors).into(), since.into(), as_of.into()])?
        }
    };
    Ok(rows.into_iter().map(|mut row| (row.int(), row.text())).collect())
}

/// A country code as it can stand in SQL.
fn letters(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}
