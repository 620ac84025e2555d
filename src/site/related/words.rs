//! The words of all documents as matrices: what each document asks for, and who answers to each word.
//!
//! Must not know: products, tags, links; which text a document is.

use super::column::Column;
use super::lists::{Entry, Lists};
use super::number::coarse;
use super::vocabulary::Telling;
use super::weights::WordWeights;
use super::wording::Rows;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::terms::{FIELDS, Term, Terms};

/// How many more documents than count are held of a word, as a share of those that count: one in so many. They take the places of
/// others that leave when texts are edited.
const SPARE: usize = 4;

/// Asked words by document, and answering documents by word.
#[derive(Default, Serialize, Deserialize)]
pub struct Words {
    /// For each document the words that tell most of it.
    pub asked: Lists,
    /// For each word the documents that it tells something of; not all, of a word that has many.
    answers: Vec<Column>,
    weights: WordWeights,
    /// How many documents are held of a word.
    held: usize,
    /// The length of all texts in weighted words.
    total: f64,
    documents: usize,
}

impl Words {
    /// Words of so many documents, which are to be counted, and then weighed and pushed.
    pub fn new(documents: usize, weights: &WordWeights) -> Words {
        Words {
            asked: Lists::with_capacity(documents, documents * weights.asked_terms),
            answers: Vec::new(),
            held: weights.answering + weights.answering / SPARE,
            documents,
            total: 0.0,
            weights: weights.clone(),
        }
    }

    /// Counts the words of one document.
    pub fn count(&mut self, terms: &Terms) {
        self.total += length(terms, &self.weights);
    }

    /// Of what a document answers to, beyond those that have been added, what is not known to be of no account.
    pub fn held(&self, document: u32, mut answering: Vec<Entry>) -> Vec<Entry> {
        answering.retain(|Entry { to, weight }| {
            self.answers[*to as usize].may_hold(&Entry { to: document, weight: *weight })
        });
        answering
    }

    /// Adds what the next document asks for and answers to.
    pub fn push(&mut self, (asked, answering): Rows) {
        let document = self.asked.len() as u32;
        self.asked.push(asked);
        for Entry { to, weight } in answering {
            self.answers[to as usize].push(Entry { to: document, weight }, self.held);
        }
    }

    /// All documents have been added.
    pub fn finish(&mut self) {
        self.answers.iter_mut().for_each(|column| column.finish(self.held, self.weights.answering));
    }

    /// The documents that answer to a word.
    pub fn answers(&self, word: usize) -> &[Entry] {
        self.answers[word].counting(self.weights.answering)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Makes room for words with numbers below `words`.
    pub fn grow(&mut self, words: usize) {
        self.answers.resize(self.answers.len().max(words), Column::default());
    }

    /// Says that all documents that have a word are about to answer anew to it.
    pub fn open(&mut self, word: usize) {
        self.answers[word].open();
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

    /// What a document with these words, of which some are `telling`, asks for, and what it answers to.
    ///
    /// Words are weighed by BM25F (Zaragoza and others, "Microsoft Cambridge at TREC 13", 2004): counts of the fields are
    /// weighted, summed, divided by a share of the text's length and saturated, then multiplied by the word's rarity. What asks
    /// is scaled to length 1; what answers only where whole texts are compared, which makes it a cosine.
    pub fn weighed(&self, terms: &Terms, telling: &[Telling]) -> Rows {
        let weights = &self.weights;
        let share = weights.length_share;
        let length = 1.0 - share + share * length(terms, weights) as f32 / self.average();
        let mut asks = Vec::with_capacity(if weights.whole { telling.len() } else { 0 });
        let mut answers = Vec::with_capacity(telling.len());
        let (mut asks_square, mut answers_square) = (0.0_f32, 0.0_f32);
        for Telling { term, number, rarity } in telling {
            let (hash, number) = (term.hash, *number);
            let count = weighted(term, &weights.fields);
            let answer = rarity * count / (count + weights.saturation * length);
            answers.push(Weighed::new(hash, number, answer));
            let extra = bonus(term, &weights.asked);
            let ask = if weights.whole { answer + rarity * extra } else { extra };
            if ask > 0.0 {
                asks.push(Weighed::new(hash, number, ask));
            }
            asks_square += ask * ask;
            answers_square += answer * answer;
        }
        keep_heaviest(&mut answers, weights.answered_terms);
        keep_heaviest(&mut asks, weights.asked_terms);
        asks.sort_unstable_by_key(Weighed::hash);
        let scaled = |words: Vec<Weighed>, norm: f32| {
            words.iter().map(|word| Entry { to: word.number, weight: word.weight() / norm }).collect()
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
    /// changes which documents count, or their weights, and the one that counts now, or no longer, in its place. Nothing, and the
    /// words are no longer to be used, if that is none of those that are held.
    pub fn answer(&mut self, word: usize, document: u32, weight: Option<f32>) -> Option<(bool, Option<u32>)> {
        let (column, counting) = (&mut self.answers[word], self.weights.answering);
        let before = column.counting(counting).to_vec();
        column.put(document, weight, counting).then_some(())?;
        let after = column.counting(counting);
        let place =
            |entries: &[Entry], document: u32| entries.binary_search_by_key(&document, |entry| entry.to).ok();
        let of = |entries: &[Entry]| place(entries, document).map(|at| entries[at]);
        let alone = |among: &[Entry], than: &[Entry]| {
            let mut others = among.iter().map(|entry| entry.to).filter(|to| *to != document);
            others.find(|to| place(than, *to).is_none())
        };
        let other = alone(after, &before).or_else(|| alone(&before, after));
        Some((of(&before) != of(after), other))
    }
}

/// A word of a document. Hashes decide between equals, since its number means nothing.
#[derive(Clone, Copy)]
struct Weighed {
    /// As of an entry with the hash for its column, which is compared often and so made once.
    rank: u64,
    number: u32,
}

impl Weighed {
    /// A word whose weight is not negative.
    fn new(hash: u32, number: u32, weight: f32) -> Self {
        Self { rank: Entry { to: hash, weight }.rank(), number }
    }

    fn weight(&self) -> f32 {
        Entry::ranked(self.rank).weight
    }

    fn hash(&self) -> u32 {
        Entry::ranked(self.rank).to
    }
}

/// Keeps the `count` heaviest words, in no order; of equal ones those with the lowest hash.
fn keep_heaviest(words: &mut Vec<Weighed>, count: usize) {
    if count > 0 && words.len() > count {
        words.select_nth_unstable_by_key(count - 1, |word| word.rank);
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
    terms
        .totals()
        .iter()
        .zip(&weights.fields)
        .map(|(count, weight)| f64::from(*count) * f64::from(*weight))
        .sum()
}
