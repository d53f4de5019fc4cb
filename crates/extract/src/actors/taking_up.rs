//! Pronouns and descriptions that the actors' own rules leave open, or take for another, by the chains of the report.
//!
//! In: the drafts, the chains of phrases. Out: the drafts with more mentions, and drafts of those whom the text cites and
//! nothing else made an actor. A chain tells who is meant where a name or description before in it has an actor that the
//! phrase agrees with.

use super::coreference::{Agreement, Class, Link, TakesUp};
use super::discourse::{Discourse, Draft};
use super::mentions::is_expletive;
use rapporteur_lexicon::Gender;
use rapporteur_record::ActorKind;
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Makes actors of those whom the text cites and that nothing has made one: of a name wherever it stands, of a description
/// where it is cited.
pub(super) fn introduce(discourse: &mut Discourse, doc: &Doc, links: &[Link]) {
    let known: BTreeSet<usize> =
        links.iter().filter(|link| discourse.at[link.head].is_some()).map(|link| link.chain).collect();
    let mut voices: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.cited && !known.contains(&link.chain)) {
        if speaks(doc.token(link.head), link) {
            voices.insert(link.chain, None);
        }
    }
    for link in links.iter().filter(|link| link.named || link.cited) {
        let Some(voice) = voices.get_mut(&link.chain) else { continue };
        if discourse.at[link.head].is_some() || !speaks(doc.token(link.head), link) {
            continue;
        }
        let tokens = words(doc.token(link.head), link.named);
        let draft = *voice.get_or_insert_with(|| {
            discourse.drafts.push(draft(doc, link, &tokens));
            discourse.drafts.len() - 1
        });
        let name = doc.text_of(tokens.clone());
        if link.named && name.len() > discourse.drafts[draft].name.len() {
            discourse.drafts[draft].name = name.to_owned();
        }
        discourse.drafts[draft].mentions.push((tokens, link.head));
        discourse.at[link.head] = Some(draft);
    }
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

/// Nouns for what is written or made known: it says something, but is nobody.
const PAPERS: [&str; 42] = [
    "agreement",
    "analysis",
    "announcement",
    "article",
    "bill",
    "book",
    "communique",
    "complaint",
    "data",
    "decree",
    "document",
    "figure",
    "filing",
    "investigation",
    "law",
    "lawsuit",
    "letter",
    "memo",
    "message",
    "motion",
    "note",
    "paper",
    "petition",
    "poll",
    "post",
    "readout",
    "record",
    "release",
    "report",
    "resolution",
    "rule",
    "sign",
    "statement",
    "study",
    "survey",
    "text",
    "transcript",
    "treaty",
    "tweet",
    "update",
    "video",
    "warning",
];

/// Whether a noun names what is written or made known.
pub(crate) fn is_paper(token: Token) -> bool {
    token.pos() == Pos::Noun && PAPERS.contains(&token.lemma())
}

/// Whether a verb of saying may have the phrase for its subject: not a paper, a place or a time.
fn speaks(token: Token, link: &Link) -> bool {
    let kind = matches!(link.class, Class::Unknown | Class::Person | Class::Group | Class::Body);
    let word = matches!(token.pos(), Pos::Propn) || token.pos() == Pos::Noun && !is_paper(token);
    kind && word && token.text().chars().any(char::is_alphabetic)
}

/// The words of a name, or of a description up to its head without its article.
fn words(token: Token, named: bool) -> Range<usize> {
    let doc = token.doc();
    if let Some(entity) = token.entity().filter(|_| named) {
        let first = entity.tokens.start + usize::from(doc.token(entity.tokens.start).lower() == "the");
        return first.min(token.i)..token.i + 1;
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
