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
            mention.parties = before.parties.clone();
            mention.follows = Some(before.id);
        }
        match meetings.iter().rposition(|meeting| mention.is_of(meeting)) {
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

/// One place that speaks of a meeting.
struct Mention {
    name: String,
    series: Option<String>,
    format: Option<Format>,
    status: Option<Status>,
    /// Whom the text names as meeting.
    people: Vec<ActorId>,
    /// The states and bodies among them or behind them, once sides are taken.
    parties: Vec<ActorId>,
    /// The persons who lead them, once sides are taken.
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
    /// Tells states and bodies from the persons who lead them; the state of an official that nothing else names is named by
    /// its official.
    fn take_sides(&mut self, context: Context, actors: &mut Actors) {
        for id in std::mem::take(&mut self.people) {
            let side = actors.side(context.doc, &context.lexicon.actors, id);
            if actors.get(id).kind == ActorKind::Person {
                add(&mut self.heads, vec![id]);
                add(&mut self.parties, side.into_iter().collect());
            } else {
                add(&mut self.parties, vec![side.unwrap_or(id)]);
            }
        }
    }

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

/// Senses of verbs that say that people meet.
const VERBS: [Sense; 3] = [Sense::Verb, Sense::Talk, Sense::Ring];
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
        if self.is_wished(noun) {
            return None;
        }
        let verb = governing_verb(noun);
        let mut people = self.named(noun);
        let together = people.len() > 1;
        let takes_part = verb.is_some_and(|verb| self.has(verb, Sense::Attend));
        if (!together || takes_part)
            && let Some(verb) = verb
        {
            add(&mut people, self.through(noun, verb));
        }
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
            people,
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
        let named_so = verb.child_of(&[Dep::Oprd, Dep::Xcomp, Dep::Ccomp]).is_some();
        if rings && (named_so || verb.child(Dep::Dobj).is_none_or(|object| self.actors.of(object).is_empty())) {
            return None;
        }
        let mut people = match subject(verb) {
            Some(subject) => self.met(subject),
            None => Vec::new(),
        };
        let others = match verb.child(Dep::Dobj).filter(|_| !talks) {
            Some(object) if !self.met(object).is_empty() => self.met(object),
            _ => self.partner(verb).map(|with| self.met(with)).unwrap_or_default(),
        };
        // One who speaks says something; two of them talk.
        if (talks || rings) && (people.is_empty() || others.is_empty()) {
            return None;
        }
        add(&mut people, others);
        people.retain(|&id| self.can_meet(id));
        // Nobody meets themselves: a description read as the subject stands for the body that it names.
        if people.len() == 1
            && let Some(with) = self.partner(verb)
        {
            add(&mut people, self.bodies(with.subtree(), verb.doc()));
        }
        if people.len() < 2 {
            return None;
        }
        let when = self.times.of(verb).and_then(|time| time.when.clone());
        let place = self.places.of(verb).cloned();
        let phone = verb.doc().slice(verb.subtree()).any(|token| self.words.has(token.lower(), Sense::Phone));
        let call = rings || phone && verb.head().pos() != Pos::Noun || talks && place.is_none();
        Some(Mention {
            name: if call { "call" } else { "meeting" }.into(),
            series: None,
            format: call.then_some(Format::Call),
            status: self.status(verb, Some(verb), when.as_ref()),
            people,
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

    /// The noun of "with Y" after the verb, wherever the parser hung it, as long as no other verb stands between.
    fn partner<'d>(&self, verb: Token<'d>) -> Option<Token<'d>> {
        let doc = verb.doc();
        let after = doc.slice(verb.i + 1..verb.sentence().end.min(verb.i + REACH));
        let clause = after.take_while(|token| !matches!(token.pos(), Pos::Verb | Pos::Aux) && token.text() != ";");
        let with = clause.filter(|token| matches!(token.lower(), "with" | "to"));
        with.filter_map(|with| with.child(Dep::Pobj)).find(|object| !self.met(*object).is_empty())
    }

    /// Whom the phrase headed by `noun` names: its actors; of "foreign ministers of X and Y" the states; of "French and
    /// German counterparts" likewise; else the first one within the phrase.
    fn met(&self, noun: Token) -> Vec<ActorId> {
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
            let of = token.children().filter(|child| child.dep() == Dep::Prep && child.lower() == "of");
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
            found = phrase.map(|token| self.actors.parties(token)).find(|ids| !ids.is_empty()).unwrap_or_default();
        }
        found
    }

    /// The states and bodies named among the tokens, up to the first verb.
    fn bodies(&self, tokens: std::ops::Range<usize>, doc: &Doc) -> Vec<ActorId> {
        let phrase = doc.slice(tokens).take(REACH).take_while(|token| token.pos() != Pos::Verb);
        let mut found: Vec<ActorId> = Vec::new();
        add(&mut found, phrase.flat_map(|token| self.actors.at(token)).filter(|&id| self.is_known(id)).collect());
        found
    }

    /// A state or a body that states form, or an organ of one.
    fn is_known(&self, id: ActorId) -> bool {
        matches!(self.actors.get(id).kind, ActorKind::State | ActorKind::Igo)
    }

    fn is_body(&self, id: ActorId) -> bool {
        matches!(self.actors.get(id).kind, ActorKind::State | ActorKind::Igo | ActorKind::Organization)
    }

    /// Officials of two sides who have turns in one transcript: they stand in one place.
    fn appearance(&self, statements: &[Statement]) -> Option<Mention> {
        let doc = self.context.doc;
        let turn = |statement: &Statement| {
            let name = statement.speaker_text?;
            let text = name.of(doc.text());
            let label = doc.text()[name.end..].starts_with(':') && !text.contains(char::is_lowercase);
            label.then(|| Some((name, *statement.speaker.first()?)))?
        };
        let turns: Vec<(Span, ActorId)> = statements.iter().filter_map(turn).collect();
        let mut people: Vec<ActorId> = Vec::new();
        add(&mut people, turns.iter().map(|(_, speaker)| *speaker).collect());
        people.retain(|&id| self.can_meet(id) && self.actors.get(id).country.is_some());
        let mut countries: Vec<_> = people.iter().map(|&id| self.actors.get(id).country.clone()).collect();
        countries.sort();
        countries.dedup();
        let &(span, _) = turns.first().filter(|_| countries.len() > 1)?;
        let above = rapporteur_text::Span::new(0, span.start);
        Some(Mention {
            name: "joint appearance".into(),
            series: None,
            format: None,
            status: Some(Status::Held),
            people,
            parties: Vec::new(),
            heads: Vec::new(),
            when: self.times.within(above).find_map(|time| time.when.clone()),
            place: self.places.within(above).next().cloned(),
            definite: false,
            again: false,
            follows: None,
            span,
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

    /// Whether the talks are only spoken of as a thing to have: "support for talks", "the importance of dialogue".
    fn is_wished(&self, noun: Token) -> bool {
        let above = noun.head();
        let of = noun.dep() == Dep::Pobj && matches!(above.lower(), "for" | "of" | "on" | "about");
        of && above.dep() == Dep::Prep && self.words.has(above.head().lemma(), Sense::Wish)
    }

    fn can_meet(&self, id: ActorId) -> bool {
        let actor = self.actors.get(id);
        // A conference is where one meets, not whom.
        let last = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let meeting = self.words.has(&last, Sense::Noun) || self.words.has(&last, Sense::Summit);
        !matches!(actor.sector.map(|sector| sector.as_str()), Some("JRN" | "CVL")) && !meeting
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
        for with in verb.children().filter(|child| child.dep() == Dep::Prep && child.lower() == "with") {
            add(&mut people, self.actors_under(with, &[Dep::Pobj]));
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

/// Names the meetings anew after one was put before them all.
fn renumber(meetings: &mut [Meeting]) {
    for (number, meeting) in (0..).zip(meetings) {
        meeting.id = MeetingId(number);
        meeting.follows = meeting.follows.map(|MeetingId(before)| MeetingId(before + 1));
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

/// The verb's subject; conjuncts and infinitives share one.
fn subject(verb: Token) -> Option<Token> {
    let own = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
    own.or_else(|| {
        let shares = matches!(verb.dep(), Dep::Conj | Dep::Xcomp);
        shares.then(|| verb.head().child_of(&[Dep::Nsubj, Dep::Nsubjpass])).flatten()
    })
}

fn add(to: &mut Vec<ActorId>, from: Vec<ActorId>) {
    for id in from {
        if !to.contains(&id) {
            to.push(id);
        }
    }
}
