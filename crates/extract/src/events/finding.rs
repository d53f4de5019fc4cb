//! From a sentence to the events that it tells: type and parties of each candidate, by rule and by the learned models.

use super::candidates::{Candidate, Readings, candidates, met_there};
use super::head::{self, Choice, Scene};
use super::linear::Model;
use super::modality;
use super::operators::{Applied, Reading};
use super::predicates::look_up;
use super::ranker::{self, Pair};
use super::tree::{self, lemma};
use super::who::Who;
use rapporteur_lexicon::Operator;
use rapporteur_record::EventType;
use rapporteur_text::{Dep, Tag, Token};
use std::ops::Range;
use std::sync::LazyLock;

/// An event that a sentence tells, in words of the sentence.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The word that tells it and how it reads.
    pub candidate: Candidate,
    /// Its type.
    pub kind: EventType,
    /// The type by the model alone, in the model's classes.
    pub learned: Option<EventType>,
    /// Head of the source phrase.
    pub source: Option<usize>,
    /// Head of the target phrase.
    pub target: Option<usize>,
    /// How sure the ranker is of the two: the sum of the logarithms of their shares.
    pub likelihood: f32,
    /// By how much the type model's first choice leads.
    pub margin: f32,
    /// What chose type and parties.
    pub by: Chooser,
}

/// What chose an event's type and parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chooser {
    /// Whether a word of the lexicon tells the event, or the models are sure without one.
    pub covered: bool,
    /// Whether the type is the model's, against the lexicon's.
    pub learned_type: bool,
    /// Whether the parties are the ranker's, against the rule's.
    pub learned_parties: bool,
}

/// The learned models; a model that is missing leaves its question to the rules.
#[derive(Debug, Default)]
pub struct Models {
    /// Source and target of a candidate.
    pub ranker: Option<Model>,
    /// Type of an event.
    pub head: Option<Model>,
    /// Whether what the rules take for news is an event.
    pub worth: Option<Model>,
}

impl Models {
    /// The models built into the program.
    pub fn embedded() -> &'static Models {
        &EMBEDDED
    }
}

static EMBEDDED: LazyLock<Models> = LazyLock::new(|| Models {
    ranker: Model::read(include_bytes!("../../models/events-ranker.bin")),
    head: Model::read(include_bytes!("../../models/events-head.bin")),
    worth: Model::read(include_bytes!("../../models/events-worth.bin")),
});

/// By how much the model must lead before its type goes before the lexicon's.
const MARGIN: f32 = 0.3;

/// The same in a record. The model was taught on sentences that all tell an event; beside a word of the lexicon it errs in
/// reports more often than that word.
const RECORD_MARGIN: f32 = 1.0;

/// By how much the model must lead before it tells an event that no word of the lexicon names.
const SURE: f32 = 0.3;

/// What a sentence is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Its one main event, as labelled sentences have it: the models choose, as they were taught.
    MainEvent,
    /// Every event of a report: what grammar says goes before what the models guess.
    Record,
}

/// The events that a sentence may tell, the likeliest first; where no word of the lexicon tells one, what the models make
/// of its root, unless for a record. `wanted` says of which candidates parties and type are worth the work.
pub fn find(
    who: &Who,
    readings: &Readings,
    models: &Models,
    purpose: Purpose,
    sentence: Range<usize>,
    wanted: impl Fn(&Candidate) -> bool,
) -> Vec<Finding> {
    let candidates = candidates(who, readings, sentence.clone());
    if candidates.is_empty() && purpose == Purpose::MainEvent {
        return uncovered(who, readings, models, sentence).into_iter().collect();
    }
    let find = |candidate| finding(who, readings, models, purpose, &sentence, &candidates, candidate);
    candidates.iter().filter(|candidate| wanted(candidate)).map(find).collect()
}

