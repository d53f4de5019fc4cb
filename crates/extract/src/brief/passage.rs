//! A passage of the report as a sentence of its own.
//!
//! In: tokens of the text. Out: the same words without dateline, asides and opening connectives, with the names of those
//! whom pronouns mean.

use super::words::{Names, closed, possessive};
use rapporteur_record::{ActorId, ActorKind, Span};
use rapporteur_text::{Dep, Doc, Pos, Tag, Token};
use std::collections::HashMap;
use std::ops::Range;

/// Most words of a sentence of a brief.
const WORDS: usize = 48;

/// The document with the names that its pronouns stand for.
pub(super) struct Passages<'a> {
    pub doc: &'a Doc,
    names: Names<'a>,
    /// Whom each pronoun of the text means, by where it stands.
    meant: HashMap<Span, ActorId>,
}

impl<'a> Passages<'a> {
    pub fn new(doc: &'a Doc, names: Names<'a>) -> Self {
        let mut meant = HashMap::new();
        for actor in &names.record.actors {
            for mention in actor.mentions.iter().filter(|mention| is_pronoun(&mention.text)) {
                meant.insert(mention.span, actor.id);
            }
        }
        Passages { doc, names, meant }
    }

    /// The sentence with index `number`, as one of a brief: `None` where it is too long, or no whole sentence, or points at
    /// what a brief may not have.
    pub fn sentence(&self, number: usize) -> Option<String> {
        let range = self.doc.sentences().get(number)?.clone();
        let text = self.doc.text_of(range.clone()).trim();
        let marks = text.chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
        if marks % 2 == 1 || text.contains(['?', '\n']) || text.ends_with(':') || is_question_of(text) {
            return None;
        }
        let top = self.doc.slice(range.clone()).find(|token| token.is_root() || !range.contains(&token.head().i))?;
        let subject = top.child_of(&[Dep::Nsubj, Dep::Nsubjpass])?;
        let asked =
            top.children().any(|child| child.dep() == Dep::Aux && child.i < subject.i && child.i + 3 > subject.i);
        if !is_finite(top) || asked || self.is_pointing(subject) || self.is_personal(range.clone()) {
            return None;
        }
        let start = self.opening(range.clone(), subject);
        // "Acquired a rival", behind a full stop that ends no sentence; "N. N. told the paper on Friday", whose words stand elsewhere.
        let first = self.doc.slice(start..range.end).find(|token| !token.is_punct() && !token.is_space())?;
        let torn = start == range.start && first.text().starts_with(char::is_lowercase) && range.start > 0;
        let empty = matches!(top.lemma(), "say" | "tell" | "add")
            && top.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Nsubjpass, Dep::Advcl]).is_none();
        if torn || empty {
            return None;
        }
        if self.is_dangling(start..range.end) {
            return None;
        }
        let words = self.words(start..range.end, &[]);
        let count = words.split(' ').count();
        ((4..=WORDS).contains(&count) && !is_hanging(&words)).then(|| closed(&words))
    }

    /// Whether a subject points at a sentence that the brief may not have: "this", "the move".
    fn is_pointing(&self, subject: Token) -> bool {
        let open = subject.pos() == Pos::Pron && !self.meant.contains_key(&subject.span().into());
        let alone = subject.children().all(|child| child.dep() == Dep::Det);
        let known = |child: Token| matches!(child.lower(), "this" | "these" | "that" | "those" | "such");
        let move_ = alone
            && matches!(
                subject.lemma(),
                "move" | "decision" | "step" | "measure" | "announcement" | "news" | "former" | "latter" | "statement"
            );
        open || move_ || subject.children().any(known)
    }

    /// Whether somebody speaks of themselves or to somebody outside quotation marks.
    pub fn is_personal(&self, range: Range<usize>) -> bool {
        let mut quoted = false;
        self.doc.slice(range).any(|token| {
            quoted ^= matches!(token.text(), "\"" | "“" | "”");
            let own = matches!(
                token.lower(),
                "i" | "we" | "our" | "us" | "my" | "me" | "ours" | "you" | "your" | "myself" | "ourselves"
            );
            // "US" is no pronoun.
            own && !quoted && token.text() != "US"
        })
    }

    /// Whether the tokens' first pronoun stands for somebody whom neither they nor a name put for it tell.
    fn is_dangling(&self, range: Range<usize>) -> bool {
        let person = |token: &Token| is_pronoun(token.lower()) && !matches!(token.lower(), "it" | "its");
        for token in self.doc.slice(range) {
            if token.pos() == Pos::Propn || token.pos() == Pos::Noun && token.dep() == Dep::Nsubj {
                return false;
            }
            if person(&token) {
                let meant = self.meant.get(&token.span().into());
                return !meant.is_some_and(|&id| self.is_nameable(id));
            }
        }
        false
    }

    /// Whether the tokens are a clause: headed by a finite verb that has its subject among them.
    pub fn is_clause(&self, range: Range<usize>) -> bool {
        let mut tops = self.doc.slice(range.clone()).filter(|token| {
            !token.is_punct() && !token.is_space() && (token.is_root() || !range.contains(&token.head().i))
        });
        let subject = |verb: Token| {
            let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl]);
            subject.is_some_and(|subject| range.contains(&subject.i))
        };
        tops.any(|top| is_finite(top) && subject(top))
    }

    /// Whether a stretch ends where a phrase may end: not on a word that leads on, nor before the verb of its own subject.
    pub fn is_rounded(&self, range: Range<usize>) -> bool {
        let Some(last) = self.doc.slice(range.clone()).rev().find(|token| !token.is_punct() && !token.is_space())
        else {
            return false;
        };
        let leads = matches!(last.pos(), Pos::Det | Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Aux)
            && !matches!(last.dep(), Dep::Prt | Dep::Prep | Dep::Advmod);
        let next = (range.end < self.doc.len()).then(|| self.doc.token(range.end));
        let cut = next.is_some_and(|next| {
            let within = next.sentence_index() == last.sentence_index();
            within && !next.is_punct() && matches!(next.pos(), Pos::Verb | Pos::Aux | Pos::Noun | Pos::Propn)
        });
        !leads && !cut
    }

    /// The first token after connectives: "However, …".
    fn opening(&self, range: Range<usize>, subject: Token) -> usize {
        let edge = subject.left_edge().i.max(range.start);
        let mark = self
            .doc
            .slice(range.start..edge.max(range.start))
            .rev()
            .find(|token| token.text() == ":" || token.is_space() && token.text().contains('\n'));
        let start = mark.map(|mark| mark.i + 1).into_iter().max().unwrap_or(range.start);
        let light = |token: &Token| {
            let quote = matches!(token.text(), "\"" | "“" | "”");
            !quote && token.is_punct()
                || token.is_space()
                || matches!(token.pos(), Pos::Cconj | Pos::Intj)
                || token.pos() == Pos::Adv && token.i + 1 < edge
        };
        // "In that role, …" points at what came before.
        let points = |token: Token| {
            matches!(token.lower(), "this" | "that" | "these" | "those" | "such") && token.pos() == Pos::Det
        };
        if self.doc.slice(start..edge.max(start)).any(points) {
            return edge.max(start);
        }
        self.doc.slice(start..edge.max(start)).find(|token| !light(token)).map_or(edge.max(start), |token| token.i)
    }

    /// The words of some tokens, asides left out and pronouns named; who is the subject needs no name.
    pub fn words(&self, range: Range<usize>, subject: &[ActorId]) -> String {
        let mut text = String::new();
        let mut named: Vec<ActorId> = subject.to_vec();
        // Behind a name, and in somebody's own words, a pronoun stays what it is.
        let (mut clear, mut quoted) = (!subject.is_empty(), false);
        let mut i = range.start;
        while i < range.end {
            let token = self.doc.token(i);
            quoted ^= matches!(token.text(), "\"" | "“" | "”");
            if let Some(end) = self.aside(token, range.clone()).filter(|&end| self.is_even(i..end)) {
                i = end;
                let more = self.doc.slice(i..range.end).any(|rest| !rest.is_punct() && !rest.is_space());
                let text_end = text.trim_end_matches([',', ' ']).len();
                text.truncate(text_end);
                if more && !self.doc.token(i.min(range.end - 1)).is_punct() {
                    text.push(' ');
                }
                continue;
            }
            match self.meant.get(&token.span().into()) {
                Some(id) if is_open(token) && !clear && !quoted && !named.contains(id) && self.is_nameable(*id) => {
                    let name = self.names.one(*id);
                    let owner = token.tag() == Tag::Prps;
                    text += &if owner { possessive(&name) } else { name };
                    named.push(*id);
                    clear = true;
                }
                _ => text += token.text(),
            }
            if let Some(id) = self.named_at(token) {
                clear |= self.names.record.actor(id).kind == ActorKind::Person;
                named.push(id);
            }
            if token.spacy() {
                text.push(' ');
            }
            i += 1;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let marks = text.chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
        let text = if marks % 2 == 1 { text.replace(['"', '“', '”'], "") } else { text };
        text.trim_end_matches([',', ';', ':', ' ', '.', '—', '–', '-']).to_owned()
    }

    /// Whether each quotation that begins among the tokens ends among them.
    fn is_even(&self, range: Range<usize>) -> bool {
        self.doc.slice(range).filter(|token| matches!(token.text(), "\"" | "“" | "”")).count() % 2 == 0
    }

    /// An actor by whose name a pronoun may be replaced: one with a name, and not several.
    fn is_nameable(&self, id: ActorId) -> bool {
        let actor = self.names.record.actor(id);
        actor.members.is_empty() && actor.name.starts_with(char::is_uppercase)
    }

    fn named_at(&self, token: Token) -> Option<ActorId> {
        let proper = matches!(token.pos(), Pos::Propn | Pos::Noun);
        let span: Span = token.span().into();
        let holds = |actor: &&rapporteur_record::Actor| {
            let at = actor.mentions.partition_point(|mention| mention.span.end < span.end);
            actor.mentions.get(at).is_some_and(|mention| mention.span.end == span.end)
        };
        if !proper {
            return None;
        }
        self.names.record.actors.iter().find(holds).map(|actor| actor.id)
    }

    /// The end of an aside that begins at the token: a clause about a noun set off by a comma, words in brackets.
    fn aside(&self, token: Token, range: Range<usize>) -> Option<usize> {
        if token.text() == "(" {
            let close = self.doc.slice(token.i..range.end).take(40).find(|close| close.text() == ")")?;
            return Some(close.i + 1);
        }
        if token.text() != "," || token.i + 1 >= range.end {
            return None;
        }
        let next = self.doc.token(token.i + 1);
        let opens = matches!(next.lower(), "which" | "whose" | "who" | "where" | "whom");
        let clause = next.ancestors().take(4).find(|above| above.dep() == Dep::Relcl)?;
        let within = opens && clause.left_edge().i == next.i && range.contains(&clause.right_edge().i);
        within.then(|| {
            let end = clause.right_edge().i + 1;
            if end < range.end && self.doc.token(end).text() == "," { end + 1 } else { end }
        })
    }
}

/// Whether the last word leads on to what is not told: "affirms that", "processes that aim to".
pub(super) fn is_hanging(words: &str) -> bool {
    matches!(words.rsplit(' ').next().unwrap_or_default(), "that" | "this" | "to" | "the" | "a" | "and" | "or")
}

fn is_pronoun(text: &str) -> bool {
    let lower = text.to_lowercase();
    matches!(lower.as_str(), "he" | "she" | "it" | "they" | "him" | "her" | "them" | "his" | "its" | "their")
}

/// "Q  From the way that …": a reporter's question in a transcript.
fn is_question_of(text: &str) -> bool {
    text.strip_prefix(['Q', 'A']).is_some_and(|rest| rest.starts_with([' ', ':', '.']) && rest.len() > 1)
        && !text.starts_with("A ")
        || text.starts_with("QUESTION")
}

/// A pronoun that a name can stand for.
fn is_open(token: Token) -> bool {
    token.pos() == Pos::Pron && is_pronoun(token.lower())
}

pub(super) fn is_finite(verb: Token) -> bool {
    let finite = |token: Token| matches!(token.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    finite(verb) || verb.children().any(|child| matches!(child.dep(), Dep::Aux | Dep::Auxpass) && finite(child))
}
