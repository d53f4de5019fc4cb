//! How many: the numbers of a report with what they count, whose they are, and who says so.
//!
//! In: the document, its actors, statements, times and places. Out: [`Figure`]s. `amount` reads a number with the words
//! that bound it, `tally` the two of a vote, `counted` finds what it counts, `measured` what a measure is of; here it is told
//! whose it is and who vouches for it. Aid of which a release names no giver is its issuer's. Whether two figures are in
//! dispute is left to `disputes`.

mod amount;
mod counted;
mod measured;
mod tally;

use crate::{Context, actors::Actors, issuers, places::Places, times::Times};
use amount::Amount;
use counted::{Counted, CountedKind, Last};
use rapporteur_lexicon::NumberWord;
use rapporteur_record::{Act, ActorId, ActorKind, Evidence, Figure, FigureId, Statement, StatementId};
use rapporteur_text::{Dep, Pos, Span, Tag, Token};
use std::ops::Range;

/// Reads the figures of a report.
pub fn read(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    times: &Times,
    places: &Places,
) -> Vec<Figure> {
    let issuers = issuers::issuers(context, actors);
    let reader = Reader { context, actors, statements, times, places, issuers };
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    let mut last: Option<Last> = None;
    while at < context.doc.len() {
        if let Some(sides) = tally::read(context.doc, context.lexicon, at) {
            at = sides[1].end;
            for amount in sides {
                let counted = votes(&amount);
                keep(&mut figures, reader.figure(&amount, &counted));
            }
            continue;
        }
        let Some(mut amount) = amount::read(context.doc, context.lexicon, at) else {
            at += 1;
            continue;
        };
        let found = counted::find(context.doc, context.lexicon, &amount, times)
            .or_else(|| counted::bare(context.doc, context.lexicon, &amount, times, last.as_ref()));
        // "Two thirds": a share of something, of which nobody says how much that is.
        let Some(counted) = found.filter(|counted| !is_share(context, &counted.unit)) else {
            at = amount.end.max(at + 1);
            continue;
        };
        at = amount.end.max(counted.end.min(counted.head + 1));
        at += amount::after(context.doc, &mut amount, at);
        if counted.kind == CountedKind::Things {
            last = Some(Last { unit: counted.unit.clone(), head: counted.head });
        }
        keep(&mut figures, reader.figure(&amount, &counted));
    }
    figures
}

fn is_share(context: Context, unit: &str) -> bool {
    let word = context.lexicon.measures.number(unit);
    unit != "second" && matches!(word, Some(NumberWord::Ordinal(_) | NumberWord::Fraction(_)))
}

/// What the numbers of a vote count.
fn votes(amount: &Amount) -> Counted {
    let kind = CountedKind::Things;
    Counted { unit: "vote".into(), head: amount.number, start: amount.start, end: amount.end, kind }
}

/// Most figures back to look for one that is said again.
const NEAR: usize = 120;

/// Adds a figure, or what it says of one that is known.
fn keep(figures: &mut Vec<Figure>, figure: Figure) {
    let near = figures.len().saturating_sub(NEAR);
    match figures[near..].iter_mut().find(|known| repeats(known, &figure)) {
        Some(known) => join(known, figure),
        None => figures.push(Figure { id: FigureId(figures.len() as u32), ..figure }),
    }
}

struct Reader<'a> {
    context: Context<'a>,
    actors: &'a Actors,
    statements: &'a [Statement],
    times: &'a Times,
    places: &'a Places,
    /// Whose release the report is.
    issuers: Vec<ActorId>,
}

