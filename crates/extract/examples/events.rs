//! Writes what the scripts in `training/events` learn from, and what the models find.
//!
//! ```text
//! events rows SENTENCES OUT                rows of the models, into OUT.head, OUT.ranker and OUT.worth
//! events predict SENTENCES [RANKER HEAD]   tab-separated: what is found in each sentence
//! events ranked SENTENCES                  JSON lines: the events of each text, the likeliest first, their parties coded
//! events read SENTENCES                    the events of each text as the record has them, for people to read
//! ```
//!
//! SENTENCES is CoNLL-U in which each text begins with the comments `# doc = name`, `# label = TYPE` and, where they are
//! marked, `# source = START END` and `# target = START END` in bytes, and ends with `# end`.

use rapporteur_extract::events::training::{Example, models};
use rapporteur_extract::events::{self, Models, Party, reports};
use rapporteur_extract::{Context, actors, extract, places, times};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{ActorId, Run};
use rapporteur_text::{Doc, Meta, Source, Span, from_conllu, quotations};
use std::error::Error;
use std::fmt::Write;
use std::fs;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rows", sentences, out] => rows(&read(sentences)?, out),
        ["predict", sentences] => predict(&read(sentences)?, &Models::default()),
        ["predict", sentences, ranker, head] => {
            predict(&read(sentences)?, &models(&fs::read(ranker)?, &fs::read(head)?, &[]))
        }
        ["ranked", sentences] => ranked(&read(sentences)?),
        ["read", sentences] => show(&read(sentences)?),
        _ => Err("the commands are rows, predict, ranked and read".into()),
    }
}

/// The events of each text, the likeliest first, in the form that PLOVER's own scorer reads.
fn ranked(sentences: &[Labelled]) -> Result<()> {
    examine(sentences, |sentence, example| {
        let times = times::tag(example.context, &mut Vec::new());
        let places = places::find(example.context);
        let code = |side: &[Party]| {
            let sector = |party: &Party| party.sector.map_or("", |sector| sector.as_str());
            side.iter().map(|party| format!("\"{} {}\"", party.country, sector(party))).collect::<Vec<_>>().join(", ")
        };
        let events = events::ranked(example.context, example.actors, &times, &places).into_iter().map(|ranked| {
            let (source, target) = (code(&ranked.source), code(&ranked.target));
            let kind = ranked.event.r#type.as_str();
            format!("{{\"event\": \"{kind}\", \"source\": [{source}], \"target\": [{target}]}}")
        });
        println!("{{\"id\": \"{}\", \"events\": [{}]}}", sentence.name, events.collect::<Vec<_>>().join(", "));
    });
    Ok(())
}

/// The events of each text as its record has them.
fn show(sentences: &[Labelled]) -> Result<()> {
    let lexicon = Lexicon::embedded();
    for sentence in sentences {
        let meta = Meta { id: sentence.name.clone(), published: sentence.published.clone(), ..Meta::default() };
        let source = Source::new(sentence.doc.text(), meta);
        let record =
            extract(&source, &sentence.doc, &lexicon, Run { version: "".into(), model: "".into(), lexicon: "".into() });
        println!("== {}", sentence.name);
        let names =
            |ids: &[ActorId]| ids.iter().map(|id| record.actor(*id).name.as_str()).collect::<Vec<_>>().join(", ");
        for event in &record.events {
            let said: Vec<String> = event.asserted_by.iter().map(ToString::to_string).collect();
            let denied: Vec<String> = event.denied_by.iter().map(ToString::to_string).collect();
            println!(
                "{} {} {} {} | {} > {} | {} @{} | {} | by {} no {} | {}\n    {}",
                event.r#type.as_str(),
                event.mode.map_or("-", |mode| mode.as_str()),
                event.cameo.as_deref().unwrap_or("-"),
                format!("{:?}", event.modality).to_lowercase(),
                names(&event.source),
                names(&event.target),
                event.trigger.of(&record.report.text),
                event.trigger.start,
                event.when.as_ref().map_or("-", |when| when.value.as_str()),
                said.join(" "),
                denied.join(" "),
                event.reason,
                event
                    .evidence
                    .spans()
                    .iter()
                    .map(|span| span.of(&record.report.text).replace('\n', " "))
                    .collect::<Vec<_>>()
                    .join(" … ")
            );
        }
    }
    Ok(())
}

