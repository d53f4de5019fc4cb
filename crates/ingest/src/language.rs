//! Which language a text is written in; what is not English is refused rather than read as if it were.

use crate::Fault;
use whatlang::{Lang, Script};

/// How much of a text is looked at, in characters.
const SAMPLE: usize = 5000;

/// Below so many letters in the text a guess of the language says little, and the text is taken for English.
const MIN_LETTERS: usize = 200;

/// Below so many letters not even the script says anything.
const MIN_SCRIPT_LETTERS: usize = 20;

/// The commonest English function words. Where they make up a tenth of the words, the text is English, whatever the
/// letters of its names look like; in running English they are about a quarter, in its nearest relatives 2 in 100.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "that", "for", "with", "on", "is", "was", "by", "at", "from", "has", "have", "said",
];

/// The text's language: `en`, or a refusal that names the other language.
pub(crate) fn identify(text: &str) -> Result<&'static str, Fault> {
    let sample: String = text.chars().take(SAMPLE).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let Some(info) = (letters >= MIN_SCRIPT_LETTERS).then(|| whatlang::detect(&sample)).flatten() else {
        return Ok("en");
    };
    let doubtful = info.script() == Script::Latin && (letters < MIN_LETTERS || !info.is_reliable());
    if info.lang() == Lang::Eng || doubtful || reads_like_english(&sample) {
        return Ok("en");
    }
    Err(Fault::Language { language: info.lang().code().to_string(), name: info.lang().eng_name().to_string() })
}

fn reads_like_english(sample: &str) -> bool {
    let (mut words, mut english) = (0usize, 0usize);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        english += usize::from(ENGLISH.contains(&word.to_lowercase().as_str()));
    }
    english * 10 >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language_of(text: &str) -> String {
        match identify(text) {
            Ok(language) => language.to_string(),
            Err(Fault::Language { language, .. }) => language,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn other_languages_are_named() {
        let german = "Die Außenminister der beiden Länder haben am Montag in Genf mehr als sieben Stunden lang \
            verhandelt, ohne sich in den wichtigsten Fragen näher zu kommen. Der Sprecher des Ministeriums sagte am \
            Abend, man werde die Gespräche in der kommenden Woche fortsetzen, wenn beide Seiten dazu bereit seien.";
        let spanish = "Los ministros de los dos países se reunieron el lunes en Ginebra durante más de siete horas sin \
            llegar a un acuerdo sobre las cuestiones principales. El portavoz del ministerio dijo por la noche que las \
            conversaciones continuarán la próxima semana si las dos partes están dispuestas a ello.";
        assert_eq!(language_of(german), "deu");
        assert_eq!(language_of(spanish), "spa");
        assert_eq!(language_of("Министры двух стран встретились в понедельник в Женеве"), "rus");
    }

    #[test]
    fn english_and_the_very_short_are_read() {
        assert_eq!(
            language_of("The ministers of the two countries met on Monday in Geneva for more than seven hours."),
            "en"
        );
        assert_eq!(language_of("Gespräche beendet"), "en");
        assert_eq!(language_of(""), "en");
    }
}
