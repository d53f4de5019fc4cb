//! Who issues a report that speaks of itself as "we".
//!
//! In: the document, its actors. Out: the parties behind a release: who released it by its first words, those whose ministers
//! speak together, those whom the title of a joint statement names, whose official the line over the text names, or those of
//! whom its first sentence tells something together.
//! Empty for a report that nobody but its paper tells.

use crate::positions::add_parties;
use crate::{Context, actors::Actors};
use rapporteur_record::{Actor, ActorId, ActorKind};
use rapporteur_text::{Dep, Token};

/// Bytes at the head of a report in which it may say who issues it.
const HEAD: usize = 400;

/// Bytes after "attributable to" in which a name stands.
const LINE: usize = 60;

/// Who says "we" in a release.
pub(crate) fn issuers(context: Context, actors: &Actors) -> Vec<ActorId> {
    let text = context.doc.text();
    let title = context.source.meta.title.as_deref().unwrap_or_default();
    let head = text.get(..HEAD.min(text.len())).unwrap_or_default().to_lowercase();
    let released = released(context, actors);
    if !released.is_empty() {
        return released;
    }
    let joint = ["joint statement", "joint declaration", "joint communiqu"];
    let joint = joint.iter().any(|name| title.to_lowercase().contains(name) || head.contains(name));
    let first_person = has_first_person(context);
    if joint || first_person {
        let company = company(actors);
        if !company.is_empty() {
            return company;
        }
    }
    let found = if joint { titled(actors, title) } else { signed(context, actors, &head) };
    if found.is_empty() && first_person {
        signers(context, actors, title.to_lowercase().contains("statement"))
    } else {
        found
    }
}

/// "The foreign ministers of X, Y and Z" at the head of a report: those for whom they act.
fn company(actors: &Actors) -> Vec<ActorId> {
    let is_party = |id: &ActorId| matches!(actors.get(*id).kind, ActorKind::State | ActorKind::Igo);
    let joined = |actor: &&Actor| {
        let early = actor.mentions.first().is_some_and(|mention| mention.span.start < HEAD);
        early && actor.members.len() > 1 && actor.members.iter().all(is_party)
    };
    actors.list().iter().find(joined).map(|actor| actor.members.clone()).unwrap_or_default()
}

/// The states and bodies that the title of a joint text names.
fn titled(actors: &Actors, title: &str) -> Vec<ActorId> {
    let named = |name: &str| {
        title.match_indices(name).any(|(at, _)| {
            let (before, after) = (&title[..at], &title[at + name.len()..]);
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        })
    };
    let party = |actor: &&Actor| matches!(actor.kind, ActorKind::State | ActorKind::Igo);
    let called = |actor: &&Actor| named(&actor.name) || actor.mentions.iter().any(|mention| named(&mention.text));
    actors.list().iter().filter(party).filter(called).map(|actor| actor.id).collect()
}

/// The party of whom a line over the text names: "The below is attributable to spokesperson N. N.:".
fn signed(context: Context, actors: &Actors, head: &str) -> Vec<ActorId> {
    let text = context.doc.text();
    let line = head.find("attributable to").map_or(0, |at| at + LINE).max(text.find('\n').unwrap_or(0));
    let mut found = Vec::new();
    for actor in actors.list().iter().filter(|actor| actor.kind == ActorKind::Person) {
        if actor.mentions.first().is_some_and(|mention| mention.span.start < line) {
            add_parties(actors, actor.id, &mut found);
        }
    }
    found
}

/// Whether the report itself says "we".
fn has_first_person(context: Context) -> bool {
    let quoted = |token: &Token| context.quotations.iter().any(|quotation| quotation.span.contains(token.span()));
    context.doc.tokens().any(|token| matches!(token.lower(), "we" | "our") && !quoted(&token))
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

/// The states and bodies that are the subject of the first sentence: several of them, or one in a report that is not called a
/// statement.
fn signers(context: Context, actors: &Actors, statement: bool) -> Vec<ActorId> {
    let doc = context.doc;
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
