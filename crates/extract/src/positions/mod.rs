//! Where each party stands.
//!
//! In: actors, statements, events and times. Out: positions, each read from what a party or somebody who speaks for it
//! demands, offers, supports, refuses or denies ([`Reading::stated`]), from the wishes that a text ascribes to it
//! ("Russia's demand to …", [`Reading::wished`]) and from verbs and nouns that tell a stance by themselves ("the bloc opposes …",
//! "our support for …", [`told`]), with those for whom "we" and "they" stand ([`voices`]). What a stance is about is named by [`issue`]; phrases that mean one thing get one name ([`names`]). A
//! condition ("no X until Y") is a demand for Y. Positions of one party on one issue with one stance are joined.

mod gerund;
mod issue;
mod names;
mod shown;
mod told;
mod voices;

use crate::{Context, actors::Actors, issuers, times::Relation, times::Times};
use issue::{Issue, Namer};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{
    Act, Actor, ActorId, ActorKind, Condition, Deadline, Event, Evidence, Firmness, Meeting, Polarity, Position,
    PositionId, Sector, Span, Stance, Statement,
};
use rapporteur_text::{Dep, Pos, Tag, Token};
use std::collections::BTreeMap;
use std::ops::Range;
use voices::Voices;

/// A position with the tokens that its issue stands for.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    /// The position.
    pub position: Position,
    /// Tokens of the issue.
    pub about: Range<usize>,
    head: usize,
    known: bool,
}

/// "Nobody should doubt our resolve": what nobody is to do is neither wanted nor opposed by itself.
fn is_nobodys(head: Token) -> bool {
    let nobody = |subject: Token| {
        matches!(subject.lower(), "nobody" | "none")
            || subject.lower() == "one" && subject.previous().is_some_and(|before| before.lower() == "no")
    };
    let mut verbs = std::iter::once(head).chain(head.ancestors()).take(DEEP);
    verbs.any(|verb| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).is_some_and(nobody))
}

/// Most words up from an issue to the verb that says whose it is.
const DEEP: usize = 4;

/// Reads the positions of a report, in text order.
pub(crate) fn read(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    events: &[Event],
    meetings: &[Meeting],
    times: &Times,
) -> Vec<Stand> {
    let issuers = issuers::issuers(context, actors);
    let reading = Reading { context, actors, times, namer: Namer { context, actors }, issuers };
    let said = statements.iter().flat_map(|statement| {
        reading.stated(statement).into_iter().chain(reading.wished(statement)).collect::<Vec<_>>()
    });
    let mut stands: Vec<Stand> = said.collect();
    let voices = Voices::new(&reading, statements, meetings);
    stands.extend(told::told(&reading, &voices, &stands));
    stands.retain(|stand| !is_nobodys(context.doc.token(stand.head)));
    // A paper is nobody's side in what it tells.
    let publisher = context.source.meta.publisher.as_deref().unwrap_or_default();
    stands.retain(|stand| !publisher.contains(&*actors.get(stand.position.actor).name));
    stands.sort_by_key(|stand| stand.about.start);
    names::settle(context, &mut stands);
    let mut kept: Vec<Stand> = Vec::new();
    let mut place: BTreeMap<(ActorId, Stance, String), usize> = BTreeMap::new();
    for mut stand in stands {
        stand.position.events = events_of(events, &stand.position);
        let key = (stand.position.actor, stand.position.stance, stand.position.issue.to_lowercase());
        match place.get(&key) {
            Some(&known) => join(&mut kept[known].position, stand.position),
            None => {
                stand.position.id = PositionId(kept.len() as u32);
                place.insert(key, kept.len());
                kept.push(stand);
            }
        }
    }
    kept
}

/// The party's events that stand within the position's evidence.
fn events_of(events: &[Event], position: &Position) -> Vec<rapporteur_record::EventId> {
    let inside = |event: &&Event| {
        let trigger = event.trigger;
        event.source.contains(&position.actor) && position.evidence.spans().iter().any(|span| span.contains(trigger))
    };
    events.iter().filter(inside).map(|event| event.id).collect()
}

