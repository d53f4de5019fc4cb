//! Statements as sentences.

use super::words::{closed, quote, shorten, QUOTE};
use super::{Item, Writer};
use rapporteur_record::{Act, Firmness, Form, Span, Statement};
use rapporteur_text::{Dep, Doc, Pos, Span as TextSpan, Tag, Token};
use std::collections::BTreeMap;

/// Most words between what opens a sentence and its end.
const WORDS: usize = 46;

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
                - if statement.stale { 15.0 } else { 0.0 }
                - self.depth(statement.evidence.first());
            let data = std::iter::once(statement.id.into()).chain(stands).collect();
            let sentences = self.sentences(&statement.content);
            Some(Item { text, data, weight, ahead: false, sentences, voice: statement.speaker.first().copied() })
        };
        self.record.statements.iter().filter_map(item).collect()
    }

    /// The statement as a sentence: in the report's words where they make one, else as a quotation.
    pub(super) fn told(&self, statement: &Statement) -> Option<String> {
        let speaker = self.names.speaker(statement)?;
        let speaker = if statement.joint && statement.speaker.len() == 1 { "the two sides".to_owned() } else { speaker };
        let words = match statement.form {
            Form::Direct => None,
            _ => self.clause(statement).map(|clause| format!("{speaker} {clause}")),
        };
        words.or_else(|| self.quoted(statement, &speaker)).map(|text| closed(&text))
    }

    /// The words from the verb of saying to the end of what is said, where they follow each other in one sentence.
    fn clause(&self, statement: &Statement) -> Option<String> {
        let doc = self.passages.doc;
        let content = *statement.content.first()?;
        let cue = statement.cue.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        let verb = cue.filter(|token| matches!(token.pos(), Pos::Verb | Pos::Aux)).find(|token| is_finite(*token))?;
        let last = doc.slice(doc.tokens_in(content.into())).next_back()?;
        let whole = statement.content.len() == 1
            && TextSpan::from(content).start >= verb.span().end
            && last.sentence_index() == verb.sentence_index();
        let start = verb.children().filter(|child| opens(*child) && child.i < verb.i).map(|child| child.i).min();
        let start = start.unwrap_or(verb.i);
        let between = doc.tokens_in(TextSpan::new(verb.span().end, content.start.max(verb.span().end)));
        let broken = doc.slice(between).any(|token| matches!(token.text(), ";" | "\"" | "“" | "”"));
        let words = self.passages.words(start..last.i + 1, &self.own(statement));
        let fits = whole && !broken && (2..=WORDS).contains(&words.split(' ').count());
        fits.then_some(words)
    }

    /// The speakers and those for whom they speak, whom pronouns may mean.
    fn own(&self, statement: &Statement) -> Vec<rapporteur_record::ActorId> {
        statement.speaker.iter().chain(&statement.on_behalf_of).copied().collect()
    }

    /// "N. N. said: “…”"; of what stands in the report's words, "N. N. said that …".
    fn quoted(&self, statement: &Statement, speaker: &str) -> Option<String> {
        let doc = self.passages.doc;
        let said = |span: &Span| span.of(doc.text()).trim().trim_matches(['"', '“', '”']).to_owned();
        if statement.form != Form::Indirect {
            let words: Vec<String> = statement.content.iter().map(said).collect();
            let words = words.join(" … ");
            let enough = words.split_whitespace().count() > 4;
            return enough.then(|| format!("{speaker} said: {}", quote(&words)));
        }
        let content = *statement.content.first()?;
        let tokens = doc.tokens_in(content.into());
        let clause = doc.slice(tokens.clone()).any(|token| is_finite(token) && has_subject(token));
        let words = self.passages.words(tokens.clone(), &self.own(statement));
        let begins = tokens.clone().next().map(|i| doc.token(i))?;
        let fits = (4..=WORDS).contains(&words.split(' ').count());
        let words = if begins.pos() == Pos::Propn || begins.text() == "I" { words } else { small(&words) };
        (clause && fits).then(|| shorten(&format!("{speaker} said that {words}"), QUOTE + 80))
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
        || child.dep() == Dep::Advmod && child.next().is_some_and(|next| next.i <= child.head().i)
            && !matches!(child.lower(), "meanwhile" | "however" | "separately")
            && child.head().i - child.i < 3
}

fn is_finite(verb: Token) -> bool {
    let finite = |token: Token| matches!(token.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    finite(verb) || verb.children().any(|child| child.dep() == Dep::Aux && finite(child))
}

fn has_subject(verb: Token) -> bool {
    verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl]).is_some()
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
