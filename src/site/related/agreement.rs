//! How far the ranking agrees with what editors picked by hand, which it does not look at.
//!
//! Must not know: how documents are ranked, or what they are.

use super::Entry;
use super::reading::SHOWN;

/// What was picked by hand for one document, and what the ranking makes of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Agreement {
    /// The document.
    pub document: usize,
    /// Each that was picked, with its rank from 1 if it was ranked at all.
    pub picked: Vec<(usize, Option<usize>)>,
    /// nDCG of the ranking's first [`SHOWN`].
    pub ndcg: f64,
}

impl Agreement {
    /// How many of the picked have at most this rank.
    pub fn within(&self, rank: usize) -> usize {
        self.picked.iter().filter(|(_, found)| found.is_some_and(|found| found <= rank)).count()
    }
}

/// Holds a ranking of every document against what was picked for it; documents with nothing picked are left out.
pub fn agreements(picked: &[&[usize]], ranked: &[Vec<Entry>]) -> Vec<Agreement> {
    let all = picked.iter().zip(ranked).enumerate().filter(|(_, (picked, _))| !picked.is_empty());
    all.map(|(document, (picked, ranked))| {
        let rank = |other: usize| ranked.iter().position(|entry| entry.to as usize == other).map(|at| at + 1);
        let hits: Vec<bool> = ranked.iter().map(|entry| picked.contains(&(entry.to as usize))).collect();
        Agreement {
            document,
            picked: picked.iter().map(|other| (*other, rank(*other))).collect(),
            ndcg: ndcg(&hits, picked.len(), SHOWN),
        }
    })
    .collect()
}

/// nDCG (Jarvelin, Kekalainen, "Cumulated gain-based evaluation of IR techniques", 2002) of the first `count` of a list,
/// a hit counting 1; `wanted` is how many hits there could be. Of nothing wanted it is 0.
pub fn ndcg(hits: &[bool], wanted: usize, count: usize) -> f64 {
    let gain = |place: usize| 1.0 / ((place + 2) as f64).log2();
    let ideal: f64 = (0..wanted.min(count)).map(gain).sum();
    let found = hits.iter().take(count).enumerate().filter(|(_, hit)| **hit);
    let gained: f64 = found.map(|(place, _)| gain(place)).sum();
    if ideal > 0.0 { gained / ideal } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_by_hand() {
        assert!((ndcg(&[true, true], 2, 5) - 1.0).abs() < 1e-9);
        assert_eq!(ndcg(&[false, false], 2, 5), 0.0);
        assert_eq!(ndcg(&[], 0, 5), 0.0);
        // One hit at the second place of the two that there could be: (1 / log2 3) / (1 + 1 / log2 3).
        assert!((ndcg(&[false, true, false], 2, 5) - 0.386_853).abs() < 1e-6);
        assert_eq!(ndcg(&[false, false, true], 1, 2), 0.0, "what is below the cut counts nothing");
    }

    #[test]
    fn ranks_are_told_from_one() {
        let entry = |to| Entry { to, weight: 1.0 };
        let ranked = [vec![entry(2), entry(1)], vec![], vec![entry(0)]];
        let found = agreements(&[&[1, 3], &[], &[0]], &ranked);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].picked, [(1, Some(2)), (3, None)]);
        assert_eq!((found[0].within(1), found[0].within(2)), (0, 1));
        assert_eq!((found[1].document, found[1].ndcg), (2, 1.0));
    }
}