/// The parties for which a statement is made: those spoken for, or the speakers themselves where they are parties.
pub(crate) fn parties(actors: &Actors, statement: &Statement) -> Vec<ActorId> {
    let mut found = Vec::new();
    let speakers = if statement.on_behalf_of.is_empty() { &statement.speaker } else { &statement.on_behalf_of };
    for &speaker in speakers {
        add_parties(actors, speaker, &mut found);
    }
    found
}

/// Adds the parties behind an actor: its members, whom it speaks for, or itself.
pub(crate) fn add_parties(actors: &Actors, id: ActorId, found: &mut Vec<ActorId>) {
    let members = actors.members(id);
    for &id in if members.is_empty() { std::slice::from_ref(&id) } else { members } {
        // A spokesperson speaks for a ministry, and the ministry for its state.
        let principal = actors.principal(id).map(|principal| actors.principal(principal).unwrap_or(principal));
        let party = principal.or(can_stand(actors, actors.get(id)).then_some(id));
        found.extend(party.filter(|party| !found.contains(party)));
    }
}

/// Whether the actor can hold a position of its own: a state or body does, a politician whom the report names and who speaks
/// for none, and people who act together as a force, a party, a movement or a protest; another person, a crowd under a mere
/// description or a paper does not.
fn can_stand(actors: &Actors, actor: &Actor) -> bool {
    use Sector::*;
    const PROTEST: [&str; 6] = ["protesters", "protestors", "demonstrators", "strikers", "separatists", "rebels"];
    let crowd = matches!(actor.sector, None | Some(Cvl | Jrn | Agr | Bus));
    let protests = PROTEST.iter().any(|name| actor.name.to_lowercase().ends_with(name));
    let politics = matches!(actor.sector, Some(Leg | Pty | Opp | Reb));
    match actor.kind {
        ActorKind::Person => {
            let office = politics || matches!(actor.sector, Some(Gov | Mil | Jud | Eli));
            office && actors.is_named(actor.id)
        }
        ActorKind::Group => protests || politics || !crowd && actor.name.contains(char::is_uppercase),
        // An office over a text speaks for whoever the text says.
        _ => actor.sector != Some(Jrn) && !issuers::is_office(actor),
    }
}

/// Most words at the head of a content among which one of courtesy colours it all.
const REACH: usize = 12;
/// Most sentences of a content whose cue tells no stance that are read as one.
const SPEECH: usize = 1;
/// Most heads of a content that are looked at.
const TOPS: usize = 24;

fn join(known: &mut Position, position: Position) {
    known.evidence = known.evidence.clone().with(position.evidence.spans().iter().copied());
    known.firmness = known.firmness.min(position.firmness);
    for condition in position.conditions {
        if !known.conditions.contains(&condition) {
            known.conditions.push(condition);
        }
    }
    for event in position.events {
        if !known.events.contains(&event) {
            known.events.push(event);
        }
    }
    known.deadline = known.deadline.take().or(position.deadline);
    known
        .statements
        .extend(position.statements.into_iter().filter(|id| !known.statements.contains(id)).collect::<Vec<_>>());
}

struct Reading<'a> {
    context: Context<'a>,
    actors: &'a Actors,
    times: &'a Times,
    namer: Namer<'a>,
    /// Who says "we" outside of quotations.
    issuers: Vec<ActorId>,
}

impl<'a> Reading<'a> {
    /// What the statement itself says of its party's stance.
    fn stated(&self, statement: &Statement) -> Vec<Stand> {
        if self.is_idle(statement) {
            return Vec::new();
        }
        let conditions = self.conditions(statement);
        let wanted = conditions.first().and_then(|(_, clause)| self.namer.issue(*clause));
        match wanted {
            Some(issue) => self.stands(statement, &issue, &conditions, true),
            None => {
                let issues = self.issues(statement);
                issues.iter().flat_map(|issue| self.stands(statement, issue, &conditions, false)).collect()
            }
        }
    }

