//! Which products go together: said in one product's file, true of both.

use super::resolve::product;
use super::{Product, Site};
use crate::base::SitePath;
use crate::content::mixing::{Mix, Together};
use crate::diagnostics::catalogue::orders as problem;
use crate::diagnostics::{Diagnostic, Span};

/// Whether a product goes with another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mixed {
    /// The other product.
    pub other: usize,
    /// Whether they go together.
    pub mix: Mix,
    /// The product whose file says so.
    pub said_by: usize,
    /// Which entry of that product's `together` it is.
    pub entry: usize,
}

impl Mixed {
    /// What the file says.
    pub fn says(self, site: &Site) -> &Together {
        &site.products[self.said_by].says.together[self.entry]
    }

    /// Where it says so.
    pub fn span(self, site: &Site) -> Span {
        Span::new(&site.products[self.said_by].path, self.says(site).product.range)
    }
}

impl Site {
    /// What is said of using two products together.
    pub fn together(&self, one: usize, other: usize) -> Option<Mixed> {
        self.products[one].together.iter().copied().find(|mixed| mixed.other == other)
    }
}

/// Fills [`Product::together`] of all products, each in the order of the products' paths.
pub fn collect(site: &mut Site, problems: &mut Vec<Diagnostic>) {
    let mut said: Vec<Vec<Mixed>> = vec![Vec::new(); site.products.len()];
    for (at, says) in site.products.iter().enumerate() {
        for (entry, together) in says.says.together.iter().enumerate() {
            let Some(other) = product(site, &together.product, &says.path, problems) else { continue };
            if other == at {
                problems.push(problem::together_self(span(&says.path, together), &together.product));
                continue;
            }
            if let Some(mix) = together.mix {
                said[at].push(Mixed { other, mix, said_by: at, entry });
            }
        }
    }
    let own = said.clone();
    for (at, mixes) in own.iter().enumerate() {
        for mixed in mixes {
            match own[mixed.other].iter().find(|back| back.other == at) {
                None => said[mixed.other].push(Mixed { other: at, ..*mixed }),
                Some(back) if back.mix != mixed.mix && at > mixed.other => {
                    let place = |mixed: &Mixed| span_of(&site.products[mixed.said_by], mixed.entry);
                    let (said, other) = (mixed.mix.key(), back.mix.key());
                    problems.push(problem::together_differs(place(mixed), said, other, place(back)));
                }
                Some(_) => {}
            }
        }
    }
    for (product, mut mixes) in site.products.iter_mut().zip(said) {
        mixes.sort_by_key(|mixed| mixed.other);
        product.together = mixes;
    }
}

fn span_of(product: &Product, entry: usize) -> Span {
    span(&product.path, &product.says.together[entry])
}

fn span(path: &SitePath, together: &Together) -> Span {
    Span::new(path, together.product.range)
}
