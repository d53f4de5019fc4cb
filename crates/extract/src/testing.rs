//! Documents for the tests of the passes.

use rapporteur_text::{Dep, Doc, Parts, Pos, Span, Tag, Word};

/// A document of the words of `text`, cut at single spaces, without tags or tree: each word is a root.
pub(crate) fn words(text: &str) -> Doc {
    let mut parts = Parts { morphs: vec!["".into()], ..Parts::default() };
    let mut start = 0;
    for (i, form) in text.split(' ').enumerate() {
        let lower = parts.intern(&form.to_lowercase());
        let span = Span::new(start, start + form.len());
        parts.words.push(Word {
            span,
            spacy: span.end < text.len(),
            norm: lower.clone(),
            lemma: lower.clone(),
            lower,
            tag: Tag::Nn,
            pos: Pos::Noun,
            morph: 0,
            head: i as u32,
            dep: Dep::Root,
            starts_sentence: i == 0,
        });
        start = span.end + 1;
    }
    Doc::new(text.into(), parts)
}
