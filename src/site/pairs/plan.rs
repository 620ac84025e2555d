//! Which pairs qualify for a page, judged by their facts alone.
//!
//! 600 products are 179,700 pairs, so a fact is a number here: two products say the same of an attribute if their numbers
//! are the same. Pages are not compared with all other pages. Products that say nearly the same belong to one group, two
//! pages can only be nearly the same if the groups of their products are, and the few that were kept of such groups are
//! compared row by row.

use crate::content::pairs::Pairs;
use crate::site::{Site, State};
use std::collections::HashMap;

/// How many kept pages of the same groups a page is compared with.
const MOST_COMPARED: usize = 16;

/// What becomes of the pairs of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// The pairs that qualify, in the order of the candidates.
    pub kept: Vec<[usize; 2]>,
    /// The pairs that a guide has taken over.
    pub taken_over: Vec<([usize; 2], usize)>,
    /// The pairs that fall short, if they were asked for.
    pub refused: Vec<Refusal>,
}

/// A pair that falls short, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The pair.
    pub products: [usize; 2],
    /// Why.
    pub reason: Reason,
}

/// Why a pair falls short.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// So many facts are known of both, which is too few.
    FewKnown(usize),
    /// So many of the facts known of both differ, which is too few.
    FewDifferences(usize),
    /// Its page would be nearly that of another pair.
    Alike([usize; 2]),
}

/// Plans the pairs of one kind; `list_refused` says whether anyone wants to see those that fall short.
pub fn plan(
    site: &Site,
    kind: usize,
    rules: &Pairs,
    candidates: impl Iterator<Item = [usize; 2]>,
    list_refused: bool,
) -> Plan {
    let guides = guides_of_two(site);
    let facts = Facts::new(site, kind);
    let groups = facts.groups(rules.alike);
    let mut kept_of: HashMap<[u32; 2], Vec<[usize; 2]>> = HashMap::new();
    let mut plan = Plan::default();
    for products in candidates {
        let [one, other] = products;
        if let Some(guide) = guides.get(&[one.min(other), one.max(other)]) {
            plan.taken_over.push((products, *guide));
            continue;
        }
        let (known, differ) = facts.known_and_differ(one, other);
        let key = [groups[&one].min(groups[&other]), groups[&one].max(groups[&other])];
        let kept = kept_of.entry(key).or_default();
        let like = |known: &&[usize; 2]| facts.alike(**known, products) > rules.alike;
        let reason = if known < rules.known {
            Some(Reason::FewKnown(known))
        } else if differ < rules.differ {
            Some(Reason::FewDifferences(differ))
        } else {
            kept.iter().take(MOST_COMPARED).find(like).map(|other| Reason::Alike(*other))
        };
        match reason {
            None => {
                kept.push(products);
                plan.kept.push(products);
            }
            Some(reason) if list_refused => plan.refused.push(Refusal { products, reason }),
            Some(_) => {}
        }
    }
    plan
}

/// The newest guide that compares just two products, by the two.
fn guides_of_two(site: &Site) -> HashMap<[usize; 2], usize> {
    let mut guides = HashMap::new();
    for (at, guide) in site.guides.iter().enumerate() {
        if let [one, other] = site.products_of(&guide.says.compares, &[])[..] {
            guides.entry([one.min(other), one.max(other)]).or_insert(at);
        }
    }
    guides
}

/// The facts of a kind's products as numbers: below [`KNOWN`] for what is not known.
struct Facts {
    products: Vec<usize>,
    /// By product.
    rows: HashMap<usize, Vec<u32>>,
}

/// The first number of a known value.
const KNOWN: u32 = 3;

impl Facts {
    fn new(site: &Site, kind: usize) -> Self {
        let products = site.kinds[kind].products.clone();
        let attributes = site.kinds[kind].says.attributes.len();
        let mut numbers: Vec<HashMap<String, u32>> = vec![HashMap::new(); attributes];
        let mut rows = HashMap::with_capacity(products.len());
        for at in &products {
            let facts = site.products[*at].facts.iter().zip(&mut numbers);
            let row = facts.map(|(fact, numbers)| match &fact.state {
                State::NotResearched => 0,
                State::Unknown => 1,
                State::NotApplicable => 2,
                State::Known(value) => {
                    let next = numbers.len() as u32 + KNOWN;
                    *numbers.entry(value.identity()).or_insert(next)
                }
            });
            rows.insert(*at, row.collect());
        }
        Self { products, rows }
    }

    /// How many facts are known of both, and how many of these differ.
    fn known_and_differ(&self, one: usize, other: usize) -> (usize, usize) {
        let both = self.rows[&one].iter().zip(&self.rows[&other]);
        let (mut known, mut differ) = (0, 0);
        for (a, b) in both.filter(|(a, b)| **a >= KNOWN && **b >= KNOWN) {
            known += 1;
            differ += usize::from(a != b);
        }
        (known, differ)
    }

    /// How many of a hundred rows two pages share, whichever way round they are.
    fn alike(&self, one: [usize; 2], other: [usize; 2]) -> usize {
        let shared = |other: [usize; 2]| {
            let [a, b, c, d] = [one[0], one[1], other[0], other[1]].map(|at| &self.rows[&at]);
            let rows = a.iter().zip(b).zip(c.iter().zip(d));
            rows.filter(|((a, b), (c, d))| a == c && b == d).count()
        };
        let all = self.rows[&one[0]].len().max(1);
        shared(other).max(shared([other[1], other[0]])) * 100 / all
    }

    /// A number for each product; products of one group share more than `alike` of a hundred facts with the group's first.
    fn groups(&self, alike: usize) -> HashMap<usize, u32> {
        let mut firsts: Vec<&Vec<u32>> = Vec::new();
        let mut groups = HashMap::with_capacity(self.products.len());
        for at in &self.products {
            let row = &self.rows[at];
            let equal = |first: &Vec<u32>| row.iter().zip(first).filter(|(a, b)| a == b).count();
            let near = |first: &&Vec<u32>| equal(first) * 100 > alike * row.len();
            let group = firsts.iter().position(near).unwrap_or_else(|| {
                firsts.push(row);
                firsts.len() - 1
            });
            groups.insert(*at, group as u32);
        }
        groups
    }
}
