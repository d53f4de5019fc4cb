//! What an address asks for: its query as a [`Query`] to the store, and the addresses of its neighbours.

use crate::problem::Problem;
use rapporteur_store::{Clock, Days, Order, Query};
use url::form_urlencoded;

/// Names that a query may have, in the order in which addresses are written.
pub const NAMES: [&str; 18] = [
    "q",
    "actor",
    "country",
    "issue",
    "act",
    "type",
    "place",
    "publisher",
    "since",
    "until",
    "month",
    "clock",
    "as_of",
    "fresh",
    "order",
    "size",
    "page",
    "format",
];
/// Rows of a page where the address does not say.
pub const SIZE: usize = 20;
/// Most rows of a page or of an export.
pub const MOST: usize = 10_000;
/// Longest value, in characters.
pub const LONGEST: usize = 300;
/// Most values in all.
const VALUES: usize = 64;

/// The query of an address.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// Known names with their values, without empty ones, in the order of the address.
    pub pairs: Vec<(String, String)>,
    /// The same, as the store is asked.
    pub query: Query,
    /// Which page, from 1.
    pub page: usize,
    /// Rows of a page.
    pub size: usize,
}

impl Params {
    /// Reads a query string. Unknown names are passed over.
    ///
    /// # Errors
    /// A value makes no sense.
    pub fn parse(query: &str) -> Result<Params, Problem> {
        let mut params = Params { page: 1, size: SIZE, ..Params::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if !NAMES.contains(&&*name) || value.is_empty() {
                continue;
            }
            if value.chars().count() > LONGEST || params.pairs.len() >= VALUES {
                return Err(Problem::bad(format!("{name}: the query is too long.")));
            }
            if value.contains(char::is_control) {
                return Err(Problem::bad(format!("{name}: there is a control character in it.")));
            }
            params.set(&name, value)?;
            params.pairs.push((name.into_owned(), value.to_owned()));
        }
        params.query.limit = Some(params.size);
        params.query.offset = (params.page - 1) * params.size;
        Ok(params)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let query = &mut self.query;
        match name {
            "q" => query.text = Some(value.into()),
            "actor" => query.actor.push(value.into()),
            "country" => query.country.push(country(value)?),
            "issue" => query.issue = Some(value.into()),
            "act" => query.act.push(value.into()),
            "type" => query.r#type.push(value.into()),
            "place" => query.place = Some(value.into()),
            "publisher" => query.publisher = Some(value.into()),
            "since" => query.since = Some(day(name, value)?),
            "until" => query.until = Some(day(name, value)?),
            "month" => query.month = Some(day(name, value)?),
            "as_of" => query.as_of = Some(day(name, value)?),
            "clock" => {
                query.clock = one_of(name, value, &[("happened", Clock::Happened), ("reported", Clock::Reported)])?;
            }
            "fresh" => query.fresh = one_of(name, value, &[("1", true), ("0", false)])?,
            "order" => query.order = one_of(name, value, &ORDERS)?,
            "size" => self.size = number(name, value, MOST)?,
            "page" => self.page = number(name, value, 1_000_000)?,
            _ => {}
        }
        Ok(())
    }

    /// The values of a name.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The query string with a further value; back on the first page.
    pub fn with(&self, name: &str, value: &str) -> String {
        let single = !matches!(name, "actor" | "country" | "act" | "type");
        let kept = self.pairs.iter().filter(|(own, _)| own != "page" && !(single && own == name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        written(kept.chain([(name, value)]))
    }

    /// The query string without a value; back on the first page.
    pub fn without(&self, name: &str, value: &str) -> String {
        let kept = self.pairs.iter().filter(|(own, kept)| own != "page" && !(own == name && kept == value));
        written(kept.map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// What stands in the address beside form and page: what narrows.
    pub fn narrowing(&self) -> impl Iterator<Item = &(String, String)> {
        self.pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "format" | "page" | "size" | "order" | "clock"))
    }
}

/// Orders by name.
pub const ORDERS: [(&str, Order); 4] =
    [("usual", Order::Usual), ("oldest", Order::Oldest), ("newest", Order::Newest), ("sources", Order::Sources)];

fn written<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn country(value: &str) -> Result<String, Problem> {
    let code = value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    match code {
        true => Ok(value.to_ascii_uppercase()),
        false => Err(Problem::bad("country: write a code of ISO 3166-1, such as PER.")),
    }
}

fn day(name: &str, value: &str) -> Result<String, Problem> {
    let digits: Vec<usize> = value.split('-').map(|part| part.bytes().filter(u8::is_ascii_digit).count()).collect();
    let is_plain = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && !value.starts_with("0000")
        && value.get(5..7).is_none_or(|month| month <= "12");
    match Days::of(value) {
        Some(_) if is_plain && matches!(*digits, [4] | [4, 2] | [4, 2, 2]) => Ok(value.into()),
        _ => Err(Problem::bad(format!("{name}: write a day as 2022-01-31, 2022-01 or 2022."))),
    }
}

fn one_of<T: Copy>(name: &str, value: &str, choices: &[(&str, T)]) -> Result<T, Problem> {
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let found = choices.iter().find(|(choice, _)| *choice == value).map(|(_, meaning)| *meaning);
    found.ok_or_else(|| Problem::bad(format!("{name}: write one of {}.", names.join(", "))))
}

fn number(name: &str, value: &str, most: usize) -> Result<usize, Problem> {
    let number = value.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| Problem::bad(format!("{name}: write a whole number from 1 to {most}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_query_and_knows_its_neighbours() {
        let params = Params::parse("country=per&country=ECU&page=3&q=border+talks&empty=&unknown=1").expect("sense");
        assert_eq!(params.query.country, ["PER", "ECU"]);
        assert_eq!((params.query.offset, params.query.text.as_deref()), (40, Some("border talks")));
        assert_eq!(params.with("page", "4"), "country=per&country=ECU&q=border+talks&page=4");
        assert_eq!(params.without("country", "ECU"), "country=per&q=border+talks");
        assert_eq!(params.with("q", "a&b"), "country=per&country=ECU&q=a%26b");
    }

    #[test]
    fn nonsense_is_refused() {
        for query in ["page=0", "page=-1", "size=99999", "since=soon", "order=random", "country=Peru", "q=a%00b"] {
            assert!(Params::parse(query).is_err(), "{query}");
        }
        for day in ["2022-1-1", "202X", "2022-21", "0000-01-01", "2022-02-30", "../2022", "2022-02-03-04"] {
            assert!(Params::parse(&format!("since={day}")).is_err(), "{day}");
        }
    }
}
