//! Positions, against the project's own gold (`training/figures-positions`).
//!
//! In: the stand-off gold, the folder of its reports, a way to parse. Out: precision and recall of positions with the right
//! actor and issue, and of those whose stance is right too. A position of the gold that several take is one for each. One
//! of the record joins one of the gold where it has the actor, rests on words that the gold's evidence shares, and its
//! issue has a word that begins with one of the heads that the gold accepts.

use super::standoff::{self, GoldPosition, Row};
use super::{Counts, Parse, ScoreError, share};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{ActorId, Position, Record};
use rapporteur_text::Offsets;
use std::fmt;
use std::path::Path;

/// How well positions are read; prints as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    /// With the right actor and issue.
    pub issue: Counts,
    /// With the right actor, issue and stance.
    pub all: Counts,
    /// Of the gold's: those for which the record has some position, whoever's and whatever its issue, on the same words.
    pub touched: (usize, usize),
    /// What was told otherwise, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "actor, issue          {}", self.issue)?;
        writeln!(f, "actor, issue, stance  {}", self.all)?;
        let (touched, of) = self.touched;
        writeln!(f, "some position there   {:.3}  ({touched} of {of})", share(touched, of))
    }
}

/// Reads the reports of `folder` that `gold` points into and compares; `split` keeps one part of the gold.
pub fn positions(
    gold: &Path,
    folder: &Path,
    split: Option<&str>,
    lexicon: &Lexicon,
    parse: &mut Parse,
) -> Result<Positions, ScoreError> {
    let mut score = Positions::default();
    standoff::each(gold, folder, split, lexicon, parse, &mut |row: &Row, record| score.compare(row, record))?;
    Ok(score)
}

/// A position of the gold with one of its actors.
struct Wanted<'g> {
    position: &'g GoldPosition,
    actor: &'g [String],
}

/// A position of the record with its actor, or with one member of a joint one.
struct Answer<'r> {
    position: &'r Position,
    actor: ActorId,
    /// Its evidence in code points.
    evidence: Vec<(usize, usize)>,
}

impl Answer<'_> {
    fn rests_on(&self, position: &GoldPosition) -> bool {
        self.evidence.iter().any(|&a| position.evidence.iter().any(|&b| standoff::overlap(a, b)))
    }
}

impl Positions {
    fn compare(&mut self, row: &Row, record: &Record) {
        let wanted: Vec<Wanted> = row.positions.iter().flat_map(each_actor).collect();
        let answers = stands(row, record);
        let mut candidates = Vec::new();
        for (at, gold) in wanted.iter().enumerate() {
            for (number, answer) in answers.iter().enumerate() {
                let actor = standoff::answers(record, answer.actor, gold.actor);
                if actor && answer.rests_on(gold.position) && is_issue(gold.position, answer.position) {
                    let stance = gold.position.stance.contains(&answer.position.stance);
                    candidates.push(((stance, !gold.position.optional), at, number));
                }
            }
        }
        let pairs = standoff::pair(candidates);
        for &(at, number) in pairs.iter().filter(|pair| !wanted[pair.0].position.optional) {
            let right = wanted[at].position.stance.contains(&answers[number].position.stance);
            self.issue.right += 1;
            self.all.right += usize::from(right);
            self.all.spurious += usize::from(!right);
            self.all.missed += usize::from(!right);
            if !right {
                self.errors.push(format!(
                    "{}, told {}",
                    told(record, row, &wanted[at]),
                    said(record, &answers[number])
                ));
            }
        }
        for (at, gold) in wanted.iter().enumerate().filter(|(_, gold)| !gold.position.optional) {
            let touched = answers.iter().any(|answer| answer.rests_on(gold.position));
            self.touched.0 += usize::from(touched);
            self.touched.1 += 1;
            if pairs.iter().all(|pair| pair.0 != at) {
                self.issue.missed += 1;
                self.all.missed += 1;
                self.errors.push(format!("{} missed", told(record, row, gold)));
            }
        }
        for (number, answer) in answers.iter().enumerate() {
            if pairs.iter().all(|pair| pair.1 != number) {
                self.issue.spurious += 1;
                self.all.spurious += 1;
                let at = answer.evidence[0];
                self.errors.push(format!("{} {}..{} spurious: {}", row.report, at.0, at.1, said(record, answer)));
            }
        }
    }
}

fn each_actor(position: &GoldPosition) -> impl Iterator<Item = Wanted<'_>> {
    position.actors.iter().map(move |actor| Wanted { position, actor })
}

