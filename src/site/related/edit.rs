//! Other words of a few documents: what they change in the index, and which scores may be others for it.
//!
//! Must not know: what else a score is made of, which documents are shown.

use super::Index;
use super::lists::{Entry, Lists};
use super::wording::{Rows, Wording};
use super::words::Words;
use crate::base::Workers;
use crate::content::terms::Terms;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A document whose words are others now.
#[derive(Clone, Copy)]
pub struct Edit<'a> {
    /// Its index.
    pub document: usize,
    /// The words that it had.
    pub old: &'a Terms,
}

/// What other words changed.
pub struct Moved {
    /// The documents that ask for other words than before, in order.
    pub asking: Vec<usize>,
    /// The documents that answer otherwise than before, in order.
    pub answering: Vec<u32>,
    /// How these answer now, when whole texts are compared.
    pub words: Answers,
    /// How these answer now to titles.
    pub titles: Answers,
}

/// How some documents answer to all words.
pub struct Answers {
    /// For each word the documents that answer, by their place among those that moved.
    by_word: Lists,
}

impl Answers {
    /// Adds to `scores` what a document that asks for these words gives to each of the documents: the same sums in the same
    /// order as a ranking's. Returns whether there is anything.
    pub fn add(&self, asked: &[Entry], scores: &mut [f32]) -> bool {
        let mut any = false;
        for ask in asked {
            for answer in self.by_word.row(ask.to as usize) {
                scores[answer.to as usize] += ask.weight * answer.weight;
                any = true;
            }
        }
        any
    }
}

