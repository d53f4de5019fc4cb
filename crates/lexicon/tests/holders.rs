//! How complete the tables of office holders and bodies are, and that they do not contradict themselves.
//!
//! `docs/holders.md` says, for each state, of how many of the months from 2010 to 2026 the holder of each office is known.
//! It is made by this test: with `RAPPORTEUR_BLESS=1` it is written anew, without it it must be as it would be written.

use rapporteur_lexicon::{BodyKind, Lexicon};
use std::fmt::Write;
use std::ops::Range;

const OFFICES: [&str; 4] = ["head_of_state", "head_of_government", "foreign", "defence"];

/// Months since year 0 that are counted: January 2010 to October 2026.
const MONTHS: Range<u32> = 2010 * 12..2026 * 12 + 10;

/// Months since year 0 of an ISO date of any precision; `otherwise` for an empty one.
fn month(date: &str, within_year: u32, otherwise: u32) -> u32 {
    let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
    let Some(Some(year)) = parts.next() else { return otherwise };
    year * 12 + parts.next().flatten().map_or(within_year, |month| month - 1)
}

/// Name and months of all who held the office.
fn holders<'l>(lexicon: &'l Lexicon, country: &str, office: &str) -> Vec<(&'l str, Range<u32>)> {
    let mut found = Vec::new();
    for person in &lexicon.actors.people {
        for term in person.terms.iter().filter(|term| term.country == country && term.office == office) {
            let months = month(&term.from, 0, MONTHS.start)..month(&term.to, 11, MONTHS.end) + 1;
            found.push((person.name.as_str(), months));
        }
    }
    found
}

fn known(lexicon: &Lexicon, country: &str, office: &str) -> usize {
    let all = holders(lexicon, country, office);
    MONTHS.filter(|month| all.iter().any(|(_, months)| months.contains(month))).count()
}

fn page(lexicon: &Lexicon) -> String {
    let mut rows = String::new();
    let mut sums = [0; OFFICES.len()];
    let states: Vec<_> = lexicon.actors.countries.iter().filter(|country| !country.cow.is_empty()).collect();
    for state in &states {
        let _ = write!(rows, "| {} | {} |", state.iso3, state.name);
        for (office, sum) in OFFICES.iter().zip(&mut sums) {
            let months = known(lexicon, &state.iso3, office);
            *sum += months;
            let _ =
                write!(rows, " {} |", if months == 0 { "–".into() } else { (months * 100 / MONTHS.len()).to_string() });
        }
        rows.push('\n');
    }
    let all = states.len() * MONTHS.len();
    let share = |sum: usize| sum * 100 / all;
    format!(
        "# Who held which office\n\n\
         Percent of the months from January 2010 to October 2026 for which `people.tsv` knows the holder of an office, for\n\
         each state. Where a president governs there is no head of government, where a prime minister holds the defence\n\
         ministry too, no defence minister; some states have no such ministry. All rows come from general knowledge, without\n\
         a list at hand; a date is given as precisely as it was known. Written by `crates/lexicon/tests/holders.rs`.\n\n\
         | | state | head of state | head of government | foreign minister | defence minister |\n|---|---|---|---|---|---|\n\
         | | **all {}** | {} | {} | {} | {} |\n{rows}",
        states.len(),
        share(sums[0]),
        share(sums[1]),
        share(sums[2]),
        share(sums[3]),
    )
}

#[test]
fn the_page_says_how_complete_the_table_is() {
    let lexicon = Lexicon::embedded();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/holders.md");
    let page = page(&lexicon);
    if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
        std::fs::write(path, &page).expect("the docs can be written");
    }
    let told = std::fs::read_to_string(path).expect("the page is there");
    assert!(told == page, "docs/holders.md is not what the table gives; RAPPORTEUR_BLESS=1 writes it anew");
}

#[test]
fn nobody_holds_an_office_beside_another() {
    let lexicon = Lexicon::embedded();
    let mut doubles = Vec::new();
    for country in &lexicon.actors.countries {
        for office in ["foreign", "defence"] {
            let all = holders(&lexicon, &country.iso3, office);
            for (i, (name, months)) in all.iter().enumerate() {
                for (other, theirs) in &all[i + 1..] {
                    let shared = months.end.min(theirs.end).saturating_sub(months.start.max(theirs.start));
                    if shared > 12 && name != other {
                        doubles.push(format!("{} {office}: {name} and {other}, {shared} months", country.iso3));
                    }
                }
            }
        }
    }
    assert!(doubles.is_empty(), "{doubles:#?}");
}

#[test]
fn heads_of_state_or_government_are_known_nearly_everywhere() {
    let lexicon = Lexicon::embedded();
    let unknown: Vec<&str> = lexicon
        .actors
        .countries
        .iter()
        .filter(|country| !country.cow.is_empty())
        .filter(|country| OFFICES[..2].iter().all(|office| known(&lexicon, &country.iso3, office) * 2 < MONTHS.len()))
        .map(|country| country.iso3.as_str())
        .collect();
    assert!(unknown.len() <= 6, "{unknown:?}");
}

#[test]
fn bodies_between_states_and_armed_groups_are_many() {
    let lexicon = Lexicon::embedded();
    let armed = ["REB", "UAF", "PRM"];
    let counted = lexicon.actors.bodies.iter();
    let between = counted.clone().filter(|body| body.kind == BodyKind::Igo).count();
    let armed = counted.filter(|body| armed.contains(&body.sector.as_str())).count();
    assert!(between + armed >= 250, "{between} bodies between states, {armed} armed groups");
}
