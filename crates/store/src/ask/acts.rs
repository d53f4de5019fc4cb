//! Who acts on whom, and where, by the columns in memory: what `counts.rs` counts by SQL.

use super::columns::{Columns, Narrow, Role, Thread, day_text, names};
use super::counts::page;
use super::page::Only;
use super::query::Query;
use super::rows::{Page, PairRow, PlaceRow, Who};
use super::sift::Sieve;
use crate::db::Database;
use crate::{StoreError, ThreadId};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What is counted of a pair or a place.
struct Counted {
    things: Tallied,
    meetings: Tallied,
    cooperation: Tallied,
    conflict: Tallied,
    goldstein: (f64, u32),
    first: u32,
    last: u32,
}

impl Default for Counted {
    fn default() -> Self {
        let none = Tallied::default;
        Counted {
            things: none(),
            meetings: none(),
            cooperation: none(),
            conflict: none(),
            goldstein: (0.0, 0),
            first: u32::MAX,
            last: 0,
        }
    }
}

/// How many threads, which come one after the other.
#[derive(Default)]
struct Tallied {
    count: u64,
    last: usize,
}

impl Tallied {
    /// Notes a thread by its number from 1 on.
    fn note(&mut self, thread: usize) {
        if self.last != thread {
            (self.count, self.last) = (self.count + 1, thread);
        }
    }
}

impl Counted {
    fn take(&mut self, thread: usize, is_meeting: bool, datum: &Narrow) {
        self.things.note(thread);
        if is_meeting {
            self.meetings.note(thread);
        }
        if let Some(score) = datum.goldstein {
            self.goldstein = (self.goldstein.0 + score, self.goldstein.1 + 1);
            match score {
                score if score > 0.0 => self.cooperation.note(thread),
                score if score < 0.0 => self.conflict.note(thread),
                _ => {}
            }
        }
        self.first = self.first.min(datum.since);
        self.last = self.last.max(datum.till);
    }
}

impl Columns {
    /// The data that fit, each with the number of its thread from 1 on.
    pub(super) fn each<'c>(
        &'c self,
        sieve: &'c Sieve,
        kinds: &'c [&str],
    ) -> impl Iterator<Item = (usize, &'c Thread, &'c Narrow)> + 'c {
        let threads = self.threads.iter().enumerate().filter(|(_, thread)| kinds.contains(&thread.kind));
        threads.flat_map(move |(at, thread)| {
            let data = self.data[thread.data.clone()].iter().filter(|datum| sieve.lets(self, thread, datum));
            data.map(move |datum| (at + 1, thread, datum))
        })
    }

    /// Who acts on whom.
    pub(super) fn pairs(&self, db: &mut dyn Database, query: &Query) -> Result<Page<PairRow>, StoreError> {
        let sieve = Sieve::of(self, db, query, &["event"], Only::All)?;
        let mut pairs: HashMap<(u32, u32), Counted> = HashMap::new();
        for (at, _, datum) in self.each(&sieve, &["event"]).filter(|(.., datum)| datum.has_happened) {
            let parts = self.parts(datum);
            // Those who meet act on each other.
            let role = if parts.iter().any(|part| part.role == Role::Target) { Role::Target } else { Role::Source };
            for source in parts.iter().filter(|part| part.role == Role::Source) {
                for target in parts.iter().filter(|part| part.role == role && part.actor != source.actor) {
                    pairs.entry((source.actor, target.actor)).or_default().take(at, false, datum);
                }
            }
        }
        let actor = |at: u32| self.actors[at as usize];
        let mut rows: Vec<((i64, i64), Counted)> =
            pairs.into_iter().map(|((source, target), counted)| ((actor(source), actor(target)), counted)).collect();
        let total = rows.len() as u64;
        rows.sort_unstable_by_key(|(pair, counted)| (Reverse(counted.things.count), *pair));
        let rows: Vec<_> = rows.into_iter().skip(query.offset).take(query.limit()).collect();
        let ids: Vec<i64> = rows.iter().flat_map(|((source, target), _)| [*source, *target]).collect();
        let names = names(db, &ids)?;
        let who = |id: i64| {
            let (name, country) = names.get(&id).cloned().unwrap_or_default();
            Who { id: ThreadId(id), name, country }
        };
        let row = |((source, target), counted): ((i64, i64), Counted)| PairRow {
            source: who(source),
            target: who(target),
            events: counted.things.count,
            cooperation: counted.cooperation.count,
            conflict: counted.conflict.count,
            goldstein: (counted.goldstein.1 > 0).then(|| counted.goldstein.0 / f64::from(counted.goldstein.1)),
            first: day_text(counted.first),
            last: day_text(counted.last),
        };
        Ok(Page { total, rows: rows.into_iter().map(row).collect(), facets: Vec::new() })
    }

    /// Where events and meetings are placed.
    pub(super) fn located(&self, db: &mut dyn Database, query: &Query) -> Result<Page<PlaceRow>, StoreError> {
        let kinds = ["event", "meeting"];
        let sieve = Sieve::of(self, db, query, &kinds, Only::All)?;
        let mut places: HashMap<u32, Counted> = HashMap::new();
        for (at, thread, datum) in self.each(&sieve, &kinds) {
            let is_meeting = thread.kind == "meeting";
            let Some(spot) = datum.spot.filter(|_| is_meeting || datum.has_happened) else { continue };
            places.entry(spot).or_default().take(at, is_meeting, datum);
        }
        let row = |(spot, counted): (u32, Counted)| {
            let spot = &self.spots[spot as usize];
            let (latitude, longitude) = spot.at?;
            Some(PlaceRow {
                place: self.places.texts[spot.name as usize].clone(),
                latitude,
                longitude,
                geonames: spot.geonames,
                precision: None,
                events: counted.things.count - counted.meetings.count,
                meetings: counted.meetings.count,
                conflict: counted.conflict.count,
                first: day_text(counted.first),
                last: day_text(counted.last),
            })
        };
        let mut rows: Vec<PlaceRow> = places.into_iter().filter_map(row).collect();
        let things = |row: &PlaceRow| row.events + row.meetings;
        rows.sort_by(|one, two| {
            let by_things = things(two).cmp(&things(one)).then_with(|| one.place.cmp(&two.place));
            by_things.then(one.latitude.total_cmp(&two.latitude)).then(one.longitude.total_cmp(&two.longitude))
        });
        Ok(page(rows, query))
    }
}
