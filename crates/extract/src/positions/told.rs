//! Stances that the report tells with a verb of its own: "the bloc opposes the deal", "the ministers underscored the need
//! for a ceasefire", "an idea that both support".
//!
//! In: the document, for whom its "we" and "they" speak ([`Voices`]), the stands known. Out: further stands, one for each
//! thing that the verb, or a noun with an owner ("our support for"), governs.

use super::issue::series;
use super::voices::Voices;
use super::{Issue, Reading, Stand, of_ending};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{ActorId, ActorKind, Evidence, Firmness, Position, PositionId, Span, Stance};
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// The stances told by verbs and nouns that no position in `known` rests on yet.
pub(super) fn told(reading: &Reading, voices: &Voices, known: &[Stand]) -> Vec<Stand> {
    let mut found: Vec<Stand> = Vec::new();
    for stand in reading.context.doc.tokens().flat_map(|token| tells(reading, voices, token)) {
        let again = |other: &&Stand| {
            other.position.actor == stand.position.actor
                && (other.about.contains(&stand.head) || stand.about.contains(&other.head))
        };
        let close = |other: &&Stand| {
            other.about.start + CLOSE > stand.about.start && other.about.start < stand.about.end + CLOSE
        };
        let near = found.iter().rev().take_while(close);
        if !near.chain(known.iter().filter(close)).any(|other| again(&other)) {
            found.push(stand);
        }
    }
    found
}

/// Tokens within which two stands can be about the same words.
const CLOSE: usize = 60;

fn tells(reading: &Reading, voices: &Voices, token: Token) -> Vec<Stand> {
    match token.pos() {
        Pos::Verb | Pos::Adj => {
            let mut stands = by_verb(reading, voices, token);
            stands.extend(by_agent(reading, voices, token));
            stands
        }
        Pos::Noun if token.is_root() && token.child(Dep::Nsubj).is_some() => by_verb(reading, voices, token),
        Pos::Noun => by_noun(reading, voices, token),
        Pos::Aux if is_must(token) => by_verb(reading, voices, token),
        Pos::Punct if token.text() == ":" => by_list(reading, voices, token),
        _ => Vec::new(),
    }
}

fn by_verb(reading: &Reading, voices: &Voices, verb: Token) -> Vec<Stand> {
    let Some(way) = way(reading, voices, verb) else { return Vec::new() };
    let things = things(reading, verb, way);
    if things.is_empty() {
        return Vec::new();
    }
    let holders = match way {
        Way::Must { .. } | Way::Needed(_) => voices.we(verb),
        _ => holders(reading, voices, verb),
    };
    let range = verb.subtree();
    let told = things.into_iter().flat_map(|(stance, issue, noun)| {
        let holders = match noun {
            Some(noun) => voices.sharing(noun, holders.clone()),
            None => holders.clone(),
        };
        stands(verb, range.clone(), &holders, stance, issue)
    });
    told.collect()
}

/// "They affirmed their intention to work together:" over lines of which each says what is to be done ("to cut emissions; …"): one
/// stand for each, of those and with the stance that the words before the colon tell.
fn by_list(reading: &Reading, voices: &Voices, colon: Token) -> Vec<Stand> {
    let doc = colon.doc();
    let before = doc.slice(colon.sentence().start.max(colon.i.saturating_sub(LEAD))..colon.i).rev();
    let leads = |token: Token| {
        let stance = match way(reading, voices, token)? {
            Way::Straight(stance @ (Stance::Demands | Stance::Supports)) | Way::Intent(stance) => stance,
            Way::Stress => Stance::Supports,
            _ => return None,
        };
        Some((stance, holders(reading, voices, token)))
    };
    let Some((stance, holders)) = before.into_iter().find_map(leads) else { return Vec::new() };
    let tasks =
        lines(colon).into_iter().flat_map(|verb| reading.namer.tasks(verb).into_iter().map(move |issue| (verb, issue)));
    tasks.flat_map(|(verb, issue)| stands(verb, verb.subtree(), &holders, stance, issue)).collect()
}

/// Most tokens before a colon in which it is told what the lines below it are.
const LEAD: usize = 30;
/// Most tokens of a list below a colon.
const LIST: usize = 600;

