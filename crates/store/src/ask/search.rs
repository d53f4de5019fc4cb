//! Full-text search over reports.

use super::actors::{published, report_facets, report_rows, speaking_of};
use super::filter::{Filter, as_of};
use super::page::{Listed, numbered};
use super::query::{Order, Query};
use super::rows::{Hit, Page, ReportRow};
use crate::db::Database;
use crate::follow::words::{sought, stems};
use crate::{Store, StoreError};

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
        let Listed { total, threads: ids, facets } = match &self.columns {
            Some(columns) => columns.now(db)?.search(db, query, &groups)?,
            None => listed(db, query, &groups)?,
        };
        let mut found = report_rows(db, &ids, &as_of(query)?)?;
        let hits = ids.iter().filter_map(|id| found.remove(id)).map(|row| excerpt(db, row, &groups));
        Ok(Page { total, rows: hits.collect::<Result<_, _>>()?, facets })
    }
}

/// What of a search is asked of the data of a report: not what the report says for itself, nor whom it speaks of.
pub(super) fn of_data(query: &Query) -> Query {
    Query {
        text: None,
        issue: None,
        country: Vec::new(),
        actor: Vec::new(),
        publisher: None,
        month: None,
        ..query.clone()
    }
}

fn listed(db: &mut dyn Database, query: &Query, groups: &[Vec<String>]) -> Result<Listed, StoreError> {
    let mut filter = Filter::of(db, &of_data(query), &[])?;
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
        Order::Usual | Order::Sources => "m.score, r.id",
        Order::Newest => "r.reported DESC, r.id",
        Order::Oldest => "r.reported, r.id",
    };
    let from = format!(
        "FROM ({}) m JOIN reports r ON r.id = m.id WHERE r.reported <= ?{day} AND r.until > ?{day} {data}{spoken}",
        db.report_match(words)
    );
    let facets = match query.facets {
        true => report_facets(db, &format!("id IN (SELECT r.id {from})"), &filter.values)?,
        false => Vec::new(),
    };
    let (threads, total) = numbered(db, query, ("r.id", &from, order), &filter.values)?;
    Ok(Listed { total, threads, facets })
}

/// Longest excerpt, in characters.
const LONGEST: usize = 300;

/// A report with the sentence of it that has most of the words.
fn excerpt(db: &mut dyn Database, row: ReportRow, groups: &[Vec<String>]) -> Result<Hit, StoreError> {
    let rows = db.rows("SELECT record FROM records WHERE id = ?1", &[row.report.into()])?;
    let json = rows.into_iter().next().map(|mut row| row.text());
    let text = json.map(|json| text(row.report, &json)).transpose()?.unwrap_or_default();
    let (start, sentence) = best(&text, groups);
    let text: String = sentence.chars().take(LONGEST).collect();
    Ok(Hit {
        report: row.report,
        name: row.name,
        title: row.title,
        publisher: row.publisher,
        url: row.url,
        reported: row.reported,
        start: start as i64,
        end: (start + text.chars().count()) as i64,
        text,
        copies: row.copies,
    })
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
    let beginnings: Vec<String> = groups.iter().flatten().map(|word| word.chars().take(BEGINNING).collect()).collect();
    let (mut at, mut found) = (0, (0, 0, ""));
    for piece in text.split_inclusive(['\n', '.', '!', '?']) {
        let trimmed = piece.trim();
        let has = if may_have(trimmed, &beginnings) { stems(trimmed) } else { Vec::new() };
        let score = groups.iter().filter(|group| group.iter().any(|word| has.contains(word))).count();
        if score > found.0 || found.2.is_empty() {
            let lead = piece.chars().take_while(|c| c.is_whitespace()).count();
            found = (score, at + lead, trimmed);
        }
        at += piece.chars().count();
    }
    (found.1, found.2)
}

/// Letters by which a word and its stem begin alike.
const BEGINNING: usize = 3;

/// Whether a sentence may have a word with one of these beginnings: stems cost much, and briefings are long.
fn may_have(sentence: &str, beginnings: &[String]) -> bool {
    let letters = sentence.to_ascii_lowercase();
    !letters.is_ascii() || beginnings.iter().any(|beginning| letters.contains(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sentence_is_shown() {
        let text = "Élan.\nThe ministers met. Missiles in Ruritania were discussed! Then they left.";
        let (start, sentence) = best(text, &sought("missile Ruritania"));
        assert_eq!(sentence, "Missiles in Ruritania were discussed!");
        for (text, asked) in [("A. Sie sagten Ölkrise", "olkrise"), ("A. NEGOTIATED", "negotiating")] {
            assert_eq!(best(text, &sought(asked)).0, 3, "{text}");
        }
        assert_eq!(text.chars().skip(start).take(8).collect::<String>(), "Missiles");
    }
}
