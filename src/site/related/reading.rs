//! What to read next: the lists that pages show, made of all rankings at once, so that every document is in one of them.
//!
//! First what was picked by hand, then the ranking, at most [`SHOWN`]. A document that is in no list then takes the
//! last place in the list of the document that ranks it highest, if what stood there is in another list too; each list
//! gives up at most `GIVEN_UP` places. Must not know: how documents are ranked, or what they are.

use super::alike::Alike;
use super::edit::Moved;
use super::lists::{Entry, Lists};
use super::{Each, Index, Ranking, Reason};

/// How many documents are offered to be read next, if no more were picked by hand.
pub const SHOWN: usize = 5;
/// How many places, from the last, a list gives up to documents that are in no other.
const GIVEN_UP: usize = 2;
/// How many documents are ranked for each, so that there is a choice.
const CANDIDATES: usize = 24;
/// How many of the nearest documents a document that nobody ranks is offered to.
const NEAREST: usize = 32;

/// A document to read next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Related {
    /// Its index.
    pub document: usize,
    /// Why.
    pub reason: Reason,
}

/// What to read next after every document, with all that is needed to tell what other words change in it.
#[derive(Default)]
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
    pub fn new(index: &Index, wishes: Wishes<'_>, each: Each<'_>) -> Self {
        let ranking = Ranking::new(index, each);
        let best = each(index.len(), &|document, scratch| ranking.best(document, CANDIDATES, scratch));
        let ranked = candidates(&ranking, &best, wishes);
        let lists = (0..index.len()).zip(shelved(wishes, &ranked));
        let lists =
            lists.map(|(document, list)| related(&ranking, wishes, &ranked, document, &list)).collect();
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
    pub fn update(&mut self, index: &Index, moved: &Moved, wishes: Wishes<'_>, each: Each<'_>) -> Vec<usize> {
        let mut alike = std::mem::take(&mut self.alike);
        let changed = alike.update(index, moved, each);
        let ranking = Ranking::of(index, alike);
        let suspects = each(index.len(), &|document, scratch| {
            let best = &self.best[document];
            let is_one = is_in(&moved.asking, document)
                || ranking.is_touched(document, &changed)
                || best.iter().any(|entry| moved.answering.binary_search(&entry.to).is_ok())
                || {
                    let least = best.get(CANDIDATES - 1).map_or(0.0, |last| last.weight);
                    ranking.any_reaches(document, least, moved, scratch)
                };
            is_one.then_some(Entry { to: document as u32, weight: 0.0 }).into_iter().collect()
        });
        let suspects: Vec<usize> = suspects.into_iter().flatten().map(|entry| entry.to as usize).collect();
        let found = each(suspects.len(), &|at, scratch| ranking.best(suspects[at], CANDIDATES, scratch));
        let mut other = Vec::new();
        for (document, best) in suspects.into_iter().zip(found) {
            if self.best[document] != best {
                self.best[document] = best;
                other.push(document);
            }
        }
        let listed = self.relist(&ranking, &other, wishes);
        self.alike = ranking.into_alike();
        listed
    }

    /// Makes the lists anew after the ranking of some documents has changed; returns those whose list is another now.
    fn relist(&mut self, ranking: &Ranking<'_>, other: &[usize], wishes: Wishes<'_>) -> Vec<usize> {
        if other.is_empty() {
            return Vec::new();
        }
        let ranked = candidates(ranking, &self.best, wishes);
        let mut changed = Vec::new();
        for (document, list) in shelved(wishes, &ranked).into_iter().enumerate() {
            let old = &self.lists[document];
            let same = old.iter().map(|related| related.document).eq(list.iter().map(|to| *to as usize));
            // A reason depends on both rankings.
            let ranked_as_before =
                !is_in(other, document) && !list.iter().any(|to| is_in(other, *to as usize));
            if same && ranked_as_before {
                continue;
            }
            let new = related(ranking, wishes, &ranked, document, &list);
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
fn candidates(ranking: &Ranking<'_>, best: &[Vec<Entry>], wishes: Wishes<'_>) -> Vec<Vec<Entry>> {
    let may = |document: usize, entry: &&Entry| {
        let other = entry.to as usize;
        let is_linked = wishes.skip_linked && ranking.links(document, other);
        !is_linked && !wishes.picked[document].contains(&other)
    };
    let row = |(document, best): (usize, &Vec<Entry>)| {
        best.iter().filter(|entry| may(document, entry)).copied().collect()
    };
    best.iter().enumerate().map(row).collect()
}

/// What each list shows.
fn shelved(wishes: Wishes<'_>, ranked: &[Vec<Entry>]) -> Vec<Vec<u32>> {
    let mut shelf = Shelf::new(wishes.picked, ranked);
    shelf.place_all(ranked);
    shelf.lists
}

/// A list with its reasons.
fn related(
    ranking: &Ranking<'_>,
    wishes: Wishes<'_>,
    ranked: &[Vec<Entry>],
    document: usize,
    list: &[u32],
) -> Vec<Related> {
    let picked = wishes.picked[document].len();
    let ranks = |one: usize, other: usize| ranked[one].iter().any(|entry| entry.to as usize == other);
    let reason = |(place, other): (usize, &u32)| {
        let other = *other as usize;
        let reason = if place < picked {
            Reason::Picked
        } else if ranks(document, other) || ranks(other, document) {
            ranking.reason(document, other)
        } else {
            Reason::Near
        };
        Related { document: other, reason }
    };
    list.iter().enumerate().map(reason).collect()
}

/// The lists while they are made.
struct Shelf {
    lists: Vec<Vec<u32>>,
    /// The first place of each list that may still be given up.
    firm: Vec<usize>,
    /// How many places of each list have been given up.
    given: Vec<usize>,
    /// In how many lists each document is.
    arriving: Vec<u32>,
}

impl Shelf {
    /// The picked and the best of the ranked.
    fn new(picked: &[&[usize]], ranked: &[Vec<Entry>]) -> Self {
        let list = |(picked, ranked): (&&[usize], &Vec<Entry>)| {
            let by_hand = picked.iter().map(|document| *document as u32);
            let rest = SHOWN.saturating_sub(picked.len());
            by_hand.chain(ranked.iter().take(rest).map(|entry| entry.to)).collect::<Vec<u32>>()
        };
        let lists: Vec<Vec<u32>> = picked.iter().zip(ranked).map(list).collect();
        let mut arriving = vec![0; lists.len()];
        lists.iter().flatten().for_each(|to| arriving[*to as usize] += 1);
        let firm = picked.iter().map(|picked| picked.len()).collect();
        Self { given: vec![0; lists.len()], lists, firm, arriving }
    }

    /// Gives each document that is in no list a place in one.
    fn place_all(&mut self, ranked: &[Vec<Entry>]) {
        let mut places = Lists::with_capacity(ranked.len(), ranked.len() * CANDIDATES);
        for row in ranked {
            // The rank, as a weight that is larger for the better.
            let rank =
                |(at, entry): (usize, &Entry)| Entry { to: entry.to, weight: (CANDIDATES - at) as f32 };
            places.push(row.iter().enumerate().map(rank));
        }
        let by_ranked = places.transposed(ranked.len());
        for document in 0..ranked.len() {
            if self.arriving[document] == 0 {
                let mut hosts = by_ranked.row(document).to_vec();
                hosts.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.to.cmp(&b.to)));
                let by_own = ranked[document].iter().map(|entry| entry.to as usize);
                let near = (1..=NEAREST).flat_map(|step| [document.wrapping_sub(step), document + step]);
                hosts
                    .iter()
                    .map(|entry| entry.to as usize)
                    .chain(by_own)
                    .chain(near.filter(|near| *near < ranked.len()))
                    .any(|host| self.place(document as u32, host));
            }
        }
    }

    /// Puts a document into a list, if that has room or can give up a place.
    fn place(&mut self, document: u32, host: usize) -> bool {
        let list = &mut self.lists[host];
        if list.len() < SHOWN {
            list.push(document);
            self.firm[host] = self.firm[host].max(list.len());
        } else {
            let last = list.len().checked_sub(1 + self.given[host]);
            let Some(last) = last.filter(|last| self.given[host] < GIVEN_UP && *last >= self.firm[host])
            else {
                return false;
            };
            if self.arriving[list[last] as usize] < 2 {
                return false;
            }
            self.arriving[list[last] as usize] -= 1;
            list[last] = document;
            self.given[host] += 1;
        }
        self.arriving[document as usize] += 1;
        true
    }
}
