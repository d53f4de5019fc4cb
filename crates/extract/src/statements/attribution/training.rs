//! The models' inputs, written out with the gold's answers, so that training and reading share one implementation.
//!
//! In: parsed documents and their gold. Out: rows of numbers for the scripts in `training/attribution`. Nothing here
//! runs when a report is read.

use super::gold::Marked;
use super::linear::Features;
use super::model::Model;
use super::pieces::Pieces;
use super::ranking::Opinions;
use super::rows::{Layout, PAIR_ROWS, Pairs};
use super::vocabulary::{Known, OFTEN, Vocabulary, class_index, hash, pos_index};
use super::words::Words;
use super::{Attribution, contents, cues, sources};
use crate::Context;
use rapporteur_text::{Pos, Span};
use std::collections::BTreeMap;

/// A document with what people have marked in it.
#[derive(Clone, Copy)]
pub struct Example<'a> {
    /// The parsed document.
    pub context: Context<'a>,
    /// Its gold.
    pub gold: &'a [Marked],
}

/// How often lemmas occur, and how often as the head of a cue, over a training set.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    lemmas: BTreeMap<u64, Count>,
    /// Rates of the lexicon's words, by class and word class: sum and number.
    priors: [[f32; 4]; 4],
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    uses: u32,
    cues: u32,
}

/// Rows of hashed features with their answers.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Where each row's features start, and the end of the last.
    pub starts: Vec<u32>,
    /// Feature numbers.
    pub ids: Vec<u32>,
    /// 1 for right, 0 for wrong.
    pub answers: Vec<u8>,
    /// The document of each row.
    pub documents: Vec<u32>,
}

impl Rows {
    fn push(&mut self, features: &Features, answer: bool, document: u32) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.ids.extend(&features.ids);
        self.starts.push(self.ids.len() as u32);
        self.answers.push(answer.into());
        self.documents.push(document);
    }
}

/// The rows of the three linear models.
#[derive(Clone, Debug, Default)]
pub struct LinearRows {
    /// Is this word the head of a cue?
    pub cues: Rows,
    /// Is this the content of the cue?
    pub contents: Rows,
    /// Does this name the source of the cue?
    pub sources: Rows,
}

/// What the network learns from, document after document.
#[derive(Clone, Debug, Default)]
pub struct NetworkRows {
    /// Rows of the words' table in all, and of the pairs' table.
    pub table: [u32; 2],
    /// Rows of each word.
    pub words: Vec<u32>,
    /// Index of each word's token in its document.
    pub tokens: Vec<u32>,
    /// For each word: 0 outside, 1 first, 2 further word, of a cue, a source, a content.
    pub labels: Vec<u8>,
    /// Where each document's words start, and the end of the last.
    pub documents: Vec<u32>,
    /// For each candidate: its word, the first word of its window and the end of it, 1 if it heads a cue, its rate in
    /// thousandths.
    pub cues: Vec<[u32; 5]>,
    /// Rows of each pair, candidate after candidate.
    pub pairs: Vec<u16>,
    /// For each pair: 0 neither, 1 source, 2 content.
    pub answers: Vec<u8>,
}

/// What the ranker learns from.
#[derive(Clone, Debug, Default)]
pub struct RankerRows {
    /// Numbers of each content, row by row.
    pub contents: Vec<f32>,
    /// How like the right content each is, 0 where the cue is none of it.
    pub content_answers: Vec<f32>,
    /// Numbers of each source, row by row.
    pub sources: Vec<f32>,
    /// How like the right source each is.
    pub source_answers: Vec<f32>,
}

impl RankerRows {
    fn add(&mut self, words: &Words, example: &Example, model: &Model) {
        let gold = answers(words, example.gold);
        let opinions = Opinions::new(words, model);
        for (index, cue) in opinions.cues.iter().enumerate() {
            for content in opinions.contents(index) {
                let likest = gold
                    .iter()
                    .map(|answer| (likeness(words, &content.pieces, &answer.content), answer))
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                let span = Pieces::one(cue.span.clone());
                let right = likest.filter(|(_, answer)| answer.cue.is_empty() || answer.cue.shared(&span) > 0);
                self.contents.extend(content.numbers);
                self.content_answers.push(right.map_or(0.0, |(score, _)| score));
            }
            let Some(answer) = gold.iter().find(|answer| answer.head == Some(cue.head)) else { continue };
            for source in opinions.sources(index, &answer.content) {
                self.sources.extend(source.numbers);
                self.source_answers.push(jaccard(&source.pieces, &answer.source));
            }
        }
    }
}

