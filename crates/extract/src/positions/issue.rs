//! What a stance is about: a short noun phrase for the content of a statement.
//!
//! In: the words of a content. Out: the phrase a desk would print, with the words of the text that it stands for. A noun is
//! named with what narrows it ("release of the fishermen"); a verb by the noun for what it does and its object
//! ("withdraw its troops": "withdrawal of its troops"), or by its object where it says little itself ("show restraint").
//! A day, a place, a number or a word of courtesy is no issue.

use super::gerund::gerund;
use crate::{Context, actors::Actors};
use rapporteur_lexicon::{StanceSense as Sense, TimeWord};
use rapporteur_record::ActorKind;
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// Most words of an issue.
const WORDS: usize = 9;
/// Most tokens before the noun of an issue.
const BEFORE: usize = 14;
/// Most issues that one content joins by "and".
const JOINED: usize = 6;
/// Most steps from the head of a content down to what it is about.
const STEPS: usize = 6;

/// Verbs by which somebody makes another's demand their own.
const ECHOING: [&str; 5] = ["join", "heed", "answer", "meet", "echo"];

/// A phrase that names an issue.
#[derive(Clone, Debug)]
pub(super) struct Issue {
    /// The phrase.
    pub name: String,
    /// The tokens of the text that it stands for.
    pub tokens: Range<usize>,
    /// The noun that heads it.
    pub head: usize,
    /// Whether the text speaks of ending it: "halt the expansion".
    pub ending: bool,
    /// Whether nothing narrows the noun and the text takes it for known: "the offer".
    pub known: bool,
}

/// The nouns and verbs of a content by which its issue can be named.
#[derive(Clone, Copy)]
pub(super) struct Namer<'a> {
    pub context: Context<'a>,
    pub actors: &'a Actors,
}

impl<'a> Namer<'a> {
    /// The issue of the clause or noun phrase headed by `top`.
    pub fn issue(self, top: Token<'a>) -> Option<Issue> {
        self.named(top, STEPS, false)
    }

    /// The issue of the clause or noun phrase, and those of what is joined to it by "and".
    pub fn issues(self, top: Token<'a>) -> Vec<Issue> {
        self.list(top, top.conjuncts(), &|_| None)
    }

    /// As [`Namer::issues`], of what is to be done: each of a list of verbs, by its own words where no noun names it.
    pub fn tasks(self, top: Token<'a>) -> Vec<Issue> {
        let leads = |thing: &Token<'a>| thing.tag() == Tag::Vb || self.leads(*thing) && is_noun(*thing);
        // "Efforts to do X and to do Y", "the need for efforts to do X": what each is to do.
        if let Some(below) = self.led(top).filter(leads) {
            return self.tasks(below);
        }
        let mut found = self.list(top, series(top), &|token| self.clause(token));
        for more in repeated(top) {
            if found.len() < JOINED && !found.iter().any(|issue| issue.tokens.contains(&more.i)) {
                found.extend(self.list(more, series(more), &|token| self.clause(token)));
            }
        }
        found
    }

