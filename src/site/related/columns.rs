//! `Columns`: a sparse matrix that is gathered row by row, kept by columns, of each the heaviest entries alone.
//!
//! So a column that nearly every row has takes no more room than others. Must not know: what a row or an entry stands for.

use super::lists::{Entry, Lists, heaviest_first};

/// Columns of entries.
pub struct Columns {
    columns: Vec<Column>,
    limit: usize,
}

#[derive(Clone, Default)]
struct Column {
    entries: Vec<Entry>,
    /// What no heavier entry than this can enter; 0 as long as there is room.
    least: f32,
}

impl Columns {
    /// So many columns of at most `limit` entries.
    pub fn new(count: usize, limit: usize) -> Self {
        Self { columns: vec![Column::default(); count], limit }
    }

    /// Adds a row, which has a higher number than those before. No weight may be 0.
    pub fn push(&mut self, row: u32, entries: &[Entry]) {
        for entry in entries {
            let column = &mut self.columns[entry.to as usize];
            // Of equal ones the first stays.
            if entry.weight > column.least {
                column.entries.push(Entry { to: row, weight: entry.weight });
                if column.entries.len() >= self.limit.saturating_add(self.limit / 4 + 1) {
                    column.cut(self.limit);
                }
            }
        }
    }

    /// The columns as rows; the entries of each are in the order of the rows that they were in.
    pub fn into_lists(self) -> Lists {
        let held = self.columns.iter().map(|column| column.entries.len().min(self.limit)).sum();
        let mut lists = Lists::with_capacity(self.columns.len(), held);
        for mut column in self.columns {
            column.cut(self.limit);
            column.entries.sort_unstable_by_key(|entry| entry.to);
            lists.push(column.entries);
        }
        lists
    }
}

impl Column {
    /// Keeps the heaviest entries; of equal ones those that came first.
    fn cut(&mut self, limit: usize) {
        if self.entries.len() > limit {
            heaviest_first(&mut self.entries, limit);
            self.entries.truncate(limit);
            self.least = self.entries.iter().map(|entry| entry.weight).fold(f32::INFINITY, f32::min);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_of_each_column_are_those_of_the_whole_column() {
        let mut state = 1_u32;
        let mut next = |end: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % end
        };
        let rows: Vec<Vec<Entry>> = (0..200)
            .map(|_| {
                let columns = (0..5).filter(|_| next(3) > 0).collect::<Vec<u32>>();
                columns.into_iter().map(|to| Entry { to, weight: 1.0 + next(9) as f32 }).collect()
            })
            .collect();
        for limit in [1, 7, 150, usize::MAX] {
            let (mut all, mut columns) = (Lists::default(), Columns::new(5, limit));
            for (number, row) in rows.iter().enumerate() {
                all.push(row.iter().copied());
                columns.push(number as u32, row);
            }
            let mut whole = all.transposed(5);
            whole.cap(limit);
            let lists = columns.into_lists();
            assert!((0..5).all(|column| lists.row(column) == whole.row(column)), "at most {limit}");
        }
    }
}
