//! Meetings as an iCalendar (RFC 5545), one entry a meeting, however many reports tell of it.
//!
//! Two reports tell of one meeting where the store that they come from says so. Out of files they do where the same
//! parties meet and either both call it the same numbered round, or their times overlap. What the later report says holds; an entry's `SEQUENCE` counts how often day, place or status
//! changed from report to report. A meeting's `UID` is made from what the first report says of it (parties, and round
//! or time), so that a calendar that is written again, with later reports, brings the entries that it had. No clock is
//! read: `DTSTAMP` is when the report was published that the entry follows, and 1970 where no report says.

use crate::cell::{flat, words};
use crate::codes::Codes;
use crate::dates;
use crate::options::Options;
use crate::sink::Sink;
use jiff::civil::Date;
use rapporteur_record::{Actor, ActorId, Meeting, MeetingStatus, Record, Span};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The longest stretch of days that is an entry: a meeting "in 2026" has no place in a calendar.
const LONGEST: i32 = 31;
/// Two rounds of the same number are one only where their reports are not further apart, days.
const SAME_ROUND: i32 = 400;

/// A calendar that collects what is told of meetings.
pub(crate) struct Calendar<'a, W> {
    codes: Codes<'a>,
    options: &'a Options,
    out: W,
    told: Vec<Told>,
}

/// What one report tells of one meeting.
#[derive(Clone)]
struct Told {
    /// When and by which report: the order in which things are told.
    stamp: String,
    reference: String,
    /// What the store calls the meeting.
    thread: Option<String>,
    published: Option<Date>,
    /// Names of the parties by which they are known from report to report.
    parties: BTreeSet<String>,
    round: Option<String>,
    days: Option<(Date, Date)>,
    start: Option<String>,
    place: Option<String>,
    position: Option<(f64, f64)>,
    status: MeetingStatus,
    summary: String,
    duration: Option<f64>,
    said: String,
    url: Option<String>,
}

/// A meeting, as its reports tell of it, oldest first.
struct Entry {
    uid: String,
    told: Vec<Told>,
}

impl<'a, W: Write> Calendar<'a, W> {
    pub(crate) fn new(codes: Codes<'a>, options: &'a Options, out: W) -> Self {
        Calendar { codes, options, out, told: Vec::new() }
    }
}

impl<W: Write> Sink for Calendar<'_, W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        let threads = &self.options.threads;
        self.told.extend(record.meetings.iter().map(|meeting| {
            let thread = threads.of(&record.report, &meeting.id.to_string()).cloned();
            Told { thread, ..tell(record, meeting, self.codes) }
        }));
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        let entries = join(std::mem::take(&mut self.told));
        let mut text =
            String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rapporteur//meetings//EN\r\nMETHOD:PUBLISH\r\n");
        let mut count = 0;
        for entry in &entries {
            if let Some(lines) = lines(entry) {
                lines.iter().for_each(|line| fold(line, &mut text));
                count += 1;
            }
        }
        text.push_str("END:VCALENDAR\r\n");
        self.out.write_all(text.as_bytes())?;
        self.out.flush()?;
        Ok(count)
    }
}

fn tell(record: &Record, meeting: &Meeting, codes: Codes) -> Told {
    let report = &record.report;
    let value = meeting.when.as_ref().map(|when| when.value.as_str());
    let names: Vec<&str> = meeting.parties.iter().map(|&id| record.actor(id).name.as_str()).collect();
    let who = if names.is_empty() { String::new() } else { format!("{}: ", names.join(" – ")) };
    let place = meeting.place.as_ref().map(|place| {
        let country = codes.country(place.country.as_deref()).map(|country| country.name.as_str());
        let country = country.filter(|&country| country != place.name);
        std::iter::once(place.name.as_str()).chain(country).collect::<Vec<_>>().join(", ")
    });
    let published = report.published.as_deref();
    let when = meeting.when.as_ref().map(|when| format!("Time: “{}”\n", flat(&when.text))).unwrap_or_default();
    let heads = record_names(record, &meeting.heads);
    let heads = if heads.is_empty() { String::new() } else { format!("Led by {heads}\n") };
    let spans: &[Span] = meeting.evidence.spans();
    let source = [Some(report.id.as_str()), report.publisher.as_deref(), published]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    Told {
        stamp: published.and_then(dates::published).map_or("19700101T000000".into(), dates::compact_moment),
        reference: format!("{}#{}", report.id, meeting.id),
        thread: None,
        published: published.and_then(dates::published_day),
        parties: meeting.parties.iter().map(|&id| party(record.actor(id))).collect(),
        round: round(&meeting.name),
        days: value.and_then(dates::days),
        start: value
            .and_then(dates::moment)
            .map(|(moment, utc)| dates::compact_moment(moment) + if utc { "Z" } else { "" }),
        place,
        position: meeting.place.as_ref().and_then(|place| place.latitude.zip(place.longitude)),
        status: meeting.status,
        summary: format!("{who}{}", flat(&meeting.name)),
        duration: meeting.duration_hours.filter(|hours| (0.0..1000.0).contains(hours)),
        said: format!("{when}{heads}“{}” ({source})", words(&report.text, spans)),
        url: report.url.clone(),
    }
}

