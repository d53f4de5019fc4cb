//! What a number counts: a unit, a currency, a noun, or the people of a verb ("12 killed").

use super::amount::Amount;
use super::measured;
use crate::attach;
use crate::numbers::NumberForm;
use crate::times::{Kind, Times};
use rapporteur_lexicon::{Lexicon, MeasureKind, NumberWord};
use rapporteur_text::{Dep, Doc, EntityLabel, Pos, Tag, Token};

/// What a number counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    /// The unit as the record writes it.
    pub unit: String,
    /// Index of the word that is counted, or that heads the amount of a measure and the noun before which it stands.
    pub head: usize,
    /// Index of the first token of number and thing counted.
    pub start: usize,
    /// Index just past the last one.
    pub end: usize,
    /// What kind of thing is counted.
    pub kind: CountedKind,
}

/// The last things that a number counted.
pub(super) struct Last {
    /// Their unit.
    pub unit: String,
    /// Index of their noun.
    pub head: usize,
}

/// What kind of thing a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountedKind {
    /// People and things.
    Things,
    /// Units of measure of something else: money, shares, lengths of time and space.
    Measure,
}

/// What the amount counts; `None` where it is no figure: a date, an age, a name, "one of the".
pub(super) fn find(doc: &Doc, lexicon: &Lexicon, amount: &Amount, times: &Times) -> Option<Counted> {
    if in_date(doc, amount, times) || is_net(doc, amount) {
        return None;
    }
    if let Some(currency) = &amount.currency {
        let end = after_currency_scale(doc, lexicon, amount.end);
        let head = attach::head(doc, amount.number..amount.end).i;
        let kind = CountedKind::Measure;
        return Some(with_whole(doc, Counted { unit: currency.clone(), head, start: amount.start, end, kind }));
    }
    match unit(doc, lexicon, amount) {
        Some(counted) if counted.kind == CountedKind::Measure => {
            if is_reckoned(doc, amount, &counted) {
                return None;
            }
            let counted = with_whole(doc, compared(doc, counted));
            // "The one-year anniversary" is a day.
            (doc.token(counted.head).lemma() != "anniversary").then_some(counted)
        }
        found => found.or_else(|| noun(doc, lexicon, amount)),
    }
}

/// "Net-zero": a name for an aim.
fn is_net(doc: &Doc, amount: &Amount) -> bool {
    let hyphen = amount.start.checked_sub(1).filter(|&at| amount.value == 0.0 && doc.token(at).text() == "-");
    hyphen.is_some_and(|at| at > 0)
}

/// "Two weeks before the vote", "in two days": a time that is reckoned from another, and no length.
fn is_reckoned(doc: &Doc, amount: &Amount, counted: &Counted) -> bool {
    const LENGTHS: [&str; 6] = ["minute", "hour", "day", "week", "month", "year"];
    let lower = |at: usize| if at < doc.len() { doc.token(at).lower() } else { "" };
    let after = matches!(lower(counted.end), "before" | "after" | "prior" | "since")
        || lower(counted.end) == "ahead" && lower(counted.end + 1) == "of"
        || lower(counted.end) == "from" && lower(counted.end + 1) == "now";
    let before = amount.start.checked_sub(1).is_some_and(|at| lower(at) == "in");
    let ends = counted.end >= doc.len() || doc.token(counted.end).is_punct() && lower(counted.end) != "-";
    LENGTHS.contains(&&*counted.unit) && (after || before && ends)
}

/// "85 % more fires": the share is one of what is compared.
fn compared(doc: &Doc, counted: Counted) -> Counted {
    let more = counted.end < doc.len() && matches!(doc.token(counted.end).lower(), "more" | "fewer");
    let reach = counted.end + 1..doc.len().min(counted.end + 4);
    let noun = doc.slice(reach).take_while(|token| is_inside(*token)).find(|token| token.tag() == Tag::Nns);
    match noun.filter(|_| more && counted.unit == "percent") {
        Some(noun) => Counted { head: noun.i, end: noun.i + 1, ..counted },
        None => counted,
    }
}

