//! Figures, against the project's own gold (`training/figures-positions`).
//!
//! In: the stand-off gold, the folder of its reports, a way to parse. Out: precision and recall of figures found, of those
//! with the right number, and of those that are right in all: number, unit, what is counted, whose it is. Each mention
//! counts: a figure of the record that rests on two places is two answers. An answer is found where its words reach over
//! the words of a number of the gold. Whose it is has to be told in full, where the gold asks for it.

use super::standoff::{self, GoldFigure, Row};
use super::{Counts, Parse, ScoreError, share};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Figure, Record};
use rapporteur_text::Offsets;
use std::fmt;
use std::path::Path;

/// How well figures are read; prints as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Found, whatever is said of them.
    pub found: Counts,
    /// With the right number, or both ends of a range.
    pub value: Counts,
    /// With number, unit, what is counted and whose it is right.
    pub all: Counts,
    /// Of those found: right, asked.
    pub unit: (usize, usize),
    /// What is counted or measured, of those found: right, asked.
    pub counted: (usize, usize),
    /// Whose, of those found: right, asked.
    pub of: (usize, usize),
    /// At least, at most, range and about, of those found: right, asked.
    pub bound: (usize, usize),
    /// Where, of those found of which the gold knows it: right, asked.
    pub place: (usize, usize),
    /// When, likewise.
    pub when: (usize, usize),
    /// Who says so, likewise.
    pub by: (usize, usize),
    /// What was told otherwise, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "found       {}", self.found)?;
        writeln!(f, "value       {}", self.value)?;
        writeln!(f, "all right   {}", self.all)?;
        writeln!(f, "of those found:")?;
        let parts = [
            ("unit", self.unit),
            ("counted", self.counted),
            ("of", self.of),
            ("bound", self.bound),
            ("where", self.place),
            ("when", self.when),
            ("said by", self.by),
        ];
        for (what, (right, asked)) in parts {
            writeln!(f, "  {what:9} {:.3}  ({right} of {asked})", share(right, asked))?;
        }
        Ok(())
    }
}

/// Reads the reports of `folder` that `gold` points into and compares; `split` keeps one part of the gold.
pub fn figures(
    gold: &Path,
    folder: &Path,
    split: Option<&str>,
    lexicon: &Lexicon,
    parse: &mut Parse,
) -> Result<Figures, ScoreError> {
    let mut score = Figures::default();
    standoff::each(gold, folder, split, lexicon, parse, &mut |row: &Row, record| score.compare(row, record))?;
    Ok(score)
}

/// What the record says of one mention of a figure.
struct Answer<'r> {
    figure: &'r Figure,
    /// The words for the number and what it counts, in code points.
    words: (usize, usize),
}

impl Figures {
    fn compare(&mut self, row: &Row, record: &Record) {
        let offsets = Offsets::new(&record.report.text);
        let answers = mentions(row, record, &offsets);
        let mut candidates = Vec::new();
        for (at, gold) in row.figures.iter().enumerate() {
            for (number, answer) in answers.iter().enumerate() {
                if standoff::overlap(answer.words, (gold.start, gold.end)) {
                    let rank = (is_value(gold, answer.figure), is_unit(gold, answer.figure), !gold.optional);
                    candidates.push((rank, at, number));
                }
            }
        }
        let pairs = standoff::pair(candidates);
        for &(at, number) in &pairs {
            let gold = &row.figures[at];
            if !gold.optional {
                self.judge(record, gold, answers[number].figure, &offsets);
            }
        }
        let missed = |at: &usize| pairs.iter().all(|pair| pair.0 != *at) && !row.figures[*at].optional;
        for gold in (0..row.figures.len()).filter(missed).map(|at| &row.figures[at]) {
            self.each(|counts| counts.missed += 1);
            self.errors.push(format!("{} {}..{} missed: {}", row.report, gold.start, gold.end, told(gold)));
        }
        let spurious = |number: &usize| pairs.iter().all(|pair| pair.1 != *number);
        for answer in (0..answers.len()).filter(spurious).map(|number| &answers[number]) {
            self.each(|counts| counts.spurious += 1);
            let what = record.quote(answer.figure.what);
            self.errors.push(format!("{} {}..{} spurious: {what}", row.report, answer.words.0, answer.words.1));
        }
    }

    fn each(&mut self, count: impl Fn(&mut Counts)) {
        [&mut self.found, &mut self.value, &mut self.all].into_iter().for_each(count);
    }

