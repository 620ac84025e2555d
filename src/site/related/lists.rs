//! `Lists`: a sparse matrix by rows, the one shape in which every signal of the ranking is kept.
//!
//! Must not know: what a row or an entry stands for.

use std::ops::Range;

/// One number that is not zero.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Entry {
    /// Its column.
    pub to: u32,
    /// The number, not negative.
    pub weight: f32,
}

/// Rows of entries, end to end.
pub struct Lists {
    /// Where each row begins, and where the last one ends.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { starts: vec![0], entries: Vec::new() }
    }
}

impl Lists {
    /// Room for so many rows and entries.
    pub fn with_capacity(rows: usize, entries: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts, entries: Vec::with_capacity(entries) }
    }

    /// Appends a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = Entry>) {
        self.entries.extend(row);
        self.starts.push(self.entries.len() as u32);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// A row's entries.
    pub fn row(&self, at: usize) -> &[Entry] {
        &self.entries[self.range(at)]
    }

    fn range(&self, at: usize) -> Range<usize> {
        self.starts[at] as usize..self.starts[at + 1] as usize
    }

    /// The same matrix by columns, of which there are `columns`; entries of a column are in the order of the rows.
    pub fn transposed(&self, columns: usize) -> Lists {
        let mut starts = vec![0_u32; columns + 1];
        for entry in &self.entries {
            starts[entry.to as usize + 1] += 1;
        }
        for column in 0..columns {
            starts[column + 1] += starts[column];
        }
        let mut next = starts.clone();
        let mut entries = vec![Entry { to: 0, weight: 0.0 }; self.entries.len()];
        for row in 0..self.len() {
            for entry in self.row(row) {
                let at = &mut next[entry.to as usize];
                entries[*at as usize] = Entry { to: row as u32, weight: entry.weight };
                *at += 1;
            }
        }
        Lists { starts, entries }
    }

    /// Keeps the `limit` heaviest entries of each row, of equal ones those with the lowest column, in the order of
    /// columns.
    pub fn cap(&mut self, limit: usize) {
        let mut end = 0;
        for row in 0..self.len() {
            let range = self.range(row);
            let kept = range.len().min(limit);
            let entries = &mut self.entries[range.clone()];
            if entries.len() > limit {
                heaviest_first(entries, limit);
                entries[..limit].sort_unstable_by_key(|entry| entry.to);
            }
            self.entries.copy_within(range.start..range.start + kept, end);
            self.starts[row] = end as u32;
            end += kept;
        }
        let rows = self.len();
        self.starts[rows] = end as u32;
        self.entries.truncate(end);
        self.entries.shrink_to_fit();
    }
}

/// Brings the `count` heaviest entries to the front, in no order; of equal ones those with the lowest column.
///
/// No weight may be negative: the bits of such numbers are ordered like the numbers.
pub fn heaviest_first(entries: &mut [Entry], count: usize) {
    if count > 0 && entries.len() > count {
        let rank = |entry: &Entry| u64::from(!entry.weight.to_bits()) << 32 | u64::from(entry.to);
        entries.select_nth_unstable_by_key(count - 1, rank);
    }
}
