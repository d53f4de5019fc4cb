//! Whom a phrase or verb brings to a meeting.
//!
//! In: the noun or verb that names a meeting. Out: the actors that the text names as meeting, in text order.

use super::phrase::is_table;
use super::{REACH, Reading, Sense, add};
use rapporteur_lexicon::{Entry, PlaceKind, fold};
use rapporteur_record::{ActorId, ActorKind};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// Most tokens of a list of officials.
const LIST: usize = 90;
/// Most tokens of a part of it that is a country alone.
const ALONE: usize = 4;

impl Reading<'_> {
    /// The noun of "with Y" after the verb, wherever the parser hung it, as long as no other verb stands between.
    pub(super) fn partner<'d>(&self, verb: Token<'d>) -> Option<Token<'d>> {
        let doc = verb.doc();
        let after = doc.slice(verb.i + 1..verb.sentence().end.min(verb.i + REACH));
        let clause = after.take_while(|token| !matches!(token.pos(), Pos::Verb | Pos::Aux) && token.text() != ";");
        let with = clause.filter(|token| matches!(token.lower(), "with" | "to"));
        with.filter_map(|with| with.child(Dep::Pobj)).find(|object| !self.met(*object).is_empty())
    }

    /// Whom the phrase headed by `noun` names: its actors; of "foreign ministers of X and Y" the states; of "French and
    /// German counterparts" likewise; else the first one within the phrase.
    pub(super) fn met(&self, noun: Token) -> Vec<ActorId> {
        let doc = noun.doc();
        let mut found = self.actors.parties(noun);
        // "The alliance's secretary general N. N.": who is nobody's official by their name is that of the body before it.
        let alone = |id: &ActorId| {
            let actor = self.actors.get(*id);
            let state =
                actor.country.as_deref().is_some_and(|code| self.context.lexicon.actors.country(code).is_some());
            actor.kind == ActorKind::Person && self.actors.principal(*id).is_none() && !state
        };
        for name in noun.conjuncts() {
            if self.actors.at(name).as_ref().is_some_and(alone) {
                add(&mut found, self.bodies(name.left_edge().i..name.i, doc));
            }
        }
        let plural = noun.tag() == Tag::Nns;
        let states = |token: Token| {
            let from = |child: &Token| matches!(child.lower(), "of" | "from" | "representing");
            let of = token.children().filter(|child| child.dep() == Dep::Prep && from(child));
            let after = of.filter_map(|of| of.child(Dep::Pobj)).flat_map(|object| self.actors.parties(object));
            let before = token.children().filter(|child| child.dep() == Dep::Amod || child.dep() == Dep::Compound);
            let before = before.flat_map(|child| self.actors.of(child)).collect::<Vec<_>>();
            after.chain(before).filter(|&id| self.is_body(id)).collect::<Vec<_>>()
        };
        if plural || found.is_empty() {
            let named = states(noun);
            if !named.is_empty() {
                found.retain(|&id| self.actors.get(id).kind != ActorKind::Group);
                add(&mut found, named);
            }
        }
        if found.is_empty() {
            let end = (noun.right_edge().i + 1).min(noun.left_edge().i + REACH);
            let phrase = doc.slice(noun.left_edge().i..end).take_while(|token| token.pos() != Pos::Verb);
            let sent = |token: &Token| {
                let prep = if token.dep() == Dep::Pobj { token.head() } else { *token };
                matches!(prep.lower(), "for" | "to" | "on")
            };
            let phrase = phrase.filter(|token| !sent(token));
            found = phrase.map(|token| self.actors.parties(token)).find(|ids| !ids.is_empty()).unwrap_or_default();
        }
        found
    }

    /// The word "with" after the verb, as far as its clause goes.
    pub(super) fn with<'d>(&self, verb: Token<'d>) -> Option<Token<'d>> {
        let after = verb.doc().slice(verb.i + 1..verb.sentence().end.min(verb.i + REACH));
        let mut clause = after.take_while(|token| !matches!(token.pos(), Pos::Verb | Pos::Aux) && token.text() != ";");
        clause.find(|token| token.lower() == "with")
    }

    /// The states whose officials a list names that begins at token `start`: "French minister N. N., UK minister of state for
    /// Africa N. N., and the ministers of X and Y". The parser loses its way in such lists; each part is an official's of the
    /// first country or body that it names, and the parts after "of X" may be countries alone.
    pub(super) fn listed(&self, start: usize) -> Listed {
        let doc = self.context.doc;
        let Some(first) = (start < doc.len()).then(|| doc.token(start)) else { return Listed::default() };
        let end = first.sentence().end.min(start + LIST);
        let mut found = Listed::default();
        let mut part = Part::new(start);
        // Whether the part before named its official's country last: "the ministers of X, Y and Z".
        let mut of = false;
        for token in doc.slice(start..end) {
            let ends = ends_list(token);
            if ends || token.text() == "," || token.lower() == "and" {
                let alone = of && token.i - part.start <= ALONE;
                let last = part.country.as_ref().is_some_and(|(_, at)| at.end == token.i);
                let named = part.country.take().filter(|_| part.official || alone);
                of = named.is_some() && (alone || last);
                found.states.extend(named);
                found.bodies.extend(part.body.filter(|_| part.official));
                part = Part::new(token.i + 1);
                if ends {
                    break;
                }
                continue;
            }
            part.official |= self.has(token, Sense::Official);
            // "The envoy for X", "the ambassador to Y": where one is sent, not whence.
            let country = self.actors.country_of(token);
            let part_of = |word: &Token| {
                let other = self.actors.country_of(*word).is_some_and(|named| Some(named) != country);
                matches!(word.dep(), Dep::Compound | Dep::Amod) && word.head() == token && !other
            };
            let name = token.previous().filter(|word| country.is_some() && part_of(word)).unwrap_or(token);
            let before =
                name.previous().filter(|word| word.lower() == "the").map_or(name.previous(), |the| the.previous());
            let sent = before.is_some_and(|word| matches!(word.lower(), "for" | "to" | "on" | "against"));
            if sent || part.country.is_some() || part.body.is_some() {
                continue;
            }
            part.body = self.actors.at(token).filter(|&id| self.actors.get(id).kind == ActorKind::Igo);
            if part.body.is_none() {
                part.country = self.actors.country_of(token).map(|code| (code.to_owned(), token.i..token.i + 1));
            }
        }
        found.states.extend(part.country.filter(|_| part.official));
        found.bodies.extend(part.body.filter(|_| part.official));
        found
    }

    /// Whether the actor is people under a description, to whom one speaks rather than with whom: "supporters".
    pub(super) fn is_audience(&self, id: ActorId) -> bool {
        let actor = self.actors.get(id);
        let citizens = actor.sector.is_some_and(|sector| sector.as_str() == "CVL");
        let described = !actor.name.contains(char::is_uppercase);
        actor.kind == ActorKind::Group && described && (actor.country.is_none() || citizens)
    }

    /// Whether people meet somebody who is no actor of the report: "met with eleven nurses".
    pub(super) fn has_company(&self, verb: Token) -> bool {
        let with = self.with(verb).and_then(|with| with.child(Dep::Pobj));
        let person = |noun: Token| noun.entity().is_some_and(|entity| entity.label == EntityLabel::Person);
        with.is_some_and(|noun| noun.tag() == Tag::Nns || person(noun))
    }

    /// Whether a body meets in itself: "the committee will meet on Friday".
    pub(super) fn convenes(&self, verb: Token, id: ActorId) -> bool {
        let kind = self.actors.get(id).kind;
        let alone = verb.child(Dep::Dobj).is_none() && self.with(verb).is_none();
        alone && verb.lemma() != "host" && matches!(kind, ActorKind::Igo | ActorKind::Organization)
    }

    /// The countries from which a phrase's people come: "senior officials from X, Y and Z".
    pub(super) fn origins(&self, noun: Token) -> Vec<(String, Range<usize>)> {
        let doc = noun.doc();
        let Some(from) = noun.children().find(|child| matches!(child.lower(), "from" | "representing")) else {
            return Vec::new();
        };
        let list =
            doc.slice(from.i + 1..noun.sentence().end.min(from.i + REACH)).take_while(|token| !ends_list(*token));
        let country = |token: Token| {
            let code = self.actors.country_of(token)?;
            Some((code.to_owned(), token.i..token.i + 1))
        };
        list.filter_map(country).collect()
    }

    /// The countries of a compound before the noun that the tokenizer left whole: "the U.S.-Peru dialogue".
    pub(super) fn hyphenated(&self, noun: Token) -> Vec<(String, Range<usize>)> {
        let doc = noun.doc();
        let great = |entry: &Entry| matches!(entry.kind, PlaceKind::Country | PlaceKind::Adjective);
        let before = doc.slice(noun.left_edge().i.max(noun.i.saturating_sub(REACH))..noun.i);
        let codes = before.flat_map(|token| {
            let parts: Vec<&str> = token.text().split(['-', '–']).collect();
            let country = |part: &&str| {
                let gazetteer = &self.context.lexicon.gazetteer;
                gazetteer.named(&fold(part)).find(great).map(|entry| entry.country.to_owned())
            };
            let codes: Option<Vec<String>> = (parts.len() > 1).then(|| parts.iter().map(country).collect())?;
            Some(codes?.into_iter().map(move |code| (code, token.i..token.i + 1)))
        });
        codes.flatten().collect()
    }

    /// The states and bodies named among the tokens, up to the first verb.
    pub(super) fn bodies(&self, tokens: std::ops::Range<usize>, doc: &Doc) -> Vec<ActorId> {
        let phrase = doc.slice(tokens).take(REACH).take_while(|token| token.pos() != Pos::Verb);
        let mut found: Vec<ActorId> = Vec::new();
        add(&mut found, phrase.flat_map(|token| self.actors.at(token)).filter(|&id| self.is_known(id)).collect());
        found
    }

    /// A state or a body that states form, or an organ of one.
    pub(super) fn is_known(&self, id: ActorId) -> bool {
        matches!(self.actors.get(id).kind, ActorKind::State | ActorKind::Igo)
    }

    pub(super) fn is_body(&self, id: ActorId) -> bool {
        matches!(self.actors.get(id).kind, ActorKind::State | ActorKind::Igo | ActorKind::Organization)
    }

    /// Whether a verb may bring the actor to a meeting: officials meet citizens too.
    pub(super) fn can_be_met(&self, id: ActorId) -> bool {
        let citizen = self.actors.get(id).sector.is_some_and(|sector| sector.as_str() == "CVL");
        citizen || self.can_meet(id)
    }

    pub(super) fn can_meet(&self, id: ActorId) -> bool {
        let actor = self.actors.get(id);
        // A conference is where one meets, not whom.
        let last = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let meeting = self.words.has(&last, Sense::Noun) || self.words.has(&last, Sense::Summit);
        !matches!(actor.sector.map(|sector| sector.as_str()), Some("JRN" | "CVL")) && !meeting
    }

    /// The actors whom the noun phrase itself names: "talks between X and Y", "the X-Y summit", "a meeting of Z".
    pub(super) fn named(&self, noun: Token) -> Vec<ActorId> {
        let mut people = Vec::new();
        for child in noun.children() {
            match child.dep() {
                Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss => {
                    for token in child.doc().slice(child.subtree()).filter(|token| token.i <= noun.i) {
                        add(&mut people, self.party_at(token));
                    }
                }
                Dep::Prep if matches!(child.lower(), "between" | "with" | "of" | "among" | "involving") => {
                    add(&mut people, self.actors_under(child, &[Dep::Pobj]));
                    // "A third round of talks between X and Y".
                    let stuff =
                        child.child(Dep::Pobj).filter(|stuff| child.lower() == "of" && self.has(*stuff, Sense::Noun));
                    let inner = stuff.map(|stuff| stuff.children().collect::<Vec<_>>()).unwrap_or_default();
                    for prep in inner.into_iter().filter(|prep| matches!(prep.lower(), "between" | "with" | "among")) {
                        add(&mut people, self.actors_under(prep, &[Dep::Pobj]));
                    }
                }
                // "A visit to X".
                Dep::Prep if child.lower() == "to" && self.has(noun, Sense::Visit) => {
                    let country = child.child(Dep::Pobj).and_then(|object| self.actors.country_of(object));
                    add(&mut people, country.and_then(|country| self.actors.state(country)).into_iter().collect());
                }
                // "A meeting in Vienna of the council": the parser hangs the second phrase on the first.
                Dep::Prep => {
                    for below in child.children().flat_map(|object| object.children()) {
                        if below.dep() == Dep::Prep && matches!(below.lower(), "of" | "between") {
                            add(&mut people, self.actors_under(below, &[Dep::Pobj]));
                        }
                    }
                }
                _ => {}
            }
        }
        people.retain(|&id| self.can_meet(id));
        people
    }

    /// An actor named before the noun; a place named there is where the meeting is.
    pub(super) fn party_at(&self, token: Token) -> Vec<ActorId> {
        let place = self.places.within(token.span()).next().is_some();
        if place { Vec::new() } else { self.actors.parties(token) }
    }

    /// The actors whom the verb brings to the meeting: "X held talks", "launched by X and Y at a summit".
    pub(super) fn through(&self, noun: Token, verb: Token, states: &mut Vec<(String, Range<usize>)>) -> Vec<ActorId> {
        let object = matches!(noun.dep(), Dep::Dobj | Dep::Nsubjpass) || noun.head().dep() == Dep::Prep;
        let inside = noun.dep() == Dep::Pobj && matches!(noun.head().lower(), "at" | "in" | "during" | "for" | "of");
        let with = noun.children().any(|child| child.dep() == Dep::Prep && child.lower() == "with");
        let fates = [Sense::Held, Sense::Refused, Sense::Cancelled];
        let brings = fates.iter().any(|&fate| self.has(verb, fate)) || self.has(verb, Sense::Proposed) && with;
        // Who proposes that others talk is none of them.
        let only_proposes = self.has(verb, Sense::Proposed) && verb.lemma() != "call" && !with;
        if !(object && brings || inside || is_table(noun)) || only_proposes {
            return Vec::new();
        }
        let mut people = self.actors_under(verb, &[Dep::Nsubj]);
        let beside = |child: &Token| child.dep() == Dep::Prep && matches!(child.lower(), "with" | "alongside");
        for with in verb.children().filter(beside) {
            add(&mut people, self.actors_under(with, &[Dep::Pobj]));
            let listed = self.listed(with.i + 1);
            states.extend(listed.states);
            add(&mut people, listed.bodies);
        }
        if let Some(subject) = verb.child(Dep::Nsubj) {
            // "Delegations from X and Y": the parties stand within the phrase.
            let within = self.actors.within(noun.doc(), noun.doc().span(subject.subtree()));
            let states = within.iter().filter(|id| self.actors.get(**id).kind == ActorKind::State).count();
            if people.is_empty() || people.len() < states {
                people = within;
            }
        }
        for by in verb.children().filter(|child| child.dep() == Dep::Agent) {
            // "By X and Y": the parser often hangs the first name on the second.
            let names = by.children().filter(|child| child.dep() == Dep::Pobj);
            people.extend(names.flat_map(|name| self.actors.within(noun.doc(), noun.doc().span(name.subtree()))));
        }
        people.retain(|&id| self.can_meet(id));
        if people.is_empty() && verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Agent]).is_none() && object {
            people = self.nearest_before(verb);
        }
        people
    }

    /// Whom the sentence names last before a verb that the parser left without a subject.
    pub(super) fn nearest_before(&self, verb: Token) -> Vec<ActorId> {
        let before = verb.doc().slice(verb.sentence().start..verb.i).rev();
        let mut named = before.map(|token| self.actors.parties(token));
        named.find(|people| !people.is_empty() && people.iter().all(|&id| self.can_meet(id))).unwrap_or_default()
    }

    pub(super) fn actors_under(&self, token: Token, deps: &[Dep]) -> Vec<ActorId> {
        let mut found = Vec::new();
        for child in token.children().filter(|child| deps.contains(&child.dep())) {
            add(&mut found, self.actors.parties(child));
        }
        found
    }
}