/// What a number without a noun counts: what the number before it did ("gained 13 seats and lost 4"), or what its
/// apposition is a number of ("the number of women, 102").
pub(super) fn bare(
    doc: &Doc,
    lexicon: &Lexicon,
    amount: &Amount,
    times: &Times,
    before: Option<&Last>,
) -> Option<Counted> {
    let number = doc.token(amount.end - 1);
    if in_date(doc, amount, times) || amount.value <= 1.0 {
        return None;
    }
    let verb = number.head();
    let repeated = || {
        let last = before?;
        let apart = number.sentence_index() - doc.token(last.head).sentence_index();
        let gained = number.dep() == Dep::Dobj && GAINING.contains(&verb.lemma());
        // "54 states have signed, only 27 have ratified"; "250 students in Lima, 100 in Quito".
        let acts = number.dep() == Dep::Nsubj && apart == 0 && verb.pos() == Pos::Verb;
        let listed = matches!(number.dep(), Dep::Conj | Dep::Appos)
            && apart == 0
            && number.next().is_some_and(|next| next.dep() == Dep::Prep);
        (gained && apart <= 1 || acts || listed).then(|| last.unit.clone())
    };
    let apposed = || apposed(doc, amount).map(|noun| name(lexicon, noun));
    let of = |unit: String, head: usize| {
        Some(Counted { unit, head, start: amount.start, end: amount.end, kind: CountedKind::Things })
    };
    if let Some(unit) = vague(doc, lexicon, amount).or_else(apposed).or_else(repeated) {
        return of(unit, number.i);
    }
    if is_crowd(amount, number) {
        return Some(people(amount));
    }
    if let Some(noun) = called(number) {
        return of(name(lexicon, noun), noun.i);
    }
    match given(number)? {
        Given::Noun(noun) => of(name(lexicon, noun), noun.i),
        // The same things counted otherwise: whose and when they are is told where they were named.
        Given::Same => {
            let last = before.filter(|last| number.sentence_index() - doc.token(last.head).sentence_index() <= 1)?;
            of(last.unit.clone(), last.head)
        }
    }
}

/// What a number that somebody gives is a number of.
enum Given<'d> {
    /// "Put the number of soldiers at 300": the noun.
    Noun(Token<'d>),
    /// "Put its losses at four", "spoke of more than 40", "there were no more than 60": what was counted before.
    Same,
}

fn given(number: Token<'_>) -> Option<Given<'_>> {
    if let Some(noun) = changing(number) {
        return Some(Given::Noun(noun));
    }
    let above = number.head();
    let verb = if above.pos() == Pos::Adp { above.head() } else { above };
    if let Some(counted) = putting(number).and_then(|put| put.child(Dep::Dobj)) {
        let of = counted.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
        let noun = of.or_else(|| counted.child(Dep::Compound)).filter(|noun| is_countable(*noun));
        let open = is_number(counted) || LOST.contains(&counted.lemma());
        return Some(noun.or((!open).then_some(counted)).map_or(Given::Same, Given::Noun));
    }
    let spoken = above.lower() == "of" && matches!(verb.lemma(), "speak" | "talk");
    let there = verb.lemma() == "be"
        && number.dep() == Dep::Attr
        && verb.child_of(&[Dep::Expl, Dep::Nsubj]).is_some_and(|subject| {
            subject.dep() == Dep::Expl || is_number(subject) || matches!(subject.lower(), "it" | "they" | "figure")
        });
    (spoken || there).then_some(Given::Same)
}

/// "The number of lorries fell from 120 to 60", "raised the death toll to 89": what there came to be more or fewer of.
fn changing(number: Token<'_>) -> Option<Token<'_>> {
    let amount =
        Some(number.head()).filter(|head| number.dep() == Dep::Quantmod && head.tag() == Tag::Cd).unwrap_or(number);
    let prep = Some(amount.head()).filter(|prep| matches!(prep.lower(), "from" | "to" | "at" | "by"))?;
    let verb = prep.ancestors().take(2).find(|verb| verb.pos() == Pos::Verb && CHANGING.contains(&verb.lemma()))?;
    let counted = verb.child_of(&[Dep::Dobj]).or_else(|| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]))?;
    if !is_number(counted) {
        return Some(counted).filter(|noun| matches!(noun.tag(), Tag::Nns | Tag::Nnps) && is_countable(*noun));
    }
    let of = counted.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
    of.or_else(|| counted.child(Dep::Compound)).filter(|noun| is_countable(*noun))
}

/// Verbs by which a number comes to be another.
const CHANGING: [&str; 21] = [
    "fall", "rise", "raise", "climb", "drop", "increase", "grow", "jump", "surge", "cut", "reduce", "lower", "swell",
    "shrink", "decline", "decrease", "double", "triple", "go", "bring", "stand",
];

