//! The narrow columns of all data in memory, for a server that answers many: by them pages are found and counted in
//! milliseconds (`sift.rs`), where a database needs hundreds. What is shown is loaded from the database as ever.
//!
//! In: a store. Out: [`Columns`], as the store was at one moment; 90 bytes or so for each datum. They say the same as the
//! SQL of `page.rs` and `counts.rs`, which answers where a store is opened for one question; tests compare both.

use super::counts::HAPPENED;
use super::demands::ANSWERS;
use crate::StoreError;
use crate::db::{Database, Row};
use crate::follow::hash;
use crate::store::{numbers, version};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Data read at a time, so that what the database gives never stands in memory whole.
const CHUNK: i64 = 4096;

/// Columns that several readers of one store share, read anew where it has changed.
#[derive(Default)]
pub(crate) struct Shared(Mutex<Option<(i64, Arc<Columns>)>>);

impl Shared {
    /// The columns of the store as it is now.
    pub(super) fn now(&self, db: &mut dyn Database) -> Result<Arc<Columns>, StoreError> {
        let version = version(db)?;
        // Whoever panicked left the older columns, or none.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, columns)) = kept.as_ref().filter(|(own, _)| *own == version) {
            return Ok(columns.clone());
        }
        // The older ones go first: there is room for one set only.
        *kept = None;
        let columns = Arc::new(Columns::load(db)?);
        *kept = Some((version, columns.clone()));
        Ok(columns)
    }
}

/// All data of a store by their narrow columns.
#[derive(Default)]
pub(super) struct Columns {
    /// Threads by kind, then by number.
    pub threads: Vec<Thread>,
    /// Data in the order of their threads.
    pub data: Vec<Narrow>,
    /// Who has a part in the data, in their order.
    pub parts: Vec<Part>,
    pub classes: Names,
    pub countries: Names,
    pub publishers: Names,
    /// Joined actors, to which parts and mentions point.
    pub actors: Vec<i64>,
    actor_at: HashMap<i64, u32>,
    /// Of each of them: its country, and what it is.
    pub traits: Vec<Traits>,
    pub reports: Vec<Told>,
    /// Statements by which a demand may be answered, as places among the data, in the order of their reports.
    pub answers: Vec<u32>,
    /// From the first to the last month within which anything lies whole, from year 0 on.
    pub months: Range<u32>,
    /// Whom the reports speak of, in their order.
    mentions: Vec<u32>,
    pub places: Names,
    /// Where something is: name, degrees north and east, GeoNames id.
    pub spots: Vec<Spot>,
}

/// One thing: its data.
pub(super) struct Thread {
    pub id: i64,
    pub kind: &'static str,
    pub data: Range<usize>,
}

/// A datum. Days are numbers: 20260203.
#[derive(Clone)]
pub(super) struct Narrow {
    pub id: i64,
    pub goldstein: Option<f64>,
    pub since: u32,
    pub till: u32,
    pub reported: u32,
    pub until: u32,
    pub class: u32,
    pub sub: u32,
    /// None where the report names none.
    pub publisher: Option<u32>,
    pub spot: Option<u32>,
    /// Of positions: tells one stance, with conditions and deadline, from another.
    pub stance: u32,
    parts: (u32, u32),
    /// Whether it is background, or stands in a copy of a text.
    pub is_retold: bool,
    /// Whether it is put to somebody.
    pub is_addressed: bool,
    /// Whether it is an event that is said to have happened.
    pub has_happened: bool,
}

/// An actor's part in a datum.
pub(super) struct Part {
    pub actor: u32,
    pub country: u32,
    pub role: Role,
}

/// The parts that are counted apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Source,
    Target,
    /// Who says something, or for whom it is said.
    Voice,
    Other,
}

/// Name, degrees north, degrees east, GeoNames id.
#[derive(Clone, PartialEq)]
pub(super) struct Spot {
    pub name: u32,
    pub at: Option<(f64, f64)>,
    pub geonames: Option<i64>,
}

