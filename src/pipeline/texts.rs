//! What is made of all texts at once: the index of the search, and what to read next. Taking other texts of a few files
//! into both.
//!
//! Must not know: which pages show a text.

use super::files::Asset;
use super::{Front, Threads, all_problems};
use crate::content::parse::Parsed;
use crate::page::Slot;
use crate::page::search::{self, Counted};
use crate::site::{Item, Site, read_next_again, take_texts};
use crate::source::SourceFile;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// What other texts change in one edition.
pub(super) struct Retold {
    /// What has another text.
    pub items: Vec<Item>,
    /// The guides after which something else is to be read, in order.
    pub guides: Vec<usize>,
    /// The files of the search.
    pub files: HashSet<search::File>,
}

impl Retold {
    /// Whether a page or file of the edition may be other.
    pub(super) fn may_change(&self, slot: &Slot, site: &Site) -> bool {
        match slot {
            Slot::SearchFile(file) => self.files.contains(file),
            Slot::Item(Item::Guide(at)) if self.guides.binary_search(at).is_ok() => true,
            slot => self.items.iter().any(|item| slot.may_show_text_of(*item, site)),
        }
    }
}

/// Where it is known from what the pages said before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Their texts are still there.
    Texts,
    /// Only the index of the search is.
    Index,
}

impl Front {
    /// Takes other texts of the files at the indexes `touched`, which have nothing new to say to other files and were `old`.
    /// Returns for each edition what may be other for it.
    pub(super) fn take_texts(
        &mut self,
        parsed: &[Arc<Parsed>],
        touched: &[usize],
        old: &[&Parsed],
        before: Before,
    ) -> Vec<Retold> {
        let retold = self.sites.iter_mut().zip(&mut self.cards).map(|(site, cards)| {
            let items: Vec<Item> =
                old.iter().filter_map(|old| site.names.paths.get(&old.path)).copied().collect();
            let known = match before {
                Before::Texts => cards.search.known(site, cards, &items),
                Before::Index => cards.search.remembered(&items),
            };
            take_texts(site, parsed, touched);
            let guides = read_next_again(site, parsed, old, &mut cards.related, &Threads);
            let mut search = std::mem::take(&mut cards.search);
            let files = search.take_texts(site, cards, &known);
            cards.search = search;
            Retold { items, guides, files }
        });
        let retold = retold.collect();
        self.list_search_files();
        self.diagnostics = all_problems(&self.between, parsed);
        retold
    }

    /// Takes other bytes of files that may be published as they are.
    pub(super) fn take_files<'f>(&mut self, files: impl Iterator<Item = &'f Arc<SourceFile>>) {
        for file in files {
            let copied = self.copied.iter_mut().filter(|(_, old)| *old.path() == file.path);
            copied.for_each(|(_, old)| *old = Asset::Read(file.clone()));
        }
    }

    /// Makes the index of each edition's search, whose files are pages like others, behind them in the slots.
    pub(super) fn count_words(&mut self) {
        if self.has_errors() {
            return;
        }
        for (site, cards) in self.sites.iter().zip(&mut self.cards) {
            let mut whole = Counted::default();
            let documents = search::documents(site);
            // Joined a few at a time, so that no site's words stand in memory twice.
            for shares in search::shares(&documents).chunks(2 * rayon::current_num_threads()) {
                let counted: Vec<Counted> =
                    shares.par_iter().map(|share| search::count(site, cards, *share)).collect();
                counted.into_iter().for_each(|share| whole.append(share));
            }
            cards.search = search::Index::new(documents, whole);
        }
        self.list_search_files();
    }

    /// Puts the files of the search behind all pages.
    pub(super) fn list_search_files(&mut self) {
        self.slots.truncate(self.first_search_file());
        for (edition, cards) in self.cards.iter().enumerate() {
            let files = cards.search.files().into_iter();
            self.slots.extend(files.map(|file| (edition, Slot::SearchFile(file))));
        }
    }

    /// How many pages come before the files of the search.
    pub(super) fn first_search_file(&self) -> usize {
        self.slots.partition_point(|(_, slot)| !matches!(slot, Slot::SearchFile(_)))
    }
}
