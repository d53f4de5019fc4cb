//! A page, or a piece of one, to the article's text and what the page says of itself.
//!
//! `trafilatura` finds the article; `dom_smoothie` reads the metadata and gives a second opinion. Both are young, and a
//! page is whatever a stranger wrote: they run in a thread of their own with a large stack, whose panic is an error of
//! this page and not the end of the program.

use crate::Fault;
use crate::draft::Draft;
use crate::settings::Extractor;
use crate::tame::tame;
use dom_smoothie::{Config, Metadata, Readability, TextMode};

/// What was found in a page.
pub(crate) struct Page {
    pub text: String,
    /// What the page says of itself; its body is empty.
    pub about: Draft,
}

/// Largest page that is read, in bytes: the largest pages of news sites have 2 to 5 MB, nearly all of it scripts.
const MAX_PAGE: u64 = 16_000_000;

/// Stack of the thread in which the extractors walk a page's tree, in bytes. The tree is at most 256 elements deep.
const STACK: usize = 32 << 20;

/// How many times as long the second opinion must be to be preferred: the two differ by a caption or a list on most
/// pages, and by half the text only where one has missed the article.
const CLEARLY_MORE: usize = 2;

/// Elements of a page that hold no text of it.
const UNREAD: &str = "script, style, noscript, template, iframe, svg, button, select, textarea, form";

/// The article of a page, or all the text of a piece of one (as feeds and corpora hold it).
pub(crate) fn read(html: &str, extractor: Extractor) -> Result<Page, Fault> {
    if html.len() as u64 > MAX_PAGE {
        return Err(Fault::TooLarge { limit: MAX_PAGE });
    }
    let html = tame(html);
    guarded(|| if is_page(&html) { page(&html, extractor) } else { Ok(piece(&html)) })
}

/// Runs `work` on a large stack of its own; its panic becomes a fault.
fn guarded(work: impl FnOnce() -> Result<Page, Fault> + Send) -> Result<Page, Fault> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("page".into()).stack_size(STACK).spawn_scoped(scope, work);
        thread?.join().unwrap_or_else(|_| Err(Fault::Page("its markup is too broken".into())))
    })
}

/// How far into a page its first tags are looked for, in bytes: a licence may stand before them in a comment.
const OPENING: usize = 16_384;

fn is_page(html: &str) -> bool {
    let bytes = html.as_bytes();
    [b"<html".as_slice(), b"<body", b"<head>", b"<!doctype"]
        .iter()
        .any(|tag| bytes.windows(tag.len()).take(OPENING).any(|window| window.eq_ignore_ascii_case(tag)))
}

fn piece(html: &str) -> Page {
    Page { text: text_of(html), about: Draft::default() }
}

fn page(html: &str, extractor: Extractor) -> Result<Page, Fault> {
    let mut about = about(html);
    let text = match extractor {
        Extractor::Readability => by_readability(html),
        Extractor::Trafilatura => by_trafilatura(html, &mut about),
        Extractor::Best => better(by_trafilatura(html, &mut about), || by_readability(html)),
    };
    match text {
        Some(text) => Ok(Page { text, about }),
        None => Err(Fault::Page("it holds no running text".into())),
    }
}

/// The first text unless the second is clearly more.
fn better(first: Option<String>, second: impl FnOnce() -> Option<String>) -> Option<String> {
    match (first, second()) {
        (Some(first), Some(second)) if second.len() > CLEARLY_MORE * first.len() => Some(second),
        (first, second) => first.or(second),
    }
}

fn by_trafilatura(html: &str, about: &mut Draft) -> Option<String> {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let found = trafilatura::extract(html, &options).ok()?;
    let or = |slot: &mut Option<String>, text: String| *slot = slot.take().or_else(|| filled(text));
    or(&mut about.title, found.metadata.title);
    or(&mut about.byline, found.metadata.author);
    or(&mut about.publisher, found.metadata.sitename);
    or(&mut about.url, found.metadata.url);
    or(&mut about.published, found.metadata.date.map(|date| date.to_string()).unwrap_or_default());
    filled(text_of(&found.content_html)).or_else(|| filled(found.content_text))
}

fn by_readability(html: &str) -> Option<String> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    filled(text_of(&article.content))
}

/// All the text of a piece of HTML, a block a line.
pub(crate) fn text_of(html: &str) -> String {
    let reader = Readability::from(html);
    reader.doc.select(UNREAD).remove();
    let text = reader.doc.formatted_text();
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_string()
}

