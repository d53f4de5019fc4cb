//! Which words may be the content of a cue, and what speaks for it.
//!
//! In: the [`Words`] and a cue's head. Out: candidates from the tree and from the quotation marks, each once, and the
//! features of one.

use super::linear::Features;
use super::pieces::Pieces;
use super::words::{Quoted, Words};
use rapporteur_text::Dep;
use std::ops::Range;

/// Words that may be a cue's content.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub pieces: Pieces,
    pub kind: Kind,
    /// What tells two of a kind apart: a relation, a preposition.
    pub detail: u64,
}

/// How a candidate was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The subtree of a child; the detail is its relation.
    Child,
    /// A prepositional phrase, preposition included.
    Phrase,
    /// What stands under a preposition; the detail is its lemma.
    Under,
    /// A clause that hangs on the object.
    ObjectClause,
    /// A clause without the clause in it.
    ClauseLess,
    /// A clause without what is joined to it by "and" or "but".
    ClauseFirst,
    /// From a clause's start to the end of the sentence.
    ClauseToEnd,
    /// From the object to the end of the verb below: "urged Russia to withdraw".
    ObjectAndVerb,
    /// What hangs on the cue to its right.
    OwnAfter,
    /// The sentence without the cue, its subject and its adverbs; before and after the cue; all that is after it.
    Rest,
    Before,
    After,
    AfterAll,
    /// The sentence, and the head's subtree, without the cue's.
    SentenceLess,
    HeadLess,
    HeadPhrase,
    According,
    /// A quotation that touches the sentence; all that do; the next one; the one before.
    Quote,
    Quotes,
    QuoteNext,
    QuoteBefore,
    /// Two halves of a quotation round the cue; the same, and all further ones of the joined lines.
    QuoteSplit,
    QuoteGroup,
    /// On to the end of the following sentences; a quotation and the following sentences.
    AfterOn,
    QuoteOn,
    NextSentence,
    SentenceBefore,
}

/// The candidates for the cue headed by `cue`, in a fixed order.
pub(super) fn candidates(words: &Words, cue: usize) -> Vec<Content> {
    let mut list = List { words, cue, found: Vec::with_capacity(24) };
    list.from_tree();
    list.from_sentence();
    list.from_quotations();
    list.from_neighbours();
    list.found
}

struct List<'w, 'd> {
    words: &'w Words<'d>,
    cue: usize,
    found: Vec<Content>,
}

impl List<'_, '_> {
    fn add(&mut self, kind: Kind, detail: u64, pieces: Pieces) {
        let pieces = self.words.trim(up_to_splice(self.words, pieces));
        if !pieces.is_empty() && !pieces.holds(self.cue) && !self.found.iter().any(|other| other.pieces == pieces) {
            self.found.push(Content { pieces, kind, detail });
        }
    }

    fn range(&mut self, kind: Kind, detail: u64, range: Range<usize>) {
        self.add(kind, detail, Pieces::one(range));
    }

    fn from_tree(&mut self) {
        let words = self.words;
        for child in words.children(self.cue) {
            let dep = words.list[child].dep;
            let whole = words.subtree(child);
            match dep {
                Dep::Ccomp => {
                    self.range(Kind::Child, dep as u64, whole.clone());
                    self.clause(child);
                }
                Dep::Xcomp
                | Dep::Advcl
                | Dep::Parataxis
                | Dep::Acl
                | Dep::Relcl
                | Dep::Dep
                | Dep::Conj
                | Dep::Attr
                | Dep::Oprd
                | Dep::Acomp
                | Dep::Nsubjpass
                | Dep::Appos => self.range(Kind::Child, dep as u64, whole),
                Dep::Dobj => {
                    self.range(Kind::Child, dep as u64, whole);
                    for below in words.children(child) {
                        if let Dep::Acl | Dep::Relcl | Dep::Ccomp = words.list[below].dep {
                            self.range(Kind::ObjectClause, words.list[below].dep as u64, words.subtree(below));
                        }
                    }
                    if let Some(verb) = words.child(self.cue, Dep::Xcomp).filter(|&verb| verb > child) {
                        let both = words.list[child].low..words.list[verb].high + 1;
                        self.range(Kind::ObjectAndVerb, 0, both);
                    }
                }
                Dep::Prep | Dep::Agent => {
                    let preposition = words.list[child].lexeme.hash;
                    self.range(Kind::Phrase, preposition, whole);
                    for below in words.children(child) {
                        if let Dep::Pobj | Dep::Pcomp = words.list[below].dep {
                            self.range(Kind::Under, preposition, words.subtree(below));
                        }
                    }
                }
                _ => {}
            }
        }
        let own = words.subtree(self.cue);
        self.range(Kind::OwnAfter, 0, self.cue + 1..own.end);
    }

