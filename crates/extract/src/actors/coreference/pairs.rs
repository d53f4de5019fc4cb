//! What is compared of a phrase and a chain of phrases before it, as numbers.
//!
//! In: a phrase, a [`Chain`], where they stand. Out: a [`Row`], whose columns the trees were grown over: a change here
//! wants new trees (`training/coreference`).

use super::phrases::{Agreement, Class, Form, Phrase, WordId};
use crate::Context;
use crate::actors::discourse::Draft;
use rapporteur_lexicon::Gender;
use rapporteur_text::{Dep, Doc, EntityLabel, Token};

/// Columns of a row.
pub const COLUMNS: usize = 80;
/// Numbers about a phrase and a chain.
pub type Row = [f32; COLUMNS];

/// Most names and nouns of a chain that are compared.
const SHOWN: usize = 12;

/// Phrases that mean one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// Indices of its phrases, in text order.
    pub members: Vec<usize>,
    /// Of its names and nouns those with words of their own.
    shown: Vec<usize>,
    agreements: [u16; 8],
    plurals: u16,
    subjects: u16,
    names: u16,
    nouns: u16,
    deeds: u16,
    /// How often each entity label was given.
    entities: Vec<(EntityLabel, u16)>,
    class: Option<Class>,
    draft: Option<usize>,
    /// Sentence of the last member that says something.
    said: Option<usize>,
    /// Line of the last "I", "we", "you".
    spoken: [Option<usize>; 3],
}

impl Chain {
    /// Adds the phrase with index `at`.
    pub fn push(&mut self, at: usize, phrases: &[Phrase]) {
        let phrase = &phrases[at];
        self.members.push(at);
        self.agreements[phrase.agreement as usize] += 1;
        self.plurals += u16::from(phrase.plural);
        self.subjects += u16::from(phrase.subject);
        match phrase.form {
            Form::Name => self.names += 1,
            Form::Noun => self.nouns += 1,
            Form::Deed => self.deeds += 1,
            _ => {}
        }
        if phrase.is_nominal() {
            let known = self.shown.iter().any(|&other| phrases[other].text == phrase.text);
            if !known && self.shown.len() < SHOWN {
                self.shown.push(at);
            }
            self.draft = phrase.draft.or(self.draft);
        }
        if let Some(label) = phrase.entity {
            match self.entities.iter_mut().find(|(known, _)| *known == label) {
                Some((_, count)) => *count += 1,
                None => self.entities.push((label, 1)),
            }
        }
        if phrase.class != Class::Unknown {
            self.class = Some(phrase.class);
        }
        if phrase.says {
            self.said = Some(phrase.sentence);
        }
        let speaker = (phrase.agreement as usize).checked_sub(Agreement::I as usize);
        if let Some(spoken) = speaker.and_then(|at| self.spoken.get_mut(at)) {
            *spoken = Some(phrase.block);
        }
    }

    pub fn last(&self) -> usize {
        self.members.last().copied().unwrap_or_default()
    }

    fn entity(&self) -> Option<EntityLabel> {
        self.entities.iter().max_by_key(|(_, count)| *count).map(|(label, _)| *label)
    }

    /// Whether the phrase can be compared with the chain by their words.
    pub fn shares_words(&self, phrase: &Phrase, phrases: &[Phrase]) -> bool {
        self.shown.iter().any(|&at| {
            let other = &phrases[at];
            other.lemma == phrase.lemma
                || other.words.iter().any(|word| phrase.words.contains(word))
                || !phrase.name.is_empty() && !other.name.is_empty() && other.initials == phrase.initials
                || phrase.last_name().is_some_and(|last| other.name.contains(&last))
        })
    }
}

/// Where the comparison takes place.
pub(super) struct Scene<'a> {
    pub context: Context<'a>,
    pub phrases: &'a [Phrase],
    pub drafts: &'a [Draft],
    /// Which lines end with a question.
    pub asks: Vec<bool>,
}

