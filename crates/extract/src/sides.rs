//! For whom an official speaks whose state the title does not name.
//!
//! In: actors and statements. Out: the same, with the state of persons in office who are introduced without one told from
//! where they speak ("the foreign minister said in Quito"), from the description that they stand beside ("his Ecuadorian
//! counterpart, N. N."), from who spoke last ("Ecuador denied it. Foreign Minister N. N. said …"), or from where the report was
//! filed. The same for a ministry or an army that the text does not place. Nothing is told where these disagree. Where only an
//! office stands over a text, those who issue it say what its "we" says.

use crate::actors::{self, Actors, coding};
use crate::{Context, issuers, places::Places};
use rapporteur_lexicon::words;
use rapporteur_record::{Actor, ActorId, ActorKind, Sector, Statement};
use rapporteur_text::{Dep, Token};
use std::collections::BTreeMap;

/// Most statements back from an official's to look for the state that speaks through them.
const BACK: usize = 2;

/// Bytes at the head of a report in which it says who issues it.
const HEAD: usize = 200;

/// States of which a report may be said to be.
const CHIEF: usize = 2;

/// Fewest mentions by which a state is a guest's in a transcript.
const TURNS: usize = 3;

/// Gives officials without a state the one that the report shows them to speak for.
pub(crate) fn tell(context: Context, actors: &mut Actors, places: &Places, statements: &mut [Statement]) {
    let open: Vec<ActorId> = actors.list().iter().filter(|actor| is_open(actor)).map(|actor| actor.id).collect();
    let mut found: Vec<(ActorId, ActorId)> = Vec::new();
    for id in open {
        let state = published(context, actors, id)
            .or_else(|| behind(context, actors, id))
            .or_else(|| beside(context, actors, id))
            .or_else(|| turned(context, actors, statements, id))
            .or_else(|| spoken(context, actors, statements, id))
            .or_else(|| filed(context, actors, places, id));
        found.extend(state.map(|state| (id, state)));
    }
    for &(id, state) in &found {
        actors.set_state(id, state);
    }
    settle(context, actors, places, statements);
    found.extend(unnamed(context, actors, statements));
    for statement in statements.iter_mut() {
        // One who speaks for somebody already does so; several speak each for their own.
        let open = statement.on_behalf_of.is_empty() || statement.speaker.len() > 1;
        for &(id, state) in found.iter().filter(|_| open) {
            if statement.speaker.contains(&id) && !statement.on_behalf_of.contains(&state) {
                statement.on_behalf_of.push(state);
            }
        }
    }
    issue(context, actors, statements);
}

/// Officials who speak, or whose name opens the report, for a state that the report nowhere names: the state, named by the words
/// for its official.
fn unnamed(context: Context, actors: &mut Actors, statements: &[Statement]) -> Vec<(ActorId, ActorId)> {
    let speaks = |actor: &Actor| {
        let first = actor.mentions.first().map_or(usize::MAX, |mention| mention.span.start);
        first < HEAD || statements.iter().any(|statement| statement.speaker.contains(&actor.id))
    };
    let official = |actor: &Actor| {
        actor.kind == ActorKind::Person && matches!(actor.sector, Some(Sector::Gov | Sector::Mil)) && speaks(actor)
    };
    let officials: Vec<ActorId> = actors.list().iter().filter(|actor| official(actor)).map(|actor| actor.id).collect();
    let open: Vec<ActorId> = officials.into_iter().filter(|&id| actors.principal(id).is_none()).collect();
    open.into_iter().filter_map(|id| Some((id, actors.side(context.doc, &context.lexicon.actors, id)?))).collect()
}

/// Lets those who issue a text say what its "we" says, where no more than an office stands over it.
fn issue(context: Context, actors: &Actors, statements: &mut [Statement]) {
    let office =
        |statement: &Statement| matches!(statement.speaker[..], [only] if issuers::is_office(actors.get(only)));
    if !statements.iter().any(office) {
        return;
    }
    let issuers = issuers::issuers(context, actors);
    for statement in statements.iter_mut().filter(|statement| office(statement) && !issuers.is_empty()) {
        statement.speaker.clone_from(&issuers);
        statement.joint = issuers.len() > 1;
    }
}

fn is_open(actor: &Actor) -> bool {
    let office = matches!(actor.sector, Some(Sector::Gov | Sector::Mil) | None);
    let named = actor.kind == ActorKind::Person && (actor.name.contains(' ') || actor.name.starts_with("spokes"));
    let body = actor.kind == ActorKind::Organization && actor.sector.is_some() && !issuers::is_office(actor);
    actor.country.is_none() && office && (named || body)
}

/// "LIMA — … the Defence Ministry said": the state where the report was filed, if it is one of the two of which it speaks most.
fn filed(context: Context, actors: &Actors, places: &Places, id: ActorId) -> Option<ActorId> {
    actors.get(id).sector?;
    let dateline = *context.source.datelines.first()?;
    let state = actors.state(places.within(dateline).find_map(|place| place.country.as_deref())?)?;
    named_most(actors, &[]).iter().take(CHIEF).any(|&(_, id)| id == state).then_some(state)
}

/// The states that the report names, most often first, with how often; without those left out.
fn named_most(actors: &Actors, except: &[ActorId]) -> Vec<(usize, ActorId)> {
    let states = actors.list().iter().filter(|actor| actor.kind == ActorKind::State && !except.contains(&actor.id));
    let mut states: Vec<(usize, ActorId)> = states.map(|actor| (actor.mentions.len(), actor.id)).collect();
    states.sort_by(|a, b| b.cmp(a));
    states
}

