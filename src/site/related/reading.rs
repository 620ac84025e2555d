//! What to read next: the lists that pages show, made of all rankings at once, so that every document is in one of them.
//!
//! First what was picked by hand, then the ranking, at most [`SHOWN`]. A document that is in no list then takes the
//! last place in the list of the document that ranks it highest, if what stood there is in another list too; each list
//! gives up at most `GIVEN_UP` places. Must not know: how documents are ranked, or what they are.

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

/// The list of every document. `skip_linked` leaves out what a document's own text links to.
pub fn lists(index: &Index, picked: &[&[usize]], skip_linked: bool, each: Each<'_>) -> Vec<Vec<Related>> {
    let ranking = Ranking::new(index, each);
    let ranked = each(index.len(), &|document, scratch| {
        let mut best = ranking.best(document, CANDIDATES, scratch);
        best.retain(|entry| {
            let other = entry.to as usize;
            let is_linked = skip_linked && ranking.links(document, other);
            !is_linked && !picked[document].contains(&other)
        });
        best
    });
    let mut shelf = Shelf::new(picked, &ranked);
    shelf.place_all(&ranked);
    let reason = |document: usize, place: usize, other: u32| {
        let by_hand = place < picked[document].len();
        let other = other as usize;
        let ranks = |one: usize, other: usize| ranked[one].iter().any(|entry| entry.to as usize == other);
        let reason = if by_hand {
            Reason::Picked
        } else if ranks(document, other) || ranks(other, document) {
            ranking.reason(document, other)
        } else {
            Reason::Near
        };
        Related { document: other, reason }
    };
    let list = |(document, list): (usize, &Vec<u32>)| {
        list.iter().enumerate().map(|(place, other)| reason(document, place, *other)).collect()
    };
    shelf.lists.iter().enumerate().map(list).collect()
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
