//! Who issues a report that speaks of itself as "we".
//!
//! In: the document, its actors. Out: the parties behind a release: who released it by its first words, the parties of a joint
//! statement, whose official the line over the text names, or those of whom its first sentence tells something together.
//! Empty for a report that nobody but its paper tells.

use crate::positions::add_parties;
use crate::{Context, actors::Actors};
use rapporteur_record::{Actor, ActorId, ActorKind};
use rapporteur_text::{Dep, Token};

/// Bytes at the head of a report in which it may say who issues it.
const HEAD: usize = 400;

/// Bytes after "attributable to" in which a name stands.
const LINE: usize = 60;

/// Most bytes of a line that only names who speaks: "N. N., Secretary of State".
const SIGNED: usize = 100;

/// Who says "we" in a release.
pub(crate) fn issuers(context: Context, actors: &Actors) -> Vec<ActorId> {
    let text = context.doc.text();
    let title = context.source.meta.title.as_deref().unwrap_or_default().to_lowercase();
    let head = text.get(..HEAD.min(text.len())).unwrap_or_default().to_lowercase();
    let released = released(context, actors);
    if !released.is_empty() {
        return released;
    }
    let joint = ["joint statement", "joint declaration", "joint communiqu"];
    // "The below is attributable to spokesperson N. N.:"
    let line = head.find("attributable to").map_or(0, |at| at + LINE).max(text.find('\n').unwrap_or(0));
    // Over whose name it stands is nobody's joint statement, though it speaks of one.
    let signed = actors.list().iter().any(|actor| {
        let first = actor.mentions.first().map(|mention| mention.span);
        actor.kind == ActorKind::Person && first.is_some_and(|span| span.start == 0) && line < SIGNED
    });
    let joint = joint.iter().any(|name| title.contains(name) || !signed && head.contains(name));
    let mut found = Vec::new();
    for actor in actors.list() {
        let first = actor.mentions.first().map_or(usize::MAX, |mention| mention.span.start);
        let issues = match actor.kind {
            ActorKind::State | ActorKind::Igo => joint && first < HEAD,
            ActorKind::Person => !joint && first < line,
            _ => false,
        };
        if issues {
            add_parties(actors, actor.id, &mut found);
        }
    }
    if found.is_empty() { signers(context, actors, title.contains("statement")) } else { found }
}

/// "The following statement was released by the governments of X and Y."
fn released(context: Context, actors: &Actors) -> Vec<ActorId> {
    let doc = context.doc;
    let releases = |token: &Token| {
        matches!(token.lemma(), "release" | "issue" | "make" | "publish")
            && token.child(Dep::Nsubjpass).is_some_and(is_statement)
    };
    let head = doc.tokens().take_while(|token| token.span().start < HEAD);
    let agent = head
        .filter(releases)
        .find_map(|verb| verb.child(Dep::Agent).or_else(|| verb.children().find(|child| child.lower() == "by")));
    let mut found = Vec::new();
    for id in agent.map(|by| actors.within(doc, doc.span(by.i..by.sentence().end))).unwrap_or_default() {
        add_parties(actors, id, &mut found);
    }
    found
}

fn is_statement(noun: Token) -> bool {
    let words = noun.doc().slice(noun.subtree());
    words.into_iter().any(|word| matches!(word.lemma(), "statement" | "declaration" | "communique" | "communiqué"))
}

/// The states and bodies that are the subject of the first sentence, where the report goes on to say "we": several of them, or
/// one in a report that is not called a statement.
fn signers(context: Context, actors: &Actors, statement: bool) -> Vec<ActorId> {
    let doc = context.doc;
    let quoted = |token: &Token| context.quotations.iter().any(|quotation| quotation.span.contains(token.span()));
    let first_person = |token: &Token| matches!(token.lower(), "we" | "our") && !quoted(token);
    if !doc.tokens().any(|token| first_person(&token)) {
        return Vec::new();
    }
    let subject = |token: &Token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass);
    let subjects = doc.tokens().take_while(|token| token.span().start < HEAD).filter(subject);
    let mut named = subjects.map(|subject| {
        let mut found = Vec::new();
        for id in actors.within(doc, doc.span(subject.subtree())) {
            if matches!(actors.get(id).kind, ActorKind::State | ActorKind::Igo) {
                add_parties(actors, id, &mut found);
            }
        }
        found
    });
    named.find(|found| found.len() > usize::from(statement)).unwrap_or_default()
}

/// Whether the actor is an office that only stands over a text, which speaks for whoever the text says.
pub(crate) fn is_office(actor: &Actor) -> bool {
    actor.kind == ActorKind::Organization && actor.country.is_none() && actor.name.starts_with("Office of")
}
