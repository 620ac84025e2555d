//! `Beginning`: the first words of each passage, which say what it is about.
//!
//! Must not know: what the words are counted for, or what makes a passage.

use crate::content::terms::{is_bigram_script, is_word};

/// Tells which words of a text are near the beginning of a passage: a paragraph, an item, a row or a block of code.
///
/// A text in which these alone are counted is ranked as well as one in which all are (`docs/decisions/0007-related.md`).
pub(super) struct Beginning {
    /// How many bytes of this passage are still to come.
    left: usize,
}

/// How long a beginning is, in bytes: a dozen English words, or two dozen Hangul syllables. A word across its end is part of it.
const LENGTH: usize = 80;

impl Default for Beginning {
    fn default() -> Self {
        Self { left: LENGTH }
    }
}

impl Beginning {
    /// What of the passage's next text is in its beginning.
    pub(super) fn part<'t>(&mut self, text: &'t str) -> &'t str {
        let left = self.left;
        self.left = left.saturating_sub(text.len());
        if left == 0 {
            return "";
        }
        if text.len() <= left {
            return text;
        }
        let at = (left - 1..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let end = text[at..].find(|c| !is_word(c) || is_bigram_script(c));
        end.map_or(text, |end| &text[..at + end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is taken of a passage's texts.
    fn parts<'t>(texts: &[&'t str]) -> Vec<&'t str> {
        let mut beginning = Beginning::default();
        texts.iter().map(|text| beginning.part(text)).collect()
    }

    #[test]
    fn a_word_across_the_end_is_taken_whole() {
        let text = "twenty letters long ".repeat(4);
        assert_eq!(parts(&[&text, "more"]), [&text, ""]);
        for (letters, end) in [(79, 83), (80, 79)] {
            let text = format!("{} word, word", "x".repeat(letters - 1));
            assert_eq!(parts(&[&text]), [&text[..end]]);
        }
        let text = format!("{}crèmes", "x".repeat(77));
        assert_eq!(parts(&[&text, ""]), [&text, ""]);
    }

    #[test]
    fn what_has_no_spaces_is_cut_between_letters() {
        let text = "앰".repeat(40);
        assert_eq!(parts(&[&text]), [&text[..27 * "앰".len()]]);
    }

    #[test]
    fn a_beginning_may_come_in_pieces() {
        let long = "word ".repeat(20);
        assert_eq!(parts(&["", "some ", &long, &long]), ["", "some ", &long[..74], ""]);
    }
}