/// A model read from a weight file.
pub struct Judge(Model);

impl Judge {
    /// Reads the weight file; `None` where `bytes` are none.
    pub fn read(bytes: &[u8]) -> Option<Judge> {
        Model::read(bytes).map(Judge)
    }

    /// What the reader finds with this model.
    pub fn attributions(&self, context: Context) -> Vec<Attribution> {
        super::read(context, &self.0)
    }
}

/// Lemmas that stay in the vocabulary: used this often, and at most this many.
const USES: u32 = 4;
const LEMMAS: usize = 6000;
/// A cue rate is known from this many cues on.
const CUES: u32 = 3;
/// One use of a lemma in so many documents is hidden in training, so that the models learn to go by the lexicon.
const HIDDEN: u64 = 14;

impl Counts {
    /// Counts the examples.
    pub fn of(examples: &[Example]) -> Counts {
        let mut counts = Counts::default();
        for example in examples {
            counts.add(example);
        }
        let mut numbers = [[0.0; 4]; 4];
        if let Some(example) = examples.first() {
            for (class, pos, lemma) in example.context.lexicon.cues.lemmas() {
                let Some(count) = counts.lemmas.get(&hash(lemma)).filter(|count| count.uses >= 8) else { continue };
                let (class, pos) = (class_index(class), pos_index(pos));
                counts.priors[class][pos] += count.cues as f32 / count.uses as f32;
                numbers[class][pos] += 1.0f32;
            }
        }
        for (sums, numbers) in counts.priors.iter_mut().zip(numbers) {
            sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum /= number.max(1.0));
        }
        counts
    }

    fn add(&mut self, example: &Example) {
        let doc = example.context.doc;
        for token in doc.tokens().filter(|token| !token.is_space()) {
            self.lemmas.entry(hash(&token.lemma().to_lowercase())).or_default().uses += 1;
        }
        for head in heads(example) {
            self.lemmas.entry(hash(&doc.token(head).lemma().to_lowercase())).or_default().cues += 1;
        }
    }

    /// The vocabulary for reading new documents.
    fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(self.known(), self.priors)
    }

    /// The lemmas in the order of their rows: hash, cue rate, row among those that are often cues (0 for none).
    pub fn lemmas(&self) -> Vec<(u64, f32, u16)> {
        self.known().into_iter().map(|(hash, known)| (hash, known.rate, known.often)).collect()
    }

    /// Mean cue rate of the lexicon's words, by class and word class.
    pub fn priors(&self) -> [[f32; 4]; 4] {
        self.priors
    }

    fn known(&self) -> Vec<(u64, Known)> {
        let mut frequent: Vec<(u64, Count)> =
            self.lemmas.iter().map(|(&hash, &count)| (hash, count)).filter(|(_, count)| count.uses >= USES).collect();
        frequent.sort_by_key(|&(hash, count)| (std::cmp::Reverse(count.uses), hash));
        frequent.truncate(LEMMAS);
        let mut often = 1;
        let known = frequent.iter().enumerate().map(|(row, &(hash, count))| {
            let rate = count.rate();
            if rate >= OFTEN {
                often += 1;
            }
            (hash, Known { row: row as u16 + 1, rate, often: if rate >= OFTEN { often } else { 0 } })
        });
        known.collect()
    }

    /// The vocabulary as it would be without the example, and with a few lemmas hidden.
    fn without(&self, all: &[(u64, Known)], example: &Example, document: u32) -> Vocabulary {
        let mut own = Counts::default();
        own.add(example);
        let less = all.iter().filter_map(|&(hash, mut known)| {
            if super::linear::mix(hash ^ u64::from(document) << 40).is_multiple_of(HIDDEN) {
                return None;
            }
            if let (Some(here), Some(every)) = (own.lemmas.get(&hash), self.lemmas.get(&hash)) {
                known.rate = Count { uses: every.uses - here.uses, cues: every.cues - here.cues }.rate();
                known.often = if known.rate >= OFTEN { known.often } else { 0 };
            }
            Some((hash, known))
        });
        Vocabulary::new(less, self.priors)
    }

    /// The rows of the linear models.
    pub fn linear(&self, examples: &[Example]) -> LinearRows {
        let known = self.known();
        let mut rows = LinearRows::default();
        for (document, example) in examples.iter().enumerate() {
            let vocabulary = self.without(&known, example, document as u32);
            let words = Words::new(example.context, &vocabulary);
            rows.add(&words, &answers(&words, example.gold), document as u32);
        }
        rows
    }
}

