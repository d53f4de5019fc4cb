//! Data of threads, with who has part and which report says it.

use super::rows::{Coverage, Happened, Passage, Who};
use crate::days::between;
use crate::db::{Database, Row};
use crate::follow::RECYCLED;
use crate::store::numbers;
use crate::{StoreError, ThreadId};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A datum as loaded.
pub(super) struct Datum {
    pub id: i64,
    pub thread: i64,
    pub kind: String,
    pub class: String,
    pub sub: String,
    pub name: String,
    pub issue: Option<String>,
    pub series: Option<String>,
    pub edtf: Option<String>,
    pub happened: Happened,
    pub place: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub geonames: Option<i64>,
    pub value: Option<f64>,
    pub high: Option<f64>,
    pub cameo: Option<String>,
    pub goldstein: Option<f64>,
    pub modality: String,
    pub deadline: Option<String>,
    pub joint: bool,
    pub extra: Option<Json>,
    pub passage: Passage,
    /// The text that the report carries, which copies share.
    pub text: i64,
    pub roles: Vec<(String, Who)>,
}

const COLUMNS: &str = "d.id, d.thread, d.kind, d.class, d.sub, d.name, d.issue, d.series, d.edtf, d.since, d.till, d.dated, \
                       d.place, d.latitude, d.longitude, d.geonames, d.value, d.high, d.cameo, d.goldstein, d.modality, \
                       d.deadline, d.joint, d.extra, d.stale, d.start, d.stop, d.passage, d.datum, d.reported, d.report, \
                       r.name, r.title, r.publisher, r.url, r.thread";

fn datum(mut row: Row) -> Datum {
    let row = &mut row;
    Datum {
        id: row.int(),
        thread: row.int(),
        kind: row.text(),
        class: row.text(),
        sub: row.text(),
        name: row.text(),
        issue: row.maybe(),
        series: row.maybe(),
        edtf: row.maybe(),
        happened: Happened { since: row.text(), until: row.text(), dated: row.int() != 0 },
        place: row.maybe(),
        latitude: row.real(),
        longitude: row.real(),
        geonames: row.real().map(|id| id as i64),
        value: row.real(),
        high: row.real(),
        cameo: row.maybe(),
        goldstein: row.real(),
        modality: row.text(),
        deadline: row.maybe(),
        joint: row.int() != 0,
        extra: row.maybe().and_then(|json| serde_json::from_str(&json).ok()),
        passage: Passage {
            stale: row.int() != 0,
            start: row.int(),
            end: row.int(),
            text: row.text(),
            datum: row.text(),
            reported: row.text(),
            report: row.int(),
            name: row.text(),
            title: row.maybe(),
            publisher: row.maybe(),
            url: row.maybe(),
            copies: 0,
        },
        text: row.int(),
        roles: Vec::new(),
    }
}

/// The data of threads that were known on a day, by thread, in the order in which they were reported.
pub(super) fn threads(
    db: &mut dyn Database,
    kinds: &[&str],
    threads: &[i64],
    as_of: &str,
) -> Result<HashMap<i64, Vec<Datum>>, StoreError> {
    // The kind is looked at afterwards: in SQL it would make SQLite go through all data of the kind.
    let condition = format!("d.thread IN {} AND d.reported <= ?2 AND d.until > ?2", db.list(1));
    let mut found: HashMap<i64, Vec<Datum>> = HashMap::new();
    for datum in load(db, &condition, threads, as_of)?.into_iter().filter(|datum| kinds.contains(&&*datum.kind)) {
        found.entry(datum.thread).or_default().push(datum);
    }
    Ok(found)
}

/// Single data, in the order in which they were reported.
pub(super) fn data(db: &mut dyn Database, ids: &[i64], as_of: &str) -> Result<Vec<Datum>, StoreError> {
    let condition = format!("d.id IN {} AND d.reported <= ?2", db.list(1));
    load(db, &condition, ids, as_of)
}

fn load(db: &mut dyn Database, condition: &str, ids: &[i64], as_of: &str) -> Result<Vec<Datum>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM data d JOIN reports r ON r.id = d.report WHERE {condition} ORDER BY d.reported, d.id"
    );
    let rows = db.rows(&sql, &[numbers(ids).into(), as_of.into()])?;
    let mut data: Vec<Datum> = rows.into_iter().map(datum).collect();
    roles(db, &mut data)?;
    copies(db, &mut data, as_of)?;
    Ok(data)
}

