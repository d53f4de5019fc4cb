//! Whole inputs through the public door, and the promises that hold for any input.

use proptest::prelude::*;
use rapporteur_ingest::{Fault, Form, Handling, Options, Overrides, open, read};
use rapporteur_text::Source;
use std::io::Cursor;
use std::path::{Path, PathBuf};

const ARTICLE: &str = "Last updated: May 6, 2024 10:30 IST\r\n\r\nMinisters part without a deal in Vienna\r\n\r\n\
    Reported by: Ana Ruiz\r\nAdvertisement\r\n\r\nThe ministers met for two hours on Monday. They parted without a word.\r\n\r\n\
    What comes next\r\n\r\n“We will meet again,” a spokesman said – “in June.”\r\n(Image: AP)\r\n";

fn sources(name: &str, bytes: impl Into<Vec<u8>>, options: &Options) -> Vec<Result<Source, String>> {
    match read(name, Cursor::new(bytes.into()), options) {
        Ok(reports) => reports.map(|report| report.map_err(|error| error.to_string())).collect(),
        Err(error) => vec![Err(error.to_string())],
    }
}

fn source(name: &str, bytes: impl Into<Vec<u8>>, options: &Options) -> Source {
    sources(name, bytes, options).swap_remove(0).expect("the report can be read")
}

fn verbatim() -> Options {
    Options { handling: Handling::Verbatim, ..Options::default() }
}

#[test]
fn a_text_becomes_a_source() {
    let source = source("report.txt", ARTICLE, &Options::default());
    assert!(source.text.starts_with("The ministers met") && source.text.ends_with("“in June.”"));
    assert_eq!(source.meta.updated.as_deref(), Some("2024-05-06T10:30:00+05:30"));
    assert_eq!(source.meta.title.as_deref(), Some("Ministers part without a deal in Vienna"));
    assert_eq!(source.meta.language, "en");
    assert_eq!(source.meta.sha256.len(), 64);
    assert_eq!(source.meta.id, format!("r-{}", &source.meta.sha256[..12]));
}

#[test]
fn verbatim_is_verbatim() {
    let raw = format!("\n {ARTICLE}\u{b}\r\r\n  ");
    let source = source("report.txt", raw.clone(), &verbatim());
    assert_eq!(&*source.text, raw);
    assert_eq!(source.meta.title, None);
    let line = format!("{{\"id\": 7, \"text\": {}}}\n", serde_json::Value::String(raw.clone()));
    let entry = self::source("-", line, &verbatim());
    assert_eq!((&*entry.text, entry.meta.id.as_str()), (raw.as_str(), "7"));
}

#[test]
fn given_metadata_go_before_those_found() {
    let overrides = Overrides {
        date: Some("7 May 2024 09:00".into()),
        title: Some("Talks".into()),
        publisher: Some("The Courier".into()),
        url: Some("https://courier.example/a1".into()),
        timezone: Some("Europe/Vienna".into()),
    };
    let source = source("-", ARTICLE, &Options { overrides, ..Options::default() });
    assert_eq!(source.meta.published.as_deref(), Some("2024-05-07T09:00:00+02:00"));
    assert_eq!(source.meta.title.as_deref(), Some("Talks"));
    assert_eq!(source.meta.publisher.as_deref(), Some("The Courier"));
}

#[test]
fn settings_without_sense_are_refused() {
    for overrides in [
        Overrides { date: Some("soon".into()), ..Overrides::default() },
        Overrides { timezone: Some("Atlantis".into()), ..Overrides::default() },
    ] {
        let options = Options { overrides, ..Options::default() };
        assert!(matches!(read("-", Cursor::new("a"), &options).err().unwrap().fault, Fault::Setting { .. }));
    }
}

#[test]
fn bad_input_says_what_is_wrong() {
    let wrong = |name: &str, bytes: &[u8]| sources(name, bytes, &Options::default()).swap_remove(0).unwrap_err();
    assert_eq!(wrong("a.txt", b""), "a.txt: there is no text in it");
    assert_eq!(wrong("-", b" \n\n"), "standard input: there is no text in it");
    assert!(wrong("a.txt", b"a\0b").contains("binary data"));
    assert!(wrong("a.txt", b"%PDF-1.4").contains("a PDF file"));
    assert!(wrong("a.html", b"<html><body></body></html>").contains("no running text"));
    assert!(wrong("a.xml", b"<rss>").contains("no RSS, Atom or JSON feed"));
    let small = Options { max_bytes: 10, ..Options::default() };
    assert!(sources("a.txt", "x".repeat(11), &small)[0].as_ref().unwrap_err().contains("more than 10 bytes"));
    let missing = open(Path::new("no/such/file.txt"), &Options::default()).err().unwrap();
    assert_eq!(missing.to_string(), "no/such/file.txt: there is no such file or folder");
}

#[test]
fn one_endless_line_is_read() {
    let line = "The ministers met on Monday and parted without a word. ".repeat(40_000);
    assert_eq!(source("a.txt", line.clone(), &Options::default()).text.len(), line.len());
}

