//! Role nouns that head a phrase of their own: "the Turkish official", "the ministers of Peru and Chile".

use super::{Description, Finder, Mention, What, is_definite, singular};
use crate::actors::coding::{Coding, Hit, code_words, kind_of_agent};
use crate::actors::names::Name;
use rapporteur_lexicon::{AgentKind, BodyKind, CountryForm};
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

impl<'d> Finder<'_, 'd> {
    /// Role nouns that head a phrase of their own.
    pub(super) fn descriptions(&mut self, names: &[Name]) {
        let reading = self.reading;
        for hit in &reading.hits {
            let last = reading.token_of[hit.words.end - 1];
            let token = self.token(last);
            if self.taken[last]
                || !matches!(token.pos(), Pos::Noun | Pos::Propn)
                || token.entity().is_some_and(|entity| {
                    !matches!(
                        entity.label,
                        EntityLabel::Org | EntityLabel::Norp | EntityLabel::Gpe | EntityLabel::Person
                    )
                })
            {
                continue;
            }
            let agent = hit.agent().map(|(i, plural)| (&reading.tables.agents[i], plural));
            let office = hit.office();
            let people = hit.country().filter(|(_, form)| *form == CountryForm::People);
            if agent.is_none() && office.is_none() && people.is_none()
                || !self.is_head(token, agent.map(|(agent, _)| agent.what))
            {
                continue;
            }
            // "All parties": to a conflict or a treaty.
            let modifiers = [Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss];
            let whichever = token.lower() == "parties" && token.child_of(&modifiers).is_none();
            if whichever
                || agent.is_some_and(|(agent, _)| agent.what == AgentKind::Thing)
                || office.is_some_and(|(i, _)| reading.tables.offices[i].office == "courtesy")
            {
                continue;
            }
            let mut tokens = self.phrase(token, reading.token_of[hit.words.start]);
            let nationalities = if people.is_some() { Vec::new() } else { self.nationalities(&mut tokens) };
            let inside = names.iter().any(|name| name.tokens.start < tokens.end && tokens.start < name.tokens.end);
            if inside {
                continue;
            }
            let mut description = self.describe(token, hit, &tokens);
            description.sides = if description.plural { nationalities } else { Vec::new() };
            if self.is_worth_naming(&description, &tokens) {
                let head = token.i;
                self.out.push(Mention { tokens: tokens.clone(), head, what: What::Description(description) });
                self.taken[head] = true;
            }
        }
    }

    /// Whether the noun heads its phrase; of modifiers only armed bodies act ("a police raid").
    fn is_head(&self, token: Token, what: Option<AgentKind>) -> bool {
        match token.dep() {
            Dep::Compound | Dep::Amod | Dep::Nmod => {
                let before_a_role = self
                    .reading
                    .hit_at(token.head().i)
                    .is_some_and(|hit| hit.agent().is_some() || hit.office().is_some() || hit.is_person());
                what == Some(AgentKind::Force) && !before_a_role && !matches!(token.head().pos(), Pos::Propn)
            }
            _ => true,
        }
    }

    /// The nationalities that a phrase begins with, where there are several; the phrase is widened to hold the first.
    fn nationalities(&self, tokens: &mut Range<usize>) -> Vec<Range<usize>> {
        let reading = self.reading;
        let adjective = |token: usize| {
            let hit = reading.hit_at(token).filter(|hit| hit.country().is_some())?;
            let tokens = reading.tokens(&hit.words);
            (tokens.end == token + 1).then_some(tokens)
        };
        let Some(last) =
            tokens.clone().take(3).find_map(|token| adjective(token).filter(|own| own.start >= tokens.start))
        else {
            return Vec::new();
        };
        let adjectival = |tokens: &Range<usize>| {
            let word = reading.word_of[tokens.start];
            let form = reading.country(word).map(|(_, form)| form);
            form == Some(CountryForm::Adjective) || form == Some(CountryForm::Name) && reading.words[word].upper()
        };
        if !adjectival(&last) {
            return Vec::new();
        }
        let mut found = vec![last.clone()];
        let mut at = last.start;
        while at > 1 && matches!(self.token(at - 1).lower(), "and" | ",") {
            let Some(before) = adjective(at - 2).filter(adjectival) else { break };
            at = before.start;
            found.insert(0, before);
        }
        if found.len() < 2 || at >= tokens.start {
            return Vec::new();
        }
        tokens.start = at;
        found
    }

    /// People of several states and bodies that are listed behind them: "the foreign ministers of Peru and Chile".
    pub(super) fn companies(&mut self) {
        let reading = self.reading;
        for hit in &reading.hits {
            let noun = self.token(reading.token_of[hit.words.end - 1]);
            let plural = noun.tag() == Tag::Nns || noun.tag() == Tag::Nnps || noun.lower().ends_with('s');
            if !plural || self.taken[noun.i] || hit.agent().is_none() && hit.office().is_none() {
                continue;
            }
            let sides = self.owners(noun);
            if sides.len() < 2 {
                continue;
            }
            let tokens = self.phrase(noun, reading.token_of[hit.words.start]);
            let description = Description { sides: sides.clone(), plural: true, ..self.describe(noun, hit, &tokens) };
            self.out.push(Mention { tokens: tokens.clone(), head: noun.i, what: What::Description(description) });
            self.take(&tokens);
            self.owners.extend(sides);
        }
    }

    /// The states and international bodies listed behind a noun: "ministers of Peru, the Republic of Chile (ROC) and the OAS".
    fn owners(&self, noun: Token) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = noun.i + 1;
        let word = |at: usize| (at < self.reading.doc.len()).then(|| self.token(at).lower());
        if !matches!(word(at), Some("of" | "from")) {
            return found;
        }
        at += 1;
        loop {
            at += usize::from(word(at) == Some("the"));
            let hit = (at < self.reading.doc.len()).then(|| self.reading.hit_at(at)).flatten();
            let Some(hit) = hit.filter(|hit| self.is_party(hit)) else { return found };
            let tokens = self.reading.tokens(&hit.words);
            at = tokens.end;
            found.push(tokens);
            if word(at) == Some("(") && word(at + 2) == Some(")") {
                at += 3;
            }
            let listed = at;
            at += usize::from(word(at) == Some(","));
            at += usize::from(word(at) == Some("and"));
            if at == listed {
                return found;
            }
        }
    }

    /// Whether the words name a state or an international body.
    fn is_party(&self, hit: &Hit) -> bool {
        let state = hit.country().is_some_and(|(_, form)| form == CountryForm::Name);
        state || hit.body().is_some_and(|body| self.reading.tables.bodies[body].kind == BodyKind::Igo)
    }

    fn describe(&self, noun: Token, hit: &Hit, tokens: &Range<usize>) -> Description {
        let reading = self.reading;
        let words = reading.words_in(&(tokens.start..self.complement(noun)));
        let mut coding = code_words(&reading.words[words], self.date, self.lexicon);
        // A name that many states' bodies have, where the report is not about the one of the table.
        let other =
            hit.body().filter(|&index| !self.is_the_body(hit, index)).map(|index| &reading.tables.bodies[index]);
        if other.is_some_and(|body| coding.country.as_deref() == Some(&*body.country)) {
            coding = Coding { country: None, name: None, wikidata: None, ..coding };
        }
        let agent = hit.agent().map(|(i, plural)| (&reading.tables.agents[i], plural));
        let plural = matches!(noun.tag(), Tag::Nns | Tag::Nnps)
            || agent.is_some_and(|(agent, plural)| plural || agent.what == AgentKind::People)
            || agent.is_none() && hit.office().is_some_and(|(_, plural)| plural);
        let what = agent.map_or(AgentKind::Person, |(agent, _)| agent.what);
        let first = self.token(tokens.start);
        let possessed = reading.doc.slice(tokens.clone()).any(|token| matches!(token.tag(), Tag::Pos | Tag::Prps));
        let counterpart = matches!(noun.lower(), "counterpart" | "counterparts" | "opposite");
        let possessor = counterpart.then(|| noun.child(Dep::Poss)).flatten();
        Description {
            noun: singular(noun),
            kind: kind_of_agent(what, plural),
            sector: coding.sectors.first().copied(),
            office: hit.office().map(|(i, _)| i),
            possessed: reading.doc.slice(tokens.clone()).any(|token| token.tag() == Tag::Prps),
            // "EAM": a title in short means the one who has it.
            definite: possessed
                || is_definite(first)
                || shares_article(noun, first)
                || hit.office().is_some() && hit.words.len() == 1 && reading.words[hit.words.start].upper(),
            plural,
            weak: agent.is_some_and(|(agent, _)| agent.weak),
            counterpart_of: possessor.map(|token| token.i),
            sides: Vec::new(),
            coding,
        }
    }

    /// The end of the noun's complement that may say whose it is: "the minister of Peru".
    fn complement(&self, noun: Token) -> usize {
        let Some(link) =
            noun.next().filter(|next| matches!(next.lower(), "of" | "for" | "from" | "in" | "at" | "with"))
        else {
            return noun.i + 1;
        };
        let object = link.child(Dep::Pobj).filter(|object| link.head() == noun && object.i < noun.i + 8);
        object.map_or(noun.i + 1, |object| object.i + 1)
    }

    /// Leaves out what names nobody in particular: "a group", "teams", "the market".
    fn is_worth_naming(&self, description: &Description, tokens: &Range<usize>) -> bool {
        let named = description.coding.country.is_some();
        if !description.weak || named || description.definite {
            return true;
        }
        let speaks = matches!(
            description.noun.as_str(),
            "official"
                | "leader"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "representative"
                | "delegate"
                | "politician"
                | "chief"
                | "woman"
                | "man"
                | "fighter"
                | "director"
                | "chairman"
        );
        let qualified = tokens.len() > 1 && description.coding.reason.len() > 1;
        speaks || qualified
    }
}

/// "The Secretary and Foreign Minister": one article serves both. The phrase of `noun` begins with `first`.
fn shares_article(noun: Token, first: Token) -> bool {
    let other = noun.head();
    let joined = noun.dep() == Dep::Conj && first.previous().is_some_and(|word| word.lower() == "and");
    joined && noun.tag() != Tag::Nns && other.children().any(|child| child.dep() == Dep::Det && is_definite(child))
}
