//! Tables as delimited text: CSV of our own tables, and the field's tab-separated files.
//!
//! CSV follows RFC 4180: a header, commas, lines that end in CRLF, quotes around what needs them, UTF-8. Spreadsheets
//! run cells that begin with `=`, `+`, `-`, `@` and the like as formulas, and a report's words may begin so. Guarded
//! text therefore has an apostrophe before such a character where it begins a cell (or would begin one where `;` or a
//! tab is taken for the separator). The rule can be undone: text in which apostrophes already stand before one gets one
//! more, so that a reader who takes one apostrophe away there has the text again. Numbers are never touched.

use crate::cell::{Cell, flat};
use crate::options::Guard;
use crate::sink::{Rows, Sink};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use rapporteur_record::Record;
use std::io::{self, Write};

/// What separates the items of a list in a cell.
const SEPARATOR: &str = "; ";

/// A table that is written row by row.
pub(crate) struct Sheet<'a> {
    rows: Rows<'a>,
    style: Style,
    out: Writer<Box<dyn Write + Send + 'a>>,
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Csv(Guard),
    Tsv,
}

impl<'a> Sheet<'a> {
    /// CSV with a header.
    pub(crate) fn csv(rows: Rows<'a>, out: Box<dyn Write + Send + 'a>) -> io::Result<Self> {
        let guard = rows.options.guard;
        let out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        Sheet { rows, style: Style::Csv(guard), out, count: 0 }.with_header()
    }

    /// Tab-separated text with a header; white space inside a cell is one space.
    pub(crate) fn tsv(rows: Rows<'a>, out: Box<dyn Write + Send + 'a>) -> io::Result<Self> {
        let out = WriterBuilder::new().delimiter(b'\t').from_writer(out);
        Sheet { rows, style: Style::Tsv, out, count: 0 }.with_header()
    }

    /// Tab-separated text without header or quotes.
    pub(crate) fn bare(rows: Rows<'a>, out: Box<dyn Write + Send + 'a>) -> Self {
        let out = WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Never).from_writer(out);
        Sheet { rows, style: Style::Tsv, out, count: 0 }
    }

    fn with_header(mut self) -> io::Result<Self> {
        self.out.write_record(self.rows.table.columns().iter().map(|(name, ..)| name))?;
        Ok(self)
    }

    fn cell(&self, cell: &Cell) -> String {
        let text = cell.text(SEPARATOR);
        match (self.style, cell) {
            (Style::Tsv, _) => flat(&text),
            (Style::Csv(Guard::Guarded), Cell::Text(_) | Cell::List(_)) => guarded(&text),
            (Style::Csv(_), _) => text,
        }
    }
}

impl Sink for Sheet<'_> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        for row in self.rows.of(record) {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            self.out.write_record(&cells)?;
            self.count += 1;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        self.out.flush()?;
        Ok(self.count)
    }
}

/// Whether a spreadsheet may take a cell that begins so for a formula: ASCII signs, their full-width twins, controls.
fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n')
}

fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut begins = true;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if begins && rest.trim_start_matches('\'').chars().next().is_some_and(starts_formula) {
            out.push('\'');
        }
        // A list's items begin after the separator's space.
        begins = matches!(c, ';' | '\t');
        out.push(c);
        rest = &rest[c.len_utf8()..];
        if begins && c == ';' && rest.starts_with(' ') {
            out.push(' ');
            rest = &rest[1..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Takes away one apostrophe wherever the guard may have put one.
    fn unguarded(text: &str) -> String {
        let mut out = String::new();
        let mut begins = true;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if begins && c == '\'' && rest.trim_start_matches('\'').chars().next().is_some_and(starts_formula) {
                rest = &rest[1..];
            }
            let Some(c) = rest.chars().next() else { break };
            begins = matches!(c, ';' | '\t');
            out.push(c);
            rest = &rest[c.len_utf8()..];
            if begins && c == ';' && rest.starts_with(' ') {
                out.push(' ');
                rest = &rest[1..];
            }
        }
        out
    }

    #[test]
    fn a_formula_is_text_and_other_text_is_left_alone() {
        assert_eq!(guarded("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guarded("'=1"), "''=1");
        assert_eq!(guarded("a; -b;=c"), "a; '-b;'=c");
        for text in ["", "'Tis so", "a = b", "2025-03-18", "rock-solid"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_guard_can_be_undone_and_leaves_no_formula(text in "['=+@;, \t\n\ra-]{0,12}|\\PC{0,20}") {
            let safe = guarded(&text);
            prop_assert_eq!(unguarded(&safe), text);
            prop_assert!(!safe.chars().next().is_some_and(starts_formula));
        }
    }
}
