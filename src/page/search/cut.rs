//! Cutting texts into the words that are searched for. `static/search.js` cuts what a reader types in the same way, and
//! `tests/search/words.json` holds both to it.
//!
//! A door of Unicode normalization. Must not know: where a text is from, or what is done with its words.

use crate::content::terms::is_bigram_script;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a word that count.
const LONGEST: usize = 40;
const SOFT_HYPHEN: char = '\u{ad}';

/// Hands over every word of a text: in lower case, without accents, apostrophes and a plural's `s`.
///
/// Words with hyphens between them are handed over one by one and then as one word: `Wi-Fi` is `wi`, `fi` and `wifi`. Text
/// without spaces between words, and Hangul, whose words carry particles, is cut into pairs of neighbours.
pub fn cut(text: &str, each: &mut impl FnMut(&str)) {
    let mut word = String::new();
    let mut joined = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let run = &rest[start..];
        let end = run.find(|c| !is_part(c)).unwrap_or(run.len());
        let (run, after) = run.split_at(end);
        rest = after;
        let goes_on = goes_on(after);
        let is_joined = goes_on || !joined.is_empty();
        if run.is_ascii() {
            word.extend(run.chars().filter(|c| *c != '\'').map(|c| c.to_ascii_lowercase()));
            joined.push_str(if is_joined { &word } else { "" });
            take(&mut word, each);
        } else {
            let plain = folded(run);
            joined.push_str(if is_joined { &plain } else { "" });
            cut_run(&plain, &mut word, each);
        }
        if !goes_on {
            if is_one_word(&joined) {
                take(&mut joined, each);
            }
            joined.clear();
        }
    }
}

/// Whether what follows a word is a hyphen and the next word.
fn goes_on(after: &str) -> bool {
    let mut letters = after.chars();
    letters.next().is_some_and(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))
        && letters.next().is_some_and(is_part)
}

/// Whether words with hyphens between them may be written as one: figures alone may not, nor what is cut into pairs.
fn is_one_word(joined: &str) -> bool {
    joined.chars().any(char::is_alphabetic) && !joined.chars().any(is_bigram_script)
}

/// Whether a word goes on with this character. An apostrophe is dropped from the word that it stands in.
fn is_part(c: char) -> bool {
    match c {
        '\'' | '’' | SOFT_HYPHEN => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// In lower case, composed, without what is dropped and without accents (U+0300 to U+036F).
fn folded(run: &str) -> String {
    let letters = run
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | &SOFT_HYPHEN))
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    let mut plain = String::with_capacity(run.len());
    for c in letters {
        match typed_as(c) {
            Some(typed) => plain.push_str(typed),
            None => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// What stands for a letter that is one with its accent, or two in one, where a keyboard does not have it.
fn typed_as(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

fn cut_run(run: &str, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut before: Option<char> = None;
    let mut paired = false;
    for c in run.chars() {
        if is_bigram_script(c) {
            take(word, each);
            if let Some(before) = before {
                word.extend([before, c]);
                take(word, each);
            }
            paired = before.replace(c).is_some();
        } else {
            if let Some(alone) = before.take().filter(|_| !paired) {
                word.push(alone);
                take(word, each);
            }
            word.push(c);
        }
    }
    word.extend(before.filter(|_| !paired));
    take(word, each);
}

/// Hands over a word, if there is one, and starts the next.
fn take(word: &mut String, each: &mut impl FnMut(&str)) {
    if let Some((end, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(end);
    }
    make_singular(word);
    if !word.is_empty() {
        each(word);
        word.clear();
    }
}

/// The S stemmer (Harman, "How effective is suffixing?", JASIS 42, 1991), a little simplified.
fn make_singular(word: &mut String) {
    let is_plural = word.ends_with('s') && !word.ends_with("ss") && word.chars().nth(3).is_some();
    if !is_plural || word.ends_with("us") || word.ends_with("is") {
        return;
    }
    word.pop();
    if word.ends_with("ie") && word.chars().nth(3).is_some() {
        word.truncate(word.len() - 2);
        word.push('y');
    }
}

/// The word from its end, if it can be told from others so: marks that stand before their letter may fuse with it.
pub fn reversed(word: &str) -> Option<String> {
    let reversed: String = word.chars().rev().collect();
    let is_stable = reversed.is_ascii() || reversed.nfc().eq(reversed.chars());
    is_stable.then_some(reversed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        cut(text, &mut |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn texts_are_cut_as_the_script_cuts_them() {
        let vectors: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../../tests/search/words.json")).expect("pairs");
        for (text, wanted) in vectors {
            assert_eq!(words(&text), wanted, "{text:?}");
        }
    }

    #[test]
    fn words_are_told_from_their_ends_unless_marks_would_fuse() {
        assert_eq!(reversed("serum").as_deref(), Some("mures"));
        assert_eq!(reversed("앰플").as_deref(), Some("플앰"));
        assert_eq!(reversed("\u{1161}\u{1100}"), None);
    }
}
