//! Prose -> words, numbers and marks, each with its bytes.
//!
//! English, as the words of numbers and the endings are. Must not know: products or facts.

use std::ops::Range;

/// A word, a number or a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub what: What,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether it starts with a capital letter.
    pub capital: bool,
}

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A word in lower case, without its ending; see [`stem`].
    Word {
        /// The word in lower case.
        word: String,
        /// The word without its ending.
        stem: String,
    },
    /// A number in digits, without marks between thousands.
    Number(String),
    /// One character that is neither.
    Mark(char),
    /// Where a sentence ends, and whether it asks.
    End {
        /// Whether it ends with a question mark.
        asks: bool,
    },
}

impl Token {
    /// The word in lower case; empty for all else.
    pub fn word(&self) -> &str {
        if let What::Word { word, .. } = &self.what { word } else { "" }
    }

    /// The word without its ending; empty for all else.
    pub fn stem(&self) -> &str {
        if let What::Word { stem, .. } = &self.what { stem } else { "" }
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.what == What::Mark(mark)
    }
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_ascii_digit() {
            let mut is_clear = true;
            while let Some((at, next)) = chars.peek().copied() {
                let rest = &text[at..];
                let digits = || rest[1..].chars().take_while(char::is_ascii_digit).count();
                let joins = matches!(next, '.' | ',') && digits() > 0;
                // A comma joins thousands; "18,50" may be one number or two.
                is_clear &= next != ',' || !joins || digits() == 3;
                if !next.is_ascii_digit() && (!joins || text[..at].ends_with('.') || rest.starts_with("..")) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            let number = What::Number(text[start..end].replace(',', ""));
            let what = if is_clear { number } else { What::Mark(',') };
            tokens.push(Token { what, range: start..end, capital: false });
        } else if c.is_alphabetic() {
            while let Some((at, next)) = chars.peek().copied() {
                let apostrophe = matches!(next, '\'' | '\u{2019}')
                    && text[at + next.len_utf8()..].starts_with(char::is_alphabetic);
                if !next.is_alphabetic() && !apostrophe {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            let word = text[start..end].to_lowercase().replace('\u{2019}', "'");
            let stem = stem(&word);
            let what = What::Word { word, stem };
            tokens.push(Token { what, range: start..end, capital: c.is_uppercase() });
        } else if matches!(c, '.' | '!' | '?') {
            let ends = text[end..].chars().next().is_none_or(|next| next.is_whitespace() || next == '"');
            let what = match ends && !is_abbreviation(tokens.last()) {
                true => What::End { asks: c == '?' },
                false => What::Mark(c),
            };
            tokens.push(Token { what, range: start..end, capital: false });
        } else if !c.is_whitespace() {
            tokens.push(Token { what: What::Mark(c), range: start..end, capital: false });
        }
    }
    tokens
}

/// Whether a full stop behind this word ends no sentence.
fn is_abbreviation(before: Option<&Token>) -> bool {
    before.is_some_and(|token| {
        matches!(
            token.word(),
            "approx" | "ca" | "eg" | "ie" | "vs" | "wk" | "wks" | "min" | "mins" | "hr" | "hrs"
        )
    })
}

/// A word without the endings that change with number, person and kind: "irritating", "irritation" -> "irrit".
pub fn stem(word: &str) -> String {
    let word = word.trim_end_matches("'s");
    if let Some((_, root)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return (*root).to_owned();
    }
    const ENDINGS: [(&str, usize); 15] = [
        ("ations", 4),
        ("ation", 4),
        ("ating", 4),
        ("ated", 4),
        ("ates", 4),
        ("ings", 4),
        ("ing", 4),
        ("ies", 3),
        ("ate", 5),
        ("age", 4),
        ("ed", 4),
        ("es", 4),
        ("ly", 4),
        ("s", 3),
        ("e", 4),
    ];
    for (ending, least) in ENDINGS {
        let Some(rest) = word.strip_suffix(ending) else { continue };
        if rest.chars().count() >= least && !(ending == "s" && rest.ends_with('s')) {
            let rest = match ending {
                "ies" => format!("{rest}y"),
                "ing" | "ings" | "ed" => undoubled(rest).to_owned(),
                _ => rest.to_owned(),
            };
            return rest.strip_suffix('e').filter(|rest| rest.len() > 4).map_or(rest.clone(), str::to_owned);
        }
    }
    word.to_owned()
}

/// "repott" -> "repot"; "fill" stays.
fn undoubled(root: &str) -> &str {
    let doubled = ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|end| root.ends_with(end));
    if doubled { &root[..root.len() - 1] } else { root }
}

/// Forms that no ending explains, and words that say the same in another part of speech.
const IRREGULAR: [(&str, &str); 16] = [
    ("used", "use"),
    ("uses", "use"),
    ("weight", "weigh"),
    ("weighs", "weigh"),
    ("cost", "price"),
    ("costs", "price"),
    ("priced", "price"),
    ("lasts", "last"),
    ("wide", "width"),
    ("opened", "open"),
    ("length", "long"),
    ("lengths", "long"),
    ("growth", "grow"),
    ("height", "high"),
    ("tall", "high"),
    ("heights", "high"),
];

/// The number that a word says; `a` and `an` say one only before a unit, which the caller knows.
pub fn number_word(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 30] = [
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("eleven", "11"),
        ("twelve", "12"),
        ("thirteen", "13"),
        ("fourteen", "14"),
        ("fifteen", "15"),
        ("sixteen", "16"),
        ("seventeen", "17"),
        ("eighteen", "18"),
        ("nineteen", "19"),
        ("twenty", "20"),
        ("thirty", "30"),
        ("forty", "40"),
        ("fifty", "50"),
        ("sixty", "60"),
        ("seventy", "70"),
        ("eighty", "80"),
        ("ninety", "90"),
        ("hundred", "100"),
        ("dozen", "12"),
    ];
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token.what {
                What::Word { word, .. } => word,
                What::Number(number) => format!("#{number}"),
                What::Mark(mark) => mark.to_string(),
                What::End { .. } => "END".to_owned(),
            })
            .collect()
    }

    #[test]
    fn numbers_keep_their_decimals_and_lose_their_commas() {
        assert_eq!(
            said("It's 1,250.5 g, or 3, or 2."),
            ["it's", "#1250.5", "g", ",", "or", "#3", ",", "or", "#2", "END"]
        );
        assert_eq!(
            said("18,50 or 1,250,5 dollars"),
            [",", "or", ",", "dollars"],
            "not for certain one number"
        );
        assert_eq!(said("1..4 and 2–6 weeks"), ["#1", ".", ".", "#4", "and", "#2", "–", "#6", "weeks"]);
    }

    #[test]
    fn endings_do_not_matter() {
        assert_eq!(stem("irritation"), stem("irritating"));
        assert_eq!(stem("weeks"), "week");
        assert_eq!(stem("batteries"), stem("battery"));
        assert_eq!(stem("prices"), stem("price"));
        assert_ne!(stem("list"), stem("less"));
    }
}
