//! The words of all documents as matrices: what each document asks for, and who answers to each word.
//!
//! Must not know: products, tags, links; which text a document is.

use super::Workers;
use super::columns::Columns;
use super::lists::{Entry, Lists, heaviest_first};
use super::number::coarse;
use super::vocabulary::Vocabulary;
use super::weights::WordWeights;
use crate::content::terms::{FIELDS, Term, Terms};

/// How many documents are weighed before the words are told: few, so that they take little memory.
const AT_ONCE: usize = 256;

/// Asked words by document, and answering documents by word.
#[derive(Default)]
pub struct Words {
    /// For each document the words that tell most of it.
    pub asked: Lists,
    /// For each word the documents that it tells something of, those first that count.
    answers: Lists,
    weights: WordWeights,
    /// The length of all texts in weighted words.
    total: f64,
    documents: usize,
}

impl Words {
    /// Weighs words by BM25F (Zaragoza and others, "Microsoft Cambridge at TREC 13", 2004): counts of the fields are
    /// weighted, summed, divided by a share of the text's length and saturated, then multiplied by the word's rarity.
    ///
    /// What asks is scaled to length 1; what answers only where whole texts are compared, which makes it a cosine. Of a word
    /// only so many documents count; all others are kept too if the words are `lasting`.
    pub fn new(
        documents: &[&Terms],
        vocabulary: &Vocabulary,
        weights: &WordWeights,
        lasting: bool,
        workers: &impl Workers,
    ) -> Words {
        let mut this = Words {
            asked: Lists::with_capacity(documents.len(), documents.len() * weights.asked_terms),
            total: documents.iter().map(|terms| length(terms, weights)).sum(),
            documents: documents.len(),
            weights: weights.clone(),
            ..Words::default()
        };
        let mut answers =
            Columns::new(vocabulary.len(), if lasting { usize::MAX } else { weights.answering });
        for (part, terms) in documents.chunks(AT_ONCE).enumerate() {
            let weighed = workers.each(terms.len(), |at, _| this.weighed(terms[at], vocabulary));
            for (at, (asked, answering)) in weighed.into_iter().enumerate() {
                this.asked.push(asked);
                answers.push((part * AT_ONCE + at) as u32, &answering);
            }
        }
        this.answers = answers.into_lists();
        this.answers.heaviest_first(weights.answering);
        this
    }

