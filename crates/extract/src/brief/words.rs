//! Names, dates and quotations as they stand in a sentence.

use rapporteur_record::{Actor, ActorId, ActorKind, Record, Statement};

/// Longest quoted passage, characters.
pub(super) const QUOTE: usize = 220;

/// The names of a record's actors, in sentences.
#[derive(Clone, Copy)]
pub(super) struct Names<'r> {
    pub record: &'r Record,
}

impl Names<'_> {
    /// "Peru, Ecuador and the United States".
    pub fn all(self, actors: &[ActorId]) -> String {
        let names: Vec<String> = actors.iter().map(|&id| self.one(id)).collect();
        match &names[..] {
            [] => "the parties".into(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// The actor's name as it stands in a sentence: with an article where English wants one.
    pub fn one(self, id: ActorId) -> String {
        let Actor { name, kind, .. } = self.record.actor(id);
        let plural = name.starts_with("United ") || name.ends_with("Islands") || name.ends_with("Netherlands");
        let body = *kind == ActorKind::Igo && name.contains(' ');
        let first = name.split(' ').next().unwrap_or_default();
        let led = matches!(first.to_lowercase().as_str(), "the" | "a" | "an" | "both" | "all" | "some" | "two");
        if (plural || body) && !led {
            return format!("the {name}");
        }
        let described = name.split(' ').next_back().is_some_and(|last| !last.contains(char::is_uppercase));
        if described && !led && !self.is_plural(id) { format!("{} {name}", article(name)) } else { name.clone() }
    }

    /// Whether the actor's name is a plural.
    pub fn is_plural(self, id: ActorId) -> bool {
        let Actor { name, kind, members, .. } = self.record.actor(id);
        let ends = name.ends_with('s') && !name.ends_with("ss");
        members.len() > 1 || matches!(kind, ActorKind::Group) && ends || name == "people"
    }

    /// Who makes a statement: "Alonso Quiroga of Peru", "the European Union", else the words of the text.
    pub fn speaker(self, statement: &Statement) -> Option<String> {
        let named: Vec<String> = statement.speaker.iter().map(|&id| self.with_side(id, statement)).collect();
        match &named[..] {
            [] => None,
            [one] => Some(one.clone()),
            [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
        }
    }

    fn with_side(self, id: ActorId, statement: &Statement) -> String {
        let actor = self.record.actor(id);
        let name = self.one(id);
        let side = statement.on_behalf_of.first().filter(|&&side| side != id && statement.speaker.len() == 1);
        let person = actor.kind == ActorKind::Person && actor.name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        match side {
            Some(&side) if person => format!("{name} of {}", self.one(side)),
            _ => name,
        }
    }
}

fn article(name: &str) -> &'static str {
    let vowel = name.chars().next().is_some_and(|first| "aeioAEIO".contains(first));
    if vowel { "an" } else { "a" }
}

/// A name with the ending of a possessor.
pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// A sentence with a capital and a full stop.
pub(super) fn closed(text: &str) -> String {
    let text = text.trim_end_matches([',', ';', ':', ' ', '.', '–', '—', '-']);
    let mut chars = text.chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let rest = chars.as_str();
    let ends = rest.ends_with(['!', '?', '…']) || rest.ends_with("?”") || rest.ends_with("!”");
    format!("{first}{rest}{}", if ends { "" } else { "." })
}

/// A passage in quotation marks; quotation marks inside become single ones.
pub(super) fn quote(text: &str) -> String {
    let inner = plain(text).replace(['"', '“', '”'], "'");
    format!("“{}”", shorten(inner.trim_end_matches(['.', ',', ';', ' ']), QUOTE))
}

/// Without line breaks, and without a quotation mark that has no partner.
pub(super) fn plain(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = flat.chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
    if marks % 2 == 1 { flat.replace(['"', '“', '”'], "") } else { flat }
}

/// The text up to a full stop or word break within `most` characters.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => {
            let within = &text[..at];
            if let Some(stop) = within.rfind(['.', '?', '!']).filter(|&stop| stop > most / 3) {
                return within[..stop + 1].to_owned();
            }
            let cut = within.rfind(' ').unwrap_or(at);
            format!("{} …", within[..cut].trim_end_matches([',', ';']))
        }
        None => text.to_owned(),
    }
}

/// An EDTF date in words, with its preposition.
pub(super) fn date(value: &str) -> String {
    match words(value) {
        (words, 3) => format!("on {words}"),
        (words, _) => format!("in {words}"),
    }
}

/// An EDTF date in words, and how many of year, month and day it has; anything else as it is written.
fn words(value: &str) -> (String, usize) {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let day = value.split('T').next().unwrap_or(value);
    let parts: Vec<Option<usize>> = day.split('-').map(|part| part.parse().ok()).collect();
    let month = |month: usize| MONTHS.get(month.wrapping_sub(1)).copied();
    match parts[..] {
        [Some(year), Some(m), Some(d)] if month(m).is_some() => (format!("{d} {} {year}", MONTHS[m - 1]), 3),
        [Some(year), Some(m)] if month(m).is_some() => (format!("{} {year}", MONTHS[m - 1]), 2),
        _ => (value.to_owned(), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(date("2022-01-10"), "on 10 January 2022");
        assert_eq!(date("2021-06"), "in June 2021");
        assert_eq!(date("2021"), "in 2021");
    }

    #[test]
    fn a_quotation_within_a_passage_gets_single_marks() {
        assert_eq!(quote("the meeting was “constructive”,"), "“the meeting was 'constructive'”");
        assert_eq!(quote("NATO’s “open-door policy"), "“NATO’s open-door policy”");
    }
}
