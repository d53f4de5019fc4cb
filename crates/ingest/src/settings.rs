//! How reports are to be read, and the check that it makes sense.

use crate::dates::{self, Local};
use crate::{Fault, Form, IngestError};
use jiff::tz::TimeZone;

/// Largest single text that is read by default, in bytes: about eight million words, far beyond any report, and little
/// enough for its record to fit into memory.
pub const MAX_BYTES: u64 = 50_000_000;

/// How reports are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Whether a text is cleaned.
    pub handling: Handling,
    /// What is known better than the input says.
    pub overrides: Overrides,
    /// The inputs' form; told from name and content where it is not given.
    pub form: Option<Form>,
    /// Which extractor finds the article in a page.
    pub extractor: Extractor,
    /// Largest single text that is read, in bytes.
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            handling: Handling::default(),
            overrides: Overrides::default(),
            form: None,
            extractor: Extractor::default(),
            max_bytes: MAX_BYTES,
        }
    }
}

/// Whether a text is cleaned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handling {
    /// Lines that are not the article's own become metadata or go.
    #[default]
    Clean,
    /// The text stays as it is, to the character. (Of HTML, the text that the extractor found.)
    Verbatim,
}

/// Which extractor finds the article in a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extractor {
    /// `trafilatura`, and `dom_smoothie` where that finds much more.
    #[default]
    Best,
    /// `trafilatura` alone.
    Trafilatura,
    /// `dom_smoothie` alone: a port of the reading view of a browser, and the faster one.
    Readability,
}

/// Metadata from outside, which go before those that the input gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Date of publication, in any form that [`crate`] reads.
    pub date: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Zone of times that name none: `Europe/Paris`, `+05:30` or `IST`.
    pub timezone: Option<String>,
}

/// Options that make sense.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub handling: Handling,
    pub overrides: Overrides,
    pub form: Option<Form>,
    pub extractor: Extractor,
    pub max_bytes: u64,
    /// The given date, in ISO 8601.
    pub date: Option<String>,
    timezone: Option<TimeZone>,
}

impl Settings {
    pub(crate) fn of(options: &Options, input: &str) -> Result<Settings, IngestError> {
        let Options { handling, overrides, form, extractor, max_bytes } = options.clone();
        let wrong = |setting, value: &str, help| {
            IngestError::new(input, Fault::Setting { setting, value: value.to_string(), help })
        };
        let mut settings = Settings { handling, overrides, form, extractor, max_bytes, date: None, timezone: None };
        if let Some(name) = &options.overrides.timezone {
            let help = "write it as Europe/Paris, +05:30 or IST";
            settings.timezone = Some(dates::timezone(name).ok_or_else(|| wrong("timezone", name, help))?);
        }
        if let Some(date) = &options.overrides.date {
            let local = settings.local(options.overrides.publisher.as_deref(), options.overrides.url.as_deref());
            let help = "write it as 2024-05-06 or 2024-05-06T10:30:00+02:00";
            settings.date = Some(dates::parse_only(date, &local).ok_or_else(|| wrong("date", date, help))?);
        }
        Ok(settings)
    }

    pub(crate) fn local(&self, publisher: Option<&str>, url: Option<&str>) -> Local {
        let outlet = [publisher, url].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Local { timezone: self.timezone.clone(), outlet }
    }
}
