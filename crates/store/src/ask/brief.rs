//! One page on where things stand, and what two days differ in.

use super::demands::newest;
use super::filter;
use super::query::{Clock, Order, Query};
use super::rows::*;
use crate::days::later;
use crate::{Store, StoreError};

/// Rows of each part of a brief.
const ROWS: usize = 12;
/// Days back to which "lately" reaches.
const LATELY: i64 = 60;
/// Demands that are looked at for those without an answer.
const DEMANDS: usize = 24;

impl Store {
    /// Where things stand on the query's day, or that of the newest report: what is ahead, what was held, where each
    /// stands, what changed, what was not answered.
    pub fn brief(&self, query: &Query) -> Result<Brief, StoreError> {
        let as_of = match &query.as_of {
            Some(_) => filter::as_of(query)?,
            None => newest(&mut **self.db())?,
        };
        let rows = query.limit.unwrap_or(ROWS);
        let base = Query { limit: Some(rows), offset: 0, facets: false, as_of: Some(as_of.clone()), ..query.clone() };
        let since = query.since.clone().unwrap_or_else(|| later(&as_of, -LATELY));
        let lately = Query { since: Some(since), clock: Clock::Reported, ..base.clone() };
        let to_come = Query { since: Some(later(&as_of, 1)), until: None, order: Order::Oldest, ..base.clone() };
        let met = Query { until: Some(as_of.clone()), ..base.clone() };
        let mut demands = self.demands(&Query { limit: Some(DEMANDS), ..lately.clone() })?.rows;
        demands.retain(|demand| demand.answer.is_none());
        demands.truncate(rows);
        let mut figures = self.figures(&Query { order: Order::Sources, ..lately.clone() })?.rows;
        figures.retain(|figure| figure.points.len() > 1);
        Ok(Brief {
            query: query.clone(),
            reports: self.count_reports(&as_of)?,
            ahead: self.meetings(&to_come)?.rows,
            meetings: self.meetings(&met)?.rows,
            positions: self.positions(&base)?.rows,
            changes: self.changes(&lately)?.rows,
            demands,
            deadlines: self.deadlines(&base)?.rows,
            events: self.events(&Query { order: Order::Newest, ..lately.clone() })?.rows,
            quotes: self.quotes(&lately)?.rows,
            figures,
            as_of,
        })
    }

    fn count_reports(&self, as_of: &str) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM reports WHERE reported <= ?1 AND until > ?1";
        Ok(self.db().rows(sql, &[as_of.into()])?.into_iter().next().map_or(0, |mut row| row.int() as u64))
    }

    /// What reports of the days after `after`, up to and with `until`, brought that the ones before had not.
    pub fn diff(&self, query: &Query, after: &str, until: &str) -> Result<Diff, StoreError> {
        let now = Query { as_of: Some(until.into()), ..query.clone() };
        let (after, until) =
            (filter::as_of(&Query { as_of: Some(after.into()), ..query.clone() })?, filter::as_of(&now)?);
        let first = later(&after, 1);
        let new =
            Query { since: Some(first.clone()), clock: Clock::Reported, until: Some(until.clone()), ..now.clone() };
        let is_new = |coverage: &Coverage| coverage.first >= first;
        let (new_meetings, old_meetings): (Vec<_>, Vec<_>) =
            self.meetings(&new)?.rows.into_iter().partition(|row| is_new(&row.coverage));
        let mut changed_meetings = Vec::new();
        for row in old_meetings {
            if let Some(before) = self.meeting(row.id, Some(&after))?
                && (&before.status, &before.happened, &before.place) != (&row.status, &row.happened, &row.place)
            {
                changed_meetings.push((before, row));
            }
        }
        let mut changed_figures = Vec::new();
        for row in self.figures(&new)?.rows.into_iter().filter(|row| !is_new(&row.coverage)) {
            if let Some(before) = self.figure(row.id, &after)?
                && (before.low, before.best, before.high) != (row.low, row.best, row.high)
            {
                changed_figures.push((before, row));
            }
        }
        let mut answered = self.demands(&Query { since: None, until: None, ..new.clone() })?.rows;
        answered.retain(|demand| demand.answer.as_ref().is_some_and(|answer| answer.passage.reported >= first));
        Ok(Diff {
            reports: self.count_reports(&until)?.saturating_sub(self.count_reports(&after)?),
            new_events: self.events(&new)?.rows.into_iter().filter(|row| is_new(&row.coverage)).collect(),
            new_positions: self.positions(&new)?.rows.into_iter().filter(|row| is_new(&row.coverage)).collect(),
            changes: self.changes(&new)?.rows,
            new_meetings,
            changed_meetings,
            changed_figures,
            answered,
            after,
            until,
        })
    }
}
