//! The keys that join one thing's data from report to report.
//!
//! In: a record and one of its data. Out: [`Keys`], short hashes of what identifies the thing. Data that *own* a key
//! in common are the same thing. A datum that says less than others (a surname, a meeting "in January" or of "the two
//! countries") *seeks* what fuller ones *offer*, and joins them only where all that is found is one thing. What
//! identifies nothing beyond its report (an unnamed "senior official", "two years") has a key of its own.

use super::hash;
use super::words::{is_stop, issue_words, words};
use crate::days::{Days, between, day, later};
use rapporteur_record::*;

/// Keys of a datum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Who else owns one of these is the same.
    pub own: Vec<i64>,
    /// Looked for, in this order, where nobody owns one of the same.
    pub seek: Vec<i64>,
    /// Found by those who seek.
    pub offer: Vec<i64>,
    /// What is still to come promises to be found, once, by what then comes about and redeems the same key.
    pub promise: Vec<i64>,
    /// Looked for among promises where nothing else is found.
    pub redeem: Vec<i64>,
}

impl Keys {
    fn own(keys: impl IntoIterator<Item = String>) -> Keys {
        Keys { own: hashes(keys), ..Keys::default() }
    }

    fn or_alone(self, record: &Record, id: impl Into<DatumId>) -> Keys {
        if self.own.is_empty() {
            let own = hashes([format!("alone|{}|{}|{}", record.report.sha256, record.report.id, id.into())]);
            return Keys { own, ..self };
        }
        self
    }
}

fn hashes(keys: impl IntoIterator<Item = String>) -> Vec<i64> {
    let mut keys: Vec<i64> = keys.into_iter().map(|key| hash(&key)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Day of the report: of its publication, or of its last change where it gives no other.
pub fn reported(report: &Report) -> Option<String> {
    report.published.as_deref().and_then(day).or_else(|| report.updated.as_deref().and_then(day))
}

// Actors.

/// Keys of an actor.
pub fn actor(record: &Record, actor: &Actor) -> Keys {
    let country = actor.country.as_deref().unwrap_or_default();
    if actor.kind == ActorKind::Person {
        return person(actor, country).or_alone(record, actor.id);
    }
    Keys::own(handle(actor)).or_alone(record, actor.id)
}

fn person(actor: &Actor, country: &str) -> Keys {
    let name = if is_named(&actor.name) { name_words(&actor.name) } else { Vec::new() };
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return Keys::own(wikidata(actor)) };
    let surname = |country: &str| hash(&format!("surname|{last}|{country}"));
    if name.len() == 1 {
        // A surname alone joins the one person of that name and country, if there is just one.
        let own = Keys::own([format!("single|{last}|{country}")]);
        return Keys { seek: vec![surname(country)], ..own };
    }
    let own = Keys::own(wikidata(actor).into_iter().chain([full_name(first, last)]));
    let mut offer = vec![surname("")];
    if !country.is_empty() {
        offer.push(surname(country));
    }
    let short = |name: &str| hash(&format!("short|{name}"));
    match shorter(&name) {
        Some(name) => offer.push(short(&name)),
        None => return Keys { offer, seek: vec![short(&full_name(first, last))], ..own },
    }
    Keys { offer, ..own }
}

/// What is left of a name of three words or more where its bearer goes by the first two: of two surnames, as in Spanish,
/// the second is often left out.
fn shorter(name: &[String]) -> Option<String> {
    (name.len() > 2).then(|| full_name(&name[0], &name[1]))
}

/// A name in either order: reports write Japanese and Hungarian names both ways.
fn full_name(first: &str, last: &str) -> String {
    format!("person|{} {}", first.min(last), first.max(last))
}

fn wikidata(actor: &Actor) -> Option<String> {
    actor.wikidata.as_ref().map(|id| format!("wikidata|{id}"))
}

/// Whether the words are a person's name, and not a description of one: "Mr. Secretary", "a senior official".
fn is_named(name: &str) -> bool {
    let last = name.split([',', '(']).next().unwrap_or_default().split_whitespace().last().unwrap_or_default();
    let first = last.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|first| !first.is_lowercase()) && !is_title(&fold_name(last))
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&format!(" {word} "))
}

