//! Other texts of a few pages: what they change in the index, and which of its files are others then.
//!
//! Must not know: what of a page has changed.

use super::count::{Counted, Postings, order};
use super::files::{File, PAGES_A_FILE};
use super::{Document, Index, from_its_end, gather, is_word};
use crate::page::cards::Cards;
use crate::site::{Item, Site};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;

/// A page as the index knows it.
pub struct Known {
    number: u32,
    /// Its words, sorted, each with this page alone.
    words: Vec<(Box<str>, Postings)>,
}

/// Where a file begins and ends: its first key, its last, and how many there are.
type Extent = (Box<str>, Box<str>, usize);

impl Index {
    /// What is known of some pages, before they say something else.
    pub fn known(&self, site: &Site, cards: &Cards, items: &[Item]) -> Vec<Known> {
        let numbers = items.iter().filter_map(|item| self.number(*item));
        numbers.map(|number| self.read(site, cards, number)).collect()
    }

    /// As [`Index::known`], of an index that is older than the pages: what it has of them itself.
    pub fn remembered(&self, items: &[Item]) -> Vec<Known> {
        let numbers = items.iter().filter_map(|item| self.number(*item));
        let mut known: Vec<Known> = numbers.map(|number| Known { number, words: Vec::new() }).collect();
        known.sort_unstable_by_key(|page| page.number);
        for (word, postings) in &self.words {
            for posting in postings.iter() {
                if let Ok(at) = known.binary_search_by_key(&posting.document, |page| page.number) {
                    known[at].words.push((word.clone(), Postings::of(posting)));
                }
            }
        }
        known
    }

    fn number(&self, item: Item) -> Option<u32> {
        let at = self.documents.iter().position(|document| *document == Document::Item(item));
        at.map(|at| at as u32)
    }

    fn read(&self, site: &Site, cards: &Cards, number: u32) -> Known {
        let mut counted = Counted::default();
        gather::count(site, cards, self.documents[number as usize], number, &mut counted);
        Known { number, words: counted.into_words() }
    }

    /// Takes in what pages say now that were `known` before. Returns the files of the index that may be others than before;
    /// every other one has kept its name.
    pub fn take_texts(&mut self, site: &Site, cards: &Cards, known: &[Known]) -> HashSet<File> {
        if known.is_empty() {
            return HashSet::new();
        }
        let words_before = extents(&self.words, &self.word_files);
        let vocabulary_before = extents(&self.vocabulary, &self.vocabulary_files);
        let mut touched: Vec<Box<str>> = Vec::new();
        for before in known {
            let after = self.read(site, cards, before.number);
            for (word, level) in differences(&before.words, &after.words) {
                self.set(word, before.number, level);
                touched.extend(from_its_end(word));
                touched.push(word.into());
            }
        }
        self.cut();
        let words = others(&self.words, &self.word_files, &words_before, &touched).map(File::Words);
        let vocabulary = others(&self.vocabulary, &self.vocabulary_files, &vocabulary_before, &touched)
            .map(File::Vocabulary);
        let pages = known.iter().map(|page| File::Pages(page.number as usize / PAGES_A_FILE));
        words.chain(vocabulary).chain(pages).chain([File::Directory]).collect()
    }

    /// Lets a word have another level in a document, or not stand there.
    fn set(&mut self, word: &str, document: u32, level: Option<u8>) {
        let mut postings = match find(&self.words, word) {
            Ok(at) => std::mem::take(&mut self.words[at].1),
            Err(_) => Postings::default(),
        };
        postings.set(document, level);
        let count = (postings.len() > 0).then_some(postings.len() as u32);
        if is_word(word) {
            put(&mut self.vocabulary, word, count);
            if let Some(reversed) = from_its_end(word) {
                put(&mut self.vocabulary, &reversed, count);
            }
        }
        put(&mut self.words, word, count.map(|_| postings));
    }
}

/// The words that stand in two pages otherwise, with their level in the second.
fn differences<'w>(
    before: &'w [(Box<str>, Postings)],
    after: &'w [(Box<str>, Postings)],
) -> Vec<(&'w str, Option<u8>)> {
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    let mut found = Vec::new();
    loop {
        let next = match (before.peek(), after.peek()) {
            (Some((old, _)), Some((new, _))) => order(old, new),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return found,
        };
        let old = if next.is_le() { before.next() } else { None };
        let new = if next.is_ge() { after.next() } else { None };
        let level =
            |word: Option<&(Box<str>, Postings)>| word.and_then(|(_, postings)| postings.first_level());
        if let Some((word, _)) = old.or(new).filter(|_| level(old) != level(new)) {
            found.push((&**word, level(new)));
        }
    }
}

fn find<T>(entries: &[(Box<str>, T)], key: &str) -> Result<usize, usize> {
    entries.binary_search_by(|(other, _)| order(other, key))
}

/// Puts a value under a key of sorted entries, or takes the key out.
fn put<T>(entries: &mut Vec<(Box<str>, T)>, key: &str, value: Option<T>) {
    match (find(entries, key), value) {
        (Ok(at), Some(value)) => entries[at].1 = value,
        (Ok(at), None) => drop(entries.remove(at)),
        (Err(at), Some(value)) => entries.insert(at, (key.into(), value)),
        (Err(_), None) => {}
    }
}

fn extent<T>(entries: &[(Box<str>, T)], file: &Range<usize>) -> Extent {
    (entries[file.start].0.clone(), entries[file.end - 1].0.clone(), file.len())
}

fn extents<T>(entries: &[(Box<str>, T)], files: &[Range<usize>]) -> HashSet<Extent> {
    files.iter().map(|file| extent(entries, file)).collect()
}

/// The files that begin or end elsewhere than before, or hold one of the `touched` keys.
fn others<'e, T>(
    entries: &'e [(Box<str>, T)],
    files: &'e [Range<usize>],
    before: &'e HashSet<Extent>,
    touched: &'e [Box<str>],
) -> impl Iterator<Item = usize> + 'e {
    let is_other = move |file: &Range<usize>| {
        let now = extent(entries, file);
        let holds = |key: &str| order(&now.0, key).is_le() && order(key, &now.1).is_le();
        !before.contains(&now) || touched.iter().any(|key| holds(key))
    };
    files.iter().enumerate().filter(move |(_, file)| is_other(file)).map(|(at, _)| at)
}
