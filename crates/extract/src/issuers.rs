//! Who issues a report that speaks of itself as "we".
//!
//! In: the document, its actors. Out: the parties behind a release: who released it by its first words, who calls itself
//! "we", the parties of a joint statement, whose official the line over the text names, or those of whom its first sentence
//! tells something together. Empty for a report that nobody but its paper tells.

use crate::positions::add_parties;
use crate::{Context, actors::Actors};
use rapporteur_record::{ActorId, ActorKind};
use rapporteur_text::{Dep, Token};

/// Bytes at the head of a report in which it may say who issues it.
const HEAD: usize = 400;

/// Bytes after "attributable to" in which a name stands.
const LINE: usize = 60;

/// Who says "we" in a release.
pub(crate) fn issuers(context: Context, actors: &Actors) -> Vec<ActorId> {
    let (title, head) = head(context);
    let released = released(context, actors);
    if !released.is_empty() {
        return released;
    }
    let ourselves = ourselves(context, actors);
    if ourselves.len() > 1 {
        return ourselves;
    }
    let joint = is_joint(context);
    // "The below is attributable to spokesperson N. N.:"
    let line = head.find("attributable to").map_or(0, |at| at + LINE);
    let line = line.max(context.doc.text().find('\n').unwrap_or(0));
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

/// The title and the first bytes, in small letters.
fn head(context: Context) -> (String, String) {
    let text = context.doc.text();
    let title = context.source.meta.title.as_deref().unwrap_or_default().to_lowercase();
    (title, text.get(..HEAD.min(text.len())).unwrap_or_default().to_lowercase())
}

/// Whether the text calls itself one of several.
fn is_joint(context: Context) -> bool {
    let (title, head) = head(context);
    let names = ["joint statement", "joint declaration", "joint communiqu"];
    names.iter().any(|name| title.contains(name) || head.contains(name))
}

/// In whose name a joint text speaks: several, by what it says of itself or who is the subject of its first sentence.
pub(crate) fn together(context: Context, actors: &Actors) -> Vec<ActorId> {
    let ways = [released, ourselves, signers_of_a_joint_text];
    ways.iter().map(|way| way(context, actors)).find(|parties| parties.len() > 1).unwrap_or_default()
}

fn signers_of_a_joint_text(context: Context, actors: &Actors) -> Vec<ActorId> {
    if is_joint(context) { signers(context, actors, true) } else { Vec::new() }
}

/// "We, the foreign ministers of A, B and C".
fn ourselves(context: Context, actors: &Actors) -> Vec<ActorId> {
    let doc = context.doc;
    let mut head = doc.tokens().take_while(|token| token.span().start < HEAD);
    let Some(named) = head.find_map(|token| token.child(Dep::Appos).filter(|_| token.lower() == "we")) else {
        return Vec::new();
    };
    parties(actors, named)
}

/// The states and bodies that a phrase names: its own, or whose "governments" or "ministers" it speaks of.
fn parties(actors: &Actors, phrase: Token) -> Vec<ActorId> {
    let of = phrase.children().filter(|child| child.lower() == "of").find_map(|of| of.child(Dep::Pobj));
    let named = |phrase: Token| {
        let mut found = Vec::new();
        for id in actors.parties(phrase) {
            add_parties(actors, id, &mut found);
        }
        found
    };
    let own = named(phrase);
    of.map(named).filter(|members| members.len() > own.len()).unwrap_or(own)
}

/// "The following statement was released by the governments of X and Y."
fn released(context: Context, actors: &Actors) -> Vec<ActorId> {
    let doc = context.doc;
    let releases = |token: &Token| {
        matches!(token.lemma(), "release" | "issue" | "make" | "publish")
            && token.children().any(|child| child.dep() == Dep::Nsubjpass && is_statement(child))
    };
    let head = doc.tokens().take_while(|token| token.span().start < HEAD);
    let agent = head
        .filter(releases)
        .find_map(|verb| verb.child(Dep::Agent).or_else(|| verb.children().find(|child| child.lower() == "by")));
    agent.and_then(|by| by.child(Dep::Pobj)).map(|named| parties(actors, named)).unwrap_or_default()
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
