//! Attributions against gold: a folder of brat stand-off, or JSON lines.
//!
//! In: texts with their marked attributions. Out: the measures over all of them.
//!
//! A line of JSON is one article:
//!
//! ```json
//! {"text": "“No”, she said.",
//!  "attributions": [{"source": [[6, 9]], "cue": [[10, 14]], "content": [{"start": 0, "end": 4}]}]}
//! ```
//!
//! A span is a pair or an object with `start` and `end`, in code points, half-open; a role holds one span, a list of them or
//! nothing, and only `content` must be there. Attributions with `"image_credit": true` are left out, as the makers of GUM's
//! file advise; other fields are passed over.

use super::{Parse, ScoreError, read};
use rapporteur_extract::Context;
use rapporteur_extract::statements::attribution::gold::{Marked, read_brat};
use rapporteur_extract::statements::attribution::marked;
use rapporteur_extract::statements::attribution::score::{Article, Scores, score};
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Meta, Offsets, Source, Span, quotations};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Scores the articles of `gold`: a file of JSON lines; a folder with such files (`*.jsonl`); or a folder of brat stand-off,
/// with texts in `text/NAME.txt` and annotations in `attributions/NAME….ann`, or both side by side. Of several annotators of
/// one article the first by name is taken.
pub fn attributions(gold: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Scores, ScoreError> {
    let articles = articles(gold)?.into_iter().map(|(text, gold)| {
        let found = find(&text, lexicon, parse);
        (text, gold, found)
    });
    let articles: Vec<_> = articles.collect();
    Ok(score(articles.iter().map(|(text, marked, found)| Article { text, marked, found })))
}

fn find(text: &str, lexicon: &Lexicon, parse: &mut Parse) -> Vec<Marked> {
    let source = Source::new(text, Meta::default());
    let doc = parse(&source);
    let quotations = quotations(&source);
    marked(Context { source: &source, doc: &doc, lexicon, quotations: &quotations })
}

fn articles(gold: &Path) -> Result<Vec<(String, Vec<Marked>)>, ScoreError> {
    if gold.is_file() {
        return json_lines(gold);
    }
    let lines = files(gold, "jsonl", "jsonl")?;
    if lines.is_empty() {
        return brat(gold);
    }
    let mut articles = Vec::new();
    for path in lines.values() {
        articles.extend(json_lines(path)?);
    }
    Ok(articles)
}

fn brat(folder: &Path) -> Result<Vec<(String, Vec<Marked>)>, ScoreError> {
    let annotations = files(folder, "attributions", "ann")?;
    let mut articles = Vec::new();
    for (name, path) in files(folder, "text", "txt")? {
        let Some((_, annotation)) =
            annotations.range(name.clone()..).next().filter(|(other, _)| other.starts_with(&name))
        else {
            continue;
        };
        let text = read(&path)?;
        let gold = read_brat(&text, &read(annotation)?)
            .map_err(|error| ScoreError::Form { path: annotation.clone(), reason: error.to_string() })?;
        articles.push((text, gold));
    }
    if articles.is_empty() {
        let reason = "it holds neither *.jsonl nor texts (*.txt) with annotations (*.ann) of the same names";
        return Err(ScoreError::Form { path: folder.to_owned(), reason: reason.into() });
    }
    Ok(articles)
}

fn json_lines(path: &Path) -> Result<Vec<(String, Vec<Marked>)>, ScoreError> {
    let lines = read(path)?;
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(i, line)| {
        let wrong = |reason| ScoreError::Form { path: path.to_owned(), reason: format!("line {}: {reason}", i + 1) };
        read_json(line).map_err(wrong)
    });
    read.collect()
}

