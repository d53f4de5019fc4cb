//! Which words may name the source of a cue, and what speaks for it.
//!
//! In: the [`Words`], a cue's head and its content. Out: candidates from the tree, each once, and the features of one.

use super::linear::Features;
use super::pieces::Pieces;
use super::words::{Quoted, Words};
use rapporteur_text::{Dep, Pos};

/// Words that may name a source.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub pieces: Pieces,
    /// The noun, name or pronoun.
    pub head: usize,
    /// Where it was found: below the cue, above it and in what relation.
    pub kind: u64,
}

/// The relation with which the cue's own dependents may name a source.
const BELOW: [Dep; 8] =
    [Dep::Nsubj, Dep::Nsubjpass, Dep::Poss, Dep::Csubj, Dep::Dobj, Dep::Attr, Dep::Compound, Dep::Amod];
/// Relations of nouns near the cue that may name a source.
const NEAR: [Dep; 9] =
    [Dep::Nsubj, Dep::Nsubjpass, Dep::Pobj, Dep::Poss, Dep::Appos, Dep::Conj, Dep::Root, Dep::Dobj, Dep::Attr];

/// The candidates for the cue headed by `cue` with this content, in a fixed order.
pub(super) fn candidates(words: &Words, cue: usize, content: &Pieces) -> Vec<Source> {
    let mut list = List { words, cue, content, found: Vec::with_capacity(16) };
    list.below(cue, 0);
    let mut child = cue;
    for (height, up) in words.ancestors(cue).take(4).enumerate() {
        let climbed = (1 + height.min(2) as u64) * 64 + words.list[child].dep as u64;
        list.below(up, climbed << 8);
        if is_nominal(words.list[up].pos) {
            list.add(climbed << 24 | 1, up);
        }
        child = up;
    }
    let sentence = words.sentence(cue);
    for near in cue.saturating_sub(12).max(sentence.start)..(cue + 12).min(sentence.end) {
        if is_nominal(words.list[near].pos) && NEAR.contains(&words.list[near].dep) {
            list.add(2, near);
        }
    }
    if let Some(before) = words.list[cue].sentence.checked_sub(1) {
        for other in words.sentences[before].clone() {
            if words.list[other].dep == Dep::Nsubj && is_nominal(words.list[other].pos) {
                list.add(3, other);
            }
        }
    }
    list.found
}

fn is_nominal(pos: Pos) -> bool {
    matches!(pos, Pos::Noun | Pos::Propn | Pos::Pron)
}

struct List<'w, 'd> {
    words: &'w Words<'d>,
    cue: usize,
    content: &'w Pieces,
    found: Vec<Source>,
}

impl List<'_, '_> {
    /// The run of words round `head` in its subtree, up to the content and the cue.
    fn add(&mut self, kind: u64, head: usize) {
        let words = self.words;
        let subtree = words.subtree(head);
        if self.content.holds(head) || head == self.cue {
            return;
        }
        // Above the cue, its own subtree is a clause about the source ("the aide, who said so").
        let below_cue = words.subtree(self.cue);
        let above = subtree.contains(&self.cue);
        let stop = |i: usize| self.content.holds(i) || i == self.cue || (above && below_cue.contains(&i));
        if stop(head) {
            return;
        }
        let start = (subtree.start..head).rev().take_while(|&i| !stop(i)).last().unwrap_or(head);
        // ", who …" and ", speaking …" tell of the source; they do not name it.
        let aside = words.children(head).find(|&child| {
            words.list[child].low > head
                && matches!(words.list[child].dep, Dep::Relcl | Dep::Acl | Dep::Advcl)
                && words.list[words.list[child].low - 1].punct
        });
        let limit = aside.map_or(subtree.end, |child| words.list[child].low).max(head + 1);
        let end = (head + 1..limit).take_while(|&i| !stop(i)).last().unwrap_or(head) + 1;
        let pieces = words.trim(Pieces::one(start..end));
        if pieces.holds(head) && !self.found.iter().any(|other| other.pieces == pieces) {
            self.found.push(Source { pieces, head, kind });
        }
    }

    /// The dependents of `word` that may name a source.
    fn below(&mut self, word: usize, climbed: u64) {
        let words = self.words;
        for child in words.children(word) {
            let dep = words.list[child].dep;
            if BELOW.contains(&dep) {
                self.add(climbed | (4 + dep as u64), child);
            }
            if let Dep::Agent | Dep::Prep = dep {
                let preposition = words.list[child].lexeme.hash << 24;
                for below in words.children(child) {
                    match words.list[below].dep {
                        Dep::Pobj => self.add(climbed | preposition | (4 + dep as u64), below),
                        Dep::Prep => {
                            let inner = words.list[below].lexeme.hash << 24;
                            if let Some(object) = words.child(below, Dep::Pobj) {
                                self.add(climbed | inner | 80, object);
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// Writes the features of `source` as a candidate of `cue`.
pub(super) fn features(words: &Words, cue: usize, source: &Source, out: &mut Features) {
    let (word, head) = (&words.list[cue], &words.list[source.head]);
    let (Some(first), Some(last)) = (source.pieces.first(), source.pieces.last()) else { return out.clear() };
    let kind = source.kind;
    let gap = if first > cue { first - cue - 1 } else { cue.saturating_sub(last + 1) } as u64;
    let entity = head.entity.map_or(99, |label| label as u64);
    let quoted = |i: usize| u64::from(words.list[i].quoted != Quoted::No);
    let passive = u64::from(words.child(cue, Dep::Auxpass).is_some());
    let (class, pos) = (u64::from(word.lexeme.class), u64::from(word.lexeme.pos));
    out.clear();
    out.add(0, [kind]);
    out.add(1, [kind, word.lexeme.hash]);
    out.add(2, [kind, word.tag as u64]);
    out.add(3, [kind, word.dep as u64]);
    out.add(4, [entity]);
    out.add(5, [kind, entity]);
    out.add(6, [head.lexeme.hash]);
    out.add(7, [head.pos as u64]);
    out.add(8, [head.tag as u64]);
    out.add(9, [gap.min(8)]);
    out.add(10, [u64::from(first > cue)]);
    out.add(11, [kind, gap.min(5)]);
    out.add(12, [source.pieces.len().min(8) as u64]);
    out.add(13, [quoted(source.head)]);
    out.add(14, [head.dep as u64]);
    out.add(15, [quoted(source.head), quoted(cue)]);
    out.add(16, [(word.sentence - head.sentence.min(word.sentence)).min(2) as u64]);
    out.add(17, [kind, passive]);
    out.add(18, [kind, class, pos]);
    out.add(19, [kind, head.tag as u64, passive]);
    out.add(20, [head.dep as u64, gap.min(8), u64::from(first > cue)]);
}
