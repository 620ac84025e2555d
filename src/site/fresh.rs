//! How fresh facts are: the day each was checked, how long that holds, and which guides show it.
//!
//! What day it is comes in as an argument and decides what is reported, never what a page says.

use super::{Fact, Guide, Resolved, Site, State};
use crate::base::{Date, SitePath};
use crate::content::attribute::Attribute;
use crate::content::blocks::Content;
use crate::diagnostics::catalogue::facts as problem;
use crate::diagnostics::catalogue::fields::day_to_come;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SOURCES_FILE;
use std::collections::HashMap;

/// A fact by its product and the index of the attribute in the product's kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactAt {
    /// The product.
    pub product: usize,
    /// The attribute.
    pub attribute: usize,
}

impl FactAt {
    /// The fact.
    pub fn fact(self, site: &Site) -> &Fact {
        &site.products[self.product].facts[self.attribute]
    }

    /// Its attribute.
    pub fn attribute(self, site: &Site) -> &Attribute {
        &site.kinds[site.products[self.product].kind].says.attributes[self.attribute]
    }

    /// After how many days it is stale: what its attribute, its kind or the site says, the nearest first.
    pub fn limit(self, site: &Site) -> Option<u32> {
        let kind = &site.kinds[site.products[self.product].kind].says;
        self.attribute(site).stale_after.or(kind.stale_after).or(site.config.stale_after)
    }

    /// Until when it holds.
    ///
    /// Known and unknown facts grow old; one that does not apply does not, and one that was not researched cannot. A
    /// fact that was neither checked nor has a source is unsourced, and not stale.
    pub fn holds(self, site: &Site) -> Holds {
        let fact = self.fact(site);
        let ages = matches!(fact.state, State::Known(_) | State::Unknown);
        match (self.limit(site).filter(|_| ages), fact.checked, fact.source) {
            (Some(limit), Some(checked), _) => Holds::Until(checked.plus_days(limit)),
            (Some(_), None, Some(_)) => Holds::NeverChecked,
            _ => Holds::Always,
        }
    }
}

/// Until when a fact holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Nothing says that it grows old.
    Always,
    /// Up to and including this day.
    Until(Date),
    /// It has a source, and nobody wrote down when that was read.
    NeverChecked,
}

impl Holds {
    /// Whether the fact is to be checked again on a day.
    pub fn is_stale(self, today: Date) -> bool {
        match self {
            Self::Always => false,
            Self::Until(last) => last < today,
            Self::NeverChecked => true,
        }
    }
}

/// Every fact of the site that is written, in the order of the files.
pub fn written(site: &Site) -> impl Iterator<Item = FactAt> + '_ {
    site.products.iter().enumerate().flat_map(|(product, says)| {
        let facts = says.facts.iter().enumerate().filter(|(_, fact)| fact.written.is_some());
        facts.map(move |(attribute, _)| FactAt { product, attribute })
    })
}

/// The facts that are stale on a day, in the order of the files.
pub fn stale(site: &Site, today: Date) -> Vec<FactAt> {
    written(site).filter(|at| at.holds(site).is_stale(today)).collect()
}

/// The known facts without a source, in the order of the files.
pub fn unsourced(site: &Site) -> Vec<FactAt> {
    let lacks = |at: &FactAt| {
        let fact = at.fact(site);
        fact.value().is_some() && fact.source.is_none()
    };
    written(site).filter(lacks).collect()
}

/// The facts that cite each source, by source, in the order of the files.
pub fn by_source(site: &Site) -> Vec<Vec<FactAt>> {
    let mut citing = vec![Vec::new(); site.sources.len()];
    for at in written(site) {
        if let Some(source) = at.fact(site).source {
            citing[source].push(at);
        }
    }
    citing
}

impl FactAt {
    /// As a text refers to it: `ampoule.irritation`.
    pub fn id(self, site: &Site) -> String {
        format!("{}.{}", site.products[self.product].id, self.attribute(site).id)
    }

    /// Where it is written.
    pub fn span(self, site: &Site) -> Span {
        let product = &site.products[self.product];
        let written = self.fact(site).written.map(|at| product.says.facts[at].key.range);
        Span::new(&product.path, written.unwrap_or_default())
    }

    /// Why it is stale, in words.
    pub fn why_stale(self, site: &Site) -> String {
        let limit = self.limit(site).unwrap_or_default();
        match (self.holds(site), self.fact(site).checked) {
            (Holds::Until(last), Some(checked)) => {
                format!("checked {checked}, good until {last} ({limit} days)")
            }
            _ => "it has a source, and no day on which it was checked".to_owned(),
        }
    }
}

