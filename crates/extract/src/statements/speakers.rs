//! Whom the words for a speaker mean, for whom the speaker speaks, and through whom the report has it.
//!
//! In: a [`Reading`], the actors, the statement before. Out: a [`Speaker`]; where nobody can be told, the reason.

use super::papers::{self, is_paper};
use super::reading::{Reading, cue_of};
use super::side::{is_first_person, speaks_for_state};
use super::turns::Turns;
use crate::Context;
use crate::actors::Actors;
use rapporteur_lexicon::CueClass;
use rapporteur_record::{ActorId, ActorKind, Span, Statement};
use rapporteur_text::{Dep, Pos, Span as TextSpan, Tag, Token};

/// Who speaks.
#[derive(Debug, Default)]
pub(super) struct Speaker {
    pub ids: Vec<ActorId>,
    /// The words that name the speaker.
    pub text: Option<Span>,
    pub on_behalf_of: Vec<ActorId>,
    pub joint: bool,
    pub reported_by: Vec<ActorId>,
    /// Why nobody could be told.
    pub unknown: Option<&'static str>,
    /// A cue of the same voice above: "Sherman said" over "the US made clear".
    pub outer: Option<usize>,
}

/// Finds the speaker; `before` is the statement before in the text.
pub(super) fn speaker(reading: &Reading, actors: &Actors, turns: &Turns, before: Option<&Statement>) -> Speaker {
    let mut speaker = agent(reading, actors).unwrap_or_else(|| named(reading, actors, turns));
    if speaker.ids.is_empty() {
        speaker.ids = namesake(reading, actors).into_iter().collect();
    }
    together(reading, before, &mut speaker);
    if speaker.ids.is_empty() {
        same_again(reading, actors, before, &mut speaker);
    }
    if speaker.ids.is_empty() {
        inherit(reading, actors, &mut speaker);
    }
    if speaker.ids.is_empty() && speaker.text.is_none() {
        carry_over(reading, before, &mut speaker);
    }
    chain(reading, actors, &mut speaker);
    if speaker.on_behalf_of.is_empty() {
        speaker.on_behalf_of = principals(reading, actors, &speaker);
    }
    speaker.on_behalf_of.retain(|id| !speaker.ids.contains(id));
    speaker.joint |= speaker.ids.len() > 1 || speaker.ids.iter().any(|&id| actors.get(id).members.len() > 1);
    if speaker.ids.is_empty() && speaker.unknown.is_none() {
        speaker.unknown = Some(match speaker.text {
            Some(_) => "the words for the speaker name no actor",
            None => "the text names no speaker here",
        });
    }
    speaker
}

/// "Urged on by her teacher, she …": who does what a passive tells, where the words for the speaker are found elsewhere.
fn agent(reading: &Reading, actors: &Actors) -> Option<Speaker> {
    let head = reading.head.filter(|head| head.tag() == Tag::Vbn)?;
    let noun = head.child(Dep::Agent)?.child(Dep::Pobj).filter(|noun| !reading.in_content(*noun))?;
    let ids = meant(reading.context, noun, actors);
    let other = !reading.in_source(noun) && !ids.is_empty();
    other.then(|| Speaker { ids, text: Some(phrase(noun)), ..Speaker::default() })
}

fn named(reading: &Reading, actors: &Actors, turns: &Turns) -> Speaker {
    let mut speaker = Speaker::default();
    let heads = reading.source_heads();
    let ranges = &reading.attribution.source;
    if let (Some(first), Some(last)) = (ranges.first(), ranges.last()) {
        speaker.text = (first.start < last.end).then(|| reading.context.doc.span(first.start..last.end).into());
    }
    for head in heads.iter().map(|head| antecedent(*head)) {
        let at: TextSpan = head.span();
        let turn = turns.named(at).or_else(|| turns.first_person(at.start).filter(|_| is_first_person(head)));
        match turn {
            Some(id) => add(&mut speaker.ids, vec![id]),
            None => add(&mut speaker.ids, meant(reading.context, head, actors)),
        }
        if let Some(other) = accompanying(head) {
            add(&mut speaker.ids, meant(reading.context, other, actors));
        }
        speaker.joint |= is_pair(head);
    }
    speaker
}

