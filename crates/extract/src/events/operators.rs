//! What becomes of an event on its way up to the main verb: promised, asked for, refused, threatened, said, negated.
//!
//! In: a verb. Out: its [`Reading`]: the type of the event that it tells together with the predicates below it, the
//! operators that applied, outermost first, and those predicates. "Agreed to withdraw" reads AGREE over RETREAT.

use super::predicates::{Class, look_up};
use super::tree::{self, Modal, lemma};
use super::who::Who;
use rapporteur_lexicon::Operator;
use rapporteur_record::EventType;
use rapporteur_text::{Dep, Pos, Tag, Token};

/// How a verb reads together with its complements.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The type of the event; `None` where there is none.
    pub kind: Option<EventType>,
    /// The type before negation and auxiliaries of this verb.
    pub bare: Option<EventType>,
    /// The type of what is agreed to, asked for, refused or threatened.
    pub inner: Option<EventType>,
    /// What applied, outermost first.
    pub operators: Vec<Applied>,
    /// The predicates that the reading rests on, this verb first.
    pub chain: Vec<usize>,
}

/// Something that changed an event's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applied {
    /// An operator of the lexicon.
    Word(Operator),
    /// A negation.
    Negation,
    /// "will".
    Future,
    /// "must".
    Must,
    /// "may".
    May,
}

impl Applied {
    /// A short name, for features and reasons.
    pub fn name(self) -> &'static str {
        match self {
            Applied::Word(Operator::Commit) => "commit",
            Applied::Word(Operator::Demand) => "demand",
            Applied::Word(Operator::Refuse) => "refuse",
            Applied::Word(Operator::Threat) => "threat",
            Applied::Word(Operator::Say) => "say",
            Applied::Word(Operator::Pass) => "pass",
            Applied::Word(Operator::None) => "none",
            Applied::Negation => "not",
            Applied::Future => "will",
            Applied::Must => "must",
            Applied::May => "may",
        }
    }
}

/// Deepest nesting of complements that is followed.
const DEPTH: usize = 5;

/// Whether an event of the type is cooperative: what one agrees to.
pub fn is_cooperative(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Agree | Consult | Support | Concede | Cooperate | Aid | Retreat)
}

/// Whether an event of the type is harm in deed: what one threatens with.
pub fn is_harmful(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Sanction | Coerce | Assault | Protest | Mobilize | Threaten)
}

/// Reads a verb.
pub fn read(who: &Who, verb: Token) -> Reading {
    read_to(who, verb, 0)
}

fn read_to(who: &Who, verb: Token, depth: usize) -> Reading {
    if depth > DEPTH {
        return Reading { chain: vec![verb.i], ..Reading::default() };
    }
    let (class, support) = class_of(who, verb);
    let complement = tree::complement(verb);
    let mut reading = match class {
        Some(Class::Operator(Operator::None)) => match complement {
            Some(complement) if is_state(verb) => read_to(who, complement, depth + 1),
            _ => Reading::default(),
        },
        // "Insisted that it had no plan" says so; "insisted on leaving" and "insisted that it leave" demand it.
        Some(Class::Operator(Operator::Demand)) if complement.is_some_and(is_told_as_fact) => {
            apply(who, verb, Operator::Say, complement, depth)
        }
        Some(Class::Operator(operator)) => apply(who, verb, operator, complement, depth),
        Some(Class::Event(kind)) => Reading { kind: Some(kind), ..Reading::default() },
        None => match complement {
            // Whatever has a clause with a subject of its own says something; a purpose is no part of the deed.
            Some(content) if content.dep() == Dep::Ccomp && tree::own_subject(content).is_some() => {
                apply(who, verb, Operator::Say, complement, depth)
            }
            // A clause before a verb that says nothing belongs to other words: a quotation after its teller.
            Some(complement) if complement.dep() != Dep::Advcl && complement.i > verb.i => {
                read_to(who, complement, depth + 1)
            }
            _ => Reading::default(),
        },
    };
    reading.chain.insert(0, verb.i);
    if let Some(support) = support {
        reading.chain.insert(1, support.i);
    }
    reading.bare = reading.kind;
    modify(verb, &mut reading);
    reading
}

/// The class of a verb; "be", "seem" and their like have that of the adjective or noun after them, given too.
fn class_of<'d>(who: &Who, verb: Token<'d>) -> (Option<Class>, Option<Token<'d>>) {
    let own = look_up(who, verb);
    if own.is_some() || !is_copula(verb) {
        return (own, None);
    }
    let predicative = verb.children().filter(|child| matches!(child.dep(), Dep::Acomp | Dep::Attr));
    predicative
        .filter_map(|child| look_up(who, child).map(|class| (Some(class), Some(child))))
        .next_back()
        .unwrap_or_default()
}

