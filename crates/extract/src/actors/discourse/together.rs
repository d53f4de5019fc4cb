//! Several who are spoken of as one: "the two sides", "both ministers", "they".

use super::super::mentions::{Joint, Mention, Pronoun, What, is_text, singular};
use super::{DESCRIPTION_REACH, Draft, Joiner, Key, Seen, Side};
use rapporteur_record::ActorKind;
use rapporteur_text::{Dep, Token};

impl Joiner<'_, '_> {
    /// "They" as a subject: the two persons of the sentence before where no group is in sight, or those who acted together there.
    pub(super) fn they(&mut self, mention: &Mention) -> Option<usize> {
        let token = self.token(mention.head);
        let sentence = token.sentence_index();
        let found = self.pronoun(Pronoun::They, mention.head);
        let near = |seen: &&Seen| sentence.saturating_sub(seen.sentence) <= 1;
        let last = self.seen.iter().rev().take_while(near).find(|seen| Some(seen.draft) == found);
        let group = last.is_some_and(|seen| self.drafts[seen.draft].kind == ActorKind::Group);
        if group || token.dep() != Dep::Nsubj {
            return found;
        }
        let Some(members) = self.pair_before(sentence) else { return found };
        let draft = self.joined(members, mention);
        self.last_joint = Some((draft, mention.head));
        Some(draft)
    }

    /// The only two persons of the sentence before, of whom one is its subject.
    pub(super) fn pair_before(&self, sentence: usize) -> Option<Vec<usize>> {
        let before = self.seen.iter().rev().skip_while(|seen| seen.sentence >= sentence);
        let before = before.take_while(|seen| seen.sentence + 1 == sentence);
        let mut persons: Vec<usize> = Vec::new();
        let mut subject = false;
        for seen in before.filter(|seen| self.drafts[seen.draft].kind == ActorKind::Person) {
            subject |= seen.prominence >= 14;
            if !persons.contains(&seen.draft) {
                persons.push(seen.draft);
            }
        }
        (persons.len() == 2 && subject).then_some(persons)
    }

    pub(super) fn joint(&mut self, joint: Joint, mention: &Mention) -> Option<usize> {
        let sentence = self.token(mention.head).sentence().start;
        let members = match joint {
            Joint::Couple => {
                let called = self.called_so(mention.head);
                let several = called.filter(|&draft| self.drafts[draft].members.len() > 1);
                if several.is_some() {
                    return several;
                }
                let Some(members) = self.couple(mention.head) else { return called };
                let draft = self.joined(members, mention);
                self.last_joint = Some((draft, mention.head));
                return Some(draft);
            }
            Joint::Sides => self.two_sides(mention.head),
            Joint::People => self.two_people(mention.head),
            Joint::Two => {
                let here = self.two_people(mention.head).filter(|(at, _)| *at >= sentence);
                let before = || Some((sentence, self.pair_before(self.token(mention.head).sentence_index())?));
                here.or_else(before).or_else(|| self.two_sides(mention.head))
            }
        };
        let draft = match (members, self.last_joint) {
            (Some((at, members)), Some((last, since))) => {
                if joint == Joint::Sides
                    && (since > at || self.weight(&members) * 2 < self.weight(&self.drafts[last].members))
                {
                    last
                } else {
                    self.joined(members, mention)
                }
            }
            (Some((_, members)), None) => self.joined(members, mention),
            (None, Some((last, _))) => last,
            (None, None) => return None,
        };
        self.last_joint = Some((draft, mention.head));
        Some(draft)
    }

    /// How often the one of the members is mentioned that is mentioned least.
    pub(super) fn weight(&self, members: &[usize]) -> usize {
        members.iter().map(|&draft| self.drafts[draft].mentions.len()).min().unwrap_or_default()
    }

    pub(super) fn joined(&mut self, mut members: Vec<usize>, mention: &Mention) -> usize {
        members.sort_unstable();
        members.dedup();
        let key = Key::Joint(members.clone());
        if let Some(&draft) = self.keys.get(&key) {
            return draft;
        }
        let text = self.reading.doc.text_of(mention.tokens.clone());
        let name = match mention.what {
            // A text is not those whose it is, and a pronoun no name.
            What::Joint(_) | What::Pronoun(_)
                if is_text(self.token(mention.head)) || matches!(mention.what, What::Pronoun(_)) =>
            {
                members.iter().map(|&member| self.drafts[member].name.as_str()).collect::<Vec<_>>().join(" and ")
            }
            _ if text.starts_with("The ") || text.starts_with("Both ") => text.to_lowercase(),
            _ => text.to_owned(),
        };
        let mut draft = Draft::new(name, ActorKind::Group);
        draft.members = members;
        self.open(Some(key), draft)
    }