impl Reader<'_> {
    fn figure(&self, amount: &Amount, counted: &Counted) -> Figure {
        let doc = self.context.doc;
        let head = doc.token(counted.head);
        let what = doc.span(amount.start.min(counted.start)..counted.end.max(amount.end));
        let (mut asserted_by, denied_by) = self.vouchers(what);
        if asserted_by.is_empty() && denied_by.is_empty() {
            asserted_by.extend(self.giver(doc.token(amount.number)));
        }
        // What happens to the counted is told by their verb: "200 people were detained in Lima on Monday".
        let verb = matches!(head.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj).then(|| head.head());
        let time = self.times.of(head).or_else(|| self.times.of(verb?)).filter(|time| !time.span.overlaps(what));
        let place = self.places.of(head).or_else(|| self.places.of(verb?)).cloned();
        let clause = clause(head);
        let stale = self.times.within(clause).any(|time| time.stale)
            || self.statements.iter().any(|statement| statement.stale && asserted_by.contains(&statement.id));
        Figure {
            id: FigureId(0),
            value: amount.value,
            high: amount.high,
            bound: amount.bound,
            approximate: amount.approximate,
            unit: counted.unit.clone(),
            what: what.into(),
            scope: scope(head, counted),
            of: self.owners(head, counted),
            asserted_by,
            denied_by,
            when: time.and_then(|time| time.when.clone()),
            place,
            stale,
            evidence: Evidence::new(what),
        }
    }

    /// The statements that say the figure and those that deny it. A figure within a denial is what is denied, unless
    /// another statement says it.
    fn vouchers(&self, what: Span) -> (Vec<StatementId>, Vec<StatementId>) {
        let holds =
            |statement: &&Statement| statement.content.iter().any(|content| Span::from(*content).contains(what));
        let (denied, asserted): (Vec<&Statement>, Vec<&Statement>) =
            self.statements.iter().filter(holds).partition(|statement| statement.act == Act::Deny);
        // Statements nest: the innermost speaker is the one who says it.
        let narrowest = asserted.iter().map(|statement| width(statement)).min();
        let ids = |list: Vec<&Statement>| list.into_iter().map(|statement| statement.id).collect();
        (ids(asserted.into_iter().filter(|statement| Some(width(statement)) == narrowest).collect()), ids(denied))
    }

    /// "Quito put the number of soldiers at 300": the statement of which the verb is the cue, though the number hangs on it.
    fn giver(&self, number: Token) -> Option<StatementId> {
        let verb = counted::putting(number)?.span();
        let cued = |statement: &&Statement| statement.cue.iter().any(|cue| Span::from(*cue).overlaps(verb));
        self.statements.iter().find(cued).map(|statement| statement.id)
    }

    /// Whose they are: by the words around the noun itself, around the noun of which it is a part ("a gift of two million
    /// doses"), or, of a measure, around the noun that is measured ("brings Danish aid to $41 million").
    fn owners(&self, head: Token, counted: &Counted) -> Vec<ActorId> {
        let first = head.conjuncts().first().copied().filter(|_| head.dep() == Dep::Conj).unwrap_or(head);
        let part = (first.dep() == Dep::Pobj && first.head().lower() == "of").then(|| first.head().head());
        let part = part.filter(|noun| noun.pos() == Pos::Noun);
        // "Our gift of two million doses of a firm's vaccine" is ours.
        let given = part.filter(|noun| GIVING.contains(&noun.lemma()) && noun.child(Dep::Poss).is_some());
        let measured = (counted.kind == CountedKind::Measure).then(|| measured(head)).flatten();
        // "A quarter of the government, 800,000 employees".
        let whole = (head.dep() == Dep::Appos).then(|| head.head()).filter(|noun| !counted::is_number(*noun));
        let nouns = [given, Some(head), part, measured, whole];
        let told = nouns.into_iter().flatten().map(|noun| self.owners_of(noun, counted));
        // "The withdrawal of 300 soldiers": soldiers own themselves no more than their number does.
        let own = self.actors.at(head);
        let others = told.map(|owners| owners.into_iter().filter(|&id| Some(id) != own).collect::<Vec<_>>());
        let mut found = others.into_iter().find(|owners| !owners.is_empty()).unwrap_or_default();
        if found.is_empty() {
            found.extend(own.and_then(|counted| self.state(counted)));
        }
        if found.is_empty() && measured.is_some_and(|noun| AID.contains(&noun.lemma())) {
            found = self.giving(head);
        }
        found.sort();
        found.dedup();
        found
    }

    /// Who gives the aid of which a release tells without a giver: its issuer, unless the sentence has another subject.
    fn giving(&self, head: Token) -> Vec<ActorId> {
        let verb = head.ancestors().find(|above| above.pos() == Pos::Verb);
        let actor = verb.and_then(subject).and_then(|subject| self.actors.at(subject));
        let other = actor.is_some_and(|id| {
            let party = self.actors.principal(id).unwrap_or(id);
            !self.issuers.contains(&party) && !self.issuers.contains(&id)
        });
        if other { Vec::new() } else { self.issuers.clone() }
    }

    /// "Russian troops", "troops from Chad", "Ukraine's tanks", "Russia pushed 70,000 troops".
    fn owners_of(&self, noun: Token, counted: &Counted) -> Vec<ActorId> {
        let doc = noun.doc();
        let owner = noun.child(Dep::Poss);
        let owners = owner.map(|owner| self.actors.of(owner)).unwrap_or_default();
        if !owners.is_empty() {
            return owners;
        }
        if owner.is_some_and(|owner| owner.lower() == "our") {
            return self.issuers.clone();
        }
        // The "US" of "US dollars" owns nothing, nor does a name before a comma.
        let amount = counted.start..counted.end;
        let measured = counted.kind == CountedKind::Measure;
        let apart = |child: &Token| {
            measured && amount.contains(&child.i) || doc.slice(child.i..noun.i).any(|between| between.text() == ",")
        };
        let modifier = |child: &Token| {
            matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Nmod) && !(child.i < noun.i && apart(child))
        };
        let found: Vec<ActorId> = noun.children().filter(modifier).flat_map(|child| self.actors.of(child)).collect();
        // "Peruvian copper exports": the state hangs on the word between.
        let inner = || noun.children().filter(modifier).flat_map(|child| child.children()).filter(modifier);
        let found = if found.is_empty() { inner().flat_map(|child| self.actors.of(child)).collect() } else { found };
        if !found.is_empty() {
            return found;
        }
        // "Two French nationals" are of France, whoever holds them.
        let nation = |child: Token| self.actors.state(self.actors.country_of(child)?);
        if let Some(state) = noun.children().filter(modifier).find_map(nation) {
            return vec![state];
        }
        let found = self.keepers(noun);
        if !found.is_empty() {
            return found;
        }
        let from = noun.children().filter(|child| child.dep() == Dep::Prep && matches!(child.lower(), "of" | "from"));
        let found: Vec<ActorId> =
            from.filter_map(|of| of.child(Dep::Pobj)).flat_map(|object| self.actors.of(object)).collect();
        if !found.is_empty() {
            return found;
        }
        // "Won with 300 votes".
        let with = (noun.dep() == Dep::Pobj && noun.head().lower() == "with").then(|| noun.head().head());
        let verb = if noun.dep() == Dep::Dobj { Some(noun.head()) } else { with.filter(|verb| verb.lemma() == "win") };
        let Some(subject) = verb.filter(|verb| OWNING.contains(&verb.lemma())).and_then(subject) else { return found };
        // What a release tells of "us" is its issuer's.
        if subject.lower() == "we" && self.actors.of(subject).is_empty() {
            return self.issuers.clone();
        }
        let owners = self.actors.of(subject);
        // Who announces or gives for a state gives what is the state's.
        let party = |id: ActorId| match self.actors.get(id).kind {
            ActorKind::Person => self.actors.principal(id).unwrap_or(id),
            _ => id,
        };
        owners.into_iter().map(party).collect()
    }

    /// "40 firms owned and run by two brothers": who holds what is counted.
    fn keepers(&self, noun: Token) -> Vec<ActorId> {
        const KEEPING: [&str; 6] = ["own", "control", "hold", "operate", "run", "employ"];
        let kept = noun.child(Dep::Acl).filter(|verb| verb.tag() == Tag::Vbn && KEEPING.contains(&verb.lemma()));
        let verbs = kept.map(|verb| verb.conjuncts()).unwrap_or_default();
        let agent = verbs.into_iter().find_map(|verb| verb.child(Dep::Agent)?.child(Dep::Pobj));
        agent.map(|agent| self.actors.of(agent)).unwrap_or_default()
    }

    /// The state to which the counted belong, where they are an actor of their own: "Russian troops"; or the party or body
    /// that their name is: "ten Democrats".
    fn state(&self, counted: ActorId) -> Option<ActorId> {
        let actor = self.actors.get(counted);
        let state = self.actors.state(actor.country.as_deref()?);
        state.or_else(|| matches!(actor.kind, ActorKind::Organization | ActorKind::Igo).then_some(counted))
    }
}

