//! The noun phrases and pronouns of a document as coreference compares them.
//!
//! In: the document and whom the actors' pass takes each word to mean. Out: [`Phrase`]s in text order, each by its head.
//! Words are compared by a hash of their lower-cased form, so that nothing is copied.

use super::super::discourse::Draft;
use super::super::reading::Reading;
use crate::Context;
use rapporteur_lexicon::{AgentKind, CueClass, CuePos, Gender};
use rapporteur_record::ActorKind;
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// Most words of a phrase that are compared.
const WORDS: usize = 24;

/// A word, by the hash of its lower-cased form.
pub(super) type WordId = u64;

/// What kind of phrase it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "I", "we", "you".
    Speaker,
    /// "he", "its".
    Pronoun,
    /// "this", "there", "today".
    Pointer,
    Name,
    Noun,
    /// A verb: "this" may mean what it tells.
    Deed,
}

/// What a pronoun agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::actors) enum Agreement {
    None,
    He,
    She,
    It,
    They,
    I,
    We,
    You,
}

/// What a phrase is known to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::actors) enum Class {
    Unknown,
    Person,
    Body,
    Group,
    Place,
    Time,
    Thing,
}

/// How a noun is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Article {
    None,
    Definite,
    Indefinite,
    Pointing,
    Possessive,
}

/// A phrase that may mean the same as another.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Index of its head token.
    pub head: usize,
    pub form: Form,
    pub agreement: Agreement,
    pub class: Class,
    pub article: Article,
    pub gender: Option<Gender>,
    pub entity: Option<EntityLabel>,
    pub plural: bool,
    pub sentence: usize,
    /// Number of its line.
    pub block: usize,
    /// 1 + the number of the quotation that it stands in, 0 for none.
    pub quotation: usize,
    pub lemma: WordId,
    /// The word that it hangs on.
    pub governor: usize,
    pub governing_lemma: WordId,
    /// The whole phrase up to its head, without article.
    pub text: WordId,
    /// Content words of a name, in text order; empty for what is none.
    pub name: Vec<WordId>,
    /// The hash of the first letters of the name's words.
    pub initials: WordId,
    /// Content words up to the head, the head's among them.
    pub words: Vec<WordId>,
    /// Content words behind the head.
    pub after: Vec<WordId>,
    pub dep: Dep,
    pub subject: bool,
    /// Whether its verb is the sentence's.
    pub main: bool,
    /// Whether it is the subject of a verb of saying.
    pub says: bool,
    /// "it" that may mean nothing: "it is clear that".
    pub empty: bool,
    /// The actor or thing that the actors' pass took it to mean.
    pub draft: Option<usize>,
}

impl Phrase {
    pub fn is_nominal(&self) -> bool {
        matches!(self.form, Form::Name | Form::Noun)
    }

    pub fn last_name(&self) -> Option<WordId> {
        self.name.last().copied()
    }
}

/// All phrases, in the order of their heads. `draft_of` tells, per token, the draft that the phrase headed by it means.
pub(super) fn find(context: Context, reading: &Reading, drafts: &[Draft], draft_of: &[Option<usize>]) -> Vec<Phrase> {
    let doc = context.doc;
    let places = Places::new(context);
    let form = |token: Token| form(token).map(|form| (token.i, form));
    let phrases = doc.tokens().filter_map(form);
    let build = |(i, form)| {
        Builder { context, reading, drafts, draft: draft_of[i], places: &places }.phrase(doc.token(i), form)
    };
    phrases.map(build).collect()
}

/// The line and the quotation of every token.
struct Places {
    blocks: Vec<usize>,
    quotations: Vec<usize>,
}

impl Places {
    fn new(context: Context) -> Self {
        let Context { source, doc, quotations, .. } = context;
        let starts = doc.tokens().map(|token| token.span().start);
        let block = |at: usize| source.blocks.partition_point(|block| block.span.start <= at);
        let quotation = |at: usize| {
            let next = quotations.partition_point(|quotation| quotation.span.start <= at);
            if next > 0 && quotations[next - 1].span.holds(at) { next } else { 0 }
        };
        Places { blocks: starts.clone().map(block).collect(), quotations: starts.map(quotation).collect() }
    }
}

struct Builder<'a, 'd> {
    context: Context<'d>,
    reading: &'a Reading<'d>,
    drafts: &'a [Draft],
    draft: Option<usize>,
    places: &'a Places,
}

