//! What a name of a place is there for: to locate something, or to name an actor.

use super::{
    Toponym,
    find::{Name, is_class},
};
use crate::{Context, attach};
use rapporteur_lexicon::PlaceKind;
use rapporteur_text::{Dep, Doc, Pos, Tag, Token};

/// What a name of a place is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It locates something: in, at, from, to it.
    Location,
    /// It tells where the place before it lies: "Austin, Texas".
    Whole,
    /// It is an actor, or whose something is.
    Actor,
    /// It is the adjective of a country or region.
    Adjective,
    /// It is part of the name of something that is no place.
    Embedded,
}

/// "The province of NAME": an unknown name there is a place's, whatever the engine calls it.
pub(crate) fn is_called_a_place(name: Token) -> bool {
    let of = name.head();
    let noun = of.head().lemma();
    let place = ["province", "region", "district", "county", "city", "town", "village", "suburb", "port", "island"];
    name.dep() == Dep::Pobj && of.lower() == "of" && place.contains(&noun)
}

/// The role of a name; `before` is the toponym before it.
pub(super) fn role(context: Context, name: &Name, before: Option<&Toponym>, kind: Option<PlaceKind>) -> Role {
    let Context { source, doc, .. } = context;
    if name.embedded {
        return Role::Embedded;
    }
    if kind == Some(PlaceKind::Adjective) {
        return Role::Adjective;
    }
    let head = attach::head(doc, name.tokens.clone());
    if before.is_some_and(|before| continues(doc, before, name) && before.role != Role::Actor) {
        return Role::Whole;
    }
    if source.in_dateline(name.span.start) || is_based(doc, name) || follows_in(doc, name) {
        return Role::Location;
    }
    if locates(head, kind, 0) { Role::Location } else { Role::Actor }
}

fn continues(doc: &Doc, before: &Toponym, name: &Name) -> bool {
    let comma = before.tokens.end + 1 == name.tokens.start && doc.token(before.tokens.end).text() == ",";
    let next = (name.tokens.end < doc.len()).then(|| doc.token(name.tokens.end));
    let listed = next.is_some_and(|token| matches!(token.lower(), "and" | "or"));
    comma && !listed && doc.token(name.tokens.start).dep() != Dep::Conj
}

/// Right after "in" or "near", whatever the tree makes of it.
fn follows_in(doc: &Doc, name: &Name) -> bool {
    let before = |back: usize| if name.tokens.start >= back { doc.token(name.tokens.start - back).lower() } else { "" };
    let word = if before(1) == "the" { before(2) } else { before(1) };
    let possessive = name.tokens.end < doc.len() && doc.token(name.tokens.end).tag() == Tag::Pos;
    let modifies = doc.token(name.tokens.end - 1).dep() == Dep::Compound;
    matches!(word, "in" | "near" | "inside" | "outside" | "throughout") && !possessive && !modifies
}

/// "London-based".
fn is_based(doc: &Doc, name: &Name) -> bool {
    let after =
        |skip: usize| if name.tokens.end + skip < doc.len() { doc.token(name.tokens.end + skip).lower() } else { "" };
    after(0) == "-" && matches!(after(1), "based" | "born" | "bound" | "area" | "registered")
        || matches!(after(0), "-based" | "-born")
}

/// Prepositions whose object is where something is, comes from or goes to.
const PLACING: [&str; 28] = [
    "in",
    "at",
    "near",
    "from",
    "to",
    "into",
    "inside",
    "outside",
    "across",
    "around",
    "through",
    "throughout",
    "toward",
    "towards",
    "within",
    "via",
    "off",
    "on",
    "onto",
    "over",
    "above",
    "along",
    "beyond",
    "under",
    "between",
    "around",
    "via",
    "surrounding",
];

/// Nouns whose "of" names where they are.
const PARTS: [&str; 38] = [
    "city",
    "town",
    "village",
    "capital",
    "outskirt",
    "north",
    "south",
    "east",
    "west",
    "part",
    "street",
    "suburb",
    "port",
    "coast",
    "border",
    "region",
    "province",
    "state",
    "island",
    "area",
    "center",
    "centre",
    "district",
    "county",
    "kilometre",
    "kilometer",
    "mile",
    "edge",
    "side",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "shore",
    "heart",
    "middle",
    "km",
    "river",
];

