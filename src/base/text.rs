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
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    LineColumn {
        line: before.bytes().filter(|b| *b == b'\n').count() + 1,
        // A byte order mark is no character that a person could see.
        column: before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1,
    }
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
}
