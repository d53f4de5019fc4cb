//! The form of a verb by which a deed is named: "work" as "working", "stop" as "stopping".

/// The gerund of a verb's base form.
pub(super) fn gerund(verb: &str) -> String {
    let letters: Vec<char> = verb.chars().collect();
    match &letters[..] {
        [.., 'i', 'e'] => format!("{}ying", &verb[..verb.len() - 2]),
        [.., 'e' | 'o' | 'y', 'e'] => format!("{verb}ing"),
        [_, _, .., 'e'] => format!("{}ing", &verb[..verb.len() - 1]),
        [.., last] if is_doubled(&letters) => format!("{verb}{last}ing"),
        _ => format!("{verb}ing"),
    }
}

/// One consonant behind one vowel that is stressed: in words of one syllable, and in some longer ones ("begin", "commit").
fn is_doubled(letters: &[char]) -> bool {
    const STRESSED: [&str; 17] = [
        "begin", "admit", "permit", "commit", "submit", "omit", "occur", "incur", "defer", "refer", "prefer",
        "transfer", "compel", "expel", "control", "rebel", "forbid",
    ];
    let is_vowel = |c: &char| "aeiou".contains(*c);
    let [.., before, vowel, last] = letters else { return false };
    let closed = is_vowel(vowel) && !is_vowel(last) && !"wxy".contains(*last);
    let single = !is_vowel(before) || *before == 'u' && letters.len() > 3 && letters[letters.len() - 4] == 'q';
    let syllables =
        letters.iter().enumerate().filter(|(i, c)| is_vowel(c) && !letters[..*i].last().is_some_and(is_vowel));
    let word: String = letters.iter().collect();
    closed && single && (STRESSED.contains(&word.as_str()) || syllables.count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_change_as_they_are_spelt() {
        let pairs = [
            ("work", "working"),
            ("stop", "stopping"),
            ("take", "taking"),
            ("see", "seeing"),
            ("die", "dying"),
            ("begin", "beginning"),
            ("commit", "committing"),
            ("offer", "offering"),
            ("visit", "visiting"),
            ("quit", "quitting"),
            ("be", "being"),
            ("stay", "staying"),
            ("meet", "meeting"),
            ("refrain", "refraining"),
        ];
        for (verb, form) in pairs {
            assert_eq!(gerund(verb), form);
        }
    }
}
