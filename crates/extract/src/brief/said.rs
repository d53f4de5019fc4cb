//! Statements as sentences.

use super::passage::{is_finite, is_hanging};
use super::words::{closed, quote};
use super::{Item, Writer};
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{Act, ActorKind, Firmness, Form, Span, Statement};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Span as TextSpan, Tag, Token};
use std::collections::BTreeMap;

/// Most words between what opens a sentence and its end.
const WORDS: usize = 46;
/// Most names of those who say something together.
const NAMED: usize = 3;
/// Most words of a subject that is told in the report's words.
const SUBJECT: usize = 14;
/// Words of a content among which one of courtesy makes it small talk.
const CHAT: usize = 12;
/// Fewest words, less one, of a quoted part that is told without the rest.
const FRAGMENT: usize = 5;

impl Writer<'_> {
    /// The statements, weighed by what is done by saying them and how firm the stance in them is.
    pub(super) fn statements(&self) -> Vec<Item> {
        let mut firm: BTreeMap<_, (f64, Vec<_>)> = BTreeMap::new();
        for position in &self.record.positions {
            for &statement in &position.statements {
                let (weight, data) = firm.entry(statement).or_default();
                *weight = weight.max(firmness(position.firmness));
                data.push(position.id.into());
            }
        }
        let item = |statement: &Statement| {
            let text = self.told(statement)?;
            let (firm, stands) = firm.get(&statement.id).cloned().unwrap_or_default();
            let open = self.is_open(statement);
            let weight = of_act(statement.act) + firm + if statement.joint { 8.0 } else { 0.0 }
                - if open { 12.0 } else { 0.0 }
                - if self.is_chat(statement) { 20.0 } else { 0.0 }
                - if statement.stale { 15.0 } else { 0.0 }
                - self.depth(statement.evidence.first());
            let data = std::iter::once(statement.id.into()).chain(stands).collect();
            let sentences = self.sentences(&statement.content);
            Some(Item {
                text,
                data,
                weight,
                ahead: false,
                sentences,
                voice: statement.speaker.first().copied(),
                at: statement.evidence.first(),
            })
        };
        self.record.statements.iter().filter_map(item).collect()
    }

    /// The statement as a sentence: in the report's words where they make one, else as a quotation.
    pub(super) fn told(&self, statement: &Statement) -> Option<String> {
        let speaker = self.names.speaker(statement)?;
        let speaker =
            if statement.joint && statement.speaker.len() == 1 { "the two sides".to_owned() } else { speaker };
        if statement.content.iter().any(|span| span.of(self.passages.doc.text()).contains('?')) {
            return None;
        }
        let words = match statement.form {
            Form::Direct => None,
            _ => self.clause(statement, &speaker),
        };
        // A list of many names before a quotation tells less than what they issued.
        let many = statement.joint && statement.speaker.len() > NAMED;
        let speaker = if many { "the joint statement".to_owned() } else { speaker };
        words.or_else(|| self.quoted(statement, &speaker)).map(|text| closed(&text))
    }

    /// The verb that tells that something is said.
    fn verb(&self, statement: &Statement) -> Option<Token<'_>> {
        let doc = self.passages.doc;
        let mut cue = statement.cue.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        let verb = cue.find(|token| matches!(token.pos(), Pos::Verb | Pos::Aux) && is_finite(*token))?;
        Some(if verb.dep() == Dep::Aux { verb.head() } else { verb })
    }

    /// Who speaks, with the words from the verb of saying to the end of what is said, where they follow each other in one
    /// sentence and are nobody's own: "we welcome" is a quotation.
    fn clause(&self, statement: &Statement, speaker: &str) -> Option<String> {
        let doc = self.passages.doc;
        let content = *statement.content.first()?;
        let verb = self.verb(statement)?;
        let range = doc.tokens_in(content.into());
        let last = doc.slice(range.clone()).next_back()?;
        let whole = statement.content.len() == 1
            && TextSpan::from(content).start >= verb.span().end
            && last.sentence_index() == verb.sentence_index()
            && self.passages.is_rounded(range.clone())
            && (!is_saying(verb) || self.passages.is_clause(range));
        let start = verb.children().filter(|child| opens(*child) && child.i < verb.i).map(|child| child.i).min();
        let start = start.unwrap_or(verb.i);
        let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
        let asked = subject.is_some_and(|subject| subject.i > start);
        let between = doc.tokens_in(TextSpan::new(verb.span().end, content.start.max(verb.span().end)));
        let broken = doc.slice(between).any(|token| matches!(token.text(), ";" | "\"" | "“" | "”"));
        let own = subject.is_some_and(|subject| matches!(subject.lower(), "i" | "we" | "you"));
        // "We recognize", whose subject the parser lost, does not go with one name.
        let plain =
            verb.tag() == Tag::Vbp && !verb.children().any(|child| matches!(child.dep(), Dep::Aux | Dep::Auxpass));
        let one = statement.speaker.len() == 1 && !self.names.is_plural(statement.speaker[0]) && !statement.joint;
        let odd = plain && one && subject.is_none_or(|subject| !is_plural(subject));
        // "An idea that the founders rejected": what is rejected stands before it.
        let torn = verb.dep() == Dep::Relcl;
        if !whole || asked || own || odd || torn || broken || self.passages.is_personal(start..last.i + 1) {
            return None;
        }
        let speaker = match subject {
            Some(subject) if self.names_itself(subject, statement) => {
                self.passages.words(subject.left_edge().i..subject.right_edge().i + 1, &[])
            }
            // "They" and one name do not go together.
            Some(subject) if is_plural(subject) && statement.speaker.len() == 1 && !statement.joint => {
                self.names.is_plural(statement.speaker[0]).then(|| speaker.to_owned())?
            }
            _ => speaker.to_owned(),
        };
        let words = self.passages.words(start..last.i + 1, &self.own(statement));
        let fits = (2..=WORDS).contains(&words.split(' ').count());
        (fits && !is_hanging(&words)).then(|| format!("{speaker} {words}"))
    }

    /// Whether the words of the subject tell by themselves who speaks: more than a surname, less than a sentence.
    fn names_itself(&self, subject: Token, statement: &Statement) -> bool {
        let doc = self.passages.doc;
        let range = subject.left_edge().i..subject.right_edge().i + 1;
        let short = range.len() <= SUBJECT;
        let named = doc.slice(range.clone()).any(|token| token.pos() == Pos::Propn);
        let person = statement.speaker.first().is_some_and(|&id| self.names.record.actor(id).kind == ActorKind::Person);
        let open = doc.slice(range.clone()).any(|token| token.pos() == Pos::Pron);
        short && named && !open && (!person || range.len() > 2 || subject.conjuncts().len() > 1)
    }

    /// The speakers and those for whom they speak, whom pronouns may mean.
    fn own(&self, statement: &Statement) -> Vec<rapporteur_record::ActorId> {
        statement.speaker.iter().chain(&statement.on_behalf_of).copied().collect()
    }

    /// "N. N. said: “…”"; of what stands in the report's words, "N. N. said that …".
    fn quoted(&self, statement: &Statement, speaker: &str) -> Option<String> {
        let doc = self.passages.doc;
        let said = |span: &Span| span.of(doc.text()).trim().trim_matches(['"', '“', '”']).to_owned();
        let words = match statement.form {
            // "To help them", cut out of a sentence, is none.
            Form::Direct if self.is_cut(statement) => return None,
            Form::Direct => statement.content.iter().map(said).collect::<Vec<_>>().join(" … "),
            Form::Mixed => self.fragment(statement)?,
            Form::Indirect => match self.own_words(statement) {
                Some(words) => words,
                None => return self.retold(statement, speaker),
            },
        };
        let words = quote(&words);
        let enough = words.split_whitespace().count() > 4;
        enough.then(|| format!("{speaker} said: {words}"))
    }

    /// Whether quoted words begin within a sentence and are no clause by themselves.
    fn is_cut(&self, statement: &Statement) -> bool {
        let doc = self.passages.doc;
        let Some(first) = statement.content.first().map(|span| doc.tokens_in((*span).into())) else { return true };
        let word = doc.slice(first.clone()).find(|token| !token.is_punct() && !token.is_space());
        let small = word.is_some_and(|word| word.text().starts_with(char::is_lowercase));
        let led = word.is_some_and(|word| word.dep() == Dep::Mark);
        small && (led || !self.passages.is_clause(first))
    }

    /// The longest quoted stretch of a content that is quoted in part.
    fn fragment(&self, statement: &Statement) -> Option<String> {
        let text = self.passages.doc.text();
        let parts = statement.content.iter().flat_map(|span| {
            let pieces = span.of(text).split(['"', '“', '”']).skip(1).step_by(2);
            pieces.filter(|piece| piece.split_whitespace().count() > FRAGMENT)
        });
        let longest = parts.max_by_key(|piece| piece.len())?;
        longest.trim_start().starts_with(char::is_uppercase).then(|| longest.to_owned())
    }

    /// What the speaker says of themselves in a text that is their own: "We welcome …".
    fn own_words(&self, statement: &Statement) -> Option<String> {
        let doc = self.passages.doc;
        let verb = self.verb(statement)?;
        let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass])?;
        let last = statement.content.iter().map(|span| span.end).max()?;
        let start = subject.span().start;
        let own = matches!(subject.lower(), "i" | "we") && subject.i < verb.i && start < last;
        let tokens = doc.tokens_in(TextSpan::new(start, last.max(start)));
        let one = doc.token(tokens.end.max(1) - 1).sentence_index() == verb.sentence_index();
        (own && one && tokens.len() <= WORDS).then(|| doc.text_of(tokens).to_owned())
    }

    /// "N. N. said that …", of a content that is a clause of its own.
    fn retold(&self, statement: &Statement, speaker: &str) -> Option<String> {
        let doc = self.passages.doc;
        let content = *statement.content.first().filter(|_| statement.content.len() == 1)?;
        let tokens = doc.tokens_in(content.into());
        let told = self.passages.is_clause(tokens.clone())
            && self.passages.is_rounded(tokens.clone())
            && !self.passages.is_personal(tokens.clone());
        let words = self.passages.words(tokens.clone(), &self.own(statement));
        let begins = doc.slice(tokens).next()?;
        let fits = (4..=WORDS).contains(&words.split(' ').count());
        // "Azerbaijani troops" keep their capital.
        let nation = begins.entity().is_some_and(|entity| entity.label == EntityLabel::Norp);
        let named =
            matches!(begins.tag(), Tag::Nnp | Tag::Nnps) || begins.text().chars().all(char::is_uppercase) || nation;
        let words = if named { words } else { small(&words) };
        (told && fits).then(|| format!("{speaker} said that {words}"))
    }

    /// Whether it is small talk of who speaks in turn: thanks, greetings, false starts.
    fn is_chat(&self, statement: &Statement) -> bool {
        let doc = self.passages.doc;
        let courteous = |token: Token| self.stances.has(token.lemma(), StanceSense::Courtesy);
        let first = statement.content.first().map(|span| doc.tokens_in((*span).into())).unwrap_or_default();
        let mut opening = doc.slice(first).take(CHAT);
        let mut cue = statement.cue.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        let starts = |token: Token| matches!(token.lower(), "well" | "look" | "sure" | "okay" | "yeah" | "--" | "good");
        opening.any(|token| courteous(token) || starts(token)) || cue.any(courteous)
    }

    /// Whether the content takes up something that stands only before it: "it was not enough".
    fn is_open(&self, statement: &Statement) -> bool {
        let doc: &Doc = self.passages.doc;
        let first = statement.content.first().map(|span| doc.tokens_in((*span).into()));
        let words = first.map(|range| doc.slice(range).take(8).collect::<Vec<_>>()).unwrap_or_default();
        let points = |token: &Token| {
            matches!(token.lower(), "it" | "this" | "that" | "these" | "those" | "they")
                && matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj)
        };
        let short = statement.content.iter().map(|span| span.end - span.start).sum::<usize>() < 40;
        words.iter().any(points) || short
    }
}