/// Whether a figure says again what a known one says: a title's figure in the text, a figure recalled later.
fn repeats(known: &Figure, other: &Figure) -> bool {
    let same = known.value == other.value
        && known.high == other.high
        && known.unit == other.unit
        && known.bound == other.bound;
    let vouched = known.asserted_by == other.asserted_by && known.denied_by == other.denied_by;
    let agree = |a: Option<&str>, b: Option<&str>| a.is_none() || b.is_none() || a == b;
    let when = agree(known.when.as_ref().map(|when| &*when.value), other.when.as_ref().map(|when| &*when.value));
    let place = agree(known.place.as_ref().map(|place| &*place.name), other.place.as_ref().map(|place| &*place.name));
    let of = known.of.is_empty() || other.of.is_empty() || known.of == other.of;
    let scope = match (&known.scope, &other.scope) {
        (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
        _ => true,
    };
    // "Two people" here and there need not be the same two.
    let telling = known.value >= 5.0 || known.scope.is_some() && other.scope.is_some();
    same && vouched && when && place && of && scope && telling
}

/// Adds to a known figure what its repetition says.
fn join(known: &mut Figure, other: Figure) {
    known.evidence = known.evidence.clone().with(other.evidence.spans().iter().copied());
    known.approximate |= other.approximate;
    known.stale |= other.stale;
    known.when = known.when.take().or(other.when);
    known.place = known.place.take().or(other.place);
    if known.of.is_empty() {
        known.of = other.of;
    }
    if other.scope.as_ref().map(String::len) > known.scope.as_ref().map(String::len) {
        known.scope = other.scope;
    }
}

/// Nouns for what somebody gives.
const GIVING: [&str; 9] =
    ["donation", "gift", "delivery", "shipment", "supply", "contribution", "provision", "purchase", "sale"];

/// Nouns for money or goods that somebody gives.
const AID: [&str; 9] =
    ["assistance", "aid", "support", "funding", "relief", "grant", "package", "contribution", "donation"];

/// Verbs whose subject has what their object counts.
const OWNING: [&str; 61] = [
    "deliver",
    "ship",
    "supply",
    "produce",
    "export",
    "import",
    "include",
    "comprise",
    "detain",
    "use",
    "fire",
    "launch",
    "drop",
    "have",
    "own",
    "hold",
    "deploy",
    "send",
    "push",
    "move",
    "mass",
    "amass",
    "gather",
    "station",
    "mobilize",
    "mobilise",
    "lose",
    "field",
    "concentrate",
    "commit",
    "withdraw",
    "pull",
    "spend",
    "pledge",
    "give",
    "provide",
    "offer",
    "pay",
    "win",
    "receive",
    "keep",
    "employ",
    "build",
    "order",
    "donate",
    "contribute",
    "suffer",
    "dispatch",
    "announce",
    "allocate",
    "approve",
    "lend",
    "loan",
    "grant",
    "invest",
    "earmark",
    "promise",
    "gain",
    "secure",
    "net",
    "assemble",
];

fn subject(verb: Token) -> Option<Token> {
    let own = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
    // "Countries giving $5 million".
    let own = own.or_else(|| (verb.dep() == Dep::Acl && verb.tag() == Tag::Vbg).then(|| verb.head()));
    // "has pushed troops and is preparing": conjuncts and infinitives share a subject.
    own.or_else(|| {
        let shares = |verb: &Token| {
            let doing = verb.dep() == Dep::Advcl && verb.tag() == Tag::Vbg;
            (matches!(verb.dep(), Dep::Conj | Dep::Xcomp | Dep::Acomp) || doing) && !verb.is_root()
        };
        let above = std::iter::successors(Some(verb), |verb| Some(verb.head()).filter(|_| shares(verb)));
        above.skip(1).take(3).find_map(|verb| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]))
    })
}

