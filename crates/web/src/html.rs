//! Small pieces of pages: other people's words made harmless, dates as people read them.
//!
//! Maud escapes; here, characters that turn the direction of text or are invisible are shown by their code, and every
//! foreign text stands in an isolate of its own direction.

use jiff::civil::Date;
use maud::{Markup, html};
use rapporteur_store::{Coverage, Happened, Passage, Who};
use std::borrow::Cow;

/// Other people's words, in their own direction.
pub fn words(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// The text with characters that turn or hide others shown by their code.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(treacherous) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match treacherous(c) {
        true => format!("⟦U+{:04X}⟧", u32::from(c)),
        false => c.to_string(),
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Marks, embeddings, overrides and isolates of direction, and controls other than white space.
fn treacherous(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
        || c.is_control() && !c.is_whitespace()
}

/// A day as people read it: `3 Feb 2026`.
pub fn day(day: &str) -> String {
    let date = day.get(..10).and_then(|day| day.parse::<Date>().ok());
    date.map_or_else(|| day.to_owned(), |date| date.strftime("%-d %b %Y").to_string())
}

/// Days from the first to the last, as precise as they are: `3–5 Feb 2026`, `Feb 2026`, `2026`.
pub fn days(since: &str, until: &str) -> String {
    let (Ok(first), Ok(last)) = (since.parse::<Date>(), until.parse::<Date>()) else {
        return format!("{since} – {until}");
    };
    let whole_month = first.day() == 1 && last == last.last_of_month();
    match () {
        _ if first == last => day(since),
        _ if whole_month && first == last.first_of_year() && first.year() == last.year() && last.month() == 12 => {
            first.year().to_string()
        }
        _ if whole_month && (first.year(), first.month()) == (last.year(), last.month()) => {
            first.strftime("%b %Y").to_string()
        }
        _ if since <= "0001-01-01" => format!("until {}", day(until)),
        _ if until >= "9999-12-31" => format!("from {}", day(since)),
        _ if (first.year(), first.month()) == (last.year(), last.month()) => {
            format!("{}–{}", first.day(), day(until))
        }
        _ if first.year() == last.year() => format!("{} – {}", first.strftime("%-d %b"), day(until)),
        _ => format!("{} – {}", day(since), day(until)),
    }
}

/// A month: `Feb 2026`.
pub fn month(month: &str) -> String {
    format!("{month}-01").parse::<Date>().map_or_else(|_| month.to_owned(), |date| date.strftime("%b %Y").to_string())
}

/// When something happened; where no text says so, the day of the report with a word about that.
pub fn when(happened: &Happened) -> Markup {
    html! {
        time datetime=(happened.since) { (days(&happened.since, &happened.until)) }
        @if !happened.dated { " " span.hint title="No text names the day: it is that of the first report." { "(reported)" } }
    }
}

/// A word of a code as people read it: `red_line` becomes `red line`.
pub fn code(code: &str) -> String {
    code.replace('_', " ").to_lowercase()
}

/// Actors, each leading to its page.
pub fn who(actors: &[Who]) -> Markup {
    html! {
        @for (at, actor) in actors.iter().enumerate() {
            @if at > 0 { ", " }
            a.actor href={ "/actors/" (actor.id) } { (words(&actor.name)) }
        }
    }
}

/// Where a passage stands.
pub fn place(passage: &Passage) -> String {
    format!("/reports/{}?mark={}-{}#{}", passage.report, passage.start, passage.end, passage.datum)
}

/// A stance, with how firm it is where that is more than said.
pub fn stance(stance: &str, firmness: &str) -> Markup {
    html! {
        span class={ "stance " (stance) } { (code(stance)) }
        @if firmness != "stated" { " " span.firm { (code(firmness)) } }
    }
}

/// How many of something there are, as a word with a link.
pub fn linked(number: u64, one: &str, many: &str, href: &str) -> Markup {
    html! { a.further href=(href) { (count(number, one, many)) } }
}

/// Where the code points stand in a report.
pub fn mark(report: i64, start: i64, end: i64) -> String {
    format!("/reports/{report}?mark={start}-{end}#found")
}

/// A passage: its words as a link to them, and who has it.
pub fn passage(passage: &Passage) -> Markup {
    html! {
        blockquote.passage {
            p dir="auto" { a href=(place(passage)) { (plain(&shorten(&passage.text, 420))) } }
            footer {
                cite { (source(passage)) }
                " · " time datetime=(passage.reported) { (day(&passage.reported)) }
                @if passage.stale { " · " span.tag { "background" } }
                @if passage.copies > 0 { " · " (count(passage.copies, "copy", "copies")) }
            }
        }
    }
}

/// Who carries a passage: publisher, headline, or the report's name.
fn source(passage: &Passage) -> Markup {
    let title = passage.title.as_deref().unwrap_or(&passage.name);
    html! {
        @if let Some(publisher) = &passage.publisher { (words(publisher)) ": " }
        (words(&shorten(title, 110)))
    }
}

/// All passages of a thing, the first few at once.
pub fn passages(passages: &[Passage]) -> Markup {
    html! {
        @for shown in passages.iter().take(1) { (passage(shown)) }
        @if passages.len() > 1 {
            details.more {
                summary { (count(passages.len() as u64 - 1, "further passage", "further passages")) }
                @for shown in passages.iter().skip(1).take(50) { (passage(shown)) }
            }
        }
    }
}

/// How widely something was reported.
pub fn coverage(coverage: &Coverage) -> Markup {
    html! {
        span.coverage {
            (count(coverage.reports, "report", "reports"))
            @if coverage.sources != coverage.reports { ", " (count(coverage.sources, "text", "texts")) }
            @if coverage.recycled { " · " span.tag { "told again" } }
        }
    }
}

/// `1 report`, `12,000 reports`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number as f64), if number == 1 { one } else { many })
}