impl Index {
    /// Takes in other words of some documents. `terms` are the words of all documents as they are now.
    ///
    /// Nothing, and the index is no longer to be used, if so much depends on these words that a new one costs less.
    pub fn take_words(
        &mut self,
        edits: &[Edit<'_>],
        terms: &[&Terms],
        workers: &impl Workers,
    ) -> Option<Moved> {
        let Wording { vocabulary, words, titles } = &mut self.wording;
        let changes = changes(edits, terms);
        let reweighed =
            |(hash, change): (&u32, &i32)| vocabulary.would_change(*hash, *change).then_some(*hash);
        let reweighed: HashSet<u32> = changes.iter().filter_map(reweighed).collect();
        let mut touched = with_any(&reweighed, terms, workers);
        touched.extend(edits.iter().map(|edit| edit.document));
        let keeps = edits.iter().all(|edit| {
            let new = terms[edit.document];
            words.keeps_average(edit.old, new) & titles.keeps_average(edit.old, new)
        });
        if !keeps || touched.len() > 16 + self.documents / 16 {
            return None;
        }
        let old: HashMap<usize, &Terms> = edits.iter().map(|edit| (edit.document, edit.old)).collect();
        let was = |document: &usize| old.get(document).copied().unwrap_or(terms[*document]);
        let before: Vec<_> = touched.iter().map(|at| self.wording.weighed(was(at))).collect();
        self.wording.change(&changes, &reweighed);
        let after: Vec<_> = touched.iter().map(|at| self.wording.weighed(terms[*at])).collect();
        let Wording { words, titles, .. } = &mut self.wording;

        let mut asking = Vec::new();
        let mut answering = BTreeSet::new();
        for ((document, before), after) in touched.iter().zip(before).zip(after) {
            let [old_words, old_titles] = before;
            let [new_words, new_titles] = after;
            let asks = words.ask(*document, &new_words.0) | titles.ask(*document, &new_titles.0);
            asking.extend(asks.then_some(*document));
            move_answers(words, *document, (old_words.1, new_words.1), &mut answering)?;
            move_answers(titles, *document, (old_titles.1, new_titles.1), &mut answering)?;
        }
        let answering: Vec<u32> = answering.into_iter().collect();
        let weighed = |document: &u32| self.wording.weighed(terms[*document as usize]);
        let rows: Vec<[Rows; 2]> = answering.iter().map(weighed).collect();
        let words = answers(&self.wording.words, &answering, rows.iter().map(|[words, _]| &words.1));
        let titles = answers(&self.wording.titles, &answering, rows.iter().map(|[_, titles]| &titles.1));
        Some(Moved { asking, answering, words, titles })
    }
}

/// In how many more documents than before each word stands; none where it is as many.
fn changes(edits: &[Edit<'_>], terms: &[&Terms]) -> HashMap<u32, i32> {
    let mut changes: HashMap<u32, i32> = HashMap::new();
    for edit in edits {
        let mut count = |terms: &Terms, change: i32| {
            terms.iter().for_each(|term| *changes.entry(term.hash).or_default() += change)
        };
        count(edit.old, -1);
        count(terms[edit.document], 1);
    }
    changes.retain(|_, change| *change != 0);
    changes
}

/// The documents that have any of these words.
fn with_any(hashes: &HashSet<u32>, terms: &[&Terms], workers: &impl Workers) -> BTreeSet<usize> {
    if hashes.is_empty() {
        return BTreeSet::new();
    }
    // Most words are none of these, and a bit tells.
    let mut bits = [0_u64; 1024];
    hashes.iter().for_each(|hash| bits[*hash as usize >> 6 & 1023] |= 1 << (hash & 63));
    let may_be = |hash: u32| bits[hash as usize >> 6 & 1023] >> (hash & 63) & 1 == 1;
    let is_one = |hash: u32| may_be(hash) && hashes.contains(&hash);
    let has = |document: usize| terms[document].iter().any(|term| is_one(term.hash));
    workers.those(terms.len(), |document, _: &mut ()| has(document)).into_iter().collect()
}

/// Lets a document answer as it does now, and notes whose answers that changes. Nothing if that cannot be told.
fn move_answers(words: &mut Words, document: usize, rows: Rows, moved: &mut BTreeSet<u32>) -> Option<()> {
    let (before, after) = rows;
    let mut answers: HashMap<u32, (Option<f32>, Option<f32>)> = HashMap::new();
    before.iter().for_each(|entry| answers.entry(entry.to).or_default().0 = Some(entry.weight));
    after.iter().for_each(|entry| answers.entry(entry.to).or_default().1 = Some(entry.weight));
    for (word, (old, new)) in answers {
        if old != new {
            let (counts, other) = words.answer(word as usize, document as u32, new)?;
            moved.extend(counts.then_some(document as u32));
            moved.extend(other);
        }
    }
    Some(())
}

/// How documents answer, of whose weighed words `rows` are made.
fn answers<'r>(words: &Words, documents: &[u32], rows: impl Iterator<Item = &'r Vec<Entry>>) -> Answers {
    let mut by_document = Lists::default();
    for (document, row) in documents.iter().zip(rows) {
        let counts =
            |entry: &&Entry| words.answers(entry.to as usize).iter().any(|answer| answer.to == *document);
        by_document.push(row.iter().filter(counts).copied());
    }
    Answers { by_word: by_document.transposed(words.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::OneByOne;
    use crate::content::terms::{Field, TermCounter};
    use crate::site::related::reading::{Reading, Wishes};
    use crate::site::related::tests::{index, many};

    /// Words of a text after an edit: some are taken out and some put in, of which few are rare.
    fn edited(terms: &Terms, seed: u32) -> Terms {
        let mut counter = TermCounter::default();
        for n in 0..seed % 7 {
            counter
                .add(&format!("w{} rare{}", (seed >> 3).wrapping_mul(n + 1) % 2000, seed % 5), Field::Body);
        }
        let added = counter.finish();
        let kept = terms.iter().enumerate().filter(|(at, _)| *at as u32 % 11 != seed % 23);
        let mut all: Vec<_> = kept.map(|(_, term)| term).collect();
        for term in added.iter() {
            match all.iter_mut().find(|other| other.hash == term.hash) {
                Some(other) => other.counts[3] = other.counts[3].saturating_add(term.counts[3]),
                None => all.push(term),
            }
        }
        all.into_iter().collect()
    }

    #[test]
    fn other_words_give_what_a_new_ranking_gives() {
        // In the last one words stand in more documents than are held of a word.
        for (count, vocabulary, rounds) in [(200, 2000, 24_u32), (150, 90, 24), (5, 9, 24), (800, 320, 12)] {
            let mut texts = many(count, 60, vocabulary);
            let picked: Vec<&[usize]> = vec![&[]; count];
            let wishes = Wishes { picked: &picked, skip_linked: false };
            let mut kept = index(&texts);
            let mut reading = Reading::new(&kept, wishes, &OneByOne);
            let mut taken = 0;
            for round in 0..rounds {
                let before = reading.lists().to_vec();
                let places: BTreeSet<usize> =
                    (0..1 + round % 3).map(|n| (round * 37 + n * 11) as usize % count).collect();
                let old: Vec<(usize, Terms)> =
                    places.iter().map(|at| (*at, texts[*at].terms.clone())).collect();
                for (at, terms) in &old {
                    texts[*at].terms = edited(terms, round.wrapping_mul(2_654_435_761) >> 7);
                }
                let edits: Vec<Edit<'_>> =
                    old.iter().map(|(document, old)| Edit { document: *document, old }).collect();
                let terms: Vec<&Terms> = texts.iter().map(|text| &text.terms).collect();
                let fresh = index(&texts);
                let new = Reading::new(&fresh, wishes, &OneByOne);
                let changed = match kept.take_words(&edits, &terms, &OneByOne) {
                    Some(moved) => {
                        taken += 1;
                        reading.update(&kept, &moved, wishes, &OneByOne)
                    }
                    None => {
                        kept = fresh;
                        reading.replace(Reading::new(&kept, wishes, &OneByOne))
                    }
                };
                assert_eq!(reading.lists(), new.lists(), "{count} documents, edit {round}");
                let differ: Vec<usize> = (0..count).filter(|at| before[*at] != new.lists()[*at]).collect();
                assert_eq!(changed, differ, "{count} documents, edit {round}");
            }
            let many = count < 10 || taken > rounds / 3;
            assert!(many, "{taken} of {rounds} edits of {count} documents were taken in");
        }
    }
}
