//! What documents share by name: their products, or their tags.
//!
//! Must not know: which of the two it is, or what either is called.

use super::lists::{Entry, Lists};
use super::number::log2;
use std::cmp::Ordering;

/// The groups of every document, and the documents of every group.
#[derive(Default)]
pub struct Groups {
    /// For each document its groups, by number. A group weighs more the rarer it is; a row has length 1.
    pub asked: Lists,
    /// For each group its documents with the same weights: the product of two rows is their cosine.
    pub answers: Lists,
    /// How many documents each group has.
    sizes: Vec<u32>,
}

impl Groups {
    /// Makes rows of the sets; rarity is `log2((n + 1) / df) / log2(n + 1)`, above 0 and at most 1.
    pub fn new<'a>(sets: impl ExactSizeIterator<Item = &'a [u32]>, cap: usize) -> Self {
        let all = sets.len() as f32 + 1.0;
        let sets: Vec<Vec<u32>> = sets.map(sorted_set).collect();
        let groups = sets.iter().flatten().max().map_or(0, |largest| *largest as usize + 1);
        let mut sizes = vec![0; groups];
        for group in sets.iter().flatten() {
            sizes[*group as usize] += 1;
        }
        let mut asked = Lists::default();
        for set in &sets {
            let rarity = |group: &u32| log2(all / sizes[*group as usize] as f32) / log2(all);
            let norm = set
                .iter()
                .map(|group| rarity(group) * rarity(group))
                .sum::<f32>()
                .sqrt()
                .max(f32::MIN_POSITIVE);
            asked.push(set.iter().map(|group| Entry { to: *group, weight: rarity(group) / norm }));
        }
        let mut answers = asked.transposed(groups);
        answers.cap(cap);
        Self { asked, answers, sizes }
    }

    /// How much two documents have in common: the cosine of their groups, 0 to 1.
    pub fn alike(&self, one: usize, other: usize) -> f32 {
        let others = self.asked.row(other);
        let shared = |entry: &Entry| {
            let at = others.binary_search_by_key(&entry.to, |other| other.to);
            at.map_or(0.0, |at| entry.weight * others[at].weight)
        };
        self.asked.row(one).iter().map(shared).sum()
    }

    /// The rarest group of two documents, and how many documents it has; of equal ones the one with the lowest number.
    pub fn rarest_shared(&self, one: usize, other: usize) -> Option<(u32, u32)> {
        let (mut one, mut other) = (self.asked.row(one), self.asked.row(other));
        let mut rarest: Option<(u32, u32)> = None;
        while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
            let order = a.to.cmp(&b.to);
            if order.is_eq() {
                let size = self.sizes[a.to as usize];
                if rarest.is_none_or(|(_, least)| size < least) {
                    rarest = Some((a.to, size));
                }
            }
            one = if order == Ordering::Greater { one } else { one_rest };
            other = if order == Ordering::Less { other } else { other_rest };
        }
        rarest
    }
}

/// The numbers in order, each once.
pub fn sorted_set(numbers: &[u32]) -> Vec<u32> {
    let mut set = numbers.to_vec();
    set.sort_unstable();
    set.dedup();
    set
}