/// "Of whom 300 are women": the women.
fn called(number: Token<'_>) -> Option<Token<'_>> {
    let verb = Some(number.head()).filter(|verb| number.dep() == Dep::Nsubj && verb.lemma() == "be")?;
    verb.child(Dep::Attr).filter(|noun| noun.tag() == Tag::Nns && is_countable(*noun))
}

/// "Millions marched", "brought thousands together": people, of whom nothing else is said.
fn is_crowd(amount: &Amount, number: Token) -> bool {
    let alone = number.next().is_none_or(|next| next.lower() != "of" && !is_inside(next) || next.pos() == Pos::Adv);
    let acts = matches!(number.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj) && number.head().pos() == Pos::Verb;
    amount.vague
        && amount.currency.is_none()
        && number.tag() == Tag::Nns
        && alone
        && acts
        && number.children().len() == 0
}

/// The verb by which somebody gives a number: "put the number of soldiers massed near the border at 300", where the number may
/// hang on any word in between.
pub(super) fn putting(number: Token<'_>) -> Option<Token<'_>> {
    let at = number.head();
    let put = |word: &Token| word.pos() == Pos::Verb && PUTTING.contains(&word.lemma());
    at.ancestors().take(STEPS).find(put).filter(|_| at.lower() == "at")
}

/// Nouns for people and things that were counted before by another name.
const LOST: [&str; 5] = ["loss", "casualty", "fatality", "figure", "estimate"];

/// Most words between a number and the verb that gives it.
const STEPS: usize = 6;

/// Verbs by which somebody gives a number for something.
const PUTTING: [&str; 6] = ["put", "place", "estimate", "set", "peg", "count"];

/// "The number of women, 102": the women.
fn apposed<'d>(doc: &'d Doc, amount: &Amount) -> Option<Token<'d>> {
    let comma = amount.start.checked_sub(1).filter(|&at| doc.token(at).text() == ",")?;
    let noun = doc.token(comma.checked_sub(1)?);
    let of = noun.head();
    let numbered = of.lower() == "of" && is_number(of.head());
    (noun.dep() == Dep::Pobj && numbered && is_countable(noun)).then_some(noun)
}

/// Whether the noun says that a number follows: "the number of women, 102".
pub(super) fn is_number(noun: Token) -> bool {
    matches!(noun.lemma(), "number" | "total" | "count" | "toll")
}

/// "A death count in the hundreds", "put the death toll in the hundreds", "crowds numbering in the thousands": deaths, crowds.
fn vague(doc: &Doc, lexicon: &Lexicon, amount: &Amount) -> Option<String> {
    let the = amount.start.checked_sub(1).filter(|&at| amount.vague && doc.token(at).lower() == "the")?;
    let within = doc.token(the.checked_sub(1)?);
    let above = within.head();
    if within.lower() != "in" {
        return None;
    }
    let told = [Some(above), above.child(Dep::Dobj), above.child(Dep::Nsubj)].into_iter().flatten();
    let number = told.into_iter().find(|noun| noun.pos() == Pos::Noun && is_number(*noun));
    let noun = match number {
        Some(number) => {
            let of = number.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
            number.child(Dep::Compound).or(of)
        }
        None => above.child(Dep::Nsubj).filter(|_| matches!(above.lemma(), "number" | "run" | "be")),
    };
    noun.filter(|noun| is_countable(*noun)).map(|noun| name(lexicon, noun))
}

/// Verbs of seats and votes.
const GAINING: [&str; 11] = ["gain", "lose", "win", "receive", "get", "take", "poll", "hold", "keep", "have", "secure"];

/// The measure together with the noun before which it stands: "14 million euro loan".
fn with_whole(doc: &Doc, counted: Counted) -> Counted {
    match measured::whole(doc.token(counted.head)).filter(|noun| noun.i >= counted.end) {
        Some(noun) => Counted { head: noun.i, end: noun.i + 1, ..counted },
        None => counted,
    }
}

/// "$40 m": a scale of one letter after a sign of currency is read with the number; nothing else follows it.
fn after_currency_scale(doc: &Doc, lexicon: &Lexicon, end: usize) -> usize {
    let next = (end < doc.len()).then(|| doc.token(end));
    let repeats = next.is_some_and(|token| {
        lexicon.measures.measure(token.lower()).is_some_and(|measure| measure.kind == MeasureKind::Money)
    });
    end + usize::from(repeats)
}