    fn list(self, top: Token<'a>, joined: Vec<Token<'a>>, other: &dyn Fn(Token<'a>) -> Option<Issue>) -> Vec<Issue> {
        let mut found: Vec<Issue> = Vec::new();
        for token in joined.into_iter().filter(|token| token.i >= top.i).take(JOINED) {
            if found.iter().any(|issue| issue.tokens.contains(&token.i)) {
                continue;
            }
            let alike = token.i == top.i || token.pos() == top.pos();
            let Some(issue) = alike.then(|| self.issue(token).or_else(|| other(token))).flatten() else { continue };
            // What a list of objects is joined to lies below its verb.
            let head = top.doc().token(issue.head);
            let more: Vec<Token> = head
                .conjuncts()
                .into_iter()
                .filter(|more| more.i > head.i && is_noun(*more) && !self.is_people(*more))
                .collect();
            let ending = issue.ending;
            let end = issue.tokens.end;
            let more = more.into_iter().filter(|more| more.i >= end).take(JOINED);
            let more: Vec<Issue> = more.filter_map(|noun| self.noun(noun, ending)).collect();
            self.join(issue, more, &mut found);
        }
        found
    }

    /// The issues that a noun for a stance leads to, each thing that is joined by "and" by itself.
    pub fn issues_of(self, noun: Token<'a>) -> Vec<Issue> {
        let Some(issue) = self.issue(noun) else { return Vec::new() };
        let head = noun.doc().token(issue.head);
        let (end, ending) = (issue.tokens.end, issue.ending);
        let more = head.conjuncts().into_iter().filter(|more| more.i >= end && more.i != noun.i && is_noun(*more));
        let more: Vec<Issue> = more.take(JOINED).filter_map(|noun| self.noun(noun, ending)).collect();
        let mut found = Vec::new();
        self.join(issue, more, &mut found);
        found
    }

    /// "Delays and irregularities": two nouns right beside each other are one issue, those of a longer list each by itself.
    fn join(self, first: Issue, more: Vec<Issue>, found: &mut Vec<Issue>) {
        let doc = self.context.doc;
        let beside = |second: &Issue| {
            let between = first.tokens.end..second.tokens.start;
            between.len() == 1 && doc.token(between.start).lower() == "and" && doc.token(first.head).pos() != Pos::Verb
        };
        match &more[..] {
            [second] if beside(second) && second.tokens.end - first.tokens.start <= WORDS + 2 => {
                let tokens = first.tokens.start..second.tokens.end;
                let name = format!("{} and {}", first.name, second.name);
                found.push(Issue { name, tokens, ..first });
            }
            _ => {
                found.push(first);
                found.extend(more);
            }
        }
    }

    /// What a noun of stance leads to: "support for the plan", "commitment to the treaty", "the decision to send aid".
    pub fn led(self, noun: Token<'a>) -> Option<Token<'a>> {
        if !self.leads(noun) {
            return None;
        }
        let (wish, worry) = (self.has(noun, Sense::Wish), self.has(noun, Sense::Worry));
        let infinitive = |verb: &Token| verb.tag() == Tag::Vb && verb.i > noun.i;
        // "The need for X to do Y".
        let clause = noun.child_of(&[Dep::Acl, Dep::Relcl, Dep::Advcl]).filter(infinitive);
        // "The commitment of X to Y": whose it is comes before what it is to.
        let owned = self.has(noun, Sense::Weight);
        // "In support of the plan".
        let within = noun.previous().is_some_and(|word| word.lower() == "in");
        let leading = |prep: Token| match prep.lower() {
            "for" | "to" | "with" => !worry || prep.lower() != "for",
            "of" => wish || owned || worry || within,
            "in" => noun.lemma() == "interest",
            "about" | "over" | "at" | "regarding" => worry,
            _ => false,
        };
        let prep = || noun.children().find(|child| child.dep() == Dep::Prep && leading(*child));
        let own = clause.or_else(|| prep()?.child_of(&[Dep::Pobj, Dep::Pcomp]));
        // The parser hangs "to Y" on the verb above where other words stand between.
        let above = || {
            let verb = (noun.dep() == Dep::Dobj).then(|| noun.head())?;
            if !self.has(noun, Sense::Backing) && !self.has(verb, Sense::Stress) {
                return None;
            }
            let mut behind = verb.children().filter(|child| child.i > noun.i);
            behind.find_map(|child| match child.dep() {
                Dep::Prep if child.lower() == "to" => child.child_of(&[Dep::Pobj, Dep::Pcomp]),
                Dep::Xcomp | Dep::Advcl if infinitive(&child) => Some(child),
                _ => None,
            })
        };
        own.or_else(above)
    }

    fn leads(self, noun: Token) -> bool {
        [Sense::Wish, Sense::Worry, Sense::Leads, Sense::Backing].iter().any(|&sense| self.has(noun, sense))
    }

    /// The words of an infinitive or gerund that no noun names: "act as a responsible nation", "working with our allies".
    pub fn clause(self, verb: Token<'a>) -> Option<Issue> {
        // What is said to end would be told as if it were wanted.
        let infinite = matches!(verb.tag(), Tag::Vb | Tag::Vbg) || verb.tag() == Tag::Vbp && verb.dep() == Dep::Conj;
        if verb.pos() != Pos::Verb || !infinite || self.has(verb, Sense::Ending) {
            return None;
        }
        // "Become a lawyer", "do that in ways that work", "stand with them": what one is, or what only points, names nothing.
        let points = |child: Token| child.tag() == Tag::Prp || matches!(child.lower(), "that" | "this" | "so" | "same");
        let pointing = |child: Token| match child.dep() {
            Dep::Dobj => points(child),
            Dep::Prep => child.i == verb.i + 1 && child.child(Dep::Pobj).is_some_and(points),
            _ => false,
        };
        if verb.child_of(&[Dep::Attr]).is_some() || verb.children().any(pointing) {
            return None;
        }
        // "Ensure that they remain safe": that they do.
        let finite =
            |clause: &Token| matches!(clause.tag(), Tag::Vbz | Tag::Vbp | Tag::Vbd) && clause.right_edge().i > clause.i;
        let told = verb.child(Dep::Ccomp).filter(finite).filter(|_| self.has(verb, Sense::Light));
        let start = told.map_or(verb, |told| told.child(Dep::Nsubj).map_or(told, |subject| subject.left_edge()));
        let verb = told.unwrap_or(verb);
        let follows = |child: &Token| {
            let kind = matches!(child.dep(), Dep::Dobj | Dep::Acomp | Dep::Prep | Dep::Prt | Dep::Advmod);
            let when = |token: Token| is_day(token) || is_noun(token) && self.is_time(token);
            let within = child.lower() == "including" || child.child(Dep::Pobj).is_some_and(when);
            child.i > verb.i && kind && !when(*child) && !within
        };
        let ends = verb.children().filter(follows).map(|child| match child.dep() {
            Dep::Dobj if is_noun(child) => self.phrase(child).1.end,
            Dep::Prep => child.child(Dep::Pobj).map_or(child.i + 1, |object| match self.phrase(object).1.end {
                end if end - verb.i > WORDS => object.i + 1,
                end => end,
            }),
            _ => child.right_edge().i + 1,
        });
        if start.i > verb.i {
            return None;
        }
        let end = ends.filter(|&end| end > start.i && end - start.i <= WORDS).max().unwrap_or(verb.i + 1);
        let hangs = end > verb.i + 1 && verb.doc().token(end - 1).pos() == Pos::Adp;
        let end = if hangs { end - 1 } else { end };
        let light = self.has(verb, Sense::Light);
        // A verb alone tells nothing unless it is what somebody should do by themselves: "resign".
        let alone = end == verb.i + 1;
        let complete = verb.child_of(&[Dep::Dobj, Dep::Xcomp, Dep::Ccomp]).is_none() && verb.head().pos() != Pos::Adj;
        let nominal = self.context.lexicon.stances.nominal(verb.lemma()).filter(|_| complete && verb.tag() != Tag::Vbg);
        // "Create an environment": an object too wide to name an issue gains nothing by a verb as wide.
        let wide = |object: Token| {
            let bare = self.has(object, Sense::Bare) || self.has(object, Sense::General);
            bare && self.phrase(object).1.len() == 1
                && object.children().any(|child| matches!(child.lower(), "a" | "an"))
        };
        let empty = light && verb.child(Dep::Dobj).is_some_and(wide);
        let name = match nominal {
            _ if alone && told.is_none() => nominal?.split(' ').next().unwrap_or_default().to_owned(),
            // "Working with our allies".
            _ if matches!(start.tag(), Tag::Vb | Tag::Vbp) && start.i == verb.i && told.is_none() => {
                format!("{} {}", gerund(verb.lower()), flat(verb.doc().text_of(start.i + 1..end)))
            }
            _ => flat(verb.doc().text_of(start.i..end)),
        };
        let empty = empty || start.pos() == Pos::Pron;
        (!empty && !name.is_empty()).then_some(Issue {
            name,
            tokens: start.i..end,
            head: verb.i,
            ending: false,
            known: false,
        })
    }

    /// The state, body or people that somebody stands by, as an issue: "supports the people of Chad".
    pub fn party(self, noun: Token<'a>) -> Option<Issue> {
        let kind = self.actors.get(self.actors.at(noun)?).kind;
        let named = is_noun(noun) && kind != ActorKind::Person;
        named.then(|| self.phrased(noun)).flatten()
    }

    /// The noun with what stands before it and what narrows it, whatever it means.
    pub fn phrased(self, noun: Token<'a>) -> Option<Issue> {
        let (name, tokens) = self.phrase(noun);
        (!name.is_empty()).then_some(Issue { name, tokens, head: noun.i, ending: false, known: false })
    }

    fn named(self, top: Token<'a>, steps: usize, ending: bool) -> Option<Issue> {
        if steps == 0 {
            return None;
        }
        if let Some(issue) = self.hyphened(top, ending) {
            return Some(issue);
        }
        match top.pos() {
            Pos::Noun | Pos::Propn => self.noun(top, ending),
            Pos::Verb | Pos::Aux => self.verb(top, steps, ending),
            Pos::Adp | Pos::Part | Pos::Sconj => self.named(top.child_of(&[Dep::Pobj, Dep::Pcomp])?, steps - 1, ending),
            Pos::Adj => self.deeper(top, steps, ending),
            Pos::Num => self.sum(top, ending),
            _ => None,
        }
    }

    /// Whether an issue names a sum of money, which is given.
    pub fn is_sum(self, issue: &Issue) -> bool {
        let first = self.context.doc.token(issue.tokens.start);
        first.entity().is_some_and(|entity| entity.label == EntityLabel::Money) || first.text() == "$"
    }

    fn verb(self, verb: Token<'a>, steps: usize, ending: bool) -> Option<Issue> {
        // "Halt the offensive": the tagger takes some nouns for adjectives.
        let noun = |object: &Token<'a>| is_noun(*object) || object.tag() == Tag::Jj && object.child(Dep::Det).is_some();
        // "Release those detained".
        let those = |object: &Token<'a>| told_of_those(*object).is_some();
        let object =
            verb.child(Dep::Dobj).or_else(|| verb.child(Dep::Nsubjpass)).filter(|object| noun(object) || those(object));
        // "Join our calls for a truce": what the calls are for.
        let called = object.filter(|object| self.has(*object, Sense::Wish) && ECHOING.contains(&verb.lemma()));
        if let Some(thing) = called.and_then(|object| self.led(object)) {
            return self.named(thing, steps - 1, ending);
        }
        if self.has(verb, Sense::Ready) && object.is_none() {
            return self.deeper(verb, steps, ending);
        }
        if verb.lemma() == "be" {
            return self.being(verb, steps, ending);
        }
        if let Some(issue) = self.answering(verb, ending) {
            return Some(issue);
        }
        if self.has(verb, Sense::Ending) {
            let clause = verb.child_of(&[Dep::Xcomp, Dep::Ccomp]).filter(|clause| clause.tag() == Tag::Vbg);
            let below = clause.and_then(|clause| self.doing(clause, steps, !ending));
            let thing = || object.and_then(|object| self.noun(object, !ending));
            if let Some(issue) = below.or_else(thing).or_else(|| self.oblique(verb, !ending)) {
                return Some(issue);
            }
        }
        if let Some(issue) = self.allowed(verb, steps, ending) {
            return Some(issue);
        }
        // "Leave no room for doubt".
        if verb.lemma() == "leave" && object.is_some_and(|object| object.children().any(|child| child.lower() == "no"))
        {
            return None;
        }
        // "Hand over the documents".
        let particle = verb.child(Dep::Prt).map(|particle| format!("{} {}", verb.lemma(), particle.lower()));
        let nominal = particle.as_deref().and_then(|verb| self.context.lexicon.stances.nominal(verb));
        if self.has(verb, Sense::Light) && nominal.is_none() {
            // What is used or made is meant before what it is used for.
            let below =
                verb.child_of(&[Dep::Xcomp, Dep::Ccomp, Dep::Pcomp]).and_then(|_| self.deeper(verb, steps, ending));
            let thing = below.or_else(|| self.noun(object?, ending)).or_else(|| self.oblique(verb, ending));
            return thing.or_else(|| self.deeper(verb, steps, ending));
        }
        // "Wants the matter resolved": what is to be done to it stands as the subject.
        let patient = (verb.tag() == Tag::Vbn).then(|| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass])).flatten();
        let object = object.or(patient).filter(|object| is_noun(*object) || those(object));
        match (nominal.or_else(|| self.context.lexicon.stances.nominal(verb.lemma())), object) {
            (Some(nominal), Some(object)) => self.done(nominal, verb, object, ending),
            (Some(nominal), None) => self.happening(nominal, verb, ending).or_else(|| self.deeper(verb, steps, ending)),
            (None, Some(object)) => self.noun(object, ending),
            (None, None) => self.deeper(verb, steps, ending).or_else(|| self.oblique(verb, ending)),
        }
    }

