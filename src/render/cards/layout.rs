//! The words of a card, set in lines that fit, ready for `share.svg` to draw.
//!
//! Must not know: colours, what a page says besides.

use super::fonts::Fonts;
use crate::page::view::ShareView;
use serde::Serialize;

/// Width that a title may take, in pixels.
const TITLE_WIDTH: f32 = 1072.0;
/// The middle of the space for a title, in pixels from the top.
const TITLE_MIDDLE: f32 = 270.0;
/// Sizes that a title is tried in, in pixels; the last one is taken whatever it takes.
const TITLE_SIZES: [f32; 5] = [84.0, 74.0, 64.0, 56.0, 48.0];
/// More lines than this do not fit.
const MOST_LINES: usize = 4;
/// Height of a line, in its size.
const LEADING: f32 = 1.16;
/// Width of a card, in pixels.
const WIDTH: f32 = 1200.0;
/// The largest size of a name, in pixels, and the smallest.
const NAME_SIZES: (f32, f32) = (64.0, 22.0);
/// Space beside a name, in pixels.
const MARGIN: f32 = 32.0;
/// The middle of the panels, in pixels from the top.
const PANEL_MIDDLE: f32 = 530.0;

/// A card, in templates `card`.
#[derive(Serialize)]
pub struct Card {
    /// The lines of the title.
    title: Vec<Line>,
    /// A panel a product.
    panels: Vec<Panel>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    /// Where the line stands, in pixels from the top.
    y: i32,
    /// Size of its letters in pixels.
    size: i32,
}

#[derive(Serialize)]
struct Panel {
    text: String,
    /// Where it starts, in pixels from the left.
    x: i32,
    /// In pixels.
    width: i32,
    /// Its middle, in pixels from the left.
    middle: i32,
    /// Where the name stands, in pixels from the top.
    y: i32,
    /// Size of its letters in pixels.
    size: i32,
}

/// Sets the words of a card.
pub fn card(fonts: &Fonts, view: &ShareView) -> Card {
    Card { title: title(fonts, &view.title), panels: panels(fonts, &view.names) }
}

fn title(fonts: &Fonts, words: &str) -> Vec<Line> {
    let tried = TITLE_SIZES.iter().map(|size| (*size, lines(fonts, words, *size, TITLE_WIDTH)));
    let fits =
        |lines: &[String], size: f32| lines.len() <= MOST_LINES.min((360.0 / (size * LEADING)) as usize);
    let smallest = TITLE_SIZES[TITLE_SIZES.len() - 1];
    let (size, mut lines) = tried
        .into_iter()
        .find(|(size, lines)| fits(lines, *size))
        .unwrap_or_else(|| (smallest, lines(fonts, words, smallest, TITLE_WIDTH)));
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('\u{2026}');
        }
    }
    let step = size * LEADING;
    // Letters stand on their line: a third of their size is above the middle of it.
    let first = TITLE_MIDDLE - step * (lines.len() as f32 - 1.0) / 2.0 + size / 3.0;
    let place = |(at, text): (usize, String)| Line {
        text,
        y: (first + step * at as f32).round() as i32,
        size: size as i32,
    };
    lines.into_iter().enumerate().map(place).collect()
}

/// Words in lines no wider than `width`, broken at spaces; a word that is wider is broken where it has to be.
fn lines(fonts: &Fonts, words: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let add = |lines: &mut Vec<String>, piece: &str, space: &str| {
        let fits = lines.last().is_some_and(|line| {
            line.is_empty() || fonts.width(&format!("{line}{space}{piece}"), size) <= width
        });
        if !fits {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push_str(space);
            }
            line.push_str(piece);
        }
    };
    for word in words.split_whitespace() {
        if fonts.width(word, size) <= width {
            add(&mut lines, word, " ");
            continue;
        }
        for (at, letter) in word.chars().enumerate() {
            add(&mut lines, letter.encode_utf8(&mut [0; 4]), if at == 0 { " " } else { "" });
        }
    }
    lines
}

fn panels(fonts: &Fonts, names: &[String]) -> Vec<Panel> {
    let width = WIDTH / names.len().max(1) as f32;
    let panel = |(at, name): (usize, &String)| {
        let (largest, smallest) = NAME_SIZES;
        let wanted = largest * (width - 2.0 * MARGIN) / fonts.width(name, largest).max(1.0);
        let size = wanted.clamp(smallest, largest);
        Panel {
            text: name.clone(),
            x: (width * at as f32).round() as i32,
            width: width.ceil() as i32,
            middle: (width * (at as f32 + 0.5)).round() as i32,
            y: (PANEL_MIDDLE + size / 3.0).round() as i32,
            size: size as i32,
        }
    };
    names.iter().enumerate().map(panel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Class, theme};

    fn fonts() -> Fonts {
        Fonts::new(theme::sources().iter().filter(|file| file.class == Class::Font).cloned().collect())
    }

    #[test]
    fn no_line_is_wider_than_the_card_and_no_word_is_lost() {
        let fonts = fonts();
        for words in [
            "Serum?",
            "Hydrating toner vs exfoliating toner: which one belongs in a routine that is short already?",
            "\u{c570}\u{d50c}\u{acfc} \u{c138}\u{b7fc}, \u{bb34}\u{c5c7}\u{c774} \u{b2e4}\u{b97c}\u{ae4c}? \u{cc98}\u{c74c} \u{c4f0}\u{b294} \u{c0ac}\u{b78c}\u{c744} \u{c704}\u{d55c} \u{c548}\u{b0b4}",
        ] {
            let set = title(&fonts, words);
            assert!(set.len() <= MOST_LINES);
            assert!(set.iter().all(|line| fonts.width(&line.text, line.size as f32) <= TITLE_WIDTH));
            let all: Vec<&str> = set.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(all.join(" "), words);
        }
        let long = title(&fonts, &"word ".repeat(200));
        assert!(long.len() == MOST_LINES && long[MOST_LINES - 1].text.ends_with('\u{2026}'));
        assert!(lines(&fonts, &"w".repeat(300), 48.0, TITLE_WIDTH).len() > 1);
    }

    #[test]
    fn letters_that_no_font_has_are_named() {
        let fonts = fonts();
        assert_eq!(fonts.missing("Serum, \u{c138}\u{b7fc} \u{e9}\u{433}\u{3b1}"), "");
        assert_eq!(fonts.missing("a \u{5d0}\u{5d0} b"), "\u{5d0}");
    }
}
