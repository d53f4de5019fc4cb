//! Words that tell what a party wants and how firmly.
//!
//! In: the tables `stances.tsv` and `nominals.tsv`. Out: whether a lemma, or a phrase of a text, has a sense; the noun for
//! what a verb does. Reading positions is the extraction's business.

use crate::{Files, TableError};
use std::collections::{HashMap, HashSet};

/// The columns of `stances.tsv`.
const COLUMNS: [&str; 2] = ["sense", "words"];
/// The columns of `nominals.tsv`.
const NOMINALS: [&str; 2] = ["verb", "noun"];

/// What a word says about a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StanceSense {
    /// Not to be bargained over.
    RedLine,
    /// Insisted on or repeated.
    Firm,
    /// Open to bargaining.
    Flexible,
    /// A cue by which a wish is a demand.
    Want,
    /// A verb by which what it governs stops.
    Ending,
    /// A noun for a demand.
    Wish,
    /// Too wide to name an issue or to join two stances.
    General,
    /// Names no issue by itself.
    Bare,
    /// A word of thanks, praise or sympathy.
    Courtesy,
    /// A verb that says nothing without its object.
    Light,
    /// A word that only leads to what one will do.
    Ready,
    /// A noun for what was put forward before.
    Puts,
    /// A noun for what was demanded before.
    Insists,
    /// A noun for what was said before.
    Claims,
    /// A verb by which its subject is for its object.
    StandsFor,
    /// A verb by which its subject is against its object.
    StandsAgainst,
    /// A verb by which its subject demands its object.
    StandsOutFor,
    /// A noun that only leads to what it is about: commitment to it, the decision to do it.
    Leads,
    /// A noun by which its owner is for what it leads to: our support for it.
    Backing,
    /// A noun for what holds parties together, which nobody stresses who is against it.
    Bond,
    /// Words by which something put forward is turned down.
    Rebuff,
    /// A noun that says how much something matters: the importance of it.
    Weight,
    /// A noun for who is for something: an advocate of it.
    Advocate,
    /// A noun for who is against something: a critic of it.
    Critic,
    /// A verb by which its subject means to do what its infinitive says: to strive to do it.
    Intends,
    /// A verb that gives weight to its object: to underscore the need for something.
    Stress,
    /// A noun for being against something or worried by it.
    Worry,
    /// A noun for what has to be: the need for something.
    Must,
    /// A noun for what is granted or refused: who denies it refuses it.
    Granted,
    /// A noun for how many there are.
    Count,
    /// A word for something or somebody being somewhere.
    Presence,
    /// A word for what is meant to be done.
    Intent,
    /// A verb whose preposition says on which side its subject is: to vote for, to speak out against.
    TakesSide,
    /// An adjective of whoever is for something: committed to it.
    DisposedFor,
    /// An adjective of whoever is against something: troubled by it.
    DisposedAgainst,
    /// A verb by which its subject will not do what its infinitive says.
    Declines,
    /// A verb of answering, which whoever declines it takes no stance.
    Answers,
    /// A word for what has to be: a law is needed.
    Needed,
    /// A word for what must not be: the raid is unacceptable.
    Unwelcome,
    /// A proper name that is an issue by itself.
    Proper,
    /// A noun for a paper that speaks for whoever issues it.
    Paper,
    /// A verb of giving: what somebody gives in aid, they offer.
    Gives,
    /// A noun for what is given in aid.
    Aid,
    /// A noun that names no issue however it is narrowed: "on behalf of".
    Hollow,
    /// A noun for some or a kind of what its "of" names: "any form of".
    Portion,
    /// An adjective that praises or weighs without narrowing: "important".
    Praise,
    /// A word for dying or being hurt, of which two sides count differently.
    Toll,
    /// A verb for what one does not choose, or what is no stance to leave: "will not hesitate".
    Unwilled,
    /// A verb for what one can or cannot bring oneself to do: "cannot accept".
    Bears,
}

/// The words, by sense.
#[derive(Debug)]
pub struct StanceWords {
    words: HashMap<StanceSense, HashSet<Box<str>>>,
    nominals: HashMap<Box<str>, Box<str>>,
}