    /// "Hold the government accountable for its actions": the accountability of whoever is held to account.
    fn answering(self, verb: Token<'a>, ending: bool) -> Option<Issue> {
        let answers = |token: &Token| matches!(token.lower(), "accountable" | "responsible");
        let word = verb.doc().slice(verb.subtree()).find(|token| verb.lemma() == "hold" && answers(token))?;
        let held = verb.child(Dep::Dobj).or_else(|| word.child(Dep::Nsubj)).or_else(|| {
            verb.children()
                .flat_map(|below| below.children().collect::<Vec<_>>())
                .find(|child| child.dep() == Dep::Nsubj)
        })?;
        let (name, tokens) = self.phrase(held);
        let named = is_noun(held).then(|| format!("accountability of {name}"));
        let tokens = verb.i.min(tokens.start)..tokens.end.max(word.i + 1);
        Some(Issue {
            name: named.unwrap_or_else(|| "accountability".into()),
            tokens,
            head: verb.i,
            ending,
            known: false,
        })
    }

    /// "Allow its territory to be used for raids", "let all refugees vote": what is to be done, of which whoever does it is no part.
    fn allowed(self, verb: Token<'a>, steps: usize, ending: bool) -> Option<Issue> {
        let clause =
            verb.child_of(&[Dep::Ccomp, Dep::Xcomp]).filter(|clause| clause.pos() == Pos::Verb && clause.i > verb.i)?;
        if !matches!(verb.lemma(), "allow" | "permit" | "let" | "enable" | "want") {
            return None;
        }
        let patient = clause.child(Dep::Nsubjpass).filter(|subject| is_noun(*subject));
        match patient {
            Some(patient) if clause.lemma() == "use" => self.done("use", clause, patient, ending),
            _ => self
                .named(clause, steps - 1, ending)
                .or_else(|| self.clause(clause).map(|issue| Issue { ending, ..issue })),
        }
    }

