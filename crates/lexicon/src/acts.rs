//! What a speaker does by saying something: the words that tell, and the rules that weigh what was found.
//!
//! In: the tables `act_words.tsv`, `act_rules.tsv`, `occasions.tsv` and `papers.tsv`. Out: the [`Sense`]s of a word, and for a set of
//! [`Signs`] the acts that the rules speak for. How the signs are found on a tree is the extraction's business; a new
//! word or a new rule is a new row.

use crate::{Files, Row, TableError};
use std::collections::{HashMap, HashSet};

const WORD_COLUMNS: [&str; 3] = ["sense", "pos", "words"];
const RULE_COLUMNS: [&str; 3] = ["when", "act", "weight"];
const NOUN_COLUMNS: [&str; 1] = ["nouns"];

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$item])* $variant,)+ }

        impl $name {
            /// All of them, in the order of the table.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// As the tables write it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// The one that the tables write as `text`.
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

named! {
    /// What a word of the content speaks of.
    Sense {
        /// Wrongdoing.
        Blame = "blame",
        /// Evil that may befall.
        Harm = "harm",
        /// What a side does to another to hurt it.
        Punish = "punish",
        /// Danger, and what is dangerous.
        Peril = "peril",
        /// Saying itself: "be clear", "point out".
        Say = "say",
        /// Worry.
        Worry = "worry",
        /// Fault found.
        Fault = "fault",
        /// What is waved away.
        Nonsense = "nonsense",
        /// What makes a denial.
        Untrue = "untrue",
        /// Owning up.
        Admit = "admit",
        /// What must be done.
        Oblige = "oblige",
        /// Asking.
        Ask = "ask",
        /// Wishes and purposes.
        Want = "want",
        /// Promises.
        Promise = "promise",
        /// Offers.
        Offer = "offer",
        /// Agreement to what another wants.
        Accept = "accept",
        /// Refusal.
        Refuse = "refuse",
        /// Giving way.
        Yield = "yield",
        /// Praise and backing.
        Praise = "praise",
        /// What is made known as settled.
        Announce = "announce",
        /// Judgements.
        Judge = "judge",
        /// Silence.
        Silent = "silent",
        /// An answer held out to whoever does wrong: "not hesitate to", "pay a price".
        Menace = "menace",
    }
}

named! {
    /// What else was found of a statement or of one clause of its content.
    Mark {
        /// There is no cue.
        Uncued = "uncued",
        /// The cue is about saying.
        Speech = "speech",
        /// The cue is about thinking.
        Thought = "thought",
        /// The cue is about feeling or wanting.
        Attitude = "attitude",
        /// The cue is about what shows something.
        Evidence = "evidence",
        /// The cue is negated.
        CueNegated = "cue-negated",
        /// The cue speaks of what is still to be said: "will urge".
        CueFuture = "cue-future",
        /// The cue is a noun or adjective.
        CueNominal = "cue-nominal",
        /// The content is what the hearer shall do: "told Kyiv to …".
        Asked = "asked",
        /// The content is what the speaker does: "vowed to …".
        Infinitive = "infinitive",
        /// The content is no clause.
        Phrase = "phrase",
        /// All of it stands in quotation marks.
        Quoted = "quoted",
        /// The subject is the speaker or the speaker's side.
        Own = "own",
        /// The subject is another actor.
        Other = "other",
        /// The subject is who is spoken to.
        You = "you",
        /// The subject is "it", "there", "this".
        It = "it",
        /// The subject is a thing.
        Thing = "thing",
        /// The clause has no subject.
        Bare = "bare",
        /// Another actor is spoken of, anywhere in the clause.
        Others = "others",
        /// Passive voice.
        Passive = "passive",
        /// Negated.
        Negated = "negated",
        /// "will", "shall", "going to", or "would" in reported speech.
        Will = "will",
        /// "must", "have to", "need to".
        Must = "must",
        /// "have to", "need to", of which "must" is told too.
        Need = "need",
        /// "should", "ought to".
        Should = "should",
        /// "may", "might", "could".
        May = "may",
        /// "can".
        Can = "can",
        /// "would".
        Would = "would",
        /// Past tense.
        Past = "past",
        /// Present tense.
        Present = "present",
        /// "is moving".
        Progressive = "progressive",
        /// "has moved".
        Perfect = "perfect",
        /// A command.
        Imperative = "imperative",
        /// "let us".
        Lets = "lets",
        /// A question.
        Question = "question",
        /// A condition: "if …".
        If = "if",
        /// A term: "until …", "unless …".
        Until = "until",
        /// "too", "not enough".
        Too = "too",
        /// The verb means to be: what is said of the subject is an adjective or noun.
        Copula = "copula",
        /// The clause has an object.
        Object = "object",
        /// The clause names a time to come.
        Dated = "dated",
        /// The clause's own verb is one of saying with the speaker's side as subject: "we condemn".
        Performs = "performs",
        /// A court or judge speaks.
        Court = "court",
        /// A paper, station or agency speaks.
        Press = "press",
        /// The clause hangs on a thought of the speaker's own: "I think that …".
        Held = "held",
    }
}

/// A set of signs: marks of statement and clause, senses at the core of the clause and anywhere in it, the cue's act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u128);

/// First bit of each kind of sign.
const ANYWHERE: usize = Sense::ALL.len();
const MARKS: usize = 2 * Sense::ALL.len();
const CUES: usize = MARKS + Mark::ALL.len();

/// The acts, as the record writes them.
const ACTS: [&str; 21] = [
    "assert",
    "assess",
    "acknowledge",
    "deny",
    "dismiss",
    "accuse",
    "criticize",
    "concern",
    "warn",
    "threaten",
    "demand",
    "request",
    "offer",
    "pledge",
    "accept",
    "refuse",
    "concede",
    "support",
    "announce",
    "decline",
    "intend",
];
const _: () = assert!(CUES + ACTS.len() <= 128, "the signs fit into the bits of a set");

impl Signs {
    /// Adds a sense at the core of the clause, where it is also anywhere in it.
    pub fn core(&mut self, sense: Sense) {
        self.0 |= 1 << sense as usize | 1 << (ANYWHERE + sense as usize);
    }

    /// Adds a sense somewhere in the clause.
    pub fn anywhere(&mut self, sense: Sense) {
        self.0 |= 1 << (ANYWHERE + sense as usize);
    }

    /// Adds a mark.
    pub fn mark(&mut self, mark: Mark) {
        self.0 |= 1 << (MARKS + mark as usize);
    }

    /// Adds the usual act of the cue; one that is no act is left out.
    pub fn cue(&mut self, act: &str) {
        self.0 |= ACTS.iter().position(|name| *name == act).map_or(0, |at| 1 << (CUES + at));
    }

    /// Whether the mark is in the set.
    pub fn has(self, mark: Mark) -> bool {
        self.0 >> (MARKS + mark as usize) & 1 == 1
    }

    /// Whether the sense stands at the core of the clause.
    pub fn is_core(self, sense: Sense) -> bool {
        self.0 >> sense as usize & 1 == 1
    }

    /// Both sets.
    pub fn union(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }

    /// The names of the signs in the set, in a fixed order.
    pub fn names(self) -> Vec<String> {
        (0..CUES + ACTS.len()).filter(|bit| self.0 >> bit & 1 == 1).map(name_of).collect()
    }

    /// The set of the one sign that the tables write as `name`: a sense (`blame`), a sense anywhere (`~blame`), a mark, or
    /// the usual act of the cue (`cue:deny`).
    fn parse(name: &str) -> Option<Signs> {
        let mut signs = Signs::default();
        if let Some(act) = name.strip_prefix("cue:") {
            signs.cue(act);
        } else if let Some(sense) = name.strip_prefix('~') {
            signs.anywhere(Sense::parse(sense)?);
        } else if let Some(sense) = Sense::parse(name) {
            signs.0 |= 1 << sense as usize;
        } else {
            signs.mark(Mark::parse(name)?);
        }
        (signs.0 != 0).then_some(signs)
    }
}

fn name_of(bit: usize) -> String {
    if bit < ANYWHERE {
        Sense::ALL[bit].as_str().into()
    } else if bit < MARKS {
        format!("~{}", Sense::ALL[bit - ANYWHERE].as_str())
    } else if bit < CUES {
        Mark::ALL[bit - MARKS].as_str().into()
    } else {
        format!("cue:{}", ACTS[bit - CUES])
    }
}

/// Word class in `act_words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActPos {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// Of any class.
    Any,
}

