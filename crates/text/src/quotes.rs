//! Quotation marks, paired.
//!
//! In: a [`Source`]. Out: its quoted stretches, outermost ones only, in text order and without overlap. Marks of one
//! family (double or single) open and close each other in any mixture, as news sites write them; apostrophes are told
//! from single marks by what stands beside them. Quotations do not cross lines: one that goes on in the next paragraph
//! is left open at the end of its own, and the next one [continues](Quotation::continues) it.

use crate::{Block, BlockKind, Source, Span};

/// A stretch inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// The family of its marks.
    pub marks: Marks,
    /// Whether a closing mark was found; a quotation continued in the next paragraph has none.
    pub closed: bool,
    /// Whether it goes on with the quotation that the paragraph before left open.
    pub continues: bool,
    /// Whether it stands in a heading.
    pub heading: bool,
}

/// A family of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marks {
    /// `"…"`, `“…”`, `„…“`, `«…»` and their mixtures.
    Double,
    /// `'…'`, `‘…’`, `‚…‘`, `‹…›` and their mixtures.
    Single,
}

/// The quoted stretches of a source, line by line, in text order. What is quoted within a quotation is part of it.
pub fn quotations(source: &Source) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open = None;
    for (number, block) in source.blocks.iter().enumerate() {
        let line = Line::read(&source.text, block);
        let (mut here, left_open) = line.quotations();
        let next = source.blocks.get(number + 1);
        let goes_on = next.is_none_or(|next| opening_family(next.span.of(&source.text)).is_some());
        if let Some(pair) = left_open.filter(|_| goes_on) {
            here.retain(|quotation| quotation.span.end <= pair.span.start);
            here.push(pair);
        }
        if let (Some(family), Some(first)) = (open, here.first_mut()) {
            first.continues = first.marks == family && first.span.start == block.span.start;
        }
        open = here.last().filter(|last| !last.closed).map(|last| last.marks);
        found.append(&mut here);
    }
    found
}

/// A mark in a line, with what stands beside it.
#[derive(Clone, Copy)]
struct Mark {
    /// From its first byte to just past its last.
    span: Span,
    family: Marks,
    glyph: Glyph,
    before: Beside,
    after: Beside,
}

/// What a mark looks like.
#[derive(Clone, Copy, PartialEq)]
enum Glyph {
    Opening,
    Closing,
    Straight,
}

/// What stands beside a mark.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Edge,
    Letter,
    Digit,
    Other,
}

struct Line<'s> {
    text: &'s str,
    block: &'s Block,
    marks: Vec<Mark>,
}

