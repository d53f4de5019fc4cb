//! Who is spoken of: mentions found, coded and joined to actors over the whole report.
//!
//! In: the document, the lexicon, the places. Out: [`Actors`], each with its mentions, and for every word whom it
//! means. `coding` says what a phrase stands for, `reading` matches the lexicon, `names` finds persons and their
//! titles, `mentions` everything that mentions somebody, `discourse` joins the mentions, `coreference` joins phrases of all
//! kinds, and `taking_up` gives its pronouns and descriptions their actors. Who says "I" and "we" within a
//! quotation is left to `statements`.

pub mod coding;
pub mod coreference;
mod discourse;
mod mentions;
mod names;
mod reading;
mod taking_up;
#[cfg(test)]
mod tests;

use crate::{Context, attach, places::Places};
use coreference::Model;
use discourse::{Discourse, Draft};
use rapporteur_lexicon::{ActorTables, Lexicon, Predicate, PredicateClass, PredicatePos};
use rapporteur_record::{Actor, ActorId, ActorKind, Mention, Sector};
use rapporteur_text::{Dep, Doc, Pos, Source, Span, Token};
use reading::Reading;
use std::ops::Range;

/// The actors of a report and whom each of its words means.
#[derive(Debug, Default)]
pub struct Actors {
    list: Vec<Actor>,
    /// The actor that the mention with this head token means, per token.
    at: Vec<Option<ActorId>>,
    /// ISO code of the country that each token names, in whatever form.
    country_at: Vec<Option<Box<str>>>,
    /// The body for which each actor speaks or acts.
    principals: Vec<Option<ActorId>>,
    /// Whether the report or the lexicon gives each actor a name, which is no mere description.
    named: Vec<bool>,
}

/// The date on which offices are looked up where a report has none: far enough ahead that only open terms hold.
const UNDATED: &str = "2025-06-01";

/// The country whose office has published the text.
pub(crate) fn home(source: &Source, lexicon: &Lexicon) -> Option<String> {
    discourse::home(source, lexicon, date(source)).map(|home| home.country)
}

/// The date on which offices are looked up.
fn date(source: &Source) -> &str {
    source.meta.published.as_deref().and_then(|date| date.get(..10)).unwrap_or(UNDATED)
}

/// Finds, codes and joins the mentions.
pub fn resolve(context: Context, places: &Places) -> Actors {
    let (mut discourse, reading) = discourse(context, places);
    let links = coreference::join(context, &reading, &discourse, Model::embedded());
    let Context { doc, lexicon, .. } = context;
    taking_up::introduce(&mut discourse, doc, &lexicon.acts, &links);
    taking_up::take_up(&mut discourse, doc, &links);
    let country_at = (0..doc.len())
        .map(|token| {
            let country = reading.hit_at(token)?.country()?.0;
            Some(lexicon.actors.countries[country].iso3.as_str().into())
        })
        .collect();
    let mut actors = Actors::new(doc, discourse, country_at);
    actors.add_states(doc, &lexicon.actors);
    actors.add_struck(doc, lexicon, places);
    actors
}

fn discourse<'d>(context: Context<'d>, places: &Places) -> (Discourse, Reading<'d>) {
    let Context { source, doc, lexicon, quotations } = context;
    let date = date(source);
    let reading = Reading::new(doc, &lexicon.actors);
    let (mentions, names) = mentions::find(&reading, source, places, date, lexicon);
    let discourse = discourse::join(&reading, source, quotations, lexicon, date, &mentions, &names);
    (discourse, reading)
}

impl Actors {
    /// All actors, in the order of their ids.
    pub fn list(&self) -> &[Actor] {
        &self.list
    }

    /// One actor.
    pub fn get(&self, id: ActorId) -> &Actor {
        &self.list[id.index()]
    }

    /// The actors, for the record.
    pub fn into_list(self) -> Vec<Actor> {
        self.list
    }

    /// The actor that the noun phrase headed by `token` means: a name, description, pronoun or metonym.
    pub fn at(&self, token: Token) -> Option<ActorId> {
        self.at.get(token.i).copied().flatten()
    }

