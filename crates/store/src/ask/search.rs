//! Full-text search over reports.

use super::actors::{published, report_facets, speaking_of};
use super::filter::Filter;
use super::load::count_copies;
use super::query::{Order, Query};
use super::rows::{Hit, Page};
use crate::db::{Database, Value};
use crate::follow::words::{sought, stems};
use crate::{Store, StoreError};
use std::collections::BTreeSet;

impl Store {
    /// Reports with all the words of `query.text` (in any form of the word, or another of the same meaning), best first.
    /// Facets as of [`Store::reports`].
    ///
    /// # Errors
    /// The query has no words to search for; or the database says no.
    pub fn search(&self, query: &Query) -> Result<Page<Hit>, StoreError> {
        let groups = sought(query.text.as_deref().unwrap_or_default());
        if groups.is_empty() {
            return Err(StoreError::Query("there is no word to search for".into()));
        }
        let mut db = self.db();
        let db = &mut **db;
        let Found { base, order, values, as_of } = found(db, query, &groups)?;
        let facets = match query.facets {
            true => report_facets(db, &format!("id IN (SELECT r.id {base})"), &values)?,
            false => Vec::new(),
        };
        let sql = format!(
            "SELECT r.id, r.name, r.title, r.publisher, r.url, r.reported, r.thread, count(*) OVER () {base} \
             ORDER BY {order}, r.id LIMIT {} OFFSET {}",
            query.limit().min(i64::MAX as usize >> 1),
            query.offset.min(i64::MAX as usize >> 1)
        );
        let mut total = 0;
        let mut hits = Vec::new();
        let mut texts = Vec::new();
        for mut row in db.rows(&sql, &values)? {
            let hit = Hit {
                report: row.int(),
                name: row.text(),
                title: row.maybe(),
                publisher: row.maybe(),
                url: row.maybe(),
                reported: row.text(),
                text: String::new(),
                start: 0,
                end: 0,
                copies: 0,
            };
            hits.push(hit);
            texts.push(row.int());
            total = row.int() as u64;
        }
        let copies =
            count_copies(db, &texts.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>(), &as_of)?;
        for (hit, text) in hits.iter_mut().zip(texts) {
            hit.copies = copies.get(&text).map_or(0, |count| count.saturating_sub(1));
            excerpt(db, hit, &groups)?;
        }
        Ok(Page { total, rows: hits, facets })
    }
}

/// The reports that a search finds, as SQL.
struct Found {
    base: String,
    order: &'static str,
    values: Vec<Value>,
    as_of: String,
}

fn found(db: &mut dyn Database, query: &Query, groups: &[Vec<String>]) -> Result<Found, StoreError> {
    // What reports say for themselves is not asked of their data.
    let other = Query {
        text: None,
        issue: None,
        country: Vec::new(),
        actor: Vec::new(),
        publisher: None,
        month: None,
        ..query.clone()
    };
    let mut filter = Filter::of(db, &other, &[])?;
    let narrowed = filter.conditions.len() > 1;
    // The first condition is what was known on the day, which reports say for themselves.
    let data = match narrowed {
        true => format!("AND EXISTS (SELECT 1 FROM data d WHERE d.report = r.id AND {})", filter.sql()),
        false => String::new(),
    };
    let mut spoken = published(query, &mut filter.values)?;
    spoken.extend(speaking_of(db, query, &mut filter.values)?);
    let spoken: String = spoken.iter().map(|condition| format!(" AND r.{condition}")).collect();
    // The filter's first value is the day up to which reports count.
    let day = 1;
    let words = filter.value(db.match_words(groups));
    let order = match query.order {
        Order::Usual | Order::Sources => "m.score",
        Order::Newest => "r.reported DESC",
        Order::Oldest => "r.reported",
    };
    let base = format!(
        "FROM ({}) m JOIN reports r ON r.id = m.id WHERE r.reported <= ?{day} AND r.until > ?{day} {data}{spoken}",
        db.report_match(words)
    );
    Ok(Found { base, order, values: filter.values, as_of: filter.as_of })
}

/// Longest excerpt, in characters.
const LONGEST: usize = 300;

/// Puts in the sentence with most of the words.
fn excerpt(db: &mut dyn Database, hit: &mut Hit, groups: &[Vec<String>]) -> Result<(), StoreError> {
    let rows = db.rows("SELECT record FROM records WHERE id = ?1", &[hit.report.into()])?;
    let Some(json) = rows.into_iter().next().map(|mut row| row.text()) else { return Ok(()) };
    let text = text(hit.report, &json)?;
    let (start, sentence) = best(&text, groups);
    hit.text = sentence.chars().take(LONGEST).collect();
    hit.start = start as i64;
    hit.end = hit.start + hit.text.chars().count() as i64;
    Ok(())
}

/// The text of a record, without making the rest of it.
fn text(report: i64, json: &str) -> Result<String, StoreError> {
    #[derive(serde::Deserialize)]
    struct Record {
        report: Report,
    }
    #[derive(serde::Deserialize)]
    struct Report {
        text: String,
    }
    let record: Result<Record, _> = serde_json::from_str(json);
    record.map(|record| record.report.text).map_err(|error| StoreError::Record(format!("report {report}"), error))
}

/// The sentence with most of the words, with its first code point; the first of as many.
fn best<'t>(text: &'t str, groups: &[Vec<String>]) -> (usize, &'t str) {
    let (mut at, mut found) = (0, (0, 0, ""));
    for piece in text.split_inclusive(['\n', '.', '!', '?']) {
        let trimmed = piece.trim();
        let has = stems(trimmed);
        let score = groups.iter().filter(|group| group.iter().any(|word| has.contains(word))).count();
        if score > found.0 || found.2.is_empty() {
            let lead = piece.chars().take_while(|c| c.is_whitespace()).count();
            found = (score, at + lead, trimmed);
        }
        at += piece.chars().count();
    }
    (found.1, found.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sentence_is_shown() {
        let text = "Élan.\nThe ministers met. Missiles in Ruritania were discussed! Then they left.";
        let (start, sentence) = best(text, &sought("missile Ruritania"));
        assert_eq!(sentence, "Missiles in Ruritania were discussed!");
        assert_eq!(text.chars().skip(start).take(8).collect::<String>(), "Missiles");
    }
}