impl<'s> Line<'s> {
    fn read(text: &'s str, block: &'s Block) -> Self {
        let chars: Vec<(usize, char)> = block.span.of(text).char_indices().collect();
        let mut marks = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let (family, glyph, length) = match mark(chars[at].1) {
                Some((Marks::Single, glyph)) if doubled(&chars, at) => (Marks::Double, glyph, 2),
                Some((family, glyph)) => (family, glyph, 1),
                None if chars[at].1 == '`' && doubled(&chars, at) => (Marks::Double, Glyph::Opening, 2),
                None => {
                    at += 1;
                    continue;
                }
            };
            let last = chars[at + length - 1];
            let (start, end) = (block.span.start + chars[at].0, block.span.start + last.0 + last.1.len_utf8());
            let before = at.checked_sub(1).map_or(Beside::Edge, |i| beside(chars[i].1, Side::Left));
            let after = chars.get(at + length).map_or(Beside::Edge, |c| beside(c.1, Side::Right));
            marks.push(Mark { span: Span::new(start, end), family, glyph, before, after });
            at += length;
        }
        Line { text, block, marks }
    }

    /// The closed quotations, and the one that the line leaves open.
    fn quotations(&self) -> (Vec<Quotation>, Option<Quotation>) {
        let (double, open) = self.double();
        let single = self.single(&double);
        let mut found: Vec<Quotation> = double
            .into_iter()
            .filter(|inner| !single.iter().any(|outer| outer.span.contains(inner.span)))
            .chain(single.iter().copied())
            .collect();
        found.sort_by_key(|quotation| quotation.span);
        let open = open.or_else(|| self.single_left_open(&found));
        (found, open)
    }

    fn double(&self) -> (Vec<Quotation>, Option<Quotation>) {
        let mut found = Vec::new();
        let mut open: Option<Mark> = None;
        for mark in self.marks.iter().filter(|mark| mark.family == Marks::Double) {
            open = match open {
                // A second opening glyph: the first was never closed.
                Some(_) if mark.glyph == Glyph::Opening && !mark.ends() && mark.after != Beside::Edge => Some(*mark),
                Some(start) => {
                    found.push(self.pair(start, *mark));
                    None
                }
                None => mark.may_open().then_some(*mark),
            };
        }
        (found, open.map(|start| self.left_open(start)))
    }

    /// Single-quoted stretches: outside the double-quoted ones, or round whole ones.
    fn single(&self, double: &[Quotation]) -> Vec<Quotation> {
        let outside = |mark: &&Mark| !double.iter().any(|quotation| quotation.span.contains(mark.span));
        let marks: Vec<Mark> =
            self.marks.iter().filter(|mark| mark.family == Marks::Single).filter(outside).copied().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < marks.len() {
            let close = marks[at].opens_single(self.text).then(|| self.closing(&marks, at)).flatten();
            match close {
                Some(close) => {
                    found.push(self.pair(marks[at], marks[close]));
                    at = close + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The mark that closes the single one at `open`: the first that may; one that may be a plural's apostrophe
    /// ("the ministers' talks") only where no better one follows before the next opening.
    fn closing(&self, marks: &[Mark], open: usize) -> Option<usize> {
        let mut perhaps = None;
        for (i, mark) in marks.iter().enumerate().skip(open + 1) {
            if mark.opens_single(self.text) && perhaps.is_some() {
                break;
            }
            if !mark.ends() {
                continue;
            }
            if !mark.possessive(self.text) {
                return Some(i);
            }
            perhaps = perhaps.or(Some(i));
        }
        perhaps
    }

    /// A single mark at the head of the line that nothing closes.
    fn single_left_open(&self, found: &[Quotation]) -> Option<Quotation> {
        let first = self.marks.first()?;
        let opens = first.family == Marks::Single
            && first.span.start == self.block.span.start
            && first.glyph == Glyph::Opening
            && !found.iter().any(|quotation| quotation.span.contains(first.span));
        opens.then(|| self.left_open(*first))
    }

    fn pair(&self, open: Mark, close: Mark) -> Quotation {
        Quotation {
            span: open.span.join(close.span),
            inner: Span::new(open.span.end, close.span.start),
            marks: open.family,
            closed: true,
            continues: false,
            heading: self.block.kind == BlockKind::Heading,
        }
    }

    fn left_open(&self, open: Mark) -> Quotation {
        Quotation {
            span: Span::new(open.span.start, self.block.span.end),
            inner: Span::new(open.span.end, self.block.span.end),
            marks: open.family,
            closed: false,
            continues: false,
            heading: self.block.kind == BlockKind::Heading,
        }
    }
}

impl Mark {
    /// A double mark opens unless it is glued to a word before it and to none after it: an inch sign, a stray mark.
    fn may_open(&self) -> bool {
        matches!(self.before, Beside::Edge | Beside::Other) && self.after != Beside::Edge
    }

    /// Whether something stands right before the mark and no word right after.
    fn ends(&self) -> bool {
        self.before != Beside::Edge && matches!(self.after, Beside::Edge | Beside::Other)
    }

    fn opens_single(&self, text: &str) -> bool {
        self.may_open() && self.after != Beside::Other && self.glyph != Glyph::Closing && !self.elides(text)
    }

    /// Whether letters are left out here: "'em", "'90s".
    fn elides(&self, text: &str) -> bool {
        let rest = &text[self.span.end..];
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        let decade = word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s');
        decade || matches!(word.to_lowercase().as_str(), "em" | "tis" | "twas" | "til" | "cause" | "bout" | "n")
    }

    /// Whether it may be the apostrophe of a plural: "ministers' talks".
    fn possessive(&self, text: &str) -> bool {
        let after = &text[self.span.end..];
        let followed = after.starts_with(' ') && after[1..].starts_with(|c: char| c.is_alphanumeric());
        text[..self.span.start].ends_with('s') && followed && self.glyph != Glyph::Opening
    }
}

/// The family of the mark that a line begins with.
fn opening_family(line: &str) -> Option<Marks> {
    let mut chars = line.chars();
    let first = chars.next()?;
    match mark(first) {
        Some((family, Glyph::Opening | Glyph::Straight)) if chars.next().is_some_and(char::is_alphanumeric) => {
            Some(family)
        }
        Some((family, _)) if family == Marks::Double => Some(family),
        None if line.starts_with("``") => Some(Marks::Double),
        _ => None,
    }
}

fn mark(c: char) -> Option<(Marks, Glyph)> {
    Some(match c {
        '"' | '＂' => (Marks::Double, Glyph::Straight),
        // As news sites mix them, only the commonest opening mark says more than what stands beside it.
        '“' | '„' | '‟' => (Marks::Double, Glyph::Opening),
        '”' => (Marks::Double, Glyph::Closing),
        '«' | '»' => (Marks::Double, Glyph::Straight),
        '\'' => (Marks::Single, Glyph::Straight),
        '‘' | '‚' | '‛' | '‹' => (Marks::Single, Glyph::Opening),
        '’' | '›' => (Marks::Single, Glyph::Closing),
        _ => return None,
    })
}

/// Whether two single marks stand for a double one.
fn doubled(chars: &[(usize, char)], at: usize) -> bool {
    let c = chars[at].1;
    chars.get(at + 1).is_some_and(|next| next.1 == c) && matches!(c, '\'' | '`' | '‘' | '’')
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

fn beside(c: char, side: Side) -> Beside {
    if c.is_whitespace() {
        Beside::Edge
    } else if c.is_alphabetic() {
        Beside::Letter
    } else if c.is_numeric() || (side == Side::Right && matches!(c, '$' | '€' | '£' | '#' | '@')) {
        Beside::Digit
    } else {
        Beside::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Meta;

    fn inner(text: &str) -> Vec<String> {
        let source = Source::new(text, Meta::default());
        quotations(&source).iter().map(|quotation| quotation.inner.of(text).to_owned()).collect()
    }

    #[test]
    fn marks_of_one_family_close_each_other() {
        assert_eq!(inner("He called it “constructive\" and \"frank”."), ["constructive", "frank"]);
        assert_eq!(inner("The „open door“ and the «red line»."), ["open door", "red line"]);
        assert_eq!(inner("It was ``useful'', she said."), ["useful"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(inner("Moscow's envoys don't share the ministers' hopes of the '90s.").is_empty());
        assert_eq!(inner("Talks 'useful' but the sides' gap 'remains wide'"), ["useful", "remains wide"]);
        assert_eq!(inner("She saw ‘the allies’ unity’ at work."), ["the allies’ unity"]);
        assert_eq!(inner("He is 6'2\" tall and said \"no\"."), ["no"]);
    }

    #[test]
    fn what_is_quoted_within_a_quotation_is_part_of_it() {
        assert_eq!(inner("“He said ‘never’ to us,” she said."), ["He said ‘never’ to us,"]);
        assert_eq!(inner("‘He said “never” to us,’ she said."), ["He said “never” to us,"]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let text = "She said: “We came to listen.\n“We leave to think.”\nThat “was all.\nThey left.";
        let source = Source::new(text, Meta::default());
        let found: Vec<_> = quotations(&source).iter().map(|q| (q.inner.of(text), q.closed, q.continues)).collect();
        assert_eq!(found, [("We came to listen.", false, false), ("We leave to think.", true, true)]);
    }
}
