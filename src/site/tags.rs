//! Tags: gathered from guides and products; spellings that make one address are one tag.

use super::Site;
use super::addresses::LONGEST_STEP;
use crate::base::address::slug;
use crate::base::{Address, SitePath};
use crate::content::fields::Text;
use crate::diagnostics::catalogue::fields as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::collections::{BTreeMap, HashMap};

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

/// Where something is written: a file, and the byte at which it starts there.
type Place<'s> = (&'s SitePath, u32);

/// Fills the site's tags and those of each guide and product.
pub fn collect(site: &mut Site, problems: &mut Vec<Diagnostic>) {
    let (tags, numbers) = gather(site, problems);
    site.tags = tags;
    let numbers = |tags: &[Text]| {
        let mut found: Vec<usize> = Vec::with_capacity(tags.len());
        for number in tags.iter().filter_map(|tag| numbers.get(&tag.text)) {
            if !found.contains(number) {
                found.push(*number);
            }
        }
        found
    };
    for (at, guide) in site.guides.iter_mut().enumerate() {
        guide.tags = numbers(&guide.says.tags);
        guide.tags.iter().for_each(|tag| site.tags[*tag].guides.push(at));
    }
    for (at, product) in site.products.iter_mut().enumerate().filter(|(_, product)| product.here) {
        product.tags = numbers(&product.says.tags);
        product.tags.iter().for_each(|tag| site.tags[*tag].products.push(at));
    }
}

/// All tags by address, which nothing carries yet, and the number of each by every way in which it is written.
fn gather(site: &Site, problems: &mut Vec<Diagnostic>) -> (Vec<Tag>, HashMap<String, usize>) {
    let of_guides = site.guides.iter().flat_map(|guide| guide.says.tags.iter().map(|tag| (&guide.path, tag)));
    let products = site.products.iter().filter(|product| product.here);
    let of_products = products.flat_map(|product| {
        // Tags are words: those of a translated product stand in the file of its words.
        let path = product.words.as_ref().unwrap_or(&product.path);
        product.says.tags.iter().map(move |tag| (path, tag))
    });
    // Many carry a tag, but few ways are found to write it: each with its slug, and where it comes first.
    let mut spellings: HashMap<&str, (String, Place<'_>)> = HashMap::new();
    for (path, tag) in of_guides.chain(of_products) {
        let place = (path, tag.range.start);
        let (slug, first) = spellings.entry(&tag.text).or_insert_with(|| (slug(tag), place));
        *first = place.min(*first);
        let rule = match slug.len() {
            0 => "a tag needs a letter or digit",
            1..=LONGEST_STEP => continue,
            _ => "a tag is a part of an address, which has 255 bytes at most",
        };
        problems.push(problem::bad_id(Span::new(path, tag.range), tag, rule));
    }
    let mut by_slug: BTreeMap<&str, Vec<(Place<'_>, &str)>> = BTreeMap::new();
    for (spelling, (slug, first)) in spellings.iter().filter(|(_, (slug, _))| !slug.is_empty()) {
        by_slug.entry(slug).or_default().push((*first, spelling));
    }
    let (mut tags, mut numbers) = (Vec::with_capacity(by_slug.len()), HashMap::new());
    for (slug, spellings) in by_slug {
        numbers.extend(spellings.iter().map(|(_, spelling)| ((*spelling).to_owned(), tags.len())));
        let first = spellings.into_iter().min().map(|(_, spelling)| spelling);
        tags.push(Tag {
            name: first.unwrap_or_default().to_owned(),
            address: site.edition.at(&format!("/tags/{slug}/")),
            guides: Vec::new(),
            products: Vec::new(),
        });
    }
    (tags, numbers)
}
