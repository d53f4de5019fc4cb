//! The store: records in, threads kept, everything else derived.

use crate::ask::columns::Shared;
use crate::days::LAST;
use crate::db::{Database, Postgres, Sqlite, Value};
use crate::derive::{self, DataRow, Derived};
use crate::follow::copies::Sketch;
use crate::follow::hash;
use crate::follow::keys::Keys;
use crate::{StoreError, ThreadId};
use rapporteur_record::Record;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// Numbers that one report may use: the number of a datum in the store is its report's times this, and its place there.
pub(crate) const PER_REPORT: i64 = 1 << 16;
/// The first number of a report's actors; as many data and as many actors are kept at most.
const ACTORS: i64 = PER_REPORT / 2;
/// The number of a report's text.
const TEXT: i64 = PER_REPORT - 1;

/// Records, kept and followed.
///
/// A store is shared by threads; they take turns. For reading at the same time open it several times.
pub struct Store {
    db: Mutex<Box<dyn Database>>,
    /// What it is asked by where it answers many; without, by the database.
    pub(crate) columns: Option<Arc<Shared>>,
}

/// What became of a record that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new, and has this number.
    Added(i64),
    /// Another text at the same address: kept beside the first, as this number.
    Revision(i64),
    /// It was there, under this number.
    Known(i64),
}

impl Outcome {
    /// The report's number in the store.
    pub fn report(self) -> i64 {
        match self {
            Outcome::Added(report) | Outcome::Revision(report) | Outcome::Known(report) => report,
        }
    }
}

/// What tells one report from another: its address where it has one; else its publisher and the id in its corpus.
pub fn key(url: Option<&str>, publisher: Option<&str>, id: &str) -> String {
    match url {
        Some(url) => url.trim_end_matches('/').into(),
        None => format!("{}#{id}", publisher.unwrap_or_default()),
    }
}

impl Store {
    /// Opens a store: `postgres://…`, or a file (made where there is none).
    ///
    /// # Errors
    /// There is no such database, or it is no store, or a newer program made it.
    pub fn open(address: &str) -> Result<Store, StoreError> {
        let db: Box<dyn Database> = match address {
            url if url.starts_with("postgres://") || url.starts_with("postgresql://") => Box::new(Postgres::open(url)?),
            path => Box::new(Sqlite::open(Path::new(path.strip_prefix("sqlite://").unwrap_or(path)))?),
        };
        let store = Store { db: Mutex::new(db), columns: None };
        // A migration that changes what is derived empties the reports: they are filled anew here.
        if store.holds("records")? && !store.holds("reports")? {
            store.rebuild(|_| {})?;
        }
        Ok(store)
    }

    /// Whether a table has rows.
    fn holds(&self, table: &str) -> Result<bool, StoreError> {
        Ok(!self.db().rows(&format!("SELECT 1 FROM {table} LIMIT 1"), &[])?.is_empty())
    }

