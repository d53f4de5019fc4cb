//! Records as one self-contained page: each report on the left, its record on the right, each pointing at the other.

use crate::outline;
use crate::sink::Sink;
use rapporteur_record::{Record, Span};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;

/// The page of one record. It needs no network and works from a file; without script, links lead from each line to its
/// passage.
pub fn html(record: &Record) -> String {
    page(&outline(record).headline, "", &report(record, &mut 0).text)
}

/// One page of several records, with a list of them on top.
pub(crate) struct Pages<W> {
    out: W,
    /// Lines so far, over all reports: each has a number of its own.
    lines: usize,
    reports: Vec<Shown>,
}

/// A report on a page.
struct Shown {
    headline: String,
    source: String,
    text: String,
}

impl<W: io::Write> Pages<W> {
    pub(crate) fn new(out: W) -> Self {
        Pages { out, lines: 0, reports: Vec::new() }
    }
}

impl<W: io::Write> Sink for Pages<W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        let shown = report(record, &mut self.lines);
        self.reports.push(shown);
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        let count = self.reports.len();
        let text = match self.reports.as_slice() {
            [one] => page(&one.headline, "", &one.text),
            several => {
                let mut body = String::new();
                let mut list = String::from("<nav aria-label=\"Reports\"><ol>");
                for (number, shown) in several.iter().enumerate() {
                    let (headline, source) = (escape(&shown.headline), escape(&shown.source));
                    let _ = write!(list, "<li><a href=\"#r{number}\">{headline}</a> <small>{source}</small></li>");
                    let _ = write!(body, "<div id=\"r{number}\">{}</div>", shown.text);
                }
                list.push_str("</ol></nav>");
                page(&format!("{count} reports"), &list, &body)
            }
        };
        self.out.write_all(text.as_bytes())?;
        self.out.flush()?;
        Ok(count)
    }
}

/// A report beside its record; `lines` counts the lines of the page.
fn report(record: &Record, lines: &mut usize) -> Shown {
    let outline = outline(record);
    let start = *lines;
    let mut shown = Vec::new();
    let mut side = String::new();
    for (number, section) in outline.sections.iter().enumerate() {
        let number = format!("{start}s{number}");
        let _ = write!(side, "<section aria-labelledby=\"t{number}\"><h2 id=\"t{number}\">{}</h2><ul>", section.title);
        for line in &section.lines {
            let id = start + shown.len();
            let subject =
                if line.subject.is_empty() { String::new() } else { format!("<b>{}</b> ", escape(&line.subject)) };
            let datum = line.datum.map(|datum| format!(" <code>{datum}</code>")).unwrap_or_default();
            let _ = write!(
                side,
                "<li id=\"d{id}\"><a href=\"#e{id}\" data-line=\"{id}\">{subject}{}{datum}</a></li>",
                escape(&line.text)
            );
            shown.push((id, section.title, line.spans.as_slice()));
        }
        side.push_str("</ul></section>");
    }
    *lines += shown.len();
    let source = outline.source.join(" · ");
    let text = format!(
        "<header><h1>{}</h1><p>{}</p></header>\
         <main><article aria-label=\"Report\">{}</article><aside aria-label=\"Record\">{side}</aside></main>",
        escape(&outline.headline),
        escape(&source),
        marked(&record.report.text, &shown),
    );
    Shown { headline: outline.headline, source, text }
}

fn page(title: &str, list: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\
         <title>{title}</title><style>{style}</style></head><body>{list}{body}\
         <script>{script}</script></body></html>\n",
        title = escape(title),
        style = include_str!("page/page.css"),
        script = include_str!("page/page.js"),
    )
}

/// The text with a mark over every stretch that is evidence; a mark names all the lines that it speaks for.
fn marked(text: &str, lines: &[(usize, &str, &[Span])]) -> String {
    let spans: Vec<(usize, Span)> =
        lines.iter().flat_map(|(id, _, spans)| spans.iter().map(|&span| (*id, span))).collect();
    // A party's name is everywhere, and the brief repeats other data: those are found, but not underlined.
    let first = lines.first().map_or(0, |line| line.0);
    let underlined = |id: &&usize| !matches!(lines[**id - first].1, "Parties" | "In short");
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.extend(text.match_indices('\n').flat_map(|(at, _)| [at, at + 1]));
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::from("<p>");
    let mut anchored = BTreeSet::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let piece = &text[start..end];
        if piece == "\n" {
            out.push_str("</p><p>");
            continue;
        }
        let ids: Vec<usize> =
            spans.iter().filter(|(_, span)| span.start <= start && end <= span.end).map(|(id, _)| *id).collect();
        if ids.is_empty() {
            out.push_str(&escape(piece));
            continue;
        }
        for &id in ids.iter().filter(|&&id| anchored.insert(id)) {
            let _ = write!(out, "<span id=\"e{id}\"></span>");
        }
        let names: Vec<String> = ids.iter().map(usize::to_string).collect();
        let _ = write!(
            out,
            "<mark data-lines=\"{}\" class=\"n{}\">{}</mark>",
            names.join(" "),
            ids.iter().filter(underlined).count().min(3),
            escape(piece)
        );
    }
    out.push_str("</p>");
    out.replace("<p></p>", "")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_as_text() {
        let text = "<script>alert(1)</script>";
        let page = marked(text, &[(0, "Figures", &[Span { start: 0, end: 8 }])]);
        assert!(
            page.contains("<mark data-lines=\"0\" class=\"n1\">&lt;script&gt;</mark>") && !page.contains("<script")
        );
    }

    #[test]
    fn overlapping_evidence_is_cut_into_stretches() {
        let page = marked(
            "abcd\nef",
            &[(0, "Figures", &[Span { start: 0, end: 3 }]), (1, "Figures", &[Span { start: 2, end: 7 }])],
        );
        assert!(page.contains("data-lines=\"0 1\" class=\"n2\">c</mark>"), "{page}");
    }
}
