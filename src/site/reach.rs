//! How guides are reached: the links that lead to each, and how evenly they are spread.
//!
//! Must not know: why a guide is in a list, or how any of this is printed.

use super::related::reading::Related;
use super::{Guide, Item, Resolved, Site};

/// The links that lead to each guide.
pub struct Reach {
    /// In how many lists of related guides it stands.
    pub lists: Vec<usize>,
    /// How many texts link to it: guides, plain pages, products, orders, and the settings with header and footer.
    pub texts: Vec<usize>,
}

impl Reach {
    /// Counts the links of all lists and texts of a site.
    pub fn new(site: &Site, lists: &[Vec<Related>]) -> Self {
        let mut reach = Self { lists: vec![0; site.guides.len()], texts: vec![0; site.guides.len()] };
        for related in lists.iter().flatten() {
            reach.lists[related.document] += 1;
        }
        for (at, guide) in site.guides.iter().enumerate() {
            guide.linked_guides().iter().filter(|to| **to != at).for_each(|to| reach.texts[*to] += 1);
        }
        let pages = site.pages.iter().map(|page| &page.resolved);
        let products = site.products.iter().map(|product| &product.resolved);
        let orders = site.orders.iter().map(|order| &order.resolved);
        for resolved in pages.chain(products).chain(orders).chain([&site.config_resolved]) {
            reach.add(resolved.iter());
        }
        for links in [&site.navigation, &site.footer] {
            reach.add(links.iter().map(|(_, resolved)| resolved));
        }
        reach
    }

    /// Counts the links of one text, each guide once.
    fn add<'r>(&mut self, resolved: impl Iterator<Item = &'r Resolved>) {
        linked(resolved).into_iter().for_each(|to| self.texts[to] += 1);
    }
}

impl Resolved {
    /// The guide that it leads to.
    pub fn guide(&self) -> Option<usize> {
        match self {
            Resolved::Item(Item::Guide(at), _) => Some(*at),
            _ => None,
        }
    }
}

impl Guide {
    /// The guides that this one's text links to, each once.
    pub fn linked_guides(&self) -> Vec<usize> {
        linked(self.resolved.iter())
    }
}

/// The guides that references lead to, each once.
fn linked<'r>(resolved: impl Iterator<Item = &'r Resolved>) -> Vec<usize> {
    let mut linked: Vec<usize> = resolved.filter_map(Resolved::guide).collect();
    linked.sort_unstable();
    linked.dedup();
    linked
}

/// How evenly some numbers are spread.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Spread {
    /// How many are above 0.
    pub reached: usize,
    /// The least, the quarter, the half and the three quarters of them are not above, and the most.
    pub steps: [usize; 5],
    /// Gini's coefficient: 0 if all are equal, near 1 if one has everything.
    pub gini: f64,
}

impl Spread {
    /// Measures numbers; of none at all every measure is 0.
    pub fn of(numbers: &[usize]) -> Self {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        let count = sorted.len();
        // The nearest rank: the smallest number that a share of all is not above.
        let rank = |quarters: usize| {
            sorted.get((count * quarters).div_ceil(4).saturating_sub(1)).copied().unwrap_or(0)
        };
        let total: usize = sorted.iter().sum();
        let weighted: f64 =
            sorted.iter().enumerate().map(|(at, n)| (2.0 * at as f64 + 1.0 - count as f64) * *n as f64).sum();
        Self {
            reached: sorted.iter().filter(|number| **number > 0).count(),
            steps: [0, 1, 2, 3, 4].map(rank),
            gini: if total == 0 { 0.0 } else { weighted / (count as f64 * total as f64) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_by_hand() {
        assert_eq!(Spread::of(&[]), Spread::default());
        assert_eq!(Spread::of(&[0, 0]), Spread::default());
        assert_eq!(Spread::of(&[3, 3, 3]), Spread { reached: 3, steps: [3; 5], gini: 0.0 });
        let one_has_all = Spread::of(&[0, 8, 0, 0]);
        assert_eq!(one_has_all, Spread { reached: 1, steps: [0, 0, 0, 0, 8], gini: 0.75 });
        // Of 1 to 4: (-3 - 2 + 3 + 12) / (4 * 10).
        assert_eq!(Spread::of(&[4, 1, 3, 2]), Spread { reached: 4, steps: [1, 1, 2, 3, 4], gini: 0.25 });
    }
}
