//! Words made comparable: folded, stemmed a little, without the ones that say nothing.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of the same meaning in talk about talks, one group a line; the first stands for all.
const SYNONYMS: &str = include_str!("../../data/synonyms.tsv");

/// Words that do not tell one issue from another.
const STOP: &str = " a an the this that these those its his her their our your my of to for in on at by with from and or \
     any all some no not such other further more most very as is are be been was were will would shall should can could \
     may might must have has had do does did it he she they we you i which who whom whose what there here own same s t ";

/// The words of a text: small letters without marks, the plural's ending gone.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        match c {
            '\'' | '’' => {
                finish(&mut word, &mut words);
                // A possessive's s is no word.
                word.push('\u{1}');
            }
            c if c.is_alphanumeric() => fold(c, &mut word),
            // "U.S." is one word.
            '.' if word.chars().count() == 1 || is_initials(&word) => word.push('.'),
            _ => finish(&mut word, &mut words),
        }
    }
    finish(&mut word, &mut words);
    words
}

/// The words of a text as a search finds them: their stems, so that "negotiating" finds "negotiated" (Porter's second
/// stemmer for English).
pub(crate) fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem_of(word)).collect()
}

fn stem_of(word: &str) -> String {
    static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    STEMMER.stem(word).into_owned()
}

fn is_initials(word: &str) -> bool {
    let mut letters = word.chars();
    word.contains('.') && word.chars().count() % 2 == 1 && letters.by_ref().skip(1).step_by(2).all(|c| c == '.')
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    let taken = std::mem::take(word);
    if let Some(rest) = taken.strip_prefix('\u{1}') {
        if rest.chars().count() > 2 {
            words.push(singular(rest.replace('.', "")));
        }
    } else if !taken.is_empty() {
        words.push(singular(taken.replace('.', "")));
    }
}

/// Takes a plural's ending off.
fn singular(word: String) -> String {
    let ends = |ending: &str| word.ends_with(ending);
    if word.len() < 4 || !word.is_ascii() || !ends("s") || ends("ss") || ends("us") || ends("is") {
        return word;
    }
    let cut = |n: usize, end: &str| format!("{}{end}", &word[..word.len() - n]);
    match () {
        () if ends("ies") && word.len() > 4 => cut(3, "y"),
        () if ["sses", "ches", "shes", "xes"].iter().any(|ending| ends(ending)) => cut(2, ""),
        () => cut(1, ""),
    }
}

/// Puts a letter without its marks, in small.
fn fold(c: char, word: &mut String) {
    let plain = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'Ạ'..='ặ' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ỉ'..='ị' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ' | 'ķ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'Ơ' | 'ơ' | 'Ọ'..='ợ' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'Ș' | 'ș' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "t",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ư' | 'ư' | 'Ụ'..='ự' => "u",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'Ỳ'..='ỹ' => "y",
        'Ź'..='ž' => "z",
        c => return word.extend(c.to_lowercase()),
    };
    word.push_str(plain);
}

/// The words of an issue that tell it from others, each in its group's first form, in the alphabet's order, without doubles.
pub fn issue_words(issue: &str) -> Vec<String> {
    let mut kept: Vec<String> = words(issue).into_iter().filter(|word| !is_stop(word)).map(canonical).collect();
    kept.sort();
    kept.dedup();
    kept
}

/// Whether a word says nothing by itself.
pub(crate) fn is_stop(word: &str) -> bool {
    static WORDS: LazyLock<std::collections::HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());
    WORDS.contains(word)
}

fn groups() -> &'static HashMap<String, Vec<String>> {
    static GROUPS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
        let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let groups = lines.map(|line| line.split('\t').flat_map(words).collect::<Vec<String>>());
        groups.flat_map(|group| group.clone().into_iter().map(move |word| (word, group.clone()))).collect()
    });
    &GROUPS
}

fn canonical(word: String) -> String {
    groups().get(&word).map_or(word, |group| group[0].clone())
}

/// The stems of the words of a search, each with those of the same meaning; words that say nothing are left out.
pub(crate) fn sought(text: &str) -> Vec<Vec<String>> {
    let alike = |word: &String| match groups().get(word) {
        Some(group) => group.iter().map(|word| stem_of(word)).collect(),
        None => vec![stem_of(word)],
    };
    words(text).iter().filter(|word| !is_stop(word)).map(alike).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_comparable() {
        assert_eq!(words("Türkiye’s foreign ministries"), ["turkiye", "foreign", "ministry"]);
        assert_eq!(words("the U.S. troops' crisis"), ["the", "us", "troop", "crisis"]);
        assert_eq!(words("Le Drian, João & O’Brien"), ["le", "drian", "joao", "o", "brien"]);
    }

    #[test]
    fn a_search_takes_any_form_of_a_word() {
        assert_eq!(stems("negotiating negotiated"), stems("negotiates negotiate"));
        assert_eq!(sought("the ceasefires"), sought("ceasefire"));
        assert!(sought("of the").is_empty());
    }

    #[test]
    fn issues_in_other_words_are_the_same() {
        assert_eq!(issue_words("the enlargement of NATO"), issue_words("NATO’s expansion"));
        assert_ne!(issue_words("missile deployment"), issue_words("missile defence"));
    }
}