/// The verb's subject: its own, the noun that "who" takes up, or the one that conjuncts, infinitives and clauses share:
/// "said after meeting N. N.".
pub(super) fn subject(verb: Token) -> Option<Token> {
    let own = |verb: Token<'_>| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).map(|subject| subject.i);
    let i = match own(verb) {
        Some(i) if verb.dep() == Dep::Relcl && matches!(verb.doc().token(i).lower(), "who" | "which" | "that") => {
            Some(verb.head().i)
        }
        Some(i) => Some(i),
        None => match verb.dep() {
            Dep::Conj | Dep::Advcl => own(verb.head()),
            // "The presidents are due to meet."
            Dep::Xcomp => own(verb.head()).or_else(|| own(verb.head().head())),
            Dep::Pcomp => own(verb.head().head()),
            _ => None,
        },
    };
    i.map(|i| verb.doc().token(i))
}

/// One part of a list of officials.
struct Part {
    start: usize,
    country: Option<(String, Range<usize>)>,
    /// The body that is named in it before any country.
    body: Option<ActorId>,
    official: bool,
}

/// Whose officials a list names.
#[derive(Default)]
pub(super) struct Listed {
    /// States, by ISO code, with the tokens that name them.
    pub states: Vec<(String, Range<usize>)>,
    /// Bodies that states form.
    pub bodies: Vec<ActorId>,
}

impl Part {
    fn new(start: usize) -> Self {
        Part { start, country: None, body: None, official: false }
    }
}

/// Whether a list of officials is over: a verb, what was talked about, when and where.
fn ends_list(token: Token) -> bool {
    let about = matches!(
        token.lower(),
        "about"
            | "regarding"
            | "on"
            | "during"
            | "in"
            | "at"
            | "ahead"
            | "before"
            | "after"
            | "following"
            | "as"
            | "to"
            | "today"
            | "yesterday"
            | "this"
            | "by"
            | "over"
    );
    matches!(token.pos(), Pos::Verb | Pos::Aux) || about || matches!(token.text(), ";" | "." | "—" | "–")
}
