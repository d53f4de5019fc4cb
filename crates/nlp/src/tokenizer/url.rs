//! The expression for addresses of the English pipelines, matched by hand (spacy/lang/tokenizer_exceptions.py, MIT,
//! ExplosionAI GmbH).
//!
//! An address is an optional scheme, an optional name before `@`, a host, and optionally a port and a path. The
//! alternatives never need going back over the text, so the time is linear in its length.

use super::classes::is_lower;
use crate::unicode::{is_decimal, is_word};

/// Most characters in one label of a host name.
const LABEL: usize = 64;

/// Most characters in the last label of a host name.
const TOP_LEVEL: usize = 63;

/// Whether the whole of `text`, which holds no space, is an address.
pub(super) fn is_url(text: &str) -> bool {
    // Both a name and a number of a host hold a full stop.
    if !text.as_bytes().contains(&b'.') {
        return false;
    }
    let is_address = |rest: &str| is_number_and_path(rest) || is_name_and_path(rest);
    let after_user = text.char_indices().skip(1).filter(|&(_, c)| c == '@').map(|(at, _)| at + 1);
    is_address(text) || after_scheme(text).is_some_and(is_address) || after_user.map(|at| &text[at..]).any(is_address)
}

/// What follows a scheme of at least two characters and `://`.
fn after_scheme(text: &str) -> Option<&str> {
    let end = text.find(|c| !(is_word(c) || matches!(c, '+' | '-' | '.')))?;
    let long_enough = text[..end].chars().nth(1).is_some();
    text[end..].strip_prefix("://").filter(|_| long_enough)
}

/// Labels with a full stop after each, then the top-level domain.
fn is_name_and_path(text: &str) -> bool {
    let mut rest = text;
    while let Some(after) = after_label(rest) {
        rest = after;
        let (letters, bytes) = measure(rest, TOP_LEVEL + 1, is_lower);
        if (2..=TOP_LEVEL).contains(&letters) && is_port_and_path(&rest[bytes..]) {
            return true;
        }
    }
    false
}

/// What follows a label and its full stop. A label begins and ends with a letter or digit.
fn after_label(text: &str) -> Option<&str> {
    let (length, bytes) = measure(text, LABEL + 1, |c| is_label(c) || c == '_' || c == '-');
    let label = &text[..bytes];
    let sound = (1..=LABEL).contains(&length) && label.starts_with(is_label) && label.ends_with(is_label);
    text[bytes..].strip_prefix('.').filter(|_| sound)
}

fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c)
}

/// Four numbers between full stops that are no private address.
fn is_number_and_path(text: &str) -> bool {
    let mut numbers = [[' '; 3]; 4];
    let mut lengths = [0; 4];
    let mut rest = text;
    for i in 0..4 {
        if i > 0 {
            let Some(after) = rest.strip_prefix('.') else { return false };
            rest = after;
        }
        for (slot, c) in numbers[i].iter_mut().zip(rest.chars().take_while(|&c| is_decimal(c))) {
            *slot = c;
            lengths[i] += 1;
        }
        let bytes: usize = numbers[i][..lengths[i]].iter().map(|c| c.len_utf8()).sum();
        rest = &rest[bytes..];
    }
    let [first, second, third, last] = std::array::from_fn(|i| &numbers[i][..lengths[i]]);
    is_first(first)
        && is_middle(second)
        && is_middle(third)
        && is_last(last)
        && !is_private(first, second)
        && is_port_and_path(rest)
}

fn is_first(number: &[char]) -> bool {
    match *number {
        ['1'..='9'] => true,
        ['1'..='9', b] => is_decimal(b),
        ['1', b, c] => is_decimal(b) && is_decimal(c),
        ['2', '0' | '1', c] => is_decimal(c),
        ['2', '2', '0'..='3'] => true,
        _ => false,
    }
}

fn is_middle(number: &[char]) -> bool {
    match *number {
        [a] => is_decimal(a),
        [a, b] => is_decimal(a) && is_decimal(b),
        ['1', b, c] => is_decimal(b) && is_decimal(c),
        ['2', '0'..='4', c] => is_decimal(c),
        ['2', '5', '0'..='5'] => true,
        _ => false,
    }
}

fn is_last(number: &[char]) -> bool {
    match *number {
        ['1'..='9'] => true,
        ['1'..='9', b] => is_decimal(b),
        ['1', b, c] => is_decimal(b) && is_decimal(c),
        ['2', '0'..='4', c] => is_decimal(c),
        ['2', '5', '0'..='4'] => true,
        _ => false,
    }
}

fn is_private(first: &[char], second: &[char]) -> bool {
    match (first, second) {
        (['1', '0'] | ['1', '2', '7'], _) => true,
        (['1', '6', '9'], ['2', '5', '4']) | (['1', '9', '2'], ['1', '6', '8']) => true,
        (['1', '7', '2'], ['1', '6'..='9'] | ['3', '0' | '1']) => true,
        (['1', '7', '2'], &['2', b]) => is_decimal(b),
        _ => false,
    }
}

/// The end, after a port of two to five digits, a path, or both.
fn is_port_and_path(text: &str) -> bool {
    let path = match text.strip_prefix(':') {
        Some(port) => match measure(port, 6, is_decimal) {
            (2..=5, bytes) => &port[bytes..],
            _ => return false,
        },
        None => text,
    };
    path.is_empty() || path.starts_with(['/', '?', '#'])
}

/// Characters and bytes of the run of `class` that `text` begins with, counted up to `most` characters.
fn measure(text: &str, most: usize, class: impl Fn(char) -> bool) -> (usize, usize) {
    text.chars().take(most).take_while(|&c| class(c)).fold((0, 0), |(n, bytes), c| (n + 1, bytes + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words() {
        let urls = ["www.un.org", "https://un.org:8080/a?b", "press@mfa.gov.ge", "8.8.8.8/x", "t.me", "ftp://a:b@x.io"];
        for text in urls {
            assert!(is_url(text), "{text}");
        }
        let others =
            ["U.S.", "3.5", "10.0.0.1", "172.16.4.4", "192.168.0.1", "un.org:1", "a..b", "-a.bc", "@x", "1.2.3"];
        for text in others {
            assert!(!is_url(text), "{text}");
        }
    }

    #[test]
    fn labels_have_a_greatest_length() {
        assert!(is_url(&format!("{}.org", "a".repeat(64))));
        assert!(!is_url(&format!("{}.org", "a".repeat(65))));
        assert!(is_url(&format!("un.{}", "o".repeat(63))));
        assert!(!is_url(&format!("un.{}", "o".repeat(64))));
    }
}
