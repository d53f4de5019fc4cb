//! Names, dates and quotations as they stand in a sentence.

use crate::numbers::MONTHS;
use rapporteur_record::{Actor, ActorId, ActorKind, Mention, Record, Statement};
use std::borrow::Cow;

/// Longest quoted passage, characters.
pub(super) const QUOTE: usize = 220;

/// Most mentions at which to look for an article.
const ARTICLES: usize = 8;

/// Nouns for bodies that English names with an article: "the State Department", "the Court of Appeal".
const BODIES: [&str; 35] = [
    "Department",
    "Party",
    "Council",
    "Court",
    "Committee",
    "Agency",
    "Office",
    "Ministry",
    "Union",
    "Nations",
    "Association",
    "Organization",
    "Organisation",
    "Senate",
    "House",
    "Government",
    "Administration",
    "Bank",
    "Fund",
    "Commission",
    "Army",
    "Navy",
    "Police",
    "Bureau",
    "Cabinet",
    "Corporation",
    "Federation",
    "Institute",
    "Authority",
    "League",
    "Press",
    "Secretariat",
    "Alliance",
    "Service",
    "Assembly",
];

/// The names of a record's actors, in sentences.
#[derive(Clone, Copy)]
pub(super) struct Names<'r> {
    pub record: &'r Record,
}

impl Names<'_> {
    /// The actor's name as it stands in a sentence: with an article where English or the report wants one.
    pub fn one(self, id: ActorId) -> String {
        let Actor { name, kind, .. } = self.record.actor(id);
        let name = &*spoken(name);
        let first = name.split(' ').next().unwrap_or_default();
        let led = matches!(first.to_lowercase().as_str(), "the" | "a" | "an" | "both" | "all" | "some" | "two");
        // An office may stand for a person: "the President".
        let titled = *kind == ActorKind::Person && !name.contains(' ') && self.article(id) == Some("the");
        let person =
            *kind == ActorKind::Person && name.starts_with(char::is_uppercase) && name.contains(char::is_whitespace);
        let named = person || *kind == ActorKind::Person && is_proper(name);
        if led || is_owned(name) || named && !titled {
            return name.to_owned();
        }
        let plural = name.starts_with("United ") || name.ends_with("Islands") || name.ends_with("Netherlands");
        if *kind == ActorKind::State {
            return if plural { format!("the {name}") } else { name.to_owned() };
        }
        let body = *kind == ActorKind::Igo && name.contains(' ') || plural;
        match self.article(id) {
            _ if body || is_body(name) => format!("the {name}"),
            // "A Mercosur summit": the article is the summit's.
            Some(article) if article == "the" || !is_proper(name) => format!("{article} {name}"),
            _ if is_proper(name) || self.is_plural(id) => name.to_owned(),
            _ => format!("the {name}"),
        }
    }

    /// The article with which the report first names the actor by its name.
    fn article(self, id: ActorId) -> Option<&'static str> {
        let Actor { name, mentions, .. } = self.record.actor(id);
        let text = &self.record.report.text;
        let last = name.rsplit(' ').next().unwrap_or_default();
        let named = mentions.iter().filter(|mention| mention.text.ends_with(last)).take(ARTICLES);
        let before = |mention: &Mention| {
            let mut words = text.get(..mention.span.start)?.split_whitespace().rev();
            let inside = mention.text.split(' ').next().filter(|_| mention.text.contains(' '));
            let words = [inside, words.next()];
            let article =
                |word: &str| ["the", "a", "an"].into_iter().find(|article| word.eq_ignore_ascii_case(article));
            words.into_iter().flatten().find_map(article)
        };
        let articles: Vec<Option<&'static str>> = named.map(before).collect();
        // "The Amani party" once is not "the Amani".
        let definite = articles.iter().filter(|&&article| article == Some("the")).count();
        if definite > 0 && (definite * 3 >= articles.len() || !is_proper(name)) {
            return Some("the");
        }
        articles.first().copied().flatten().filter(|&article| article != "the")
    }

    /// Whether the actor's name is a plural.
    pub fn is_plural(self, id: ActorId) -> bool {
        let Actor { name, kind, members, .. } = self.record.actor(id);
        let ends = name.ends_with('s') && !name.ends_with("ss");
        members.len() > 1 || matches!(kind, ActorKind::Group) && ends || name.ends_with("people")
    }

    /// Who makes a statement: "Alonso Quiroga of Peru", "the European Union", else the words of the text.
    pub fn speaker(self, statement: &Statement) -> Option<String> {
        let named: Vec<String> = statement.speaker.iter().map(|&id| self.with_side(id, statement)).collect();
        (!named.is_empty()).then(|| listed(&named))
    }

    /// "N. N. of Peru"; nobody is of a person.
    pub fn of_side(self, person: ActorId, side: ActorId) -> String {
        let name = self.one(person);
        match self.record.actor(side).kind {
            ActorKind::State | ActorKind::Igo => format!("{name} of {}", self.one(side)),
            _ => name,
        }
    }

    fn with_side(self, id: ActorId, statement: &Statement) -> String {
        let actor = self.record.actor(id);
        let name = self.one(id);
        let side = statement.on_behalf_of.first().filter(|&&side| side != id && statement.speaker.len() == 1);
        let named = actor.name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        match side {
            Some(&side) if actor.kind == ActorKind::Person && named => self.of_side(id, side),
            _ => name,
        }
    }
}

