//! Guides as the ranking sees them: what each says, compares and links to, and where it stands.
//!
//! Must not know: how guides are ranked.

use super::related::reading::{Reading, Wishes};
use super::related::weights::Weights;
use super::related::{Document, Edit, Index, Wording};
use super::{Guide, Item, Site};
use crate::base::{Aside, SitePath, Workers};
use crate::content::order::Step;
use crate::content::parse::{Parsed, find};
use crate::content::terms::Terms;
use std::sync::Arc;

/// The numbers of one guide.
struct Numbers {
    products: Vec<u32>,
    before: Vec<u32>,
    after: Vec<u32>,
    tags: Vec<u32>,
    links: Vec<u32>,
}

/// The words of all guides, weighed.
pub fn wording(terms: Vec<Aside<Terms>>, workers: &impl Workers) -> Wording {
    Wording::new(terms, &Weights::CHOSEN, workers)
}

/// The ranking's index over all guides, which say these words.
pub fn index(site: &Site, wording: Wording) -> Index {
    let steps = Steps::new(site);
    let gathered: Vec<Numbers> = site.guides.iter().map(|guide| numbers_of(guide, &steps)).collect();
    let documents = site.guides.iter().zip(&gathered).map(|(guide, numbers)| Document {
        products: &numbers.products,
        before: &numbers.before,
        after: &numbers.after,
        tags: &numbers.tags,
        links: &numbers.links,
        // Guides lie in one folder, so the place of one is the kind of what it compares.
        place: guide.compares.first().map(|product| site.products[*product].kind as u32),
    });
    let documents: Vec<Document<'_>> = documents.collect();
    Index::new(&documents, wording, Weights::CHOSEN)
}

/// The words of every guide.
pub fn terms(site: &Site, files: &[Arc<Parsed>]) -> Vec<Aside<Terms>> {
    by_guide(site, files)
        .into_iter()
        .map(|file| file.map(|file| file.terms.clone()).unwrap_or_default())
        .collect()
}

/// The file of every guide.
fn by_guide<'f>(site: &Site, files: &'f [Arc<Parsed>]) -> Vec<Option<&'f Parsed>> {
    let mut found = vec![None; site.guides.len()];
    for file in files {
        if let Some(at) = guide_of(site, &file.path) {
            found[at] = Some(&**file);
        }
    }
    found
}

/// The guide that a file is.
fn guide_of(site: &Site, path: &SitePath) -> Option<usize> {
    match site.names.paths.get(path) {
        Some(Item::Guide(at)) => Some(*at),
        _ => None,
    }
}

fn numbers_of(guide: &Guide, steps: &Steps) -> Numbers {
    let numbers = |indexes: &[usize]| indexes.iter().map(|at| *at as u32).collect::<Vec<u32>>();
    let beside = |steps: &[Vec<u32>]| {
        let mut found: Vec<u32> =
            guide.compares.iter().filter_map(|product| steps.get(*product)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    Numbers {
        products: numbers(&guide.compares),
        before: beside(&steps.before),
        after: beside(&steps.after),
        tags: numbers(&guide.tags),
        links: numbers(&guide.linked_guides()),
    }
}

/// What is used one step before and one step after each product, by any order.
struct Steps {
    before: Vec<Vec<u32>>,
    after: Vec<Vec<u32>>,
}

impl Steps {
    fn new(site: &Site) -> Self {
        let mut this = Self {
            before: vec![Vec::new(); site.products.len()],
            after: vec![Vec::new(); site.products.len()],
        };
        let products = |step: &Step| -> Vec<usize> {
            step.what.products().iter().filter_map(|id| site.names.products.get(&id.text).copied()).collect()
        };
        for order in &site.orders {
            for pair in order.says.steps.windows(2) {
                let (first, second) = (products(&pair[0]), products(&pair[1]));
                for (one, other) in
                    first.iter().flat_map(|one| second.iter().map(move |other| (*one, *other)))
                {
                    this.before[other].push(one as u32);
                    this.after[one].push(other as u32);
                }
            }
        }
        this
    }
}

/// What to read after each guide.
pub fn read_next(site: &Site, workers: &impl Workers) -> Reading {
    Reading::new(&site.related, wishes(site, &picked(site)), workers)
}

/// Takes the words of `files` into the ranking of a site where some of them, which are `old` here, had others. Returns the
/// guides after which something else is to be read now, in order.
pub fn read_next_again(
    site: &mut Site,
    files: &[Arc<Parsed>],
    old: &[&Parsed],
    reading: &mut Reading,
    workers: &impl Workers,
) -> Vec<usize> {
    let is_edit = |old: &&Parsed| find(files, &old.path).is_some_and(|new| new.terms != old.terms);
    let edits = old.iter().copied().filter(is_edit);
    let edits = edits.filter_map(|old| Some((guide_of(site, &old.path)?, old.terms.get())));
    let edits: Vec<(usize, Arc<Terms>)> = edits.collect();
    if edits.is_empty() {
        return Vec::new();
    }
    // Nothing has been set aside where texts are taken in; if it were, it would not be worth the while.
    let in_memory: Option<Vec<&Terms>> =
        by_guide(site, files).into_iter().map(|file| file?.terms.here()).collect();
    let edits: Vec<Edit<'_>> =
        edits.iter().map(|(document, old)| Edit { document: *document, old }).collect();
    match in_memory.and_then(|terms| site.related.take_words(&edits, &terms, workers)) {
        Some(moved) => reading.update(&site.related, &moved, wishes(site, &picked(site)), workers),
        None => {
            site.related = index(site, wording(terms(site, files), workers));
            reading.replace(read_next(site, workers))
        }
    }
}

/// What was picked by hand to be read after each guide.
pub fn picked(site: &Site) -> Vec<&[usize]> {
    site.guides.iter().map(|guide| guide.picked.as_slice()).collect()
}

fn wishes<'w>(site: &Site, picked: &'w [&'w [usize]]) -> Wishes<'w> {
    Wishes { picked, skip_linked: site.config.related.skip_linked }
}