    /// Opens a store as often as it is to be asked at a time by many: it cannot be changed through these, little is cached,
    /// and they share the narrow columns of all data in memory, so that each answer costs little.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn readers(address: &str, count: usize) -> Result<Vec<Store>, StoreError> {
        let shared = Arc::new(Shared::default());
        let reader = |_| {
            let store = Store { columns: Some(shared.clone()), ..Store::open(address)? };
            store.db().only_read()?;
            Ok(store)
        };
        (0..count).map(reader).collect()
    }

    /// A number that grows whenever a record was added or all was derived anew.
    pub fn version(&self) -> Result<i64, StoreError> {
        version(&mut **self.db())
    }

    pub(crate) fn db(&self) -> MutexGuard<'_, Box<dyn Database>> {
        // Whoever panicked left at worst a transaction, which is rolled back before the next one begins.
        self.db.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Adds records in one transaction: all are kept, or none. `added` is the time of adding, ISO 8601.
    ///
    /// # Errors
    /// The database says no; then nothing of this call was kept.
    pub fn add(&self, records: &[Record], added: &str) -> Result<Vec<Outcome>, StoreError> {
        let derived: Vec<Derived> = records.iter().map(derive::derive).collect();
        let mut db = self.db();
        within(&mut **db, |db| {
            records.iter().zip(derived).map(|(record, derived)| add(db, record, derived, added)).collect()
        })
    }

    /// The reports that are there, as a caller can know them before reading: [`key`] and the hash of the text.
    pub fn known(&self) -> Result<HashSet<(String, String)>, StoreError> {
        let rows = self.db().rows("SELECT key, sha256 FROM records", &[])?;
        Ok(rows.into_iter().map(|mut row| (row.text(), row.text())).collect())
    }

    /// The record of a report, as it was read.
    pub fn record(&self, report: i64) -> Result<Option<Record>, StoreError> {
        Ok(match self.record_json(report)? {
            Some(json) => Some(parse(report, &json)?),
            None => None,
        })
    }

    /// The same as it is stored, JSON.
    pub fn record_json(&self, report: i64) -> Result<Option<String>, StoreError> {
        let rows = self.db().rows("SELECT record FROM records WHERE id = ?1", &[report.into()])?;
        Ok(rows.into_iter().next().map(|mut row| row.text()))
    }

    /// Calls `note` with each datum's report (its id in its corpus, its text's SHA-256), id within the record, and thread; of
    /// some reports, or of all.
    pub fn each_thread(
        &self,
        reports: Option<&[i64]>,
        mut note: impl FnMut((String, String), String, ThreadId),
    ) -> Result<(), StoreError> {
        let mut db = self.db();
        let values: Vec<Value> = reports.iter().map(|reports| numbers(reports).into()).collect();
        let some = reports.map(|_| format!("WHERE x.report IN {}", db.list(1))).unwrap_or_default();
        let of = |table: &str, datum: &str| {
            format!(
                "SELECT r.name, k.sha256, x.{datum}, x.thread FROM {table} x \
                 JOIN reports r ON r.id = x.report JOIN records k ON k.id = x.report {some}"
            )
        };
        for sql in [of("data", "datum"), of("mentions", "actor")] {
            for mut row in db.rows(&sql, &values)? {
                note((row.text(), row.text()), row.text(), ThreadId(row.int()));
            }
        }
        Ok(())
    }

    /// Number of the report with this id in its corpus, this key or this number: the newest.
    pub fn find_report(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let sql =
            "SELECT id FROM reports WHERE name = ?1 OR key = ?1 OR url = ?1 ORDER BY revision DESC, id DESC LIMIT 1";
        let mut db = self.db();
        if let Some(mut row) = db.rows(sql, &[name.into()])?.into_iter().next() {
            return Ok(Some(row.int()));
        }
        let Ok(number) = name.parse::<i64>() else { return Ok(None) };
        Ok(db
            .rows("SELECT id FROM reports WHERE id = ?1", &[number.into()])?
            .into_iter()
            .next()
            .map(|mut row| row.int()))
    }

    /// Hands on every record, in the order of adding, without holding more than a few at once.
    pub fn each_record(&self, mut f: impl FnMut(i64, Record) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = self.db().rows(NEXT, &[after.into()])?;
            if rows.is_empty() {
                return Ok(());
            }
            for mut row in rows {
                after = row.int();
                row.text();
                f(after, parse(after, &row.text())?)?;
            }
        }
    }

    /// Bytes on disk.
    pub fn size(&self) -> Result<u64, StoreError> {
        self.db().size()
    }

    /// Empties every derived table and fills it again from the records; the number of reports.
    ///
    /// # Errors
    /// The database says no, or a record cannot be read; then the store is as it was.
    pub fn rebuild(&self, mut progress: impl FnMut(u64)) -> Result<u64, StoreError> {
        let mut db = self.db();
        within(&mut **db, |db| {
            for table in ["reports", "data", "actors", "actor_words", "mentions", "roles", "keys"] {
                db.run(&format!("DELETE FROM {table}"), &[])?;
            }
            db.clear_words()?;
            db.run("INSERT INTO fillings (number) SELECT coalesce(max(number), 0) + 1 FROM fillings", &[])?;
            let (mut after, mut count) = (0, 0);
            loop {
                let rows = db.rows(NEXT, &[after.into()])?;
                if rows.is_empty() {
                    return Ok(count);
                }
                for mut row in rows {
                    after = row.int();
                    let added = row.text();
                    let record = parse(after, &row.text())?;
                    let (key, revision) = identity(db, after)?;
                    index(db, after, &key, revision, &record, derive::derive(&record), &added)?;
                    count += 1;
                    progress(count);
                }
            }
        })
    }
}

