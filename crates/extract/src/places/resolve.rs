//! Which of the places of one name is meant: by what stands beside it, the countries the report speaks of, and size.

use super::find::Name;
use rapporteur_lexicon::{Entry, Gazetteer, PlaceKind};
use rapporteur_text::Doc;
use std::collections::BTreeMap;

/// The place of each name, or `None` where the gazetteer holds none.
pub(super) fn resolve<'g>(doc: &Doc, gazetteer: &'g Gazetteer, names: &[Name]) -> Vec<Option<Entry<'g>>> {
    let candidates: Vec<Vec<Entry>> = names.iter().map(|name| candidates(doc, gazetteer, name)).collect();
    let world = World::of(&candidates);
    let mut chosen: Vec<Option<Entry>> = Vec::with_capacity(names.len());
    let mut said: BTreeMap<&str, Entry> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        let beside = beside(doc, names, &candidates, i);
        let best = best(&candidates[i], &world, beside);
        // One name means one place throughout a report, as the words beside its first mention say.
        let best = match (said.get(name.key.as_str()), beside) {
            (Some(entry), None) if candidates[i].contains(entry) => Some(*entry),
            _ => best,
        };
        if let Some(best) = best
            && (beside.is_some() || !said.contains_key(name.key.as_str()))
        {
            said.insert(&name.key, best);
        }
        chosen.push(best);
    }
    // A place settled by later words holds for the mentions before.
    for (chosen, name) in chosen.iter_mut().zip(names) {
        if let (Some(entry), Some(said)) = (chosen.as_mut(), said.get(name.key.as_str()))
            && entry.key_is(said)
        {
            *entry = *said;
        }
    }
    chosen
}

/// The places that a name may mean; a word after it may say of which kind.
fn candidates<'g>(doc: &Doc, gazetteer: &'g Gazetteer, name: &Name) -> Vec<Entry<'g>> {
    let mut found: Vec<Entry> = gazetteer.named(&name.key).collect();
    if found.is_empty() {
        // "Metcalfe County", "Plymouth City": the name without the word for what it is.
        let bare = name.key.rsplit_once(' ').map(|(bare, _)| bare).unwrap_or_default();
        let class = name.key.rsplit(' ').next().unwrap_or_default();
        let fits = |entry: &Entry| match class {
            "county" | "district" | "parish" => entry.kind == PlaceKind::County,
            "province" | "state" | "oblast" | "region" => entry.kind == PlaceKind::Division,
            "city" | "municipality" | "township" | "airport" => {
                matches!(entry.kind, PlaceKind::City | PlaceKind::Capital)
            }
            _ => false,
        };
        found = gazetteer.named(bare).filter(fits).collect();
    }
    let next = if name.tokens.end < doc.len() { doc.token(name.tokens.end).lower() } else { "" };
    let kind = match next {
        "state" | "province" | "oblast" | "governorate" | "prefecture" | "region" | "gov." | "governor" | "sen."
        | "senator" => Some(PlaceKind::Division),
        "county" => Some(PlaceKind::County),
        _ => None,
    };
    if let Some(kind) = kind.filter(|kind| found.iter().any(|entry| entry.kind == *kind)) {
        found.retain(|entry| entry.kind == kind);
    }
    found
}

/// The countries and divisions of which a report speaks.
struct World<'g> {
    /// Share of the mentions that are sure to be of the country.
    countries: BTreeMap<&'g str, f64>,
    /// Divisions named: country, code, and the name's key.
    divisions: Vec<(&'g str, &'g str, &'g str)>,
    /// Towns and counties that have no namesake: key and where they are.
    towns: Vec<(&'g str, (f64, f64))>,
}

/// Most towns near which a name's place is looked for.
const TOWNS: usize = 40;
/// Kilometres within which a town is near another of the report.
const NEAR_KM: f64 = 120.0;

/// Mentions that must be seen before a country's share of them says much.
const FEW: f64 = 1.0;

impl<'g> World<'g> {
    fn of(candidates: &[Vec<Entry<'g>>]) -> Self {
        let mut countries: BTreeMap<&str, f64> = BTreeMap::new();
        let mut divisions = Vec::new();
        let mut towns: Vec<(&str, (f64, f64))> = Vec::new();
        let mut total = 0.0;
        for entries in candidates {
            let Some(best) = prior_best(entries) else { continue };
            let alone = entries.iter().all(|entry| entry.country == best.country);
            // A country that acts is no sign that what happens is there; nor is a city with namesakes.
            let weight = match best.kind {
                PlaceKind::Country | PlaceKind::Adjective => 0.25,
                _ if alone => 1.0,
                _ => 0.4,
            };
            if !best.country.is_empty() {
                *countries.entry(best.country).or_default() += weight;
                total += weight;
            }
            let town = matches!(best.kind, PlaceKind::City | PlaceKind::Capital | PlaceKind::County);
            if alone && town && towns.len() < TOWNS && towns.iter().all(|(key, _)| *key != best.key()) {
                towns.push((best.key(), (best.latitude, best.longitude)));
            }
            if best.kind == PlaceKind::Division && !best.division.is_empty() {
                divisions.push((best.country, state(&best), best.key()));
            }
        }
        countries.values_mut().for_each(|weight| *weight /= total + FEW);
        World { countries, divisions, towns }
    }
}

/// What the words beside a name say of where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Beside<'g> {
    country: &'g str,
    division: &'g str,
    point: (f64, f64),
    /// Whether the other place is a country or division rather than a town nearby.
    holds: bool,
}

/// The place right after a name, of which the name is a part: "Austin, Texas", "Geneva (Switzerland)".
fn beside<'g>(doc: &Doc, names: &[Name], candidates: &[Vec<Entry<'g>>], i: usize) -> Option<Beside<'g>> {
    let next = names.get(i + 1)?;
    let gap = doc.slice(names[i].tokens.end..next.tokens.start);
    let mut words = gap.map(|token| token.lower());
    let joined = match (words.next(), words.next(), words.next()) {
        (Some("," | "("), None, _) => true,
        (Some("in"), None, _) | (Some(","), Some("in"), None) => true,
        _ => false,
    };
    let whole = candidates[i + 1]
        .iter()
        .find(|entry| matches!(entry.kind, PlaceKind::Country | PlaceKind::Division | PlaceKind::County));
    let part = candidates[i].iter().any(|entry| {
        whole.is_some_and(|whole| {
            entry.kind > PlaceKind::Adjective && entry.country == whole.country && lies_in(entry, whole)
        })
    });
    let whole = whole.filter(|_| joined && part)?;
    Some(Beside {
        country: whole.country,
        division: whole.division,
        point: (whole.latitude, whole.longitude),
        holds: true,
    })
}