    /// The actors that the phrase headed by `token` means, its conjuncts included. A joint actor ("the two sides") is
    /// given as itself; [`Actors::parties`] gives its members.
    pub fn of(&self, token: Token) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = Vec::new();
        let named = token.conjuncts().into_iter().chain(self.behind_name(token));
        for id in named.flat_map(joined).filter_map(|conjunct| self.at(conjunct)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// What the parser joins to the last word of a name with "of" instead of the name: "the Republic of Peru and Chile".
    fn behind_name<'d>(&self, token: Token<'d>) -> Vec<Token<'d>> {
        let of =
            token.children().find(|child| child.dep() == Dep::Prep && child.lower() == "of" && child.i == token.i + 1);
        let Some(last) = of.and_then(|of| of.child(Dep::Pobj)).filter(|last| last.child(Dep::Conj).is_some()) else {
            return Vec::new();
        };
        let holds = |id: ActorId| {
            let within = |mention: &Mention| Span::from(mention.span).contains(last.span());
            let own = self.get(id).mentions.iter().find(|mention| Span::from(mention.span).contains(token.span()));
            own.is_some_and(within)
        };
        let others = last.conjuncts().into_iter().skip(1).filter(|other| self.at(*other).is_some());
        if self.at(token).is_some_and(holds) { others.collect() } else { Vec::new() }
    }

    /// As [`Actors::of`], with the members of a joint actor in its place.
    pub fn parties(&self, token: Token) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = Vec::new();
        for id in self.of(token) {
            let members = self.members(id);
            for &id in if members.is_empty() { std::slice::from_ref(&id) } else { members } {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found
    }

    /// The actors mentioned inside `span`, in text order, each once.
    pub fn within(&self, doc: &Doc, span: Span) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = Vec::new();
        for id in doc.slice(doc.tokens_in(span)).filter_map(|token| self.at(token)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// ISO code of the country that the token names, as a name, adjective, capital or seat of government.
    pub fn country_of(&self, token: Token) -> Option<&str> {
        self.country_at.get(token.i)?.as_deref()
    }

    /// The state with the ISO code, where the report mentions it.
    pub fn state(&self, country: &str) -> Option<ActorId> {
        let is = |actor: &&Actor| actor.kind == ActorKind::State && actor.country.as_deref() == Some(country);
        self.list.iter().find(is).map(|actor| actor.id)
    }

    /// Whether the actor goes by a name and not only by a description: "the minister".
    pub fn is_named(&self, id: ActorId) -> bool {
        self.named[id.index()]
    }

    /// Whom a joint actor stands for; empty for any other.
    pub fn members(&self, id: ActorId) -> &[ActorId] {
        &self.get(id).members
    }

    /// Whether the actor stands for several that speak or act as one.
    pub fn is_joint(&self, id: ActorId) -> bool {
        !self.members(id).is_empty()
    }

    /// The state or body for which an official speaks, where the report mentions it.
    pub fn principal(&self, id: ActorId) -> Option<ActorId> {
        if let Some(principal) = self.principals.get(id.index()).copied().flatten() {
            return Some(principal);
        }
        let actor = self.get(id);
        let official = matches!(actor.sector, Some(Sector::Gov | Sector::Mil | Sector::Spy));
        let state = actor.country.as_deref().and_then(|country| self.state(country));
        state.filter(|&state| official && state != id)
    }

    /// The state or body for which an actor acts: its principal, or for an official whose state the report nowhere names,
    /// that state, named by the words for its official.
    pub fn side(&mut self, doc: &Doc, tables: &ActorTables, id: ActorId) -> Option<ActorId> {
        if let Some(principal) = self.principal(id) {
            return Some(principal);
        }
        let actor = self.get(id);
        let official = matches!(actor.sector, Some(Sector::Gov | Sector::Mil | Sector::Spy | Sector::Leg));
        let country = actor.country.clone().filter(|_| official)?;
        let tokens = doc.tokens_in(actor.mentions.first()?.span.into());
        self.named_state(doc, tables, &country, tokens).filter(|&state| state != id)
    }

    /// The state with the ISO code, new where the report has named it by nothing but the tokens.
    pub fn named_state(
        &mut self,
        doc: &Doc,
        tables: &ActorTables,
        country: &str,
        tokens: std::ops::Range<usize>,
    ) -> Option<ActorId> {
        if let Some(state) = self.state(country) {
            return Some(state);
        }
        let entry = tables.country(country)?;
        let (name, iso3) = (entry.name.clone(), entry.iso3.clone());
        let state = self.intern(doc, &name, ActorKind::State, tokens);
        self.list[state.index()].country = Some(iso3);
        Some(state)
    }

    /// The states for which officials act that the report names by an adjective ("the French president") or by where
    /// they come from ("delegations from France and Serbia").
    fn add_states(&mut self, doc: &Doc, tables: &ActorTables) {
        for token in doc.tokens() {
            if self.at(token).is_some() || !self.sends(token) {
                continue;
            }
            let known = self.country_of(token).and_then(|country| self.state(country));
            match known {
                Some(state) => self.add_mention(doc, state, token),
                None => self.add_state(doc, tables, token),
            }
        }
        for i in 0..self.list.len() {
            let Actor { kind, country, .. } = &self.list[i];
            let Some(country) = country.as_deref().filter(|_| self.is_official(i) && *kind != ActorKind::State) else {
                continue;
            };
            // A country's own name is where something happens, or an actor already.
            let adjective = |token: &Token| token.pos() == Pos::Adj && self.country_of(*token) == Some(country);
            let named = doc.tokens().find(adjective);
            if let (Some(token), None) = (named, self.state(country)) {
                self.add_state(doc, tables, token);
            }
        }
    }

    /// The states that are struck or helped and that the report names as nothing but the place: "the war in Yemen", "shelled
    /// Odesa".
    fn add_struck(&mut self, doc: &Doc, lexicon: &Lexicon, places: &Places) {
        let predicates = &lexicon.predicates;
        let is_deed = |word: Token, pos: PredicatePos| {
            let deed = |class: &PredicateClass| matches!(class, PredicateClass::Event(kind) if kind == "ASSAULT" || kind == "AID");
            // Who "flew to" a place did so for any end; one may only "fly" aid there.
            let plain = |row: &&Predicate| word.pos() != Pos::Verb || row.conditions.is_empty();
            let led = word.child(Dep::Dobj).is_none();
            let rows = predicates.of(&word.lemma().to_lowercase(), pos);
            rows.iter().filter(|row| !led || plain(row)).any(|row| deed(&row.class))
        };
        let is_struck = |token: Token| match token.dep() {
            Dep::Dobj | Dep::Nsubjpass => is_deed(token.head(), PredicatePos::Verb),
            Dep::Pobj => {
                let (led, over) = (token.head().lower(), token.head().head());
                matches!(led, "in" | "into" | "of" | "on" | "against" | "to")
                    && match over.pos() {
                        Pos::Verb => led != "in" && is_deed(over, PredicatePos::Verb),
                        _ => is_deed(over, PredicatePos::Noun) || predicates.is_in(&over.lemma().to_lowercase(), "war"),
                    }
            }
            _ => false,
        };
        for toponym in &places.toponyms {
            let country = toponym.place.as_ref().and_then(|place| place.country.clone());
            let unknown = country.filter(|country| self.state(country).is_none());
            let head = attach::head(doc, toponym.tokens.clone());
            if let Some(country) = unknown.filter(|_| is_struck(head)) {
                self.named_state(doc, &lexicon.actors, &country, toponym.tokens.clone());
            }
        }
    }

    /// Whether the token names the country from which an official comes.
    fn sends(&self, token: Token) -> bool {
        let mut first = token;
        for _ in 0..4 {
            if first.dep() != Dep::Conj {
                break;
            }
            first = first.head();
        }
        let from = first.head();
        let official = |id: ActorId| self.is_official(id.index());
        self.country_of(token).is_some()
            && first.dep() == Dep::Pobj
            && matches!(from.lower(), "from" | "of")
            && self.at(from.head()).is_some_and(official)
    }

    fn is_official(&self, i: usize) -> bool {
        matches!(self.list[i].sector, Some(Sector::Gov | Sector::Mil | Sector::Spy))
    }

    fn add_state(&mut self, doc: &Doc, tables: &ActorTables, token: Token) {
        let Some(entry) = self.country_of(token).and_then(|country| tables.country(country)) else { return };
        let (name, iso3) = (entry.name.clone(), entry.iso3.clone());
        let id = self.intern(doc, &name, ActorKind::State, token.i..token.i + 1);
        self.list[id.index()].country = Some(iso3);
        if self.at[token.i].is_none() {
            self.at[token.i] = Some(id);
        }
    }

    /// Lets an official speak for the state that a later pass has recognised.
    pub fn set_state(&mut self, id: ActorId, state: ActorId) {
        let country = self.get(state).country.clone();
        if let Some(actor) = self.list.get_mut(id.index()) {
            actor.country = country;
            actor.sector = actor.sector.or(Some(Sector::Gov));
        }
        if let Some(principal) = self.principals.get_mut(id.index()) {
            *principal = Some(state);
        }
    }

    /// Adds a mention of an actor that a later pass has recognised: who "we" are within a quotation.
    pub fn add_mention(&mut self, doc: &Doc, id: ActorId, token: Token) {
        if self.at.get(token.i).is_none_or(Option::is_some) {
            return;
        }
        self.at[token.i] = Some(id);
        let span = token.span();
        let mention = Mention { span: span.into(), text: span.of(doc.text()).to_owned() };
        let mentions = &mut self.list[id.index()].mentions;
        let place = mentions.partition_point(|other| other.span < mention.span);
        mentions.insert(place, mention);
    }

    /// A new actor that a later pass has recognised: who has a turn in a transcript, who is cited and has no name.
    pub fn intern(&mut self, doc: &Doc, name: &str, kind: ActorKind, tokens: Range<usize>) -> ActorId {
        let id = ActorId(self.list.len() as u32);
        let span = doc.span(tokens);
        let mut actor = blank(id, name.to_owned(), kind);
        actor.mentions.push(Mention { span: span.into(), text: span.of(doc.text()).to_owned() });
        self.list.push(actor);
        self.principals.push(None);
        self.named.push(false);
        id
    }

    /// The joint actor of the members, made where there is none yet: `name` and `tokens` say how the report calls it.
    pub fn intern_group(&mut self, doc: &Doc, members: &[ActorId], name: &str, tokens: Range<usize>) -> ActorId {
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        if let Some(found) = self.list.iter().find(|actor| actor.members == members) {
            return found.id;
        }
        let id = ActorId(self.list.len() as u32);
        let span = doc.span(tokens);
        let mut actor = blank(id, name.to_owned(), ActorKind::Group);
        actor.members = members;
        actor.mentions.push(Mention { span: span.into(), text: span.of(doc.text()).to_owned() });
        self.list.push(actor);
        self.principals.push(None);
        self.named.push(false);
        id
    }

    /// Numbers the drafts by their first mention; those that nothing mentions are left out.
    fn new(doc: &Doc, discourse: Discourse, country_at: Vec<Option<Box<str>>>) -> Self {
        let Discourse { mut drafts, at } = discourse;
        for draft in &mut drafts {
            draft.mentions.sort_by_key(|(tokens, _)| tokens.start);
        }
        let is_actor = |draft: &Draft| !draft.thing && !draft.mentions.is_empty();
        let mut order: Vec<usize> = (0..drafts.len()).filter(|&i| is_actor(&drafts[i])).collect();
        order.sort_by_key(|&i| (drafts[i].mentions[0].0.start, i));
        let mut ids: Vec<Option<ActorId>> = vec![None; drafts.len()];
        for (number, &draft) in order.iter().enumerate() {
            ids[draft] = Some(ActorId(number as u32));
        }
        let list = order
            .iter()
            .enumerate()
            .map(|(number, &draft)| actor(doc, ActorId(number as u32), &drafts[draft], &ids))
            .collect();
        let principals = order.iter().map(|&draft| drafts[draft].principal.and_then(|i| ids[i])).collect();
        let at = at.into_iter().map(|draft| draft.and_then(|i| ids[i])).collect();
        let named = order.iter().map(|&draft| drafts[draft].named).collect();
        Actors { list, at, country_at, principals, named }
    }
}

/// The token, after the name that the parser hangs on it as a modifier although "and" joins the two: "Amin and President
/// John Doe".
fn joined(token: Token<'_>) -> Vec<Token<'_>> {
    let first = token.children().find(|child| {
        child.dep() == Dep::Nmod && child.pos() == Pos::Propn && child.child(Dep::Cc).is_some() && child.i < token.i
    });
    first.into_iter().chain([token]).collect()
}

fn actor(doc: &Doc, id: ActorId, draft: &Draft, ids: &[Option<ActorId>]) -> Actor {
    let mut actor = blank(id, draft.name.clone(), draft.kind);
    actor.country = draft.country.clone();
    actor.sector = draft.sector;
    actor.roles = draft.roles.clone();
    actor.wikidata = draft.wikidata.clone();
    actor.members = draft.members.iter().filter_map(|&i| ids[i]).collect();
    actor.members.sort_unstable();
    for (tokens, _) in &draft.mentions {
        let span = doc.span(tokens.clone());
        let text = span.of(doc.text());
        // An article is part of the mention, not of the name.
        let name = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
        let named = name.starts_with(char::is_uppercase)
            && doc.slice(tokens.clone()).any(|token| token.pos() == rapporteur_text::Pos::Propn);
        if (named || !actor.members.is_empty())
            && name != actor.name
            && !actor.aliases.iter().any(|alias| alias == name)
        {
            actor.aliases.push(name.to_owned());
        }
        actor.mentions.push(Mention { span: span.into(), text: text.to_owned() });
    }
    actor
}

fn blank(id: ActorId, name: String, kind: ActorKind) -> Actor {
    Actor {
        id,
        name,
        kind,
        country: None,
        sector: None,
        roles: Vec::new(),
        aliases: Vec::new(),
        wikidata: None,
        members: Vec::new(),
        mentions: Vec::new(),
    }
}