/// The infinitives with which the lines below a colon begin, up to a line that begins otherwise.
fn lines(colon: Token<'_>) -> Vec<Token<'_>> {
    let doc = colon.doc();
    let breaks = |token: &Token| token.is_space() && token.text().contains('\n');
    let mut verbs = Vec::new();
    for line in doc.slice(colon.i + 1..doc.len().min(colon.i + LIST)).filter(breaks) {
        let mut words = doc.slice(line.i + 1..doc.len()).skip_while(|word| word.is_punct() || word.is_space());
        let first = words.next().map(|word| if word.tag() == Tag::To { words.next() } else { Some(word) });
        let verb = first.flatten().and_then(|word| if word.pos() == Pos::Adv { words.next() } else { Some(word) });
        match verb.filter(|verb| verb.tag() == Tag::Vb) {
            Some(verb) => verbs.push(verb),
            None => break,
        }
    }
    verbs
}

/// "The plan was backed by Peru", "a bill opposed by the union": a passive verb of stance with those who take it.
fn by_agent(reading: &Reading, voices: &Voices, verb: Token) -> Vec<Stand> {
    let holder = verb.child(Dep::Agent).and_then(|by| by.child(Dep::Pobj)).filter(|_| verb.tag() == Tag::Vbn);
    let stance = match () {
        () if verb.child(Dep::Neg).is_some() => None,
        () if reading.has(verb, Sense::StandsFor) => Some(Stance::Supports),
        () if reading.has(verb, Sense::StandsAgainst) => Some(Stance::Opposes),
        () => None,
    };
    let (Some(holder), Some(stance)) = (holder, stance) else { return Vec::new() };
    let thing = match verb.dep() {
        // "Rebels backed by a state" are supplied rather than approved of.
        Dep::Acl => Some(verb.head()).filter(|noun| reading.actors.at(*noun).is_none()),
        _ => verb.child(Dep::Nsubjpass),
    };
    let issues = thing.map(|thing| reading.namer.issues(thing)).unwrap_or_default();
    let holders = voices.of(Some(holder), holder);
    issues.into_iter().flat_map(|issue| stands(verb, verb.subtree(), &holders, stance, issue)).collect()
}

/// A stand of each holder, resting on the words of `range` and of the issue within the sentence.
fn stands(at: Token, range: Range<usize>, holders: &[ActorId], stance: Stance, issue: Issue) -> Vec<Stand> {
    let stance = if issue.ending { of_ending(stance) } else { stance };
    let start = range.start.min(issue.tokens.start).max(at.sentence().start);
    let end = range.end.max(issue.tokens.end).min(at.sentence().end);
    let evidence = Span::from(at.doc().span(start..end));
    let position = |actor| Position {
        id: PositionId(0),
        issue: issue.name.clone(),
        actor,
        stance,
        firmness: Firmness::Stated,
        conditions: Vec::new(),
        deadline: None,
        statements: Vec::new(),
        events: Vec::new(),
        evidence: Evidence::new(evidence),
    };
    let stand =
        |&actor| Stand { position: position(actor), about: issue.tokens.clone(), head: issue.head, known: issue.known };
    holders.iter().map(stand).collect()
}

/// "U.S. support for the plan", "their commitment to the treaty", "Russia's opposition to it": the stance of the noun's owner.
fn by_noun(reading: &Reading, voices: &Voices, noun: Token) -> Vec<Stand> {
    let stance = match () {
        () if noun.lemma() == "time" => return due(reading, voices, noun),
        () if reading.has(noun, Sense::Backing) => Stance::Supports,
        () if reading.has(noun, Sense::Worry) => Stance::Opposes,
        () if reading.has(noun, Sense::Wish) => Stance::Demands,
        () if reading.has(noun, Sense::Advocate) || reading.has(noun, Sense::Critic) => {
            return by_advocate(reading, voices, noun);
        }
        () => return Vec::new(),
    };
    if is_asked_for(reading, noun) {
        return Vec::new();
    }
    let led = reading.namer.led(noun);
    let told = if led.is_none() { listed(noun) } else { Vec::new() };
    if led.is_none() && told.is_empty() {
        return Vec::new();
    }
    let holders = voices.sharing(noun, owners(reading, voices, noun));
    let issues = match led {
        Some(thing) => backed(reading, noun, reading.namer.tasks(thing)),
        None => told.into_iter().flat_map(|thing| reading.namer.tasks(thing)).collect(),
    };
    let told = issues.into_iter().flat_map(|issue| stands(noun, noun.subtree(), &holders, stance, issue));
    told.collect()
}

/// "Now is the time to stop the fighting", "it is time for X to leave".
fn due(reading: &Reading, voices: &Voices, noun: Token) -> Vec<Stand> {
    let copula = noun.head();
    let now = noun.dep() == Dep::Nsubj && copula.children().any(|child| child.lower() == "now");
    let told = (noun.dep() == Dep::Attr || now) && copula.lemma() == "be" && copula.child(Dep::Neg).is_none();
    let infinitive =
        |verb: &Token| verb.tag() == Tag::Vb && verb.i > noun.i && verb.children().any(|child| child.tag() == Tag::To);
    let clauses = noun.children().chain(copula.children());
    let below = clauses.filter(|_| told).find(infinitive);
    let holders = below.map(|verb| voices.we(verb)).unwrap_or_default();
    let told = below.into_iter().flat_map(|verb| series(verb)).flat_map(|verb| clause(reading, verb));
    told.flat_map(|(stance, issue, _)| stands(noun, noun.subtree(), &holders, stance, issue)).collect()
}

/// "Urged the government to show its commitment to reform": what somebody else wants of the owner.
fn is_asked_for(reading: &Reading, noun: Token) -> bool {
    let mut above = noun.ancestors().take(STEPS);
    let asked = above.find(|verb| verb.tag() == Tag::Vb && verb.children().any(|child| child.tag() == Tag::To));
    let own = noun.child(Dep::Poss).is_some_and(|owner| matches!(owner.lower(), "its" | "their" | "his" | "her"));
    own && asked.is_some_and(|verb| reading.has(verb.head(), Sense::StandsOutFor))
}

/// "Their demands include a truce and dissolving the council": what the verb says that they are.
fn listed(noun: Token) -> Vec<Token> {
    let verb = noun.head();
    let says = noun.dep() == Dep::Nsubj
        && matches!(verb.lemma(), "include" | "be" | "remain")
        && verb.child(Dep::Neg).is_none();
    let thing = |child: &Token| {
        child.i > verb.i
            && matches!(child.dep(), Dep::Dobj | Dep::Attr | Dep::Xcomp | Dep::Pcomp)
            && child.pos() != Pos::Adj
    };
    verb.children().filter(|child| says && thing(child)).collect()
}

/// "Has long been an advocate for democracy", "a critic of the deal": the stance of whoever is called so.
fn by_advocate(reading: &Reading, voices: &Voices, noun: Token) -> Vec<Stand> {
    let stance = if reading.has(noun, Sense::Critic) { Stance::Opposes } else { Stance::Supports };
    let prep = noun.children().find(|child| matches!(child.lower(), "of" | "for") && child.i > noun.i);
    let Some(thing) = prep.and_then(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp])) else { return Vec::new() };
    let copula = noun.head();
    let subject = match noun.dep() {
        Dep::Attr if copula.child(Dep::Neg).is_none() => copula.child(Dep::Nsubj),
        Dep::Appos => Some(copula),
        _ => None,
    };
    let holders = subject.map(|subject| voices.of(Some(subject), subject)).unwrap_or_default();
    let issues = reading.namer.tasks(thing);
    issues.into_iter().flat_map(|issue| stands(noun, noun.subtree(), &holders, stance, issue)).collect()
}

