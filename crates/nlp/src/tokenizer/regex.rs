//! Affixes of a customised model, matched with its own regular expressions.
//!
//! The expressions are Python's; `fancy-regex` reads those of the English pipelines as they are. They cost about a
//! hundred times what [`super::affixes`] does. A search that goes back and forth too long counts as finding nothing.

use crate::LoadError;
use fancy_regex::Regex;
use std::ops::Range;

/// The expressions of a `tokenizer` file, compiled; `None` where the file has null.
pub(super) struct Patterns {
    prefix: Option<Regex>,
    suffix: Option<Regex>,
    infix: Option<Regex>,
    url: Option<Regex>,
    token: Option<Regex>,
}

/// The expressions as the file has them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sources<'b> {
    pub(super) prefix: Option<&'b str>,
    pub(super) suffix: Option<&'b str>,
    pub(super) infix: Option<&'b str>,
    pub(super) url: Option<&'b str>,
    pub(super) token: Option<&'b str>,
}

impl Patterns {
    /// Compiles the expressions.
    pub(super) fn new(sources: Sources<'_>) -> Result<Self, LoadError> {
        let compile = |source: Option<&str>| {
            source.map(Regex::new).transpose().map_err(|error| LoadError::file(super::FILE, error))
        };
        // Python's `match` looks at the start only, where `find` would go on.
        let anchored = |source: Option<&str>| compile(source.map(|source| format!(r"\A(?:{source})")).as_deref());
        Ok(Patterns {
            prefix: compile(sources.prefix)?,
            suffix: compile(sources.suffix)?,
            infix: compile(sources.infix)?,
            url: anchored(sources.url)?,
            token: anchored(sources.token)?,
        })
    }

    /// Bytes of the prefix. spaCy takes the length of the match, wherever it lies, and cuts as much off the start.
    pub(super) fn prefix(&self, text: &str) -> usize {
        text.chars().take(length(&self.prefix, text)).map(char::len_utf8).sum()
    }

    /// Bytes of the suffix, likewise.
    pub(super) fn suffix(&self, text: &str) -> usize {
        text.chars().rev().take(length(&self.suffix, text)).map(char::len_utf8).sum()
    }

    /// The first infix at byte `from` or later.
    pub(super) fn infix(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let found = self.infix.as_ref()?.find_from_pos(text, from).ok()??;
        Some(found.range())
    }

    /// Whether the text is an address, or otherwise stays whole once its affixes are off.
    pub(super) fn is_url(&self, text: &str) -> bool {
        self.is_whole(text) || matches(&self.url, text)
    }

    /// Whether the text stays whole with its affixes.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        matches(&self.token, text)
    }
}

/// Characters of the first match.
fn length(regex: &Option<Regex>, text: &str) -> usize {
    let found = regex.as_ref().and_then(|regex| regex.find(text).ok().flatten());
    found.map_or(0, |found| found.as_str().chars().count())
}

fn matches(regex: &Option<Regex>, text: &str) -> bool {
    regex.as_ref().is_some_and(|regex| regex.is_match(text).unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_a_customised_model_are_followed() {
        let patterns = Patterns::new(Sources {
            prefix: Some(r"^\(|^\+(?![0-9])"),
            suffix: Some(r"(?<=[0-9])km$|'s$|\)$"),
            infix: Some(r"(?<=[a-z])-(?=[a-z])"),
            url: Some(r"(?u)www\."),
            token: Some(r"^:\)$"),
        })
        .unwrap();
        assert_eq!((patterns.prefix("(x"), patterns.prefix("+1"), patterns.prefix("x")), (1, 0, 0));
        assert_eq!((patterns.suffix("40km"), patterns.suffix("xkm"), patterns.suffix("Iran's")), (2, 0, 2));
        assert_eq!((patterns.infix("a-b-c", 0), patterns.infix("a-b-c", 2)), (Some(1..2), Some(3..4)));
        assert!(patterns.is_url("www.un.org") && !patterns.is_url("a www.un.org"));
        assert!(patterns.is_whole(":)") && !patterns.is_whole("(:)"));
    }

    #[test]
    fn a_broken_expression_is_refused() {
        let error = Patterns::new(Sources { prefix: Some("("), ..Sources::default() }).map(|_| ()).unwrap_err();
        assert!(error.to_string().starts_with("the model's file tokenizer cannot be used"), "{error}");
    }
}
