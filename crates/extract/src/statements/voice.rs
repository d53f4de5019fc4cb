//! Whom "I", "we" and "our" mean inside what somebody says.

use super::side::{is_first_person, is_state};
use crate::actors::Actors;
use rapporteur_record::{ActorId, Statement};
use rapporteur_text::{Span, Token};

/// The actor that a first-person pronoun inside a statement means: the speaker for "I" and "my"; for "we", "us" and "our"
/// whom the speaker speaks for, a state first. `None` for any other word and outside of statements.
pub fn first_person(statements: &[Statement], actors: &Actors, token: Token) -> Option<ActorId> {
    if !is_first_person(token) {
        return None;
    }
    let statement = statement_of(statements, token)?;
    let alone = matches!(token.lower(), "i" | "me" | "my" | "mine" | "myself");
    let principals = statement.on_behalf_of.iter().copied();
    let state = principals.clone().find(|&id| is_state(actors.get(id)));
    let party = state.or_else(|| principals.clone().next());
    if alone { statement.speaker.first().copied() } else { party.or_else(|| statement.speaker.first().copied()) }
}

/// The innermost statement whose content holds the token.
pub fn statement_of<'s>(statements: &'s [Statement], token: Token) -> Option<&'s Statement> {
    let at: Span = token.span();
    let holding = statements.iter().filter_map(|statement| {
        let pieces = statement.content.iter().map(|&span| Span::from(span));
        pieces.into_iter().find(|piece| piece.contains(at)).map(|piece| (piece.len(), statement))
    });
    holding.min_by_key(|(length, _)| *length).map(|(_, statement)| statement)
}