impl Scene<'_> {
    /// The numbers of a phrase and a chain; `rank` of `of` candidates, the nearest first.
    pub fn row(&self, phrase: &Phrase, chain: &Chain, rank: usize, of: usize) -> Row {
        let mut row = Columns::default();
        let last = &self.phrases[chain.last()];
        let first = chain.members.first().map_or(last, |&first| &self.phrases[first]);
        self.place(&mut row, phrase, last, chain);
        row.push(rank);
        row.push(of.min(60));
        agreement(&mut row, phrase, chain);
        words(&mut row, phrase, &self.shown(chain));
        row.push(phrase.article as usize);
        row.push(first.article as usize);
        row.push(last.article as usize);
        row.push(phrase.words.len());
        row.push(phrase.after.len());
        self.syntax(&mut row, phrase, last, chain);
        self.meaning(&mut row, phrase, last, chain);
        self.turns(&mut row, phrase, last, chain);
        row.row
    }

    fn shown(&self, chain: &Chain) -> Vec<&Phrase> {
        chain.shown.iter().map(|&at| &self.phrases[at]).collect()
    }

    fn place(&self, row: &mut Columns, phrase: &Phrase, last: &Phrase, chain: &Chain) {
        row.push(phrase.form as usize);
        row.push(last.form as usize);
        row.push(phrase.sentence - last.sentence.min(phrase.sentence));
        row.push(phrase.block - last.block.min(phrase.block));
        row.push((phrase.head - last.head.min(phrase.head)).min(400));
        row.push(chain.members.len().min(20));
    }

    fn syntax(&self, row: &mut Columns, phrase: &Phrase, last: &Phrase, chain: &Chain) {
        let doc = self.context.doc;
        row.push(relation(phrase.dep));
        row.push(relation(last.dep));
        row.flag(phrase.subject);
        row.share(chain.subjects, chain.members.len());
        row.flag(last.subject);
        row.flag(last.main);
        row.flag(phrase.main);
        row.flag(last.says);
        row.flag(phrase.says);
        row.flag(binds(doc, last, phrase));
        let (a, b) = (doc.token(last.head), doc.token(phrase.head));
        let near = last.sentence == phrase.sentence;
        row.push(usize::from(near && a.governs(b)) + 2 * usize::from(near && b.governs(a)));
        row.flag(phrase.governing_lemma == last.governing_lemma);
        row.flag(phrase.governor == last.governor);
        row.flag(phrase.head > 0 && matches!(doc.token(phrase.head - 1).lower(), "of" | "in"));
        row.flag(phrase.dep == Dep::Poss);
        row.flag(phrase.dep == Dep::Attr && last.subject && phrase.governor == last.governor);
        row.flag(phrase.dep == Dep::Appos && phrase.governor == last.head);
        row.flag(phrase.empty);
        row.push(chain.said.map_or(99, |said| phrase.sentence.saturating_sub(said).min(98)));
    }

    fn meaning(&self, row: &mut Columns, phrase: &Phrase, last: &Phrase, chain: &Chain) {
        let entity = chain.entity();
        row.push(label(phrase.entity));
        row.push(label(entity));
        row.flag(phrase.entity.is_some_and(|own| chain.entities.iter().any(|(label, _)| *label == own)));
        row.push(phrase.class as usize);
        row.push(chain.class.unwrap_or(Class::Unknown) as usize);
        row.flag(chain.names > 0);
        row.flag(chain.nouns > 0);
        row.flag(chain.deeds > 0);
        // What the actors' pass takes both to mean: the same, different things, or nothing known.
        let same = |other: Option<usize>| match (phrase.draft, other) {
            (Some(a), Some(b)) => 1 + usize::from(a == b),
            _ => 0,
        };
        row.push(same(chain.draft));
        row.push(same(last.draft));
        let draft = chain.draft.map(|draft| &self.drafts[draft]);
        row.push(draft.and_then(|draft| draft.gender).map_or(0, gender));
        row.push(phrase.gender.map_or(0, gender));
        let own = phrase.draft.map(|draft| &self.drafts[draft]);
        row.flag(own.is_some_and(|draft| draft.thing));
        let countries = (own.and_then(|draft| draft.country.as_deref()), draft.and_then(|it| it.country.as_deref()));
        row.push(match countries {
            (Some(a), Some(b)) => 1 + usize::from(a == b),
            _ => 0,
        });
        let lemma = self.context.doc.token(phrase.head).lemma();
        row.flag(draft.is_some_and(|draft| draft.nouns.iter().any(|noun| noun == lemma)));
    }

    fn turns(&self, row: &mut Columns, phrase: &Phrase, last: &Phrase, chain: &Chain) {
        row.flag(phrase.quotation > 0);
        row.flag(last.quotation > 0);
        row.flag(phrase.quotation > 0 && phrase.quotation == last.quotation);
        for spoken in chain.spoken {
            row.push(spoken.map_or(99, |block| phrase.block.saturating_sub(block).min(98)));
        }
        row.flag(self.asks.get(phrase.block).copied().unwrap_or_default());
        row.flag(self.asks.get(last.block).copied().unwrap_or_default());
        row.flag(self.asks.contains(&true));
        let first = chain.members.first().map_or(0, |&first| self.phrases[first].sentence);
        row.push((phrase.sentence - first.min(phrase.sentence)).min(200));
    }
}

/// A row in the making.
struct Columns {
    row: Row,
    at: usize,
}

impl Default for Columns {
    fn default() -> Self {
        Columns { row: [0.0; COLUMNS], at: 0 }
    }
}

impl Columns {
    fn push(&mut self, number: usize) {
        self.value(number as f32);
    }

    fn flag(&mut self, holds: bool) {
        self.push(usize::from(holds));
    }

    fn share(&mut self, part: u16, whole: usize) {
        self.value(f32::from(part) / whole.max(1) as f32);
    }