/// Words before a name that are no part of it, and words for people that stand in a name's place.
const TITLES: &str = " spokesperson spokesman spokeswoman official officials leader leaders member members envoy director \
    candidate citizen mayor governor chief staff commander head officer chair speaker guest couple representative \
    counselor advisor adviser journalist reporter commissioner justice attorney coordinator administrator host moderator \
    interpreter translator participant champion terrorist ally partner party question counterpart expert professor mr mrs ms dr sir lord lady dame prof professor president minister secretary ambassador general \
    colonel senator congressman congresswoman representative chairman chairwoman chancellor king queen prince princess \
    sheikh pope hon honorable deputy prime foreign vice former acting special envoy us ";

/// The words of a person's name, without titles, initials and what stands behind it.
pub fn name_words(name: &str) -> Vec<String> {
    let name = name.split([',', '(']).next().unwrap_or_default();
    let is_name = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let folded: Vec<String> = name.split_whitespace().filter(is_name).map(fold_name).collect();
    let begins = folded.iter().position(|word| !is_title(word)).unwrap_or(0);
    folded[begins..].iter().filter(|word| !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii")).cloned().collect()
}

/// A word of a name, folded but not stemmed: "Williams" is not "William".
fn fold_name(word: &str) -> String {
    let bare = word.trim_end_matches("’s").trim_end_matches("'s");
    // A letter at the end keeps the plural's ending from being cut.
    let folded = words(&format!("{bare}x")).concat();
    folded.strip_suffix('x').unwrap_or(&folded).into()
}

/// What stands for an actor in keys: its state's code, its Wikidata id, its name. None for what has no name of its own.
pub fn handle(actor: &Actor) -> Option<String> {
    let country = actor.country.as_deref().unwrap_or_default();
    match actor.kind {
        ActorKind::State if !country.is_empty() => Some(format!("state|{country}")),
        ActorKind::Person => {
            let name = if is_named(&actor.name) { name_words(&actor.name) } else { Vec::new() };
            let (first, last) = (name.first()?, name.last()?);
            Some(if name.len() == 1 { format!("single|{last}|{country}") } else { full_name(first, last) })
        }
        _ if actor.wikidata.is_some() => wikidata(actor),
        // "Senior officials" are others in each report, Russian officials speak for one government.
        ActorKind::Group if country.is_empty() && !is_proper(&actor.name) => None,
        ActorKind::Organization if !is_proper(&actor.name) && country.is_empty() => None,
        _ => {
            let words = issue_words(&actor.name);
            (!words.is_empty()).then(|| format!("name|{}|{country}", words.join(" ")))
        }
    }
}

/// The names that an actor goes by in keys, the usual one first.
fn handles(actor: &Actor) -> Vec<String> {
    let shorter = || if actor.kind == ActorKind::Person { shorter(&name_words(&actor.name)) } else { None };
    let usual = handle(actor);
    let other = usual.as_ref().and_then(|_| shorter());
    usual.into_iter().chain(other).collect()
}

fn is_proper(name: &str) -> bool {
    name.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// The side that an actor is of: its state where it has one, else itself.
pub fn party(actor: &Actor) -> Option<String> {
    let speaks_for_state = match actor.kind {
        ActorKind::State => true,
        ActorKind::Person | ActorKind::Organization | ActorKind::Group => actor.sector.is_some_and(is_official),
        ActorKind::Igo | ActorKind::Ngo => false,
    };
    match &actor.country {
        Some(country) if speaks_for_state => Some(format!("state|{country}")),
        _ => handle(actor),
    }
}

fn is_official(sector: Sector) -> bool {
    use Sector::*;
    matches!(sector, Gov | Mil | Spy | Leg | Jud | Cop)
}

fn sorted(record: &Record, ids: impl IntoIterator<Item = ActorId>, name: fn(&Actor) -> Option<String>) -> Vec<String> {
    let mut names: Vec<String> = ids.into_iter().filter_map(|id| name(record.actors.get(id.index())?)).collect();
    names.sort();
    names.dedup();
    names
}

// Statements.

/// Words of a run of a quotation that two reports must share.
const RUN: usize = 10;
/// Fewest words of a whole sentence or fragment that two reports must share, and fewest of these that say something:
/// "it's great to be with you" is said again and again.
const FEWEST: usize = 6;
const TELLING: usize = 5;
/// Words of courtesy, which say nothing either.
const COURTESY: &str = " thank thanks join joining joined welcome good morning afternoon evening today pleasure great happy \
    appreciate question everyone everybody much nice see briefing press first second let me say couple thing well so ";
/// One run in so many is a key: two quotations that share thirteen words share a key at least.
const SAMPLE: i64 = 4;

/// Words up to which a quotation is a quotation, and not a whole turn of an interview or speech.
const LONG: usize = 60;

/// Keys of a statement: sentences and runs of its quoted words, with whose words they are.
///
/// Two short quotations that share a sentence are one. A whole turn of an interview is the same as another only where
/// all words are: two turns may share a sentence of courtesy. It joins the one short quotation that is taken from it.
pub fn statement(record: &Record, statement: &Statement) -> Keys {
    let voice = sorted(record, statement.speaker.iter().copied(), voice);
    let voice = voice.first().map_or("", String::as_str);
    let key = |level: &str, words: &str| hash(&format!("{level}|{voice}|{words}"));
    let said = match statement.form {
        Form::Indirect => {
            let own = told(record, statement).iter().map(|words| key("told", words)).collect();
            return Keys { own, ..Keys::default() }.or_alone(record, statement.id);
        }
        Form::Direct | Form::Mixed => {
            let text = statement.content.iter().map(|span| record.quote(*span));
            text.flat_map(|text| quoted(text, statement.form)).collect::<Vec<String>>()
        }
    };
    let windows = reported(&record.report).map(|day| windows(&day)).unwrap_or_default();
    let parts: Vec<String> = said.iter().flat_map(|fragment| parts(fragment, &windows)).collect();
    let all = |level: &str| parts.iter().map(|words| key(level, words)).collect::<Vec<i64>>();
    let whole = words(&said.join(" "));
    let keys = match whole.len() > LONG {
        true => Keys {
            own: vec![key("turn", &whole.join(" "))],
            seek: all("said"),
            offer: all("offered"),
            ..Keys::default()
        },
        false => Keys { own: all("said"), seek: all("offered"), ..Keys::default() },
    };
    keys.or_alone(record, statement.id)
}

/// Whose words they are, as coarsely as reports differ in naming a speaker: the words themselves tell the rest.
fn voice(actor: &Actor) -> Option<String> {
    let surname = || name_words(&actor.name).pop();
    actor.country.clone().or_else(|| if actor.kind == ActorKind::Person { surname() } else { handle(actor) })
}

/// What is told in the reporter's words is the same if all words and nearly the day are: who says it again a month later
/// says it again, and who tells each of four counterparts the same on one day says it four times.
fn told(record: &Record, statement: &Statement) -> Vec<String> {
    let to = sorted(record, statement.addressee.iter().copied(), handle).join("+");
    // Where a report does not say to whom, its headline stands for the occasion.
    let title = || words(record.report.title.as_deref().unwrap_or_default()).join(" ");
    let to = if to.is_empty() { title() } else { to };
    let content: Vec<String> = statement.content.iter().flat_map(|span| words(record.quote(*span))).collect();
    if content.len() < FEWEST {
        return Vec::new();
    }
    let day = statement.when.as_ref().and_then(|when| Days::of(&when.value)).map(|days| days.first);
    let Some(day) = day.or_else(|| reported(&record.report)) else { return Vec::new() };
    let key = |day: String| format!("{}|{to}|{day}", content.join(" "));
    vec![key(day.clone()), key(later(&day, 1))]
}

/// The quoted parts of a content.
fn quoted(text: &str, form: Form) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['“', '"']) {
        let inside = &rest[open..];
        let mark = inside.chars().next().expect("a mark was found here").len_utf8();
        let inside = &inside[mark..];
        let close = inside.find(['”', '"']).unwrap_or(inside.len());
        parts.push(inside[..close].to_string());
        rest = inside[close..].trim_start_matches(['”', '"']);
    }
    if parts.is_empty() && form == Form::Direct {
        parts.push(text.trim_matches(['“', '”', '"']).into());
    }
    parts
}