fn locates(head: Token, kind: Option<PlaceKind>, depth: usize) -> bool {
    let up = head.head();
    match head.dep() {
        // "in Geneva"; "between" and "to" take actors too, whom countries are then.
        Dep::Pobj if up.pos() == Pos::Adp || up.dep() == Dep::Prep => preposition(head, up, kind),
        Dep::Conj | Dep::Appos | Dep::Nmod if depth < 6 && up != head => locates(up, kind, depth + 1) && !is_person(up),
        // "the Vienna meeting", "Geneva talks"; but "the Russia talks" are about Russia.
        Dep::Compound | Dep::Nmod | Dep::Amod => {
            let town = matches!(
                kind,
                Some(PlaceKind::City | PlaceKind::Capital | PlaceKind::Division | PlaceKind::County) | None
            );
            let class = is_class(up) && up.dep() != Dep::Root && depth < 6;
            town && (attach::is_event(up) || is_site(up)) || class && locates(up, kind, depth + 1)
        }
        // "Monday's talks Geneva": adverbial uses, and headlines.
        Dep::Npadvmod | Dep::Advmod => matches!(kind, Some(PlaceKind::City | PlaceKind::Capital)),
        // "visited Brussels", "left Kabul", "reached the Black Sea".
        Dep::Dobj => is_reaching(up),
        Dep::Poss => {
            let site = is_site(up) || PARTS.contains(&up.lemma());
            site && up.tag() != Tag::Nnp
        }
        _ => matches!(kind, Some(PlaceKind::Water | PlaceKind::Mountain)) && !matches!(head.dep(), Dep::Nsubj),
    }
}

fn preposition(head: Token, up: Token, kind: Option<PlaceKind>) -> bool {
    let governor = up.head();
    let country = kind == Some(PlaceKind::Country);
    match up.lower() {
        "of" => PARTS.contains(&governor.lemma()) || governor.lower() == "out",
        "between" => !country,
        // "sold arms to Ukraine", "told Iran"; "went to Ukraine" is a way.
        "to" if country => is_going(governor),
        "from" if country => !matches!(
            governor.lemma(),
            "concession" | "demand" | "guarantee" | "letter" | "message" | "response" | "support" | "pressure"
        ),
        "on" => {
            matches!(kind, Some(PlaceKind::Water | PlaceKind::Mountain | PlaceKind::Region))
                && head.child(Dep::Poss).is_none()
        }
        "over" | "under" | "above" => {
            matches!(kind, Some(PlaceKind::Water | PlaceKind::Mountain | PlaceKind::City | PlaceKind::Capital))
        }
        lower => PLACING.contains(&lower),
    }
}

fn is_person(noun: Token) -> bool {
    noun.entity().is_some_and(|entity| entity.label == rapporteur_text::EntityLabel::Person)
}

fn is_going(word: Token) -> bool {
    const GOING: [&str; 40] = [
        "go",
        "travel",
        "fly",
        "move",
        "return",
        "come",
        "visit",
        "trip",
        "journey",
        "head",
        "send",
        "deploy",
        "flee",
        "escape",
        "bring",
        "take",
        "export",
        "import",
        "ship",
        "deliver",
        "drive",
        "walk",
        "sail",
        "arrive",
        "access",
        "way",
        "route",
        "migrate",
        "emigrate",
        "spread",
        "transfer",
        "extradite",
        "deport",
        "relocate",
        "back",
        "flight",
        "close",
        "next",
        "adjacent",
        "north",
    ];
    GOING.contains(&word.lemma())
}

fn is_reaching(verb: Token) -> bool {
    const REACHING: [&str; 18] = [
        "visit", "leave", "reach", "enter", "tour", "flee", "cross", "hit", "capture", "seize", "invade", "occupy",
        "attack", "bomb", "shell", "depart", "besiege", "retake",
    ];
    REACHING.contains(&verb.lemma())
}

fn is_site(noun: Token) -> bool {
    const SITES: [&str; 22] = [
        "airport",
        "street",
        "hotel",
        "suburb",
        "district",
        "border",
        "coast",
        "area",
        "region",
        "hospital",
        "home",
        "office",
        "court",
        "embassy",
        "station",
        "port",
        "base",
        "headquarters",
        "capital",
        "outskirt",
        "venue",
        "university",
    ];
    SITES.contains(&noun.lemma())
}
