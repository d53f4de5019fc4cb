//! Heads that the engine's parser gets wrong and the words' own forms put right, before any pass reads them.
//!
//! In: the engine's document and the lexicon. Out: the same document, with verbs that share the tense of the main clause, not of
//! the clause before them, hung on the main clause: in "she said that the pact matters and urged Peru to sign it" who urged is who
//! said, as a past after a present is not of one series. All else is left as the engine reads it.

use rapporteur_lexicon::{CueClass, CuePos, Lexicon};
use rapporteur_text::{Dep, Doc, Pos, Tag, Token};

/// Most verbs up from the one that stands before "and" in which the main clause is looked for.
const STEPS: usize = 6;

/// The document as the passes read it; `None` where nothing is to be mended.
pub(crate) fn mended(doc: &Doc, lexicon: &Lexicon) -> Option<Doc> {
    let verbs = doc.tokens().filter(|token| token.dep() == Dep::Conj && token.tag() == Tag::Vbd);
    let edits: Vec<(usize, usize, Dep)> = verbs
        .filter_map(|verb| Some((verb, main(verb, lexicon)?)))
        .flat_map(|(verb, main)| moved(verb, main))
        .collect();
    (!edits.is_empty()).then(|| doc.reattached(&edits))
}

/// The verb with its conjunction, hung on the main verb.
fn moved(verb: Token, main: Token) -> Vec<(usize, usize, Dep)> {
    let conjunction = verb.head().children().rfind(|child| child.dep() == Dep::Cc && child.i < verb.i);
    let conjunction = conjunction.map(|word| (word.i, main.i, Dep::Cc));
    conjunction.into_iter().chain([(verb.i, main.i, Dep::Conj)]).collect()
}

/// The verb of the main clause that a past verb without a subject continues, where the one that it hangs on can't be continued so.
fn main<'a>(verb: Token<'a>, lexicon: &Lexicon) -> Option<Token<'a>> {
    let before = verb.head();
    let whole = matches!(before.pos(), Pos::Verb | Pos::Aux) && verb.pos() == Pos::Verb && before.i < verb.i;
    let own = verb.children().any(|child| {
        child.i < verb.i && matches!(child.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Aux | Dep::Auxpass | Dep::Expl)
    });
    if !whole || own {
        return None;
    }
    let clause = std::iter::once(before).chain(before.ancestors()).take(STEPS).find(|top| top.dep() != Dep::Conj)?;
    let past = |up: &Token| matches!(up.pos(), Pos::Verb | Pos::Aux) && up.tag() == Tag::Vbd;
    let main = clause.ancestors().take(STEPS).find(past).filter(|main| main.i < before.i)?;
    let quoted = verb.doc().slice(main.i..verb.i).any(|token| matches!(token.text(), "\"" | "“" | "”" | "‘" | ":"));
    let says =
        |token: Token| lexicon.cues.get(token.lemma(), CuePos::Verb).is_some_and(|cue| cue.class == CueClass::Speech);
    let reported = || clause.dep() == Dep::Ccomp && says(main) && says(verb) && !says(before);
    let apart = match time(before) {
        Time::Present => clause.dep() != Dep::Relcl || says(verb),
        Time::Ongoing => reported(),
        Time::Perfect => reported() && verb.doc().slice(before.i..verb.i).any(|token| token.text() == ","),
        Time::Past => false,
    };
    (apart && !quoted && clause.dep() != Dep::Advcl).then_some(main)
}

/// What a verb's form says of its time.
enum Time {
    /// Now or to come, and what may be.
    Present,
    /// A state or what was going on, which no single deed continues: "was blocking", "was wrong".
    Ongoing,
    /// "Had shown", which a participle in the form of a past may continue.
    Perfect,
    Past,
}

fn time(verb: Token) -> Time {
    let finite = verb.children().find(|child| child.i < verb.i && matches!(child.dep(), Dep::Aux | Dep::Auxpass));
    let finite = finite.unwrap_or(verb);
    match finite.tag() {
        Tag::Vbz | Tag::Vbp | Tag::Md => Time::Present,
        Tag::Vbd if finite.lemma() == "be" && (finite == verb || verb.tag() == Tag::Vbg) => Time::Ongoing,
        Tag::Vbd if finite.lemma() == "have" && finite != verb => Time::Perfect,
        _ => Time::Past,
    }
}