fn finding(
    who: &Who,
    readings: &Readings,
    models: &Models,
    purpose: Purpose,
    sentence: &Range<usize>,
    all: &[Candidate],
    candidate: &Candidate,
) -> Finding {
    let for_record = purpose == Purpose::Record;
    let by_rule = Pair { source: candidate.source, target: candidate.target, likelihood: 0.0 };
    let ranked = models.ranker.as_ref().map(|model| ranker::rank(model, who, Some(candidate), sentence.clone()));
    let Pair { mut source, mut target, likelihood } = ranked.unwrap_or(by_rule);
    source = source.filter(|i| !is_teller_only(who, candidate, who.doc().token(*i)));
    if candidate.nominal {
        // A noun's own phrases say whose it is better than the sentence around it.
        let owned = |i: usize| {
            who.doc().token(candidate.trigger).governs(who.doc().token(i)) || for_record && met_there(who, candidate)
        };
        if by_rule.source.is_some_and(owned) && (for_record || !source.is_some_and(owned)) {
            source = by_rule.source;
            let near = |i: &usize| !for_record || is_beside(who.doc().token(candidate.trigger), who.doc().token(*i));
            target = by_rule.target.or(target.filter(near)).filter(|target| Some(*target) != source);
        }
    }
    if let Some(subject) = own_subject(who, candidate).filter(|_| for_record) {
        // Whoever is the verb's own subject does it, whatever the sentence has besides; nobody known, where it is no actor.
        let within = |i: usize| who.named(subject).is_empty() && subject.governs(who.doc().token(i));
        source = source.filter(|i| within(*i)).or_else(|| doer(who, subject));
        target = target.filter(|target| Some(*target) != source).or(by_rule.target);
    }
    if let Some((agent, victim)) = passive(who, candidate).filter(|_| for_record) {
        (source, target) = (Some(agent), victim.or(target).filter(|target| *target != agent));
    }
    if let Some(object) = own_object(who, candidate).filter(|object| for_record && source != Some(object.i)) {
        // Nor does anything make another its victim than the verb's own object, though that be anybody.
        let known = !who.is_anybody(object) && who.actor(object).is_some();
        let abroad = |phrase: Token| is_foreign(who, source, phrase) && !is_foreign(who, source, object);
        let kept = |i: &usize| known && (object.governs(who.doc().token(*i)) || abroad(who.doc().token(*i)));
        target = target.filter(kept).or(Some(object.i));
    }
    if let Some(partner) = partner(who, candidate).filter(|_| for_record) {
        target = target.filter(|i| *i == partner.i || partner.governs(who.doc().token(*i))).or(Some(partner.i));
    }
    if for_record && target.is_some_and(|target| is_elsewhere(who, candidate, who.doc().token(target))) {
        target = by_rule.target;
    }
    if for_record
        && target.is_none()
        && let Some(other) = by_rule.target.map(|i| who.doc().token(i))
        && is_foreign(who, source, other)
    {
        target = Some(other.i);
    }
    let scene =
        Scene { who, readings, sentence: sentence.clone(), candidates: all, focus: Some(candidate), source, target };
    let choice = models.head.as_ref().map(|model| head::choose(model, &head::features(&scene)));
    let kind = if for_record && modality::is_only_thought_of(candidate, who.doc().token(candidate.trigger)) {
        feared(candidate)
    } else {
        // What a noun names does not hang on the sentence around it.
        let sure = choice.as_ref().filter(|_| !(for_record && candidate.nominal));
        kind(who, candidate, sure, if for_record { RECORD_MARGIN } else { MARGIN })
    };
    let by = Chooser {
        covered: true,
        learned_type: kind != candidate.kind,
        learned_parties: (source, target) != (candidate.source, candidate.target),
    };
    let margin = choice.as_ref().map_or(0.0, |choice| choice.margin);
    Finding {
        candidate: candidate.clone(),
        kind,
        learned: choice.map(|choice| choice.kind),
        source,
        target,
        likelihood,
        margin,
        by,
    }
}

/// The subject of an active verb, its own or that of a verb to which it is joined.
fn own_subject<'d>(who: &Who<'d>, candidate: &Candidate) -> Option<Token<'d>> {
    if candidate.nominal {
        return None;
    }
    let mut verb = who.doc().token(candidate.trigger);
    for _ in 0..MOST_JOINED {
        if let Some(own) = tree::own_subject(verb) {
            let active = own.dep() == Dep::Nsubj && own.head().child(Dep::Auxpass).is_none();
            return active.then(|| tree::relative(own).unwrap_or(own));
        }
        if let Some(teller) = teller(who, candidate, verb) {
            return Some(teller);
        }
        match verb.dep() {
            // "documents allowing him in": it is the documents that allow.
            Dep::Acl if verb.tag() == Tag::Vbg && tree::is_noun(verb.head()) => {
                let noun = verb.head();
                // "Posted a message on Twitter blaming them".
                if is_medium(who, noun)
                    && let Some(posts) = noun.ancestors().find(|token| tree::is_verb(*token))
                {
                    verb = posts;
                    continue;
                }
                let writes = is_message(noun) && noun.dep() == Dep::Dobj && tree::is_verb(noun.head());
                if !writes {
                    return Some(noun.child(Dep::Poss).filter(|_| is_message(noun)).unwrap_or(noun));
                }
                verb = noun.head();
            }
            Dep::Conj if tree::is_verb(verb.head()) && verb.tag() != Tag::Vbn => verb = verb.head(),
            Dep::Advcl if tree::is_verb(verb.head()) && verb.tag() == Tag::Vbg => verb = verb.head(),
            _ => return None,
        }
    }
    None
}

