//! Events counted: by who acts on whom, and, with meetings, by where.
//!
//! Both count threads, that is, distinct things, however many reports tell of them, and only what is said to have
//! happened: plans, conditions and denials are no acts.

use super::filter::Filter;
use super::page::{Only, Usual, find_listed};
use super::query::Query;
use super::rows::{Page, PairRow, PlaceRow, Who};
use crate::db::Row;
use crate::store::numbers;
use crate::{Store, StoreError, ThreadId};

/// Of events, those that happened; agreeing is an act though what is agreed on lies ahead.
pub(super) const HAPPENED: &str =
    "(d.modality IN ('actual', 'ongoing') OR (d.modality = 'planned' AND d.class = 'AGREE'))";

/// Of events and meetings, those that happened, or will, where the place is known.
fn located() -> String {
    format!(
        "(d.kind = 'meeting' OR {HAPPENED}) AND d.latitude IS NOT NULL AND d.longitude IS NOT NULL AND d.place IS NOT NULL"
    )
}

impl Store {
    /// Who acts on whom, the pairs with most events first. Those who meet act on each other.
    pub fn pairs(&self, query: &Query) -> Result<Page<PairRow>, StoreError> {
        let mut db = self.db();
        let db = &mut **db;
        if let Some(columns) = &self.columns {
            return columns.now(db)?.pairs(db, query);
        }
        let filter = Filter::of(db, query, &["event"])?;
        let condition = filter.sql();
        let found = format!("FROM data d WHERE {condition} AND {HAPPENED}");
        let acts = format!(
            "SELECT s.actor AS source, t.actor AS target, e.* FROM \
             (SELECT d.id, d.thread, d.goldstein, d.since, d.till {found}) e \
             JOIN roles s ON s.data = e.id AND s.role = 'source' \
             JOIN roles t ON t.data = e.id AND t.actor <> s.actor AND (t.role = 'target' OR t.role = 'source' AND \
             NOT EXISTS (SELECT 1 FROM roles x WHERE x.data = e.id AND x.role = 'target'))"
        );
        let sql = format!(
            "SELECT p.source, a.name, a.country, p.target, b.name, b.country, count(DISTINCT p.thread) AS events, \
             count(DISTINCT CASE WHEN p.goldstein > 0 THEN p.thread END), \
             count(DISTINCT CASE WHEN p.goldstein < 0 THEN p.thread END), \
             avg(p.goldstein), min(p.since), max(p.till) \
             FROM ({acts}) p JOIN actors a ON a.thread = p.source JOIN actors b ON b.thread = p.target \
             GROUP BY p.source, a.name, a.country, p.target, b.name, b.country \
             ORDER BY events DESC, p.source, p.target"
        );
        let mut rows = Vec::new();
        for mut row in db.rows(&sql, &filter.values)? {
            rows.push(PairRow {
                source: actor(&mut row),
                target: actor(&mut row),
                events: row.int() as u64,
                cooperation: row.int() as u64,
                conflict: row.int() as u64,
                goldstein: row.real(),
                first: row.text(),
                last: row.text(),
            });
        }
        Ok(page(rows, query))
    }

    /// Where events and meetings are placed, the places with most of them first; only places with coordinates.
    pub fn places(&self, query: &Query) -> Result<Page<PlaceRow>, StoreError> {
        let mut db = self.db();
        let db = &mut **db;
        if let Some(columns) = &self.columns {
            return columns.now(db)?.located(db, query);
        }
        let filter = Filter::of(db, query, &["event", "meeting"])?;
        let condition = filter.sql();
        let sql = format!(
            "SELECT d.place, d.latitude, d.longitude, d.geonames, count(DISTINCT d.thread) AS things, \
             count(DISTINCT CASE WHEN d.kind = 'event' THEN d.thread END), \
             count(DISTINCT CASE WHEN d.kind = 'meeting' THEN d.thread END), \
             count(DISTINCT CASE WHEN d.goldstein < 0 THEN d.thread END), min(d.since), max(d.till) FROM data d WHERE {condition} AND {} \
             GROUP BY d.place, d.latitude, d.longitude, d.geonames \
             ORDER BY things DESC, d.place, d.latitude, d.longitude",
            located()
        );
        let mut rows = Vec::new();
        for mut row in db.rows(&sql, &filter.values)? {
            let (place, latitude, longitude) = (row.text(), row.real(), row.real());
            let geonames = row.real().map(|id| id as i64);
            let _things = row.int();
            rows.push(PlaceRow {
                place,
                latitude: latitude.unwrap_or_default(),
                longitude: longitude.unwrap_or_default(),
                geonames,
                precision: None,
                events: row.int() as u64,
                meetings: row.int() as u64,
                conflict: row.int() as u64,
                first: row.text(),
                last: row.text(),
            });
        }
        Ok(page(rows, query))
    }
}

/// What stands behind the rows of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// The meetings of [`Store::meetings`].
    Meetings,
    /// The events and meetings of [`Store::places`], on all pages.
    Places,
    /// The events of [`Store::pairs`], on all pages.
    Pairs,
}

/// Most data that stand behind an answer.
const MOST: usize = 20_000;

impl Store {
    /// The data behind an answer: by report, in the order of adding, their ids within its record.
    pub fn behind(&self, answer: Behind, query: &Query) -> Result<Vec<(i64, Vec<String>)>, StoreError> {
        let kinds: &[&str] = match answer {
            Behind::Meetings => &["meeting"],
            Behind::Places => &["event", "meeting"],
            Behind::Pairs => &["event"],
        };
        let meetings = match answer {
            Behind::Meetings => Some(find_listed(self, query, kinds, Usual::Latest, Only::All)?.threads),
            _ => None,
        };
        let mut db = self.db();
        let db = &mut **db;
        let filter = Filter::of(db, query, kinds)?;
        let (condition, values) = match (answer, meetings) {
            (_, Some(threads)) => (
                format!("d.thread IN {} AND d.reported <= ?2 AND d.until > ?2", db.list(1)),
                vec![numbers(&threads).into(), filter.as_of.as_str().into()],
            ),
            (Behind::Places, None) => (format!("{} AND {}", filter.sql(), located()), filter.values),
            (_, None) => (format!("{} AND {HAPPENED}", filter.sql()), filter.values),
        };
        let sql = format!("SELECT d.report, d.datum FROM data d WHERE {condition} ORDER BY d.id LIMIT {MOST}");
        let mut found: Vec<(i64, Vec<String>)> = Vec::new();
        for mut row in db.rows(&sql, &values)? {
            let (report, datum) = (row.int(), row.text());
            match found.last_mut().filter(|(last, _)| *last == report) {
                Some((_, data)) => data.push(datum),
                None => found.push((report, vec![datum])),
            }
        }
        Ok(found)
    }
}

/// The rows of a page, of all.
pub(super) fn page<T>(rows: Vec<T>, query: &Query) -> Page<T> {
    let total = rows.len() as u64;
    Page { total, rows: rows.into_iter().skip(query.offset).take(query.limit()).collect(), facets: Vec::new() }
}

fn actor(row: &mut Row) -> Who {
    Who { id: ThreadId(row.int()), name: row.text(), country: row.maybe() }
}
