//! `Alike`: for each document those most like it in words, and the other way round.
//!
//! How much alike two documents are is told coarsely, so that what is a little other leaves most of it as it was. Must not
//! know: what else a ranking is made of.

use super::Index;
use super::edit::Moved;
use super::lists::{Entry, Lists};
use super::number::coarse;
use super::scratch::Scratch;
use crate::base::Workers;
use crate::base::kept::{Deserialize, Serialize};

/// Which documents are alike.
#[derive(Default, Serialize, Deserialize)]
pub struct Alike {
    /// For each document those most like it, the most alike first.
    pub rows: Lists,
    /// For each document those that have it near, with the same weights.
    pub back: Lists,
    /// The sum of what is near each document.
    pub sums: Vec<f32>,
    /// How many of a row are near.
    near: usize,
}

impl Alike {
    /// Finds for every document those most like it.
    pub fn new(index: &Index, workers: &impl Workers) -> Self {
        let found = workers.each(index.documents, |document, scratch| row(index, document, scratch));
        let mut rows = Lists::with_capacity(index.documents, index.documents * index.weights.alike);
        found.into_iter().for_each(|row| rows.push(row));
        let mut this = Self { rows, near: index.weights.near, ..Self::default() };
        this.sums = (0..index.documents).map(|at| sum(this.near(at))).collect();
        this.back = this.transposed(index);
        this
    }

    /// The first of a document's row: those nearest to it.
    pub fn near(&self, document: usize) -> &[Entry] {
        self.rows.first(document, self.near)
    }

    fn transposed(&self, index: &Index) -> Lists {
        let mut near = Lists::with_capacity(index.documents, index.documents * self.near);
        (0..index.documents).for_each(|at| near.push(self.near(at).iter().copied()));
        let mut back = near.transposed(index.documents);
        back.cap(index.weights.list_cap);
        back
    }

    /// Takes in that other words have moved some documents. Returns those whose row or whose column is another now.
    pub fn update(&mut self, index: &Index, moved: &Moved, workers: &impl Workers) -> Changed {
        let suspects = workers.those(index.documents, |document, scratch: &mut Scratch| {
            moved.asking.binary_search(&document).is_ok()
                || self.may_change(index, document, moved, scratch.spare(moved.answering.len()))
        });
        let found = workers.each(suspects.len(), |at, scratch| row(index, suspects[at], scratch));
        let (mut rows, mut are_nearest_others) = (Vec::new(), false);
        for (document, row) in suspects.into_iter().zip(found) {
            if self.rows.row(document) != row {
                rows.push(document);
                are_nearest_others |= *self.near(document) != row[..row.len().min(self.near)];
                self.rows.replace(document, &row);
                self.sums[document] = sum(self.near(document));
            }
        }
        if !are_nearest_others {
            return Changed { rows, ..Changed::default() };
        }
        let back = self.transposed(index);
        let columns = (0..index.documents).filter(|at| back.row(*at) != self.back.row(*at)).collect();
        self.back = back;
        Changed { rows, columns }
    }

    /// Whether a document's row may change, whose own words have not.
    fn may_change(&self, index: &Index, document: usize, moved: &Moved, scores: &mut [f32]) -> bool {
        let row = self.rows.row(document);
        let least = row.last().filter(|_| row.len() == index.weights.alike).map_or(0.0, |last| last.weight);
        let any = moved.words.add(index.wording.words.asked.row(document), scores);
        let enters = |(score, other): (&f32, &u32)| {
            *score > 0.0 && *other as usize != document && coarse(*score, DIGITS) >= least
        };
        row.iter().any(|entry| moved.answering.binary_search(&entry.to).is_ok())
            || any && scores.iter().zip(&moved.answering).any(enters)
    }
}

/// What has changed in an [`Alike`], in order.
#[derive(Default)]
pub struct Changed {
    /// The documents whose row has.
    rows: Vec<usize>,
    /// The documents that others have near otherwise than before.
    columns: Vec<usize>,
}

impl Changed {
    /// Whether a score that a document gives to others may be another for it.
    pub fn touches(&self, document: usize) -> bool {
        self.rows.binary_search(&document).is_ok() || self.columns.binary_search(&document).is_ok()
    }
}

/// How many binary digits of a likeness count.
const DIGITS: u32 = 6;

/// The documents most like one in words.
fn row(index: &Index, document: usize, scratch: &mut Scratch) -> Vec<Entry> {
    let mut row = index.alike(document, scratch);
    row.iter_mut().for_each(|entry| entry.weight = coarse(entry.weight, DIGITS));
    row.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.to.cmp(&b.to)));
    row
}

fn sum(row: &[Entry]) -> f32 {
    row.iter().map(|entry| entry.weight).sum()
}
