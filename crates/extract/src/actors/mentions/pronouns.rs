//! Pronouns that mean somebody, and "it" that means nobody.

use super::{Finder, Mention, Pronoun, What};
use rapporteur_text::{Dep, Pos, Tag, Token};

impl<'d> Finder<'_, 'd> {
    pub(super) fn pronouns(&mut self) {
        for i in 0..self.reading.doc.len() {
            let token = self.token(i);
            if !matches!(token.tag(), Tag::Prp | Tag::Prps) {
                continue;
            }
            let pronoun = match token.lower() {
                "he" | "him" | "his" | "himself" => Pronoun::He,
                "she" | "her" | "hers" | "herself" => Pronoun::She,
                "it" | "its" | "itself" if !is_expletive(token) => Pronoun::It,
                "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::They,
                "i" | "me" | "my" | "mine" | "myself" => Pronoun::Speaker("I"),
                "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::Speaker("we"),
                "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::Speaker("you"),
                _ => continue,
            };
            if !self.taken[i] {
                self.out.push(Mention { tokens: i..i + 1, head: i, what: What::Pronoun(pronoun) });
            }
        }
    }
}

/// Whether "it" stands for nobody: "it is impossible to say", "it remains to be seen", "it rained".
pub(in crate::actors) fn is_expletive(token: Token) -> bool {
    if token.lower() != "it" {
        return false;
    }
    if token.dep() == Dep::Expl {
        return true;
    }
    let judged = token.head().pos() == Pos::Adj && matches!(token.head().head().lemma(), "make" | "find" | "consider");
    if judged && token.dep() == Dep::Nsubj {
        return true;
    }
    if token.dep() != Dep::Nsubj && token.dep() != Dep::Nsubjpass {
        // "made it clear that", "find it hard to"
        let verb = token.head();
        return matches!(verb.lemma(), "make" | "find" | "consider" | "think" | "believe" | "take")
            && verb.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Oprd]).is_some();
    }
    let verb = token.head();
    let clause = verb.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Acl, Dep::Relcl, Dep::Csubj]).is_some();
    let adjective = verb
        .child(Dep::Acomp)
        .is_some_and(|adjective| adjective.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Prep]).is_some());
    let judged = verb.child(Dep::Acomp).is_some_and(|adjective| OF_CLAUSES.contains(&adjective.lemma()));
    let attribute = verb.child(Dep::Attr).is_some();
    let weather = matches!(verb.lemma(), "rain" | "snow" | "happen");
    weather
        || matches!(verb.lemma(), "be" | "seem" | "appear" | "remain" | "become" | "turn" | "take")
            && (clause || adjective || attribute || judged)
        || token.dep() == Dep::Nsubjpass
            && clause
            && matches!(
                verb.lemma(),
                "say" | "believe" | "expect" | "hope" | "report" | "understand" | "know" | "estimate"
            )
}

/// Adjectives that are of what a clause says, wherever the engine hangs the clause: "it is not clear to what extent …".
const OF_CLAUSES: [&str; 10] = [
    "clear",
    "unclear",
    "likely",
    "unlikely",
    "possible",
    "impossible",
    "certain",
    "uncertain",
    "doubtful",
    "conceivable",
];