    fn judge(&mut self, record: &Record, gold: &GoldFigure, figure: &Figure, offsets: &Offsets) {
        let of = gold.of.as_ref().map(|wanted| is_owned(record, wanted, figure));
        let (unit, counted) = (is_unit(gold, figure), is_counted(record, gold, figure));
        let value = is_value(gold, figure);
        self.found.right += 1;
        mark(&mut self.value, value);
        mark(&mut self.all, value && unit && counted && of != Some(false));
        let mut wrong = Vec::new();
        let mut ask = |what, (right, asked): &mut (usize, usize), told: Option<bool>| {
            *right += usize::from(told == Some(true));
            *asked += usize::from(told.is_some());
            wrong.extend((told == Some(false)).then_some(what));
        };
        ask("value", &mut (0, 0), Some(value));
        ask("unit", &mut self.unit, Some(unit));
        ask("counted", &mut self.counted, (!gold.counted.is_empty()).then_some(counted));
        ask("of", &mut self.of, of);
        ask("bound", &mut self.bound, Some(figure.bound == gold.bound && figure.approximate == gold.approximate));
        ask("where", &mut self.place, gold.place.as_ref().map(|names| is_placed(names, figure)));
        ask("when", &mut self.when, gold.when.map(|wanted| is_timed(wanted, figure, offsets)));
        ask("by", &mut self.by, gold.by.as_ref().map(|names| is_said(record, names, figure)));
        if !wrong.is_empty() {
            let (id, wrong, told) = (&record.report.id, wrong.join(", "), told(gold));
            let of: Vec<&str> = figure.of.iter().map(|&id| record.actor(id).name.as_str()).collect();
            let (what, value, unit) = (record.quote(figure.what), figure.value, &figure.unit);
            let (start, end) = (gold.start, gold.end);
            self.errors.push(format!("{id} {start}..{end} {wrong}: {told}, told {value} {unit} of {of:?}: {what}"));
        }
    }
}

/// Counts one found figure as right or as both spurious and missed.
fn mark(counts: &mut Counts, right: bool) {
    counts.right += usize::from(right);
    counts.spurious += usize::from(!right);
    counts.missed += usize::from(!right);
}

/// The mentions of figures within the annotated stretch.
fn mentions<'r>(row: &Row, record: &'r Record, offsets: &Offsets) -> Vec<Answer<'r>> {
    let spans =
        record.figures.iter().flat_map(|figure| figure.evidence.spans().iter().map(move |&span| (figure, span)));
    let answers = spans.filter_map(|(figure, span)| Some(Answer { figure, words: standoff::chars(offsets, span)? }));
    answers.filter(|answer| standoff::overlap(answer.words, (row.start, row.end))).collect()
}

/// A figure of the gold in words.
fn told(gold: &GoldFigure) -> String {
    let high = gold.high.map(|high| format!("-{high}")).unwrap_or_default();
    let of = gold.of.as_ref().map(|of| format!(" of {of:?}")).unwrap_or_default();
    format!("{}{high} {}, {}{of}", gold.value, gold.unit.join("/"), gold.counted.join("/"))
}

fn is_value(gold: &GoldFigure, figure: &Figure) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-3 * a.abs();
    let high = match (gold.high, figure.high) {
        (Some(wanted), Some(high)) => same(wanted, high),
        (wanted, high) => wanted.is_none() && high.is_none(),
    };
    same(gold.value, figure.value) && high
}

fn is_unit(gold: &GoldFigure, figure: &Figure) -> bool {
    gold.unit.iter().any(|unit| unit.eq_ignore_ascii_case(&figure.unit))
}

/// Whether what is counted is the figure's unit or stands among the words of the figure or of what narrows it.
fn is_counted(record: &Record, gold: &GoldFigure, figure: &Figure) -> bool {
    let scope = figure.scope.as_deref().unwrap_or_default();
    let words = standoff::words(&format!("{} {} {scope}", figure.unit, record.quote(figure.what)));
    let named = |head: &String| {
        let head = head.to_lowercase();
        words.iter().any(|word| *word == head || word.strip_suffix('s') == Some(&head))
    };
    gold.counted.is_empty() || gold.counted.iter().any(named)
}

/// Whether each wanted owner is told and no other.
fn is_owned(record: &Record, wanted: &[Vec<String>], figure: &Figure) -> bool {
    wanted.iter().all(|names| figure.of.iter().any(|&id| standoff::answers(record, id, names)))
        && figure.of.iter().all(|&id| wanted.iter().any(|names| standoff::answers(record, id, names)))
}

