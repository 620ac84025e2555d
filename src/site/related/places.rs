//! Which documents stand in the same place of a site.
//!
//! Must not know: what a place is.

use super::lists::{Entry, Lists};
use super::number::log2;

/// The places of all documents, and the documents of every place.
#[derive(Default)]
pub struct Places {
    /// For each document its place.
    of: Vec<Option<u32>>,
    /// For each place its documents. One of `n` weighs `1 / log2(1 + n)`; a place with too many has none.
    members: Lists,
}

impl Places {
    /// Gathers places of 2 to `most` documents.
    pub fn new(of: Vec<Option<u32>>, most: usize) -> Self {
        let places = of.iter().flatten().max().map_or(0, |largest| *largest as usize + 1);
        let mut sizes = vec![0_usize; places];
        for place in of.iter().flatten() {
            sizes[*place as usize] += 1;
        }
        let mut by_document = Lists::default();
        for place in &of {
            let place = place.filter(|place| (2..=most).contains(&sizes[*place as usize]));
            let entry = place.map(|to| Entry { to, weight: 1.0 / log2(1.0 + sizes[to as usize] as f32) });
            by_document.push(entry);
        }
        Self { members: by_document.transposed(places), of }
    }

    /// The documents in the same place, this one too.
    pub fn beside(&self, document: usize) -> &[Entry] {
        self.of[document].map_or(&[], |place| self.members.row(place as usize))
    }

    /// What it weighs that two documents stand in the same place; 0 if they do not.
    pub fn alike(&self, one: usize, other: usize) -> f32 {
        let same = self.of[one] == self.of[other];
        self.beside(one).first().filter(|_| same).map_or(0.0, |entry| entry.weight)
    }
}
