use super::*;
use proptest::prelude::*;

/// The English affixes with a few exceptions: contractions, an abbreviation, smileys, white space.
fn tokenizer() -> Tokenizer {
    let mut rules = Rules::default();
    let mut norms = QuickMap::default();
    let exceptions: &[&[(&str, &str)]] = &[
        &[("do", ""), ("n't", "not")],
        &[("Do", ""), ("n't", "not")],
        &[("he", ""), ("'s", "")],
        &[("Gen.", "General")],
        &[("U.N.", "")],
        &[("p.m.", "")],
        &[(":)", "")],
        &[(":-(", "")],
        &[("...", "")],
        &[("\n", "")],
    ];
    for tokens in exceptions {
        let chunk: String = tokens.iter().map(|(text, _)| *text).collect();
        let pieces = tokens.iter().map(|(text, norm)| Piece { bytes: text.len(), norm: string_id(norm) }).collect();
        norms.extend(tokens.iter().map(|(_, norm)| (string_id(norm), Box::from(*norm))).filter(|&(id, _)| id != 0));
        rules.add(&chunk, pieces);
    }
    let vocab = Vocab::from_lookups(&[0x80]).expect("an empty map is a table of norms");
    Tokenizer::new(vocab, Affixes::English, rules, norms, true)
}

fn tokens(text: &str) -> Vec<String> {
    let tokens = tokenizer().tokenize(text, &mut Lexemes::default());
    tokens.iter().map(|token| text[token.start..token.end].to_owned()).collect()
}

#[test]
fn words_lose_their_affixes() {
    assert_eq!(tokens("“We won’t go,” he said."), ["“", "We", "won’t", "go", ",", "”", "he", "said", "."]);
    assert_eq!(tokens("Russia's $40bn (US$) deal"), ["Russia", "'s", "$", "40bn", "(", "US$", ")", "deal"]);
    assert_eq!(
        tokens("a cease-fire/truce, 2014-15"),
        ["a", "cease", "-", "fire", "/", "truce", ",", "2014", "-", "15"]
    );
    assert_eq!(tokens("see www.un.org/a-b."), ["see", "www.un.org/a-b", "."]);
}

#[test]
fn exceptions_come_first_and_last() {
    assert_eq!(tokens("(don't) U.N. Gen. Diallo"), ["(", "do", "n't", ")", "U.N.", "Gen.", "Diallo"]);
    assert_eq!(tokens("at 5 p.m.)"), ["at", "5", "p.m.", ")"]);
    // The colon and the bracket come off apart and are put together again; with a space between they stay apart.
    assert_eq!(tokens("(ok:) : )"), ["(", "ok", ":)", ":", ")"]);
    assert_eq!(tokens("fine :-()"), ["fine", ":-(", ")"]);
}

#[test]
fn an_exception_gives_its_tokens_a_norm() {
    let tokenizer = tokenizer();
    let mut lexemes = Lexemes::default();
    let tokens = tokenizer.tokenize("Don't ask Gen. Diallo", &mut lexemes);
    let norms: Vec<&str> = tokens.iter().map(|token| tokenizer.norm(token, &lexemes)).collect();
    assert_eq!(norms, ["do", "not", "ask", "General", "diallo"]);
}

#[test]
fn one_space_belongs_to_no_token() {
    assert_eq!(
        tokens("  two  spaces \n\nand a line\n"),
        ["  ", "two", " ", "spaces", "\n\n", "and", "a", "line", "\n"]
    );
    assert_eq!(tokens(" "), [" "]);
    assert_eq!(tokens(""), [""; 0]);
}

#[test]
fn long_runs_take_time_in_proportion_to_their_length() {
    for unit in ["\"", "(", ":)", "'s", "a-", "a.b@", "US$", "...(", "1km", "中"] {
        let text = unit.repeat(20_000);
        let tokens = tokenizer().tokenize(&text, &mut Lexemes::default());
        assert_eq!(tokens.last().map(|token| token.end), Some(text.len()), "{unit}");
    }
}

/// Text made of what tokenizers stumble over, beside any characters at all.
fn any_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "don't", "U.N.", "p.m.", ":)", ":-(", "...", "'s", "’S", " ", "  ", "\n", "(", "”", "$", "40", "km", ".", "-",
        "@",
    ];
    let piece = prop_oneof![prop::sample::select(PIECES).prop_map(str::to_owned), any::<String>(), "[a-zA-Z.]{1,6}"];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn tokens_tile_any_text(text in any_text()) {
        let tokenizer = tokenizer();
        let mut lexemes = Lexemes::default();
        let tokens = tokenizer.tokenize(&text, &mut lexemes);
        let mut tiled = String::new();
        for token in &tokens {
            prop_assert_eq!(tiled.len(), token.start);
            prop_assert!(token.start < token.end);
            tiled.push_str(&text[token.start..token.end]);
            tiled.push_str(if token.spacy { " " } else { "" });
        }
        prop_assert_eq!(&tiled, &text);
        // What was read before changes nothing but the numbers of the forms.
        let again = tokenizer.tokenize(&text, &mut lexemes);
        prop_assert_eq!(again, tokens);
    }
}
