//! How fast a store takes records in and answers, and how large it gets.
//!
//! `cargo bench -p rapporteur-store --bench store -- RECORDS.jsonl [TIMES] [STORE]`: records as `rapporteur read --format
//! jsonl` prints them, added once and then TIMES − 1 times more under other ids, addresses and years, with
//! every third word turned through the alphabet, so that they are no copies; then every question, the median of five, with
//! the counts beside it: by the database, and by a reader of a server, which has the narrow columns in memory. With TIMES 0
//! the store is asked as it is.
//! STORE is a file (a temporary one if none is named) or a `postgres://` address. Without arguments it says so and ends,
//! so that `cargo test --benches` passes.

use rapporteur_record::Record;
use rapporteur_store::{Query, Store};
use std::io::BufRead;
use std::time::Instant;

/// Records of one transaction, as `rapporteur add` has it.
const BATCH: usize = 16;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(records) = arguments.first() else {
        println!("skipped: name a file of records");
        return;
    };
    let times: i32 = arguments.get(1).map_or(10, |times| times.parse().expect("TIMES is a number"));
    let file = std::env::temp_dir().join(format!("rapporteur-bench-{}.db", std::process::id()));
    let address = arguments.get(2).cloned().unwrap_or_else(|| file.display().to_string());
    let store = Store::open(&address).expect("a store");
    println!("copies  reports  reports/s  bytes/report  peak memory MB");
    for copy in 0..times {
        fill(&store, records, copy);
    }
    println!("\nby the database");
    ask(&store);
    let begun = Instant::now();
    let reader = Store::readers(&address, 1).expect("a reader").remove(0);
    reader.meetings(&Query::default()).expect("answered");
    println!(
        "\nby the columns, which took {:.0} ms to read; peak memory {} MB",
        begun.elapsed().as_secs_f64() * 1e3,
        peak()
    );
    ask(&reader);
    let _ = std::fs::remove_file(file);
}

fn fill(store: &Store, path: &str, copy: i32) {
    let file = std::fs::File::open(path).expect("the records can be read");
    let mut batch: Vec<Record> = Vec::new();
    let (mut count, mut seconds) = (0, 0.0);
    let mut add = |batch: &mut Vec<Record>| {
        let begun = Instant::now();
        store.add(batch, "2030-01-01T00:00:00Z").expect("added");
        seconds += begun.elapsed().as_secs_f64();
        count += batch.len();
        batch.clear();
    };
    for line in std::io::BufReader::new(file).lines() {
        let record: Record = serde_json::from_str(&line.expect("a line")).expect("a record");
        batch.push(moved(record, copy));
        if batch.len() == BATCH {
            add(&mut batch);
        }
    }
    add(&mut batch);
    let reports = store.reports(&Query { limit: Some(1), ..Query::default() }).expect("counted").total;
    let size = store.size().expect("measured") / reports.max(1);
    println!("{:>6}  {reports:>7}  {:>9.0}  {size:>12}  {:>14}", copy + 1, count as f64 / seconds, peak());
}

/// The same report under another id and address, so many years later, with its dates.
fn moved(mut record: Record, years: i32) -> Record {
    if years == 0 {
        return record;
    }
    let later = |date: &str| match date.get(..4).and_then(|year| year.parse::<i32>().ok()) {
        Some(year) => format!("{:04}{}", year + years, &date[4..]),
        None => date.to_string(),
    };
    record.report.text = turned(&record.report.text, years);
    record.report.id = format!("{}-{years}", record.report.id);
    record.report.url = record.report.url.map(|url| format!("{url}?copy={years}"));
    record.report.published = record.report.published.map(|date| later(&date));
    let whens = (record.statements.iter_mut().filter_map(|datum| datum.when.as_mut()))
        .chain(record.events.iter_mut().filter_map(|datum| datum.when.as_mut()))
        .chain(record.figures.iter_mut().filter_map(|datum| datum.when.as_mut()))
        .chain(record.meetings.iter_mut().filter_map(|datum| datum.when.as_mut()));
    for when in whens {
        when.value = when.value.split('/').map(later).collect::<Vec<_>>().join("/");
    }
    record
}

/// The text with every third word turned through the alphabet, so that it is no copy and all spans still fit.
fn turned(text: &str, by: i32) -> String {
    let turn = |c: char| match c {
        'a'..='z' => char::from((((c as u8 - b'a') + by as u8) % 26) + b'a'),
        other => other,
    };
    let words = text.split_inclusive(' ').enumerate();
    words.map(|(at, word)| if at % 3 == 0 { word.chars().map(turn).collect() } else { word.to_string() }).collect()
}

/// The process's greatest memory so far, as Linux counts it; 0 elsewhere.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

type Question = fn(&Store, &Query) -> u64;

const QUESTIONS: [(&str, Question); 14] = [
    ("brief", |store, query| store.brief(query).expect("answered").reports),
    ("timeline", |store, query| store.timeline(query).expect("answered").total),
    ("positions", |store, query| store.positions(query).expect("answered").total),
    ("quotes", |store, query| store.quotes(query).expect("answered").total),
    ("events", |store, query| store.events(query).expect("answered").total),
    ("figures", |store, query| store.figures(query).expect("answered").total),
    ("meetings", |store, query| store.meetings(query).expect("answered").total),
    ("changes", |store, query| store.changes(query).expect("answered").total),
    ("demands", |store, query| store.demands(query).expect("answered").total),
    ("pairs", |store, query| store.pairs(query).expect("answered").total),
    ("places", |store, query| store.places(query).expect("answered").total),
    ("search", |store, query| {
        store.search(&Query { text: Some("missile treaty".into()), ..query.clone() }).expect("answered").total
    }),
    ("actors", |store, query| store.actors(query).expect("answered").total),
    ("reports", |store, query| store.reports(query).expect("answered").total),
];

fn ask(store: &Store) {
    let all = Query { facets: true, ..Query::default() };
    let narrowed = Query {
        country: vec!["USA".into(), "RUS".into()],
        since: Some("2021".into()),
        as_of: Some("2025".into()),
        ..all.clone()
    };
    let issue = Query { issue: Some("sanctions".into()), ..all.clone() };
    println!("median ms  everything  USA+RUS since 2021 as of 2025  issue sanctions");
    for (name, question) in QUESTIONS {
        let cells: Vec<String> =
            [&all, &narrowed, &issue].into_iter().map(|query| timed(store, query, question)).collect();
        println!("{name:<9}  {}", cells.join("  "));
    }
}

fn timed(store: &Store, query: &Query, question: Question) -> String {
    let mut total = 0;
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let begun = Instant::now();
            total = question(store, query);
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    format!("{:.0} ({total})", times[2])
}