    /// "Stop shelling the town": what is done, by its noun or as it stands.
    fn doing(self, verb: Token<'a>, steps: usize, ending: bool) -> Option<Issue> {
        if self.context.lexicon.stances.nominal(verb.lemma()).is_some() || self.has(verb, Sense::Light) {
            return self.verb(verb, steps - 1, ending);
        }
        match verb.child(Dep::Dobj).filter(|object| is_noun(*object) && !is_circumstance(*object)) {
            Some(object) => {
                let (thing, tokens) = self.phrase(object);
                let name = format!("{} of {thing}", verb.lower());
                Some(Issue { name, tokens: verb.i..tokens.end, head: verb.i, ending, known: false })
            }
            // "Trading in Iran", "firing on civilians".
            None => {
                let prep = verb.children().find(|child| child.dep() == Dep::Prep && child.i == verb.i + 1)?;
                let object = prep.child(Dep::Pobj).filter(|object| !self.is_time(*object) && !is_day(*object))?;
                let end = self.phrase(object).1.end.max(object.i + 1);
                let name = flat(verb.doc().text_of(verb.i..end));
                Some(Issue { name, tokens: verb.i..end, head: verb.i, ending, known: false })
            }
        }
    }

    /// "There can be no talks", "the aim is a ceasefire", "Kyiv is ready to sign".
    fn being(self, verb: Token<'a>, steps: usize, ending: bool) -> Option<Issue> {
        let attribute = verb.child_of(&[Dep::Attr, Dep::Acomp])?;
        match attribute.pos() {
            Pos::Noun | Pos::Propn if verb.child(Dep::Expl).is_some() => self.noun(attribute, ending),
            _ => self.named(attribute, steps - 1, ending),
        }
    }