/// "The union, along with two parties, said …": who speaks too.
fn accompanying(head: Token<'_>) -> Option<Token<'_>> {
    let verb = head.head();
    let below = head.children().chain(verb.children().filter(|child| child.i < verb.i));
    let mut beside = below.filter(|child| child.i > head.i && matches!(child.lower(), "along" | "together"));
    beside.find_map(|along| along.children().find(|child| child.lower() == "with")?.child(Dep::Pobj))
}

/// Whether the words for the speaker mean nobody whose statement it could be: a reporter's own "we" or "you", a question
/// of the press.
pub(super) fn is_nobody(reading: &Reading, turns: &Turns) -> bool {
    let heads = reading.source_heads();
    if is_consultation(reading) || is_deed(reading) || is_empty(reading) {
        return true;
    }
    if heads.is_empty() && (is_plan(reading) || is_naming(reading)) {
        return true;
    }
    let Some(&head) = heads.first() else { return false };
    let at: TextSpan = head.span();
    let quoted = reading.context.quotations.iter().any(|quotation| quotation.span.contains(at));
    let of_reader = matches!(head.lower(), "you" | "your");
    let of_reporter = is_first_person(head) && !quoted && heads.len() == 1 && head.child(Dep::Appos).is_none();
    turns.asks(at) || of_reader || of_reporter && turns.first_person(at.start).is_none()
}

/// "discussed", "spoke with": that they spoke is an event; what was held is not told.
fn is_consultation(reading: &Reading) -> bool {
    let Some(head) = reading.head else { return false };
    let with = || reading.content_heads().iter().any(|top| matches!(top.lower(), "with" | "to"));
    let with_whom = || head.children().any(|child| child.lower() == "with");
    match head.lemma() {
        "discuss" => true,
        "speak" | "talk" | "meet" => with() || with_whom(),
        _ => false,
    }
}

/// "talks are planned", "rain is expected": nobody is said to plan or expect it.
fn is_plan(reading: &Reading) -> bool {
    let inner = reading.cue.is_some_and(|cue| matches!(cue.class, CueClass::Attitude | CueClass::Thought));
    inner && reading.head.is_some_and(is_agentless)
}

/// "a village called …", "the street was named after …": what something is called is not what somebody says.
fn is_naming(reading: &Reading) -> bool {
    reading.head.is_some_and(is_agentless) && is_nominal(reading)
}

fn is_agentless(head: Token) -> bool {
    head.tag() == Tag::Vbn && head.child(Dep::Agent).is_none()
}

/// "appointed a minister": a verb that the lexicon does not know to report, with a thing for its object, is a deed.
fn is_deed(reading: &Reading) -> bool {
    reading.cue.is_none() && reading.head.is_some_and(|head| head.pos() == Pos::Verb) && is_nominal(reading)
}

/// Whether what is said is no clause, and none of it stands in quotation marks.
fn is_nominal(reading: &Reading) -> bool {
    let quoted = |token: Token| {
        let at: TextSpan = token.span();
        reading.context.quotations.iter().any(|quotation| quotation.span.contains(at))
    };
    let heads = reading.content_heads();
    heads.iter().all(|head| matches!(head.pos(), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num))
        && !reading.content().any(quoted)
}

/// "What each side wants": a question word alone says nothing.
fn is_empty(reading: &Reading) -> bool {
    let mut words = reading.content().filter(|token| !token.is_punct() && !token.is_space());
    words.all(|token| matches!(token.lower(), "what" | "which" | "who" | "whom" | "how" | "why" | "as"))
}

/// What a relative pronoun takes up: "the minister, who said …".
fn antecedent(head: Token) -> Token {
    let relative = matches!(head.lower(), "who" | "which" | "that" | "whom" | "whose");
    let clause = head.ancestors().take(4).find(|verb| verb.dep() == Dep::Relcl);
    clause.filter(|_| relative).map_or(head, |clause| clause.head())
}

/// The actors that a phrase means, by its head or by the name beside it.
fn meant(context: Context, head: Token, actors: &Actors) -> Vec<ActorId> {
    if let Some(name) = name_beside(head, actors) {
        return vec![name];
    }
    let found = actors.of(head);
    if !found.is_empty() {
        return found;
    }
    if let Some(whole) = part_of(head) {
        return meant(context, whole, actors);
    }
    if is_paper(context, head) {
        return papers::issuers(context, head, actors);
    }
    // "Biden's spokesman Smith": the name hangs below an empty head. A meeting is not those who hold it.
    let gathering = head.pos() == Pos::Noun && context.lexicon.acts.is_occasion(head.lemma());
    let below = head.children().filter(|child| match child.dep() {
        Dep::Appos | Dep::Agent => true,
        Dep::Compound => !gathering,
        _ => false,
    });
    let direct = below.flat_map(|child| actors.of(child)).collect::<Vec<_>>();
    if !direct.is_empty() {
        return direct;
    }
    if matches!(head.lower(), "by" | "to" | "from") {
        return papers::by_phrase(context, head, actors);
    }
    // A country that the report has named as a place speaks in "Peru, which claims …".
    let state = actors.country_of(head).and_then(|country| actors.state(country));
    state.filter(|_| head.pos() == Pos::Propn).into_iter().collect()
}

/// Who is named beside a noun for what he, she or it is: "a long-time rival, N. N.", "one site, Site.com".
fn name_beside(head: Token, actors: &Actors) -> Option<ActorId> {
    let named = |id: &ActorId| {
        let actor = actors.get(*id);
        actor.kind != ActorKind::State && actor.name.starts_with(char::is_uppercase)
    };
    let noun = head.pos() == Pos::Noun && head.tag() == Tag::Nn;
    let beside = head.children().filter(|child| child.i > head.i && child.dep() == Dep::Appos && noun);
    beside.filter(|child| child.pos() == Pos::Propn).find_map(|child| actors.at(child).filter(named))
}

/// "Part of the statement", "most of the ministers": the whole, where a word for a share of it stands before.
fn part_of(head: Token) -> Option<Token> {
    let share = matches!(
        head.lower(),
        "part"
            | "parts"
            | "most"
            | "some"
            | "many"
            | "several"
            | "all"
            | "both"
            | "none"
            | "half"
            | "rest"
            | "majority"
    );
    let of = head.children().find(|child| child.lower() == "of" && child.i > head.i).filter(|_| share)?;
    of.child(Dep::Pobj)
}

/// The one person, else the one body, whose last name is the name given, where no mention was seen in it.
fn namesake(reading: &Reading, actors: &Actors) -> Option<ActorId> {
    let heads = reading.source_heads();
    let &[head] = &heads[..] else { return None };
    let name = head.text();
    let written = head.pos() == Pos::Propn && name.starts_with(char::is_uppercase) && name.len() > 2;
    let bears = |id: ActorId| {
        let mut words = actors.get(id).name.split_whitespace();
        words.next_back() == Some(name) && words.next().is_some()
    };
    // The model now and then takes a person with a foreign name for a body.
    let is_person = |id: &ActorId| actors.get(*id).kind == ActorKind::Person;
    let bearers: Vec<ActorId> = actors.list().iter().map(|actor| actor.id).filter(|&id| written && bears(id)).collect();
    let people: Vec<ActorId> = bearers.iter().copied().filter(is_person).collect();
    match (&people[..], &bearers[..]) {
        (&[one], _) | ([], &[one]) => Some(one),
        _ => None,
    }
}

/// "They", where those who spoke just before spoke together, or where but one of them was found in the word.
fn together(reading: &Reading, before: Option<&Statement>, speaker: &mut Speaker) {
    let (Some(before), Some(text)) = (before, speaker.text) else { return };
    let they = reading.source_heads().iter().any(|head| head.lower() == "they");
    let pair = reading.source_heads().iter().any(|head| is_pair(*head));
    let part = before.speaker.len() > 1 && speaker.ids.iter().all(|id| before.speaker.contains(id));
    let open = speaker.ids.is_empty() && (they || pair) || they && part;
    if open && before.joint && paragraphs_since(reading, before, text.start) == Some(0) {
        speaker.ids = before.speaker.clone();
        speaker.joint = true;
    }
}

/// "He added", "the statement also said": who spoke just before in the paragraph, where the word names nobody else.
fn same_again(reading: &Reading, actors: &Actors, before: Option<&Statement>, speaker: &mut Speaker) {
    let (Some(before), Some(text), &[head]) = (before, speaker.text, &reading.source_heads()[..]) else { return };
    // "The statement", where they spoke "in a statement".
    let told_of = || {
        before
            .evidence
            .spans()
            .iter()
            .any(|&span| TextSpan::from(span).of(reading.context.doc.text()).contains(head.lower()))
    };
    let bare = || {
        let points = |child: Token| child.lower() == "the" || child.tag() == Tag::Prps;
        head.children().next().is_some() && head.children().all(points)
    };
    let several =
        |id: &ActorId| matches!(actors.get(*id).kind, ActorKind::Group | ActorKind::Ngo | ActorKind::Organization);
    let taken_up = matches!(head.lower(), "he" | "she")
        || head.lower() == "they" && before.speaker.iter().all(several)
        || is_paper(reading.context, head) && bare() && told_of();
    if taken_up && before.speaker.len() == 1 && paragraphs_since(reading, before, text.start) == Some(0) {
        speaker.ids = before.speaker.clone();
        speaker.on_behalf_of = before.on_behalf_of.clone();
    }
}

/// How many paragraphs begin between the end of the statement before and the byte `at`; `None` where that lies before its end.
fn paragraphs_since(reading: &Reading, before: &Statement, at: usize) -> Option<usize> {
    let block = |offset: usize| reading.context.source.blocks.partition_point(|block| block.span.start <= offset);
    let last = before.evidence.spans().last().map_or(0, |span| span.end.saturating_sub(1));
    (last <= at).then(|| block(at).saturating_sub(block(last)))
}

/// Adds those that are not among them.
pub(super) fn add(ids: &mut Vec<ActorId>, more: Vec<ActorId>) {
    for id in more {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
}

/// "the two sides", "both ministers": one word for several who speak together.
fn is_pair(head: Token) -> bool {
    matches!(head.lower(), "both")
        || matches!(head.tag(), Tag::Nns | Tag::Nnps)
            && head.children().any(|child| matches!(child.lower(), "both" | "two" | "three" | "four"))
            && matches!(
                head.lemma(),
                "side"
                    | "party"
                    | "country"
                    | "nation"
                    | "minister"
                    | "leader"
                    | "president"
                    | "government"
                    | "delegation"
                    | "capital"
                    | "diplomat"
                    | "official"
                    | "secretary"
                    | "envoy"
                    | "negotiator"
                    | "state"
                    | "ally"
            )
}

/// A cue without a subject of its own takes that of the verb it hangs on: "She left, saying …", "… and added …", "is
/// reported to have left and claimed …".
fn inherit(reading: &Reading, actors: &Actors, speaker: &mut Speaker) {
    if speaker.text.is_some() {
        return;
    }
    let Some(mut at) = reading.head else { return };
    for climbed in 0..4 {
        let passive = at.child(Dep::Auxpass).is_some();
        let told_of = passive && climbed > 0 && at.child(Dep::Xcomp).is_some();
        let subject = match passive {
            true => at.child(Dep::Nsubjpass).filter(|_| told_of),
            false => at.child(Dep::Nsubj),
        };
        if let Some(subject) = subject.filter(|it| !reading.in_content(*it)) {
            speaker.text = Some(phrase(subject));
            add(&mut speaker.ids, meant(reading.context, subject, actors));
            return;
        }
        if at.is_root() || !matches!(at.dep(), Dep::Conj | Dep::Advcl | Dep::Xcomp | Dep::Dobj | Dep::Acomp | Dep::Attr)
        {
            return;
        }
        at = at.head();
    }
}

/// The words of a noun phrase up to its head, with the name beside it, without clauses.
fn phrase(head: Token) -> Span {
    let stop = head.children().filter(|child| child.i > head.i && matches!(child.dep(), Dep::Relcl | Dep::Acl));
    let end = stop.map(|child| child.left_edge().i).min().unwrap_or(head.right_edge().i + 1).max(head.i + 1);
    let start = head.left_edge().i.min(head.i);
    let doc = head.doc();
    let mut end = end;
    while end > head.i + 1 && (doc.token(end - 1).is_punct() || doc.token(end - 1).is_space()) {
        end -= 1;
    }
    doc.span(start..end).into()
}

/// A quotation that stands alone belongs to who spoke before it in the same paragraph or the one before.
fn carry_over(reading: &Reading, before: Option<&Statement>, speaker: &mut Speaker) {
    let Some(before) = before else { return };
    let Some(at) = reading.attribution.content.first().map(|range| reading.context.doc.span(range.clone()).start)
    else {
        return;
    };
    let near = paragraphs_since(reading, before, at).is_some_and(|since| since <= 1);
    let quoted = reading.context.quotations.iter().any(|quotation| quotation.span.holds(at) && !quotation.heading);
    let unsaid = reading.head.is_none_or(|head| head.child(Dep::Auxpass).is_none());
    if near && quoted && unsaid {
        speaker.ids = before.speaker.clone();
        speaker.on_behalf_of = before.on_behalf_of.clone();
        speaker.reported_by = before.reported_by.clone();
        speaker.joint = before.joint;
    }
}

/// Voices around the statement: a verb of saying above it, "according to", "citing".
fn chain(reading: &Reading, actors: &Actors, speaker: &mut Speaker) {
    let Some(head) = reading.head else { return };
    above(reading, actors, speaker, head);
    passed_on(reading, actors, speaker, head);
    for beside in head.children().chain(clause_of(head).children()) {
        if reading.in_content(beside) || reading.in_source(beside) {
            continue;
        }
        if let Some(noun) = according(beside) {
            let ids = actors.of(noun).into_iter().filter(|id| !speaker.ids.contains(id)).collect();
            add(&mut speaker.reported_by, ids);
        }
        if beside.lemma() == "cite" || beside.lemma() == "quote" {
            cited(reading, actors, speaker, beside);
        }
    }
}

/// Who is spoken of in "according to …" and "as reported by …".
fn according(token: Token) -> Option<Token> {
    match token.lower() {
        "according" => token.children().find(|child| child.lower() == "to")?.child(Dep::Pobj),
        "per" => token.child(Dep::Pobj),
        _ if token.lemma() == "report" && token.tag() == Tag::Vbn => token.child(Dep::Agent)?.child(Dep::Pobj),
        _ => None,
    }
}

/// "Reuters reported, citing officials, that …": the officials speak, Reuters reports it.
fn cited(reading: &Reading, actors: &Actors, speaker: &mut Speaker, cite: Token) {
    if let Some(noun) = cite.child(Dep::Dobj).filter(|noun| !reading.in_source(*noun)) {
        give_to(reading, actors, speaker, noun);
    }
}

/// Lets the subject speak, and who spoke so far report it, where the subject is somebody.
fn give_to(reading: &Reading, actors: &Actors, speaker: &mut Speaker, subject: Token) {
    let ids = meant(reading.context, subject, actors);
    if ids.is_empty() {
        return;
    }
    let outlet = std::mem::replace(&mut speaker.ids, ids);
    speaker.text = Some(phrase(subject));
    add(&mut speaker.reported_by, outlet);
}

/// "…, Reuters reported the mayor said": the mayor speaks, Reuters reports it.
fn passed_on(reading: &Reading, actors: &Actors, speaker: &mut Speaker, head: Token) {
    let says = |verb: &Token| cue_of(reading.context, *verb).is_some_and(|cue| cue.class == CueClass::Speech);
    let clauses = head.children().filter(|child| child.dep() == Dep::Ccomp && child.i > head.i);
    // What has words of its own behind it is another statement.
    let bare = |verb: &Token| verb.children().all(|child| child.i < verb.i || child.is_punct());
    let inner = clauses.filter(|verb| !reading.in_content(*verb)).filter(bare).find(says);
    let subject = inner.and_then(|verb| verb.child(Dep::Nsubj));
    if let Some(subject) = subject.filter(|it| !reading.in_content(*it) && !reading.in_source(*it)) {
        give_to(reading, actors, speaker, subject);
    }
}

fn clause_of(token: Token) -> Token {
    let mut at = token;
    for _ in 0..6 {
        if at.is_root() || !matches!(at.dep(), Dep::Ccomp | Dep::Xcomp | Dep::Conj) {
            break;
        }
        at = at.head();
    }
    at
}

/// "Sherman said that the US made clear that …": Sherman speaks, for the US. "Tass reported that Lavrov said …": Lavrov
/// speaks, Tass reports it.
fn above(reading: &Reading, actors: &Actors, speaker: &mut Speaker, head: Token) {
    let mut at = head;
    for _ in 0..4 {
        if at.is_root()
            || !matches!(at.dep(), Dep::Ccomp | Dep::Xcomp | Dep::Conj | Dep::Advcl | Dep::Acomp | Dep::Oprd)
        {
            return;
        }
        let hung = at.dep();
        at = at.head();
        let Some(subject) = at.child(Dep::Nsubj).filter(|it| !reading.in_content(*it) && !reading.in_source(*it))
        else {
            continue;
        };
        let says = cue_of(reading.context, at).is_some_and(|cue| cue.class == CueClass::Speech);
        if hung != Dep::Ccomp || !says || reading.in_content(at) || at.child(Dep::Auxpass).is_some() {
            continue;
        }
        let outer = meant(reading.context, subject, actors);
        if outer.is_empty() || outer == speaker.ids {
            continue;
        }
        if same_side(actors, &outer, &speaker.ids) {
            speaker.on_behalf_of = std::mem::replace(&mut speaker.ids, outer);
            speaker.text = Some(phrase(subject));
            speaker.outer = Some(at.i);
        } else {
            add(&mut speaker.reported_by, outer);
        }
    }
}

/// Whether `person` is an official of the state that `state` is.
fn same_side(actors: &Actors, person: &[ActorId], state: &[ActorId]) -> bool {
    let ([person], [state]) = (person, state) else { return false };
    let (person, state) = (actors.get(*person), actors.get(*state));
    person.kind == ActorKind::Person
        && state.kind != ActorKind::Person
        && person.country.is_some()
        && person.country == state.country
        && speaks_for_state(person)
}

/// For whom the speaker speaks: a spokesperson's principal, an official's state, whom the text says.
fn principals(reading: &Reading, actors: &Actors, speaker: &Speaker) -> Vec<ActorId> {
    let mut found = expressly(reading, actors);
    let words = reading.attribution.source.iter().cloned().flat_map(|range| reading.context.doc.slice(range));
    // "Amara Diallo, a spokeswoman for the council,": the source may be the name alone.
    let beside = reading.source_heads().into_iter().filter_map(|head| head.child(Dep::Appos));
    for token in words.chain(beside) {
        if is_spokesperson(token) {
            add(&mut found, principal(token, actors));
        }
    }
    found.retain(|id| !speaker.ids.contains(id));
    for &id in &speaker.ids {
        add(&mut found, actors.principal(id).into_iter().collect());
    }
    found
}

/// "on behalf of the group"
fn expressly(reading: &Reading, actors: &Actors) -> Vec<ActorId> {
    let Some(head) = reading.head else { return Vec::new() };
    let preps = head.children().filter(|child| child.lower() == "on" && !reading.in_content(*child));
    let behalf = preps.filter_map(|on| on.child(Dep::Pobj)).find(|noun| noun.lower() == "behalf");
    let Some(behalf) = behalf else { return Vec::new() };
    let of = behalf.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
    of.or_else(|| behalf.child(Dep::Poss)).map(|noun| actors.of(noun)).unwrap_or_default()
}

fn is_spokesperson(token: Token) -> bool {
    token.pos() != Pos::Verb
        && matches!(
            token.lemma().to_lowercase().as_str(),
            "spokesman" | "spokeswoman" | "spokesperson" | "spokespeople" | "spokesmen" | "secretary"
        )
        && (token.lemma().to_lowercase() != "secretary"
            || token.previous().is_some_and(|before| before.lower() == "press"))
}

fn principal(token: Token, actors: &Actors) -> Vec<ActorId> {
    let near = token.children().filter_map(|child| match child.dep() {
        Dep::Poss | Dep::Compound | Dep::Nmod | Dep::Amod => Some(child),
        Dep::Prep if matches!(child.lower(), "for" | "of" | "at") => child.child(Dep::Pobj),
        _ => None,
    });
    near.flat_map(|noun| actors.of(noun)).collect()
}