/// Bytes at the head of a release in which it says whose official it tells of.
const LEAD: usize = 400;

/// Of an official whom a state's own office names at the head of its text by a junior title without a country: that state. It
/// calls those of another state with their country.
fn published(context: Context, actors: &Actors, id: ActorId) -> Option<ActorId> {
    let actor = actors.get(id);
    let tables = &context.lexicon.actors;
    let office = |role: &String| coding::hits(&words(role), tables, false).iter().find_map(coding::Hit::office);
    let own = |role: &String| {
        office(role).is_some_and(|(at, _)| matches!(tables.offices[at].office.as_str(), "official" | "spokes"))
    };
    let leads = actor.mentions.first()?.span.start < LEAD && actor.roles.iter().any(own);
    home(context).filter(|_| leads).and_then(|country| actors.state(&country))
}

/// The country whose office has published the text.
pub(crate) fn home(context: Context) -> Option<String> {
    actors::home(context.source, context.lexicon)
}

/// Gives bodies and forces of a state that the report calls "the army" or "parliament", without saying whose, to the one
/// state of which it speaks, or to that from which it was filed where it speaks of no other more.
fn settle(context: Context, actors: &mut Actors, places: &Places, statements: &[Statement]) {
    let home = home(context);
    let except: Vec<&str> = home.as_deref().into_iter().collect();
    let Some(state) = chief(actors, &except).or_else(|| stage(context, actors, places)) else { return };
    // Of courts a press briefing speaks at home, and of other states the rest of the time.
    let briefing = statements.iter().any(|statement| is_turn(context, statement));
    let domestic = |actor: &&Actor| is_domestic(actor) && !(briefing && actor.sector == Some(Sector::Jud));
    let open: Vec<ActorId> = actors.list().iter().filter(domestic).map(|actor| actor.id).collect();
    for id in open {
        actors.set_state(id, state);
    }
}

/// The state in which the report was filed, where it speaks of none more.
fn stage(context: Context, actors: &Actors, places: &Places) -> Option<ActorId> {
    let dateline = *context.source.datelines.first()?;
    let state = actors.state(places.within(dateline).find_map(|place| place.country.as_deref())?)?;
    let counts = counts(actors, &[]);
    let country = actors.get(state).country.as_deref();
    counts.first().filter(|(_, most)| Some(*most) == country).map(|_| state)
}

/// Whether an actor is a body or force of some state, and the report does not say of which.
fn is_domestic(actor: &Actor) -> bool {
    use Sector::{Cop, Gov, Jud, Leg, Mil};
    let authorities = || actor.name.to_lowercase().ends_with("authorities");
    let power = match actor.kind {
        ActorKind::Organization => matches!(actor.sector, Some(Gov | Mil | Leg | Cop | Jud)),
        // "Governments" and "officials" may be anybody's.
        ActorKind::Group => matches!(actor.sector, Some(Mil | Cop | Jud)) || authorities(),
        _ => false,
    };
    let unknown = actor.members.is_empty() && actor.country.is_none() && actor.wikidata.is_none();
    power && unknown && !issuers::is_office(actor)
}

/// How many times as often as any other a report names its one state.
const BY_FAR: usize = 3;

/// The state of which the report speaks most by far, in its own name and in its people's, besides those left out.
pub(crate) fn chief(actors: &Actors, except: &[&str]) -> Option<ActorId> {
    let counts = counts(actors, except);
    let next = counts.get(1).map_or(0, |(count, _)| *count);
    let (most, country) = *counts.first()?;
    actors.state(country).filter(|_| most >= TURNS && most >= BY_FAR * next)
}

/// How often the report speaks of each country, in its own name and in its people's, most often first.
fn counts<'a>(actors: &'a Actors, except: &[&str]) -> Vec<(usize, &'a str)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in actors.list() {
        if let Some(country) = actor.country.as_deref().filter(|country| !except.contains(country)) {
            *counts.entry(country).or_default() += actor.mentions.len();
        }
    }
    let mut counts: Vec<(usize, &str)> = counts.into_iter().map(|(country, count)| (count, country)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts
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

/// Whether the statement is a turn in a transcript: "MR. DOE: …".
fn is_turn(context: Context, statement: &Statement) -> bool {
    let text = context.doc.text();
    let labels = |name: rapporteur_record::Span| {
        text[name.end..].starts_with(':') && !name.of(text).contains(char::is_lowercase)
    };
    statement.speaker_text.is_some_and(labels)
}

/// Of a guest who has turns in a transcript: the state that the turns name most beside those of the other speakers.
fn turned(context: Context, actors: &Actors, statements: &[Statement], id: ActorId) -> Option<ActorId> {
    let label = |statement: &Statement| statement.speaker.first().copied().filter(|_| is_turn(context, statement));
    let mut speakers: Vec<ActorId> = statements.iter().filter_map(label).collect();
    speakers.sort();
    speakers.dedup();
    if !speakers.contains(&id) || actors.get(id).sector != Some(Sector::Gov) {
        return None;
    }
    let hosts: Vec<ActorId> = speakers.iter().filter_map(|&speaker| actors.principal(speaker)).collect();
    match named_most(actors, &hosts)[..] {
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
