//! The words of a document as the lexicon compares them, and all that it knows among them.

use super::coding::{Hit, hits};
use super::mentions::{acts, is_asked};
use rapporteur_lexicon::{ActorTables, CountryForm, Word};
use rapporteur_text::{Doc, Pos, Token};
use std::ops::Range;

/// A document's words with the lexicon's hits.
pub(super) struct Reading<'d> {
    pub doc: &'d Doc,
    pub tables: &'d ActorTables,
    pub words: Vec<Word<'d>>,
    /// Index of the token of each word.
    pub token_of: Vec<usize>,
    /// Index of the first word at or after each token.
    pub word_of: Vec<usize>,
    pub hits: Vec<Hit>,
    /// 1 + index of the hit that covers each word, 0 for none.
    hit_of: Vec<u32>,
}

impl<'d> Reading<'d> {
    pub fn new(doc: &'d Doc, tables: &'d ActorTables) -> Self {
        let mut reading = Reading {
            doc,
            tables,
            words: Vec::with_capacity(doc.len()),
            token_of: Vec::with_capacity(doc.len()),
            word_of: Vec::with_capacity(doc.len() + 1),
            hits: Vec::new(),
            hit_of: Vec::new(),
        };
        let mut tied = false;
        for token in doc.tokens() {
            reading.word_of.push(reading.words.len());
            if matches!(token.text(), "-" | "–" | "/")
                && !token.spacy()
                && token.previous().is_some_and(|before| !before.spacy())
            {
                tied = true;
                continue;
            }
            // White space is kept as a word, so that no name runs from one paragraph into the next.
            reading.words.push(Word::new(token.text(), std::mem::take(&mut tied)));
            reading.token_of.push(token.i);
        }
        reading.word_of.push(reading.words.len());
        reading.hits = hits(&reading.words, tables, false);
        if reading.stand_in() {
            reading.hits = hits(&reading.words, tables, false);
        }
        reading.hits =
            std::mem::take(&mut reading.hits).into_iter().filter(|hit| !reading.is_given_name(hit)).collect();
        reading.hit_of = vec![0; reading.words.len()];
        for (i, hit) in reading.hits.iter().enumerate() {
            reading.hit_of[hit.words.clone()].fill(i as u32 + 1);
        }
        reading
    }

    /// Lets words that stand for a state or union which the report names elsewhere be read as its name: "the North" beside both
    /// Koreas, "Brussels" for the European Union in a report that has nothing of Belgium. Whether there are any.
    fn stand_in(&mut self) -> bool {
        let found: Vec<(usize, &'d str)> = (0..self.words.len())
            .filter_map(|word| {
                let name = match self.words[word].text {
                    "North" | "South" => self.half(word),
                    "Brussels" => self.union(word),
                    _ => None,
                };
                name.map(|name| (word, name))
            })
            .collect();
        for &(word, name) in &found {
            self.words[word] = Word::new(name, self.words[word].tied);
        }
        !found.is_empty()
    }

    /// The state that "North" or "South" means where the report names two of one name: its shortest name.
    fn half(&self, word: usize) -> Option<&'d str> {
        let next = self.words.get(word + 1);
        let longer = self.hits.iter().any(|hit| hit.words.contains(&word) && hit.words.len() > 1);
        if longer || next.is_some_and(|next| next.capital() || next.tied) {
            return None;
        }
        let states = || self.hits.iter().filter_map(Hit::country).map(|(at, _)| &self.tables.countries[at]);
        let side = self.words[word].text;
        let state = states().find(|state| state.name.strip_prefix(side).is_some_and(|rest| rest.starts_with(' ')))?;
        let rest = &state.name[side.len()..];
        let twin = states().any(|other| other.iso3 != state.iso3 && other.name.ends_with(rest));
        let short = || state.names.iter().find(|name| !name.contains([' ', '.']));
        twin.then(short).flatten().map(String::as_str)
    }

    /// The European Union, where the report speaks of it and not of Belgium, and the word at `word` is somebody who acts.
    fn union(&self, word: usize) -> Option<&'d str> {
        const UNION: &str = "EUR";
        let token = self.doc.token(self.token_of[word]);
        let belgian = |hit: &Hit| {
            hit.country()
                .is_some_and(|(at, form)| self.tables.countries[at].iso3 == "BEL" && form != CountryForm::Capital)
        };
        let union = |hit: &Hit| hit.body().is_some_and(|at| self.tables.bodies[at].country == UNION);
        let means = (acts(token) || is_asked(token)) && self.hits.iter().any(union) && !self.hits.iter().any(belgian);
        means.then_some("EU")
    }

    /// Whether what is also a body's short name is a given name with a family name behind it: "Rafael Montero".
    fn is_given_name(&self, hit: &Hit) -> bool {
        let first = &self.words[hit.words.start];
        let next = self.token_of.get(hit.words.end).map(|&token| self.doc.token(token));
        hit.words.len() == 1
            && hit.body().is_some()
            && self.tables.gender(first.text).is_some()
            && next.is_some_and(|next| next.pos() == Pos::Propn && self.words[hit.words.end].capital())
    }

    /// The hit that covers a word.
    pub fn hit(&self, word: usize) -> Option<&Hit> {
        match self.hit_of.get(word) {
            Some(&number) if number > 0 => self.hits.get(number as usize - 1),
            _ => None,
        }
    }

    /// The hit that covers a token.
    pub fn hit_at(&self, token: usize) -> Option<&Hit> {
        let word = *self.word_of.get(token)?;
        (self.token_of.get(word) == Some(&token)).then(|| self.hit(word)).flatten()
    }

    /// The tokens of a range of words.
    pub fn tokens(&self, words: &Range<usize>) -> Range<usize> {
        if words.is_empty() {
            let at = self.token_of.get(words.start).copied().unwrap_or(self.doc.len());
            return at..at;
        }
        self.token_of[words.start]..self.token_of[words.end - 1] + 1
    }

    /// The words of a range of tokens.
    pub fn words_in(&self, tokens: &Range<usize>) -> Range<usize> {
        self.word_of[tokens.start]..self.word_of[tokens.end]
    }

    /// The token of a range whose head lies outside it; the last where there are several.
    pub fn head(&self, tokens: &Range<usize>) -> Token<'d> {
        let outside = |token: &Token| token.is_root() || !tokens.contains(&token.head().i);
        let tokens_in = self.doc.slice(tokens.clone());
        tokens_in
            .rev()
            .filter(|token| !token.is_punct() && token.lower() != "'s")
            .find(outside)
            .unwrap_or(self.doc.token(tokens.start))
    }

    /// Whether the words name countries, and not this one nor any body that is only its own.
    pub fn is_about_others(&self, iso: &str) -> bool {
        let own = |hit: &Hit| {
            let body = hit.body().filter(|_| hit.agent().is_none()).map(|body| &self.tables.bodies[body]);
            body.is_some_and(|body| body.country == iso)
        };
        let country = |hit: &Hit| hit.country().map(|(country, _)| self.tables.countries[country].iso3 == iso);
        let names = |hit: &Hit| country(hit) == Some(true) || own(hit);
        self.hits.iter().any(|hit| country(hit) == Some(false)) && !self.hits.iter().any(names)
    }

    /// The country that a word names, in whatever form.
    pub fn country(&self, word: usize) -> Option<(usize, CountryForm)> {
        self.hit(word).and_then(Hit::country)
    }
}
