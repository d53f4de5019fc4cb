//! For whom an official speaks whose state the title does not name.
//!
//! In: actors and statements. Out: the same, with the state of persons in office who are introduced without one told from
//! where they speak ("the foreign minister said in Quito"), from the description that they stand beside ("his Ecuadorian
//! counterpart, N. N."), from who spoke last ("Ecuador denied it. Foreign Minister N. N. said …"), or from where the report was
//! filed. The same for a ministry or an army that the text does not place. Nothing is told where these disagree.

use crate::{Context, actors::Actors, places::Places};
use rapporteur_record::{ActorId, ActorKind, Sector, Statement};
use rapporteur_text::{Dep, Token};

/// Most statements back from an official's to look for the state that speaks through them.
const BACK: usize = 2;

/// States of which a report may be said to be.
const CHIEF: usize = 2;

/// Fewest mentions by which a state is a guest's in a transcript.
const TURNS: usize = 3;

/// Gives officials without a state the one that the report shows them to speak for.
pub(crate) fn tell(context: Context, actors: &mut Actors, places: &Places, statements: &mut [Statement]) {
    let open: Vec<ActorId> = actors.list().iter().filter(|actor| is_open(actor)).map(|actor| actor.id).collect();
    let mut found: Vec<(ActorId, ActorId)> = Vec::new();
    for id in open {
        let state = behind(context, actors, id)
            .or_else(|| beside(context, actors, id))
            .or_else(|| turned(context, actors, statements, id))
            .or_else(|| spoken(context, actors, statements, id))
            .or_else(|| filed(context, actors, places, id));
        found.extend(state.map(|state| (id, state)));
    }
    for &(id, state) in &found {
        actors.set_state(id, state);
    }
    for statement in statements.iter_mut().filter(|statement| statement.on_behalf_of.is_empty()) {
        for &(id, state) in &found {
            if statement.speaker.contains(&id) {
                statement.on_behalf_of.push(state);
            }
        }
    }
}

fn is_open(actor: &rapporteur_record::Actor) -> bool {
    let office = matches!(actor.sector, Some(Sector::Gov | Sector::Mil) | None);
    let named = actor.kind == ActorKind::Person && actor.name.contains(' ');
    let body = actor.kind == ActorKind::Organization && actor.sector.is_some();
    actor.country.is_none() && office && (named || body)
}

/// "LIMA — … the Defence Ministry said": the state where the report was filed, if it is one of the two of which it speaks most.
fn filed(context: Context, actors: &Actors, places: &Places, id: ActorId) -> Option<ActorId> {
    actors.get(id).sector?;
    let dateline = *context.source.datelines.first()?;
    let state = actors.state(places.within(dateline).find_map(|place| place.country.as_deref())?)?;
    let mut states: Vec<(usize, ActorId)> = Vec::new();
    for actor in actors.list().iter().filter(|actor| actor.kind == ActorKind::State) {
        states.push((actor.mentions.len(), actor.id));
    }
    states.sort_by(|a, b| b.cmp(a));
    states.iter().take(CHIEF).any(|&(_, id)| id == state).then_some(state)
}

/// "Foreign Minister N. N. of Ecuador": the state right behind the name of somebody in office.
fn behind(context: Context, actors: &Actors, id: ActorId) -> Option<ActorId> {
    let doc = context.doc;
    let office = actors.get(id).sector.is_some();
    let behind = |mention: &rapporteur_record::Mention| {
        let last = doc.tokens_in(mention.span.into()).last()?;
        let of = doc.token(last).next().filter(|of| office && of.lower() == "of")?;
        let names = of.child(Dep::Pobj).or_else(|| of.next())?;
        actors.state(actors.country_of(names)?)
    };
    actors.get(id).mentions.iter().find_map(behind)
}

/// "His Ecuadorian counterpart, N. N.": the state that the noun beside the name names.
fn beside(context: Context, actors: &Actors, id: ActorId) -> Option<ActorId> {
    let first = actors.get(id).mentions.first()?.span;
    let doc = context.doc;
    let name = doc.slice(doc.tokens_in(first.into())).find(|token| token.dep() == Dep::Appos)?;
    let words = name.head().children().filter(|child| child.i < name.i);
    let country = words.filter(|word| word.dep() != Dep::Poss).find_map(|word| actors.country_of(word))?;
    actors.state(country)
}

/// Of a guest who has turns in a transcript: the state that the turns name most beside those of the other speakers.
fn turned(context: Context, actors: &Actors, statements: &[Statement], id: ActorId) -> Option<ActorId> {
    let text = context.doc.text();
    let label = |statement: &Statement| {
        let name = statement.speaker_text?;
        let label = text[name.end..].starts_with(':') && !name.of(text).contains(char::is_lowercase);
        statement.speaker.first().copied().filter(|_| label)
    };
    let mut speakers: Vec<ActorId> = statements.iter().filter_map(label).collect();
    speakers.sort();
    speakers.dedup();
    if !speakers.contains(&id) || actors.get(id).sector != Some(Sector::Gov) {
        return None;
    }
    let hosts: Vec<ActorId> = speakers.iter().filter_map(|&speaker| actors.principal(speaker)).collect();
    let named = |actor: &&rapporteur_record::Actor| actor.kind == ActorKind::State && !hosts.contains(&actor.id);
    let mut states: Vec<(usize, ActorId)> =
        actors.list().iter().filter(named).map(|actor| (actor.mentions.len(), actor.id)).collect();
    states.sort_by(|a, b| b.cmp(a));
    match states[..] {
        [(most, state), (next, _), ..] if !hosts.is_empty() && most >= TURNS && most >= 2 * next => Some(state),
        [(most, state)] if !hosts.is_empty() && most >= TURNS => Some(state),
        _ => None,
    }
}

/// The state in whose capital the official speaks, else the one that spoke right before the official's first words.
fn spoken(context: Context, actors: &Actors, statements: &[Statement], id: ActorId) -> Option<ActorId> {
    let titled = actors.get(id).sector == Some(Sector::Gov);
    if !titled {
        return None;
    }
    let own = || statements.iter().enumerate().filter(|(_, statement)| statement.speaker.contains(&id));
    let places = own().filter_map(|(_, statement)| statement.place.as_ref()?.country.as_deref());
    let mut states: Vec<ActorId> = places.filter_map(|country| actors.state(country)).collect();
    states.dedup();
    match states[..] {
        [only] => return Some(only),
        [] => {}
        _ => return None,
    }
    let (number, first) = own().next()?;
    let before = statements[number.saturating_sub(BACK)..number].iter().rev();
    let near = before.filter(|statement| is_near(context, statement, first));
    let speakers = near.flat_map(|statement| statement.speaker.first());
    speakers.copied().next().and_then(|speaker| {
        let actor = actors.get(speaker);
        match actor.kind {
            ActorKind::State => Some(speaker),
            // "Peru's foreign ministry denied it. Spokesman N. N. said …"
            ActorKind::Organization if actor.sector == Some(Sector::Gov) => actors.state(actor.country.as_deref()?),
            _ => None,
        }
    })
}

/// Whether the later statement begins in the sentence of the earlier one or in the next.
fn is_near(context: Context, earlier: &Statement, later: &Statement) -> bool {
    let doc = context.doc;
    let sentence = |statement: &Statement| {
        let tokens = doc.tokens_in(statement.evidence.first().into());
        doc.slice(tokens).next().map(|token: Token| token.sentence_index())
    };
    match (sentence(earlier), sentence(later)) {
        (Some(a), Some(b)) => b >= a && b - a < 2,
        _ => false,
    }
}
