//! Who is spoken of, and what was added.

use super::filter::{as_of, named};
use super::load::count_copies;
use super::query::Query;
use super::rows::{ActorRow, Page, ReportRow};
use crate::store::numbers;
use crate::{Store, StoreError, ThreadId};
use std::collections::HashMap;

impl Store {
    /// Actors as joined, with those that most reports speak of first. `query.actor`, `query.country`, `query.type` (kind)
    /// and `query.as_of` narrow.
    pub fn actors(&self, query: &Query) -> Result<Page<ActorRow>, StoreError> {
        let day = as_of(query)?;
        let mut db = self.db();
        let db = &mut **db;
        let mut values = vec![day.into()];
        let mut conditions = vec!["r.reported <= ?1 AND r.until > ?1".to_string()];
        for name in &query.actor {
            values.push(numbers(&named(db, name)?).into());
            conditions.push(format!("a.thread IN {}", db.list(values.len())));
        }
        for (column, wanted) in [("a.country", &query.country), ("a.kind", &query.r#type)] {
            if let Some(value) = wanted.first() {
                values.push(value.as_str().into());
                conditions.push(format!("lower({column}) = lower(?{})", values.len()));
            }
        }
        let sql = format!(
            "SELECT a.thread, max(a.name), max(a.kind), max(a.country), max(a.sector), max(a.wikidata), \
             count(DISTINCT m.report), min(r.reported), max(r.reported), count(*) OVER () \
             FROM mentions m JOIN actors a ON a.thread = m.thread JOIN reports r ON r.id = m.report WHERE {} \
             GROUP BY a.thread ORDER BY 7 DESC, a.thread LIMIT {} OFFSET {}",
            conditions.join(" AND "),
            query.limit().min(i64::MAX as usize >> 1),
            query.offset
        );
        let mut total = 0;
        let mut actors = Vec::new();
        for mut row in db.rows(&sql, &values)? {
            actors.push(ActorRow {
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
            });
            total = row.int() as u64;
        }
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

    /// Reports, the newest first. `query.publisher`, `since`, `until` (both by the day of the report) and `as_of` narrow.
    pub fn reports(&self, query: &Query) -> Result<Page<ReportRow>, StoreError> {
        let mut values = vec![as_of(query)?.into()];
        let mut conditions = vec!["reported <= ?1 AND until > ?1".to_string()];
        let narrowing =
            [("publisher =", &query.publisher), ("reported >=", &query.since), ("reported <=", &query.until)];
        for (test, value) in narrowing {
            if let Some(value) = value {
                values.push(value.as_str().into());
                conditions.push(format!("{test} ?{}", values.len()));
            }
        }
        let sql = format!(
            "SELECT id, name, key, revision, title, publisher, url, published, reported, data, thread, count(*) OVER () \
             FROM reports WHERE {} ORDER BY reported DESC, id DESC LIMIT {} OFFSET {}",
            conditions.join(" AND "),
            query.limit().min(i64::MAX as usize >> 1),
            query.offset
        );
        let mut db = self.db();
        let db = &mut **db;
        let (mut total, mut rows, mut texts) = (0, Vec::new(), Vec::new());
        for mut row in db.rows(&sql, &values)? {
            rows.push(ReportRow {
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
            });
            texts.push(row.int());
            total = row.int() as u64;
        }
        let day = as_of(query)?;
        let copies = count_copies(db, &texts, &day)?;
        for (row, text) in rows.iter_mut().zip(&texts) {
            row.copies = copies.get(text).map_or(0, |count| count.saturating_sub(1));
        }
        Ok(Page { total, rows, facets: Vec::new() })
    }
}
