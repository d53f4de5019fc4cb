//! Definite descriptions, counterparts and people of a kind: to the most salient actor that agrees with them.

use super::super::mentions::{Description, Mention};
use super::{DESCRIPTION_REACH, Draft, FURTHEST, Home, Joiner, Key, PRONOUN_REACH, Seen, bare};
use rapporteur_lexicon::{Gender, Standing};
use rapporteur_record::{ActorKind, Sector};
use rapporteur_text::{Dep, Pos, Token};
use std::collections::BTreeMap;
use std::ops::Range;

impl Joiner<'_, '_> {
    pub(super) fn description(&mut self, description: &Description, mention: &Mention) -> Option<usize> {
        if description.sides.len() > 1 {
            return Some(self.several(description, mention));
        }
        if let Some(token) = description.counterpart_of {
            return Some(self.counterpart(description, token, mention));
        }
        let government = matches!(
            description.noun.as_str(),
            "government" | "administration" | "regime" | "authority" | "authorities" | "leadership"
        );
        if government
            && let Some(iso) =
                description.coding.country.clone().filter(|iso| self.reading.tables.country(iso).is_some())
        {
            let state = self.state_of(&iso);
            self.drafts[state].nouns.push("government".into());
            return Some(state);
        }
        if government
            && description.definite
            && let Some(state) = self.chief_state(description.noun == "administration").or_else(|| self.state_abroad())
        {
            self.drafts[state].nouns.push("government".into());
            return Some(state);
        }
        if description.plural || description.kind == ActorKind::Group {
            return self.people(description, mention);
        }
        if let Some(draft) = self.own_official(description, mention.head) {
            return Some(draft);
        }
        if description.definite
            && !(description.possessed && description.kind != ActorKind::Person)
            && let Some(draft) = self.antecedent(description, mention.head)
        {
            self.learn(draft, description);
            return Some(draft);
        }
        if description.definite
            && description.kind == ActorKind::Person
            && let Some(draft) = self.office_holder(description)
        {
            return Some(draft);
        }
        let vague = description.sector == Some(Sector::Unk) || description.kind != ActorKind::Person;
        if description.weak && description.coding.country.is_none() && vague {
            return None;
        }
        Some(self.described(description, mention))
    }

    /// The one state of which the report speaks most: "the government" is its. In a text of a state's own office that state
    /// is spoken of by name or as "we"; only "the administration" may be its, where `own` says so.
    pub(super) fn chief_state(&mut self, own: bool) -> Option<usize> {
        let home = self.home.as_ref().filter(|_| !own).map(|home| home.country.as_str());
        let mut states: Vec<(usize, usize)> = Vec::new();
        for (i, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == ActorKind::State) {
            if home.is_none() || draft.country.as_deref() != home {
                states.push((draft.mentions.len(), i));
            }
        }
        states.sort_unstable_by_key(|&(count, i)| (std::cmp::Reverse(count), i));
        match states[..] {
            [(0 | 1, _)] | [] if self.home.is_none() => {
                let most = self.most_spoken_of();
                most.map(|iso| self.state_of(&iso)).or(states.first().map(|&(_, only)| only))
            }
            [(_, only)] => Some(only),
            [(first, chief), (second, _), ..] if first > second => Some(chief),
            _ => None,
        }
    }

    /// The state of whose people and bodies the report has spoken more than of any other's, where it hardly names a state.
    fn most_spoken_of(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for draft in self.drafts.iter().filter(|draft| draft.kind != ActorKind::Igo) {
            if let Some(country) = draft.country.as_deref() {
                *counts.entry(country).or_default() += draft.mentions.len();
            }
        }
        let mut counts: Vec<(usize, &str)> = counts.into_iter().map(|(country, count)| (count, country)).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let next = counts.get(1).map_or(0, |(count, _)| *count);
        let (most, country) = *counts.first()?;
        (most > next && self.reading.tables.country(country).is_some()).then(|| country.to_owned())
    }

