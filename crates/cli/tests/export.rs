//! `rapporteur export` as people run it, and what others' readers make of its files.
//!
//! The records are written here, about an invented negotiation; the example report is added where there is a model to
//! read it with. The readers are Python libraries, named in `readers/readers.txt`: the test makes a virtual
//! environment for them once, under the target folder. Where that cannot be done it says so and is skipped, unless
//! `RAPPORTEUR_READERS` is set.

mod made;
#[path = "made/python.rs"]
mod python;

use made::{folder, rapporteur, records};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

fn succeeds(arguments: &[&str]) {
    let out = rapporteur(arguments);
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
}

fn write(path: &Path, records: &[Value]) {
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    std::fs::write(path, lines).expect("the target folder can be written");
}

/// Every form, as file name and arguments.
const FORMS: [(&str, &[&str]); 18] = [
    ("again.jsonl", &["jsonl"]),
    ("csv", &["csv"]),
    ("csv-verbatim", &["csv", "--verbatim"]),
    ("parquet", &["parquet"]),
    ("polecat.tsv", &["polecat"]),
    ("polecat-filled.tsv", &["polecat", "--fill-dates"]),
    ("icews.tsv", &["icews"]),
    ("gdelt-events.csv", &["gdelt-events"]),
    ("gdelt-mentions.csv", &["gdelt-mentions"]),
    ("plover.jsonl", &["plover"]),
    ("annotations.jsonld", &["annotation"]),
    ("meetings.ics", &["ics"]),
    ("map.geojson", &["geojson"]),
    ("network.gexf", &["gexf"]),
    ("all.html", &["html"]),
    ("all.md", &["md"]),
    ("polecat.parquet", &["parquet", "--table", "polecat"]),
    ("events.csv", &["csv", "--table", "events"]),
];

fn write_all(folder: &Path) {
    let input = folder.join("records.jsonl");
    let input = input.to_str().expect("a plain path");
    for (name, arguments) in FORMS {
        let output = folder.join(name);
        succeeds(&[&["export", input, "-o", output.to_str().expect("a plain path"), "--to"], arguments].concat());
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let folders = [folder("export-once"), folder("export-twice")];
    for folder in &folders {
        write(&folder.join("records.jsonl"), &records());
        write_all(folder);
    }
    for (name, _) in FORMS.iter().filter(|(name, _)| name.contains('.')) {
        let [once, twice] = folders.each_ref().map(|folder| std::fs::read(folder.join(name)).expect("it was written"));
        assert!(once == twice && !once.is_empty(), "{name}");
    }
    for table in rapporteur_export::tables::own() {
        let name = format!("parquet/{}.parquet", table.name());
        let [once, twice] = folders.each_ref().map(|folder| std::fs::read(folder.join(&name)).expect("it was written"));
        assert!(once == twice, "{name}");
    }
}

#[test]
fn a_calendar_does_not_depend_on_the_order_of_its_reports() {
    let folder = folder("export-order");
    let [forward, backward] = ["forward", "backward"].map(|name| folder.join(name));
    write(&forward, &records());
    write(&backward, &records().into_iter().rev().collect::<Vec<_>>());
    let [a, b] = [forward, backward]
        .map(|path| rapporteur(&["export", path.to_str().expect("a plain path"), "--to", "ics"]).stdout);
    assert_eq!(String::from_utf8_lossy(&a), String::from_utf8_lossy(&b));
}

#[test]
fn what_is_no_record_is_named_and_the_others_are_written() {
    let folder = folder("export-faults");
    let mut dangling = records().remove(0);
    dangling["events"][0]["source"] = json!(["A99"]);
    let mut bare = records().remove(1);
    bare["schema"] = json!("rapporteur.record/9");
    let path = folder.join("records.jsonl");
    write(&path, &[records().remove(0), dangling, bare, json!({ "no": "record" })]);
    let out = rapporteur(&["export", path.to_str().expect("a plain path"), "no-such-file", "--to", "jsonl"]);
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&out.stdout).lines().count(), 1);
    for part in ["line 2", "A99", "line 3", "rapporteur.record/9", "line 4", "no-such-file"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn wrong_usage_says_what_would_help() {
    let said = |arguments: &[&str]| {
        let out = rapporteur(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&out.stderr).into_owned()
    };
    assert!(said(&["export", "--to", "csv"]).contains("--table"));
    assert!(said(&["export", "--to", "csv", "--table", "nonsense"]).contains("statements"));
    assert!(said(&["export", "--to", "ics", "--table", "events"]).contains("--table"));
    assert!(said(&["export", "--to", "ics", "--columns"]).contains("no columns"));
}

/// docs/formats.md names every column of every table, with its kind and meaning, as the program itself does.
/// `RAPPORTEUR_BLESS=1` writes them there.
#[test]
fn the_manual_tells_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md");
    let manual = std::fs::read_to_string(&path).expect("the manual is there");
    let mut blessed = manual.clone();
    for table in rapporteur_export::tables::own().into_iter().chain(rapporteur_export::tables::field()) {
        let (begin, end) = (format!("<!-- columns: {} -->\n", table.name()), "<!-- end -->");
        let start = blessed.find(&begin).unwrap_or_else(|| panic!("the manual has no place for {}", table.name()))
            + begin.len();
        let stop = start + blessed[start..].find(end).expect("a place ends");
        blessed.replace_range(start..stop, &columns(table.as_ref()));
    }
    if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
        std::fs::write(&path, &blessed).expect("the manual can be written");
    } else {
        assert!(manual == blessed, "docs/formats.md is behind the program; RAPPORTEUR_BLESS=1 brings it up to date");
    }
}

fn columns(table: &dyn rapporteur_export::Table) -> String {
    let row = |(number, (name, kind, note)): (usize, (&str, rapporteur_export::Kind, &str))| {
        format!("| {} | `{name}` | {} | {} |\n", number + 1, kind.as_str(), note.replace('|', "\\|"))
    };
    let rows: String = table.columns().into_iter().enumerate().map(row).collect();
    format!("A row is {}.\n\n| | column | kind | what stands there |\n|---|---|---|---|\n{rows}", table.about())
}

#[test]
fn readers_of_others_read_what_we_write() {
    let Some(python) = python::programs("readers").map(|programs| programs.join("python")) else { return };
    let folder = folder("export-read");
    let mut all = records();
    all.extend(example());
    write(&folder.join("records.jsonl"), &all);
    write(&folder.join("before.jsonl"), &all[..1]);
    write_all(&folder);
    let path = |name: &str| folder.join(name).to_str().expect("a plain path").to_owned();
    succeeds(&["export", &path("before.jsonl"), "--to", "ics", "-o", &path("meetings-before.ics")]);
    succeeds(&[
        "export",
        &path("records.jsonl"),
        "--to",
        "jsonl",
        "-o",
        &path("again.jsonl"),
        "--schema",
        &path("record.schema.json"),
    ]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/check.py");
    let out = Command::new(python).arg(script).arg(&folder).output().expect("the interpreter was just made");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// The record of the example report, where there is a model to read it with.
fn example() -> Option<Value> {
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/report.txt");
    let out = rapporteur(&["read", "--offline", "--format", "jsonl", report.to_str()?]);
    if !out.status.success() {
        eprintln!("the example report is left out: {}", String::from_utf8_lossy(&out.stderr).trim());
    }
    serde_json::from_slice(&out.stdout).ok()
}