/// The number of [`Store::version`].
pub(crate) fn version(db: &mut dyn Database) -> Result<i64, StoreError> {
    let sql = "SELECT (SELECT coalesce(max(id), 0) FROM records) + (SELECT coalesce(max(number), 0) FROM fillings)";
    Ok(db.rows(sql, &[])?.into_iter().next().map_or(0, |mut row| row.int()))
}

/// Some records after one.
const NEXT: &str = "SELECT id, added, record FROM records WHERE id > ?1 ORDER BY id LIMIT 64";

fn identity(db: &mut dyn Database, report: i64) -> Result<(String, i64), StoreError> {
    let rows = db.rows("SELECT key, revision FROM records WHERE id = ?1", &[report.into()])?;
    Ok(rows.into_iter().next().map(|mut row| (row.text(), row.int())).unwrap_or_default())
}

pub(crate) fn parse(report: i64, json: &str) -> Result<Record, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Record(format!("report {report}"), error))
}

/// Does something in a transaction, which is undone where it fails.
fn within<T>(
    db: &mut dyn Database,
    work: impl FnOnce(&mut dyn Database) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    db.begin()?;
    match work(db) {
        Ok(done) => db.commit().map(|()| done),
        Err(error) => {
            // The first error is the one to tell; a connection that is gone has undone it by itself.
            let _ = db.rollback();
            Err(error)
        }
    }
}

fn add(db: &mut dyn Database, record: &Record, derived: Derived, added: &str) -> Result<Outcome, StoreError> {
    let report = &record.report;
    let key = key(report.url.as_deref(), report.publisher.as_deref(), &report.id);
    let sql = "SELECT id, revision, sha256 FROM records WHERE key = ?1 ORDER BY revision";
    let before: Vec<(i64, i64, String)> =
        db.rows(sql, &[key.as_str().into()])?.into_iter().map(|mut row| (row.int(), row.int(), row.text())).collect();
    if let Some((id, ..)) = before.iter().find(|(_, _, sha256)| *sha256 == report.sha256) {
        return Ok(Outcome::Known(*id));
    }
    let id =
        db.rows("SELECT coalesce(max(id), 0) + 1 FROM records", &[])?.into_iter().next().map_or(1, |mut row| row.int());
    let revision = before.last().map_or(0, |(_, revision, _)| *revision) + 1;
    let json = serde_json::to_string(record).map_err(|error| StoreError::Record(report.id.clone(), error))?;
    let sql = "INSERT INTO records (id, key, revision, sha256, added, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values =
        [id.into(), key.as_str().into(), revision.into(), report.sha256.as_str().into(), added.into(), json.into()];
    db.run(sql, &values)?;
    index(db, id, &key, revision, record, derived, added)?;
    Ok(if revision == 1 { Outcome::Added(id) } else { Outcome::Revision(id) })
}