/// "Peru, Ecuador and the United States".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A name from a transcript's label as it is spoken: "MR. QUIROGA" is Mr. Quiroga.
fn spoken(name: &str) -> Cow<'_, str> {
    let shouted = !name.contains(char::is_lowercase) && !name.contains(|c: char| c.is_ascii_digit());
    if !shouted || !name.contains(' ') {
        return Cow::Borrowed(name);
    }
    let word = |word: &str| {
        let mut chars = word.chars();
        let first: String = chars.next().into_iter().collect();
        first + &chars.as_str().to_lowercase()
    };
    Cow::Owned(name.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

/// Whether the word that heads a name has a capital: "Kuna Yala Tours", not "Peruvian military".
fn is_proper(name: &str) -> bool {
    name.split(" of ")
        .next()
        .unwrap_or(name)
        .rsplit(' ')
        .next()
        .is_some_and(|head| head.split('-').any(|part| part.starts_with(char::is_uppercase)))
}

/// Whether a name begins with its owner, which takes the place of an article: "Gaza's health ministry".
fn is_owned(name: &str) -> bool {
    let owned = name.split(' ').take(3).any(|word| word.ends_with("'s") || word.ends_with("’s"));
    owned && name.starts_with(char::is_uppercase)
}

/// Whether a name is that of a body that takes an article: its head is the last word, or the one before "of".
fn is_body(name: &str) -> bool {
    let head = name.split(" of ").next().unwrap_or(name).split(" for ").next().unwrap_or(name);
    head.split(' ').next_back().is_some_and(|head| BODIES.contains(&head))
}

/// A name with the ending of a possessor.
pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// A sentence with a capital and a full stop.
pub(super) fn closed(text: &str) -> String {
    let text = text.trim_end_matches([',', ';', ':', ' ', '.', '–', '—', '-']);
    let ends = [".", "!", "?", "…"].iter().any(|stop| {
        let inner = text.trim_end_matches(['"', '”', '’', '\'']);
        inner.ends_with(stop)
    });
    format!("{}{}", capital(text), if ends { "" } else { "." })
}

/// The text with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}

/// What a speaker begins with that says nothing.
const OPENERS: [&str; 18] = [
    "and",
    "but",
    "so",
    "well",
    "look",
    "sure",
    "yes",
    "no",
    "okay",
    "ok",
    "again",
    "now",
    "oh",
    "also",
    "yeah",
    "right",
    "first of all",
    "you know",
];

/// A passage in quotation marks; quotation marks inside become single ones, and what only opens it is left out.
pub(super) fn quote(text: &str) -> String {
    let inner = plain(text).replace(['"', '“', '”'], "'");
    let inner = whole(opened(&inner)).replace(" -- ", " – ");
    let inner = shorten(inner.trim_end_matches(['.', ',', ';', ' ', '–']), QUOTE);
    format!("“{}”", capital(inner.trim_end_matches(['.', ',', ';', ' ', '–', '[', '('])))
}

/// The text behind its openers: "Well, look, …".
fn opened(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let opener = OPENERS.iter().find_map(|opener| {
            let head = rest.get(..opener.len()).filter(|head| head.eq_ignore_ascii_case(opener))?;
            let tail = &rest[head.len()..];
            let joins = tail.starts_with(' ') && matches!(*opener, "and" | "but" | "so");
            (joins || tail.starts_with([',', '.'])).then(|| tail.trim_start_matches([',', '.', ' ']))
        });
        match opener.filter(|tail| !tail.is_empty()) {
            Some(tail) => rest = tail,
            None => return rest,
        }
    }
}

/// The text without brackets that have no partner.
fn whole(text: &str) -> String {
    let odd = |open: char, close: char| text.matches(open).count() != text.matches(close).count();
    let mut text = text.to_owned();
    if odd('[', ']') {
        text = text.replace(['[', ']'], "");
    }
    match text.rfind('(').filter(|_| odd('(', ')')) {
        Some(at) => text[..at].trim_end().to_owned(),
        None => text,
    }
}

