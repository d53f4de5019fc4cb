//! Whom the words of short passages mean. The passages are ours; `passages.conllu` holds them as the engine reads them.

use super::*;
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Meta, Source, from_conllu, quotations};
use std::sync::OnceLock;

const PASSAGES: &str = include_str!("passages.conllu");

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::embedded)
}

/// The actors of a passage published on 1 March 2022, a line each: name, country and sector, mentions.
fn read(passage: &str) -> Vec<String> {
    let start = format!("# passage = {passage}\n");
    let text = PASSAGES.split_once(&start).map(|(_, rest)| rest).expect("the passage is in the file");
    let text = text.split("# passage = ").next().unwrap_or_default();
    let doc = from_conllu(text).expect("the file is written by a program");
    let source = Source::new(doc.text(), Meta { published: Some("2022-03-01".into()), ..Meta::default() });
    let quotations = quotations(&source);
    let context = Context { source: &source, doc: &doc, lexicon: lexicon(), quotations: &quotations };
    let actors = resolve(context, &crate::places::find(context));
    let line = |actor: &Actor| {
        let mentions: Vec<&str> = actor.mentions.iter().map(|mention| mention.text.as_str()).collect();
        let sector = actor.sector.map_or("-", Sector::as_str);
        let country = actor.country.as_deref().unwrap_or("-");
        format!("{} {country} {sector}: {}", actor.name, mentions.join(", "))
    };
    actors.list().iter().map(line).collect()
}

#[test]
fn titles_tell_country_and_sector_and_descriptions_join_them() {
    assert_eq!(
        read("titles"),
        [
            "Ignazio Cassis CHE GOV: Ignazio Cassis, his, Cassis",
            "Alexander Schallenberg AUT GOV: Alexander Schallenberg, the Austrian minister, He",
            "reporters - JRN: reporters",
            "Switzerland CHE -: Swiss",
            "Austria AUT -: Austrian",
        ]
    );
}

#[test]
fn seats_and_capitals_are_their_states() {
    assert_eq!(
        read("metonyms"),
        ["Russia RUS -: Moscow, it, The Kremlin", "United States USA -: the White House, Washington, it"]
    );
}

#[test]
fn where_something_happens_is_no_actor() {
    assert_eq!(read("places"), ["Officials NOR GOV: Officials", "Norway NOR -: Norway"]);
}

#[test]
fn the_two_sides_are_one_actor_with_members() {
    assert_eq!(
        read("joint"),
        [
            "Greece GRC -: Greek",
            "Greek and Turkish diplomats - GOV: Greek and Turkish diplomats, The two sides, Both sides",
            "Turkey TUR -: Turkish",
        ]
    );
}

#[test]
fn a_report_defines_its_own_acronyms() {
    assert_eq!(
        read("acronym")[0],
        "Lake Commission for Shared Waters - GOV: The Lake Commission for Shared Waters, LCSW"
    );
}

#[test]
fn a_name_is_joined_by_role_and_pronoun() {
    assert_eq!(read("descriptions")[0], "Maria Okoro - GOV: Maria Okoro, The spokeswoman, She");
}

#[test]
fn pronouns_that_mean_nobody_stay_alone() {
    assert_eq!(read("nobody"), Vec::<String>::new());
    assert_eq!(read("thing"), Vec::<String>::new());
}

#[test]
fn a_government_is_its_state() {
    assert_eq!(
        read("government"),
        ["Peru PER -: The Peruvian government, The government", "Fishermen - AGR: Fishermen"]
    );
}

#[test]
fn a_former_office_holder_is_of_the_elite() {
    assert_eq!(read("former"), ["Sanna Marin FIN ELI: Sanna Marin, Marin"]);
}

#[test]
fn backers_are_not_the_backed() {
    assert_eq!(
        read("compounds"),
        ["US-backed rebels - REB: US-backed rebels", "Kabul-based aid group AFG NGO: A Kabul-based aid group"]
    );
}

#[test]
fn a_counterpart_holds_the_same_office() {
    assert_eq!(
        read("counterpart"),
        [
            "Péter Szijjártó HUN GOV: Peter Szijjarto, his",
            "Gordan Grlić Radman HRV GOV: his Croatian counterpart",
            "Hungary HUN -: Hungarian",
            "Croatia HRV -: Croatian",
        ]
    );
}

#[test]
fn a_surname_is_enough_for_who_governs() {
    assert_eq!(
        read("surname"),
        [
            "Emmanuel Macron FRA GOV: Macron, The French president",
            "Olaf Scholz DEU GOV: Olaf Scholz",
            "France FRA -: French",
        ]
    );
}
