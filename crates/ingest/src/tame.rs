//! Makes hostile or broken markup harmless before any HTML parser sees it.
//!
//! A parser keeps every open element on a stack and walks it often: a hundred thousand nested `<div>`s cost it minutes,
//! and whoever walks the tree recursively the stack. Browsers flatten what is nested too deeply; so does this. In:
//! markup. Out: the same markup without the tags nested deeper than [`MAX_DEPTH`], without the attributes of monstrous
//! tags, and with no more than [`MAX_FORMATTING`] formatting elements open at once. The text between tags stays.

use std::borrow::Cow;

/// Deepest nesting that is kept; browsers allow 512.
const MAX_DEPTH: usize = 256;

/// Most formatting elements open at once. A parser opens every one of them anew in every paragraph, so that `n` of them
/// before `n` paragraphs make `n²` elements.
const MAX_FORMATTING: usize = 12;

/// Longest tag that keeps its attributes, in bytes: enough for an embedded picture, which is of no use here anyway.
const MAX_TAG: usize = 65_536;

/// Elements that never hold others, or whose end most authors leave out and a parser supplies.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "html", "head", "body",
];

const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The markup, tamed. What is tame already (nearly every page) is not copied.
pub(crate) fn tame(html: &str) -> Cow<'_, str> {
    let mut state = State::default();
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(start) = find(html, at, "<") {
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        let fate = state.fate(&tag);
        if fate != Fate::Keep {
            out.push_str(&html[kept..start]);
            if fate == Fate::Strip {
                out.extend(["<", tag.name.as_str(), ">"]);
            }
            kept = tag.end;
        }
        at = tag.end;
        if !tag.closes && RAW.contains(&tag.name.as_str()) {
            at = end_of_raw(html, tag.end, &tag.name);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

#[derive(PartialEq)]
enum Fate {
    Keep,
    /// The tag loses its attributes.
    Strip,
    Drop,
}

/// The elements that are open, much as a parser would see them.
#[derive(Default)]
struct State {
    open: Vec<String>,
    formatting: usize,
    /// Formatting elements that were closed by the end of another element: a parser opens them again.
    lingering: usize,
}

impl State {
    fn fate(&mut self, tag: &Tag) -> Fate {
        if tag.name.is_empty() || FLAT.contains(&tag.name.as_str()) {
            return if tag.len() > MAX_TAG && !tag.name.is_empty() { Fate::Strip } else { Fate::Keep };
        }
        if tag.closes {
            return self.close(&tag.name);
        }
        let formats = is_formatting(&tag.name);
        if self.open.len() >= MAX_DEPTH || (formats && self.formatting + self.lingering >= MAX_FORMATTING) {
            return Fate::Drop;
        }
        self.formatting += usize::from(formats);
        self.open.push(tag.name.clone());
        if tag.len() > MAX_TAG { Fate::Strip } else { Fate::Keep }
    }

    /// Closes the innermost element of this name. An end without a beginning closes nothing; nor does an end that
    /// belongs to a tag that was dropped, which looks just like it.
    fn close(&mut self, name: &str) -> Fate {
        if is_formatting(name) {
            self.lingering = self.lingering.saturating_sub(1);
        }
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return Fate::Drop };
        let closed = self.open.split_off(at);
        let formatting = closed.iter().filter(|name| is_formatting(name)).count();
        self.formatting -= formatting;
        self.lingering += formatting - usize::from(is_formatting(name));
        Fate::Keep
    }
}

fn is_formatting(name: &str) -> bool {
    FORMATTING.contains(&name)
}

/// A tag, comment or declaration. The latter two have no name.
struct Tag {
    name: String,
    closes: bool,
    start: usize,
    end: usize,
}

impl Tag {
    /// What begins at the `<` at byte `start`; `None` where that is just a sign.
    fn read(html: &str, start: usize) -> Option<Tag> {
        let rest = &html[start + 1..];
        let nameless = |end| Some(Tag { name: String::new(), closes: false, start, end });
        if rest.starts_with("!--") {
            return nameless(find(html, start + 4, "-->").map_or(html.len(), |end| end + 3));
        }
        let closes = rest.starts_with('/');
        let name = &rest[usize::from(closes)..];
        match name.bytes().next()? {
            b'!' | b'?' => return nameless(find(html, start, ">").map_or(html.len(), |end| end + 1)),
            first if !first.is_ascii_alphabetic() => return None,
            _ => {}
        }
        let length = name.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
        // No element has so long a name; what claims one is cut short, on a character.
        let name: String = name[..length].chars().take(32).collect::<String>().to_ascii_lowercase();
        Some(Tag { name, closes, start, end: end_of_tag(html, start) })
    }

    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The byte after the tag that begins at `start`: its `>` outside quotation marks.
fn end_of_tag(html: &str, start: usize) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            // A quotation mark opens a value only after an equals sign; elsewhere it is part of a broken name.
            (None, b'"' | b'\'') if html[..at].trim_end_matches(' ').ends_with('=') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The byte at which the raw element `name` ends.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = find(html, at, "</") {
        let rest = html.as_bytes().get(found + 2..found + 2 + name.len());
        if rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name.as_bytes())) {
            return found;
        }
        at = found + 2;
    }
    html.len()
}

fn find(html: &str, from: usize, what: &str) -> Option<usize> {
    html.get(from..)?.find(what).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_markup_is_not_copied() {
        let html = "<!doctype html><html><body><p>One <b>two<p class='a>b'>three <!-- <div> --> 4 < 5</body></html>";
        assert!(matches!(tame(html), Cow::Borrowed(same) if same == html));
        let script = "<script>if (a<b) { document.write('<div>'.repeat(1000)) }</script>";
        assert!(matches!(tame(script), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_nesting_is_flattened_and_its_text_kept() {
        let html = format!("{}text{}<p>after</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tamed = tame(&html);
        assert_eq!(tamed.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tamed.matches("</div>").count(), MAX_DEPTH);
        assert!(tamed.contains("text</div>") && tamed.ends_with("<p>after</p>"));
    }

    #[test]
    fn ends_without_beginnings_hide_no_nesting() {
        let html = "<div></span>".repeat(10_000);
        assert_eq!(tame(&html).matches("<div>").count(), MAX_DEPTH);
    }

    #[test]
    fn formatting_elements_do_not_multiply() {
        let html: String = (0..1000).map(|i| format!("<div><font size={i}></div>")).collect();
        assert_eq!(tame(&html).matches("<font").count(), MAX_FORMATTING);
    }

    #[test]
    fn monstrous_tags_lose_their_attributes() {
        let html = format!("<div class=\"{}\">a</div><img src='{}'>", "x".repeat(100_000), "y".repeat(100_000));
        assert_eq!(tame(&html), "<div>a</div><img>");
    }

    #[test]
    fn anything_is_survived() {
        for html in ["<", "</", "<!--", "<!", "<a", "<a b=\"", "<script>", "<é>", "<a\u{e9}>", "<ßß é='>'", ""] {
            tame(html);
        }
    }
}
