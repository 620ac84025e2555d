//! `Ranking`: the index, and which documents are alike in words; the sum of all signals.
//!
//! Must not know: which of the ranked documents are shown.

use super::alike::Alike;
use super::edit::Moved;
use super::lists::{Entry, Lists};
use super::scratch::Scratch;
use super::signal::Signal;
use super::{Index, Reason, Wording};
use crate::base::Workers;

/// Everything that is needed to rank all documents.
pub struct Ranking<'i> {
    index: &'i Index,
    alike: Alike,
}

impl<'i> Ranking<'i> {
    /// Finds for every document those most like it.
    pub fn new(index: &'i Index, workers: &impl Workers) -> Self {
        Self { index, alike: Alike::new(index, workers) }
    }

    /// A ranking of documents of which it is known which are alike.
    pub fn of(index: &'i Index, alike: Alike) -> Self {
        Self { index, alike }
    }

    /// Which documents are alike.
    pub fn into_alike(self) -> Alike {
        self.alike
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
            Signal::Words => scratch.add(self.alike.rows.row(document), weight),
            Signal::AlikeFromThere => scratch.add(self.alike.back.row(document), weight),
            Signal::Title => index.add_words(&index.wording.titles, document, title_weight(weight), scratch),
            Signal::Products => index.add_groups(&index.products, document, weight, scratch),
            Signal::Tags => index.add_groups(&index.tags, document, weight, scratch),
            Signal::Place => scratch.add(index.places.beside(document), weight),
            Signal::LinksFrom => scratch.add(from.row(document), weight),
            Signal::LinksTo => scratch.add(to.row(document), weight),
            Signal::Coupled => self.add_hops(from.row(document), to, weight, scratch),
            Signal::Cited => self.add_hops(to.row(document), from, weight, scratch),
            Signal::AlikeLinkTo => self.walk(document, from, weight, scratch),
            Signal::LinksToAlike => self.walk(document, to, weight, scratch),
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
        for entry in self.alike.near(document) {
            let row = links.row(entry.to as usize);
            if row.len() <= left {
                left -= row.len();
                let chance = entry.weight / self.alike.sums[document] / row.len() as f32;
                scratch.add_evenly(row, chance * weight);
            }
        }
    }

    /// Whether a document that has moved may reach a score of `least` for `document`.
    pub fn any_reaches(&self, document: usize, least: f32, moved: &Moved, scratch: &mut Scratch) -> bool {
        let Index { wording: Wording { titles, .. }, weights, .. } = self.index;
        let by_title = scratch.spare(moved.answering.len());
        let any = moved.titles.add(titles.asked.row(document), by_title);
        let may = |(other, score): (&u32, &f32)| {
            let other = *other as usize;
            let score = score * title_weight(weights.signals[Signal::Title as usize]);
            // A sum in another order is a little other.
            let most = || 1.001 * (score + self.without_title(document, other));
            other != document && score > 0.0 && most() >= least
        };
        any && moved.answering.iter().zip(by_title.iter()).any(may)
    }

    /// What the signals other than the title give to `other` for `document`, or more: all that is two steps away counts.
    fn without_title(&self, document: usize, other: usize) -> f32 {
        let Index { links, products, tags, places, weights, .. } = self.index;
        let (from, to, alike) = (&links.from, &links.to, &self.alike);
        let walk = |second: &Lists| {
            let step = |entry: &Entry| {
                let row = second.row(entry.to as usize);
                let there = row.iter().any(|entry| entry.to as usize == other);
                if there { entry.weight / self.alike.sums[document] / row.len() as f32 } else { 0.0 }
            };
            alike.near(document).iter().map(step).sum()
        };
        let twice = |first: &Lists, second: &Lists| {
            let step = |entry: &Entry| entry.weight * weight_of(second.row(entry.to as usize), other);
            first.row(document).iter().map(step).sum()
        };
        let of = |signal: Signal| match signal {
            Signal::Title => 0.0,
            Signal::Words => weight_of(alike.rows.row(document), other),
            Signal::AlikeFromThere => weight_of(self.alike.back.row(document), other),
            Signal::Products => products.alike(document, other),
            Signal::Tags => tags.alike(document, other),
            Signal::Place => places.alike(document, other),
            Signal::LinksFrom => weight_of(from.row(document), other),
            Signal::LinksTo => weight_of(to.row(document), other),
            Signal::Coupled => twice(from, to),
            Signal::Cited => twice(to, from),
            Signal::AlikeLinkTo => walk(from),
            Signal::LinksToAlike => walk(to),
        };
        Signal::ALL.into_iter().zip(weights.signals).map(|(signal, weight)| weight * of(signal)).sum()
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

/// What an asked word of a title counts: titles ask for about eight.
fn title_weight(weight: f32) -> f32 {
    weight / 8.0
}

/// The weight of a document in a row, 0 if it is not there.
fn weight_of(row: &[Entry], document: usize) -> f32 {
    row.iter().find(|entry| entry.to as usize == document).map_or(0.0, |entry| entry.weight)
}
