//! One statement in several places: a heading repeats the words of a quotation in the text.

use super::reading::words_of;
use crate::Context;
use rapporteur_record::{Span, Statement, StatementId};
use rapporteur_text::{BlockKind, Quotation};

/// Joins statements of headings to those of the running text that hold the same quotation, and notes for each statement
/// the quotations in headings that repeat its words. The ids are given anew.
pub(super) fn join(context: Context, statements: Vec<Statement>) -> Vec<Statement> {
    let in_heading =
        |span: Span| context.source.block_at(span.start).is_some_and(|block| block.kind == BlockKind::Heading);
    let (headings, mut body): (Vec<_>, Vec<_>) =
        statements.into_iter().partition(|statement| in_heading(statement.content[0]));
    let mut alone = Vec::new();
    for heading in headings {
        match body.iter_mut().find(|statement| repeats(context, &heading, statement)) {
            Some(statement) => statement.repeats.extend(heading.content),
            None => alone.push(heading),
        }
    }
    for quotation in context.quotations.iter().filter(|quotation| quotation.heading) {
        note(context, quotation, &mut body);
    }
    body.append(&mut alone);
    body.sort_by_key(|statement| statement.evidence.first());
    for (number, statement) in body.iter_mut().enumerate() {
        statement.id = StatementId(number as u32);
        statement.repeats.sort();
        statement.repeats.dedup();
    }
    body
}

/// Whether a heading's statement says, in quotation marks, what another one says.
fn repeats(context: Context, heading: &Statement, statement: &Statement) -> bool {
    let text = &context.source.text;
    let quoted = context.quotations.iter().filter(|quotation| {
        heading.content.iter().any(|span| rapporteur_text::Span::from(*span).overlaps(quotation.inner))
    });
    let mut quoted = quoted.peekable();
    quoted.peek().is_some() && quoted.all(|quotation| holds(text, statement, quotation))
}

/// Notes a heading's quotation with the first statement that holds the same words in quotation marks.
fn note(context: Context, quotation: &Quotation, body: &mut [Statement]) {
    let text = &context.source.text;
    let known = |span: &Span| rapporteur_text::Span::from(*span).overlaps(quotation.inner);
    if body.iter().any(|statement| statement.repeats.iter().any(known)) {
        return;
    }
    if let Some(statement) = body.iter_mut().find(|statement| holds(text, statement, quotation)) {
        statement.repeats.push(quotation.inner.into());
    }
}

fn holds(text: &str, statement: &Statement, quotation: &Quotation) -> bool {
    let wanted = words_of(quotation.inner.of(text));
    let said: Vec<String> = statement.content.iter().flat_map(|span| words_of(span.of(text))).collect();
    !wanted.is_empty() && said.windows(wanted.len()).any(|window| window == wanted)
}
