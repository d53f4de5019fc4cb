//! How a verb or an adjective tells a stance, and whether it tells it as a fact.

use crate::positions::Reading;
use crate::positions::voices::Voices;
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::Stance;
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};

/// How a verb tells a stance.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
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
    /// Its subject will not do what it says.
    Wont,
    /// It says that there will be, or can be, no such thing.
    Nothing,
}

/// The stance that the verb tells as a fact: neither asked nor only possible.
pub(super) fn way(reading: &Reading, voices: &Voices, verb: Token) -> Option<Way> {
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
    if is_wont(reading, verb) {
        return Some(match () {
            () if verb.lemma() == "be" => Way::Nothing,
            () if reading.has(verb, Sense::StandsFor) => Way::Straight(Stance::Rejects),
            () => Way::Wont,
        });
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
        // "Called off the search", "called the raid a crime".
        "call" if follows("off") || follows("up") || verb.child(Dep::Oprd).is_some() => return None,
        "appeal" if verb.child(Dep::Dobj).is_some() => Way::Straight(Stance::Opposes),
        "want" if !wants_of_another(verb) => return None,
        _ if has(Sense::StandsFor) && negated => Way::Straight(Stance::Opposes),
        _ if has(Sense::StandsFor) => Way::Straight(Stance::Supports),
        _ if negated => return None,
        "reject" => Way::Straight(Stance::Rejects),
        _ if is_rebuff(reading, verb) => Way::Straight(Stance::Rejects),
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

/// "Would not sign the treaty", "cannot accept it", "there will be no talks": what somebody says or is said not to do.
fn is_wont(reading: &Reading, verb: Token) -> bool {
    let modal = |word: &str| match word {
        "will" | "wo" | "would" => !reading.has(verb, Sense::Unwilled),
        "can" | "ca" | "could" => reading.has(verb, Sense::Bears),
        _ => false,
    };
    let no = |thing: Token| thing.children().any(|child| child.lower() == "no");
    let nothing = verb.lemma() == "be"
        && verb.child(Dep::Expl).is_some()
        && verb.child(Dep::Attr).is_some_and(no)
        && verb.children().any(|child| matches!(child.lower(), "will" | "can" | "would"));
    let asked = is_asked(verb) || verb.children().any(|child| child.lower() == "whether");
    let told = verb.child(Dep::Auxpass).is_none() && !asked && !reading.has(verb, Sense::Answers);
    let negated = verb.children().any(|child| child.dep() == Dep::Neg || child.lower() == "never");
    nothing || told && negated && verb.children().any(|child| child.tag() == Tag::Md && modal(child.lower()))
}

/// "Turned down the offer", "rules out talks".
fn is_rebuff(reading: &Reading, verb: Token) -> bool {
    let pair = |child: Token| format!("{} {}", verb.lemma(), child.lower());
    let short = verb.children().filter(|child| matches!(child.dep(), Dep::Prt | Dep::Advmod));
    short.into_iter().any(|child| reading.context.lexicon.stances.has(&pair(child), Sense::Rebuff))
}

/// "Wants a truce", "wants them to leave": what one wants to do oneself is a plan.
fn wants_of_another(verb: Token) -> bool {
    let of_another = |clause: Token| clause.child(Dep::Nsubj).is_some_and(|subject| subject.i > verb.i);
    verb.child(Dep::Dobj).is_some_and(|object| object.pos() != Pos::Pron)
        || verb.child_of(&[Dep::Ccomp, Dep::Xcomp]).is_some_and(of_another)
}

/// Nouns for what somebody does to an end.
const EFFORTS: [&str; 4] = ["action", "step", "measure", "effort"];

/// Verbs of whoever makes such an effort.
const MAKING: [&str; 10] =
    ["take", "make", "continue", "enhance", "increase", "intensify", "redouble", "strengthen", "step", "pursue"];

/// What a verb of intent leads to: "plans to leave", "plans on leaving".
pub(super) fn aim<'a>(verb: Token<'a>) -> Option<Token<'a>> {
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

/// "Must be recalled", "should not be closed", "needs to withdraw": what somebody says has to be done by another than themselves.
pub(super) fn is_must(verb: Token) -> bool {
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
pub(super) fn sided<'a>(verb: Token<'a>) -> Option<(Stance, Token<'a>)> {
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
pub(super) fn given<'a>(reading: &Reading, verb: Token<'a>) -> Option<Token<'a>> {
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
    let own = copula.child(Dep::Nsubj).is_some_and(|subject| reading.actors.at(subject).is_some());
    let ready = matches!(adjective.lower(), "ready" | "prepared" | "willing")
        && (matches!(copula.lemma(), "remain" | "stand") || own && copula.dep() == Dep::Ccomp);
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

/// Most verbs up from one of stance in which its tense is looked for.
pub(super) const STEPS: usize = 4;

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
