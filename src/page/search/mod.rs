//! The search: its page, and the index that the page's script reads, in files of a few kilobytes.
//!
//! Counting the words of all pages is the one thing that needs them all; it happens once, before pages are made, and
//! [`shares`] says how to share it out. Must not know: how the files are written, that there are threads.

mod count;
mod cut;
mod edit;
mod files;
mod gather;
mod page;

pub use count::Counted;
pub use edit::Known;
pub use files::File;
pub use page::page;

use super::cards::Cards;
use crate::base::kept::{Deserialize, Serialize};
use crate::site::{Item, Site};
use count::{Postings, order};
use std::ops::Range;

/// Something that can be found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Document {
    /// A page of its own.
    Item(Item),
    /// A tag.
    Tag(usize),
}

impl Document {
    /// What it is, as addresses of the search and the keys of phrases say it.
    pub fn sort(self) -> &'static str {
        match self {
            Self::Item(Item::Guide(_)) => "guide",
            Self::Item(Item::Product(_)) => "product",
            Self::Item(Item::Pair(_)) => "comparison",
            Self::Item(Item::Kind(_)) => "table",
            Self::Item(Item::Page(_) | Item::Abroad(_)) => "page",
            Self::Tag(_) => "tag",
        }
    }
}

/// How many documents are counted together: enough to make the words that shares have in common a small matter.
const SHARE: usize = 512;

/// The words of a site. Empty if it has no search.
#[derive(Default, Serialize, Deserialize)]
pub struct Index {
    documents: Vec<Document>,
    /// Every word, and every key of a tag, with its documents, in [`order`].
    words: Vec<(Box<str>, Postings)>,
    word_files: Vec<Range<usize>>,
    /// Every word from its start and from its end, with how many documents have it, in [`order`].
    vocabulary: Vec<(Box<str>, u32)>,
    vocabulary_files: Vec<Range<usize>>,
}

impl Index {
    /// Makes the index of documents whose words have been counted.
    pub fn new(documents: Vec<Document>, counted: Counted) -> Self {
        let words = counted.into_words();
        let vocabulary = vocabulary(&words);
        let mut this = Self { documents, words, vocabulary, ..Self::default() };
        this.cut();
        this
    }

    /// Says which words are in which file.
    fn cut(&mut self) {
        let listed = |postings: &Postings| postings.len().min(files::MOST_LISTED);
        self.word_files = files::split(&self.words, files::WORDS_SIZE, |postings| 12 + 4 * listed(postings));
        self.vocabulary_files = files::split(&self.vocabulary, files::VOCABULARY_SIZE, |_| 6);
    }

    /// All files of the index.
    pub fn files(&self) -> Vec<File> {
        if self.documents.is_empty() {
            return Vec::new();
        }
        let pages = self.documents.len().div_ceil(files::PAGES_A_FILE);
        std::iter::once(File::Directory)
            .chain((0..self.word_files.len()).map(File::Words))
            .chain((0..self.vocabulary_files.len()).map(File::Vocabulary))
            .chain((0..pages).map(File::Pages))
            .collect()
    }
}

/// Documents that are counted together, the first of which has a number.
#[derive(Clone, Copy)]
pub struct Share<'d> {
    first: usize,
    documents: &'d [Document],
}

/// Documents in shares that can be counted one by one, at the same time.
pub fn shares(documents: &[Document]) -> Vec<Share<'_>> {
    let shares = documents.chunks(SHARE).enumerate();
    shares.map(|(number, documents)| Share { first: number * SHARE, documents }).collect()
}

/// Counts the words of some documents.
pub fn count(site: &Site, cards: &Cards, share: Share<'_>) -> Counted {
    let mut counted = Counted::default();
    for (document, number) in share.documents.iter().zip(share.first..) {
        gather::count(site, cards, *document, number as u32, &mut counted);
    }
    counted
}

/// All documents by what they are; those of one sort by path or address, so that neighbours are alike. None if the site has no search.
pub fn documents(site: &Site) -> Vec<Document> {
    if !site.config.search {
        return Vec::new();
    }
    let mut guides: Vec<usize> = (0..site.guides.len()).collect();
    guides.sort_by(|one, other| site.guides[*one].path.cmp(&site.guides[*other].path));
    let products = (0..site.products.len()).filter(|at| site.products[*at].has_page(site));
    let pairs = (0..site.pairs.len()).filter(|at| site.pairs[*at].indexed);
    guides
        .into_iter()
        .map(Item::Guide)
        .chain(products.map(Item::Product))
        .chain(pairs.map(Item::Pair))
        .chain((0..site.kinds.len()).filter(|at| site.kinds[*at].here).map(Item::Kind))
        .map(Document::Item)
        .chain((0..site.tags.len()).map(Document::Tag))
        .chain((0..site.pages.len()).map(|at| Document::Item(Item::Page(at))))
        .collect()
}

/// Whether a key of the index is a word and not a tag's.
fn is_word(key: &str) -> bool {
    !key.starts_with('-')
}

/// The key of a word's end: the word from its end behind a `~`.
fn from_its_end(word: &str) -> Option<Box<str>> {
    cut::reversed(word).map(|reversed| format!("~{reversed}").into())
}

/// Every word, and the same words from their ends.
fn vocabulary(words: &[(Box<str>, Postings)]) -> Vec<(Box<str>, u32)> {
    let counted = words.iter().filter(|(word, _)| is_word(word));
    let mut all: Vec<(Box<str>, u32)> = Vec::with_capacity(2 * words.len());
    for (word, postings) in counted {
        let count = postings.len() as u32;
        all.push((word.clone(), count));
        all.extend(from_its_end(word).map(|key| (key, count)));
    }
    all.sort_unstable_by(|(one, _), (other, _)| order(one, other));
    all
}
