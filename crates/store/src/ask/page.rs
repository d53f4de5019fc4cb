//! Pages of threads: which, how many in all, and the counts beside them.

use super::filter::Filter;
use super::load::{self, Datum};
use super::query::{Order, Query};
use super::rows::{Facet, Page};
use crate::db::{Database, Row, Value};
use crate::{StoreError, ThreadId};

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

/// Finds the threads of which any datum of the kinds fits the query; loads all their data.
pub(super) fn find(db: &mut dyn Database, query: &Query, kinds: &[&str], usual: Usual) -> Result<Found, StoreError> {
    find_where(db, query, kinds, usual, "", "")
}

/// The same with a further condition on data and one on threads (`HAVING`).
pub(super) fn find_where(
    db: &mut dyn Database,
    query: &Query,
    kinds: &[&str],
    usual: Usual,
    condition: &str,
    having: &str,
) -> Result<Found, StoreError> {
    let filter = Filter::of(db, query, kinds)?;
    let condition = if condition.is_empty() { filter.sql() } else { format!("{} AND {condition}", filter.sql()) };
    let having = if having.is_empty() { String::new() } else { format!("HAVING {having}") };
    let order = order(query.order, usual);
    let (limit, offset) = (query.limit().min(i64::MAX as usize >> 1), query.offset.min(i64::MAX as usize >> 1));
    let grouped = format!("FROM data d WHERE {condition} GROUP BY d.thread {having}");
    let sql =
        format!("SELECT d.thread, count(*) OVER () {grouped} ORDER BY {order}, d.thread LIMIT {limit} OFFSET {offset}");
    let rows = db.rows(&sql, &filter.values)?;
    let found: Vec<(i64, i64)> = rows.into_iter().map(|mut row| (row.int(), row.int())).collect();
    let total = match found.first() {
        Some((_, total)) => *total,
        None if offset == 0 => 0,
        None => {
            let sql = format!("SELECT count(*) FROM (SELECT d.thread {grouped}) AS t");
            db.rows(&sql, &filter.values)?.into_iter().next().map_or(0, |mut row| row.int())
        }
    };
    let ids: Vec<i64> = found.into_iter().map(|(thread, _)| thread).collect();
    let mut loaded = load::threads(db, kinds, &ids, &filter.as_of)?;
    let threads = ids.iter().filter_map(|thread| loaded.remove(thread)).collect();
    let facets = if query.facets { facets(db, &filter, &condition)? } else { Vec::new() };
    Ok(Found { total: total as u64, threads, facets })
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

/// Counts of the main fields, the most frequent first.
fn facets(db: &mut dyn Database, filter: &Filter, condition: &str) -> Result<Vec<Facet>, StoreError> {
    let roles = "data d JOIN roles p ON p.data = d.id";
    let named = ("max(a.name)", "JOIN actors a ON a.thread = t.value");
    let own = ("t.value", "");
    let fields = [
        ("class", "d.class", "data d", "", own),
        ("month", "substr(d.since, 1, 7)", "data d", "", own),
        ("country", "p.country", roles, "AND p.country <> ''", own),
        ("actor", "p.actor", roles, "", named),
        ("publisher", "r.publisher", "data d JOIN reports r ON r.id = d.report", "AND r.publisher IS NOT NULL", own),
    ];
    let mut facets = Vec::new();
    for (field, value, tables, further, (label, join)) in fields {
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
