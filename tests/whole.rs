//! The example report and odd texts, read from end to end.

use proptest::prelude::*;
use rapporteur::{Record, Source};
use rapporteur_ingest::Options;
use rapporteur_tests::{faults, reader};
use std::path::Path;

fn example() -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/report.txt");
    let mut reports = rapporteur_ingest::open(&path, &Options::default()).expect("the example can be opened");
    reports.next().expect("one report").expect("it can be read")
}

#[test]
fn the_example_becomes_a_record_whose_spans_fit() {
    let Some(reader) = reader() else { return };
    let record = reader.read(&example());
    assert_eq!(faults(&record), Vec::<String>::new());
    assert!(!record.actors.is_empty(), "the example names parties");
    let json = serde_json::to_string(&record).unwrap();
    let back: Record = serde_json::from_str(&json).unwrap();
    assert_eq!(back, record, "a record survives its JSON");
}

#[test]
fn the_same_text_gives_the_same_bytes_on_any_number_of_threads() {
    let Some(reader) = reader() else { return };
    let sources: Vec<Source> = vec![example(), Source::new("Moscow denied it.", Default::default()), example()];
    let bytes = |threads| {
        let mut all = Vec::new();
        let sources = sources.clone().into_iter().map(Ok::<_, ()>);
        reader.read_all(sources, threads, |record| all.push(serde_json::to_string(&record.unwrap()).unwrap()));
        all
    };
    let one = bytes(1);
    assert_eq!(one.len(), 3);
    assert_eq!(one[0], one[2]);
    assert_eq!(one, bytes(2));
}

#[test]
fn every_form_for_people_shows_the_example() {
    let Some(reader) = reader() else { return };
    let record = reader.read(&example());
    let title = "France and Serbia end second round of border talks";
    assert!(rapporteur_export::brief::brief(&record).contains(title));
    assert!(rapporteur_export::markdown::markdown(&record).contains(title));
    assert!(rapporteur_export::html::html(&record).contains(title));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_record(text in "\\PC{0,200}|([A-Z][a-z]{1,8}|said|\"|“|”|'|,|\\.|\n| |12,000|[0-9]{1,4}|[^a-z]){0,60}") {
        if let Some(reader) = reader() {
            let record = reader.read(&Source::new(text, Default::default()));
            prop_assert_eq!(faults(&record), Vec::<String>::new());
        }
    }

    #[test]
    fn a_mutated_report_gives_a_sound_record(cuts in prop::collection::vec((0usize..4000, 0usize..80, ".{0,3}"), 1..12)) {
        if let Some(reader) = reader() {
            let mut text: Vec<char> = example().text.chars().collect();
            for (at, length, instead) in cuts {
                let start = at.min(text.len());
                let end = (start + length).min(text.len());
                text.splice(start..end, instead.chars());
            }
            let text: String = text.into_iter().collect();
            let record = reader.read(&Source::new(text, Default::default()));
            prop_assert_eq!(faults(&record), Vec::<String>::new());
        }
    }
}