/// Who tells both what is and what they did, where the parser joins the two: "said that the plan is sound and urged the
/// sides to sign", "praised the government for what it has done and urged it to go on". The tense shows it, or that nobody
/// asks anything of himself.
fn teller<'d>(who: &Who<'d>, candidate: &Candidate, verb: Token<'d>) -> Option<Token<'d>> {
    let first = verb.head();
    // "Had fired and accused": a past tense shares no auxiliary with a participle.
    if verb.dep() != Dep::Conj || !tree::is_verb(first) {
        return None;
    }
    let doer = tree::own_subject(first)?;
    let above = first.ancestors().find(|token| tree::is_verb(*token) && tree::own_subject(*token).is_some())?;
    let subject = tree::own_subject(above).filter(|subject| subject.dep() == Dep::Nsubj)?;
    let told = first.dep() == Dep::Ccomp && verb.tag() == Tag::Vbd && above.tag() == Tag::Vbd;
    let other_tense = told && matches!(first.tag(), Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let whom = || own_object(who, candidate).map(|object| who.named(object)).unwrap_or_default();
    let himself = || {
        let whom = whom();
        !whom.is_empty() && whom == who.named(doer)
    };
    (other_tense || himself()).then(|| tree::relative(subject).unwrap_or(subject))
}

/// Whether the phrase is where somebody writes or speaks: "said on Facebook".
pub fn is_medium(who: &Who, phrase: Token) -> bool {
    phrase.dep() == Dep::Pobj
        && matches!(phrase.head().lower(), "on" | "via" | "over" | "through")
        && who.lexicon().predicates.is_in(&lemma(phrase), "medium")
}

/// What says what its writer says: "issued a statement blaming them".
fn is_message(noun: Token) -> bool {
    matches!(
        &*lemma(noun),
        "statement"
            | "letter"
            | "message"
            | "declaration"
            | "resolution"
            | "communique"
            | "note"
            | "tweet"
            | "speech"
            | "report"
            | "article"
            | "placard"
            | "petition"
            | "decree"
            | "order"
    )
}

/// Most verbs joined to one another that are followed to their subject.
const MOST_JOINED: usize = 6;

/// The object of the verb that names the deed, where it is somebody of a known country or sector, or may be anybody.
fn own_object<'d>(who: &Who<'d>, candidate: &Candidate) -> Option<Token<'d>> {
    use EventType::*;
    let direct = matches!(candidate.kind, Accuse | Support | Aid | Request | Coerce | Assault | Sanction);
    let plain = candidate.reading.operators.iter().all(|applied| *applied == Applied::Word(Operator::Demand));
    if candidate.nominal || !direct || !plain {
        return None;
    }
    let verb = who.doc().token(candidate.trigger);
    let asked = || called_on(verb).or_else(|| tree::complement(verb).and_then(tree::own_subject));
    let object = verb.child(Dep::Dobj).or_else(|| asked().filter(|_| candidate.kind == Request))?;
    let struck = matches!(candidate.kind, Coerce | Assault) && who.is_somebody(object);
    let known = who.actor(object).is_some() && who.is_coded(object) || who.is_anybody(object) || struck;
    (known && verb.child(Dep::Dative).is_none()).then_some(object)
}

