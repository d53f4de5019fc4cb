//! Pronouns and descriptions that the actors' own rules leave open, or take for another, by the chains of the report.
//!
//! In: the drafts, the chains of phrases. Out: the same drafts, with more mentions. A chain tells who is meant where a name
//! or description before in it has an actor that the phrase agrees with.

use super::coreference::{Agreement, Class, Link, TakesUp};
use super::discourse::{Discourse, Draft};
use rapporteur_lexicon::Gender;
use rapporteur_record::ActorKind;
use std::collections::BTreeMap;

/// Gives pronouns and open descriptions the actor of their chain.
pub(super) fn take_up(discourse: &mut Discourse, links: &[Link]) {
    let mut meant: BTreeMap<usize, usize> = BTreeMap::new();
    for link in links {
        let own = discourse.at[link.head];
        let before = meant.get(&link.chain).copied();
        match link.takes_up {
            TakesUp::Pronoun(agreement) => {
                let fits = |draft: &usize| agrees(agreement, &discourse.drafts[*draft]);
                if let Some(draft) = before.filter(fits).filter(|_| before != own) {
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