/// Fills the derived tables from one record.
fn index(
    db: &mut dyn Database,
    id: i64,
    key: &str,
    revision: i64,
    record: &Record,
    derived: Derived,
    added: &str,
) -> Result<(), StoreError> {
    let report = &record.report;
    let mut reported = derived.reported.clone().unwrap_or_else(|| derive::day_of_adding(added));
    if revision > 1 {
        // A changed text is known from its own day of change on; where it gives none, from that of its publication.
        reported = report.updated.as_deref().and_then(crate::days::day).unwrap_or(reported);
        supersede(db, key, &reported)?;
    }
    let mut derived = derived;
    derived.actors.truncate(ACTORS as usize - 1);
    derived.data.truncate(ACTORS as usize);
    let text = text_thread(db, id, &derived.sketch)?;
    share_text(&mut derived.data, text);
    let mut threads = Threads::load(db, &derived)?;
    let actors: Vec<i64> = derived
        .actors
        .iter()
        .enumerate()
        .map(|(place, actor)| threads.of(id * PER_REPORT + ACTORS + place as i64, &actor.keys))
        .collect();
    let data: Vec<i64> = derived
        .data
        .iter()
        .enumerate()
        .map(|(place, datum)| threads.of(id * PER_REPORT + place as i64, &datum.keys))
        .collect();
    let actors: Vec<i64> = actors.into_iter().map(|thread| threads.now(thread)).collect();
    let data: Vec<i64> = data.into_iter().map(|thread| threads.now(thread)).collect();
    threads.save(db)?;
    let columns = "id, key, revision, name, title, publisher, url, published, reported, until, thread, sketch, data";
    let row = vec![
        id.into(),
        key.into(),
        revision.into(),
        report.id.as_str().into(),
        report.title.clone().into(),
        report.publisher.clone().into(),
        report.url.clone().into(),
        report.published.clone().into(),
        reported.as_str().into(),
        LAST.into(),
        text.into(),
        derived.sketch.to_hex().into(),
        (derived.data.len() as i64).into(),
    ];
    db.insert("reports", columns, &[row])?;
    save_actors(db, id, &derived, &actors)?;
    save_data(db, id, &derived, &actors, &data, &reported)?;
    db.index_report(id, &derived.title_words, &derived.text_words)?;
    let words: Vec<(i64, String)> =
        derived.data.iter().enumerate().map(|(at, datum)| (id * PER_REPORT + at as i64, datum.words.clone())).collect();
    db.index_data(&words)
}

/// Ends the time of the revisions before.
fn supersede(db: &mut dyn Database, key: &str, day: &str) -> Result<(), StoreError> {
    let before = "(SELECT id FROM reports WHERE key = ?1)";
    let values = [key.into(), day.into(), LAST.into()];
    db.run(&format!("UPDATE data SET until = ?2 WHERE until = ?3 AND report IN {before}"), &values)?;
    db.run("UPDATE reports SET until = ?2 WHERE key = ?1 AND until = ?3", &values).map(drop)
}

/// The thread of a text: that of the first report it is a copy of.
fn text_thread(db: &mut dyn Database, id: i64, sketch: &Sketch) -> Result<i64, StoreError> {
    let bands = sketch.bands();
    // The oldest first, so that a copy joins the first text it is a copy of.
    let sql = format!("SELECT thread FROM keys WHERE key IN {}", db.list(1));
    let near: BTreeSet<i64> = db.rows(&sql, &[numbers(&bands).into()])?.into_iter().map(|mut row| row.int()).collect();
    for thread in near {
        let first = db.rows("SELECT sketch FROM reports WHERE id = ?1", &[(thread / PER_REPORT).into()])?;
        let alike = first.into_iter().next().and_then(|mut row| Sketch::from_hex(&row.text()));
        if alike.is_some_and(|other| other.is_copy(sketch)) {
            return Ok(thread);
        }
    }
    let thread = id * PER_REPORT + TEXT;
    let rows: Vec<Vec<Value>> = bands.iter().map(|band| vec![(*band).into(), thread.into(), OFFERED.into()]).collect();
    db.insert("keys", "key, thread, offered", &rows)?;
    Ok(thread)
}