/// A word, or words in a row, with what they speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActWord {
    /// The words after the first.
    pub rest: Vec<Box<str>>,
    /// The class of the first word.
    pub pos: ActPos,
    /// What they speak of.
    pub sense: Sense,
}

/// One rule: where its signs are found, something speaks for an act.
#[derive(Clone, Debug, PartialEq)]
struct Rule {
    wanted: Signs,
    barred: Signs,
    act: &'static str,
    weight: f32,
}

/// What is known of acts.
#[derive(Debug, Default)]
pub struct Acts {
    words: HashMap<Box<str>, Vec<ActWord>>,
    rules: Vec<Rule>,
    occasions: HashSet<Box<str>>,
    /// Per noun, the number of its row.
    papers: HashMap<Box<str>, usize>,
}

impl Acts {
    /// Reads the tables.
    pub(crate) fn read(files: &Files) -> Result<Acts, TableError> {
        let mut acts = Acts::default();
        for row in files.rows("act_words.tsv", &WORD_COLUMNS)? {
            acts.add_words(&row)?;
        }
        for row in files.rows("act_rules.tsv", &RULE_COLUMNS)? {
            acts.rules.push(rule(&row)?);
        }
        for row in files.rows("occasions.tsv", &NOUN_COLUMNS)? {
            acts.occasions.extend(row.cells[0].split('|').map(Box::from));
        }
        for (number, row) in files.rows("papers.tsv", &NOUN_COLUMNS)?.iter().enumerate() {
            acts.papers.extend(row.cells[0].split('|').map(|noun| (noun.into(), number)));
        }
        Ok(acts)
    }