    /// What the clause below says: "ready to sign", "let the observers decide".
    fn deeper(self, top: Token<'a>, steps: usize, ending: bool) -> Option<Issue> {
        let told = |child: &Token| {
            child.tag() == Tag::Vb && child.children().any(|mark| matches!(mark.lower(), "to" | "that"))
        };
        let below = top.child_of(&[Dep::Xcomp, Dep::Ccomp, Dep::Pcomp]);
        let below = below.or_else(|| top.children().find(|child| child.dep() == Dep::Advcl && told(child)));
        // "Ensure that nobody ever gets the bomb": to want that it is not so is to be against it.
        let negated = |clause: Token| {
            clause.dep() == Dep::Ccomp
                && clause.children().any(|child| matches!(child.lower(), "never" | "not" | "n't"))
        };
        let ending = ending != below.is_some_and(negated);
        let prep = || top.children().find(|child| child.dep() == Dep::Prep && child.lower() == "to");
        self.named(below.or_else(prep)?, steps - 1, ending)
    }

    /// "Withdraw its troops from the border": the noun for the verb, its object, where from or to.
    fn done(self, nominal: &str, verb: Token<'a>, object: Token<'a>, ending: bool) -> Option<Issue> {
        if is_circumstance(object) || self.is_time(object) {
            return None;
        }
        let (thing, tokens) = self.phrase(object);
        let mut name = format!("{} {thing}", joined(nominal));
        let mut end = tokens.end;
        if let Some(prep) = self.complement(verb, end)
            && name.split(' ').count() + prep.len() <= WORDS
        {
            name += &format!(" {}", flat(verb.doc().text_of(prep.clone())));
            end = prep.end;
        }
        let tokens = verb.i.min(tokens.start)..end.max(verb.i + 1);
        Some(Issue { name, tokens, head: verb.i, ending, known: false })
    }

    /// "Withdraw from the border zone": the noun for the verb with its complement.
    fn happening(self, nominal: &str, verb: Token<'a>, ending: bool) -> Option<Issue> {
        let prep = self.complement(verb, verb.i + 1)?;
        let nominal = nominal.split(' ').next().unwrap_or(nominal);
        let name = format!("{nominal} {}", flat(verb.doc().text_of(prep.clone())));
        Some(Issue { name, tokens: verb.i..prep.end, head: verb.i, ending, known: false })
    }

