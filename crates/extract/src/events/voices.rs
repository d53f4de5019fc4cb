//! Through whom alone an event is known, and who denies it.

use rapporteur_record::{Act, Statement, StatementId};
use rapporteur_text::{Span, Token};

/// The statements whose content holds the trigger: the report knows the event only through them.
pub fn asserted_by(statements: &[Statement], trigger: Token) -> Vec<StatementId> {
    let innermost = holding(statements, trigger).filter(|statement| !denies(statement));
    innermost.map(|statement| statement.id).collect()
}

/// The denials whose content holds the trigger.
pub fn denied_by(statements: &[Statement], trigger: Token) -> Vec<StatementId> {
    holding(statements, trigger).filter(|statement| denies(statement)).map(|statement| statement.id).collect()
}

fn holding<'s>(statements: &'s [Statement], trigger: Token) -> impl Iterator<Item = &'s Statement> {
    let at: Span = trigger.span();
    statements.iter().filter(move |statement| {
        let inside = |span: &rapporteur_record::Span| Span::from(*span).contains(at);
        statement.content.iter().any(inside) && !statement.cue.iter().any(inside)
    })
}

fn denies(statement: &Statement) -> bool {
    statement.act == Act::Deny
}