/// With whom somebody works together, where "with" says it: whatever they work for is no party to it.
fn partner<'d>(who: &Who<'d>, candidate: &Candidate) -> Option<Token<'d>> {
    let with = |token: Token<'d>| {
        let with = token.children().find(|child| child.dep() == Dep::Prep && child.lower() == "with");
        with.and_then(tree::object_of)
    };
    let works = candidate.kind == EventType::Cooperate && !candidate.nominal;
    let deed = candidate.reading.chain.last().filter(|_| works).map(|&i| who.doc().token(i))?;
    with(deed).filter(|partner| Some(partner.i) != candidate.source)
}

/// Whom "called on" and "appealed to" lead to.
fn called_on<'d>(verb: Token<'d>) -> Option<Token<'d>> {
    let prepositions: &[&str] = match &*lemma(verb) {
        "call" => &["on", "upon"],
        "appeal" => &["to"],
        _ => return None,
    };
    let leads = |child: &Token| matches!(child.dep(), Dep::Prep | Dep::Dative) && prepositions.contains(&child.lower());
    verb.children().find(leads)?.child(Dep::Pobj)
}

/// Whether the phrase hangs on the noun or completes the verb that the noun is subject or object of: "sanctions by the
/// Union hit the bank".
fn is_beside(noun: Token, phrase: Token) -> bool {
    let verb = noun.head();
    let on_verb = |token: Token| tree::is_verb(verb) && token.head().i == verb.i;
    let prepositional = phrase.dep() == Dep::Pobj && on_verb(phrase.head());
    noun.governs(phrase) || matches!(phrase.dep(), Dep::Dobj | Dep::Dative) && on_verb(phrase) || prepositional
}

/// Who does what a passive verb tells, where "by" says it, and whom it happens to, where that is somebody.
fn passive(who: &Who, candidate: &Candidate) -> Option<(usize, Option<usize>)> {
    let verb = who.doc().token(candidate.trigger);
    let says = candidate.reading.operators.first() == Some(&Applied::Word(Operator::Say));
    if candidate.nominal || verb.tag() != Tag::Vbn || says {
        return None;
    }
    let agent = agent(who, verb).filter(|agent| !who.named(*agent).is_empty())?;
    let victim = verb.child(Dep::Nsubjpass).map(|subject| tree::relative(subject).unwrap_or(subject));
    Some((agent.i, victim.filter(|victim| who.is_coded(*victim)).map(|victim| victim.i)))
}

/// Who did what a passive verb tells: whom "by" names, or whose the deed is in which it happened, "killed in a French raid".
pub fn agent<'d>(who: &Who<'d>, verb: Token<'d>) -> Option<Token<'d>> {
    tree::by_agent(verb).or_else(|| {
        let within =
            verb.children().filter(|child| child.dep() == Dep::Prep && matches!(child.lower(), "in" | "during"));
        within.filter_map(tree::object_of).find_map(|deed| {
            let event = look_up(who, deed).and_then(|class| class.event());
            let harms = matches!(event, Some(EventType::Assault | EventType::Coerce)) && tree::is_noun(deed);
            harms.then(|| owner(who, deed)).flatten()
        })
    })
}

/// Whose deed it is that a noun names.
fn owner<'d>(who: &Who<'d>, deed: Token<'d>) -> Option<Token<'d>> {
    let national = |child: &Token| {
        let modifier = matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Nmod);
        child.dep() == Dep::Poss || modifier && (who.actor(*child).is_some() || who.own_country(*child).is_some())
    };
    tree::by_agent(deed).or_else(|| deed.children().find(national))
}

/// Whether the phrase is only who tells it, behind it: "Ten were killed in the blast, police said".
fn is_teller_only(who: &Who, candidate: &Candidate, phrase: Token) -> bool {
    let (trigger, says) = (who.doc().token(candidate.trigger), phrase.head());
    phrase.dep() == Dep::Nsubj && says.i > trigger.i && trigger.dep() == Dep::Ccomp && trigger.head().i == says.i
}

/// Whether the phrase stands outside all that the event's words govern, and is not what a relative clause is about.
fn is_elsewhere(who: &Who, candidate: &Candidate, phrase: Token) -> bool {
    let governed = |&i: &usize| who.doc().token(i).governs(phrase) || i == phrase.i;
    let trigger = who.doc().token(candidate.trigger);
    let about = matches!(trigger.dep(), Dep::Relcl | Dep::Acl)
        && (trigger.head().i == phrase.i || trigger.head().governs(phrase));
    !candidate.nominal && !about && !candidate.reading.chain.iter().any(governed)
}

