//! Who links to whom.
//!
//! Must not know: what a link says, or what it leads to.

use super::groups::sorted_set;
use super::lists::{Entry, Lists};

/// The links between documents, both ways.
#[derive(Default)]
pub struct Links {
    /// For each document those it links to.
    pub from: Lists,
    /// For each document those that link to it.
    pub to: Lists,
}

impl Links {
    /// Takes each document's targets; links to itself and to no document are left out.
    ///
    /// A link weighs `(links of its page * links to its target) ^ (-1/8)`: a little less where there are many. The
    /// eighth root was found by measuring, and three square roots are the same on every machine.
    pub fn new<'a>(targets: impl ExactSizeIterator<Item = &'a [u32]>, cap: usize) -> Self {
        let documents = targets.len();
        let mut arriving = vec![0_u32; documents];
        let mut sets: Vec<Vec<u32>> = targets.map(sorted_set).collect();
        for (document, set) in sets.iter_mut().enumerate() {
            set.retain(|target| *target as usize != document && (*target as usize) < documents);
            for target in set {
                arriving[*target as usize] += 1;
            }
        }
        let mut from = Lists::default();
        for set in &sets {
            let weight = |target: u32| {
                let links = set.len() as f32 * arriving[target as usize] as f32;
                1.0 / links.sqrt().sqrt().sqrt()
            };
            from.push(set.iter().map(|target| Entry { to: *target, weight: weight(*target) }));
        }
        let mut to = from.transposed(documents);
        from.cap(cap);
        to.cap(cap);
        Self { from, to }
    }

    /// Whether `one` links to `other`.
    pub fn has(&self, one: usize, other: usize) -> bool {
        holds(self.from.row(one), other) || holds(self.to.row(other), one)
    }
}

fn holds(row: &[Entry], document: usize) -> bool {
    row.binary_search_by_key(&document, |entry| entry.to as usize).is_ok()
}