    /// The documents that answer to a word.
    pub fn answers(&self, word: usize) -> &[Entry] {
        self.answers.first(word, self.weights.answering)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Makes room for words with numbers below `words`.
    pub fn grow(&mut self, words: usize) {
        self.answers.grow(words);
    }

    /// Whether the usual length of a text stays the same if the words of one are others.
    pub fn keeps_average(&mut self, old: &Terms, new: &Terms) -> bool {
        let before = self.average();
        self.total += length(new, &self.weights) - length(old, &self.weights);
        before.to_bits() == self.average().to_bits()
    }

    /// The usual length of a text, rounded down, so that an edit of one does not change it often.
    fn average(&self) -> f32 {
        coarse((self.total / self.documents.max(1) as f64).max(1.0) as f32, 3)
    }

    /// What a document with these words asks for, and what it answers to.
    pub fn weighed(&self, terms: &Terms, vocabulary: &Vocabulary) -> (Vec<Entry>, Vec<Entry>) {
        let weights = &self.weights;
        let share = weights.length_share;
        let length = 1.0 - share + share * length(terms, weights) as f32 / self.average();
        let (mut asks, mut answers) = (Vec::new(), Vec::with_capacity(terms.as_slice().len()));
        let (mut asks_square, mut answers_square) = (0.0_f32, 0.0_f32);
        for term in terms.as_slice() {
            let hash = term.hash;
            let Some((number, rarity)) = vocabulary.get(hash) else { continue };
            let count = weighted(term, &weights.fields);
            let answer = rarity * count / (count + weights.saturation * length);
            answers.push(Weighed { hash, number, weight: answer });
            let extra = bonus(term, &weights.asked);
            let ask = if weights.whole { answer + rarity * extra } else { extra };
            if extra > 0.0 {
                asks.push(Weighed { hash, number, weight: ask });
            }
            asks_square += ask * ask;
            answers_square += answer * answer;
        }
        keep_heaviest(&mut answers, weights.answered_terms);
        if weights.whole {
            // Words without a bonus ask as they answer, so those that ask most are among these.
            asks.extend(&answers);
            asks.sort_unstable_by(|a, b| a.hash.cmp(&b.hash).then(b.weight.total_cmp(&a.weight)));
            asks.dedup_by_key(|word| word.hash);
        }
        keep_heaviest(&mut asks, weights.asked_terms);
        asks.sort_unstable_by_key(|word| word.hash);
        let scaled = |words: Vec<Weighed>, norm: f32| {
            words.iter().map(|word| Entry { to: word.number, weight: word.weight / norm }).collect()
        };
        (
            scaled(asks, asks_square.sqrt()),
            scaled(answers, if weights.whole { answers_square.sqrt() } else { 1.0 }),
        )
    }

    /// Lets a document ask for these words. Returns whether it did not before.
    pub fn ask(&mut self, document: usize, asked: &[Entry]) -> bool {
        let other = self.asked.row(document) != asked;
        if other {
            self.asked.replace(document, asked);
        }
        other
    }

    /// Puts a document among those that answer to a word, with another weight, or takes it out. Returns whether that
    /// changes which documents count, or their weights, and the one that counts now, or no longer, in its place.
    pub fn answer(&mut self, word: usize, document: u32, weight: Option<f32>) -> (bool, Option<u32>) {
        let counts = |this: &Words| this.answers(word).iter().find(|entry| entry.to == document).copied();
        let (before, last) = (counts(self), self.answers.row(word).len());
        let others: Vec<u32> = self.answers(word).iter().map(|entry| entry.to).collect();
        let mut row = self.answers.row(word).to_vec();
        row.retain(|entry| entry.to != document);
        row.extend(weight.map(|weight| Entry { to: document, weight }));
        heaviest_first(&mut row, self.weights.answering);
        self.answers.replace(word, &row);
        let full = last.max(row.len()) > self.weights.answering;
        let other = match (before, counts(self)) {
            (Some(_), None) if full => {
                self.answers(word).iter().map(|entry| entry.to).find(|to| !others.contains(to))
            }
            (None, Some(_)) if full => {
                others.into_iter().find(|other| self.answers(word).iter().all(|entry| entry.to != *other))
            }
            _ => None,
        };
        (before != counts(self), other)
    }
}

/// A word of a document. Hashes decide between equals, since numbers mean nothing.
#[derive(Clone, Copy)]
struct Weighed {
    hash: u32,
    number: u32,
    weight: f32,
}

/// Keeps the `count` heaviest words, in no order; of equal ones those with the lowest hash.
fn keep_heaviest(words: &mut Vec<Weighed>, count: usize) {
    if count > 0 && words.len() > count {
        let rank = |word: &Weighed| u64::from(!word.weight.to_bits()) << 32 | u64::from(word.hash);
        words.select_nth_unstable_by_key(count - 1, rank);
    }
    words.truncate(count);
}

fn weighted(term: &Term, fields: &[f32; FIELDS]) -> f32 {
    term.counts.iter().zip(fields).map(|(count, weight)| f32::from(*count) * weight).sum()
}

/// What the fields count in which the word stands.
fn bonus(term: &Term, fields: &[f32; FIELDS]) -> f32 {
    term.counts.iter().zip(fields).map(|(count, weight)| if *count > 0 { *weight } else { 0.0 }).sum()
}

/// A text's length in weighted words; sums of such lengths are exact, as weights are whole numbers.
fn length(terms: &Terms, weights: &WordWeights) -> f64 {
    terms.as_slice().iter().map(|term| f64::from(weighted(term, &weights.fields))).sum()
}
