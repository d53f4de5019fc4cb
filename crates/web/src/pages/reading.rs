//! One report: its text at the left, what it says at the right, each leading to the other.
//!
//! A line of the record bears the id of its datum (`S3`), so that any other page can lead to it; a stretch of the text
//! names all the lines for which it is evidence. `?mark=START-END` (code points) shows one passage beside.

use crate::answer::View;
use crate::frame::At;
use crate::html::{day, plain, shorten, words};
use crate::problem::Problem;
use maud::{Markup, html};
use rapporteur_export::{Line, Outline, outline};
use rapporteur_record::{Record, Span};
use rapporteur_store::Store;
use rapporteur_text::Offsets;
use serde_json::Value;
use url::form_urlencoded;

/// The class of the line under the text for a section: solid for what was said, dashes for what happened, dots for figures,
/// long dashes for positions. Sections whose lines repeat other data or stand everywhere have none.
fn class(section: &str) -> Option<&'static str> {
    match section {
        "Who said what" => Some("s"),
        "What happened" | "Meetings" => Some("e"),
        "Figures" => Some("f"),
        "Where each stands" | "In dispute" => Some("p"),
        _ => None,
    }
}

/// A report beside its record.
pub struct Reading {
    /// The record.
    pub record: Record,
}

/// The report of this number or name.
pub fn view(store: &Store, name: &str) -> Result<Reading, Problem> {
    let missing = || Problem::missing("There is no such report in the store.");
    let report = store.find_report(name)?.ok_or_else(missing)?;
    Ok(Reading { record: store.record(report)?.ok_or_else(missing)? })
}

impl View for Reading {
    fn title(&self) -> String {
        outline(&self.record).headline
    }

    fn lead(&self) -> String {
        let report = &self.record.report;
        let published = report.published.as_deref().map(day);
        let parts = [published.as_deref(), report.publisher.as_deref(), report.byline.as_deref()];
        plain(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).into_owned()
    }

    fn body(&self, at: &At) -> Markup {
        let outline = outline(&self.record);
        let lines = numbered(&outline);
        let text = &self.record.report.text;
        html! {
            @if let Some(url) = self.record.report.url.as_deref().filter(|url| is_web(url)) {
                p.source { a href=(url) rel="noreferrer external" { (words(&shorten(url, 90))) } }
            }
            div.reading {
                article.text aria-label="Report" dir="auto" lang=(self.record.report.language) {
                    (marked(text, &lines, found(text, &at.wants.query)))
                }
                aside.record aria-label="Record" { (sections(&outline)) }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(&self.record)
    }
}

/// Whether an address leads to the web: a report may name any other.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A line of the record with its number and section.
type Numbered<'o> = (usize, &'static str, &'o Line);

fn numbered(outline: &Outline) -> Vec<Numbered<'_>> {
    let lines = outline.sections.iter().flat_map(|section| section.lines.iter().map(|line| (section.title, line)));
    lines.enumerate().map(|(number, (title, line))| (number, title, line)).collect()
}

fn sections(outline: &Outline) -> Markup {
    let mut number = 0;
    html! {
        @for section in &outline.sections {
            // Those who are named are many, and stand all over the text.
            details open[section.title != "Parties"] {
                summary {
                    @if let Some(class) = class(section.title) { span class={ "key " (class) } aria-hidden="true" {} }
                    h2 { (section.title) " " span.n { (section.lines.len()) } }
                }
                ul.lines {
                    @for line in &section.lines {
                        (line_of(line, { number += 1; number - 1 }, section.title != "In short"))
                    }
                }
            }
        }
    }
}

fn line_of(line: &Line, number: usize, own: bool) -> Markup {
    let id = line.datum.filter(|_| own).map(|datum| datum.to_string());
    html! {
        li id=[id.as_deref()] {
            a href={ "#e" (number) } data-line=(number) {
                @if !line.subject.is_empty() { b { (words(&line.subject)) } " " }
                (words(&line.text))
                @if let Some(datum) = line.datum { " " code { (datum) } }
            }
        }
    }
}

/// The stretch that the address marks, in bytes.
fn found(text: &str, query: &str) -> Option<Span> {
    let (_, value) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "mark")?;
    let (start, end) = value.split_once('-')?;
    let offsets = Offsets::new(text);
    let (start, end) = (offsets.bytes(start.parse().ok()?)?, offsets.bytes(end.parse().ok()?)?);
    (start < end).then_some(Span { start, end })
}

