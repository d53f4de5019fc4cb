//! Finding and counting by the columns in memory: what `page.rs` and `counts.rs` do by SQL, with the same answers.

use super::columns::{
    Columns, KINDS, Names, Narrow, Part, Role, Thread, Told, day_number, day_text, month_text, names,
};
use super::counts::page;
use super::filter::{as_of, days, named};
use super::page::{Listed, Only, Usual, VALUES};
use super::query::{Clock, Order, Query};
use super::rows::{Facet, Page, PairRow, PlaceRow, Who};
use super::search::of_data;
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
    is_demand: bool,
    /// Of positions that moved: the day from which on.
    moved: Option<u32>,
    /// The acts of demands.
    demands: HashSet<u32>,
}

impl Sieve {
    fn of(
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
    fn asked_countries(&self, query: &Query) -> Vec<Option<u32>> {
        let asked = query.country.iter().filter(|country| !country.is_empty());
        asked.map(|country| self.countries.find(&country.to_uppercase())).collect()
    }

    /// The actors that bear each of the names that a query asks for.
    fn asked_actors(&self, db: &mut dyn Database, query: &Query) -> Result<Vec<HashSet<u32>>, StoreError> {
        let asked = query.actor.iter().filter(|name| !name.is_empty());
        asked.map(|name| Ok(named(db, name)?.into_iter().filter_map(|thread| self.actor(thread)).collect())).collect()
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
    /// For each value how many threads have it, and which was the last, by its number from 1 on.
    counts: Vec<(u64, usize)>,
}

impl Tally {
    fn new(values: usize) -> Self {
        Tally { counts: vec![(0, 0); values] }
    }

    fn note(&mut self, value: usize, thread: usize) {
        let (count, last) = &mut self.counts[value];
        if *last != thread + 1 {
            (*count, *last) = (*count + 1, thread + 1);
        }
    }

    fn note_any(&mut self, value: Option<u32>, thread: usize) {
        if let Some(value) = value {
            self.note(value as usize, thread);
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
            month: Tally::new(columns.months.len()),
            country: Tally::new(columns.countries.texts.len()),
            actor: Tally::new(columns.actors.len()),
            publisher: Tally::new(columns.publishers.texts.len()),
        }
    }

    fn note(&mut self, columns: &Columns, clock: Clock, thread: usize, datum: &Narrow) {
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

    fn facets(mut self, columns: &Columns, db: &mut dyn Database) -> Result<Vec<Facet>, StoreError> {
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

/// What a query asks of a report.
struct Sought {
    as_of: u32,
    first: u32,
    last: u32,
    publisher: Option<Option<u32>>,
    countries: Vec<Option<u32>>,
    actors: Vec<HashSet<u32>>,
}

impl Sought {
    /// `since` and `until` as the query has them where `by_day`; a search asks them of the data.
    fn of(columns: &Columns, db: &mut dyn Database, query: &Query, by_day: bool) -> Result<Self, StoreError> {
        let bounds = |day: &Option<String>| day.as_deref().map(days).transpose();
        let own = |day: &Option<String>| if by_day { bounds(day) } else { Ok(None) };
        let (since, until, month) = (own(&query.since)?, own(&query.until)?, bounds(&query.month)?);
        let first = since.iter().chain(&month).map(|days| day_number(&days.first)).max();
        let last = until.iter().chain(&month).map(|days| day_number(&days.last)).min();
        Ok(Sought {
            as_of: day_number(&as_of(query)?),
            first: first.unwrap_or(0),
            last: last.unwrap_or(u32::MAX),
            publisher: query.publisher.as_ref().map(|name| columns.publishers.find(name)),
            countries: columns.asked_countries(query),
            actors: columns.asked_actors(db, query)?,
        })
    }

    fn lets(&self, columns: &Columns, report: &Told) -> bool {
        let speaks_of = |test: &dyn Fn(u32) -> bool| columns.mentions(report).iter().any(|&actor| test(actor));
        let country = |actor: u32| columns.traits[actor as usize].country;
        report.reported <= self.as_of
            && report.until > self.as_of
            && (self.first..=self.last).contains(&report.reported)
            && self.publisher.is_none_or(|name| name.is_some() && report.publisher == name)
            && self.countries.iter().all(|code| code.is_some() && speaks_of(&|actor| country(actor) == *code))
            && self.actors.iter().all(|actors| speaks_of(&|actor| actors.contains(&actor)))
    }
}

impl Columns {
    /// The reports of a page.
    pub(super) fn reports(&self, db: &mut dyn Database, query: &Query) -> Result<Listed, StoreError> {
        let sought = Sought::of(self, db, query, true)?;
        let found = self.reports.iter().enumerate().filter(|(_, report)| sought.lets(self, report));
        let found: Vec<usize> = found.map(|(at, _)| at).collect();
        let facets = self.report_facets(db, query, &found)?;
        let oldest = query.order == Order::Oldest;
        let place = |at: usize| {
            let report = &self.reports[at];
            if oldest { (i64::from(report.reported), report.id) } else { (-i64::from(report.reported), -report.id) }
        };
        let mut found: Vec<_> = found.into_iter().map(|at| (place(at), self.reports[at].id)).collect();
        found.sort_unstable();
        Ok(listed(found.into_iter().map(|(_, id)| id).collect(), query, facets))
    }

    /// The reports of a page that have words.
    pub(super) fn search(
        &self,
        db: &mut dyn Database,
        query: &Query,
        groups: &[Vec<String>],
    ) -> Result<Listed, StoreError> {
        let sought = Sought::of(self, db, query, false)?;
        let asked = of_data(query);
        let is_narrowed = [&asked.since, &asked.until, &asked.place].into_iter().any(Option::is_some)
            || !asked.act.is_empty()
            || !asked.r#type.is_empty()
            || asked.fresh;
        let sieve = is_narrowed.then(|| Sieve::of(self, db, &asked, &[], Only::All)).transpose()?;
        let with_data: Option<HashSet<i64>> =
            sieve.map(|sieve| self.each(&sieve, &KINDS).map(|(.., datum)| datum.id / PER_REPORT).collect());
        let values = [db.match_words(groups).into()];
        let mut found: Vec<(f64, usize)> = Vec::new();
        for mut row in db.rows(&db.report_match(1), &values)? {
            let (id, score) = (row.int(), row.real().unwrap_or_default());
            let Ok(at) = self.reports.binary_search_by_key(&id, |report| report.id) else { continue };
            let has_data = with_data.as_ref().is_none_or(|reports| reports.contains(&id));
            if has_data && sought.lets(self, &self.reports[at]) {
                found.push((score, at));
            }
        }
        let facets = self.report_facets(db, query, &found.iter().map(|(_, at)| *at).collect::<Vec<_>>())?;
        let day = |at: usize| i64::from(self.reports[at].reported);
        found.sort_by(|one, two| {
            let by_order = match query.order {
                Order::Usual | Order::Sources => one.0.total_cmp(&two.0),
                Order::Newest => day(two.1).cmp(&day(one.1)),
                Order::Oldest => day(one.1).cmp(&day(two.1)),
            };
            by_order.then(one.1.cmp(&two.1))
        });
        Ok(listed(found.into_iter().map(|(_, at)| self.reports[at].id).collect(), query, facets))
    }

    /// Counts over reports, by their place among all.
    fn report_facets(&self, db: &mut dyn Database, query: &Query, reports: &[usize]) -> Result<Vec<Facet>, StoreError> {
        if !query.facets {
            return Ok(Vec::new());
        }
        let mut publisher = Tally::new(self.publishers.texts.len());
        let mut month = Tally::new(self.months.len());
        let mut country = Tally::new(self.countries.texts.len());
        let mut actor = Tally::new(self.actors.len());
        for &at in reports {
            let report = &self.reports[at];
            publisher.note_any(report.publisher, at);
            month.note_any(self.month(report.reported, report.reported), at);
            for &mentioned in self.mentions(report) {
                let traits = &self.traits[mentioned as usize];
                country.note_any(traits.country, at);
                actor.note_any((!traits.is_group).then_some(mentioned), at);
            }
        }
        let mut facets = plain("publisher", publisher.most(|at| self.publishers.texts[at].clone()));
        facets.extend(plain("month", month.most(|at| month_text(self.months.start + at as u32))));
        facets.extend(plain("country", country.most(|at| self.countries.texts[at].clone())));
        facets.extend(named_facets(db, actor.most(|at| self.actors[at].to_string()))?);
        Ok(facets)
    }

    /// The actors of a page, those first that most reports speak of, and how many there are on all pages.
    pub(super) fn actors(&self, db: &mut dyn Database, query: &Query) -> Result<(Vec<i64>, u64), StoreError> {
        let day = day_number(&as_of(query)?);
        let named = self.asked_actors(db, query)?;
        let country = query.country.first().map(|code| alike(&self.countries, std::slice::from_ref(code)));
        let kind = query.r#type.first().map(|kind| alike(&self.classes, std::slice::from_ref(kind)));
        let fits = |actor: u32| {
            let traits = &self.traits[actor as usize];
            named.iter().all(|actors| actors.contains(&actor))
                && country.as_ref().is_none_or(|codes| traits.country.is_some_and(|code| codes.contains(&code)))
                && kind.as_ref().is_none_or(|kinds| kinds.contains(&traits.kind))
        };
        let mut counts = Tally::new(self.actors.len());
        for (at, report) in self.reports.iter().enumerate() {
            if query.as_of.is_some() && (report.reported > day || report.until <= day) {
                continue;
            }
            for &actor in self.mentions(report).iter().filter(|&&actor| fits(actor)) {
                counts.note(actor as usize, at);
            }
        }
        let counted = counts.counts.iter().enumerate().filter(|(_, (count, _))| *count > 0);
        let mut found: Vec<(Reverse<u64>, i64)> =
            counted.map(|(actor, (count, _))| (Reverse(*count), self.actors[actor])).collect();
        let total = found.len() as u64;
        let end = query.offset.saturating_add(query.limit());
        if end < found.len() {
            found.select_nth_unstable(end);
            found.truncate(end);
        }
        found.sort_unstable();
        Ok((found.into_iter().skip(query.offset).map(|(_, actor)| actor).collect(), total))
    }
}

/// The page of all that were found, in order.
fn listed(found: Vec<i64>, query: &Query, facets: Vec<Facet>) -> Listed {
    let total = found.len() as u64;
    Listed { total, threads: found.into_iter().skip(query.offset).take(query.limit()).collect(), facets }
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
