//! Pronouns: to the most salient actor that agrees with them in kind, number and gender.

use super::super::mentions::Pronoun;
use super::{Joiner, PRONOUN_REACH};
use rapporteur_lexicon::Gender;
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::{Dep, Token};

impl Joiner<'_, '_> {
    /// Whoever says "I" within one quotation is the same, and outside of them within one line, or throughout where nobody
    /// asks and so nobody answers; who it is, the statements tell.
    pub(super) fn speaker(&mut self, word: &str, head: usize) -> usize {
        let at = self.token(head).span().start;
        let quotation =
            self.quotations.iter().find(|quotation| quotation.span.holds(at)).map(|quotation| quotation.span.start);
        let block = self.source.block_at(at).filter(|_| self.asks).map(|block| block.span.start);
        self.named(format!("{word} at {}", quotation.or(block).unwrap_or_default()), word == "we")
    }

    pub(super) fn pronoun(&self, pronoun: Pronoun, head: usize) -> Option<usize> {
        let token = self.token(head);
        let sentence = token.sentence_index();
        let quote = self.quotations.iter().find(|quotation| quotation.span.holds(token.span().start));
        let mut best: Option<(i32, usize)> = None;
        for seen in self.seen.iter().rev() {
            let distance = sentence.saturating_sub(seen.sentence);
            if distance > PRONOUN_REACH {
                break;
            }
            let Some(agreement) = self.agrees(pronoun, seen.draft) else { continue };
            let other = self.token(seen.head);
            if seen.head >= head || binds(other, token) {
                continue;
            }
            let mut score = agreement + seen.prominence - 18 * distance as i32;
            if self.source.block_at(other.span().start).map(|block| block.span)
                == self.source.block_at(token.span().start).map(|block| block.span)
            {
                score += 6;
            }
            score += self.drafts[seen.draft].mentions.len().min(4) as i32;
            if distance == 0 {
                score += 4;
            }
            // Within a quotation, who speaks is "I", not "he".
            let speaker = quote.is_some_and(|quotation| !quotation.span.holds(other.span().start))
                && seen.prominence == 30
                && distance <= 1;
            if speaker && matches!(pronoun, Pronoun::He | Pronoun::She) {
                score -= 30;
            }
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, seen.draft));
            }
        }
        best.filter(|(score, _)| *score > 0).map(|(_, draft)| draft)
    }

    /// How well an actor agrees with a pronoun; `None` where it can't be meant.
    pub(super) fn agrees(&self, pronoun: Pronoun, draft: usize) -> Option<i32> {
        let draft = &self.drafts[draft];
        if draft.thing {
            return match pronoun {
                Pronoun::It => (!draft.plural).then_some(8),
                Pronoun::They => draft.plural.then_some(8),
                Pronoun::He | Pronoun::She | Pronoun::Speaker(_) => None,
            };
        }
        match pronoun {
            Pronoun::He | Pronoun::She => {
                let want = if pronoun == Pronoun::He { Gender::Male } else { Gender::Female };
                if draft.kind != ActorKind::Person || draft.gender.is_some_and(|gender| gender != want) {
                    return None;
                }
                Some(if draft.gender.is_some() { 34 } else { 20 })
            }
            Pronoun::It => {
                let thing =
                    matches!(draft.kind, ActorKind::State | ActorKind::Igo | ActorKind::Ngo | ActorKind::Organization);
                (thing && draft.members.is_empty()).then_some(14)
            }
            Pronoun::They => match draft.kind {
                ActorKind::Group => Some(24),
                ActorKind::Ngo | ActorKind::Organization => {
                    let many = [
                        Sector::Cop,
                        Sector::Mil,
                        Sector::Bus,
                        Sector::Reb,
                        Sector::Prm,
                        Sector::Opp,
                        Sector::Uaf,
                        Sector::Crm,
                    ];
                    draft.sector.is_some_and(|sector| many.contains(&sector)).then_some(4)
                }
                ActorKind::Igo | ActorKind::State | ActorKind::Person => None,
            },
            Pronoun::Speaker(_) => None,
        }
    }
}

/// Whether a pronoun cannot mean a word because both are arguments of one verb, or one is part of the other's phrase.
pub(super) fn binds(other: Token, pronoun: Token) -> bool {
    let reflexive = pronoun.lower().ends_with("self") || pronoun.lower().ends_with("selves");
    let possessive = pronoun.dep() == Dep::Poss;
    if reflexive || possessive {
        // "His brother Carlos" is not his own brother.
        return possessive && pronoun.head() == other;
    }
    let verb = pronoun.head();
    let argument = |token: Token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative);
    argument(pronoun) && argument(other) && other.head() == verb
        || pronoun.dep() == Dep::Pobj && argument(other) && verb.head() == other.head()
}