/// The issues, or where "support" or "solidarity" leads to none the state, body or people that it is for.
fn backed<'a>(reading: &Reading<'a>, noun: Token<'a>, issues: Vec<Issue>) -> Vec<Issue> {
    let for_party = issues.is_empty() && matches!(noun.lemma(), "support" | "solidarity" | "backing");
    match reading.namer.led(noun).filter(|_| for_party) {
        Some(thing) => reading.namer.party(thing).into_iter().collect(),
        None => issues,
    }
}

/// Whose stance a noun names: its possessor, the state before it, or in "stands in support of" the subject.
fn owners(reading: &Reading, voices: &Voices, noun: Token) -> Vec<ActorId> {
    // "His leadership and commitment to the treaty".
    let first = (noun.dep() == Dep::Conj).then(|| noun.head().child(Dep::Poss)).flatten();
    if let Some(owner) = noun.child(Dep::Poss).or(first) {
        return match owner.lower() {
            "our" | "my" => voices.we(owner),
            _ => voices.of(Some(owner), owner),
        };
    }
    let mut before = noun.children().filter(|child| {
        child.i < noun.i
            && matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Nmod)
            && reading.actors.at(*child).is_some()
    });
    if let Some(owner) = before.next_back() {
        return voices.of(Some(owner), owner);
    }
    let of = noun.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
    let within = noun.dep() == Dep::Pobj && noun.head().lower() == "in";
    match of {
        _ if within => {
            let verb = noun.head().ancestors().find(|above| matches!(above.pos(), Pos::Verb | Pos::Aux));
            let stands = verb.filter(|verb| STANDING.contains(&verb.lemma()));
            stands.map(|verb| holders(reading, voices, verb)).unwrap_or_default()
        }
        Some(owner) => voices.of(Some(owner), owner),
        None => Vec::new(),
    }
}

/// Verbs of whoever stands "in support of" something.
const STANDING: [&str; 9] = ["stand", "be", "remain", "speak", "vote", "act", "march", "rally", "unite"];

/// How a verb tells a stance.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Its object is what the stance is on.
    Straight(Stance),
    /// It stresses what a noun says: "the need for …".
    Stress,
    /// Its infinitive is what its subject means or offers to do.
    Intent(Stance),
    /// It takes the side that its preposition names.
    Side(Stance),
    /// What it tells must be, or must not, say those whose statement it stands in.
    Must { negated: bool },
    /// Its subject is needed, or is not to be borne, say those.
    Needed(Stance),
    /// Its object is given in aid.
    Gives,
}

