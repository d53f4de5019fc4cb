//! What the linear models, the network and the lexicon say of cues with their contents and sources, side by side.
//!
//! In: the [`Words`] and the [`Model`]. Out: candidates with a row of numbers each, from which the [ranker](super::model)
//! makes one probability.

use super::contents::{self, Content, quoted_share};
use super::cues;
use super::linear::Features;
use super::model::Model;
use super::network::{CONTENT, CUE, Encoded, Paired, SOURCE};
use super::pieces::Pieces;
use super::rows::Pairs;
use super::rules;
use super::sources;
use super::training::head_of;
use super::words::{Quoted, Words};
use rapporteur_text::{Dep, Pos};
use std::ops::Range;

/// Numbers that speak for or against a content, and a source.
pub(super) const CONTENT_NUMBERS: usize = 40;
pub(super) const SOURCE_NUMBERS: usize = 20;

/// A word that is part of a cue with this probability nominates the run of such words that it stands in.
const NOMINATED: f32 = 0.12;
/// A word that the linear model holds to be a cue with this probability is looked at.
const LIKELY: f32 = 0.3;
/// A candidate that neither model gives this much is not looked at.
const HOPELESS: f32 = 0.02;

/// A candidate that the lexicon's frames give this much hangs on its cue as they say.
const FITTING: f32 = 0.5;

/// A cue with what the models say of it.
pub(super) struct Cue {
    pub head: usize,
    /// The words that are likely part of it.
    pub span: Range<usize>,
    /// The linear model's probability.
    linear: f32,
    /// The network's, at the head and at the surest word.
    tagged: f32,
    surest: f32,
    paired: Paired,
    /// Running sums of `paired.content`.
    sums: Vec<f32>,
}

/// A content with its numbers.
pub(super) struct RankedContent {
    pub pieces: Pieces,
    /// Whether it hangs on its cue as the lexicon says that it may.
    pub fits: bool,
    pub numbers: [f32; CONTENT_NUMBERS],
}

/// A source with its numbers.
pub(super) struct RankedSource {
    pub pieces: Pieces,
    pub numbers: [f32; SOURCE_NUMBERS],
}

/// A document with what the models say of its words.
pub(super) struct Opinions<'w, 'd> {
    words: &'w Words<'d>,
    model: &'w Model,
    encoded: Encoded,
    pub cues: Vec<Cue>,
    /// Running sums of the network's content probabilities.
    inside: Vec<f32>,
}

impl<'w, 'd> Opinions<'w, 'd> {
    /// Asks the models.
    pub fn new(words: &'w Words<'d>, model: &'w Model) -> Self {
        let encoded = model.network.encode(words);
        let inside = running((0..words.len()).map(|i| encoded.inside(i, CONTENT)));
        let mut opinions = Opinions { words, model, encoded, cues: Vec::new(), inside };
        opinions.cues = opinions.find_cues();
        opinions
    }

    fn find_cues(&self) -> Vec<Cue> {
        let (words, encoded) = (self.words, &self.encoded);
        let mut features = Features::default();
        let mut linear = vec![0.0f32; words.len()];
        for cue in cues::candidates(words) {
            cues::features(words, cue, &mut features);
            linear[cue] = self.model.cues.probability(&features);
        }
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        let mut i = 0;
        while i < words.len() {
            if encoded.inside(i, CUE) < NOMINATED {
                if linear[i] >= LIKELY {
                    found.push((i, i..i + 1));
                }
                i += 1;
                continue;
            }
            let begins = |j: usize| encoded.begins(j, CUE) > encoded.inside(j, CUE) - encoded.begins(j, CUE);
            let end = (i + 1..words.len()).find(|&j| encoded.inside(j, CUE) < NOMINATED || begins(j));
            let run = i..end.unwrap_or(words.len());
            i = run.end;
            let likeliest = run.clone().max_by(|&a, &b| linear[a].total_cmp(&linear[b])).unwrap_or(run.start);
            let head = if linear[likeliest] >= LIKELY { likeliest } else { head_of(words, run.clone()) };
            found.push((head, run));
        }
        let pairs = Pairs::new(words);
        let cue = |(head, run): (usize, Range<usize>)| {
            let paired = self.model.network.pair(words, &pairs, encoded, head);
            let surest = run.clone().map(|i| encoded.inside(i, CUE)).fold(0.0, f32::max);
            Cue {
                head,
                span: self.cue_span(head, &run),
                linear: linear[head],
                tagged: encoded.inside(head, CUE),
                surest,
                sums: running(paired.content.iter().copied()),
                paired,
            }
        };
        found.into_iter().map(cue).collect()
    }

