//! The report in short: at most twelve plain sentences, each resting on data of the record.
//!
//! In: the document and a record without its brief. Out: the brief. What there is to tell is gathered as items: meetings
//! ([`meetings`]), statements ([`said`]), contested claims, deeds in the report's own words ([`passage`]); the weightiest are
//! told, each passage once, what lies ahead at the end. Sentences are made of names, dates and the text's own words; none
//! says more than its data.

mod meetings;
mod passage;
mod said;
mod words;

use passage::Passages;
use rapporteur_record::{
    ActorId, Brief, DatumId, Dispute, DisputeKind, Event, Highlight, MeetingStatus, Modality, Record, Span,
};
use rapporteur_text::Doc;
use std::collections::{BTreeMap, BTreeSet};
use words::{Names, closed, plain, quote, shorten};

/// Most sentences of a brief.
const MOST: usize = 12;
/// Most of them about what lies ahead.
const AHEAD: usize = 3;
/// Most disputes told.
const DISPUTES: usize = 3;
/// Most sentences told of one voice.
const VOICE: usize = 3;
/// Longest headline, characters.
const HEADLINE: usize = 160;

/// Writes the brief of a record.
pub(crate) fn write(doc: &Doc, record: &Record) -> Brief {
    let names = Names { record };
    let writer = Writer { record, names, passages: Passages::new(doc, names) };
    let mut items = writer.meetings();
    items.extend(writer.disputes());
    items.extend(writer.statements());
    items.extend(writer.deeds());
    let highlights = choose(items);
    Brief { headline: writer.headline(&highlights), highlights }
}

/// Something that could be told.
struct Item {
    text: String,
    data: Vec<DatumId>,
    /// How much it matters; more is told first.
    weight: f64,
    /// Whether it lies ahead.
    ahead: bool,
    /// Indices of the sentences of the text that it tells.
    sentences: BTreeSet<usize>,
    /// Whose words it gives.
    voice: Option<ActorId>,
}

struct Writer<'r> {
    record: &'r Record,
    names: Names<'r>,
    passages: Passages<'r>,
}

/// The weightiest items, none telling what another tells: what was and what is wanted, then what lies ahead.
fn choose(mut items: Vec<Item>) -> Vec<Highlight> {
    items.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut told: Vec<Item> = Vec::new();
    let mut voices: BTreeMap<ActorId, usize> = BTreeMap::new();
    let mut words: Vec<BTreeSet<String>> = Vec::new();
    let mut ahead = 0;
    for item in items {
        if told.len() == MOST {
            break;
        }
        let bag = bag(&item.text);
        let again = told.iter().any(|known| !known.sentences.is_disjoint(&item.sentences))
            || words.iter().any(|known| is_alike(known, &bag));
        let spoken = item.voice.map_or(0, |voice| voices.get(&voice).copied().unwrap_or(0));
        if again || spoken >= VOICE || item.ahead && ahead == AHEAD {
            continue;
        }
        if let Some(voice) = item.voice {
            *voices.entry(voice).or_default() += 1;
        }
        ahead += usize::from(item.ahead);
        words.push(bag);
        told.push(item);
    }
    told.sort_by_key(|item| item.ahead);
    told.into_iter().map(|item| Highlight { text: item.text, data: item.data }).collect()
}

/// The words of a sentence that are no mere grammar, in their first letters, so that forms of one word count as one.
fn bag(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(|word| word.to_lowercase().chars().take(6).collect()).collect()
}

fn is_alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    let fewer = a.len().min(b.len());
    fewer > 2 && shared * 4 >= fewer * 3
}