fn width(statement: &Statement) -> usize {
    statement.content.iter().map(|content| content.end - content.start).sum()
}

/// The sentence of a token.
fn clause(token: Token) -> Span {
    token.doc().span(token.sentence())
}

/// The noun that a measure is of, by its own phrase or by what it is said of.
fn measured(head: Token) -> Option<Token> {
    head.children().find_map(measured::object).or_else(|| measured::noun(head))
}

/// What narrows the count: the "on", "in", "of" phrase after it; of a measure that is said of something, that.
fn scope(head: Token, counted: &Counted) -> Option<String> {
    let doc = head.doc();
    let phrase = phrase(head, counted);
    let said_of = || measured::noun(head).map(|noun| doc.text_of(measured::phrase(noun)).to_owned());
    let apart = counted.kind == CountedKind::Measure && phrase.and_then(measured::object).is_none();
    let own = || {
        let phrase = phrase?;
        let plain = |tokens: &Range<usize>| {
            tokens.len() <= 12 && !doc.slice(tokens.clone()).any(|token| token.pos() == Pos::Verb || token.is_space())
        };
        // A scope of a whole clause narrows nothing, but its noun does.
        let short = || measured::object(phrase).map(|noun| phrase.i..noun.i + 1);
        Some(phrase.subtree())
            .filter(plain)
            .or_else(|| short().filter(plain))
            .map(|tokens| doc.text_of(tokens).to_owned())
    };
    let lasted = || (counted.kind == CountedKind::Measure).then(|| measured::lasting(head)).flatten();
    let lasted = || lasted().map(|noun| doc.text_of(measured::phrase(noun)).to_owned());
    if apart { said_of().or_else(lasted).or_else(own) } else { own() }
}

/// The preposition after the counted that leads what narrows it; of a measure, what is measured before time and place.
fn phrase<'d>(head: Token<'d>, counted: &Counted) -> Option<Token<'d>> {
    let narrows = |child: &Token| {
        child.i >= counted.end
            && child.dep() == Dep::Prep
            && matches!(child.lower(), "on" | "in" | "at" | "of" | "near" | "for" | "along" | "from")
    };
    let phrases = || head.children().filter(narrows);
    let measure = (counted.kind == CountedKind::Measure).then(phrases);
    let measured = measure.and_then(|mut phrases| phrases.find(|phrase| measured::object(*phrase).is_some()));
    let follows = counted.kind == CountedKind::Measure && counted.end < head.doc().len();
    let loose = || measured::follows(follows.then(|| head.doc().token(counted.end)));
    measured.or_else(loose).or_else(|| phrases().next())
}