impl<'d> Builder<'_, 'd> {
    fn phrase(&self, token: Token<'d>, form: Form) -> Phrase {
        let nominal = matches!(form, Form::Name | Form::Noun);
        let draft = self.draft.map(|draft| &self.drafts[draft]);
        let entity = token.entity().filter(|_| nominal).map(|entity| entity.label);
        let name = if form == Form::Name { name(token) } else { Vec::new() };
        let agreement = agreement(token);
        let subject = matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass);
        let (words, after) = if nominal { words(token) } else { Default::default() };
        Phrase {
            head: token.i,
            form,
            agreement,
            class: self.class(token, draft, entity),
            article: if nominal { article(token) } else { Article::None },
            gender: draft.and_then(|draft| draft.gender),
            entity,
            plural: is_plural(token, agreement, nominal),
            sentence: token.sentence_index(),
            block: self.places.blocks[token.i],
            quotation: self.places.quotations[token.i],
            lemma: word(token.lemma()),
            governor: token.head().i,
            governing_lemma: word(token.head().lemma()),
            text: if nominal { text(token) } else { word(token.lower()) },
            initials: initials(token, &name),
            name,
            words,
            after,
            dep: token.dep(),
            subject,
            main: token.head().is_root(),
            says: subject && self.says(token.head()),
            empty: agreement == Agreement::It && subject && is_empty(token.head()),
            draft: self.draft,
        }
    }

    fn says(&self, verb: Token) -> bool {
        let cues = &self.context.lexicon.cues;
        cues.get(verb.lemma(), CuePos::Verb).iter().any(|cue| cue.class == CueClass::Speech)
    }

    fn class(&self, token: Token, draft: Option<&Draft>, entity: Option<EntityLabel>) -> Class {
        match draft.filter(|draft| !draft.thing).map(|draft| draft.kind) {
            Some(ActorKind::Person) => return Class::Person,
            Some(ActorKind::State) => return Class::Place,
            Some(ActorKind::Group) => return Class::Group,
            Some(ActorKind::Igo | ActorKind::Ngo | ActorKind::Organization) => return Class::Body,
            None => {}
        }
        match entity {
            Some(EntityLabel::Person) => return Class::Person,
            Some(EntityLabel::Org) => return Class::Body,
            Some(EntityLabel::Norp) => return Class::Group,
            Some(EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac) => return Class::Place,
            Some(EntityLabel::Date | EntityLabel::Time) => return Class::Time,
            Some(_) => return Class::Thing,
            None => {}
        }
        let Some(hit) = self.reading.hit_at(token.i) else { return Class::Unknown };
        let agent = hit.agent().map(|(i, _)| self.reading.tables.agents[i].what);
        match agent {
            Some(AgentKind::Person) => Class::Person,
            Some(AgentKind::People) => Class::Group,
            Some(AgentKind::Thing) => Class::Thing,
            Some(AgentKind::Body | AgentKind::Force) => Class::Body,
            None if hit.office().is_some() => Class::Person,
            None => Class::Unknown,
        }
    }
}

fn form(token: Token) -> Option<Form> {
    let argument =
        || matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Attr | Dep::Conj);
    let inside = matches!(token.dep(), Dep::Compound | Dep::Nmod | Dep::Amod);
    match (token.pos(), token.tag()) {
        (_, Tag::Prp | Tag::Prps) => match agreement(token) {
            Agreement::None => None,
            Agreement::I | Agreement::We | Agreement::You => Some(Form::Speaker),
            _ => Some(Form::Pronoun),
        },
        _ if matches!(token.lower(), "this" | "that" | "these" | "those") => argument().then_some(Form::Pointer),
        (Pos::Propn, _) => {
            let within = inside && matches!(token.head().pos(), Pos::Propn | Pos::Noun);
            (!within || is_entity_of_its_own(token)).then_some(Form::Name)
        }
        (Pos::Noun, _) => (!inside || token.dep() == Dep::Amod).then_some(Form::Noun),
        (Pos::Adj, _) => {
            let label = token.entity().map(|entity| entity.label);
            matches!(label, Some(EntityLabel::Norp | EntityLabel::Gpe)).then_some(Form::Name)
        }
        (Pos::Num, _) => matches!(token.dep(), Dep::Nsubj | Dep::Dobj | Dep::Pobj).then_some(Form::Noun),
        (Pos::Adv, _) => matches!(token.lower(), "here" | "there" | "today" | "yesterday").then_some(Form::Pointer),
        (Pos::Pron, Tag::Wp | Tag::Wdt | Tag::Ex) => None,
        (Pos::Pron, _) => argument().then_some(Form::Noun),
        (Pos::Verb, _) => Some(Form::Deed),
        (Pos::Aux, _) => token.is_root().then_some(Form::Deed),
        _ => None,
    }
}

/// Whether the token heads an entity that the noun it stands before is no part of: "US" in "US troops".
fn is_entity_of_its_own(token: Token) -> bool {
    let Some(entity) = token.entity() else { return false };
    let outside = |i: usize| !entity.tokens.contains(&i);
    outside(token.head().i) && (entity.tokens.end == token.i + 1 || token.doc().token(token.i + 1).lower() == "'s")
}

