//! Reports, searches and actors by the columns in memory: what `actors.rs` and `search.rs` find by SQL.

use super::columns::{Columns, KINDS, Told, day_number, month_text};
use super::filter::{as_of, days};
use super::page::{Listed, Only};
use super::query::{Order, Query};
use super::rows::Facet;
use super::search::of_data;
use super::sift::{Sieve, alike, on_page};
use super::tally::{Tally, named_facets, plain};
use crate::StoreError;
use crate::db::Database;
use crate::store::PER_REPORT;
use std::cmp::Reverse;
use std::collections::HashSet;

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
        let found: Vec<(Reverse<u64>, i64)> =
            counted.map(|(actor, (count, _))| (Reverse(*count), self.actors[actor])).collect();
        let total = found.len() as u64;
        Ok((on_page(found, query).map(|(_, actor)| actor).collect(), total))
    }
}

/// The page of all that were found, in order.
fn listed(found: Vec<i64>, query: &Query, facets: Vec<Facet>) -> Listed {
    let total = found.len() as u64;
    Listed { total, threads: found.into_iter().skip(query.offset).take(query.limit()).collect(), facets }
}