/// The first division of a place; a county's code holds it before a full stop.
fn state<'g>(entry: &Entry<'g>) -> &'g str {
    entry.division.split('.').next().unwrap_or_default()
}

fn lies_in(part: &Entry, whole: &Entry) -> bool {
    match whole.kind {
        PlaceKind::Division if !whole.division.is_empty() && !part.division.is_empty() => state(whole) == state(part),
        PlaceKind::Division | PlaceKind::County => {
            distance((part.latitude, part.longitude), (whole.latitude, whole.longitude)) < 700.0
        }
        _ => true,
    }
}

fn best<'g>(candidates: &[Entry<'g>], world: &World, beside: Option<Beside>) -> Option<Entry<'g>> {
    let score = |entry: &Entry| {
        let share = world.countries.get(entry.country).copied().unwrap_or(0.0);
        // "Quebec" alone is no sign that the city of that name is meant.
        let division = entry.kind > PlaceKind::Division
            && !entry.division.is_empty()
            && world
                .divisions
                .iter()
                .any(|(country, code, key)| *country == entry.country && *code == state(entry) && *key != entry.key());
        let fits = beside.is_some_and(|whole| {
            whole.holds
                && whole.country == entry.country
                && (whole.division.is_empty()
                    || state(entry) == whole.division.split('.').next().unwrap_or_default()
                    || distance(whole.point, (entry.latitude, entry.longitude)) < 400.0)
        });
        let town = entry.kind > PlaceKind::Division && candidates.len() > 1;
        let near = town
            && world.towns.iter().any(|(key, point)| {
                *key != entry.key() && distance(*point, (entry.latitude, entry.longitude)) < NEAR_KM
            });
        prior(entry, namesake(candidates, entry))
            + if near { 0.8 } else { 0.0 }
            + 2.5 * share
            + if division { 1.5 } else { 0.0 }
            + if fits { 6.0 } else { 0.0 }
    };
    let best = candidates.iter().max_by(|a, b| score(a).total_cmp(&score(b))).copied()?;
    // A seat that is listed by hand is GeoNames' city of that name.
    let there = (best.latitude, best.longitude);
    let same = |entry: &&Entry| {
        entry.geonames.is_some()
            && entry.kind > PlaceKind::County
            && distance(there, (entry.latitude, entry.longitude)) < 30.0
    };
    Some(if best.geonames.is_some() { best } else { candidates.iter().find(same).copied().unwrap_or(best) })
}

fn prior_best<'g>(candidates: &[Entry<'g>]) -> Option<Entry<'g>> {
    let score = |entry: &Entry| prior(entry, namesake(candidates, entry));
    candidates.iter().max_by(|a, b| score(a).total_cmp(&score(b))).copied()
}

/// How likely a place is meant when nothing but its name is given: by size, countries and capitals before others.
fn prior(entry: &Entry, namesake: u32) -> f64 {
    let size = f64::from(entry.population.max(1)).log10();
    let alternative = if entry.is_alternative() { 1.5 } else { 0.0 };
    match entry.kind {
        PlaceKind::Country => size.max(6.0) + 1.5,
        PlaceKind::Adjective => size.max(6.0) + 1.0,
        PlaceKind::Capital => size + 1.3 - alternative,
        // A state with a great city of its name is named less often than that, and its people are counted with the city's.
        PlaceKind::Division if namesake > entry.population / 8 => size.max(5.5) - 1.0,
        PlaceKind::Division => size.max(5.5) + 0.2,
        PlaceKind::County => size - if entry.country == "GBR" { 0.5 } else { 1.5 },
        PlaceKind::City if entry.population == 0 => 6.2,
        // News of the world seldom names a town this small without its state or country.
        PlaceKind::City if entry.population < 30_000 => size - alternative - 0.4,
        PlaceKind::City => size - alternative,
        PlaceKind::Region | PlaceKind::Water | PlaceKind::Mountain => 8.0,
    }
}

/// Inhabitants of the greatest city among the places of one name in the division's country.
fn namesake(candidates: &[Entry], division: &Entry) -> u32 {
    let cities = candidates.iter().filter(|entry| {
        matches!(entry.kind, PlaceKind::City | PlaceKind::Capital)
            && entry.country == division.country
            && state(entry) == state(division)
    });
    cities.map(|entry| entry.population).max().unwrap_or(0)
}

/// Kilometres between two points, by the haversine on a sphere of the Earth's mean radius.
pub(super) fn distance((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let (dlat, dlon) = ((lat2 - lat1).to_radians(), (lon2 - lon1).to_radians());
    let a = (dlat / 2.0).sin().powi(2) + lat1.to_radians().cos() * lat2.to_radians().cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * a.sqrt().min(1.0).asin()
}