fn record_names(record: &Record, ids: &[ActorId]) -> String {
    ids.iter().map(|&id| record.actor(id).name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A party's name from report to report: its state or Wikidata id, else its name.
fn party(actor: &Actor) -> String {
    let country = actor.country.as_deref().filter(|_| actor.kind == rapporteur_record::ActorKind::State);
    country.or(actor.wikidata.as_deref()).map_or_else(|| actor.name.to_lowercase(), str::to_owned)
}

/// The number in the name of a round: "the third round of talks" is round 3.
fn round(name: &str) -> Option<String> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let kind = words.iter().position(|word| matches!(*word, "round" | "session" | "meeting" | "summit" | "talks"))?;
    let number = |word: &str| {
        let spelled = ORDINALS.iter().position(|ordinal| *ordinal == word).map(|at| at + 1);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        spelled.or_else(|| digits.parse().ok().filter(|_| digits.len() < word.len()))
    };
    words[..kind].iter().find_map(|word| number(word)).map(|number| format!("{} {number}", words[kind]))
}

/// Puts together what is told of one meeting.
fn join(mut told: Vec<Told>) -> Vec<Entry> {
    told.sort_by(|a, b| (&a.stamp, &a.reference).cmp(&(&b.stamp, &b.reference)));
    let mut entries: Vec<Entry> = Vec::new();
    // Only meetings of one thread, or of the same parties, can be one, so that each is compared with few.
    let mut known: BTreeMap<(Option<String>, BTreeSet<String>), Vec<usize>> = BTreeMap::new();
    let mut uids: BTreeSet<String> = BTreeSet::new();
    for one in told {
        let parties = if one.thread.is_some() { BTreeSet::new() } else { one.parties.clone() };
        let with = known.entry((one.thread.clone(), parties)).or_default();
        let tells = |&at: &usize| entries[at].told.last().is_some_and(|last| is_same(last, &one));
        let same = with.iter().copied().rfind(tells);
        match same {
            Some(at) => entries[at].told.push(one),
            None => {
                with.push(entries.len());
                entries.push(Entry { uid: uid(&one, &mut uids), told: vec![one] });
            }
        }
    }
    entries
}

fn is_same(before: &Told, now: &Told) -> bool {
    if before.thread.is_some() {
        return before.thread == now.thread;
    }
    if before.parties.len() < 2 {
        return before.reference == now.reference;
    }
    let near = match (before.published, now.published) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|span| span.get_days() <= SAME_ROUND),
        _ => true,
    };
    match (&before.round, &now.round) {
        (Some(a), Some(b)) => a == b && near,
        _ => before.days.zip(now.days).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1 && is_close(a, b)),
    }
}

/// Whether both times are fine enough that their overlap says something.
fn is_close(a: (Date, Date), b: (Date, Date)) -> bool {
    let length = |(start, end): (Date, Date)| start.until(end).map_or(i32::MAX, |span| span.get_days());
    length(a).max(length(b)) <= 7
}

/// A name made from what is first told of a meeting.
fn uid(told: &Told, taken: &mut BTreeSet<String>) -> String {
    let days = told.days.map(|(start, end)| format!("{start}/{end}")).unwrap_or_default();
    let parties: Vec<&str> = told.parties.iter().map(String::as_str).collect();
    let year = told.published.map(|day| day.year().to_string()).unwrap_or_default();
    let what = match &told.round {
        Some(round) => format!("{round} {year}"),
        None if days.is_empty() || told.parties.len() < 2 => format!("{days} {}", told.reference),
        None => days,
    };
    let hash = Sha256::digest(format!("{}\n{what}", parties.join("\n")).as_bytes());
    let name: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let mut uid = format!("{name}@rapporteur");
    let mut number = 2;
    while !taken.insert(uid.clone()) {
        uid = format!("{name}-{number}@rapporteur");
        number += 1;
    }
    uid
}

