//! Attributions against a folder of brat stand-off.

use super::{Parse, ScoreError, read};
use rapporteur_extract::Context;
use rapporteur_extract::statements::attribution::gold::{Marked, read_brat};
use rapporteur_extract::statements::attribution::marked;
use rapporteur_extract::statements::attribution::score::{Article, Scores, score};
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Meta, Source, quotations};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Scores the articles of `folder`: texts in `text/NAME.txt`, annotations in `attributions/NAME….ann`, or both side by
/// side. Of several annotators of one article the first by name is taken.
pub fn attributions(folder: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Scores, ScoreError> {
    let mut articles: Vec<(String, Vec<Marked>, Vec<Marked>)> = Vec::new();
    let annotations = files(folder, "attributions", "ann")?;
    for (name, path) in files(folder, "text", "txt")? {
        let Some((_, annotation)) = annotations.iter().find(|(other, _)| other.starts_with(&name)) else { continue };
        let text = read(&path)?;
        let gold = read_brat(&text, &read(annotation)?)
            .map_err(|error| ScoreError::Form { path: annotation.clone(), reason: error.to_string() })?;
        let source = Source::new(text.as_str(), Meta::default());
        let doc = parse(&source);
        let quotations = quotations(&source);
        let found = marked(Context { source: &source, doc: &doc, lexicon, quotations: &quotations });
        articles.push((text, gold, found));
    }
    let articles = articles.iter().map(|(text, marked, found)| Article { text, marked, found });
    Ok(score(articles))
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
