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
use rapporteur_lexicon::{Lexicon, StanceWords};
use rapporteur_record::{
    ActorId, Brief, DatumId, Dispute, DisputeKind, Event, FigureId, Highlight, Modality, Position, Record, Span,
    Statement, StatementId,
};
use rapporteur_text::Doc;
use std::collections::{BTreeMap, BTreeSet};
use words::{Names, closed, plain, shorten};

/// Most sentences of a brief.
const MOST: usize = 12;
/// Most of them about what lies ahead.
const AHEAD: usize = 3;
/// Most disputes told.
const DISPUTES: usize = 3;
/// Most sentences told of one voice.
const VOICE: usize = 3;
/// Sentences at the head of a report among which its news is looked for.
const OPENING: usize = 5;
/// How much the first of them matters.
const LEAD: f64 = 92.0;
/// Most words of two claims told in one sentence.
const PAIR: usize = 60;
/// Longest headline, characters.
const HEADLINE: usize = 160;

/// Writes the brief of a record.
pub(crate) fn write(doc: &Doc, lexicon: &Lexicon, record: &Record) -> Brief {
    let names = Names { record };
    let spoken = record.statements.iter().filter(|statement| is_turn(record, statement)).count() > 1;
    let writer = Writer { record, names, stances: &lexicon.stances, passages: Passages::new(doc, names), spoken };
    let mut items = writer.meetings();
    items.extend(writer.disputes());
    items.extend(writer.statements());
    if !spoken {
        items.extend(writer.lead());
        items.extend(writer.deeds());
    }
    let told = choose(items);
    let headline = writer.headline(&told);
    Brief { headline, highlights: in_order(told) }
}

/// Whether a statement is a turn under a speaker's name: "MR. QUIROGA: …".
fn is_turn(record: &Record, statement: &Statement) -> bool {
    let text = &record.report.text;
    let label = |name: Span| text[name.end..].starts_with(':') && !name.of(text).contains(char::is_lowercase);
    statement.speaker_text.is_some_and(label)
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
    /// Where the report tells it.
    at: Span,
}

struct Writer<'r> {
    record: &'r Record,
    names: Names<'r>,
    stances: &'r StanceWords,
    passages: Passages<'r>,
    /// Whether the report is a transcript, in which every sentence is somebody's.
    spoken: bool,
}

/// The weightiest items, none telling what another tells, weightiest first.
fn choose(mut items: Vec<Item>) -> Vec<Item> {
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
    told
}