impl Writer<'_> {
    fn headline(&self, highlights: &[Highlight]) -> String {
        if let Some(title) = &self.record.report.title {
            return title.clone();
        }
        let first = || self.record.report.text.trim().lines().next().unwrap_or_default().to_owned();
        let told = highlights.first().map(|highlight| highlight.text.trim_end_matches('.').to_owned());
        shorten(&told.unwrap_or_else(first), HEADLINE)
    }

    /// The sentences of the text in which some spans stand.
    fn sentences(&self, spans: &[Span]) -> BTreeSet<usize> {
        let doc = self.passages.doc;
        let tokens = spans.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        tokens.map(|token| token.sentence_index()).collect()
    }

    /// How far down the report something stands, from 0 to 10: what comes first matters more.
    fn depth(&self, span: Span) -> f64 {
        10.0 * span.start as f64 / self.record.report.text.len().max(1) as f64
    }

    /// What is told by the report itself, as sentences of the text with the events and figures in them.
    fn deeds(&self) -> Vec<Item> {
        let mut by_sentence: BTreeMap<usize, (Vec<DatumId>, f64)> = BTreeMap::new();
        let own = |event: &&Event| event.asserted_by.is_empty() && !event.stale && event.modality != Modality::Hypothetical;
        for event in self.record.events.iter().filter(own) {
            for sentence in self.sentences(&[event.trigger]) {
                let (data, weight) = by_sentence.entry(sentence).or_default();
                data.push(event.id.into());
                *weight += event.goldstein.map_or(2.0, |score| 2.0 + score.abs() / 2.0).min(7.0);
            }
        }
        for figure in self.record.figures.iter().filter(|figure| figure.asserted_by.is_empty() && !figure.stale) {
            for sentence in self.sentences(&[figure.what]) {
                let (data, weight) = by_sentence.entry(sentence).or_default();
                data.push(figure.id.into());
                *weight += 2.0;
            }
        }
        let lead = by_sentence.keys().next().copied();
        let item = |(sentence, (data, weight)): (usize, (Vec<DatumId>, f64))| {
            let text = self.passages.sentence(sentence)?;
            let span: Span = self.passages.doc.span(self.passages.doc.sentences()[sentence].clone()).into();
            let first = if lead == Some(sentence) { 25.0 } else { 0.0 };
            let weight = 58.0 + first + weight.min(16.0) - 1.5 * self.depth(span);
            Some(Item { text, data, weight, ahead: false, sentences: BTreeSet::from([sentence]), voice: None })
        };
        by_sentence.into_iter().filter_map(item).collect()
    }

    /// What is contested: who says what, and who says otherwise.
    fn disputes(&self) -> Vec<Item> {
        self.record.disputes.iter().filter_map(|dispute| self.dispute(dispute)).take(DISPUTES).collect()
    }

    fn dispute(&self, dispute: &Dispute) -> Option<Item> {
        let [a, b] = &dispute.sides[..] else { return None };
        let text = match (dispute.kind, a.datum, b.datum) {
            (DisputeKind::Denial | DisputeKind::Account, DatumId::StatementId(claim), DatumId::StatementId(denial)) => {
                let claim = self.told(self.record.statement(claim))?;
                let denial = self.told(self.record.statement(denial))?;
                format!("{}; {}", claim.trim_end_matches('.'), lower(&self.names, b.actor, &denial))
            }
            (DisputeKind::Figures, DatumId::FigureId(one), DatumId::FigureId(other)) => {
                let words = |id: rapporteur_record::FigureId| plain(self.record.quote(self.record.figures[id.index()].what));
                let voice = |actor: Option<ActorId>| actor.map_or("the report".into(), |actor| self.names.one(actor));
                match dispute.same_scope {
                    Some(false) => return None,
                    _ => format!(
                        "Figures differ: {} according to {}, {} according to {}",
                        words(one), voice(a.actor), words(other), voice(b.actor)
                    ),
                }
            }
            _ => return None,
        };
        let sentences = self.sentences(dispute.evidence.spans());
        let weight = 84.0 - self.depth(dispute.evidence.first());
        let data = vec![dispute.id.into(), a.datum, b.datum];
        Some(Item { text: closed(&text), data, weight, ahead: false, sentences, voice: None })
    }
}

/// A sentence as the second half of another: with the article of its subject in small letters.
fn lower(names: &Names, actor: Option<ActorId>, sentence: &str) -> String {
    let article = actor.map(|actor| names.one(actor)).is_some_and(|name| name.starts_with(char::is_lowercase));
    let mut chars = sentence.chars();
    match chars.next() {
        Some(first) if article => first.to_lowercase().collect::<String>() + chars.as_str(),
        _ => sentence.to_owned(),
    }
}
