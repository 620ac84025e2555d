//! Places in a text: byte ranges, and the line and column that a person would count.
//!
//! Must not know: which file the text is from.

use super::kept::{Deserialize, Serialize};
use std::ops::Range;

/// A range of bytes in one file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextRange {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// Makes a range from byte offsets. Files of 4 GiB and more are refused by the scan.
    pub fn new(range: Range<usize>) -> Self {
        Self { start: range.start as u32, end: range.end.max(range.start) as u32 }
    }

    /// An empty range at one byte offset.
    pub fn at(offset: usize) -> Self {
        Self::new(offset..offset)
    }

    /// The range as `usize` offsets, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same range, `offset` bytes further on.
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset as u32, end: self.end + offset as u32 }
    }
}

/// A place as a person counts it: both start at 1; columns count characters, not bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The line and column of a byte offset. An offset inside a character counts as the character's own.
///
/// It counts from the start of the text: for many places of one text use [`Lines`].
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let before = &text[..char_start(text, offset)];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    LineColumn { line, column: column_after(&before[start..]) }
}

/// Where the character starts that a byte is of.
pub fn char_start(text: &str, offset: usize) -> usize {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}

/// The column behind `before`, which begins a line.
fn column_after(before: &str) -> usize {
    // A byte order mark is no character that a person could see.
    before.trim_start_matches('\u{feff}').chars().count() + 1
}

/// A text whose lines have been counted, so that no place is looked for from its start.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Counts the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let behind = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { text, starts: std::iter::once(0).chain(behind).collect() }
    }

    /// The line and column of a byte offset, as [`line_column`] has them.
    pub fn place(&self, offset: usize) -> LineColumn {
        let offset = char_start(self.text, offset);
        let line = self.line(offset);
        LineColumn { line: line + 1, column: column_after(&self.text[self.starts[line]..offset]) }
    }

    /// The whole lines that hold a range of bytes. A range beyond the end is in the last line.
    pub fn around(&self, range: Range<usize>) -> Excerpt<'t> {
        let first = self.line(range.start);
        let start = self.starts[first];
        let behind = self.line(range.end.max(range.start)) + 1;
        let end = self.starts.get(behind).copied().unwrap_or(self.text.len());
        Excerpt { text: &self.text[start..end], line: first + 1, start }
    }

    /// The line of a byte offset, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }
}

/// Some whole lines of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Excerpt<'t> {
    /// They themselves.
    pub text: &'t str,
    /// The first one's number, from 1.
    pub line: usize,
    /// The first one's first byte.
    pub start: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "ab\n앰플x\n";
        assert_eq!(line_column(text, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(line_column(text, 3), LineColumn { line: 2, column: 1 });
        assert_eq!(line_column(text, 9), LineColumn { line: 2, column: 3 });
        assert_eq!(line_column(text, 7), LineColumn { line: 2, column: 2 });
        assert_eq!(line_column(text, 99), LineColumn { line: 3, column: 1 });
    }
    #[test]
    fn counted_lines_say_the_same() {
        for text in ["", "x", "\n", "\u{feff}ab\n앰플x\n", "ab\r\n\n앰플", "a\n\u{feff}b"] {
            let lines = Lines::new(text);
            for offset in 0..=text.len() + 1 {
                assert_eq!(lines.place(offset), line_column(text, offset), "{text:?} at {offset}");
            }
        }
    }

    #[test]
    fn whole_lines_are_cut_out() {
        let lines = Lines::new("one\ntwo\nthree");
        let cut = |range| {
            let Excerpt { text, line, start } = lines.around(range);
            (line, start, text)
        };
        assert_eq!(cut(0..2), (1, 0, "one\n"));
        assert_eq!(cut(5..5), (2, 4, "two\n"));
        assert_eq!(cut(3..9), (1, 0, "one\ntwo\nthree"));
        assert_eq!(cut(13..20), (3, 8, "three"));
        assert_eq!(Lines::new("").around(0..0), Excerpt { text: "", line: 1, start: 0 });
    }
}
