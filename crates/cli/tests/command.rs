//! The command as people run it: exit codes, messages, forms of the result.

use rapporteur::models::{DEFAULT, Known, install};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Runs the command with `input` on standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command was built for this test");
    // A command that refuses its arguments does not read its input.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

/// The model's folder; `None`, with a word, where there is none and none can be fetched.
fn model() -> Option<String> {
    let named = std::env::var("RAPPORTEUR_MODEL").ok();
    let found = named.or_else(|| {
        let model = Known::find(DEFAULT)?;
        install(&model, &mut |_| {}).ok().map(|path| path.to_string_lossy().into_owned())
    });
    if found.is_none() {
        eprintln!("skipped: there is no model to read with");
    }
    found
}

fn read(arguments: &[&str], input: &[u8]) -> Option<Output> {
    let model = model()?;
    Some(run(&[&["read", "--offline", "--model", &model], arguments].concat(), input))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of this test's own, gone when it ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("rapporteur-{}-{name}", std::process::id()));
        std::fs::write(&path, content).expect("the folder for temporary files can be written");
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

const REPORT: &[u8] = b"Norwegian officials met Swedish officials in Oslo on Monday. Norway denied the report.";

#[test]
fn a_reader_who_has_seen_enough_is_no_fault() {
    for arguments in [&["code", "President of Chile"][..], &["schema"], &["completions", "bash"], &["--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command was built for this test");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        assert!(ended.status.success(), "{arguments:?}: {}", text(&ended.stderr));
        assert_eq!(text(&ended.stderr), "", "{arguments:?}");
    }
}

#[test]
fn a_report_from_standard_input_is_one_json_object() {
    let Some(out) = read(&["-", "--date", "2024-03-06"], REPORT) else { return };
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let record: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(record["schema"], "rapporteur.record/1");
    assert_eq!(record["report"]["published"], "2024-03-06");
}

#[test]
fn a_broken_line_is_named_and_the_others_are_read() {
    let corpus = b"{\"id\":\"a\",\"text\":\"Norway denied the report.\"}\nnonsense\n{\"id\":\"c\",\"text\":\"Oslo denied it.\"}\n";
    let file = Scratch::new("corpus.jsonl", corpus);
    let Some(out) = read(&["--format", "jsonl", "-j", "2", file.path()], b"") else { return };
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("line 2"), "{}", text(&out.stderr));
    assert_eq!(text(&out.stdout).lines().count(), 2);
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_lost() {
    let good = Scratch::new("good.txt", REPORT);
    let bad: [(&str, &[u8]); 3] = [
        ("empty.txt", b""),
        ("binary.txt", b"\x00\x01\x02\x00\xff\xfe\x00\x00"),
        ("german.txt", "Die Außenminister beider Staaten trafen sich am Montag in Wien, um über die Zukunft der Grenze zu \
          verhandeln, doch die Gespräche endeten ohne Ergebnis, wie ein Sprecher des Ministeriums am Abend mitteilte. Er sagte, \
          dass man sich in der kommenden Woche wieder treffen werde, sofern die Gegenseite ihre Vorschläge schriftlich vorlege."
            .as_bytes()),
    ];
    for (name, content) in bad {
        let file = Scratch::new(name, content);
        let Some(out) = read(&["--format", "jsonl", file.path(), good.path(), "no-such-file.txt"], b"") else { return };
        assert_eq!(out.status.code(), Some(1), "{name}");
        assert_eq!(text(&out.stdout).lines().count(), 1, "{name}");
        let said = text(&out.stderr);
        assert!(said.contains(name) && said.contains("no-such-file.txt"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn every_form_is_printed_without_colour_to_a_pipe() {
    for (format, begins) in [("brief", "Norwegian"), ("md", "# "), ("html", "<!doctype html>"), ("json", "{")] {
        let Some(out) = read(&["-", "--format", format], REPORT) else { return };
        assert_eq!(out.status.code(), Some(0));
        let printed = text(&out.stdout);
        assert!(printed.starts_with(begins), "{format}: {printed}");
        assert!(!printed.contains('\u{1b}'), "{format} has escapes");
    }
}

#[test]
fn wrong_usage_is_two() {
    assert_eq!(run(&["read", "--no-such-flag"], b"").status.code(), Some(2));
    let out = run(&["read", "--model", "no/such/model", "-"], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("there is no model at no/such/model"), "{}", text(&out.stderr));
}

#[test]
fn help_schema_and_completions_are_there() {
    assert!(text(&run(&["read", "--help"], b"").stdout).contains("Examples:"));
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"], b"").stdout).unwrap();
    assert!(schema["properties"]["statements"].is_object());
    assert!(text(&run(&["completions", "bash"], b"").stdout).contains("rapporteur"));
    assert!(text(&run(&["--version"], b"").stdout).contains("en_core_web_sm"));
}

#[test]
fn a_phrase_is_coded_with_its_reason() {
    let out = text(&run(&["code", "a Turkish general", "--date", "2022-01-11"], b"").stdout);
    assert!(out.contains("country   TUR") && out.contains("sectors   MIL") && out.contains("because"), "{out}");
}

#[test]
fn an_office_holder_is_coded_as_of_the_day() {
    let on = |date| text(&run(&["code", "Ursula von der Leyen", "--date", date], b"").stdout);
    let (before, after) = (on("2016-05-01"), on("2022-05-01"));
    assert!(before.contains("country   DEU") && before.contains("sectors   GOV"), "{before}");
    assert!(after.contains("country   EUR"), "{after}");
    let minister = |date| text(&run(&["code", "the Spanish foreign minister", "--date", date], b"").stdout);
    assert!(minister("2022-01-11").contains("country   ESP"), "{}", minister("2022-01-11"));
}

/// A folder of this test's own with the files named, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("rapporteur-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder for temporary files can be written");
        for (file, content) in files {
            std::fs::write(path.join(file), content).expect("the folder can be written");
        }
        Folder(path)
    }

    fn code(&self, phrase: &str, date: &str) -> String {
        let folder = self.0.to_str().expect("a plain path");
        text(&run(&["code", phrase, "--date", date, "--lexicon", folder], b"").stdout)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn tables_of_ones_own_are_layered_over_the_lexicon() {
    let people = "name\taliases\tcountry\toffice\tsector\tfrom\tto\tsource\n\
                  Anzela Vurkova\t\tLVA\tforeign\t\t2030-01\t2031-06\tmine\n";
    let bodies = "name\taliases\tkind\tcountry\tsector\twikidata\nHarbour Front\tHF\torganization\tLVA\tREB\t\n";
    let own = Folder::new("own-tables", &[("people.tsv", people), ("bodies.tsv", bodies)]);
    let in_office = own.code("Anzela Vurkova", "2030-03-01");
    assert!(in_office.contains("country   LVA") && in_office.contains("sectors   GOV"), "{in_office}");
    let later = own.code("Anzela Vurkova", "2033-03-01");
    assert!(later.contains("country   LVA") && later.contains("sectors   ELI"), "{later}");
    let front = own.code("the Harbour Front", "2030-03-01");
    assert!(front.contains("country   LVA") && front.contains("sectors   REB"), "{front}");
    assert!(own.code("a Turkish general", "2022-01-11").contains("country   TUR"));
}

#[test]
fn dictionaries_in_the_format_of_petrarch_are_read() {
    let actors = "MARTA_OLENKA_ ; an editor turned minister\n+OLENKA_MARTA_\n\t[MDAJRN <291231]\n\t[MDAGOV >20300101]\n\
                  TIDEWATER_BRIGADE_ [MDAREB]\n";
    let agents = "BEEKEEPER_ {BEEKEEPERS_} [~AGR]\n";
    let own = Folder::new("petrarch", &[("mine.actors.txt", actors), ("mine.agents.txt", agents)]);
    let minister = own.code("Marta Olenka", "2031-05-05");
    assert!(minister.contains("country   MDA") && minister.contains("sectors   GOV"), "{minister}");
    let brigade = own.code("the Tidewater Brigade", "2022-01-11");
    assert!(brigade.contains("country   MDA") && brigade.contains("sectors   REB"), "{brigade}");
    let beekeeper = own.code("a Moldovan beekeeper", "2022-01-11");
    assert!(beekeeper.contains("country   MDA") && beekeeper.contains("sectors   AGR"), "{beekeeper}");
}

#[test]
fn a_table_that_nothing_reads_is_refused() {
    let own = Folder::new("unread-table", &[("persons.tsv", "name\nNobody\n")]);
    let folder = own.0.to_str().expect("a plain path");
    let out = run(&["code", "a general", "--lexicon", folder], b"");
    assert_ne!(out.status.code(), Some(0));
    assert!(text(&out.stderr).contains("persons.tsv"), "{}", text(&out.stderr));
}