fn is_telling(word: &str) -> bool {
    !is_stop(word) && !COURTESY.contains(&format!(" {word} "))
}

/// Days within which the same short sentence is the same saying of it; a long run of words is so at any distance.
const SOON: i64 = 4;

/// The two stretches of days that a day is in, so that any two days within half a stretch share one.
fn windows(day: &str) -> Vec<String> {
    let days = between("2000-01-01", day).unwrap_or_default();
    vec![format!("a{}", days.div_euclid(SOON)), format!("b{}", (days + SOON / 2).div_euclid(SOON))]
}

/// Each sentence of a quotation, a short one with the time at which it is told, and a sample of its runs of words.
fn parts(fragment: &str, windows: &[String]) -> Vec<String> {
    let telling = |words: &[String], least: usize| words.iter().filter(|word| is_telling(word)).count() >= least;
    let mut keys = Vec::new();
    for sentence in fragment.split(['.', '!', '?', ';']).map(words) {
        let whole = sentence.join(" ");
        if sentence.len() >= RUN && telling(&sentence, TELLING + 1) {
            keys.push(whole);
        } else if sentence.len() >= FEWEST && telling(&sentence, TELLING) {
            keys.extend(windows.iter().map(|window| format!("{window}|{whole}")));
        }
    }
    let all = words(fragment);
    let runs = all.windows(RUN).filter(|run| telling(run, TELLING + 1)).map(|run| run.join(" "));
    keys.extend(runs.filter(|run| hash(run) % SAMPLE == 0));
    keys
}

