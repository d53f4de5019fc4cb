//! Codes of other systems: what the lexicon's tables say of countries, CAMEO and PLOVER codes, and places.

use rapporteur_lexicon::{Country, Entry, Lexicon, PlaceKind, fold};
use rapporteur_record::{Actor, Event, Place, Quad, Sector};

/// Look-ups in the lexicon's tables.
#[derive(Clone, Copy)]
pub struct Codes<'l> {
    lexicon: &'l Lexicon,
}

/// CAMEO's codes of known groups, by Wikidata id; those that the published actor dictionaries for CAMEO use.
const KNOWN_GROUPS: [(&str, &str); 12] = [
    ("Q1065", "UNO"),
    ("Q458", "EEC"),
    ("Q7184", "NAT"),
    ("Q81299", "SCE"),
    ("Q8908", "COE"),
    ("Q7159", "AFU"),
    ("Q7172", "ARL"),
    ("Q7768", "ASN"),
    ("Q41984", "IAE"),
    ("Q7804", "IMF"),
    ("Q7164", "WBK"),
    ("Q7817", "WHO"),
];

impl<'l> Codes<'l> {
    /// The codes of a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Codes { lexicon }
    }

    /// The country with an ISO 3166-1 alpha-3 code; none for PLOVER's `IGO`, `EUR` and the like.
    pub fn country(&self, iso3: Option<&str>) -> Option<&'l Country> {
        self.lexicon.actors.country(iso3?)
    }

    /// What a CAMEO code means.
    pub fn cameo_label(&self, event: &Event) -> Option<&'l str> {
        self.lexicon.events.cameo(event.cameo.as_deref()?).map(|code| code.label.as_str())
    }

    /// PLOVER's score of an event's type and mode.
    pub fn intensity(&self, event: &Event) -> Option<f64> {
        let events = &self.lexicon.events;
        let kind = event.r#type.as_str();
        let moded = event.mode.and_then(|mode| events.plover(kind, mode.as_str())?.score);
        moded.or_else(|| events.plover(kind, "")?.score)
    }

    /// What a place is, for what the gazetteer knows.
    pub fn place_kind(&self, place: &Place) -> Option<PlaceKind> {
        self.kind(&place.name, place.geonames, place.latitude.zip(place.longitude))
    }

    /// How finely a place is known, in a word (`city`, `division`, `country`): by its name and its GeoNames id, or by its
    /// degrees north and east as the gazetteer has them.
    pub fn precision_of(&self, name: &str, geonames: Option<i64>, at: (f64, f64)) -> Option<&'static str> {
        precision(self.kind(name, geonames.and_then(|id| u32::try_from(id).ok()), Some(at)))
    }

    fn kind(&self, name: &str, geonames: Option<u32>, at: Option<(f64, f64)>) -> Option<PlaceKind> {
        let same = |entry: &Entry| {
            geonames.is_some() && entry.geonames == geonames || Some((entry.latitude, entry.longitude)) == at
        };
        self.lexicon.gazetteer.named(&fold(name)).find(same).map(|entry| entry.kind)
    }

    /// CAMEO's code of a known group.
    pub fn known_group(&self, actor: &Actor) -> Option<&'static str> {
        let wikidata = actor.wikidata.as_deref()?;
        KNOWN_GROUPS.iter().find(|(id, _)| *id == wikidata).map(|(_, code)| *code)
    }
}

/// Whether a place is a point in a country and not a stretch of land.
pub(crate) fn is_town(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Capital | PlaceKind::City)
}

/// How finely a place is known, in a word.
pub(crate) fn precision(kind: Option<PlaceKind>) -> Option<&'static str> {
    Some(match kind? {
        PlaceKind::Country | PlaceKind::Adjective => "country",
        PlaceKind::Division => "division",
        PlaceKind::County => "county",
        PlaceKind::Capital | PlaceKind::City => "city",
        PlaceKind::Region => "region",
        PlaceKind::Water => "water",
        PlaceKind::Mountain => "mountain",
    })
}

/// CAMEO's role code for a PLOVER sector; CAMEO knows no code for some, and writes others differently: its `MED` are
/// the media, which are PLOVER's `JRN`.
pub(crate) fn cameo_role(sector: Sector) -> Option<&'static str> {
    Some(match sector {
        Sector::Jrn => "MED",
        Sector::Med => "HLH",
        Sector::Prm | Sector::Unk | Sector::Pre | Sector::Rel | Sector::Soc => return None,
        same => same.as_str(),
    })
}

/// A PLOVER sector in words.
pub(crate) fn sector_name(sector: Sector) -> &'static str {
    match sector {
        Sector::Cop => "Police",
        Sector::Gov => "Government",
        Sector::Jud => "Judicial",
        Sector::Leg => "Legislative",
        Sector::Mil => "Military",
        Sector::Prm => "Paramilitary",
        Sector::Pty => "Parties",
        Sector::Reb => "Rebel",
        Sector::Spy => "Intelligence",
        Sector::Uaf => "Unidentified Armed Force",
        Sector::Unk => "Unidentified",
        Sector::Agr => "Agriculture",
        Sector::Bus => "Business",
        Sector::Crm => "Criminals",
        Sector::Cvl => "General Population",
        Sector::Edu => "Education",
        Sector::Eli => "Elite",
        Sector::Jrn => "News",
        Sector::Lab => "Labor",
        Sector::Med => "Health",
        Sector::Ref => "Refugees",
        Sector::Opp => "Opposition",
        Sector::Pre => "Partly Recognized State",
        Sector::Rel => "Religious",
        Sector::Soc => "Social",
        Sector::Ngo => "Nongovernmental Organization",
        Sector::Igo => "International Government Organization",
    }
}

/// A quad class as PLOVER writes it.
pub(crate) fn quad_name(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "VERBAL COOPERATION",
        Quad::MaterialCooperation => "MATERIAL COOPERATION",
        Quad::VerbalConflict => "VERBAL CONFLICT",
        Quad::MaterialConflict => "MATERIAL CONFLICT",
    }
}

/// GDELT's quad class of a CAMEO code, 1 to 4, by its root.
pub(crate) fn cameo_quad(code: &str) -> Option<i64> {
    match code.get(..2)?.parse::<u8>().ok()? {
        1..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_leading_zero_and_has_a_class() {
        assert_eq!(cameo_quad("036"), Some(1));
        assert_eq!(cameo_quad("1123"), Some(3));
        assert_eq!(cameo_quad("36"), None);
        assert_eq!(cameo_quad("é1"), None);
    }

    #[test]
    fn media_are_not_medicine() {
        assert_eq!(cameo_role(Sector::Jrn), Some("MED"));
        assert_eq!(cameo_role(Sector::Med), Some("HLH"));
    }
}
