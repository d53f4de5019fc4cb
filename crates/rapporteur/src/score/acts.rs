//! Speech acts, polarity and speakers of statements, against the project's own gold (`training/acts`).
//!
//! In: the stand-off gold, the folder of the reports that it points into, a way to parse. Out: how many of the gold's
//! statements were found, and how many of those have the right act, polarity and speaker. A statement is found where one
//! of the record's covers at least half of what the two cover together. What is not found is attribution's loss; it is
//! told apart, and counted against the shares of all.

use super::{Parse, ScoreError, read, share, standoff};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Act, Actor, ActorId, Polarity, Record, Statement};
use rapporteur_text::Offsets;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// How well acts are told; prints as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acts {
    /// Statements of the gold.
    pub of: usize,
    /// Of them found.
    pub found: usize,
    /// With the right act.
    pub act: usize,
    /// With the right polarity.
    pub polarity: usize,
    /// Statements whose speaker the gold names, or says that nobody can.
    pub asked: usize,
    /// Of them found.
    pub heard: usize,
    /// Of those with the right speaker.
    pub speaker: usize,
    /// By how the gold's words name the speaker (`name`, `pronoun`, `description`, `none`): right, found.
    pub by_naming: BTreeMap<String, (usize, usize)>,
    /// Per act, over what was found: right, told instead of another, told as another.
    pub by_act: BTreeMap<Act, (usize, usize, usize)>,
    /// What was told otherwise, for people to read.
    pub errors: Vec<String>,
}

impl Acts {
    /// Mean F1 over the acts that the gold has.
    pub fn macro_f1(&self) -> f64 {
        let known = self.by_act.values().filter(|(right, _, missed)| right + missed > 0);
        let scores: Vec<f64> = known.map(|&(right, wrong, missed)| f1(right, wrong, missed)).collect();
        scores.iter().sum::<f64>() / scores.len().max(1) as f64
    }
}

fn f1(right: usize, wrong: usize, missed: usize) -> f64 {
    share(2 * right, 2 * right + wrong + missed)
}

impl fmt::Display for Acts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |f: &mut fmt::Formatter<'_>, what: &str, part, whole| {
            writeln!(f, "{what:14} {:.3}  ({part} of {whole})", share(part, whole))
        };
        row(f, "found", self.found, self.of)?;
        row(f, "act", self.act, self.found)?;
        writeln!(f, "{:14} {:.3}", "macro F1", self.macro_f1())?;
        row(f, "polarity", self.polarity, self.found)?;
        row(f, "speaker", self.speaker, self.heard)?;
        for (naming, &(right, found)) in &self.by_naming {
            row(f, &format!("  {naming}"), right, found)?;
        }
        row(f, "of all: act", self.act, self.of)?;
        row(f, "speaker", self.speaker, self.asked)?;
        for (act, &(right, wrong, missed)) in &self.by_act {
            writeln!(f, "  {:12} F1 {:.3}  ({} in the gold)", act.as_str(), f1(right, wrong, missed), right + missed)?;
        }
        Ok(())
    }
}

/// One line of the gold.
struct Gold {
    start: usize,
    end: usize,
    act: Act,
    polarity: Polarity,
    /// `None` where the speaker is not asked for.
    speaker: Option<Vec<String>>,
    /// How the words name the speaker.
    named: String,
}

/// Reads the reports of `folder` that `gold` points into and compares; `split` keeps one part of the gold.
pub fn acts(
    gold: &Path,
    folder: &Path,
    split: Option<&str>,
    lexicon: &Lexicon,
    parse: &mut Parse,
) -> Result<Acts, ScoreError> {
    let mut score = Acts::default();
    for (file, reports) in by_file(gold, split)? {
        let path = folder.join(&file);
        for line in read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
            let report: Value = serde_json::from_str(line)
                .map_err(|error| ScoreError::Form { path: path.clone(), reason: error.to_string() })?;
            let Some(wanted) = report["id"].as_str().and_then(|id| reports.get(id)) else { continue };
            let record = standoff::record(&report, lexicon, parse);
            wanted.iter().for_each(|wanted| score.compare(&record, wanted));
        }
    }
    Ok(score)
}

type ByReport = BTreeMap<String, Vec<Gold>>;

fn by_file(path: &Path, split: Option<&str>) -> Result<BTreeMap<String, ByReport>, ScoreError> {
    let mut files: BTreeMap<String, ByReport> = BTreeMap::new();
    for (number, line) in read(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fail = |reason: String| ScoreError::Form {
            path: path.to_owned(),
            reason: format!("line {}: {reason}", number + 1),
        };
        let row: Value = serde_json::from_str(line).map_err(|error| fail(error.to_string()))?;
        if split.is_some_and(|split| row["split"].as_str() != Some(split)) {
            continue;
        }
        let text = |key: &str| row[key].as_str().map(str::to_owned).ok_or_else(|| fail(format!("no {key}")));
        let number = |key: &str| row[key].as_u64().map(|n| n as usize).ok_or_else(|| fail(format!("no {key}")));
        let act = Act::parse(&text("act")?).ok_or_else(|| fail(format!("no act {}", row["act"])))?;
        let names = row["speaker"]
            .as_array()
            .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<String>>());
        let polarity = if text("polarity")? == "negative" { Polarity::Negative } else { Polarity::Positive };
        let named = row["named"].as_str().unwrap_or("name").to_owned();
        let gold = Gold { start: number("start")?, end: number("end")?, act, polarity, speaker: names, named };
        files.entry(text("file")?).or_default().entry(text("report")?).or_default().push(gold);
    }
    Ok(files)
}

