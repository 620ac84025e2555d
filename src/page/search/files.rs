//! The files of the index: which words are in which, what they are called, and what they hold.
//!
//! A word's file can be told from the word and the directory. Where files end depends on the words near the end alone, so
//! an edit changes few of them. Must not know: how words were counted.

use super::count::{Posting, Postings};
use super::{Index, gather};
use crate::base::Address;
use crate::page::View;
use crate::page::cards::Cards;
use crate::page::lists::Made;
use crate::page::view::{SearchDirectory, SearchFile, WordEntry};
use crate::site::Site;
use crate::site::addresses::search_file;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

/// The bytes from which on a file of words may end.
pub const WORDS_SIZE: usize = 12_000;
/// The same for a file of the vocabulary.
pub const VOCABULARY_SIZE: usize = 8_000;
/// How many pages one file describes.
pub const PAGES_A_FILE: usize = 8;
/// How many pages of a word are listed, those that it says most of.
pub const MOST_LISTED: usize = 4096;

/// A file of the index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum File {
    /// Where everything is.
    Directory,
    /// Words with their pages.
    Words(usize),
    /// Words alone, from their starts and from their ends.
    Vocabulary(usize),
    /// What results show.
    Pages(usize),
}

/// Splits sorted entries into ranges of about `size` bytes. A range ends behind an entry whose key says so, or when it is
/// twice as long; one entry may be longer.
pub fn split<T>(entries: &[(Box<str>, T)], size: usize, bytes: impl Fn(&T) -> usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut room) = (0, 0);
    for (at, (key, entry)) in entries.iter().enumerate() {
        let own = key.len() + bytes(entry);
        if room + own > 2 * size && at > start {
            ranges.push(start..at);
            (start, room) = (at, 0);
        }
        room += own;
        if room >= size && may_end(key) {
            ranges.push(start..at + 1);
            (start, room) = (at + 1, 0);
        }
    }
    if start < entries.len() {
        ranges.push(start..entries.len());
    }
    ranges
}

/// One key of 32, whatever stands around it.
fn may_end(key: &str) -> bool {
    let sum = key.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    sum.wrapping_mul(0x9e37_79b1) >> 27 == 0
}

impl Index {
    /// A file of the index.
    pub fn file(&self, site: &Site, cards: &Cards, file: File) -> Made {
        let first = |range: &Range<usize>, keys: &dyn Fn(usize) -> String| keys(range.start);
        let word = |at: usize| self.words[at].0.to_string();
        let spelt = |at: usize| self.vocabulary[at].0.to_string();
        let view = match file {
            File::Directory => {
                let view = SearchDirectory {
                    format: "diptych-search",
                    version: 1,
                    pages: self.documents.len(),
                    pages_a_file: PAGES_A_FILE,
                    sorts: self.sorts(),
                    words: self.word_files.iter().map(|range| first(range, &word)).collect(),
                    vocabulary: self.vocabulary_files.iter().map(|range| first(range, &spelt)).collect(),
                };
                SearchFile::Directory(view)
            }
            File::Words(at) => {
                let range = &self.word_files[at];
                let entries = self.words[range.clone()].iter();
                let entries: BTreeMap<_, _> =
                    entries.map(|(word, postings)| (word.to_string(), entry(postings))).collect();
                SearchFile::Words(entries)
            }
            File::Vocabulary(at) => {
                let range = &self.vocabulary_files[at];
                let entries = self.vocabulary[range.clone()].iter();
                let entries = entries.map(|(word, count)| (word.to_string(), *count)).collect();
                SearchFile::Vocabulary(entries)
            }
            File::Pages(at) => {
                let from = at * PAGES_A_FILE;
                let to = (from + PAGES_A_FILE).min(self.documents.len());
                let pages =
                    self.documents[from..to].iter().map(|document| gather::found(site, cards, *document));
                SearchFile::Pages(pages.collect())
            }
        };
        (self.address(site, file), None, View::SearchFile(Box::new(view)))
    }

    /// Where a file of the index is. Files of words are called after their first.
    pub fn address(&self, site: &Site, file: File) -> Address {
        let name = match file {
            File::Directory => "index".to_owned(),
            File::Words(at) => format!("words-{}", self.words[self.word_files[at].start].0),
            File::Vocabulary(at) => {
                format!("vocabulary-{}", self.vocabulary[self.vocabulary_files[at].start].0)
            }
            File::Pages(at) => format!("pages-{at}"),
        };
        search_file(site, &name)
    }