/// Whether the number is part of a date or time of day, or of an age.
fn in_date(doc: &Doc, amount: &Amount, times: &Times) -> bool {
    let number = doc.token(amount.number).span();
    let at = times.list.partition_point(|time| time.span.end <= number.start);
    let dated = times.list.get(at).is_some_and(|time| {
        time.span.overlaps(number)
            && (time.kind != Kind::Duration
                || time.when.is_some()
                || matches!(doc.token(time.tokens.end.saturating_sub(1)).lower(), "ago" | "later" | "earlier"))
    });
    let lower = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    let before = if amount.number > 0 { lower(amount.number - 1) } else { "" };
    let aged = matches!(before, "aged" | "age") || lower(amount.end).starts_with("year") && is_old(doc, amount.end + 1);
    let aged =
        aged || lower(amount.end) == "-" && lower(amount.end + 1).starts_with("year") && is_old(doc, amount.end + 2);
    // "Smith, 45, said".
    let apposed = before == ","
        && lower(amount.end) == ","
        && amount.form == NumberForm::Digits
        && (1.0..=110.0).contains(&amount.value)
        && amount.number >= 2
        && doc.token(amount.number - 2).tag() == Tag::Nnp;
    dated || aged || apposed
}

fn is_old(doc: &Doc, at: usize) -> bool {
    let lower = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    lower(at) == "old"
        || lower(at) == "-" && lower(at + 1).starts_with("old")
        || lower(at) == "of" && lower(at + 1) == "age"
}

/// A unit of measure right after the number: "seven hours", "40 %", "five percentage points", "30-kilometre".
fn unit(doc: &Doc, lexicon: &Lexicon, amount: &Amount) -> Option<Counted> {
    let hyphen =
        usize::from(amount.end < doc.len() && doc.token(amount.end).text() == "-" && amount.end + 1 < doc.len());
    let mut at = amount.end + hyphen;
    // "40 per cent".
    let per_cent = at + 1 < doc.len() && doc.token(at).lower() == "per" && doc.token(at + 1).lower() == "cent";
    at += usize::from(per_cent);
    let token = (at < doc.len()).then(|| doc.token(at))?;
    let points = at + 1 < doc.len() && token.lower() == "percentage" && doc.token(at + 1).lower().starts_with("point");
    let dollars = matches!(token.lower(), "us" | "u.s." | "american" | "canadian" | "australian");
    let square = matches!(token.lower(), "square" | "sq" | "cubic" | "nautical");
    let word_at = at + usize::from(dollars || square);
    let word = (word_at < doc.len()).then(|| doc.token(word_at))?;
    let make = |unit: &str, end: usize, kind| {
        Some(Counted { unit: unit.to_owned(), head: end - 1, start: amount.start, end, kind })
    };
    use CountedKind::{Measure, Things};
    if per_cent {
        return make("percent", at + 1, Measure);
    }
    if points {
        return make("percentage point", at + 2, Measure);
    }
    let measure = lexicon.measures.measure(word.lower()).or_else(|| lexicon.measures.measure(word.text()))?;
    match measure.kind {
        // A name of a currency may be a word of its own: "won", "real".
        MeasureKind::Money if word.pos() == Pos::Verb => None,
        MeasureKind::Money => make(&nationality(token.lower(), &measure.unit), word_at + 1, Measure),
        MeasureKind::Physical if square => {
            make(&format!("{} {}", full(token.lower()), measure.unit), word_at + 1, Measure)
        }
        MeasureKind::Percent | MeasureKind::Physical | MeasureKind::Duration if !dollars && !square => {
            make(&measure.unit, word_at + 1, Measure)
        }
        MeasureKind::Count if word.tag() != Tag::Vbd && !followed_by_noun(word) => {
            make(&measure.unit, word_at + 1, Things)
        }
        _ => None,
    }
}

fn full(word: &str) -> &str {
    if word == "sq" { "square" } else { word }
}

fn nationality(word: &str, unit: &str) -> String {
    match (word, unit) {
        ("canadian", "USD") => "CAD".into(),
        ("australian", "USD") => "AUD".into(),
        _ => unit.into(),
    }
}

fn followed_by_noun(word: Token) -> bool {
    word.next().is_some_and(|next| matches!(next.tag(), Tag::Nns | Tag::Nn)) && matches!(word.tag(), Tag::Jj | Tag::Vbn)
}

