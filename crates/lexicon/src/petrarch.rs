//! Actor and agent dictionaries in PETRARCH's format, as users of its coders have them.
//!
//! An actor is a line `NAME_ [CODE]`, with `+SYNONYM_` lines and lines `[CODE YYMMDD-YYMMDD]` for codes that hold for a
//! time beneath it; an agent is `ROLE_ [~CODE]`, with `!SET!` in braces for endings. `#` and `;` begin comments.

use crate::{Agent, AgentKind};

/// An actor of a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// Its names.
    pub names: Vec<String>,
    /// Its codes, in the file's order.
    pub codes: Vec<DatedCode>,
}

/// A code, and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedCode {
    /// Country and roles in one: `USAGOV`.
    pub code: String,
    /// First day, or empty.
    pub from: String,
    /// Last day, or empty.
    pub to: String,
}

impl Coded {
    /// The code on `date` (`YYYY-MM-DD`): one whose dates hold, else one without dates.
    pub fn on(&self, date: &str) -> Option<&str> {
        let dated = |code: &&DatedCode| !code.from.is_empty() || !code.to.is_empty();
        let holds = |code: &&DatedCode| {
            (code.from.is_empty() || code.from.as_str() <= date) && (code.to.is_empty() || date <= code.to.as_str())
        };
        let found = self.codes.iter().filter(dated).find(holds);
        found.or_else(|| self.codes.iter().find(|code| !dated(code))).map(|code| code.code.as_str())
    }
}

/// Reads an actor dictionary. Lines that make no sense are passed over, as PETRARCH does.
pub fn actors(text: &str) -> Vec<Coded> {
    let mut out: Vec<Coded> = Vec::new();
    for line in text.lines().map(bare).filter(|line| !line.trim().is_empty()) {
        let body = line.trim();
        let name = name(body.trim_start_matches('+'));
        if !name.is_empty() && !body.starts_with('[') {
            if !body.starts_with('+') || out.is_empty() {
                out.push(Coded::default());
            }
            if let Some(actor) = out.last_mut() {
                actor.names.push(name);
            }
        }
        if let Some(actor) = out.last_mut() {
            actor.codes.extend(codes(body));
        }
    }
    out.retain(|actor| !actor.codes.is_empty());
    out
}

/// Reads an agent dictionary; `file` is named in nothing but the rows' order.
pub fn agents(_file: &str, text: &str) -> Vec<Agent> {
    let mut out = Vec::new();
    for line in text.lines().map(bare) {
        let Some((form, code)) = line.split_once('[') else { continue };
        let Some(code) = code.split(']').next().map(|code| code.trim_start_matches('~')).filter(|code| code.len() >= 3)
        else {
            continue;
        };
        let form = form.split('{').next().unwrap_or_default();
        let form = name(form).to_lowercase();
        let Some(sector) = code.get(..3).filter(|_| !form.is_empty() && !form.contains('!')) else { continue };
        out.push(Agent { form, sector: role(sector).into(), what: AgentKind::Person, weak: false });
    }
    out
}

/// A dictionary's role in PLOVER's names: CAMEO's MED are media, its HLH the health workers.
pub fn role(code: &str) -> &str {
    match code {
        "HLH" => "MED",
        "MED" => "JRN",
        other => other,
    }
}

/// The line without its comment.
fn bare(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or_default().trim_end()
}

/// `UNITED_STATES_` as "UNITED STATES", in title case so that it is found in running text.
fn name(raw: &str) -> String {
    let raw = raw.split('[').next().unwrap_or_default().trim().trim_end_matches('_');
    let words = raw.split(['_', ' ']).filter(|word| !word.is_empty());
    let title = |word: &str| {
        let mut chars = word.chars();
        chars
            .next()
            .map_or(String::new(), |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
    };
    words.map(title).collect::<Vec<String>>().join(" ")
}

fn codes(line: &str) -> Vec<DatedCode> {
    let mut out = Vec::new();
    for part in line.split('[').skip(1).filter_map(|part| part.split(']').next()) {
        let mut words = part.split_whitespace();
        let Some(code) = words.next() else { continue };
        let (from, to) = match words.next() {
            None => (String::new(), String::new()),
            Some(span) if span.starts_with('<') => (String::new(), day(&span[1..])),
            Some(span) if span.starts_with('>') => (day(&span[1..]), String::new()),
            Some(span) => span.split_once('-').map_or_else(Default::default, |(from, to)| (day(from), day(to))),
        };
        out.push(DatedCode { code: code.into(), from, to });
    }
    out
}

/// `090120` or `20090120` as "2009-01-20". Two digits of a year below 30 are of this century.
fn day(digits: &str) -> String {
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let full = match digits.len() {
        6 if digits.as_str() < "30" => format!("20{digits}"),
        6 => format!("19{digits}"),
        8 => digits,
        _ => return String::new(),
    };
    format!("{}-{}-{}", &full[..4], &full[4..6], &full[6..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const DICTIONARY: &str = "# a comment\nJANE_DOE_ ; a minister\n+DOE_JANE_\n\t[RUROPP <100101]\n\t[RURGOV 100101-141231]\n\t[RURELI >150101]\n\nRURITANIA_ [RUR] ; capital\n";

    #[test]
    fn codes_hold_for_their_time() {
        let found = actors(DICTIONARY);
        assert_eq!(found[0].names, ["Jane Doe", "Doe Jane"]);
        let on = |date| found[0].on(date);
        assert_eq!(
            [on("2009-06-01"), on("2012-06-01"), on("2020-06-01")],
            [Some("RUROPP"), Some("RURGOV"), Some("RURELI")]
        );
        assert_eq!(found[1].on("2020-06-01"), Some("RUR"));
    }

    #[test]
    fn agents_have_sectors() {
        let found = agents("mine.agents.txt", "NURSE_ [~HLH] #a note\nPOLICE_OFFICER_ {POLICE_OFFICERS_} [~COP]\n");
        let pairs: Vec<_> = found.iter().map(|agent| (agent.form.as_str(), agent.sector.as_str())).collect();
        assert_eq!(pairs, [("nurse", "MED"), ("police officer", "COP")]);
    }
}
