//! A report as published.

use crate::Span;
use crate::dateline::{dateline, shouted};
use std::sync::Arc;

/// A report's text with its provenance. The text never changes; every span of a record points into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The cleaned (or, on request, verbatim) text.
    pub text: Arc<str>,
    /// Where the text comes from.
    pub meta: Meta,
    /// The text's lines that are not blank, in order.
    pub blocks: Vec<Block>,
    /// Where and when paragraphs were filed, with the dash and the space behind it: "LIMA, May 3 (Agency) — ". In order.
    pub datelines: Vec<Span>,
}

/// What is known of a report beside its text. Dates are ISO 8601, with an offset where one is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The report's name in its corpus, feed or folder; made from the text's hash where it has none.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Subhead or standfirst.
    pub subtitle: Option<String>,
    /// When it was published: `2022-01-11T12:23:00+05:30` or `2022-01-11`.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// ISO 639-1 code of the language it is written in.
    pub language: String,
    /// SHA-256 of the text's UTF-8 bytes, in hexadecimal.
    pub sha256: String,
}

/// A line of the text: a paragraph, a heading, an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, without the spaces at its edges.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a line of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A section heading: short, without a full stop, followed by a paragraph.
    Heading,
}

impl Source {
    /// A source of `text`, with its lines told apart.
    pub fn new(text: impl Into<Arc<str>>, meta: Meta) -> Self {
        let text = text.into();
        let blocks = blocks(&text);
        let datelines = datelines(&text, &blocks);
        Source { text, meta, blocks, datelines }
    }

    /// The block that holds byte `offset`.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let next = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks[..next].last().filter(|block| offset < block.span.end)
    }

    /// Whether byte `offset` stands in a dateline.
    pub fn in_dateline(&self, offset: usize) -> bool {
        let next = self.datelines.partition_point(|dateline| dateline.start <= offset);
        self.datelines[..next].last().is_some_and(|dateline| offset < dateline.end)
    }

    /// Where the text falls apart into pieces that no sentence runs over, as byte offsets in order: behind a dateline, which
    /// the engine would take for the subject of what follows, and behind a heading or another line without an end, which it
    /// would run together with the next.
    pub fn seams(&self) -> Vec<usize> {
        let behind = self.datelines.iter().map(|dateline| dateline.end);
        let unended = self.blocks.windows(2).filter(|pair| self.falls_apart(pair[0], pair[1]));
        let mut seams: Vec<usize> = behind.chain(unended.map(|pair| pair[1].span.start)).collect();
        seams.sort_unstable();
        seams.dedup();
        seams
    }

    /// Whether a blank line parts a line without an end from one that goes on with something else.
    fn falls_apart(&self, line: Block, next: Block) -> bool {
        let blank = self.text[line.span.end..next.span.start].matches('\n').count() > 1;
        let begins = next.span.of(&self.text).chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        blank && begins && !ends(line.span.of(&self.text))
    }
}

/// First paragraphs among which a dateline may be told by its capitals alone.
const HEAD: usize = 3;

/// Longest heading, in characters; headlines of news sites stay under it.
const HEADING_CHARS: usize = 130;

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            blocks.push(Block { span: Span::new(at, at + body.len()), kind: BlockKind::Paragraph });
        }
        start += line.len();
    }
    // A heading heads something: the last line of a text is none.
    for i in 0..blocks.len().saturating_sub(1) {
        if looks_like_heading(blocks[i].span.of(text)) {
            blocks[i].kind = BlockKind::Heading;
        }
    }
    blocks
}

fn datelines(text: &str, blocks: &[Block]) -> Vec<Span> {
    let paragraphs = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).map(|block| block.span);
    let behind = |span: Span, length: usize| Span::new(span.start, span.start + length);
    let mut found: Vec<Span> =
        paragraphs.clone().filter_map(|span| Some(behind(span, dateline(span.of(text))?))).collect();
    // One label alone, at the head of a text, is no turn of a transcript.
    let mut labels = paragraphs.enumerate().filter_map(|(at, span)| Some((at, behind(span, shouted(span.of(text))?))));
    if let (Some((..HEAD, label)), None) = (labels.next(), labels.next())
        && found.is_empty()
    {
        found.push(label);
    }
    found
}

/// Whether a line ends as a sentence or a part of one does.
fn ends(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    bare.ends_with(['.', '!', '?', ',', ';', ':', '…']) || line.ends_with([':', ','])
}

fn looks_like_heading(line: &str) -> bool {
    let starts = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    !ends(line) && starts && line.chars().count() <= HEADING_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        let text = "  Talks end without a deal \n\nThe ministers met on Monday. They parted.\nNo date was set";
        let source = Source::new(text, Meta::default());
        let kinds: Vec<_> = source.blocks.iter().map(|b| (b.span.of(text), b.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("Talks end without a deal", BlockKind::Heading),
                ("The ministers met on Monday. They parted.", BlockKind::Paragraph),
                ("No date was set", BlockKind::Paragraph),
            ]
        );
        assert_eq!(source.block_at(2).unwrap().kind, BlockKind::Heading);
        assert_eq!(source.block_at(0), None);
    }

    #[test]
    fn a_text_falls_apart_behind_datelines_and_lines_without_an_end() {
        let rest = "Ministers of both countries met for talks that ended without a deal.";
        let text =
            format!("Talks end\n\nLIMA — {rest}\nWhat comes next\n{rest}\n\nThe line of\n\nwhich the rest follows.");
        let source = Source::new(text.as_str(), Meta::default());
        let pieces: Vec<_> = source.seams().iter().map(|&seam| &text[..seam]).collect();
        assert_eq!(pieces, ["Talks end\n\n", "Talks end\n\nLIMA — "]);
        assert!(source.in_dateline("Talks end\n\nLI".len()) && !source.in_dateline("Talks end\n\nLIMA — ".len()));
    }
}