/// Texts by number.
#[derive(Default)]
pub(super) struct Names {
    pub texts: Vec<String>,
    at: HashMap<String, u32>,
}

impl Names {
    /// The number of a text that is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.at.get(text).copied()
    }

    fn add(&mut self, text: String) -> u32 {
        *self.at.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            self.texts.len() as u32 - 1
        })
    }
}

/// A day as a number that keeps the order.
pub(super) fn day_number(day: &str) -> u32 {
    day.bytes().filter(u8::is_ascii_digit).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

/// The day of a number.
pub(super) fn day_text(number: u32) -> String {
    format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100)
}

/// The month within which the days lie, from year 0 on.
fn whole_month(first: u32, last: u32) -> Option<u32> {
    let month = |day: u32| day / 10_000 * 12 + (day / 100 % 100).saturating_sub(1);
    (month(first) == month(last)).then(|| month(first))
}

/// A month of those.
pub(super) fn month_text(month: u32) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

/// Kinds of data, in the order of the columns.
pub(super) const KINDS: [&str; 6] = ["statement", "event", "figure", "meeting", "position", "dispute"];

/// A report.
pub(super) struct Told {
    pub id: i64,
    pub reported: u32,
    pub until: u32,
    pub publisher: Option<u32>,
    is_copy: bool,
    mentions: (u32, u32),
}

/// What is asked of actors.
#[derive(Clone, Default)]
pub(super) struct Traits {
    pub country: Option<u32>,
    /// `state`, `person`, …, among the classes.
    pub kind: u32,
    pub is_group: bool,
}

impl Columns {
    /// Reads all columns, as they are at one moment.
    fn load(db: &mut dyn Database) -> Result<Columns, StoreError> {
        db.hold()?;
        let read = Columns::read(db);
        db.commit()?;
        read
    }

    fn read(db: &mut dyn Database) -> Result<Columns, StoreError> {
        let mut columns = Columns::default();
        columns.read_reports(db)?;
        columns.read_actors(db)?;
        let mut spots: HashMap<(u32, Option<[u64; 2]>, Option<i64>), u32> = HashMap::new();
        let mut loose: Vec<(usize, i64, Narrow)> = Vec::new();
        let sql = format!(
            "SELECT d.id, d.kind, d.thread, d.class, d.sub, d.since, d.till, d.reported, d.until, d.report, d.stale, d.goldstein, \
             CASE WHEN d.kind = 'event' AND {HAPPENED} THEN 1 ELSE 0 END, \
             CASE WHEN d.kind = 'position' THEN d.class || d.sub || coalesce(d.extra, '') || coalesce(d.deadline, '') END, \
             d.place, d.latitude, d.longitude, d.geonames FROM data d WHERE d.id > ?1 ORDER BY d.id LIMIT {CHUNK}"
        );
        let mut after = -1;
        loop {
            let rows = db.rows(&sql, &[after.into()])?;
            if rows.is_empty() {
                break;
            }
            let (begin, mut until) = (loose.len(), after);
            for mut row in rows {
                until = row.int();
                loose.extend(columns.datum(until, &mut row, &mut spots));
            }
            columns.read_parts(db, (after, until), &mut loose[begin..])?;
            after = until;
        }
        columns.order(loose);
        Ok(columns)
    }

    fn read_reports(&mut self, db: &mut dyn Database) -> Result<(), StoreError> {
        let sql = "SELECT id, publisher, CASE WHEN thread / 65536 = id THEN 0 ELSE 1 END, reported, until FROM reports ORDER BY id";
        for mut row in db.rows(sql, &[])? {
            let id = row.int();
            let publisher = row.maybe().map(|name| self.publishers.add(name));
            let is_copy = row.int() != 0;
            let (reported, until) = (day_number(&row.text()), day_number(&row.text()));
            self.reports.push(Told { id, reported, until, publisher, is_copy, mentions: (0, 0) });
        }
        Ok(())
    }