impl Counts {
    /// The network's input and answers.
    pub fn network(&self, examples: &[Example]) -> NetworkRows {
        let known = self.known();
        let layout = Layout::of(&self.vocabulary());
        let mut rows = NetworkRows { table: [layout.rows, PAIR_ROWS], documents: vec![0], ..NetworkRows::default() };
        for (document, example) in examples.iter().enumerate() {
            let vocabulary = self.without(&known, example, document as u32);
            let words = Words::new(example.context, &vocabulary);
            rows.add(&words, &layout, &answers(&words, example.gold));
        }
        rows
    }
}

impl Counts {
    /// The ranker's rows for the K-th of N parts of the examples, as the models of `judge` see them. The counts and the
    /// examples must be all that the models know of, the part that they were not trained on included.
    pub fn ranker(&self, examples: &[Example], judge: &Judge, part: (usize, usize)) -> RankerRows {
        let known = self.known();
        let mut rows = RankerRows::default();
        for (document, example) in examples.iter().enumerate().skip(part.0).step_by(part.1.max(1)) {
            let vocabulary = self.without(&known, example, document as u32);
            let words = Words::new(example.context, &vocabulary);
            rows.add(&words, example, &judge.0);
        }
        rows
    }
}

impl NetworkRows {
    fn add(&mut self, words: &Words, layout: &Layout, gold: &[Answer]) {
        let start = self.tokens.len();
        self.words.extend(layout.words(words));
        self.tokens.extend(words.list.iter().map(|word| word.token as u32));
        let mut labels = vec![[0u8; 3]; words.len()];
        for answer in gold {
            for (role, pieces) in [&answer.cue, &answer.source, &answer.content].into_iter().enumerate() {
                for range in pieces.ranges() {
                    range.clone().for_each(|i| labels[i][role] = 2);
                    labels[range.start][role] = 1;
                }
            }
        }
        self.labels.extend(labels.into_iter().flatten());
        self.documents.push(self.tokens.len() as u32);
        let pairs = Pairs::new(words);
        let mut heads: Vec<usize> = cues::candidates(words);
        heads.extend(gold.iter().filter_map(|answer| answer.head));
        heads.sort();
        heads.dedup();
        let mut rows = Vec::new();
        for head in heads {
            let answer = gold.iter().find(|answer| answer.head == Some(head));
            let window = Pairs::window(words, head);
            rows.clear();
            pairs.rows(words, head, &mut rows);
            self.pairs.extend(rows.iter().map(|&row| row as u16));
            self.answers.extend(window.clone().map(|i| match answer {
                Some(answer) if answer.content.holds(i) => 2,
                Some(answer) if answer.source.holds(i) => 1,
                _ => 0,
            }));
            let rate = (words.list[head].lexeme.rate * 1000.0) as u32;
            let at = |i: usize| (start + i) as u32;
            self.cues.push([at(head), at(window.start), at(window.end), answer.is_some().into(), rate]);
        }
    }
}

impl Count {
    fn rate(self) -> f32 {
        if self.cues < CUES { 0.0 } else { self.cues as f32 / self.uses as f32 }
    }
}

