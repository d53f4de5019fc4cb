//! Which date or place a predicate has: the one that hangs on it, on its parts, or on the predicate it is part of.

use rapporteur_text::{Dep, Doc, Pos, Tag, Token};
use std::ops::Range;

/// An expression that hangs on a word.
pub(crate) trait Hung {
    /// Index of the word that it hangs on, prepositions left out.
    fn governor(&self) -> usize;
    /// Index of its first token.
    fn start(&self) -> usize;
    /// Whether a predicate can have it; of two that hang on one word the lower rank is taken, then the nearer.
    fn rank(&self) -> Option<u8>;
}

/// The token of an expression that hangs on a word outside it.
pub(crate) fn head(doc: &Doc, tokens: Range<usize>) -> Token<'_> {
    let outside = |token: &Token| token.is_root() || !tokens.contains(&token.head().i);
    doc.slice(tokens.clone()).rev().find(outside).unwrap_or(doc.token(tokens.start))
}

/// The word that an expression hangs on, prepositions left out: "met" in "met on Monday", "summit" in "a June summit".
pub(crate) fn governor(doc: &Doc, tokens: Range<usize>) -> Token<'_> {
    let mut token = head(doc, tokens);
    loop {
        let up = token.head();
        if up == token {
            return token;
        }
        token = up;
        let links = matches!(token.dep(), Dep::Prep | Dep::Pcomp | Dep::Mark) || token.pos() == Pos::Adp;
        if !links || token.is_root() {
            return token;
        }
    }
}

/// The expressions of one sentence.
pub(crate) struct Beside<'a, T> {
    list: &'a [T],
}

impl<'a, T: Hung> Beside<'a, T> {
    /// Those of the token's sentence, from a list in text order.
    pub fn new(list: &'a [T], token: Token) -> Self {
        let sentence = token.sentence();
        let start = list.partition_point(|item| item.start() < sentence.start);
        let end = list.partition_point(|item| item.start() < sentence.end);
        Beside { list: &list[start..end.max(start)] }
    }

    /// The expression of the predicate at `token`.
    pub fn of(&self, token: Token) -> Option<&'a T> {
        if self.list.is_empty() {
            return None;
        }
        self.on(token).or_else(|| self.on_parts(token)).or_else(|| self.on_whole(token))
    }

    /// The first expression, where nothing but small words stands before it in its sentence and the predicate is told by
    /// the report itself rather than by somebody in it.
    pub fn leading(&self, token: Token) -> Option<&'a T> {
        let first = self.list.iter().find(|item| item.rank().is_some())?;
        let opens = token.doc().slice(token.sentence().start..first.start()).all(|before| {
            before.is_space()
                || before.is_punct()
                || matches!(before.pos(), Pos::Adp | Pos::Det | Pos::Adv | Pos::Cconj)
        });
        let told = std::iter::once(token)
            .chain(token.ancestors().take(32))
            .any(|at| matches!(at.dep(), Dep::Ccomp | Dep::Relcl) && matches!(at.pos(), Pos::Verb | Pos::Aux));
        (opens && !told).then_some(first)
    }

    fn on(&self, token: Token) -> Option<&'a T> {
        self.nearest(token, |item| item.governor() == token.i)
    }

    fn nearest(&self, token: Token, fits: impl Fn(&T) -> bool) -> Option<&'a T> {
        let fitting = self.list.iter().filter(|item| fits(item));
        fitting
            .filter_map(|item| Some(((item.rank()?, item.start().abs_diff(token.i)), item)))
            .min_by_key(|(order, _)| *order)
            .map(|(_, item)| item)
    }

    /// On a part of the predicate: "held talks on Monday", "Monday's talks failed", "a summit in June".
    fn on_parts(&self, token: Token) -> Option<&'a T> {
        if !is_verb(token) {
            return self.below(token, 2);
        }
        let part = |child: &Token| PARTS.contains(&child.dep()) || child.dep() == Dep::Nsubj && is_event(*child);
        token.children().filter(part).find_map(|child| self.on(child).or_else(|| self.below(child, 2)))
    }

    /// On a noun a few steps below, through prepositions and conjuncts, no clause between.
    fn below(&self, token: Token, steps: usize) -> Option<&'a T> {
        if steps == 0 {
            return None;
        }
        let inner = |child: &Token| BELOW.contains(&child.dep()) && child.i > token.i;
        token.children().filter(inner).find_map(|child| self.on(child).or_else(|| self.below(child, steps - 1)))
    }

    /// On the predicate that the token is part of: "talks are planned for Wednesday", "met on Monday to discuss".
    fn on_whole(&self, token: Token) -> Option<&'a T> {
        let mut at = token;
        for _ in 0..5 {
            let up = at.head();
            // What is said, believed or told of has a date and a place of its own; a purpose has its predicate's.
            let apart = is_verb(at) && CLAUSES.contains(&at.dep());
            let purpose = matches!(at.dep(), Dep::Advcl | Dep::Xcomp | Dep::Acl) && at.tag() == Tag::Vb;
            if up == at || apart && !purpose {
                return None;
            }
            at = up;
            let found = self.nearest(token, |item| item.governor() == at.i && !divided(token, item.start()));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

const PARTS: [Dep; 9] =
    [Dep::Dobj, Dep::Attr, Dep::Nsubjpass, Dep::Prep, Dep::Prt, Dep::Agent, Dep::Oprd, Dep::Xcomp, Dep::Dative];

const BELOW: [Dep; 4] = [Dep::Pobj, Dep::Prep, Dep::Conj, Dep::Appos];

const CLAUSES: [Dep; 6] = [Dep::Ccomp, Dep::Relcl, Dep::Acl, Dep::Advcl, Dep::Parataxis, Dep::Csubj];

fn is_verb(token: Token) -> bool {
    matches!(token.pos(), Pos::Verb | Pos::Aux)
}

/// Nouns that are happenings: their date and place are their predicate's.
pub(crate) fn is_event(noun: Token) -> bool {
    const EVENTS: [&str; 40] = [
        "meeting",
        "talk",
        "summit",
        "call",
        "visit",
        "session",
        "negotiation",
        "conference",
        "attack",
        "strike",
        "vote",
        "election",
        "trip",
        "hearing",
        "protest",
        "drill",
        "exercise",
        "round",
        "discussion",
        "dialogue",
        "statement",
        "announcement",
        "decision",
        "clash",
        "consultation",
        "briefing",
        "ceremony",
        "gathering",
        "forum",
        "rally",
        "march",
        "demonstration",
        "bombing",
        "raid",
        "shooting",
        "explosion",
        "blast",
        "ceasefire",
        "trial",
        "crash",
    ];
    EVENTS.contains(&noun.lemma())
}

/// Whether another happening stands between the token, a noun, and the expression, nearer to the latter.
fn divided(token: Token, start: usize) -> bool {
    if token.i >= start || is_verb(token) {
        return false;
    }
    token.doc().slice(token.i + 1..start).any(|between| {
        let conjunct = between.dep() == Dep::Conj && between.head() == token;
        is_event(between) && between.pos() == Pos::Noun && between.dep() != Dep::Compound && !conjunct
    })
}