/// A noun that the number counts, by the tree, or the nearest plural after it.
fn noun(doc: &Doc, lexicon: &Lexicon, amount: &Amount) -> Option<Counted> {
    let token = doc.token(amount.end - 1);
    let next = (amount.end < doc.len()).then(|| doc.token(amount.end));
    let after = |skip: usize| if amount.end + skip < doc.len() { doc.token(amount.end + skip).lower() } else { "" };
    // "one of the", "one another", "number one": "one" counts only where nothing else can be meant.
    let one = amount.value == 1.0 && amount.form == NumberForm::Words;
    if one && amount.start == amount.number {
        return None;
    }
    // "Two million who voted".
    if after(0) == "who" && amount.value > 1.0 {
        return Some(people(amount));
    }
    // "29 out of 30 charges".
    if after(0) == "out" && after(1) == "of" {
        let object = (amount.end + 2..(amount.end + 8).min(doc.len()))
            .map(|i| doc.token(i))
            .find(|token| token.tag() == Tag::Nns)?;
        return counted(lexicon, amount, object).map(|counted| Counted { end: amount.end, ..counted });
    }
    if after(0) == "of" && amount.vague {
        // "dozens of tanks".
        let object = (amount.end + 1..(amount.end + 6).min(doc.len()))
            .map(|i| doc.token(i))
            .find(|token| is_countable(*token))?;
        return counted(lexicon, amount, object);
    }
    if after(0) == "of" {
        // "three of the four hostages", "12 of them": a part of another number.
        let object = (amount.end + 1..(amount.end + 5).min(doc.len()))
            .map(|i| doc.token(i))
            .find(|token| token.tag() == Tag::Nns)?;
        return if amount.value <= 1.0 { None } else { counted(lexicon, amount, object) };
    }
    let member = next.filter(|hyphen| hyphen.text() == "-").and_then(|hyphen| hyphen.next());
    if let Some(member) = member.filter(|member| MEMBERS.contains(&member.lower()) && amount.value > 2.0) {
        return counted(lexicon, amount, member);
    }
    let by_tree = std::iter::successors(Some(token), |token| {
        let rises = matches!(token.dep(), Dep::Nummod | Dep::Compound | Dep::Quantmod | Dep::Amod | Dep::Nmod)
            && !token.is_root();
        rises.then(|| token.head())
    })
    .take(4)
    .last()
    .filter(|head| head.i >= amount.end && head.i <= amount.end + 6 && is_countable(*head));
    let by_place = || {
        let reach = amount.end..(amount.end + 5).min(doc.len());
        doc.slice(reach).take_while(|token| is_inside(*token)).find(|token| matches!(token.tag(), Tag::Nns | Tag::Nnps))
    };
    if let Some(head) = by_tree.or_else(by_place) {
        let hyphened = next.is_some_and(|next| next.text() == "-");
        // "the two-state solution", "a four-party meeting" count nothing that happened.
        return if hyphened && head.tag() != Tag::Nns { None } else { counted(lexicon, amount, head) };
    }
    verb(doc, lexicon, amount, next)
}

/// "12 killed", "at least 20 were wounded", "the toll rose to 30".
fn verb(doc: &Doc, lexicon: &Lexicon, amount: &Amount, next: Option<Token>) -> Option<Counted> {
    let make = |unit: &str, head: usize| {
        let (start, end) = (amount.start, amount.end.max(head + 1));
        Some(Counted { unit: unit.to_owned(), head, start, end, kind: CountedKind::Things })
    };
    let auxiliary = |token: &Token| {
        token.pos() == Pos::Aux || matches!(token.lower(), "people" | "others" | "more" | "also" | "have" | "been")
    };
    let mut following = doc.slice(amount.end..(amount.end + 4).min(doc.len())).skip_while(auxiliary);
    if let Some(word) = following.next() {
        let measure = lexicon.measures.measure(word.lower()).filter(|measure| measure.kind == MeasureKind::Count);
        if let Some(measure) = measure.filter(|_| {
            word.tag() == Tag::Vbn || word.pos() == Pos::Adj || word.tag() == Tag::Vbd && next == Some(word)
        }) {
            return make(&measure.unit, word.i);
        }
    }
    // "killed 12", "killing at least 30".
    let number = doc.token(amount.number);
    let verb = number.head();
    let object = matches!(number.dep(), Dep::Dobj | Dep::Nsubjpass) && !number.is_root();
    let measure = lexicon.measures.measure(match verb.lemma() {
        "kill" => "killed",
        "wound" | "injure" | "hurt" => "wounded",
        "arrest" => "arrested",
        "detain" => "detained",
        "capture" => "captured",
        "displace" => "displaced",
        _ => return None,
    });
    measure.filter(|_| object).and_then(|measure| make(&measure.unit, amount.end - 1))
}