/// What the same words of one text say is the same in every copy of it.
fn share_text(data: &mut [DataRow], text: i64) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for datum in data {
        let words = format!("copy|{text}|{}|{}|{}", datum.kind, datum.name, datum.passage);
        let times = seen.entry(words.clone()).or_default();
        datum.keys.own.push(hash(&format!("{words}|{times}")));
        *times += 1;
    }
}

/// Whole numbers as a JSON list, for [`Database::list`].
pub(crate) fn numbers(numbers: &[i64]) -> String {
    let texts: Vec<String> = numbers.iter().map(i64::to_string).collect();
    format!("[{}]", texts.join(","))
}

/// How a thread holds a key, as in `keys.offered`.
const OWNED: i64 = 0;
const OFFERED: i64 = 1;
const PROMISED: i64 = 2;

/// The threads that a report's data have part in, and how they change by it.
#[derive(Default)]
struct Threads {
    owners: HashMap<i64, i64>,
    offers: HashMap<i64, HashSet<i64>>,
    promises: HashMap<i64, HashSet<i64>>,
    /// Threads whose promise was redeemed.
    redeemed: BTreeSet<i64>,
    /// Threads that turned out to be another, older one.
    merged: BTreeMap<i64, i64>,
    fresh: Vec<(i64, i64, i64)>,
}

impl Threads {
    fn load(db: &mut dyn Database, derived: &Derived) -> Result<Threads, StoreError> {
        let all = derived.actors.iter().map(|actor| &actor.keys).chain(derived.data.iter().map(|datum| &datum.keys));
        let mut keys: Vec<i64> =
            all.flat_map(|keys| keys.own.iter().chain(&keys.seek).chain(&keys.redeem)).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let mut threads = Threads::default();
        let sql = format!("SELECT key, thread, offered FROM keys WHERE key IN {}", db.list(1));
        for mut row in db.rows(&sql, &[numbers(&keys).into()])? {
            let (key, thread, offered) = (row.int(), row.int(), row.int());
            match offered {
                OWNED => drop(threads.owners.insert(key, thread)),
                OFFERED => drop(threads.offers.entry(key).or_default().insert(thread)),
                _ => drop(threads.promises.entry(key).or_default().insert(thread)),
            }
        }
        Ok(threads)
    }

    /// What a thread is called by now.
    fn now(&self, thread: i64) -> i64 {
        let mut thread = thread;
        while let Some(older) = self.merged.get(&thread) {
            thread = *older;
        }
        thread
    }

    /// The thread of a datum; a new one is named by the datum's own number.
    fn of(&mut self, number: i64, keys: &Keys) -> i64 {
        let mut owned: Vec<i64> =
            keys.own.iter().filter_map(|key| self.owners.get(key)).map(|thread| self.now(*thread)).collect();
        owned.sort_unstable();
        owned.dedup();
        let known = owned.first().copied().or_else(|| self.sought(keys)).or_else(|| self.redeemed(keys));
        let thread = known.unwrap_or(number);
        for other in owned.into_iter().skip(1) {
            self.merged.insert(other, thread);
        }
        for key in &keys.own {
            if self.owners.insert(*key, thread).is_none() {
                self.fresh.push((*key, thread, OWNED));
            }
        }
        for key in &keys.offer {
            if self.offers.entry(*key).or_default().insert(thread) {
                self.fresh.push((*key, thread, OFFERED));
            }
        }
        for key in keys.promise.iter().filter(|_| known.is_none()) {
            if self.promises.entry(*key).or_default().insert(thread) {
                self.fresh.push((*key, thread, PROMISED));
            }
        }
        thread
    }

    /// The one thread that promised a key, which is promised no longer then.
    fn redeemed(&mut self, keys: &Keys) -> Option<i64> {
        let promised = keys.redeem.iter().filter_map(|key| self.promises.get(key)).flatten();
        let open = promised.map(|thread| self.now(*thread)).filter(|thread| !self.redeemed.contains(thread));
        let found: BTreeSet<i64> = open.collect();
        let one = *found.first().filter(|_| found.len() == 1)?;
        self.redeemed.insert(one);
        Some(one)
    }