    fn clause(&mut self, clause: usize) {
        let words = self.words;
        let whole = words.subtree(clause);
        for below in words.children(clause) {
            match words.list[below].dep {
                Dep::Ccomp => {
                    let less = Pieces::one(whole.clone()).without(&words.subtree(below));
                    self.add(Kind::ClauseLess, 0, less);
                }
                Dep::Conj if below > clause => self.range(Kind::ClauseFirst, 0, whole.start..words.list[below].low),
                _ => {}
            }
        }
        if clause > self.cue {
            let end = words.sentence(self.cue).end;
            self.range(Kind::ClauseToEnd, 0, whole.start..end.max(whole.start));
        }
    }

    fn from_sentence(&mut self) {
        let (words, cue) = (self.words, self.cue);
        let sentence = words.sentence(cue);
        let nucleus = self.nucleus();
        let rest = Pieces::one(sentence.clone()).without_all(&nucleus);
        self.add(Kind::Rest, 0, rest);
        self.add(Kind::Before, 0, Pieces::one(sentence.start..cue).without_all(&nucleus));
        self.add(Kind::After, 0, Pieces::one(cue + 1..sentence.end).without_all(&nucleus));
        self.range(Kind::AfterAll, 0, cue + 1..sentence.end);
        if words.is_root(cue) {
            return;
        }
        let (own, head) = (words.subtree(cue), words.list[cue].head);
        let less = Pieces::one(sentence).without(&own);
        let word = &words.list[cue];
        let kind = if word.dep == Dep::Pobj || word.dep == Dep::Prep { Kind::According } else { Kind::SentenceLess };
        self.add(kind, word.dep as u64, less);
        let kind = if let Dep::Relcl | Dep::Acl = word.dep { Kind::HeadPhrase } else { Kind::HeadLess };
        self.add(kind, word.dep as u64, Pieces::one(words.subtree(head)).without(&own));
    }

    /// The cue with its subject, auxiliaries and adverbs, and the prepositional phrases after it.
    fn nucleus(&self) -> Vec<Range<usize>> {
        let (words, cue) = (self.words, self.cue);
        let mut nucleus = vec![cue..cue + 1];
        for child in words.children(cue) {
            match words.list[child].dep {
                Dep::Nsubj
                | Dep::Aux
                | Dep::Neg
                | Dep::Auxpass
                | Dep::Advmod
                | Dep::Npadvmod
                | Dep::Dative
                | Dep::Prt
                | Dep::Nsubjpass
                | Dep::Expl => nucleus.push(words.subtree(child)),
                Dep::Prep if child > cue => nucleus.push(words.subtree(child)),
                _ => {}
            }
        }
        nucleus
    }

    fn from_quotations(&mut self) {
        let (words, cue) = (self.words, self.cue);
        let sentence = words.sentence(cue);
        let first = words.quotes.partition_point(|quote| quote.end + 2 < sentence.start);
        let mut touching: Vec<Range<usize>> = Vec::new();
        let mut after = None;
        for quote in &words.quotes[first..] {
            let last = quote.end - 1;
            if sentence.contains(&quote.start) || sentence.contains(&last) {
                self.range(Kind::Quote, 0, quote.clone());
                touching.push(quote.clone());
            } else if quote.start < sentence.end {
                self.range(Kind::QuoteBefore, 0, quote.clone());
            } else if quote.start - sentence.end <= 2 {
                self.range(Kind::QuoteNext, 0, quote.clone());
            }
            if quote.start + 2 >= sentence.end {
                after = after.or(Some(quote.clone()).filter(|quote| quote.start <= sentence.end + 2));
                break;
            }
        }
        if touching.len() > 1 {
            self.add(Kind::Quotes, 0, Pieces::union(touching.iter().cloned()));
        }
        let before: Vec<_> = touching.iter().filter(|quote| quote.end <= cue).cloned().collect();
        if let Some(after) = after {
            for quote in before.iter().filter(|&quote| *quote != after) {
                self.add(Kind::QuoteSplit, 0, Pieces::union([quote.clone(), after.clone()]));
            }
        }
        let group = words.group(cue);
        let inside = words.quotes.iter().filter(|quote| group.start <= quote.start && quote.end <= group.end);
        let all: Vec<_> = inside.cloned().collect();
        if all.len() > 1 && !touching.is_empty() || all.len() == 1 && touching.is_empty() {
            self.add(Kind::QuoteGroup, all.len().min(4) as u64, Pieces::union(all));
        }
    }

    fn from_neighbours(&mut self) {
        let (words, cue) = (self.words, self.cue);
        let (number, sentence) = (words.list[cue].sentence, words.sentence(cue));
        let group = words.group(cue);
        let block = words.list[sentence.start].block;
        let quotes: Vec<_> = words
            .quotes
            .iter()
            .filter(|quote| sentence.contains(&quote.start) && quote.end <= cue + 1)
            .cloned()
            .collect();
        for further in 1..=2 {
            let Some(next) = words.sentences.get(number + further) else { break };
            if words.list[next.start].block != block {
                break;
            }
            self.range(Kind::AfterOn, further as u64, cue + 1..next.end);
            for quote in &quotes {
                let on = Pieces::union([quote.clone(), sentence.end..next.end]);
                self.add(Kind::QuoteOn, further as u64, on);
            }
        }
        if let Some(next) = words.sentences.get(number + 1).filter(|next| next.start < group.end + 1) {
            self.range(Kind::NextSentence, 0, next.clone());
        }
        if let Some(before) = number.checked_sub(1).map(|before| words.sentences[before].clone()) {
            self.range(Kind::SentenceBefore, 0, before);
        }
    }
}

