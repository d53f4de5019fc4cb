//! Places by name: GeoNames' cities, countries and divisions, and regions, seas and mountains beside them.
//!
//! The table of GeoNames' places is large. It is kept as text, sorted by key, and searched where it stands, by halving:
//! loading it costs nothing.

use crate::{Files, Row, TableError};
use std::borrow::Cow;

/// Every place that is known by name.
#[derive(Default)]
pub struct Gazetteer {
    tables: Vec<Sorted>,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A country.
    Country,
    /// The adjective of a country or region.
    Adjective,
    /// A first division of a country: a state, a province.
    Division,
    /// A second division: a county.
    County,
    /// A capital.
    Capital,
    /// Another city, town or seat.
    City,
    /// A continent or a region.
    Region,
    /// A sea, strait, lake or river.
    Water,
    /// A mountain or range.
    Mountain,
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'g> {
    /// Usual English name; empty where it is the key with capitals.
    name: &'g str,
    /// The name in lower-case ASCII.
    key: &'g str,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3 code; empty for what has no one country.
    pub country: &'g str,
    /// GeoNames' code of the first division; empty where there is none.
    pub division: &'g str,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// GeoNames' id, where the place has one there.
    pub geonames: Option<u32>,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
}

/// A table as text, its lines in the order of the keys.
struct Sorted {
    text: Cow<'static, str>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gazetteer of {} bytes", self.tables.iter().map(|table| table.text.len()).sum::<usize>())
    }
}

impl Gazetteer {
    /// Reads `gazetteer.tsv` and `regions.tsv`.
    pub(crate) fn read(files: &Files) -> Result<Self, TableError> {
        // The embedded table is checked and known to be sorted by the tests.
        let mut tables = vec![Sorted { text: Cow::Borrowed(Files::embedded("gazetteer.tsv")) }];
        for text in files.texts("gazetteer.tsv").skip(1) {
            check(text)?;
            tables.push(Sorted::new(text));
        }
        let mut regions = String::new();
        for row in files.rows("regions.tsv", &["names", "kind", "country", "latitude", "longitude"])? {
            region(&row, &mut regions)?;
        }
        tables.push(Sorted::new(&regions));
        Ok(Gazetteer { tables })
    }

    /// The places called `key`, which is a name as [`fold`] makes it: those of the user's tables and of the regions after
    /// GeoNames', in each the most populous first.
    pub fn named<'g>(&'g self, key: &str) -> impl Iterator<Item = Entry<'g>> + use<'g> {
        let lines: Vec<&str> = self.tables.iter().flat_map(|table| table.lines(key)).collect();
        lines.into_iter().filter_map(entry)
    }

    /// Whether some place is called `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.tables.iter().any(|table| table.lines(key).next().is_some())
    }
}

impl<'g> Entry<'g> {
    /// The name in lower-case ASCII.
    pub fn key(&self) -> &'g str {
        self.key
    }

    /// Whether the place is usually called by another name.
    pub fn is_alternative(&self) -> bool {
        !self.name.is_empty() && fold(self.name) != self.key
    }

    /// Whether both are places of one name.
    pub fn key_is(&self, other: &Entry) -> bool {
        self.key == other.key
    }

    /// Usual English name.
    pub fn name(&self) -> String {
        if !self.name.is_empty() {
            return self.name.to_owned();
        }
        let mut name = String::with_capacity(self.key.len());
        let mut starts = true;
        for c in self.key.chars() {
            name.push(if starts { c.to_ascii_uppercase() } else { c });
            starts = c == ' ';
        }
        name
    }
}

impl Sorted {
    /// Sorts the lines of `text`.
    fn new(text: &str) -> Self {
        let mut lines: Vec<&str> = lines(text).map(|(_, line)| line).collect();
        lines.sort_by_key(|line| key(line));
        let mut sorted = String::with_capacity(text.len() + 1);
        for line in lines {
            sorted.push_str(line);
            sorted.push('\n');
        }
        Sorted { text: Cow::Owned(sorted) }
    }

    /// The lines whose key is `wanted`.
    fn lines(&self, wanted: &str) -> impl Iterator<Item = &str> {
        let (mut low, mut high) = (0, self.text.len());
        while low < high {
            let middle = floor(&self.text, low + (high - low) / 2);
            let start = self.text[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
            let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at + 1);
            if key(&self.text[start..end]) < wanted {
                low = end;
            } else {
                high = start;
            }
        }
        let wanted = wanted.to_owned();
        self.text[low..].lines().take_while(move |line| key(line) == wanted)
    }
}

/// The character boundary at or before byte `at`.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn key(line: &str) -> &str {
    line.split('\t').next().unwrap_or("")
}

