//! Questions to a store as people put them, every view in every form, and exports out of a store.
//!
//! The records are made here, so that no model is needed.

mod made;

use made::{folder, rapporteur, records};
use rapporteur_store::Store;
use serde_json::Value;

/// A store of the records, under the target folder.
fn store(name: &str) -> String {
    let path = folder(name).join("talks.db").to_str().expect("a plain path").to_owned();
    let records: Vec<_> =
        records().into_iter().map(|record| serde_json::from_value(record).expect("a record")).collect();
    Store::open(&path).and_then(|store| store.add(&records, "2024-06-01T08:00:00Z")).expect("records can be added");
    path
}

fn asked(arguments: &[&str]) -> String {
    let out = rapporteur(arguments);
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("answers are UTF-8")
}

const VIEWS: [(&str, &str); 7] = [
    ("timeline", "Norway"),
    ("positions", "plan"),
    ("quotes", "=2+3 is our answer"),
    ("events", "CONSULT"),
    ("figures", "guard"),
    ("meetings", "second round"),
    ("changes", ""),
];

#[test]
fn every_view_answers_in_every_form() {
    let store = store("ask-views");
    for (view, holds) in VIEWS {
        let answer = |format: &str| asked(&[view, "--store", &store, "--format", format]);
        let page: Value = serde_json::from_str(&answer("json")).expect("JSON");
        let rows = page["rows"].as_array().expect("a page has rows");
        assert_eq!(page["total"], rows.len(), "{view}");
        assert_eq!(answer("jsonl").lines().count(), rows.len(), "{view}");
        let table = answer("csv");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let width = reader.headers().expect("a header").len();
        let cells: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("RFC 4180");
        assert!(cells.len() == rows.len() && cells.iter().all(|row| row.len() == width), "{view}");
        for format in ["table", "md", "html", "csv", "json"] {
            assert!(answer(format).contains(holds), "{view} {format}");
        }
        assert!(answer("html").starts_with("<!doctype html>"), "{view}");
    }
}

#[test]
fn a_brief_a_difference_and_a_search_answer_too() {
    let store = store("ask-pages");
    for format in ["table", "md", "html", "json"] {
        assert!(asked(&["brief", "--store", &store, "--format", format]).contains("second round"), "{format}");
        let diff = asked(&["diff", "2024-05-02", "2024-05-20", "--store", &store, "--format", format]);
        assert!(diff.contains("2024-05-14") && diff.contains("2024-05-21"), "{format}: {diff}");
    }
    let found = asked(&["search", "moving", "rounds", "--store", &store, "--format", "jsonl"]);
    assert_eq!(found.lines().count(), 1, "any form of a word finds the others: {found}");
}

#[test]
fn what_was_known_on_a_day_is_told_as_it_was_then() {
    let store = store("ask-as-of");
    let status = |day: &str| {
        let arguments = ["meetings", "--store", &store, "--as-of", day, "--format", "json"];
        serde_json::from_str::<Value>(&asked(&arguments)).expect("JSON")["rows"][0].clone()
    };
    let (then, at_last) = (status("2024-05-12"), status("2024-05-31"));
    assert_eq!((&then["status"], &at_last["status"]), (&"scheduled".into(), &"cancelled".into()));
    assert_eq!(then["id"], at_last["id"]);
}

#[test]
fn queries_narrow() {
    let store = store("ask-narrow");
    let lines =
        |arguments: &[&str]| asked(&[arguments, &["--store", &store, "--format", "jsonl"]].concat()).lines().count();
    assert_eq!(lines(&["quotes", "--act", "demand"]), 1);
    assert_eq!(lines(&["events", "--type", "CONSULT", "--country", "Norway", "--country", "SWE"]), 1);
    assert_eq!(lines(&["positions", "--issue", "plan", "--actor", "Sweden"]), 0);
    assert_eq!(lines(&["timeline", "--since", "2024-05-21", "--clock", "happened", "--type", "cancelled"]), 1);
    let out = rapporteur(&["events", "--store", &store, "--since", "soon"]);
    assert!(!out.status.success() && String::from_utf8_lossy(&out.stderr).contains("2022-01-31"));
}

#[test]
fn nothing_is_never_said_in_silence() {
    let store = store("ask-nothing");
    let said = |arguments: &[&str]| {
        let out = rapporteur(&[arguments, &["--store", &store]].concat());
        assert!(out.status.success() && out.stdout.is_empty(), "{arguments:?}");
        String::from_utf8_lossy(&out.stderr).into_owned()
    };
    assert!(said(&["events", "--type", "MARCH"]).contains("CONSULT (1)"));
    assert!(said(&["quotes", "--act", "sing"]).contains("demand (1)"));
    for question in [&["meetings", "--actor", "Chile"][..], &["search", "zebra"], &["brief", "--as-of", "1999"]] {
        assert!(said(question).contains("nothing in the store fits"), "{question:?}");
    }
    let out = rapporteur(&["diff", "2024-06-01", "2024-05-01", "--store", &store]);
    assert!(out.status.code() == Some(2) && String::from_utf8_lossy(&out.stderr).contains("is not before"));
}

#[test]
fn a_store_is_exported_from_old_to_new() {
    let store = store("ask-export");
    let ids = |arguments: &[&str]| -> Vec<String> {
        let text = asked(&[&["export", "--store", &store, "--to", "jsonl"], arguments].concat());
        let id = |line: &str| {
            serde_json::from_str::<Value>(line).expect("a record")["report"]["id"].as_str().map(str::to_owned)
        };
        text.lines().filter_map(id).collect()
    };
    assert_eq!(ids(&[]), ["r1", "r2", "r3"]);
    assert_eq!(ids(&["--since", "2024-05-03", "--until", "2024-05"]), ["r2", "r3"]);
    assert_eq!(ids(&["--as-of", "2024-05-12"]), ["r1", "r2"]);
    assert_eq!(ids(&["--publisher", "Nobody"]), Vec::<String>::new());
}

#[test]
fn what_the_store_joined_leaves_it_joined() {
    let store = store("ask-joined");
    let meetings: Value =
        serde_json::from_str(&asked(&["meetings", "--store", &store, "--format", "json"])).expect("JSON");
    let joined = meetings["rows"].as_array().expect("rows").iter().find(|row| row["coverage"]["reports"] != 1);
    let (id, reports) = joined.map(|row| (&row["id"], &row["coverage"]["reports"])).expect("a meeting of two reports");
    let table = asked(&["export", "--store", &store, "--to", "csv", "--table", "meetings"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let thread = reader.headers().expect("a header").iter().position(|name| name == "thread").expect("a thread");
    let threads = reader.records().map(|row| row.expect("RFC 4180")[thread].to_owned());
    assert_eq!(threads.filter(|thread| thread == id).count(), reports.as_u64().expect("a count") as usize);
    let calendar = asked(&["export", "--store", &store, "--to", "ics"]).replace("\r\n ", "");
    let (entries, told) = (calendar.matches("BEGIN:VEVENT").count(), calendar.matches("X-RAPPORTEUR-DATUM").count());
    assert!(entries < told && calendar.contains("STATUS:CANCELLED"), "{calendar}");
}
