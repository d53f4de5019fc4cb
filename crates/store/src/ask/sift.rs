//! Finding threads by the columns in memory: what `page.rs` and `filter.rs` do by SQL, with the same answers.

use super::columns::{Columns, Names, Narrow, Part, Role, Thread, day_number};
use super::filter::{as_of, days, named};
use super::page::{Listed, Only, Usual};
use super::query::{Clock, Order, Query};
use super::tally::Tallies;
use crate::StoreError;
use crate::db::{Database, Value};
use crate::follow::words::sought;
use crate::store::PER_REPORT;
use std::collections::HashSet;

/// What a query asks of a datum, in the numbers of the columns.
pub(super) struct Sieve {
    as_of: u32,
    clock: Clock,
    since: Option<u32>,
    until: Option<u32>,
    month: Option<(u32, u32)>,
    countries: Vec<Option<u32>>,
    actors: Vec<HashSet<u32>>,
    /// Data with the words asked for, in order; one list for each text.
    words: Vec<Vec<i64>>,
    acts: Option<HashSet<u32>>,
    classes: Option<HashSet<u32>>,
    subs: Option<HashSet<u32>>,
    place: Option<Option<u32>>,
    publisher: Option<Option<u32>>,
    fresh: bool,
    is_demand: bool,
    /// Of positions that moved: the day from which on.
    moved: Option<u32>,
    /// The acts of demands.
    demands: HashSet<u32>,
}

impl Sieve {
    pub fn of(
        columns: &Columns,
        db: &mut dyn Database,
        query: &Query,
        kinds: &[&str],
        only: Only<'_>,
    ) -> Result<Self, StoreError> {
        let bounds = |day: &Option<String>| day.as_deref().map(days).transpose();
        let number = |day: String| day_number(&day);
        let any = |values: &[String]| (!values.is_empty()).then(|| alike(&columns.classes, values));
        let types = any(&query.r#type);
        Ok(Sieve {
            as_of: day_number(&as_of(query)?),
            clock: query.clock,
            since: bounds(&query.since)?.map(|days| number(days.first)),
            until: bounds(&query.until)?.map(|days| number(days.last)),
            month: bounds(&query.month)?.map(|days| (number(days.first), number(days.last))),
            countries: columns.asked_countries(query),
            actors: columns.asked_actors(db, query)?,
            words: words(db, query)?,
            acts: any(&query.act),
            classes: if kinds == ["statement"] { types.as_ref().map(|_| HashSet::new()) } else { types.clone() },
            subs: types,
            place: query.place.as_ref().map(|place| columns.places.find(place)),
            publisher: query.publisher.as_ref().map(|name| columns.publishers.find(name)),
            fresh: query.fresh,
            is_demand: only == Only::Demands,
            moved: match only {
                Only::Moved(since) => Some(since.map_or(0, day_number)),
                _ => None,
            },
            demands: alike(&columns.classes, &["demand".into(), "request".into()]),
        })
    }

    pub fn lets(&self, columns: &Columns, thread: &Thread, datum: &Narrow) -> bool {
        self.is_known(datum)
            && self.is_in_time(datum)
            && self.is_of_class(thread, datum)
            && (!self.fresh || !datum.is_retold)
            && self.publisher.is_none_or(|name| name.is_some() && datum.publisher == name)
            && self
                .place
                .is_none_or(|name| name.is_some() && datum.spot.map(|spot| columns.spots[spot as usize].name) == name)
            && self.has_parts(columns, datum)
            && self.words.iter().all(|ids| ids.binary_search(&datum.id).is_ok())
    }

    /// Whether it was known on the day of the query.
    fn is_known(&self, datum: &Narrow) -> bool {
        datum.reported <= self.as_of && datum.until > self.as_of
    }

    fn is_in_time(&self, datum: &Narrow) -> bool {
        let (first, last) = match self.clock {
            Clock::Happened => (datum.since, datum.till),
            Clock::Reported => (datum.reported, datum.reported),
        };
        self.since.is_none_or(|since| last >= since)
            && self.until.is_none_or(|until| first <= until)
            && self.month.is_none_or(|(begin, end)| first >= begin && last <= end)
    }

    fn is_of_class(&self, thread: &Thread, datum: &Narrow) -> bool {
        let has = |set: &Option<HashSet<u32>>, name| set.as_ref().is_none_or(|set| set.contains(&name));
        let is_act = self.acts.is_none() || thread.kind == "statement" && has(&self.acts, datum.class);
        let is_type = self.subs.is_none() || has(&self.classes, datum.class) || has(&self.subs, datum.sub);
        let is_asked = !self.is_demand || datum.is_addressed && self.demands.contains(&datum.class);
        is_act && is_type && is_asked
    }

    fn has_parts(&self, columns: &Columns, datum: &Narrow) -> bool {
        let parts = columns.parts(datum);
        self.countries.iter().all(|country| parts.iter().any(|part| Some(part.country) == *country))
            && self.actors.iter().all(|actors| parts.iter().any(|part| actors.contains(&part.actor)))
    }

    /// Whether a thread's data may fit at all.
    fn takes(&self, columns: &Columns, thread: &Thread) -> bool {
        let Some(since) = self.moved else { return true };
        let known = columns.data[thread.data.clone()].iter().filter(|datum| self.is_known(datum));
        let last = known.clone().map(|datum| datum.reported).max();
        let mut stances = known.map(|datum| datum.stance);
        let first = stances.next();
        last >= Some(since) && stances.any(|stance| Some(stance) != first)
    }
}

impl Columns {
    /// The countries that a query asks for; none for what is no country here.
    pub(super) fn asked_countries(&self, query: &Query) -> Vec<Option<u32>> {
        let asked = query.country.iter().filter(|country| !country.is_empty());
        asked.map(|country| self.countries.find(&country.to_uppercase())).collect()
    }