/// The record's positions that rest on words of the annotated stretch, each with its actor or that one's members.
fn stands<'r>(row: &Row, record: &'r Record) -> Vec<Answer<'r>> {
    let offsets = Offsets::new(&record.report.text);
    let mut answers = Vec::new();
    for position in &record.positions {
        let spans = position.evidence.spans().iter().filter_map(|&span| standoff::chars(&offsets, span));
        let evidence: Vec<_> = spans.filter(|&span| standoff::overlap(span, (row.start, row.end))).collect();
        let members = &record.actor(position.actor).members;
        let actors = if members.is_empty() { vec![position.actor] } else { members.clone() };
        if !evidence.is_empty() {
            answers.extend(actors.into_iter().map(|actor| Answer { position, actor, evidence: evidence.clone() }));
        }
    }
    answers
}

/// Whether the issue's name has a word that begins with an accepted head.
fn is_issue(gold: &GoldPosition, position: &Position) -> bool {
    let words = standoff::words(&position.issue);
    gold.heads.iter().any(|head| words.iter().any(|word| word.starts_with(&head.to_lowercase())))
}

fn told(record: &Record, row: &Row, wanted: &Wanted) -> String {
    let (start, end) = wanted.position.issue;
    let stances: Vec<String> = wanted.position.stance.iter().map(|stance| format!("{stance:?}")).collect();
    let issue: String = record.report.text.chars().skip(start).take(end - start).collect();
    format!("{} {start}..{end} {} {} {issue:?}", row.report, wanted.actor.join("/"), stances.join("/"))
}

fn said(record: &Record, answer: &Answer) -> String {
    format!("{} {:?} {:?}", record.actor(answer.actor).name, answer.position.stance, answer.position.issue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::standoff::tests::record;
    use serde_json::{Value, json};

    const TEXT: &str = "Peru and Chad back a new canal. Fiji opposes the toll.";

    fn position(actor: &str, stance: &str, issue: &str, evidence: (usize, usize)) -> Value {
        json!({"id": "P1", "issue": issue, "actor": actor, "stance": stance, "firmness": "stated", "conditions": [],
               "statements": [], "events": [], "evidence": [{"start": evidence.0, "end": evidence.1}]})
    }

    fn gold() -> Row {
        let canal = json!({"evidence": [[0, 30]], "issue": [19, 30], "heads": ["canal"], "actors": [["PER"], ["TCD"]],
                           "stance": ["supports"]});
        let toll = json!({"evidence": [[32, 53]], "issue": [45, 53], "heads": ["toll", "fee"], "actors": [["FJI"]],
                          "stance": ["opposes", "rejects"]});
        let row = json!({"file": "f", "report": "r", "split": "dev", "start": 0, "end": 54, "sha256": "", "figures": [],
                         "positions": [canal, toll]});
        serde_json::from_value(row).expect("a row")
    }

    fn score(gold: &Row, positions: Value) -> Positions {
        let mut score = Positions::default();
        score.compare(gold, &record(TEXT, json!({"positions": positions})));
        score
    }

    #[test]
    fn each_actor_of_a_joint_stance_counts() {
        let told =
            json!([position("A1", "supports", "new canal", (0, 30)), position("A3", "rejects", "the toll", (32, 53))]);
        let score = score(&gold(), told);
        assert_eq!(score.all, Counts { right: 2, spurious: 0, missed: 1 });
        assert_eq!(score.touched, (3, 3));
    }

    #[test]
    fn a_wrong_stance_is_right_in_actor_and_issue_only() {
        let score = score(&gold(), json!([position("A3", "demands", "tolls", (32, 53))]));
        assert_eq!(score.issue, Counts { right: 1, spurious: 0, missed: 2 });
        assert_eq!(score.all, Counts { right: 0, spurious: 1, missed: 3 });
    }

    #[test]
    fn another_actor_another_issue_or_other_words_do_not_join() {
        let others = [
            position("A2", "opposes", "toll", (32, 53)),
            position("A3", "opposes", "canal", (32, 53)),
            position("A3", "opposes", "toll", (0, 30)),
        ];
        for other in others {
            assert_eq!(score(&gold(), json!([other])).issue, Counts { right: 0, spurious: 1, missed: 3 });
        }
    }

    #[test]
    fn the_same_answer_twice_is_once_spurious() {
        let told = || position("A3", "opposes", "toll", (32, 53));
        assert_eq!(score(&gold(), json!([told(), told()])).all, Counts { right: 1, spurious: 1, missed: 2 });
    }

    #[test]
    fn what_is_optional_counts_neither_as_missed_nor_as_spurious() {
        let mut row = gold();
        row.positions[1].optional = true;
        assert_eq!(score(&row, json!([])).issue.missed, 2);
        let told = json!([position("A3", "opposes", "toll", (32, 53))]);
        assert_eq!(score(&row, told).issue, Counts { right: 0, spurious: 0, missed: 2 });
    }
}
