//! Counting the words of many documents by the field they stand in, and how much each says of its document.
//!
//! Must not know: what a document is.

use super::cut::cut;
use crate::base::kept::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Where in a document a word stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// What it is called.
    Title,
    /// What it is about: the names of products and kinds.
    Names,
    /// Its headings.
    Headings,
    /// Its tags.
    Tags,
    /// Its description.
    Description,
    /// The facts that it shows.
    Facts,
    /// Everything else.
    Body,
}

/// How many fields there are: the variants of [`Field`].
const FIELDS: usize = 7;

/// The level of a word that fills every field.
pub const HIGHEST: u8 = 56;

/// What a field is worth.
struct Worth {
    /// The level of a word that stands in it again and again.
    most: f32,
    /// How many words a field of usual length has. A constant, and no average: so no page's levels change with another.
    usual: f32,
    /// How many times a word stands in a field of usual length that has half of `most` (the `k1` of BM25).
    half: f32,
    /// How much length counts, from 0 to 1 (the `b` of BM25).
    length: f32,
}

/// The fields in the order of [`Field`]; all of `most` together are [`HIGHEST`].
const WORTH: [Worth; FIELDS] = [
    Worth { most: 24.0, usual: 8.0, half: 0.5, length: 0.75 },
    Worth { most: 6.0, usual: 6.0, half: 0.5, length: 0.5 },
    Worth { most: 6.0, usual: 30.0, half: 1.0, length: 0.5 },
    Worth { most: 4.0, usual: 4.0, half: 0.5, length: 0.25 },
    Worth { most: 4.0, usual: 20.0, half: 0.5, length: 0.5 },
    Worth { most: 4.0, usual: 60.0, half: 1.0, length: 0.5 },
    Worth { most: 8.0, usual: 600.0, half: 3.0, length: 0.5 },
];

/// That a document has a word, and how much the word says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Posting {
    /// The document.
    pub document: u32,
    /// From 0, for a key that is no word, to [`HIGHEST`].
    pub level: u8,
}

/// The documents of a word, in order: for each a byte of its level and the gap to it, seven bits a byte.
///
/// On 10,000 guides, four bytes a posting would be a tenth of the memory of the whole build.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Postings {
    bytes: Vec<u8>,
    last: u32,
    count: u32,
}

impl Postings {
    /// Of one document alone.
    pub fn of(posting: Posting) -> Self {
        let mut this = Self::default();
        this.push(posting);
        this
    }

    fn push(&mut self, posting: Posting) {
        self.bytes.push(posting.level);
        let mut gap = posting.document - self.last;
        while gap > 0x7f {
            self.bytes.push(gap as u8 | 0x80);
            gap >>= 7;
        }
        self.bytes.push(gap as u8);
        self.last = posting.document;
        self.count += 1;
    }

    /// Adds documents that come after these.
    fn append(&mut self, later: &Postings) {
        let mut rest = later.iter();
        if let Some(first) = rest.next() {
            self.push(first);
            self.bytes.extend_from_slice(rest.bytes);
            (self.last, self.count) = (later.last, self.count + later.count - 1);
        }
    }

    /// Lets a document have another level, or none.
    pub fn set(&mut self, document: u32, level: Option<u8>) {
        let mut new = Postings::default();
        let own = level.map(|level| Posting { document, level });
        self.iter().filter(|posting| posting.document < document).for_each(|posting| new.push(posting));
        own.into_iter().for_each(|posting| new.push(posting));
        self.iter().filter(|posting| posting.document > document).for_each(|posting| new.push(posting));
        *self = new;
    }

    /// The level of the first document.
    pub fn first_level(&self) -> Option<u8> {
        self.iter().next().map(|posting| posting.level)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Each of them.
    pub fn iter(&self) -> PostingsIter<'_> {
        PostingsIter { bytes: &self.bytes, last: 0 }
    }
}

/// The postings that are left.
#[derive(Clone)]
pub struct PostingsIter<'p> {
    bytes: &'p [u8],
    last: u32,
}

impl Iterator for PostingsIter<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        let (level, mut rest) = self.bytes.split_first()?;
        let mut shift = 0;
        while let Some((byte, after)) = rest.split_first() {
            self.last += u32::from(byte & 0x7f) << shift;
            (shift, rest) = (shift + 7, after);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.bytes = rest;
        Some(Posting { document: self.last, level: *level })
    }
}

/// The words of some documents.
#[derive(Default)]
pub struct Counted {
    rows: HashMap<Box<str>, u32, BuildHasherDefault<Fnv>>,
    postings: Vec<Postings>,
    /// How often each word stands in the fields of the document that is being read.
    counts: Vec<[u16; FIELDS]>,
    /// The words of that document.
    seen: Vec<u32>,
    lengths: [u32; FIELDS],
}

impl Counted {
    /// Counts the words of a text.
    pub fn add(&mut self, field: Field, text: &str) {
        cut(text, &mut |word| {
            let row = self.row(word);
            let counts = &mut self.counts[row as usize];
            if *counts == [0; FIELDS] {
                self.seen.push(row);
            }
            counts[field as usize] = counts[field as usize].saturating_add(1);
            self.lengths[field as usize] += 1;
        });
    }

