//! The project's own gold of figures and positions (`training/figures-positions`): stand-off into public reports.
//!
//! In: the gold, the folder of the reports that it points into, a way to parse. Out: each annotated stretch of a report
//! with the record that was read of the whole report, and what both scorers ask of them: whether an actor goes by one
//! of several names, and which answer belongs to which row of the gold.

use super::{Parse, ScoreError, read, readouts};
use rapporteur_extract::extract;
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Actor, ActorId, ActorKind, Bound, Record, Run, Sector, Span, Stance};
use rapporteur_text::{Meta, Offsets, Source};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Names by which one and the same actor, unit or thing may go.
pub(super) type Names = Vec<String>;

/// One annotated stretch of a report; offsets are code points of the report's text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub file: String,
    pub report: String,
    pub split: String,
    /// Where the annotated stretch begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Of the whole text.
    pub sha256: String,
    pub figures: Vec<GoldFigure>,
    pub positions: Vec<GoldPosition>,
}

/// Where a row of the project's stand-off gold points.
pub(super) struct At<'r> {
    /// The file of the report's corpus.
    pub file: &'r str,
    /// The report's id.
    pub report: &'r str,
    /// The part of the gold.
    pub split: &'r str,
    /// The hash of the whole text.
    pub sha256: &'r str,
}

/// A row of any of the project's stand-off gold.
pub(super) trait Placed {
    /// Where it points.
    fn at(&self) -> At<'_>;
}

impl Placed for Row {
    fn at(&self) -> At<'_> {
        At { file: &self.file, report: &self.report, split: &self.split, sha256: &self.sha256 }
    }
}

/// A figure of the gold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldFigure {
    /// The number's words.
    pub start: usize,
    pub end: usize,
    pub value: f64,
    pub high: Option<f64>,
    pub bound: Bound,
    pub approximate: bool,
    pub unit: Names,
    /// Heads of what is counted or measured; empty where the text names nothing.
    pub counted: Names,
    /// Whose they are; `None` where that is not asked.
    pub of: Option<Vec<Names>>,
    #[serde(rename = "where")]
    pub place: Option<Names>,
    /// Start and end of the words for the time.
    pub when: Option<(usize, usize)>,
    /// Who says so; `None` where the report does.
    pub by: Option<Names>,
    /// Whether it counts neither as missed nor as spurious.
    #[serde(default)]
    pub optional: bool,
}

/// A position of the gold: one for each of its actors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldPosition {
    pub evidence: Vec<(usize, usize)>,
    /// Where the words for the issue stand.
    pub issue: (usize, usize),
    /// Beginnings of words, one of which has to be in the name of the issue.
    pub heads: Names,
    pub actors: Vec<Names>,
    pub stance: Vec<Stance>,
    #[serde(default)]
    pub optional: bool,
}

/// Reads the reports of `folder` that `gold` points into and hands each row over with its record; `split` keeps a part.
pub(super) fn each<R: Placed + DeserializeOwned>(
    gold: &Path,
    folder: &Path,
    split: Option<&str>,
    lexicon: &Lexicon,
    parse: &mut Parse,
    compare: &mut dyn FnMut(&R, &Record),
) -> Result<(), ScoreError> {
    let fail = |path: &Path, reason: String| ScoreError::Form { path: path.to_owned(), reason };
    let rows: BTreeMap<String, R> = rows(&read(gold)?, split).map_err(|reason| fail(gold, reason))?;
    let files: BTreeSet<&str> = rows.values().map(|row| row.at().file).collect();
    for file in files {
        let path = folder.join(file);
        for line in read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
            let report: Value = serde_json::from_str(line).map_err(|error| fail(&path, error.to_string()))?;
            let Some(row) = report["id"].as_str().and_then(|id| rows.get(id)) else { continue };
            let record = record(&report, lexicon, parse);
            if hash(&record.report.text) != row.at().sha256 {
                return Err(fail(&path, format!("{} has another text than the one annotated", row.at().report)));
            }
            compare(row, &record);
        }
    }
    Ok(())
}

/// The rows of the gold by their report.
fn rows<R: Placed + DeserializeOwned>(gold: &str, split: Option<&str>) -> Result<BTreeMap<String, R>, String> {
    let lines = gold.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(number, line): (usize, &str)| {
        serde_json::from_str::<R>(line).map_err(|error| format!("line {}: {error}", number + 1))
    };
    let rows: Vec<R> = lines.map(row).collect::<Result<_, _>>()?;
    let kept = rows.into_iter().filter(|row| split.is_none_or(|split| row.at().split == split));
    Ok(kept.map(|row| (row.at().report.to_owned(), row)).collect())
}

