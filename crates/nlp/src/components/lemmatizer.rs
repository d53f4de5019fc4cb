//! Finds base forms by rules and lists (spacy/pipeline/lemmatizer.py and spacy/lang/en/lemmatizer.py, MIT, ExplosionAI
//! GmbH).
//!
//! In: the model's `lemmatizer/lookups/lookups.bin`, and a form with its part of speech and morphology. Out: its lemma,
//! which depends on nothing else and is therefore kept in a [`Lemmas`].

use crate::LoadError;
use crate::msgpack::{Entries, decode, entries, field, items, text};
use crate::strings::{QuickMap, string_id};
use crate::unicode::is_alpha;
use crate::vocab::LexemeId;
use rapporteur_text::Pos;
use rmpv::ValueRef;

const FILE: &str = "lemmatizer/lookups/lookups.bin";

/// Rules and lists for the base forms of each part of speech.
pub(crate) struct Lemmatizer {
    /// By number of the part of speech.
    tables: Vec<Table>,
}

/// Lemmas found so far, one thread's. They hold as long as the forms' numbers do.
#[derive(Default)]
pub(crate) struct Lemmas {
    known: QuickMap<(LexemeId, Option<Pos>, u32), Box<str>>,
}

/// A word form to be lemmatized.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    pub(crate) text: &'a str,
    pub(crate) lower: &'a str,
    pub(crate) pos: Option<Pos>,
    /// Features as `Number=Sing|Person=3`.
    pub(crate) morph: &'a str,
}

#[derive(Default)]
struct Table {
    /// Base forms.
    index: Words,
    /// Base forms of irregular forms.
    exceptions: QuickMap<Box<str>, Vec<Box<str>>>,
    /// Endings and what to put in their place.
    rules: Vec<(Box<str>, Box<str>)>,
}

/// Many words in little room, in the order of their bytes.
#[derive(Default)]
struct Words {
    text: String,
    ranges: Vec<(u32, u32)>,
}

impl Lemmatizer {
    /// Reads the model's tables.
    pub(crate) fn from_msgpack(bytes: &[u8]) -> Result<Self, LoadError> {
        let fail = || LoadError::file(FILE, "it is no map of tables of rules, exceptions and base forms");
        let root = decode(FILE, bytes)?;
        let root = entries(&root).ok_or_else(fail)?;
        let table = |name| field(root, name).and_then(entries).ok_or_else(fail);
        let (rules, exceptions, index) = (table("lemma_rules")?, table("lemma_exc")?, table("lemma_index")?);
        let read = |pos: &Pos| {
            let id = string_id(&pos.as_str().to_lowercase());
            let part = |table| part(table, id);
            Some(Table {
                index: part(index).map_or(Some(Words::default()), |list| Some(texts(list)?.into_iter().collect()))?,
                exceptions: part(exceptions).map_or(Some(QuickMap::default()), read_exceptions)?,
                rules: part(rules).map_or(Some(Vec::new()), read_rules)?,
            })
        };
        Ok(Lemmatizer { tables: Pos::ALL.iter().map(read).collect::<Option<_>>().ok_or_else(fail)? })
    }

    /// The lemma of a form, which is looked for once. `lexeme` and `morph` are the numbers of its text and features.
    pub(crate) fn lemma<'l>(&self, form: Form<'_>, lexeme: LexemeId, morph: u32, lemmas: &'l mut Lemmas) -> &'l str {
        lemmas.known.entry((lexeme, form.pos, morph)).or_insert_with(|| self.lemmatize(form).into())
    }

    fn lemmatize(&self, form: Form<'_>) -> String {
        let Some(pos) = form.pos else { return form.lower.into() };
        if pos == Pos::Space || is_base_form(pos, form.morph) {
            return form.lower.into();
        }
        let table = &self.tables[pos as usize];
        if table.is_empty() {
            let kept = if pos == Pos::Propn { form.text } else { form.lower };
            return kept.into();
        }
        table.lemma(form.lower).unwrap_or_else(|| form.text.into())
    }
}

impl Lemmas {
    /// Forgets everything, and gives back what memory it took.
    pub(crate) fn clear(&mut self) {
        *self = Lemmas::default();
    }
}

impl Table {
    fn is_empty(&self) -> bool {
        self.index.is_empty() && self.exceptions.is_empty() && self.rules.is_empty()
    }

    /// spaCy lists candidates and takes the first: the last exception that the rules did not find already, else the
    /// last base form that a rule gives, else the first form with a character that is no letter, else the first form
    /// at all.
    fn lemma(&self, lower: &str) -> Option<String> {
        let mut forms: Vec<String> = Vec::new();
        let mut unknown = None;
        for (ending, instead) in &self.rules {
            let Some(stem) = lower.strip_suffix(&**ending) else { continue };
            let form = format!("{stem}{instead}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&form) {
                forms.insert(0, form);
            } else if !form.chars().all(is_alpha) {
                forms.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        let exceptions = self.exceptions.get(lower).map_or(&[][..], |forms| forms);
        let exception = exceptions.iter().rev().find(|&form| !forms.iter().any(|other| **other == **form));
        exception.map(|form| form.to_string()).or_else(|| forms.into_iter().next()).or(unknown)
    }
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut sorted: Vec<&str> = words.into_iter().collect();
        sorted.sort_unstable();
        let mut words = Words::default();
        for word in sorted {
            let start = words.text.len() as u32;
            words.text.push_str(word);
            words.ranges.push((start, words.text.len() as u32));
        }
        words
    }
}

impl Words {
    fn contains(&self, word: &str) -> bool {
        let compare = |&(start, end): &(u32, u32)| self.text[start as usize..end as usize].cmp(word);
        self.ranges.binary_search_by(compare).is_ok()
    }

    fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

/// Whether a form is known to be a base form (`is_base_form` of the English lemmatizer).
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let feature = |name: &str| morph.split('|').find_map(|feature| feature.strip_prefix(name)?.strip_prefix('='));
    let is = |name: &str, value: &str| feature(name) == Some(value);
    let finite_present = is("VerbForm", "Fin") && is("Tense", "Pres") && feature("Number").is_none();
    pos == Pos::Noun && is("Number", "Sing")
        || pos == Pos::Verb && finite_present
        || is("VerbForm", "Inf")
        || is("VerbForm", "None")
        || is("Degree", "Pos")
}

/// What a table holds under a string's id.
fn part<'m, 'b>(table: &'m Entries<'b>, id: u64) -> Option<&'m ValueRef<'b>> {
    table.iter().find(|(key, _)| key.as_u64() == Some(id)).map(|(_, value)| value)
}

/// The texts of a list; `None` where it is no list of texts.
fn texts<'b>(list: &ValueRef<'b>) -> Option<Vec<&'b str>> {
    items(list)?.iter().map(text).collect()
}

/// Base forms by irregular form, each once.
fn read_exceptions(table: &ValueRef<'_>) -> Option<QuickMap<Box<str>, Vec<Box<str>>>> {
    let once = |list| {
        let mut forms: Vec<Box<str>> = Vec::new();
        for form in texts(list)? {
            if !forms.iter().any(|other| **other == *form) {
                forms.push(form.into());
            }
        }
        Some(forms)
    };
    entries(table)?.iter().map(|(form, lemmas)| Some((text(form)?.into(), once(lemmas)?))).collect()
}

fn read_rules(list: &ValueRef<'_>) -> Option<Vec<(Box<str>, Box<str>)>> {
    let pair = |rule| match items(rule)? {
        [ending, instead] => Some((text(ending)?.into(), text(instead)?.into())),
        _ => None,
    };
    items(list)?.iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rmpv::Value;

    fn list(items: &[&str]) -> Value {
        Value::Array(items.iter().map(|&item| item.into()).collect())
    }

    fn table(parts: Vec<(&str, Value)>) -> Value {
        Value::Map(parts.into_iter().map(|(pos, part)| (string_id(pos).into(), part)).collect())
    }

    fn lemmatizer() -> Lemmatizer {
        let rules = [["s", ""], ["ies", "y"], ["ing", ""], ["ing", "e"]];
        let rules = Value::Array(rules.iter().map(|rule| list(rule)).collect());
        let exceptions = Value::Map(vec![("men".into(), list(&["man"])), ("axes".into(), list(&["ax", "axis", "ax"]))]);
        let index = list(&["treaty", "talk", "man"]);
        let punctuation = Value::Array(vec![list(&["“", "\""])]);
        let root = Value::Map(vec![
            ("lemma_rules".into(), table(vec![("noun", rules), ("punct", punctuation)])),
            ("lemma_exc".into(), table(vec![("noun", exceptions)])),
            ("lemma_index".into(), table(vec![("noun", index)])),
        ]);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &root).expect("a vector takes any bytes");
        Lemmatizer::from_msgpack(&bytes).unwrap()
    }

    fn lemma(text: &str, pos: Option<Pos>, morph: &str) -> String {
        lemmatizer().lemmatize(Form { text, lower: &text.to_lowercase(), pos, morph })
    }

    #[test]
    fn rules_and_exceptions_are_weighed_as_spacy_does() {
        let noun = |text| lemma(text, Some(Pos::Noun), "Number=Plur");
        assert_eq!(noun("Treaties"), "treaty");
        assert_eq!(noun("men"), "man");
        assert_eq!(noun("axes"), "axis");
        assert_eq!(noun("drones"), "drone");
        assert_eq!(noun("cease-fires"), "cease-fire");
        assert_eq!(noun("sheep"), "sheep");
        assert_eq!(noun("Data"), "Data");
        assert_eq!(lemma("“", Some(Pos::Punct), ""), "\"");
    }

    #[test]
    fn base_forms_and_other_parts_of_speech_stay() {
        assert_eq!(lemma("Talks", Some(Pos::Noun), "Number=Sing"), "talks");
        assert_eq!(lemma("Paris", Some(Pos::Propn), "Number=Sing"), "Paris");
        assert_eq!(lemma("The", Some(Pos::Det), "Definite=Def|PronType=Art"), "the");
        assert_eq!(lemma("\n", Some(Pos::Space), ""), "\n");
        assert_eq!(lemma("Odd", None, ""), "odd");
        assert!(is_base_form(Pos::Verb, "Tense=Pres|VerbForm=Fin"));
        assert!(!is_base_form(Pos::Verb, "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"));
    }

    #[test]
    fn a_lemma_is_looked_for_once() {
        let mut lemmas = Lemmas::default();
        let form = Form { text: "talks", lower: "talks", pos: Some(Pos::Noun), morph: "Number=Plur" };
        assert_eq!(lemmatizer().lemma(form, LexemeId(3), 1, &mut lemmas), "talk");
        let other = Form { text: "x", ..form };
        assert_eq!(lemmatizer().lemma(other, LexemeId(3), 1, &mut lemmas), "talk");
    }
}
