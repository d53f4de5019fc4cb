//! Where each party stands.
//!
//! In: actors, statements and times. Out: positions, each read from what a party or somebody who speaks for it demands,
//! offers, supports, refuses or denies, and from the wishes that a text ascribes to it ("Russia's demand to …"). A
//! condition ("no X until Y") is a demand for Y. Positions of one party on one issue with one stance are joined.

use crate::{Context, actors::Actors, times::Relation, times::Times};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{
    Act, ActorId, ActorKind, Condition, Deadline, Evidence, Firmness, Polarity, Position, PositionId, Span, Stance,
    Statement,
};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// Reads the positions of a report.
pub fn read(context: Context, actors: &Actors, statements: &[Statement], times: &Times) -> Vec<Position> {
    let reading = Reading { context, actors, times };
    let mut positions: Vec<Position> = Vec::new();
    for statement in statements {
        for position in reading.stated(statement).into_iter().chain(reading.wished(statement)) {
            let same = |known: &&mut Position| {
                known.actor == position.actor
                    && known.stance == position.stance
                    && known.issue.eq_ignore_ascii_case(&position.issue)
            };
            match positions.iter_mut().find(same) {
                Some(known) => join(known, position),
                None => positions.push(Position { id: PositionId(positions.len() as u32), ..position }),
            }
        }
    }
    positions
}

/// The parties for which a statement is made: those spoken for, or the speakers themselves where they are parties.
pub(crate) fn parties(actors: &Actors, statement: &Statement) -> Vec<ActorId> {
    let mut found = Vec::new();
    let speakers = if statement.on_behalf_of.is_empty() { &statement.speaker } else { &statement.on_behalf_of };
    for &speaker in speakers {
        let members = actors.members(speaker);
        for &id in if members.is_empty() { std::slice::from_ref(&speaker) } else { members } {
            let party = actors.principal(id).or((actors.get(id).kind != ActorKind::Person).then_some(id));
            found.extend(party.filter(|party| !found.contains(party)));
        }
    }
    found
}

fn join(known: &mut Position, position: Position) {
    known.evidence = known.evidence.clone().with(position.evidence.spans().iter().copied());
    known.firmness = known.firmness.min(position.firmness);
    known.conditions.extend(position.conditions);
    known.deadline = known.deadline.take().or(position.deadline);
    known
        .statements
        .extend(position.statements.into_iter().filter(|id| !known.statements.contains(id)).collect::<Vec<_>>());
}

struct Reading<'a> {
    context: Context<'a>,
    actors: &'a Actors,
    times: &'a Times,
}

impl<'a> Reading<'a> {
    /// What the statement itself says of its party's stance.
    fn stated(&self, statement: &Statement) -> Vec<Position> {
        let Some(stance) = self.stance(statement) else { return Vec::new() };
        let conditions = self.conditions(statement);
        let wanted = conditions.first().and_then(|(_, clause)| self.object_of(*clause));
        let Some(issue) = wanted.or_else(|| self.issue(statement)) else { return Vec::new() };
        let stance = if self.ends(statement, &issue) { of_ending(stance) } else { stance };
        let position = |actor| Position {
            id: PositionId(0),
            issue: issue.clone(),
            actor,
            stance,
            firmness: self.firmness(statement, !conditions.is_empty()),
            conditions: conditions.iter().map(|(condition, _)| condition.clone()).collect(),
            deadline: self.deadline(statement, stance),
            statements: vec![statement.id],
            events: Vec::new(),
            evidence: statement.evidence.clone(),
        };
        parties(self.actors, statement).into_iter().map(position).collect()
    }

    fn stance(&self, statement: &Statement) -> Option<Stance> {
        Some(match statement.act {
            Act::Demand | Act::Request => Stance::Demands,
            Act::Offer => Stance::Offers,
            Act::Refuse | Act::Dismiss => Stance::Rejects,
            Act::Deny => Stance::Denies,
            Act::Support | Act::Accept | Act::Pledge => match statement.polarity {
                Polarity::Positive => Stance::Supports,
                Polarity::Negative => Stance::Opposes,
            },
            Act::Intend if self.wants(statement) => Stance::Demands,
            _ => return None,
        })
    }

    /// Whether the cue, or the first verb of the content, says that something is wanted.
    fn wants(&self, statement: &Statement) -> bool {
        let first = self.tokens(&statement.content).find(|token| token.pos() == Pos::Verb);
        self.tokens(&statement.cue).chain(first).any(|verb| self.has(verb, Sense::Want))
    }

