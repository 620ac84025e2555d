//! Tags: gathered from guides and products; spellings that make one address are one tag.

use super::Site;
use crate::base::Address;
use crate::base::address::slug;
use crate::content::fields::Text;
use crate::diagnostics::catalogue::fields as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::collections::BTreeMap;

/// A tag with what carries it.
#[derive(Debug)]
pub struct Tag {
    /// The tag as first written, by path.
    pub name: String,
    /// Where it is published.
    pub address: Address,
    /// Its guides, newest first.
    pub guides: Vec<usize>,
    /// Its products, by path.
    pub products: Vec<usize>,
}

/// Fills the site's tags and those of each guide and product.
pub fn collect(site: &mut Site, problems: &mut Vec<Diagnostic>) {
    let mut by_slug: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut add = |tag: &Text, path: &crate::base::SitePath| {
        let slug = slug(tag);
        if slug.is_empty() {
            let rule = "a tag needs a letter or digit";
            problems.push(problem::bad_id(Span::new(path, tag.range), tag, rule));
        } else {
            by_slug.entry(slug).or_insert_with(|| (tag.text.clone(), 0));
        }
    };
    let mut guides: Vec<usize> = (0..site.guides.len()).collect();
    guides.sort_by(|a, b| site.guides[*a].path.cmp(&site.guides[*b].path));
    for at in guides {
        site.guides[at].says.tags.iter().for_each(|tag| add(tag, &site.guides[at].path));
    }
    for product in site.products.iter().filter(|product| product.here) {
        product.says.tags.iter().for_each(|tag| add(tag, &product.path));
    }
    for (at, (slug, (name, index))) in by_slug.iter_mut().enumerate() {
        *index = at;
        site.tags.push(Tag {
            name: name.clone(),
            address: site.edition.at(&format!("/tags/{slug}/")),
            guides: Vec::new(),
            products: Vec::new(),
        });
    }
    let indexes = |tags: &[Text]| {
        let mut indexes: Vec<usize> = Vec::with_capacity(tags.len());
        for tag in tags {
            match by_slug.get(&slug(tag)) {
                Some((_, index)) if !indexes.contains(index) => indexes.push(*index),
                _ => {}
            }
        }
        indexes
    };
    for (at, guide) in site.guides.iter_mut().enumerate() {
        guide.tags = indexes(&guide.says.tags);
        guide.tags.iter().for_each(|tag| site.tags[*tag].guides.push(at));
    }
    for (at, product) in site.products.iter_mut().enumerate().filter(|(_, product)| product.here) {
        product.tags = indexes(&product.says.tags);
        product.tags.iter().for_each(|tag| site.tags[*tag].products.push(at));
    }
}