/// The text with a mark over every stretch that is evidence; a mark names all the lines that it speaks for.
fn marked(text: &str, lines: &[Numbered<'_>], found: Option<Span>) -> Markup {
    let spans: Vec<(usize, Span)> =
        lines.iter().flat_map(|(id, _, line)| line.spans.iter().map(|&span| (*id, span))).collect();
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.extend(found.iter().flat_map(|span| [span.start, span.end]));
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut anchored = vec![false; lines.len()];
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for paragraph in text.split_inclusive('\n') {
        let end = start + paragraph.len();
        let stop = start + paragraph.trim_end().len();
        if stop > start {
            paragraphs.push(stretches(start, stop, &cuts));
        }
        start = end;
    }
    let mut sweep = Sweep::new(&spans);
    html! {
        @for paragraph in paragraphs {
            p dir="auto" {
                @for (start, end) in paragraph {
                    @let ids = sweep.over(start, end);
                    @let piece = plain(&text[start..end]);
                    @if let Some(first) = found.filter(|span| span.start <= start && end <= span.end) {
                        @if first.start == start { span #found {} }
                    }
                    @let is_found = found.is_some_and(|span| span.start <= start && end <= span.end);
                    @if ids.is_empty() && !is_found {
                        (piece)
                    } @else {
                        @for &id in &ids {
                            @if !std::mem::replace(&mut anchored[id], true) { span id={ "e" (id) } {} }
                        }
                        (mark(&ids, lines, is_found, &piece))
                    }
                }
            }
        }
    }
}

fn mark(ids: &[usize], lines: &[Numbered<'_>], is_found: bool, piece: &str) -> Markup {
    let names: Vec<String> = ids.iter().map(usize::to_string).collect();
    let mut classes: Vec<&str> = ids.iter().filter_map(|&id| class(lines[id].1)).collect();
    classes.sort_unstable();
    classes.dedup();
    if classes.is_empty() {
        classes.push("quiet");
    }
    classes.extend(is_found.then_some("found"));
    html! { mark class=(classes.join(" ")) data-lines=(names.join(" ")) { (piece) } }
}

/// The stretches from one cut to the next.
fn stretches(start: usize, end: usize, cuts: &[usize]) -> Vec<(usize, usize)> {
    let first = cuts.partition_point(|&cut| cut <= start);
    let inner = cuts[first..].iter().copied().take_while(|&cut| cut < end);
    let mut at = start;
    inner.chain([end]).map(|cut| (std::mem::replace(&mut at, cut), cut)).collect()
}

/// Which lines a stretch is evidence for, asked from the start of the text to its end.
struct Sweep {
    /// Spans by their start, the last first.
    ahead: Vec<(usize, Span)>,
    open: Vec<(usize, Span)>,
}

impl Sweep {
    fn new(spans: &[(usize, Span)]) -> Self {
        let mut ahead = spans.to_vec();
        ahead.sort_by_key(|(_, span)| std::cmp::Reverse(span.start));
        Sweep { ahead, open: Vec::new() }
    }

    fn over(&mut self, start: usize, end: usize) -> Vec<usize> {
        while let Some(next) = self.ahead.pop_if(|(_, span)| span.start <= start) {
            self.open.push(next);
        }
        self.open.retain(|(_, span)| span.end > start);
        let mut ids: Vec<usize> = self.open.iter().filter(|(_, span)| end <= span.end).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_knows_all_its_lines() {
        let spans = [(0, Span { start: 0, end: 3 }), (1, Span { start: 2, end: 7 }), (0, Span { start: 6, end: 7 })];
        let mut sweep = Sweep::new(&spans);
        assert_eq!(sweep.over(0, 2), [0]);
        assert_eq!(sweep.over(2, 3), [0, 1]);
        assert_eq!(sweep.over(3, 6), [1]);
        assert_eq!(sweep.over(6, 7), [0, 1]);
        assert_eq!(stretches(0, 7, &[0, 2, 3, 6, 7]), [(0, 2), (2, 3), (3, 6), (6, 7)]);
    }

    #[test]
    fn a_mark_is_counted_in_code_points() {
        assert_eq!(found("“no” way", "mark=1-3"), Some(Span { start: 3, end: 5 }));
        assert_eq!(found("no", "mark=1-99"), None);
        assert_eq!(found("no", "mark=x-1"), None);
        assert_eq!(found("no", "mark=2-1"), None);
    }
}
