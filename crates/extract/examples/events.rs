//! Writes what the scripts in `training/events` learn from, and what the models find.
//!
//! ```text
//! events rows SENTENCES OUT                rows of the type model and of the ranker, into OUT.head and OUT.ranker
//! events predict SENTENCES [RANKER HEAD]   tab-separated: what is found in each sentence
//! ```
//!
//! SENTENCES is CoNLL-U in which each text begins with the comments `# doc = name`, `# label = TYPE` and, where they are
//! marked, `# source = START END` and `# target = START END` in bytes, and ends with `# end`.

use rapporteur_extract::actors;
use rapporteur_extract::events::training::{Example, models};
use rapporteur_extract::places;
use rapporteur_extract::{Context, events::Models};
use rapporteur_lexicon::Lexicon;
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
            predict(&read(sentences)?, &models(&fs::read(ranker)?, &fs::read(head)?))
        }
        _ => Err("the commands are rows and predict".into()),
    }
}

struct Labelled {
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

fn predict(sentences: &[Labelled], models: &Models) -> Result<()> {
    let mut out = String::new();
    examine(sentences, |sentence, example| {
        let given = example.given(models).map_or("NONE", |kind| kind.as_str());
        let _ = write!(out, "{}\t{}\t{given}", sentence.name, sentence.label);
        let place = |span: Option<Span>| span.map_or("-".into(), |span| format!("{}-{}", span.start, span.end));
        for found in example.found(models) {
            let _ = write!(
                out,
                "\t{} {} {} {} {} {} {:.2}",
                found.kind.as_str(),
                found.learned.map_or("NONE", |kind| kind.as_str()),
                found.rule.as_str(),
                place(found.source),
                place(found.target),
                if found.negated { "negated" } else { "told" },
                found.score
            );
        }
        out.push('\n');
    });
    print!("{out}");
    Ok(())
}