    /// In a text of a state's own office that has named no other state yet: the state of most of the foreigners that it has.
    fn state_abroad(&mut self) -> Option<usize> {
        let home = self.home.as_ref()?.country.clone();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for draft in self.drafts.iter().filter(|draft| draft.kind != ActorKind::Igo) {
            if let Some(country) = draft.country.as_deref().filter(|country| *country != home) {
                *counts.entry(country).or_default() += draft.mentions.len();
            }
        }
        let most = counts.values().max()?;
        let mut chief = counts.iter().filter(|(_, count)| *count == most).map(|(country, _)| *country);
        let country = chief.next().filter(|country| self.reading.tables.country(country).is_some())?.to_owned();
        chief.next().is_none().then(|| self.state_of(&country))
    }

    /// An actor that only the description names.
    pub(super) fn described(&mut self, description: &Description, mention: &Mention) -> usize {
        let name = bare(self.reading, &mention.tokens);
        let key = (description.kind != ActorKind::Person)
            .then(|| Key::People(description.coding.country.clone(), description.sector, name.to_lowercase()));
        if let Some(&draft) = key.as_ref().and_then(|key| self.keys.get(key)) {
            return draft;
        }
        let mut draft = Draft::new(name, description.kind);
        draft.country = description.coding.country.clone().or_else(|| self.owner_country(mention.head));
        draft.sector = description.sector;
        draft.nouns.push(description.noun.clone());
        draft.office = description.office.map(|i| self.reading.tables.offices[i].office.clone());
        draft.gender = gender_of(&description.noun);
        draft.principal = self.principal_in(&mention.tokens);
        self.open(key, draft)
    }

    /// "The army's spokesman": the country of whoever's he is.
    fn owner_country(&self, head: usize) -> Option<String> {
        let owner = self.token(head).child(Dep::Poss)?;
        self.drafts[self.at[owner.i]?].country.clone()
    }

    /// People of several states or bodies, who act for all of them: "US and Russian diplomats".
    pub(super) fn several(&mut self, description: &Description, mention: &Mention) -> usize {
        let mut members = Vec::new();
        for tokens in &description.sides {
            if tokens.start > mention.head {
                // Named behind the noun, by a mention of its own that comes later.
                let Some(hit) = self.reading.hit_at(tokens.start) else { continue };
                let state = hit.country().map(|(i, _)| self.reading.tables.countries[i].iso3.clone());
                members.extend(state.map(|iso| self.state_of(&iso)).or_else(|| Some(self.body_of(hit.body()?))));
                continue;
            }
            self.note_adjective(tokens.end - 1);
            if let Some(i) = self.sides.iter().rposition(|(_, other, _)| other == tokens) {
                members.push(self.side(i));
            }
        }
        let draft = self.joined(members, mention);
        self.drafts[draft].sector = self.drafts[draft].sector.or(description.sector);
        self.drafts[draft].nouns.push(description.noun.clone());
        self.last_joint = Some((draft, mention.head));
        draft
    }

    /// The body in a description: "a Hamas spokesman".
    pub(super) fn principal_in(&mut self, tokens: &Range<usize>) -> Option<usize> {
        let body = self.reading.words_in(tokens).find_map(|word| self.reading.hit(word)?.body())?;
        Some(self.body_of(body))
    }

    pub(super) fn people(&mut self, description: &Description, mention: &Mention) -> Option<usize> {
        if description.coding.country.is_none() && description.definite {
            let same = |draft: &Draft| draft.kind == ActorKind::Group && draft.nouns.contains(&description.noun);
            if let Some(seen) = self.seen.iter().rev().find(|seen| same(&self.drafts[seen.draft])) {
                return Some(seen.draft);
            }
        }
        if description.weak
            && description.coding.country.is_none()
            && !matches!(
                description.noun.as_str(),
                "official" | "leader" | "fighter" | "representative" | "person" | "people" | "woman" | "force"
            )
        {
            return None;
        }
        let key = Key::People(description.coding.country.clone(), description.sector, description.noun.clone());
        if let Some(&draft) = self.keys.get(&key) {
            return Some(draft);
        }
        let mut draft = Draft::new(bare(self.reading, &mention.tokens), ActorKind::Group);
        draft.country = description.coding.country.clone();
        draft.sector = description.sector;
        draft.nouns.push(description.noun.clone());
        draft.principal = self.principal_in(&mention.tokens);
        Some(self.open(Some(key), draft))
    }