    /// The stance on one issue of each party that makes the statement.
    fn stands(
        &self,
        statement: &Statement,
        issue: &Issue,
        conditions: &[(Condition, Token<'a>)],
        conditional: bool,
    ) -> Vec<Stand> {
        let Some(stance) = self.stance(statement, issue) else { return Vec::new() };
        // A denial is about what it denies; a lone noun of it does not tell that.
        if stance == Stance::Denies && !issue.name.contains(' ') {
            return Vec::new();
        }
        let stance = match stance {
            _ if conditional => Stance::Demands,
            stance if issue.ending || self.is_kept(statement, issue) => of_ending(stance),
            stance => stance,
        };
        let deadline = self.deadline(statement, stance);
        let stand = |actor| {
            let position = Position {
                id: PositionId(0),
                issue: issue.name.clone(),
                actor,
                stance,
                firmness: self.firmness(statement, !conditions.is_empty()),
                conditions: conditions.iter().map(|(condition, _)| condition.clone()).collect(),
                deadline: deadline.clone(),
                statements: vec![statement.id],
                events: Vec::new(),
                evidence: statement.evidence.clone(),
            };
            Stand { position, about: issue.tokens.clone(), head: issue.head, known: issue.known }
        };
        let mut holders = parties(self.actors, statement);
        if holders.is_empty() && statement.act == Act::Accept {
            holders = self.agreeing(statement);
        }
        // "We, the ministers of X and Y" of a joint text are all who issue it.
        let text = statement.speaker_text.map_or("", |span| span.of(self.context.doc.text()));
        let we = text.split(|c: char| !c.is_alphabetic()).next().is_some_and(|word| word.eq_ignore_ascii_case("we"));
        let within = !holders.is_empty() && holders.iter().all(|holder| self.issuers.contains(holder));
        if we && within {
            holders.clone_from(&self.issuers);
        }
        // Whoever is asked for something is not the one who stands for it.
        holders.into_iter().map(stand).collect()
    }

    /// Those who agree, where the text names them but no speaker: "the two sides", "the foreign ministers of X and Y".
    fn agreeing(&self, statement: &Statement) -> Vec<ActorId> {
        let mut found = Vec::new();
        if let Some(span) = statement.speaker_text {
            for id in self.actors.within(self.context.doc, span.into()) {
                add_parties(self.actors, id, &mut found);
            }
        }
        found
    }

    /// Whether the words take no stand: thanks, sympathy, praise, or what is said to be wanted no longer.
    fn is_idle(&self, statement: &Statement) -> bool {
        let doc = self.context.doc;
        let cue: Vec<Token> = self.tokens(&statement.cue).collect();
        let courteous = cue.iter().any(|token| self.has(*token, Sense::Courtesy) && token.lemma() != "welcome");
        let ended = cue.windows(2).any(|pair| pair[0].lower() == "no" && pair[1].lower() == "longer");
        let praise = matches!(statement.act, Act::Support | Act::Offer)
            && statement.content.iter().all(|span| {
                let tokens = doc.tokens_in((*span).into());
                let shown = doc.slice(tokens).take(REACH).filter(|token| self.has(*token, Sense::Courtesy));
                shown.count() > 0
            });
        // What one is told or able to do, and what is only done while something else happens, is not what one wants.
        let idle = cue.iter().find(|token| token.pos() == Pos::Verb).is_some_and(|verb| {
            let asked =
                verb.tag() == Tag::Vbn && verb.child(Dep::Auxpass).is_some() && self.subject_speaks(*verb, statement);
            verb.lemma() == "order"
                || asked
                || verb.tag() == Tag::Vbg && matches!(verb.dep(), Dep::Acl | Dep::Amod)
                || verb.tag() == Tag::Vbn && verb.dep() == Dep::Advcl
                || verb
                    .children()
                    .any(|child| child.dep() == Dep::Aux && matches!(child.lower(), "can" | "may" | "should"))
        });
        // "Did not rule out a boycott".
        let text = self.context.doc.text();
        let words = statement.cue.iter().map(|span| span.of(text).to_lowercase());
        let against = cue.iter().any(|token| self.has(*token, Sense::StandsAgainst))
            || words.into_iter().any(|words| self.context.lexicon.stances.found_in(&words, Sense::Rebuff));
        let open = against && cue.iter().any(|token| token.dep() == Dep::Neg);
        courteous || ended || praise || idle || open
    }

    /// Whether the one of whom something is required is taken for the one who requires it.
    fn subject_speaks(&self, verb: Token, statement: &Statement) -> bool {
        let subject = verb.child(Dep::Nsubjpass).and_then(|subject| self.actors.at(subject));
        subject.is_some_and(|subject| statement.speaker.contains(&subject))
            && matches!(statement.act, Act::Demand | Act::Request)
    }

    fn stance(&self, statement: &Statement, issue: &Issue) -> Option<Stance> {
        // Whoever insists on something demands it, whatever else it is.
        let says = |lemma: &str| self.tokens(&statement.cue).any(|token| token.lemma() == lemma);
        let insists = says("insist");
        Some(match statement.act {
            Act::Support | Act::Accept | Act::Pledge | Act::Assert if insists => Stance::Demands,
            Act::Demand | Act::Request if self.is_needless(statement) => Stance::Rejects,
            Act::Demand | Act::Request if self.is_negated(statement, issue) => Stance::Opposes,
            Act::Demand | Act::Request => Stance::Demands,
            Act::Offer if self.rebuffs(statement) => Stance::Rejects,
            Act::Offer => Stance::Offers,
            Act::Refuse | Act::Dismiss if self.is_spared(issue) => return None,
            Act::Refuse if says("oppose") || self.is_opposed(issue) => Stance::Opposes,
            Act::Refuse | Act::Dismiss => Stance::Rejects,
            Act::Pledge | Act::Announce | Act::Support if self.namer.is_sum(issue) => Stance::Offers,
            Act::Support | Act::Pledge | Act::Accept if self.must(issue) => Stance::Demands,
            // Who denies funds or entry refuses them.
            Act::Deny if self.has(self.context.doc.token(issue.head), Sense::Granted) => Stance::Rejects,
            Act::Deny => Stance::Denies,
            // "Continued to speak out against the raid".
            Act::Support | Act::Accept | Act::Pledge | Act::Intend if self.is_against(statement) => Stance::Opposes,
            Act::Support | Act::Accept | Act::Pledge => match statement.polarity {
                Polarity::Positive => Stance::Supports,
                Polarity::Negative => Stance::Opposes,
            },
            Act::Decline if !self.conditions(statement).is_empty() => Stance::Demands,
            // Who condemns a deed, or is worried by what somebody does, is against it.
            Act::Criticize | Act::Concern if !self.is_named_by_doer(issue) => Stance::Opposes,
            Act::Intend | Act::Assert | Act::Assess if self.wants(statement) => Stance::Demands,
            _ => return None,
        })
    }

    /// "Will not lift the ban but is weighing the plan": what is set against what is refused.
    fn is_spared(&self, issue: &Issue) -> bool {
        let head = self.context.doc.token(issue.head);
        let mut chain = std::iter::once(head).chain(head.ancestors().take(DEEP));
        let verb = chain.find(|token| matches!(token.pos(), Pos::Verb | Pos::Aux));
        verb.filter(|verb| verb.dep() == Dep::Conj && verb.child(Dep::Neg).is_none()).is_some_and(|verb| {
            let but = verb.head().children().any(|child| child.lower() == "but" && child.i < verb.i);
            but && verb.head().child(Dep::Neg).is_some()
        })
    }

    fn is_against(&self, statement: &Statement) -> bool {
        self.tokens(&statement.content).next().is_some_and(|first| first.lower() == "against")
    }

    /// "Pushed back on the proposals": what another put forward is turned down.
    fn rebuffs(&self, statement: &Statement) -> bool {
        let text = self.context.doc.text();
        let words = self.context.lexicon;
        let spans = statement.content.iter().chain(&statement.cue);
        spans.map(|span| span.of(text).to_lowercase()).any(|text| words.stances.found_in(&text, Sense::Rebuff))
    }

    /// "Lima said it opposed the sale": the word hangs under the verb.
    fn is_opposed(&self, issue: &Issue) -> bool {
        self.context.doc.token(issue.head).ancestors().take(2).any(|token| token.lemma() == "oppose")
    }

    /// "Peru must withdraw", "the bank should pay": what has to be done is demanded.
    fn must(&self, issue: &Issue) -> bool {
        let head = self.context.doc.token(issue.head);
        let chain = std::iter::once(head).chain(head.ancestors().take(3));
        // "Must deepen it and apply sanctions": the verbs of a list share what must be.
        let mut verbs = chain.filter(|token| matches!(token.pos(), Pos::Verb | Pos::Aux));
        // "Should they go on" before its subject is a condition.
        let must = |verb: Token| {
            let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).map_or(0, |subject| subject.i);
            verb.children()
                .any(|child| matches!(child.lower(), "must" | "should") && (child.i > subject || subject > verb.i))
        };
        let Some(verb) = verbs.next() else { return false };
        must(verb) || verb.dep() == Dep::Conj && must(verb.head())
    }

    /// Whether a phrase is no deed but who is meant: "criticized the minister".
    fn is_named_by_doer(&self, issue: &Issue) -> bool {
        self.actors.at(self.context.doc.token(issue.head)).is_some()
    }

    /// "We do not need referees": what is said not to be needed is turned down.
    fn is_needless(&self, statement: &Statement) -> bool {
        self.tokens(&statement.content)
            .any(|token| matches!(token.lemma(), "need" | "want") && token.child(Dep::Neg).is_some())
    }

    /// Whether the clause of the issue is negated: "must not close the crossing", "no troops".
    fn is_negated(&self, statement: &Statement, issue: &Issue) -> bool {
        let head = self.context.doc.token(issue.head);
        let inside = |token: &Token| {
            let span: Span = token.span().into();
            statement.content.iter().any(|content| content.contains(span))
        };
        let chain = std::iter::once(head).chain(head.ancestors().take(3)).take_while(inside);
        let mut verbs = chain.filter(|token| matches!(token.pos(), Pos::Verb | Pos::Aux));
        let verb = verbs.next().is_some_and(|verb| {
            verb.children().any(|child| child.dep() == Dep::Neg || matches!(child.lower(), "never" | "not"))
        });
        verb != head.children().any(|child| child.lower() == "no")
    }

    /// Whether the cue, or the first verb of what somebody means to do, says that something is wanted.
    fn wants(&self, statement: &Statement) -> bool {
        let intends = statement.act == Act::Intend;
        let first = self.tokens(&statement.content).find(|token| token.pos() == Pos::Verb).filter(|_| intends);
        let cue = self.tokens(&statement.cue).filter(|token| intends || token.lemma() == "insist");
        let nominal = intends || self.tops(statement).first().is_some_and(|top| top.pos() != Pos::Verb);
        nominal && cue.chain(first).any(|verb| self.has(verb, Sense::Want))
    }

    /// The words of a content on which its others hang, in text order.
    fn tops(&self, statement: &Statement) -> Vec<Token<'a>> {
        let doc = self.context.doc;
        let ranges: Vec<Range<usize>> = statement.content.iter().map(|span| doc.tokens_in((*span).into())).collect();
        let inside = |i: usize| ranges.iter().any(|range| range.contains(&i));
        let top = |token: &Token| {
            (token.is_root() || !inside(token.head().i))
                && !token.is_punct()
                && !token.is_space()
                && !matches!(token.dep(), Dep::Mark | Dep::Cc | Dep::Det | Dep::Aux | Dep::Neg)
                && !(token.pos() == Pos::Adp && token.lower() == "as")
        };
        ranges.iter().cloned().flat_map(|range| doc.slice(range)).filter(top).collect()
    }

