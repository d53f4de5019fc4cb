//! The fields of a corpus entry, by whatever name people give them.

use crate::Fault;
use crate::draft::{Body, Draft};

/// Names of the fields, in the order of preference, in lower case and without `_`, `-` and spaces.
const TEXT: &[&str] = &[
    "text",
    "eventtext",
    "body",
    "content",
    "fulltext",
    "articletext",
    "articlebody",
    "contenttext",
    "article",
    "story",
    "maintext",
    "cleantext",
];
const HTML: &[&str] = &["html", "contenthtml", "bodyhtml"];
const ID: &[&str] = &["id", "storyid", "docid", "documentid", "articleid", "guid", "uuid"];
const TITLE: &[&str] = &["title", "headline"];
const SUBTITLE: &[&str] = &["subtitle", "subhead", "subheadline", "standfirst"];
const PUBLISHED: &[&str] = &[
    "published",
    "datepublished",
    "publishedat",
    "publicationdate",
    "publishdate",
    "pubdate",
    "datetime",
    "date",
    "timestamp",
];
const UPDATED: &[&str] = &["updated", "datemodified", "updatedat", "modified"];
const BYLINE: &[&str] = &["byline", "author", "authors"];
const PUBLISHER: &[&str] = &["publisher", "source", "sourcename", "outlet", "newspaper", "site", "sitename", "domain"];
const URL: &[&str] = &["url", "link", "sourceurl", "canonicalurl"];

/// Whether a table whose columns bear these names could be a corpus of reports.
pub(crate) fn has_text<'a>(names: impl IntoIterator<Item = &'a str>) -> bool {
    names.into_iter().map(plain).any(|name| TEXT.contains(&name.as_str()) || HTML.contains(&name.as_str()))
}

/// The draft that the named values of an entry make.
pub(crate) fn draft(entry: Vec<(String, String)>) -> Result<Draft, Fault> {
    let names: Vec<String> = entry.iter().map(|(name, _)| name.clone()).collect();
    let mut fields: Vec<(String, String)> = entry.into_iter().map(|(name, value)| (plain(&name), value)).collect();
    let mut take = |wanted: &[&str]| {
        let filled = |name: &&&str| fields.iter().position(|(n, value)| n == **name && !value.trim().is_empty());
        let at = wanted.iter().find(|name| filled(name).is_some()).and_then(|name| filled(&name))?;
        Some(fields.swap_remove(at).1)
    };
    let body = match take(TEXT) {
        Some(text) if is_html(&text) => Body::Html(text),
        Some(text) => Body::Text(text),
        None => Body::Html(take(HTML).ok_or_else(|| no_text(&names))?),
    };
    let mut line = |wanted| take(wanted).map(|value| value.trim().to_string());
    Ok(Draft {
        id: line(ID),
        title: line(TITLE),
        subtitle: line(SUBTITLE),
        published: line(PUBLISHED),
        updated: line(UPDATED),
        byline: line(BYLINE),
        publisher: line(PUBLISHER),
        url: line(URL),
        body,
    })
}

/// Text fields of some corpora hold the paragraphs of the page they came from.
fn is_html(text: &str) -> bool {
    text.trim_start().starts_with('<') && ["</p>", "</div>", "<br", "</html>"].iter().any(|tag| text.contains(tag))
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn no_text(names: &[String]) -> Fault {
    let found = if names.is_empty() { "none".to_string() } else { names.join(", ") };
    Fault::NoText { wanted: "text, event_text, body, content or html".to_string(), found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fields: &[(&str, &str)]) -> Result<Draft, Fault> {
        draft(fields.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect())
    }

    #[test]
    fn names_of_several_corpora_are_known() {
        let fields =
            [("story_id", "a1"), ("headline", "Talks"), ("event_text", "They met."), ("pub_date", "2024-05-06")];
        let draft = entry(&fields).unwrap();
        assert_eq!((draft.id.as_deref(), draft.title.as_deref()), (Some("a1"), Some("Talks")));
        assert_eq!((draft.published.as_deref(), draft.body), (Some("2024-05-06"), Body::Text("They met.".into())));
        assert_eq!(entry(&[("content", "<p>They met.</p>")]).unwrap().body, Body::Html("<p>They met.</p>".into()));
    }

    #[test]
    fn an_entry_without_text_says_what_it_has() {
        let error = entry(&[("summary", "They met."), ("text", " ")]).unwrap_err().to_string();
        assert!(error.ends_with("there are summary, text"), "{error}");
    }
}