    /// The one thread that offers, or owns, the first sought key at which anything is found.
    fn sought(&self, keys: &Keys) -> Option<i64> {
        for key in &keys.seek {
            let offers = self.offers.get(key).into_iter().flatten();
            let mut found: Vec<i64> = offers.chain(self.owners.get(key)).map(|thread| self.now(*thread)).collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                [] => continue,
                [one] => return Some(*one),
                _ => return None,
            }
        }
        None
    }

    fn save(self, db: &mut dyn Database) -> Result<(), StoreError> {
        for younger in self.merged.keys() {
            merge(db, *younger, self.now(*younger))?;
        }
        let row =
            |(key, thread, offered): &(i64, i64, i64)| vec![(*key).into(), self.now(*thread).into(), (*offered).into()];
        db.insert("keys", "key, thread, offered", &self.fresh.iter().map(row).collect::<Vec<_>>())?;
        let kept = [numbers(&self.redeemed.iter().copied().collect::<Vec<_>>()).into(), PROMISED.into()];
        let sql = format!("DELETE FROM keys WHERE thread IN {} AND offered = ?2", db.list(1));
        if self.redeemed.is_empty() { Ok(()) } else { db.run(&sql, &kept).map(drop) }
    }
}

/// Makes two threads one, under the older name.
fn merge(db: &mut dyn Database, younger: i64, older: i64) -> Result<(), StoreError> {
    let both = [older.into(), younger.into()];
    db.run(
        "INSERT INTO keys (key, thread, offered) SELECT key, CAST(?1 AS BIGINT), offered FROM keys AS k WHERE thread = ?2 ON CONFLICT DO NOTHING",
        &both,
    )?;
    db.run("DELETE FROM keys WHERE thread = ?1", &[younger.into()])?;
    for (table, column) in [("data", "thread"), ("mentions", "thread"), ("roles", "actor")] {
        db.run(&format!("UPDATE {table} SET {column} = ?1 WHERE {column} = ?2"), &both)?;
    }
    db.run(
        "INSERT INTO actor_words (word, thread) SELECT word, CAST(?1 AS BIGINT) FROM actor_words AS w WHERE thread = ?2 ON CONFLICT DO NOTHING",
        &both,
    )?;
    db.run("DELETE FROM actor_words WHERE thread = ?1", &[younger.into()])?;
    db.run("DELETE FROM actors WHERE thread = ?1", &[younger.into()]).map(drop)
}