/// Without line breaks, and without a quotation mark that has no partner.
pub(super) fn plain(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = flat.chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
    if marks % 2 == 1 { flat.replace(['"', '“', '”'], "") } else { flat }
}

/// Whether the stop at `at` ends a sentence: it stands behind a word, not behind "Mr", an initial or another stop.
fn ends_sentence(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().count() > 3 || word.chars().count() > 1 && !word.starts_with(char::is_uppercase)
}

/// The text up to a full stop or word break within `most` characters.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => {
            let within = &text[..at];
            let mut stops = within.rmatch_indices(['.', '?', '!']).map(|(stop, _)| stop);
            if let Some(stop) = stops.find(|&stop| ends_sentence(within, stop)).filter(|&stop| stop > most / 3) {
                return within[..stop + 1].to_owned();
            }
            let cut = within.rfind(' ').unwrap_or(at);
            format!("{} …", within[..cut].trim_end_matches([',', ';', '…', ' ']))
        }
        None => text.to_owned(),
    }
}

/// An EDTF date or interval in words, with its preposition; `None` for what words do not tell well.
pub(super) fn date(value: &str) -> Option<String> {
    let exact = value.trim_end_matches(['~', '?', '%']);
    if let Some((from, to)) = exact.split_once('/').filter(|(from, to)| from != to) {
        let (from, to) = (from.trim_end_matches(['~', '?', '%']), to);
        let ((first, parts), (last, others)) = (words(from)?, words(to)?);
        if parts != others || parts == 1 {
            return None;
        }
        // "From 5 to 6 October 2013", "from 30 September to 3 October 2013".
        let shared = (1..=first.split(' ').count()).rev().find(|count| {
            let tail = |text: &str| text.split(' ').rev().take(*count).map(str::to_owned).collect::<Vec<_>>();
            tail(&first) == tail(&last)
        });
        let kept = first.split(' ').count() - shared.unwrap_or(0);
        let first = first.split(' ').take(kept.max(1)).collect::<Vec<_>>().join(" ");
        return Some(format!("from {first} to {last}"));
    }
    Some(match words(exact)? {
        (words, 3) => format!("on {words}"),
        (words, _) => format!("in {words}"),
    })
}

/// EDTF's numbers for parts of a year.
const SEASONS: [(usize, &str); 8] = [
    (21, "spring"),
    (22, "summer"),
    (23, "autumn"),
    (24, "winter"),
    (33, "the first quarter of"),
    (34, "the second quarter of"),
    (35, "the third quarter of"),
    (36, "the fourth quarter of"),
];

/// An EDTF date in words, and how many of year, month and day it has; nothing else.
fn words(value: &str) -> Option<(String, usize)> {
    let day = value.split('T').next().unwrap_or(value);
    let parts: Vec<Option<usize>> = day.split('-').map(|part| part.parse().ok()).collect();
    let month = |month: usize| MONTHS.get(month.wrapping_sub(1)).copied();
    let season = |part: usize| SEASONS.iter().find(|(number, _)| *number == part).map(|(_, name)| *name);
    match parts[..] {
        [Some(year), Some(m), Some(d)] => Some((format!("{d} {} {year}", month(m)?), 3)),
        [Some(year), Some(m)] => Some((format!("{} {year}", month(m).or_else(|| season(m))?), 2)),
        [Some(year)] if day.len() == 4 => Some((year.to_string(), 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(date("2022-01-10").as_deref(), Some("on 10 January 2022"));
        assert_eq!(date("2021-06").as_deref(), Some("in June 2021"));
        assert_eq!(date("2021").as_deref(), Some("in 2021"));
        assert_eq!(date("2021-33").as_deref(), Some("in the first quarter of 2021"));
        assert_eq!(date("2013-10-05/2013-10-06").as_deref(), Some("from 5 to 6 October 2013"));
        assert_eq!(date("2013-09-30/2013-10-03~").as_deref(), Some("from 30 September to 3 October 2013"));
        assert_eq!(date("XXXX-10-03"), None);
    }

    #[test]
    fn a_quotation_within_a_passage_gets_single_marks() {
        assert_eq!(quote("the meeting was “constructive”,"), "“The meeting was 'constructive'”");
        assert_eq!(quote("NATO’s “open-door policy"), "“NATO’s open-door policy”");
    }

    #[test]
    fn a_quotation_begins_where_it_says_something() {
        assert_eq!(quote("Well, look, we meet on Friday."), "“We meet on Friday”");
        assert_eq!(quote("No troops will leave."), "“No troops will leave”");
        assert_eq!(quote("I]t is over (Applause"), "“It is over”");
    }

    #[test]
    fn a_sentence_has_one_full_stop() {
        assert_eq!(closed("he called it \"a step.\""), "He called it \"a step.\"");
        assert_eq!(closed("he called it “a step”"), "He called it “a step”.");
    }
}
