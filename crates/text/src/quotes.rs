//! Quotation marks, paired.

use crate::{BlockKind, Source, Span};

/// A stretch inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// Whether a closing mark was found; a quotation continued in the next paragraph has none.
    pub closed: bool,
    /// Whether it stands in a heading.
    pub heading: bool,
}

/// The double-quoted stretches of a source, paragraph by paragraph, in text order.
///
/// Marks of one family open and close each other in any mixture (`"…”`, `“…"`), as news sites write them. A quotation
/// left open ends with its paragraph.
pub fn quotations(source: &Source) -> Vec<Quotation> {
    let mut found = Vec::new();
    for block in &source.blocks {
        let text = block.span.of(&source.text);
        let mut open: Option<(usize, usize)> = None;
        for (at, mark) in text.char_indices().filter(|(_, c)| is_double(*c)) {
            let (start, end) = (block.span.start + at, block.span.start + at + mark.len_utf8());
            open = match open {
                None => Some((start, end)),
                Some((outer, inner)) => {
                    found.push(Quotation {
                        span: Span::new(outer, end),
                        inner: Span::new(inner, start),
                        closed: true,
                        heading: block.kind == BlockKind::Heading,
                    });
                    None
                }
            };
        }
        if let Some((outer, inner)) = open {
            found.push(Quotation {
                span: Span::new(outer, block.span.end),
                inner: Span::new(inner, block.span.end),
                closed: false,
                heading: block.kind == BlockKind::Heading,
            });
        }
    }
    found
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Meta;

    #[test]
    fn marks_of_one_family_close_each_other() {
        let text = "He called it “constructive\" and \"frank”.\n“It goes on";
        let source = Source::new(text, Meta::default());
        let inner: Vec<_> = quotations(&source).iter().map(|q| (q.inner.of(text), q.closed)).collect();
        assert_eq!(inner, [("constructive", true), ("frank", true), ("It goes on", false)]);
    }
}
