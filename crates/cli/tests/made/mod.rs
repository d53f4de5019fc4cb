//! What the tests of exports and questions share: records of an invented negotiation, folders, the command.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the command.
pub fn rapporteur(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .output()
        .expect("the command was built for this test")
}

/// A folder of this test's own under the target folder, empty.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the target folder can be written");
    path
}

/// A text whose passages are found by their words.
struct Text(&'static str);

impl Text {
    /// Where words stand first, in code points.
    fn at(&self, words: &str) -> Value {
        let byte = self.0.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        let start = self.0[..byte].chars().count();
        json!({ "start": start, "end": start + words.chars().count() })
    }

    /// The same with the words, and with further fields.
    fn with(&self, words: &str, more: Value) -> Value {
        let mut place = self.at(words);
        place["text"] = json!(words);
        let more = more.as_object().cloned().unwrap_or_default();
        place.as_object_mut().expect("it is an object").extend(more);
        place
    }

    fn actor(&self, number: usize, name: &str, more: Value) -> Value {
        let mut actor = json!({ "id": format!("A{number}"), "name": name, "kind": "state", "roles": [], "aliases": [],
            "mentions": [self.with(name, json!({}))] });
        actor.as_object_mut().expect("it is an object").extend(more.as_object().cloned().unwrap_or_default());
        actor
    }

    fn event(&self, number: usize, kind: &str, trigger: &str, more: Value) -> Value {
        let mut event = json!({ "id": format!("E{number}"), "type": kind, "contexts": [], "source": ["A1"], "target": [],
            "trigger": self.at(trigger), "modality": "actual", "asserted_by": [], "denied_by": [], "stale": false,
            "reason": "written by hand", "evidence": [self.at(trigger)] });
        event.as_object_mut().expect("it is an object").extend(more.as_object().cloned().unwrap_or_default());
        event
    }

    fn statement(&self, number: usize, content: &str, act: &str) -> Value {
        json!({ "id": format!("S{number}"), "speaker": ["A2"], "on_behalf_of": [], "joint": false, "cue": [],
            "content": [self.at(content)], "form": "direct", "act": act, "polarity": "positive", "addressee": ["A1"],
            "reported_by": [], "stale": false, "evidence": [self.at(content)] })
    }

    fn round(&self, words: &str, status: &str, day: &str, value: &str) -> Value {
        json!({ "id": "M1", "name": words, "format": "bilateral", "status": status, "parties": ["A1", "A2"], "heads": [],
            "when": self.with(day, json!({ "value": value })), "where": self.oslo(), "outcomes": [], "evidence": [self.at(words)] })
    }

    fn oslo(&self) -> Value {
        self.with(
            "Oslo",
            json!({ "name": "Oslo", "country": "NOR", "latitude": 59.913, "longitude": 10.746, "geonames": 3143244 }),
        )
    }

    fn record(&self, id: &str, published: &str, data: Value) -> Value {
        let sha256 = format!("{id:0<64}");
        let mut record = json!({
            "schema": "rapporteur.record/1",
            "run": { "version": "0.1.0", "model": "none", "lexicon": "none" },
            "report": { "id": id, "title": "Talks; \"border\" — a report", "text": self.0, "published": published,
                "publisher": "The Example", "url": format!("https://example.org/{id}"), "language": "en", "sha256": sha256 },
            "actors": [self.actor(1, "Norway", json!({ "country": "NOR" })), self.actor(2, "Sweden", json!({ "country": "SWE" }))],
            "statements": [], "events": [], "figures": [], "meetings": [], "positions": [], "disputes": [], "unresolved": [],
            "brief": { "headline": "Talks", "highlights": [] },
        });
        record.as_object_mut().expect("it is an object").extend(data.as_object().cloned().unwrap_or_default());
        record
    }
}

/// Three reports of one round of talks: announced, moved, called off.
pub fn records() -> Vec<Value> {
    let first = Text(
        "Norway and Sweden met in Oslo 🕊 on Monday. \"=2+3 is our answer\", Stockholm's minister said.\n\n\
         \"- @all sides; -ours too\" must leave, Sweden demanded, and 40 to 50 guards with them.\n\
         Norway did not close the bridge, and may raise the toll. Norway rejected the\tplan. A second round in Oslo is set for 14 May.",
    );
    let mut minister = first.actor(3, "minister", json!({ "kind": "person", "country": "SWE", "sector": "GOV" }));
    minister["roles"] = json!(["minister; of roads"]);
    let data = json!({
        "actors": [first.actor(1, "Norway", json!({ "country": "NOR" })), first.actor(2, "Sweden", json!({ "country": "SWE" })), minister],
        "statements": [first.statement(1, "=2+3 is our answer", "dismiss"), first.statement(2, "- @all sides; -ours too", "demand")],
        "events": [
            first.event(1, "CONSULT", "met", json!({ "source": ["A1", "A2"], "cameo": "046", "goldstein": 7.0, "quad": "verbal_cooperation",
                "when": first.with("Monday", json!({ "value": "2024-04-29" })), "where": first.oslo() })),
            first.event(2, "REQUEST", "demanded", json!({ "source": ["A2"], "target": ["A1"], "cameo": "102", "goldstein": -5.0, "quad": "verbal_conflict" })),
            first.event(3, "COERCE", "close", json!({ "mode": "restrict", "cameo": "172", "goldstein": -5.0, "quad": "material_conflict", "modality": "negated" })),
            first.event(4, "SANCTION", "raise", json!({ "quad": "material_conflict", "modality": "hypothetical" })),
            first.event(5, "REJECT", "rejected the\tplan", json!({ "target": ["A2"], "cameo": "127", "goldstein": -5.0, "quad": "verbal_conflict",
                "contexts": ["diplomatic", "territory"] })),
            first.event(6, "ACCUSE", "said", json!({ "quad": "verbal_conflict", "denied_by": ["S1"] })),
        ],
        "figures": [{ "id": "F1", "value": 40.0, "high": 50.0, "bound": "range", "approximate": false, "unit": "guard", "what": first.at("40 to 50 guards"),
            "of": ["A1"], "asserted_by": ["S2"], "denied_by": [], "stale": false, "evidence": [first.at("40 to 50 guards")] }],
        "meetings": [first.round("second round", "scheduled", "14 May", "2024-05-14")],
        "positions": [{ "id": "P1", "issue": "plan", "actor": "A1", "stance": "rejects", "firmness": "firm", "conditions": [], "statements": [],
            "events": ["E5"], "evidence": [first.at("rejected")] }],
        "disputes": [{ "id": "D1", "kind": "positions", "about": "plan", "sides": [{ "actor": "A1", "datum": "P1" }, { "datum": "S2" }],
            "evidence": [first.at("demanded")] }],
        "unresolved": [{ "what": "speaker", "reason": "nobody is named", "evidence": [first.at("guards")] }],
    });
    let second = Text("Sweden asked Norway to move the second round in Oslo to 21 May.");
    let third = Text("Norway called off the second round with Sweden, due in Oslo on 21 May.");
    vec![
        first.record("r1", "2024-05-02T09:00:00+02:00", data),
        second.record(
            "r2",
            "2024-05-10",
            json!({ "meetings": [second.round("second round", "scheduled", "21 May", "2024-05-21")] }),
        ),
        third.record(
            "r3",
            "2024-05-20",
            json!({ "meetings": [third.round("second round", "cancelled", "21 May", "2024-05-21")] }),
        ),
    ]
}