/// A number with separators between thousands.
pub fn grouped(number: f64) -> String {
    if number.fract() != 0.0 || number.abs() >= 1e15 {
        return number.to_string();
    }
    let digits = (number.abs() as u64).to_string();
    let mut out = String::from(if number < 0.0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A score with its sign.
pub fn signed(score: f64) -> String {
    if score < 0.0 { format!("−{:.1}", -score) } else { format!("+{score:.1}") }
}

/// The first words of a text, so many characters at most; of a word that alone is longer, its beginning.
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let is_whole = text[end..].starts_with(char::is_whitespace);
    let words = text[..end].rfind(char::is_whitespace).filter(|&at| !is_whole && at > end / 2).unwrap_or(end);
    Cow::Owned(format!("{}…", text[..words].trim_end_matches(|c: char| c.is_whitespace() || ",;:".contains(c))))
}

/// What an actor is, as people read it.
pub fn kind(kind: &str) -> String {
    match kind {
        "igo" => "international body".into(),
        "ngo" => "non-governmental organization".into(),
        kind => code(kind),
    }
}

/// A unit as people read it: codes of currencies stay as they are.
pub fn unit(unit: &str) -> String {
    let is_currency = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_currency { unit.to_owned() } else { code(unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_is_shown_by_its_code() {
        assert_eq!(plain("a\u{202E}b\u{0}"), "a⟦U+202E⟧b⟦U+0000⟧");
        assert_eq!(words("<b>").into_string(), "<bdi>&lt;b&gt;</bdi>");
    }

    #[test]
    fn what_is_cut_short_ends_with_a_word() {
        assert_eq!(shorten("withdraw its troops, from the border", 23), "withdraw its troops…");
        assert_eq!(shorten("withdraw its troops", 12), "withdraw its…");
        assert_eq!(shorten("unconstitutionally", 5), "uncon…");
        assert_eq!(shorten("short", 5), "short");
        assert_eq!([unit("EUR"), unit("square_metre")], ["EUR", "square metre"]);
    }

    #[test]
    fn days_are_said_as_precisely_as_they_are() {
        assert_eq!(days("2026-02-03", "2026-02-03"), "3 Feb 2026");
        assert_eq!(days("2026-02-03", "2026-02-05"), "3–5 Feb 2026");
        assert_eq!(days("2026-02-01", "2026-02-28"), "Feb 2026");
        assert_eq!(days("2026-01-01", "2026-12-31"), "2026");
        assert_eq!(days("2026-02-27", "2026-03-01"), "27 Feb – 1 Mar 2026");
        assert_eq!(days("2026-02-27", "9999-12-31"), "from 27 Feb 2026");
        assert_eq!(grouped(12_060.0), "12,060");
    }
}