/// The stance that the verb tells as a fact: neither asked nor only possible.
fn way(reading: &Reading, voices: &Voices, verb: Token) -> Option<Way> {
    if verb.pos() == Pos::Adj || verb.dep() == Dep::Acomp {
        return disposed(reading, verb).or_else(|| needed(reading, verb));
    }
    if is_must(verb) {
        let negated = verb.child(Dep::Neg).is_some();
        return (!voices.we(verb).is_empty()).then_some(Way::Must { negated });
    }
    if matches!(verb.tag(), Tag::Vbn | Tag::Vbd) && verb.child(Dep::Auxpass).is_some() && !is_idle(verb, true) {
        return disposition(reading, verb).map(Way::Straight).or_else(|| needed(reading, verb));
    }
    if !is_told(reading, verb, STEPS) {
        return None;
    }
    let negated = verb.child(Dep::Neg).is_some();
    let has = |sense| reading.has(verb, sense);
    let follows = |word: &str| verb.children().any(|child| child.lower() == word);
    let infinitive =
        |child: Token| child.tag() == Tag::Vb && child.i > verb.i && matches!(child.dep(), Dep::Xcomp | Dep::Advcl);
    let way = match verb.lemma() {
        // Who has not agreed to something need not be against it.
        "agree" | "commit" | "pledge" | "undertake" | "vow" | "intend" if negated => return None,
        _ if has(Sense::StandsFor) && negated => Way::Straight(Stance::Opposes),
        _ if has(Sense::StandsFor) => Way::Straight(Stance::Supports),
        _ if negated => return None,
        "reject" => Way::Straight(Stance::Rejects),
        _ if has(Sense::StandsAgainst) => Way::Straight(Stance::Opposes),
        _ if has(Sense::StandsOutFor) => Way::Straight(Stance::Demands),
        _ if has(Sense::Stress) => Way::Stress,
        "look" if follows("forward") => Way::Straight(Stance::Supports),
        "stand" if follows("with") => Way::Straight(Stance::Supports),
        _ if has(Sense::TakesSide) && sided(verb).is_some() => Way::Side(sided(verb)?.0),
        "seek" if verb.child(Dep::Dobj).is_some() => Way::Straight(Stance::Demands),
        _ if has(Sense::Declines)
            && verb.children().any(|child| infinitive(child) && !reading.has(child, Sense::Answers)) =>
        {
            Way::Intent(Stance::Rejects)
        }
        _ if has(Sense::Gives) && given(reading, verb).is_some() => Way::Gives,
        "offer" if verb.children().any(infinitive) => Way::Intent(Stance::Offers),
        lemma if MAKING.contains(&lemma) && verb.dep() != Dep::Conj && makes_effort(verb) => {
            Way::Intent(Stance::Supports)
        }
        _ if has(Sense::Intends) && aim(verb).is_some() => Way::Intent(Stance::Supports),
        _ => return None,
    };
    Some(way)
}

/// Nouns for what somebody does to an end.
const EFFORTS: [&str; 4] = ["action", "step", "measure", "effort"];

/// Verbs of whoever makes such an effort.
const MAKING: [&str; 10] =
    ["take", "make", "continue", "enhance", "increase", "intensify", "redouble", "strengthen", "step", "pursue"];

/// What a verb of intent leads to: "plans to leave", "plans on leaving".
fn aim<'a>(verb: Token<'a>) -> Option<Token<'a>> {
    let infinitive = |child: &Token<'a>| {
        child.tag() == Tag::Vb && child.i > verb.i && matches!(child.dep(), Dep::Xcomp | Dep::Advcl | Dep::Acl)
    };
    // "Is taking steps to cut emissions", "will redouble our efforts to free them".
    if let Some(effort) = verb.child(Dep::Dobj).filter(|object| EFFORTS.contains(&object.lemma())) {
        return effort.children().chain(verb.children()).find(infinitive);
    }
    let on = || {
        let prep = verb.children().find(|child| child.lower() == "on" && child.i == verb.i + 1)?;
        prep.child(Dep::Pcomp).filter(|clause| clause.tag() == Tag::Vbg)
    };
    verb.children().find(infinitive).or_else(on)
}

fn makes_effort(verb: Token) -> bool {
    verb.child(Dep::Dobj).is_some_and(|object| EFFORTS.contains(&object.lemma())) && aim(verb).is_some()
}

/// Most verbs up from one of stance in which its tense is looked for.
const STEPS: usize = 4;

