//! Reads texts and writes what the engine found, one JSON object a line: what `benches/parity.py` compares with spaCy,
//! and what `benches/speed.py` times.
//!
//! `annotate MODEL < texts.jsonl` takes a JSON string or an object with `text` from each line.
//! `annotate MODEL --time THREADS < texts.jsonl` writes one object instead: tokens, wall and CPU seconds to load, CPU
//! and wall seconds of reading, peak memory in MiB (CPU time and memory as Linux tells them).

use rapporteur_nlp::Pipeline;
use rapporteur_text::Doc;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [model] => annotate(Path::new(model)),
        [model, "--time", threads] => time(Path::new(model), threads.parse()?),
        _ => Err("usage: annotate MODEL [--time THREADS] < texts.jsonl".into()),
    }
}

fn annotate(model: &Path) -> Result<(), Failure> {
    let pipeline = Pipeline::open(model)?;
    let mut reader = pipeline.reader();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        writeln!(out, "{}", describe(&reader.read(&text(&line?)?)))?;
        out.flush()?;
    }
    Ok(())
}

fn time(model: &Path, threads: usize) -> Result<(), Failure> {
    let (opened, before) = (Instant::now(), cpu_seconds());
    let pipeline = Pipeline::open(model)?;
    let (load, load_cpu) = (opened.elapsed().as_secs_f64(), cpu_seconds() - before);
    let texts = std::io::stdin().lock().lines().map(|line| text(&line?)).collect::<Result<Vec<_>, _>>()?;
    let (next, tokens) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (cpu, wall) = (cpu_seconds(), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut reader = pipeline.reader();
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    tokens.fetch_add(reader.read(text).len(), Ordering::Relaxed);
                }
            });
        }
    });
    let result = json!({
        "tokens": tokens.into_inner(),
        "load": load,
        "load_cpu": load_cpu,
        "cpu": cpu_seconds() - cpu,
        "wall": wall.elapsed().as_secs_f64(),
        "peak_mib": status("VmHWM:"),
    });
    println!("{result}");
    Ok(())
}

fn text(line: &str) -> Result<Arc<str>, Failure> {
    let value: Value = serde_json::from_str(line)?;
    Ok(value.as_str().or(value["text"].as_str()).ok_or("a line without text")?.into())
}

fn describe(doc: &Doc) -> Value {
    let entities = doc.entities().iter().map(|e| json!([e.tokens.start, e.tokens.end, e.label.as_str()]));
    json!({
        "text": doc.tokens().map(|t| t.text()).collect::<Vec<_>>(),
        "spacy": doc.tokens().map(|t| t.spacy()).collect::<Vec<_>>(),
        "norm": doc.tokens().map(|t| t.norm()).collect::<Vec<_>>(),
        "tag": doc.tokens().map(|t| t.tag().as_str()).collect::<Vec<_>>(),
        "pos": doc.tokens().map(|t| t.pos().as_str()).collect::<Vec<_>>(),
        "morph": doc.tokens().map(|t| t.morph()).collect::<Vec<_>>(),
        "lemma": doc.tokens().map(|t| t.lemma()).collect::<Vec<_>>(),
        "head": doc.tokens().map(|t| t.head().i).collect::<Vec<_>>(),
        "dep": doc.tokens().map(|t| t.dep().as_str()).collect::<Vec<_>>(),
        "start": doc.tokens().map(|t| t.starts_sentence()).collect::<Vec<_>>(),
        "entities": entities.collect::<Vec<_>>(),
        "chunks": doc.chunks().iter().map(|chunk| json!([chunk.start, chunk.end])).collect::<Vec<_>>(),
    })
}

/// CPU seconds of the process so far, from /proc; 0 where there is none. The kernel counts hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// A size that /proc/self/status gives, in MiB.
fn status(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}
