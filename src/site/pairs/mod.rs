//! Pair pages: which there are, under which addresses, and why others are not.
//!
//! Must not know: what a pair page looks like.

mod plan;
#[cfg(test)]
mod tests;

pub use plan::{Plan, Reason, Refusal, plan};

use super::resolve::product;
use super::{Item, Site};
use crate::base::Address;
use crate::content::fields::Text;
use crate::content::pairs::{Of, Pairs, Refused};
use crate::diagnostics::catalogue::pairs as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::collections::HashMap;

/// An "A vs B" page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The kind of both products.
    pub kind: usize,
    /// The two, in the order of the page's address.
    pub products: [usize; 2],
    /// Where it is published.
    pub address: Address,
    /// "Serum vs Ampoule"
    pub name: String,
    /// Whether search engines are to know it.
    pub indexed: bool,
}

/// Two products, whichever was named first: the lower index comes first.
pub fn sorted([one, other]: [usize; 2]) -> [usize; 2] {
    [one.min(other), one.max(other)]
}

/// Fills [`Site::pairs`], in the order of the kinds.
///
/// Returns the addresses that lead on: the other direction of each page, and both directions of a pair that a guide has
/// taken over.
pub fn collect(site: &mut Site, problems: &mut Vec<Diagnostic>) -> Vec<(Address, Item)> {
    let mut redirects = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    for kind in 0..site.kinds.len() {
        let Some(rules) = &site.kinds[kind].says.pairs else { continue };
        if !site.kinds[kind].here {
            continue;
        }
        let candidates = candidates(site, kind, rules, problems)
            .filter(|products| products.iter().all(|at| site.products[*at].here));
        let plan = plan(site, kind, rules, candidates, rules.refused == Refused::NoIndex);
        let address = |one: usize, other: usize| address(site, kind, one, other);
        for (products, guide) in plan.taken_over {
            let [one, other] = products;
            redirects.push((address(one, other), Item::Guide(guide)));
            redirects.push((address(other, one), Item::Guide(guide)));
        }
        let made = plan.kept.into_iter().map(|products| (products, true));
        // A plan lists refusals only if they get a page.
        let refused = plan.refused.into_iter().map(|refusal| (refusal.products, false));
        let made: Vec<([usize; 2], bool)> = made.chain(refused).collect();
        if made.len() > rules.limit {
            let at = Span::new(&site.kinds[kind].path, rules.range);
            problems.push(problem::pair_limit(at, made.len(), rules.limit));
            continue;
        }
        for (products, indexed) in made {
            let [one, other] = products;
            redirects.push((address(other, one), Item::Pair(pairs.len())));
            let name = |at: usize| &site.products[at].says.name;
            let name = format!("{} vs {}", name(one), name(other));
            pairs.push(Pair { kind, products, address: address(one, other), name, indexed });
        }
    }
    site.pairs = pairs;
    for (at, pair) in site.pairs.iter().enumerate() {
        pair.products.iter().for_each(|product| site.products[*product].pairs.push(at));
        site.kinds[pair.kind].pairs.push(at);
    }
    redirects
}

fn address(site: &Site, kind: usize, one: usize, other: usize) -> Address {
    let id = |at: usize| &site.products[at].id;
    site.edition.at(&format!("/compare/{}/{}-vs-{}/", site.kinds[kind].id, id(one), id(other)))
}

/// The pairs that a kind's rules consider; those that cannot be are reported.
pub fn candidates<'s>(
    site: &'s Site,
    kind: usize,
    rules: &Pairs,
    problems: &mut Vec<Diagnostic>,
) -> Box<dyn Iterator<Item = [usize; 2]> + 's> {
    let list = match &rules.of {
        Of::List(list) => list,
        Of::All => {
            let products = &site.kinds[kind].products;
            let others = move |at: usize| products[at + 1..].iter().map(move |other| [products[at], *other]);
            return Box::new((0..products.len()).flat_map(others));
        }
    };
    let path = &site.kinds[kind].path;
    let mut first: HashMap<[usize; 2], &Text> = HashMap::new();
    let mut candidates = Vec::with_capacity(list.len());
    for pair in list {
        let mut places = [None; 2];
        for (place, id) in places.iter_mut().zip(pair) {
            *place = product(site, id, path, problems);
            if let Some(at) = place.filter(|at| site.products[*at].kind != kind) {
                let there = Span::file(&site.products[at].path);
                problems.push(problem::pair_elsewhere(Span::new(path, id.range), id, there));
                *place = None;
            }
        }
        let [Some(one), Some(other)] = places else { continue };
        let at = Span::new(path, pair[1].range);
        if one == other {
            problems.push(problem::pair_of_one(at, &pair[1]));
            continue;
        }
        match first.get(&sorted([one, other])) {
            Some(first) => problems.push(problem::pair_twice(at, Span::new(path, first.range))),
            None => {
                first.insert(sorted([one, other]), &pair[0]);
                candidates.push([one, other]);
            }
        }
    }
    Box::new(candidates.into_iter())
}