fn save_actors(db: &mut dyn Database, id: i64, derived: &Derived, threads: &[i64]) -> Result<(), StoreError> {
    let (mut actors, mut words, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
    for (actor, thread) in derived.actors.iter().zip(threads) {
        actors.push(vec![
            (*thread).into(),
            actor.name.as_str().into(),
            actor.kind.as_str().into(),
            actor.country.clone().into(),
            actor.sector.into(),
            actor.wikidata.clone().into(),
            actor.roles.as_str().into(),
        ]);
        words.extend(actor.words.iter().map(|word| vec![word.as_str().into(), (*thread).into()]));
        let (start, stop) = (actor.at.0 as i64, actor.at.1 as i64);
        let name = actor.name.as_str();
        mentions.push(vec![
            id.into(),
            actor.id.to_string().into(),
            (*thread).into(),
            name.into(),
            start.into(),
            stop.into(),
        ]);
    }
    db.insert("actors", "thread, name, kind, country, sector, wikidata, roles", &actors)?;
    db.insert("actor_words", "word, thread", &words)?;
    db.insert("mentions", "report, actor, thread, name, start, stop", &mentions)?;
    fuller_names(db, derived, threads)
}

/// A joined actor takes the fullest name and whatever was not known of it before.
fn fuller_names(db: &mut dyn Database, derived: &Derived, threads: &[i64]) -> Result<(), StoreError> {
    let sql = "UPDATE actors SET \
               name = CASE WHEN kind = 'person' AND length(CAST(?2 AS TEXT)) > length(name) AND length(CAST(?2 AS TEXT)) < 40 THEN CAST(?2 AS TEXT) ELSE name END, \
               country = coalesce(country, CAST(?3 AS TEXT)), sector = coalesce(sector, CAST(?4 AS TEXT)), wikidata = coalesce(wikidata, CAST(?5 AS TEXT)) \
               WHERE thread = ?1 AND ((kind = 'person' AND length(CAST(?2 AS TEXT)) > length(name)) OR (country IS NULL AND CAST(?3 AS TEXT) IS NOT NULL) \
               OR (sector IS NULL AND CAST(?4 AS TEXT) IS NOT NULL) OR (wikidata IS NULL AND CAST(?5 AS TEXT) IS NOT NULL))";
    for (actor, thread) in derived.actors.iter().zip(threads) {
        let values = [
            (*thread).into(),
            actor.name.as_str().into(),
            actor.country.clone().into(),
            actor.sector.into(),
            actor.wikidata.clone().into(),
        ];
        db.run(sql, &values)?;
    }
    Ok(())
}

const DATA: &str = "id, report, kind, datum, thread, class, sub, name, issue, series, edtf, since, till, dated, reported, \
                    until, place, latitude, longitude, geonames, value, high, cameo, goldstein, modality, deadline, joint, \
                    stale, start, stop, passage, extra";

fn save_data(
    db: &mut dyn Database,
    id: i64,
    derived: &Derived,
    actors: &[i64],
    threads: &[i64],
    reported: &str,
) -> Result<(), StoreError> {
    let (mut data, mut roles) = (Vec::new(), Vec::new());
    for (at, (datum, thread)) in derived.data.iter().zip(threads).enumerate() {
        let number = id * PER_REPORT + at as i64;
        data.push(data_row(number, id, *thread, datum, reported));
        for (place, role) in datum.roles.iter().enumerate() {
            let (Some(actor), Some(thread)) = (derived.actors.get(role.actor.index()), actors.get(role.actor.index()))
            else {
                continue;
            };
            let country = actor.country.as_deref().unwrap_or_default();
            roles.push(vec![number.into(), role.role.into(), (place as i64).into(), (*thread).into(), country.into()]);
        }
    }
    db.insert("data", DATA, &data)?;
    db.insert("roles", "data, role, place, actor, country", &roles)
}

fn data_row(number: i64, report: i64, thread: i64, datum: &DataRow, reported: &str) -> Vec<Value> {
    let (days, dated) = datum.days(reported);
    let place = datum.place.as_ref();
    vec![
        number.into(),
        report.into(),
        datum.kind.into(),
        datum.datum.as_str().into(),
        thread.into(),
        datum.class.as_str().into(),
        datum.sub.as_str().into(),
        datum.name.as_str().into(),
        datum.issue.clone().into(),
        datum.series.clone().into(),
        datum.when.clone().into(),
        days.first.into(),
        days.last.into(),
        dated.into(),
        reported.into(),
        LAST.into(),
        place.map(|place| place.name.clone()).into(),
        place.and_then(|place| place.latitude).into(),
        place.and_then(|place| place.longitude).into(),
        place.and_then(|place| place.geonames).map(i64::from).into(),
        datum.value.into(),
        datum.high.into(),
        datum.cameo.clone().into(),
        datum.goldstein.into(),
        datum.modality.clone().into(),
        datum.deadline.clone().into(),
        datum.joint.into(),
        datum.stale.into(),
        (datum.at.0 as i64).into(),
        (datum.at.1 as i64).into(),
        datum.passage.as_str().into(),
        datum.extra.as_ref().map(|extra| extra.to_string()).into(),
    ]
}
