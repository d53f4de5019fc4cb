//! Names as sequences of words, and an index that finds the ones beginning at a word.
//!
//! In: the forms of the actor tables. Out: for any place in a sequence of words, the forms that match there, the longest
//! first. Words are compared without case, accents, stops and hyphens; a form that is written with capitals must have
//! them in the text, too, so that "WHO" is not "who" and "Labour" not "labour".

use crate::fold;
use std::borrow::Cow;
use std::collections::HashMap;

/// One word of a text or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Its characters.
    pub text: &'t str,
    /// Its characters for comparison: lower-case ASCII without stops.
    pub fold: Cow<'t, str>,
    /// Whether a hyphen or slash ties it to the word before.
    pub tied: bool,
}

impl<'t> Word<'t> {
    /// A word from its characters.
    pub fn new(text: &'t str, tied: bool) -> Self {
        Word { text, fold: key(text), tied }
    }

    /// Whether it begins with a capital letter.
    pub fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is written in capitals alone.
    pub fn upper(&self) -> bool {
        self.capital() && !self.text.chars().any(char::is_lowercase)
    }
}

/// The form in which a word is compared: "U.S." is "us", "São" is "sao".
pub fn key(text: &str) -> Cow<'_, str> {
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'');
    if plain {
        return Cow::Borrowed(text);
    }
    if text.len() < 3 && !text.bytes().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(fold(&text.replace('’', "'")).replace('.', ""))
}

/// Cuts a phrase into words as the tokenizer of the engine would, hyphens and slashes between letters left out.
pub fn words(phrase: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    for chunk in phrase.split_whitespace() {
        cut(chunk, &mut out);
    }
    out
}

/// Marks that stand as words of their own at the edges of a word.
const EDGES: &[char] = &[',', ';', ':', '"', '“', '”', '(', ')', '[', ']', '!', '?', '‘', '`', '«', '»'];

fn cut<'t>(chunk: &'t str, out: &mut Vec<Word<'t>>) {
    let mut body = chunk;
    while let Some(mark) = body.chars().next().filter(|c| EDGES.contains(c)) {
        out.push(Word::new(&body[..mark.len_utf8()], false));
        body = &body[mark.len_utf8()..];
    }
    let mut tail = Vec::new();
    while let Some(mark) = body.chars().next_back().filter(|c| EDGES.contains(c)) {
        tail.push(Word::new(&body[body.len() - mark.len_utf8()..], false));
        body = &body[..body.len() - mark.len_utf8()];
    }
    let possessive = ["'s", "’s", "'", "’"].iter().find(|end| body.len() > end.len() && body.ends_with(**end));
    let (stem, ending) = body.split_at(body.len() - possessive.map_or(0, |end| end.len()));
    for (i, part) in stem.split(['-', '–', '/']).filter(|part| !part.is_empty()).enumerate() {
        out.push(Word::new(part, i > 0));
    }
    if !ending.is_empty() {
        out.push(Word::new(ending, false));
    }
    out.extend(tail.into_iter().rev());
}

/// What a form names: an index into one of the actor tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known {
    /// A country, and which of its forms.
    Country(usize, CountryForm),
    /// A body.
    Body(usize),
    /// A person by full name or an alias of several words.
    Person(usize),
    /// A person by surname or a one-word alias.
    Surname(usize),
    /// An office's title; true in the plural.
    Office(usize, bool),
    /// A role noun; true in the plural.
    Agent(usize, bool),
    /// An ethnic or religious group.
    Group(usize),
    /// A name from a PETRARCH dictionary.
    Coded(usize),
}

/// How a country is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CountryForm {
    /// "Iran"
    Name,
    /// "Iranian"
    Adjective,
    /// "Iranians"
    People,
    /// "Tehran"
    Capital,
    /// "the Kremlin"
    Seat,
}

/// A form that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// How many words it takes.
    pub words: usize,
    /// What it names.
    pub known: Known,
}

/// All forms of the actor tables, by their first word.
#[derive(Debug, Default)]
pub struct Names {
    by_first: HashMap<Box<str>, Vec<Form>>,
}

#[derive(Debug)]
struct Form {
    rest: Box<[Box<str>]>,
    /// Bit `i` is set where word `i` must begin with a capital.
    capitals: u32,
    upper: bool,
    /// The one way to write it, for acronyms with small letters ("LeT").
    exact: Option<Box<str>>,
    known: Known,
}

impl Names {
    /// Adds a form. Of equal forms the one added last is found first.
    pub(crate) fn add(&mut self, form: &str, known: Known) {
        let words = words(form);
        let Some((first, rest)) = words.split_first() else { return };
        let upper = words.iter().all(|word| word.upper()) && words.iter().any(|word| word.fold.len() > 1);
        let capitals =
            words.iter().take(32).enumerate().filter(|(_, word)| word.capital()).fold(0, |set, (i, _)| set | 1 << i);
        let rest = rest.iter().map(|word| word.fold.as_ref().into()).collect();
        let forms = self.by_first.entry(first.fold.as_ref().into()).or_default();
        let mixed = form.len() <= 5 && !upper && form.chars().skip(1).any(char::is_uppercase) && !form.contains(' ');
        let exact = mixed.then(|| form.into());
        forms.insert(0, Form { rest, capitals, upper, exact, known });
    }