struct Labelled {
    published: Option<String>,
    name: String,
    label: String,
    source: Option<Span>,
    target: Option<Span>,
    doc: Doc,
}

fn read(path: &str) -> Result<Vec<Labelled>> {
    let text = fs::read_to_string(path)?;
    let mut found = Vec::new();
    for part in text.split("# end\n").filter(|part| !part.trim().is_empty()) {
        let value = |key: &str| part.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
        let span = |key: &str| {
            let value = value(key)?;
            let (start, end) = value.split_once(' ')?;
            Some(Span::new(start.parse().ok()?, end.parse().ok()?))
        };
        found.push(Labelled {
            published: value("# published = "),
            name: value("# doc = ").unwrap_or_default(),
            label: value("# label = ").unwrap_or_default(),
            source: span("# source = "),
            target: span("# target = "),
            doc: from_conllu(part)?,
        });
    }
    Ok(found)
}

/// Calls `each` with every sentence, its actors found.
fn examine(sentences: &[Labelled], mut each: impl FnMut(&Labelled, &Example)) {
    let lexicon = Lexicon::embedded();
    for sentence in sentences {
        let source = Source::new(sentence.doc.text(), Meta::default());
        let quotations = quotations(&source);
        let context = Context { source: &source, doc: &sentence.doc, lexicon: &lexicon, quotations: &quotations };
        let places = places::find(context);
        let actors = actors::resolve(context, &places);
        each(sentence, &Example { context, actors: &actors, source: sentence.source, target: sentence.target });
    }
}

fn rows(sentences: &[Labelled], out: &str) -> Result<()> {
    let (mut head, mut ranker) = (String::new(), String::new());
    let numbers = |block: &[u32]| block.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    fs::write(format!("{out}.worth"), worth_rows(sentences))?;
    examine(sentences, |sentence, example| {
        let rows = example.rows();
        let blocks: Vec<String> = rows.head.blocks.iter().map(|block| numbers(block)).collect();
        let kind = rows.kind.map_or("NONE", |kind| kind.as_str());
        let _ = writeln!(head, "{}\t{}\t{kind}\t{}", sentence.name, sentence.label, blocks.join("\t"));
        for (source, target, features) in rows.ranker {
            let _ = writeln!(
                ranker,
                "{}\t{}\t{}\t{}",
                sentence.name,
                u8::from(source),
                u8::from(target),
                numbers(&features.blocks[0])
            );
        }
    });
    fs::write(format!("{out}.head"), head)?;
    fs::write(format!("{out}.ranker"), ranker)?;
    Ok(())
}

/// What is taken for news in a sentence where nothing happens is none; in another, what is of the sentence's type is an event.
fn worth_rows(sentences: &[Labelled]) -> String {
    let (lexicon, mut rows) = (Lexicon::embedded(), String::new());
    for sentence in sentences {
        let source = Source::new(sentence.doc.text(), Meta::default());
        let news = reports::read(&source, &sentence.doc, &lexicon, |report| report.news(Models::embedded()));
        for (kind, _, features) in news {
            let right = kind.as_str() == sentence.label;
            if right || sentence.label == "NONE" {
                let numbers: Vec<String> = features.blocks[0].iter().map(u32::to_string).collect();
                let _ = writeln!(rows, "{}:0\t{}\t{}", sentence.name, u8::from(right), numbers.join(" "));
            }
        }
    }
    rows
}

fn predict(sentences: &[Labelled], models: &Models) -> Result<()> {
    let mut out = String::new();
    examine(sentences, |sentence, example| {
        let given = example.given(models).map_or("NONE", |kind| kind.as_str());
        let _ = write!(out, "{}\t{}\t{given}", sentence.name, sentence.label);
        let place = |span: Option<Span>| span.map_or("-".into(), |span| format!("{}-{}", span.start, span.end));
        for found in example.found(models) {
            let _ = write!(
                out,
                "\t{} {} {} {} {} {} {:.2} {:.2} {:.2}",
                found.kind.as_str(),
                found.learned.map_or("NONE", |kind| kind.as_str()),
                found.rule.as_str(),
                place(found.source),
                place(found.target),
                if found.negated { "negated" } else { "told" },
                found.score,
                found.likelihood,
                found.margin
            );
        }
        out.push('\n');
    });
    print!("{out}");
    Ok(())
}
