//! Pronouns and descriptions that the actors' own rules leave open, or take for another, by the chains of the report.
//!
//! In: the drafts, the chains of phrases. Out: the drafts with more mentions, and drafts of those whom the text cites and
//! nothing else made an actor. A chain tells who is meant where a name or description before in it has an actor that the
//! phrase agrees with.

use super::coreference::{Agreement, Class, Link, TakesUp};
use super::discourse::{Discourse, Draft};
use super::mentions::is_expletive;
use rapporteur_lexicon::{Acts, Gender};
use rapporteur_record::ActorKind;
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Makes actors of those whom the text cites and that nothing has made one: of a name wherever it stands, of a description
/// where it is cited.
pub(super) fn introduce(discourse: &mut Discourse, doc: &Doc, acts: &Acts, links: &[Link]) {
    for link in links.iter().filter(|link| link.cited && !link.named) {
        let token = doc.token(link.head);
        if let Some(draft) = named_beside(discourse, token) {
            discourse.at[link.head] = discourse.at[link.head].or(Some(draft));
        } else if is_one_of(token) && discourse.at[link.head].is_none() {
            add(discourse, doc, link);
        }
    }
    let known: BTreeSet<usize> =
        links.iter().filter(|link| discourse.at[link.head].is_some()).map(|link| link.chain).collect();
    let mut voices: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.cited && !known.contains(&link.chain)) {
        if speaks(doc.token(link.head), link, acts) {
            voices.insert(link.chain, None);
        }
    }
    for link in links.iter().filter(|link| link.named || link.cited) {
        let Some(voice) = voices.get_mut(&link.chain) else { continue };
        if discourse.at[link.head].is_some() || !speaks(doc.token(link.head), link, acts) {
            continue;
        }
        match *voice {
            Some(draft) => mention(discourse, doc, link, draft),
            None => *voice = Some(add(discourse, doc, link)),
        }
    }
}

/// A new actor of whom the phrase speaks.
fn add(discourse: &mut Discourse, doc: &Doc, link: &Link) -> usize {
    let tokens = words(doc.token(link.head), link.named);
    discourse.drafts.push(draft(doc, link, &tokens));
    let draft = discourse.drafts.len() - 1;
    mention(discourse, doc, link, draft);
    draft
}

/// Notes that the phrase means the actor; the longest of its names is the actor's.
fn mention(discourse: &mut Discourse, doc: &Doc, link: &Link, draft: usize) {
    let tokens = words(doc.token(link.head), link.named);
    let name = doc.text_of(tokens.clone());
    if link.named && name.len() > discourse.drafts[draft].name.len() {
        discourse.drafts[draft].name = name.to_owned();
    }
    discourse.drafts[draft].mentions.push((tokens, link.head));
    discourse.at[link.head] = Some(draft);
}

/// The actor whose name stands in apposition: "his long-time rival N. N.".
fn named_beside(discourse: &Discourse, token: Token) -> Option<usize> {
    let beside = token.children().filter(|child| child.dep() == Dep::Appos && child.i > token.i);
    let drafts = beside.filter_map(|child| discourse.at[child.i]);
    let mut named = drafts.filter(|&i| discourse.drafts[i].kind != ActorKind::State && discourse.drafts[i].named);
    named.next()
}

fn draft(doc: &Doc, link: &Link, tokens: &Range<usize>) -> Draft {
    let token = doc.token(link.head);
    let plural = matches!(token.tag(), Tag::Nns | Tag::Nnps);
    let body = token.entity().is_some_and(|entity| link.named && entity.label == EntityLabel::Org);
    let kind = match link.class {
        _ if plural => ActorKind::Group,
        Class::Body => ActorKind::Organization,
        _ if body => ActorKind::Organization,
        _ => ActorKind::Person,
    };
    let mut draft = Draft::new(doc.text_of(tokens.clone()).to_owned(), kind);
    draft.named = link.named;
    draft
}

/// Whether a verb of saying may have the phrase for its subject: not a paper, a place or a time.
fn speaks(token: Token, link: &Link, acts: &Acts) -> bool {
    let kind = matches!(link.class, Class::Unknown | Class::Person | Class::Group | Class::Body);
    let common = token.pos() == Pos::Noun && acts.paper(token.lemma()).is_none() && !is_share(token);
    let word = token.pos() == Pos::Propn || common || is_one_of(token);
    kind && word && token.text().chars().any(char::is_alphabetic)
}