    /// The first complement of the verb after token `from` that is no circumstance of time, cut after its noun phrase.
    fn complement(self, verb: Token<'a>, from: usize) -> Option<Range<usize>> {
        const PLACES: [&str; 9] = ["from", "to", "into", "with", "against", "on", "for", "over", "about"];
        let preps = verb.children().filter(|child| child.i >= from && child.dep() == Dep::Prep);
        let fits = |prep: &Token<'a>| {
            let object = prep.child(Dep::Pobj);
            PLACES.contains(&prep.lower())
                && object.is_some_and(|object| is_noun(object) && !is_circumstance(object) && !self.is_time(object))
        };
        let prep = preps.filter(fits).find(|prep| prep.i <= from + 1)?;
        let object = prep.child(Dep::Pobj)?;
        Some(prep.i..self.phrase(object).1.end.max(object.i + 1))
    }

    /// A verb of two parts, which the tokenizer took apart: "de-escalate".
    fn hyphened(self, part: Token<'a>, ending: bool) -> Option<Issue> {
        let starts = [Some(part), part.previous(), part.previous().and_then(|hyphen| hyphen.previous())];
        starts.into_iter().flatten().find_map(|first| {
            let last = first.next().filter(|hyphen| hyphen.text() == "-")?.next()?;
            let verb = format!("{}-{}", first.lower(), last.lower());
            let nominal = self.context.lexicon.stances.nominal(&verb)?.to_owned();
            Some(Issue { name: nominal, tokens: first.i..last.i + 1, head: last.i, ending, known: false })
        })
    }

    /// What a verb without object or noun of its own is about: "vote on the treaty", "bend on what it sees as a principle".
    fn oblique(self, verb: Token<'a>, ending: bool) -> Option<Issue> {
        let preps = verb.children().filter(|child| child.dep() == Dep::Prep && child.i > verb.i);
        let about = |prep: &Token<'a>| matches!(prep.lower(), "on" | "about" | "over" | "to" | "as" | "from");
        preps.filter(about).find_map(|prep| match prep.child_of(&[Dep::Pobj, Dep::Pcomp])? {
            object if object.dep() == Dep::Pobj => {
                let narrow = |issue: &Issue| issue.tokens.len() > 1 && object.pos() == Pos::Noun;
                self.noun(object, ending).filter(narrow)
            }
            clause => clause.child(Dep::Dobj).and_then(|object| self.noun(object, ending)).or_else(|| {
                let below = clause.children().filter(|child| child.dep() == Dep::Prep && child.lower() == "as");
                below.filter_map(|prep| prep.child(Dep::Pobj)).find_map(|object| self.noun(object, ending))
            }),
        })
    }

    fn noun(self, noun: Token<'a>, ending: bool) -> Option<Issue> {
        if let Some(issue) = self.sum(noun, ending) {
            return Some(issue);
        }
        if noun.pos() == Pos::Pron || self.is_outside(noun) {
            return None;
        }
        // "A lot of things", "any form of contact", "part of his proposal": what there is a lot of.
        if self.has(noun, Sense::Portion) {
            let of = noun.children().find(|child| child.lower() == "of");
            return self.noun(of?.child(Dep::Pobj)?, ending);
        }
        // "The offer made today to begin talks": what was offered.
        let made = noun.child(Dep::Acl).filter(|made| self.has(noun, Sense::Puts) && made.tag() == Tag::Vbn);
        let offered =
            made.and_then(|made| made.child_of(&[Dep::Xcomp, Dep::Ccomp])).filter(|verb| verb.tag() == Tag::Vb);
        if let Some(issue) = offered.and_then(|verb| self.verb(verb, 2, ending)) {
            return Some(issue);
        }
        if self.leads(noun) {
            let wish = self.has(noun, Sense::Wish);
            let found = self.led(noun).and_then(|thing| match thing.tag() {
                Tag::Vb => self.verb(thing, 2, ending),
                Tag::Vbg if thing.dep() == Dep::Pcomp => {
                    let done = thing.child(Dep::Dobj).and_then(|_| self.doing(thing, 2, ending));
                    done.or_else(|| self.clause(thing))
                }
                _ => thing.conjuncts().into_iter().find_map(|thing| self.noun(thing, ending)),
            });
            let alone = self.phrase(noun).1.len() == 1 && noun.children().all(|child| child.dep() != Dep::Prep);
            let bare = !wish && self.led(noun).is_none() && alone;
            let pure = [Sense::Backing, Sense::Weight, Sense::Worry].iter().any(|&sense| self.has(noun, sense));
            // "The call", "Peru's demand": what was wanted before.
            let owned = noun.child(Dep::Poss).is_some_and(|owner| owner.pos() != Pos::Pron);
            let taken_up = alone && self.has(noun, Sense::Insists) && noun.child(Dep::Det).is_some();
            let empty = wish && noun.children().len() < 3 && !owned && !taken_up;
            if found.is_some() || empty || pure || bare && !taken_up {
                return found;
            }
        }
        // "Five million euros for the mission": what a sum is for.
        let counted =
            noun.children().any(|child| child.tag() == Tag::Cd || child.lower() == "a" && child.i + 1 == noun.i);
        if counted && self.context.lexicon.measures.measure(noun.lower()).is_some() {
            let purpose = noun.children().find(|child| child.lower() == "for");
            return self.noun(purpose?.child(Dep::Pobj)?, ending);
        }
        if matches!(noun.lemma(), "end" | "halt")
            && let Some(prep) = noun.children().chain(noun.next()).find(|child| matches!(child.lower(), "to" | "of"))
            && let Some(object) = prep.child(Dep::Pobj)
        {
            return self.noun(object, !ending);
        }
        let (name, tokens) = self.phrase(noun);
        let alone = name.split(' ').count() == 1;
        let definite = noun.children().any(|child| {
            matches!(child.lower(), "the" | "this" | "that" | "these" | "those" | "its" | "his" | "her" | "their")
        });
        let wide = self.has(noun, Sense::Bare) || self.has(noun, Sense::General) || self.has(noun, Sense::Leads);
        // "An important step": what only praises narrows nothing.
        let praised = !alone && tokens.end == noun.i + 1 && {
            let before = noun.doc().slice(tokens.start..noun.i);
            let empty = |word: Token| match word.pos() {
                Pos::Adj => self.has(word, Sense::Praise) || word.tag() != Tag::Jj,
                pos => matches!(pos, Pos::Adv | Pos::Punct | Pos::Num | Pos::Cconj),
            };
            before.into_iter().all(empty)
        };
        // "Three sides of the border": how many there are narrows nothing.
        let numbered = noun.child(Dep::Nummod).is_some() && self.has(noun, Sense::General);
        let light = (alone || praised || numbered) && wide
            || alone && noun.tag() == Tag::Nnp && noun.children().len() == 0 && !self.has(noun, Sense::Proper);
        let refers = [Sense::Puts, Sense::Insists, Sense::Claims].iter().any(|&sense| self.has(noun, sense));
        if light && !(refers && definite) {
            return None;
        }
        Some(Issue { name, tokens, head: noun.i, ending, known: alone && definite })
    }

    /// "$5 million for the reconstruction of the port": a sum with what it is for.
    fn sum(self, noun: Token<'a>, ending: bool) -> Option<Issue> {
        let money = noun.entity().is_some_and(|entity| entity.label == EntityLabel::Money);
        let purpose =
            noun.children().filter(|child| money && child.i > noun.i && matches!(child.lower(), "for" | "in"));
        let object = purpose.filter_map(|prep| prep.child(Dep::Pobj)).find(|object| is_noun(*object))?;
        let thing = self.noun(object, ending)?;
        let start = noun.left_edge().i.max(noun.i.saturating_sub(BEFORE));
        let start = (start..noun.i).find(|&i| noun.doc().token(i).entity().is_some()).unwrap_or(noun.i);
        let name = flat(noun.doc().text_of(start..thing.tokens.end));
        let name = if noun.doc().token(start).text() == "$" { format!("${name}") } else { name };
        Some(Issue { name, tokens: start..thing.tokens.end, ..thing })
    }

    /// What can be no issue however it is narrowed: a day, a place, a person, a bare number, a courtesy.
    fn is_outside(self, noun: Token<'a>) -> bool {
        let number = noun.pos() == Pos::Num || noun.tag() == Tag::Cd;
        let name = noun.lower().chars().filter(|c| c.is_alphabetic()).count();
        let cut = hyphened_end(noun) > noun.i + 1;
        if self.has(noun, Sense::Proper) {
            return false;
        }
        number
            || name < 3 && !cut
            || self.is_party(noun)
            || is_circumstance(noun)
            || self.is_time(noun)
            || self.has(noun, Sense::Courtesy)
            || self.has(noun, Sense::Hollow)
            || self.is_crowd(noun)
            || is_link(noun)
    }

    /// People by a common noun: one does something for or about them, and helps or backs them ([`Namer::party`]).
    fn is_crowd(self, noun: Token) -> bool {
        noun.pos() == Pos::Noun && self.is_people(noun)
    }

    /// "The release of N. N. as well as of other journalists": people are joined to people, wherever the parser hangs them.
    fn is_people(self, noun: Token) -> bool {
        self.actors.at(noun).is_some_and(|id| self.actors.get(id).kind == ActorKind::Group)
    }

    /// Whether the phrase means an actor of its own: a state, a body, a person, "the two sides".
    fn is_party(self, noun: Token) -> bool {
        let Some(id) = self.actors.at(noun) else { return false };
        let actor = self.actors.get(id);
        match actor.kind {
            ActorKind::Group => !actor.members.is_empty(),
            ActorKind::State | ActorKind::Igo | ActorKind::Person => true,
            ActorKind::Ngo | ActorKind::Organization => noun.pos() == Pos::Propn || actor.country.is_some(),
        }
    }

    fn is_time(self, noun: Token) -> bool {
        let word = self.context.lexicon.calendar.word(noun.lemma());
        matches!(word, Some(TimeWord::Unit(_))) && noun.children().all(|child| child.lower() != "of")
    }

    /// The noun without article, with what stands before it and what narrows it behind, and its tokens.
    fn phrase(self, noun: Token<'a>) -> (String, Range<usize>) {
        let doc = noun.doc();
        let light = |i: &usize| {
            let token = doc.token(*i);
            let vague = matches!(token.lower(), "such" | "own" | "same" | "very" | "so-called" | "other" | "certain");
            let pronoun = token.dep() == Dep::Poss && token.pos() == Pos::Pron;
            let light = matches!(
                token.pos(),
                Pos::Det | Pos::Punct | Pos::Space | Pos::Adp | Pos::Pron | Pos::Part | Pos::Adv | Pos::Cconj
            );
            light || pronoun || vague || token.tag() == Tag::Prps
        };
        let left = noun.left_edge().i.max(noun.i.saturating_sub(BEFORE));
        let start = (left..noun.i).find(|i| !light(i)).unwrap_or(noun.i);
        let mut end = told_of_those(noun).map_or(hyphened_end(noun), |told| told.i + 1);
        while let Some(next) = self.behind(noun, end).filter(|next| next.end - start <= WORDS + 2) {
            end = next.end;
        }
        (flat(doc.text_of(start..end)), start..end)
    }

    /// A phrase that narrows `noun` and begins at token `at`: "of the fishermen", "on the border", "to intervene".
    fn behind(self, noun: Token<'a>, at: usize) -> Option<Range<usize>> {
        if at >= noun.sentence().end {
            return None;
        }
        let prep = noun.doc().token(at);
        let of = prep.lower() == "of";
        let own = prep.head() == noun || prep.dep() == Dep::Prep && prep.head().i < at && noun.governs(prep);
        if at == noun.i + 1 && prep.tag() == Tag::To && prep.head().tag() == Tag::Vb && prep.head().head() == noun {
            let object = prep.head().child(Dep::Dobj)?;
            return Some(at..object.i.max(prep.head().i) + 1);
        }
        // The parser hangs "intervention in Chad" on the verb; where a deed is done belongs to it.
        let done = at == noun.i + 1 && prep.lower() == "in" && prep.head() == noun.head() && is_verbal(noun);
        let own = own || done && prep.child(Dep::Pobj).is_some_and(|object| self.is_land(object));
        if prep.dep() != Dep::Prep || !own {
            return None;
        }
        if let Some(verb) = prep.child(Dep::Pcomp).filter(|verb| of && verb.tag() == Tag::Vbg) {
            let object = verb.child(Dep::Dobj).map_or(verb.i, |object| object.i);
            return Some(at..object.max(verb.i) + 1);
        }
        let object = prep.child_of(&[Dep::Pobj]).filter(|object| object.tag() != Tag::Prp)?;
        let narrows = ["between", "against", "for", "to", "with", "on", "into", "over", "among", "about"];
        let happening = ["from", "in", "at", "by"];
        let verbal = || self.has(noun, Sense::Wish) || is_verbal(noun);
        let fits = of
            || narrows.contains(&prep.lower()) && !self.is_time(object) && !is_day(object)
            || happening.contains(&prep.lower())
                && (verbal() || prep.lower() == "in" && self.is_land(object))
                && (!is_circumstance(object) || self.is_land(object))
                && !self.is_time(object)
                && !is_day(object);
        if !fits || object.i <= prep.i {
            return None;
        }
        let joined = object.conjuncts().last().map_or(object.i, |last| last.i);
        let near = object.children().filter(|child| child.dep() == Dep::Prep && child.lower() == "of");
        let inner = near.map(|of| of.right_edge().i).find(|&last| last - at < WORDS);
        let joined = told_of_those(object).map_or(joined, |told| joined.max(told.i));
        Some(at..inner.unwrap_or(joined).max(joined) + 1)
    }

    /// A country or region, which may narrow a deed: "intervention in Chad".
    fn is_land(self, noun: Token) -> bool {
        let land = |label| matches!(label, EntityLabel::Gpe | EntityLabel::Loc);
        noun.entity().is_some_and(|entity| land(entity.label)) || self.actors.country_of(noun).is_some()
    }

    fn has(self, token: Token, sense: Sense) -> bool {
        let stances = &self.context.lexicon.stances;
        stances.has(token.lemma(), sense) || stances.has(token.lower(), sense) || stances.has(token.text(), sense)
    }
}