    /// Reads the actors, and which reports speak of them.
    fn read_actors(&mut self, db: &mut dyn Database) -> Result<(), StoreError> {
        let mut after = -1;
        loop {
            let sql =
                format!("SELECT thread, kind, country FROM actors WHERE thread > ?1 ORDER BY thread LIMIT {CHUNK}");
            let rows = db.rows(&sql, &[after.into()])?;
            if rows.is_empty() {
                break;
            }
            for mut row in rows {
                after = row.int();
                let kind = row.text();
                let is_group = kind == "group";
                let country = row.maybe().map(|code| self.countries.add(code));
                self.actor_at.insert(after, self.actors.len() as u32);
                self.actors.push(after);
                self.traits.push(Traits { country, kind: self.classes.add(kind), is_group });
            }
        }
        let sql = "SELECT report, thread FROM mentions WHERE report > ?1 AND report <= ?2 ORDER BY report, actor";
        for begin in (0..self.reports.len()).step_by(128) {
            let end = (begin + 128).min(self.reports.len());
            let bounds = [(self.reports[begin].id - 1).into(), self.reports[end - 1].id.into()];
            let mut at = begin;
            for mut row in db.rows(sql, &bounds)? {
                let (report, actor) = (row.int(), row.int());
                while at < end && self.reports[at].id < report {
                    at += 1;
                }
                let Some(actor) = self.actor(actor) else { continue };
                let Some(told) = self.reports.get_mut(at).filter(|told| told.id == report) else { continue };
                if told.mentions.1 == 0 {
                    told.mentions.0 = self.mentions.len() as u32;
                }
                told.mentions.1 += 1;
                self.mentions.push(actor);
            }
        }
        Ok(())
    }

    fn datum(
        &mut self,
        id: i64,
        row: &mut Row,
        spots: &mut HashMap<(u32, Option<[u64; 2]>, Option<i64>), u32>,
    ) -> Option<(usize, i64, Narrow)> {
        let (kind, thread) = (row.text(), row.int());
        let kind = KINDS.iter().position(|own| *own == kind)?;
        let (class, sub) = (self.classes.add(row.text()), self.classes.add(row.text()));
        let [since, till, reported, until] = std::array::from_fn(|_| day_number(&row.text()));
        let report = row.int();
        let report = &self.reports[self.reports.binary_search_by_key(&report, |told| told.id).ok()?];
        let (publisher, is_copy) = (report.publisher, report.is_copy);
        let is_stale = row.int() != 0;
        let goldstein = row.real();
        let has_happened = row.int() != 0;
        let stance = row.maybe().map_or(0, |stance| hash(&stance) as u32);
        let (place, north, east, geonames) = (row.maybe(), row.real(), row.real(), row.real().map(|id| id as i64));
        let spot = place.map(|place| {
            let spot = Spot { name: self.places.add(place), at: north.zip(east), geonames };
            let bits = spot.at.map(|(north, east)| [north.to_bits(), east.to_bits()]);
            *spots.entry((spot.name, bits, geonames)).or_insert_with(|| {
                self.spots.push(spot);
                self.spots.len() as u32 - 1
            })
        });
        let datum = Narrow {
            id,
            goldstein,
            since,
            till,
            reported,
            until,
            class,
            sub,
            publisher,
            spot,
            stance,
            parts: (0, 0),
            is_retold: is_stale || is_copy,
            is_addressed: false,
            has_happened,
        };
        Some((kind, thread, datum))
    }