    /// Notes that a document has a key that no text has.
    pub fn mark(&mut self, document: u32, key: &str) {
        let row = self.row(key) as usize;
        self.postings[row].push(Posting { document, level: 0 });
    }

    /// Ends a document; they come in the order of their numbers.
    pub fn finish(&mut self, document: u32) {
        for row in std::mem::take(&mut self.seen) {
            let counts = std::mem::take(&mut self.counts[row as usize]);
            self.postings[row as usize].push(Posting { document, level: level(counts, self.lengths) });
        }
        self.lengths = [0; FIELDS];
    }

    fn row(&mut self, word: &str) -> u32 {
        if let Some(row) = self.rows.get(word) {
            return *row;
        }
        let row = self.postings.len() as u32;
        self.rows.insert(word.into(), row);
        self.postings.push(Postings::default());
        self.counts.push([0; FIELDS]);
        row
    }

    /// Adds the words of documents that come after these.
    pub fn append(&mut self, mut later: Counted) {
        for (word, row) in later.rows {
            let own = self.row(&word) as usize;
            self.postings[own].append(&std::mem::take(&mut later.postings[row as usize]));
        }
    }

    /// The words with their documents, in the order of UTF-16 units.
    pub fn into_words(mut self) -> Vec<(Box<str>, Postings)> {
        let mut words: Vec<_> = self
            .rows
            .into_iter()
            .map(|(word, row)| (word, std::mem::take(&mut self.postings[row as usize])))
            .collect();
        words.sort_unstable_by(|(one, _), (other, _)| order(one, other));
        words
    }
}

/// The order of texts in JavaScript: by UTF-16 units.
pub fn order(one: &str, other: &str) -> std::cmp::Ordering {
    if one.is_ascii() && other.is_ascii() {
        return one.cmp(other);
    }
    one.encode_utf16().cmp(other.encode_utf16())
}

/// BM25 field by field (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.6), each with a
/// most of its own: no text is long enough to be worth a title. The rarity of the word is left to the reader's side.
fn level(counts: [u16; FIELDS], lengths: [u32; FIELDS]) -> u8 {
    let worth = |((count, length), worth): ((u16, u32), &Worth)| {
        let norm = 1.0 - worth.length + worth.length * length as f32 / worth.usual;
        let count = f32::from(count);
        worth.most * count / (count + worth.half * norm)
    };
    let sum: f32 = counts.into_iter().zip(lengths).zip(&WORTH).map(worth).sum();
    (sum.round() as u8).clamp(1, HIGHEST)
}

/// FNV-1a (Fowler, Noll, Vo; RFC 9923): words are short, and nobody gains from making them collide in their own site.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(documents: &[&[(Field, &str)]], first: u32) -> Counted {
        let mut counted = Counted::default();
        for (at, fields) in documents.iter().enumerate() {
            fields.iter().for_each(|(field, text)| counted.add(*field, text));
            counted.finish(first + at as u32);
        }
        counted
    }

    fn levels(counted: Counted, word: &str) -> Vec<(u32, u8)> {
        let words = counted.into_words();
        let (_, postings) = words.into_iter().find(|(other, _)| **other == *word).expect("the word");
        postings.iter().map(|posting| (posting.document, posting.level)).collect()
    }

    #[test]
    fn all_fields_together_are_the_highest_level() {
        assert_eq!(WORTH.iter().map(|worth| worth.most).sum::<f32>() as u8, HIGHEST);
    }

    #[test]
    fn a_title_says_more_than_any_text() {
        let text = "serum ".repeat(5000);
        let found =
            counted(&[&[(Field::Title, "Serum")], &[(Field::Body, &text)], &[(Field::Body, "a serum")]], 0);
        let found: Vec<u8> = levels(found, "serum").into_iter().map(|(_, level)| level).collect();
        assert!(found[0] > 2 * found[1] && found[1] > found[2] && found[2] > 0, "{found:?}");
    }

    #[test]
    fn postings_come_back_as_they_were() {
        let all = [0, 1, 128, 129, 40_000, 3_000_000].map(|document| Posting { document, level: 56 });
        let mut postings = Postings::default();
        all.iter().for_each(|posting| postings.push(*posting));
        assert_eq!(postings.iter().collect::<Vec<_>>(), all);
        assert_eq!(postings.len(), all.len());
    }

    #[test]
    fn parts_make_the_same_whole() {
        let documents: Vec<Vec<(Field, String)>> =
            (0..9).map(|at| vec![(Field::Body, format!("same w{} w{}", at % 3, at % 4))]).collect();
        let texts = |from: usize, to: usize| {
            let mut counted = Counted::default();
            for (at, fields) in documents.iter().enumerate().take(to).skip(from) {
                fields.iter().for_each(|(field, text)| counted.add(*field, text));
                counted.mark(at as u32, "-tag");
                counted.finish(at as u32);
            }
            counted
        };
        let whole = texts(0, 9).into_words();
        let mut parts = texts(0, 4);
        parts.append(texts(4, 5));
        parts.append(texts(5, 9));
        assert_eq!(parts.into_words(), whole);
    }
}