/// The items as the report tells them, one after the other, so that each finds what it takes up; then what lies ahead.
fn in_order(mut told: Vec<Item>) -> Vec<Highlight> {
    told.sort_by_key(|item| (item.ahead, item.at));
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
    fn headline(&self, told: &[Item]) -> String {
        if let Some(title) = &self.record.report.title {
            return title.clone();
        }
        let first = || self.record.report.text.trim().lines().next().unwrap_or_default().to_owned();
        let told = told.first().map(|item| item.text.trim_end_matches('.').to_owned());
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

    /// What the report opens with, where it opens with a sentence of its own: that is what it holds to be the news.
    fn lead(&self) -> Vec<Item> {
        let doc = self.passages.doc;
        let told = (0..doc.sentences().len().min(OPENING)).filter_map(|number| {
            let text = self.passages.sentence(number)?;
            let span: Span = doc.span(doc.sentences()[number].clone()).into();
            let data = self.data_in(span);
            (!data.is_empty()).then_some((number, text, span, data))
        });
        let item = |(rank, (number, text, at, data))| {
            let weight = if rank == 0 { LEAD } else { LEAD - 26.0 };
            Item { text, data, weight, ahead: false, sentences: BTreeSet::from([number]), voice: None, at }
        };
        told.take(2).enumerate().map(item).collect()
    }

    /// What a passage tells: events, figures and statements within, else the actors that it names.
    fn data_in(&self, span: Span) -> Vec<DatumId> {
        let record = self.record;
        let mut data: Vec<DatumId> = Vec::new();
        data.extend(record.meetings.iter().filter(|m| span.contains(m.evidence.first())).map(|m| DatumId::from(m.id)));
        data.extend(
            record.statements.iter().filter(|s| span.contains(s.evidence.first())).map(|s| DatumId::from(s.id)),
        );
        data.extend(
            record.events.iter().filter(|event| span.contains(event.trigger)).map(|event| DatumId::from(event.id)),
        );
        data.extend(record.figures.iter().filter(|figure| span.contains(figure.what)).map(|f| DatumId::from(f.id)));
        if data.is_empty() {
            let named =
                |actor: &&rapporteur_record::Actor| actor.mentions.iter().any(|mention| span.contains(mention.span));
            data.extend(record.actors.iter().filter(named).map(|actor| DatumId::from(actor.id)));
        }
        data
    }

    /// What is told by the report itself, as sentences of the text with the events and figures in them.
    fn deeds(&self) -> Vec<Item> {
        let mut by_sentence: BTreeMap<usize, (Vec<DatumId>, f64)> = BTreeMap::new();
        let own =
            |event: &&Event| event.asserted_by.is_empty() && !event.stale && event.modality != Modality::Hypothetical;
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
            Some(Item {
                text,
                data,
                weight,
                ahead: false,
                sentences: BTreeSet::from([sentence]),
                voice: None,
                at: span,
            })
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
                self.against(claim, denial, b.actor)?
            }
            (DisputeKind::Positions, DatumId::PositionId(one), DatumId::PositionId(other)) => {
                let said = |id: rapporteur_record::PositionId| {
                    let position: &Position = self.record.positions.get(id.index())?;
                    position.statements.first().copied()
                };
                self.against(said(one)?, said(other)?, b.actor)?
            }
            (DisputeKind::Figures, DatumId::FigureId(one), DatumId::FigureId(other)) => {
                let words = |id: FigureId| plain(self.record.quote(self.record.figures[id.index()].what));
                let voice = |actor: Option<ActorId>| actor.map_or("the report".into(), |actor| self.names.one(actor));
                if dispute.same_scope == Some(false) || a.actor == b.actor {
                    return None;
                }
                format!(
                    "The figures differ: {} according to {}, {} according to {}",
                    words(one),
                    voice(a.actor),
                    words(other),
                    voice(b.actor)
                )
            }
            _ => return None,
        };
        let sentences = self.sentences(dispute.evidence.spans());
        // What one side claims and the other denies is told together rather than as the report's opening.
        let contested = matches!(dispute.kind, DisputeKind::Denial | DisputeKind::Account);
        let weight = if contested { LEAD + 2.0 } else { 84.0 } - self.depth(dispute.evidence.first());
        let data = vec![dispute.id.into(), a.datum, b.datum];
        let at = dispute.evidence.first();
        Some(Item { text: closed(&text), data, weight, ahead: false, sentences, voice: None, at })
    }

    /// "Peru says …; Ecuador denies …", where both can be told in one sentence.
    fn against(&self, one: StatementId, other: StatementId, second: Option<ActorId>) -> Option<String> {
        if one == other {
            return None;
        }
        let one = self.told(self.record.statement(one))?;
        let other = self.told(self.record.statement(other))?;
        let text = format!("{}; {}", one.trim_end_matches('.'), lower(&self.names, second, &other));
        (text.split(' ').count() <= PAIR).then_some(text)
    }
}

/// A sentence as the second half of another: with the article of its subject in small letters.
fn lower(names: &Names, actor: Option<ActorId>, sentence: &str) -> String {
    let article = actor.map(|actor| names.one(actor)).is_some_and(|name| name.starts_with(char::is_lowercase))
        || ["The ", "A ", "An "].iter().any(|article| sentence.starts_with(article));
    let mut chars = sentence.chars();
    match chars.next() {
        Some(first) if article => first.to_lowercase().collect::<String>() + chars.as_str(),
        _ => sentence.to_owned(),
    }
}
