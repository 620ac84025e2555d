//! What to read next: the lists that pages show, made of all rankings at once, so that every document is in one of them.
//!
//! Which document stands where is decided in `shelf.rs`. Must not know: how documents are ranked, or what they are.

use super::alike::Alike;
use super::edit::Moved;
use super::lists::Entry;
use super::{Index, Ranking, Reason, shelf};
use crate::base::Workers;
use crate::base::kept::{Deserialize, Serialize};

/// How many documents are offered to be read next, if no more were picked by hand.
pub const SHOWN: usize = 5;
/// How many documents are ranked for each, so that there is a choice.
pub(super) const CANDIDATES: usize = 24;

/// A document to read next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Related {
    /// Its index.
    pub document: usize,
    /// Why.
    pub reason: Reason,
    /// How it came into the list.
    pub origin: Origin,
}

/// How a document came into a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Origin {
    /// Somebody picked it by hand.
    Picked,
    /// It is one of the best of the ranking.
    Ranked,
    /// It was in no list, so this one gave it a place.
    Placed,
}

/// What to read next after every document, with all that is needed to tell what other words change in it.
#[derive(Default, Serialize, Deserialize)]
pub struct Reading {
    alike: Alike,
    /// The best of each document, as ranked.
    best: Vec<Vec<Entry>>,
    /// The list of every document.
    lists: Vec<Vec<Related>>,
}

/// What an editor says of the lists.
#[derive(Clone, Copy)]
pub struct Wishes<'w> {
    /// What comes first in the list of each document, picked by hand.
    pub picked: &'w [&'w [usize]],
    /// Whether what a document's own text links to is left out.
    pub skip_linked: bool,
}

impl Reading {
    /// Ranks all documents and makes all lists.
    pub fn new(index: &Index, wishes: Wishes<'_>, workers: &impl Workers) -> Self {
        let ranking = Ranking::new(index, workers);
        let best = workers.each(index.len(), |document, scratch| ranking.best(document, CANDIDATES, scratch));
        let ranked = candidates(&ranking, &best, wishes, workers);
        let lists = shelf::lists(index, wishes.picked, &ranked);
        let lists =
            workers.map(lists.len(), |document| related(&ranking, &ranked, document, &lists[document]));
        Self { alike: ranking.into_alike(), best, lists }
    }

    /// The list of every document.
    pub fn lists(&self) -> &[Vec<Related>] {
        &self.lists
    }

    /// Forgets what is needed only for [`Reading::update`].
    pub fn freeze(&mut self) {
        (self.alike, self.best) = Default::default();
    }

    /// Takes the place of another reading of as many documents; returns the documents whose list is another now.
    pub fn replace(&mut self, new: Reading) -> Vec<usize> {
        let old = std::mem::replace(self, new);
        (0..self.lists.len()).filter(|at| self.lists[*at] != old.lists[*at]).collect()
    }

    /// Takes in that other words have moved some documents of an index that is the same but for them. Returns the documents
    /// whose list is another now. The result is that of [`Reading::new`].
    pub fn update(
        &mut self,
        index: &Index,
        moved: &Moved,
        wishes: Wishes<'_>,
        workers: &impl Workers,
    ) -> Vec<usize> {
        let mut alike = std::mem::take(&mut self.alike);
        let changed = alike.update(index, moved, workers);
        let ranking = Ranking::of(index, alike);
        let suspects = workers.those(index.len(), |document, scratch| {
            let best = &self.best[document];
            is_in(&moved.asking, document)
                || changed.touches(document)
                || best.iter().any(|entry| moved.answering.binary_search(&entry.to).is_ok())
                || {
                    let least = best.get(CANDIDATES - 1).map_or(0.0, |last| last.weight);
                    ranking.any_reaches(document, least, moved, scratch)
                }
        });
        let found =
            workers.each(suspects.len(), |at, scratch| ranking.best(suspects[at], CANDIDATES, scratch));
        let mut other = Vec::new();
        for (document, best) in suspects.into_iter().zip(found) {
            if self.best[document] != best {
                self.best[document] = best;
                other.push(document);
            }
        }
        let listed = self.relist(index, &ranking, &other, wishes, workers);
        self.alike = ranking.into_alike();
        listed
    }

    /// Makes the lists anew after the ranking of some documents has changed; returns those whose list is another now.
    fn relist(
        &mut self,
        index: &Index,
        ranking: &Ranking<'_>,
        other: &[usize],
        wishes: Wishes<'_>,
        workers: &impl Workers,
    ) -> Vec<usize> {
        if other.is_empty() {
            return Vec::new();
        }
        let ranked = candidates(ranking, &self.best, wishes, workers);
        let mut changed = Vec::new();
        for (document, list) in shelf::lists(index, wishes.picked, &ranked).into_iter().enumerate() {
            let old = &self.lists[document];
            let same = old.iter().map(|related| (related.document, related.origin)).eq(list.iter().copied());
            // A reason depends on both rankings.
            let ranked_as_before = !is_in(other, document) && !list.iter().any(|(to, _)| is_in(other, *to));
            if same && ranked_as_before {
                continue;
            }
            let new = related(ranking, &ranked, document, &list);
            if *old != new {
                self.lists[document] = new;
                changed.push(document);
            }
        }
        changed
    }
}

fn is_in(sorted: &[usize], document: usize) -> bool {
    sorted.binary_search(&document).is_ok()
}

/// What may be put into each list behind what was picked.
fn candidates(
    ranking: &Ranking<'_>,
    best: &[Vec<Entry>],
    wishes: Wishes<'_>,
    workers: &impl Workers,
) -> Vec<Vec<Entry>> {
    let may = |document: usize, entry: &&Entry| {
        let other = entry.to as usize;
        let is_linked = wishes.skip_linked && ranking.links(document, other);
        !is_linked && !wishes.picked[document].contains(&other)
    };
    workers.map(best.len(), |document| {
        best[document].iter().filter(|entry| may(document, entry)).copied().collect()
    })
}

/// A list with its reasons.
fn related(
    ranking: &Ranking<'_>,
    ranked: &[Vec<Entry>],
    document: usize,
    list: &[(usize, Origin)],
) -> Vec<Related> {
    let ranks = |one: usize, other: usize| ranked[one].iter().any(|entry| entry.to as usize == other);
    let reason = |(other, origin): &(usize, Origin)| {
        let reason = if *origin == Origin::Picked {
            Reason::Picked
        } else if ranks(document, *other) || ranks(*other, document) {
            ranking.reason(document, *other)
        } else {
            Reason::Near
        };
        Related { document: *other, reason, origin: *origin }
    };
    list.iter().map(reason).collect()
}
