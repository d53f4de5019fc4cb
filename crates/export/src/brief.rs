//! A record for a terminal.

use crate::outline;
use anstyle::{AnsiColor, Style};
use rapporteur_record::Record;
use std::fmt::Write;

const HEAD: Style = Style::new().bold();
const TITLE: Style = AnsiColor::Cyan.on_default().bold();
const SUBJECT: Style = Style::new().bold();
const PLACE: Style = Style::new().dimmed();

/// The record in words, with ANSI styles (strip them where there is no terminal). Each line ends with the datum's name
/// and where it stands in the text, in code points.
pub fn brief(record: &Record) -> String {
    let outline = outline(record);
    let mut out = String::new();
    let _ = writeln!(out, "{HEAD}{}{HEAD:#}", outline.headline);
    if !outline.source.is_empty() {
        let _ = writeln!(out, "{PLACE}{}{PLACE:#}", outline.source.join(" · "));
    }
    for section in &outline.sections {
        let _ = writeln!(out, "\n{TITLE}{}{TITLE:#}", section.title);
        for line in &section.lines {
            let subject =
                if line.subject.is_empty() { String::new() } else { format!("{SUBJECT}{}{SUBJECT:#}  ", line.subject) };
            let datum = line.datum.map(|datum| format!("{datum} ")).unwrap_or_default();
            let place = line.spans.first().map(|span| chars(&record.report.text, span.start)).unwrap_or_default();
            let _ = writeln!(out, "  {subject}{}  {PLACE}{datum}@{place}{PLACE:#}", line.text);
        }
    }
    if outline.sections.is_empty() {
        let _ = writeln!(out, "\nNothing was found in this text.");
    }
    out
}

fn chars(text: &str, bytes: usize) -> usize {
    text[..bytes].chars().count()
}
