//! The words of all documents as two matrices: what each document asks for, and who answers to each word.
//!
//! Must not know: products, tags, links; which text a document is.

use super::lists::{Entry, Lists, heaviest_first};
use super::number::log2;
use super::weights::Weights;
use crate::content::terms::{FIELDS, Term, Terms};

/// Asked words by document, and answering documents by word.
#[derive(Default)]
pub struct Words {
    /// For each document the words that tell most of it.
    pub asked: Lists,
    /// For each word the documents that it tells most of.
    pub answers: Lists,
}

impl Words {
    /// Weighs words by BM25F (Zaragoza and others, "Microsoft Cambridge at TREC 13", 2004): counts of the fields are
    /// weighted, summed, divided by a share of the text's length and saturated, then multiplied by the word's rarity.
    /// In the document that asks, a word of its title or description counts extra. Both sides are scaled to length 1.
    pub fn new(documents: &[&Terms], weights: &Weights) -> Words {
        let vocabulary = Vocabulary::new(documents, weights);
        let lengths: Vec<f32> = documents.iter().map(|terms| length(terms, weights)).collect();
        let total: f64 = lengths.iter().copied().map(f64::from).sum();
        let average = (total / documents.len().max(1) as f64).max(1.0) as f32;
        let count = documents.len();
        let mut asked = Lists::with_capacity(count, count * weights.asked_terms);
        let mut answering = Lists::with_capacity(count, count * weights.answered_terms);
        let mut weigher = Weigher { vocabulary: &vocabulary, weights, asks: Vec::new(), answers: Vec::new() };
        for (terms, length) in documents.iter().zip(lengths) {
            let share = weights.length_share;
            weigher.weigh(terms, 1.0 - share + share * length / average);
            asked.push(weigher.asks.iter().copied());
            answering.push(weigher.answers.iter().copied());
        }
        let mut answers = answering.transposed(vocabulary.words);
        answers.cap(weights.list_cap);
        Words { asked, answers }
    }
}

/// Weighs the words of one document after the other.
struct Weigher<'a> {
    vocabulary: &'a Vocabulary,
    weights: &'a Weights,
    /// The heaviest words of the document that asks, in the order of their numbers.
    asks: Vec<Entry>,
    /// The heaviest words of the document that answers, in no order.
    answers: Vec<Entry>,
}

impl Weigher<'_> {
    /// Weighs the words of a text of a `length` of which 1 is the average.
    fn weigh(&mut self, terms: &Terms, length: f32) {
        let weights = self.weights;
        self.asks.clear();
        self.answers.clear();
        let (mut asks_square, mut answers_square) = (0.0_f32, 0.0_f32);
        for term in terms.as_slice() {
            let Some((to, rarity)) = self.vocabulary.get(term.hash) else { continue };
            let count = weighted(term, &weights.fields);
            let answer = rarity * count / (count + weights.saturation * length);
            self.answers.push(Entry { to, weight: answer });
            let ask = answer + rarity * bonus(term, &weights.asked);
            if ask > answer {
                self.asks.push(Entry { to, weight: ask });
            }
            asks_square += ask * ask;
            answers_square += answer * answer;
        }
        heaviest_first(&mut self.answers, weights.answered_terms);
        self.answers.truncate(weights.answered_terms);
        // Words without a bonus ask as they answer, so those that ask most are among these.
        self.asks.extend(&self.answers);
        self.asks.sort_unstable_by(|a, b| a.to.cmp(&b.to).then(b.weight.total_cmp(&a.weight)));
        self.asks.dedup_by_key(|entry| entry.to);
        heaviest_first(&mut self.asks, weights.asked_terms);
        self.asks.truncate(weights.asked_terms);
        self.asks.sort_unstable_by_key(|entry| entry.to);
        scale(&mut self.asks, asks_square.sqrt());
        scale(&mut self.answers, answers_square.sqrt());
    }
}

fn scale(entries: &mut [Entry], norm: f32) {
    for entry in entries {
        entry.weight /= norm;
    }
}

fn weighted(term: &Term, fields: &[f32; FIELDS]) -> f32 {
    term.counts.iter().zip(fields).map(|(count, weight)| f32::from(*count) * weight).sum()
}

/// What the fields count in which the word stands.
fn bonus(term: &Term, fields: &[f32; FIELDS]) -> f32 {
    term.counts.iter().zip(fields).map(|(count, weight)| if *count > 0 { *weight } else { 0.0 }).sum()
}

/// A text's length in weighted words.
fn length(terms: &Terms, weights: &Weights) -> f32 {
    terms.as_slice().iter().map(|term| weighted(term, &weights.fields)).sum()
}

/// The words that stand in more than one document and not in too many.
struct Vocabulary {
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
    fn new(documents: &[&Terms], weights: &Weights) -> Self {
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

    fn get(&self, hash: u32) -> Option<(u32, f32)> {
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
