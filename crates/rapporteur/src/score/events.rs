//! Events against PLOVER's gold records, and against labelled sentences with one event or none.
//!
//! The figures for the gold records are reckoned as their own scorer reckons them: types over pairs of sentence and type,
//! countries per side from the events of the gold's type, "full" where type and both sets of countries are right in one
//! event. The first event of a sentence is the likeliest one.

use super::{Counts, Parse, ScoreError, read, share};
use rapporteur_extract::events::{self, Party};
use rapporteur_extract::{Context, actors, places, times};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::Run;
use rapporteur_text::{Meta, Source, quotations};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// PLOVER's gold records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gold {
    /// Records.
    pub records: usize,
    /// Types, taking the likeliest event of each record.
    pub types: Counts,
    /// Types, taking every event.
    pub all_types: Counts,
    /// Countries of the sources.
    pub source: Counts,
    /// Countries of the targets.
    pub target: Counts,
    /// Records with type and both sets of countries right.
    pub full: usize,
    /// Records that are not fully right, for people to read.
    pub errors: Vec<String>,
}

/// Labelled sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentences {
    /// Sentences with an event.
    pub told: usize,
    /// Of these, how many have the right type first.
    pub right: usize,
    /// Sentences without an event.
    pub silent: usize,
    /// Events found in those.
    pub alarms: usize,
    /// Sentences read wrongly, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Gold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "PLOVER gold  {} records", self.records)?;
        writeln!(f, "type, likeliest   {}", self.types)?;
        writeln!(f, "type, every event {}", self.all_types)?;
        writeln!(f, "source country    {}", self.source)?;
        writeln!(f, "target country    {}", self.target)?;
        write!(f, "who did what to whom {:.3}", share(self.full, self.records))
    }
}

impl fmt::Display for Sentences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "labelled sentences  type right in {:.3} of {}", share(self.right, self.told), self.told)?;
        write!(
            f,
            "without an event    {:.3} false alarms a sentence, over {}",
            share(self.alarms, self.silent),
            self.silent
        )
    }
}

/// An event as the gold codes it: type, countries of source and target.
struct Coded {
    kind: &'static str,
    source: BTreeSet<String>,
    target: BTreeSet<String>,
}

