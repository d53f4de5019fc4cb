//! Counts of values beside rows, each once for a thread or a report.

use super::columns::{Columns, Narrow, month_text, names};
use super::page::VALUES;
use super::query::Clock;
use super::rows::Facet;
use crate::db::Database;
use crate::{StoreError, ThreadId};
use std::cmp::Reverse;

/// Counts of values, each once for a thread.
pub(super) struct Tally {
    /// For each value how many threads have it, and which was the last, by its number from 1 on.
    pub counts: Vec<(u64, usize)>,
}

impl Tally {
    pub fn new(values: usize) -> Self {
        Tally { counts: vec![(0, 0); values] }
    }

    pub fn note(&mut self, value: usize, thread: usize) {
        let (count, last) = &mut self.counts[value];
        if *last != thread + 1 {
            (*count, *last) = (*count + 1, thread + 1);
        }
    }

    pub fn note_any(&mut self, value: Option<u32>, thread: usize) {
        if let Some(value) = value {
            self.note(value as usize, thread);
        }
    }

    /// The most frequent values, as texts.
    pub fn most(self, text: impl Fn(usize) -> String) -> Vec<(String, u64)> {
        let counted = self.counts.into_iter().enumerate().filter(|(_, (count, _))| *count > 0);
        let mut counted: Vec<(u64, usize)> = counted.map(|(value, (count, _))| (count, value)).collect();
        // As many of the next count as there are may come in, by their text.
        if counted.len() > VALUES {
            counted.sort_unstable_by_key(|(count, _)| Reverse(*count));
            let least = counted[VALUES - 1].0;
            counted.truncate(counted.partition_point(|(count, _)| *count >= least));
        }
        let mut named: Vec<(String, u64)> = counted.into_iter().map(|(count, value)| (text(value), count)).collect();
        named.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        named.truncate(VALUES);
        named
    }
}

/// Counted values as facets that show them as they are.
pub(super) fn plain(field: &str, counted: Vec<(String, u64)>) -> Vec<Facet> {
    let facet = |(value, count): (String, u64)| Facet { field: field.into(), label: value.clone(), value, count };
    counted.into_iter().map(facet).collect()
}

/// Counted actors as facets with their names.
pub(super) fn named_facets(db: &mut dyn Database, counted: Vec<(String, u64)>) -> Result<Vec<Facet>, StoreError> {
    let ids: Vec<i64> = counted.iter().filter_map(|(id, _)| id.parse().ok()).collect();
    let names = names(db, &ids)?;
    let facet = |(id, (_, count)): (&i64, &(String, u64))| Facet {
        field: "actor".into(),
        value: ThreadId(*id).to_string(),
        label: names.get(id).map(|(name, _)| name.clone()).unwrap_or_default(),
        count: *count,
    };
    Ok(ids.iter().zip(&counted).map(facet).collect())
}

/// The counts beside a page.
pub(super) struct Tallies {
    class: Tally,
    month: Tally,
    country: Tally,
    actor: Tally,
    publisher: Tally,
}

impl Tallies {
    pub fn new(columns: &Columns) -> Self {
        Tallies {
            class: Tally::new(columns.classes.texts.len()),
            month: Tally::new(columns.months.len()),
            country: Tally::new(columns.countries.texts.len()),
            actor: Tally::new(columns.actors.len()),
            publisher: Tally::new(columns.publishers.texts.len()),
        }
    }

    pub fn note(&mut self, columns: &Columns, clock: Clock, thread: usize, datum: &Narrow) {
        self.class.note(datum.class as usize, thread);
        let (first, last) = match clock {
            Clock::Happened => (datum.since, datum.till),
            Clock::Reported => (datum.reported, datum.reported),
        };
        self.month.note_any(columns.month(first, last), thread);
        for part in columns.parts(datum) {
            self.country.note(part.country as usize, thread);
            self.actor.note(part.actor as usize, thread);
        }
        self.publisher.note_any(datum.publisher, thread);
    }

    pub fn facets(mut self, columns: &Columns, db: &mut dyn Database) -> Result<Vec<Facet>, StoreError> {
        // Who has no country is in none.
        if let Some(none) = columns.countries.find("") {
            self.country.counts[none as usize].0 = 0;
        }
        let mut facets = plain("class", self.class.most(|at| columns.classes.texts[at].clone()));
        facets.extend(plain("month", self.month.most(|at| month_text(columns.months.start + at as u32))));
        facets.extend(plain("country", self.country.most(|at| columns.countries.texts[at].clone())));
        facets.extend(named_facets(db, self.actor.most(|at| columns.actors[at].to_string()))?);
        facets.extend(plain("publisher", self.publisher.most(|at| columns.publishers.texts[at].clone())));
        Ok(facets)
    }
}