/// The record of a line of a corpus.
pub(super) fn record(report: &Value, lexicon: &Lexicon, parse: &mut Parse) -> Record {
    let meta = Meta {
        id: report["id"].as_str().unwrap_or_default().into(),
        title: report["title"].as_str().map(str::to_owned),
        published: report["date"].as_str().map(str::to_owned),
        language: "en".into(),
        ..Meta::default()
    };
    let source = Source::new(report["text"].as_str().unwrap_or_default(), meta);
    let run = Run { version: String::new(), model: String::new(), lexicon: String::new() };
    extract(&source, &parse(&source), lexicon, run)
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A span of the record in the gold's code points.
pub(super) fn chars(offsets: &Offsets, span: Span) -> Option<(usize, usize)> {
    Some((offsets.chars(span.start)?, offsets.chars(span.end)?))
}

/// Whether two stretches share a character.
pub(super) fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether the actor goes by one of the names: a state's code, if it is or acts for the state, or words of a name.
pub(super) fn answers(record: &Record, id: ActorId, names: &[String]) -> bool {
    let actor = record.actor(id);
    names.iter().any(|name| acts_for(actor, name) || is_called(actor, name))
}

fn acts_for(actor: &Actor, code: &str) -> bool {
    use Sector::*;
    let official = matches!(actor.sector, Some(Gov | Mil | Spy | Leg | Jud | Cop));
    actor.country.as_deref() == Some(code) && (official || actor.kind == ActorKind::State)
}

/// Whether a name of the actor holds all of the words, side by side; people answer to their last name too.
fn is_called(actor: &Actor, name: &str) -> bool {
    let wanted = words(name);
    let mentions = actor.mentions.iter().map(|mention| mention.text.clone());
    // A country's code is a name of the state and not of everybody who belongs to it.
    let names = readouts::names(actor).into_iter().filter(|name| Some(name) != actor.country.as_ref());
    let labels: Vec<Vec<String>> = names.chain(mentions).map(|it| words(&it)).collect();
    let person = actor.kind == ActorKind::Person;
    labels.iter().any(|label| {
        label.windows(wanted.len().max(1)).any(|window| window == wanted) || person && label.last() == wanted.last()
    })
}

/// The words of a text in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// Pairs rows of the gold with answers, each at most once, the highest ranks first; of equal ranks the earlier.
/// `candidates` are (rank, row, answer).
pub(super) fn pair<R: Ord>(mut candidates: Vec<(R, usize, usize)>) -> Vec<(usize, usize)> {
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut rows, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, row, answer) in candidates {
        if !rows.contains(&row) && !taken.contains(&answer) {
            rows.insert(row);
            taken.insert(answer);
            pairs.push((row, answer));
        }
    }
    pairs
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    /// A record of a text with three states and a party, and what `more` has besides.
    pub(in super::super) fn record(text: &str, more: Value) -> Record {
        let state = |id: &str, name: &str, code: &str, at: usize| {
            json!({"id": id, "name": name, "kind": "state", "country": code, "roles": [], "aliases": [],
                   "mentions": [{"start": at, "end": at + 1, "text": name}]})
        };
        let party = json!({"id": "A4", "name": "Harbour Party", "kind": "organization", "country": "PER", "sector": "PTY",
                           "roles": [], "aliases": [], "mentions": [{"start": 0, "end": 1, "text": "Harbour Party"}]});
        let mut record = json!({
            "schema": "rapporteur.record/1",
            "run": {"version": "", "model": "", "lexicon": ""},
            "report": {"id": "r", "text": text, "language": "en", "sha256": ""},
            "actors": [state("A1", "Peru", "PER", 0), state("A2", "Chad", "TCD", 0), state("A3", "Fiji", "FJI", 0), party],
            "statements": [], "events": [], "figures": [], "meetings": [], "positions": [], "disputes": [],
            "unresolved": [], "brief": {"headline": "", "highlights": []},
        });
        for (key, value) in more.as_object().expect("an object") {
            record[key] = value.clone();
        }
        serde_json::from_value(record).expect("a record")
    }

    #[test]
    fn a_state_answers_to_its_code_and_a_party_only_to_its_name() {
        let record = record("Peru", json!({}));
        let name = |name: &str| vec![name.to_owned()];
        assert!(answers(&record, ActorId(0), &name("PER")));
        assert!(!answers(&record, ActorId(3), &name("PER")));
        assert!(answers(&record, ActorId(3), &name("harbour")));
        assert!(!answers(&record, ActorId(3), &name("Mountain Party")));
    }

    #[test]
    fn each_row_has_one_answer_and_the_best_comes_first() {
        assert_eq!(pair(vec![(1, 0, 0), (2, 0, 1), (1, 1, 1), (0, 1, 0)]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn rows_of_another_split_are_left_out_and_unknown_fields_refused() {
        let row = |report: &str, split: &str| {
            json!({"file": "f", "report": report, "split": split, "start": 0, "end": 9, "sha256": "", "figures": [],
                   "positions": []})
            .to_string()
        };
        let gold = format!("{}\n\n{}\n", row("one", "dev"), row("two", "test"));
        let kept: Vec<String> = rows::<Row>(&gold, Some("test")).expect("rows").into_keys().collect();
        assert_eq!(kept, ["two"]);
        assert_eq!(rows::<Row>(&gold, None).expect("rows").len(), 2);
        assert!(rows::<Row>("{\"report\": \"x\"}", None).expect_err("no row").starts_with("line 1:"));
    }
}