    /// What the statement's stance is about: the first clause or noun of its content that names an issue.
    fn issues(&self, statement: &Statement) -> Vec<Issue> {
        let tops = self.tops(statement);
        // "Asked both sides to release the men": the verb of the content hangs beside whom is asked.
        let (verbs, others): (Vec<Token>, Vec<Token>) =
            tops.into_iter().take(TOPS).partition(|top| matches!(top.pos(), Pos::Verb | Pos::Aux));
        let below = others.iter().filter_map(|top| {
            let clause = top.child_of(&[Dep::Relcl, Dep::Acl]).filter(|clause| clause.tag() == Tag::Vb);
            clause.filter(|_| self.actors.at(*top).is_some())
        });
        let clauses: Vec<Token> = below.collect();
        let named = |top: Token<'a>| self.actors.at(top).is_none_or(|_| !matches!(top.pos(), Pos::Propn | Pos::Pron));
        let thing = |top: &Token<'a>| named(*top) && !(self.actors.at(*top).is_some() && !clauses.is_empty());
        let mut candidates: Vec<Token<'a>> = verbs;
        candidates.extend(clauses.iter().copied());
        candidates.extend(others.into_iter().filter(thing));
        // Who is asked to do something is no issue; what is asked of them is.
        let asks = matches!(statement.act, Act::Demand | Act::Request);
        if asks && candidates.iter().any(|top| top.tag() == Tag::Vb) {
            candidates.retain(|top| matches!(top.pos(), Pos::Verb | Pos::Aux));
        }
        candidates.sort_by_key(|top| (!(asks && top.tag() == Tag::Vb), top.i));
        // "Was ready to talk but would not sign": the clause that shows the stance need not be the first.
        let joined: Vec<Token> = candidates.iter().flat_map(|top| top.conjuncts()).collect();
        if shown::is_plain(self, statement) {
            let more: Vec<Token> =
                joined.into_iter().filter(|verb| candidates.iter().all(|top| top.i != verb.i)).collect();
            candidates.extend(more);
        }
        let mut named = candidates.into_iter().map(|top| self.namer.issues(top));
        let shown = |issues: &Vec<Issue>| issues.first().is_some_and(|issue| shown::is_shown(self, statement, issue));
        let mut issues = named.find(shown).unwrap_or_default();
        let inside = |issue: &Issue| {
            let span: Span = self.context.doc.token(issue.head).span().into();
            statement.content.iter().any(|content| content.contains(span))
        };
        let first = issues.iter().take(1).map(|issue| issue.head).collect::<Vec<_>>();
        issues.retain(|issue| first.contains(&issue.head) || inside(issue));
        issues
    }

