//! Turns of a transcript ("MR. GIBBS: …", "QUESTION: …") and the issuer of a press release: who "I" and "we" are outside
//! of quotation marks.

use crate::Context;
use crate::actors::Actors;
use rapporteur_record::{Actor, ActorId, ActorKind, Sector};
use rapporteur_text::{Span, Token};

/// Who speaks where, outside of quotation marks.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// In text order.
    list: Vec<Turn>,
    /// Who issues the report, where its first lines say so.
    issuer: Option<ActorId>,
}

/// One turn.
#[derive(Clone, Copy, Debug)]
struct Turn {
    /// The words before the colon.
    name: Span,
    /// Who speaks; `None` for somebody who only asks.
    speaker: Option<ActorId>,
}

/// A label of more words than this is none.
const LABEL_WORDS: usize = 6;
/// An issuer stands in the first lines, which are no longer than this.
const ISSUER_LINES: usize = 3;
const ISSUER_CHARS: usize = 120;

impl Turns {
    /// Finds the turns and the issuer; who has a turn and is no actor yet becomes one.
    pub fn find(context: Context, actors: &mut Actors) -> Turns {
        let labels: Vec<(Span, bool)> =
            context.source.blocks.iter().filter_map(|block| label(&context.source.text, block.span)).collect();
        if labels.len() < 2 {
            let issuer = issuer(context, actors).or_else(|| issuers(context, actors));
            return Turns { list: Vec::new(), issuer };
        }
        let turn = |(name, asks): (Span, bool)| {
            let speaker = if asks { None } else { speaker(context, actors, name) };
            Turn { name, speaker }
        };
        Turns { list: labels.into_iter().map(turn).collect(), issuer: None }
    }

    /// Who says "I" or "we" at the byte `offset`.
    pub fn first_person(&self, offset: usize) -> Option<ActorId> {
        self.at(offset).map_or(self.issuer, |turn| turn.speaker)
    }

    /// Whether the words at `span` name a turn of somebody who only asks.
    pub fn asks(&self, span: Span) -> bool {
        self.at(span.start).is_some_and(|turn| turn.speaker.is_none() && turn.name.overlaps(span))
    }

    /// Who has the turn that the words at `span` open.
    pub fn named(&self, span: Span) -> Option<ActorId> {
        self.at(span.start).filter(|turn| turn.name.overlaps(span)).and_then(|turn| turn.speaker)
    }

    fn at(&self, offset: usize) -> Option<&Turn> {
        let next = self.list.partition_point(|turn| turn.name.start <= offset);
        self.list[..next].last()
    }
}

/// The label at the start of a line, and whether it is one of the press, who asks.
fn label(text: &str, line: Span) -> Option<(Span, bool)> {
    let words = line.of(text);
    if let Some(rest) = words.strip_prefix('Q')
        && rest.starts_with([' ', ':', '\u{a0}'])
    {
        return Some((Span::new(line.start, line.start + 1), true));
    }
    let colon = words.find(':')?;
    let name = &words[..colon];
    let upper = name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase);
    let short = name.split_whitespace().count() <= LABEL_WORDS && !name.chars().any(|c| c.is_numeric());
    let asks = matches!(name, "QUESTION" | "Q" | "REPORTER" | "PRESS" | "MODERATOR" | "OPERATOR" | "PARTICIPANT");
    (upper && short && name.chars().count() > 1).then(|| (Span::new(line.start, line.start + colon), asks))
}

/// The actor whom a label names: by mention, by the last word of a name, else somebody new.
fn speaker(context: Context, actors: &mut Actors, name: Span) -> Option<ActorId> {
    let text = name.of(context.doc.text());
    let last = text.split_whitespace().last()?.to_lowercase();
    let named = |id: ActorId| actors.get(id).name.to_lowercase();
    let people = actors.list().iter().filter(|actor| actor.kind == ActorKind::Person).map(|actor| actor.id);
    let known = people.into_iter().find(|&id| named(id).split_whitespace().last() == Some(&last));
    let tokens = context.doc.tokens_in(name);
    let mentioned = || actors.within(context.doc, name).into_iter().next();
    match known.or_else(mentioned) {
        Some(id) => Some(id),
        None if tokens.is_empty() => None,
        None => Some(actors.intern(context.doc, text, ActorKind::Person, tokens)),
    }
}

/// "Antony J. Blinken, Secretary of State" over a text, or "attributable to Spokesperson Ned Price"; where nobody is named, the
/// office that stands over it.
fn issuer(context: Context, actors: &Actors) -> Option<ActorId> {
    let named = |span: Span, is: &dyn Fn(&Actor) -> bool| {
        actors.within(context.doc, span).into_iter().find(|&id| is(actors.get(id)))
    };
    let text = context.doc.text();
    let first = context.source.blocks.iter().take(ISSUER_LINES).map(|block| block.span);
    let lines = first.filter(|span| span.of(text).chars().count() <= ISSUER_CHARS);
    let lines: Vec<Span> = lines.filter(|span| is_line_of_name(context, *span)).collect();
    let person = |actor: &Actor| actor.kind == ActorKind::Person;
    let office = |actor: &Actor| actor.kind == ActorKind::Organization && actor.sector == Some(Sector::Gov);
    let first = |is: &dyn Fn(&Actor) -> bool| lines.iter().find_map(|line| named(*line, is));
    first(&person).or_else(|| first(&office))
}

/// Those who issue a text together, as one actor: "We, the ministers of …".
fn issuers(context: Context, actors: &mut Actors) -> Option<ActorId> {
    let doc = context.doc;
    let we = doc.tokens().find(|token| token.lower() == "we")?;
    let members = crate::issuers::issuers(context, actors);
    let name = members.iter().map(|&id| actors.get(id).name.as_str()).collect::<Vec<_>>().join(", ");
    (members.len() > 1).then(|| actors.intern_group(doc, &members, &name, we.i..we.i + 1))
}

/// Whether a line names somebody rather than telling something.
fn is_line_of_name(context: Context, line: Span) -> bool {
    let doc = context.doc;
    let words = line.of(doc.text());
    words.contains("attributable to")
        || !words.ends_with(['.', '!', '?']) && {
            let finite = |token: Token| {
                matches!(
                    token.tag(),
                    rapporteur_text::Tag::Vbd
                        | rapporteur_text::Tag::Vbz
                        | rapporteur_text::Tag::Vbp
                        | rapporteur_text::Tag::Md
                )
            };
            !doc.slice(doc.tokens_in(line)).any(finite)
        }
}