    /// The words round the head that are rather cue than not.
    fn cue_span(&self, head: usize, run: &Range<usize>) -> Range<usize> {
        let part = |&i: &usize| self.encoded.inside(i, CUE) >= 0.25;
        let start = (run.start..head).rev().take_while(part).last().unwrap_or(head);
        let end = (head + 1..run.end).take_while(part).last().unwrap_or(head) + 1;
        start..end
    }

    /// The contents that `cue` (an index) may have.
    pub fn contents(&self, cue: usize) -> Vec<RankedContent> {
        let (words, it) = (self.words, &self.cues[cue]);
        let mut found = contents::candidates(words, it.head);
        let count = found.len();
        let mut features = Features::default();
        let linear: Vec<f32> = found
            .iter()
            .map(|content| {
                contents::features(words, it.head, content, count, &mut features);
                self.model.contents.probability(&features)
            })
            .collect();
        let most = linear.iter().copied().fold(0.0, f32::max);
        let drawn = self.drawn(cue);
        let mut flags: Vec<u32> = vec![0; found.len()];
        for (bit, pieces) in drawn.into_iter().enumerate() {
            if pieces.is_empty() || pieces.holds(it.head) {
                continue;
            }
            let at = found.iter().position(|content| content.pieces == pieces).unwrap_or_else(|| {
                found.push(Content { pieces, kind: contents::Kind::Rest, detail: 1 });
                flags.push(0);
                found.len() - 1
            });
            flags[at] |= 1 << bit;
        }
        let total = it.sums.last().copied().unwrap_or(0.0);
        let ranked = found.into_iter().enumerate().filter_map(|(i, content)| {
            let linear = linear.get(i).copied().unwrap_or(0.0);
            let sum = self.paired_sum(it, &content.pieces);
            let mean = sum / content.pieces.len() as f32;
            if mean < HOPELESS && linear < HOPELESS && flags[i] == 0 {
                return None;
            }
            let numbers = self.content_numbers(cue, &content, [linear, most, sum, total, flags[i] as f32]);
            let fits = rules::fit(words, it.head, &content) >= FITTING;
            Some(RankedContent { pieces: content.pieces, fits, numbers })
        });
        ranked.collect()
    }

    /// The contents that the network draws itself: the words above a half, above .3, and above a half but for those
    /// that rather belong to another cue.
    fn drawn(&self, cue: usize) -> [Pieces; 3] {
        let (words, it) = (self.words, &self.cues[cue]);
        let window = &it.paired.window;
        // Cues stand in text order, and so do the ends of their windows: what meets this one stands beside it.
        let before = self.cues[..cue].iter().rev().take_while(|other| meet(&other.paired.window, window));
        let after = self.cues[cue + 1..].iter().take_while(|other| meet(&other.paired.window, window));
        let near: Vec<&Cue> = before.chain(after).filter(|other| other.head != it.head).collect();
        let rival = |i: usize| {
            let of = |other: &&Cue| other.paired.content_at(i) * other.surest.max(other.linear);
            near.iter().map(of).fold(0.0, f32::max)
        };
        let own = it.surest.max(it.linear);
        let draw = |test: &dyn Fn(usize, f32) -> bool| {
            let window = it.paired.window.clone().zip(&it.paired.content);
            let runs = window.filter(|(i, p)| test(*i, **p)).map(|(i, _)| i..i + 1);
            words.trim(contents::up_to_splice(words, completed(words, bridged(words, Pieces::union(runs)), it.head)))
        };
        [draw(&|_, p| p > 0.5), draw(&|_, p| p > 0.3), draw(&|i, p| p > 0.4 && p * own >= rival(i))]
    }

    fn paired_sum(&self, cue: &Cue, pieces: &Pieces) -> f32 {
        let window = &cue.paired.window;
        let at = |i: usize| cue.sums[i.clamp(window.start, window.end) - window.start];
        pieces.ranges().map(|range| at(range.end) - at(range.start)).sum()
    }