/// Whether the verb is told as a fact: it is finite, or shares the tense of one that is ("condemned X and urged Y", "will
/// continue to urge", "while reiterating").
fn is_told(reading: &Reading, verb: Token, steps: usize) -> bool {
    if steps == 0 || is_idle(verb, false) {
        return false;
    }
    // The tagger takes some verbs far behind their subject for nouns or participles.
    let own = verb.is_root() && verb.child(Dep::Nsubj).is_some() && verb.child(Dep::Aux).is_none();
    let finite = match verb.tag() {
        Tag::Vbz | Tag::Vbp | Tag::Vbd => true,
        Tag::Vbn | Tag::Nn => own,
        _ => false,
    };
    let finite = finite || verb.children().any(is_will);
    let perfect = verb.child(Dep::Aux).is_some_and(|aux| matches!(aux.lemma(), "have" | "be"));
    let above = verb.head();
    match verb.dep() {
        _ if finite => true,
        Dep::Conj => matches!(verb.tag(), Tag::Vbg | Tag::Vbn | Tag::Vb),
        Dep::Xcomp if matches!(verb.tag(), Tag::Vb | Tag::Vbg) => {
            reading.has(above, Sense::Ready) && is_told(reading, above, steps - 1)
        }
        Dep::Advcl if verb.tag() == Tag::Vbg => is_told(reading, above, steps - 1),
        // "Protesters demanding a recount", "a statement condemning the raid".
        Dep::Acl if verb.tag() == Tag::Vbg => {
            let tells = [Sense::StandsFor, Sense::StandsAgainst, Sense::StandsOutFor];
            let someone = reading.actors.at(above).is_some() || reading.has(above, Sense::Paper);
            someone && tells.iter().any(|&sense| reading.has(verb, sense))
        }
        _ => perfect && matches!(verb.tag(), Tag::Vbg | Tag::Vbn),
    }
}

fn is_will(child: Token) -> bool {
    child.tag() == Tag::Md && matches!(child.lower(), "will" | "'ll" | "’ll")
}

/// Whether the verb is passive, only possible, given up, asked or conditional.
fn is_idle(verb: Token, passive: bool) -> bool {
    verb.children().any(|child| {
        child.dep() == Dep::Auxpass && !passive
            || child.tag() == Tag::Md && !is_will(child)
            || matches!(child.lower(), "longer" | "whether")
            || child.dep() == Dep::Mark && matches!(child.lower(), "if" | "unless")
    })
}

/// "Must be recalled", "should not be closed", "needs to withdraw": what somebody says has to be done by another than themselves.
fn is_must(verb: Token) -> bool {
    let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
    let must = |child: &Token| {
        child.tag() == Tag::Md
            && (child.lower() == "must"
                || child.lower() == "should" && subject.is_some_and(|subject| subject.i < child.i))
    };
    let needs = verb.dep() == Dep::Xcomp && verb.tag() == Tag::Vb && matches!(verb.head().lower(), "needs" | "need");
    (verb.children().any(|child| must(&child)) || needs && verb.child(Dep::Neg).is_none()) && !is_asked(verb)
}

/// "How it should be done", "where it is needed", "if he should win".
fn is_asked(verb: Token) -> bool {
    verb.children().any(|child| {
        matches!(child.tag(), Tag::Wrb | Tag::Wp | Tag::Wdt) || child.dep() == Dep::Mark && child.lower() == "if"
    })
}

/// "A new law is needed", "a truce is necessary", "the raid is unacceptable".
fn needed(reading: &Reading, word: Token) -> Option<Way> {
    let copula = if word.pos() == Pos::Adj { word.head() } else { word };
    let subject = copula.child_of(&[Dep::Nsubj, Dep::Nsubjpass])?;
    let is = |sense| reading.context.lexicon.stances.has(word.lower(), sense);
    let stance = if is(Sense::Unwelcome) { Stance::Opposes } else { Stance::Demands };
    let told = (is(Sense::Needed) || is(Sense::Unwelcome))
        && (copula == word || word.dep() == Dep::Acomp && copula.lemma() == "be")
        && copula.child(Dep::Neg).is_none()
        && !is_idle(copula, true)
        && !is_asked(copula);
    (told && matches!(subject.pos(), Pos::Noun | Pos::Propn)).then_some(Way::Needed(stance))
}

