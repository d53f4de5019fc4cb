//! "Both sides", "the two ministers", "a joint statement said": words that mean several together.

use super::{Finder, Joint, What};
use rapporteur_lexicon::AgentKind;
use rapporteur_text::{Dep, Pos, Tag, Token};
use std::ops::Range;

impl<'d> Finder<'_, 'd> {
    /// "the two sides", "both ministers", "the two".
    pub(super) fn joint(&mut self) {
        for i in 0..self.reading.doc.len() {
            let token = self.token(i);
            if is_joint_text(token) {
                self.add_joint(i..i + 1, Joint::Sides);
                continue;
            }
            let start = match token.lower() {
                "both" => i,
                "two" if i > 0 && self.token(i - 1).lower() == "the" => i - 1,
                "sides" if i > 0 && matches!(self.token(i - 1).lower(), "the" | "all") => i - 1,
                "parties" | "delegations" if i > 0 && self.token(i - 1).lower() == "the" => i - 1,
                "couple" | "pair" | "duo" if i > 0 && self.is_bare_subject(i) => {
                    self.add_joint(i - 1..i + 1, Joint::People);
                    continue;
                }
                "leaders" | "presidents" | "ministers" | "secretaries" if i > 0 && self.is_bare_subject(i) => {
                    self.add_joint(i - 1..i + 1, Joint::Couple);
                    continue;
                }
                _ => continue,
            };
            let Some((end, what)) = self.joint_noun(i) else { continue };
            self.add_joint(start..end, what);
        }
    }

    fn add_joint(&mut self, tokens: Range<usize>, what: Joint) {
        if self.free(&tokens) {
            self.add(tokens, What::Joint(what));
        }
    }

    /// "The leaders" and no more, as a subject.
    fn is_bare_subject(&self, i: usize) -> bool {
        let noun = self.token(i);
        let plain = noun.dep() == Dep::Nsubj && self.token(i - 1).lower() == "the";
        plain && noun.left_edge().i == i - 1 && noun.children().all(|child| child.i < i)
    }

    /// The end of the joint phrase whose number word stands at `i`, and of what two it speaks.
    fn joint_noun(&self, i: usize) -> Option<(usize, Joint)> {
        let token = self.token(i);
        if matches!(token.lower(), "sides" | "parties" | "delegations") {
            return Some((i + 1, Joint::Sides));
        }
        let mut at = i + 1;
        while at < self.reading.doc.len() && at < i + 4 {
            let noun = self.token(at);
            if noun.lower() == "the" || matches!(noun.pos(), Pos::Adj) {
                at += 1;
                continue;
            }
            break;
        }
        let noun = (at < self.reading.doc.len()).then(|| self.token(at))?;
        let sides = [
            "sides",
            "countries",
            "nations",
            "parties",
            "governments",
            "states",
            "capitals",
            "neighbours",
            "neighbors",
            "powers",
            "rivals",
            "allies",
            "superpowers",
            "foes",
            "camps",
            "delegations",
            "teams",
            "adversaries",
        ];
        if sides.contains(&noun.lower()) {
            return Some((at + 1, Joint::Sides));
        }
        let people = self.reading.hit_at(at).is_some_and(|hit| {
            hit.agent().is_some_and(|(i, plural)| plural && self.reading.tables.agents[i].what == AgentKind::Person)
                || hit.office().is_some_and(|(_, plural)| plural)
        });
        if people && noun.tag() == Tag::Nns {
            return Some((at + 1, Joint::People));
        }
        // "The two met on Monday", "both agreed": nobody but them can be meant, of whatever kind.
        let alone = at == i + 1 && matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass);
        alone.then_some((i + 1, Joint::Two))
    }
}

/// Whether the noun is a text that several issue.
pub(in crate::actors) fn is_text(noun: Token) -> bool {
    matches!(noun.lower(), "statement" | "communique" | "communiqué" | "declaration")
}

/// "A joint statement said": a text as the voice of those whose it is.
fn is_joint_text(token: Token) -> bool {
    let voice = token.dep() == Dep::Nsubj || token.dep() == Dep::Pobj && token.head().lower() == "to";
    is_text(token) && voice && token.children().any(|child| child.i < token.i && child.lower() == "joint")
}
