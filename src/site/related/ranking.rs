//! `Ranking`: the index, and which documents are alike in words; the sum of all signals.
//!
//! Must not know: which of the ranked documents are shown.

use super::lists::{Entry, Lists};
use super::scratch::Scratch;
use super::signal::Signal;
use super::{Each, Index, Reason};

/// Everything that is needed to rank all documents.
pub struct Ranking<'i> {
    index: &'i Index,
    /// For each document those most like it in words.
    alike: Lists,
    /// For each document those that have it in their list, with the same weights.
    alike_back: Lists,
    /// The sum of each row of `alike`.
    sums: Vec<f32>,
}

impl<'i> Ranking<'i> {
    /// Finds for every document those most like it.
    pub fn new(index: &'i Index, each: Each<'_>) -> Self {
        let found = each(index.documents, &|document, scratch| index.alike(document, scratch));
        let mut alike = Lists::with_capacity(index.documents, index.documents * index.weights.alike);
        let mut sums = Vec::with_capacity(index.documents);
        for row in found {
            sums.push(row.iter().map(|entry| entry.weight).sum());
            alike.push(row);
        }
        let mut alike_back = alike.transposed(index.documents);
        alike_back.cap(index.weights.list_cap);
        Self { index, alike, alike_back, sums }
    }

    /// The `count` documents most related to `document` with their scores, best first, of equal ones the lowest index
    /// first; never the document itself. Fewer only if no others share anything with it.
    ///
    /// A score is above 0, without unit, and to be compared within one list only.
    pub fn best(&self, document: usize, count: usize, scratch: &mut Scratch) -> Vec<Entry> {
        if document >= self.index.documents {
            return Vec::new();
        }
        scratch.begin(self.index.documents);
        for (signal, weight) in Signal::ALL.into_iter().zip(self.index.weights.signals) {
            if weight > 0.0 {
                self.add(signal, document, weight, scratch);
            }
        }
        scratch.take_best(document, count)
    }

    /// What each signal adds to the score that `document` gives to each of `others`, in the order of [`Signal::ALL`].
    pub fn by_signal(
        &self,
        document: usize,
        others: &[Entry],
        scratch: &mut Scratch,
    ) -> Vec<[f32; Signal::ALL.len()]> {
        let mut parts = vec![[0.0; Signal::ALL.len()]; others.len()];
        scratch.begin(self.index.documents);
        for (at, (signal, weight)) in Signal::ALL.into_iter().zip(self.index.weights.signals).enumerate() {
            self.add(signal, document, weight, scratch);
            for (part, other) in parts.iter_mut().zip(others) {
                part[at] = scratch.score(other.to);
            }
            scratch.clear();
        }
        parts
    }

    fn add(&self, signal: Signal, document: usize, weight: f32, scratch: &mut Scratch) {
        let index = self.index;
        let (from, to) = (&index.links.from, &index.links.to);
        match signal {
            Signal::Words => index.add_words(&index.words, document, weight, scratch),
            Signal::AlikeFromThere => scratch.add(self.alike_back.row(document), weight),
            Signal::Title => index.add_words(&index.titles, document, weight / 8.0, scratch),
            Signal::Products => index.add_groups(&index.products, document, weight, scratch),
            Signal::Tags => index.add_groups(&index.tags, document, weight, scratch),
            Signal::Place => scratch.add(index.places.beside(document), weight),
            Signal::LinksFrom => scratch.add(from.row(document), weight),
            Signal::LinksTo => scratch.add(to.row(document), weight),
            Signal::Coupled => self.add_hops(from.row(document), to, weight, scratch),
            Signal::Cited => self.add_hops(to.row(document), from, weight, scratch),
            Signal::AlikeLinkTo => self.walk(document, from, weight, scratch),
            Signal::LinksToAlike => self.walk(document, to, weight, scratch),
            Signal::AlikeToAlike => self.walk_alike(document, weight, scratch),
        }
    }

    /// Adds what is two links away: a product of two matrices.
    fn add_hops(&self, first: &[Entry], second: &Lists, weight: f32, scratch: &mut Scratch) {
        let mut left = self.index.weights.hop_cap;
        for entry in first {
            let row = second.row(entry.to as usize);
            if row.len() <= left {
                left -= row.len();
                scratch.add(row, entry.weight * weight);
            }
        }
    }

    /// Adds where a walker arrives who goes to an alike document, then along one of its links, all with equal chance.
    fn walk(&self, document: usize, links: &Lists, weight: f32, scratch: &mut Scratch) {
        let mut left = self.index.weights.hop_cap;
        for entry in self.alike.row(document) {
            let row = links.row(entry.to as usize);
            if row.len() <= left {
                left -= row.len();
                let chance = entry.weight / self.sums[document] / row.len() as f32;
                scratch.add_evenly(row, chance * weight);
            }
        }
    }

    /// Adds where a walker arrives who goes to an alike document twice.
    fn walk_alike(&self, document: usize, weight: f32, scratch: &mut Scratch) {
        for entry in self.alike.row(document) {
            let chance = entry.weight / self.sums[document] / self.sums[entry.to as usize];
            scratch.add(self.alike.row(entry.to as usize), chance * weight);
        }
    }

    /// Why `other` is related to `document`.
    pub fn reason(&self, document: usize, other: usize) -> Reason {
        let index = self.index;
        if let Some((product, _)) = index.products.rarest_shared(document, other) {
            return Reason::Product(product);
        }
        let compared = |other: usize, product: &u32| {
            index.products.asked.row(other).iter().any(|entry| entry.to == *product)
        };
        if let Some(product) = index.before[document].iter().find(|product| compared(other, product)) {
            return Reason::Before(*product);
        }
        if let Some(product) = index.after[document].iter().find(|product| compared(other, product)) {
            return Reason::After(*product);
        }
        let tag = index.tags.rarest_shared(document, other);
        let most = (index.documents as f32 * index.weights.rare_tag_share).max(8.0);
        if let Some((tag, _)) = tag.filter(|(_, size)| *size as f32 <= most) {
            return Reason::Tag(tag);
        }
        if index.links.has(document, other) {
            return Reason::LinkedFromHere;
        }
        if index.links.has(other, document) {
            return Reason::LinksHere;
        }
        tag.map_or(Reason::Words, |(tag, _)| Reason::Tag(tag))
    }

    /// Whether the text of `document` links to `other`.
    pub fn links(&self, document: usize, other: usize) -> bool {
        self.index.links.has(document, other)
    }
}