impl StanceWords {
    /// Reads the table.
    pub(crate) fn read(files: &Files) -> Result<Self, TableError> {
        let mut words: HashMap<StanceSense, HashSet<Box<str>>> = HashMap::new();
        for row in files.rows("stances.tsv", &COLUMNS)? {
            let sense = parse(row.cells[0]).ok_or_else(|| TableError {
                table: "stances.tsv".into(),
                line: row.line,
                reason: format!("{:?} is no sense; the table's first lines name them", row.cells[0]),
            })?;
            let listed = row.cells[1].split('|').filter(|word| !word.is_empty()).map(Into::into);
            words.entry(sense).or_default().extend(listed);
        }
        let rows = files.rows("nominals.tsv", &NOMINALS)?;
        let nominals = rows.iter().map(|row| (row.cells[0].into(), row.cells[1].into())).collect();
        Ok(StanceWords { words, nominals })
    }

    /// Whether the lemma has the sense.
    pub fn has(&self, lemma: &str, sense: StanceSense) -> bool {
        self.words.get(&sense).is_some_and(|words| words.contains(lemma))
    }

    /// Whether a word or phrase of the sense stands in `text`, which is lower-cased, between word boundaries.
    pub fn found_in(&self, text: &str, sense: StanceSense) -> bool {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        self.words.get(&sense).into_iter().flatten().any(|word| {
            text.match_indices(&**word).any(|(at, found)| {
                edge(text[..at].chars().next_back()) && edge(text[at + found.len()..].chars().next())
            })
        })
    }

    /// The noun for what the verb does: "withdrawal" for "withdraw".
    pub fn nominal(&self, verb: &str) -> Option<&str> {
        self.nominals.get(verb).map(AsRef::as_ref)
    }
}

fn parse(text: &str) -> Option<StanceSense> {
    Some(match text {
        "red_line" => StanceSense::RedLine,
        "firm" => StanceSense::Firm,
        "flexible" => StanceSense::Flexible,
        "want" => StanceSense::Want,
        "ending" => StanceSense::Ending,
        "wish" => StanceSense::Wish,
        "general" => StanceSense::General,
        "bare" => StanceSense::Bare,
        "courtesy" => StanceSense::Courtesy,
        "light" => StanceSense::Light,
        "ready" => StanceSense::Ready,
        "puts" => StanceSense::Puts,
        "insists" => StanceSense::Insists,
        "claims" => StanceSense::Claims,
        "stands_for" => StanceSense::StandsFor,
        "stands_against" => StanceSense::StandsAgainst,
        "stands_out_for" => StanceSense::StandsOutFor,
        "leads" => StanceSense::Leads,
        "backing" => StanceSense::Backing,
        "bond" => StanceSense::Bond,
        "takes_side" => StanceSense::TakesSide,
        "disposed_for" => StanceSense::DisposedFor,
        "disposed_against" => StanceSense::DisposedAgainst,
        "declines" => StanceSense::Declines,
        "answers" => StanceSense::Answers,
        "needed" => StanceSense::Needed,
        "unwelcome" => StanceSense::Unwelcome,
        "proper" => StanceSense::Proper,
        "paper" => StanceSense::Paper,
        "gives" => StanceSense::Gives,
        "aid" => StanceSense::Aid,
        "hollow" => StanceSense::Hollow,
        "portion" => StanceSense::Portion,
        "praise" => StanceSense::Praise,
        "toll" => StanceSense::Toll,
        "unwilled" => StanceSense::Unwilled,
        "bears" => StanceSense::Bears,
        "rebuff" => StanceSense::Rebuff,
        "weight" => StanceSense::Weight,
        "advocate" => StanceSense::Advocate,
        "critic" => StanceSense::Critic,
        "intends" => StanceSense::Intends,
        "stress" => StanceSense::Stress,
        "worry" => StanceSense::Worry,
        "must" => StanceSense::Must,
        "granted" => StanceSense::Granted,
        "count" => StanceSense::Count,
        "presence" => StanceSense::Presence,
        "intent" => StanceSense::Intent,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_between_word_boundaries() {
        let words = StanceWords::read(&Files::new(&[]).unwrap()).unwrap();
        assert!(words.found_in("this is a red line for us", StanceSense::RedLine));
        assert!(!words.found_in("the affirmation", StanceSense::Firm));
        assert!(words.has("want", StanceSense::Want));
        assert_eq!(words.nominal("withdraw"), Some("withdrawal"));
    }
}
