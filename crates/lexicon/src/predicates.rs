//! Words that name an event, or an operator on the event that another word names.
//!
//! In: the tables `predicates.tsv` and `noun_groups.tsv`. Out: the rows of a lemma, with the conditions under which each
//! holds. How a condition is tested on a tree is the extraction's business.

use crate::{Files, TableError};
use std::collections::{BTreeMap, HashMap};

const COLUMNS: [&str; 4] = ["class", "pos", "lemmas", "if"];
const GROUP_COLUMNS: [&str; 2] = ["group", "lemmas"];

/// The predicates, by lemma and word class.
#[derive(Debug, Default)]
pub struct Predicates {
    rows: HashMap<String, [Vec<Predicate>; 3]>,
    /// Names of the groups that a lemma belongs to.
    groups_of: HashMap<String, Vec<String>>,
}

/// One row for one lemma.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// What the word is.
    pub class: PredicateClass,
    /// What must hold, all of it.
    pub conditions: Vec<Condition>,
}

/// What a predicate is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PredicateClass {
    /// An event; its PLOVER type.
    Event(String),
    /// An operator on the event of its complement.
    Operator(Operator),
}

/// What a predicate makes of the event that its complement names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    /// "agreed to …", "pledged to …".
    Commit,
    /// "demanded that …", "urged … to …".
    Demand,
    /// "refused to …".
    Refuse,
    /// "threatened to …".
    Threat,
    /// "said that …".
    Say,
    /// "began to …".
    Pass,
    /// No event after all: "struck a balance".
    None,
}

/// Word class of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PredicatePos {
    /// "attacked"
    Verb,
    /// "the attack"
    Noun,
    /// "unwilling"
    Adjective,
}

/// Something that must hold around a predicate.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// An object of it is one of these.
    Object(Words),
    /// A subject of it is one of these.
    Subject(Words),
    /// It has one of these prepositions.
    Preposition(Vec<String>),
    /// One of these prepositions has an object that is one of the words.
    PrepositionOf(Vec<String>, Words),
    /// It has one of these particles.
    Particle(Vec<String>),
    /// It has one of these as predicative adjective or adverb.
    Predicative(Vec<String>),
    /// One of these words stands below it.
    Below(Vec<String>),
    /// Its complement is marked by this word.
    Marked(String),
    /// Its complement has a subject of its own and "to".
    Infinitive,
    /// It has a content clause with one of these verbs.
    Clause(Vec<String>),
}

/// A set of words, and whether any actor or name belongs to it too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    lemmas: Vec<String>,
    /// Whether any actor or name will do.
    pub actors: bool,
}

impl Words {
    /// Whether `lemma` is one of them.
    pub fn contains(&self, lemma: &str) -> bool {
        self.lemmas.binary_search_by(|word| word.as_str().cmp(lemma)).is_ok()
    }
}

impl Predicates {
    /// Reads the tables.
    pub fn read(files: &Files) -> Result<Predicates, TableError> {
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let group_rows = files.rows("noun_groups.tsv", &GROUP_COLUMNS)?;
        for row in &group_rows {
            groups.entry(row.cells[0]).or_default().extend(list(row.cells[1]));
        }
        let mut predicates = Predicates::default();
        for (group, lemmas) in &groups {
            for lemma in lemmas {
                predicates.groups_of.entry((*lemma).into()).or_default().push((*group).into());
            }
        }
        for row in files.rows("predicates.tsv", &COLUMNS)? {
            let &[class, pos, lemmas, when] = &row.cells[..] else { continue };
            let fail = |reason: String| TableError { table: "predicates.tsv".into(), line: row.line, reason };
            let pos =
                PredicatePos::parse(pos).ok_or_else(|| fail(format!("pos {pos:?} is none of verb, noun, adj")))?;
            let class = PredicateClass::parse(class)
                .ok_or_else(|| fail(format!("class {class:?} is neither a type in capitals nor an operator")))?;
            let conditions: Result<Vec<_>, _> =
                when.split_whitespace().map(|text| Condition::parse(text, &groups)).collect();
            let conditions = conditions.map_err(fail)?;
            for lemma in list(lemmas) {
                let rows = &mut predicates.rows.entry(lemma.to_lowercase()).or_default()[pos as usize];
                rows.push(Predicate { class: class.clone(), conditions: conditions.clone() });
            }
        }
        Ok(predicates)
    }