    /// The statement's issue, or the first noun phrase of its content that says more.
    fn issue(&self, statement: &Statement) -> Option<String> {
        let wide = |issue: &str| {
            let last = issue.rsplit(' ').next().unwrap_or(issue).to_lowercase();
            self.context.lexicon.stances.has(last.trim_end_matches('s'), Sense::General)
                || self.context.lexicon.stances.has(&last, Sense::General)
        };
        let own = statement.issue.clone();
        if own.as_deref().is_some_and(|issue| !wide(issue)) {
            return own;
        }
        let nouns = self.tokens(&statement.content).filter(|token| {
            let whole = matches!(
                token.dep(),
                Dep::Dobj | Dep::Pobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Attr | Dep::Conj | Dep::Root
            );
            token.pos() == Pos::Noun && whole && self.actors.at(*token).is_none()
        });
        nouns.filter(|noun| !self.has(*noun, Sense::General)).map(phrase).next().or(own)
    }

    /// Whether the content speaks of ending what the issue names: "will not forgo cooperation".
    fn ends(&self, statement: &Statement, issue: &str) -> bool {
        let named = |token: &Token| matches!(token.dep(), Dep::Dobj | Dep::Pobj) && issue.ends_with(token.text());
        let governs = |noun: Token<'a>| if noun.dep() == Dep::Pobj { noun.head().head() } else { noun.head() };
        let clause = |token: &Token<'a>| matches!(token.dep(), Dep::Pcomp);
        // "Will not bend on what it sees as a principle": the issue stands in the clause that is the object.
        let verbs = self.tokens(&statement.content).filter(named).map(governs);
        let clauses = self.tokens(&statement.content).filter(clause).map(|token| token.head().head());
        verbs.chain(clauses).any(|verb| self.has(verb, Sense::Ending))
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

    fn object_of(&self, verb: Token) -> Option<String> {
        let object = verb.child_of(&[Dep::Dobj, Dep::Nsubjpass, Dep::Attr])?;
        (object.pos() == Pos::Noun).then(|| phrase(object))
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
    fn wished(&self, statement: &Statement) -> Vec<Position> {
        let wish = |noun: &Token| noun.pos() == Pos::Noun && self.has(*noun, Sense::Wish);
        let speaking = parties(self.actors, statement);
        let nouns = self.tokens(&statement.content).filter(wish);
        nouns.filter_map(|noun| self.wish(noun, &speaking, statement)).collect()
    }

    fn wish(&self, noun: Token, speaking: &[ActorId], statement: &Statement) -> Option<Position> {
        let owner = match noun.child(Dep::Poss) {
            Some(owner) => self.actors.at(owner).map(|id| self.actors.principal(id).unwrap_or(id)),
            None => speaking.first().copied().filter(|_| speaking.len() == 1),
        };
        // The parser often hangs "to halt X" on the verb above; what stands right behind the noun belongs to it.
        let behind = noun.next().filter(|to| to.tag() == Tag::To).map(|to| to.head());
        let below = noun.child_of(&[Dep::Acl, Dep::Relcl]);
        let infinitive = below.or(behind).filter(|verb| verb.tag() == Tag::Vb);
        let object = infinitive.and_then(|verb| verb.child(Dep::Dobj));
        let wanted = object
            .or_else(|| noun.children().find(|child| child.lower() == "for").and_then(|prep| prep.child(Dep::Pobj)))?;
        let end = infinitive.map_or(noun, |verb| verb.right_edge()).i.max(noun.right_edge().i);
        Some(Position {
            id: PositionId(0),
            issue: phrase(wanted),
            actor: owner?,
            stance: match infinitive {
                Some(verb) if self.has(verb, Sense::Ending) => of_ending(Stance::Demands),
                _ => Stance::Demands,
            },
            firmness: Firmness::Stated,
            conditions: Vec::new(),
            deadline: None,
            statements: vec![statement.id],
            events: Vec::new(),
            evidence: Evidence::new(noun.doc().span(noun.left_edge().i..end + 1)),
        })
    }

    fn tokens<'s>(&self, spans: &'s [Span]) -> impl Iterator<Item = Token<'a>> + use<'a, 's> {
        let doc = self.context.doc;
        spans.iter().copied().flat_map(move |span| doc.slice(doc.tokens_in(span.into())))
    }

    fn has(&self, token: Token, sense: Sense) -> bool {
        self.context.lexicon.stances.has(token.lemma(), sense)
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

/// A noun with the words before it that belong to it, without article.
fn phrase(noun: Token) -> String {
    let doc = noun.doc();
    let light = |i: &usize| {
        matches!(doc.token(*i).pos(), Pos::Det | Pos::Punct | Pos::Space | Pos::Adp | Pos::Pron | Pos::Part)
    };
    let start = (noun.left_edge().i..noun.i).find(|i| !light(i)).unwrap_or(noun.i);
    doc.text_of(start..noun.i + 1).split_whitespace().collect::<Vec<_>>().join(" ")
}
