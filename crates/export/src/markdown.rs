//! A record as Markdown.

use crate::outline;
use crate::sink::Sink;
use rapporteur_record::Record;
use std::fmt::Write;
use std::io;

/// The record in words, each line with the passage that says it.
pub fn markdown(record: &Record) -> String {
    let outline = outline(record);
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape(&outline.headline));
    if !outline.source.is_empty() {
        let _ = writeln!(out, "{}\n", escape(&outline.source.join(" · ")));
    }
    for section in &outline.sections {
        let _ = writeln!(out, "## {}\n", section.title);
        for line in &section.lines {
            let subject =
                if line.subject.is_empty() { String::new() } else { format!("**{}** ", escape(&line.subject)) };
            let datum = line.datum.map(|datum| format!(" `{datum}`")).unwrap_or_default();
            let _ = writeln!(out, "- {subject}{}{datum}", escape(&line.text));
        }
        out.push('\n');
    }
    out
}

/// Records as one Markdown text, one after the other.
pub(crate) struct Text<W> {
    out: W,
    count: usize,
}

impl<W: io::Write> Text<W> {
    pub(crate) fn new(out: W) -> Self {
        Text { out, count: 0 }
    }
}

impl<W: io::Write> Sink for Text<W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        self.count += 1;
        self.out.write_all(markdown(record).as_bytes())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        self.out.flush()?;
        Ok(self.count)
    }
}

/// Text that Markdown shows as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn marks_of_markdown_are_shown() {
        assert_eq!(super::escape("a*b\n[c]"), "a\\*b \\[c\\]");
    }
}
