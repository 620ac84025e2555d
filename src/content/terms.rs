//! What a text is about: its words, counted by the field they stand in.
//!
//! A word is kept as a hash and small counts, five to eight bytes, so that ten thousand guides fit in a processor's
//! patience. Must not know: other texts, so nothing here says which words are rare; what a guide or a product is.

use super::word::{Block, Hasher, hash, make_singular};
use crate::base::kept::{Deserialize, Packed, Serialize, packed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Where in a text a word stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The title.
    Title,
    /// The description, which search engines show.
    Description,
    /// A heading.
    Heading,
    /// Everything else.
    Body,
}

/// How many fields there are: the variants of [`Field`].
pub const FIELDS: usize = 4;

/// A count for each [`Field`], in that order.
pub type Totals = [u32; FIELDS];

/// One distinct word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Term {
    /// A hash of the word in lower case, without a plural's `s`. Two words may share one; the ranking lives with it.
    pub hash: u32,
    /// How often the word stands in each [`Field`], in that order; no count goes above 255.
    pub counts: [u8; FIELDS],
}

impl Packed<8> for Term {
    fn pack(self) -> [u8; 8] {
        (u64::from(self.hash) << 32 | u64::from(u32::from_le_bytes(self.counts))).to_le_bytes()
    }

    fn unpack(bytes: [u8; 8]) -> Self {
        let number = u64::from_le_bytes(bytes);
        Self { hash: (number >> 32) as u32, counts: (number as u32).to_le_bytes() }
    }
}

/// A word that stands in [`Field::Body`] alone, as nine of ten do, and how often: five bytes, as there are so many, of which the first
/// four are its hash.
type Plain = [u8; 5];

impl Term {
    /// As plain, if it stands in no other field.
    fn plain(&self) -> Option<Plain> {
        let [h0, h1, h2, h3] = self.hash.to_le_bytes();
        let [0, 0, 0, count] = self.counts else { return None };
        Some([h0, h1, h2, h3, count])
    }

    fn of_plain([h0, h1, h2, h3, count]: Plain) -> Self {
        Self { hash: u32::from_le_bytes([h0, h1, h2, h3]), counts: [0, 0, 0, count] }
    }
}

/// The distinct words of one text: the same text has the same terms in the same order on every machine.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Terms {
    /// Those of the body alone.
    #[serde(with = "packed")]
    plain: Box<[Plain]>,
    /// All others.
    #[serde(with = "packed")]
    others: Box<[Term]>,
    /// See [`Self::totals`].
    totals: Totals,
}

impl FromIterator<Term> for Terms {
    /// Of terms with different hashes.
    fn from_iter<I: IntoIterator<Item = Term>>(terms: I) -> Self {
        let terms = terms.into_iter();
        let (mut plain, mut others) = (Vec::with_capacity(terms.size_hint().0), Vec::new());
        let mut totals = [0; FIELDS];
        for term in terms {
            totals.iter_mut().zip(term.counts).for_each(|(total, count)| *total += u32::from(count));
            match term.plain() {
                Some(term) => plain.push(term),
                None => others.push(term),
            }
        }
        Self { plain: plain.into_boxed_slice(), others: others.into_boxed_slice(), totals }
    }
}

impl Terms {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.plain.len() + self.others.len()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The sums of the counts of all words.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// The words, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = Term> + '_ {
        self.plain.iter().map(|plain| Term::of_plain(*plain)).chain(self.others.iter().copied())
    }
}

/// Counts the words of one text as it is read.
pub struct TermCounter {
    /// The words so far, in the order in which they were first counted.
    terms: Vec<Term>,
    /// The hash of each of them and where it is, from 1; zeros in a free slot. Open addressing, a power of two long, at most half of
    /// it used.
    slots: Vec<(u32, u32)>,
    /// What is still to be counted of the body: one stretch is counted faster than many pieces between which other things are done.
    body: String,
    /// A word that must be looked at letter by letter, while it is read.
    word: String,
}

/// Room for the distinct words that are counted of a guide of a thousand words, some 350: 8 KiB.
const FIRST_SLOTS: usize = 1024;

impl Default for TermCounter {
    fn default() -> Self {
        Self {
            terms: Vec::with_capacity(FIRST_SLOTS / 2),
            slots: vec![(0, 0); FIRST_SLOTS],
            body: String::new(),
            word: String::new(),
        }
    }
}

