//! Who takes a stance that the report tells: for whom "we" speaks, whom "they" and "her counterparts" mean.
//!
//! In: the document, the statements, the meetings. Out: the parties behind a subject or an owner.

use super::{Reading, add_parties, parties};
use rapporteur_record::{ActorId, ActorKind, Meeting, Span, Statement};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// Most statements back from a word in which the one that holds it is looked for.
const NEAR: usize = 12;

/// Bytes at the head of a report in which it may say who met.
const HEAD: usize = 400;

/// For whom the first persons and the groups of a report speak.
pub(super) struct Voices<'r, 'a> {
    reading: &'r Reading<'a>,
    statements: &'r [Statement],
    /// Where each statement begins, in text order, with its index.
    order: Vec<(Span, usize)>,
    /// Who met, where the report begins by saying it.
    company: Vec<ActorId>,
}

impl<'r, 'a> Voices<'r, 'a> {
    pub fn new(reading: &'r Reading<'a>, statements: &'r [Statement], meetings: &[Meeting]) -> Self {
        let mut order: Vec<(Span, usize)> =
            statements.iter().enumerate().map(|(i, statement)| (statement.evidence.first(), i)).collect();
        order.sort();
        let opening = meetings.iter().find(|meeting| meeting.evidence.first().start < HEAD);
        let company = opening.map(|meeting| meeting.parties.clone()).unwrap_or_default();
        Voices { reading, statements, order, company }
    }

    /// For whom "we" speaks at this word: the speaker's side within a statement, else the issuers.
    pub fn we(&self, at: Token) -> Vec<ActorId> {
        let held = self.statement(at);
        let parties = held.map(|statement| parties(self.reading.actors, statement)).unwrap_or_default();
        if parties.is_empty() && !held.is_some_and(|statement| self.is_somebody(statement)) && !self.is_quoted(at) {
            self.reading.issuers.clone()
        } else {
            parties
        }
    }

    /// Whether a person speaks, who is not the issuers though the person's party may not be known.
    fn is_somebody(&self, statement: &Statement) -> bool {
        let person = |id: &ActorId| self.reading.actors.get(*id).kind == ActorKind::Person;
        let text = statement.speaker_text.map_or("", |span| span.of(self.reading.context.doc.text()));
        let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        statement.speaker.iter().any(person) && !matches!(&*first, "we" | "our" | "i")
    }

    /// The parties that make the statement in which the word stands.
    pub fn speaking(&self, at: Token) -> Vec<ActorId> {
        self.statement(at).map(|statement| parties(self.reading.actors, statement)).unwrap_or_default()
    }

