//! The pieces of a content as spans, and in whose words they stand.

use super::reading::Reading;
use rapporteur_record::{Form, Span};
use rapporteur_text::{Doc, Span as TextSpan, Token};
use std::ops::Range;

/// The pieces of the content: a wholly quoted one without its marks, any other without the stops and the "that" at its
/// edges.
pub(super) fn pieces(reading: &Reading) -> Vec<Span> {
    let found: Vec<Span> = reading.attribution.content.iter().filter_map(|range| piece(reading, range)).collect();
    if found.is_empty() { spans(reading.context.doc, &reading.attribution.content) } else { found }
}

/// The spans of non-empty token ranges.
pub(super) fn spans(doc: &Doc, ranges: &[Range<usize>]) -> Vec<Span> {
    ranges.iter().filter(|range| !range.is_empty()).map(|range| doc.span(range.clone()).into()).collect()
}

fn piece(reading: &Reading, range: &Range<usize>) -> Option<Span> {
    let doc = reading.context.doc;
    if range.is_empty() {
        return None;
    }
    let whole = doc.span(range.clone());
    let quoted = reading.context.quotations.iter().find(|quotation| quotation.span.contains(whole));
    if let Some(quotation) = quoted {
        let start = whole.start.max(quotation.inner.start);
        let end = whole.end.min(quotation.inner.end);
        return (start < end).then(|| trimmed(doc.text(), TextSpan::new(start, end)).into());
    }
    let (mut start, mut end) = (range.start, range.end);
    while start < end && is_edge(reading, doc.token(start)) {
        start += 1;
    }
    while end > start && is_stop(reading, doc.token(end - 1)) {
        end -= 1;
    }
    (start < end).then(|| doc.span(start..end).into())
}

fn trimmed(text: &str, span: TextSpan) -> TextSpan {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    TextSpan::new(start, (start + words.trim().len()).max(start))
}

fn is_edge(reading: &Reading, token: Token) -> bool {
    token.lower() == "that" && token.dep() == rapporteur_text::Dep::Mark || is_stop(reading, token)
}

/// Whether the token is white space or a stop outside quotation marks.
fn is_stop(reading: &Reading, token: Token) -> bool {
    let stop = matches!(token.text(), "," | ":" | ";" | "." | "-" | "--" | "–" | "—" | "…");
    token.is_space() || stop && !is_quoted(reading, token)
}

fn is_quoted(reading: &Reading, token: Token) -> bool {
    let at = token.span();
    let quotations = reading.context.quotations;
    let next = quotations.partition_point(|quotation| quotation.span.start <= at.start);
    quotations[..next].last().is_some_and(|quotation| quotation.span.contains(at))
}

/// In whose words the content stands.
pub(super) fn form(reading: &Reading) -> Form {
    let words = || reading.content().filter(|token| !token.is_punct() && !token.is_space() && token.lower() != "that");
    let quoted = words().filter(|token| is_quoted(reading, *token)).count();
    let turn = reading.attribution.cue.is_empty() && !reading.attribution.source.is_empty();
    match (quoted, words().count()) {
        (0, _) if turn => Form::Direct,
        (0, _) => Form::Indirect,
        (quoted, all) if quoted == all => Form::Direct,
        _ => Form::Mixed,
    }
}
