//! Finding and counting by the columns in memory: what `page.rs` and `counts.rs` do by SQL, with the same answers.

use super::columns::{Columns, Names, Narrow, Role, Thread, day_number, day_text, names};
use super::counts::page;
use super::filter::{as_of, days, named};
use super::page::{Listed, Only, Usual, VALUES};
use super::query::{Clock, Order, Query};
use super::rows::{Facet, Page, PairRow, PlaceRow, Who};
use crate::db::{Database, Value};
use crate::follow::words::sought;
use crate::store::PER_REPORT;
use crate::{StoreError, ThreadId};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// What a query asks of a datum, in the numbers of the columns.
struct Sieve {
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
    only: Only,
    /// The acts of demands.
    demands: HashSet<u32>,
}

impl Sieve {
    fn of(
        columns: &Columns,
        db: &mut dyn Database,
        query: &Query,
        kinds: &[&str],
        only: Only,
    ) -> Result<Self, StoreError> {
        let bounds = |day: &Option<String>| day.as_deref().map(days).transpose();
        let number = |day: String| day_number(&day);
        let any = |values: &[String]| (!values.is_empty()).then(|| alike(&columns.classes, values));
        let types = any(&query.r#type);
        let mut actors = Vec::new();
        for name in query.actor.iter().filter(|name| !name.is_empty()) {
            actors.push(named(db, name)?.into_iter().filter_map(|thread| columns.actor(thread)).collect());
        }
        Ok(Sieve {
            as_of: day_number(&as_of(query)?),
            clock: query.clock,
            since: bounds(&query.since)?.map(|days| number(days.first)),
            until: bounds(&query.until)?.map(|days| number(days.last)),
            month: bounds(&query.month)?.map(|days| (number(days.first), number(days.last))),
            countries: (query.country.iter().filter(|country| !country.is_empty()))
                .map(|country| columns.countries.find(&country.to_uppercase()))
                .collect(),
            actors,
            words: words(db, query)?,
            acts: any(&query.act),
            classes: if kinds == ["statement"] { types.as_ref().map(|_| HashSet::new()) } else { types.clone() },
            subs: types,
            place: query.place.as_ref().map(|place| columns.places.find(place)),
            publisher: query.publisher.as_ref().map(|name| columns.publishers.find(name)),
            fresh: query.fresh,
            only,
            demands: alike(&columns.classes, &["demand".into(), "request".into()]),
        })
    }

    fn lets(&self, columns: &Columns, thread: &Thread, datum: &Narrow) -> bool {
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
        let is_asked = self.only != Only::Demands || datum.is_addressed && self.demands.contains(&datum.class);
        is_act && is_type && is_asked
    }

    fn has_parts(&self, columns: &Columns, datum: &Narrow) -> bool {
        let parts = columns.parts(datum);
        self.countries.iter().all(|country| parts.iter().any(|part| Some(part.country) == *country))
            && self.actors.iter().all(|actors| parts.iter().any(|part| actors.contains(&part.actor)))
    }

    /// Whether a thread's data may fit at all.
    fn takes(&self, columns: &Columns, thread: &Thread) -> bool {
        if self.only != Only::Moved {
            return true;
        }
        let mut known = columns.data[thread.data.clone()].iter().filter(|datum| self.is_known(datum));
        known.next().is_some_and(|first| known.any(|datum| datum.stance != first.stance))
    }
}

/// The numbers of the names that are one of these values, whatever the size of their letters.
fn alike(names: &Names, values: &[String]) -> HashSet<u32> {
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

/// Counts of values, each once for a thread.
struct Tally {
    /// For each value how many threads have it, and which was the last.
    counts: Vec<(u64, usize)>,
}

impl Tally {
    fn new(values: usize) -> Self {
        Tally { counts: vec![(0, usize::MAX); values] }
    }

    fn note(&mut self, value: usize, thread: usize) {
        let (count, last) = &mut self.counts[value];
        if *last != thread {
            (*count, *last) = (*count + 1, thread);
        }
    }

    /// The most frequent values, as texts.
    fn most(self, text: impl Fn(usize) -> String) -> Vec<(String, u64)> {
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

/// Months from year 0 on that can be counted.
const MONTHS: usize = 10_000 * 12;

/// The month of a day as a number from 0 on.
fn month(day: u32) -> usize {
    ((day / 10_000 * 12 + (day / 100 % 100).max(1) - 1) as usize).min(MONTHS - 1)
}

/// The counts beside a page.
struct Tallies {
    class: Tally,
    month: Tally,
    country: Tally,
    actor: Tally,
    publisher: Tally,
}

impl Tallies {
    fn new(columns: &Columns) -> Self {
        Tallies {
            class: Tally::new(columns.classes.texts.len()),
            month: Tally::new(MONTHS),
            country: Tally::new(columns.countries.texts.len()),
            actor: Tally::new(columns.actors.len()),
            publisher: Tally::new(columns.publishers.texts.len()),
        }
    }

    fn note(&mut self, columns: &Columns, clock: Clock, thread: usize, datum: &Narrow) {
        self.class.note(datum.class as usize, thread);
        let (first, last) = match clock {
            Clock::Happened => (month(datum.since), month(datum.till)),
            Clock::Reported => (month(datum.reported), month(datum.reported)),
        };
        if first == last {
            self.month.note(first, thread);
        }
        for part in columns.parts(datum) {
            self.country.note(part.country as usize, thread);
            self.actor.note(part.actor as usize, thread);
        }
        if let Some(publisher) = datum.publisher {
            self.publisher.note(publisher as usize, thread);
        }
    }

    fn facets(mut self, columns: &Columns, db: &mut dyn Database) -> Result<Vec<Facet>, StoreError> {
        // Who has no country is in none.
        if let Some(none) = columns.countries.find("") {
            self.country.counts[none as usize].0 = 0;
        }
        let written = |month: usize| format!("{:04}-{:02}", month / 12, month % 12 + 1);
        let mut facets = Vec::new();
        let mut add = |field: &str, counted: Vec<(String, u64)>| {
            let facet =
                |(value, count): (String, u64)| Facet { field: field.into(), label: value.clone(), value, count };
            facets.extend(counted.into_iter().map(facet));
        };
        add("class", self.class.most(|at| columns.classes.texts[at].clone()));
        add("month", self.month.most(written));
        add("country", self.country.most(|at| columns.countries.texts[at].clone()));
        let actors = self.actor.most(|at| columns.actors[at].to_string());
        add("publisher", self.publisher.most(|at| columns.publishers.texts[at].clone()));
        let ids: Vec<i64> = actors.iter().filter_map(|(id, _)| id.parse().ok()).collect();
        let names = names(db, &ids)?;
        let before = facets.iter().position(|facet| facet.field == "publisher").unwrap_or(facets.len());
        let actor = |(id, (_, count)): (&i64, &(String, u64))| Facet {
            field: "actor".into(),
            value: ThreadId(*id).to_string(),
            label: names.get(id).map(|(name, _)| name.clone()).unwrap_or_default(),
            count: *count,
        };
        facets.splice(before..before, ids.iter().zip(&actors).map(actor));
        Ok(facets)
    }
}

impl Columns {
    /// The threads of a page, in order.
    pub(super) fn listed(
        &self,
        db: &mut dyn Database,
        query: &Query,
        kinds: &[&str],
        usual: Usual,
        only: Only,
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
        let end = query.offset.saturating_add(query.limit());
        if end < found.len() {
            found.select_nth_unstable(end);
            found.truncate(end);
        }
        found.sort_unstable();
        let threads = found.into_iter().skip(query.offset).map(|(_, thread)| thread).collect();
        let facets = tallies.map(|tallies| tallies.facets(self, db)).transpose()?.unwrap_or_default();
        Ok(Listed { total, threads, facets })
    }
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
    fn each<'c>(
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
