//! Boxes with words in them, in CSS pixels: what drawings share.
//!
//! The width of words is estimated (0.56 of the font's size a letter, twice that for a wide one): there is no font here.

use super::view::{Drawing, DrawnBox, DrawnText};
use crate::base::mark::is_mark;

const FONT: f32 = 15.0;
const LINE: u32 = 20;
const PADDING: u32 = 10;

/// What a box stands for.
#[derive(Clone, Copy, Default)]
pub struct Look {
    /// An outcome of a decision.
    pub outcome: bool,
    /// What the guide is about.
    pub marked: bool,
    /// What can be left out.
    pub optional: bool,
}

/// Adds a box around its words; returns its bottom edge.
pub fn add_box(words: &str, width: u32, middle: u32, top: u32, look: Look, drawing: &mut Drawing) -> u32 {
    let lines = wrap(words, width - 2 * PADDING);
    let height = lines.len() as u32 * LINE + 2 * PADDING;
    let text = lines
        .into_iter()
        .enumerate()
        .map(|(at, text)| DrawnText { x: middle, y: top + PADDING + at as u32 * LINE + 15, text })
        .collect();
    let Look { outcome, marked, optional } = look;
    let x = middle - width / 2;
    drawing.boxes.push(DrawnBox { x, y: top, width, height, outcome, marked, optional, text });
    drawing.height = drawing.height.max(top + height);
    top + height
}

/// Breaks words into lines of at most `most` pixels.
fn wrap(words: &str, most: u32) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split_whitespace().flat_map(|word| pieces(word, most)) {
        let line = lines
            .last_mut()
            .filter(|line| line.is_empty() || text_width(line) + text_width(&word) + 5 <= most);
        match line {
            Some(line) if line.is_empty() => *line = word,
            Some(line) => {
                line.push(' ');
                line.push_str(&word);
            }
            None => lines.push(word),
        }
    }
    lines
}

/// A word, or its parts if it is longer than a line: a compound, or a text that has no spaces between its words.
fn pieces(word: &str, most: u32) -> Vec<String> {
    if text_width(word) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
            // Accents and punctuation stay with the letter before them.
            if text_width(piece) > most && piece.chars().nth(1).is_some() && letter.is_alphanumeric() {
                piece.pop();
                pieces.push(letter.to_string());
            }
        }
    }
    pieces
}

/// About how wide a text is.
pub fn text_width(text: &str) -> u32 {
    // Marks are never seen (`base/mark.rs`).
    let letters = text.chars().filter(|c| !is_mark(*c));
    let letters: f32 = letters.map(|c| if (c as u32) < 0x1100 { 0.56 } else { 1.05 }).sum();
    (letters * FONT).ceil() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_its_box() {
        let lines = |words: &str| wrap(words, 120);
        assert_eq!(lines("a word and another"), ["a word and", "another"]);
        assert_eq!(lines("Das Fahrtsgesellschaft"), ["Das", "Fahrtsgesellsc", "haft"]);
        assert_eq!(lines("毎日使いますか。朝も"), ["毎日使いますか。", "朝も"]);
        assert_eq!(lines(""), [""]);
    }
}