fn is_placed(names: &[String], figure: &Figure) -> bool {
    let named = |text: &str| names.iter().any(|name| name.eq_ignore_ascii_case(text));
    figure.place.as_ref().is_some_and(|place| named(&place.name) || named(&place.text))
}

fn is_timed(wanted: (usize, usize), figure: &Figure, offsets: &Offsets) -> bool {
    let told = figure.when.as_ref().and_then(|when| standoff::chars(offsets, when.span));
    told.is_some_and(|told| standoff::overlap(told, wanted))
}

fn is_said(record: &Record, names: &[String], figure: &Figure) -> bool {
    let mut speakers = figure.asserted_by.iter().flat_map(|&id| record.statement(id).speaker.iter());
    speakers.any(|&id| standoff::answers(record, id, names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::standoff::tests::record;
    use serde_json::{Value, json};

    const TEXT: &str = "Peru sent about 40 trucks and gave $5 million in relief; 9 men watched.";

    fn figure(value: f64, unit: &str, of: &[&str], span: (usize, usize)) -> Value {
        let span = json!({"start": span.0, "end": span.1});
        json!({"id": "F1", "value": value, "bound": "exact", "approximate": true, "unit": unit, "what": span, "of": of,
               "asserted_by": [], "denied_by": [], "stale": false, "evidence": [span]})
    }

    fn gold(figures: Value) -> Row {
        let row = json!({"file": "f", "report": "r", "split": "dev", "start": 0, "end": 71, "sha256": "",
                         "figures": figures, "positions": []});
        serde_json::from_value(row).expect("a row")
    }

    fn trucks() -> Value {
        json!({"start": 16, "end": 18, "value": 40, "bound": "exact", "approximate": true, "unit": ["truck", "lorry"],
               "counted": ["truck"], "of": [["PER"]]})
    }

    fn money(counted: &str) -> Value {
        json!({"start": 35, "end": 45, "value": 5e6, "bound": "exact", "approximate": false, "unit": ["USD"],
               "counted": [counted], "of": [["PER"]]})
    }

    fn score(gold: &Row, figures: Value) -> Figures {
        let mut score = Figures::default();
        score.compare(gold, &record(TEXT, json!({"figures": figures})));
        score
    }

    #[test]
    fn a_figure_right_in_all_counts_in_all() {
        let told = json!([figure(40.0, "truck", &["A1"], (16, 25)), figure(5e6, "USD", &["A1"], (35, 55))]);
        let score = score(&gold(json!([trucks(), money("relief")])), told);
        assert_eq!(score.all, Counts { right: 2, spurious: 0, missed: 0 });
        assert_eq!((score.of, score.bound), ((2, 2), (1, 2)));
    }

    #[test]
    fn a_wrong_number_is_found_but_neither_value_nor_all_are_right() {
        let score = score(&gold(json!([trucks()])), json!([figure(4.0, "truck", &["A1"], (16, 25))]));
        assert_eq!(score.found, Counts { right: 1, spurious: 0, missed: 0 });
        assert_eq!(score.value, Counts { right: 0, spurious: 1, missed: 1 });
        assert_eq!(score.all, score.value);
    }

    #[test]
    fn another_owner_none_or_one_too_many_is_wrong() {
        for of in [&["A2"][..], &[], &["A1", "A2"]] {
            let score = score(&gold(json!([trucks()])), json!([figure(40.0, "truck", of, (16, 25))]));
            assert_eq!((score.value.right, score.all.right, score.of), (1, 0, (0, 1)), "{of:?}");
        }
    }

    #[test]
    fn what_is_counted_has_to_be_named() {
        let told = || json!([figure(5e6, "USD", &["A1"], (35, 55))]);
        assert_eq!(score(&gold(json!([money("relief")])), told()).all.right, 1);
        assert_eq!(score(&gold(json!([money("loan")])), told()).all.right, 0);
    }

    #[test]
    fn what_is_optional_counts_neither_as_missed_nor_as_spurious() {
        let mut optional = trucks();
        optional["optional"] = json!(true);
        assert_eq!(score(&gold(json!([optional])), json!([])).found, Counts::default());
        let told = json!([figure(40.0, "truck", &["A1"], (16, 25)), figure(9.0, "man", &[], (57, 62))]);
        assert_eq!(score(&gold(json!([optional])), told).found, Counts { right: 0, spurious: 1, missed: 0 });
    }

    #[test]
    fn what_stands_outside_the_annotated_stretch_does_not_count() {
        let mut row = gold(json!([]));
        row.end = 56;
        assert_eq!(score(&row, json!([figure(9.0, "man", &[], (57, 62))])).found, Counts::default());
    }
}
