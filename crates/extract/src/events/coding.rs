//! The countries and sectors of an event's parties, as far as its own sentence tells them.
//!
//! Within a report an actor has its country from all its mentions. A single sentence may name a president without his
//! country and, beside him, the country; event coders then take him to be of it.

use super::Party;
use super::finding::{Finding, are_joined};
use super::who::Who;
use rapporteur_record::{ActorKind, EventType, Sector};
use rapporteur_text::Token;

/// The coded parties of a finding: sources and targets.
pub fn parties(who: &Who, finding: &Finding) -> (Vec<Party>, Vec<Party>) {
    let doc = who.doc();
    let token = |i: Option<usize>| i.map(|i| doc.token(i));
    let (source, target) = (token(finding.source), token(finding.target));
    let mut sources = source.map(|source| side(who, source)).unwrap_or_default();
    let mut targets = target.map(|target| side(who, target)).unwrap_or_default();
    if let (Some(source), Some(target)) = (source, target)
        && are_joined(source, target)
    {
        sources.append(&mut targets);
    }
    let named = countries(who, doc.token(finding.candidate.trigger));
    settle(&mut sources, &targets, &named);
    let home = sources.iter().map(|party| party.country.clone()).find(|country| is_state(country));
    for party in targets.iter_mut().filter(|party| party.country.is_empty() && party.sector.is_some()) {
        party.country = home.clone().unwrap_or_default();
    }
    settle(&mut targets, &sources, &named);
    // Whoever promises something at home promises it to nobody abroad.
    let own = |party: &Party| party.sector.is_none() && sources.iter().any(|source| source.country == party.country);
    targets.retain(|party| finding.kind != EventType::Agree || !own(party));
    for side in [&mut sources, &mut targets] {
        side.sort();
        side.dedup();
    }
    (sources, targets)
}

fn side(who: &Who, phrase: Token) -> Vec<Party> {
    let ids = who.named(phrase);
    let coded = ids.iter().map(|id| {
        let actor = who.get(*id);
        let body = if actor.kind == ActorKind::Igo { "IGO" } else { "" };
        Party { country: actor.country.clone().unwrap_or_else(|| body.into()), sector: actor.sector }
    });
    let mut found: Vec<Party> = coded.collect();
    if found.iter().all(|party| party.country.is_empty())
        && let Some(country) = who.country(phrase).or_else(|| who.inner_country(phrase))
    {
        match found.first_mut() {
            Some(party) => party.country = country.into(),
            None => found.push(Party { country: country.into(), sector: None }),
        }
    }
    found
}

/// The countries that the trigger's sentence names, in text order.
fn countries<'a>(who: &Who<'a>, trigger: Token) -> Vec<&'a str> {
    who.doc().slice(trigger.sentence()).filter_map(|token| who.own_country(token)).collect()
}

/// Gives the parties that have a sector only a country: the first named that is not the other side's, else the other side's.
fn settle(side: &mut [Party], other: &[Party], named: &[&str]) {
    let theirs: Vec<&str> =
        other.iter().map(|party| party.country.as_str()).filter(|country| is_state(country)).collect();
    for party in side.iter_mut().filter(|party| party.country.is_empty() && is_domestic(party.sector)) {
        let foreign = named.iter().find(|country| !theirs.contains(country));
        party.country =
            foreign.or(theirs.first()).or(named.first()).map_or_else(String::new, |country| (*country).into());
    }
}

fn is_state(country: &str) -> bool {
    !country.is_empty() && country != "IGO"
}

/// Whether those of the sector belong to some country.
fn is_domestic(sector: Option<Sector>) -> bool {
    sector.is_some_and(|sector| !matches!(sector, Sector::Igo | Sector::Ngo | Sector::Unk))
}
