//! Whether a name of a place stands for whoever acts there.

use crate::actors::reading::Reading;
use rapporteur_text::{Dep, Pos, Token};

/// Whether a name of a place stands where somebody who acts stands.
pub(in crate::actors) fn acts(token: Token) -> bool {
    match token.dep() {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Poss | Dep::Dative => true,
        Dep::Dobj => true,
        Dep::Conj => acts(token.head()),
        Dep::Pobj => {
            matches!(token.head().lower(), "by" | "with" | "between" | "against" | "among") || is_according(token)
        }
        Dep::Compound | Dep::Amod | Dep::Nmod => {
            token.head().pos() == Pos::Noun && !NAMED_FOR_A_PLACE.contains(&token.head().lemma())
        }
        _ => false,
    }
}

/// Whether a name stands for whom something is sent or given to: "sent wheat to Chad".
pub(super) fn receives(token: Token) -> bool {
    let verb = token.head().head();
    token.dep() == Dep::Pobj
        && token.head().lower() == "to"
        && matches!(
            verb.lemma(),
            "send" | "give" | "supply" | "donate" | "provide" | "deliver" | "deploy" | "extradite" | "lend" | "offer"
        )
}

/// Whether a name stands for who is asked for something: "called on Beijing to end it", "appealed to Chad".
pub(in crate::actors) fn is_asked(token: Token) -> bool {
    let verb = token.head().head();
    let ways = [("on", "call"), ("upon", "call"), ("to", "appeal")];
    token.dep() == Dep::Pobj && ways.contains(&(token.head().lower(), verb.lemma()))
}

/// What is called after the place where it was made or stands.
const NAMED_FOR_A_PLACE: [&str; 32] = [
    "agreement",
    "accord",
    "protocol",
    "process",
    "summit",
    "talk",
    "conference",
    "meeting",
    "declaration",
    "convention",
    "format",
    "group",
    "treaty",
    "statute",
    "airport",
    "street",
    "market",
    "marathon",
    "suburb",
    "resident",
    "bureau",
    "correspondent",
    "hotel",
    "office",
    "club",
    "university",
    "district",
    "attack",
    "bombing",
    "area",
    "region",
    "embassy",
];

fn is_according(token: Token) -> bool {
    token.head().lower() == "to" && token.head().previous().is_some_and(|before| before.lower() == "according")
}

pub(super) fn located(token: Token) -> bool {
    token.dep() == Dep::Pobj
        && matches!(token.head().lower(), "at" | "in" | "near" | "outside" | "inside" | "on" | "around" | "into")
}

/// Whether an adjective of nationality stands before what a state has or does, not before a role or a thing of daily
/// life: "Russian demands", not "Russian novels".
pub(super) fn modifies_a_deed(reading: &Reading, token: Token) -> bool {
    if !matches!(token.dep(), Dep::Amod | Dep::Compound | Dep::Nmod) {
        return matches!(token.dep(), Dep::Conj) && token.head() != token && modifies_a_deed(reading, token.head());
    }
    let head = token.head();
    let role = reading
        .hit_at(head.i)
        .is_some_and(|hit| hit.agent().is_some() || hit.office().is_some() || hit.is_person() || hit.body().is_some());
    let of_daily_life = [
        "language",
        "word",
        "food",
        "restaurant",
        "film",
        "movie",
        "novel",
        "cuisine",
        "author",
        "culture",
        "wine",
        "history",
        "name",
        "dish",
        "music",
        "literature",
        "accent",
        "translation",
        "version",
        "style",
        "city",
        "town",
        "coast",
        "island",
        "time",
        "capital",
        "region",
        "province",
        "village",
        "nation",
        "state",
        "republic",
        "country",
        "era",
        "bloc",
        "soil",
        "border",
        "territory",
        "airspace",
        "people",
        "dollar",
        "pound",
        "rouble",
        "ruble",
        "football",
        "team",
        "dream",
        "revolution",
        "winter",
    ];
    head.pos() == Pos::Noun && !role && !of_daily_life.contains(&head.lemma())
}