    fn add_words(&mut self, row: &Row) -> Result<(), TableError> {
        let &[sense, pos, words] = &row.cells[..] else { return Ok(()) };
        let sense = Sense::parse(sense).ok_or_else(|| fail("act_words.tsv", row, format!("no sense {sense:?}")))?;
        let pos = match pos {
            "verb" => ActPos::Verb,
            "noun" => ActPos::Noun,
            "adj" => ActPos::Adjective,
            "adv" => ActPos::Adverb,
            "" => ActPos::Any,
            other => return Err(fail("act_words.tsv", row, format!("pos {other:?} is none of verb, noun, adj, adv"))),
        };
        for phrase in words.split('|') {
            let mut parts = phrase.split(' ').map(Box::from);
            let Some(first) = parts.next() else { continue };
            self.words.entry(first).or_default().push(ActWord { rest: parts.collect(), pos, sense });
        }
        Ok(())
    }

    /// The entries whose first word is `word`, a base form or a form as it stands, in lower case.
    pub fn words(&self, word: &str) -> &[ActWord] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// What the rules say of a clause: calls `vote` with act and weight of each whose signs are found.
    pub fn weigh(&self, signs: Signs, mut vote: impl FnMut(&'static str, f32)) {
        for rule in &self.rules {
            if signs.0 & rule.wanted.0 == rule.wanted.0 && signs.0 & rule.barred.0 == 0 {
                vote(rule.act, rule.weight);
            }
        }
    }

    /// Whether things are said at or in what `noun` names: a briefing, a letter.
    pub fn is_occasion(&self, noun: &str) -> bool {
        self.occasions.contains(noun)
    }

    /// Whether `noun` names what is written or made known, which says something and is nobody; nouns of one number may
    /// name one thing: a lawsuit and a complaint.
    pub fn paper(&self, noun: &str) -> Option<usize> {
        self.papers.get(noun).copied()
    }
}

fn rule(row: &Row) -> Result<Rule, TableError> {
    let &[when, act, weight] = &row.cells[..] else {
        return Err(fail("act_rules.tsv", row, "three cells are wanted".into()));
    };
    let mut rule = Rule { wanted: Signs::default(), barred: Signs::default(), act: "", weight: 0.0 };
    for name in when.split(' ').filter(|name| !name.is_empty()) {
        let (set, name) = match name.strip_prefix('!') {
            Some(name) => (&mut rule.barred, name),
            None => (&mut rule.wanted, name),
        };
        let sign = Signs::parse(name).ok_or_else(|| fail("act_rules.tsv", row, format!("no sign {name:?}")))?;
        *set = set.union(sign);
    }
    let known = ACTS.iter().find(|name| **name == act);
    rule.act = known.ok_or_else(|| fail("act_rules.tsv", row, format!("no act {act:?}")))?;
    rule.weight = weight.parse().map_err(|_| fail("act_rules.tsv", row, format!("weight {weight:?} is no number")))?;
    Ok(rule)
}

fn fail(table: &str, row: &Row, reason: String) -> TableError {
    TableError { table: table.into(), line: row.line, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[test]
    fn a_rule_needs_its_signs_and_minds_what_bars_it() {
        let rules = "when\tact\tweight\nown will !negated\tpledge\t3\n";
        let lexicon = Lexicon::layered(&[("act_rules.tsv".into(), rules.into())]).unwrap();
        let mut signs = Signs::default();
        signs.mark(Mark::Own);
        signs.mark(Mark::Will);
        let pledge = |signs| {
            let mut sum = 0.0;
            lexicon.acts.weigh(signs, |act, weight| sum += if act == "pledge" { weight } else { 0.0 });
            sum
        };
        let promised = pledge(signs);
        signs.mark(Mark::Negated);
        assert!(promised >= pledge(signs) + 3.0, "{promised}");
    }

    #[test]
    fn an_unknown_sign_is_named() {
        let error = Lexicon::layered(&[("act_rules.tsv".into(), "when\tact\tweight\nowm\tpledge\t3\n".into())]);
        assert!(error.unwrap_err().to_string().contains("owm"));
    }

    #[test]
    fn signs_have_names_that_rules_can_use() {
        let mut signs = Signs::default();
        signs.core(Sense::Blame);
        signs.cue("deny");
        assert_eq!(signs.names(), ["blame", "~blame", "cue:deny"]);
        assert!(signs.names().iter().all(|name| Signs::parse(name).is_some()));
    }
}
