//! Who issues a report that speaks of itself as "we".
//!
//! In: the document, its actors. Out: the parties behind a release: who released it by its first words, those whose ministers
//! speak together, those whom the title of a joint statement names, whose official the line over the text names, or those of
//! whom its first sentence tells something together.
//! Empty for a report that nobody but its paper tells.

use crate::positions::add_parties;
use crate::{Context, actors::Actors, sides};
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
    let (title, head) = head(context);
    let released = released(context, actors);
    if !released.is_empty() {
        return released;
    }
    let joint = is_joint(context, actors);
    let first_person = has_first_person(context);
    if joint || first_person {
        let company = company(context, actors);
        if !company.is_empty() {
            return company;
        }
    }
    let found = if joint { named_or_signing(context, actors, title) } else { signed(context, actors, &head) };
    if !found.is_empty() || !first_person {
        return found;
    }
    let signing = signers(context, actors, title.to_lowercase().contains("statement"));
    let home = sides::home(context).and_then(|country| actors.state(&country)).filter(|_| !joint && signing.len() < 2);
    home.map_or(signing, |home| vec![home])
}

/// Those whom the title of a joint text names, if they are several, else who signs it.
fn named_or_signing(context: Context, actors: &Actors, title: &str) -> Vec<ActorId> {
    let named = titled(actors, title);
    let signing = || signers(context, actors, true);
    if named.len() > 1 { named } else { Some(signing()).filter(|found| !found.is_empty()).unwrap_or(named) }
}

/// In whose name a joint text speaks: several, by what it says of itself, by its title, or as the subject of its first sentence.
pub(crate) fn together(context: Context, actors: &Actors) -> Vec<ActorId> {
    let (title, _) = head(context);
    let mut ways = vec![released(context, actors), company(context, actors)];
    if is_joint(context, actors) {
        ways.extend([titled(actors, title), signers(context, actors, true)]);
    }
    ways.into_iter().find(|parties| parties.len() > 1).unwrap_or_default()
}

/// The title, and the first bytes in small letters.
fn head(context: Context<'_>) -> (&str, String) {
    let text = context.doc.text();
    let title = context.source.meta.title.as_deref().unwrap_or_default();
    (title, text.get(..HEAD.min(text.len())).unwrap_or_default().to_lowercase())
}

/// Whether a text calls itself one of several.
fn is_joint(context: Context, actors: &Actors) -> bool {
    let (title, head) = head(context);
    let names = ["joint statement", "joint declaration", "joint communiqu"];
    // A paper's report of a joint statement does not say "we".
    let own = !is_signed_alone(context, actors) && has_first_person(context);
    names.iter().any(|name| title.to_lowercase().contains(name) || own && head.contains(name))
}

/// Whether a person's name stands over the text: nobody's joint statement, though it speaks of one.
fn is_signed_alone(context: Context, actors: &Actors) -> bool {
    let over = |actor: &Actor| {
        let first = actor.mentions.first().map(|mention| mention.span);
        actor.kind == ActorKind::Person && first.is_some_and(|span| span.start == 0)
    };
    actors.list().iter().any(over) && context.doc.text().find('\n').is_some_and(|line| line < SIGNED)
}

/// "The foreign ministers of X, Y and Z" at the head of a report, where they do or say something: those for whom they act.
fn company(context: Context, actors: &Actors) -> Vec<ActorId> {
    if is_signed_alone(context, actors) {
        return Vec::new();
    }
    let doc = context.doc;
    let is_party = |id: &ActorId| matches!(actors.get(*id).kind, ActorKind::State | ActorKind::Igo);
    let acts = |span: rapporteur_record::Span| {
        let mut words = doc.slice(doc.tokens_in(span.into()));
        let doer = |word: Token| matches!(word.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Appos | Dep::Root);
        span.start < HEAD
            && words.any(|word| doer(word) || word.dep() == Dep::Pobj && matches!(word.head().lower(), "by" | "from"))
    };
    let joined = |actor: &&Actor| {
        let early = actor.mentions.first().is_some_and(|mention| acts(mention.span));
        early && actor.members.len() > 1 && actor.members.iter().all(is_party)
    };
    actors.list().iter().find(joined).map(|actor| actor.members.clone()).unwrap_or_default()
}

/// The states and bodies that the title of a joint text names, before it comes to its subject.
fn titled(actors: &Actors, title: &str) -> Vec<ActorId> {
    let subject = [" on ", " regarding ", " concerning ", " about "].iter().filter_map(|word| title.find(word)).min();
    let title = &title[..subject.unwrap_or(title.len())];
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
    // "A joint statement on the talks issued by X and Y": the engine hangs the verb on any noun before it.
    let told = |verb: Token| {
        let before = doc.slice(verb.sentence().start..verb.i);
        matches!(verb.dep(), Dep::Acl | Dep::Advcl) && before.into_iter().any(is_text)
    };
    let releases = |token: &Token| {
        matches!(token.lemma(), "release" | "issue" | "make" | "publish")
            && (told(*token) || token.children().any(|child| child.dep() == Dep::Nsubjpass && is_statement(child)))
    };
    let head = doc.tokens().take_while(|token| token.span().start < HEAD);
    let agent = head
        .filter(releases)
        .find_map(|verb| verb.child(Dep::Agent).or_else(|| verb.children().find(|child| child.lower() == "by")));
    // All that the phrase names: of "the ministers of X and Y and the commissioner of Z" no word is the head of all.
    let named = agent.and_then(|by| by.child(Dep::Pobj)).map(|named| actors.within(doc, doc.span(named.subtree())));
    let mut found = Vec::new();
    for id in named.unwrap_or_default() {
        add_parties(actors, id, &mut found);
    }
    found
}

fn is_statement(noun: Token) -> bool {
    let words = noun.doc().slice(noun.subtree());
    words.into_iter().any(is_text)
}

fn is_text(word: Token) -> bool {
    matches!(word.lemma(), "statement" | "declaration" | "communique" | "communiqué")
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

/// Whether the actor is an office that only stands over a text, which speaks for whoever the text says.
pub(crate) fn is_office(actor: &Actor) -> bool {
    let post = ["Representative", "Envoy", "Coordinator", "Commissioner"].iter().any(|post| actor.name.ends_with(post));
    actor.kind == ActorKind::Organization && actor.country.is_none() && (post || actor.name.starts_with("Office of"))
}