    /// Orders the forms, the longest first; to be called once all are added.
    pub(crate) fn finish(&mut self) {
        for forms in self.by_first.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
            forms.dedup_by(|b, a| {
                (&a.rest, a.known, a.capitals, a.upper, &a.exact) == (&b.rest, b.known, b.capitals, b.upper, &b.exact)
            });
        }
    }

    /// The forms that match `words` from `at` on, the longest first. Where `lenient`, capitals do not count.
    pub fn at<'n>(&'n self, words: &'n [Word<'_>], at: usize, lenient: bool) -> impl Iterator<Item = Match> + 'n {
        let here = &words[at.min(words.len())..];
        let forms = here.first().and_then(|word| self.by_first.get(word.fold.as_ref())).map_or(&[][..], Vec::as_slice);
        forms
            .iter()
            .filter(move |form| form.matches(here, lenient))
            .map(|form| Match { words: form.rest.len() + 1, known: form.known })
    }
}

impl Form {
    fn matches(&self, here: &[Word], lenient: bool) -> bool {
        here.len() > self.rest.len()
            && self.rest.iter().zip(&here[1..]).all(|(want, word)| **want == *word.fold)
            && (lenient && !self.upper || self.cased(&here[..=self.rest.len()]))
    }

    fn cased(&self, words: &[Word]) -> bool {
        if let Some(exact) = &self.exact {
            return words[0].text == &**exact;
        }
        if self.upper {
            return words.iter().all(Word::upper);
        }
        words.iter().take(32).enumerate().all(|(i, word)| self.capitals & 1 << i == 0 || word.capital())
    }
}

/// The plural of a phrase's last word, by the regular rules and the irregular nouns of the tables.
pub(crate) fn plural(phrase: &str) -> String {
    const ENDS: [(&str, &str); 13] = [
        ("person", "people"),
        ("woman", "women"),
        ("man", "men"),
        ("child", "children"),
        ("wife", "wives"),
        ("thief", "thieves"),
        ("staff", "staffs"),
        ("chief", "chiefs"),
        ("house of commons", "houses of commons"),
        ("attorney general", "attorneys general"),
        ("secretary of state", "secretaries of state"),
        ("member of parliament", "members of parliament"),
        ("head of state", "heads of state"),
    ];
    if let Some((one, many)) = ENDS.iter().find(|(one, _)| phrase.ends_with(one)) {
        return format!("{}{many}", &phrase[..phrase.len() - one.len()]);
    }
    let vowel = |c: Option<char>| matches!(c, Some('a' | 'e' | 'i' | 'o' | 'u'));
    if let Some(stem) = phrase.strip_suffix('y')
        && !vowel(stem.chars().next_back())
    {
        return format!("{stem}ies");
    }
    if phrase.ends_with(['s', 'x', 'z']) || phrase.ends_with("ch") || phrase.ends_with("sh") {
        return format!("{phrase}es");
    }
    format!("{phrase}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folds(phrase: &str) -> Vec<String> {
        words(phrase).into_iter().map(|word| word.fold.into_owned()).collect()
    }

    #[test]
    fn phrases_are_cut_as_the_engine_cuts_them() {
        assert_eq!(folds("the U.S.-led coalition's jets"), ["the", "us", "led", "coalition", "'s", "jets"]);
        assert_eq!(folds("(al-Qaeda)"), ["(", "al", "qaeda", ")"]);
        assert_eq!(folds("Côte d’Ivoire"), ["cote", "d'ivoire"]);
    }

    #[test]
    fn capitals_count() {
        let mut names = Names::default();
        names.add("WHO", Known::Body(0));
        names.add("Labour", Known::Body(1));
        names.add("Labour Party", Known::Body(2));
        names.finish();
        let found =
            |text: &str, lenient| names.at(&words(text), 0, lenient).map(|found| found.known).collect::<Vec<_>>();
        assert_eq!(found("WHO said", false), [Known::Body(0)]);
        assert_eq!(found("who said", true), []);
        assert_eq!(found("Labour Party", false), [Known::Body(2), Known::Body(1)]);
        assert_eq!(found("labour", false), []);
        assert_eq!(found("labour", true), [Known::Body(1)]);
    }

    #[test]
    fn plurals() {
        let plurals = ["party", "gunman", "church", "attorney general", "envoy"].map(plural);
        assert_eq!(plurals, ["parties", "gunmen", "churches", "attorneys general", "envoys"]);
    }
}
