//! Toponyms against TR-News, GeoWebNews and GeoVirus.

use super::{Counts, Parse, ScoreError, read, share, xml};
use rapporteur_extract::{Context, places};
use rapporteur_lexicon::{Entry, Lexicon, PlaceKind, fold};
use rapporteur_record::Place;
use rapporteur_text::{Meta, Offsets, Source, Span};
use std::fmt;
use std::path::Path;

/// A corpus and how it writes its toponyms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corpus {
    /// TR-News: names and adjectives, GeoNames coordinates.
    TrNews,
    /// GeoWebNews: names and adjectives by type, GeoNames coordinates.
    GeoWebNews,
    /// GeoVirus: names only, coordinates of Wikipedia.
    GeoVirus,
}

/// What was found, and how near.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toponyms {
    /// Toponyms found: the extents overlap, each answer for one of the gold.
    pub found: Counts,
    /// Gold toponyms with coordinates.
    pub located: usize,
    /// Of the found ones with coordinates, how many the gold has coordinates for.
    pub answered: usize,
    /// Of `answered`, those at most 161 km (100 miles) from the gold, or of the gold's own entry: GeoNames' id, or the country
    /// on whose page the gold's coordinates stand.
    pub near: usize,
    /// Of `located`, those right where their extents are given: near, or the gold's own entry.
    pub given: usize,
    /// What was missed, spurious or far off, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Toponyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "toponyms  {}", self.found)?;
        write!(
            f,
            "within 161 km or the same entry: {:.1} % of the {} found, {:.1} % of all {} with coordinates; {:.1} % of all with \
             their extents given",
            share(self.near, self.answered) * 100.0,
            self.answered,
            share(self.near, self.located) * 100.0,
            self.located,
            share(self.given, self.located) * 100.0
        )
    }
}

/// A toponym of the gold.
struct Gold {
    span: Span,
    point: Option<(f64, f64)>,
    /// GeoNames' id that the gold gives.
    geonames: Option<u32>,
    /// The title of the encyclopedia's page that the gold gives.
    page: Option<String>,
    /// Whether a system need not find it, nor is wrong to.
    optional: bool,
}

const NEAR_KM: f64 = 161.0;

/// Scores a corpus' file in `folder`.
pub fn toponyms(folder: &Path, corpus: Corpus, lexicon: &Lexicon, parse: &mut Parse) -> Result<Toponyms, ScoreError> {
    let path = folder.join(corpus.file());
    let gold = read(&path)?;
    let mut score = Toponyms::default();
    for (i, article) in xml::elements(&gold, "article").enumerate() {
        let text = xml::text(article, "text");
        let meta = Meta { id: format!("{}-{i}", corpus.file().trim_end_matches(".xml")), ..Meta::default() };
        let source = Source::new(text.as_str(), meta);
        let doc = parse(&source);
        let context = Context { source: &source, doc: &doc, lexicon, quotations: &[] };
        let answers: Vec<places::Toponym> =
            places::find(context).toponyms.into_iter().filter(|found| corpus.asks_for(found.role)).collect();
        let gold = corpus.gold(article, &text);
        compare(lexicon, &text, &gold, &answers, &mut score);
        let spans: Vec<Span> = gold.iter().filter(|item| !item.optional).map(|item| item.span).collect();
        let places = places::given(context, &spans);
        let items = gold.iter().filter(|item| !item.optional);
        score.given +=
            items.zip(&places).filter(|(item, place)| item.is(lexicon, place.as_ref()) == Some(true)).count();
    }
    if score.found == Counts::default() {
        return Err(ScoreError::Form { path, reason: "it holds no article with toponyms".into() });
    }
    Ok(score)
}

impl Gold {
    /// Whether the place is the gold's; `None` where the gold has no coordinates.
    fn is(&self, lexicon: &Lexicon, place: Option<&Place>) -> Option<bool> {
        let point = self.point?;
        let Some(place) = place else { return Some(false) };
        let near = place.latitude.zip(place.longitude).is_some_and(|ours| distance(ours, point) <= NEAR_KM);
        let country = |entry: Entry| entry.kind == PlaceKind::Country && entry.geonames == place.geonames;
        let titled = self
            .page
            .as_ref()
            .is_some_and(|page| place.geonames.is_some() && lexicon.gazetteer.named(&fold(page)).any(country));
        Some(near || titled || self.geonames.is_some() && self.geonames == place.geonames)
    }
}

fn compare(lexicon: &Lexicon, text: &str, gold: &[Gold], answers: &[places::Toponym], score: &mut Toponyms) {
    let mut taken = vec![false; answers.len()];
    for item in gold {
        let hit = (0..answers.len()).find(|&i| !taken[i] && answers[i].span.overlaps(item.span));
        if let Some(i) = hit {
            taken[i] = true;
        }
        if item.optional {
            continue;
        }
        match hit {
            Some(_) => score.found.right += 1,
            None => {
                score.found.missed += 1;
                score.errors.push(format!("missed {}", around(text, item.span)));
            }
        }
        let Some(point) = item.point else { continue };
        score.located += 1;
        let Some(i) = hit else { continue };
        score.answered += 1;
        let place = answers[i].place.as_ref();
        if item.is(lexicon, place) == Some(true) {
            score.near += 1;
        } else {
            let ours = place.and_then(|place| Some((place.latitude?, place.longitude?)));
            let name = place.map_or("nowhere".to_owned(), |place| format!("{} {:?}", place.name, place.country));
            score.errors.push(format!("far {} {point:?}: {name} {ours:?}", around(text, item.span)));
        }
    }
    for (answer, _) in answers.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        score.found.spurious += 1;
        score.errors.push(format!("spurious {}", around(text, answer.span)));
    }
}

