//! A report as published.

use crate::Span;
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
        Source { text, meta, blocks }
    }

    /// The block that holds byte `offset`.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let next = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks[..next].last().filter(|block| offset < block.span.end)
    }
}

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

fn looks_like_heading(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    let ends = bare.ends_with(['.', '!', '?', ',', ';', ':', '…']) || line.ends_with([':', ',']);
    let starts = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    !ends && starts && line.chars().count() <= HEADING_CHARS
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
}
