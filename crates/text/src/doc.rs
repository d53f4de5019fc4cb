//! A parsed text.

use crate::{Dep, EntityLabel, Pos, Span, Tag, Token};
use std::ops::Range;
use std::sync::Arc;

/// A text with its tokens, dependency tree, sentences, entities and noun chunks. It is read through [`Token`]s.
///
/// Tokens cover the text but for single spaces between words; other white space has tokens of its own, as in spaCy.
#[derive(Clone, Debug)]
pub struct Doc {
    pub(crate) text: Arc<str>,
    pub(crate) words: Vec<Word>,
    pub(crate) strings: String,
    pub(crate) morphs: Vec<Box<str>>,
    sentences: Vec<Range<usize>>,
    /// Index of the sentence of each token.
    pub(crate) sentence_of: Vec<u32>,
    entities: Vec<Entity>,
    /// 1 + index of the entity of each token, 0 for none.
    pub(crate) entity_of: Vec<u32>,
    chunks: Vec<Range<usize>>,
    /// Children of token `i`, in text order: `children[child_start[i]..child_start[i + 1]]`.
    pub(crate) children: Vec<u32>,
    pub(crate) child_start: Vec<u32>,
    pub(crate) edges: Vec<(u32, u32)>,
    tensor: Vec<f32>,
}

/// What the engine found out about one token. Strings are ranges into [`Parts::strings`].
#[derive(Clone, Debug)]
pub struct Word {
    /// Where the token stands in the text.
    pub span: Span,
    /// Whether a single space follows, which belongs to no token.
    pub spacy: bool,
    /// Lower-cased form.
    pub lower: Range<u32>,
    /// Normalised form.
    pub norm: Range<u32>,
    /// Base form.
    pub lemma: Range<u32>,
    /// Fine-grained part of speech.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Index into [`Parts::morphs`].
    pub morph: u32,
    /// Index of the head; the token itself for a root.
    pub head: u32,
    /// Relation to the head.
    pub dep: Dep,
    /// Whether a sentence begins here.
    pub starts_sentence: bool,
}

/// A named entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub label: EntityLabel,
}

/// Everything that a [`Doc`] is built from.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// One per token, in text order.
    pub words: Vec<Word>,
    /// The characters that lower, norm and lemma of the words point into.
    pub strings: String,
    /// The distinct morphological feature strings (`Number=Sing|Person=3`), in Universal Dependencies' notation.
    pub morphs: Vec<Box<str>>,
    /// In text order, without overlap.
    pub entities: Vec<Entity>,
    /// Noun chunks: ranges of token indices, in text order.
    pub chunks: Vec<Range<usize>>,
    /// Token vectors of the tagger and parser, row by row; empty where they are not kept.
    pub tensor: Vec<f32>,
}

impl Parts {
    /// Stores `text` among the strings and gives its range.
    pub fn intern(&mut self, text: &str) -> Range<u32> {
        let start = self.strings.len() as u32;
        self.strings.push_str(text);
        start..self.strings.len() as u32
    }
}

impl Doc {
    /// Joins the parts to a document over `text`, deriving sentences, children and subtree edges.
    pub fn new(text: Arc<str>, parts: Parts) -> Self {
        let Parts { words, strings, morphs, entities, chunks, tensor } = parts;
        let (children, child_start) = children(&words);
        let edges = edges(&words);
        let (sentences, sentence_of) = sentences(&words);
        let mut entity_of = vec![0; words.len()];
        for (number, entity) in entities.iter().enumerate() {
            entity_of[entity.tokens.clone()].fill(number as u32 + 1);
        }
        Doc {
            text,
            words,
            strings,
            morphs,
            sentences,
            sentence_of,
            entities,
            entity_of,
            chunks,
            children,
            child_start,
            edges,
            tensor,
        }
    }

    /// The document with no sentence of more than `most` tokens: a longer one, which is no sentence of anybody's, is cut into
    /// pieces, and a token whose head falls into another piece becomes a root.
    ///
    /// # Panics
    /// If `most` is 0.
    pub fn cut(self, most: usize) -> Self {
        if self.sentences.iter().all(|sentence| sentence.len() <= most) {
            return self;
        }
        let mut words = self.words;
        for sentence in &self.sentences {
            for start in sentence.clone().step_by(most) {
                let piece = start..sentence.end.min(start + most);
                words[start].starts_sentence = true;
                for i in piece.clone() {
                    if !piece.contains(&(words[i].head as usize)) {
                        words[i].head = i as u32;
                    }
                }
            }
        }
        let Doc { text, strings, morphs, entities, chunks, tensor, .. } = self;
        Doc::new(text, Parts { words, strings, morphs, entities, chunks, tensor })
    }

