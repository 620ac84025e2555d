//! The words that tell documents apart, numbered, each with its rarity.
//!
//! How rare a word is is told in steps, so that an edit of one document changes the rarity of few words. A number stands for
//! a word in this program's memory alone: no result may depend on which number it is. Must not know: which text a document
//! is, or where in it a word stands.

use super::number::{coarse, log2};
use super::weights::Weights;
use crate::base::kept::{Deserialize, Packed, Serialize, packed};
use crate::content::terms::{Term, Terms};

/// The words that stand in more than one document and not in too many.
#[derive(Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Open addressing, a power of two long or empty.
    #[serde(with = "packed")]
    slots: Vec<Slot>,
    /// How many slots hold a word.
    taken: usize,
    /// How many words are numbered.
    words: usize,
    documents: usize,
    /// In so many documents a word may stand.
    most: u32,
}

/// A word that tells documents apart.
pub struct Telling {
    /// How often a document has it.
    pub term: Term,
    /// Its number.
    pub number: u32,
    /// See [`Vocabulary::rarity`].
    pub rarity: f32,
}

/// The number of a slot that holds no word.
const FREE: u32 = u32::MAX;
/// The number of a word that has never been used.
const UNUSED: u32 = u32::MAX - 1;

#[derive(Clone, Copy)]
struct Slot {
    hash: u32,
    /// In how many documents the word stands.
    documents: u32,
    number: u32,
    /// See [`rarity`]; 0 for a word that is not used.
    rarity: f32,
}

impl Packed<16> for Slot {
    fn pack(self) -> [u8; 16] {
        let Self { hash, documents, number, rarity } = self;
        let numbers = [hash, documents, number, rarity.to_bits()];
        numbers.iter().rev().fold(0, |all, number| all << 32 | u128::from(*number)).to_le_bytes()
    }

    fn unpack(bytes: [u8; 16]) -> Self {
        let all = u128::from_le_bytes(bytes);
        let [hash, documents, number, rarity] = [0, 32, 64, 96].map(|at| (all >> at) as u32);
        Self { hash, documents, number, rarity: f32::from_bits(rarity) }
    }
}

impl Vocabulary {
    /// The words of so many documents, which are to be counted and then judged.
    pub fn new(documents: usize, weights: &Weights) -> Self {
        let most = weights.common_floor.max((documents as f32 * weights.common_share) as u32);
        let mut this = Self { slots: Vec::new(), taken: 0, words: 0, documents, most };
        this.make_room(1);
        this
    }

    /// Counts the words of one document.
    pub fn count_all(&mut self, terms: &Terms) {
        self.make_room(terms.len());
        for term in terms.iter() {
            self.count(term.hash, 1);
        }
    }

    /// Numbers the words that tell documents apart, once all have been counted.
    pub fn judge_all(&mut self) {
        for at in 0..self.slots.len() {
            self.judge(at);
        }
    }

    /// How many words are numbered.
    pub fn len(&self) -> usize {
        self.words
    }

    /// Those of a document's words that tell documents apart.
    pub fn telling(&self, terms: &Terms) -> Vec<Telling> {
        let telling = |term: Term| {
            let Slot { number, rarity, .. } = self.slots[self.slot(term.hash)];
            (rarity > 0.0).then_some(Telling { term, number, rarity })
        };
        terms.iter().filter_map(telling).collect()
    }

    /// A word's number, if it ever told documents apart.
    pub fn number(&self, hash: u32) -> Option<u32> {
        Some(self.slots[self.slot(hash)].number).filter(|number| *number < UNUSED)
    }

    /// Whether a word will have another rarity if `change` more documents have it.
    pub fn would_change(&self, hash: u32, change: i32) -> bool {
        let slot = self.slots[self.slot(hash)];
        let before = if slot.number == FREE { 0 } else { slot.documents };
        self.rarity(before.saturating_add_signed(change)).to_bits() != self.rarity(before).to_bits()
    }

    /// Takes in that `change` more documents have a word.
    pub fn change(&mut self, hash: u32, change: i32) {
        self.make_room(1);
        let at = self.count(hash, change);
        self.judge(at);
    }

    fn count(&mut self, hash: u32, change: i32) -> usize {
        let at = self.slot(hash);
        let slot = &mut self.slots[at];
        if slot.number == FREE {
            *slot = Slot { hash, documents: 0, number: UNUSED, rarity: 0.0 };
            self.taken += 1;
        }
        slot.documents = slot.documents.saturating_add_signed(change);
        at
    }

    fn judge(&mut self, at: usize) {
        let rarity = self.rarity(self.slots[at].documents);
        let slot = &mut self.slots[at];
        if slot.number != FREE {
            slot.rarity = rarity;
            if rarity > 0.0 && slot.number == UNUSED {
                slot.number = self.words as u32;
                self.words += 1;
            }
        }
    }

    /// `log2(1 + (n - df + 0.5) / (df + 0.5))`, as in BM25, of a document frequency that is rounded down to 2, 3, 4, 6, 8, 12
    /// and so on; 0 for a word that is not used.
    fn rarity(&self, documents: u32) -> f32 {
        if !(2..=self.most).contains(&documents) {
            return 0.0;
        }
        let (all, n) = (self.documents as f32, coarse(documents as f32, 1));
        log2(1.0 + (all - n + 0.5) / (n + 0.5))
    }

    /// The slot that holds `hash`, or the free one where it belongs.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].hash != hash && self.slots[at].number != FREE {
            at = (at + 1) & mask;
        }
        at
    }

    /// Makes room for so many more words, so that no loop need ask.
    fn make_room(&mut self, more: usize) {
        while (self.taken + more) * 2 > self.slots.len() {
            let free = Slot { hash: 0, documents: 0, number: FREE, rarity: 0.0 };
            let larger = vec![free; (self.slots.len() * 2).max(1 << 12)];
            for old in std::mem::replace(&mut self.slots, larger) {
                if old.number != FREE {
                    let at = self.slot(old.hash);
                    self.slots[at] = old;
                }
            }
        }
    }
}
