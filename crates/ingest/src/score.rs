//! How well the article of a page is found: precision, recall and F1 of its words, against a text that people made.
//!
//! Counted are words (runs of letters and digits) in a longest common subsequence, so that order counts and spacing,
//! line breaks and punctuation do not.

use crate::{Fault, Handling, IngestError, Options, folder, html, open};
use std::collections::BTreeMap;
use std::path::Path;

/// Words shared by two texts, and what share of each they make.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Share of the words found that were expected.
    pub precision: f64,
    /// Share of the words expected that were found.
    pub recall: f64,
}

impl Score {
    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        match self.precision + self.recall {
            0.0 => 0.0,
            sum => 2.0 * self.precision * self.recall / sum,
        }
    }
}

/// A page's name and score.
#[derive(Clone, Debug, PartialEq)]
pub struct PageScore {
    /// Name of the page.
    pub name: String,
    /// How well its article was found.
    pub score: Score,
}

/// Longest texts whose words are compared in order, as the product of their numbers of words (a few seconds); of longer
/// ones the words are compared without order.
const MAX_CELLS: usize = 2_000_000_000;

/// Precision and recall of the words of `got` against those of `expected`. Two texts without a word agree.
pub fn score(expected: &str, got: &str) -> Score {
    let (expected, got) = (words(expected), words(got));
    if expected.is_empty() && got.is_empty() {
        return Score { precision: 1.0, recall: 1.0 };
    }
    let common = common(&expected, &got) as f64;
    let share = |of: usize| if of == 0 { 0.0 } else { common / of as f64 };
    Score { precision: share(got.len()), recall: share(expected.len()) }
}

/// The scores of the pages below `folder` that have an expected text. Read as any report is with `options`, then
/// compared: `source.html` with the `expected.html` beside it, and the entries of a corpus with the text of the same id
/// in the corpus `texts`.
///
/// # Errors
/// A file cannot be read, or there is nothing to compare. A page that cannot be read scores nothing.
pub fn score_folder(folder: &Path, texts: Option<&Path>, options: &Options) -> Result<Vec<PageScore>, IngestError> {
    let expected = texts.map(texts_by_id).transpose()?.unwrap_or_default();
    let mut scores = Vec::new();
    for path in folder::files(folder)? {
        let beside = path.with_file_name("expected.html");
        if path.file_name().is_some_and(|name| name == "source.html") && beside.is_file() {
            scores.push(page(&path, &beside, options)?);
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            scores.extend(entries(&path, &expected, options)?);
        }
    }
    match scores.is_empty() {
        true => Err(IngestError::new(folder.to_string_lossy().as_ref(), Fault::NoExpected)),
        false => Ok(scores),
    }
}

fn page(source: &Path, beside: &Path, options: &Options) -> Result<PageScore, IngestError> {
    let name = source.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let bytes = std::fs::read(beside).map_err(|error| IngestError::new(beside.to_string_lossy().as_ref(), error))?;
    let expected = html::text_of(&String::from_utf8_lossy(&bytes));
    let got = open(source, options)?.find_map(Result::ok).map(|report| report.text.to_string());
    Ok(PageScore { name, score: score(&expected, &got.unwrap_or_default()) })
}

fn entries(corpus: &Path, expected: &Texts, options: &Options) -> Result<Vec<PageScore>, IngestError> {
    let reports = open(corpus, options)?;
    let scored = reports.filter_map(|report| match report {
        Ok(report) => {
            let text = expected.get(&report.meta.id)?;
            Some(PageScore { score: score(text, &report.text), name: report.meta.id })
        }
        Err(error) => Some(PageScore { name: error.place.to_string(), score: Score::default() }),
    });
    Ok(scored.collect())
}

/// Expected texts by id.
type Texts = BTreeMap<String, String>;

fn texts_by_id(corpus: &Path) -> Result<Texts, IngestError> {
    let options = Options { handling: Handling::Verbatim, ..Options::default() };
    let reports = open(corpus, &options)?;
    Ok(reports.filter_map(Result::ok).map(|report| (report.meta.id, report.text.to_string())).collect())
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// How many words two texts have in common.
fn common(a: &[&str], b: &[&str]) -> usize {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[before..], &b[before..]);
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - after], &b[..b.len() - after]);
    before + after + if a.len().saturating_mul(b.len()) <= MAX_CELLS { in_order(a, b) } else { in_any_order(a, b) }
}

/// Length of a longest common subsequence.
fn in_order(a: &[&str], b: &[&str]) -> usize {
    let mut numbers = BTreeMap::new();
    let mut number = |words: &[&str]| -> Vec<usize> {
        let next = |word: &&str| {
            let fresh = numbers.len();
            *numbers.entry(word.to_string()).or_insert(fresh)
        };
        words.iter().map(next).collect()
    };
    let (a, b) = (number(a), number(b));
    let mut row = vec![0usize; b.len() + 1];
    for word in a {
        let mut diagonal = 0;
        for (i, other) in b.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] = if *other == word { diagonal + 1 } else { above.max(row[i]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn in_any_order(a: &[&str], b: &[&str]) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    a.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let shared = b.iter().filter(|word| match counts.get_mut(**word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    shared.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_in_their_order() {
        let same = score("They met, on Monday.", "They met on\n\nMonday");
        assert_eq!((same.precision, same.recall, same.f1()), (1.0, 1.0, 1.0));
        let half = score("They met on Monday", "They met in secret, on Monday, twice");
        assert_eq!((half.precision, half.recall), (4.0 / 7.0, 1.0));
        assert_eq!(score("one two", "two one").recall, 0.5);
        assert_eq!(score("one two", "").f1(), 0.0);
        assert_eq!(in_any_order(&["one", "two"], &["two", "one", "one"]), 2);
    }
}
