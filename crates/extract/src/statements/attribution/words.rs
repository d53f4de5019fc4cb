//! The document as the attribution models see it: words without white space, with tree, quotations and cue knowledge.
//!
//! In: the [`Context`] and the [`Vocabulary`]. Out: [`Words`], indexed by word, not by token; [`Words::tokens`] goes
//! back. Quotations are word ranges; lines that a quotation or a colon joins form one [group](Words::group).

use super::pieces::Pieces;
use super::vocabulary::{Lexeme, Vocabulary};
use crate::Context;
use rapporteur_text::{Dep, Doc, EntityLabel, Marks, Pos, Tag};
use std::ops::Range;

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Index of its token in the document.
    pub token: usize,
    /// Index of its head among the words; its own for a root.
    pub head: usize,
    /// First and last word of its subtree.
    pub low: usize,
    pub high: usize,
    pub sentence: usize,
    /// Line of the text.
    pub block: usize,
    pub dep: Dep,
    pub tag: Tag,
    pub pos: Pos,
    pub entity: Option<EntityLabel>,
    pub entity_starts: bool,
    pub quoted: Quoted,
    /// Whether it is a quotation mark.
    pub mark: bool,
    /// Whether it is punctuation, quotation marks included.
    pub punct: bool,
    pub capital: bool,
    pub lexeme: Lexeme,
}

/// Whether a word stands inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    No,
    Single,
    Double,
}

/// The words of a document.
pub(super) struct Words<'d> {
    pub doc: &'d Doc,
    pub list: Vec<Word>,
    children: Vec<u32>,
    child_start: Vec<u32>,
    /// Word ranges of the sentences.
    pub sentences: Vec<Range<usize>>,
    /// Word ranges of what stands inside quotation marks, in text order.
    pub quotes: Vec<Range<usize>>,
    /// Word ranges of the lines.
    pub blocks: Vec<Range<usize>>,
    /// First and last line of the group that each line belongs to.
    groups: Vec<(usize, usize)>,
}

impl<'d> Words<'d> {
    /// Reads the document.
    pub fn new(context: Context<'d>, vocabulary: &Vocabulary) -> Self {
        let doc = context.doc;
        let mut list = bare(doc, context, vocabulary);
        let (quotes, continuing) = mark_quotations(doc, context, &mut list);
        let sentences = ranges(&list, |word| (word.sentence, word.block));
        for (number, range) in sentences.iter().enumerate() {
            list[range.clone()].iter_mut().for_each(|word| word.sentence = number);
        }
        let blocks = ranges(&list, |word| word.block);
        for (number, range) in blocks.iter().enumerate() {
            for word in &mut list[range.clone()] {
                // A parser that takes a heading and the line below for one sentence must not join them.
                (word.low, word.high) = (word.low.max(range.start), word.high.min(range.end - 1));
                word.block = number;
            }
        }
        let (children, child_start) = children(&list);
        let groups = groups(&list, &blocks, &continuing);
        Words { doc, list, children, child_start, sentences, quotes, blocks, groups }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Words whose head is `i`, in text order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let range = self.child_start[i] as usize..self.child_start[i + 1] as usize;
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The first child of `i` with the relation.
    pub fn child(&self, i: usize, dep: Dep) -> Option<usize> {
        self.children(i).find(|&child| self.list[child].dep == dep)
    }

    /// From the head of `i` upwards; at most 40 steps.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let up = |&i: &usize| Some(self.list[i].head).filter(|&head| head != i);
        std::iter::successors(Some(i), up).skip(1).take(40)
    }

    /// First to last word of the subtree.
    pub fn subtree(&self, i: usize) -> Range<usize> {
        self.list[i].low..self.list[i].high + 1
    }

    pub fn is_root(&self, i: usize) -> bool {
        self.list[i].head == i
    }

    /// Word range of the sentence of `i`.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.sentences[self.list[i].sentence].clone()
    }

    /// Word range of the line of `i` and the lines joined to it by a quotation that goes on or by a colon.
    pub fn group(&self, i: usize) -> Range<usize> {
        let (first, last) = self.groups[self.list[i].block];
        self.blocks[first].start..self.blocks[last].end
    }

    /// Whether the word is "it".
    pub fn is_neuter(&self, i: usize) -> bool {
        self.doc.token(self.list[i].token).lower() == "it"
    }

    /// Whether the word is "however".
    pub fn is_however(&self, i: usize) -> bool {
        self.list[i].pos == Pos::Adv && self.doc.token(self.list[i].token).lower() == "however"
    }

    /// Whether the word is a colon; the tag stands for dashes and semicolons too.
    pub fn is_colon(&self, i: usize) -> bool {
        self.doc.token(self.list[i].token).text() == ":"
    }

    /// Whether the word has no small letter.
    pub fn is_upper(&self, i: usize) -> bool {
        !self.doc.token(self.list[i].token).text().contains(char::is_lowercase)
    }

    /// The pieces without punctuation at their outer edges.
    pub fn trim(&self, mut pieces: Pieces) -> Pieces {
        while let Some(first) = pieces.first().filter(|&i| self.list[i].punct) {
            pieces.drop_first(first);
        }
        while let Some(last) = pieces.last().filter(|&i| self.list[i].punct) {
            pieces.drop_last(last);
        }
        pieces
    }

    /// Token ranges of the pieces.
    pub fn tokens(&self, pieces: &Pieces) -> Vec<Range<usize>> {
        pieces.ranges().map(|range| self.list[range.start].token..self.list[range.end - 1].token + 1).collect()
    }
}