    fn content_numbers(&self, cue: usize, content: &Content, given: [f32; 5]) -> [f32; CONTENT_NUMBERS] {
        let [linear, most, sum, total, drawn] = given;
        let (words, it, encoded) = (self.words, &self.cues[cue], &self.encoded);
        let pieces = &content.pieces;
        let length = pieces.len() as f32;
        let (first, last) = (pieces.first().unwrap_or(0), pieces.last().unwrap_or(0));
        let inside: f32 = pieces.ranges().map(|range| self.inside[range.end] - self.inside[range.start]).sum();
        let others = || self.cues.iter().enumerate().filter(|(other, _)| *other != cue).map(|(_, other)| other);
        let (mut rival, mut weighted) = (0.0f32, 0.0f32);
        for other in others().filter(|other| meet(&other.paired.window, &(first..last + 1))) {
            let mean = self.paired_sum(other, pieces) / length;
            (rival, weighted) = (rival.max(mean), weighted.max(other.surest * mean));
        }
        let governed = others().map(|other| other.surest * other.paired.content_at(it.head)).fold(0.0, f32::max);
        let holds = others().filter(|other| pieces.holds(other.head)).map(|other| other.surest).fold(0.0, f32::max);
        let at = |i: usize| if i < words.len() { encoded.inside(i, CONTENT) } else { 0.0 };
        let own = |i: Option<usize>| i.map_or(0.0, |i| it.paired.content_at(i));
        let word = &words.list[it.head];
        let side = if last < it.head {
            -1.0
        } else if first > it.head {
            1.0
        } else {
            0.0
        };
        let named = it.paired.source.iter().copied().fold(0.0, f32::max);
        let quoted = |i: usize| words.list.get(i).is_some_and(|word| word.quoted != Quoted::No);
        let exact = !quoted(last + 1) && first.checked_sub(1).is_none_or(|before| !quoted(before));
        let least = pieces.words().map(|i| it.paired.content_at(i)).fold(1.0, f32::min);
        let count = |dep: Dep| f32::from(u8::from(words.child(it.head, dep).is_some()));
        [
            it.tagged,
            it.surest,
            it.linear,
            word.lexeme.rate,
            linear,
            most,
            linear - most,
            sum / length,
            sum / (total + 1e-6),
            sum / (length + total - sum + 1e-6),
            inside / length,
            drawn,
            total,
            length.ln(),
            rival,
            weighted,
            governed,
            holds,
            encoded.begins(first, CONTENT),
            at(last + 1),
            first.checked_sub(1).map_or(0.0, at),
            own(Some(last + 1)),
            own(first.checked_sub(1)),
            quoted_share(words, pieces),
            f32::from(u8::from(exact)),
            rules::fit(words, it.head, content),
            word.lexeme.class.into(),
            word.lexeme.pos.into(),
            content.kind as u8 as f32,
            pieces.ranges().len() as f32,
            f32::from(u8::from(word.quoted != Quoted::No)),
            named,
            least,
            side,
            word.pos as u8 as f32,
            word.dep as u8 as f32,
            count(Dep::Ccomp) + 2.0 * count(Dep::Xcomp) + 4.0 * count(Dep::Dobj),
            count(Dep::Nsubj) + 2.0 * count(Dep::Nsubjpass) + 4.0 * count(Dep::Auxpass),
            (total - sum).max(0.0),
            words.sentence(it.head).len() as f32,
        ]
    }

    /// What may name the source of `cue` (an index) with this content.
    pub fn sources(&self, cue: usize, content: &Pieces) -> Vec<RankedSource> {
        let (words, it) = (self.words, &self.cues[cue]);
        let mut features = Features::default();
        let mut found: Vec<(Pieces, f32, f32)> = sources::candidates(words, it.head, content)
            .into_iter()
            .map(|source| {
                sources::features(words, it.head, &source, &mut features);
                (source.pieces, self.model.sources.probability(&features), 0.0)
            })
            .collect();
        for (bound, flag) in [(0.5, 1.0), (0.25, 2.0)] {
            let pieces = self.drawn_source(it, bound);
            if pieces.is_empty() || pieces.shared(content) > 0 {
                continue;
            }
            match found.iter_mut().find(|(other, ..)| *other == pieces) {
                Some((_, _, flags)) => *flags += flag,
                None => found.push((pieces, 0.0, flag)),
            }
        }
        let most = found.iter().map(|(_, linear, _)| *linear).fold(0.0, f32::max);
        let total: f32 = it.paired.source.iter().sum();
        let ranked = found.into_iter().filter_map(|(pieces, linear, drawn)| {
            let sum: f32 = pieces.words().map(|i| it.paired.source_at(i)).sum();
            if sum / (pieces.len() as f32) < HOPELESS && linear < HOPELESS {
                return None;
            }
            let numbers = self.source_numbers(it, &pieces, [linear, most, sum, total, drawn]);
            Some(RankedSource { pieces, numbers })
        });
        ranked.collect()
    }

