//! What the rest of the report tells of a meeting: who has turns at it, how long it took, what came of it, who led it.

use super::mention::Mention;
use super::{Reading, Sense, Status, add};
use rapporteur_record::{Act, ActorId, ActorKind, Figure, Meeting, Outcome, Span, Statement};

impl Reading<'_> {
    /// Officials of two sides who have turns in one transcript: they stand in one place.
    pub(super) fn appearance(&self, statements: &[Statement]) -> Option<Mention> {
        let doc = self.context.doc;
        let turn = |statement: &Statement| {
            let name = statement.speaker_text?;
            let text = name.of(doc.text());
            let label = doc.text()[name.end..].starts_with(':') && !text.contains(char::is_lowercase);
            label.then(|| Some((name, *statement.speaker.first()?)))?
        };
        let turns: Vec<(Span, ActorId)> = statements.iter().filter_map(turn).collect();
        let mut people: Vec<ActorId> = Vec::new();
        add(&mut people, turns.iter().map(|(_, speaker)| *speaker).collect());
        people.retain(|&id| self.can_meet(id) && self.actors.get(id).country.is_some());
        let mut countries: Vec<_> = people.iter().map(|&id| self.actors.get(id).country.clone()).collect();
        countries.sort();
        countries.dedup();
        let &(span, _) = turns.first().filter(|_| countries.len() > 1)?;
        let above = rapporteur_text::Span::new(0, span.start);
        Some(Mention {
            name: "joint appearance".into(),
            series: None,
            format: None,
            status: Some(Status::Held),
            people,
            states: Vec::new(),
            parties: Vec::new(),
            heads: Vec::new(),
            when: self.times.within(above).find_map(|time| time.when.clone()),
            place: self.places.within(above).next().cloned(),
            definite: false,
            again: false,
            follows: None,
            span,
        })
    }

    /// Hours that the report says the meeting took: "seven hours of talks", "the talks lasted two hours".
    pub(super) fn hours(&self, meeting: &Meeting, figures: &[Figure]) -> Option<f64> {
        let hours = |figure: &Figure| match figure.unit.as_str() {
            "hour" => Some(figure.value),
            "minute" => Some(figure.value / 60.0),
            _ => None,
        };
        let near = |figure: &&Figure| {
            meeting.evidence.spans().iter().any(|span| span.contains(figure.what) || self.lasts(*span, figure))
        };
        figures.iter().filter(near).find_map(hours)
    }

    /// Whether a figure tells how long what the passage names lasted: "the talks lasted two hours".
    fn lasts(&self, passage: Span, figure: &Figure) -> bool {
        let doc = self.context.doc;
        let first = |span: Span| doc.slice(doc.tokens_in(span.into())).next();
        let (Some(named), Some(length)) = (first(passage), first(figure.what)) else { return false };
        let mut above = length.ancestors().take(4);
        named.sentence_index() == length.sentence_index()
            && above.any(|verb| verb.lemma() == "last" && verb.i > named.i)
    }

    /// What the speakers say came of the talks.
    pub(super) fn outcomes(&self, statements: &[Statement]) -> Vec<Outcome> {
        let doc = self.context.doc;
        let judges = |statement: &&Statement| {
            statement.joint && statement.act != Act::Concern || matches!(statement.act, Act::Assess | Act::Acknowledge)
        };
        let verdict =
            |span: &&Span| doc.slice(doc.tokens_in((**span).into())).any(|token| self.has(token, Sense::Verdict));
        let outcome = |statement: &Statement, span: Span| Outcome {
            text: span.of(doc.text()).to_owned(),
            speaker: statement.speaker.clone(),
            joint: statement.joint,
            span,
        };
        let judging = statements.iter().filter(judges);
        judging.filter_map(|statement| Some(outcome(statement, *statement.content.iter().find(verdict)?))).collect()
    }

    /// For each party the person who speaks for it most.
    pub(super) fn heads(&self, parties: &[ActorId], statements: &[Statement]) -> Vec<ActorId> {
        let count = |id: ActorId| statements.iter().filter(|statement| statement.speaker.contains(&id)).count();
        let speaks = |party: ActorId| {
            let persons = self.actors.list().iter().filter(|actor| actor.kind == ActorKind::Person);
            let of_party = persons.filter(|actor| self.actors.principal(actor.id) == Some(party));
            let said = of_party.map(|actor| (count(actor.id), actor.id)).filter(|(count, _)| *count > 0);
            said.max_by_key(|&(count, id)| (count, std::cmp::Reverse(id))).map(|(_, id)| id)
        };
        parties.iter().filter_map(|&party| speaks(party)).collect()
    }
}
