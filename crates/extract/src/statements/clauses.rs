//! The signs of what a speaker does: of the cue, and of each clause of the content.
//!
//! In: a [`Reading`] and the speaker's [`Side`]. Out: a set of [`Signs`] per clause, the cue's signs in each. What they
//! weigh is told by `act_rules.tsv`.

use super::reading::{Reading, cue_of};
use super::side::{Side, is_first_person};
use rapporteur_lexicon::{ActPos, ActWord, CueClass, CuePos, Mark, Sense, Signs};
use rapporteur_record::Form;
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// Most clauses of one content that are looked at.
const CLAUSES: usize = 24;
/// Most tokens of one clause that are looked at for words that tell.
const WORDS: usize = 60;

/// The signs of each clause of the content; never empty.
pub(super) fn signs(reading: &Reading, side: &Side, form: Form) -> Vec<Signs> {
    let mut cue = cue_signs(reading, form);
    if side.is_court() {
        cue.mark(Mark::Court);
    }
    if side.is_press() {
        cue.mark(Mark::Press);
    }
    let clauses = Clauses { reading, side, form };
    let mut found = Vec::new();
    let mut open: Vec<(Token, bool)> = reading.content_heads().into_iter().rev().map(|top| (top, false)).collect();
    while let Some((top, held)) = open.pop() {
        if found.len() == CLAUSES {
            break;
        }
        let mut signs = clauses.of(top).union(cue);
        if held {
            signs.mark(Mark::Held);
        }
        found.push(signs);
        open.extend(clauses.further(top).into_iter().rev());
    }
    if found.is_empty() { vec![cue] } else { found }
}

fn cue_signs(reading: &Reading, form: Form) -> Signs {
    let mut signs = Signs::default();
    if form == Form::Direct {
        signs.mark(Mark::Quoted);
    }
    let Some(head) = reading.head else {
        signs.mark(Mark::Uncued);
        return signs;
    };
    if let Some(cue) = reading.cue {
        signs.cue(usual_act(&cue.act, head));
        signs.mark(match cue.class {
            CueClass::Speech => Mark::Speech,
            CueClass::Thought => Mark::Thought,
            CueClass::Attitude => Mark::Attitude,
            CueClass::Evidence => Mark::Evidence,
        });
        if matches!(cue.pos, CuePos::Noun | CuePos::Adjective) {
            signs.mark(Mark::CueNominal);
        }
    }
    if is_negated(head) || governed_by(head, &["refuse", "decline"]) {
        signs.mark(Mark::CueNegated);
    }
    if head.children().any(|child| child.dep() == Dep::Aux && child.lemma() == "will") {
        signs.mark(Mark::CueFuture);
    }
    // The head alone has said what it does by its row; with the words after it ("rule out") it may mean something else.
    for token in reading.cue_tokens() {
        senses_of(reading, token, |sense, words| {
            if token.i != head.i || words.len() > 1 {
                signs.core(sense);
            }
        });
    }
    if let Some(&top) = reading.content_heads().first() {
        let to = top.children().any(|child| child.tag() == Tag::To);
        if to && top.head().i == head.i {
            let hearer = top.child(Dep::Nsubj).is_some() || head.child_of(&[Dep::Dobj, Dep::Dative]).is_some();
            signs.mark(if hearer { Mark::Asked } else { Mark::Infinitive });
        }
    }
    signs
}

/// The usual act of a cue: one for all its uses, or a list of acts by preposition ("on:request|assess").
fn usual_act<'c>(act: &'c str, head: Token) -> &'c str {
    let mut usual = "";
    for choice in act.split('|') {
        match choice.split_once(':') {
            Some((preposition, act)) => {
                let hung = head.children().any(|child| child.lower() == preposition);
                if hung || head.next().is_some_and(|next| next.lower() == preposition) {
                    return act;
                }
            }
            None => usual = choice,
        }
    }
    usual
}

fn governed_by(token: Token, lemmas: &[&str]) -> bool {
    token.dep() == Dep::Xcomp && lemmas.contains(&token.head().lemma())
}

struct Clauses<'r, 'a> {
    reading: &'r Reading<'a>,
    side: &'r Side<'a>,
    form: Form,
}

