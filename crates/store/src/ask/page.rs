//! Pages of threads: which, how many in all, and the counts beside them.

use super::filter::{Filter, as_of};
use super::load::{self, Datum};
use super::query::{Clock, Order, Query};
use super::rows::{Facet, Page};
use super::tally::{named_facets, plain};
use crate::db::{Database, Row, Value};
use crate::store::numbers;
use crate::{Store, StoreError, ThreadId};
use std::collections::HashMap;

/// What the usual order of a view is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    /// As they happened.
    Chronicle,
    /// The last to happen first.
    Latest,
    /// The last to be reported first.
    News,
}

/// The threads of a page with their data, in order.
pub(super) struct Found {
    pub total: u64,
    pub threads: Vec<Vec<Datum>>,
    pub facets: Vec<Facet>,
}

impl Found {
    /// Rows made of the threads.
    pub fn rows<T>(self, row: impl Fn(&[Datum]) -> T) -> Page<T> {
        Page { total: self.total, rows: self.threads.iter().map(|data| row(data)).collect(), facets: self.facets }
    }
}

/// Which data of a kind are asked for, beyond what a query says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Only<'q> {
    /// All.
    All,
    /// Demands and requests that go to somebody.
    Demands,
    /// Positions that are not the same in all reports, of which one is of this day or later.
    Moved(Option<&'q str>),
}

/// The numbers of a page's threads, in order.
pub(super) struct Listed {
    pub total: u64,
    pub threads: Vec<i64>,
    pub facets: Vec<Facet>,
}

/// Finds the threads of which any datum of the kinds fits the query; loads all their data.
pub(super) fn find(
    store: &Store,
    query: &Query,
    kinds: &[&str],
    usual: Usual,
    only: Only,
) -> Result<Found, StoreError> {
    let Listed { total, threads: ids, facets } = find_listed(store, query, kinds, usual, only)?;
    let mut db = store.db();
    let db = &mut **db;
    let mut loaded = load::threads(db, kinds, &ids, &as_of(query)?)?;
    let threads = ids.iter().filter_map(|thread| loaded.remove(thread)).collect();
    Ok(Found { total, threads, facets })
}

/// The numbers of these threads alone.
pub(super) fn find_listed(
    store: &Store,
    query: &Query,
    kinds: &[&str],
    usual: Usual,
    only: Only<'_>,
) -> Result<Listed, StoreError> {
    let mut db = store.db();
    let db = &mut **db;
    match &store.columns {
        Some(columns) => columns.now(db)?.listed(db, query, kinds, usual, only),
        None => listed(db, query, kinds, usual, only),
    }
}

fn listed(
    db: &mut dyn Database,
    query: &Query,
    kinds: &[&str],
    usual: Usual,
    only: Only,
) -> Result<Listed, StoreError> {
    let mut filter = Filter::of(db, query, kinds)?;
    filter.only(only);
    let condition = filter.sql();
    let from = format!("FROM data d WHERE {condition} GROUP BY d.thread");
    let order = format!("{}, d.thread", order(query.order, usual));
    let (threads, total) = numbered(db, query, ("d.thread", &from, &order), &filter.values)?;
    let facets = if query.facets { facets(db, query.clock, &filter, &condition)? } else { Vec::new() };
    Ok(Listed { total, threads, facets })
}

/// The numbers in a column on the query's page, in order, and how many there are on all pages.
pub(super) fn numbered(
    db: &mut dyn Database,
    query: &Query,
    (column, from, order): (&str, &str, &str),
    values: &[Value],
) -> Result<(Vec<i64>, u64), StoreError> {
    let (limit, offset) = (query.limit().min(i64::MAX as usize >> 1), query.offset.min(i64::MAX as usize >> 1));
    let sql = format!("SELECT {column}, count(*) OVER () {from} ORDER BY {order} LIMIT {limit} OFFSET {offset}");
    let (mut found, mut total) = (Vec::new(), 0);
    for mut row in db.rows(&sql, values)? {
        found.push(row.int());
        total = row.int();
    }
    if found.is_empty() && offset > 0 {
        let sql = format!("SELECT count(*) FROM (SELECT {column} {from}) AS t");
        total = db.rows(&sql, values)?.into_iter().next().map_or(0, |mut row| row.int());
    }
    Ok((found, total as u64))
}