/// One article of a line of JSON, or what is wrong with it.
fn read_json(line: &str) -> Result<(String, Vec<Marked>), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("no JSON: {error}"))?;
    let text = value["text"].as_str().ok_or("no \"text\"")?;
    let list = value["attributions"].as_array().ok_or("no list of \"attributions\"")?;
    let offsets = Offsets::new(text);
    let kept = list.iter().enumerate().filter(|(_, marked)| marked["image_credit"] != true);
    let marked = kept.map(|(i, marked)| {
        let role = |name: &str| {
            spans(&marked[name], &offsets)
                .ok_or_else(|| format!("{name} of attribution {} is no span of the text", i + 1))
        };
        let marked = Marked { source: role("source")?, cue: role("cue")?, content: role("content")? };
        match marked.content.is_empty() {
            true => Err(format!("attribution {} has no content", i + 1)),
            false => Ok(marked),
        }
    });
    Ok((text.to_owned(), marked.collect::<Result<_, String>>()?))
}

/// The spans of a role: none, one or a list; `None` where one is no span of the text.
fn spans(value: &Value, offsets: &Offsets) -> Option<Vec<Span>> {
    if value.is_null() {
        return Some(Vec::new());
    }
    if let Some(span) = span(value, offsets) {
        return Some(vec![span]);
    }
    value.as_array()?.iter().map(|value| span(value, offsets)).collect()
}

fn span(value: &Value, offsets: &Offsets) -> Option<Span> {
    let (start, end) = match value {
        Value::Array(pair) if pair.len() == 2 => (&pair[0], &pair[1]),
        Value::Object(object) => (object.get("start")?, object.get("end")?),
        _ => return None,
    };
    let at = |value: &Value| offsets.bytes(usize::try_from(value.as_u64()?).ok()?);
    let (start, end) = (at(start)?, at(end)?);
    (start < end).then(|| Span::new(start, end))
}

/// Files by stem, in order, of the subfolder if there is one, else of the folder.
fn files(folder: &Path, inner: &str, extension: &str) -> Result<BTreeMap<String, PathBuf>, ScoreError> {
    let inner = folder.join(inner);
    let folder = if inner.is_dir() { inner } else { folder.to_owned() };
    let entries = std::fs::read_dir(&folder).map_err(|source| ScoreError::Read { path: folder.clone(), source })?;
    let paths = entries.flatten().map(|entry| entry.path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    Ok(wanted.map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), path)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_json_is_read_in_code_points() {
        let line = r#"{"text": "“No”, she said.", "attributions": [
            {"source": [6, 9], "cue": [[10, 14]], "content": [{"start": 0, "end": 4, "text": "“No”"}]},
            {"content": [0, 4], "image_credit": true}]}"#
            .replace('\n', " ");
        let (text, marked) = read_json(&line).expect("the line is in the form");
        assert_eq!(marked.len(), 1);
        let words = [&marked[0].source, &marked[0].cue, &marked[0].content].map(|spans| spans[0].of(&text));
        assert_eq!(words, ["she", "said", "“No”"]);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let reason = |line: &str| read_json(line).expect_err("the line is wrong");
        assert!(reason("{").starts_with("no JSON"));
        assert_eq!(reason(r#"{"attributions": []}"#), "no \"text\"");
        assert_eq!(reason(r#"{"text": ""}"#), "no list of \"attributions\"");
        let outside = r#"{"text": "No", "attributions": [{"content": [0, 9]}]}"#;
        assert_eq!(reason(outside), "content of attribution 1 is no span of the text");
        assert_eq!(reason(r#"{"text": "No", "attributions": [{"cue": [0, 1]}]}"#), "attribution 1 has no content");
    }

    #[test]
    fn a_folder_of_json_lines_is_scored_and_an_empty_one_is_an_error() {
        let folder = std::env::temp_dir().join(format!("rapporteur-attribution-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for temporary files is there");
        assert!(articles(&folder).is_err());
        let line = r#"{"text": "No, she said.", "attributions": [{"source": [4, 7], "content": [0, 2]}]}"#;
        std::fs::write(folder.join("gold.jsonl"), format!("{line}\n\n{line}\n")).expect("the folder can be written to");
        let read = articles(&folder).map(|articles| articles.len());
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
        assert_eq!(read.ok(), Some(2));
    }
}
