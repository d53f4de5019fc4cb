//! Which form an input has: by the ending of its name, and where that says little, by how it begins.

use crate::table;
use std::path::Path;

/// A form in which reports come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// One text.
    Plain,
    /// One page, or a piece of one.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// An object a line.
    JsonLines,
    /// Objects, or an array of them.
    Json,
    /// A table whose first line names its columns; the byte parts its cells.
    Table(u8),
}

/// Endings of the names of files that are read when they lie in a folder.
pub(crate) const ENDINGS: &[&str] = &[
    "txt", "text", "md", "html", "htm", "xhtml", "xml", "rss", "atom", "rdf", "jsonl", "ndjson", "json", "csv", "tsv",
];

impl Form {
    /// The form of the input `name` that begins with `head`.
    pub(crate) fn of(name: &str, head: &[u8]) -> Form {
        let head = String::from_utf8_lossy(head);
        match ending(Path::new(name)).as_deref() {
            Some("txt" | "text" | "md") => Form::Plain,
            Some("html" | "htm" | "xhtml") => Form::Html,
            Some("rss" | "atom" | "rdf") => Form::Feed,
            Some("xml") if !is_page(&head) => Form::Feed,
            Some("jsonl" | "ndjson") => Form::JsonLines,
            Some("json") => json(&head),
            Some("csv") => Form::Table(table::delimiter(first_line(&head)).unwrap_or(b',')),
            Some("tsv") => Form::Table(b'\t'),
            _ => sniff(&head),
        }
    }
}

/// The ending of a file's name, in lower case.
pub(crate) fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

fn sniff(head: &str) -> Form {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') && is_feed(start) {
        return Form::Feed;
    }
    if start.starts_with('<') && is_page(start) {
        return Form::Html;
    }
    // A text may begin with a bracket; a JSON array of reports begins with a bracket and a brace.
    let after = |open| start.strip_prefix(open).map(str::trim_start);
    if after('{').is_some_and(|rest| rest.starts_with('"')) || after('[').is_some_and(|rest| rest.starts_with('{')) {
        return json(start);
    }
    table::delimiter(first_line(start)).map_or(Form::Plain, Form::Table)
}

fn json(head: &str) -> Form {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') && head.contains("jsonfeed.org/version") {
        return Form::Feed;
    }
    // A line that holds a whole object is one of many; several lines make one object. The first line of a file with
    // long texts may not end within the head: values are then cut out one by one, which reads lines too.
    let line = first_line(start).trim_end();
    match start.len() > line.len() && line.starts_with('{') && line.ends_with('}') {
        true => Form::JsonLines,
        false => Form::Json,
    }
}

fn is_feed(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| lower.contains(root)) && !lower.contains("<html")
}

fn is_page(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    let tags = ["<html", "<!doctype html", "<body", "<p>", "<p ", "<div", "<article", "<span", "<h1", "<br", "<!--"];
    tags.iter().any(|tag| lower.contains(tag))
}

fn first_line(head: &str) -> &str {
    head.trim_start_matches('\u{feff}').lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_beginnings_tell_the_form() {
        let cases = [
            ("a.txt", "<p>", Form::Plain),
            ("a.HTM", "", Form::Html),
            ("a.xml", "<?xml version='1.0'?><rss>", Form::Feed),
            ("a.xml", "<?xml version='1.0'?><html>", Form::Html),
            ("a.json", "[{", Form::Json),
            ("a.json", "{\"text\": \"a\"}\n{", Form::JsonLines),
            ("a.json", "{\n\"text\": \"a\"}", Form::Json),
            ("a.json", "{\"version\": \"https://jsonfeed.org/version/1\"", Form::Feed),
            ("a.csv", "id;text\n", Form::Table(b';')),
            ("-", "id\ttext\n", Form::Table(b'\t')),
            ("-", "\u{feff} <!DOCTYPE html>", Form::Html),
            ("-", "<p>They met.</p>", Form::Html),
            ("-", "<Talks> went on", Form::Plain),
            ("-", "[Editor's note]", Form::Plain),
            ("-", "[\n {\"text\": \"a\"}", Form::Json),
            ("-", "The ministers, who met", Form::Plain),
            ("report", "", Form::Plain),
        ];
        for (name, head, form) in cases {
            assert_eq!(Form::of(name, head.as_bytes()), form, "{name} {head}");
        }
    }
}