fn order(order: Order, usual: Usual) -> &'static str {
    match (order, usual) {
        (Order::Usual, Usual::Chronicle) | (Order::Oldest, _) => "min(d.since)",
        (Order::Usual, Usual::Latest) => "max(d.since) DESC",
        (Order::Usual, Usual::News) | (Order::Newest, Usual::News) => "max(d.reported) DESC",
        (Order::Newest, _) => "max(d.since) DESC",
        (Order::Sources, _) => "count(DISTINCT d.report) DESC, max(d.reported) DESC",
    }
}

/// Most values of a field that are counted.
pub(super) const VALUES: usize = 30;

/// The fields that are counted beside the rows: name, value, tables, further condition.
fn fields(clock: Clock) -> [(&'static str, &'static str, &'static str, &'static str); 5] {
    let roles = "data d JOIN roles p ON p.data = d.id";
    // What lies within a month, as `Query::month` has it.
    let (month, within) = match clock {
        Clock::Happened => ("substr(d.since, 1, 7)", "AND substr(d.since, 1, 7) = substr(d.till, 1, 7)"),
        Clock::Reported => ("substr(d.reported, 1, 7)", ""),
    };
    [
        ("class", "d.class", "data d", ""),
        ("month", month, "data d", within),
        ("country", "p.country", roles, "AND p.country <> ''"),
        ("actor", "p.actor", roles, ""),
        ("publisher", "r.publisher", "data d JOIN reports r ON r.id = d.report", "AND r.publisher IS NOT NULL"),
    ]
}

/// Counts of the main fields, the most frequent first.
fn facets(db: &mut dyn Database, clock: Clock, filter: &Filter, condition: &str) -> Result<Vec<Facet>, StoreError> {
    let mut facets = Vec::new();
    for (field, value, tables, further) in fields(clock) {
        let (label, join) = match field {
            "actor" => ("max(a.name)", "JOIN actors a ON a.thread = t.value"),
            _ => ("t.value", ""),
        };
        // Distinct pairs first: both databases hash them, where `count(DISTINCT …)` by group sorts.
        let sql = format!(
            "SELECT CAST(t.value AS TEXT), {label}, count(*) FROM \
             (SELECT DISTINCT {value} AS value, d.thread FROM {tables} WHERE {condition} {further}) AS t {join} \
             GROUP BY t.value ORDER BY 3 DESC, 1 LIMIT {VALUES}"
        );
        facets.extend(counted(db, field, &sql, &filter.values)?);
    }
    Ok(facets)
}

/// The same where each thread counts for so many rows. There is no month among them: that is each row's own.
pub(super) fn weighed(
    store: &Store,
    query: &Query,
    kinds: &[&str],
    rows: &HashMap<i64, u64>,
) -> Result<Vec<Facet>, StoreError> {
    let mut db = store.db();
    let db = &mut **db;
    let mut filter = Filter::of(db, query, kinds)?;
    let at = filter.value(numbers(&rows.keys().copied().collect::<Vec<_>>()));
    let (condition, list) = (filter.sql(), db.list(at));
    let mut facets = Vec::new();
    for (field, value, tables, further) in fields(query.clock).into_iter().filter(|(field, ..)| *field != "month") {
        let sql = format!(
            "SELECT DISTINCT CAST({value} AS TEXT), d.thread FROM {tables} WHERE {condition} AND d.thread IN {list} {further}"
        );
        let mut counts: HashMap<String, u64> = HashMap::new();
        for mut row in db.rows(&sql, &filter.values)? {
            let (value, thread) = (row.text(), row.int());
            *counts.entry(value).or_default() += rows.get(&thread).copied().unwrap_or_default();
        }
        match field {
            "actor" => facets.extend(named_facets(db, most(counts))?),
            _ => facets.extend(plain(field, most(counts))),
        }
    }
    Ok(facets)
}

/// The most frequent values, as the SQL above has them in order.
pub(super) fn most(counts: HashMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    counts.truncate(VALUES);
    counts
}

/// The values of a field, with label and count, as the SQL gives them.
pub(super) fn counted(
    db: &mut dyn Database,
    field: &str,
    sql: &str,
    values: &[Value],
) -> Result<Vec<Facet>, StoreError> {
    let facet = |mut row: Row| {
        let (value, label, count) = (row.text(), row.text(), row.int() as u64);
        let value = match (field, value.parse()) {
            ("actor", Ok(thread)) => ThreadId(thread).to_string(),
            _ => value,
        };
        Facet { field: field.into(), value, label, count }
    };
    Ok(db.rows(sql, values)?.into_iter().map(facet).collect())
}