/// The side that a verb's preposition names, with what is on it: "voted for the bill", "spoke out against the raid", "came out in
/// favour of the plan".
fn sided<'a>(verb: Token<'a>) -> Option<(Stance, Token<'a>)> {
    let thing = |prep: Token<'a>| prep.child_of(&[Dep::Pobj, Dep::Pcomp]);
    let favour = |prep: Token<'a>| {
        let noun = prep.child(Dep::Pobj).filter(|noun| matches!(noun.lower(), "favor" | "favour" | "support"))?;
        thing(noun.children().find(|child| child.lower() == "of")?)
    };
    let mut preps = verb.children().filter(|child| child.dep() == Dep::Prep && child.i > verb.i);
    preps.find_map(|prep| match prep.lower() {
        "against" => Some((Stance::Opposes, thing(prep)?)),
        // Who speaks or stands for something is its voice or its candidate.
        "for" if verb.lemma() == "stand" && verb.children().any(|child| child.lower() == "up") => {
            Some((Stance::Supports, thing(prep)?))
        }
        "for" if !matches!(verb.lemma(), "speak" | "stand" | "come") => Some((Stance::Supports, thing(prep)?)),
        "in" => Some((Stance::Supports, favour(prep)?)),
        _ => None,
    })
}

/// "Announced $5 million in food aid": the noun for what is given.
fn given<'a>(reading: &Reading, verb: Token<'a>) -> Option<Token<'a>> {
    let object = verb.child(Dep::Dobj)?;
    let phrase = || verb.doc().slice(object.subtree());
    let money = phrase().any(|token| token.entity().is_some_and(|entity| entity.label == EntityLabel::Money));
    phrase().find(|noun| money && noun.pos() == Pos::Noun && reading.has(*noun, Sense::Aid))
}

/// "Remains committed to", "is opposed to", "are concerned about".
fn disposed(reading: &Reading, adjective: Token) -> Option<Way> {
    let copula = adjective.head();
    let told = adjective.dep() == Dep::Acomp
        && matches!(copula.lemma(), "be" | "remain" | "stay" | "stand" | "seem")
        && !copula.children().any(|child| child.dep() == Dep::Neg || child.tag() == Tag::Md && child.lower() != "will");
    // Who is only called ready may be so on terms that others tell.
    let ready =
        matches!(adjective.lower(), "ready" | "prepared" | "willing") && matches!(copula.lemma(), "remain" | "stand");
    let stance = if ready { Some(Stance::Offers) } else { disposition(reading, adjective) };
    stance.filter(|_| told).map(Way::Straight)
}

/// The stance of whoever is so disposed to something.
fn disposition(reading: &Reading, word: Token) -> Option<Stance> {
    let is = |sense| reading.context.lexicon.stances.has(word.lower(), sense);
    match () {
        () if is(Sense::DisposedFor) => Some(Stance::Supports),
        () if is(Sense::DisposedAgainst) => Some(Stance::Opposes),
        () => None,
    }
}

/// A stance with what it is on, and the noun by which it is told.
type Thing<'a> = (Stance, Issue, Option<Token<'a>>);

