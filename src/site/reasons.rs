//! What a reason rests on: a fact that stands out in one direction among those of other products.
//!
//! Must not know: which reasons a text has, and how one is shown.

use super::compare::{Declared, Lead, leads};
use super::fresh::FactAt;
use super::{Resolved, Site};
use crate::content::attribute::Better;
use crate::content::blocks::Why;
use crate::content::value::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// What a reason is for.
#[derive(Clone, Copy)]
pub struct Weighed<'w> {
    /// The product.
    pub target: usize,
    /// Whether the reason speaks against it.
    pub against: bool,
    /// The products among which it is chosen.
    pub among: &'w [usize],
}

/// What a reason rests on: a fact that is further in one direction than others.
pub struct Claim {
    /// The fact.
    pub subject: FactAt,
    /// The facts it is held against.
    pub against: Vec<FactAt>,
    /// Whether the fact is said to be the lower or the higher; `None` if nothing says which.
    pub way: Option<Ordering>,
}

impl Claim {
    /// What `why` claims in a reason.
    pub fn of(site: &Site, resolved: &[Resolved], why: &Why, weighed: Weighed<'_>) -> Option<Self> {
        let Weighed { target, against, among } = weighed;
        let Some(&Resolved::Fact(product, attribute)) = resolved.get(why.reference as usize) else {
            return None;
        };
        let subject = FactAt { product, attribute };
        let declared = declared(site, subject);
        // A fact of another product speaks by being the worse one.
        let others: Vec<usize> = if product == target {
            among.iter().copied().filter(|at| *at != target).collect()
        } else {
            vec![target]
        };
        let speaks_well = (product == target) != against;
        let better = declared.attribute.better.map(Better::ordering);
        let way = match why.way {
            Some(way) => Some(way.ordering()),
            None => better.map(|way| if speaks_well { way } else { way.reverse() }),
        };
        let against = others
            .into_iter()
            .filter_map(|at| {
                let attribute = declared.place(site, &site.products[at])?;
                Some(FactAt { product: at, attribute })
            })
            .collect();
        Some(Self { subject, against, way })
    }

    /// How the fact stands to the others in the direction claimed; `None` if it or all of them are not known.
    pub(super) fn lead(&self, site: &Site, way: Ordering) -> Option<Lead> {
        let declared = declared(site, self.subject);
        let value = declared.value(site, self.subject.product)?;
        let others: Vec<Cow<'_, Value>> =
            self.against.iter().filter_map(|at| declared.value(site, at.product)).collect();
        (!others.is_empty()).then(|| leads(&value, others.iter().map(|value| &**value), way))
    }
}

fn declared(site: &Site, at: FactAt) -> Declared<'_> {
    Declared { attribute: at.attribute(site), kind: site.products[at.product].kind, at: at.attribute }
}

/// "Serum moderate"
pub(super) fn described(site: &Site, at: FactAt) -> String {
    let words = at
        .fact(site)
        .value()
        .map_or_else(|| "not known".to_owned(), |v| v.words(at.attribute(site), &site.words));
    format!("{} {words}", site.products[at.product].says.name)
}
