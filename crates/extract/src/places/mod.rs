//! Where: countries, regions, cities, seas, seats of talks, resolved to coordinates.
//!
//! In: the document and the gazetteer. Out: every toponym with what it is there for, and of those that locate something
//! the record's [`Place`]s. `find` reads which words name places, `resolve` chooses which place of a name is meant,
//! `role` tells a location from an actor. Who "Moscow" is when it speaks is left to `actors`.

mod find;
mod resolve;
mod role;

use crate::Context;
use crate::attach::{self, Beside, Hung};
use rapporteur_lexicon::Entry;
use rapporteur_record::Place;
use rapporteur_text::{Dep, Doc, Span, Token};
use std::ops::Range;

pub use role::Role;
pub(crate) use role::is_called_a_place;

/// The places of a report.
#[derive(Debug, Default)]
pub struct Places {
    /// Those that locate something, in text order, without overlap.
    pub list: Vec<Place>,
    /// Every name of a place and adjective of a country, in text order, without overlap.
    pub toponyms: Vec<Toponym>,
    /// What each place of `list` hangs on.
    sites: Vec<Site>,
}

/// A name of a place, whatever it is there for.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// Where it stands.
    pub span: Span,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// What it is there for.
    pub role: Role,
    /// The place; `None` for a name that the gazetteer does not hold.
    pub place: Option<Place>,
}

/// What a place of the list hangs on.
#[derive(Debug)]
struct Site {
    index: usize,
    governor: usize,
    start: usize,
    /// Whether something comes from or goes there rather than being there.
    way: bool,
}

impl Hung for Site {
    fn governor(&self) -> usize {
        self.governor
    }

    fn start(&self) -> usize {
        self.start
    }

    fn rank(&self) -> Option<u8> {
        Some(u8::from(self.way))
    }
}

/// Finds and resolves the places.
pub fn find(context: Context) -> Places {
    let Context { doc, lexicon, .. } = context;
    let names = find::names(context);
    let resolved = resolve::resolve(doc, &lexicon.gazetteer, &names);
    let mut places = Places::default();
    for (name, entry) in names.into_iter().zip(resolved) {
        let span = name.span;
        let place = entry.map(|entry| place(doc, span, &entry));
        let role = role::role(context, &name, places.toponyms.last(), entry.map(|entry| entry.kind));
        places.add(context, Toponym { span, tokens: name.tokens, role, place });
    }
    places.add_here(context);
    places
}

/// The places of passages that are known to name one, by their spans in text order; the report's other places are found.
pub fn given(context: Context, spans: &[Span]) -> Vec<Option<Place>> {
    let Context { doc, lexicon, .. } = context;
    let mut names = find::names(context);
    names.retain(|name| spans.iter().all(|span| !span.overlaps(name.span)));
    let wanted: Vec<Option<find::Name>> = spans.iter().map(|&span| find::given(doc, lexicon, span)).collect();
    names.extend(wanted.iter().flatten().cloned());
    names.sort_by_key(|name| name.span);
    let resolved = resolve::resolve(doc, &lexicon.gazetteer, &names);
    let place = |name: &find::Name| {
        let at = names.iter().position(|known| known.span == name.span)?;
        resolved[at].map(|entry| place(doc, name.span, &entry))
    };
    wanted.iter().map(|name| place(name.as_ref()?)).collect()
}

fn place(doc: &Doc, span: Span, entry: &Entry) -> Place {
    Place {
        text: span.of(doc.text()).to_owned(),
        name: entry.name(),
        country: (!entry.country.is_empty()).then(|| entry.country.to_owned()),
        latitude: Some(entry.latitude),
        longitude: Some(entry.longitude),
        geonames: entry.geonames,
        span: span.into(),
    }
}

impl Places {
    fn add(&mut self, context: Context, toponym: Toponym) {
        if let (Role::Location, Some(place)) = (toponym.role, &toponym.place) {
            let head = attach::head(context.doc, toponym.tokens.clone());
            self.sites.push(Site {
                index: self.list.len(),
                governor: attach::governor(context.doc, toponym.tokens.clone()).i,
                start: toponym.tokens.start,
                way: matches!(head.head().lower(), "from" | "to" | "into" | "toward" | "towards" | "near" | "for"),
            });
            self.list.push(place.clone());
        }
        self.toponyms.push(toponym);
    }

    /// "Talks ended here on Friday": in the words of a reporter, where the report was filed.
    fn add_here(&mut self, context: Context) {
        let Context { source, doc, quotations, .. } = context;
        let filed = source.datelines.first().and_then(|&dateline| self.within(dateline).next().cloned());
        let Some(filed) = filed else { return };
        let here = |token: &Token| {
            let span = token.span();
            token.lower() == "here"
                && token.dep() == Dep::Advmod
                && token.head().i < token.i
                && !quotations.iter().any(|quotation| quotation.span.contains(span))
        };
        for token in doc.tokens().filter(here) {
            let span = token.span();
            let at = self.list.partition_point(|place| Span::from(place.span) < span);
            self.list.insert(at, Place { text: span.of(doc.text()).to_owned(), span: span.into(), ..filed.clone() });
            let governor = attach::governor(doc, token.i..token.i + 1).i;
            self.sites.insert(at, Site { index: at, governor, start: token.i, way: false });
        }
        for (index, site) in self.sites.iter_mut().enumerate() {
            site.index = index;
        }
    }

    /// The places that lie inside `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Place> {
        self.list.iter().filter(move |place| span.contains(place.span.into()))
    }

    /// The place at which the predicate at `token` is said to happen, from the expressions that hang on it.
    pub fn of(&self, token: Token) -> Option<&Place> {
        let beside = Beside::new(&self.sites, token);
        beside.of(token).map(|site| &self.list[site.index])
    }
}
