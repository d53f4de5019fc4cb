//! Disputes, against the project's own gold (`training/disputes`).
//!
//! In: the stand-off gold, the folder of its reports, a way to parse. Out: precision and recall of disputes whose two sides are
//! right, and of those whose kind is right too. One of the record joins one of the gold where each of its sides rests on words
//! that the evidence of a side of the gold shares and is held by an actor of one of the accepted names.

use super::standoff::{self, At, Names, Placed};
use super::{Counts, Parse, ScoreError};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{DatumId, Dispute, DisputeKind, Record, Side, Span};
use rapporteur_text::Offsets;
use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// How well disputes are found; prints as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disputes {
    /// With the right sides.
    pub sides: Counts,
    /// With the right sides and kind.
    pub all: Counts,
    /// What was told otherwise, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Disputes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "sides        {}", self.sides)?;
        writeln!(f, "sides, kind  {}", self.all)
    }
}

/// One report of the gold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    file: String,
    report: String,
    split: String,
    /// Of the whole text.
    sha256: String,
    disputes: Vec<GoldDispute>,
}

impl Placed for Row {
    fn at(&self) -> At<'_> {
        At { file: &self.file, report: &self.report, split: &self.split, sha256: &self.sha256 }
    }
}

/// A dispute of the gold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GoldDispute {
    /// The kinds that would be right.
    kind: Vec<DisputeKind>,
    sides: [GoldSide; 2],
    /// Whether it counts neither as missed nor as spurious.
    #[serde(default)]
    optional: bool,
}

/// One side of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GoldSide {
    /// Names by which its actor may go; empty where the report tells it or nobody is named.
    actors: Names,
    /// Start and end of the words that give it, in code points; several where it is said again.
    evidence: Vec<(usize, usize)>,
}

/// Reads the reports of `folder` that `gold` points into and compares; `split` keeps one part of the gold.
pub fn disputes(
    gold: &Path,
    folder: &Path,
    split: Option<&str>,
    lexicon: &Lexicon,
    parse: &mut Parse,
) -> Result<Disputes, ScoreError> {
    let mut score = Disputes::default();
    standoff::each(gold, folder, split, lexicon, parse, &mut |row: &Row, record| score.compare(row, record))?;
    Ok(score)
}

impl Disputes {
    fn compare(&mut self, row: &Row, record: &Record) {
        let offsets = Offsets::new(&record.report.text);
        let mut candidates = Vec::new();
        for (at, gold) in row.disputes.iter().enumerate() {
            for (number, dispute) in record.disputes.iter().enumerate() {
                if is_between(record, &offsets, gold, dispute) {
                    candidates.push(((gold.kind.contains(&dispute.kind), !gold.optional), at, number));
                }
            }
        }
        let pairs = standoff::pair(candidates);
        for &(at, number) in pairs.iter().filter(|pair| !row.disputes[pair.0].optional) {
            let (gold, dispute) = (&row.disputes[at], &record.disputes[number]);
            let right = gold.kind.contains(&dispute.kind);
            self.sides.right += 1;
            self.all.right += usize::from(right);
            self.all.spurious += usize::from(!right);
            self.all.missed += usize::from(!right);
            if !right {
                let told = told(record, gold);
                self.errors.push(format!("{} {told}, told {:?}", row.report, dispute.kind));
            }
        }
        for (at, gold) in row.disputes.iter().enumerate().filter(|(_, gold)| !gold.optional) {
            if pairs.iter().all(|pair| pair.0 != at) {
                self.sides.missed += 1;
                self.all.missed += 1;
                self.errors.push(format!("{} {} missed", row.report, told(record, gold)));
            }
        }
        for (number, dispute) in record.disputes.iter().enumerate() {
            // Figures that the record itself holds to count different things are in no dispute.
            if pairs.iter().all(|pair| pair.1 != number) && dispute.same_scope != Some(false) {
                self.sides.spurious += 1;
                self.all.spurious += 1;
                self.errors.push(format!("{} spurious: {}", row.report, said(record, dispute)));
            }
        }
    }
}

/// Whether the dispute is between the sides of the gold's, in either order.
fn is_between(record: &Record, offsets: &Offsets, gold: &GoldDispute, dispute: &Dispute) -> bool {
    let is = |wanted: &GoldSide, side: &Side| is_side(record, offsets, wanted, side);
    let [a, b] = &gold.sides;
    matches!(&dispute.sides[..], [one, other] if is(a, one) && is(b, other) || is(a, other) && is(b, one))
}

