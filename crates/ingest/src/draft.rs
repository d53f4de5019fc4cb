//! A report on its way to becoming a source: what its form gave, before cleaning, settings and checks.

use crate::dates::{self, Local};
use crate::settings::Settings;
use crate::{Fault, Handling, IngestError, Place, html, language, plain};
use rapporteur_text::{Meta, Source};
use sha2::{Digest, Sha256};

/// What a form knows of a report. Dates are as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    pub id: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub byline: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub body: Body,
}

/// The report's words, as they were given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Text(String),
    /// A page or a piece of one.
    Html(String),
}

impl Default for Body {
    fn default() -> Self {
        Body::Text(String::new())
    }
}

/// A report of an input with its place, or what is wrong with it.
pub(crate) type Drafted = (Place, Result<Draft, Fault>);

/// How many hexadecimal digits of its hash name a report that has no name of its own.
const ID_DIGITS: usize = 12;

impl Draft {
    /// The source, cleaned and checked. `place` is named where it cannot be made.
    pub(crate) fn finish(self, settings: &Settings, place: &Place) -> Result<Source, IngestError> {
        self.source(settings).map_err(|fault| IngestError::new(place, fault))
    }

    fn source(mut self, settings: &Settings) -> Result<Source, Fault> {
        let text = self.take_text(settings)?;
        let given = &settings.overrides;
        self.publisher = given.publisher.clone().or(self.publisher);
        self.url = given.url.clone().or(self.url);
        self.title = given.title.clone().or(self.title);
        let local = settings.local(self.publisher.as_deref(), self.url.as_deref());
        let dated = |text: &Option<String>| text.as_deref().and_then(|text| dates::parse(text, &local));
        let mut meta = Meta {
            published: settings.date.clone().or_else(|| dated(&self.published)),
            updated: dated(&self.updated),
            ..Meta::default()
        };
        let text = match settings.handling {
            Handling::Verbatim => text,
            Handling::Clean => self.clean(text, &mut meta, &local),
        };
        if text.trim().is_empty() {
            return Err(Fault::Empty);
        }
        meta.language = language::identify(&text)?.to_string();
        meta.sha256 = hex(&Sha256::digest(text.as_bytes()));
        meta.id = self.id.unwrap_or_else(|| format!("r-{}", &meta.sha256[..ID_DIGITS]));
        meta.title = self.title;
        meta.subtitle = self.subtitle;
        meta.byline = self.byline;
        meta.publisher = self.publisher;
        meta.url = self.url;
        let mut source = Source::new(text, meta);
        let filed = source.datelines.first().map(|dateline| dateline.of(&source.text));
        source.meta.published = source.meta.published.take().or_else(|| dates::parse(filed?, &local));
        Ok(source)
    }

    fn take_text(&mut self, settings: &Settings) -> Result<String, Fault> {
        let text = match std::mem::take(&mut self.body) {
            Body::Text(text) => text,
            Body::Html(html) => {
                let page = html::read(&html, settings.extractor)?;
                self.fill(page.about);
                page.text
            }
        };
        match text.len() as u64 > settings.max_bytes {
            true => Err(Fault::TooLarge { limit: settings.max_bytes }),
            false => Ok(text),
        }
    }

    fn clean(&mut self, text: String, meta: &mut Meta, local: &Local) -> String {
        let article = plain::article(&text, self.title.as_deref(), local);
        let or = |slot: &mut Option<String>, found: Option<String>| *slot = slot.take().or(found);
        or(&mut self.title, article.title);
        or(&mut self.subtitle, article.subtitle);
        or(&mut self.byline, article.byline);
        or(&mut self.publisher, article.publisher);
        or(&mut meta.published, article.published);
        or(&mut meta.updated, article.updated);
        article.text
    }

    /// Takes from `other` what this draft does not know.
    fn fill(&mut self, other: Draft) {
        let or = |slot: &mut Option<String>, found: Option<String>| *slot = slot.take().or(found);
        or(&mut self.title, other.title);
        or(&mut self.subtitle, other.subtitle);
        or(&mut self.published, other.published);
        or(&mut self.updated, other.updated);
        or(&mut self.byline, other.byline);
        or(&mut self.publisher, other.publisher);
        or(&mut self.url, other.url);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
