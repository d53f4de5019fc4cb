//! What the noun phrase that names a meeting says of it: its name, its series, whether it is a meeting at all.

use super::{Reading, Sense};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Token};

impl Reading<'_> {
    /// A call between parties, not one for something.
    pub(super) fn is_call(&self, noun: Token) -> bool {
        let by = |child: Token| matches!(child.lower(), "phone" | "telephone" | "video" | "conference");
        let with = |child: Token| child.dep() == Dep::Prep && matches!(child.lower(), "with" | "between");
        // "In calls on Monday, N. N. discussed it with the ministers."
        let way = noun.dep() == Dep::Pobj && matches!(noun.head().lower(), "in" | "during");
        let spoken = way && noun.head().head().children().any(with);
        // A conversation is a call only where it says so.
        let said = noun.children().any(by);
        said || (spoken || noun.children().any(with)) && noun.lemma() != "conversation"
            || self.has(noun, Sense::Call) && noun.lemma().contains("conference")
    }

    /// Whether the noun only says of what another is: "a round of talks".
    pub(super) fn is_stuff_of(&self, noun: Token) -> bool {
        let of = noun.head();
        noun.dep() == Dep::Pobj && of.lower() == "of" && self.has(of.head(), Sense::Noun)
    }

    /// Whether the talks are only spoken of as a thing to have: "support for talks", "the importance of dialogue".
    pub(super) fn is_wished(&self, noun: Token) -> bool {
        let above = noun.head();
        let of = noun.dep() == Dep::Pobj && matches!(above.lower(), "for" | "of" | "on" | "about");
        of && above.dep() == Dep::Prep && self.words.has(above.head().lemma(), Sense::Wish)
    }

    /// The name of the series: what is quoted or capitalised before the noun, or of which the meeting "was part".
    pub(super) fn series(&self, noun: Token) -> Option<String> {
        let part = noun.head().children().find(|child| child.dep() == Dep::Attr && child.lemma() == "part");
        let whole = part.and_then(|part| part.child(Dep::Prep)?.child(Dep::Pobj));
        [whole, Some(noun)].into_iter().flatten().find_map(|noun| self.title_before(noun))
    }

    pub(super) fn title_before(&self, noun: Token) -> Option<String> {
        let doc = noun.doc();
        let range = noun.left_edge().i..noun.i + 1;
        let span = doc.span(range.clone());
        if let Some(quoted) = self.context.quotations.iter().find(|quoted| span.contains(quoted.span)) {
            return Some(quoted.inner.of(doc.text()).trim_end_matches(',').to_owned());
        }
        let capital = |token: &Token| token.pos() == Pos::Propn && self.actors.at(*token).is_none();
        let end = range.end;
        let start = (range.start..end).rev().take_while(|&i| capital(&doc.token(i))).last()?;
        let dated = |label: EntityLabel| matches!(label, EntityLabel::Date | EntityLabel::Gpe | EntityLabel::Person);
        let named = doc.slice(start..end).all(|token| !token.entity().is_some_and(|entity| dated(entity.label)));
        (end - start > 1 && named).then(|| doc.text_of(start..end).to_owned())
    }
}

/// Whether the noun is what another meeting "was part of".
pub(super) fn is_part_of(noun: Token) -> bool {
    noun.dep() == Dep::Pobj && noun.head().lower() == "of" && noun.head().head().lemma() == "part"
}

/// "Return to the table", "back at the negotiating table": to talks.
pub(super) fn is_table(noun: Token) -> bool {
    const GOING: [&str; 6] = ["return", "come", "get", "go", "bring", "sit"];
    let named = noun.children().any(|word| matches!(word.lower(), "negotiating" | "bargaining"));
    let prep = noun.head();
    let going = matches!(prep.lower(), "to" | "at") && GOING.contains(&prep.head().lemma());
    noun.lemma() == "table"
        && (named || prep.lower() == "to" && going && noun.children().any(|word| word.lower() == "the"))
}

/// Whether the phrase takes the meeting for known.
pub(super) fn is_definite(noun: Token) -> bool {
    noun.children().any(|child| matches!(child.lower(), "the" | "this" | "these" | "that") || child.dep() == Dep::Poss)
}

/// "A third round", "the next meeting", "further talks".
pub(super) fn is_another(noun: Token) -> bool {
    let ordinal = |word: &Token| word.entity().is_some_and(|entity| entity.label == EntityLabel::Ordinal);
    noun.children().any(|word| {
        ordinal(&word)
            || matches!(word.lower(), "next" | "another" | "further" | "new" | "more" | "fresh" | "follow-up")
    })
}

/// The noun with the words before it that are no article, date or possessor.
pub(super) fn name(noun: Token) -> String {
    let doc: &Doc = noun.doc();
    let belongs = |token: &Token| {
        token.head() == noun && matches!(token.dep(), Dep::Compound | Dep::Amod | Dep::Nummod)
            || token.is_punct() && !token.text().contains(',')
            || token.ancestors().take(3).any(|above| above == noun) && token.dep() == Dep::Compound
    };
    let start = (noun.left_edge().i..noun.i).rev().take_while(|&i| belongs(&doc.token(i))).last().unwrap_or(noun.i);
    doc.text_of(start..noun.i + 1).to_owned()
}
