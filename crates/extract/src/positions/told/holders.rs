//! Who takes the stance that a verb tells.

use crate::positions::Reading;
use crate::positions::voices::Voices;
use rapporteur_record::ActorId;
use rapporteur_text::{Dep, Pos, Tag, Token};

/// Who takes the stance: those that the verb's subject means; what a thing demands is demanded by those who say so.
pub(super) fn holders(reading: &Reading, voices: &Voices, verb: Token) -> Vec<ActorId> {
    let subject = subject(verb).or_else(|| author(reading, verb));
    if subject.is_some_and(|subject| subject.children().any(|child| child.lower() == "no")) {
        return Vec::new();
    }
    let thing = subject.filter(|subject| subject.pos() == Pos::Noun && reading.actors.at(*subject).is_none());
    // "They stressed that the attack demands an answer".
    let told = thing.map(|thing| thing.head()).filter(|clause| clause.dep() == Dep::Ccomp);
    if let Some(above) = told {
        return voices.of(self::subject(above.head()), verb);
    }
    if thing.is_some() && matches!(verb.lemma(), "demand" | "require" | "warrant") {
        let said = voices.speaking(verb);
        return if said.is_empty() { voices.we(verb) } else { said };
    }
    voices.of(subject, verb)
}

/// Who takes the stance that a clause about a noun tells: "protesters demanding a recount"; of a paper, whoever issues it: "the
/// union issued a statement condemning the raid", "the union's letter urging a recount".
fn author<'a>(reading: &Reading, verb: Token<'a>) -> Option<Token<'a>> {
    let noun = Some(verb.head()).filter(|_| verb.dep() == Dep::Acl && verb.tag() == Tag::Vbg)?;
    if reading.actors.at(noun).is_some() {
        return Some(noun);
    }
    noun.child(Dep::Poss).or_else(|| subject(noun.head()))
}

/// The verb's subject; conjuncts share one, however many verbs back.
pub(super) fn subject(verb: Token) -> Option<Token> {
    const STEPS: usize = 6;
    let own = |verb: Token<'_>| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).map(|subject| subject.i);
    let mut at = if verb.pos() == Pos::Adj { verb.head() } else { verb };
    for _ in 0..STEPS {
        if let Some(i) = own(at) {
            return Some(verb.doc().token(i));
        }
        if !(matches!(at.dep(), Dep::Conj | Dep::Xcomp) || at.dep() == Dep::Advcl && at.tag() == Tag::Vbg) {
            return None;
        }
        at = at.head();
    }
    None
}