    /// Reads who has a part in the data after one number, up to another.
    fn read_parts(
        &mut self,
        db: &mut dyn Database,
        (after, until): (i64, i64),
        data: &mut [(usize, i64, Narrow)],
    ) -> Result<(), StoreError> {
        let sql =
            "SELECT data, actor, country, role FROM roles WHERE data > ?1 AND data <= ?2 ORDER BY data, role, place";
        let mut data = data.iter_mut().map(|(.., datum)| datum).peekable();
        for mut row in db.rows(sql, &[after.into(), until.into()])? {
            let (id, actor, country, role) = (row.int(), row.int(), row.text(), row.text());
            while data.next_if(|datum| datum.id < id).is_some() {}
            let Some(datum) = data.peek_mut().filter(|datum| datum.id == id) else { continue };
            if datum.parts.1 == 0 {
                datum.parts.0 = self.parts.len() as u32;
            }
            datum.parts.1 += 1;
            datum.is_addressed |= role == "addressee";
            let Some(actor) = self.actor(actor) else { continue };
            let role = match role.as_str() {
                "source" => Role::Source,
                "target" => Role::Target,
                "speaker" | "behalf" => Role::Voice,
                _ => Role::Other,
            };
            self.parts.push(Part { actor, country: self.countries.add(country), role });
        }
        Ok(())
    }

    /// Puts the data in the order of their kinds and threads.
    fn order(&mut self, mut loose: Vec<(usize, i64, Narrow)>) {
        loose.sort_by_key(|(kind, thread, datum)| (*kind, *thread, datum.id));
        self.data = Vec::with_capacity(loose.len());
        for (kind, thread, datum) in loose {
            let at = self.data.len();
            self.data.push(datum);
            match self.threads.last_mut() {
                Some(last) if (last.kind, last.id) == (KINDS[kind], thread) => last.data.end = at + 1,
                _ => self.threads.push(Thread { id: thread, kind: KINDS[kind], data: at..at + 1 }),
            }
        }
        self.parts.shrink_to_fit();
        self.answers = self.in_answer();
        let happened = self.data.iter().filter_map(|datum| whole_month(datum.since, datum.till));
        let told = self.reports.iter().filter_map(|report| whole_month(report.reported, report.reported));
        let months = happened.chain(told);
        let bounds = months.fold((u32::MAX, 0), |(first, last), month| (first.min(month), last.max(month + 1)));
        self.months = if bounds.1 == 0 { 0..0 } else { bounds.0..bounds.1 };
    }

    fn in_answer(&self) -> Vec<u32> {
        let acts: Vec<u32> = ANSWERS.iter().filter_map(|act| self.classes.find(act)).collect();
        let statements = self.threads.iter().filter(|thread| thread.kind == "statement").flat_map(|it| it.data.clone());
        let mut answers: Vec<u32> =
            statements.filter(|&at| acts.contains(&self.data[at].class)).map(|at| at as u32).collect();
        answers.sort_unstable_by_key(|&at| (self.data[at as usize].reported, self.data[at as usize].id));
        answers
    }

    /// The place among the months of the one within which the days lie; none where they are of several.
    pub fn month(&self, first: u32, last: u32) -> Option<u32> {
        whole_month(first, last).map(|month| month - self.months.start)
    }

    /// Whom a report speaks of.
    pub fn mentions(&self, report: &Told) -> &[u32] {
        &self.mentions[report.mentions.0 as usize..][..report.mentions.1 as usize]
    }

    /// Who has a part in a datum.
    pub fn parts(&self, datum: &Narrow) -> &[Part] {
        &self.parts[datum.parts.0 as usize..][..datum.parts.1 as usize]
    }

    /// Where a joined actor stands among all.
    pub fn actor(&self, thread: i64) -> Option<u32> {
        self.actor_at.get(&thread).copied()
    }
}

/// Names and countries of joined actors.
pub(super) fn names(
    db: &mut dyn Database,
    actors: &[i64],
) -> Result<HashMap<i64, (String, Option<String>)>, StoreError> {
    let sql = format!("SELECT thread, name, country FROM actors WHERE thread IN {}", db.list(1));
    let rows = db.rows(&sql, &[numbers(actors).into()])?;
    Ok(rows.into_iter().map(|mut row| (row.int(), (row.text(), row.maybe()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keep_their_order_as_numbers() {
        let days = ["0001-01-01", "2026-02-03", "2026-02-28", "2026-03-01", "9999-12-31"];
        let numbers = days.map(day_number);
        assert!(numbers.is_sorted());
        assert_eq!(numbers.map(day_text), days);
    }
}