// Events.

/// Most days of a time that still names a day.
const MOST_DAYS: i64 = 5;

/// The days by which something is known: those of a short time, or the name of a longer one.
fn times(when: Option<&When>, record: &Record) -> Vec<String> {
    match when.and_then(|when| Some((when, Days::of(&when.value)?))) {
        Some((_, days)) if days.count() <= MOST_DAYS => days.each(MOST_DAYS as usize),
        Some((when, _)) => vec![format!("~{}", when.value)],
        None => reported(&record.report).into_iter().collect(),
    }
}

/// Keys of an event: type, who, to whom, which day; of verbal ones also by which word, of violence where.
pub fn event(record: &Record, event: &Event) -> Keys {
    use EventType::*;
    let mutual = matches!(event.r#type, Consult | Agree | Cooperate);
    let sides = |name: fn(&Actor) -> Option<String>| {
        let (source, target) = (event.source.iter().copied(), event.target.iter().copied());
        match mutual {
            true => (sorted(record, source.chain(target), name).join("+"), String::new()),
            false => (sorted(record, source, name).join("+"), sorted(record, target, name).join("+")),
        }
    };
    let (fine, coarse) = (sides(handle), sides(party));
    if coarse.0.is_empty() || coarse.1.is_empty() && !(mutual && coarse.0.contains('+')) {
        return Keys::default().or_alone(record, event.id);
    }
    let word = words(record.quote(event.trigger)).join(" ");
    let place = event.place.as_ref().map(|place| place.name.as_str()).unwrap_or_default();
    let what = match event.r#type {
        Consult | Agree | Cooperate => String::new(),
        Assault | Coerce | Mobilize | Protest => place.into(),
        _ => word,
    };
    let kind = event.r#type.as_str();
    let key = |level: &str, (source, target): &(String, String), time: &String| {
        hash(&format!("{level}|{kind}|{source}|{target}|{what}|{time}"))
    };
    let times = times(event.when.as_ref(), record);
    fine_and_coarse(&fine, &coarse, &times, key).or_alone(record, event.id)
}

/// Whoever names persons owns the fine key, and offers the coarse one to those who name only their countries.
fn fine_and_coarse<T: PartialEq>(
    fine: &T,
    coarse: &T,
    times: &[String],
    key: impl Fn(&str, &T, &String) -> i64,
) -> Keys {
    let all = |level: &str, who: &T| times.iter().map(|time| key(level, who, time)).collect::<Vec<i64>>();
    if fine == coarse {
        Keys { own: all("own", coarse), seek: all("offered", coarse), ..Keys::default() }
    } else {
        Keys { own: all("own", fine), seek: all("own", coarse), offer: all("offered", coarse), ..Keys::default() }
    }
}

// Meetings.

/// Keys of a meeting: who, and which day; of a series, its name and the day.
pub fn meeting(record: &Record, meeting: &Meeting) -> Keys {
    let everyone = || meeting.parties.iter().chain(&meeting.heads).copied();
    let heads = sorted(record, meeting.heads.iter().copied(), handle);
    let coarse = sorted(record, everyone(), party).join("+");
    let fine = if heads.len() > 1 { heads.join("+") } else { sorted(record, everyone(), handle).join("+") };
    let body = everyone().find_map(|id| record.actors.get(id.index()).filter(|actor| actor.kind == ActorKind::Igo));
    if !coarse.contains('+') && !fine.contains('+') && body.is_none() {
        return Keys::default().or_alone(record, meeting.id);
    }
    let times = times(meeting.when.as_ref(), record);
    let key = |level: &str, who: &String, time: &String| hash(&format!("{level}|meeting|{who}|{time}"));
    let mut keys = fine_and_coarse(&fine, &coarse, &times, key);
    if let Some(series) = meeting.series.as_deref().map(issue_words).filter(|words| words.len() > 1) {
        keys.own.extend(times.iter().map(|time| hash(&format!("series|{}|{time}", series.join(" ")))));
    }
    pairs(record, meeting, &times, &mut keys);
    rounds(record, meeting, &coarse, &mut keys);
    keys
}

