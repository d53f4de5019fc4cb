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
    let demands = matches!(verb.lemma(), "demand" | "require" | "warrant");
    let told = thing.filter(|_| demands).map(|thing| thing.head()).filter(|clause| clause.dep() == Dep::Ccomp);
    if let Some(above) = told {
        return voices.of(self::subject(above.head()), verb);
    }
    if thing.is_some() && demands {
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
    if let Some(fellow) = fellow(verb) {
        return fellow.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
    }
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

/// The verb to which a finite one is joined, where the parser hangs it on another word between: "said it would not allow raids
/// to be flown and opposed the deal" is told of whoever said it.
fn fellow(verb: Token) -> Option<Token> {
    let finite = matches!(verb.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp);
    let open = verb.dep() == Dep::Conj && finite && verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Aux]).is_none();
    let astray = open && verb.head().tag() != verb.tag();
    let joined = |above: &Token| above.tag() == verb.tag() && above.child(Dep::Nsubj).is_some();
    verb.ancestors().filter(|_| astray).find(joined)
}
