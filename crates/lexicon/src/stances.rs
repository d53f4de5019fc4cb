//! Words that tell what a party wants and how firmly.
//!
//! In: the table `stances.tsv`. Out: whether a lemma, or a phrase of a text, has a sense. Reading positions is the
//! extraction's business.

use crate::{Files, TableError};
use std::collections::HashMap;

/// The table's columns.
const COLUMNS: [&str; 2] = ["sense", "words"];

/// What a word says about a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StanceSense {
    /// Not to be bargained over.
    RedLine,
    /// Insisted on or repeated.
    Firm,
    /// Open to bargaining.
    Flexible,
    /// A cue by which a wish is a demand.
    Want,
    /// A verb by which what it governs stops.
    Ending,
    /// A noun for a demand.
    Wish,
    /// Too wide to name an issue.
    General,
}

/// The words, by sense.
#[derive(Debug)]
pub struct StanceWords {
    words: HashMap<StanceSense, Vec<Box<str>>>,
}

impl StanceWords {
    /// Reads the table.
    pub(crate) fn read(files: &Files) -> Result<Self, TableError> {
        let mut words: HashMap<StanceSense, Vec<Box<str>>> = HashMap::new();
        for row in files.rows("stances.tsv", &COLUMNS)? {
            let sense = parse(row.cells[0]).ok_or_else(|| TableError {
                table: "stances.tsv".into(),
                line: row.line,
                reason: format!("{:?} is no sense; the table's first lines name them", row.cells[0]),
            })?;
            let listed = row.cells[1].split('|').filter(|word| !word.is_empty()).map(Into::into);
            words.entry(sense).or_default().extend(listed);
        }
        Ok(StanceWords { words })
    }

    /// Whether the lemma has the sense.
    pub fn has(&self, lemma: &str, sense: StanceSense) -> bool {
        self.of(sense).iter().any(|word| **word == *lemma)
    }

    /// Whether a word or phrase of the sense stands in `text`, which is lower-cased, between word boundaries.
    pub fn found_in(&self, text: &str, sense: StanceSense) -> bool {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        self.of(sense).iter().any(|word| {
            text.match_indices(&**word).any(|(at, found)| {
                edge(text[..at].chars().next_back()) && edge(text[at + found.len()..].chars().next())
            })
        })
    }

    fn of(&self, sense: StanceSense) -> &[Box<str>] {
        self.words.get(&sense).map_or(&[], Vec::as_slice)
    }
}

fn parse(text: &str) -> Option<StanceSense> {
    Some(match text {
        "red_line" => StanceSense::RedLine,
        "firm" => StanceSense::Firm,
        "flexible" => StanceSense::Flexible,
        "want" => StanceSense::Want,
        "ending" => StanceSense::Ending,
        "wish" => StanceSense::Wish,
        "general" => StanceSense::General,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_between_word_boundaries() {
        let words = StanceWords::read(&Files::new(&[]).unwrap()).unwrap();
        assert!(words.found_in("this is a red line for us", StanceSense::RedLine));
        assert!(!words.found_in("the affirmation", StanceSense::Firm));
        assert!(words.has("want", StanceSense::Want));
    }
}
