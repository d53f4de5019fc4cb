//! The last touches: marks and brackets round a content, and statements that have no cue.
//!
//! In: the [`Words`] and what was chosen. Out: contents that begin and end as a reader would mark them; turns of a
//! transcript ("NAME: …"); quotations that stand alone in their line, said by whoever spoke last.

use super::pieces::Pieces;
use super::words::{Quoted, Words};
use rapporteur_text::{Dep, EntityLabel, Pos, Tag};
use std::ops::Range;

/// A statement in words.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub source: Pieces,
    pub cue: Pieces,
    pub content: Pieces,
    pub head: Option<usize>,
    pub score: f32,
}

/// How sure a turn of a transcript is, and a quotation that stands alone.
const TURN: f32 = 0.8;
const ALONE: f32 = 0.5;
/// A speaker's name at the head of a turn has at most so many words.
const NAME: usize = 8;
/// A quotation of fewer words that stands alone is a title or a motto.
const WORDS: usize = 5;

/// Puts what has no cue among what was `found`, which is in text order and stays so.
pub(super) fn complete(words: &Words, mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|it| !is_editorial(words, it));
    found.iter_mut().filter(|it| is_expletive(words, &it.source)).for_each(|it| it.source = Pieces::default());
    let turns = turns(words);
    found.retain(|it| !turns.iter().any(|turn| turn.content.shared(&it.content) > 0));
    found.extend(turns);
    give_away_quotations(words, &mut found);
    found.sort_by_key(|it| it.content.first());
    found
}

/// Whether it is the reporter who speaks: "it is worth noting that …", "it is unclear whether …".
fn is_editorial(words: &Words, found: &Found) -> bool {
    let Some(head) = found.head else { return false };
    let subject = |up: usize| words.child(up, Dep::Nsubj).filter(|&it| words.is_neuter(it));
    let is = |up: usize| words.list[up].pos == Pos::Aux && subject(up).is_some();
    let complement = |i: usize| matches!(words.list[i].dep, Dep::Xcomp | Dep::Acomp | Dep::Advcl);
    let above = words.list[head].head;
    is(head) && words.children(head).any(complement)
        || complement(head) && (is(above) || complement(above) && is(words.list[above].head))
}

/// An "it" that stands for a clause to come names nobody.
fn is_expletive(words: &Words, source: &Pieces) -> bool {
    let only = source.first().filter(|_| source.len() == 1);
    only.is_some_and(|it| words.is_neuter(it) && matches!(words.list[it].dep, Dep::Nsubjpass | Dep::Expl))
}

/// The turns of a transcript: lines that begin with a name and a colon, of which there must be two.
fn turns(words: &Words) -> Vec<Found> {
    let turn = |block: &Range<usize>| {
        let colon = block.clone().take(NAME + 1).find(|&i| words.list[i].tag == Tag::Colon && words.list[i].punct)?;
        let name = block.start..colon;
        let person = |i: usize| words.list[i].entity == Some(EntityLabel::Person);
        let named = name.clone().any(person) || name.clone().all(|i| words.is_upper(i));
        let proper =
            name.clone().all(|i| words.list[i].capital || words.list[i].punct || words.list[i].pos == Pos::Det);
        let text = words.trim(Pieces::one(colon + 1..block.end));
        let speaks = text.len() >= 2 && words.is_colon(colon);
        (named && proper && speaks && !name.is_empty()).then(|| Found {
            source: words.trim(Pieces::one(name)),
            cue: Pieces::default(),
            content: text,
            head: None,
            score: TURN,
        })
    };
    let found: Vec<Found> = words.blocks.iter().filter_map(turn).collect();
    if found.len() < 2 { Vec::new() } else { found }
}

/// Gives quotations that fill their line, and that nothing reports, to whoever spoke in the line before: as a further
/// part of a quotation there, or as a statement of their own after reported speech.
fn give_away_quotations(words: &Words, found: &mut Vec<Found>) {
    for block in &words.blocks {
        let bare = |i: usize| words.list[i].quoted == Quoted::Double || words.list[i].punct;
        let content = words.trim(Pieces::one(block.clone()));
        if content.len() < WORDS || !block.clone().all(bare) || found.iter().any(|it| it.content.shared(&content) > 0) {
            continue;
        }
        let block_of = |it: &Found| it.content.last().map(|last| words.list[last].block);
        let before = words.list[block.start].block.checked_sub(1);
        let speaks = |it: &&mut Found| before.is_some() && block_of(it) == before && !it.source.is_empty();
        let Some(last) = found.iter_mut().filter(speaks).max_by_key(|it| it.content.last()) else { continue };
        if last.content.words().any(|i| words.list[i].quoted == Quoted::Double) {
            last.content = Pieces::union(last.content.ranges().chain(content.ranges()));
        } else {
            let source = last.source.clone();
            found.push(Found { source, cue: Pieces::default(), content, head: None, score: ALONE });
        }
    }
}

/// The content with its holes closed inside a quotation, and with the marks and brackets that belong to it.
pub(super) fn rounded(words: &Words, content: Pieces, cue: &Range<usize>) -> Pieces {
    let ranges: Vec<Range<usize>> = content.ranges().collect();
    let quoted = |i: usize| words.list[i].quoted != Quoted::No;
    let holes = ranges.windows(2).map(|pair| pair[0].end..pair[1].start);
    let own = |hole: &Range<usize>| {
        let apart = hole.end <= cue.start || cue.end <= hole.start;
        apart && (hole.clone().all(&quoted) || hole.clone().all(|i| words.list[i].punct))
    };
    let closed: Vec<Range<usize>> = holes.filter(own).collect();
    let whole = Pieces::union(ranges.into_iter().chain(closed));
    Pieces::union(whole.ranges().map(|range| with_marks(words, with_bracket(words, range))))
}

/// The range with the quotation marks that enclose its edges.
fn with_marks(words: &Words, Range { mut start, mut end }: Range<usize>) -> Range<usize> {
    let mark = |i: usize| words.list.get(i).is_some_and(|word| word.mark);
    let stop = |i: usize| words.list.get(i).is_some_and(|word| word.punct && !word.mark);
    let quoted = |i: usize| words.list[i].quoted != Quoted::No;
    if start > 0 && quoted(start) && mark(start - 1) {
        start -= 1;
    }
    if quoted(end - 1) && stop(end) && mark(end + 1) {
        end += 1;
    }
    if quoted(end - 1) && mark(end) {
        end += 1;
    }
    start..end
}

/// The range with the bracket that closes one it opens.
fn with_bracket(words: &Words, range: Range<usize>) -> Range<usize> {
    let count = |tag: Tag| words.list[range.clone()].iter().filter(|word| word.tag == tag).count();
    let open = count(Tag::OpenBracket) > count(Tag::CloseBracket);
    let closes = words.list.get(range.end).is_some_and(|word| word.tag == Tag::CloseBracket);
    range.start..range.end + usize::from(open && closes)
}
