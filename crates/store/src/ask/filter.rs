//! A query as the conditions of a `WHERE`.

use super::page::Only;
use super::query::{Clock, Query};
use crate::days::{Days, LAST};
use crate::db::{Database, Value};
use crate::follow::words::{sought, words};
use crate::store::numbers;
use crate::{StoreError, ThreadId};

/// Conditions on a row `d` of `data`, with the values they name.
pub(super) struct Filter {
    pub conditions: Vec<String>,
    pub values: Vec<Value>,
    pub as_of: String,
}

impl Filter {
    /// The conditions of a query on data of some kinds.
    pub fn of(db: &mut dyn Database, query: &Query, kinds: &[&str]) -> Result<Filter, StoreError> {
        let mut filter = Filter { conditions: Vec::new(), values: Vec::new(), as_of: as_of(query)? };
        if !kinds.is_empty() {
            let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
            filter.conditions.push(format!("d.kind IN ({})", quoted.join(", ")));
        }
        filter.visible("d");
        filter.times(query)?;
        filter.who(db, query)?;
        filter.about(db, query);
        filter.classes(query, kinds);
        filter.source(query);
        Ok(filter)
    }

    /// Only what was known on the day of the query.
    fn visible(&mut self, table: &str) {
        let at = self.value(self.as_of.clone());
        self.conditions.push(format!("{table}.reported <= ?{at} AND {table}.until > ?{at}"));
    }

    /// Keeps a value and gives its number.
    pub fn value(&mut self, value: impl Into<Value>) -> usize {
        self.values.push(value.into());
        self.values.len()
    }

    /// Narrows to some of the data of a kind.
    pub fn only(&mut self, only: Only<'_>) {
        // The first value is the day up to which reports count.
        let condition = match only {
            Only::All => None,
            Only::Demands => Some(
                "d.class IN ('demand', 'request') AND EXISTS (SELECT 1 FROM roles WHERE data = d.id AND role = 'addressee')".into(),
            ),
            Only::Moved(since) => {
                let late = since.map(|since| format!(" AND max(v.reported) >= ?{}", self.value(since)));
                Some(format!(
                    "d.thread IN (SELECT v.thread FROM data v WHERE v.kind = 'position' AND v.reported <= ?1 AND v.until > ?1 \
                     GROUP BY v.thread HAVING count(DISTINCT v.class || v.sub || coalesce(v.extra, '') || \
                     coalesce(v.deadline, '')) > 1{})",
                    late.unwrap_or_default()
                ))
            }
        };
        self.conditions.extend(condition);
    }

    /// All conditions together.
    pub fn sql(&self) -> String {
        self.conditions.join(" AND ")
    }

    fn times(&mut self, query: &Query) -> Result<(), StoreError> {
        let (ends, begins) = match query.clock {
            Clock::Happened => ("d.till", "d.since"),
            Clock::Reported => ("d.reported", "d.reported"),
        };
        if let Some(since) = &query.since {
            let at = self.value(days(since)?.first);
            self.conditions.push(format!("{ends} >= ?{at}"));
        }
        if let Some(until) = &query.until {
            let at = self.value(days(until)?.last);
            self.conditions.push(format!("{begins} <= ?{at}"));
        }
        if let Some(month) = &query.month {
            let days = days(month)?;
            let (first, last) = (self.value(days.first), self.value(days.last));
            self.conditions.push(format!("{begins} >= ?{first} AND {ends} <= ?{last}"));
        }
        Ok(())
    }

    fn who(&mut self, db: &mut dyn Database, query: &Query) -> Result<(), StoreError> {
        for country in query.country.iter().filter(|country| !country.is_empty()) {
            let at = self.value(country.to_uppercase());
            self.conditions.push(format!("EXISTS (SELECT 1 FROM roles WHERE data = d.id AND country = ?{at})"));
        }
        for name in query.actor.iter().filter(|name| !name.is_empty()) {
            let threads = named(db, name)?;
            let at = self.value(numbers(&threads));
            let list = db.list(at);
            self.conditions.push(format!("d.id IN (SELECT data FROM roles WHERE actor IN {list})"));
        }
        Ok(())
    }

    fn about(&mut self, db: &dyn Database, query: &Query) {
        for text in [&query.issue, &query.text].into_iter().flatten() {
            let groups = sought(text);
            if !groups.is_empty() {
                let at = self.value(db.match_words(&groups));
                self.conditions.push(format!("d.id IN ({})", db.data_match(at)));
            }
        }
    }

    fn classes(&mut self, query: &Query, kinds: &[&str]) {
        let any = |filter: &mut Filter, values: &[String], columns: [&str; 2]| {
            let marks: Vec<String> =
                values.iter().map(|value| format!("?{}", filter.value(value.to_lowercase()))).collect();
            let list = marks.join(", ");
            format!("(lower({}) IN ({list}) OR lower({}) IN ({list}))", columns[0], columns[1])
        };
        if !query.act.is_empty() {
            let acts = any(self, &query.act, ["d.class", "d.class"]);
            // Only statements have acts; of several kinds, the others are not asked for then.
            self.conditions.push(format!("d.kind = 'statement' AND {acts}"));
        }
        if !query.r#type.is_empty() {
            let columns = if kinds == ["statement"] { ["d.sub", "d.sub"] } else { ["d.class", "d.sub"] };
            let types = any(self, &query.r#type, columns);
            self.conditions.push(types);
        }
    }

    fn source(&mut self, query: &Query) {
        if let Some(place) = &query.place {
            let at = self.value(place.as_str());
            self.conditions.push(format!("d.place = ?{at}"));
        }
        if let Some(publisher) = &query.publisher {
            let at = self.value(publisher.as_str());
            self.conditions.push(format!("d.report IN (SELECT id FROM reports WHERE publisher = ?{at})"));
        }
        if query.fresh {
            // A text's thread bears the number of the first report that had it.
            self.conditions
                .push("d.stale = 0 AND d.report IN (SELECT id FROM reports WHERE thread / 65536 = id)".into());
        }
    }
}

/// The day up to which reports count.
pub(super) fn as_of(query: &Query) -> Result<String, StoreError> {
    // The end of what has no end is past every day that can be asked for.
    Ok(match &query.as_of {
        Some(day) => days(day)?.last.min("9999-12-30".into()),
        None => "9999-12-30".into(),
    })
}

/// The days that a query's `since` or `until` names.
pub(super) fn days(text: &str) -> Result<Days, StoreError> {
    let days = Days::of(text).filter(|days| days.last.as_str() <= LAST);
    days.ok_or_else(|| StoreError::Query(format!("{text:?} is no day: write 2022-01-31, 2022-01 or 2022")))
}

/// The joined actors that bear a name: all its words, in any of their names.
pub(super) fn named(db: &mut dyn Database, name: &str) -> Result<Vec<i64>, StoreError> {
    if let Some(ThreadId(thread)) = ThreadId::parse(name) {
        return Ok(vec![thread]);
    }
    let mut words = words(name);
    words.sort();
    words.dedup();
    let marks: Vec<String> = (1..=words.len()).map(|at| format!("?{at}")).collect();
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT thread FROM actor_words WHERE word IN ({}) GROUP BY thread HAVING count(*) = {} ORDER BY thread",
        marks.join(", "),
        words.len()
    );
    let values: Vec<Value> = words.into_iter().map(Value::Text).collect();
    Ok(db.rows(&sql, &values)?.into_iter().map(|mut row| row.int()).collect())
}
