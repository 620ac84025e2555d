//! The words of all documents as matrices: what each document asks for, and who answers to each word.
//!
//! Must not know: products, tags, links; which text a document is.

use super::lists::{Entry, Lists, heaviest_first};
use super::vocabulary::Vocabulary;
use super::weights::{Weights, WordWeights};
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
    ///
    /// What asks is scaled to length 1; what answers only where whole texts are compared, which makes it a cosine.
    pub fn new(documents: &[&Terms], vocabulary: &Vocabulary, own: &WordWeights, weights: &Weights) -> Words {
        let lengths: Vec<f32> = documents.iter().map(|terms| length(terms, own)).collect();
        let total: f64 = lengths.iter().copied().map(f64::from).sum();
        let average = (total / documents.len().max(1) as f64).max(1.0) as f32;
        let count = documents.len();
        let mut asked = Lists::with_capacity(count, count * own.asked_terms);
        let mut answering = Lists::with_capacity(count, count * own.answered_terms.min(128));
        let mut weigher = Weigher { vocabulary, weights: own, asks: Vec::new(), answers: Vec::new() };
        for (terms, length) in documents.iter().zip(lengths) {
            let share = own.length_share;
            weigher.weigh(terms, 1.0 - share + share * length / average);
            asked.push(weigher.asks.iter().copied());
            answering.push(weigher.answers.iter().copied());
        }
        let mut answers = answering.transposed(vocabulary.len());
        answers.cap(weights.list_cap);
        Words { asked, answers }
    }
}

/// Weighs the words of one document after the other.
struct Weigher<'a> {
    vocabulary: &'a Vocabulary,
    weights: &'a WordWeights,
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
            let extra = bonus(term, &weights.asked);
            let ask = if weights.whole { answer + rarity * extra } else { extra };
            if extra > 0.0 {
                self.asks.push(Entry { to, weight: ask });
            }
            asks_square += ask * ask;
            answers_square += answer * answer;
        }
        heaviest_first(&mut self.answers, weights.answered_terms);
        self.answers.truncate(weights.answered_terms);
        if weights.whole {
            // Words without a bonus ask as they answer, so those that ask most are among these.
            self.asks.extend(&self.answers);
            self.asks.sort_unstable_by(|a, b| a.to.cmp(&b.to).then(b.weight.total_cmp(&a.weight)));
            self.asks.dedup_by_key(|entry| entry.to);
            scale(&mut self.answers, answers_square.sqrt());
        }
        heaviest_first(&mut self.asks, weights.asked_terms);
        self.asks.truncate(weights.asked_terms);
        self.asks.sort_unstable_by_key(|entry| entry.to);
        scale(&mut self.asks, asks_square.sqrt());
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
fn length(terms: &Terms, weights: &WordWeights) -> f32 {
    terms.as_slice().iter().map(|term| weighted(term, &weights.fields)).sum()
}
