//! The words that tell documents apart, numbered, each with its rarity.
//!
//! Must not know: which text a document is, or where in it a word stands.

use super::number::log2;
use super::weights::Weights;
use crate::content::terms::Terms;

/// The words that stand in more than one document and not in too many.
pub struct Vocabulary {
    /// Open addressing, a power of two long; a slot with no documents is free.
    slots: Vec<Slot>,
    /// How many words are numbered.
    words: usize,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// In how many documents the word stands.
    documents: u32,
    /// The word's number, or `u32::MAX` for a word that is not used.
    number: u32,
    /// `log2(1 + (n - df + 0.5) / (df + 0.5))`, as in BM25.
    rarity: f32,
}

impl Vocabulary {
    /// Counts the words of all documents.
    pub fn new(documents: &[&Terms], weights: &Weights) -> Self {
        let mut this = Self { slots: vec![Slot::default(); 1 << 12], words: 0 };
        let mut used = 0;
        for terms in documents {
            // Room for all of them first, so that the loop below need not ask.
            while (used + terms.as_slice().len()) * 2 > this.slots.len() {
                this.grow();
            }
            for term in terms.as_slice() {
                let at = this.slot(term.hash);
                let slot = &mut this.slots[at];
                used += usize::from(slot.documents == 0);
                slot.hash = term.hash;
                slot.documents += 1;
            }
        }
        this.number(documents.len(), weights);
        this
    }

    fn number(&mut self, documents: usize, weights: &Weights) {
        let most = weights.common_floor.max((documents as f32 * weights.common_share) as u32);
        let all = documents as f32;
        for slot in &mut self.slots {
            let n = slot.documents as f32;
            slot.number = u32::MAX;
            if (2..=most).contains(&slot.documents) {
                slot.number = self.words as u32;
                slot.rarity = log2(1.0 + (all - n + 0.5) / (n + 0.5));
                self.words += 1;
            }
        }
    }

    /// How many words are numbered.
    pub fn len(&self) -> usize {
        self.words
    }

    /// A word's number and rarity, if it tells documents apart.
    pub fn get(&self, hash: u32) -> Option<(u32, f32)> {
        let slot = self.slots[self.slot(hash)];
        (slot.number != u32::MAX).then_some((slot.number, slot.rarity))
    }

    /// The slot that holds `hash`, or the free one where it belongs.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].hash != hash && self.slots[at].documents != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        for old in std::mem::replace(&mut self.slots, larger) {
            if old.documents != 0 {
                let at = self.slot(old.hash);
                self.slots[at] = old;
            }
        }
    }
}
