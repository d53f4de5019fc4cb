//! `rapporteur export` as people run it, and what others' readers make of its files.
//!
//! The records are written here, about an invented negotiation; the example report is added where there is a model to
//! read it with. The readers are Python libraries, named in `readers/requirements.txt`: the test makes a virtual
//! environment for them once, under the target folder. Where that cannot be done it says so and is skipped, unless
//! `RAPPORTEUR_READERS` is set.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn rapporteur(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .output()
        .expect("the command was built for this test")
}

fn succeeds(arguments: &[&str]) {
    let out = rapporteur(arguments);
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
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
fn records() -> Vec<Value> {
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

/// A folder of this test's own under the target folder, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the target folder can be written");
    path
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
    let Some(python) = readers() else { return };
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

/// A Python with the readers; none, with a word, where it cannot be had.
fn readers() -> Option<PathBuf> {
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/requirements.txt");
    let wanted = std::fs::read_to_string(&requirements).expect("the requirements are there");
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readers");
    let (python, done) = (home.join("bin/python"), home.join("installed.txt"));
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Some(python);
    }
    let run = |command: &mut Command| match command.output() {
        Ok(out) if out.status.success() => Ok(()),
        Ok(out) => Err(String::from_utf8_lossy(&out.stderr).trim().to_owned()),
        Err(error) => Err(error.to_string()),
    };
    let made = run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home)).and_then(|()| {
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&requirements))
    });
    match made {
        Ok(()) => {
            std::fs::write(&done, wanted).expect("the target folder can be written");
            Some(python)
        }
        Err(error) if std::env::var_os("RAPPORTEUR_READERS").is_some() => panic!("no readers: {error}"),
        Err(error) => {
            eprintln!("skipped: the readers could not be installed: {error}");
            None
        }
    }
}
