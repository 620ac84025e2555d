//! `Column`: a column of a sparse matrix that is gathered row by row, of which the heaviest entries alone are held.
//!
//! So a column that nearly every row has takes no more room than others. Must not know: what a row or an entry stands for.

use super::lists::{Entry, heaviest_first};
use crate::base::kept::{Deserialize, Serialize, packed};

/// A column, of which all entries up to a rank are held.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Column {
    /// Those that count come first, in the order of rows.
    #[serde(with = "packed")]
    entries: Vec<Entry>,
    /// The last rank that is held.
    bound: u64,
}

/// The bound of a column of which all entries are held.
const WHOLE: u64 = u64::MAX;

impl Default for Column {
    fn default() -> Self {
        Self { entries: Vec::new(), bound: WHOLE }
    }
}

impl Column {
    /// Whether an entry of a row is among those that are held, were it added.
    pub fn may_hold(&self, entry: &Entry) -> bool {
        entry.rank() <= self.bound
    }

    /// Adds an entry of a higher row than those before, and holds about `limit` of them all.
    pub fn push(&mut self, entry: Entry, limit: usize) {
        if self.may_hold(&entry) {
            self.entries.push(entry);
            if self.entries.len() > limit + limit / 4 {
                self.cut(limit);
            }
        }
    }

    /// Holds no more than `limit` entries, of which the first `counting` ranks count.
    pub fn finish(&mut self, limit: usize, counting: usize) {
        self.cut(limit);
        self.entries.shrink_to_fit();
        self.order(counting);
    }

    /// The entries that count, of which there are at most `counting`.
    pub fn counting(&self, counting: usize) -> &[Entry] {
        &self.entries[..self.entries.len().min(counting)]
    }

    /// Says that the entries of all rows that have one are about to be put: then all are held again.
    pub fn open(&mut self) {
        self.bound = WHOLE;
    }

    /// Puts the entry of a row in the place of its last one, or takes it out. Says whether it is still known which entries
    /// count.
    pub fn put(&mut self, row: u32, weight: Option<f32>, counting: usize) -> bool {
        self.entries.retain(|entry| entry.to != row);
        let entry = weight.map(|weight| Entry { to: row, weight });
        self.entries.extend(entry.filter(|entry| entry.rank() <= self.bound));
        self.order(counting);
        self.bound == WHOLE || self.entries.len() >= counting
    }

    /// Keeps the entries of the first ranks.
    fn cut(&mut self, limit: usize) {
        if self.entries.len() > limit {
            heaviest_first(&mut self.entries, limit);
            self.entries.truncate(limit);
            self.bound = self.entries.iter().map(Entry::rank).max().unwrap_or(WHOLE);
        }
    }

    /// Brings what counts to the front.
    fn order(&mut self, counting: usize) {
        heaviest_first(&mut self.entries, counting);
        let counting = self.entries.len().min(counting);
        self.entries[..counting].sort_unstable_by_key(|entry| entry.to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers below an end, by a linear congruential generator.
    fn numbers() -> impl FnMut(u32) -> u32 {
        let mut state = 1_u32;
        move |end| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % end
        }
    }

    /// The entries of the first ranks, in the order of rows.
    fn first(all: &[Entry], count: usize) -> Vec<Entry> {
        let mut first = all.to_vec();
        first.sort_unstable_by_key(Entry::rank);
        first.truncate(count);
        first.sort_unstable_by_key(|entry| entry.to);
        first
    }

    #[test]
    fn what_counts_are_the_heaviest_of_the_whole_column_as_long_as_that_is_known() {
        let mut next = numbers();
        for (limit, counting) in [(1, 1), (7, 3), (40, 32), (500, 32)] {
            let mut column = Column::default();
            let mut all: Vec<Entry> =
                (0..200).map(|to| Entry { to, weight: 1.0 + next(90) as f32 }).collect();
            all.iter().for_each(|entry| column.push(*entry, limit));
            column.finish(limit, counting);
            let mut edits = 0;
            loop {
                assert_eq!(column.counting(counting), first(&all, counting), "{limit}, {counting}, {edits}");
                let (row, weight) = (next(210), (next(4) > 0).then(|| 1.0 + next(90) as f32));
                all.retain(|entry| entry.to != row);
                all.extend(weight.map(|weight| Entry { to: row, weight }));
                if !column.put(row, weight, counting) || edits == 100 {
                    break;
                }
                edits += 1;
            }
            // What is to spare lasts a while, and a column of which all is held for good.
            assert!(edits >= limit - counting || edits == 100, "{edits} edits of {limit}, {counting}");
            column.open();
            let known = all.iter().map(|entry| column.put(entry.to, Some(entry.weight / 2.0), counting));
            assert!(known.last().is_some_and(|known| known));
            all.iter_mut().for_each(|entry| entry.weight /= 2.0);
            assert_eq!(column.counting(counting), first(&all, counting), "{limit}, {counting}");
        }
    }
}