pub(super) fn agreement(token: Token) -> Agreement {
    match token.lower() {
        "i" | "me" | "my" | "mine" | "myself" => Agreement::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Agreement::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Agreement::You,
        "he" | "him" | "his" | "himself" => Agreement::He,
        "she" | "her" | "hers" | "herself" => Agreement::She,
        "it" | "its" | "itself" => Agreement::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Agreement::They,
        _ => Agreement::None,
    }
}

fn is_plural(token: Token, agreement: Agreement, nominal: bool) -> bool {
    matches!(token.tag(), Tag::Nns | Tag::Nnps)
        || matches!(agreement, Agreement::They | Agreement::We)
        || matches!(token.lower(), "these" | "those")
        || nominal && token.child(Dep::Conj).is_some()
}

fn article(token: Token) -> Article {
    for child in token.children().take_while(|child| child.i < token.i) {
        match (child.dep(), child.lower()) {
            (Dep::Poss, _) => return Article::Possessive,
            (Dep::Det, "the") => return Article::Definite,
            (Dep::Det, "this" | "that" | "these" | "those" | "such") => return Article::Pointing,
            (Dep::Det, _) => return Article::Indefinite,
            _ => {}
        }
    }
    Article::None
}

/// "It is clear that", "it seems that": a clause says what the pronoun stands for.
fn is_empty(verb: Token) -> bool {
    let clause = |token: Token| token.child_of(&[Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Acl]).is_some();
    let predicate = verb.child_of(&[Dep::Acomp, Dep::Attr]);
    matches!(verb.lemma(), "be" | "seem" | "appear" | "take") && (clause(verb) || predicate.is_some_and(clause))
}

/// The hash of a word in lower case.
pub(super) fn word(text: &str) -> WordId {
    text.chars().flat_map(char::to_lowercase).fold(HASH, add)
}

/// FNV-1a over characters.
const HASH: u64 = 0xCBF2_9CE4_8422_2325;

fn add(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3)
}

/// The phrase up to its head without its articles.
fn text(token: Token) -> WordId {
    let doc = token.doc();
    let start = token.left_edge().i.max(token.i.saturating_sub(WORDS)).min(token.i);
    let mut words = doc.slice(start..token.i + 1).peekable();
    while words.peek().is_some_and(|word| {
        word.i < token.i && matches!(word.lower(), "the" | "a" | "an" | "this" | "that" | "these" | "those")
    }) {
        words.next();
    }
    words.flat_map(|word| word.lower().chars().chain([' '])).fold(HASH, add)
}

/// The tokens of a name: its entity's where it has one, else the nouns that stand before it.
fn name_tokens(token: Token) -> Range<usize> {
    match token.entity() {
        Some(entity) => entity.tokens.clone(),
        None => {
            let first = token.children().find(|child| child.dep() == Dep::Compound && child.i < token.i);
            first.map_or(token.i, |first| first.left_edge().i.min(token.i))..token.i + 1
        }
    }
}

fn name_words<'d>(token: Token<'d>) -> impl Iterator<Item = Token<'d>> + Clone {
    let doc: &'d Doc = token.doc();
    let words = doc.slice(name_tokens(token)).take(WORDS);
    words.filter(|word| !word.is_punct() && !word.is_space() && !matches!(word.lower(), "the" | "'s" | "’s"))
}

fn name(token: Token) -> Vec<WordId> {
    name_words(token).map(|token| word(token.lower())).collect()
}

/// What an acronym of the name would hash to; for a name of one word, that word without its points.
fn initials(token: Token, name: &[WordId]) -> WordId {
    match name.len() {
        0 => 0,
        1 => token.lower().chars().filter(|&c| c != '.').fold(HASH, add),
        _ => {
            let told = name_words(token).filter(|word| !matches!(word.lower(), "of" | "and" | "for" | "in" | "on"));
            told.filter_map(|word| word.lower().chars().next()).fold(HASH, add)
        }
    }
}

/// The content words of the phrase: up to its head, and behind it.
fn words(token: Token) -> (Vec<WordId>, Vec<WordId>) {
    let content = |word: &Token| matches!(word.pos(), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num);
    let subtree = token.subtree();
    let doc = token.doc();
    let start = subtree.start.max(token.i.saturating_sub(WORDS)).min(token.i);
    let end = subtree.end.min(token.i + 1 + WORDS).max(token.i + 1);
    let within = |i: usize| token.governs(doc.token(i));
    let hash = |token: Token| word(token.lemma());
    let mut before: Vec<WordId> =
        doc.slice(start..token.i).filter(content).filter(|it| within(it.i)).map(hash).collect();
    before.push(word(token.lemma()));
    let after = doc.slice(token.i + 1..end).filter(content).filter(|it| within(it.i)).map(hash).collect();
    (before, after)
}
