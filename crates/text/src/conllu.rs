//! Documents as CoNLL-U: to look at, to write by hand in a test, to compare with another engine.
//!
//! The dialect keeps what Universal Dependencies has no column for: white-space tokens are written with escapes (`\n`),
//! `SpaceAfter=No`, `Norm=` and `Ent=B-GPE` stand in MISC, and HEAD counts within the sentence, as usual.

use crate::{Dep, Doc, Entity, EntityLabel, Parts, Pos, Span, Tag, Word};
use std::collections::HashMap;
use std::fmt::{self, Write};

/// What is wrong with a CoNLL-U text, and in which line (counted from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluError {
    /// Line number.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the CoNLL-U text: {}", self.line, self.reason)
    }
}

impl std::error::Error for ConlluError {}

/// Writes a document.
pub fn to_conllu(doc: &Doc) -> String {
    let mut out = String::new();
    for sentence in doc.sentences() {
        for token in doc.slice(sentence.clone()) {
            let head = if token.is_root() { 0 } else { (token.head().i + 1).wrapping_sub(sentence.start) };
            let mut misc = Vec::new();
            if !token.spacy() {
                misc.push("SpaceAfter=No".to_owned());
            }
            if token.norm() != token.lower() {
                misc.push(format!("Norm={}", escape(token.norm())));
            }
            if let Some(entity) = token.entity() {
                let place = if entity.tokens.start == token.i { 'B' } else { 'I' };
                misc.push(format!("Ent={place}-{}", entity.label));
            }
            let or = |text: &str| if text.is_empty() { "_".to_owned() } else { escape(text) };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
                token.i + 1 - sentence.start,
                or(token.text()),
                or(token.lemma()),
                token.pos(),
                token.tag(),
                or(token.morph()),
                head,
                token.dep(),
                or(&misc.join("|"))
            );
        }
        out.push('\n');
    }
    out
}

/// Reads a document. Noun chunks are left empty, the tensor too.
pub fn from_conllu(conllu: &str) -> Result<Doc, ConlluError> {
    let mut text = String::new();
    let mut parts = Parts::default();
    let mut morphs: HashMap<String, u32> = HashMap::new();
    let mut first = 0;
    let mut starts = true;
    let mut open: Option<Entity> = None;
    for (number, line) in conllu.lines().enumerate().map(|(i, line)| (i + 1, line)) {
        let fail = |reason: String| ConlluError { line: number, reason };
        if line.trim().is_empty() {
            starts = true;
            first = parts.words.len();
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, form, lemma, pos, tag, feats, head, dep, _, misc] = &columns[..] else {
            return Err(fail(format!("{} columns where ten are wanted", columns.len())));
        };
        let form = unescape(form);
        let misc: Vec<&str> = misc.split('|').collect();
        let value = |key: &str| misc.iter().find_map(|item| item.strip_prefix(key));
        let at = parts.words.len();
        let head: usize = head.parse().map_err(|_| fail(format!("HEAD {head:?} is no number")))?;
        let span = Span::new(text.len(), text.len() + form.len());
        text.push_str(&form);
        let spacy = value("SpaceAfter=") != Some("No");
        if spacy {
            text.push(' ');
        }
        let lower = parts.intern(&form.to_lowercase());
        let norm = match value("Norm=") {
            Some(norm) => parts.intern(&unescape(norm)),
            None => lower.clone(),
        };
        let lemma = parts.intern(&unescape(lemma));
        let feats = if feats == "_" { "" } else { feats };
        let morph = *morphs.entry(feats.to_owned()).or_insert_with(|| {
            parts.morphs.push(feats.into());
            parts.morphs.len() as u32 - 1
        });
        match value("Ent=").and_then(|ent| ent.split_once('-')) {
            Some(("I", _)) if open.is_some() => open.as_mut().expect("checked").tokens.end = at + 1,
            Some((_, label)) => {
                let label = EntityLabel::parse(label).ok_or_else(|| fail(format!("no entity label {label:?}")))?;
                parts.entities.extend(open.replace(Entity { tokens: at..at + 1, label }));
            }
            None => parts.entities.extend(open.take()),
        }
        parts.words.push(Word {
            span,
            spacy,
            lower,
            norm,
            lemma,
            tag: Tag::parse(tag).ok_or_else(|| fail(format!("no tag {tag:?}")))?,
            pos: Pos::parse(pos).ok_or_else(|| fail(format!("no part of speech {pos:?}")))?,
            morph,
            head: if head == 0 { at } else { first + head - 1 } as u32,
            dep: Dep::parse(dep).ok_or_else(|| fail(format!("no relation {dep:?}")))?,
            starts_sentence: std::mem::take(&mut starts),
        });
    }
    parts.entities.extend(open);
    let length = parts.words.len();
    if parts.words.iter().any(|word| word.head as usize >= length) {
        return Err(ConlluError { line: conllu.lines().count(), reason: "a HEAD points past the last token".into() });
    }
    Ok(Doc::new(text.into(), parts))
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r").replace(' ', "\\s")
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('s') => ' ',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
1\tMoscow\tMoscow\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tEnt=B-GPE
2\tdenied\tdeny\tVERB\tVBD\tTense=Past\t0\tROOT\t_\t_
3\tit\tit\tPRON\tPRP\t_\t2\tdobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No
5\t\\n\\n\t\\n\\n\tSPACE\t_SP\t_\t4\tdep\t_\tSpaceAfter=No

1\tKyiv\tKyiv\tPROPN\tNNP\tNumber=Sing\t0\tROOT\t_\tSpaceAfter=No|Ent=B-GPE

";

    #[test]
    fn a_document_is_read_and_written_back() {
        let doc = from_conllu(TEXT).unwrap();
        assert_eq!(doc.text(), "Moscow denied it.\n\nKyiv");
        assert_eq!(to_conllu(&doc), TEXT);
        let denied = doc.token(1);
        assert_eq!(denied.child(Dep::Nsubj).unwrap().text(), "Moscow");
        assert_eq!(denied.subtree(), 0..5);
        assert_eq!(doc.sentences(), [0..5, 5..6]);
        assert_eq!(doc.token(5).entity().unwrap().label, EntityLabel::Gpe);
        assert_eq!(doc.tokens_in(Span::new(7, 15)), 1..3);
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = from_conllu("1\tMoscow\tMoscow\n").unwrap_err();
        assert_eq!(error.to_string(), "line 1 of the CoNLL-U text: 3 columns where ten are wanted");
    }
}
