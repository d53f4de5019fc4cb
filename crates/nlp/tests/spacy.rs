//! Compares the engine with what spaCy said about one varied passage, and reads hostile texts with it.
//!
//! Needs a model: the folder in `RAPPORTEUR_MODEL`, or one of those that `rapporteur model install` keeps. Without one
//! the tests say so and pass.

use proptest::prelude::*;
use rapporteur_nlp::Pipeline;
use rapporteur_text::{Doc, from_conllu, to_conllu};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

static PIPELINE: LazyLock<Option<Pipeline>> = LazyLock::new(|| {
    let Some(path) = model() else {
        eprintln!("skipped: no model; set RAPPORTEUR_MODEL to the folder of one, or run `rapporteur model install`");
        return None;
    };
    Some(Pipeline::open(&path).unwrap_or_else(|error| panic!("{error}")))
});

/// The model to test with.
fn model() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(model) = variable("RAPPORTEUR_MODEL") {
        return Some(model);
    }
    let caches = variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")));
    let cache = variable("RAPPORTEUR_CACHE").or_else(|| Some(caches?.join("rapporteur")))?;
    let models = std::fs::read_dir(cache.join("models")).ok()?;
    let mut models: Vec<_> = models.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    models.sort();
    models.into_iter().next()
}

fn read(text: &str) -> Option<Doc> {
    PIPELINE.as_ref().map(|pipeline| pipeline.reader().read(&text.into()))
}

#[test]
fn the_labels_are_spacys() {
    let Some(pipeline) = PIPELINE.as_ref() else { return };
    let meta = pipeline.meta();
    // Copies published under longer names hold the same models.
    let size = ["sm", "md"].into_iter().find(|size| meta.name.starts_with(&format!("en_core_web_{size}")));
    let name = format!("en_core_web_{}-{}.conllu", size.unwrap_or("?"), meta.version);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored");
    let Ok(stored) = std::fs::read_to_string(folder.join(&name)) else {
        return eprintln!("skipped: nothing is stored for {name}");
    };
    let (comments, rows): (Vec<&str>, Vec<&str>) = stored.lines().partition(|line| line.starts_with('#'));
    let expected = from_conllu(&stored).unwrap();
    let doc = read(expected.text()).unwrap();
    assert!(doc.len() > 300);
    for (ours, theirs) in to_conllu(&doc).lines().zip(&rows) {
        assert_eq!(ours, *theirs);
    }
    assert_eq!(to_conllu(&doc).lines().count(), rows.len());
    let chunks: Vec<_> = doc.chunks().iter().map(|chunk| format!("{}-{}", chunk.start, chunk.end)).collect();
    assert!(comments.contains(&format!("# chunks = {}", chunks.join(" ")).as_str()), "{chunks:?}");
}

#[test]
fn what_was_read_before_and_by_how_many_changes_nothing() {
    let Some(pipeline) = PIPELINE.as_ref() else { return };
    let passage = include_str!("stored/passage.txt");
    let texts: Vec<Arc<str>> = passage.split("\n\n").map(Into::into).chain([passage.into()]).collect();
    let describe = |doc: &Doc| (to_conllu(doc), doc.tensor().iter().map(|x| x.to_bits()).collect::<Vec<_>>());
    let fresh: Vec<_> = texts.iter().map(|text| describe(&pipeline.reader().read(text))).collect();
    std::thread::scope(|scope| {
        for shift in 0..2 {
            let (texts, fresh) = (&texts, &fresh);
            scope.spawn(move || {
                let mut reader = pipeline.reader();
                for i in (0..2 * texts.len()).map(|i| (i * (shift + 1) + shift) % texts.len()) {
                    assert!(describe(&reader.read(&texts[i])) == fresh[i], "passage {i}");
                }
            });
        }
    });
}

#[test]
fn hostile_texts_are_read() {
    let word = "x".repeat(100_000);
    let spaces = " ".repeat(10_000);
    let nested = "(".repeat(5_000);
    let lines = "\r\n".repeat(2_000);
    let long = "the talks of the talks ".repeat(400);
    for text in [
        "",
        " ",
        "\n",
        "\0",
        "a\0b",
        "\u{feff}",
        "😀",
        "👩‍👩‍👧‍👦e\u{301}",
        "\r\n.\r\n",
        "\"",
        "))((",
        &word,
        &spaces,
        &nested,
        &lines,
        &long,
    ] {
        let Some(doc) = read(text) else { return };
        check(&doc, text);
    }
}

/// Tokens tile the text but for single spaces, and every index stays inside.
fn check(doc: &Doc, text: &str) {
    let mut rebuilt = String::new();
    for token in doc.tokens() {
        assert_eq!(token.span().start, rebuilt.len());
        rebuilt += token.text();
        if token.spacy() {
            rebuilt.push(' ');
        }
        assert!(token.sentence().contains(&token.i) && token.sentence().contains(&token.head().i) || doc.len() > 1000);
    }
    assert_eq!(rebuilt, text);
    assert_eq!(doc.tensor().len(), 96 * doc.len());
    assert!(
        doc.entities().iter().all(|entity| entity.tokens.start < entity.tokens.end && entity.tokens.end <= doc.len())
    );
    assert!(doc.chunks().windows(2).all(|pair| pair[0].end <= pair[1].start));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|[ \\t\\r\\na-zA-Z0-9.,;:!?'\"()$€°%/@#-]{0,300}|.{0,100}") {
        if let Some(doc) = read(&text) {
            check(&doc, &text);
        }
    }

    #[test]
    fn mutated_news_is_read(cut in 0usize..2400, length in 0usize..400, insert in "\\PC{0,8}") {
        let passage = include_str!("stored/passage.txt");
        let at = |wanted: usize| (0..=wanted.min(passage.len())).rev().find(|&i| passage.is_char_boundary(i)).unwrap_or(0);
        let (start, end) = (at(cut), at(cut + length));
        let text = format!("{}{insert}{}", &passage[..start], &passage[end..]);
        if let Some(doc) = read(&text) {
            check(&doc, &text);
        }
    }
}
