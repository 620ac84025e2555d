//! `Wording`: the words of all documents, weighed in two ways. It is all of the ranking's index that is made of texts.
//!
//! Must not know: products, tags, links; how words of an edited document are taken in.

use super::lists::Entry;
use super::scratch::Scratch;
use super::vocabulary::Vocabulary;
use super::weights::Weights;
use super::words::Words;
use crate::base::kept::{Deserialize, Serialize};
use crate::base::{Aside, Workers};
use crate::content::terms::Terms;
use std::collections::{HashMap, HashSet};

/// How many documents are weighed before their words are told: few, so that they take little memory.
const AT_ONCE: usize = 256;

/// Which words tell documents apart, and what they tell of each.
#[derive(Default, Serialize, Deserialize)]
pub struct Wording {
    /// The words, with their numbers.
    pub(super) vocabulary: Vocabulary,
    /// How texts are compared as wholes.
    pub(super) words: Words,
    /// How a title is looked for in other texts.
    pub(super) titles: Words,
}

/// Two rows of words: of one document what it asks for and what it answers to, or of either what it was and what it is.
pub(super) type Rows = (Vec<Entry>, Vec<Entry>);

impl Wording {
    /// Weighs the words of all documents, and lets them go one after the other.
    pub fn new(documents: Vec<Aside<Terms>>, weights: &Weights, workers: &impl Workers) -> Self {
        let words = |weights| Words::new(documents.len(), weights);
        let (words, titles) = (words(&weights.words), words(&weights.title));
        let mut this = Self { vocabulary: Vocabulary::new(documents.len(), weights), words, titles };
        for document in &documents {
            this.count(&document.get());
        }
        this.vocabulary.judge_all();
        this.grow();
        let mut rest = documents.into_iter();
        loop {
            let part: Vec<Aside<Terms>> = rest.by_ref().take(AT_ONCE).collect();
            if part.is_empty() {
                break;
            }
            let first = this.words.asked.len();
            let weighed = |at: usize, _: &mut Scratch| {
                let [words, titles] = this.weighed(&part[at].get());
                [(&this.words, words), (&this.titles, titles)]
                    .map(|(all, (asked, answering))| (asked, all.held((first + at) as u32, answering)))
            };
            let weighed = workers.each(part.len(), weighed);
            let (for_words, for_titles): (Vec<Rows>, Vec<Rows>) =
                weighed.into_iter().map(|[words, titles]| (words, titles)).unzip();
            let Self { words, titles, .. } = &mut this;
            let push = |all: &mut Words, rows: Vec<Rows>| rows.into_iter().for_each(|row| all.push(row));
            workers.both(|| push(words, for_words), || push(titles, for_titles));
        }
        let Self { words, titles, .. } = &mut this;
        workers.both(|| words.finish(), || titles.finish());
        this
    }

    /// Takes in that so many more documents have these words. Those that are `reweighed` for it are about to be answered anew by
    /// all documents that have them.
    pub(super) fn change(&mut self, changes: &HashMap<u32, i32>, reweighed: &HashSet<u32>) {
        changes.iter().for_each(|(hash, change)| self.vocabulary.change(*hash, *change));
        self.grow();
        for number in reweighed.iter().filter_map(|hash| self.vocabulary.number(*hash)) {
            self.words.open(number as usize);
            self.titles.open(number as usize);
        }
    }

    /// Counts the words of one document.
    fn count(&mut self, terms: &Terms) {
        self.vocabulary.count_all(terms);
        self.words.count(terms);
        self.titles.count(terms);
    }

    /// Makes room for all words.
    fn grow(&mut self) {
        self.words.grow(self.vocabulary.len());
        self.titles.grow(self.vocabulary.len());
    }

    /// What a document with these words asks for and answers to, when whole texts are compared, and for titles.
    pub(super) fn weighed(&self, terms: &Terms) -> [Rows; 2] {
        let telling = self.vocabulary.telling(terms);
        [&self.words, &self.titles].map(|words| words.weighed(terms, &telling))
    }
}