impl TermCounter {
    /// Takes in the words of `text`. Words do not continue from one call to the next.
    pub fn add(&mut self, text: &str, field: Field) {
        if field == Field::Body {
            self.body.push_str(text);
            self.body.push(' ');
        } else {
            self.count_all(text, field);
        }
    }

    /// Counts the words of `text`.
    fn count_all(&mut self, text: &str, field: Field) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            let mut hasher = Hasher::default();
            let (last_letters, next) = loop {
                let block = Block::at(bytes, at);
                let letters = block.letters();
                at += letters;
                if letters < Block::BYTES {
                    break (block.lower().first(letters), block.byte(letters));
                }
                hasher.add(block.lower());
            };
            if !next.is_ascii() {
                at = self.unicode_run(text, start, at, field);
                continue;
            }
            if at > start {
                if matches!(bytes[at - 1], b's' | b'S') {
                    self.plural(&text[start..at], field);
                } else {
                    hasher.add(last_letters);
                    self.count(hasher.finish(), field);
                }
            }
            // What ended the word is no part of another.
            at += 1;
        }
    }

    /// All words that have been taken in.
    pub fn finish(mut self) -> Terms {
        let body = std::mem::take(&mut self.body);
        self.count_all(&body, Field::Body);
        self.terms.into_iter().collect()
    }

    /// Counts a word in ASCII with an `s` at its end.
    fn plural(&mut self, plural: &str, field: Field) {
        let mut word = std::mem::take(&mut self.word);
        word.push_str(plural);
        word.make_ascii_lowercase();
        self.count_word(&mut word, field);
        self.word = word;
    }

    /// Counts the words of the run of word characters that begins at `start` and whose first character that is not
    /// ASCII, which may be no word character, is at `at`; returns where to read on.
    fn unicode_run(&mut self, text: &str, start: usize, at: usize, field: Field) -> usize {
        let end = at + text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at);
        let mut word = std::mem::take(&mut self.word);
        let mut last: Option<char> = None;
        let mut paired = false;
        for c in text[start..end].nfc().flat_map(char::to_lowercase).filter(|c| *c != SOFT_HYPHEN) {
            if is_bigram_script(c) {
                self.count_word(&mut word, field);
                if let Some(last) = last {
                    word.extend([last, c]);
                    self.count_word(&mut word, field);
                }
                paired = last.replace(c).is_some();
            } else {
                if let Some(alone) = last.take().filter(|_| !paired) {
                    word.push(alone);
                    self.count_word(&mut word, field);
                }
                word.push(c);
            }
        }
        word.extend(last.filter(|_| !paired));
        self.count_word(&mut word, field);
        self.word = word;
        // The character that ended the run is no part of a word, whatever it is.
        text[end..].chars().next().map_or(end, |c| end + c.len_utf8())
    }

    /// Counts a word in lower case, if there is one, and starts the next.
    fn count_word(&mut self, word: &mut String, field: Field) {
        if !word.is_empty() {
            make_singular(word);
            self.count(hash(word), field);
            word.clear();
        }
    }

    #[inline]
    fn count(&mut self, hash: u32, field: Field) {
        let slot = self.slot(hash);
        match self.slots[slot].1 as usize {
            0 => self.insert(slot, hash, field),
            at => {
                let count = &mut self.terms[at - 1].counts[field as usize];
                *count = count.saturating_add(1);
            }
        }
    }

    /// Takes in a word that is new, whose slot is free.
    #[inline(never)]
    fn insert(&mut self, slot: usize, hash: u32, field: Field) {
        let mut term = Term { hash, counts: [0; FIELDS] };
        term.counts[field as usize] = 1;
        self.terms.push(term);
        self.slots[slot] = (hash, self.terms.len() as u32);
        if self.terms.len() * 2 > self.slots.len() {
            self.slots = vec![(0, 0); self.slots.len() * 2];
            for at in 0..self.terms.len() {
                let hash = self.terms[at].hash;
                let slot = self.slot(hash);
                self.slots[slot] = (hash, at as u32 + 1);
            }
        }
    }

    /// The slot of the term with this hash, or the free one where it belongs.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].0 != hash && self.slots[slot].1 != 0 {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

const SOFT_HYPHEN: char = '\u{ad}';