    /// The run of words above `bound` round the likeliest source word.
    fn drawn_source(&self, cue: &Cue, bound: f32) -> Pieces {
        let (window, likely) = (&cue.paired.window, &cue.paired.source);
        let Some(peak) = (0..likely.len()).max_by(|&a, &b| likely[a].total_cmp(&likely[b])) else {
            return Pieces::default();
        };
        let part = |&i: &usize| likely[i] >= bound;
        if !part(&peak) {
            return Pieces::default();
        }
        let start = (0..peak).rev().take_while(part).last().unwrap_or(peak);
        let end = (peak + 1..likely.len()).take_while(part).last().unwrap_or(peak) + 1;
        self.words.trim(Pieces::one(window.start + start..window.start + end))
    }

    fn source_numbers(&self, cue: &Cue, pieces: &Pieces, given: [f32; 5]) -> [f32; SOURCE_NUMBERS] {
        let [linear, most, sum, total, drawn] = given;
        let (words, encoded) = (self.words, &self.encoded);
        let length = pieces.len() as f32;
        let (first, last) = (pieces.first().unwrap_or(0), pieces.last().unwrap_or(0));
        let tagged: f32 = pieces.words().map(|i| encoded.inside(i, SOURCE)).sum();
        let distance = if first > cue.head { first - cue.head } else { cue.head - last };
        let head = &words.list[head_of(words, first..last + 1)];
        let flag = |test: bool| f32::from(u8::from(test));
        let passive = words.child(cue.head, Dep::Auxpass).is_some();
        let agent = words.child(cue.head, Dep::Agent).is_some();
        [
            linear,
            most,
            linear - most,
            sum / length,
            sum / (total + 1e-6),
            sum / (length + total - sum + 1e-6),
            drawn,
            tagged / length,
            distance.min(20) as f32,
            flag(first > cue.head),
            length,
            encoded.begins(first, SOURCE),
            flag(head.sentence == words.list[cue.head].sentence),
            flag(passive) + 2.0 * flag(agent),
            head.dep as u8 as f32,
            head.pos as u8 as f32,
            flag(head.quoted != Quoted::No),
            words.list[cue.head].dep as u8 as f32,
            words.list[cue.head].pos as u8 as f32,
            if last + 1 < words.len() { encoded.inside(last + 1, SOURCE) } else { 0.0 },
        ]
    }
}

/// Whether two ranges share a word.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Sums of the values before each place.
fn running(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    sums.extend(values.map(|value| {
        sum += value;
        sum
    }));
    sums
}

/// The pieces without an end in the middle of a noun phrase: a last article or preposition takes its phrase along.
fn completed(words: &Words, pieces: Pieces, cue: usize) -> Pieces {
    let Some(last) = pieces.last() else { return pieces };
    let phrase = match words.list[last].pos {
        Pos::Det => words.subtree(words.list[last].head),
        Pos::Adp => words.subtree(last),
        _ => return pieces,
    };
    let open = last + 1 < phrase.end && !(last..phrase.end).contains(&cue);
    if open { Pieces::union(pieces.ranges().chain([last..phrase.end])) } else { pieces }
}

/// The pieces with gaps closed that hold punctuation, or one word, only, and with quotations of which they have most.
fn bridged(words: &Words, pieces: Pieces) -> Pieces {
    let ranges: Vec<Range<usize>> = pieces.ranges().collect();
    let gaps = ranges.windows(2).map(|pair| pair[0].end..pair[1].start);
    let closed = gaps.filter(|gap| gap.len() == 1 || gap.clone().all(|i| words.list[i].punct)).collect::<Vec<_>>();
    let first = words.quotes.partition_point(|quote| pieces.first().is_some_and(|first| quote.end <= first));
    let near = words.quotes[first..].iter().take_while(|quote| pieces.last().is_some_and(|last| quote.start <= last));
    let mostly = |quote: &&Range<usize>| pieces.shared(&Pieces::one((*quote).clone())) * 10 > quote.len() * 7;
    Pieces::union(ranges.iter().cloned().chain(closed).chain(near.filter(mostly).cloned()))
}
