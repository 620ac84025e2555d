//! Which pairs qualify for a page, judged by their facts alone.
//!
//! 600 products are 179,700 pairs, so a fact is a number here: two products say the same of an attribute if their numbers
//! are the same. Pages are not compared with all other pages. Products that say nearly the same belong to one group, two
//! pages are hardly ever nearly the same unless the groups of their products are, and the few that were kept of such groups
//! are compared row by row.

use super::sorted;
use crate::content::pairs::Pairs;
use crate::site::Site;
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
    /// How many times two pages were compared row by row: the work beyond one look at each pair.
    pub compared: usize,
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
    /// So many facts are known for both, which is too few.
    FewKnown(usize),
    /// So many of the facts known for both differ, which is too few.
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
        if let Some(guide) = guides.get(&sorted([one, other])) {
            plan.taken_over.push((products, *guide));
            continue;
        }
        let (known, differ) = facts.known_and_differ(one, other);
        let key = [groups[&one].min(groups[&other]), groups[&one].max(groups[&other])];
        let kept = kept_of.entry(key).or_default();
        let mut compared = 0;
        let like = |known: &&[usize; 2]| {
            compared += 1;
            facts.alike(**known, products) > rules.alike
        };
        let reason = if known < rules.known {
            Some(Reason::FewKnown(known))
        } else if differ < rules.differ {
            Some(Reason::FewDifferences(differ))
        } else {
            kept.iter().take(MOST_COMPARED).find(like).map(|other| Reason::Alike(*other))
        };
        plan.compared += compared;
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
            guides.entry(sorted([one, other])).or_insert(at);
        }
    }
    guides
}

/// The facts of a kind's products as numbers; what is not known, for whatever reason, is [`NOT_KNOWN`].
struct Facts {
    products: Vec<usize>,
    /// By product.
    rows: HashMap<usize, Vec<u32>>,
}

/// The number of every fact without a value. Known values count from 1.
const NOT_KNOWN: u32 = 0;

impl Facts {
    fn new(site: &Site, kind: usize) -> Self {
        let products = site.kinds[kind].products.clone();
        let attributes = site.kinds[kind].says.attributes.len();
        let mut numbers: Vec<HashMap<String, u32>> = vec![HashMap::new(); attributes];
        let mut rows = HashMap::with_capacity(products.len());
        for at in &products {
            let facts = site.products[*at].facts.iter().zip(&mut numbers);
            let row = facts.map(|(fact, numbers)| match fact.value() {
                None => NOT_KNOWN,
                Some(value) => {
                    let next = numbers.len() as u32 + NOT_KNOWN + 1;
                    *numbers.entry(value.identity()).or_insert(next)
                }
            });
            rows.insert(*at, row.collect());
        }
        Self { products, rows }
    }

    /// How many facts are known for both, and how many of these differ.
    fn known_and_differ(&self, one: usize, other: usize) -> (usize, usize) {
        let both = self.rows[&one].iter().zip(&self.rows[&other]);
        let (mut known, mut differ) = (0, 0);
        for (a, b) in both.filter(|(a, b)| **a != NOT_KNOWN && **b != NOT_KNOWN) {
            known += 1;
            differ += usize::from(a != b);
        }
        (known, differ)
    }

    /// How many of a hundred rows two pages share, whichever way round they are.
    ///
    /// A row on which neither page knows anything says nothing on either and does not count: two pages are not alike for
    /// what nobody has looked up.
    fn alike(&self, one: [usize; 2], other: [usize; 2]) -> usize {
        let shared = |other: [usize; 2]| {
            let [a, b, c, d] = [one[0], one[1], other[0], other[1]].map(|at| &self.rows[&at]);
            let rows = a.iter().zip(b).zip(c.iter().zip(d));
            let said = rows.filter(|((a, b), (c, d))| [**a, **b, **c, **d] != [NOT_KNOWN; 4]);
            percentage(said.map(|((a, b), (c, d))| a == c && b == d))
        };
        shared(other).max(shared([other[1], other[0]]))
    }

    /// A number for each product; products of one group are near the group's first.
    ///
    /// They are nearer to it than three quarters of `alike`, and not than all of it: on a page the facts of the other
    /// product count too, so two pages may be more alike than their products are.
    fn groups(&self, alike: usize) -> HashMap<usize, u32> {
        let mut firsts: Vec<&Vec<u32>> = Vec::new();
        let mut groups = HashMap::with_capacity(self.products.len());
        for at in &self.products {
            let row = &self.rows[at];
            let shared = |first: &Vec<u32>| {
                let said = row.iter().zip(first).filter(|(a, b)| [**a, **b] != [NOT_KNOWN; 2]);
                percentage(said.map(|(a, b)| a == b))
            };
            let group = firsts.iter().position(|first| shared(first) * 4 > alike * 3).unwrap_or_else(|| {
                firsts.push(row);
                firsts.len() - 1
            });
            groups.insert(*at, group as u32);
        }
        groups
    }
}

/// How many of a hundred are true; of none, none is.
fn percentage(rows: impl Iterator<Item = bool>) -> usize {
    let (mut equal, mut all) = (0, 0);
    for row in rows {
        all += 1;
        equal += usize::from(row);
    }
    equal * 100 / all.max(1)
}