/// Whether a character is part of a word.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && (c == SOFT_HYPHEN || is_combining_mark(c)))
}

/// Whether words of this character's script are not set apart by spaces, or carry particles that hide them (Hangul):
/// such text is counted by pairs of neighbours.
pub fn is_bigram_script(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1100}'..='\u{11ff}' // Hangul letters
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3040}'..='\u{30ff}' // kana
        | '\u{3100}'..='\u{318f}' // bopomofo, Hangul letters
        | '\u{3400}'..='\u{9fff}' // Han
        | '\u{a960}'..='\u{a97f}' // Hangul letters
        | '\u{ac00}'..='\u{d7ff}' // Hangul
        | '\u{f900}'..='\u{faff}' // Han
        | '\u{ff66}'..='\u{ff9f}' // narrow kana
        | '\u{20000}'..='\u{3ffff}') // Han
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of some texts, by hash.
    fn terms(texts: &[&str]) -> Vec<Term> {
        let mut counter = TermCounter::default();
        for text in texts {
            counter.add(text, Field::Body);
        }
        let mut terms: Vec<Term> = counter.finish().iter().collect();
        terms.sort_unstable_by_key(|term| term.hash);
        terms
    }

    #[test]
    fn words_are_counted_by_field() {
        let mut counter = TermCounter::default();
        counter.add("Serum", Field::Title);
        counter.add("the serum, the SERUMS", Field::Body);
        let terms = counter.finish();
        assert_eq!(terms.len(), 2);
        let serum = terms.iter().find(|term| term.hash == hash("serum"));
        assert_eq!(serum.map(|term| term.counts), Some([1, 0, 0, 2]));
    }

    #[test]
    fn a_word_is_the_same_wherever_it_stands() {
        let alphabet = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7";
        for length in 1..alphabet.len() {
            let word = &alphabet[..length];
            let alone = terms(&[word]);
            for before in 0..9 {
                let text = format!(
                    "{} {word}{}{word}",
                    "-".repeat(before),
                    ".\u{1f600}'@[`{/:"[..1 + before % 2 * 4].to_owned()
                );
                let found = terms(&[&text]);
                assert_eq!((found.len(), found[0].hash, found[0].counts[3]), (1, alone[0].hash, 2), "{text}");
            }
        }
        assert_eq!(terms(&["@a[Z`z{0/9:"]).len(), 4);
    }

    #[test]
    fn the_same_words_are_the_same_terms() {
        for (one, other) in [
            ("b a b", "a, b--b."),
            ("Guides, batteries", "guide battery"),
            ("glass bus this gas", "GLASS BUS THIS GAS"),
            ("cre\u{300}mes", "Cr\u{e8}me"),
            ("serums’ co\u{ad}operation—x", "serum cooperation x"),
            ("vitamin C", "c VITAMIN"),
            ("ties pies us is his days", "tie pie us is his day"),
            ("Crèmes, ÉTUDIES", "crème étudy"),
            ("ÉTÉ", "été"),
            ("", " — ’!\u{ad}"),
        ] {
            assert_eq!(terms(&[one]), terms(&[other]), "{one} / {other}");
        }
        assert_ne!(terms(&["glass"]), terms(&["glas"]));
        assert_eq!(terms(&["two", "words"]), terms(&["words two"]));
        assert_ne!(terms(&["two", "words"]), terms(&["twowords"]));
    }

    #[test]
    fn scripts_without_spaces_are_counted_by_pairs() {
        for (one, other) in [
            ("앰플을", "앰플 플을"),
            ("보습제spf50와", "보습 습제 spf50 와"),
            ("x水y 水", "x 水 y 水"),
            ("化粧水", "化粧 粧水"),
            ("각\u{1100}\u{1161}", "각가"),
        ] {
            assert_eq!(terms(&[one]), terms(&[other]), "{one} / {other}");
        }
        assert_eq!(terms(&["앰플을"]).len(), 2);
    }

    #[test]
    fn many_words_and_many_of_one() {
        let text: String = (0..5000).map(|n| format!("w{n} same ")).collect();
        let terms = terms(&[&text]);
        assert_eq!(terms.len(), 5001);
        assert_eq!(terms.iter().map(|term| term.counts[Field::Body as usize]).max(), Some(255));
    }
}
