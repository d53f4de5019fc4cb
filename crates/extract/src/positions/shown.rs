//! Whether a statement shows the stance for which its act stands.
//!
//! In: a statement, an issue that its content names. Out: whether its cue tells the stance ("condemned the raid") or, where the
//! cue only tells that something was said, the clause of the issue does ("said it would not sign"). What was judged from the
//! tone of a whole quotation tells nothing of any one noun in it.

use super::{Issue, Reading, SPEECH, parties};
use rapporteur_lexicon::{CueClass, StanceSense as Sense};
use rapporteur_record::{Act, Span, Statement};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// Whether the statement shows its stance on the issue.
pub(super) fn is_shown(reading: &Reading, statement: &Statement, issue: &Issue) -> bool {
    if !is_plain(reading, statement) {
        return true;
    }
    let chain = chain(reading, statement, issue);
    match statement.act {
        _ if sentences(reading, statement) > SPEECH => false,
        Act::Criticize | Act::Concern | Act::Dismiss => is_called(reading, statement, issue),
        Act::Demand | Act::Request => chain.iter().any(|word| is_wanted(reading, statement, *word)),
        Act::Refuse if chain.iter().any(|word| word.lemma() != "be" && reading.has(*word, Sense::Unwilled)) => false,
        Act::Refuse | Act::Deny => chain.iter().any(|word| is_barred(reading, *word)),
        _ => chain.iter().any(|word| is_meant(reading, *word)),
    }
}

/// Whether the cue tells only that something was said or thought.
pub(super) fn is_plain(reading: &Reading, statement: &Statement) -> bool {
    const TELLING: [Sense; 14] = [
        Sense::Want,
        Sense::Wish,
        Sense::StandsFor,
        Sense::StandsAgainst,
        Sense::StandsOutFor,
        Sense::Backing,
        Sense::Leads,
        Sense::Worry,
        Sense::Stress,
        Sense::DisposedFor,
        Sense::DisposedAgainst,
        Sense::Puts,
        Sense::Ready,
        Sense::Declines,
    ];
    let cues = &reading.context.lexicon.cues;
    let saying = |token: &Token| {
        cues.of(token.lemma()).iter().any(|cue| {
            matches!(cue.class, CueClass::Speech | CueClass::Thought) && matches!(&*cue.act, "" | "assert" | "assess")
        })
    };
    let telling = |token: &Token| TELLING.iter().any(|&sense| reading.has(*token, sense));
    let says = sentences(reading, statement) > SPEECH || reading.tokens(&statement.cue).any(|token| saying(&token));
    statement.cue.is_empty() || says && !reading.tokens(&statement.cue).any(|token| telling(&token))
}

fn sentences(reading: &Reading, statement: &Statement) -> usize {
    let mut sentences: Vec<usize> = reading.tokens(&statement.content).map(|token| token.sentence_index()).collect();
    sentences.dedup();
    sentences.len()
}

/// The issue's word and those above it within the content.
fn chain<'a>(reading: &Reading<'a>, statement: &Statement, issue: &Issue) -> Vec<Token<'a>> {
    let inside = |token: &Token| {
        let span: Span = token.span().into();
        statement.content.iter().any(|content| content.contains(span))
    };
    let head = reading.context.doc.token(issue.head);
    std::iter::once(head).chain(head.ancestors()).take_while(inside).collect()
}

/// "Called the raid a crime": what is called so is the first thing that the content names.
fn is_called(reading: &Reading, statement: &Statement, issue: &Issue) -> bool {
    let first = reading.tokens(&statement.content).find(|token| !token.is_punct() && token.pos() != Pos::Det);
    first.is_some_and(|first| issue.tokens.contains(&first.i) && first.pos() != Pos::Adp)
}

/// "They must leave", "we need a truce", "let us talk", "stop it": what has to be.
fn is_wanted(reading: &Reading, statement: &Statement, word: Token) -> bool {
    let modal = word.children().any(|child| matches!(child.lower(), "must" | "should" | "ought" | "let"));
    let bare = word.tag() == Tag::Vb && word.child_of(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Aux]).is_none();
    let command = bare && (word.is_root() || word.dep() == Dep::Ccomp);
    let asks = [Sense::Want, Sense::StandsOutFor, Sense::Needed].iter().any(|&sense| reading.has(word, sense));
    let party = |subject: Token| {
        let party = reading.actors.at(subject).map(|id| reading.actors.principal(id).unwrap_or(id));
        subject.pos() == Pos::Pron || party.is_some_and(|party| parties(reading.actors, statement).contains(&party))
    };
    let own = word.child_of(&[Dep::Nsubj]).is_none_or(party);
    modal || command || word.pos() != Pos::Noun && asks && own && word.child(Dep::Neg).is_none()
}

/// "Will not sign", "no troops": what is not to be, or is said not to be so.
fn is_barred(reading: &Reading, word: Token) -> bool {
    let negated = word.children().any(|child| child.dep() == Dep::Neg || matches!(child.lower(), "never" | "no"));
    let against = [Sense::StandsAgainst, Sense::Declines, Sense::DisposedAgainst, Sense::Ending, Sense::Worry];
    negated || against.iter().any(|&sense| reading.has(word, sense))
}

/// "Will send aid", "is ready to talk", "backs the plan": what somebody means to do or is for.
fn is_meant(reading: &Reading, word: Token) -> bool {
    const FOR: [Sense; 7] = [
        Sense::StandsFor,
        Sense::StandsOutFor,
        Sense::Intends,
        Sense::Backing,
        Sense::DisposedFor,
        Sense::Want,
        Sense::Stress,
    ];
    let will = word.children().any(|child| {
        child.tag() == Tag::Md
            && matches!(child.lower(), "will" | "’ll" | "'ll" | "would" | "shall" | "must" | "should")
    });
    let disposed = matches!(word.lower(), "ready" | "prepared" | "willing" | "open")
        || matches!(word.lemma(), "offer" | "propose" | "suggest");
    will || disposed || FOR.iter().any(|&sense| reading.has(word, sense))
}
