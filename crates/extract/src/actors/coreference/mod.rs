//! Which phrases mean the same thing, over the whole report: names, descriptions and pronouns, of actors and of all else.
//!
//! In: the document and what the actors' pass joined by name, title and office. Out: [`Link`]s. Phrases are read in text
//! order; for each, gradient-boosted trees say of the chains before it that may be meant how likely each is, and it joins
//! the likeliest, or opens a chain of its own. How the trees were grown, and from what, is told in `training/coreference`.

mod pairs;
mod phrases;

use super::discourse::Discourse;
use super::reading::Reading;
use crate::learned::{Archive, Trees};
use crate::{Context, places::Places};
pub use pairs::Row;
use pairs::{Chain, Scene};
pub(super) use phrases::{Agreement, Class};
use phrases::{Article, Form, Phrase, WordId};
use rapporteur_text::{Dep, Token};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// The trees.
#[derive(Debug)]
pub struct Model {
    joins: Trees,
    /// Log odds from which a phrase of each form joins a chain.
    enough: Vec<f32>,
}

/// Made by `training/coreference`.
const WEIGHTS: &[u8] = include_bytes!("../../../models/coreference.bin");

impl Model {
    /// The model that is built into the program.
    pub fn embedded() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(WEIGHTS).expect("the weight file that is built in is whole"))
    }

    /// Reads a weight file; `None` where `bytes` are none.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let archive = Archive::read(bytes)?;
        Some(Model { joins: Trees::read(&archive, "joins"), enough: archive.floats("enough") })
    }
}

/// Furthest back, in sentences, that a pronoun looks.
const PRONOUN_REACH: usize = 3;
/// The same for a description that shares no word with what it means.
const NOUN_REACH: usize = 4;
/// Most phrases back that are looked at for the reaches above; sentences may be long.
const NEAR: usize = 250;
/// Most chains, the latest, that are looked up by a word.
const BY_WORD: usize = 24;
/// Most pronouns of speakers back that "I", "we" and "you" look.
const SPEAKERS: usize = 40;

/// A phrase with its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The head token.
    pub head: usize,
    /// The chain's number.
    pub chain: usize,
    pub takes_up: TakesUp,
    /// What it is known to mean.
    pub class: Class,
    pub named: bool,
    /// Whether the text cites it: the subject of a verb of saying, "according to …", "citing …".
    pub cited: bool,
}

/// How a phrase may take up what was named before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TakesUp {
    /// "she"
    Pronoun(Agreement),
    /// "the envoy", with what its noun alone is known to mean.
    Description(Class),
    /// A name, "I", "this" and a noun without article stand for themselves.
    Nothing,
}