#[test]
fn another_language_is_unsupported() {
    let text = "Les ministres des deux pays se sont rencontrés lundi à Genève pendant plus de sept heures sans parvenir à \
        un accord sur les questions principales. Le porte-parole du ministère a déclaré dans la soirée que les \
        discussions se poursuivraient la semaine prochaine si les deux parties y étaient disposées.";
    let line = serde_json::json!({"text": text}).to_string() + "\n{\"text\": \"The ministers met.\"}\n";
    let reports: Vec<_> = read("c.jsonl", Cursor::new(line), &Options::default()).unwrap().collect();
    let error = reports[0].as_ref().unwrap_err();
    assert!(matches!(&error.fault, Fault::Language { language, .. } if language == "fra"));
    assert_eq!(
        error.to_string(),
        "c.jsonl, line 1: it is written in French (fra), which is unsupported: only English reports are read"
    );
    assert!(reports[1].is_ok());
}

#[test]
fn a_corpus_is_not_read_before_it_is_asked_for() {
    /// A stream without an end.
    struct Endless(usize);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let line = b"{\"text\": \"The ministers met.\"}\n";
            for byte in buffer.iter_mut() {
                *byte = line[self.0 % line.len()];
                self.0 += 1;
            }
            Ok(buffer.len())
        }
    }
    for name in ["c.jsonl", "c.json"] {
        let reports = read(name, Endless(0), &Options::default()).unwrap();
        assert_eq!(reports.take(1000).filter(Result::is_ok).count(), 1000);
    }
}

#[test]
fn a_folder_is_read_in_order() {
    let folder = Folder::new("order");
    folder.write("b.txt", "They met on Monday.");
    folder.write(
        "a/z.jsonl",
        "{\"id\": \"z1\", \"text\": \"One met.\"}\n{broken\n{\"id\": \"z3\", \"text\": \"Three met.\"}\n",
    );
    folder.write("c.csv", "id,headline,body\nc1,Talks,\"They met,\ntwice.\"\n");
    folder.write("picture.png", "no report");
    folder.write(".hidden.txt", "no report");
    let read: Vec<_> = open(&folder.0, &Options::default()).unwrap().collect();
    let texts: Vec<_> = read.iter().map(|report| report.as_ref().map_or("-", |source| &*source.text)).collect();
    assert_eq!(texts, ["One met.", "-", "Three met.", "They met on Monday.", "They met,\ntwice."]);
    assert!(read[1].as_ref().unwrap_err().to_string().contains("z.jsonl, line 2: broken JSON"));
    let empty = Folder::new("empty");
    assert!(matches!(open(&empty.0, &Options::default()).err().unwrap().fault, Fault::NoReports(_)));
}

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("rapporteur-ingest-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the temporary folder is writable");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of a failed clean-up is only a small temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Pieces of which hostile inputs are made.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "<div>",
        "</div>",
        "<p>",
        "<b",
        "<!--",
        "<script>",
        "&amp;",
        "<table><tr>",
        "\"",
        "{",
        "}",
        "[",
        "{\"text\":",
        "text,id\n",
        "<rss><channel><item>",
        "<![CDATA[",
        "\r\n",
        "\r",
        "\n\n",
        "Advertisement\n",
        "By Ana Ruiz\n",
        "May 6, 2024 10:30 IST\n",
        "Published: 6 May 2024\n",
        "Talks end\n\n",
        "The ministers met on Monday. ",
        "“No,” he said.",
        "\u{feff}",
        "é",
        "\u{2028}",
        "99999999999",
        "2024-13-45T99:99",
        "<time datetime='",
        "<html><body>",
    ]);
    prop_oneof![4 => known.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..8)]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn form() -> impl Strategy<Value = Option<Form>> {
    let forms = [Form::Plain, Form::Html, Form::Feed, Form::JsonLines, Form::Json, Form::Table(b',')];
    prop::option::of(prop::sample::select(forms.to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_too_odd(bytes in bytes(), form in form()) {
        let options = Options { form, ..Options::default() };
        for source in sources("-", bytes, &options).into_iter().flatten() {
            prop_assert!(!source.text.trim().is_empty());
            prop_assert!(source.blocks.iter().all(|block| source.text.get(block.span.start..block.span.end).is_some()));
        }
    }

    #[test]
    fn a_body_is_made_of_lines_that_were_there(bytes in bytes()) {
        let plain = Options { form: Some(Form::Plain), ..Options::default() };
        let whole = Options { handling: Handling::Verbatim, ..plain.clone() };
        if let (Ok(clean), Ok(raw)) = (&sources("-", bytes.clone(), &plain)[0], &sources("-", bytes, &whole)[0]) {
            // Lines that were broken at a width are joined with a space; nothing else changes in them.
            let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let raw = spaced(&raw.text);
            let mut rest = &raw[..];
            for line in clean.text.split('\n').map(spaced) {
                let found = rest.find(&line);
                prop_assert!(found.is_some(), "{line:?} is not among {rest:?}");
                rest = &rest[found.unwrap_or_default() + line.len()..];
            }
        }
    }

    #[test]
    fn verbatim_holds_for_any_text(text in "\\PC*[a-z][\\PC\r\n\t]*") {
        let options = Options { form: Some(Form::Plain), ..verbatim() };
        for source in sources("-", text.clone(), &options).into_iter().flatten() {
            prop_assert_eq!(&*source.text, text.trim_start_matches('\u{feff}'));
        }
    }
}