/// Nouns that a number before a hyphen counts: "a 55-member union", "a three-judge court".
const MEMBERS: [&str; 7] = ["member", "judge", "seat", "person", "nation", "man", "bed"];

/// People of whom nothing else is said.
fn people(amount: &Amount) -> Counted {
    let kind = CountedKind::Things;
    Counted { unit: "person".into(), head: amount.end - 1, start: amount.start, end: amount.end, kind }
}

fn counted(lexicon: &Lexicon, amount: &Amount, head: Token) -> Option<Counted> {
    // A part of something named by its number of sides or days is no figure: "two sides", "both", "two leaders" of a meeting.
    let few = amount.value <= 2.0 && amount.start == amount.number && amount.form == NumberForm::Words;
    if few && DEFINITE.contains(&head.lemma()) || is_fixed(head) {
        return None;
    }
    // "Two thirds" are a share of something, not two of something.
    if matches!(lexicon.measures.number(head.lower()), Some(NumberWord::Fraction(_) | NumberWord::Ordinal(_))) {
        return None;
    }
    let definite = head
        .children()
        .any(|child| child.dep() == Dep::Det && matches!(child.lower(), "the" | "these" | "those" | "both"));
    if definite && amount.value <= 10.0 && amount.form == NumberForm::Words && amount.start == amount.number {
        return None;
    }
    let kind = CountedKind::Things;
    // "78 co-petitioners", cut at the hyphen.
    if let Some(noun) = prefixed(head) {
        let unit = format!("{}-{}", head.lower(), name(lexicon, noun));
        return Some(Counted { unit, head: noun.i, start: amount.start, end: noun.i + 1, kind });
    }
    let unit = if head.lemma() == "other" { "person".to_owned() } else { name(lexicon, head) };
    Some(Counted { unit, head: head.i, start: amount.start, end: head.i + 1, kind })
}

/// The plural to which a prefix is joined by a hyphen.
fn prefixed(prefix: Token) -> Option<Token> {
    let hyphen = prefix.next().filter(|hyphen| hyphen.text() == "-" && !prefix.spacy() && !hyphen.spacy())?;
    hyphen
        .next()
        .filter(|noun| noun.tag() == Tag::Nns && matches!(prefix.lower(), "co" | "vice" | "ex" | "non" | "sub"))
}

/// A counted noun as the record writes it.
fn name(lexicon: &Lexicon, noun: Token) -> String {
    match lexicon.measures.measure(noun.lower()) {
        Some(measure) if measure.kind != MeasureKind::Money => measure.unit.to_string(),
        _ => singular(noun),
    }
}

/// Nouns that two of are a way of speaking.
const DEFINITE: [&str; 18] = [
    "side",
    "country",
    "leader",
    "nation",
    "party",
    "state",
    "government",
    "minister",
    "power",
    "neighbour",
    "neighbor",
    "man",
    "thing",
    "way",
    "president",
    "part",
    "diplomat",
    "official",
];

/// "One side", "first half": what is counted for its place, not its number.
fn is_fixed(head: Token) -> bool {
    matches!(
        head.lemma(),
        "time" | "half" | "step" | "side" | "o'clock" | "point" | "reason" | "kind" | "occasion" | "example"
    )
}

fn is_countable(token: Token) -> bool {
    let label = token.entity().map(|entity| entity.label);
    matches!(token.tag(), Tag::Nns | Tag::Nn | Tag::Nnps) && !matches!(label, Some(EntityLabel::Person))
}

/// Whether a word may stand between a number and its noun: "100,000 Russian combat troops".
fn is_inside(token: Token) -> bool {
    matches!(token.pos(), Pos::Adj | Pos::Noun | Pos::Propn | Pos::Adv)
        || token.text() == "-"
        || matches!(token.tag(), Tag::Vbn | Tag::Vbg)
}

/// The noun's base form; plurals that the engine leaves are cut by rule.
fn singular(noun: Token) -> String {
    let lemma = noun.lemma().to_lowercase();
    if !matches!(noun.tag(), Tag::Nns | Tag::Nnps) || lemma != noun.lower() {
        return lemma;
    }
    match lemma.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && stem.len() > 2 => stem.to_owned(),
        _ => lemma,
    }
}