    /// "Her Russian counterpart": who holds the same office on the other side.
    pub(super) fn counterpart(&mut self, description: &Description, token: usize, mention: &Mention) -> usize {
        let office = self.at[token].and_then(|draft| self.drafts[draft].office.clone());
        let country = description.coding.country.clone();
        let same = |draft: &Draft| {
            draft.kind == ActorKind::Person
                && draft.named
                && draft.country == country
                && (draft.office == office || office.is_none())
        };
        if country.is_some()
            && let Some(found) = self.drafts.iter().rposition(same)
        {
            return found;
        }
        if let (Some(country), Some(office)) = (&country, &office)
            && let Some(found) = self.holder(country, office)
        {
            return found;
        }
        let draft = self.described(description, mention);
        self.drafts[draft].office = office;
        draft
    }

    /// "The President" in a text of a state's own office: that state's, unless the text has just named another.
    pub(super) fn own_official(&mut self, description: &Description, head: usize) -> Option<usize> {
        let Home { country, seat } = self.home.as_ref()?;
        let office = self.reading.tables.offices[description.office?].office.as_str();
        let chief = matches!(office, "head_of_state" | "head_of_government" | "deputy_head" | "foreign" | "defence");
        let bare = description.definite && !description.possessed && description.coding.country.is_none();
        // In the office of a secretary of state, "the foreign minister" is a guest.
        let offices = &self.reading.tables.offices;
        let titled = offices.iter().any(|own| own.office == office && own.country == *country);
        let bare = bare && (!titled || offices[description.office?].country == *country);
        if !chief || !bare || description.kind != ActorKind::Person || self.seen_other(office, country, head, *seat) {
            return None;
        }
        let (country, office) = (country.clone(), office.to_owned());
        self.holder(&country, &office)
    }

    /// Whether somebody else of the office has lately been named, who may be meant.
    pub(super) fn seen_other(&self, office: &str, country: &str, head: usize, seat: bool) -> bool {
        let sentence = self.token(head).sentence_index();
        let near = |seen: &&Seen| sentence.saturating_sub(seen.sentence) <= PRONOUN_REACH;
        let other = |seen: &Seen| {
            let draft = &self.drafts[seen.draft];
            draft.office.as_deref() == Some(office) && draft.country.as_deref() != Some(country)
        };
        !(seat && office == "head_of_state") && self.seen.iter().rev().take_while(near).any(other)
    }

    /// Who holds the office that a description names, where it names the country, too.
    pub(super) fn office_holder(&mut self, description: &Description) -> Option<usize> {
        let office = self.reading.tables.offices[description.office?].office.clone();
        let sole = matches!(office.as_str(), "head_of_state" | "head_of_government" | "foreign" | "defence");
        let country = description.coding.country.clone()?;
        let past = description.sector == Some(Sector::Eli);
        (sole && !past).then(|| self.holder(&country, &office)).flatten()
    }

    pub(super) fn holder(&mut self, country: &str, office: &str) -> Option<usize> {
        let row = self.reading.tables.holder(country, office, self.date)?;
        let person = &self.reading.tables.people[row];
        if let Some(found) =
            self.drafts.iter().position(|draft| draft.kind == ActorKind::Person && draft.name == person.name)
        {
            return Some(found);
        }
        let named = self.names.iter().find(|name| name.person.known == Some(row)).map(|name| name.person.number);
        if let Some(number) = named {
            let name = self.names.iter().position(|name| name.person.number == number)?;
            return Some(self.person(name));
        }
        let Some(Standing::Holds(term)) = person.on(self.date) else { return None };
        let mut draft = Draft::new(person.name.clone(), ActorKind::Person);
        draft.country = Some(term.country.clone());
        draft.sector = Sector::parse(&term.sector);
        draft.office = Some(term.office.clone());
        draft.named = true;
        draft.gender = person.name.split(' ').next().and_then(|given| self.reading.tables.gender(given));
        Some(self.open(None, draft))
    }