/// The pieces up to a ", however," between two statements: what follows is the reporter's.
pub(super) fn up_to_splice(words: &Words, pieces: Pieces) -> Pieces {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return pieces };
    let splices = |&i: &usize| {
        words.is_however(i)
            && words.list[i].quoted == Quoted::No
            && words.list[i - 1].punct
            && words.list.get(i + 1).is_some_and(|next| next.punct)
    };
    match (first + 2..last).find(splices) {
        Some(splice) => pieces.without(&(splice..last + 1)),
        None => pieces,
    }
}

/// Share of the words that stand inside quotation marks.
pub(super) fn quoted_share(words: &Words, pieces: &Pieces) -> f32 {
    let quoted = pieces.words().filter(|&i| words.list[i].quoted != Quoted::No).count();
    quoted as f32 / pieces.len().max(1) as f32
}

/// Writes the features of `content`, one of `count` candidates of `cue`.
pub(super) fn features(words: &Words, cue: usize, content: &Content, count: usize, out: &mut Features) {
    let word = &words.list[cue];
    let lemma = word.lexeme.hash;
    let pieces = &content.pieces;
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return out.clear() };
    let sentence = words.sentence(cue);
    let kind = (content.kind as u64) << 6 | content.detail << 12;
    let share = quoted_share(words, pieces);
    let quarter = (share * 3.99) as u64;
    let side = if last < cue {
        0
    } else if first > cue {
        1
    } else {
        2
    };
    let gap = match side {
        0 => cue - last - 1,
        1 => first - cue - 1,
        _ => 0,
    }
    .min(6) as u64;
    let at = |i: usize| words.list.get(i).map_or(3, |word| word.lexeme.hash);
    let shape = |i: usize| words.list.get(i).map_or(99, |word| if word.mark { 98 } else { word.tag as u64 });
    let before = first.checked_sub(1).map_or(4, at);
    let marked = u64::from(words.list[sentence.clone()].iter().any(|word| word.mark));
    let (class, pos, frames) =
        (u64::from(word.lexeme.class), u64::from(word.lexeme.pos), u64::from(word.lexeme.frames));
    out.clear();
    out.add(0, [kind]);
    out.add(1, [kind, lemma]);
    out.add(2, [kind, word.tag as u64]);
    out.add(3, [kind, word.dep as u64]);
    out.add(4, [side]);
    out.add(5, [kind, side]);
    out.add(6, [quarter]);
    out.add(7, [kind, quarter]);
    out.add(8, [quarter, lemma]);
    out.add(9, [((pieces.len() as f32).log2() * 1.5).min(8.0) as u64]);
    out.add(10, [(5 * pieces.len() / sentence.len().max(1)) as u64]);
    out.add(11, [gap]);
    out.add(12, [side, gap]);
    out.add(13, [at(first)]);
    out.add(14, [at(first), lemma]);
    out.add(15, [words.list[first].tag as u64]);
    out.add(16, [words.list[last].tag as u64]);
    out.add(17, [before]);
    out.add(18, [at(last + 1)]);
    out.add(19, [first.checked_sub(1).map_or(99, shape), shape(last + 1)]);
    out.add(20, [marked, quarter]);
    out.add(21, [kind, quarter, marked]);
    out.add(22, [count.min(9) as u64]);
    out.add(23, [pieces.ranges().len().min(3) as u64]);
    for (bit, dep) in [Dep::Ccomp, Dep::Dobj, Dep::Xcomp, Dep::Prep, Dep::Acomp].into_iter().enumerate() {
        out.add(24, [kind, bit as u64, words.child(cue, dep).is_some().into()]);
    }
    let exact = share == 1.0 && first.checked_sub(1).is_none_or(|i| words.list[i].quoted == Quoted::No);
    out.add(25, [exact.into()]);
    let preposition = words.child(cue, Dep::Prep).map_or(5, at);
    out.add(26, [kind, preposition]);
    out.add(27, [kind, class, pos]);
    out.add(28, [kind, class, frames]);
    out.add(29, [quarter, class, pos, marked]);
    out.add(30, [first.checked_sub(1).map_or(99, shape), class, side]);
    out.add(31, [words.list[first].tag as u64, class, pos]);
    let ends = u64::from(last + 1 >= sentence.end || words.list[last + 1].tag == rapporteur_text::Tag::Stop);
    out.add(32, [kind, ends]);
    let starts = u64::from(first == sentence.start);
    out.add(33, [kind, starts]);
}
