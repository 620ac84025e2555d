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
mod words;

#[cfg(test)]
mod tests;

pub use edit::{Edit, Moved};
pub use lists::Entry;
pub use ranking::Ranking;
pub use scratch::Scratch;
pub use signal::Signal;

use crate::base::kept::{Deserialize, Serialize};
use crate::content::terms::Terms;
use groups::Groups;
use links::Links;
use places::Places;
use vocabulary::Vocabulary;
use weights::Weights;
use words::Words;

/// What the ranking sees of a document. All numbers are indexes.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// Its words.
    pub terms: &'a Terms,
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

/// One job for each document: takes its number and a thread's own memory.
pub type Job<'j> = &'j (dyn Fn(usize, &mut Scratch) -> Vec<Entry> + Sync);

/// Does a job for each of so many documents and returns the results in their order, on as many threads as it likes.
pub type Each<'e> = &'e dyn Fn(usize, Job<'_>) -> Vec<Vec<Entry>>;

/// Does the jobs one after another.
pub fn one_by_one(count: usize, job: Job<'_>) -> Vec<Vec<Entry>> {
    let mut scratch = Scratch::default();
    (0..count).map(|document| job(document, &mut scratch)).collect()
}

/// The documents, of so many, of which something is so, in order.
fn those(count: usize, each: Each<'_>, is_one: impl Fn(usize, &mut Scratch) -> bool + Sync) -> Vec<usize> {
    let found = each(count, &|document, scratch| {
        is_one(document, scratch).then_some(Entry { to: document as u32, weight: 0.0 }).into_iter().collect()
    });
    found.into_iter().flatten().map(|entry| entry.to as usize).collect()
}

/// Everything that documents say of themselves, by document and the other way round.
#[derive(Default)]
pub struct Index {
    documents: usize,
    vocabulary: Vocabulary,
    words: Words,
    titles: Words,
    products: Groups,
    before: Vec<Box<[u32]>>,
    after: Vec<Box<[u32]>>,
    tags: Groups,
    places: Places,
    links: Links,
    weights: Weights,
}

impl Index {
    /// Indexes the documents, with the weights that builds use.
    pub fn new(documents: &[Document<'_>]) -> Index {
        Self::with_weights(documents, Weights::CHOSEN)
    }

    /// Indexes the documents with weights of one's own, for measuring.
    pub fn with_weights(documents: &[Document<'_>], weights: Weights) -> Index {
        let terms: Vec<&Terms> = documents.iter().map(|document| document.terms).collect();
        let vocabulary = Vocabulary::new(&terms, &weights);
        let cap = weights.list_cap;
        let all = documents.iter();
        Index {
            documents: documents.len(),
            words: Words::new(&terms, &vocabulary, &weights.words, cap),
            titles: Words::new(&terms, &vocabulary, &weights.title, cap),
            vocabulary,
            products: Groups::new(all.clone().map(|document| document.products), cap),
            before: all.clone().map(|document| document.before.into()).collect(),
            after: all.clone().map(|document| document.after.into()).collect(),
            tags: Groups::new(all.clone().map(|document| document.tags), cap),
            places: Places::new(all.clone().map(|document| document.place).collect(), cap),
            links: Links::new(all.map(|document| document.links), cap),
            weights,
        }
    }

    /// Forgets what is needed only to take in other words: nothing but [`Index::take_words`] is lost.
    pub fn freeze(&mut self) {
        self.vocabulary = Vocabulary::default();
        self.words.freeze();
        self.titles.freeze();
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
        self.add_words(&self.words, document, 1.0, scratch);
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