/// The lines of an entry; none where no report gives a time fine enough.
fn lines(entry: &Entry) -> Option<Vec<String>> {
    let dated = |told: &&Told| told.start.is_some() || told.days.is_some_and(is_shown);
    let timed = entry.told.iter().rev().find(dated)?;
    let last = entry.told.last()?;
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", entry.uid),
        format!("DTSTAMP:{}Z", last.stamp),
        format!("SEQUENCE:{}", changes(&entry.told)),
        format!("STATUS:{}", status(last.status)),
    ];
    match (&timed.start, timed.days) {
        (Some(start), _) => {
            lines.push(format!("DTSTART:{start}"));
            let minutes =
                entry.told.iter().rev().find_map(|told| told.duration).map(|hours| (hours * 60.0).round() as u32);
            lines.extend(minutes.map(|minutes| format!("DURATION:PT{}H{}M", minutes / 60, minutes % 60)));
        }
        (None, Some((start, end))) => {
            lines.push(format!("DTSTART;VALUE=DATE:{}", dates::compact(start)));
            lines.push(format!("DTEND;VALUE=DATE:{}", dates::compact(dates::next(end))));
        }
        (None, None) => return None,
    }
    // A span of days says when it may be, not how long it takes: nobody is busy all the while.
    lines.push("TRANSP:TRANSPARENT".into());
    lines.push(format!("SUMMARY:{}", escape(&last.summary)));
    let newest = |pick: fn(&Told) -> Option<String>| entry.told.iter().rev().find_map(pick);
    lines.extend(newest(|told| told.place.clone()).map(|place| format!("LOCATION:{}", escape(&place))));
    lines.extend(newest(|told| told.position.map(|(north, east)| format!("GEO:{north};{east}"))));
    let said: Vec<&str> = entry.told.iter().map(|told| told.said.as_str()).collect();
    lines.push(format!("DESCRIPTION:{}", escape(&said.join("\n"))));
    lines.extend(newest(|told| told.url.clone()).filter(|url| is_uri(url)).map(|url| format!("URL:{url}")));
    lines.extend(entry.told.iter().map(|told| format!("X-RAPPORTEUR-DATUM:{}", escape(&told.reference))));
    lines.push("END:VEVENT".into());
    Some(lines)
}

fn is_shown((start, end): (Date, Date)) -> bool {
    start.until(end).is_ok_and(|span| span.get_days() < LONGEST)
}

/// How often what one comes for changed from report to report. A report that does not say where or when changes
/// nothing.
fn changes(told: &[Told]) -> usize {
    let (mut days, mut place, mut count) = (None, None, 0);
    let mut state = told.first().map(|told| status(told.status));
    for one in told {
        let new_days = one.days.is_some() && days.is_some() && days != one.days;
        let new_place = one.place.is_some() && place.is_some() && place != one.place;
        let new_status = state != Some(status(one.status));
        count += usize::from(new_days || new_place || new_status);
        days = one.days.or(days);
        place = one.place.clone().or(place);
        state = Some(status(one.status));
    }
    count
}

fn status(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Held | MeetingStatus::Ongoing | MeetingStatus::Scheduled => "CONFIRMED",
        MeetingStatus::Proposed => "TENTATIVE",
        MeetingStatus::Cancelled | MeetingStatus::Refused => "CANCELLED",
    }
}

/// Whether text can stand as an address: no spaces, controls or quotes.
fn is_uri(url: &str) -> bool {
    url.contains(':') && url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\'))
}

/// Text as iCalendar holds it; controls that it cannot hold are left out.
fn escape(text: &str) -> String {
    let text: String = text.chars().filter(|&c| c == '\n' || !c.is_control()).collect();
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 bytes, and its continuations, each with a space in front; no character is torn.
fn fold(line: &str, out: &mut String) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        fold(&format!("SUMMARY:{}", "é".repeat(80)), &mut out);
        assert!(out.lines().all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é".repeat(80)));
    }

    #[test]
    fn rounds_have_numbers() {
        assert_eq!(round("the third round of talks").as_deref(), Some("round 3"));
        assert_eq!(round("2nd session").as_deref(), Some("session 2"));
        assert_eq!(round("talks in the first week"), None);
        assert_eq!(round("10 meeting"), None);
    }
}