/// What the preposition before the token leads to once more: "committed to X and to Y", "call for X and for Y".
fn repeated(top: Token) -> Vec<Token> {
    let Some(prep) = Some(top.head()).filter(|_| matches!(top.dep(), Dep::Pobj | Dep::Pcomp)) else {
        return Vec::new();
    };
    let again = |token: &Token| token.lower() == prep.lower() && token.dep() == Dep::Conj && prep.governs(*token);
    let preps = top.doc().slice(prep.i + 1..prep.sentence().end).filter(again);
    preps.filter_map(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp])).collect()
}

/// The token and what is joined to it behind. The parser hangs the later verbs of a list on a verb above: "urged them to stop
/// the attacks, release the men, and withdraw".
pub(super) fn series(top: Token) -> Vec<Token> {
    let mut found: Vec<Token> = top.conjuncts().into_iter().filter(|token| token.i >= top.i).collect();
    if !matches!(top.tag(), Tag::Vb | Tag::Vbg) {
        return found;
    }
    let doc = top.doc();
    let above: Vec<usize> = top.ancestors().map(|token| token.i).collect();
    let listed = |token: &Token| {
        let to = token.previous().filter(|to| to.tag() == Tag::To);
        let before = to.unwrap_or(*token).previous().map_or("", |before| before.text());
        matches!(before, "," | "and" | "or") && matches!(token.dep(), Dep::Conj | Dep::Advcl | Dep::Xcomp)
    };
    for token in doc.slice(top.i + 1..top.sentence().end).filter(|token| token.tag() == top.tag()) {
        let hung = above.contains(&token.head().i) || found.iter().any(|known| known.i == token.head().i);
        let known = found.iter().any(|known| known.i == token.i);
        if !known
            && hung
            && listed(&token)
            && token.child_of(&[Dep::Nsubj, Dep::Aux]).is_none_or(|aux| aux.tag() == Tag::To)
        {
            found.push(token);
        }
    }
    found
}