impl Acts {
    fn compare(&mut self, record: &Record, gold: &Gold) {
        self.of += 1;
        let found = best(record, gold);
        let told = found.map(|statement| statement.act);
        self.found += usize::from(found.is_some());
        self.act += usize::from(told == Some(gold.act));
        self.polarity += usize::from(found.is_some_and(|statement| statement.polarity == gold.polarity));
        match told {
            Some(act) if act == gold.act => self.by_act.entry(act).or_default().0 += 1,
            Some(act) => {
                self.by_act.entry(gold.act).or_default().2 += 1;
                self.by_act.entry(act).or_default().1 += 1;
                self.errors.push(format!("{}: {}, told {}", at(record, gold), gold.act.as_str(), act.as_str()));
            }
            None => self.errors.push(format!("{}: {}, not found", at(record, gold), gold.act.as_str())),
        }
        if let Some(names) = &gold.speaker {
            self.asked += 1;
            if let Some(statement) = found {
                self.hear(record, gold, statement, names);
            }
        }
    }

    fn hear(&mut self, record: &Record, gold: &Gold, statement: &Statement, names: &[String]) {
        let right = speaks(record, statement, names);
        self.heard += 1;
        self.speaker += usize::from(right);
        let (rights, found) = self.by_naming.entry(gold.named.clone()).or_default();
        *rights += usize::from(right);
        *found += 1;
        if !right {
            let told: Vec<&str> = statement.speaker.iter().map(|&id| record.actor(id).name.as_str()).collect();
            self.errors.push(format!("{}: {names:?} speak, told {told:?}", at(record, gold)));
        }
    }
}

/// Where a statement of the gold stands.
fn at(record: &Record, gold: &Gold) -> String {
    format!("{} {}..{}", record.report.id, gold.start, gold.end)
}

/// The statement that shares most with the gold's content, by the whole stretches from first to last word.
fn best<'r>(record: &'r Record, gold: &Gold) -> Option<&'r Statement> {
    let offsets = Offsets::new(&record.report.text);
    let shared = |statement: &Statement| {
        let start = statement.content.first().and_then(|span| offsets.chars(span.start))?;
        let end = statement.content.last().and_then(|span| offsets.chars(span.end))?;
        let common = end.min(gold.end).saturating_sub(start.max(gold.start));
        Some(share(common, end.max(gold.end) - start.min(gold.start)))
    };
    let scored = record.statements.iter().filter_map(|statement| Some((shared(statement)?, statement)));
    scored.filter(|(shared, _)| *shared >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, statement)| statement)
}

/// Whether the statement's speakers are those that the gold names, all and no other.
fn speaks(record: &Record, statement: &Statement, names: &[String]) -> bool {
    let is = |id: ActorId, name: &str| {
        let actor = record.actor(id);
        is_called(actor, name) || actor.members.iter().any(|&member| is_called(record.actor(member), name))
    };
    names.iter().all(|name| statement.speaker.iter().any(|&id| is(id, name)))
        && statement.speaker.iter().all(|&id| names.iter().any(|name| is(id, name)))
}

/// Whether the actor goes by the name, in full or by its last word.
fn is_called(actor: &Actor, name: &str) -> bool {
    let name = name.to_lowercase();
    let labels = std::iter::once(&actor.name).chain(&actor.aliases).chain(actor.mentions.iter().map(|it| &it.text));
    let last = |words: &str| words.split_whitespace().last().map(str::to_owned);
    labels.map(|label| label.to_lowercase()).any(|label| {
        label == name
            || label.contains(&name)
            || name.contains(&label) && label.len() > 3
            || last(&label) == last(&name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_record::{ActorKind, Mention, Span};

    #[test]
    fn names_are_compared_in_full_or_by_their_last_word() {
        let mention = Mention { span: Span { start: 0, end: 11 }, text: "Mr. Doyle".into() };
        let actor = Actor {
            id: ActorId(0),
            name: "Aoife Doyle".into(),
            kind: ActorKind::Person,
            country: None,
            sector: None,
            roles: Vec::new(),
            aliases: Vec::new(),
            wikidata: None,
            members: Vec::new(),
            mentions: vec![mention],
        };
        assert!(is_called(&actor, "Doyle"));
        assert!(!is_called(&actor, "Mary Byrne"));
    }

    #[test]
    fn the_mean_counts_every_act_of_the_gold_alike() {
        let mut score = Acts::default();
        score.by_act.insert(Act::Deny, (1, 0, 0));
        score.by_act.insert(Act::Warn, (0, 0, 3));
        score.by_act.insert(Act::Offer, (0, 2, 0));
        assert_eq!(score.macro_f1(), 0.5);
    }
}