    /// Whether the content says that what the issue names will not be given up: "will not bend on its principles".
    fn is_kept(&self, statement: &Statement, issue: &Issue) -> bool {
        let head = self.context.doc.token(issue.head);
        let verb = if head.dep() == Dep::Pobj { head.head().head() } else { head.head() };
        let clause = self.tokens(&statement.content).find(|token| token.dep() == Dep::Pcomp);
        let above = clause.map(|token| token.head().head());
        let gives_up = |verb: Token| self.has(verb, Sense::Ending) && verb.i < issue.head;
        !issue.ending && (gives_up(verb) && head.dep() == Dep::Pobj || above.is_some_and(gives_up))
    }

    fn firmness(&self, statement: &Statement, conditional: bool) -> Firmness {
        let words = self.context.lexicon;
        let spans = statement.content.iter().chain(&statement.cue);
        let text: String = spans.map(|span| span.of(self.context.doc.text()).to_lowercase() + "\n").collect();
        let found = |sense| words.stances.found_in(&text, sense);
        match statement.act {
            _ if conditional => Firmness::Conditional,
            _ if found(Sense::RedLine) && statement.act != Act::Offer => Firmness::RedLine,
            Act::Offer => Firmness::Flexible,
            Act::Refuse => Firmness::Firm,
            _ if found(Sense::Flexible) => Firmness::Flexible,
            _ if found(Sense::Firm) => Firmness::Firm,
            _ => Firmness::Stated,
        }
    }

