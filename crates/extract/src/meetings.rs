//! Who meets whom: talks, visits, calls and summits, with what became of them.
//!
//! In: actors, statements, figures, times and places. Out: meetings. Each word that names one is read for its parties,
//! date, place and fate; mentions of one meeting are joined by date, or, without one, by their parties and "the". What
//! names no party, date or place of its own tells of no meeting: "diplomacy needs dialogue".

use crate::{Context, actors::Actors, places::Places, times::Times};
use rapporteur_lexicon::{MeetingSense as Sense, MeetingWords};
use rapporteur_record::{
    Act, ActorId, ActorKind, Evidence, Figure, Format, Meeting, MeetingId, MeetingStatus as Status, Outcome, Place,
    Span, Statement, When,
};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};

/// Finds the meetings of a report.
pub fn find(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    figures: &[Figure],
    times: &Times,
    places: &Places,
) -> Vec<Meeting> {
    let reading = Reading { context, actors, times, places, words: &context.lexicon.meetings };
    let mentions = context.doc.tokens().filter_map(|token| reading.mention(token));
    let mut meetings: Vec<Meeting> = Vec::new();
    for mut mention in mentions {
        if mention.again
            && mention.parties.is_empty()
            && let Some(before) = meetings.last()
        {
            mention.parties = before.parties.clone();
            mention.follows = Some(before.id);
        }
        match meetings.iter().rposition(|meeting| mention.is_of(meeting)) {
            Some(known) => mention.join(&mut meetings[known]),
            None => meetings.extend(mention.found(meetings.len())),
        }
    }
    for meeting in &mut meetings {
        meeting.duration_hours = reading.hours(meeting, figures);
    }
    let main = meetings.iter().position(|meeting| meeting.status == Status::Held && meeting.parties.len() > 1);
    if let Some(main) = main.map(|main| &mut meetings[main]) {
        main.outcomes = reading.outcomes(statements);
        if main.heads.is_empty() {
            main.heads = reading.heads(&main.parties, statements);
        }
    }
    meetings
}

#[derive(Clone, Copy)]
struct Reading<'a> {
    context: Context<'a>,
    actors: &'a Actors,
    times: &'a Times,
    places: &'a Places,
    words: &'a MeetingWords,
}

/// One place that speaks of a meeting.
struct Mention {
    name: String,
    series: Option<String>,
    format: Option<Format>,
    status: Option<Status>,
    parties: Vec<ActorId>,
    heads: Vec<ActorId>,
    when: Option<When>,
    place: Option<Place>,
    /// Whether the text takes the meeting for known: "the talks".
    definite: bool,
    /// Whether it is another one of those before: "a third round".
    again: bool,
    follows: Option<MeetingId>,
    span: Span,
}

impl Mention {
    /// Whether it can speak of a meeting that was found before.
    fn is_of(&self, meeting: &Meeting) -> bool {
        let shared = self.parties.iter().filter(|party| meeting.parties.contains(party)).count();
        let agree = self.parties.is_empty()
            || meeting.parties.is_empty()
            || shared == self.parties.len().min(meeting.parties.len());
        let same_day = match (&self.when, &meeting.when) {
            (Some(a), Some(b)) => a.value == b.value,
            _ => self.definite || shared > 1,
        };
        agree && same_day
    }

    fn join(self, meeting: &mut Meeting) {
        meeting.evidence = meeting.evidence.clone().with([self.span]);
        add(&mut meeting.parties, self.parties);
        add(&mut meeting.heads, self.heads);
        meeting.series = meeting.series.take().or(self.series);
        meeting.when = meeting.when.take().or(self.when);
        meeting.place = meeting.place.take().or(self.place);
        meeting.format = meeting.format.or(self.format);
        if let Some(Status::Cancelled | Status::Refused) = self.status {
            meeting.status = self.status.unwrap_or(meeting.status);
        }
    }

