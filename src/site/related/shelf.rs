//! Which documents stand in which list, once all are ranked.
//!
//! First what was picked by hand, then the ranking, at most [`SHOWN`], of which at most `SAME` compare the same products as
//! long as there are others. A document that is in too many lists then leaves those where it stands lowest. One
//! that is in no list takes the last place in the list of the document that ranks it highest, if what stood there is in
//! another list too; each list gives up at most `GIVEN_UP` places. Must not know: how documents are ranked, or what they are.

use super::Index;
use super::lists::{Entry, Lists};
use super::reading::{CANDIDATES, Origin, SHOWN};

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
/// How many of the nearest documents a document that nobody ranks is offered to.
const NEAREST: usize = 32;

/// What each list shows, and how it came there. `ranked` is what may stand in each behind what was picked, the best first.
pub fn lists(index: &Index, picked: &[&[usize]], ranked: &[Vec<Entry>]) -> Vec<Vec<(usize, Origin)>> {
    let mut shelf = Shelf::new(index, picked, ranked);
    shelf.thin_out(ranked);
    shelf.place_all(ranked);
    let row = |(at, list): (usize, &Vec<u32>)| {
        list.iter().enumerate().map(|(place, other)| (*other as usize, shelf.origin(at, place))).collect()
    };
    shelf.lists.iter().enumerate().map(row).collect()
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
    picked: &'i [&'i [usize]],
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
    fn new(index: &'i Index, picked: &'i [&'i [usize]], ranked: &[Vec<Entry>]) -> Self {
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
        Self { index, picked, given: vec![0; lists.len()], full, lists, firm, arriving, most }
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

    /// How what stands at a place of a list came there.
    fn origin(&self, list: usize, place: usize) -> Origin {
        if place < self.picked[list].len() {
            Origin::Picked
        } else if place + self.given[list] >= self.full[list] {
            Origin::Placed
        } else {
            Origin::Ranked
        }
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