/// All chains of two phrases or more, each phrase by its head token: what coreference is measured by.
pub fn chains(context: Context, places: &Places, model: &Model) -> Vec<Vec<usize>> {
    let (discourse, reading) = super::discourse(context, places);
    let mut chains: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for link in join(context, &reading, &discourse, model) {
        chains.entry(link.chain).or_default().push(link.head);
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// What the trees are grown over: for every phrase and every chain that it may join, their numbers and whether it does.
/// `gold` gives the right chain of phrases by head token.
pub fn rows(context: Context, places: &Places, gold: &BTreeMap<usize, usize>) -> Vec<(Row, bool)> {
    let (discourse, reading) = super::discourse(context, places);
    let phrases = phrases::find(context, &reading, &discourse.drafts, &drafts_of(context, &discourse));
    let scene = Scene { context, phrases: &phrases, drafts: &discourse.drafts, asks: asks(context) };
    let mut reader = Reader::new(&phrases);
    let mut chain_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (at, phrase) in phrases.iter().enumerate() {
        let right = gold.get(&phrase.head).and_then(|gold| chain_of.get(gold)).copied();
        let found = reader.candidates(at);
        for (rank, &chain) in found.iter().enumerate() {
            rows.push((scene.row(phrase, &reader.chains[chain], rank, found.len()), right == Some(chain)));
        }
        let chain = reader.push(at, right);
        if let Some(gold) = gold.get(&phrase.head) {
            chain_of.insert(*gold, chain);
        }
    }
    rows
}

/// Per token, the actor or thing that the phrase headed by it means.
fn drafts_of(context: Context, discourse: &Discourse) -> Vec<Option<usize>> {
    let mut found = vec![None; context.doc.len()];
    for (i, draft) in discourse.drafts.iter().enumerate() {
        for (_, head) in draft.mentions.iter().chain(&draft.places) {
            found[*head] = Some(i);
        }
    }
    found
}

/// The phrases in text order, each with its chain.
pub(super) fn join(context: Context, reading: &Reading, discourse: &Discourse, model: &Model) -> Vec<Link> {
    let drafts = &discourse.drafts;
    let phrases = phrases::find(context, reading, drafts, &drafts_of(context, discourse));
    let scene = Scene { context, phrases: &phrases, drafts, asks: asks(context) };
    let mut reader = Reader::new(&phrases);
    for (at, phrase) in phrases.iter().enumerate() {
        let found = reader.candidates(at);
        let row = |(rank, &chain): (usize, &usize)| scene.row(phrase, &reader.chains[chain], rank, found.len());
        let rows: Vec<Row> = found.iter().enumerate().map(row).collect();
        let mut best: Option<(f32, usize)> = None;
        for (score, chain) in model.joins.scores(&rows).into_iter().zip(found) {
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, chain));
            }
        }
        let chain = best.filter(|(score, _)| *score > model.enough[phrase.form as usize]).map(|(_, chain)| chain);
        reader.push(at, chain);
    }
    let link = |(phrase, &chain): (&Phrase, &usize)| Link {
        head: phrase.head,
        chain,
        takes_up: takes_up(phrase),
        class: phrase.class,
        named: phrase.form == Form::Name,
        cited: phrase.is_nominal() && is_cited(context.doc.token(phrase.head), phrase),
    };
    phrases.iter().zip(&reader.chain_of).map(link).collect()
}

fn is_cited(token: Token, phrase: &Phrase) -> bool {
    let head = token.head();
    phrase.says
        || phrase.dep == Dep::Dobj && matches!(head.lemma(), "cite" | "quote")
        || phrase.dep == Dep::Pobj
            && head.lower() == "to"
            && head.previous().is_some_and(|before| before.lower() == "according")
}

fn takes_up(phrase: &Phrase) -> TakesUp {
    match (phrase.form, phrase.article) {
        (Form::Pronoun, _) => TakesUp::Pronoun(phrase.agreement),
        (Form::Noun, Article::Definite | Article::Pointing) => TakesUp::Description(phrase.class),
        _ => TakesUp::Nothing,
    }
}

/// Which lines, counted from 1, end with a question.
fn asks(context: Context) -> Vec<bool> {
    let text = &context.source.text;
    let ends = |span: rapporteur_text::Span| span.of(text).trim_end_matches(['"', '”', '’', '\'']).ends_with('?');
    std::iter::once(false).chain(context.source.blocks.iter().map(|block| ends(block.span))).collect()
}

/// The chains so far, and how to find those that a phrase may join.
struct Reader<'p> {
    phrases: &'p [Phrase],
    chains: Vec<Chain>,
    /// The chain of each phrase so far.
    chain_of: Vec<usize>,
    /// The chains with a word, in the order in which they took it up.
    by_word: HashMap<WordId, Vec<usize>>,
    /// Pronouns of speakers so far.
    speakers: Vec<usize>,
}

impl<'p> Reader<'p> {
    fn new(phrases: &'p [Phrase]) -> Self {
        Reader { phrases, chains: Vec::new(), chain_of: Vec::new(), by_word: HashMap::new(), speakers: Vec::new() }
    }

