//! Pages made one after another, each handed on as soon as it is done.
//!
//! Must not know: where they go.

use super::{Front, Photo};
use crate::base::SitePath;
use crate::diagnostics::{self, Diagnostic};
use crate::page::{Page, Slot, page};
use crate::pictures::Cache;
use crate::render::{draw, render};
use crate::site::Item;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

impl Front {
    /// The bytes of every pair page, by its two products; pages are made and thrown away. None if the site has errors.
    ///
    /// Problems with templates are added to [`Front::diagnostics`].
    pub fn pair_sizes(&mut self) -> HashMap<[usize; 2], usize> {
        // A site with errors has no pages to measure.
        let count = if self.has_errors() { 0 } else { self.site().pairs.len() };
        let pairs: Vec<usize> = (0..count).collect();
        let made: Vec<Result<_, Box<Diagnostic>>> = pairs
            .into_par_iter()
            .map(|at| {
                let page = self.page(0, &Slot::Item(Item::Pair(at)));
                Ok((self.site().pairs[at].products, render(&self.templates, &page)?.len()))
            })
            .collect();
        let (sizes, problems): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
        self.diagnostics.extend(problems.into_iter().filter_map(Result::err).map(|problem| *problem));
        diagnostics::sort(&mut self.diagnostics);
        sizes.into_iter().flatten().collect()
    }

    pub(super) fn page(&self, edition: usize, slot: &Slot) -> Page {
        page(&self.sites[edition], &self.cards[edition], slot)
    }

    pub(super) fn bytes(&self, page: &Page, cache: &Cache) -> Result<Vec<u8>, Box<Diagnostic>> {
        let bytes = render(&self.templates, page)?;
        draw(&self.templates, page, bytes, cache)
    }

    /// How many entries of its cache [`Front::produce`] uses.
    pub fn cached(&self) -> usize {
        let cards = self.slots.iter().filter(|(_, slot)| matches!(slot, Slot::Share(_)));
        let photos: HashSet<&SitePath> = self.sites.iter().flat_map(|site| site.photos.keys()).collect();
        photos.len() + cards.count()
    }

    /// Makes every file of the site and hands each to `emit` as soon as it is done, from many threads; none is kept.
    ///
    /// Photos come from `cache` or are put there; `making` is called before each that is not there. Of a photo for which
    /// `stands` says so nothing is read or emitted. Problems with pictures and templates are added to
    /// [`Front::diagnostics`].
    ///
    /// # Errors
    /// The first error of `emit`.
    pub fn produce<E: Send>(
        &mut self,
        cache: &Cache,
        making: impl Fn() + Sync,
        stands: impl Fn(&Photo) -> bool + Sync,
        emit: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        if self.has_errors() {
            return Ok(());
        }
        self.count_words();
        let damaged = self.publish_all(cache, making, stands, &emit)?;
        self.diagnostics.extend(damaged);
        let all = self.by_product();
        self.make_pages(&all, cache, emit)
    }

    /// All slots, with the guides of one product after another: the facts that they show are at hand then, and not far off in
    /// memory.
    fn by_product(&self) -> Vec<usize> {
        let product = |slot: &usize| match self.slots[*slot] {
            (edition, Slot::Item(Item::Guide(at))) => {
                self.sites[edition].guides[at].compares.first().copied()
            }
            _ => None,
        };
        let mut all: Vec<usize> = (0..self.slots.len()).collect();
        all.sort_by_key(product);
        all
    }

    /// Makes the pages of some slots.
    ///
    /// # Errors
    /// The first error of `emit`.
    pub(super) fn make_pages<E: Send>(
        &mut self,
        slots: &[usize],
        cache: &Cache,
        emit: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let found: Vec<Box<Diagnostic>> = slots
            .par_iter()
            .map(|at| {
                let (edition, slot) = &self.slots[*at];
                let page = self.page(*edition, slot);
                match self.bytes(&page, cache) {
                    Ok(bytes) => emit(&page.address.output_path(), &bytes).map(|()| None),
                    Err(diagnostic) => Ok(Some(diagnostic)),
                }
            })
            .filter_map(Result::transpose)
            .collect::<Result<_, E>>()?;
        self.diagnostics.extend(found.into_iter().map(|diagnostic| *diagnostic));
        diagnostics::sort(&mut self.diagnostics);
        Ok(())
    }
}