/// What opens a verb's phrase before the verb: auxiliaries, "not", "again".
fn opens(child: Token) -> bool {
    matches!(child.dep(), Dep::Aux | Dep::Auxpass | Dep::Neg)
        || child.dep() == Dep::Advmod
            && child.next().is_some_and(|next| next.i <= child.head().i)
            && !matches!(child.lower(), "meanwhile" | "however" | "separately" | "also" | "then")
            && child.head().i - child.i < 3
}

/// Verbs that tell nothing but that something is said; what they govern is a clause.
fn is_saying(verb: Token) -> bool {
    const SAYING: [&str; 22] = [
        "say", "tell", "report", "state", "claim", "add", "note", "argue", "suggest", "insist", "believe", "think",
        "find", "allege", "estimate", "assert", "explain", "observe", "remark", "conclude", "maintain", "inform",
    ];
    SAYING.contains(&verb.lemma())
}

fn is_plural(subject: Token) -> bool {
    matches!(subject.tag(), Tag::Nns | Tag::Nnps) || subject.lower() == "they" || subject.conjuncts().len() > 1
}

fn small(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|first| first.to_lowercase().collect()).unwrap_or_default();
    first + chars.as_str()
}

fn of_act(act: Act) -> f64 {
    match act {
        Act::Demand | Act::Threaten | Act::Refuse => 70.0,
        Act::Accept | Act::Concede | Act::Offer | Act::Deny | Act::Accuse => 68.0,
        Act::Announce | Act::Pledge | Act::Warn | Act::Request | Act::Intend => 66.0,
        Act::Dismiss | Act::Criticize | Act::Support | Act::Acknowledge => 62.0,
        Act::Assess | Act::Concern | Act::Decline => 58.0,
        Act::Assert => 55.0,
    }
}

fn firmness(firmness: Firmness) -> f64 {
    match firmness {
        Firmness::RedLine => 12.0,
        Firmness::Conditional => 10.0,
        Firmness::Firm => 8.0,
        Firmness::Flexible => 7.0,
        Firmness::Stated => 5.0,
    }
}