    fn statement(&self, at: Token) -> Option<&'r Statement> {
        let span: Span = at.span().into();
        let before = self.order.partition_point(|(evidence, _)| evidence.start <= span.start);
        let mut near = self.order[before.saturating_sub(NEAR)..before].iter().rev().map(|&(_, i)| &self.statements[i]);
        near.find(|statement| statement.evidence.spans().iter().any(|held| held.contains(span)))
    }

    fn is_quoted(&self, at: Token) -> bool {
        let quotations = self.reading.context.quotations;
        let next = quotations.partition_point(|quotation| quotation.span.end <= at.span().start);
        quotations.get(next).is_some_and(|quotation| quotation.span.contains(at.span()))
    }

    /// The parties that the subject of a stance means; where there is none, or it is "we" or open, those who speak.
    pub fn of(&self, subject: Option<Token>, at: Token) -> Vec<ActorId> {
        let Some(subject) = subject else { return self.we(at) };
        let actors = self.reading.actors;
        // "Two deputies, N. N. and N. N., opposed it": those who are named.
        let apposed = subject.child(Dep::Appos).map(|name| actors.of(name)).unwrap_or_default();
        let named = |id: &ActorId| actors.get(*id).kind == ActorKind::Person && actors.is_named(*id);
        let described = subject.tag() != Tag::Nnp && !apposed.is_empty() && apposed.iter().all(named);
        let meant = if described { apposed } else { actors.of(subject) };
        let mut holders = Vec::new();
        for &id in &meant {
            add_parties(self.reading.actors, id, &mut holders);
        }
        self.add_members(subject, &mut holders);
        // "They" of a joint statement are those who make it.
        let makers =
            self.reading.issuers.len() > 1 && holders.iter().all(|holder| self.reading.issuers.contains(holder));
        if makers && !meant.is_empty() && matches!(subject.lower(), "they" | "both") {
            return self.reading.issuers.clone();
        }
        // "Both sides" of a joint statement.
        let sides = matches!(subject.lemma(), "side" | "party" | "both")
            && subject.lower() != "side"
            && subject.lower() != "party";
        if sides && self.reading.issuers.len() == 2 {
            return self.reading.issuers.clone();
        }
        let strangers = holders.iter().any(|holder| !self.company.contains(holder));
        let fellows = |&id: &ActorId| {
            OFFICIALS.iter().any(|noun| self.reading.actors.get(id).name.ends_with(&format!("{noun}s")))
        };
        let known = meant.iter().all(fellows) || !holders.is_empty();
        if !strangers && known && self.is_company(subject, holders.len()) {
            return self.company.clone();
        }
        let open = subject.pos() == Pos::Pron || self.reading.actors.at(subject).is_none();
        if holders.is_empty() && open && matches!(subject.lower(), "we" | "i" | "they") {
            return self.we(at);
        }
        holders
    }

    /// "The ministers of X and Y", "the Quad (X, Y and Z)": each is somebody's.
    fn add_members(&self, subject: Token, holders: &mut Vec<ActorId>) {
        let doc = subject.doc();
        let listed = subject.next().is_some_and(|next| next.text() == "(");
        if !(subject.tag() == Tag::Nns && holders.len() < 2 || listed) {
            return;
        }
        for id in self.reading.actors.within(doc, doc.span(subject.subtree())) {
            if matches!(self.reading.actors.get(id).kind, ActorKind::State | ActorKind::Igo) {
                add_parties(self.reading.actors, id, holders);
            }
        }
    }

    /// Whether the subject, of whom `known` parties are known, means all who met: "they", "the ministers", "the Secretary and
    /// the Foreign Minister", "the Secretary and her counterparts".
    fn is_company(&self, subject: Token, known: usize) -> bool {
        if self.company.len() < 2 || known >= self.company.len() {
            return false;
        }
        let doc = subject.doc();
        let beside = |token: Token| matches!(token.lemma(), "counterpart" | "colleague");
        let joined = subject.conjuncts().len() > 1;
        let fellows = doc.slice(subject.subtree()).any(beside);
        let pair = joined && self.company.len() == 2;
        let people = subject.tag() == Tag::Nns && known == 0 && OFFICIALS.contains(&subject.lemma());
        matches!(subject.lower(), "they" | "both") || fellows && (joined || subject.tag() == Tag::Nns) || pair || people
    }

    /// All who met, where one of them speaks of a thing as shared: "our shared commitment", "our two countries' alliance".
    pub fn sharing(&self, noun: Token, holders: Vec<ActorId>) -> Vec<ActorId> {
        const SHARED: [&str; 6] = ["shared", "mutual", "joint", "common", "collective", "countries"];
        let within = !holders.is_empty() && holders.iter().all(|holder| self.company.contains(holder));
        let shared = noun.children().any(|child| child.i < noun.i && SHARED.contains(&child.lower()));
        let within = within || holders.is_empty() && self.company.len() > 1;
        if within && shared { self.company.clone() } else { holders }
    }
}

/// Nouns for those who meet for their states.
const OFFICIALS: [&str; 9] =
    ["minister", "leader", "president", "official", "side", "delegation", "counterpart", "colleague", "participant"];