/// Who acts where the phrase is the subject: itself; of a deed ("the attack killed"), whoever is said to have done it.
fn doer(who: &Who, subject: Token) -> Option<usize> {
    let deed = who.actor(subject).is_none() && look_up(who, subject).and_then(|class| class.event()).is_some();
    if !deed {
        return Some(subject.i);
    }
    tree::by_agent(subject).or_else(|| subject.child(Dep::Poss)).map(|agent| agent.i)
}

/// "Fears that they will attack": nobody threatens with what others fear, it is the deed itself that may come.
fn feared(candidate: &Candidate) -> EventType {
    let will = candidate.kind == EventType::Threaten && candidate.reading.operators.first() == Some(&Applied::Future);
    candidate.reading.inner.filter(|_| will).unwrap_or(candidate.kind)
}

/// Whether a phrase is of another country than the source.
fn is_foreign(who: &Who, source: Option<usize>, phrase: Token) -> bool {
    let home = source.and_then(|i| who.country(who.doc().token(i)));
    who.country(phrase).is_some_and(|country| home.is_some_and(|home| home != country))
}

/// What the models find where the lexicon knows no word.
fn uncovered(who: &Who, readings: &Readings, models: &Models, sentence: Range<usize>) -> Option<Finding> {
    let (ranker, head) = (models.ranker.as_ref()?, models.head.as_ref()?);
    let root = who.doc().slice(sentence.clone()).find(|token| token.is_root() && tree::is_verb(*token))?;
    let Pair { source, target, likelihood } = ranker::rank(ranker, who, None, sentence.clone());
    let scene = Scene { who, readings, sentence, candidates: &[], focus: None, source, target };
    let choice = head::choose(head, &head::features(&scene));
    let reading =
        Reading { kind: Some(choice.kind), bare: Some(choice.kind), chain: vec![root.i], ..Reading::default() };
    let candidate = Candidate {
        trigger: root.i,
        nominal: false,
        kind: choice.kind,
        reading,
        negated: false,
        source,
        target,
        targets: Vec::new(),
        score: UNCOVERED,
    };
    let by = Chooser { covered: choice.margin > SURE, learned_type: true, learned_parties: true };
    let (kind, margin) = (choice.kind, choice.margin);
    Some(Finding { candidate, kind, learned: Some(kind), source, target, likelihood, margin, by })
}

/// The score of what no word of the lexicon tells: under any other.
const UNCOVERED: f32 = -9.0;

/// The type: the model's where it is sure enough, else the lexicon's; then the manual's word where it differs from the
/// model's teachers.
fn kind(who: &Who, candidate: &Candidate, choice: Option<&Choice>, margin: f32) -> EventType {
    let sure = choice.filter(|choice| !candidate.negated && choice.margin > margin);
    match sure.map_or(candidate.kind, |choice| choice.kind) {
        EventType::Concede => way_given(who, candidate),
        EventType::Coerce if restricts_trade(who, candidate) => EventType::Sanction,
        kind => kind,
    }
}

/// CONCEDE or RETREAT, which are one class to the model.
pub fn way_given(who: &Who, candidate: &Candidate) -> EventType {
    if matches!(candidate.kind, EventType::Concede | EventType::Retreat) {
        return candidate.kind;
    }
    let retreats = candidate
        .reading
        .chain
        .iter()
        .any(|&i| look_up(who, who.doc().token(i)).and_then(|class| class.event()) == Some(EventType::Retreat));
    if retreats { EventType::Retreat } else { EventType::Concede }
}

/// Whether sanctions, an embargo or tariffs are what is imposed: the manual has SANCTION where older tables have COERCE.
pub fn restricts_trade(who: &Who, candidate: &Candidate) -> bool {
    let doc = who.doc();
    candidate.reading.chain.iter().any(|&i| {
        let predicate = doc.token(i);
        let own = matches!(&*lemma(predicate), "sanction" | "embargo" | "tariff");
        own || tree::objects(predicate)
            .iter()
            .any(|object| matches!(&*lemma(*object), "sanction" | "embargo" | "tariff"))
    })
}

/// Whether two phrases are joined: "A and B".
pub fn are_joined(source: Token, target: Token) -> bool {
    let mut at = target;
    while at.dep() == Dep::Conj {
        at = at.head();
        if at.i == source.i {
            return true;
        }
    }
    false
}