/// The noun for a verb with the preposition of its object: "withdrawal of", "departure from".
fn joined(nominal: &str) -> String {
    if nominal.contains(' ') { nominal.to_owned() } else { format!("{nominal} of") }
}

/// Just past the noun, with what hangs on it by hyphens: "de-escalation", cut in three.
fn hyphened_end(noun: Token) -> usize {
    let doc = noun.doc();
    let mut end = noun.i + 1;
    while end + 1 < noun.sentence().end
        && doc.token(end).text() == "-"
        && !doc.token(end - 1).spacy()
        && !doc.token(end).spacy()
    {
        end += 2;
    }
    end
}

fn is_noun(token: Token) -> bool {
    matches!(token.pos(), Pos::Noun | Pos::Propn)
}

/// "The same", "that": words tagged as nouns that only point.
fn is_link(noun: Token) -> bool {
    noun.lower().chars().all(|c| !c.is_alphabetic()) || matches!(noun.lower(), "that" | "which" | "what" | "who")
}

/// What is told of people in "those unjustly detained".
fn told_of_those(those: Token<'_>) -> Option<Token<'_>> {
    those.child(Dep::Acl).filter(|told| those.lower() == "those" && told.tag() == Tag::Vbn)
}

/// Nouns for what somebody does, by their endings.
fn is_verbal(noun: Token) -> bool {
    ["al", "tion", "sion", "ment", "ing", "ure", "ance", "ence", "ship"].iter().any(|end| noun.lemma().ends_with(end))
}

fn is_day(noun: Token) -> bool {
    noun.entity().is_some_and(|entity| matches!(entity.label, EntityLabel::Date | EntityLabel::Time))
}

/// A day, a place or a person by itself.
fn is_circumstance(noun: Token) -> bool {
    noun.entity().is_some_and(|entity| {
        let label = matches!(
            entity.label,
            EntityLabel::Date
                | EntityLabel::Time
                | EntityLabel::Ordinal
                | EntityLabel::Cardinal
                | EntityLabel::Gpe
                | EntityLabel::Loc
                | EntityLabel::Person
                | EntityLabel::Fac
        );
        label && noun.pos() != Pos::Noun
    })
}

/// Words of the text on one line, without marks of quotation that have no partner.
fn flat(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let open = text.matches('“').count() == text.matches('”').count() && text.matches('"').count() % 2 == 0;
    let text = if open { text } else { text.replace(['“', '”', '"'], "") };
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '(' | '“' | '”' | '"' | '’' | '\''))
        .to_owned()
}
