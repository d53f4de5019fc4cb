//! Whether what the rules take for news is an event after all, by weights learned from whole reports.
//!
//! In: a finding and its event. Out: yes or no. The words of the lexicon name events in most sentences, and in some they do
//! not: a ruling is no blow, a summary no call. A linear model of one class; the weights come from `training/events`.

use super::Coder;
use super::finding::{Finding, Models};
use super::linear::Features;
use super::tree::{self, lemma};
use rapporteur_record::{ActorId, ActorKind, Event, Modality};
use rapporteur_text::{Dep, Pos, Token};

/// Whether the event is one. Without a model everything is; what did not happen or only might has been weighed by the rules.
pub(super) fn is_event(coder: &Coder, models: &Models, finding: &Finding, event: &Event) -> bool {
    if matches!(event.modality, Modality::Negated | Modality::Hypothetical) {
        return true;
    }
    let score = |model: &super::linear::Model| model.scores(&features(coder, finding, event))[0];
    models.worth.as_ref().is_none_or(|model| score(model) > 0.0)
}

/// What the model looks at: the word and what hangs on it, what reading it took, and who the parties are.
pub(super) fn features(coder: &Coder, finding: &Finding, event: &Event) -> Features {
    let mut out = Features::new(1);
    word(coder, finding, event, &mut out);
    reading(finding, event, &mut out);
    parties(coder, finding, event, &mut out);
    out.finish()
}

fn word(coder: &Coder, finding: &Finding, event: &Event, out: &mut Features) {
    let doc = coder.context.doc;
    let kind = event.r#type.as_str();
    let trigger = doc.token(finding.candidate.trigger);
    let own = lemma(trigger);
    let part = if finding.candidate.nominal { "noun" } else { "verb" };
    let mut add = |parts: &[&str]| out.add(0, parts);
    add(&["kind", kind]);
    add(&["part", kind, part]);
    add(&["lemma", &own]);
    add(&["lemma", &own, kind]);
    add(&["tag", trigger.tag().as_str(), part]);
    add(&["dep", trigger.dep().as_str(), part]);
    add(&["dep", trigger.dep().as_str(), kind]);
    for &i in finding.candidate.reading.chain.iter().skip(1) {
        add(&["below", &lemma(doc.token(i))]);
        add(&["below", &own, &lemma(doc.token(i))]);
    }
    for object in tree::objects(trigger) {
        add(&["object", &lemma(object)]);
        add(&["object of", &own, &lemma(object)]);
        add(&["object is", object.pos().as_str(), kind]);
    }
    for (name, objects) in tree::prepositions(trigger) {
        add(&["preposition", &own, name]);
        add(&["preposition", kind, name]);
        for object in objects {
            add(&["prepositional", name, &lemma(object)]);
        }
    }
    if let Some(subject) = tree::own_subject(trigger) {
        add(&["subject", &lemma(subject)]);
        add(&["subject is", subject.pos().as_str(), kind]);
    }
    if !trigger.is_root() {
        add(&["over", &lemma(trigger.head()), trigger.dep().as_str()]);
    }
    let clause = trigger.ancestors().find(|token| matches!(token.dep(), Dep::Relcl | Dep::Advcl | Dep::Acl));
    add(&["clause", clause.map_or("main", |token| token.dep().as_str()), kind]);
}

fn reading(finding: &Finding, event: &Event, out: &mut Features) {
    let kind = event.r#type.as_str();
    let candidate = &finding.candidate;
    let operators: Vec<&str> = candidate.reading.operators.iter().map(|operator| operator.name()).collect();
    let operators = operators.join("+");
    let mut add = |parts: &[&str]| out.add(0, parts);
    add(&["operators", &operators]);
    add(&["operators", &operators, kind]);
    add(&["modality", &format!("{:?}", event.modality), kind]);
    add(&["inner", candidate.reading.inner.map_or("", |inner| inner.as_str()), kind]);
    add(&["mode", event.mode.map_or("", |mode| mode.as_str())]);
    let learned = finding.learned.map_or("", |learned| learned.as_str());
    let agrees = if finding.learned == Some(event.r#type) { "agrees" } else { "differs" };
    let margin = (finding.margin.clamp(0.0, 1.9) * 2.0) as u32;
    add(&["learned", learned, kind]);
    add(&["learned", agrees, &margin.to_string()]);
    add(&["score", &((candidate.score * 2.0).clamp(-4.0, 6.0) as i32).to_string()]);
    add(&["likelihood", &(finding.likelihood.max(-8.0) as i32).to_string()]);
    for (name, holds) in [
        ("parties by the ranker", finding.by.learned_parties),
        ("told by somebody", !event.asserted_by.is_empty()),
        ("stale", event.stale),
        ("dated", event.when.is_some()),
        ("placed", event.place.is_some()),
    ] {
        if holds {
            add(&[name]);
            add(&[name, kind]);
        }
    }
}

fn parties(coder: &Coder, finding: &Finding, event: &Event, out: &mut Features) {
    let kind = event.r#type.as_str();
    let doc = coder.context.doc;
    let sides = [("source", finding.source, &event.source), ("target", finding.target, &event.target)];
    for (role, phrase, ids) in sides {
        let who = ids.first().map_or("nobody", |id| what(coder, *id));
        let sector = ids.first().and_then(|id| coder.who.get(*id).sector).map_or("", |sector| sector.as_str());
        out.add(0, &[role, who, kind]);
        out.add(0, &[role, who, sector]);
        out.add(0, &[role, sector, kind]);
        let phrase: Option<Token> = phrase.map(|i| doc.token(i));
        let pos = phrase.map_or("", |token| token.pos().as_str());
        out.add(0, &[role, "is", pos, kind]);
        if let Some(noun) = phrase.filter(|token| token.pos() == Pos::Noun) {
            out.add(0, &[role, "noun", &lemma(noun)]);
        }
    }
    let country = |ids: &[ActorId]| ids.iter().find_map(|id| coder.who.get(*id).country.clone());
    let relation = match (country(&event.source), country(&event.target)) {
        (Some(one), Some(other)) if one == other => "domestic",
        (Some(_), Some(_)) => "between",
        (Some(_), None) => "of one",
        (None, Some(_)) => "on one",
        (None, None) => "of none",
    };
    out.add(0, &["relation", relation]);
    out.add(0, &["relation", relation, kind]);
}

fn what(coder: &Coder, id: ActorId) -> &'static str {
    match coder.who.get(id).kind {
        ActorKind::State => "state",
        ActorKind::Igo => "body",
        ActorKind::Person => "person",
        ActorKind::Group => "group",
        _ => "organization",
    }
}
