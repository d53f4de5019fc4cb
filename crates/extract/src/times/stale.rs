//! Dates that cannot agree with the publication: text carried over from an earlier report.
//!
//! Background is copied from report to report. A copy from December that stands in a January report still says "next
//! year" for the year that has begun. Each rule here needs two facts that contradict each other; a mere surprise is no
//! contradiction.

use super::{
    Time,
    scan::{Found, Meaning},
    tense::Tense,
    value,
};
use jiff::civil::Date;
use rapporteur_lexicon::{Edge, Shift, Unit};
use rapporteur_text::{Doc, Pos, Tag, Token};

/// In the first so many days of a year "next year" may be a copy from the old one.
const TURN_OF_YEAR: i16 = 60;

/// Why the expression cannot be right as it stands, or `None`.
pub(super) fn reason(
    doc: &Doc,
    time: &Time,
    found: &Found,
    tense: Tense,
    published: Option<Date>,
) -> Option<&'static str> {
    let published = published?;
    early_next_year(doc, time, found, published)
        .or_else(|| gone_but_to_come(doc, time, found, tense, published))
        .or_else(|| ahead_but_done(doc, time, found, tense, published))
        .or_else(|| named_year(doc, time, found, published))
}

/// "is preparing for an offensive early next year", in January: what is under way and near lies a year off.
fn early_next_year(doc: &Doc, time: &Time, found: &Found, published: Date) -> Option<&'static str> {
    let next_year = matches!(found.meaning, Meaning::Period { unit: Unit::Year, shift: Shift::Next, .. });
    let near = next_year && found.edge == Some(Edge::Start);
    let turn = published.day_of_year() <= TURN_OF_YEAR;
    (near && turn && under_way(doc.token(time.tokens.start))).then_some(
        "early next year, of what is under way at the start of this one: carried over from a report of last year",
    )
}

/// Whether the predicate over the expression is under way: a progressive, or a perfect with its result at hand.
fn under_way(token: Token) -> bool {
    const PREPARING: [&str; 22] = [
        "prepare", "plan", "mass", "amass", "brace", "gear", "ready", "mobilize", "mobilise", "deploy", "gather",
        "assemble", "build", "move", "organize", "organise", "position", "poise", "consider", "weigh", "threaten",
        "work",
    ];
    token.ancestors().take(12).filter(|up| matches!(up.pos(), Pos::Verb | Pos::Aux)).any(|verb| {
        let present =
            verb.children().any(|aux| matches!(aux.lemma(), "be" | "have") && matches!(aux.tag(), Tag::Vbz | Tag::Vbp));
        present && (verb.tag() == Tag::Vbg || PREPARING.contains(&verb.lemma()))
    })
}

/// "will meet on June 18", in July: the tense says to come, the calendar says gone.
fn gone_but_to_come(doc: &Doc, time: &Time, found: &Found, tense: Tense, published: Date) -> Option<&'static str> {
    let Meaning::Date(partial) = &found.meaning else { return None };
    let exact = partial.month.is_some() && partial.day.is_some() && partial.shift.is_none();
    let (_, end) = time.interval?;
    let gone = value::days_between(end, published);
    (exact
        && partial.year.is_none()
        && tense == Tense::Future
        && (8..=45).contains(&gone)
        && will(doc.token(time.governor)))
    .then_some("said to be yet to come, but past when the report was published")
}

/// Whether the predicate says that something will be: "would" and "could" tell of the past too.
fn will(governor: Token) -> bool {
    let mut verbs = std::iter::once(governor)
        .chain(governor.ancestors().take(6))
        .filter(|up| matches!(up.pos(), Pos::Verb | Pos::Aux));
    verbs.next().is_some_and(|verb| verb.children().any(|aux| matches!(aux.lower(), "will" | "'ll" | "’ll" | "shall")))
}

/// "was held on 14 June 2023", in 2022: the tense says gone, the calendar says to come.
fn ahead_but_done(doc: &Doc, time: &Time, found: &Found, tense: Tense, published: Date) -> Option<&'static str> {
    let Meaning::Date(partial) = &found.meaning else { return None };
    let (start, _) = time.interval?;
    let exact = partial.year.is_some() && partial.month.is_some();
    let ahead = value::days_between(published, start) > 3;
    let governor = doc.token(time.governor);
    let done = tense == Tense::Past && governor.tag() == Tag::Vbd && !plans(governor);
    (exact && ahead && done).then_some("said to be past, but after the report was published")
}

/// Verbs whose past tense sets a date to come.
fn plans(verb: Token) -> bool {
    const PLANNING: [&str; 14] = [
        "schedule",
        "plan",
        "set",
        "postpone",
        "move",
        "delay",
        "announce",
        "extend",
        "expire",
        "expect",
        "propose",
        "agree",
        "push",
        "reschedule",
    ];
    PLANNING.contains(&verb.lemma())
}

/// "next year's 2022 games", in 2022; "last year, in 2019", in 2021: two words for one year that differ.
fn named_year(doc: &Doc, time: &Time, found: &Found, published: Date) -> Option<&'static str> {
    let Meaning::Period { unit: Unit::Year, shift, .. } = found.meaning else { return None };
    let step = match shift {
        Shift::Next => 1,
        Shift::Last => -1,
        Shift::This => 0,
        _ => return None,
    };
    let year = published.year() + step;
    let after = doc.slice(time.tokens.end..(time.tokens.end + 3).min(doc.len()));
    let mut named = after.skip_while(|token| matches!(token.lower(), "'s" | "’s" | "," | "in" | "(")).take(1);
    let named = named.next().filter(|token| token.i > time.tokens.end)?;
    let digits: i16 = Some(named.text()).filter(|text| text.len() == 4).and_then(|text| text.parse().ok())?;
    ((1990..2100).contains(&digits) && digits != year && (digits - year).abs() == 1)
        .then_some("the year named beside it is another one: carried over from a report of another year")
}
