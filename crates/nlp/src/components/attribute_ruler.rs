//! Sets parts of speech, morphology and some lemmas by rules over tags, relations and word forms.
//!
//! In: the model's `attribute_ruler/patterns`, and what tagger and parser found. Out: an [`Annotation`] per token. All
//! rules are matched before any is applied; where several set the same attribute, the last of the file wins
//! (spacy/pipeline/attributeruler.py, MIT, ExplosionAI GmbH).

use crate::LoadError;
use crate::msgpack::{Entries, decode, entries, field, items, text};
use crate::strings::QuickMap;
use fancy_regex::Regex;
use rapporteur_text::{Dep, Pos, Tag};
use rmpv::ValueRef;

const FILE: &str = "attribute_ruler/patterns";

/// Matches a model's rules and applies them.
pub(crate) struct AttributeRuler {
    patterns: Vec<Pattern>,
    changes: Vec<Change>,
    /// Numbers of the patterns whose first token must have one of a few forms, by form.
    by_form: QuickMap<Box<str>, Vec<usize>>,
    /// Numbers of the other patterns, by each tag that their first token may have.
    by_tag: Vec<Vec<usize>>,
    morphs: Vec<Box<str>>,
}

/// What the rules look at in a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) tag: Tag,
    pub(crate) dep: Dep,
    /// Lower-cased form.
    pub(crate) lower: &'a str,
    pub(crate) is_space: bool,
}

/// What holds of a token once the rules are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Annotation<'r> {
    pub(crate) tag: Tag,
    pub(crate) dep: Dep,
    /// `None` where no rule said anything.
    pub(crate) pos: Option<Pos>,
    /// Index into [`AttributeRuler::morphs`].
    pub(crate) morph: u32,
    /// `None` where the lemmatizer decides.
    pub(crate) lemma: Option<&'r str>,
}

/// A sequence of tokens that a rule looks for.
struct Pattern {
    rule: usize,
    /// Which of the tokens the rule changes.
    target: usize,
    tokens: Vec<TokenPattern>,
}

/// What must hold of one token. Labels are bits, numbered as in `ALL`.
struct TokenPattern {
    tags: u64,
    deps: u64,
    forms: Vec<Test>,
    is_space: Option<bool>,
}

enum Test {
    In(Vec<Box<str>>),
    NotIn(Vec<Box<str>>),
    Regex(Box<Regex>),
}

/// What a rule sets.
#[derive(Default)]
struct Change {
    tag: Option<Tag>,
    dep: Option<Dep>,
    pos: Option<Pos>,
    morph: Option<u32>,
    lemma: Option<Box<str>>,
}

impl AttributeRuler {
    /// Reads the model's rules.
    pub(crate) fn from_msgpack(bytes: &[u8]) -> Result<Self, LoadError> {
        let root = decode(FILE, bytes)?;
        let mut ruler = AttributeRuler {
            patterns: Vec::new(),
            changes: Vec::new(),
            by_form: QuickMap::default(),
            by_tag: vec![Vec::new(); Tag::ALL.len()],
            morphs: vec!["".into()],
        };
        for rule in items(&root).ok_or_else(|| damaged("it is no list of rules"))? {
            ruler.add_rule(entries(rule).ok_or_else(|| damaged("a rule is no map"))?)?;
        }
        Ok(ruler)
    }

    /// The distinct morphological feature strings; the first is empty.
    pub(crate) fn morphs(&self) -> &[Box<str>] {
        &self.morphs
    }