    /// What a definite description adds to what it means.
    pub(super) fn learn(&mut self, draft: usize, description: &Description) {
        let draft = &mut self.drafts[draft];
        if draft.kind == ActorKind::Person {
            if draft.country.is_none() {
                draft.country = description.coding.country.clone();
            }
            if draft.sector.is_none() {
                draft.sector = description.sector;
            }
            draft.gender = draft.gender.or_else(|| gender_of(&description.noun));
        }
        if !draft.nouns.contains(&description.noun) {
            draft.nouns.push(description.noun.clone());
        }
    }

    /// The most salient actor that agrees with a definite description.
    pub(super) fn antecedent(&self, description: &Description, head: usize) -> Option<usize> {
        let sentence = self.token(head).sentence_index();
        let mut best: Option<(i32, usize)> = None;
        for seen in self.seen.iter().rev().take(FURTHEST).filter(|seen| seen.head < head) {
            let draft = &self.drafts[seen.draft];
            let distance = sentence.saturating_sub(seen.sentence);
            let Some(fit) = self.fit(description, draft, distance) else { continue };
            if description.kind != ActorKind::Person && self.is_another(head, draft) {
                continue;
            }
            if self.token(seen.head).sentence_index() == sentence
                && same_clause(self.token(seen.head), self.token(head))
            {
                continue;
            }
            let score = fit + seen.prominence / 2 - 6 * distance.min(20) as i32;
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, seen.draft));
            }
        }
        best.map(|(_, draft)| draft)
    }

    /// "The health ministry" is not "the Ministry of Defence", which is a ministry as well.
    fn is_another(&self, head: usize, draft: &Draft) -> bool {
        let noun = self.token(head);
        let of = noun.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
        let mut fields =
            noun.children().filter(|child| child.dep() == Dep::Compound && child.pos() == Pos::Noun).chain(of);
        let name = draft.name.to_lowercase();
        let fielded = name.contains(' ') && name.contains(noun.lemma());
        fielded && fields.next().is_some_and(|field| !name.contains(field.lower()))
    }

    /// How well a description fits an actor that was last mentioned `distance` sentences ago; `None` where it can't.
    pub(super) fn fit(&self, description: &Description, draft: &Draft, distance: usize) -> Option<i32> {
        if !draft.members.is_empty() || draft.thing {
            return None;
        }
        let country = match (&description.coding.country, &draft.country) {
            (Some(a), Some(b)) if a == b => 40,
            (Some(_), Some(_)) => return None,
            (Some(_), None) => -10,
            _ => 0,
        };
        let noun = draft.nouns.contains(&description.noun);
        if description.kind == ActorKind::Person {
            return self.fit_person(description, draft, country, noun, distance);
        }
        if matches!(draft.kind, ActorKind::Person | ActorKind::Group | ActorKind::State) {
            return None;
        }
        let means = noun || means(&description.noun, draft);
        (means && distance <= 2 * DESCRIPTION_REACH).then_some(country + 20)
    }

    pub(super) fn fit_person(
        &self,
        description: &Description,
        draft: &Draft,
        country: i32,
        noun: bool,
        distance: usize,
    ) -> Option<i32> {
        if draft.kind != ActorKind::Person {
            return None;
        }
        if gender_of(&description.noun).zip(draft.gender).is_some_and(|(a, b)| a != b) {
            return None;
        }
        let office = description.office.map(|i| self.reading.tables.offices[i].office.as_str());
        let titled = draft.office.as_deref();
        let same_office = office.is_some() && office == titled;
        let general = matches!(
            description.noun.as_str(),
            "diplomat"
                | "official"
                | "leader"
                | "politician"
                | "envoy"
                | "negotiator"
                | "statesman"
                | "man"
                | "woman"
                | "figure"
                | "aide"
                | "spokesperson"
        );
        // A minister is called so whatever the ministry, a president only if there is one.
        let minister = description.noun == "minister"
            && matches!(
                titled,
                Some("foreign" | "defence" | "interior" | "finance" | "minister" | "head_of_government")
            );
        let secretary = description.noun == "secretary" && draft.nouns.iter().any(|noun| noun == "secretary");
        let title = description.office.map(|i| self.reading.tables.offices[i].title.to_lowercase());
        let called = title.is_some_and(|title| draft.roles.iter().any(|role| role.to_lowercase().contains(&title)));
        if called {
            return Some(country + 60);
        }
        // The foreign minister is no defence minister, though both are ministers.
        let portfolio = office.filter(|office| matches!(*office, "foreign" | "defence" | "interior" | "finance"));
        if portfolio.zip(titled).is_some_and(|(a, b)| a != b && !matches!(b, "minister" | "official")) {
            return None;
        }
        if noun || same_office && !general || minister || secretary {
            return Some(country + if noun { 45 } else { 30 });
        }
        let specific = !general && office.is_some();
        if specific || distance > DESCRIPTION_REACH && country <= 0 {
            return None;
        }
        let sector = match (description.sector, draft.sector) {
            (Some(a), Some(b)) if a == b => 12,
            (Some(Sector::Cvl | Sector::Unk), _) => 0,
            (Some(_), None) => 0,
            _ => return None,
        };
        // The same country and sector: "the US diplomat" for whoever of that country spoke last.
        (general && (country > 0 || distance <= 3)).then_some(country + sector)
    }
}

