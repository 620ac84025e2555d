//! Related documents: which to read after which, and why.
//!
//! A sum of signals: words, products, tags, place, links, and what is two steps away by words and links. Each is a sparse
//! matrix with capped rows, so the time for one document does not grow with their number. Three stages, of which the
//! second and third do one document at a time: [`Index`] gathers, [`Ranking`] knows which texts are alike, and
//! [`reading::Reading`] gives every document its place in somebody's list. Numbers are added in a fixed order and with
//! exact operations alone: a ranking is the same on every machine.
//! Must not know: what a document is, where it is published, that there are threads.

pub mod agreement;
mod alike;
mod column;
mod edit;
mod groups;
mod links;
mod lists;
mod number;
mod places;
mod ranking;
pub mod reading;
mod scratch;
mod shelf;
mod signal;
mod vocabulary;
pub mod weights;
mod wording;
mod words;

#[cfg(test)]
mod tests;

pub use edit::{Edit, Moved};
pub use lists::Entry;
pub use ranking::Ranking;
pub use scratch::Scratch;
pub use signal::Signal;
pub use wording::Wording;

use crate::base::kept::{Deserialize, Serialize};
use groups::Groups;
use links::Links;
use places::Places;
use weights::Weights;
use words::Words;

/// What the ranking sees of a document besides its words. All numbers are indexes.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// The products that it compares.
    pub products: &'a [u32],
    /// The products that are used right before one of its own.
    pub before: &'a [u32],
    /// The products that are used right after one of its own.
    pub after: &'a [u32],
    /// Its tags.
    pub tags: &'a [u32],
    /// The documents that its text links to.
    pub links: &'a [u32],
    /// Where in the site it stands.
    pub place: Option<u32>,
}

/// Why a document is related: of all signals the one that a reader understands best.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// Somebody picked it by hand.
    Picked,
    /// Both compare this product, the rarest that they share.
    Product(u32),
    /// It compares this product, which is used right before one of the document that asked.
    Before(u32),
    /// It compares this product, which is used right after one of the document that asked.
    After(u32),
    /// Both have this tag, the rarest that they share.
    Tag(u32),
    /// It links to the document that asked.
    LinksHere,
    /// The document that asked links to it.
    LinkedFromHere,
    /// It stands beside the document that asked, and neither ranks the other.
    Near,
    /// They use the same telling words, or are near one another by way of others.
    Words,
}

/// Everything that documents say of themselves, by document and the other way round.
#[derive(Default)]
pub struct Index {
    documents: usize,
    wording: Wording,
    products: Groups,
    before: Vec<Box<[u32]>>,
    after: Vec<Box<[u32]>>,
    tags: Groups,
    places: Places,
    links: Links,
    weights: Weights,
}

impl Index {
    /// Indexes the documents, whose words come in the same order, with weights that are those of the words.
    pub fn new(documents: &[Document<'_>], wording: Wording, weights: Weights) -> Index {
        let cap = weights.list_cap;
        let all = documents.iter();
        Index {
            documents: documents.len(),
            wording,
            products: Groups::new(all.clone().map(|document| document.products), cap),
            before: all.clone().map(|document| document.before.into()).collect(),
            after: all.clone().map(|document| document.after.into()).collect(),
            tags: Groups::new(all.clone().map(|document| document.tags), cap),
            places: Places::new(all.clone().map(|document| document.place).collect(), cap),
            links: Links::new(all.map(|document| document.links), cap),
            weights,
        }
    }

    /// The words of all documents.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents
    }

    /// Whether there are no documents.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// The documents that use the same words, those most alike first.
    fn alike(&self, document: usize, scratch: &mut Scratch) -> Vec<Entry> {
        scratch.begin(self.documents);
        self.add_words(&self.wording.words, document, 1.0, scratch);
        scratch.take_best(document, self.weights.alike)
    }

    fn add_words(&self, words: &Words, document: usize, weight: f32, scratch: &mut Scratch) {
        for entry in words.asked.row(document) {
            scratch.add(words.answers(entry.to as usize), entry.weight * weight);
        }
    }

    fn add_groups(&self, groups: &Groups, document: usize, weight: f32, scratch: &mut Scratch) {
        for entry in groups.asked.row(document) {
            scratch.add(groups.answers.row(entry.to as usize), entry.weight * weight);
        }
    }
}
