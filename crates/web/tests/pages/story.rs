//! Three reports on a quarrel over a canal, as records: what the pages are tested on.

use rapporteur_record::Record;
use serde_json::{Value, json};

/// The three reports.
pub fn story() -> Vec<Record> {
    vec![first(), second(), third()]
}

struct Text(&'static str);

impl Text {
    /// Where words stand, in code points.
    fn at(&self, words: &str) -> Value {
        let byte = self.0.find(words).expect("the words are there");
        let start = self.0[..byte].chars().count();
        json!({ "start": start, "end": start + words.chars().count() })
    }

    fn actor(&self, id: &str, name: &str, kind: &str, country: &str) -> Value {
        let mut mention = self.at(name);
        mention["text"] = json!(name);
        json!({ "id": id, "name": name, "kind": kind, "country": country, "roles": [], "aliases": [], "mentions": [mention] })
    }

    fn event(&self, kind: &str, (cameo, goldstein): (&str, f64), (source, target): (&str, &str), words: &str) -> Value {
        json!({
            "id": "E1", "type": kind, "contexts": [], "cameo": cameo, "goldstein": goldstein, "source": [source], "target": [target],
            "trigger": self.at(words), "modality": "actual", "asserted_by": [], "denied_by": [], "stale": false, "reason": "",
            "evidence": [self.at(words)],
        })
    }

    fn position(&self, id: &str, actor: &str, stance: &str, words: &str) -> Value {
        json!({
            "id": id, "issue": "toll on ships", "actor": actor, "stance": stance, "firmness": "stated", "conditions": [],
            "statements": [], "events": [], "evidence": [self.at(words)],
        })
    }

    fn figure(&self, value: f64, words: &str) -> Value {
        json!({
            "id": "F1", "value": value, "bound": "exact", "approximate": false, "unit": "ship", "what": self.at(words), "of": [],
            "asserted_by": [], "denied_by": [], "stale": false, "evidence": [self.at(words)],
        })
    }

    fn record(&self, id: &str, published: &str, title: &str, parts: Value) -> Record {
        let mut value = json!({
            "schema": "rapporteur.record/1",
            "run": { "version": "0", "model": "none", "lexicon": "none" },
            "report": {
                "id": id, "title": title, "text": self.0, "published": published, "publisher": "The Harbour", "language": "en",
                "sha256": id.repeat(64 / id.len()),
            },
            "actors": [
                self.actor("A1", "Panama", "state", "PAN"), self.actor("A2", "Colombia", "state", "COL"),
            ],
            "statements": [], "events": [], "figures": [], "meetings": [], "positions": [], "disputes": [], "unresolved": [],
            "brief": { "headline": title, "highlights": [] },
        });
        for (name, part) in parts.as_object().expect("parts have names") {
            value[name] = part.clone();
        }
        serde_json::from_value(value).expect("a record")
    }
}

fn first() -> Record {
    let text = Text(
        "Panama rejects a toll on ships. Colombia accused Panama of blocking 40 ships. They will meet in Lima in March.",
    );
    let mut meeting = json!({
        "id": "M1", "name": "meeting", "status": "scheduled", "parties": ["A1", "A2"], "heads": [], "outcomes": [],
        "evidence": [text.at("They will meet in Lima in March")],
    });
    meeting["when"] = text.at("in March");
    meeting["when"]["text"] = json!("in March");
    meeting["when"]["value"] = json!("2026-03");
    meeting["where"] = text.at("Lima");
    for (name, value) in [
        ("text", json!("Lima")),
        ("name", json!("Lima")),
        ("country", json!("PER")),
        ("latitude", json!(-12.04318)),
        ("longitude", json!(-77.02824)),
        ("geonames", json!(3_936_456)),
    ] {
        meeting["where"][name] = value;
    }
    text.record(
        "a",
        "2026-02-10",
        "Panama rejects a toll",
        json!({
            "events": [text.event("ACCUSE", ("112", -2.0), ("A2", "A1"), "accused")],
            "positions": [text.position("P1", "A1", "rejects", "Panama rejects a toll on ships")],
            "figures": [text.figure(40.0, "40 ships")],
            "meetings": [meeting],
        }),
    )
}

fn second() -> Record {
    let text = Text("Panama threatened Colombia. Colombia demands a toll on ships; it counts 55 ships.");
    text.record(
        "b",
        "2026-02-20",
        "Colombia wants a toll",
        json!({
            "events": [text.event("THREATEN", ("130", -4.4), ("A1", "A2"), "threatened")],
            "positions": [text.position("P1", "A2", "demands", "Colombia demands a toll on ships")],
            "figures": [text.figure(55.0, "55 ships")],
        }),
    )
}

fn third() -> Record {
    let text =
        Text("Panama now supports a toll on ships. Panama agreed with Colombia to let 60 ships pass. قالت بنما نعم");
    text.record(
        "c",
        "2026-03-05",
        "Panama turns",
        json!({
            "events": [text.event("AGREE", ("057", 6.0), ("A1", "A2"), "agreed")],
            "positions": [text.position("P1", "A1", "supports", "Panama now supports a toll on ships")],
            "figures": [text.figure(60.0, "60 ships")],
        }),
    )
}