/// Scores `folder/plover_gsr/plover_gsr_dev.json`.
pub fn plover(folder: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Gold, ScoreError> {
    let path = folder.join("plover_gsr/plover_gsr_dev.json");
    let text = read(&path)?;
    let records: Value = serde_json::from_str(&text)
        .map_err(|error| ScoreError::Form { path: path.clone(), reason: error.to_string() })?;
    let mut score = Gold::default();
    let mut types: BTreeMap<String, (BTreeSet<String>, BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for record in records.as_array().into_iter().flatten().filter(|record| record["event"] != "DOCUMENT") {
        let text = record["text"].as_str().unwrap_or_default().trim();
        let kind = current(record["event"].as_str().unwrap_or_default());
        let (source, target) = (gold_countries(&record["source"]), gold_countries(&record["target"]));
        let reciprocal = record["source"].as_array().is_some_and(|list| list.len() > 1) && target.is_empty();
        let found = code(text, lexicon, parse);
        score.records += 1;
        let entry = types.entry(text.to_owned()).or_default();
        entry.0.insert(kind.to_owned());
        entry.1.extend(found.first().map(|event| event.kind));
        entry.2.extend(found.iter().map(|event| event.kind));
        let right: Vec<&Coded> = found.iter().filter(|event| event.kind == kind).collect();
        let shown = if right.is_empty() { found.iter().take(1).collect() } else { right.clone() };
        let (wanted_target, first) = if reciprocal { (&source, true) } else { (&target, false) };
        let (got_source, got_target) = sides(shown.iter().copied().take(1), first);
        add(&mut score.source, &source, &got_source);
        add(&mut score.target, wanted_target, &got_target);
        let fits = |event: &&Coded| {
            let (got_source, got_target) = sides(std::iter::once(*event), first);
            got_source == source && got_target == *wanted_target
        };
        if right.iter().any(fits) {
            score.full += 1;
        } else {
            let told: Vec<String> =
                found.iter().map(|event| format!("{} {:?} {:?}", event.kind, event.source, event.target)).collect();
            score.errors.push(format!("{kind} {source:?} {target:?} <> {} | {text}", told.join("; ")));
        }
    }
    for (gold, first, all) in types.values() {
        add(&mut score.types, gold, &first.iter().map(|kind| (*kind).to_owned()).collect());
        add(&mut score.all_types, gold, &all.iter().map(|kind| (*kind).to_owned()).collect());
    }
    Ok(score)
}

/// Scores tab-separated sentences: a type or `NONE`, then the sentence, in which `<s>` and `<t>` mark the parties.
pub fn sentences(path: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Sentences, ScoreError> {
    let mut score = Sentences::default();
    for line in read(path)?.lines().filter(|line| !line.starts_with('#')) {
        let Some((label, marked)) = line.split_once('\t') else { continue };
        let text = ["<s>", "</s>", "<t>", "</t>"].iter().fold(marked.to_owned(), |text, mark| text.replace(mark, ""));
        let first = if label == "NONE" {
            let alarms = recorded(&text, lexicon, parse);
            score.silent += 1;
            score.alarms += alarms.len();
            alarms.first().copied().unwrap_or("NONE")
        } else {
            let found = code(&text, lexicon, parse);
            let first = found.first().map_or("NONE", |event| event.kind);
            score.told += 1;
            score.right += usize::from(first == label);
            first
        };
        if first != label {
            score.errors.push(format!("{label} <> {first} | {marked}"));
        }
    }
    Ok(score)
}

/// The types of the events that a record of the text has.
fn recorded(text: &str, lexicon: &Lexicon, parse: &mut Parse) -> Vec<&'static str> {
    let source = Source::new(text, Meta::default());
    let doc = parse(&source);
    let run = Run { version: String::new(), model: String::new(), lexicon: String::new() };
    let record = rapporteur_extract::extract(&source, &doc, lexicon, run);
    record.events.iter().map(|event| event.r#type.as_str()).collect()
}

/// The events of a text, the likeliest first.
fn code(text: &str, lexicon: &Lexicon, parse: &mut Parse) -> Vec<Coded> {
    let source = Source::new(text, Meta::default());
    let doc = parse(&source);
    let quotations = quotations(&source);
    let context = Context { source: &source, doc: &doc, lexicon, quotations: &quotations };
    let times = times::tag(context, &mut Vec::new());
    let places = places::find(context);
    let actors = actors::resolve(context, &places);
    let countries = |side: &[Party]| {
        let named = side.iter().filter(|party| !party.country.is_empty());
        named.map(|party| folded(&party.country).to_owned()).collect()
    };
    events::ranked(context, &actors, &times, &places)
        .into_iter()
        .map(|ranked| Coded {
            kind: ranked.event.r#type.as_str(),
            source: countries(&ranked.source),
            target: countries(&ranked.target),
        })
        .collect()
}

/// The countries of the sides; of a reciprocal record both sides together, twice.
fn sides<'c>(events: impl Iterator<Item = &'c Coded>, reciprocal: bool) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut source, mut target) = (BTreeSet::new(), BTreeSet::new());
    for event in events {
        source.extend(event.source.iter().cloned());
        target.extend(event.target.iter().cloned());
    }
    if reciprocal {
        source.extend(target);
        return (source.clone(), source);
    }
    (source, target)
}

fn add(counts: &mut Counts, gold: &BTreeSet<String>, found: &BTreeSet<String>) {
    counts.right += gold.intersection(found).count();
    counts.spurious += found.difference(gold).count();
    counts.missed += gold.difference(found).count();
}

fn gold_countries(side: &Value) -> BTreeSet<String> {
    let codes = side.as_array().into_iter().flatten().filter_map(|actor| actor["code"].as_str());
    codes.map(|code| folded(&code.trim().to_uppercase()).to_owned()).filter(|code| !code.is_empty()).collect()
}

/// Types of the 2016 draft by their present names.
fn current(kind: &str) -> &str {
    match kind {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        kind => kind,
    }
}

/// Codes of the gold that are slips or no longer used, and what they were then for codes of today.
fn folded(code: &str) -> &str {
    match code.get(..3).unwrap_or(code) {
        "JAP" => "JPN",
        "ITL" => "ITA",
        "VTN" => "VNM",
        "ROM" => "ROU",
        "ZAR" => "COD",
        "TMP" => "TLS",
        "YUG" | "SCG" | "KOS" | "XKX" | "KSV" => "SRB",
        "UNO" | "EUR" => "IGO",
        code => code,
    }
}