/// The words that number a round.
const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// A numbered round of the same parties is one however often it is moved, as long as that is from month to month.
fn rounds(record: &Record, meeting: &Meeting, parties: &str, keys: &mut Keys) {
    let name = meeting.name.to_lowercase();
    let said: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let number = ORDINALS.iter().find(|ordinal| said.contains(ordinal));
    let (Some(number), true) = (number, said.contains(&"round") || said.contains(&"session")) else { return };
    let known = meeting.when.as_ref().and_then(|when| Days::of(&when.value)).filter(|days| days.count() <= 31);
    let Some(day) = known.map(|days| days.first).or_else(|| reported(&record.report)) else { return };
    let key = |day: &str| hash(&format!("round|{parties}|{number}|{}", month(day)));
    keys.own.push(key(&day));
    keys.seek.extend([key(&later(&day, -31)), key(&later(&day, 31))]);
}

/// The month of a day.
fn month(day: &str) -> &str {
    &day[..day.len().min(7)]
}

/// Most of those who meet whose pairs are looked at.
const MOST: usize = 6;

/// Reports do not name all who meet: each offers, for its day and its month, any two of those it names, and seeks what
/// others name with the two. What names no day, or a long time, seeks by the month: of its time, of its report, and of
/// the month after where it is still to come. What is still to come promises its pairs to the first that meet on a
/// day of those months.
fn pairs(record: &Record, meeting: &Meeting, times: &[String], keys: &mut Keys) {
    let (offered, sought) = (couples(record, meeting, false), couples(record, meeting, true));
    let days = meeting.when.as_ref().and_then(|when| Days::of(&when.value));
    let named = days.as_ref().is_some_and(|days| days.count() <= MOST_DAYS);
    let all = |pairs: &[String], level: &str, time: &str| -> Vec<i64> {
        pairs.iter().map(|pair| hash(&format!("{level}|meeting|{pair}|{time}"))).collect()
    };
    let to_come = matches!(meeting.status, MeetingStatus::Proposed | MeetingStatus::Scheduled);
    if named {
        for time in times {
            keys.seek.extend(all(&sought, "pair", time));
            keys.offer.extend(all(&offered, "pair", time));
        }
        let months = days.iter().map(|days| month(&days.first));
        keys.offer.extend(months.clone().flat_map(|month| all(&offered, "month", month)));
        keys.redeem.extend(months.flat_map(|month| all(&offered, "promise", month)));
        return;
    }
    let mut months: Vec<String> = match (days, reported(&record.report)) {
        (Some(days), _) if days.count() <= 31 => vec![month(&days.first).into()],
        (Some(_), _) | (None, None) => Vec::new(),
        (None, Some(day)) if to_come => vec![month(&day).into(), month(&later(&day, 31)).into()],
        (None, Some(day)) => vec![month(&day).into()],
    };
    months.dedup();
    keys.seek.extend(months.iter().flat_map(|month| all(&sought, "month", month)));
    if to_come {
        keys.promise.extend(months.iter().flat_map(|month| all(&offered, "promise", month)));
    }
}

/// Any two of those who meet, of whom one at least is a person, but not a person with his own state. Who seeks lets a
/// person whom it names, and not the state, stand for the state: the president's meeting is not the minister's.
fn couples(record: &Record, meeting: &Meeting, seeks: bool) -> Vec<String> {
    let ids = meeting.heads.iter().chain(&meeting.parties).filter_map(|id| record.actors.get(id.index()));
    let who: Vec<(&Actor, Vec<String>)> =
        ids.map(|actor| (actor, handles(actor))).filter(|(_, names)| !names.is_empty()).take(MOST).collect();
    let mut couples = Vec::new();
    for (at, (one, names)) in who.iter().enumerate() {
        for (other, other_names) in &who[at + 1..] {
            let both = [one.kind, other.kind];
            let persons = both.iter().filter(|kind| **kind == ActorKind::Person).count();
            let state =
                both.iter().zip([one, other]).find(|(kind, _)| **kind != ActorKind::Person).map(|(_, actor)| actor);
            let headed = state.is_some_and(|state| {
                who.iter().any(|(actor, _)| actor.kind == ActorKind::Person && actor.country == state.country)
            });
            if persons == 2 || persons == 1 && one.country != other.country && !(seeks && headed) {
                let pair = |name: &String, other: &String| format!("{}+{}", name.min(other), name.max(other));
                couples.extend(names.iter().flat_map(|name| other_names.iter().map(move |other| pair(name, other))));
            }
        }
    }
    couples.sort();
    couples.dedup();
    couples
}

