//! Reads whole reports for `training/events`: what a reader is asked of them, what the models learn from the answers, and
//! what the record tells by other models.
//!
//! ```text
//! reports parse PIPELINE SENTENCES                           prints what the example `events` of rapporteur-extract reads
//! reports ask PIPELINE FILE                                  FILE: JSON lines of reports; prints a JSON line a sentence
//! reports rows ANNOTATIONS PIPELINE FILE OUT                 writes what the worth model learns from
//! reports time PIPELINE FILE                                 prints what share of the engine's time the passes take
//! reports events ANNOTATIONS PIPELINE FILE [RANKER HEAD WORTH]     prints a JSON line a report that ANNOTATIONS speaks of
//! ```
//!
//! SENTENCES: JSON lines with `id`, `root` (or `label`) and `marked`, a text in which <s>…</s> is the source and <t>…</t> the
//! target; or a tab-separated file of label and marked text.
//! ANNOTATIONS: JSON lines as `training/events/README.md` describes them; offsets are code points.

use rapporteur_extract::events::reports::{Report, read};
use rapporteur_extract::events::{Models, training::models};
use rapporteur_extract::{Context, actors, places};
use rapporteur_ingest::{Options, open};
use rapporteur_lexicon::Lexicon;
use rapporteur_nlp::Pipeline;
use rapporteur_record::{ActorId, Event};
use rapporteur_text::{Offsets, Source, Span, quotations, to_conllu};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["parse", pipeline, sentences] => parse(pipeline, sentences),
        ["ask", pipeline, file] => ask(pipeline, file),
        ["time", pipeline, file] => time(pipeline, file),
        ["rows", annotations, pipeline, file, out] => rows(&annotated(annotations)?, pipeline, file, out),
        ["events", annotations, pipeline, file] => events(&annotated(annotations)?, pipeline, file, Models::embedded()),
        ["events", annotations, pipeline, file, ranker, head, worth] => {
            let models = models(&fs::read(ranker)?, &fs::read(head)?, &fs::read(worth)?);
            events(&annotated(annotations)?, pipeline, file, &models)
        }
        _ => Err("the commands are parse, ask, rows, time and events".into()),
    }
}

/// Parses labelled sentences; marks become byte offsets.
fn parse(pipeline: &str, sentences: &str) -> Result<()> {
    let pipeline = Pipeline::open(Path::new(pipeline))?;
    let mut reader = pipeline.reader();
    for (number, line) in fs::read_to_string(sentences)?.lines().enumerate() {
        let (name, label, marked) = if sentences.ends_with(".jsonl") {
            let row: Value = serde_json::from_str(line)?;
            let text = |keys: [&str; 2]| keys.iter().find_map(|key| row[*key].as_str()).unwrap_or_default().to_owned();
            (text(["id", "name"]), text(["root", "label"]), text(["marked", "text"]))
        } else if let Some((label, marked)) = line.split_once('\t').filter(|_| !line.starts_with('#')) {
            (format!("own-{number}"), label.to_owned(), marked.to_owned())
        } else {
            continue;
        };
        let (text, source, target) = unmark(&marked);
        println!("# doc = {name}\n# label = {label}");
        for (role, span) in [("source", source), ("target", target)] {
            if let Some(span) = span {
                println!("# {role} = {} {}", span.start, span.end);
            }
        }
        println!("{}# end", to_conllu(&reader.read(&text.into())));
    }
    Ok(())
}

/// The text without marks, and where source and target stand; a phrase that is marked twice counts at its first place.
fn unmark(marked: &str) -> (String, Option<Span>, Option<Span>) {
    let (mut text, mut rest) = (String::new(), marked);
    let (mut begun, mut spans) = ([None; 2], [None; 2]);
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = ["<s>", "<t>", "</s>", "</t>"].iter().position(|mark| rest.starts_with(mark));
        match mark {
            Some(role @ (0 | 1)) => begun[role] = Some(text.len()),
            Some(end) => {
                let span = begun[end - 2].take().map(|start| Span::new(start, text.len()));
                spans[end - 2] = spans[end - 2].or(span);
            }
            None => text.push('<'),
        }
        rest = &rest[mark.map_or(1, |mark| if mark < 2 { 3 } else { 4 })..];
    }
    text.push_str(rest);
    (text, spans[0], spans[1])
}

/// The annotations of each report.
type Annotated = BTreeMap<String, Vec<Value>>;

fn annotated(path: &str) -> Result<Annotated> {
    let mut found = Annotated::new();
    for line in fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        found.entry(row["report"].as_str().unwrap_or_default().to_owned()).or_default().push(row);
    }
    Ok(found)
}

/// Calls `each` with every report of the file that is wanted, read up to its events.
fn examine(
    pipeline: &str,
    file: &str,
    wanted: impl Fn(&str) -> bool,
    mut each: impl FnMut(&Source, &Report),
) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let pipeline = Pipeline::open(Path::new(pipeline))?;
    let mut reader = pipeline.reader();
    for source in open(Path::new(file), &Options::default())? {
        let source = source?;
        if !wanted(&source.meta.id) {
            continue;
        }
        let doc = reader.read(&source.text);
        read(&source, &doc, &lexicon, |report| each(&source, report));
    }
    Ok(())
}