impl<'a> Clauses<'_, 'a> {
    fn inside(&self, token: Token<'a>) -> bool {
        self.reading.in_content(token)
    }

    /// Clauses joined to the one at `top`, and what the speaker is said there to think.
    fn further(&self, top: Token<'a>) -> Vec<(Token<'a>, bool)> {
        let own = || self.subject(top).is_some_and(|subject| self.side.holds(subject) || is_impersonal(subject));
        let holds = is_thought(top) && (top.pos() == Pos::Adj || own());
        let joined = |child: &Token<'a>| match child.dep() {
            Dep::Conj => is_verbal(*child),
            Dep::Parataxis => true,
            // "made it clear that": the adjective stands between.
            Dep::Acomp | Dep::Oprd => holds && child.child(Dep::Ccomp).is_some(),
            // The parser takes "it clear" for a clause of its own, and what follows for a reason given.
            Dep::Ccomp if holds && child.pos() == Pos::Adj => true,
            Dep::Advcl => holds && child.children().any(|mark| mark.dep() == Dep::Mark && mark.lower() == "that"),
            Dep::Ccomp => holds || child.i < top.i && !is_verb_of_saying(self.reading, top),
            _ => false,
        };
        let below = top.children().filter(|child| self.inside(*child) && joined(child));
        let clauses = below.map(|child| (child, holds && !matches!(child.dep(), Dep::Conj | Dep::Parataxis)));
        clauses.chain(self.of_predicate(top)).collect()
    }

    /// "It is clear that …", "I am sure that …": what hangs on the adjective.
    fn of_predicate(&self, top: Token<'a>) -> Option<(Token<'a>, bool)> {
        let predicate = top.child_of(&[Dep::Acomp, Dep::Attr])?;
        let clause = predicate.child(Dep::Ccomp).or_else(|| predicate.child(Dep::Acl))?;
        (self.inside(clause) && clause.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).is_some()).then_some((clause, true))
    }

    fn of(&self, top: Token<'a>) -> Signs {
        let mut signs = Signs::default();
        if is_verbal(top) {
            self.modality(top, &mut signs);
            self.subject_marks(top, &mut signs);
        } else {
            signs.mark(Mark::Phrase);
            if top.children().any(|child| matches!(child.lower(), "no" | "not" | "never")) {
                signs.mark(Mark::Negated);
            }
        }
        self.words(top, &mut signs);
        signs
    }

    fn subject(&self, top: Token<'a>) -> Option<Token<'a>> {
        const SUBJECTS: [Dep; 4] = [Dep::Nsubj, Dep::Nsubjpass, Dep::Expl, Dep::Csubj];
        let mut at = top;
        for _ in 0..4 {
            if let Some(subject) = at.child_of(&SUBJECTS) {
                return Some(subject);
            }
            match at.dep() {
                Dep::Conj | Dep::Xcomp | Dep::Aux | Dep::Auxpass | Dep::Pcomp | Dep::Prep
                    if !at.is_root() && self.inside(at.head()) =>
                {
                    at = at.head()
                }
                _ => return None,
            }
        }
        None
    }

    fn subject_marks(&self, top: Token<'a>, signs: &mut Signs) {
        match self.subject(top) {
            Some(subject) => signs.mark(self.who(subject)),
            None if self.is_of_cue(top) => signs.mark(self.understood()),
            None => {
                signs.mark(Mark::Bare);
                let first = top.left_edge().i == top.i || top.previous().is_some_and(|it| it.is_punct());
                let bare = top.tag() == Tag::Vb && !top.children().any(|child| child.tag() == Tag::To);
                if first && bare && top.lemma() != "thank" {
                    signs.mark(Mark::Imperative);
                }
            }
        }
        if top.child(Dep::Nsubjpass).is_some() || top.child(Dep::Auxpass).is_some() {
            signs.mark(Mark::Passive);
        }
    }

    /// Whether the verb hangs on the cue itself: "vowed to fight".
    fn is_of_cue(&self, top: Token<'a>) -> bool {
        let cue = self.reading.head.is_some_and(|head| !top.is_root() && top.head().i == head.i);
        cue && matches!(top.dep(), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Acl | Dep::Pcomp | Dep::Dobj)
    }

    /// Whose doing an infinitive without subject is: the hearer's where there is one, else the speaker's.
    fn understood(&self) -> Mark {
        if super::addressee::hearers(self.reading).is_empty() { Mark::Own } else { Mark::Other }
    }

    fn who(&self, subject: Token<'a>) -> Mark {
        let subject = self.filled(subject);
        if self.side.holds(subject) {
            return Mark::Own;
        }
        if self.side.is_other(subject) {
            return Mark::Other;
        }
        match subject.lower() {
            "you" => Mark::You,
            "it" | "there" | "this" | "that" | "which" | "these" | "those" => Mark::It,
            "he" | "she" | "they" | "who" | "nobody" | "everyone" | "everybody" | "anyone" => Mark::Other,
            _ => {
                let kind = subject.entity().map(|entity| entity.label);
                let named =
                    matches!(kind, Some(EntityLabel::Person | EntityLabel::Gpe | EntityLabel::Norp | EntityLabel::Org));
                if named { Mark::Other } else { Mark::Thing }
            }
        }
    }

    /// The noun that a subject without content of its own stands before: "one of them", "all of us".
    fn filled(&self, subject: Token<'a>) -> Token<'a> {
        let empty = matches!(subject.lower(), "all" | "both" | "each" | "none" | "many" | "some" | "one" | "most");
        let of = subject.children().find(|child| child.lower() == "of");
        of.filter(|_| empty).and_then(|of| of.child(Dep::Pobj)).unwrap_or(subject)
    }

    fn modality(&self, top: Token<'a>, signs: &mut Signs) {
        // "has to leave", "is going to leave", "needs to leave": the first verb says how the second is meant.
        let outer = (top.dep() == Dep::Xcomp && !top.is_root()).then(|| top.head());
        for verb in std::iter::once(top).chain(outer) {
            self.auxiliaries(verb, signs);
        }
        self.performs(top, signs);
        let inner = top.child(Dep::Xcomp).is_some();
        match (top.lemma(), top.tag()) {
            ("have" | "need", _) if inner => {
                signs.mark(Mark::Must);
                signs.mark(Mark::Need);
            }
            ("need" | "require", _) if top.child(Dep::Dobj).is_some() => signs.core(Sense::Oblige),
            ("go", Tag::Vbg) if inner => signs.mark(Mark::Will),
            ("let", Tag::Vb) if top.children().any(|child| child.lower() == "us") => signs.mark(Mark::Lets),
            _ => {}
        }
        if top.children().any(|child| matches!(child.lower(), "'s" | "us")) && top.lower() == "let" {
            signs.mark(Mark::Lets);
        }
        match top.tag() {
            Tag::Vbd => signs.mark(Mark::Past),
            Tag::Vbz | Tag::Vbp => signs.mark(Mark::Present),
            _ => {}
        }
        if top.lemma() == "be" && top.child_of(&[Dep::Acomp, Dep::Attr]).is_some() {
            signs.mark(Mark::Copula);
        }
        if top.child(Dep::Dobj).is_some() {
            signs.mark(Mark::Object);
        }
        if is_negated(top) || self.denying_argument(top) {
            signs.mark(Mark::Negated);
        }
        if self.is_subjunctive(top) {
            signs.mark(Mark::Must);
        }
        self.circumstances(top, signs);
    }

    /// "insisted that the junta release them": the bare verb says what must be done.
    fn is_subjunctive(&self, top: Token<'a>) -> bool {
        let helped = |child: Token| matches!(child.dep(), Dep::Aux | Dep::Auxpass) || child.tag() == Tag::To;
        let singular = |subject: Token| matches!(subject.tag(), Tag::Nn | Tag::Nnp);
        let bare = matches!(top.tag(), Tag::Vb | Tag::Vbp) && !top.children().any(helped);
        self.form == Form::Indirect
            && bare
            && top.dep() == Dep::Ccomp
            && top.child(Dep::Nsubj).is_some_and(|it| singular(it) && it.child(Dep::Conj).is_none())
    }

    /// "We condemn", "I have urged": in the speaker's own mouth the verb says what is done.
    fn performs(&self, top: Token<'a>, signs: &mut Signs) {
        let own = || top.child_of(&[Dep::Nsubj]).is_some_and(|subject| self.side.holds(subject));
        let modal = top.children().any(|child| child.tag() == Tag::Md);
        if let Some(cue) = cue_of(self.reading.context, top)
            && !modal
            && !is_negated(top)
            && (own() || top.lower() == "thank")
        {
            signs.cue(usual_act(&cue.act, top));
            signs.mark(Mark::Performs);
        }
    }

    fn auxiliaries(&self, verb: Token<'a>, signs: &mut Signs) {
        for child in verb.children().filter(|child| matches!(child.dep(), Dep::Aux | Dep::Auxpass)) {
            match child.lemma() {
                "will" | "shall" | "'ll" | "’ll" | "wo" => signs.mark(Mark::Will),
                "would" | "'d" | "’d" => {
                    signs.mark(Mark::Would);
                    if self.form == Form::Indirect && !verb.children().any(|it| it.dep() == Dep::Advcl) {
                        signs.mark(Mark::Will);
                    }
                }
                "must" => signs.mark(Mark::Must),
                "should" | "ought" => signs.mark(Mark::Should),
                "may" | "might" | "could" => signs.mark(Mark::May),
                "can" | "ca" => signs.mark(Mark::Can),
                "have" | "'ve" | "’ve" if verb.tag() == Tag::Vbn => signs.mark(Mark::Perfect),
                "be" if verb.tag() == Tag::Vbg => {
                    signs.mark(Mark::Progressive);
                    signs.mark(if child.tag() == Tag::Vbd { Mark::Past } else { Mark::Present });
                }
                _ => {}
            }
        }
    }

    /// "no progress was made", "has no intention", "nobody believes": the clause is negated in one of its nouns.
    fn denying_argument(&self, top: Token<'a>) -> bool {
        let denied = |child: Token| child.dep() == Dep::Acomp && matches!(child.lower(), "impossible" | "unable");
        if top.children().any(denied) {
            return true;
        }
        const ARGUMENTS: [Dep; 5] = [Dep::Nsubj, Dep::Nsubjpass, Dep::Dobj, Dep::Attr, Dep::Acomp];
        top.children().filter(|child| ARGUMENTS.contains(&child.dep())).any(|noun| {
            matches!(noun.lower(), "nothing" | "nobody" | "none" | "neither")
                || noun.children().any(|child| matches!(child.lower(), "no" | "neither"))
        })
    }

    fn circumstances(&self, top: Token<'a>, signs: &mut Signs) {
        for child in top.children().filter(|child| self.inside(*child)) {
            match child.dep() {
                Dep::Advcl => {
                    for mark in child.children().filter(|mark| matches!(mark.dep(), Dep::Mark | Dep::Advmod)) {
                        match mark.lower() {
                            "if" => signs.mark(Mark::If),
                            "until" | "unless" | "till" => signs.mark(Mark::Until),
                            _ => {}
                        }
                    }
                }
                Dep::Prep | Dep::Mark if matches!(child.lower(), "until" | "unless" | "without") => {
                    signs.mark(Mark::Until)
                }
                Dep::Xcomp | Dep::Ccomp if child.children().any(|it| matches!(it.lower(), "until" | "unless")) => {
                    signs.mark(Mark::Until)
                }
                _ => {}
            }
        }
        let sentence = top.sentence();
        if sentence.clone().rev().take(3).any(|i| top.doc().token(i).text() == "?") {
            signs.mark(Mark::Question);
        }
    }

    /// The senses of the clause's words; those of the verb, its object and what is said of the subject are its core.
    fn words(&self, top: Token<'a>, signs: &mut Signs) {
        let core = core(top);
        for token in top.doc().slice(top.subtree()).take(WORDS).filter(|token| self.inside(*token)) {
            senses_of(self.reading, token, |sense, words| {
                if words.into_iter().any(|i| core.contains(&i)) { signs.core(sense) } else { signs.anywhere(sense) }
            });
            if matches!(token.lower(), "until" | "unless") {
                signs.mark(Mark::Until);
            }
            if token.lower() == "too" && token.dep() == Dep::Advmod && token.head().i > token.i {
                signs.mark(Mark::Too);
            }
            if self.side.is_other(token) {
                signs.mark(Mark::Others);
            }
        }
    }
}

/// The tokens at the core of the clause: its verb and the verbs it governs, their objects, what is said of the subject,
/// and a subject that is the thing itself ("no progress was made").
fn core(top: Token) -> Vec<usize> {
    let mut found = vec![top.i];
    let mut open = vec![top];
    while let Some(token) = open.pop() {
        for child in token.children() {
            let deeper = match child.dep() {
                Dep::Xcomp | Dep::Acomp | Dep::Attr | Dep::Oprd | Dep::Dobj | Dep::Advmod | Dep::Prt | Dep::Neg => true,
                // "no progress was made": the subject is what is spoken of.
                Dep::Nsubj | Dep::Nsubjpass => child.children().any(|word| word.lower() == "no"),
                Dep::Amod | Dep::Compound => token.i != top.i || !is_verbal(top),
                Dep::Conj => token.i != top.i && child.pos() == token.pos(),
                Dep::Aux | Dep::Auxpass => true,
                // "fed up with", "in breach of", "an end to": the preposition's noun says what the phrase is about.
                Dep::Prep => token.i == top.i && token.lemma() == "be",
                Dep::Pobj => true,
                _ => false,
            };
            if deeper && found.len() < WORDS {
                found.push(child.i);
                if !matches!(child.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Advmod | Dep::Aux | Dep::Pobj) {
                    open.push(child);
                }
            }
        }
    }
    found
}

/// Calls `tell` with each sense of the word at `token`, alone or with the words after it, and the indices of the words.
fn senses_of(reading: &Reading, token: Token, mut tell: impl FnMut(Sense, Range<usize>)) {
    let acts = &reading.context.lexicon.acts;
    let lemma = token.lemma();
    let lowered;
    let lemma = if lemma.bytes().any(|byte| byte.is_ascii_uppercase()) {
        lowered = lemma.to_lowercase();
        lowered.as_str()
    } else {
        lemma
    };
    let forms = if lemma == token.lower() { [Some(lemma), None] } else { [Some(lemma), Some(token.lower())] };
    for form in forms.into_iter().flatten() {
        for entry in acts.words(form).iter().filter(|entry| fits(entry, token)) {
            tell(entry.sense, token.i..token.i + 1 + entry.rest.len());
        }
    }
}

fn fits(entry: &ActWord, token: Token) -> bool {
    let class = match entry.pos {
        ActPos::Any => true,
        ActPos::Verb => matches!(token.pos(), Pos::Verb | Pos::Aux),
        ActPos::Noun => matches!(token.pos(), Pos::Noun | Pos::Propn),
        ActPos::Adjective => token.pos() == Pos::Adj || token.tag() == Tag::Vbn && token.dep() != Dep::Conj,
        ActPos::Adverb => token.pos() == Pos::Adv,
    };
    let mut next = token;
    class
        && entry.rest.iter().all(|word| match next.next() {
            Some(token) => {
                next = token;
                token.lower() == &**word || token.lemma() == &**word
            }
            None => false,
        })
}

/// Whether the verb is negated by an adverb of its own, or by "no longer".
pub(super) fn is_negated(token: Token) -> bool {
    token.children().any(|child| {
        child.dep() == Dep::Neg
            || matches!(child.lower(), "never" | "not" | "hardly" | "neither" | "nor" | "no")
            || child.lower() == "longer" && child.previous().is_some_and(|before| before.lower() == "no")
    })
}

fn is_verbal(token: Token) -> bool {
    matches!(token.pos(), Pos::Verb | Pos::Aux)
}

fn is_impersonal(token: Token) -> bool {
    matches!(token.lower(), "it" | "there") || is_first_person(token)
}

/// Words with which a speaker presents what follows: "I think that", "we hope that", "we made it clear that".
fn is_thought(token: Token) -> bool {
    matches!(
        token.lemma(),
        "think"
            | "believe"
            | "hope"
            | "know"
            | "feel"
            | "say"
            | "make"
            | "expect"
            | "understand"
            | "see"
            | "guess"
            | "mean"
            | "clear"
            | "sure"
            | "certain"
            | "confident"
            | "convinced"
    )
}

fn is_verb_of_saying(reading: &Reading, token: Token) -> bool {
    cue_of(reading.context, token).is_some_and(|cue| cue.class == CueClass::Speech)
}