    fn value(&mut self, value: f32) {
        debug_assert!(self.at < COLUMNS, "a row has {COLUMNS} columns");
        if let Some(cell) = self.row.get_mut(self.at) {
            *cell = value;
        }
        self.at += 1;
    }
}

fn agreement(row: &mut Columns, phrase: &Phrase, chain: &Chain) {
    row.push(phrase.agreement as usize);
    for count in &chain.agreements[1..] {
        row.push(usize::from(*count).min(20));
    }
    let third: u16 = chain.agreements[Agreement::He as usize..=Agreement::They as usize].iter().sum();
    match phrase.form == Form::Pronoun && third > 0 {
        true => row.share(chain.agreements[phrase.agreement as usize], usize::from(third)),
        false => row.value(-1.0),
    }
    row.flag(phrase.plural);
    row.share(chain.plurals, chain.members.len());
}

/// How the words of a phrase are like those of the chain's names and nouns.
fn words(row: &mut Columns, phrase: &Phrase, shown: &[&Phrase]) {
    let nominal = phrase.is_nominal();
    let any = |like: &dyn Fn(&Phrase) -> bool| nominal && shown.iter().any(|other| like(other));
    let names = !phrase.name.is_empty();
    let within = |a: &[WordId], b: &[WordId]| a.iter().all(|word| b.contains(word));
    row.flag(any(&|other| other.lemma == phrase.lemma));
    row.flag(any(&|other| other.text == phrase.text));
    row.flag(names && any(&|other| other.name == phrase.name));
    row.flag(names && any(&|other| other.last_name() == phrase.last_name()));
    row.flag(
        names
            && any(&|other| {
                !other.name.is_empty() && (within(&phrase.name, &other.name) || within(&other.name, &phrase.name))
            }),
    );
    let common = |other: &Phrase| phrase.words.iter().filter(|word| other.words.contains(word)).count();
    row.push(shown.iter().map(|other| common(other)).max().unwrap_or_default().min(9));
    let like = |other: &&Phrase| {
        let common = common(other);
        common as f32 / (phrase.words.len() + other.words.len()).saturating_sub(common).max(1) as f32
    };
    row.value(shown.iter().map(like).fold(0.0, f32::max));
    let missing = |a: &Phrase, b: &Phrase| {
        let holds = |word: &&WordId| **word != a.lemma && !b.words.contains(word) && !b.after.contains(word);
        a.words.iter().filter(holds).count()
    };
    row.push(shown.iter().map(|other| missing(phrase, other)).min().unwrap_or(9).min(9));
    let kin = shown.iter().filter(|other| other.lemma == phrase.lemma);
    row.push(kin.map(|other| missing(phrase, other) * missing(other, phrase)).min().unwrap_or(9).min(9));
    row.flag(names && any(&|other| !other.name.is_empty() && other.initials == phrase.initials));
    row.flag(any(&|other| other.lemma != phrase.lemma && other.words.contains(&phrase.lemma)));
    row.flag(any(&|other| other.name.contains(&phrase.lemma)));
}

/// Whether both are arguments of one verb, so that the later cannot mean the earlier.
fn binds(doc: &Doc, last: &Phrase, phrase: &Phrase) -> bool {
    let (a, b) = (doc.token(last.head), doc.token(phrase.head));
    if b.lower().ends_with("self") || b.lower().ends_with("selves") {
        return false;
    }
    let argument = |token: Token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative);
    if phrase.dep == Dep::Poss {
        return b.head().i == a.i;
    }
    argument(a) && (argument(b) && a.head().i == b.head().i || b.dep() == Dep::Pobj && b.head().head().i == a.head().i)
}

/// Relations by a number that does not change.
fn relation(dep: Dep) -> usize {
    const RELATIONS: [Dep; 14] = [
        Dep::Nsubj,
        Dep::Nsubjpass,
        Dep::Dobj,
        Dep::Pobj,
        Dep::Poss,
        Dep::Compound,
        Dep::Conj,
        Dep::Appos,
        Dep::Attr,
        Dep::Amod,
        Dep::Nmod,
        Dep::Root,
        Dep::Npadvmod,
        Dep::Dative,
    ];
    RELATIONS.iter().position(|known| *known == dep).map_or(0, |at| at + 1)
}

/// Entity labels by a number that does not change.
fn label(label: Option<EntityLabel>) -> usize {
    const LABELS: [EntityLabel; 10] = [
        EntityLabel::Person,
        EntityLabel::Org,
        EntityLabel::Gpe,
        EntityLabel::Norp,
        EntityLabel::Loc,
        EntityLabel::Fac,
        EntityLabel::Event,
        EntityLabel::Date,
        EntityLabel::Time,
        EntityLabel::Cardinal,
    ];
    match label {
        Some(label) => LABELS.iter().position(|known| *known == label).map_or(LABELS.len() + 1, |at| at + 1),
        None => 0,
    }
}

fn gender(gender: Gender) -> usize {
    match gender {
        Gender::Female => 1,
        Gender::Male => 2,
    }
}