/// Whether the noun of a definite description can mean the body: "the alliance" is no ministry.
pub(super) fn means(noun: &str, draft: &Draft) -> bool {
    let name = draft.name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match noun {
        "alliance" => name.contains("north atlantic") || has(&["alliance", "treaty organi"]),
        "bloc" | "union" => {
            draft.kind == ActorKind::Igo
                && has(&["union", "association", "council", "community", "g7", "g20", "league", "brics"])
        }
        "organization" | "organisation" | "body" => {
            draft.kind == ActorKind::Igo || draft.kind == ActorKind::Ngo || has(&["organi"])
        }
        "agency" | "watchdog" => has(&[
            "agency",
            "fund",
            "programme",
            "high commissioner",
            "office",
            "press",
            "news",
            "reuters",
            "xinhua",
            "tass",
            "organi",
            "cef",
        ]),
        "group" | "movement" | "militia" => {
            matches!(
                draft.sector,
                Some(Sector::Reb | Sector::Prm | Sector::Pty | Sector::Opp | Sector::Ngo | Sector::Crm)
            ) || draft.kind == ActorKind::Ngo
        }
        "party" => draft.sector == Some(Sector::Pty),
        "company" | "firm" | "giant" => {
            draft.sector == Some(Sector::Bus) || draft.sector.is_none() && draft.kind == ActorKind::Organization
        }
        "court" | "tribunal" => draft.sector == Some(Sector::Jud),
        "parliament" | "legislature" | "assembly" | "congress" | "senate" => draft.sector == Some(Sector::Leg),
        "army" | "military" | "force" => draft.sector == Some(Sector::Mil),
        "ministry" | "department" | "council" | "commission" | "committee" | "fund" | "bank" | "university"
        | "newspaper" => has(&[noun]),
        _ => false,
    }
}

pub(super) fn gender_of(noun: &str) -> Option<Gender> {
    match noun {
        "woman" | "spokeswoman" | "queen" | "princess" | "mother" | "wife" | "daughter" | "sister" | "widow"
        | "girl" | "congresswoman" | "actress" | "chairwoman" | "nun" | "businesswoman" | "policewoman" => {
            Some(Gender::Female)
        }
        "man" | "spokesman" | "king" | "prince" | "father" | "husband" | "son" | "brother" | "boy" | "congressman"
        | "chairman" | "emir" | "sultan" | "pope" | "imam" | "monk" | "businessman" | "policeman" => Some(Gender::Male),
        _ => None,
    }
}

/// Whether two words are arguments of one verb.
pub(super) fn same_clause(other: Token, token: Token) -> bool {
    let argument =
        |token: Token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Conj);
    argument(other) && argument(token) && other.head() == token.head()
}