    /// Puts the next phrase into the chain, or into a new one; gives its number.
    fn push(&mut self, at: usize, chain: Option<usize>) -> usize {
        let chain = chain.unwrap_or_else(|| {
            self.chains.push(Chain::default());
            self.chains.len() - 1
        });
        self.chains[chain].push(at, self.phrases);
        self.chain_of.push(chain);
        let phrase = &self.phrases[at];
        if phrase.form == Form::Speaker {
            self.speakers.push(at);
        }
        if phrase.is_nominal() {
            for word in keys(phrase) {
                let chains = self.by_word.entry(word).or_default();
                if chains.last() != Some(&chain) {
                    chains.push(chain);
                }
            }
        }
        chain
    }

    /// The chains that the phrase may join, the one last mentioned first.
    fn candidates(&self, at: usize) -> Vec<usize> {
        let phrase = &self.phrases[at];
        let mut found: Vec<usize> = Vec::new();
        if phrase.form == Form::Deed {
            return found;
        }
        self.near(phrase, at, &mut found);
        match phrase.form {
            Form::Speaker => {
                for &speaker in self.speakers.iter().rev().take(SPEAKERS) {
                    add(&mut found, self.chain_of[speaker]);
                }
            }
            Form::Name | Form::Noun => self.by_words(phrase, &mut found),
            _ => {}
        }
        found.sort_by_key(|&chain| std::cmp::Reverse(self.chains[chain].last()));
        found
    }

    /// Chains that were mentioned a short time ago.
    fn near(&self, phrase: &Phrase, at: usize, found: &mut Vec<usize>) {
        for before in (0..at).rev().take(NEAR) {
            let chain = self.chain_of[before];
            // Of each chain the last mention counts.
            if self.chains[chain].last() != before {
                continue;
            }
            let other = &self.phrases[before];
            let distance = phrase.sentence - other.sentence.min(phrase.sentence);
            if distance > NOUN_REACH {
                break;
            }
            if self.may_mean(phrase, other, distance) {
                found.push(chain);
            }
        }
    }

    fn may_mean(&self, phrase: &Phrase, other: &Phrase, distance: usize) -> bool {
        let beside = |phrase: &Phrase| matches!(phrase.dep, Dep::Appos | Dep::Attr);
        match phrase.form {
            Form::Pronoun => {
                let deed = other.form == Form::Deed && (phrase.agreement != Agreement::It || distance > 1);
                distance <= PRONOUN_REACH && other.form != Form::Speaker && !deed
            }
            Form::Speaker => distance <= 1 && (other.form == Form::Name || other.says),
            Form::Pointer => distance <= 2,
            Form::Noun => {
                let takes_up = matches!(phrase.article, Article::Definite | Article::Pointing | Article::Possessive);
                takes_up && matches!(other.form, Form::Name | Form::Noun | Form::Pronoun)
            }
            Form::Name => distance <= 1 && other.is_nominal() && (beside(phrase) || beside(other)),
            Form::Deed => false,
        }
    }

    /// Chains that share a word with the phrase, wherever they stand.
    fn by_words(&self, phrase: &Phrase, found: &mut Vec<usize>) {
        for word in keys(phrase) {
            let chains = self.by_word.get(&word).map_or(&[][..], Vec::as_slice);
            for &chain in chains.iter().rev().take(BY_WORD) {
                if self.chains[chain].shares_words(phrase, self.phrases) {
                    add(found, chain);
                }
            }
        }
    }
}

/// The words by which a phrase is looked up.
fn keys(phrase: &Phrase) -> impl Iterator<Item = WordId> + '_ {
    let name = phrase.name.iter().copied();
    let initials = Some(phrase.initials).filter(|_| !phrase.name.is_empty());
    std::iter::once(phrase.lemma).chain(phrase.words.iter().copied()).chain(name).chain(initials)
}

fn add(found: &mut Vec<usize>, chain: usize) {
    if !found.contains(&chain) {
        found.push(chain);
    }
}