/// What the verb takes a stance on.
fn things<'a>(reading: &Reading<'a>, verb: Token<'a>, way: Way) -> Vec<Thing<'a>> {
    match way {
        Way::Straight(Stance::Demands) => demanded(reading, verb),
        Way::Straight(stance) => {
            let thing = governed(verb);
            // One stands with a party and by a thing.
            let with = thing.filter(|thing| verb.lemma() == "stand" && thing.head().lower() == "with");
            let named = thing.filter(|_| with.is_none());
            let mut issues = named.map(|thing| reading.namer.tasks(thing)).unwrap_or_default();
            if issues.is_empty() && matches!(verb.lemma(), "support" | "back" | "stand") {
                issues.extend(thing.and_then(|thing| reading.namer.party(thing)));
            }
            if let Some(noun) = named {
                issues = backed(reading, noun, issues);
            }
            // "Commended the president for his efforts".
            let praised = || {
                let preps = verb.children().find(|child| child.dep() == Dep::Prep && child.lower() == "for");
                preps.and_then(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp]))
            };
            if issues.is_empty() && stance == Stance::Supports {
                issues.extend(praised().map(|thing| reading.namer.tasks(thing)).unwrap_or_default());
            }
            issues.into_iter().map(|issue| (stance, issue, thing)).collect()
        }
        Way::Stress => {
            let nouns = verb.child(Dep::Dobj).map(|object| object.conjuncts()).unwrap_or_default();
            nouns.into_iter().flat_map(|noun| stressed(reading, verb, noun)).collect()
        }
        Way::Intent(stance) => {
            let issues = aim(verb).map(|aim| reading.namer.tasks(aim)).unwrap_or_default();
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
        Way::Side(stance) => {
            let thing = sided(verb).map(|(_, thing)| thing).filter(|thing| !is_somebody(reading, *thing));
            let issues = thing.map(|thing| reading.namer.tasks(thing)).unwrap_or_default();
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
        Way::Needed(stance) => {
            let copula = if verb.pos() == Pos::Adj { verb.head() } else { verb };
            let subject = copula.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
            let issues = subject.map(|subject| reading.namer.issues(subject)).unwrap_or_default();
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
        Way::Gives => {
            let issues = given(reading, verb).and_then(|aid| reading.namer.issue(aid));
            issues.into_iter().map(|issue| (Stance::Offers, issue, None)).collect()
        }
        Way::Must { negated } => {
            // "The talks must begin", "the shelling must stop", "the crossing should not be closed".
            let ending = reading.has(verb, Sense::Ending) != negated;
            let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).filter(|_| verb.child(Dep::Dobj).is_none());
            let passive = verb.child(Dep::Nsubjpass).is_some();
            let goes =
                subject.filter(|_| reading.has(verb, Sense::Ending) || !passive && reading.has(verb, Sense::Ready));
            let goes = goes.filter(|subject| is_thing(reading, *subject));
            let issues = match goes {
                Some(subject) => reading.namer.issues(subject),
                None => reading.namer.issue(verb).or_else(|| reading.namer.clause(verb)).into_iter().collect(),
            };
            let barred = if goes.is_some() { ending } else { negated };
            let stance = if barred { Stance::Opposes } else { Stance::Demands };
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
    }
}

/// Whether the word means a person or a party by name, whom one votes for as such.
fn is_somebody(reading: &Reading, word: Token) -> bool {
    let kind = reading.actors.at(word).map(|id| reading.actors.get(id).kind);
    matches!(kind, Some(ActorKind::Person | ActorKind::State))
}

/// "Underscored the need for X", "expressed concern about Y", "reaffirmed the alliance".
fn stressed<'a>(reading: &Reading<'a>, verb: Token<'a>, noun: Token<'a>) -> Vec<Thing<'a>> {
    let has = |sense| reading.has(noun, sense);
    let renewed = matches!(verb.lemma(), "reaffirm" | "reiterate" | "restate" | "affirm");
    let stance = match () {
        () if has(Sense::Worry) => Stance::Opposes,
        () if has(Sense::Must) => Stance::Demands,
        () if has(Sense::Leads) || has(Sense::Backing) || has(Sense::Bond) || renewed => Stance::Supports,
        () => return Vec::new(),
    };
    let mut issues = reading.namer.led(noun).map(|thing| reading.namer.tasks(thing)).unwrap_or_default();
    if issues.is_empty() {
        issues = reading.namer.issues_of(noun);
    }
    // "Reaffirmed the Peru-Chile Alliance": a name that reads as a body's.
    if issues.is_empty() && has(Sense::Bond) {
        issues.extend(reading.namer.phrased(noun));
    }
    let issues = backed(reading, noun, issues);
    issues.into_iter().map(|issue| (stance, issue, Some(noun))).collect()
}

/// "Called on X to do Y and Z", "called for W": what is asked of somebody is told by the clause, else by the noun.
fn demanded<'a>(reading: &Reading<'a>, verb: Token<'a>) -> Vec<Thing<'a>> {
    let infinitive = |token: &Token| {
        let marked = |child: Token| child.lower() == "to" || child.lower() == "that" && child.dep() == Dep::Mark;
        token.tag() == Tag::Vb && token.children().any(marked)
    };
    let clauses = [Dep::Xcomp, Dep::Ccomp, Dep::Advcl];
    let below = verb.children().filter(|child| child.i > verb.i);
    let own = below.clone().find(|child| clauses.contains(&child.dep()) && infinitive(child));
    let asked = || {
        let of = below.clone().filter(|child| matches!(child.dep(), Dep::Prep | Dep::Dobj));
        let noun = of.filter_map(|child| if child.dep() == Dep::Dobj { Some(child) } else { child.child(Dep::Pobj) });
        noun.flat_map(|noun| noun.children().collect::<Vec<_>>())
            .find(|child| matches!(child.dep(), Dep::Acl | Dep::Relcl) && infinitive(child))
    };
    // "Called for joint action to end the fires": what is called for stands before what for.
    let called = |child: &Token| {
        child.lower() == "for"
            && child.dep() == Dep::Prep
            && child.child(Dep::Pobj).is_some_and(|noun| is_thing(reading, noun))
    };
    let thing = below.clone().find(called);
    let own = own.filter(|verb| thing.is_none_or(|thing| thing.i > verb.i));
    if let Some(top) = own.or_else(|| asked().filter(|_| thing.is_none())) {
        let verbs = series(top).into_iter().filter(|more| more.pos() == Pos::Verb);
        return verbs.flat_map(|verb| clause(reading, verb)).collect();
    }
    let preps = below.clone().filter(|child| child.dep() == Dep::Prep && matches!(child.lower(), "for" | "on"));
    let preps =
        preps.filter(|prep| prep.lower() == "for" || verb.lemma() == "insist").flat_map(|prep| prep.conjuncts());
    let mut things: Vec<Token> = preps.filter_map(|prep| prep.child(Dep::Pobj)).collect();
    let object = verb.child(Dep::Dobj).filter(|_| !ASKING.contains(&verb.lemma()) && things.is_empty());
    things.extend(object);
    let issues = things.into_iter().flat_map(|thing| reading.namer.tasks(thing));
    issues.map(|issue| (Stance::Demands, issue, None)).collect()
}