    /// The actors that bear each of the names that a query asks for.
    pub(super) fn asked_actors(&self, db: &mut dyn Database, query: &Query) -> Result<Vec<HashSet<u32>>, StoreError> {
        let asked = query.actor.iter().filter(|name| !name.is_empty());
        asked.map(|name| Ok(named(db, name)?.into_iter().filter_map(|thread| self.actor(thread)).collect())).collect()
    }
}

/// The numbers of the names that are one of these values, whatever the size of their letters.
pub(super) fn alike(names: &Names, values: &[String]) -> HashSet<u32> {
    let values: Vec<String> = values.iter().map(|value| value.to_lowercase()).collect();
    let fits = |(_, name): &(usize, &String)| values.contains(&name.to_lowercase());
    names.texts.iter().enumerate().filter(fits).map(|(at, _)| at as u32).collect()
}

/// The data that have the words of the query's texts.
fn words(db: &mut dyn Database, query: &Query) -> Result<Vec<Vec<i64>>, StoreError> {
    let mut found = Vec::new();
    for groups in [&query.issue, &query.text].into_iter().flatten().map(|text| sought(text)) {
        if groups.is_empty() {
            continue;
        }
        let values: [Value; 1] = [db.match_words(&groups).into()];
        let mut ids: Vec<i64> = db.rows(&db.data_match(1), &values)?.into_iter().map(|mut row| row.int()).collect();
        ids.sort_unstable();
        found.push(ids);
    }
    Ok(found)
}

impl Columns {
    /// The threads of a page, in order.
    pub(super) fn listed(
        &self,
        db: &mut dyn Database,
        query: &Query,
        kinds: &[&str],
        usual: Usual,
        only: Only<'_>,
    ) -> Result<Listed, StoreError> {
        let sieve = Sieve::of(self, db, query, kinds, only)?;
        let mut tallies = query.facets.then(|| Tallies::new(self));
        let mut found: Vec<((u64, u64), i64)> = Vec::new();
        for (at, thread) in self.threads.iter().enumerate() {
            if !kinds.contains(&thread.kind) || !sieve.takes(self, thread) {
                continue;
            }
            let mut span = Span::new();
            for datum in self.data[thread.data.clone()].iter().filter(|datum| sieve.lets(self, thread, datum)) {
                span.take(datum);
                if let Some(tallies) = &mut tallies {
                    tallies.note(self, query.clock, at, datum);
                }
            }
            if span.reports > 0 {
                found.push((span.place(query.order, usual), thread.id));
            }
        }
        let total = found.len() as u64;
        let threads = on_page(found, query).map(|(_, thread)| thread).collect();
        let facets = tallies.map(|tallies| tallies.facets(self, db)).transpose()?.unwrap_or_default();
        Ok(Listed { total, threads, facets })
    }
}

/// What of all that was found stands on the query's page, in order: what comes after it need not be sorted.
pub(super) fn on_page<T: Ord>(mut found: Vec<T>, query: &Query) -> impl Iterator<Item = T> {
    let end = query.offset.saturating_add(query.limit());
    if end < found.len() {
        found.select_nth_unstable(end);
        found.truncate(end);
    }
    found.sort_unstable();
    found.into_iter().skip(query.offset)
}

/// What of a thread puts it in its place.
struct Span {
    first: u32,
    last: u32,
    reported: u32,
    reports: u64,
    report: i64,
}

impl Span {
    fn new() -> Self {
        Span { first: u32::MAX, last: 0, reported: 0, reports: 0, report: 0 }
    }

    /// Takes a datum in; they come in the order of their reports.
    fn take(&mut self, datum: &Narrow) {
        let report = datum.id / PER_REPORT;
        if self.reports == 0 || report != self.report {
            self.reports += 1;
            self.report = report;
        }
        self.first = self.first.min(datum.since);
        self.last = self.last.max(datum.since);
        self.reported = self.reported.max(datum.reported);
    }

    /// What comes first has the least.
    fn place(&self, order: Order, usual: Usual) -> (u64, u64) {
        let late = |day: u32| u64::from(u32::MAX - day);
        match (order, usual) {
            (Order::Usual, Usual::Chronicle) | (Order::Oldest, _) => (self.first.into(), 0),
            (Order::Usual | Order::Newest, Usual::News) => (late(self.reported), 0),
            (Order::Usual, Usual::Latest) | (Order::Newest, _) => (late(self.last), 0),
            (Order::Sources, _) => (u64::MAX - self.reports, late(self.reported)),
        }
    }
}

impl Columns {
    /// What a government's speakers, or these actors, said from a day on by which a demand may be answered, in the order of
    /// the reports; so many at most.
    pub(super) fn answering(
        &self,
        (actors, countries): (&[i64], &[&str]),
        (since, as_of): (&str, &str),
        most: usize,
    ) -> Vec<i64> {
        let (since, as_of) = (day_number(since), day_number(as_of));
        let actors: HashSet<u32> = actors.iter().filter_map(|actor| self.actor(*actor)).collect();
        let countries: HashSet<u32> = countries.iter().filter_map(|code| self.countries.find(code)).collect();
        let says = |part: &Part| {
            part.role == Role::Voice && (actors.contains(&part.actor) || countries.contains(&part.country))
        };
        let begin = self.answers.partition_point(|&at| self.data[at as usize].reported < since);
        let later = self.answers[begin..].iter().map(|&at| &self.data[at as usize]);
        let known = later.take_while(|datum| datum.reported <= as_of).filter(|datum| datum.until > as_of);
        known.filter(|datum| self.parts(datum).iter().any(says)).map(|datum| datum.id).take(most).collect()
    }
}