/// Reports every stale fact.
pub fn check_stale(site: &Site, today: Date, problems: &mut Vec<Diagnostic>) {
    let report = |at: FactAt| problem::stale_fact(at.span(site), &at.id(site), &at.why_stale(site), today);
    problems.extend(stale(site, today).into_iter().map(report));
}

/// Reports every day on which something is said to have been done that is still to come.
pub fn check_days(site: &Site, today: Date, problems: &mut Vec<Diagnostic>) {
    let to_come = |day: Option<Date>| day.filter(|day| *day > today);
    for at in written(site) {
        if let Some(day) = to_come(at.fact(site).checked) {
            problems.push(day_to_come(at.span(site), "checked", day));
        }
    }
    for source in &site.sources {
        if let Some(day) = to_come(source.read) {
            problems.push(day_to_come(Span::new(&SitePath::new(SOURCES_FILE), source.range), "read", day));
        }
    }
    for guide in site.guides.iter().filter(|guide| guide.date <= today) {
        if let Some((updated, place)) = guide.says.updated.filter(|(updated, _)| *updated > today) {
            problems.push(day_to_come(Span::new(&guide.path, place), "updated", updated));
        }
    }
}

/// Reports every known fact without a source.
pub fn check_unsourced(site: &Site, problems: &mut Vec<Diagnostic>) {
    let report = |at: FactAt| problem::unsourced_fact(at.span(site), &at.id(site));
    problems.extend(unsourced(site).into_iter().map(report));
}

/// Reports sources that no fact cites.
pub fn check_sources(site: &Site, problems: &mut Vec<Diagnostic>) {
    let file = SitePath::new(SOURCES_FILE);
    for (source, facts) in site.sources.iter().zip(by_source(site)) {
        if facts.is_empty() {
            let unused = problem::unused_source(Span::new(&file, source.range), &source.id);
            // It may well be cited by what could not be read.
            problems.push(unused.resting_on_everything());
        }
    }
}

/// The facts that a guide shows in its text, its tables and its lists, each once.
pub fn shown(site: &Site, guide: &Guide) -> Vec<FactAt> {
    let mut shown = shown_where(site, guide, |_| true);
    shown.sort_unstable();
    shown.dedup();
    shown
}

/// Those facts that a guide shows and that are `wanted`, perhaps more than once.
fn shown_where(site: &Site, guide: &Guide, wanted: impl Fn(&Fact) -> bool) -> Vec<FactAt> {
    let mut shown = Vec::new();
    let references = |resolved: &[Resolved], shown: &mut Vec<FactAt>| {
        shown.extend(resolved.iter().filter_map(|resolved| match *resolved {
            Resolved::Fact(product, attribute) => {
                let at = FactAt { product, attribute };
                wanted(at.fact(site)).then_some(at)
            }
            _ => None,
        }));
    };
    references(&guide.resolved, &mut shown);
    for block in &guide.says.blocks {
        match &block.content {
            Content::Compare(compare) => {
                for product in site.products_of(&compare.products, &guide.compares) {
                    let facts = site.products[product].facts.iter().enumerate();
                    let facts = facts.filter(|(_, fact)| wanted(fact));
                    let facts = facts.map(|(attribute, _)| FactAt { product, attribute });
                    shown.extend(facts.filter(|at| {
                        let id = &at.attribute(site).id;
                        compare.attributes.is_empty() || compare.attributes.iter().any(|row| row.text == *id)
                    }));
                }
            }
            Content::Choose(choose) => {
                for at in site.products_of(&choose.products, &guide.compares) {
                    references(&site.products[at].resolved, &mut shown);
                }
            }
            _ => {}
        }
    }
    shown
}

/// The day a guide last changed: its own words, or the check of a fact that it shows.
pub fn changed(site: &Site, guide: &Guide) -> Date {
    let own = guide.says.updated.map_or(guide.date, |(updated, _)| updated.max(guide.date));
    // Most facts of most sites have no day, and those that have one are few enough to look at.
    let checked = shown_where(site, guide, |fact| fact.checked.is_some());
    let checked = checked.into_iter().filter_map(|at| at.fact(site).checked).max();
    checked.map_or(own, |checked| checked.max(own))
}

/// How many guides show each fact.
pub fn uses(site: &Site) -> HashMap<FactAt, usize> {
    let mut uses = HashMap::new();
    for guide in &site.guides {
        for at in shown(site, guide) {
            *uses.entry(at).or_default() += 1;
        }
    }
    uses
}