/// A content clause in the indicative: with a subject and a finite verb that is no bare form.
fn is_told_as_fact(content: Token) -> bool {
    let finite = matches!(content.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp)
        || content.children().any(|child| {
            matches!(child.dep(), Dep::Aux | Dep::Auxpass)
                && child.tag() != Tag::Md
                && child.tag() != Tag::To
                && child.tag() != Tag::Vb
        });
    content.dep() == Dep::Ccomp && tree::own_subject(content).is_some() && finite
}

fn is_copula(verb: Token) -> bool {
    matches!(&*lemma(verb), "be" | "remain" | "become" | "seem" | "appear")
}

fn is_state(verb: Token) -> bool {
    matches!(&*lemma(verb), "stay" | "remain")
}

fn apply(who: &Who, verb: Token, operator: Operator, complement: Option<Token>, depth: usize) -> Reading {
    let mut inner = complement.map(|complement| read_to(who, complement, depth + 1)).unwrap_or_default();
    if inner.kind.is_none()
        && operator != Operator::Say
        && let Some((noun, kind)) = nominal_complement(who, verb)
    {
        inner = Reading { kind: Some(kind), chain: vec![noun], ..Reading::default() };
    }
    let kind = match operator {
        Operator::Commit => committed(verb, inner.kind),
        Operator::Demand => Some(EventType::Request),
        Operator::Refuse => Some(EventType::Reject),
        Operator::Threat => Some(EventType::Threaten),
        Operator::Say => complement.map_or(inner.kind, |complement| said(verb, complement, inner.kind)),
        Operator::Pass | Operator::None => inner.kind,
    };
    let own = matches!(operator, Operator::Commit | Operator::Demand | Operator::Refuse | Operator::Threat);
    let mut operators = vec![Applied::Word(operator)];
    operators.extend(inner.operators);
    Reading {
        kind,
        bare: kind,
        inner: if own { inner.bare.or(inner.kind) } else { inner.inner },
        operators,
        chain: inner.chain,
    }
}

/// The event that a noun among the objects names: "pledged support", "called for talks".
fn nominal_complement(who: &Who, verb: Token) -> Option<(usize, EventType)> {
    let mut objects = tree::objects(verb);
    for (name, found) in tree::prepositions(verb) {
        if matches!(name, "to" | "for" | "with" | "of") {
            objects.extend(found);
        }
    }
    let nouns = objects.into_iter().filter(|object| tree::is_noun(*object));
    nouns.filter_map(|noun| look_up(who, noun)?.event().map(|kind| (noun.i, kind))).next()
}

fn committed(verb: Token, inner: Option<EventType>) -> Option<EventType> {
    match inner {
        None if matches!(
            &*lemma(verb),
            "plan" | "prepare" | "schedule" | "consider" | "intend" | "resolve" | "ensure" | "set"
        ) =>
        {
            None
        }
        Some(kind) if &*lemma(verb) == "consider" && !is_harmful(kind) => None,
        None | Some(EventType::Request | EventType::Reject) => Some(EventType::Agree),
        Some(kind) if is_cooperative(kind) => Some(EventType::Agree),
        // Troops are promised to friends.
        Some(EventType::Mobilize)
            if matches!(&*lemma(verb), "commit" | "pledge" | "promise" | "agree" | "offer" | "volunteer") =>
        {
            Some(EventType::Agree)
        }
        Some(EventType::Assault) if &*lemma(verb) == "prepare" => Some(EventType::Mobilize),
        Some(kind) if is_harmful(kind) => Some(EventType::Threaten),
        Some(kind) => Some(kind),
    }
}

/// What is said to be a duty is asked for, and what is said to come is promised. Who only thinks so asks and promises
/// nothing; nor is what will be, have or mean something a promise.
fn said(verb: Token, complement: Token, inner: Option<EventType>) -> Option<EventType> {
    let is_thought = matches!(
        &*lemma(verb),
        "think" | "believe" | "know" | "see" | "learn" | "understand" | "show" | "assess" | "predict" | "report"
    );
    let is_state = matches!(
        &*lemma(complement),
        "be" | "have" | "seem" | "become" | "remain" | "mean" | "depend" | "need" | "cost" | "like" | "happen"
    );
    match (tree::modal(complement), inner) {
        (Some(Modal::Must | Modal::Future), None) if is_thought => None,
        (Some(Modal::Must), _) if !is_thought => Some(EventType::Request),
        (Some(Modal::Future), None) if is_state => None,
        (Some(Modal::Future), None) if tree::is_negated(complement) => Some(EventType::Reject),
        (Some(Modal::Future), None) => Some(EventType::Agree),
        (_, inner) => inner,
    }
}