/// The words with what needs no other word.
fn bare(doc: &Doc, context: Context, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut word_at = Vec::with_capacity(doc.len() + 1);
    let mut count = 0;
    for token in doc.tokens() {
        word_at.push(count);
        count += usize::from(!token.is_space());
    }
    word_at.push(count);
    let blocks = &context.source.blocks;
    let mut block = 0;
    let mut lower = String::new();
    doc.tokens()
        .filter(|token| !token.is_space())
        .map(|token| {
            let i = word_at[token.i];
            while block + 1 < blocks.len() && blocks[block].span.end <= token.span().start {
                block += 1;
            }
            let head = std::iter::successors(Some(token.head()), |head| Some(head.head()))
                .take(20)
                .find(|head| !head.is_space())
                .map_or(i, |head| word_at[head.i]);
            let (left, right) = (token.left_edge().i, token.right_edge().i);
            let text = token.text();
            let mark = is_mark(text);
            lower.clear();
            lower.extend(token.lemma().chars().flat_map(char::to_lowercase));
            Word {
                token: token.i,
                head,
                low: word_at[left].min(i),
                high: (word_at[right + 1].max(i + 1)) - 1,
                sentence: token.sentence_index(),
                block,
                dep: token.dep(),
                tag: token.tag(),
                pos: token.pos(),
                entity: token.entity().map(|entity| entity.label),
                entity_starts: token.entity().is_some_and(|entity| entity.tokens.start == token.i),
                quoted: Quoted::No,
                mark,
                punct: mark || !text.contains(char::is_alphanumeric),
                capital: text.starts_with(char::is_uppercase),
                lexeme: vocabulary.lexeme(&lower, token.pos(), context.lexicon),
            }
        })
        .collect()
}

fn is_mark(text: &str) -> bool {
    matches!(
        text,
        "\"" | "“"
            | "”"
            | "„"
            | "‟"
            | "«"
            | "»"
            | "``"
            | "''"
            | "'"
            | "‘"
            | "’"
            | "‚"
            | "‹"
            | "›"
            | "＂"
            | "`"
    )
}

/// Marks the quoted words; gives their ranges, and the words at which a line begins inside the quotation of another.
fn mark_quotations(doc: &Doc, context: Context, list: &mut [Word]) -> (Vec<Range<usize>>, Vec<usize>) {
    let (mut quotes, mut continuing) = (Vec::new(), Vec::new());
    let start_of = |word: &Word| doc.token(word.token).span().start;
    for quotation in context.quotations {
        let start = list.partition_point(|word| start_of(word) < quotation.inner.start);
        let end = list.partition_point(|word| start_of(word) < quotation.inner.end);
        if start >= end {
            continue;
        }
        let kind = if quotation.marks == Marks::Double { Quoted::Double } else { Quoted::Single };
        list[start..end].iter_mut().for_each(|word| word.quoted = kind);
        quotes.push(start..end);
        if quotation.continues {
            continuing.push(start);
        }
    }
    (quotes, continuing)
}

/// Runs of words that agree in `key`.
fn ranges<K: PartialEq>(list: &[Word], key: impl Fn(&Word) -> K) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (i, word) in list.iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if key(&list[last.start]) == key(word) => last.end = i + 1,
            _ => ranges.push(i..i + 1),
        }
    }
    ranges
}

fn children(list: &[Word]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; list.len() + 1];
    for (_, word) in list.iter().enumerate().filter(|(i, word)| word.head != *i) {
        start[word.head + 1] += 1;
    }
    for i in 0..list.len() {
        start[i + 1] += start[i];
    }
    let mut next = start.clone();
    let mut children = vec![0u32; start[list.len()] as usize];
    for (i, word) in list.iter().enumerate().filter(|(i, word)| word.head != *i) {
        children[next[word.head] as usize] = i as u32;
        next[word.head] += 1;
    }
    (children, start)
}

/// Joins lines: a quotation that goes on, or a colon before a quotation.
fn groups(list: &[Word], blocks: &[Range<usize>], continuing: &[usize]) -> Vec<(usize, usize)> {
    let mut joined = vec![false; blocks.len()];
    for &word in continuing {
        joined[list[word].block] = true;
    }
    for (before, after) in blocks.iter().zip(1..blocks.len()) {
        let colon = list[before.end - 1].tag == Tag::Colon && list[before.end - 1].punct;
        joined[after] |= colon && list[blocks[after].start].mark;
    }
    let mut groups: Vec<(usize, usize)> = Vec::with_capacity(blocks.len());
    for number in 0..blocks.len() {
        let first = if number > 0 && joined[number] { groups[number - 1].0 } else { number };
        groups.push((first, number));
    }
    for number in (0..blocks.len().saturating_sub(1)).rev() {
        if groups[number].0 == groups[number + 1].0 {
            groups[number].1 = groups[number + 1].1;
        }
    }
    groups
}