    /// Applies the rules to the tokens of a text.
    pub(crate) fn apply(&self, tokens: &[Seen<'_>]) -> Vec<Annotation<'_>> {
        let start = |token: &Seen<'_>| Annotation { tag: token.tag, dep: token.dep, pos: None, morph: 0, lemma: None };
        let mut annotations: Vec<Annotation<'_>> = tokens.iter().map(start).collect();
        for (rule, token) in self.matches(tokens) {
            self.changes[rule].apply(&mut annotations[token]);
        }
        annotations
    }

    /// Rules and the tokens that they change, in the order of the rules.
    fn matches(&self, tokens: &[Seen<'_>]) -> Vec<(usize, usize)> {
        let mut found = Vec::with_capacity(4 * tokens.len());
        for (i, token) in tokens.iter().enumerate() {
            let by_form = self.by_form.get(token.lower).map_or(&[][..], |numbers| numbers);
            let candidates = self.by_tag[token.tag as usize].iter().chain(by_form);
            for pattern in candidates.map(|&number| &self.patterns[number]) {
                if pattern.holds(&tokens[i..]) {
                    found.push((pattern.rule, i + pattern.target));
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn add_rule(&mut self, rule: &Entries<'_>) -> Result<(), LoadError> {
        let number = self.changes.len();
        let patterns = field(rule, "patterns").and_then(items).ok_or_else(|| damaged("a rule has no patterns"))?;
        let index = match field(rule, "index") {
            Some(ValueRef::Integer(index)) => index.as_i64().unwrap_or(i64::MAX),
            _ => return Err(damaged("a rule has no index")),
        };
        for pattern in patterns {
            let tokens = items(pattern).ok_or_else(|| damaged("a pattern is no list"))?;
            let tokens = tokens.iter().map(TokenPattern::read).collect::<Result<Vec<_>, _>>()?;
            let target = if index < 0 { index + tokens.len() as i64 } else { index };
            let target = usize::try_from(target).ok().filter(|&target| target < tokens.len());
            let target = target.ok_or_else(|| damaged("a rule changes a token outside its pattern"))?;
            self.add_pattern(Pattern { rule: number, target, tokens });
        }
        let attrs = field(rule, "attrs").and_then(entries).ok_or_else(|| damaged("a rule has no attrs"))?;
        let change = self.read_change(attrs)?;
        self.changes.push(change);
        Ok(())
    }

    fn add_pattern(&mut self, pattern: Pattern) {
        let number = self.patterns.len();
        let first = &pattern.tokens[0];
        let forms = first.forms.iter().find_map(|test| match test {
            Test::In(forms) => Some(forms),
            _ => None,
        });
        match forms {
            Some(forms) => {
                let mut forms = forms.clone();
                forms.sort_unstable();
                forms.dedup();
                forms.into_iter().for_each(|form| self.by_form.entry(form).or_default().push(number));
            }
            None => {
                let tags = Tag::ALL.iter().filter(|&&tag| first.tags >> tag as u64 & 1 == 1);
                tags.for_each(|&tag| self.by_tag[tag as usize].push(number));
            }
        }
        self.patterns.push(pattern);
    }

    fn read_change(&mut self, attrs: &Entries<'_>) -> Result<Change, LoadError> {
        let mut change = Change::default();
        for (attr, value) in attrs {
            let (Some(attr), Some(value)) = (text(attr), text(value)) else {
                return Err(damaged("a rule sets an attribute to no text"));
            };
            let unknown =
                || LoadError::unsupported(format!("{attr} in {FILE}"), value, "a label of the English pipelines");
            match attr {
                "TAG" => change.tag = Some(Tag::parse(value).ok_or_else(unknown)?),
                "DEP" => change.dep = Some(Dep::parse(value).ok_or_else(unknown)?),
                "POS" => change.pos = Some(Pos::parse(value).ok_or_else(unknown)?),
                "MORPH" => change.morph = Some(self.morph(value)),
                "LEMMA" => change.lemma = Some(value.into()),
                _ => return Err(LoadError::unsupported(format!("an attribute in {FILE}"), attr, ATTRIBUTES)),
            }
        }
        Ok(change)
    }

    /// The number of a feature string; the file writes the empty one as "_".
    fn morph(&mut self, features: &str) -> u32 {
        let features = if features == "_" { "" } else { features };
        let known = self.morphs.iter().position(|morph| **morph == *features);
        known.unwrap_or_else(|| {
            self.morphs.push(features.into());
            self.morphs.len() - 1
        }) as u32
    }
}

const ATTRIBUTES: &str = "TAG, DEP, POS, MORPH and LEMMA";

impl Pattern {
    /// Whether the pattern is found at the start of `tokens`.
    fn holds(&self, tokens: &[Seen<'_>]) -> bool {
        self.tokens.len() <= tokens.len() && self.tokens.iter().zip(tokens).all(|(pattern, token)| pattern.holds(token))
    }
}

impl TokenPattern {
    fn read(pattern: &ValueRef<'_>) -> Result<Self, LoadError> {
        let mut read = TokenPattern { tags: !0, deps: !0, forms: Vec::new(), is_space: None };
        for (attr, wanted) in entries(pattern).ok_or_else(|| damaged("a pattern's token is no map"))? {
            match (text(attr), wanted) {
                (Some("TAG"), _) => read.tags &= labels(Tag::ALL.iter().map(|tag| tag.as_str()), &Test::read(wanted)?),
                (Some("DEP"), _) => read.deps &= labels(Dep::ALL.iter().map(|dep| dep.as_str()), &Test::read(wanted)?),
                (Some("LOWER"), _) => read.forms.extend(Test::read(wanted)?),
                (Some("IS_SPACE"), &ValueRef::Boolean(is_space)) => read.is_space = Some(is_space),
                (attr, _) => {
                    let found = attr.unwrap_or("no text");
                    let wanted = "TAG, DEP, LOWER and a plain IS_SPACE";
                    return Err(LoadError::unsupported(format!("a condition in {FILE}"), found, wanted));
                }
            }
        }
        Ok(read)
    }

    fn holds(&self, token: &Seen<'_>) -> bool {
        self.tags >> token.tag as u64 & 1 == 1
            && self.deps >> token.dep as u64 & 1 == 1
            && self.is_space.is_none_or(|is_space| is_space == token.is_space)
            && self.forms.iter().all(|test| test.holds(token.lower))
    }
}

impl Test {
    /// Reads a text, which must be equal, or operators with their arguments, which must all hold.
    fn read(wanted: &ValueRef<'_>) -> Result<Vec<Self>, LoadError> {
        if let Some(same) = text(wanted) {
            return Ok(vec![Test::In(vec![same.into()])]);
        }
        let operators = entries(wanted).ok_or_else(|| damaged("a condition is neither text nor map"))?;
        let list =
            |value| -> Option<Vec<Box<str>>> { items(value)?.iter().map(|item| Some(text(item)?.into())).collect() };
        let no_list = || damaged("IN or NOT_IN has no list of texts");
        let mut tests = Vec::new();
        for (operator, value) in operators {
            tests.push(match text(operator) {
                Some("IN") => Test::In(list(value).ok_or_else(no_list)?),
                Some("NOT_IN") => Test::NotIn(list(value).ok_or_else(no_list)?),
                Some("REGEX") => {
                    let regex = Regex::new(text(value).ok_or_else(|| damaged("REGEX has no text"))?);
                    Test::Regex(Box::new(regex.map_err(|error| LoadError::file(FILE, error))?))
                }
                other => {
                    let found = other.unwrap_or("no text");
                    return Err(LoadError::unsupported(
                        format!("an operator in {FILE}"),
                        found,
                        "IN, NOT_IN and REGEX",
                    ));
                }
            });
        }
        Ok(tests)
    }

    fn holds(&self, form: &str) -> bool {
        match self {
            Test::In(forms) => forms.iter().any(|other| **other == *form),
            Test::NotIn(forms) => forms.iter().all(|other| **other != *form),
            Test::Regex(regex) => regex.is_match(form).unwrap_or(false),
        }
    }
}

impl Change {
    fn apply<'r>(&'r self, annotation: &mut Annotation<'r>) {
        annotation.tag = self.tag.unwrap_or(annotation.tag);
        annotation.dep = self.dep.unwrap_or(annotation.dep);
        annotation.pos = self.pos.or(annotation.pos);
        annotation.morph = self.morph.unwrap_or(annotation.morph);
        annotation.lemma = self.lemma.as_deref().or(annotation.lemma);
    }
}

/// The labels for which all tests hold, one bit each.
fn labels<'l>(all: impl Iterator<Item = &'l str>, tests: &[Test]) -> u64 {
    let holds = |label: &str| tests.iter().all(|test| test.holds(label));
    all.enumerate().map(|(i, label)| u64::from(holds(label)) << i).sum()
}

fn damaged(reason: &str) -> LoadError {
    LoadError::file(FILE, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rmpv::Value;

    fn map(pairs: Vec<(&str, Value)>) -> Value {
        Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    fn rule(tokens: Vec<Value>, attrs: Vec<(&str, Value)>, index: i64) -> Value {
        let patterns = Value::Array(vec![Value::Array(tokens)]);
        map(vec![("patterns", patterns), ("attrs", map(attrs)), ("index", index.into())])
    }

    fn ruler(rules: Vec<Value>) -> Result<AttributeRuler, LoadError> {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &Value::Array(rules)).expect("a vector takes any bytes");
        AttributeRuler::from_msgpack(&bytes)
    }

    fn seen(tag: Tag, dep: Dep, lower: &str) -> Seen<'_> {
        Seen { tag, dep, lower, is_space: false }
    }

    #[test]
    fn later_rules_win_and_all_are_matched_first() {
        let within = map(vec![("IN", Value::Array(vec!["aux".into(), "auxpass".into()]))]);
        let to = map(vec![("NOT_IN", Value::Array(vec!["TO".into(), "".into()]))]);
        let negation = map(vec![("REGEX", "^n'?t$".into())]);
        let ruler = ruler(vec![
            rule(vec![map(vec![("TAG", "VBZ".into())])], vec![("POS", "VERB".into()), ("MORPH", "Person=3".into())], 0),
            rule(vec![map(vec![("TAG", to), ("DEP", within)])], vec![("POS", "AUX".into()), ("TAG", "VBP".into())], 0),
            rule(vec![map(vec![("TAG", "VBP".into())])], vec![("MORPH", "_".into())], 0),
            rule(
                vec![map(vec![("LOWER", "does".into())]), map(vec![("LOWER", negation)])],
                vec![("LEMMA", "not".into())],
                -1,
            ),
        ])
        .unwrap();
        let tokens = [seen(Tag::Vbz, Dep::Aux, "does"), seen(Tag::Rb, Dep::Neg, "n't"), seen(Tag::To, Dep::Aux, "to")];
        let annotations = ruler.apply(&tokens);
        let does = annotations[0];
        assert_eq!((does.pos, does.tag, does.lemma), (Some(Pos::Aux), Tag::Vbp, None));
        assert_eq!(&*ruler.morphs()[does.morph as usize], "Person=3");
        assert_eq!((annotations[1].pos, annotations[1].lemma), (None, Some("not")));
        assert_eq!((annotations[2].pos, annotations[2].morph), (None, 0));
    }

    #[test]
    fn what_is_not_implemented_is_refused_by_name() {
        let error = |tokens, attrs, index| ruler(vec![rule(tokens, attrs, index)]).map(|_| ()).unwrap_err().to_string();
        let plain = || vec![map(vec![("TAG", "NN".into())])];
        assert!(error(vec![map(vec![("SHAPE", "xx".into())])], vec![], 0).contains("to SHAPE, and only TAG, DEP"));
        assert!(error(vec![map(vec![("TAG", map(vec![("FUZZY", "x".into())]))])], vec![], 0).contains("to FUZZY"));
        assert!(error(plain(), vec![("SENT_START", "1".into())], 0).contains("to SENT_START"));
        assert!(error(plain(), vec![("POS", "VRB".into())], 0).contains("POS in attribute_ruler/patterns to VRB"));
        assert!(error(plain(), vec![], 1).contains("outside its pattern"));
        assert!(error(vec![], vec![], 0).contains("outside its pattern"));
    }
}
