//! `robots.txt` (RFC 9309): what a site lets a program fetch, and how fast.

use std::time::Duration;

/// Our name in `robots.txt`.
pub const AGENT: &str = "rapporteur";
/// The longest wait between two requests that a site can ask for; one that wants more is asked that seldom at least.
const SLOWEST: Duration = Duration::from_secs(60);

/// The rules of a site that are meant for us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// How long to wait between two requests.
    pub delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allow: bool,
    pattern: String,
}

impl Robots {
    /// A site that lets nothing be fetched, as one whose rules cannot be had for now (RFC 9309, 2.3.1.4).
    pub fn closed() -> Robots {
        Robots { rules: vec![Rule { allow: false, pattern: "/".into() }], delay: None }
    }

    /// The rules of a file: those for our name if there are any, else those for everybody.
    pub fn parse(text: &str) -> Robots {
        let (mut ours, mut everybody) = (None::<Robots>, None::<Robots>);
        let (mut names, mut in_rules): (Vec<String>, bool) = (Vec::new(), false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
            if field == "user-agent" {
                if in_rules {
                    names.clear();
                    in_rules = false;
                }
                names.push(value.to_ascii_lowercase());
                continue;
            }
            in_rules = true;
            if names.iter().any(|name| name == AGENT) {
                ours.get_or_insert_default().put(&field, value);
            } else if names.iter().any(|name| name == "*") {
                everybody.get_or_insert_default().put(&field, value);
            }
        }
        ours.or(everybody).unwrap_or_default()
    }

    fn put(&mut self, field: &str, value: &str) {
        match field {
            "allow" | "disallow" if !value.is_empty() => {
                self.rules.push(Rule { allow: field == "allow", pattern: value.into() })
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(SLOWEST.as_secs_f64())));
            }
            _ => {}
        }
    }

    /// Whether a path (with its query) may be fetched: the longest pattern that fits decides, and for as long ones the one
    /// that allows.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }
}

/// Whether a path begins as a pattern says, in which `*` is anything and a `$` at the end is the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        if last && whole {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(found) => rest = &rest[found + piece.len()..],
            None => return false,
        }
    }
    !whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots =
            Robots::parse("User-agent: *\nDisallow: /news/\nAllow: /news/feed\nDisallow: /*.pdf$\nCrawl-delay: 2");
        assert!(robots.allows("/"));
        assert!(!robots.allows("/news/1"));
        assert!(robots.allows("/news/feed.xml"));
        assert!(!robots.allows("/a/b.pdf"));
        assert!(robots.allows("/a/b.pdf?x"));
        assert_eq!(robots.delay, Some(Duration::from_secs(2)));
    }

    #[test]
    fn rules_for_our_name_stand_for_those_for_all() {
        let robots =
            Robots::parse("User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Rapporteur\nDisallow: /x");
        assert!(robots.allows("/y") && !robots.allows("/x"));
        assert!(!Robots::closed().allows("/y"));
        assert!(Robots::parse("").allows("/y"));
        assert!(Robots::parse("User-agent: *\nDisallow:").allows("/y"));
    }
}