fn roles(db: &mut dyn Database, data: &mut [Datum]) -> Result<(), StoreError> {
    let ids: Vec<i64> = data.iter().map(|datum| datum.id).collect();
    let sql = format!(
        "SELECT p.data, p.role, p.actor, a.name, a.country FROM roles p JOIN actors a ON a.thread = p.actor \
         WHERE p.data IN {} ORDER BY p.data, p.place",
        db.list(1)
    );
    let mut found: HashMap<i64, Vec<(String, Who)>> = HashMap::new();
    for mut row in db.rows(&sql, &[numbers(&ids).into()])? {
        let (id, role) = (row.int(), row.text());
        let who = Who { id: ThreadId(row.int()), name: row.text(), country: row.maybe() };
        found.entry(id).or_default().push((role, who));
    }
    for datum in data {
        datum.roles = found.remove(&datum.id).unwrap_or_default();
    }
    Ok(())
}

/// How many other reports carry the text of each.
fn copies(db: &mut dyn Database, data: &mut [Datum], as_of: &str) -> Result<(), StoreError> {
    let texts: BTreeSet<i64> = data.iter().map(|datum| datum.text).collect();
    let counts = count_copies(db, &texts.into_iter().collect::<Vec<_>>(), as_of)?;
    for datum in data {
        datum.passage.copies = counts.get(&datum.text).map_or(0, |count| count.saturating_sub(1));
    }
    Ok(())
}

/// Reports that carry each text.
pub(super) fn count_copies(db: &mut dyn Database, texts: &[i64], as_of: &str) -> Result<HashMap<i64, u64>, StoreError> {
    let sql = format!(
        "SELECT thread, count(*) FROM reports WHERE thread IN {} AND reported <= ?2 AND until > ?2 GROUP BY thread",
        db.list(1)
    );
    let rows = db.rows(&sql, &[numbers(texts).into(), as_of.into()])?;
    Ok(rows.into_iter().map(|mut row| (row.int(), row.int() as u64)).collect())
}

impl Datum {
    /// Who has a part.
    pub fn who(&self, role: &str) -> Vec<Who> {
        self.roles.iter().filter(|(name, _)| name == role).map(|(_, who)| who.clone()).collect()
    }

    /// A list of texts in `extra`.
    pub fn texts(&self, field: &str) -> Vec<String> {
        let list = self.extra.as_ref().and_then(|extra| extra.get(field)).and_then(Json::as_array);
        list.into_iter().flatten().filter_map(|text| Some(text.as_str()?.to_string())).collect()
    }
}

/// How widely the data of a thread are reported.
pub(super) fn coverage(data: &[Datum]) -> Coverage {
    let reports: BTreeSet<i64> = data.iter().map(|datum| datum.passage.report).collect();
    let sources: BTreeSet<i64> = data.iter().map(|datum| datum.text).collect();
    let day = |datum: Option<&Datum>| datum.map(|datum| datum.passage.reported.clone()).unwrap_or_default();
    let (first, last) = (day(data.first()), day(data.last()));
    Coverage {
        recycled: between(&first, &last).is_some_and(|days| days >= RECYCLED)
            || data.iter().all(|datum| datum.passage.stale),
        reports: reports.len() as u64,
        sources: sources.len() as u64,
        first,
        last,
    }
}

/// When the thread's thing happened: as most of those say that name a time; of as many, the shortest time.
pub(super) fn happened(data: &[Datum]) -> Happened {
    let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for datum in data.iter().filter(|datum| datum.happened.dated) {
        *votes.entry((&datum.happened.since, &datum.happened.until)).or_default() += 1;
    }
    let length = |(since, until): &(&str, &str)| between(since, until).unwrap_or(i64::MAX);
    let best = votes.into_iter().max_by_key(|(days, votes)| (*votes, -length(days)));
    match (best, data.first()) {
        (Some(((since, until), _)), _) => Happened { since: since.into(), until: until.into(), dated: true },
        (None, Some(first)) => first.happened.clone(),
        (None, None) => Happened { since: String::new(), until: String::new(), dated: false },
    }
}

/// Everybody who has a part in any of the data, in the order in which they come, each once.
pub(super) fn everybody(data: &[Datum], role: &str) -> Vec<Who> {
    let mut all: Vec<Who> = Vec::new();
    for who in data.iter().flat_map(|datum| datum.who(role)) {
        if !all.iter().any(|other| other.id == who.id) {
            all.push(who);
        }
    }
    all
}

/// What most say; of as many, what was said first.
pub(super) fn most<'d>(values: impl Iterator<Item = &'d str>) -> Option<String> {
    let mut votes: Vec<(&str, usize)> = Vec::new();
    for value in values.filter(|value| !value.is_empty()) {
        match votes.iter_mut().find(|(other, _)| *other == value) {
            Some((_, count)) => *count += 1,
            None => votes.push((value, 1)),
        }
    }
    // The last of the greatest wins, so that the first comes last.
    votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value.to_string())
}