// Figures.

/// Units that measure a time or a share: two reports' "two years" have nothing to do with one another.
const BARE: [&str; 13] =
    ["second", "minute", "hour", "day", "week", "month", "year", "decade", "percent", "time", "way", "thing", "side"];

/// Keys of a figure: what is counted, whose, in which scope.
pub fn figure(record: &Record, figure: &Figure) -> Keys {
    let of = sorted(record, figure.of.iter().copied(), party).join("+");
    let scope = figure.scope.as_deref().map(issue_words).unwrap_or_default().join(" ");
    let place = figure.place.as_ref().map(|place| place.name.to_lowercase()).unwrap_or_default();
    let said: Vec<String> = issue_words(record.quote(figure.what));
    let counted: Vec<&str> = said.iter().map(String::as_str).filter(|word| !is_number(word)).collect();
    let bare = BARE.contains(&figure.unit.as_str());
    if bare || (of.is_empty() && scope.is_empty() && place.is_empty() && counted.len() < 2) {
        return Keys::default().or_alone(record, figure.id);
    }
    Keys::own([format!("figure|{}|{of}|{scope}|{place}|{}", figure.unit, counted.join(" "))])
}

fn is_number(word: &str) -> bool {
    const NUMBERS: &str = " one two three four five six seven eight nine ten dozen hundred thousand million billion \
        trillion least than about nearly almost over up only around approximately roughly estimated ";
    word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&format!(" {word} "))
}

// Positions.

/// Issues that name nothing that one could come back to.
const VAGUE: &str = " opportunity support way thing time step issue effort work matter mind occasion option question \
    point possibility need place part role view course case idea choice progress commitment importance moment reason \
    answer conclusion people measure action decision result kind lot everything something it that them ";

/// Keys of a position: whose, and on what.
pub fn position(record: &Record, position: &Position) -> Keys {
    let party = record.actors.get(position.actor.index()).and_then(party);
    let issue = issue_words(&position.issue);
    let vague = issue.iter().all(|word| VAGUE.contains(&format!(" {word} ")));
    match party {
        Some(party) if !vague => Keys::own([format!("position|{party}|{}", issue.join(" "))]),
        _ => Keys::default().or_alone(record, position.id),
    }
}

/// Keys of a dispute, which is its report's own.
pub fn dispute(record: &Record, dispute: &Dispute) -> Keys {
    Keys::default().or_alone(record, dispute.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_titles_and_initials() {
        assert_eq!(name_words("Deputy Secretary Wendy R. Sherman"), ["wendy", "sherman"]);
        assert_eq!(name_words("Roger Williams, Jr."), ["roger", "williams"]);
        assert_eq!(name_words("João Gomes Cravinho’s"), ["joao", "gomes", "cravinho"]);
        assert_eq!(name_words("General"), ["general"]);
    }

    #[test]
    fn a_description_is_no_name() {
        for name in ["Mr. Secretary", "senior official", "Spokesperson", "Israeli Foreign Minister"] {
            assert!(!is_named(name), "{name}");
        }
        for name in ["MR PRICE", "Lavrov", "Wendy R. Sherman", "Ned Price:"] {
            assert!(is_named(name), "{name}");
        }
    }

    #[test]
    fn courtesies_join_nothing() {
        let windows = windows("2031-03-02");
        assert!(parts("It’s great to be with you. Thank you so much for that.", &windows).is_empty());
        assert_eq!(parts("The ferries must run again before the summer.", &windows).len(), 2);
    }

    #[test]
    fn only_what_stands_in_marks_is_quoted() {
        assert_eq!(quoted("that the offer was “not serious” and “late”", Form::Mixed), ["not serious", "late"]);
        assert_eq!(quoted("We will be there.", Form::Direct), ["We will be there."]);
        assert!(quoted("that they would come", Form::Mixed).is_empty());
    }
}
