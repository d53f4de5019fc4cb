//! Which words may be the head of a cue, and what speaks for it.
//!
//! In: the [`Words`]. Out: candidates, features of one, and the span of words that make up a cue.

use super::linear::Features;
use super::vocabulary::SELDOM;
use super::words::{Quoted, Words};
use rapporteur_text::{Dep, Pos};

/// The words that may be the head of a cue: those that training or the lexicon has seen report.
pub(super) fn candidates(words: &Words) -> Vec<usize> {
    let may = |&i: &usize| {
        let word = &words.list[i];
        (word.lexeme.rate >= SELDOM || word.lexeme.class > 0) && !word.punct && word.pos != Pos::Det
    };
    (0..words.len()).filter(may).collect()
}

/// Writes the features of the cue candidate `i`.
pub(super) fn features(words: &Words, i: usize, out: &mut Features) {
    let word = &words.list[i];
    let head = &words.list[word.head];
    let lemma = word.lexeme.hash;
    let (tag, dep) = (word.tag as u64, word.dep as u64);
    let next_lemma = words.list.get(i + 1).map_or(1, |next| next.lexeme.hash);
    let last_lemma = i.checked_sub(1).map_or(1, |last| words.list[last].lexeme.hash);
    out.clear();
    out.add(0, [lemma]);
    out.add(1, [tag]);
    out.add(2, [lemma, tag]);
    out.add(3, [dep]);
    out.add(4, [lemma, dep]);
    out.add(5, [head.lexeme.hash, u64::from(words.is_root(i))]);
    out.add(6, [head.dep as u64]);
    out.add(7, [head.dep as u64, dep]);
    out.add(8, [last_lemma]);
    out.add(9, [next_lemma]);
    out.add(10, [lemma, next_lemma]);
    out.add(11, [lemma, last_lemma]);
    // What the lexicon says, alone and with the tree: all that a word unknown to training has.
    let (class, pos) = (u64::from(word.lexeme.class), u64::from(word.lexeme.pos));
    out.add(12, [class, pos]);
    out.add(13, [class, pos, dep]);
    out.add(14, [class, pos, tag]);
    out.add(15, [class, pos, head.lexeme.class.into()]);
    let frames = u64::from(word.lexeme.frames);
    for child in words.children(i) {
        let it = &words.list[child];
        let (kind, side) = (it.dep as u64, u64::from(child > i));
        out.add(16, [kind]);
        out.add(17, [lemma, kind]);
        out.add(18, [kind, side, it.pos as u64]);
        out.add(19, [class, frames, kind, side]);
        match it.dep {
            Dep::Prep | Dep::Mark | Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Agent | Dep::Prt => {
                out.add(20, [kind, it.lexeme.hash]);
                out.add(21, [kind, it.lexeme.hash, class, pos]);
            }
            Dep::Nsubj | Dep::Poss => {
                out.add(22, [it.lexeme.hash]);
                out.add(23, [it.entity.map_or(99, |label| label as u64)]);
                out.add(24, [it.tag as u64]);
                out.add(25, [it.lexeme.hash, class]);
            }
            Dep::Ccomp | Dep::Xcomp => {
                let marked = words.child(child, Dep::Mark).is_some();
                let subject = words.child(child, Dep::Nsubj).is_some();
                out.add(26, [kind, marked.into(), subject.into(), side]);
                out.add(27, [kind, it.tag as u64, side]);
            }
            Dep::Dobj => {
                out.add(28, [it.lexeme.hash]);
                out.add(29, [it.lexeme.hash, lemma]);
                out.add(30, [it.lexeme.class.into(), class]);
            }
            _ => {}
        }
    }
    let sentence = words.sentence(i);
    let marked = words.list[sentence.clone()].iter().any(|word| word.mark);
    let near =
        words.list[i.saturating_sub(3).max(sentence.start)..(i + 4).min(sentence.end)].iter().any(|word| word.mark);
    let quoted = u64::from(word.quoted != Quoted::No);
    out.add(31, [marked.into()]);
    out.add(32, [quoted]);
    out.add(33, [quoted, class, pos]);
    let tenth = (word.lexeme.rate * 10.0) as u64;
    out.add(34, [tenth]);
    out.add(35, [tenth, dep]);
    out.add(36, [(sentence.len() as u64 / 8).min(5)]);
    out.add(37, [near.into()]);
    out.add(38, [near.into(), lemma]);
    out.add(39, [near.into(), class, pos]);
    let reporting = |up: usize| words.list[up].lexeme.rate >= super::vocabulary::OFTEN;
    let under = words.ancestors(i).find(|&up| reporting(up));
    out.add(40, [under.map_or(2, |up| words.list[up].lexeme.hash)]);
    out.add(41, [under.map_or(9, |up| words.list[up].lexeme.class.into()), class]);
    let subject = [Dep::Nsubj, Dep::Nsubjpass].iter().any(|&dep| words.child(i, dep).is_some());
    let negated = words.child(i, Dep::Neg).is_some();
    out.add(42, [subject.into(), tag, class, pos]);
    out.add(43, [negated.into(), lemma]);
}