fn ask(pipeline: &str, file: &str) -> Result<()> {
    let models = Models::embedded();
    examine(
        pipeline,
        file,
        |_| true,
        |source, report| {
            let offsets = Offsets::new(&source.text);
            let told = report.events(models);
            for asked in report.asked(models) {
                let within = |event: &&Event| asked.sentence.contains(event.trigger.into());
                let told: Vec<Value> =
                    told.iter().filter(within).map(|event| told_of(report, &offsets, event)).collect();
                let read: Vec<Value> = asked.events.iter().map(|event| told_of(report, &offsets, event)).collect();
                let phrase = |(at, named): &(Span, Vec<ActorId>)| json!([place(&offsets, *at), names(report, named)]);
                let phrases: Vec<Value> = asked.phrases.iter().map(phrase).collect();
                println!(
                    "{}",
                    json!({"report": source.meta.id, "sentence": place(&offsets, asked.sentence), "text": &source.text[asked.sentence.start..asked.sentence.end],
                    "phrases": phrases, "told": told, "read": read})
                );
            }
        },
    )
}

fn place(offsets: &Offsets, span: Span) -> Value {
    json!([offsets.chars(span.start), offsets.chars(span.end)])
}

/// Country, or name where there is none, and name of each actor.
fn names(report: &Report, ids: &[ActorId]) -> Vec<[String; 2]> {
    let named = |id: &ActorId| {
        let actor = report.actors.get(*id);
        [actor.country.clone().unwrap_or_else(|| actor.name.clone()), actor.name.clone()]
    };
    ids.iter().map(named).collect()
}

fn told_of(report: &Report, offsets: &Offsets, event: &Event) -> Value {
    json!({"trigger": place(offsets, event.trigger.into()), "type": event.r#type.as_str(), "source": names(report, &event.source),
        "target": names(report, &event.target), "reason": event.reason, "modality": event.modality})
}

/// Times actor and event coding beside the engine, report by report, so that a busy machine slows all alike.
fn time(pipeline: &str, file: &str) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let pipeline = Pipeline::open(Path::new(pipeline))?;
    let mut reader = pipeline.reader();
    let (mut engine, mut actors, mut events, mut tokens) = (Duration::ZERO, Duration::ZERO, Duration::ZERO, 0);
    for source in open(Path::new(file), &Options::default())? {
        let source = source?;
        let start = Instant::now();
        let doc = reader.read(&source.text);
        engine += start.elapsed();
        tokens += doc.len();
        let quotations = quotations(&source);
        let context = Context { source: &source, doc: &doc, lexicon: &lexicon, quotations: &quotations };
        let places = places::find(context);
        let start = Instant::now();
        let resolved = actors::resolve(context, &places);
        actors += start.elapsed();
        drop(resolved);
        events += read(&source, &doc, &lexicon, |report| {
            let start = Instant::now();
            let told = report.events(Models::embedded());
            let spent = start.elapsed();
            drop(told);
            spent
        });
    }
    let share = |part: Duration| part.as_secs_f64() / engine.as_secs_f64() * 100.0;
    println!(
        "{tokens} tokens; engine {:.1} s; actors {:.1} %; events {:.1} %",
        engine.as_secs_f64(),
        share(actors),
        share(events)
    );
    Ok(())
}

fn rows(annotated: &Annotated, pipeline: &str, file: &str, out: &str) -> Result<()> {
    let mut rows = String::new();
    let wanted = |id: &str| annotated.contains_key(id);
    examine(pipeline, file, wanted, |source, report| {
        let offsets = Offsets::new(&source.text);
        let asked = &annotated[&source.meta.id];
        for (_, trigger, features) in report.news(Models::embedded()) {
            let [start, end] = [trigger.start, trigger.end].map(|byte| offsets.chars(byte));
            let is_it = |row: &&Value| json!(start) == row["start"] && json!(end) == row["end"];
            let Some(row) = asked.iter().find(is_it) else { continue };
            let numbers: Vec<String> = features.blocks[0].iter().map(u32::to_string).collect();
            let right = u8::from(!row["type"].is_null());
            let _ = writeln!(rows, "{}:0\t{right}\t{}", source.meta.id, numbers.join(" "));
        }
    })?;
    Ok(fs::write(out, rows)?)
}

fn events(annotated: &Annotated, pipeline: &str, file: &str, models: &Models) -> Result<()> {
    examine(
        pipeline,
        file,
        |id| annotated.contains_key(id),
        |source, report| {
            let offsets = Offsets::new(&source.text);
            let told: Vec<Value> = report.events(models).iter().map(|event| told_of(report, &offsets, event)).collect();
            println!("{}", json!({"report": source.meta.id, "events": told}));
        },
    )
}