/// "Part of …", which is nobody.
fn is_share(token: Token) -> bool {
    matches!(token.lemma(), "part" | "rest" | "half" | "majority")
        && token.children().any(|child| child.lower() == "of")
}

/// "One of the victims"
fn is_one_of(token: Token) -> bool {
    token.lower() == "one" && token.children().any(|child| child.lower() == "of" && child.i == token.i + 1)
}

/// The words of a name, or of a description up to its head without its article.
fn words(token: Token, named: bool) -> Range<usize> {
    let doc = token.doc();
    if let Some(entity) = token.entity().filter(|_| named) {
        let first = entity.tokens.start + usize::from(doc.token(entity.tokens.start).lower() == "the");
        // "Planning Office (PO": the short form behind it is another name.
        let bracket = doc.slice(first..token.i).skip(1).find(|token| token.text() == "(");
        return first.min(token.i)..bracket.map_or(token.i + 1, |bracket| bracket.i);
    }
    if let Some(of) = token.child(Dep::Prep).filter(|_| is_one_of(token)) {
        return token.i..of.child(Dep::Pobj).map_or(token.i, |whole| whole.i) + 1;
    }
    let modifies = |child: &Token| child.i < token.i && matches!(child.dep(), Dep::Compound | Dep::Amod | Dep::Nmod);
    let first = token.children().find(modifies);
    first.map_or(token.i, |first| first.i)..token.i + 1
}

/// Gives pronouns and open descriptions the actor of their chain.
pub(super) fn take_up(discourse: &mut Discourse, doc: &Doc, links: &[Link]) {
    let mut meant: BTreeMap<usize, usize> = BTreeMap::new();
    for link in links {
        let own = discourse.at[link.head];
        let before = meant.get(&link.chain).copied();
        match link.takes_up {
            TakesUp::Pronoun(agreement) => {
                let fits = |draft: &usize| agrees(agreement, &discourse.drafts[*draft]);
                // Several who act together are told by the rules alone.
                let joint = own.is_some_and(|own| !discourse.drafts[own].members.is_empty());
                let open = before != own && !joint && !is_expletive(doc.token(link.head));
                if let Some(draft) = before.filter(fits).filter(|_| open) {
                    move_to(discourse, link.head, own, draft);
                }
            }
            TakesUp::Description(class) if own.is_none() => {
                let fits = |draft: &usize| is_of(class, &discourse.drafts[*draft]);
                if let Some(draft) = before.filter(fits) {
                    move_to(discourse, link.head, None, draft);
                }
            }
            _ => {}
        }
        let pronoun = matches!(link.takes_up, TakesUp::Pronoun(_));
        if let Some(draft) = discourse.at[link.head].filter(|_| !pronoun) {
            meant.insert(link.chain, draft);
        }
    }
}

fn move_to(discourse: &mut Discourse, head: usize, from: Option<usize>, to: usize) {
    if let Some(from) = from {
        discourse.drafts[from].mentions.retain(|(_, other)| *other != head);
    }
    discourse.at[head] = Some(to);
    discourse.drafts[to].mentions.push((head..head + 1, head));
}

fn agrees(agreement: Agreement, draft: &Draft) -> bool {
    let person = draft.kind == ActorKind::Person;
    match agreement {
        Agreement::He => person && draft.gender != Some(Gender::Female),
        Agreement::She => person && draft.gender != Some(Gender::Male),
        Agreement::It => !person && draft.kind != ActorKind::Group && draft.members.is_empty(),
        Agreement::They => !person && draft.kind != ActorKind::State,
        Agreement::None | Agreement::I | Agreement::We | Agreement::You => false,
    }
}

fn is_of(class: Class, draft: &Draft) -> bool {
    match class {
        Class::Person => draft.kind == ActorKind::Person,
        Class::Group => draft.kind == ActorKind::Group,
        Class::Body => matches!(draft.kind, ActorKind::Igo | ActorKind::Ngo | ActorKind::Organization),
        Class::Place => draft.kind == ActorKind::State,
        Class::Unknown => draft.kind != ActorKind::State,
        Class::Time | Class::Thing => false,
    }
}