    /// The meeting that it is the first to speak of, if it says enough.
    fn found(self, number: usize) -> Option<Meeting> {
        let party = !self.parties.is_empty();
        let enough = self.parties.len() > 1 || party && (self.when.is_some() || self.place.is_some());
        let status = self.status?;
        let format = self.format.or(match self.parties.len() {
            2 => Some(Format::Bilateral),
            3.. => Some(Format::Multilateral),
            _ => None,
        });
        enough.then(|| Meeting {
            id: MeetingId(number as u32),
            name: self.name,
            series: self.series,
            format,
            status,
            parties: self.parties,
            heads: self.heads,
            when: self.when,
            place: self.place,
            duration_hours: None,
            outcomes: Vec::new(),
            follows: self.follows,
            evidence: Evidence::new(self.span),
        })
    }
}

impl Reading<'_> {
    fn has(&self, token: Token, sense: Sense) -> bool {
        self.words.has(token.lemma(), sense) || self.words.has(token.lower(), sense)
    }

    /// What the token says of a meeting, where it names one.
    fn mention(&self, token: Token) -> Option<Mention> {
        match token.pos() {
            Pos::Noun | Pos::Propn => self.noun(token),
            Pos::Verb if self.has(token, Sense::Verb) => self.verb(token),
            _ => None,
        }
    }

    fn noun(&self, noun: Token) -> Option<Mention> {
        let format = match noun {
            noun if self.has(noun, Sense::Summit) => Some(Format::Summit),
            noun if self.has(noun, Sense::Visit) => Some(Format::Visit),
            noun if self.has(noun, Sense::Call) => Some(Format::Call),
            noun if self.has(noun, Sense::Noun) => None,
            _ => return None,
        };
        let before = || noun.children().filter(|child| matches!(child.dep(), Dep::Compound | Dep::Amod | Dep::Nmod));
        let part_of_name = noun.dep() == Dep::Compound || before().any(|word| self.has(word, Sense::Part));
        if part_of_name
            || self.is_stuff_of(noun)
            || (format == Some(Format::Call) && !self.is_call(noun))
            || is_part_of(noun)
        {
            return None;
        }
        let verb = governing_verb(noun);
        let mut people = self.named(noun);
        let together = people.len() > 1;
        if !together && let Some(verb) = verb {
            add(&mut people, self.through(noun, verb));
        }
        let (parties, heads) = self.sides(people);
        let time = self.times.of(noun).or_else(|| self.before(noun)).or_else(|| self.times.of(verb?));
        let when = time.and_then(|time| time.when.clone());
        let place = self.places.of(noun).or_else(|| self.places.of(verb?)).cloned();
        let start = verb.map_or(noun.left_edge().i, |verb| verb.i.min(noun.left_edge().i));
        let end = verb.map_or(noun.right_edge().i, |verb| verb.i.max(noun.right_edge().i));
        Some(Mention {
            name: name(noun),
            series: self.series(noun),
            format,
            status: self.status(noun, verb, when.as_ref()),
            parties,
            heads,
            when,
            place,
            definite: is_definite(noun),
            again: is_another(noun),
            follows: None,
            span: noun.doc().span(start..end + 1).into(),
        })
    }

    /// "X met Y", "X and Y met", "X met with Y".
    fn verb(&self, verb: Token) -> Option<Mention> {
        let mut people = self.actors_under(verb, &[Dep::Nsubj, Dep::Dobj]);
        for with in verb.children().filter(|child| child.dep() == Dep::Prep && child.lower() == "with") {
            add(&mut people, self.actors_under(with, &[Dep::Pobj]));
        }
        let (parties, heads) = self.sides(people.into_iter().filter(|&id| self.can_meet(id)).collect());
        if parties.len() + heads.len() < 2 || parties.is_empty() {
            return None;
        }
        let when = self.times.of(verb).and_then(|time| time.when.clone());
        Some(Mention {
            name: "meeting".into(),
            series: None,
            format: None,
            status: self.status(verb, Some(verb), when.as_ref()),
            parties,
            heads,
            when,
            place: self.places.of(verb).cloned(),
            definite: false,
            again: false,
            follows: None,
            span: verb.doc().span(verb.subtree()).into(),
        })
    }

    /// A call between parties, not one for something.
    fn is_call(&self, noun: Token) -> bool {
        let by = |child: Token| matches!(child.lower(), "phone" | "telephone" | "video" | "conference");
        let with = |child: Token| child.dep() == Dep::Prep && matches!(child.lower(), "with" | "between");
        noun.children().any(|child| by(child) || with(child)) && noun.lemma() != "conversation"
            || self.has(noun, Sense::Call) && noun.lemma().contains("conference")
    }

    /// Whether the noun only says of what another is: "a round of talks".
    fn is_stuff_of(&self, noun: Token) -> bool {
        let of = noun.head();
        noun.dep() == Dep::Pobj && of.lower() == "of" && self.has(of.head(), Sense::Noun)
    }

    fn can_meet(&self, id: ActorId) -> bool {
        !matches!(self.actors.get(id).sector.map(|sector| sector.as_str()), Some("JRN" | "CVL"))
    }

    /// The actors whom the noun phrase itself names: "talks between X and Y", "the X-Y summit", "a meeting of Z".
    fn named(&self, noun: Token) -> Vec<ActorId> {
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
    fn party_at(&self, token: Token) -> Vec<ActorId> {
        let place = self.places.within(token.span()).next().is_some();
        if place { Vec::new() } else { self.actors.parties(token) }
    }

    /// The actors whom the verb brings to the meeting: "X held talks", "launched by X and Y at a summit".
    fn through(&self, noun: Token, verb: Token) -> Vec<ActorId> {
        let object = matches!(noun.dep(), Dep::Dobj | Dep::Nsubjpass) || noun.head().dep() == Dep::Prep;
        let inside = noun.dep() == Dep::Pobj && matches!(noun.head().lower(), "at" | "in" | "during" | "for" | "of");
        if !(object && self.has(verb, Sense::Held) || inside)
            || self.has(verb, Sense::Proposed) && verb.lemma() != "call"
        {
            return Vec::new();
        }
        let mut people = self.actors_under(verb, &[Dep::Nsubj]);
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
    fn nearest_before(&self, verb: Token) -> Vec<ActorId> {
        let before = verb.doc().slice(verb.sentence().start..verb.i).rev();
        let mut named = before.map(|token| self.actors.parties(token));
        named.find(|people| !people.is_empty() && people.iter().all(|&id| self.can_meet(id))).unwrap_or_default()
    }

    fn actors_under(&self, token: Token, deps: &[Dep]) -> Vec<ActorId> {
        let mut found = Vec::new();
        for child in token.children().filter(|child| deps.contains(&child.dep())) {
            add(&mut found, self.actors.parties(child));
        }
        found
    }

    /// States and bodies on the one hand, the persons who lead them on the other.
    fn sides(&self, people: Vec<ActorId>) -> (Vec<ActorId>, Vec<ActorId>) {
        let (mut parties, mut heads) = (Vec::new(), Vec::new());
        for id in people {
            let principal = self.actors.principal(id);
            match self.actors.get(id).kind {
                ActorKind::Person => {
                    add(&mut heads, vec![id]);
                    add(&mut parties, principal.into_iter().collect());
                }
                _ => add(&mut parties, vec![principal.unwrap_or(id)]),
            }
        }
        (parties, heads)
    }

    /// A date within the noun phrase: "Monday's meeting", "a June summit".
    fn before(&self, noun: Token) -> Option<&crate::times::Time> {
        let span = noun.doc().span(noun.left_edge().i..noun.i + 1);
        self.times.within(span).next()
    }

    fn status(&self, noun: Token, verb: Option<Token>, when: Option<&When>) -> Option<Status> {
        let object = matches!(noun.dep(), Dep::Dobj | Dep::Nsubjpass) || noun.dep() == Dep::Pobj;
        if let Some(verb) = verb {
            let negated = verb.child(Dep::Neg).is_some();
            if object && self.has(verb, Sense::Cancelled) {
                return Some(Status::Cancelled);
            }
            if object && (self.has(verb, Sense::Refused) || negated && self.has(verb, Sense::Proposed)) {
                return Some(Status::Refused);
            }
            let passive = verb.child_of(&[Dep::Auxpass, Dep::Nsubjpass]).is_some() || verb.tag() == Tag::Vbn;
            let fixed = self.has(verb, Sense::Scheduled) && (passive || noun == verb);
            if fixed || is_future(verb) && !negated {
                return Some(Status::Scheduled);
            }
            if object && self.has(verb, Sense::Proposed) && !matches!(when, Some(when) if self.is_past(when)) {
                return Some(Status::Proposed);
            }
            if self.has(verb, Sense::Ongoing) && verb.tag() == Tag::Vbg && verb.child(Dep::Aux).is_some() {
                return Some(Status::Ongoing);
            }
            if negated {
                return None;
            }
        }
        match when {
            Some(when) if !self.is_past(when) => Some(Status::Scheduled),
            _ => Some(Status::Held),
        }
    }

    /// Whether a date lies no later than the day of publication. ISO dates compare as they are written.
    fn is_past(&self, when: &When) -> bool {
        match self.context.source.meta.published.as_deref().and_then(|published| published.get(..10)) {
            Some(published) => when.value.get(..10.min(when.value.len())).is_none_or(|day| day <= published),
            None => true,
        }
    }

    /// The name of the series: what is quoted or capitalised before the noun, or of which the meeting "was part".
    fn series(&self, noun: Token) -> Option<String> {
        let part = noun.head().children().find(|child| child.dep() == Dep::Attr && child.lemma() == "part");
        let whole = part.and_then(|part| part.child(Dep::Prep)?.child(Dep::Pobj));
        [whole, Some(noun)].into_iter().flatten().find_map(|noun| self.title_before(noun))
    }

    fn title_before(&self, noun: Token) -> Option<String> {
        let doc = noun.doc();
        let range = noun.left_edge().i..noun.i + 1;
        let span = doc.span(range.clone());
        if let Some(quoted) = self.context.quotations.iter().find(|quoted| span.contains(quoted.span)) {
            return Some(quoted.inner.of(doc.text()).trim_end_matches(',').to_owned());
        }
        let capital = |token: &Token| token.pos() == Pos::Propn && self.actors.at(*token).is_none();
        let end = range.end;
        let start = (range.start..end).rev().take_while(|&i| capital(&doc.token(i))).last()?;
        let dated = |label: EntityLabel| matches!(label, EntityLabel::Date | EntityLabel::Gpe | EntityLabel::Person);
        let named = doc.slice(start..end).all(|token| !token.entity().is_some_and(|entity| dated(entity.label)));
        (end - start > 1 && named).then(|| doc.text_of(start..end).to_owned())
    }

    /// Hours that the report says the meeting took: "seven hours of talks", "the talks lasted two hours".
    fn hours(&self, meeting: &Meeting, figures: &[Figure]) -> Option<f64> {
        let hours = |figure: &Figure| match figure.unit.as_str() {
            "hour" => Some(figure.value),
            "minute" => Some(figure.value / 60.0),
            _ => None,
        };
        let near = |figure: &&Figure| meeting.evidence.spans().iter().any(|span| span.contains(figure.what));
        figures.iter().filter(near).find_map(hours)
    }

    /// What the speakers say came of the talks.
    fn outcomes(&self, statements: &[Statement]) -> Vec<Outcome> {
        let doc = self.context.doc;
        let judges = |statement: &&Statement| {
            statement.joint && statement.act != Act::Concern || matches!(statement.act, Act::Assess | Act::Acknowledge)
        };
        let verdict =
            |span: &&Span| doc.slice(doc.tokens_in((**span).into())).any(|token| self.has(token, Sense::Verdict));
        let outcome = |statement: &Statement, span: Span| Outcome {
            text: span.of(doc.text()).to_owned(),
            speaker: statement.speaker.clone(),
            joint: statement.joint,
            span,
        };
        let judging = statements.iter().filter(judges);
        judging.filter_map(|statement| Some(outcome(statement, *statement.content.iter().find(verdict)?))).collect()
    }

    /// For each party the person who speaks for it most.
    fn heads(&self, parties: &[ActorId], statements: &[Statement]) -> Vec<ActorId> {
        let count = |id: ActorId| statements.iter().filter(|statement| statement.speaker.contains(&id)).count();
        let speaks = |party: ActorId| {
            let persons = self.actors.list().iter().filter(|actor| actor.kind == ActorKind::Person);
            let of_party = persons.filter(|actor| self.actors.principal(actor.id) == Some(party));
            let said = of_party.map(|actor| (count(actor.id), actor.id)).filter(|(count, _)| *count > 0);
            said.max_by_key(|&(count, id)| (count, std::cmp::Reverse(id))).map(|(_, id)| id)
        };
        parties.iter().filter_map(|&party| speaks(party)).collect()
    }
}

/// Whether the noun is what another meeting "was part of".
fn is_part_of(noun: Token) -> bool {
    noun.dep() == Dep::Pobj && noun.head().lower() == "of" && noun.head().head().lemma() == "part"
}

/// Whether the phrase takes the meeting for known.
fn is_definite(noun: Token) -> bool {
    noun.children().any(|child| matches!(child.lower(), "the" | "this" | "these" | "that") || child.dep() == Dep::Poss)
}

/// "A third round", "the next meeting", "further talks".
fn is_another(noun: Token) -> bool {
    let ordinal = |word: &Token| word.entity().is_some_and(|entity| entity.label == EntityLabel::Ordinal);
    noun.children().any(|word| {
        ordinal(&word)
            || matches!(word.lower(), "next" | "another" | "further" | "new" | "more" | "fresh" | "follow-up")
    })
}

/// The nearest verb above a noun, prepositions and coordination in between.
fn governing_verb(noun: Token<'_>) -> Option<Token<'_>> {
    const STEPS: usize = 5;
    noun.ancestors().take(STEPS).find(|token| matches!(token.pos(), Pos::Verb | Pos::Aux))
}

fn is_future(verb: Token) -> bool {
    let goes = verb.head().lemma() == "go" && verb.dep() == Dep::Xcomp;
    let due = verb.dep() == Dep::Xcomp
        && matches!(verb.head().lemma(), "expect" | "schedule" | "set" | "due" | "plan" | "agree");
    goes || due
        || verb.children().any(|child| child.dep() == Dep::Aux && matches!(child.lower(), "will" | "'ll" | "shall"))
}

/// The noun with the words before it that are no article, date or possessor.
fn name(noun: Token) -> String {
    let doc: &Doc = noun.doc();
    let belongs = |token: &Token| {
        token.head() == noun && matches!(token.dep(), Dep::Compound | Dep::Amod | Dep::Nummod)
            || token.is_punct() && !token.text().contains(',')
            || token.ancestors().take(3).any(|above| above == noun) && token.dep() == Dep::Compound
    };
    let start = (noun.left_edge().i..noun.i).rev().take_while(|&i| belongs(&doc.token(i))).last().unwrap_or(noun.i);
    doc.text_of(start..noun.i + 1).to_owned()
}

fn add(to: &mut Vec<ActorId>, from: Vec<ActorId>) {
    for id in from {
        if !to.contains(&id) {
            to.push(id);
        }
    }
}