    /// The two parties last named together ("US and Russian diplomats", "between Seoul and Pyongyang"), else the two that
    /// the report has named most. Also where the first of them stands.
    pub(super) fn two_sides(&mut self, head: usize) -> Option<(usize, Vec<usize>)> {
        let pair = (1..self.sides.len()).rev().find_map(|i| {
            let (b, _, right) = &self.sides[i];
            let (a, _, left) = &self.sides[i - 1];
            (*b < head && left != right && coordinated(self.token(*a), self.token(*b))).then_some((i - 1, i))
        });
        let (first, second) = pair.or_else(|| self.most_named(head))?;
        let at = self.sides[second].0;
        let members = [first, second].map(|i| self.side(i));
        Some((at, members.to_vec()))
    }

    pub(super) fn most_named(&self, head: usize) -> Option<(usize, usize)> {
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (i, (at, _, side)) in self.sides.iter().enumerate().filter(|(_, side)| side.0 < head) {
            let _ = at;
            match counts.iter_mut().find(|(first, _)| self.sides[*first].2 == *side) {
                Some((_, count)) => *count += 1,
                None => counts.push((i, 1)),
            }
        }
        counts.sort_by_key(|&(first, count)| (std::cmp::Reverse(count), first));
        match counts[..] {
            [(a, _), (b, _)] => Some((a, b)),
            [(a, _), (b, second), (_, third), ..] if second > third => Some((a, b)),
            _ => None,
        }
    }

    /// The actor of a side; a state that only an adjective has named gets its mention there.
    pub(super) fn side(&mut self, i: usize) -> usize {
        let (head, tokens, side) = self.sides[i].clone();
        match side {
            Side::Body(draft) => draft,
            Side::State(iso) => {
                let draft = self.state_of(&iso);
                if self.drafts[draft].mentions.is_empty() {
                    self.drafts[draft].mentions.push((tokens, head));
                }
                draft
            }
        }
    }

    /// The only two persons lately named, where they are of different countries: "the leaders" of a report of their meeting.
    fn couple(&self, head: usize) -> Option<Vec<usize>> {
        let sentence = self.token(head).sentence_index();
        let near = |seen: &&Seen| sentence.saturating_sub(seen.sentence) <= DESCRIPTION_REACH;
        let mut persons: Vec<usize> = Vec::new();
        for seen in self.seen.iter().rev().take_while(near) {
            let draft = &self.drafts[seen.draft];
            if draft.kind == ActorKind::Person && draft.country.is_some() && !persons.contains(&seen.draft) {
                persons.push(seen.draft);
            }
        }
        let [one, other] = persons[..] else { return None };
        (self.drafts[one].country != self.drafts[other].country).then_some(persons)
    }

    /// The group last spoken of by the noun.
    fn called_so(&self, head: usize) -> Option<usize> {
        let noun = singular(self.token(head));
        let group = |draft: &Draft| draft.kind == ActorKind::Group && draft.nouns.contains(&noun);
        self.seen.iter().rev().map(|seen| seen.draft).find(|draft| group(&self.drafts[*draft]))
    }

    /// Whether the one is the subject of a verb of saying under which the other stands.
    fn tells_of(&self, teller: usize, head: usize) -> bool {
        let subject = modified(self.token(teller));
        let verb = subject.head();
        subject.dep() == Dep::Nsubj && self.says(verb) && self.token(head).ancestors().any(|above| above == verb)
    }

    /// The two persons last named, whoever tells of them left out: "N. N. said both leaders had agreed".
    pub(super) fn two_people(&self, head: usize) -> Option<(usize, Vec<usize>)> {
        let sentence = self.token(head).sentence_index();
        let mut found: Vec<usize> = Vec::new();
        let mut at = 0;
        for seen in self.seen.iter().rev() {
            let person = self.drafts[seen.draft].kind == ActorKind::Person && self.drafts[seen.draft].named;
            if seen.head < head
                && person
                && !self.tells_of(seen.head, head)
                && !found.contains(&seen.draft)
                && sentence - seen.sentence.min(sentence) <= DESCRIPTION_REACH
            {
                found.push(seen.draft);
                at = seen.head;
                if found.len() == 2 {
                    return Some((at, found));
                }
            }
        }
        let _ = at;
        None
    }
}

/// Whether two words are joined by "and", or their heads are.
pub(super) fn coordinated(a: Token, b: Token) -> bool {
    if a.sentence_index() != b.sentence_index() || b.i > a.i + 12 {
        return false;
    }
    let joined = |a: Token, b: Token| b.dep() == Dep::Conj && b.head() == a;
    if joined(a, b) || joined(modified(a), modified(b)) || joined(a, modified(b)) || joined(modified(a), b) {
        return true;
    }
    // "US, Russia talks" and "US and Russian diplomats", whatever the parser makes of them.
    let between = a.doc().slice(a.i + 1..b.i);
    let link = |token: Token| matches!(token.lower(), "and" | "," | "-" | "–" | "/" | "the");
    b.i > a.i + 1 && b.i <= a.i + 3 && between.clone().all(link) && between.count() > 0
}

/// The noun that a modifier belongs to, through further ones ("Peruvian Foreign Minister N. N."); any other word itself.
pub(super) fn modified(token: Token<'_>) -> Token<'_> {
    let modifies = matches!(token.dep(), Dep::Amod | Dep::Compound | Dep::Poss | Dep::Nmod);
    if modifies && token.head() != token { modified(token.head()) } else { token }
}