fn is_thing(reading: &Reading, noun: Token) -> bool {
    matches!(noun.pos(), Pos::Noun | Pos::Propn) && reading.actors.at(noun).is_none()
}

/// Verbs of demanding whose object is whom one asks.
const ASKING: [&str; 12] = [
    "remind",
    "urge",
    "call",
    "encourage",
    "press",
    "appeal",
    "petition",
    "instruct",
    "implore",
    "plead",
    "ask",
    "insist",
];

/// What an infinitive says is to be done, or left.
fn clause<'a>(reading: &Reading<'a>, verb: Token<'a>) -> Vec<Thing<'a>> {
    let stance = if verb.child(Dep::Neg).is_some() { Stance::Opposes } else { Stance::Demands };
    let issue = reading.namer.issue(verb).map(|issue| vec![issue]);
    let issues = issue.or_else(|| reading.namer.clause(verb).map(|issue| vec![issue])).unwrap_or_default();
    issues.into_iter().map(|issue| (stance, issue, None)).collect()
}

/// What the verb governs, directly or by its preposition; in "an idea that they support" the noun above, and what that noun
/// only takes up.
fn governed(verb: Token) -> Option<Token> {
    let own = verb.child(Dep::Dobj).filter(|object| object.pos() != Pos::Pron && verb.lemma() != "agree");
    let by = || {
        let preps = verb.children().filter(|child| child.i > verb.i && matches!(child.dep(), Dep::Prep | Dep::Agent));
        let agreed = verb.lemma() == "agree";
        let prep = preps
            .filter(|prep| {
                matches!(prep.lower(), "to" | "against" | "about" | "by" | "over" | "with")
                    || agreed && prep.lower() == "on"
            })
            .find_map(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp]));
        let clause =
            || verb.child_of(&[Dep::Xcomp, Dep::Ccomp]).filter(|clause| clause.i > verb.i && verb.lemma() != "look");
        prep.or_else(clause)
    };
    let above = || {
        let noun = verb.head();
        let taken_up = noun.dep() == Dep::Appos && noun.head().pos() == Pos::Noun;
        let open = verb.child(Dep::Dobj).is_none_or(|object| matches!(object.lower(), "that" | "which"));
        (verb.dep() == Dep::Relcl && open).then(|| if taken_up { noun.head() } else { noun })
    };
    own.or_else(by).or_else(above)
}

/// Who takes the stance: those that the verb's subject means; what a thing demands is demanded by those who say so.
fn holders(reading: &Reading, voices: &Voices, verb: Token) -> Vec<ActorId> {
    let subject = subject(verb).or_else(|| author(reading, verb));
    if subject.is_some_and(|subject| subject.children().any(|child| child.lower() == "no")) {
        return Vec::new();
    }
    let thing = subject.filter(|subject| subject.pos() == Pos::Noun && reading.actors.at(*subject).is_none());
    // "They stressed that the attack demands an answer".
    let told = thing.map(|thing| thing.head()).filter(|clause| clause.dep() == Dep::Ccomp);
    if let Some(above) = told {
        return voices.of(self::subject(above.head()), verb);
    }
    if thing.is_some() && matches!(verb.lemma(), "demand" | "require" | "warrant") {
        let said = voices.speaking(verb);
        return if said.is_empty() { voices.we(verb) } else { said };
    }
    voices.of(subject, verb)
}

/// Who takes the stance that a clause about a noun tells: "protesters demanding a recount"; of a paper, whoever issues it: "the
/// union issued a statement condemning the raid", "the union's letter urging a recount".
fn author<'a>(reading: &Reading, verb: Token<'a>) -> Option<Token<'a>> {
    let noun = Some(verb.head()).filter(|_| verb.dep() == Dep::Acl && verb.tag() == Tag::Vbg)?;
    if reading.actors.at(noun).is_some() {
        return Some(noun);
    }
    noun.child(Dep::Poss).or_else(|| subject(noun.head()))
}

/// The verb's subject; conjuncts share one, however many verbs back.
fn subject(verb: Token) -> Option<Token> {
    const STEPS: usize = 6;
    let own = |verb: Token<'_>| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).map(|subject| subject.i);
    let mut at = if verb.pos() == Pos::Adj { verb.head() } else { verb };
    for _ in 0..STEPS {
        if let Some(i) = own(at) {
            return Some(verb.doc().token(i));
        }
        if !(matches!(at.dep(), Dep::Conj | Dep::Xcomp) || at.dep() == Dep::Advcl && at.tag() == Tag::Vbg) {
            return None;
        }
        at = at.head();
    }
    None
}