    /// The rows of a lemma, in lower case, in the order of the table.
    pub fn of(&self, lemma: &str, pos: PredicatePos) -> &[Predicate] {
        self.rows.get(lemma).map_or(&[], |rows| &rows[pos as usize])
    }

    /// The noun groups that a lemma, in lower case, belongs to.
    pub fn groups_of(&self, lemma: &str) -> &[String] {
        self.groups_of.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a lemma, in lower case, belongs to a group.
    pub fn is_in(&self, lemma: &str, group: &str) -> bool {
        self.groups_of(lemma).iter().any(|name| name == group)
    }
}

impl PredicateClass {
    fn parse(text: &str) -> Option<PredicateClass> {
        let operator = match text {
            "commit" => Operator::Commit,
            "demand" => Operator::Demand,
            "refuse" => Operator::Refuse,
            "threat" => Operator::Threat,
            "say" => Operator::Say,
            "pass" => Operator::Pass,
            "none" => Operator::None,
            _ if !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase()) => {
                return Some(PredicateClass::Event(text.into()));
            }
            _ => return None,
        };
        Some(PredicateClass::Operator(operator))
    }
}

impl PredicatePos {
    fn parse(text: &str) -> Option<PredicatePos> {
        Some(match text {
            "verb" => PredicatePos::Verb,
            "noun" => PredicatePos::Noun,
            "adj" => PredicatePos::Adjective,
            _ => return None,
        })
    }
}

impl Condition {
    fn parse(text: &str, groups: &BTreeMap<&str, Vec<&str>>) -> Result<Condition, String> {
        let (key, value) = text.split_once(':').ok_or_else(|| format!("{text:?} has no colon"))?;
        let plain = || value.split(',').map(str::to_owned).collect::<Vec<_>>();
        Ok(match key {
            "o" => Condition::Object(words(value, groups)?),
            "s" => Condition::Subject(words(value, groups)?),
            "p" => match value.split_once('=') {
                Some((prepositions, objects)) => Condition::PrepositionOf(
                    prepositions.split(',').map(str::to_owned).collect(),
                    words(objects, groups)?,
                ),
                None => Condition::Preposition(plain()),
            },
            "r" => Condition::Particle(plain()),
            "a" => Condition::Predicative(plain()),
            "w" => Condition::Below(plain()),
            "m" => Condition::Marked(value.to_owned()),
            "x" => Condition::Infinitive,
            "c" => Condition::Clause(plain()),
            _ => return Err(format!("there is no condition {key:?}")),
        })
    }

    /// How much it counts when several rows hold.
    pub fn weight(&self) -> f32 {
        match self {
            Condition::Preposition(_) | Condition::Below(_) => 1.0,
            Condition::Particle(_) => 1.5,
            _ => 2.0,
        }
    }
}

fn words(value: &str, groups: &BTreeMap<&str, Vec<&str>>) -> Result<Words, String> {
    let mut found = Words::default();
    for word in value.split(',') {
        match word.strip_prefix('@') {
            Some(group) => {
                let lemmas = groups.get(group).ok_or_else(|| format!("there is no noun group {group:?}"))?;
                found.lemmas.extend(lemmas.iter().map(|lemma| (*lemma).to_owned()));
            }
            None if word == "*" => found.actors = true,
            None => found.lemmas.push(word.to_owned()),
        }
    }
    found.lemmas.sort();
    found.lemmas.dedup();
    Ok(found)
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[test]
    fn a_row_names_class_and_conditions() {
        let lexicon = Lexicon::embedded();
        let rows = lexicon.predicates.of("sever", PredicatePos::Verb);
        assert!(rows.iter().any(|row| row.class == PredicateClass::Event("SANCTION".into())));
        assert!(lexicon.predicates.is_in("treaty", "agreement"));
    }

    #[test]
    fn an_unknown_group_is_refused() {
        let user = [("predicates.tsv".to_owned(), "class\tpos\tlemmas\tif\nAID\tverb\tgive\to:@gift\n".to_owned())];
        let error = Lexicon::layered(&user).unwrap_err();
        assert!(error.to_string().contains("no noun group"), "{error}");
    }
}
