//! Words of number and measure: numerals, units, currencies, what reports count, and the words that bound a number.

use crate::{Files, Row, TableError};
use std::collections::{HashMap, HashSet};

/// What is known of numbers and measures.
#[derive(Debug, Default)]
pub struct Measures {
    numbers: HashMap<Box<str>, NumberWord>,
    measures: HashMap<Box<str>, Measure>,
    /// Nouns after which a number names rather than counts: article, room.
    named: HashSet<Box<str>>,
    bounds: HashMap<Box<str>, BoundWord>,
    /// Most tokens that a bounding phrase has, by its first token.
    longest: HashMap<Box<str>, usize>,
}

/// What a word says of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// One, twenty.
    Cardinal(f64),
    /// Hundred, million: multiplies what stands before it.
    Scale(f64),
    /// Dozens, thousands: a scale without a number before it.
    Vague(f64),
    /// First, twentieth.
    Ordinal(f64),
    /// Half, thirds.
    Fraction(f64),
    /// Few, several: an amount without a number.
    Few,
}

/// What a unit measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The unit as the record writes it: `USD`, `percent`, `hour`, `kilometre`.
    pub unit: Box<str>,
    /// What it is a measure of.
    pub kind: MeasureKind,
}

/// What a unit is a measure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// A currency; its sign or name stands before or after the number.
    Money,
    /// Per cent and percentage points.
    Percent,
    /// A length of time.
    Duration,
    /// Length, area, weight, volume, speed, energy.
    Physical,
    /// Something that reports count though it looks like none: votes in favour, dead, wounded.
    Count,
}

/// What a word beside a number says of the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundWord {
    /// About, nearly.
    About,
    /// Over, at least.
    AtLeast,
    /// Up to, at most.
    AtMost,
}

impl Measures {
    /// Reads `numbers.tsv`, `measures.tsv` and `bounds.tsv`.
    pub(crate) fn read(files: &Files) -> Result<Self, TableError> {
        let mut found = Measures::default();
        for row in files.rows("numbers.tsv", &["word", "kind", "value"])? {
            let word = number_word(&row).ok_or_else(|| unknown("numbers.tsv", &row))?;
            found.numbers.insert(row.cells[0].into(), word);
        }
        for row in files.rows("measures.tsv", &["word", "kind", "unit"])? {
            if row.cells[1] == "name" {
                found.named.extend(row.cells[0].split('|').map(Box::from));
                continue;
            }
            let kind = measure_kind(row.cells[1]).ok_or_else(|| unknown("measures.tsv", &row))?;
            for word in row.cells[0].split('|') {
                found.measures.insert(word.into(), Measure { unit: row.cells[2].into(), kind });
            }
        }
        for row in files.rows("bounds.tsv", &["word", "kind", "value"])? {
            let bound = match row.cells[1] {
                "about" => BoundWord::About,
                "at_least" => BoundWord::AtLeast,
                "at_most" => BoundWord::AtMost,
                _ => return Err(unknown("bounds.tsv", &row)),
            };
            let word = row.cells[0];
            let longest = found.longest.entry(word.split(' ').next().unwrap_or(word).into()).or_default();
            *longest = word.split(' ').count().max(*longest);
            found.bounds.insert(word.into(), bound);
        }
        Ok(found)
    }

    /// What the lower-cased word says of a number.
    pub fn number(&self, lower: &str) -> Option<NumberWord> {
        self.numbers.get(lower).copied()
    }

    /// The unit that the word, its lower-cased form or its sign stands for.
    pub fn measure(&self, word: &str) -> Option<&Measure> {
        self.measures.get(word)
    }

    /// Whether a number after the lower-cased word names rather than counts: article, room.
    pub fn is_named(&self, lower: &str) -> bool {
        self.named.contains(lower)
    }

    /// What the phrase (lower-cased tokens joined by spaces) says of the number beside it.
    pub fn bound(&self, phrase: &str) -> Option<BoundWord> {
        self.bounds.get(phrase).copied()
    }

    /// The number of tokens of the longest bounding phrase whose first token is `lower`; 0 for none.
    pub fn longest_bound(&self, lower: &str) -> usize {
        self.longest.get(lower).copied().unwrap_or(0)
    }
}

fn unknown(table: &str, row: &Row) -> TableError {
    let reason = format!("kind {:?} with value {:?} is not known", row.cells[1], row.cells[2]);
    TableError { table: table.into(), line: row.line, reason }
}

fn number_word(row: &Row) -> Option<NumberWord> {
    let value = || row.cells[2].parse::<f64>().ok();
    Some(match row.cells[1] {
        "cardinal" => NumberWord::Cardinal(value()?),
        "scale" => NumberWord::Scale(value()?),
        "vague" => NumberWord::Vague(value()?),
        "ordinal" => NumberWord::Ordinal(value()?),
        "fraction" => NumberWord::Fraction(value()?),
        "few" => NumberWord::Few,
        _ => return None,
    })
}

fn measure_kind(kind: &str) -> Option<MeasureKind> {
    Some(match kind {
        "money" => MeasureKind::Money,
        "percent" => MeasureKind::Percent,
        "duration" => MeasureKind::Duration,
        "physical" => MeasureKind::Physical,
        "count" => MeasureKind::Count,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_units_and_bounds_are_read() {
        let measures = Measures::read(&Files::new(&[]).unwrap()).unwrap();
        assert_eq!(measures.number("twelve"), Some(NumberWord::Cardinal(12.0)));
        assert_eq!(measures.number("dozens"), Some(NumberWord::Vague(12.0)));
        assert_eq!(measures.measure("€").map(|measure| &*measure.unit), Some("EUR"));
        assert_eq!(measures.bound("no more than"), Some(BoundWord::AtMost));
        assert_eq!(measures.longest_bound("as"), 3);
    }
}
