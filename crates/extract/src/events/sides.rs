//! Who takes part in an event of the record, beyond what its own phrases say.
//!
//! In: a finding and its event. Out: the event's sides: without those whom the ranker guessed although the sentence is silent
//! about them, with the speaker for "we", with the members of what was said together.

use super::candidates::Candidate;
use super::finding::{self, Finding};
use super::operators::Applied;
use super::tree;
use super::who::Who;
use super::{Coder, Draft, dedup, is_plural};
use crate::sides;
use rapporteur_lexicon::Operator;
use rapporteur_record::{ActorId, ActorKind, Event, EventType, Modality, Mode, Sector, Statement};
use rapporteur_text::{Dep, Pos, Span, Token};

impl Coder<'_> {
    /// Takes out whom the ranker guessed where the sentence does not say who it was: whoever does what is told in a passive
    /// without "by" is unknown, and a meeting's place is no party to it.
    pub(super) fn drop_silent_parties(&self, finding: &Finding, event: &mut Event) {
        let doc = self.context.doc;
        let trigger = doc.token(finding.candidate.trigger);
        let deed = self.deed(finding);
        if !finding.candidate.nominal && is_passive(deed) && finding::agent(&self.who, deed).is_none() {
            let victim: Vec<ActorId> =
                tree::subject(deed).map(|subject| self.who.named(subject.token)).unwrap_or_default();
            let reciprocal = matches!(event.r#type, EventType::Consult | EventType::Agree);
            if !reciprocal {
                event.source.retain(|id| {
                    let owner = finding.source.is_some_and(|i| {
                        let source = doc.token(i);
                        let of_it = tree::own_subject(deed).is_none_or(|own| own.i == i || own.governs(source));
                        doc.token(finding.candidate.trigger).governs(source)
                            && of_it
                            && self.who.named(source).contains(id)
                    });
                    owner && !victim.contains(id)
                });
                // Whoever suffers it is the subject; of "those detained" nothing else is known.
                let suffers = finding.target.is_some_and(|i| deed.governs(doc.token(i)));
                let finite = tree::own_subject(deed).is_some() || deed.child(Dep::Auxpass).is_some();
                if !victim.is_empty() && finite && !suffers || event.target.is_empty() {
                    event.target = victim;
                } else if !suffers && deed.dep() == Dep::Acl {
                    event.target.clear();
                }
            }
        }
        if event.r#type == EventType::Consult
            && let Some(place) = finding.target.map(|i| doc.token(i)).filter(|target| is_scene(trigger, *target))
        {
            let named = self.who.named(place);
            event.source.retain(|id| !named.contains(id) || finding.source.is_none());
        }
        let place = finding.target.map(|i| doc.token(i)).filter(|target| {
            target.dep() == Dep::Pobj
                && matches!(target.head().lower(), "in" | "at" | "of")
                && !target.head().head().is_space()
                && target.head().head().i != finding.source.unwrap_or(usize::MAX)
        });
        if event.r#type == EventType::Consult
            && !matches!(event.mode, Some(Mode::Visit))
            && let Some(place) = place
        {
            let named = self.who.named(place);
            let left = event.source.iter().filter(|id| !named.contains(id)).count();
            let many = left > 1 || left == 1 && finding.source.is_some_and(|i| is_plural(doc.token(i)));
            if many {
                event.source.retain(|id| !named.contains(id));
            }
        }
    }

    /// The word that names the deed: the last of the predicates where nothing is promised, asked or refused.
    fn deed(&self, finding: &Finding) -> Token<'_> {
        let Candidate { trigger, reading, .. } = &finding.candidate;
        let plain = reading.operators.iter().all(|operator| *operator == Applied::Word(Operator::Pass));
        let last = reading.chain.last().filter(|_| plain).map(|&i| self.context.doc.token(i));
        last.filter(|token| tree::is_verb_form(*token)).unwrap_or(self.context.doc.token(*trigger))
    }

    /// "They must leave": whoever says so asks it of them.
    pub(super) fn name_who_asks(&self, finding: &Finding, event: &mut Event) {
        let duty = finding.candidate.reading.operators.first() == Some(&Applied::Must);
        let said = self.statements.iter().find(|statement| event.asserted_by.contains(&statement.id));
        if event.r#type == EventType::Request
            && duty
            && let Some(statement) = said
        {
            event.target = std::mem::replace(&mut event.source, statement.speaker.clone());
            event.target.retain(|id| !event.source.contains(id));
        }
    }

    /// "We urged them", in quotation marks: the source is whoever speaks.
    pub(super) fn name_the_speaker(&self, finding: &Finding, event: &mut Event) {
        let source = finding.source.map(|i| self.context.doc.token(i));
        let first_person = source.is_some_and(|source| matches!(source.lower(), "we" | "i"));
        if !first_person || event.source.iter().any(|id| self.is_political(*id)) {
            return;
        }
        let at = Span::from(event.trigger);
        let tells = |statement: &&Statement| {
            let known = statement.speaker.iter().any(|id| self.who.get(*id).country.is_some());
            known && statement.cue.iter().any(|cue| Span::from(*cue).contains(at))
        };
        let said = self.statements.iter().find(|statement| event.asserted_by.contains(&statement.id));
        let said = said.or_else(|| self.statements.iter().find(tells));
        let by_state = |speaker: &[ActorId]| speaker.iter().all(|id| self.who.get(*id).kind == ActorKind::State);
        let speaker = match said {
            Some(statement) if self.issuers.is_empty() || !by_state(&statement.speaker) => statement.speaker.clone(),
            _ if !self.issuers.is_empty() => self.issuers.clone(),
            _ => self.publisher().into_iter().collect(),
        };
        if !speaker.is_empty() {
            event.target.retain(|id| !speaker.contains(id));
            event.source = speaker;
        }
    }

    /// The state whose office has published the text.
    fn publisher(&self) -> Option<ActorId> {
        sides::home(self.context).and_then(|country| self.who.state(&country))
    }

    /// Whether "they discussed" and its like go on about the meeting told before.
    pub(super) fn goes_on(&self, finding: &Finding, meeting: &Event) -> bool {
        let doc = self.context.doc;
        let trigger = doc.token(finding.candidate.trigger);
        let they = |token: Token| matches!(token.lower(), "they" | "both" | "leaders" | "sides" | "ministers" | "two");
        let subject = tree::own_subject(trigger).or_else(|| tree::subject(trigger).map(|subject| subject.token));
        // "The minister also discussed grain exports": with whom he has just met.
        let with = tree::prepositions(trigger).iter().any(|(name, _)| *name == "with");
        let goes_on =
            matches!(&*tree::lemma(trigger), "discuss" | "address" | "raise" | "review" | "exchange") && !with;
        let of_it = |subject: Token| {
            let named = self.who.named(subject);
            !named.is_empty() && named.iter().all(|id| meeting.source.contains(id))
        };
        // "The two" are those who have met, whomever else the sentence between speaks of.
        let pair = meeting.source.len() == 2;
        let these = |subject: Token| subject.lower() == "they" || pair && matches!(subject.lower(), "both" | "two");
        finding.kind == EventType::Consult
            && subject.is_some_and(|subject| {
                they(subject) && !self.who.is_name_or_actor(subject) || these(subject) || goes_on && of_it(subject)
            })
            && trigger.span().start.saturating_sub(meeting.trigger.end) < NEAR
    }

    /// The actors of the source and target phrases; "A and B met" has both as source.
    pub(super) fn parties(&self, finding: &Finding) -> (Vec<ActorId>, Vec<ActorId>) {
        let doc = self.context.doc;
        let token = |i: Option<usize>| i.map(|i| doc.token(i));
        let trigger = doc.token(finding.candidate.trigger);
        let within = |phrase: &Token| {
            !finding::is_medium(&self.who, *phrase)
                && !is_of_another_clause(trigger, *phrase)
                && !is_hearsay(*phrase)
                && !is_circumstance(finding.kind, trigger, *phrase)
                && !is_site(finding, trigger, *phrase)
        };
        let source = token(finding.source).filter(within).map(|source| self.in_paragraph(trigger, source));
        let other = |phrase: &Token| {
            !is_topic(finding.kind, trigger, *phrase)
                && !is_other_side(&self.who, finding.kind, *phrase)
                && !is_up_against(&self.who, finding.kind, trigger, *phrase)
                && !is_whose_deed(&self.who, finding, *phrase)
                && !self.is_agreed_about(finding, trigger, source, *phrase)
                && !self.is_means(finding, source, *phrase)
        };
        let target =
            token(finding.target).filter(within).filter(other).filter(|phrase| !self.is_above(trigger, *phrase));
        let target = doer(finding, trigger, &self.who).or(target);
        let mut sources = source.map(|token| self.who.named(token)).unwrap_or_default();
        let mut targets = target.map(|token| self.who.named(token)).unwrap_or_default();
        if let (Some(source), Some(target)) = (source, target)
            && finding::are_joined(source, target)
        {
            sources.append(&mut targets);
        }
        dedup(&mut sources);
        dedup(&mut targets);
        // Of things without country or role nobody can say what they are to politics.
        let party =
            |id: &ActorId| matches!(self.who.get(*id).kind, ActorKind::Person | ActorKind::State | ActorKind::Igo);
        let listed =
            |id: &ActorId| (finding.kind == EventType::Sanction || self.bars(trigger)) && self.who.is_named(*id);
        targets.retain(|id| self.is_political(*id) || party(id) || listed(id));
        // Whoever speaks for a state does nothing to it by speaking.
        let own = |id: &ActorId| sources.iter().any(|source| source == id || self.who.principal(*source) == Some(*id));
        targets.retain(|id| !own(id));
        targets.retain(|id| !self.is_own_government(finding.kind, &sources, *id));
        if targets.is_empty() && !target.is_some_and(|target| self.who.is_anybody(target)) {
            targets = self.spoken_of(finding, trigger, &sources);
        }
        if targets.is_empty()
            && finding.kind == EventType::Assault
            && let Some(noun) = self.invasion(&finding.candidate.reading.chain)
        {
            targets = self.invaded(noun, &sources);
        }
        if targets.is_empty() && matches!(finding.kind, EventType::Assault | EventType::Aid) {
            targets = self.state_of_place(finding, target);
        }
        let gives = || {
            let groups = &self.context.lexicon.predicates;
            let aid = |object: &Token| groups.is_in(&tree::lemma(*object), "aid");
            let anybody = target.is_some_and(|target| self.who.is_anybody(target));
            !anybody && tree::own_subject(trigger).is_some() && tree::objects(trigger).iter().any(aid)
        };
        if targets.is_empty() && finding.kind == EventType::Aid && gives() {
            targets = self.chief_beside(&sources);
        }
        if targets.is_empty() && finding.kind == EventType::Protest {
            // Protest that is told to be against nobody is against those who rule at home.
            let home = sources.iter().find_map(|id| self.who.get(*id).country.as_deref());
            targets.extend(home.and_then(|country| self.who.state(country)).filter(|state| !sources.contains(state)));
        }
        let barred = finding.kind == EventType::Coerce
            && self.bars(trigger)
            && sources.iter().any(|id| {
                let actor = self.who.get(*id);
                matches!(actor.kind, ActorKind::State | ActorKind::Igo)
            });
        if finding.kind == EventType::Sanction || barred {
            targets.extend(self.struck_by_sanctions(finding, trigger, &sources, &targets));
        }
        (sources, targets)
    }

    /// Whether the phrase is the force by which somebody does it or that he takes back: "sent troops", "withdrew its monitors".
    fn is_means(&self, finding: &Finding, source: Option<Token>, phrase: Token) -> bool {
        use EventType::*;
        let groups = &self.context.lexicon.predicates;
        let noun = tree::lemma(phrase);
        let force = ["force", "peacekeeper"].iter().any(|group| groups.is_in(&noun, group)) || &*noun == "officer";
        let own = || {
            let country = self.who.country(phrase);
            country.is_none() || source.is_some_and(|source| self.who.country(source) == country)
        };
        let moves = matches!(finding.kind, Mobilize | Retreat | Sanction | Aid | Threaten | Agree | Cooperate | Coerce);
        moves && phrase.dep() == Dep::Dobj && force && own()
    }

    /// Whether the phrase stands in what somebody agrees that others do: "agreed that Chad could join the talks".
    fn is_agreed_about(&self, finding: &Finding, trigger: Token, source: Option<Token>, phrase: Token) -> bool {
        let own = |subject: Token| {
            let (subjects, sources) = (self.who.named(subject), source.map(|source| self.who.named(source)));
            subject.pos() == Pos::Pron || sources.is_some_and(|sources| subjects.iter().any(|id| sources.contains(id)))
        };
        let mut over =
            std::iter::once(phrase).chain(phrase.ancestors()).take_while(|token| token.i != trigger.i).filter(
                |token| token.dep() == Dep::Ccomp && tree::own_subject(*token).is_some_and(|subject| !own(subject)),
            );
        finding.kind == EventType::Agree && over.next().is_some()
    }

    /// Whether the other side is the source's own government, which a state or official neither asks, supports nor refuses
    /// in the words of a report: what "the government's support" is for is somebody else.
    fn is_own_government(&self, kind: EventType, sources: &[ActorId], target: ActorId) -> bool {
        use EventType::*;
        let official = |id: &ActorId| {
            let actor = self.who.get(*id);
            actor.kind == ActorKind::State || actor.sector == Some(Sector::Gov)
        };
        let (state, whole) = (ActorKind::State, self.who.get(target).kind != ActorKind::Person);
        let same = |id: &ActorId| official(id) && (whole || self.who.get(*id).kind == state);
        matches!(kind, Support | Request | Agree | Aid | Cooperate | Concede)
            && official(&target)
            && self.who.get(target).country.is_some()
            && sources.iter().any(|id| same(id) && self.who.get(*id).country == self.who.get(target).country)
    }

    /// The state whose people or firms are sanctioned, where they are not known to be of any: what the clause names, else
    /// the one of which the report speaks.
    fn struck_by_sanctions(
        &self,
        finding: &Finding,
        trigger: Token,
        sources: &[ActorId],
        targets: &[ActorId],
    ) -> Vec<ActorId> {
        let known = targets.iter().any(|id| self.who.get(*id).country.is_some());
        let regime = || tree::objects(trigger).iter().any(|object| self.bars(*object));
        if known || targets.is_empty() && !regime() {
            return Vec::new();
        }
        let named = self.spoken_of(finding, trigger, sources);
        if named.is_empty() { self.chief_beside(sources) } else { named }
    }

    /// Whether the word tells that somebody is barred from something.
    pub(super) fn bars(&self, token: Token) -> bool {
        let lemma = tree::lemma(token);
        self.context.lexicon.predicates.is_in(&lemma, "bar") || matches!(&*lemma, "sanction" | "asset" | "tariff")
    }

    /// The state of which the report speaks most by far besides the sources' own, where those are of some state.
    fn chief_beside(&self, sources: &[ActorId]) -> Vec<ActorId> {
        let countries: Vec<&str> = sources.iter().filter_map(|id| self.who.get(*id).country.as_deref()).collect();
        if countries.is_empty() { Vec::new() } else { self.who.chief(&countries).into_iter().collect() }
    }

    /// The state in which the place lies that is struck or helped: "the offensive on Marib", "brought food to Tawila".
    fn state_of_place(&self, finding: &Finding, target: Option<Token>) -> Vec<ActorId> {
        let doc = self.context.doc;
        let led = |name: &str| matches!(name, "on" | "to" | "of" | "into" | "against" | "for");
        let predicates = || finding.candidate.reading.chain.iter().map(|&i| doc.token(i));
        let around = predicates().chain(predicates().flat_map(tree::objects)).flat_map(tree::prepositions);
        let within = around.filter(|(name, _)| led(name)).flat_map(|(_, objects)| objects);
        let objects = predicates().filter_map(|token| token.child(Dep::Dobj));
        let mut phrases = target.into_iter().chain(objects).chain(within);
        let country = phrases.find_map(|phrase| {
            let place = self.places.within(doc.span(phrase.subtree())).find_map(|place| place.country.as_deref());
            place.filter(|_| self.who.named(phrase).is_empty())
        });
        country.and_then(|country| self.who.state(country)).into_iter().collect()
    }

    /// The noun among the event's predicates and their objects that names the war of one state on another.
    fn invasion(&self, chain: &[usize]) -> Option<Token<'_>> {
        let predicates = || chain.iter().map(|&i| self.context.doc.token(i));
        let objects = || predicates().filter(|token| tree::is_verb(*token)).flat_map(tree::objects);
        predicates().chain(objects()).find(|token| self.is_invasion(*token))
    }

    fn is_invasion(&self, noun: Token) -> bool {
        tree::is_noun(noun) && self.context.lexicon.predicates.is_in(&tree::lemma(noun), "war")
    }

    /// The country of which "Russia's war in Ukraine" tells: a name of a place that is no actor where it stands.
    fn invaded(&self, noun: Token, sources: &[ActorId]) -> Vec<ActorId> {
        let places = tree::prepositions(noun);
        let led = |name: &str| matches!(name, "in" | "of" | "into" | "on" | "against");
        let mut places = places.iter().filter(|(name, _)| led(name)).flat_map(|(_, of)| of);
        let country = places.find_map(|place| self.who.country(*place));
        let state = country.and_then(|country| self.who.state(country));
        state.filter(|state| !self.same_country(sources, &[*state])).into_iter().collect()
    }

    /// The phrase itself, or what the parser hangs on it within the trigger's paragraph, where the phrase stands in a heading
    /// above it: the sentences of a release often begin with its letterhead.
    fn in_paragraph<'d>(&self, trigger: Token<'d>, phrase: Token<'d>) -> Token<'d> {
        if !self.is_above(trigger, phrase) {
            return phrase;
        }
        let words = trigger.doc().slice(phrase.subtree());
        let below = words.filter(|token| token.i < trigger.i && !self.is_above(trigger, *token));
        let known: Vec<Token> = below.filter(|token| self.who.actor(*token).is_some()).collect();
        let own = |token: &&Token| matches!(token.dep(), Dep::Appos | Dep::Conj | Dep::Nsubj);
        known.iter().find(own).or(known.last()).copied().unwrap_or(phrase)
    }

    /// Whether a word stands in a line above the trigger's.
    fn is_above(&self, trigger: Token, token: Token) -> bool {
        let (from, to) = (token.span().end, trigger.span().start);
        from < to && self.context.source.text.get(from..to).is_some_and(|between| between.contains('\n'))
    }

    /// Whom a war or an attack strikes that is named without its victim: whom the same one's strikes elsewhere in the report.
    pub(super) fn name_the_victim(&self, drafts: &mut [Draft]) {
        let lemma = |draft: &Draft| tree::lemma(self.context.doc.token(draft.trigger)).into_owned();
        let invades = |draft: &Draft| self.invasion(&draft.chain).is_some();
        let open = |draft: &Draft| {
            let deed = draft.nominal || invades(draft);
            draft.event.r#type == EventType::Assault && deed && draft.event.target.is_empty()
        };
        for i in (0..drafts.len()).filter(|i| open(&drafts[*i])).collect::<Vec<_>>() {
            let (noun, draft) = (lemma(&drafts[i]), &drafts[i]);
            let same = |other: &&Draft| {
                let invades = invades(draft) && invades(other);
                other.event.r#type == EventType::Assault
                    && !other.event.target.is_empty()
                    && self.same_country(&other.event.source, &draft.event.source)
                    && (lemma(other) == noun || invades)
            };
            let told = drafts.iter().find(same).map(|other| other.event.target.clone());
            let war = || if invades(draft) { self.victim_of_war(&draft.event.source) } else { Vec::new() };
            let target = told.unwrap_or_else(war);
            drafts[i].event.target.extend(target);
        }
    }

    /// Whom somebody blames who condemns "the decision" or "the arrests": whose deed it is that the report has told before.
    pub(super) fn name_the_blamed(&self, drafts: &mut [Draft]) {
        use EventType::*;
        let doc = self.context.doc;
        let open = |draft: &Draft| {
            let blames = matches!(draft.event.r#type, Accuse | Reject) && !draft.nominal;
            let deed = doc.token(draft.trigger).child(Dep::Dobj).filter(|_| blames && draft.event.target.is_empty())?;
            let said = deed.children().all(|child| matches!(child.dep(), Dep::Det | Dep::Amod));
            let known = deed.child(Dep::Det).is_some_and(|word| matches!(word.lower(), "the" | "this" | "these"));
            (said && known && self.who.named(deed).is_empty()).then_some(deed)
        };
        for i in 0..drafts.len() {
            let Some(deed) = open(&drafts[i]) else { continue };
            let named = super::predicates::look_up(&self.who, deed).and_then(|class| class.event());
            let any = self.context.lexicon.predicates.is_in(&tree::lemma(deed), "deed");
            let own = &drafts[i].event;
            let is_it = |other: &&Draft| {
                let event = &other.event;
                let kind = event.r#type;
                let before =
                    other.trigger < drafts[i].trigger && (any || own.trigger.start - event.trigger.start < NEAR);
                let fits = Some(kind) == named || any && matches!(kind, Sanction | Coerce | Retreat | Mobilize);
                before && fits && event.source.iter().any(|id| self.is_political(*id))
            };
            // "The decision" is what the report is about, "the arrests" are those of which it has just spoken.
            let told = drafts.iter().filter(is_it);
            let told =
                if any { told.min_by_key(|other| other.trigger) } else { told.max_by_key(|other| other.trigger) };
            let blamed = told.map(|other| other.event.source.clone()).unwrap_or_default();
            if !blamed.iter().any(|id| own.source.contains(id)) {
                drafts[i].event.target = blamed;
            }
        }
    }

    /// The state on which the source's war is, by any place of the report that names both the war and where it is.
    fn victim_of_war(&self, sources: &[ActorId]) -> Vec<ActorId> {
        let doc = self.context.doc;
        let home = sources.iter().find_map(|id| self.who.get(*id).country.as_deref());
        let own = |war: &Token| {
            let owner = war.children().find_map(|child| self.who.country(child).filter(|_| child.i < war.i));
            owner.is_none_or(|owner| Some(owner) == home)
        };
        let wars = doc.tokens().filter(|token| home.is_some() && self.is_invasion(*token)).filter(own);
        wars.map(|war| self.invaded(war, sources)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Whether two sides are known and of one country.
    fn same_country(&self, a: &[ActorId], b: &[ActorId]) -> bool {
        let country = |ids: &[ActorId]| ids.iter().find_map(|id| self.who.get(*id).country.as_deref());
        !a.is_empty() && (a == b || country(a).is_some() && country(a) == country(b))
    }

    /// What one side of talks offers, asks or refuses without saying whom goes to the other side, where the report tells of
    /// talks between two states only and the clause of no third.
    pub(super) fn address_the_other_side(&self, drafts: &mut [Draft]) {
        let Some(sides) = self.only_talks(drafts) else { return };
        let other = |source: &[ActorId]| {
            let countries: Vec<&str> = source.iter().filter_map(|id| self.who.get(*id).country.as_deref()).collect();
            let [first] = countries[..] else { return None };
            sides.iter().position(|side| side == first).map(|own| sides[1 - own].as_str())
        };
        for draft in drafts {
            let event = &mut draft.event;
            let asks = matches!(event.r#type, EventType::Agree | EventType::Request | EventType::Reject);
            if !asks || !event.target.is_empty() || self.names_another(event) {
                continue;
            }
            let target = other(&event.source).and_then(|country| self.who.state(country));
            event.target.extend(target);
        }
    }

    /// The two states between which all talks of the report are held and all that several agree on is agreed.
    fn only_talks(&self, drafts: &[Draft]) -> Option<[String; 2]> {
        let mut sides: Option<[String; 2]> = None;
        let real = |draft: &&Draft| matches!(draft.event.modality, Modality::Actual | Modality::Ongoing);
        let joint = |draft: &&Draft| matches!(draft.event.r#type, EventType::Consult | EventType::Agree);
        let mut talks = false;
        for draft in drafts.iter().filter(real).filter(joint) {
            let mut countries: Vec<String> =
                draft.event.source.iter().filter_map(|id| self.who.get(*id).country.clone()).collect();
            countries.sort();
            countries.dedup();
            let Ok(pair) = <[String; 2]>::try_from(countries) else { continue };
            talks |= draft.event.r#type == EventType::Consult;
            match &sides {
                Some(known) if *known != pair => return None,
                _ => sides = Some(pair),
            }
        }
        sides.filter(|_| talks)
    }

    /// Whether the event's clause names a country that is not its source's.
    fn names_another(&self, event: &Event) -> bool {
        let doc = self.context.doc;
        let home: Vec<&str> = event.source.iter().filter_map(|id| self.who.get(*id).country.as_deref()).collect();
        let mut words = event.evidence.spans().iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        words.any(|word| self.who.own_country(word).is_some_and(|country| !home.contains(&country)))
    }

    /// Whom a judgement or demand is about where no phrase is its target: the first of another country in what is judged.
    fn spoken_of(&self, finding: &Finding, trigger: Token, sources: &[ActorId]) -> Vec<ActorId> {
        let about_somebody = is_judgement(finding.kind) || finding.kind == EventType::Sanction;
        if finding.candidate.nominal || !about_somebody {
            return Vec::new();
        }
        let home = sources.iter().find_map(|id| self.who.get(*id).country.as_deref());
        let foreign = |id: &ActorId| {
            let country = self.who.get(*id).country.as_deref();
            !sources.contains(id) && country.is_some() && country != home && self.is_public(*id)
        };
        let objects =
            trigger.children().filter(|child| matches!(child.dep(), Dep::Dobj | Dep::Prep) && child.i > trigger.i);
        let doc = self.context.doc;
        let words = objects.flat_map(|object| doc.slice(object.subtree()));
        let words = words.filter(|word| {
            !is_other_side(&self.who, finding.kind, *word) && !is_up_against(&self.who, finding.kind, trigger, *word)
        });
        words.map(|word| self.who.national(word)).find(|ids| ids.iter().any(foreign)).unwrap_or_default()
    }
}

/// How far, in bytes, "they" may stand from the meeting that it goes on about.
const NEAR: usize = 1500;

/// Whether the verb tells what its subject suffers.
fn is_passive(verb: Token) -> bool {
    // "Jailed on invented charges", without "has" and object.
    let bare = || matches!(verb.dep(), Dep::Advcl | Dep::Acl) && verb.child_of(&[Dep::Aux, Dep::Dobj]).is_none();
    verb.tag() == rapporteur_text::Tag::Vbn
        && (verb.child(Dep::Auxpass).is_some() || verb.child(Dep::Nsubjpass).is_some() || bare())
}

/// A meeting has all its parties as source and no target, unless one visits or mediates.
pub(super) fn gather(
    kind: EventType,
    mode: Option<Mode>,
    mut source: Vec<ActorId>,
    target: Vec<ActorId>,
) -> (Vec<ActorId>, Vec<ActorId>) {
    if kind == EventType::Consult && !matches!(mode, Some(Mode::Visit | Mode::ThirdParty)) {
        source.extend(target);
        dedup(&mut source);
        return (source, Vec::new());
    }
    // Whoever resigns does it to nobody.
    if mode == Some(Mode::Resign) {
        return (source, Vec::new());
    }
    (source, target)
}

/// Whether an event of the type says what its source thinks of something.
fn is_judgement(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Accuse | Support | Reject)
}

/// Whose deed is praised, blamed or rejected: "welcomed U.S. support for the mission", "condemned the raid by rebels".
fn doer<'d>(finding: &Finding, trigger: Token<'d>, who: &Who<'d>) -> Option<Token<'d>> {
    if !is_judgement(finding.kind) || finding.candidate.nominal {
        return None;
    }
    let deed = trigger.child(Dep::Dobj).filter(|deed| tree::is_noun(*deed) && !who.is_party(*deed))?;
    let own = |child: &Token| matches!(child.dep(), Dep::Poss | Dep::Compound | Dep::Amod | Dep::Nmod);
    let owner = deed.children().filter(own).find(|child| who.own_country(*child).is_some());
    owner.or_else(|| tree::by_agent(deed)).filter(|owner| Some(owner.i) != finding.source)
}

/// Where something is done to somebody else: "closed a crossing at the river", "froze their assets in the bloc".
fn is_site(finding: &Finding, trigger: Token, phrase: Token) -> bool {
    use EventType::{Coerce, Sanction};
    let place = phrase.head();
    let located = phrase.dep() == Dep::Pobj && matches!(place.lower(), "in" | "at");
    let elsewhere = |object: Token| object.i != phrase.i && (place.head().i == trigger.i || place.head().i == object.i);
    matches!(finding.kind, Coerce | Sanction)
        && !finding.candidate.nominal
        && located
        && trigger.child(Dep::Dobj).is_some_and(elsewhere)
}

/// Where somebody meets: "from the embassy", "at the ministry".
fn is_scene(trigger: Token, phrase: Token) -> bool {
    let preposition = phrase.head();
    phrase.dep() == Dep::Pobj && matches!(preposition.lower(), "from" | "at") && trigger.governs(phrase)
}

/// Whether the phrase is, or stands within, what is talked about, not with whom.
fn is_topic(kind: EventType, trigger: Token, phrase: Token) -> bool {
    let about =
        |verb: Token| matches!(&*tree::lemma(verb), "discuss" | "address" | "raise" | "review" | "debate" | "exchange");
    let is_theme = |token: Token| {
        let told = matches!(token.dep(), Dep::Dobj | Dep::Ccomp | Dep::Pcomp) && about(token.head());
        told || matches!(token.lower(), "on" | "about" | "regarding" | "concerning" | "over")
    };
    // What "with" and "between" lead to are parties, wherever the parser hangs them.
    let joins = |token: &Token| matches!(token.lower(), "with" | "between" | "among" | "by");
    let over = std::iter::once(phrase).chain(phrase.ancestors()).take_while(|token| token.i != trigger.i);
    let within = trigger.governs(phrase) && over.take_while(|token| !joins(token)).any(is_theme);
    kind == EventType::Consult && (is_theme(phrase) || within)
}

/// Whether the phrase only tells when, why or in spite of what: "amid pressure from the court", "after forming a party".
fn is_circumstance(kind: EventType, trigger: Token, phrase: Token) -> bool {
    let over = std::iter::once(phrase).chain(phrase.ancestors()).take_while(|token| token.i != trigger.i);
    let Some(top) = over.last().filter(|top| top.is_root() || top.head().i == trigger.i) else { return false };
    let aside =
        top.lower() == "with" && matches!(kind, EventType::Assault | EventType::Coerce) && tree::is_verb_form(trigger);
    aside
        || matches!(
            top.lower(),
            "amid"
                | "amidst"
                | "after"
                | "during"
                | "despite"
                | "before"
                | "since"
                | "while"
                | "because"
                | "following"
                | "until"
        ) && top.dep() == Dep::Prep
}

/// Whether the phrase is who the other party is up against, or to whom that was done which is asked for or blamed:
/// "supports the government against rebels", "urged the release of prisoners", "condemned the attack on the port".
fn is_other_side(who: &Who, kind: EventType, phrase: Token) -> bool {
    use EventType::*;
    let preposition = phrase.head();
    let within = preposition.head();
    let owned = phrase.dep() == Dep::Pobj && tree::is_noun(within);
    match kind {
        Support | Aid | Cooperate => phrase.dep() == Dep::Pobj && preposition.lower() == "against",
        Accuse => owned && leads_to_victim(preposition) || is_of_victim(who, phrase),
        Request => {
            let deed = super::predicates::look_up(who, within).and_then(|class| class.event());
            owned && preposition.lower() == "of" && matches!(deed, Some(Retreat | Coerce | Assault | Aid))
        }
        _ => false,
    }
}

fn leads_to_victim(preposition: Token) -> bool {
    matches!(preposition.lower(), "on" | "against" | "between" | "near" | "at")
}

/// "Condemned the attack on a convoy of the mission": whose the victim is.
fn is_of_victim(who: &Who, phrase: Token) -> bool {
    let over = phrase.ancestors().take_while(|token| !tree::is_verb(*token)).take(8);
    let mut prepositions = over.filter(|token| leads_to_victim(*token));
    prepositions.any(|preposition| {
        let over = preposition.head();
        let deed = if tree::is_verb(over) { over.child(Dep::Dobj) } else { Some(over) };
        let event = deed.and_then(|deed| super::predicates::look_up(who, deed)).and_then(|class| class.event());
        event == Some(EventType::Assault)
    })
}

/// Whether the phrase says whose the deed is that the verb only begins, or whose the support is that it only tells: "launched
/// his invasion", "reiterated her country's commitment to it".
fn is_whose_deed(who: &Who, finding: &Finding, phrase: Token) -> bool {
    let deed = phrase.head();
    let trigger = finding.candidate.trigger;
    let object = || deed.dep() == Dep::Dobj && deed.head().i == trigger && !finding.candidate.nominal;
    let event = || super::predicates::look_up(who, deed).and_then(|class| class.event());
    let pledges = || &*tree::lemma(deed) == "commitment" || event() == Some(EventType::Support);
    let told = match finding.kind {
        EventType::Assault => object() && event() == Some(EventType::Assault),
        EventType::Support | EventType::Agree => object() && pledges(),
        _ => false,
    };
    phrase.dep() == Dep::Poss && deed.i != trigger && (finding.candidate.reading.chain.contains(&deed.i) || told)
}

/// Whether the phrase is whose harm somebody is helped against: "support for our allies in the face of the raids by X".
fn is_up_against(who: &Who, kind: EventType, trigger: Token, phrase: Token) -> bool {
    use EventType::*;
    let harms = |token: &Token| {
        let event = super::predicates::look_up(who, *token).and_then(|class| class.event());
        token.dep() != Dep::Dobj && matches!(event, Some(Assault | Coerce | Threaten))
    };
    let helps = matches!(kind, Support | Aid | Cooperate);
    helps && phrase.ancestors().take_while(|token| token.i != trigger.i).any(|token| harms(&token))
}

/// Whether the phrase only says whose word it is: "according to the army".
fn is_hearsay(phrase: Token) -> bool {
    phrase.ancestors().take(4).any(|token| token.lower() == "according")
}

/// Whether the phrase belongs to a clause with a subject of its own that is joined to the trigger's: "they flew with us, and
/// the Pentagon can tell you more".
fn is_of_another_clause(trigger: Token, phrase: Token) -> bool {
    if phrase.i == trigger.i || phrase.sentence_index() != trigger.sentence_index() {
        return false;
    }
    let over = |token: Token| token.i == trigger.i || token.governs(trigger);
    for token in std::iter::once(phrase).chain(phrase.ancestors()) {
        if over(token) {
            return false;
        }
        let aside = |child: Token| matches!(child.lower(), "while" | "whereas" | "although" | "though");
        let beside =
            token.dep() == Dep::Advcl && token.children().any(|child| child.dep() == Dep::Mark && aside(child));
        let joined = matches!(token.dep(), Dep::Conj | Dep::Parataxis) || beside;
        if joined && tree::is_verb(token) && tree::own_subject(token).is_some() {
            return true;
        }
    }
    false
}
