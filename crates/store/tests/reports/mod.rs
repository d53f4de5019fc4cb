//! Small records, written by hand as a reader would make them of short reports.

use rapporteur_record::Record;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A record of a text; what it says is put in by the functions below.
pub struct Draft {
    json: Value,
    text: String,
}

/// A report of a paper on a day.
pub fn report(id: &str, publisher: &str, day: &str, text: &str) -> Draft {
    let sha256: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let json = json!({
        "schema": rapporteur_record::SCHEMA,
        "run": { "version": "0", "model": "none", "lexicon": "none" },
        "report": {
            "id": id, "title": format!("Report {id}"), "text": text, "published": day, "publisher": publisher,
            "url": format!("https://{publisher}.example/{id}"), "language": "en", "sha256": sha256
        },
        "actors": [], "statements": [], "events": [], "figures": [], "meetings": [], "positions": [], "disputes": [],
        "unresolved": [], "brief": { "headline": "", "highlights": [] }
    });
    Draft { json, text: text.into() }
}

impl Draft {
    /// Code points of the first place of some words.
    fn span(&self, words: &str) -> Value {
        let at = self.text.find(words).unwrap_or_else(|| panic!("{words:?} stands in {:?}", self.text));
        let start = self.text[..at].chars().count();
        json!({ "start": start, "end": start + words.chars().count() })
    }

    fn when(&self, when: Option<(&str, &str)>) -> Value {
        let Some((words, value)) = when else { return Value::Null };
        let mut json = self.span(words);
        json["text"] = words.into();
        json["value"] = value.into();
        json
    }

    fn put(mut self, list: &str, letter: &str, mut datum: Value) -> Draft {
        let list = self.json[list].as_array_mut().expect("a list of the record");
        datum["id"] = format!("{letter}{}", list.len() + 1).into();
        let fields = datum.as_object_mut().expect("an object");
        fields.retain(|_, value| !value.is_null());
        list.push(datum);
        self
    }

    /// An actor: A1, A2, …
    pub fn actor(self, name: &str, kind: &str, country: &str, sector: Option<&str>) -> Draft {
        let mut mention = self.span(name);
        mention["text"] = name.into();
        let country = if country.is_empty() { Value::Null } else { country.into() };
        let datum = json!({
            "name": name, "kind": kind, "country": country, "sector": sector, "roles": [], "aliases": [], "mentions": [mention]
        });
        self.put("actors", "A", datum)
    }

    /// A statement of direct words.
    pub fn says(self, speaker: &str, act: &str, words: &str, addressee: &[&str]) -> Draft {
        let span = self.span(words);
        let datum = json!({
            "speaker": [speaker], "on_behalf_of": [], "joint": false, "cue": [], "content": [span], "form": "direct",
            "act": act, "polarity": "positive", "addressee": addressee, "reported_by": [], "stale": false, "evidence": [span]
        });
        self.put("statements", "S", datum)
    }

    /// A meeting.
    pub fn meets(self, who: (&[&str], &[&str]), status: &str, when: Option<(&str, &str)>, words: &str) -> Draft {
        let datum = json!({
            "name": "talks", "status": status, "parties": who.0, "heads": who.1, "when": self.when(when), "outcomes": [],
            "evidence": [self.span(words)]
        });
        self.put("meetings", "M", datum)
    }

    /// A position.
    pub fn stands(self, actor: &str, stance: &str, issue: &str, words: &str) -> Draft {
        let datum = json!({
            "issue": issue, "actor": actor, "stance": stance, "firmness": "stated", "conditions": [], "statements": [],
            "events": [], "evidence": [self.span(words)]
        });
        self.put("positions", "P", datum)
    }

    /// A figure of persons at a place.
    pub fn counts(self, value: f64, words: &str, scope: &str) -> Draft {
        let datum = json!({
            "value": value, "bound": "exact", "approximate": false, "unit": "person", "what": self.span(words),
            "scope": scope, "of": [], "asserted_by": [], "denied_by": [], "stale": false, "evidence": [self.span(words)]
        });
        self.put("figures", "F", datum)
    }

    /// An event.
    pub fn happens(self, kind: &str, source: &[&str], target: &[&str], trigger: &str) -> Draft {
        let span = self.span(trigger);
        let datum = json!({
            "type": kind, "contexts": [], "source": source, "target": target, "trigger": span, "modality": "actual",
            "asserted_by": [], "denied_by": [], "stale": false, "reason": "", "evidence": [span]
        });
        self.put("events", "E", datum)
    }

    /// The record.
    pub fn record(self) -> Record {
        serde_json::from_value(self.json).expect("a record as its schema wants it")
    }
}