/// What negation and auxiliaries of the verb itself make of the event. Nothing of a saying: "did not say".
fn modify(verb: Token, reading: &mut Reading) {
    let Some(kind) = reading.kind else { return };
    if reading.operators.first() == Some(&Applied::Word(Operator::Say)) {
        return;
    }
    let going = || is_ahead(verb, "go").then_some(Modal::Future).filter(|_| verb.tag() == Tag::Vbg);
    let having = || is_ahead(verb, "have").then_some(Modal::Must);
    let modal = tree::modal(verb).or_else(going).or_else(having).or_else(|| shared_modal(verb));
    if tree::is_negated(verb) {
        reading.operators.insert(0, Applied::Negation);
        if modal == Some(Modal::Future) || matches!(verb.dep(), Dep::Root | Dep::Ccomp | Dep::Conj) {
            let gives_way = (is_cooperative(kind) || kind == EventType::Request) && !is_not_yet(verb, kind);
            let wont_stop = matches!(&*lemma(verb), "end" | "stop" | "tolerate" | "allow" | "permit" | "accept");
            reading.kind = (gives_way || wont_stop).then_some(EventType::Reject);
            if reading.kind.is_some() && reading.inner.is_none() {
                reading.inner = Some(kind);
            }
        }
        return;
    }
    match modal {
        Some(Modal::Future) => {
            reading.operators.insert(0, Applied::Future);
            let becomes = if is_cooperative(kind) && is_unless(verb) {
                EventType::Threaten
            } else if is_cooperative(kind) {
                EventType::Agree
            } else if is_harmful(kind) {
                EventType::Threaten
            } else {
                kind
            };
            if becomes != kind && reading.inner.is_none() {
                reading.inner = Some(kind);
            }
            reading.kind = Some(becomes);
        }
        Some(Modal::Must) => {
            reading.operators.insert(0, Applied::Must);
            if reading.inner.is_none() {
                reading.inner = Some(kind);
            }
            reading.kind = Some(EventType::Request);
        }
        Some(Modal::May) => reading.operators.insert(0, Applied::May),
        None => {}
    }
}

/// "Will pull out unless": what is announced is a threat.
fn is_unless(verb: Token) -> bool {
    let clause = |child: Token| child.dep() == Dep::Advcl && child.children().any(|word| word.lower() == "unless");
    verb.children().any(clause)
}

/// The auxiliary that a bare verb shares with the one that it is joined to: "will expel them and halt transit".
fn shared_modal(verb: Token) -> Option<Modal> {
    let bare = |verb: &Token| {
        let own = verb.child_of(&[Dep::Aux, Dep::Nsubj, Dep::Nsubjpass]).is_some();
        verb.dep() == Dep::Conj && verb.tag() == Tag::Vb && !own && tree::is_verb(verb.head())
    };
    let mut at = Some(verb).filter(bare)?.head();
    while bare(&at) {
        at = at.head();
    }
    // "Will discuss efforts to stop violence, release prisoners": nearer to an infinitive than to the auxiliary's verb.
    let infinitive = verb.doc().slice(at.i + 1..verb.i).any(|token| token.tag() == Tag::To);
    tree::modal(at).filter(|_| at.tag() == Tag::Vb && !infinitive)
}

/// "is going to strike", "has to accept".
fn is_ahead(verb: Token, word: &str) -> bool {
    let ahead = |child: Token| child.dep() == Dep::Xcomp && tree::has_to(child);
    &*lemma(verb) == word && verb.children().any(ahead)
}

/// What has not been done so far, or was not done, is no refusal: "has not yet agreed", "did not negotiate".
fn is_not_yet(verb: Token, kind: EventType) -> bool {
    let has = |words: &[&str]| verb.children().any(|child| words.contains(&child.lower()));
    let deed = matches!(kind, EventType::Consult | EventType::Cooperate | EventType::Aid | EventType::Support);
    has(&["yet"]) || deed && has(&["did", "do", "does", "have", "has", "had"])
}

/// Whether the token may be read as a verb of its own.
pub fn is_candidate_verb(token: Token) -> bool {
    tree::is_verb(token) && !matches!(token.dep(), Dep::Amod | Dep::Compound) && token.pos() != Pos::Space
}
