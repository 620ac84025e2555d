//! `Scratch`: the array in which one document's scores are added up, used again for the next document.
//!
//! Must not know: which signals there are.

use super::lists::Entry;
use std::cmp::Ordering;

/// A thread's own memory for ranking one document after another.
#[derive(Default)]
pub struct Scratch {
    /// The scores by document; all zero between calls.
    scores: Vec<f32>,
    /// The documents that have a score, in the first `used` places. One may stand here twice.
    touched: Vec<u32>,
    used: usize,
    /// The highest scores, while they are looked for.
    best: Vec<Entry>,
    visited: u64,
    /// Numbers for whatever else a job needs.
    spare: Vec<f32>,
}

impl Scratch {
    /// How many entries of lists all calls have looked at: the work, as a count.
    pub fn visited(&self) -> u64 {
        self.visited
    }

    /// So many zeros.
    pub(super) fn spare(&mut self, count: usize) -> &mut [f32] {
        self.spare.clear();
        self.spare.resize(count, 0.0);
        &mut self.spare
    }

    /// Makes room for the scores of `documents`.
    pub(super) fn begin(&mut self, documents: usize) {
        if self.scores.len() < documents {
            self.scores.resize(documents, 0.0);
        }
    }

    /// Adds a list's weights, times `weight`, to the scores of its documents.
    pub(super) fn add(&mut self, list: &[Entry], weight: f32) {
        self.add_each(list, |entry| weight * entry.weight);
    }

    /// Adds `weight` to the score of each document of a list, whatever its own weight.
    pub(super) fn add_evenly(&mut self, list: &[Entry], weight: f32) {
        self.add_each(list, |_| weight);
    }

    fn add_each(&mut self, list: &[Entry], weight: impl Fn(&Entry) -> f32) {
        self.visited += list.len() as u64;
        if self.touched.len() < self.used + list.len() {
            self.touched.resize(2 * (self.used + list.len()), 0);
        }
        let (scores, touched) = (&mut self.scores[..], &mut self.touched[self.used..]);
        let mut new = 0;
        // Without a branch, as no processor can tell which documents have a score already.
        for entry in list {
            let score = &mut scores[entry.to as usize];
            touched[new] = entry.to;
            new += usize::from(*score == 0.0);
            *score += weight(entry);
        }
        self.used += new;
    }

    /// The score of a document so far.
    pub(super) fn score(&self, document: u32) -> f32 {
        self.scores[document as usize]
    }

    /// Sets all scores to zero.
    pub(super) fn clear(&mut self) {
        for document in &self.touched[..std::mem::take(&mut self.used)] {
            self.scores[*document as usize] = 0.0;
        }
    }

    /// Takes out the `count` highest scores with their documents, best first, and sets all scores to zero.
    pub(super) fn take_best(&mut self, without: usize, count: usize) -> Vec<Entry> {
        let best = &mut self.best;
        best.clear();
        let mut least = 0.0;
        for document in &self.touched[..std::mem::take(&mut self.used)] {
            let score = std::mem::take(&mut self.scores[*document as usize]);
            if score > 0.0 && score >= least && *document as usize != without {
                best.push(Entry { to: *document, weight: score });
                if best.len() >= 2 * count + 64 {
                    best.select_nth_unstable_by(count, better);
                    least = best[count].weight;
                    best.truncate(count);
                }
            }
        }
        best.sort_unstable_by(better);
        // A list of its own size, as many are kept.
        best[..best.len().min(count)].to_vec()
    }
}

fn better(a: &Entry, b: &Entry) -> Ordering {
    b.weight.total_cmp(&a.weight).then(a.to.cmp(&b.to))
}
