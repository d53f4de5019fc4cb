//! One token of a document.

use crate::{Dep, Doc, Entity, Pos, Span, Tag};
use std::ops::Range;

/// A view of one token: cheap to copy, named as in spaCy.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    pub(crate) doc: &'d Doc,
    /// Index in the document.
    pub i: usize,
}

impl<'d> Token<'d> {
    fn word(self) -> &'d crate::Word {
        &self.doc.words[self.i]
    }

    fn string(self, range: &Range<u32>) -> &'d str {
        &self.doc.strings[range.start as usize..range.end as usize]
    }

    /// The document.
    pub fn doc(self) -> &'d Doc {
        self.doc
    }

    /// Where it stands in the text.
    pub fn span(self) -> Span {
        self.word().span
    }

    /// Its characters.
    pub fn text(self) -> &'d str {
        self.word().span.of(&self.doc.text)
    }

    /// Lower-cased form.
    pub fn lower(self) -> &'d str {
        self.string(&self.word().lower)
    }

    /// Normalised form: "n't" is "not".
    pub fn norm(self) -> &'d str {
        self.string(&self.word().norm)
    }

    /// Base form.
    pub fn lemma(self) -> &'d str {
        self.string(&self.word().lemma)
    }

    /// Fine-grained part of speech.
    pub fn tag(self) -> Tag {
        self.word().tag
    }

    /// Universal part of speech.
    pub fn pos(self) -> Pos {
        self.word().pos
    }

    /// Morphological features: `Number=Sing|Person=3`, or nothing.
    pub fn morph(self) -> &'d str {
        &self.doc.morphs[self.word().morph as usize]
    }

    /// Relation to the head.
    pub fn dep(self) -> Dep {
        self.word().dep
    }

    /// The head; the token itself for a root.
    pub fn head(self) -> Token<'d> {
        Token { i: self.word().head as usize, ..self }
    }

    /// Whether it has no head.
    pub fn is_root(self) -> bool {
        self.word().head as usize == self.i
    }

    /// Whether a single space follows.
    pub fn spacy(self) -> bool {
        self.word().spacy
    }

    /// Whether a sentence begins here.
    pub fn starts_sentence(self) -> bool {
        self.word().starts_sentence
    }

    /// Direct dependents, in text order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator + Clone {
        let range = self.doc.child_start[self.i] as usize..self.doc.child_start[self.i + 1] as usize;
        self.doc.children[range].iter().map(move |&i| Token { i: i as usize, ..self })
    }

    /// The first child with the relation.
    pub fn child(self, dep: Dep) -> Option<Token<'d>> {
        self.children().find(|child| child.dep() == dep)
    }

    /// The first child with one of the relations.
    pub fn child_of(self, deps: &[Dep]) -> Option<Token<'d>> {
        self.children().find(|child| deps.contains(&child.dep()))
    }

    /// The head, its head, and so on up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> + Clone {
        std::iter::successors(Some(self), |token| (!token.is_root()).then(|| token.head())).skip(1)
    }

    /// Whether `other` is the token itself or hangs below it.
    pub fn governs(self, other: Token<'d>) -> bool {
        other.i == self.i || other.ancestors().any(|ancestor| ancestor.i == self.i)
    }

    /// First token of the subtree.
    pub fn left_edge(self) -> Token<'d> {
        Token { i: self.doc.edges[self.i].0 as usize, ..self }
    }

    /// Last token of the subtree.
    pub fn right_edge(self) -> Token<'d> {
        Token { i: self.doc.edges[self.i].1 as usize, ..self }
    }

    /// Token range from the first to the last token of the subtree.
    pub fn subtree(self) -> Range<usize> {
        let (left, right) = self.doc.edges[self.i];
        left as usize..right as usize + 1
    }

    /// The tokens joined to this one by "and", "or" or commas, after it, this one first.
    pub fn conjuncts(self) -> Vec<Token<'d>> {
        let mut found = vec![self];
        let mut at = 0;
        while at < found.len() {
            let next: Vec<_> = found[at].children().filter(|child| child.dep() == Dep::Conj).collect();
            found.extend(next);
            at += 1;
        }
        found.sort_by_key(|token| token.i);
        found
    }

    /// Token range of the sentence.
    pub fn sentence(self) -> Range<usize> {
        self.doc.sentences()[self.sentence_index()].clone()
    }

    /// Index of the sentence in the document.
    pub fn sentence_index(self) -> usize {
        self.doc.sentence_of[self.i] as usize
    }

    /// The named entity that it is part of.
    pub fn entity(self) -> Option<&'d Entity> {
        match self.doc.entity_of[self.i] {
            0 => None,
            number => self.doc.entities().get(number as usize - 1),
        }
    }

    /// The token before.
    pub fn previous(self) -> Option<Token<'d>> {
        (self.i > 0).then(|| Token { i: self.i - 1, ..self })
    }

    /// The token after.
    pub fn next(self) -> Option<Token<'d>> {
        (self.i + 1 < self.doc.len()).then(|| Token { i: self.i + 1, ..self })
    }

    /// Whether it is white space.
    pub fn is_space(self) -> bool {
        self.pos() == Pos::Space || self.tag() == Tag::Space
    }

    /// Whether it is punctuation.
    pub fn is_punct(self) -> bool {
        self.pos() == Pos::Punct
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.i == other.i && std::ptr::eq(self.doc, other.doc)
    }
}

impl Eq for Token<'_> {}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} ({} {} {})", self.text(), self.i, self.pos(), self.dep())
    }
}
