//! Where the text says it.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

/// A half-open range `[start, end)` of the report's text: bytes in memory, code points in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Offset of the first unit.
    pub start: usize,
    /// Offset just past the last unit.
    pub end: usize,
}

impl From<rapporteur_text::Span> for Span {
    fn from(span: rapporteur_text::Span) -> Self {
        Span { start: span.start, end: span.end }
    }
}

impl From<Span> for rapporteur_text::Span {
    fn from(span: Span) -> Self {
        rapporteur_text::Span { start: span.start, end: span.end }
    }
}

impl Span {
    /// The words of `text` that the span points at.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the two share a unit.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// One or more spans that say a datum; without any there is no datum.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Evidence(#[schemars(length(min = 1))] pub(crate) Vec<Span>);

impl Evidence {
    /// Evidence of one span.
    pub fn new(span: impl Into<Span>) -> Self {
        Evidence(vec![span.into()])
    }

    /// The same with further spans, in text order and without doubles.
    pub fn with<S: Into<Span>>(mut self, spans: impl IntoIterator<Item = S>) -> Self {
        self.0.extend(spans.into_iter().map(Into::into));
        self.0.sort();
        self.0.dedup();
        self
    }

    /// The spans, in text order; never empty.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The first span.
    pub fn first(&self) -> Span {
        self.0[0]
    }
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spans = Vec::<Span>::deserialize(deserializer)?;
        if spans.is_empty() { Err(de::Error::custom("a datum without evidence")) } else { Ok(Evidence(spans)) }
    }
}

/// A time that the text names, resolved against the report's publication date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// The words it was read from.
    pub text: String,
    /// EDTF (ISO 8601-2): `2022-01-10`, `2021-06`, `2022-01-10/2022-01-13`.
    pub value: String,
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
}

/// A place that the text names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The words it was read from.
    pub text: String,
    /// Usual English name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code; absent for seas and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// GeoNames id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
}