impl LinearRows {
    fn add(&mut self, words: &Words, gold: &[Answer], document: u32) {
        let mut features = Features::default();
        for cue in cues::candidates(words) {
            cues::features(words, cue, &mut features);
            self.cues.push(&features, gold.iter().any(|answer| answer.head == Some(cue)), document);
        }
        for answer in gold {
            let Some(cue) = answer.head else { continue };
            let found = contents::candidates(words, cue);
            let scores: Vec<f32> = found.iter().map(|it| likeness(words, &it.pieces, &answer.content)).collect();
            let best = scores.iter().copied().fold(0.0, f32::max);
            for (content, &score) in found.iter().zip(&scores) {
                let good = score >= 0.5 && score >= best - 0.02;
                if good || score < 0.5 {
                    contents::features(words, cue, content, found.len(), &mut features);
                    self.contents.push(&features, good, document);
                }
            }
            let found = sources::candidates(words, cue, &answer.content);
            let scores: Vec<f32> = found.iter().map(|it| jaccard(&it.pieces, &answer.source)).collect();
            let best = scores.iter().copied().fold(0.0, f32::max);
            let right = scores.iter().position(|&score| score == best && score > 0.0);
            for (i, source) in found.iter().enumerate() {
                sources::features(words, cue, source, &mut features);
                self.sources.push(&features, right == Some(i), document);
            }
        }
    }
}

/// A marked attribution in words.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub source: Pieces,
    pub cue: Pieces,
    pub content: Pieces,
    /// Head of the cue.
    pub head: Option<usize>,
}

/// The gold in words; spans own each word that they touch.
pub(super) fn answers(words: &Words, gold: &[Marked]) -> Vec<Answer> {
    let pieces = |spans: &[Span]| Pieces::union(spans.iter().map(|span| touched(words, *span)));
    let read = |marked: &Marked| {
        let cue = pieces(&marked.cue);
        let head = cue.ranges().next().map(|range| head_of(words, range));
        Answer { source: pieces(&marked.source), content: pieces(&marked.content), head, cue }
    };
    gold.iter().map(read).filter(|answer| !answer.content.is_empty()).collect()
}

fn touched(words: &Words, span: Span) -> std::ops::Range<usize> {
    let at = |i: usize| words.doc.token(words.list[i].token).span();
    let all: Vec<usize> = (0..words.len()).collect();
    let start = all.partition_point(|&i| at(i).end <= span.start);
    let end = all.partition_point(|&i| at(i).start < span.end);
    start..end.max(start)
}

/// The first word of the range whose head lies outside it, content words first.
pub(super) fn head_of(words: &Words, range: std::ops::Range<usize>) -> usize {
    let outside = |&i: &usize| !range.contains(&words.list[i].head) || words.is_root(i);
    let bears = |&i: &usize| {
        matches!(
            words.list[i].pos,
            Pos::Verb | Pos::Noun | Pos::Adj | Pos::Aux | Pos::Adv | Pos::Propn | Pos::Adp | Pos::Sconj
        )
    };
    let mut tops = range.clone().filter(outside);
    let first = tops.clone().next().unwrap_or(range.start);
    tops.find(bears).unwrap_or(first)
}

/// Token indices of the heads of the example's cues.
fn heads(example: &Example) -> Vec<usize> {
    let words = Words::new(example.context, &Vocabulary::default());
    answers(&words, example.gold).iter().filter_map(|answer| answer.head).map(|head| words.list[head].token).collect()
}

/// Jaccard index over words, punctuation apart: what the score goes by.
pub(super) fn likeness(words: &Words, a: &Pieces, b: &Pieces) -> f32 {
    let counts = |i: &usize| !words.list[*i].punct;
    let shared = a.words().filter(|i| counts(i) && b.holds(*i)).count();
    let sizes = a.words().filter(counts).count() + b.words().filter(counts).count();
    if sizes == 0 { 0.0 } else { shared as f32 / (sizes - shared) as f32 }
}

/// Jaccard index over all words.
pub(super) fn jaccard(a: &Pieces, b: &Pieces) -> f32 {
    let shared = a.shared(b);
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}