fn is_side(record: &Record, offsets: &Offsets, wanted: &GoldSide, side: &Side) -> bool {
    let actor = match side.actor {
        _ if wanted.actors.is_empty() => true,
        Some(id) => standoff::answers(record, id, &wanted.actors),
        None => false,
    };
    let spans = spans(record, side).into_iter().filter_map(|span| standoff::chars(offsets, span));
    actor && spans.into_iter().any(|span| wanted.evidence.iter().any(|&held| standoff::overlap(span, held)))
}

/// Where the text gives the side.
fn spans(record: &Record, side: &Side) -> Vec<Span> {
    let evidence = match side.datum {
        DatumId::StatementId(id) => Some(&record.statement(id).evidence),
        DatumId::FigureId(id) => record.figures.get(id.index()).map(|figure| &figure.evidence),
        DatumId::PositionId(id) => record.positions.get(id.index()).map(|position| &position.evidence),
        _ => None,
    };
    evidence.map(|evidence| evidence.spans().to_vec()).unwrap_or_default()
}

fn told(record: &Record, gold: &GoldDispute) -> String {
    let text: Vec<char> = record.report.text.chars().collect();
    let side = |side: &GoldSide| {
        let words: String =
            side.evidence.first().map(|&(start, end)| text[start..end].iter().collect()).unwrap_or_default();
        format!("{} {words:?}", side.actors.join("/"))
    };
    format!("{:?} {} against {}", gold.kind, side(&gold.sides[0]), side(&gold.sides[1]))
}

fn said(record: &Record, dispute: &Dispute) -> String {
    let name = |side: &Side| side.actor.map_or("the report", |id| record.actor(id).name.as_str());
    let sides: Vec<&str> = dispute.sides.iter().map(name).collect();
    format!("{:?} {} {:?}", dispute.kind, sides.join(" against "), dispute.about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::standoff::tests::record;
    use serde_json::{Value, json};

    const TEXT: &str = "Peru backs a new canal. Chad opposes the canal. Fiji is far.";

    fn gold(optional: bool) -> Row {
        let side = |name: &str, start: usize, end: usize| json!({"actors": [name], "evidence": [[start, end]]});
        let dispute =
            json!({"kind": ["positions"], "sides": [side("PER", 0, 22), side("TCD", 24, 46)], "optional": optional});
        let row = json!({"file": "f", "report": "r", "split": "dev", "sha256": "", "disputes": [dispute]});
        serde_json::from_value(row).expect("a row")
    }

    fn score(gold: &Row, kind: &str, sides: [(&str, &str); 2]) -> Disputes {
        let position = |id: &str, actor: &str, start: usize, end: usize| {
            json!({"id": id, "issue": "canal", "actor": actor, "stance": "supports", "firmness": "stated", "conditions": [],
                   "statements": [], "events": [], "evidence": [{"start": start, "end": end}]})
        };
        let positions =
            json!([position("P1", "A1", 0, 22), position("P2", "A2", 24, 46), position("P3", "A3", 48, 59)]);
        let sides: Vec<Value> = sides.iter().map(|(actor, datum)| json!({"actor": actor, "datum": datum})).collect();
        let dispute = json!({"id": "D1", "kind": kind, "about": "canal", "sides": sides,
                             "evidence": [{"start": 0, "end": 22}]});
        let mut score = Disputes::default();
        score.compare(gold, &record(TEXT, json!({"positions": positions, "disputes": [dispute]})));
        score
    }

    #[test]
    fn the_sides_may_stand_in_either_order() {
        for sides in [[("A1", "P1"), ("A2", "P2")], [("A2", "P2"), ("A1", "P1")]] {
            assert_eq!(score(&gold(false), "positions", sides).all, Counts { right: 1, spurious: 0, missed: 0 });
        }
    }

    #[test]
    fn another_kind_is_right_in_its_sides_only() {
        let score = score(&gold(false), "account", [("A1", "P1"), ("A2", "P2")]);
        assert_eq!(score.sides, Counts { right: 1, spurious: 0, missed: 0 });
        assert_eq!(score.all, Counts { right: 0, spurious: 1, missed: 1 });
    }

    #[test]
    fn another_actor_or_other_words_are_no_side() {
        for sides in [[("A1", "P1"), ("A3", "P3")], [("A1", "P1"), ("A3", "P2")], [("A1", "P3"), ("A2", "P2")]] {
            assert_eq!(score(&gold(false), "positions", sides).sides, Counts { right: 0, spurious: 1, missed: 1 });
        }
    }

    #[test]
    fn what_is_optional_counts_neither_way() {
        let found = score(&gold(true), "positions", [("A1", "P1"), ("A2", "P2")]);
        assert_eq!(found.all, Counts::default());
        let other = score(&gold(true), "positions", [("A1", "P1"), ("A3", "P3")]);
        assert_eq!(other.all, Counts { right: 0, spurious: 1, missed: 0 });
    }
}