    /// The sorts of documents there are, each with its first number.
    pub fn sorts(&self) -> Vec<(&'static str, usize)> {
        let mut sorts: Vec<(&'static str, usize)> = Vec::new();
        for (at, document) in self.documents.iter().enumerate() {
            if sorts.last().is_none_or(|(last, _)| *last != document.sort()) {
                sorts.push((document.sort(), at));
            }
        }
        sorts
    }
}

/// A word's pages as a file lists them: those with the highest levels, in the order of their numbers.
fn entry(postings: &Postings) -> WordEntry {
    let least = least_level(postings);
    let above = postings.iter().filter(|posting| posting.level > least).count();
    let mut room = MOST_LISTED.saturating_sub(above);
    let listed = postings.iter().filter(|posting| match posting.level.cmp(&least) {
        Ordering::Greater => true,
        Ordering::Equal if room > 0 => {
            room -= 1;
            true
        }
        _ => false,
    });
    let mut entry = WordEntry { pages: postings.len(), levels: String::new(), gaps: Vec::new() };
    let mut last = 0;
    for Posting { document, level } in listed {
        entry.levels.push(char::from(FIRST_LEVEL + level));
        entry.gaps.push(document - last);
        last = document;
    }
    entry
}

/// The letter of level 0. Neither `"` nor `\` comes after it within 56 letters, so each level is one byte in JSON.
const FIRST_LEVEL: u8 = b'#';

/// The lowest level of which any page is listed.
fn least_level(postings: &Postings) -> u8 {
    let mut counts = [0_usize; 256];
    postings.iter().for_each(|posting| counts[posting.level as usize] += 1);
    let mut listed = 0;
    let full = (0..counts.len()).rev().find(|level| {
        listed += counts[*level];
        listed >= MOST_LISTED
    });
    full.unwrap_or(0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::search::count::{Counted, Field};

    fn listed(entry: &WordEntry) -> Vec<u32> {
        let pages = entry.gaps.iter().scan(0, |last, gap| {
            *last += gap;
            Some(*last)
        });
        pages.collect()
    }

    /// The word `w` in documents, in the title of every tenth.
    fn postings(documents: u32) -> Postings {
        let mut counted = Counted::default();
        for document in 0..documents {
            counted.add(if document % 10 == 9 { Field::Title } else { Field::Body }, "w");
            counted.finish(document);
        }
        counted.into_words().swap_remove(0).1
    }

    #[test]
    fn all_pages_of_a_word_are_listed_and_of_a_common_word_the_best() {
        let few = entry(&postings(30));
        assert_eq!((few.pages, listed(&few)), (30, (0..30).collect()));
        let many = entry(&postings(10_000));
        assert_eq!((many.pages, many.levels.len(), many.gaps.len()), (10_000, MOST_LISTED, MOST_LISTED));
        let pages = listed(&many);
        assert!((0..1000).all(|at| pages.binary_search(&(at * 10 + 9)).is_ok()), "every title is listed");
        assert!(many.levels.bytes().all(|level| level.is_ascii_graphic() && level != b'"' && level != b'\\'));
    }

    #[test]
    fn an_edit_moves_the_ends_of_few_files() {
        let words = |left_out: usize| -> Vec<(Box<str>, u32)> {
            let all = (0..20_000).filter(|at| *at != left_out);
            all.map(|at| (format!("word{at:05}").into(), 0)).collect()
        };
        let starts = |words: &[(Box<str>, u32)]| -> Vec<Box<str>> {
            split(words, 4000, |_| 20).into_iter().map(|range| words[range.start].0.clone()).collect()
        };
        let (before, after) = (words(usize::MAX), words(7000));
        let (one, other) = (starts(&before), starts(&after));
        assert!(one.len() > 100, "{}", one.len());
        let same = one.iter().filter(|start| other.contains(start)).count();
        assert!(same + 10 > one.len(), "{same} of {}", one.len());
        let longest = split(&before, 4000, |_| 20).into_iter().map(|range| range.len() * 29).max();
        assert!(longest <= Some(8029), "{longest:?}");
    }
}
