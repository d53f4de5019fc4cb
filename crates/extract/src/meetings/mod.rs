//! Who meets whom: talks, visits, calls and summits, with what became of them.
//!
//! In: actors, statements, figures, times and places. Out: meetings. Each word that names one is read for its parties,
//! date, place and fate; mentions of one meeting are joined by date, or, without one, by their parties and "the". What
//! names no party, date or place of its own tells of no meeting: "diplomacy needs dialogue".

mod fate;
mod mention;
mod parties;
mod phrase;
mod told;

use crate::{Context, actors::Actors, places::Places, times::Times};
use fate::governing_verb;
use mention::Mention;
use parties::subject;
use phrase::{is_another, is_definite, is_part_of, is_table, name};
use rapporteur_lexicon::{MeetingSense as Sense, MeetingWords};
use rapporteur_record::{ActorId, Figure, Format, Meeting, MeetingId, MeetingStatus as Status, Statement};
use rapporteur_text::{Dep, Pos, Token};

/// Finds the meetings of a report.
pub fn find(
    context: Context,
    actors: &mut Actors,
    statements: &[Statement],
    figures: &[Figure],
    times: &Times,
    places: &Places,
) -> Vec<Meeting> {
    let words = &context.lexicon.meetings;
    let reading = Reading { context, actors, times, places, words };
    let mentions: Vec<Mention> = context.doc.tokens().filter_map(|token| reading.mention(token)).collect();
    let appearance = reading.appearance(statements);
    let mut meetings: Vec<Meeting> = Vec::new();
    for mut mention in mentions {
        mention.take_sides(context, actors);
        if mention.again
            && mention.parties.is_empty()
            && let Some(before) = meetings.last()
        {
            // Who proposes another round may be the one who brings the others together.
            let proposed = mention.status == Some(Status::Proposed);
            mention.parties = if proposed && before.name == "meeting" { Vec::new() } else { before.parties.clone() };
            mention.follows = Some(before.id);
        }
        let near = meetings.len().saturating_sub(NEAR);
        match meetings[near..].iter().rposition(|meeting| mention.is_of(meeting)).map(|known| near + known) {
            Some(known) => mention.join(&mut meetings[known]),
            None => meetings.extend(mention.found(meetings.len())),
        }
    }
    if let Some(mut mention) = appearance {
        mention.take_sides(context, actors);
        // Who speaks in turn from one place meets there; what they tell of comes after.
        meetings.splice(0..0, mention.found(0));
        renumber(&mut meetings);
    }
    let reading = Reading { context, actors, times, places, words };
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

/// Senses of verbs that say that people meet.
const VERBS: [Sense; 3] = [Sense::Verb, Sense::Talk, Sense::Ring];
/// Most meetings back to look for the one that a mention speaks of.
const NEAR: usize = 60;
/// Most tokens between a verb and whom one meets.
const REACH: usize = 40;

impl Reading<'_> {
    fn has(&self, token: Token, sense: Sense) -> bool {
        self.words.has(token.lemma(), sense) || self.words.has(token.lower(), sense)
    }

    /// What the token says of a meeting, where it names one.
    fn mention(&self, token: Token) -> Option<Mention> {
        match token.pos() {
            Pos::Noun | Pos::Propn => self.noun(token),
            Pos::Verb if VERBS.iter().any(|&sense| self.has(token, sense)) => self.verb(token),
            _ => None,
        }
    }

    fn noun(&self, noun: Token) -> Option<Mention> {
        let format = match noun {
            noun if self.has(noun, Sense::Summit) => Some(Format::Summit),
            noun if self.has(noun, Sense::Visit) => Some(Format::Visit),
            noun if self.has(noun, Sense::Call) => Some(Format::Call),
            noun if self.has(noun, Sense::Noun) || is_table(noun) => None,
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
        if self.is_wished(noun) {
            return None;
        }
        let verb = governing_verb(noun);
        let mut people = self.named(noun);
        let together = people.len() > 1;
        let takes_part = verb.is_some_and(|verb| self.has(verb, Sense::Attend));
        let mut states = self.hyphenated(noun);
        if (!together || takes_part)
            && let Some(verb) = verb
        {
            add(&mut people, self.through(noun, verb, &mut states));
        }
        let plan = self.plan(noun);
        let when = self.day(noun, plan, verb);
        let place = plan.and_then(|plan| self.places.of(plan)).or_else(|| self.places.of(noun));
        let place = place.or_else(|| self.places.of(verb?)).cloned();
        let start = verb.map_or(noun.left_edge().i, |verb| verb.i.min(noun.left_edge().i));
        let end = verb.map_or(noun.right_edge().i, |verb| verb.i.max(noun.right_edge().i));
        Some(Mention {
            name: if is_table(noun) { "talks".into() } else { name(noun) },
            series: self.series(noun),
            format,
            status: self.status(noun, verb, when.as_ref()),
            people,
            states,
            parties: Vec::new(),
            heads: Vec::new(),
            when,
            place,
            definite: is_definite(noun),
            again: is_another(noun),
            follows: None,
            span: noun.doc().span(start..end + 1).into(),
        })
    }

    /// "X met Y", "X and Y met", "X met in Rome with Y", "X spoke by phone with Y", "X called Y".
    fn verb(&self, verb: Token) -> Option<Mention> {
        let rings = self.has(verb, Sense::Ring);
        let talks = self.has(verb, Sense::Talk);
        let whom = verb.child(Dep::Dobj);
        let mut listed = whom.filter(|_| !talks).map(|object| self.listed(object.left_edge().i)).unwrap_or_default();
        if let Some(with) = self.with(verb).map(|with| self.listed(with.i + 1)) {
            listed.states.extend(with.states);
            listed.bodies.extend(with.bodies);
        }
        let mut states = listed.states;
        let purpose = |clause: Token| clause.children().any(|child| child.lower() == "to" && child.dep() == Dep::Aux);
        let named_so = verb.child_of(&[Dep::Oprd, Dep::Xcomp, Dep::Ccomp]).is_some_and(|clause| !purpose(clause));
        let nobody = |object: Token| self.actors.of(object).is_empty() && states.is_empty() && listed.bodies.is_empty();
        if rings && (named_so || whom.is_none_or(nobody)) {
            return None;
        }
        let mut people = subject(verb).map(|subject| self.met(subject)).unwrap_or_default();
        let others = match verb.child(Dep::Dobj).filter(|_| !talks) {
            Some(object) if !self.met(object).is_empty() => self.met(object),
            _ => self.partner(verb).map(|with| self.met(with)).unwrap_or_default(),
        };
        let mut others = others;
        if talks {
            others.retain(|&id| !self.is_audience(id));
        }
        // One who speaks says something; two of them talk.
        let partners = !others.is_empty() || !states.is_empty() || !listed.bodies.is_empty();
        if (talks || rings) && (people.is_empty() || !partners) {
            return None;
        }
        add(&mut people, others);
        add(&mut people, listed.bodies);
        states.extend(subject(verb).map(|subject| self.origins(subject)).unwrap_or_default());
        people.retain(|&id| self.can_be_met(id));
        // Nobody meets themselves: a description read as the subject stands for the body that it names.
        if people.len() == 1
            && let Some(with) = self.partner(verb)
        {
            add(&mut people, self.bodies(with.subtree(), verb.doc()));
        }
        let company = !(talks || rings) && self.has_company(verb);
        if people.len() + states.len() < 2 && !(people.len() == 1 && (company || self.convenes(verb, people[0]))) {
            return None;
        }
        let time = self.opening(verb).or_else(|| self.times.of(verb)).or_else(|| self.beside(verb));
        let when = time.and_then(|time| time.when.clone());
        let place = self.places.of(verb).cloned();
        let phone = verb.doc().slice(verb.subtree()).any(|token| self.words.has(token.lower(), Sense::Phone));
        let call = rings || phone && verb.head().pos() != Pos::Noun || talks && place.is_none();
        Some(Mention {
            name: if call { "call" } else { "meeting" }.into(),
            series: None,
            format: call.then_some(Format::Call),
            status: self.status(verb, Some(verb), when.as_ref()),
            people,
            states,
            parties: Vec::new(),
            heads: Vec::new(),
            when,
            place,
            definite: false,
            again: false,
            follows: None,
            span: verb.doc().span(verb.subtree()).into(),
        })
    }
}

/// Names the meetings anew after one was put before them all.
fn renumber(meetings: &mut [Meeting]) {
    for (number, meeting) in (0..).zip(meetings) {
        meeting.id = MeetingId(number);
        meeting.follows = meeting.follows.map(|MeetingId(before)| MeetingId(before + 1));
    }
}

fn add(to: &mut Vec<ActorId>, from: Vec<ActorId>) {
    for id in from {
        if !to.contains(&id) {
            to.push(id);
        }
    }
}
