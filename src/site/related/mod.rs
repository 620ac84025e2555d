//! Related documents: which to read after which, and why.
//!
//! A sum of four signals: the words two documents share, their products, their tags, and the links between them and
//! around them. Each signal is a sparse matrix with capped rows, so the time for one document does not grow with their
//! number. Numbers are added in a fixed order and with exact operations alone: a ranking is the same on every machine.
//! Must not know: what a document is, where it is published, how many are shown, that there are threads.

mod groups;
mod links;
mod lists;
mod number;
mod scratch;
pub mod weights;
mod words;

#[cfg(test)]
mod tests;

pub use scratch::Scratch;

use crate::content::terms::Terms;
use groups::Groups;
use links::Links;
use weights::Weights;
use words::Words;

/// What the ranking sees of a document. All numbers are indexes.
pub struct Document<'a> {
    /// Its words.
    pub terms: &'a Terms,
    /// The products that it compares.
    pub products: &'a [u32],
    /// Its tags.
    pub tags: &'a [u32],
    /// The documents that its text links to.
    pub links: &'a [u32],
}

/// A document that is worth reading next.
#[derive(Clone, PartialEq, Debug)]
pub struct Related {
    /// Its index.
    pub document: usize,
    /// How related it is: above 0, without unit, to be compared within one list only.
    pub score: f32,
    /// Why.
    pub reason: Reason,
}

/// Why a document is related: of all signals the one that a reader understands best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Both compare this product, the rarest that they share.
    Product(u32),
    /// Both have this tag, the rarest that they share.
    Tag(u32),
    /// It links to the document that asked.
    LinksHere,
    /// The document that asked links to it.
    LinkedFromHere,
    /// They use the same rare words, or link to the same documents, or are linked to by the same.
    Words,
}

/// Everything that is needed to rank all documents.
#[derive(Default)]
pub struct Index {
    documents: usize,
    words: Words,
    products: Groups,
    tags: Groups,
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
        let cap = weights.list_cap;
        Index {
            documents: documents.len(),
            words: Words::new(&terms, &weights),
            products: Groups::new(documents.iter().map(|document| document.products), cap),
            tags: Groups::new(documents.iter().map(|document| document.tags), cap),
            links: Links::new(documents.iter().map(|document| document.links), cap),
            weights,
        }
    }

    /// The `count` documents most related to `document`, best first, of equal ones the lowest index first; never the
    /// document itself. Fewer only if no others share anything with it.
    pub fn related(&self, document: usize, count: usize, scratch: &mut Scratch) -> Vec<Related> {
        if document >= self.documents {
            return Vec::new();
        }
        scratch.begin(self.documents);
        self.add_shared(document, scratch);
        self.add_links(document, scratch);
        let best = scratch.take_best(document, count);
        let related = |(score, other): (f32, usize)| {
            let reason = self.reason(document, other);
            Related { document: other, score, reason }
        };
        best.into_iter().map(related).collect()
    }

    /// Adds what shares words, products and tags.
    fn add_shared(&self, document: usize, scratch: &mut Scratch) {
        for (asked, answers, weight) in [
            (&self.words.asked, &self.words.answers, self.weights.words),
            (&self.products.asked, &self.products.answers, self.weights.products),
            (&self.tags.asked, &self.tags.answers, self.weights.tags),
        ] {
            for entry in asked.row(document) {
                scratch.add(answers.row(entry.to as usize), entry.weight * weight);
            }
        }
    }

    /// Adds what is one link away, and by way of one page, two: Kessler's coupling and Small's co-citation.
    fn add_links(&self, document: usize, scratch: &mut Scratch) {
        let Links { from, to } = &self.links;
        scratch.add(from.row(document), self.weights.links_from);
        scratch.add(to.row(document), self.weights.links_to);
        let mut left = self.weights.hop_cap;
        for (there, back, weight) in [(from, to, self.weights.coupled), (to, from, self.weights.cited)] {
            for entry in there.row(document) {
                let row = back.row(entry.to as usize);
                if row.len() <= left {
                    left -= row.len();
                    scratch.add(row, entry.weight * weight);
                }
            }
        }
    }

    fn reason(&self, document: usize, other: usize) -> Reason {
        let tag = self.tags.rarest_shared(document, other);
        let is_rare =
            |size: u32| size as f32 <= (self.documents as f32 * self.weights.rare_tag_share).max(8.0);
        if let Some((product, _)) = self.products.rarest_shared(document, other) {
            Reason::Product(product)
        } else if let Some((tag, _)) = tag.filter(|(_, size)| is_rare(*size)) {
            Reason::Tag(tag)
        } else if self.links.has(document, other) {
            Reason::LinkedFromHere
        } else if self.links.has(other, document) {
            Reason::LinksHere
        } else {
            tag.map_or(Reason::Words, |(tag, _)| Reason::Tag(tag))
        }
    }
}