    /// "Until Y", "unless Y": the clauses that must come true first, with their verbs.
    fn conditions(&self, statement: &Statement) -> Vec<(Condition, Token<'a>)> {
        let doc = self.context.doc;
        let opens = |token: &Token| {
            matches!(token.lower(), "until" | "unless") && matches!(token.dep(), Dep::Mark | Dep::Advmod | Dep::Prep)
        };
        let clause = |mark: Token<'a>| {
            let verb = mark.head();
            let within = statement.content.iter().find(|span| span.contains(mark.span().into()))?;
            let end = doc.token(verb.right_edge().i).span().end.min(within.end);
            let start = mark.next()?.span().start;
            let verbal = matches!(verb.pos(), Pos::Verb | Pos::Aux) && verb.i > mark.i;
            (verbal && start < end).then(|| {
                let until = doc.text()[start..end].trim_end_matches(['.', ',', ';']);
                let span = Span { start, end: start + until.len() };
                (Condition { until: until.to_owned(), evidence: Evidence::new(span) }, verb)
            })
        };
        self.tokens(&statement.content).filter(opens).filter_map(clause).collect()
    }

    /// By when it is wanted: what the text says "by", or, of a wish, the day or month that has not gone by.
    fn deadline(&self, statement: &Statement, stance: Stance) -> Option<Deadline> {
        let published = self.context.source.meta.published.as_deref().and_then(|published| published.get(..10));
        let bound = |time: &&crate::times::Time| {
            let ahead =
                time.interval.is_some_and(|(_, last)| published.is_none_or(|day| last.to_string().as_str() >= day));
            match time.relation {
                Relation::By | Relation::Until | Relation::Before => true,
                Relation::At => stance == Stance::Demands && ahead,
                Relation::Since | Relation::After => false,
            }
        };
        let within = |span: &Span| self.times.within((*span).into()).filter(|time| !time.stale).find(bound);
        let time = statement.content.iter().find_map(within)?;
        let when = time.when.clone()?;
        Some(Deadline { text: when.text, value: when.value, span: when.span })
    }

    /// What a content calls a demand of its speaker or of another: "the demand to halt X", "Russia's demand for X".
    fn wished(&self, statement: &Statement) -> Vec<Stand> {
        let wish = |noun: &Token| noun.pos() == Pos::Noun && self.has(*noun, Sense::Wish);
        let speaking = parties(self.actors, statement);
        let nouns = self.tokens(&statement.content).filter(wish);
        nouns.filter_map(|noun| self.wish(noun, &speaking, statement)).collect()
    }

    fn wish(&self, noun: Token<'a>, speaking: &[ActorId], statement: &Statement) -> Option<Stand> {
        let owner = match noun.child(Dep::Poss) {
            Some(owner) => self.actors.at(owner).map(|id| self.actors.principal(id).unwrap_or(id)),
            // "Dismissed the demand to …": somebody else's.
            None if matches!(statement.act, Act::Dismiss | Act::Refuse | Act::Deny | Act::Criticize) => None,
            None => speaking.first().copied().filter(|_| speaking.len() == 1),
        };
        // The parser often hangs "to halt X" on the verb above; what stands right behind the noun belongs to it.
        let behind = noun.next().filter(|to| to.tag() == Tag::To).map(|to| to.head());
        let below = noun.child_of(&[Dep::Acl, Dep::Relcl]);
        let infinitive = below.or(behind).filter(|verb| verb.tag() == Tag::Vb);
        let object = || noun.children().find(|child| child.lower() == "for").and_then(|prep| prep.child(Dep::Pobj));
        let issue = infinitive.and_then(|verb| self.namer.issue(verb));
        let issue = issue.or_else(|| self.namer.issue(object()?))?;
        let end = infinitive.map_or(noun, |verb| verb.right_edge()).i.max(noun.right_edge().i);
        let position = Position {
            id: PositionId(0),
            issue: issue.name,
            actor: owner?,
            stance: if issue.ending { of_ending(Stance::Demands) } else { Stance::Demands },
            firmness: Firmness::Stated,
            conditions: Vec::new(),
            deadline: None,
            statements: vec![statement.id],
            events: Vec::new(),
            evidence: Evidence::new(noun.doc().span(noun.left_edge().i..end + 1)),
        };
        Some(Stand { position, about: issue.tokens, head: issue.head, known: issue.known })
    }

    fn tokens<'s>(&self, spans: &'s [Span]) -> impl Iterator<Item = Token<'a>> + use<'a, 's> {
        let doc = self.context.doc;
        spans.iter().copied().flat_map(move |span| doc.slice(doc.tokens_in(span.into())))
    }

    fn has(&self, token: Token, sense: Sense) -> bool {
        let stances = &self.context.lexicon.stances;
        stances.has(token.lemma(), sense) || token.pos() == Pos::Propn && stances.has(token.lower(), sense)
    }
}

/// The stance on a thing of whoever has `stance` on its end.
fn of_ending(stance: Stance) -> Stance {
    match stance {
        Stance::Demands | Stance::Supports => Stance::Opposes,
        Stance::Rejects | Stance::Opposes => Stance::Supports,
        other => other,
    }
}