    /// The same document with other heads: of each edit the token, the word that it hangs on from now on, and how.
    ///
    /// # Panics
    /// If a token or head is none of the document's.
    pub fn reattached(&self, edits: &[(usize, usize, Dep)]) -> Self {
        let mut words = self.words.clone();
        for &(token, head, dep) in edits {
            assert!(head < words.len(), "no token {head}");
            words[token].head = head as u32;
            words[token].dep = dep;
        }
        let Doc { text, strings, morphs, entities, chunks, tensor, .. } = self.clone();
        Doc::new(text, Parts { words, strings, morphs, entities, chunks, tensor })
    }

    /// The text that the document was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The token with index `i`.
    pub fn token(&self, i: usize) -> Token<'_> {
        debug_assert!(i < self.len());
        Token { doc: self, i }
    }

    /// All tokens, in text order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        (0..self.len()).map(|i| Token { doc: self, i })
    }

    /// The tokens of an index range.
    pub fn slice(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        range.map(|i| Token { doc: self, i })
    }

    /// Token ranges of the sentences, in text order.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Named entities, in text order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Noun chunks as token ranges, in text order.
    pub fn chunks(&self) -> &[Range<usize>] {
        &self.chunks
    }

    /// Where a non-empty range of tokens stands in the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.words[range.start].span.start, self.words[range.end - 1].span.end)
    }

    /// The text of a non-empty range of tokens.
    pub fn text_of(&self, range: Range<usize>) -> &str {
        self.span(range).of(&self.text)
    }

    /// Indices of the tokens that share a byte with `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        start..end.max(start)
    }

    /// The same document with these token vectors, row by row.
    pub fn with_tensor(mut self, tensor: Vec<f32>) -> Doc {
        self.tensor = tensor;
        self
    }

    /// Token vectors of the tagger and parser, row by row; empty where they were not kept.
    pub fn tensor(&self) -> &[f32] {
        &self.tensor
    }
}

fn children(words: &[Word]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; words.len() + 1];
    let is_child = |i: usize| words[i].head as usize != i;
    for i in (0..words.len()).filter(|&i| is_child(i)) {
        start[words[i].head as usize + 1] += 1;
    }
    for i in 0..words.len() {
        start[i + 1] += start[i];
    }
    let mut next = start.clone();
    let mut children = vec![0u32; start[words.len()] as usize];
    for i in (0..words.len()).filter(|&i| is_child(i)) {
        let slot = &mut next[words[i].head as usize];
        children[*slot as usize] = i as u32;
        *slot += 1;
    }
    (children, start)
}

/// First and last token of each subtree. Heads form a forest, so a child's edges reach its root in as many steps as the
/// tree is deep; the two passes repeat until nothing moves.
fn edges(words: &[Word]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..words.len() as u32).map(|i| (i, i)).collect();
    let mut moved = true;
    while moved {
        moved = false;
        for i in (0..words.len()).chain((0..words.len()).rev()) {
            let (left, right) = edges[i];
            let head = &mut edges[words[i].head as usize];
            if left < head.0 || right > head.1 {
                *head = (head.0.min(left), head.1.max(right));
                moved = true;
            }
        }
    }
    edges
}

fn sentences(words: &[Word]) -> (Vec<Range<usize>>, Vec<u32>) {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut of = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        if i == 0 || word.starts_sentence {
            sentences.push(i..i);
        }
        sentences.last_mut().expect("the first token opens a sentence").end = i + 1;
        of.push(sentences.len() as u32 - 1);
    }
    (sentences, of)
}

#[cfg(test)]
mod tests {
    use crate::from_conllu;

    #[test]
    fn a_sentence_past_all_measure_is_cut() {
        let lines: String =
            (1..=7).map(|i| format!("{i}\tno\tno\tDET\tDT\t_\t{}\tdep\t_\t_\n", (i > 1) as u8)).collect();
        let doc = from_conllu(&lines).unwrap().cut(3);
        assert_eq!(doc.sentences(), [0..3, 3..6, 6..7]);
        assert!(doc.token(3).is_root() && !doc.token(2).is_root());
    }
}
