//! RSS, Atom and JSON feeds with the full text of their entries.

use crate::dates::{self, Local};
use crate::draft::{Body, Draft, Drafted};
use crate::{Fault, Part, Place, encoding};
use feed_rs::model::{Entry, Feed, Text};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The entries of a feed.
pub(crate) fn entries(bytes: &[u8], place: &Place) -> Result<Vec<Drafted>, Fault> {
    let text = encoding::decode(bytes, encoding::declared(bytes).as_deref())?;
    let (feed, written) = parse(without_declaration(&text))?;
    let publisher = feed.title.as_ref().map(line);
    let entries = feed.entries.into_iter().zip(1..);
    Ok(entries
        .map(|(entry, number)| (place.part(Part::Entry(number)), draft(entry, publisher.clone(), &written)))
        .collect())
}

/// Dates as they were written, by the second they name: the feed's model knows only UTC, and the offset says what the
/// publisher's "Monday" is.
type Written = BTreeMap<u64, String>;

fn parse(text: &str) -> Result<(Feed, Written), Fault> {
    let written = Arc::new(Mutex::new(Written::new()));
    let keep = Arc::clone(&written);
    let parser = feed_rs::parser::Builder::new()
        // Entries without an id get one from their text, as every report does.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| {
            let date = dates::parse(text, &Local::default())?;
            let second = second_of(&date)?;
            keep.lock().unwrap_or_else(PoisonError::into_inner).insert(second, date);
            Some(SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(second))?.into())
        })
        .build();
    let feed = parser.parse(text.as_bytes()).map_err(|error| Fault::Feed(error.to_string()))?;
    let written = std::mem::take(&mut *written.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((feed, written))
}

/// Seconds since 1970 of an ISO date; one without an offset is taken for UTC.
fn second_of(date: &str) -> Option<u64> {
    let timestamp: Option<jiff::Timestamp> = date.parse().ok();
    let second = timestamp.map(|time| time.as_second()).or_else(|| {
        let civil: jiff::civil::DateTime = date.parse().ok()?;
        Some(jiff::tz::Offset::UTC.to_timestamp(civil).ok()?.as_second())
    });
    second.and_then(|second| u64::try_from(second).ok())
}

/// The text is decoded already, whatever its declaration says.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

fn draft(entry: Entry, publisher: Option<String>, written: &Written) -> Result<Draft, Fault> {
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let body = content.or_else(|| entry.summary.as_ref().map(|summary| summary.content.clone())).ok_or(Fault::Empty)?;
    let date = |time: Option<SystemTime>| {
        let second = time?.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        written.get(&second).cloned()
    };
    let names: Vec<String> = entry.authors.into_iter().filter_map(|author| author.name).collect();
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    Ok(Draft {
        id: Some(entry.id).filter(|id| !id.is_empty()),
        title: entry.title.as_ref().map(line).filter(|title| !title.is_empty()),
        published: date(entry.published.map(SystemTime::from)),
        updated: date(entry.updated.map(SystemTime::from)),
        byline: (!names.is_empty()).then(|| names.join(", ")),
        publisher,
        url: link.map(|link| link.href.clone()),
        // Text without a tag reads the same either way; its entities do not.
        body: if body.contains('<') || body.contains('&') { Body::Html(body) } else { Body::Text(body) },
        ..Draft::default()
    })
}

/// A title as one line of plain text.
fn line(text: &Text) -> String {
    let plain = match text.content.contains(['<', '&']) {
        true => crate::html::text_of(&text.content),
        false => text.content.clone(),
    };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(feed: &str) -> Draft {
        entries(feed.as_bytes(), &"feed.xml".into()).unwrap().swap_remove(0).1.unwrap()
    }

    #[test]
    fn rss_with_full_text() {
        let draft = first(
            r#"<?xml version="1.0" encoding="iso-8859-1"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>The Courier</title><item><title>Talks &amp; more</title><link>https://courier.example/a1</link>
            <guid>a1</guid><dc:creator>Ana Ruiz</dc:creator><pubDate>Mon, 06 May 2024 10:30:00 +0200</pubDate>
            <description>Short.</description><content:encoded><![CDATA[<p>The ministers met in Łódź.</p>]]></content:encoded>
            </item></channel></rss>"#,
        );
        assert_eq!(draft.body, Body::Html("<p>The ministers met in Łódź.</p>".into()));
        assert_eq!((draft.id.as_deref(), draft.title.as_deref()), (Some("a1"), Some("Talks & more")));
        assert_eq!(draft.published.as_deref(), Some("2024-05-06T10:30:00+02:00"));
        assert_eq!((draft.byline.as_deref(), draft.publisher.as_deref()), (Some("Ana Ruiz"), Some("The Courier")));
        assert_eq!(draft.url.as_deref(), Some("https://courier.example/a1"));
    }

    #[test]
    fn atom_and_json_feeds() {
        let draft = first(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><id>f</id><entry><id>a2</id>
            <title>Talks</title><published>2024-05-06T10:30:00Z</published><updated>2024-05-07T10:30:00+01:00</updated>
            <content type="html">&lt;p&gt;They met.&lt;/p&gt;</content></entry></feed>"#,
        );
        assert_eq!((draft.id.as_deref(), &draft.body), (Some("a2"), &Body::Html("<p>They met.</p>".into())));
        assert_eq!(draft.updated.as_deref(), Some("2024-05-07T10:30:00+01:00"));
        let draft = first(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [{"id": "a3",
            "title": "Talks", "content_text": "They met.", "date_published": "2024-05-06T10:30:00+05:30"}]}"#,
        );
        assert_eq!((draft.id.as_deref(), draft.published.as_deref()), (Some("a3"), Some("2024-05-06T10:30:00+05:30")));
        assert_eq!(draft.body, Body::Text("They met.".into()));
    }

    #[test]
    fn what_is_no_feed_is_a_fault() {
        assert!(matches!(entries(b"<html></html>", &"a.xml".into()), Err(Fault::Feed(_))));
        assert!(matches!(entries(b"<rss><channel>", &"a.xml".into()), Err(Fault::Feed(_)) | Ok(_)));
    }
}