/// The lines of a table with their numbers, comments and empty ones left out.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    numbered.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn check(text: &str) -> Result<(), TableError> {
    match lines(text).find(|(_, line)| entry(line).is_none()) {
        Some((line, _)) => Err(TableError {
            table: "gazetteer.tsv".into(),
            line,
            reason: "ten cells are wanted: key, name, usual name, kind, country, division, latitude, longitude, GeoNames id, \
                     population"
                .into(),
        }),
        None => Ok(()),
    }
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    let (key, shown, usual) = (next()?, next()?, next()?);
    let kind = match next()? {
        "N" => PlaceKind::Country,
        "J" => PlaceKind::Adjective,
        "A" => PlaceKind::Division,
        "B" => PlaceKind::County,
        "C" => PlaceKind::Capital,
        "P" => PlaceKind::City,
        "R" => PlaceKind::Region,
        "W" => PlaceKind::Water,
        "M" => PlaceKind::Mountain,
        _ => return None,
    };
    let name = if usual.is_empty() { shown } else { usual };
    let (country, division) = (next()?, next()?);
    let (latitude, longitude) = (next()?.parse().ok()?, next()?.parse().ok()?);
    let geonames = next()?.parse().ok();
    let population = next()?.parse().ok()?;
    Some(Entry { name, key, kind, country, division, latitude, longitude, geonames, population })
}

/// A row of `regions.tsv` as lines of the sorted table's form.
fn region(row: &Row, out: &mut String) -> Result<(), TableError> {
    let wrong = |reason: String| TableError { table: "regions.tsv".into(), line: row.line, reason };
    let kind = match row.cells[1] {
        "region" => 'R',
        "water" => 'W',
        "mountain" => 'M',
        "city" => 'P',
        "country" => 'N',
        "division" => 'A',
        "adjective" => 'J',
        other => return Err(wrong(format!("{other:?} is no kind of place"))),
    };
    let [latitude, longitude] = [row.cells[3], row.cells[4]];
    let degrees = |cell: &str, most: f64| cell.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most);
    if !degrees(latitude, 90.0) || !degrees(longitude, 180.0) {
        return Err(wrong(format!("{latitude}, {longitude} are no coordinates in degrees")));
    }
    let usual = row.cells[0].split('|').next().unwrap_or_default();
    for name in row.cells[0].split('|') {
        let key = fold(name);
        out.push_str(&format!("{key}\t{usual}\t\t{kind}\t{}\t\t{latitude}\t{longitude}\t\t0\n", row.cells[2]));
    }
    Ok(())
}

/// A name in lower-case ASCII, as the tables' keys are: "São Paulo" is "sao paulo". Letters of other scripts are left out.
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii() {
            key.push(c.to_ascii_lowercase());
            continue;
        }
        let lower = c.to_lowercase().next().unwrap_or(c);
        match FOLDED.iter().find(|(letters, _)| letters.contains(lower)) {
            Some((_, plain)) => key.push_str(plain),
            None => continue,
        }
    }
    key
}

/// Letters with marks and what they are without them.
const FOLDED: [(&str, &str); 34] = [
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"),
    ("çćĉċč", "c"),
    ("ďđḑ", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệə", "e"),
    ("ĝğġģ", "g"),
    ("ĥħḥ", "h"),
    ("ìíîïĩīĭįıǐỉị", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňṇ", "n"),
    ("òóôõöøōŏőơǒọỏốồổỗộớờởỡợ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšșṣ", "s"),
    ("ţťŧțṭ", "t"),
    ("ùúûüũūŭůűųưǔụủứừửữự", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżžẓ", "z"),
    ("ð", "d"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("þ", "th"),
    ("’", "'"),
    ("‘", "'"),
    ("ʻ", "'"),
    ("ʼ", "'"),
    ("`", "'"),
    ("´", "'"),
    ("–", "-"),
    ("‐", "-"),
    ("‑", "-"),
    ("\u{a0}", " "),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        Gazetteer::read(&Files::new(&[]).unwrap()).unwrap()
    }

    #[test]
    fn places_are_found_by_their_names() {
        let gazetteer = gazetteer();
        let first = |key: &str| gazetteer.named(key).next().map(|entry| (entry.name(), entry.country, entry.kind));
        assert!(gazetteer.named("vienna").any(|entry| entry.country == "AUT" && entry.kind == PlaceKind::Capital));
        assert_eq!(first(&fold("Bogotá")).unwrap().0, "Bogotá");
        assert_eq!(first("sea of azov"), Some(("Sea of Azov".into(), "", PlaceKind::Water)));
        assert_eq!(first("u.s.").unwrap().0, "United States");
        assert!(gazetteer.named("georgia").count() >= 2);
        assert!(!gazetteer.knows("nowhere at all"));
    }

    #[test]
    fn every_line_of_the_embedded_table_is_an_entry() {
        let text = Files::embedded("gazetteer.tsv");
        check(text).unwrap();
        assert!(text.lines().all(|line| fold(key(line)) == key(line)));
    }

    #[test]
    fn a_users_place_comes_beside_the_others() {
        let line = "vienna\t\t\tP\tUSA\tVA\t38.901\t-77.265\t4791160\t16522\n";
        let files = [("gazetteer.tsv".to_owned(), line.to_owned())];
        let gazetteer = Gazetteer::read(&Files::new(&files).unwrap()).unwrap();
        assert!(gazetteer.named("vienna").any(|entry| entry.geonames == Some(4791160)));
        let files = [("gazetteer.tsv".to_owned(), "vienna\tAustria\n".to_owned())];
        assert_eq!(Gazetteer::read(&Files::new(&files).unwrap()).unwrap_err().line, 1);
    }

    #[test]
    fn the_embedded_table_is_sorted() {
        let files = Files::new(&[]).unwrap();
        let text = files.texts("gazetteer.tsv").next().unwrap();
        assert!(text.lines().is_sorted_by_key(|line| line.split('\t').next().unwrap()));
    }
}
