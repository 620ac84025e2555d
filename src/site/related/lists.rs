//! `Lists`: a sparse matrix by rows, the one shape in which every signal of the ranking is kept.
//!
//! Must not know: what a row or an entry stands for.

use crate::base::kept::{Deserialize, Packed, Serialize, packed};
use std::ops::Range;

/// One number that is not zero.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its column.
    pub to: u32,
    /// The number, not negative.
    pub weight: f32,
}

impl Entry {
    /// Its place among entries with the heaviest first, of equal ones those with the lowest column. No weight may be negative: the
    /// bits of such numbers are ordered like the numbers.
    pub fn rank(&self) -> u64 {
        u64::from(!self.weight.to_bits()) << 32 | u64::from(self.to)
    }

    /// The entry that has this place.
    pub fn ranked(rank: u64) -> Self {
        Self { to: rank as u32, weight: f32::from_bits(!(rank >> 32) as u32) }
    }
}

impl Packed<8> for Entry {
    fn pack(self) -> [u8; 8] {
        (u64::from(self.to) << 32 | u64::from(self.weight.to_bits())).to_le_bytes()
    }

    fn unpack(bytes: [u8; 8]) -> Self {
        let number = u64::from_le_bytes(bytes);
        Self { to: (number >> 32) as u32, weight: f32::from_bits(number as u32) }
    }
}

/// Rows of entries. A row that grows moves to the end of them all, and where it was stays empty until half of all is.
#[derive(Default, Serialize, Deserialize)]
pub struct Lists {
    #[serde(with = "packed")]
    rows: Vec<Row>,
    #[serde(with = "packed")]
    entries: Vec<Entry>,
    /// How many entries belong to no row any more.
    empty: usize,
}

/// Where a row lies.
#[derive(Clone, Copy)]
struct Row {
    start: u32,
    len: u32,
}

impl Packed<8> for Row {
    fn pack(self) -> [u8; 8] {
        (u64::from(self.start) << 32 | u64::from(self.len)).to_le_bytes()
    }

    fn unpack(bytes: [u8; 8]) -> Self {
        let number = u64::from_le_bytes(bytes);
        Self { start: (number >> 32) as u32, len: number as u32 }
    }
}

impl Lists {
    /// Room for so many rows and entries.
    pub fn with_capacity(rows: usize, entries: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), entries: Vec::with_capacity(entries), empty: 0 }
    }

    /// Appends a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = Entry>) {
        let start = self.entries.len();
        self.entries.extend(row);
        self.rows.push(Row { start: start as u32, len: (self.entries.len() - start) as u32 });
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row's entries.
    pub fn row(&self, at: usize) -> &[Entry] {
        &self.entries[self.range(at)]
    }

    /// The first entries of a row, at most `limit`.
    pub fn first(&self, at: usize, limit: usize) -> &[Entry] {
        let row = self.row(at);
        &row[..row.len().min(limit)]
    }

    /// A row's entries, which may be put into another order.
    pub fn row_mut(&mut self, at: usize) -> &mut [Entry] {
        let range = self.range(at);
        &mut self.entries[range]
    }

    /// Puts other entries into a row.
    pub fn replace(&mut self, at: usize, row: &[Entry]) {
        let before = self.rows[at].len as usize;
        if row.len() > before {
            self.empty += before;
            self.rows[at].start = self.entries.len() as u32;
            self.entries.extend_from_slice(row);
        } else {
            let start = self.rows[at].start as usize;
            self.entries[start..start + row.len()].copy_from_slice(row);
            self.empty += before - row.len();
        }
        self.rows[at].len = row.len() as u32;
        if self.empty > self.entries.len() / 2 {
            self.truncate(usize::MAX);
        }
    }

    fn range(&self, at: usize) -> Range<usize> {
        let Row { start, len } = self.rows[at];
        start as usize..(start + len) as usize
    }

    /// The same matrix by columns, of which there are `columns`; entries of a column are in the order of the rows.
    pub fn transposed(&self, columns: usize) -> Lists {
        let mut rows = vec![Row { start: 0, len: 0 }; columns];
        for entry in (0..self.len()).flat_map(|row| self.row(row)) {
            rows[entry.to as usize].len += 1;
        }
        let mut total = 0;
        for row in &mut rows {
            row.start = total;
            total += std::mem::take(&mut row.len);
        }
        let mut entries = vec![Entry { to: 0, weight: 0.0 }; total as usize];
        for row in 0..self.len() {
            for entry in self.row(row) {
                let column = &mut rows[entry.to as usize];
                entries[(column.start + column.len) as usize] =
                    Entry { to: row as u32, weight: entry.weight };
                column.len += 1;
            }
        }
        Lists { rows, entries, empty: 0 }
    }

    /// Brings the `limit` heaviest entries of each row to its front, of equal ones those with the lowest column, in the
    /// order of columns.
    pub fn heaviest_first(&mut self, limit: usize) {
        for row in 0..self.len() {
            let entries = self.row_mut(row);
            if entries.len() > limit {
                heaviest_first(entries, limit);
                entries[..limit].sort_unstable_by_key(|entry| entry.to);
            }
        }
    }

    /// Keeps the first `limit` entries of each row.
    pub fn truncate(&mut self, limit: usize) {
        let kept = (0..self.len()).map(|row| self.first(row, limit).len()).sum();
        let mut short = Lists::with_capacity(self.len(), kept);
        (0..self.len()).for_each(|row| short.push(self.first(row, limit).iter().copied()));
        *self = short;
    }

    /// Keeps the `limit` heaviest entries of each row, of equal ones those with the lowest column, in the order of
    /// columns.
    pub fn cap(&mut self, limit: usize) {
        self.heaviest_first(limit);
        self.truncate(limit);
    }
}

/// Brings the `count` entries of the first ranks to the front, in no order.
pub fn heaviest_first(entries: &mut [Entry], count: usize) {
    if count > 0 && entries.len() > count {
        entries.select_nth_unstable_by_key(count - 1, Entry::rank);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_grow_and_shrink_leave_no_more_behind_than_they_hold() {
        let row = |len: u32| (0..len).map(|to| Entry { to, weight: 1.0 }).collect::<Vec<_>>();
        let mut lists = Lists::default();
        (0..10).for_each(|_| lists.push(row(20)));
        for round in 0..1000 {
            lists.replace(round % 10, &row(18 + round as u32 % 7));
        }
        let held: usize = (0..10).map(|at| lists.row(at).len()).sum();
        assert!(lists.entries.len() <= 2 * held + 24, "{} entries for {held}", lists.entries.len());
        assert!((0..10).all(|at| *lists.row(at) == row(18 + (990 + at as u32) % 7)));
    }
}
