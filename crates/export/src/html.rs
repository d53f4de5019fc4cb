//! A record as one self-contained page: the report on the left, the record on the right, each pointing at the other.

use crate::outline;
use rapporteur_record::{Record, Span};
use std::fmt::Write;

/// The page. It needs no network and works from a file; without script, links lead from each line to its passage.
pub fn html(record: &Record) -> String {
    let outline = outline(record);
    let mut lines = Vec::new();
    let mut side = String::new();
    for (number, section) in outline.sections.iter().enumerate() {
        let _ = write!(side, "<section aria-labelledby=\"s{number}\"><h2 id=\"s{number}\">{}</h2><ul>", section.title);
        for line in &section.lines {
            let id = lines.len();
            let subject =
                if line.subject.is_empty() { String::new() } else { format!("<b>{}</b> ", escape(&line.subject)) };
            let datum = line.datum.map(|datum| format!(" <code>{datum}</code>")).unwrap_or_default();
            let _ = write!(
                side,
                "<li id=\"d{id}\"><a href=\"#e{id}\" data-line=\"{id}\">{subject}{}{datum}</a></li>",
                escape(&line.text)
            );
            lines.push((id, section.title, line.spans.as_slice()));
        }
        side.push_str("</ul></section>");
    }
    let mut page = String::new();
    let _ = writeln!(
        page,
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\
         <title>{title}</title><style>{style}</style></head><body><header><h1>{title}</h1><p>{source}</p></header>\
         <main><article aria-label=\"Report\">{text}</article><aside aria-label=\"Record\">{side}</aside></main>\
         <script>{script}</script></body></html>",
        title = escape(&outline.headline),
        source = escape(&outline.source.join(" · ")),
        style = include_str!("page/page.css"),
        script = include_str!("page/page.js"),
        text = marked(&record.report.text, &lines),
    );
    page
}

/// The text with a mark over every stretch that is evidence; a mark names all the lines that it speaks for.
fn marked(text: &str, lines: &[(usize, &str, &[Span])]) -> String {
    let spans: Vec<(usize, Span)> =
        lines.iter().flat_map(|(id, _, spans)| spans.iter().map(|&span| (*id, span))).collect();
    // A party's name is everywhere, and the brief repeats other data: those are found, but not underlined.
    let underlined = |id: &&usize| !matches!(lines[**id].1, "Parties" | "In short");
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.extend(text.match_indices('\n').flat_map(|(at, _)| [at, at + 1]));
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::from("<p>");
    let mut anchored = vec![false; lines.len()];
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
        for &id in ids.iter().filter(|&&id| !std::mem::replace(&mut anchored[id], true)) {
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
