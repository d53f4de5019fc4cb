//! How an event is done and what it is about: PLOVER's modes and contexts, the CAMEO code with its score.

use super::finding::Finding;
use super::tree::{self, lemma};
use super::who::Who;
use rapporteur_lexicon::EventCodes;
use rapporteur_record::{Context, EventType, Mode};
use rapporteur_text::Token;
use std::collections::BTreeSet;

/// The codes of an event beside its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// PLOVER contexts.
    pub contexts: Vec<Context>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein score of that code.
    pub goldstein: Option<f64>,
}

/// Reads the codes off the event's own words.
pub fn form(who: &Who, finding: &Finding) -> Form {
    let own = own_words(who, finding);
    let inner = finding.candidate.reading.inner;
    coded(&who.lexicon().events, finding.kind, inner, &own, &clause_words(who, finding))
}

/// The codes for a type, given base forms of the event's own words and of its clause.
pub fn coded(
    codes: &EventCodes,
    kind: EventType,
    inner: Option<EventType>,
    own: &BTreeSet<String>,
    clause: &BTreeSet<String>,
) -> Form {
    let form = codes.form(kind.as_str(), inner.map(EventType::as_str), |word| own.contains(word));
    let cameo = form.map(|form| form.cameo.clone());
    let goldstein = cameo.as_deref().and_then(|code| codes.cameo(code)).map(|code| code.goldstein);
    let contexts = codes.contexts(clause.iter().map(String::as_str)).into_iter().filter_map(Context::parse).collect();
    Form { mode: form.and_then(|form| Mode::parse(&form.mode)), contexts, cameo, goldstein }
}

/// The base forms of the predicates, of their objects and of what their prepositions and compounds add.
fn own_words(who: &Who, finding: &Finding) -> BTreeSet<String> {
    let doc = who.doc();
    let mut words = BTreeSet::new();
    let mut add = |token: Token| {
        words.insert(lemma(token).into_owned());
    };
    for &i in &finding.candidate.reading.chain {
        let predicate = doc.token(i);
        add(predicate);
        let mut near = tree::objects(predicate);
        near.extend(tree::prepositions(predicate).into_iter().flat_map(|(_, objects)| objects));
        near.extend(predicate.children().filter(|child| child.i < predicate.i && tree::is_noun(*child)));
        for token in near {
            add(token);
            token.children().filter(|child| child.i < token.i && !who.is_name_or_actor(*child)).for_each(&mut add);
        }
        predicate.children().filter(|child| child.dep() == rapporteur_text::Dep::Amod).for_each(&mut add);
    }
    words
}

fn clause_words(who: &Who, finding: &Finding) -> BTreeSet<String> {
    let trigger = who.doc().token(finding.candidate.trigger);
    let head = if finding.candidate.nominal { trigger.head() } else { trigger };
    who.doc().slice(head.subtree()).map(|token| lemma(token).into_owned()).collect()
}