/// What a page says of itself in JSON-LD, `meta`, `time` and `link` elements.
fn about(html: &str) -> Draft {
    let reader = Readability::from(html);
    let Metadata { title, byline, site_name, published_time, modified_time, url, .. } =
        reader.get_article_metadata(reader.parse_json_ld());
    let attribute = |selector: &str, name: &str| {
        let found = reader.doc.select(selector);
        found.iter().find_map(|element| filled(element.attr(name)?.to_string()))
    };
    Draft {
        title: filled(title),
        byline: byline.and_then(filled).map(|byline| without_by(&byline)),
        publisher: site_name.and_then(filled),
        published: published_time
            .and_then(filled)
            .or_else(|| attribute("article time[datetime], time[pubdate], header time[datetime]", "datetime"))
            .or_else(|| attribute("time[datetime]", "datetime")),
        updated: modified_time
            .and_then(filled)
            .or_else(|| attribute("meta[property='article:modified_time']", "content")),
        url: attribute("link[rel=canonical]", "href").or(url.and_then(filled)),
        ..Draft::default()
    }
}

fn without_by(byline: &str) -> String {
    let bare = byline.strip_prefix("By ").or_else(|| byline.strip_prefix("by ")).unwrap_or(byline);
    bare.trim().to_string()
}

fn filled(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Ministers part without a deal | The Courier</title>
        <meta property="og:site_name" content="The Courier"><link rel="canonical" href="https://courier.example/a1">
        <script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
        "headline": "Ministers part without a deal", "author": {"@type": "Person", "name": "Ana Ruiz"},
        "datePublished": "2024-05-06T10:30:00+02:00", "dateModified": "2024-05-06T12:00:00+02:00"}</script></head>
        <body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers part without a deal</h1>
        <p>The ministers of the two countries met for two hours on Monday in Vienna, and parted without a word to the
        reporters who had waited for them in the rain since early morning.</p>
        <p>“We agreed on the date of another meeting,” a spokesman said, “and on nothing else.” He would not say when or
        where that meeting would be, nor who would take part in it.</p><div class="ad">Advertisement</div>
        <p>The talks, the third round since March, were about the release of prisoners, which both governments say they
        want, and about the order in which it should happen, on which they disagree.</p></article>
        <footer>All rights reserved</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_article_and_says_of_itself() {
        for extractor in [Extractor::Best, Extractor::Trafilatura, Extractor::Readability] {
            let page = read(PAGE, extractor).unwrap();
            assert!(page.text.contains("“We agreed on the date of another meeting,” a spokesman said,"));
            assert!(page.text.contains("parted without a word to the reporters") && !page.text.contains("World"));
            assert_eq!(page.about.title.as_deref(), Some("Ministers part without a deal"));
            assert_eq!(page.about.byline.as_deref(), Some("Ana Ruiz"));
            assert_eq!(page.about.publisher.as_deref(), Some("The Courier"));
            assert_eq!(page.about.published.as_deref(), Some("2024-05-06T10:30:00+02:00"));
            assert_eq!(page.about.updated.as_deref(), Some("2024-05-06T12:00:00+02:00"));
            assert_eq!(page.about.url.as_deref(), Some("https://courier.example/a1"));
        }
    }

    #[test]
    fn a_piece_keeps_all_its_text() {
        let page = read(
            "<p>They <b>met</b>.</p><script>x()</script><ul><li>One</li><li>Two &amp; three</li></ul>",
            Extractor::Best,
        );
        let text = page.unwrap().text;
        assert_eq!(
            text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            ["They met.", "One", "Two & three"]
        );
    }

    #[test]
    fn hostile_markup_is_survived() {
        let deep = format!("<html><body>{}<p>The ministers met.</p>", "<div>".repeat(100_000));
        let wide = format!("<html><body {}=1><p>The ministers met.</p>", "a".repeat(1_000_000));
        let many: String = (0..20_000).map(|i| format!("<p><font a{i}=1>")).collect();
        for html in [deep, wide, format!("<html><body>{many}The ministers met."), "<html><body><table><tr><p>".into()] {
            let _ = read(&html, Extractor::Best);
        }
    }

    #[test]
    fn a_panic_is_a_fault_of_the_page() {
        assert!(matches!(guarded(|| panic!("as a parser might")), Err(Fault::Page(_))));
    }
}