fn around(text: &str, span: Span) -> String {
    let from = text[..span.start].char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let to = text[span.end..].char_indices().nth(16).map_or(text.len(), |(at, _)| span.end + at);
    format!("{}[{}]{}", &text[from..span.start], span.of(text), &text[span.end..to]).replace('\n', " ")
}

impl Corpus {
    fn file(self) -> &'static str {
        match self {
            Corpus::TrNews => "TR-News.xml",
            Corpus::GeoWebNews => "GWN_dev.xml",
            Corpus::GeoVirus => "GeoVirus_dev.xml",
        }
    }

    /// Whether the corpus marks toponyms of that role.
    fn asks_for(self, role: places::Role) -> bool {
        match self {
            Corpus::TrNews => true,
            Corpus::GeoWebNews => true,
            Corpus::GeoVirus => !matches!(role, places::Role::Embedded | places::Role::Adjective),
        }
    }

    fn gold(self, article: &str, text: &str) -> Vec<Gold> {
        let offsets = Offsets::new(text);
        let element = match self {
            Corpus::GeoVirus => "location",
            _ => "toponym",
        };
        let mut gold: Vec<Gold> =
            xml::elements(article, element).filter_map(|item| self.toponym(item, text, &offsets)).collect();
        gold.sort_by_key(|item| item.span);
        gold
    }

    fn toponym(self, item: &str, text: &str, offsets: &Offsets) -> Option<Gold> {
        let number = |name: &str| xml::text(item, name).trim().parse::<usize>().ok();
        let degrees = |name: &str| xml::text(item, name).trim().parse::<f64>().ok();
        let (phrase, shift, latitude, longitude) = match self {
            Corpus::TrNews => ("phrase", 0, "lat", "lon"),
            Corpus::GeoWebNews => ("extractedName", 0, "latitude", "longitude"),
            Corpus::GeoVirus => ("name", 1, "lat", "lon"),
        };
        let start = offsets.bytes(number("start")?.checked_sub(shift)?)?;
        let end = offsets.bytes(number("end")?.checked_sub(shift)?)?;
        let span = near_phrase(text, Span::new(start, end.max(start)), &xml::text(item, phrase));
        let kind = xml::text(item, "type");
        let marked = self != Corpus::GeoWebNews || TOPONYM_TYPES.contains(&kind.as_str());
        if self == Corpus::GeoWebNews && !marked && !OPTIONAL_TYPES.contains(&kind.as_str()) {
            return None;
        }
        let point = degrees(latitude).zip(degrees(longitude)).filter(|_| marked);
        let id = xml::text(item, "geonamesID").trim().parse().ok();
        let id = id.or_else(|| attribute(item, "geonameid")).filter(|_| point.is_some());
        let page = xml::text(item, "page");
        let page = page.rsplit('/').next().filter(|title| !title.is_empty()).map(|title| title.replace('_', " "));
        Some(Gold { span, point, geonames: id, page, optional: !marked })
    }
}

/// The number in the first attribute of that name.
fn attribute(item: &str, name: &str) -> Option<u32> {
    let rest = item.split_once(&format!("{name}=\""))?.1;
    rest.split('"').next()?.parse().ok()
}

/// GeoWebNews' types of toponyms: literal and associative names and modifiers of places.
const TOPONYM_TYPES: [&str; 7] = [
    "Literal",
    "Literal_Modifier",
    "Mixed",
    "Metonymic",
    "Non_Literal_Modifier",
    "Embedded_Literal",
    "Embedded_Non_Lit",
];

/// Types that name people, languages, persons or facilities by a place's name.
const OPTIONAL_TYPES: [&str; 5] = ["Coercion", "Demonym", "Homonym", "Language", "Non_Toponym"];

/// Some offsets are off by a few characters: the phrase is looked for nearby.
fn near_phrase(text: &str, span: Span, phrase: &str) -> Span {
    if phrase.is_empty() || span.of(text) == phrase {
        return span;
    }
    let hits = text.match_indices(phrase).filter(|(at, _)| at.abs_diff(span.start) <= 24);
    hits.min_by_key(|(at, _)| at.abs_diff(span.start)).map_or(span, |(at, _)| Span::new(at, at + phrase.len()))
}

/// Kilometres between two points of latitude and longitude.
fn distance((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let (dlat, dlon) = ((lat2 - lat1).to_radians(), (lon2 - lon1).to_radians());
    let a = (dlat / 2.0).sin().powi(2) + lat1.to_radians().cos() * lat2.to_radians().cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * a.sqrt().min(1.0).asin()
}
