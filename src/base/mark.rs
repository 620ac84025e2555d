//! Marks: numbers written in letters of a private area of Unicode, put into texts to see where on a page they come out.
//!
//! No reader ever sees one: they are in a second rendering of a page, made to be looked at and thrown away. Must not know: what a
//! number stands for.

const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';
/// The first of sixteen digits.
const DIGITS: u32 = 0xF0010;

/// A number as a mark.
pub fn mark(number: usize) -> String {
    let digits = format!("{number:x}");
    let digits = digits.chars().filter_map(|digit| char::from_u32(DIGITS + digit.to_digit(16)?));
    std::iter::once(OPEN).chain(digits).chain(std::iter::once(CLOSE)).collect()
}

/// Whether a letter is part of a mark.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, OPEN | CLOSE | '\u{F0010}'..='\u{F001F}')
}

/// The text without its marks, and the marks of each line: numbers in the order in which they stand.
pub fn read(marked: &str) -> (String, Vec<Vec<usize>>) {
    let mut text = String::with_capacity(marked.len());
    let mut lines = vec![Vec::new()];
    let mut number: usize = 0;
    for letter in marked.chars() {
        match letter {
            OPEN => number = 0,
            CLOSE => {
                if let Some(line) = lines.last_mut() {
                    line.push(number);
                }
            }
            // A text may have such letters of its own, and more of them than any mark.
            '\u{F0010}'..='\u{F001F}' => {
                number = number.wrapping_mul(16).wrapping_add((letter as u32 - DIGITS) as usize);
            }
            letter => {
                text.push(letter);
                if letter == '\n' {
                    lines.push(Vec::new());
                }
            }
        }
    }
    (text, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_read() {
        let marked = format!("a{}b\n{}c{}\n", mark(0), mark(4711), mark(usize::from(u16::MAX)));
        assert_eq!(read(&marked), ("ab\nc\n".to_owned(), vec![vec![0], vec![4711, 65535], vec![]]));
    }

    #[test]
    fn letters_of_marks_in_a_text_of_its_own_stop_nothing() {
        let endless = format!("a{OPEN}{}{CLOSE}{CLOSE}b", "\u{F001F}".repeat(99));
        let (text, lines) = read(&endless);
        assert_eq!((text.as_str(), lines[0].len()), ("ab", 2));
    }
}
