//! What the report's voices disagree on.
//!
//! In: actors, statements, figures and positions. Out: disputes: a claim and what denies it, however often; two accounts that
//! two sides give of one event, each of the other; two figures for one thing; opposed positions on one issue. A denial that
//! meets no claim in the report stays a statement. Which of several things a denial denies is not guessed: it is listed as
//! unresolved.

mod accounts;
mod denials;
mod figures;
mod positions;

use crate::{Context, actors::Actors, positions::Stand, positions::parties};
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{
    ActorId, ActorKind, DatumId, Dispute, DisputeId, DisputeKind, Event, Evidence, Figure, Side, Span, Statement,
    Unresolved,
};
use rapporteur_text::{Dep, Pos, Token};
use std::collections::BTreeSet;

/// Finds the disputes of a report.
pub fn find(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    events: &[Event],
    figures: &[Figure],
    stands: &[Stand],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Dispute> {
    let reading = Reading { context, actors };
    let facts = reading.facts(statements);
    let denials = reading.denials(statements, &facts);
    unresolved.extend(reading.ambiguous(statements));
    let accounts = reading.accounts(statements, &facts, events);
    let rivals = reading.figures(statements, &facts, figures);
    let told = |dispute: &Dispute| rivals.iter().any(|rival| told_by(rival, dispute, figures));
    let denials: Vec<Dispute> = denials.into_iter().filter(|denial| !told(denial)).collect();
    let denied =
        |account: &Dispute| denials.iter().any(|denial| denial.sides[0] == account.sides[0] && same(denial, account));
    let accounts: Vec<Dispute> = accounts.into_iter().filter(|account| !denied(account)).collect();
    let all = denials.into_iter().chain(accounts).chain(rivals).chain(reading.positions(stands));
    all.enumerate().map(|(number, dispute)| Dispute { id: DisputeId(number as u32), ..dispute }).collect()
}

/// Whether two disputes are between the same sides.
fn same(one: &Dispute, other: &Dispute) -> bool {
    one.sides.iter().all(|side| other.sides.iter().any(|more| more.actor == side.actor))
}

/// Whether two numbers are at odds and a denial only says that the first of them is denied.
fn told_by(rival: &Dispute, denial: &Dispute, figures: &[Figure]) -> bool {
    let claim = denial.sides[0].datum;
    let first = figures.iter().filter(|figure| DatumId::FigureId(figure.id) == rival.sides[0].datum);
    same(rival, denial) && first.flat_map(|figure| &figure.asserted_by).any(|&statement| claim == statement.into())
}

/// Words that two contents must share before one can deny the other.
const SHARED: usize = 2;

/// Most statements between a denial that names whom it answers, or says nothing of its own, and the claim.
const CLOSE: usize = 3;

/// Most data, in text order, behind one with which it is compared: what stands further off is another subject.
const NEAR: usize = 60;

struct Reading<'a> {
    context: Context<'a>,
    actors: &'a Actors,
}

/// What is compared of a statement.
struct Fact<'a> {
    /// The parties that make it, or who speaks where none is known.
    voice: Vec<ActorId>,
    /// The parties that its content names.
    named: Vec<ActorId>,
    /// The lemmas that carry its meaning.
    words: BTreeSet<&'a str>,
    /// Whether it turns down what was said before without a word of its own about it.
    answers: bool,
}

impl<'a> Reading<'a> {
    fn facts(&self, statements: &[Statement]) -> Vec<Fact<'a>> {
        let fact = |statement: &Statement| Fact {
            voice: match parties(self.actors, statement) {
                // A summary or a paper is nobody's side.
                parties if parties.is_empty() => {
                    let person =
                        |id: &ActorId| matches!(self.actors.get(*id).kind, ActorKind::Person | ActorKind::Group);
                    statement.speaker.iter().copied().filter(person).collect()
                }
                parties => parties,
            },
            named: self.parties_in(&statement.content),
            words: self.words(&statement.content),
            answers: self.answers(statement),
        };
        statements.iter().map(fact).collect()
    }

    /// The parties, or those behind the officials, that some spans name.
    fn parties_in(&self, spans: &[Span]) -> Vec<ActorId> {
        let doc = self.context.doc;
        let actors = spans.iter().flat_map(|span| self.actors.within(doc, (*span).into()));
        let actors = actors.map(|id| self.actors.principal(id).unwrap_or(id));
        // "Peruvian soldiers": whose they are.
        let states = self.tokens(spans).filter_map(|token| self.actors.state(self.actors.country_of(token)?));
        actors.chain(states).collect()
    }

    fn side(&self, statement: &Statement) -> Side {
        let voice = parties(self.actors, statement).first().copied();
        Side { actor: voice.or(statement.speaker.first().copied()), datum: statement.id.into() }
    }

    fn dispute(&self, kind: DisputeKind, about: &[Span], sides: Vec<Side>, a: &Evidence, b: &Evidence) -> Dispute {
        let words: Vec<&str> = about.iter().map(|span| span.of(self.context.doc.text())).collect();
        Dispute {
            id: DisputeId(0),
            kind,
            about: words.join(" … "),
            same_scope: None,
            reason: None,
            denies: None,
            sides,
            evidence: a.clone().with(b.spans().iter().copied()),
        }
    }

    fn tokens<'s>(&self, spans: &'s [Span]) -> impl Iterator<Item = Token<'a>> + use<'a, 's> {
        let doc = self.context.doc;
        spans.iter().copied().flat_map(move |span| doc.slice(doc.tokens_in(span.into())))
    }

    /// The lemmas of the words that carry the meaning of some spans.
    fn words(&self, spans: &[Span]) -> BTreeSet<&'a str> {
        let tells = |token: &Token| {
            matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Verb)
                && token.dep() != Dep::Aux
                && !self.context.lexicon.stances.has(token.lemma(), StanceSense::General)
        };
        self.tokens(spans).filter(tells).map(|token| token.lemma()).collect()
    }
}
