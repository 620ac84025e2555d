//! What to read next: the lists that pages show, made of all rankings at once, so that every document is in one of them.
//!
//! First what was picked by hand, then the ranking, at most [`SHOWN`], of which at most `SAME` compare the same products as
//! long as there are others. A document that is in too many lists then leaves those where it stands lowest. One
//! that is in no list takes the last place in the list of the document that ranks it highest, if what stood there is in
//! another list too; each list gives up at most `GIVEN_UP` places. Must not know: how documents are ranked, or what they are.

use super::lists::{Entry, Lists};
use super::{Each, Index, Ranking, Reason};

/// How many documents are offered to be read next, if no more were picked by hand.
pub const SHOWN: usize = 5;
/// How many places, from the last, a list gives up to documents that are in no other.
const GIVEN_UP: usize = 2;
/// How many documents of a list may compare the same products, and no others.
const SAME: usize = 2;
/// In how many lists a document may be, however many documents there are; those for which it was picked by hand count too.
const MOST_LISTS: usize = 30;
/// In how many it may be, however few there are.
const FEW_LISTS: usize = 10;
/// In which share of all lists it may be between these two: one in so many.
const LISTS_SHARE: usize = 8;
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
    /// How it came into the list.
    pub origin: Origin,
}

/// How a document came into a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Somebody picked it by hand.
    Picked,
    /// It is one of the best of the ranking.
    Ranked,
    /// It was in no list, so this one gave it a place.
    Placed,
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
    let mut shelf = Shelf::new(index, picked, &ranked);
    shelf.thin_out(&ranked);
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
        let origin = match by_hand {
            true => Origin::Picked,
            false if shelf.is_placed(document, place) => Origin::Placed,
            false => Origin::Ranked,
        };
        Related { document: other, reason, origin }
    };
    let list = |(document, list): (usize, &Vec<u32>)| {
        list.iter().enumerate().map(|(place, other)| reason(document, place, *other)).collect()
    };
    shelf.lists.iter().enumerate().map(list).collect()
}

/// Whether a list may take one more document: not if [`SAME`] of it compare exactly what this one compares.
fn is_one_more(index: &Index, list: &[u32], document: u32) -> bool {
    let products = |document: u32| index.products.asked.row(document as usize).iter().map(|entry| entry.to);
    let same = |other: &&u32| products(**other).eq(products(document));
    products(document).next().is_none() || list.iter().filter(same).count() < SAME
}

/// The lists while they are made.
struct Shelf<'i> {
    index: &'i Index,
    lists: Vec<Vec<u32>>,
    /// The first place of each list that may still be given up.
    firm: Vec<usize>,
    /// How many places of each list have been given up.
    given: Vec<usize>,
    /// How long each list was before it took in documents that were in no other.
    full: Vec<usize>,
    /// In how many lists each document is.
    arriving: Vec<u32>,
    /// In how many it may be.
    most: u32,
}

impl<'i> Shelf<'i> {
    /// The picked and the best of the ranked.
    fn new(index: &'i Index, picked: &[&[usize]], ranked: &[Vec<Entry>]) -> Self {
        let list = |(picked, ranked): (&&[usize], &Vec<Entry>)| {
            let mut list: Vec<u32> = picked.iter().map(|document| *document as u32).collect();
            let mut left_out = Vec::new();
            for entry in ranked {
                if list.len() >= SHOWN {
                    break;
                }
                if is_one_more(index, &list, entry.to) {
                    list.push(entry.to)
                } else {
                    left_out.push(entry.to)
                }
            }
            let room = SHOWN.saturating_sub(list.len());
            list.extend(left_out.into_iter().take(room));
            list
        };
        let lists: Vec<Vec<u32>> = picked.iter().zip(ranked).map(list).collect();
        let mut arriving = vec![0; lists.len()];
        lists.iter().flatten().for_each(|to| arriving[*to as usize] += 1);
        let firm = picked.iter().map(|picked| picked.len()).collect();
        let full = lists.iter().map(Vec::len).collect();
        let most = (lists.len() / LISTS_SHARE).clamp(FEW_LISTS, MOST_LISTS) as u32;
        Self { index, given: vec![0; lists.len()], full, lists, firm, arriving, most }
    }

    /// Takes documents out of lists until none is in too many, as far as there are others to stand there.
    fn thin_out(&mut self, ranked: &[Vec<Entry>]) {
        let mut hosts: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.lists.len()];
        for (host, list) in self.lists.iter().enumerate() {
            for (place, document) in list.iter().enumerate().skip(self.firm[host]) {
                if self.arriving[*document as usize] > self.most {
                    hosts[*document as usize].push((place, host));
                }
            }
        }
        for (document, hosts) in hosts.iter_mut().enumerate() {
            hosts.sort_unstable();
            for (_, host) in hosts.iter().rev() {
                if self.arriving[document] > self.most {
                    self.replace(document as u32, *host, &ranked[*host]);
                }
            }
        }
    }

    /// Puts the best document that is not in many lists into the place of another; those behind move up.
    fn replace(&mut self, document: u32, host: usize, ranked: &[Entry]) {
        let Some(place) = self.lists[host].iter().position(|other| *other == document) else { return };
        let mut list = self.lists[host].clone();
        list.remove(place);
        let other = ranked.iter().map(|entry| entry.to).find(|other| {
            self.arriving[*other as usize] < self.most
                && *other != document
                && !list.contains(other)
                && is_one_more(self.index, &list, *other)
        });
        if let Some(other) = other {
            list.push(other);
            self.arriving[document as usize] -= 1;
            self.arriving[other as usize] += 1;
            self.lists[host] = list;
        }
    }

    /// Whether what stands at a place of a list was in no other.
    fn is_placed(&self, list: usize, place: usize) -> bool {
        place + self.given[list] >= self.full[list]
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
