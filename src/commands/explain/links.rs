//! Which pages lead to a page, and where in the content that is written.
//!
//! Must not know: how a page is rendered. Which pages have such a link was seen in their HTML.

use super::Files;
use crate::base::{Address, SitePath};
use crate::commands::report::{Json, json};
use crate::content::parse::parse;
use crate::diagnostics::{Span, place};
use crate::pipeline::{Found, Front};
use crate::site::{Item, Resolved, Site};
use std::collections::HashMap;

/// A page that leads to the one that is explained.
pub struct Linking {
    /// It.
    pub page: Address,
    /// Where its own text says so; nothing if a list or the theme does.
    pub places: Vec<String>,
}

/// The pages that lead to a page, those first whose texts say so.
pub fn linking(front: &Front, to: &Found, files: &Files) -> Vec<Linking> {
    let mut texts: HashMap<Address, SitePath> = HashMap::new();
    for site in front.sites() {
        texts.extend(with_references(site, to));
    }
    let sources = files.read(texts.values().cloned());
    let mut linking: Vec<Linking> = front
        .linking(to)
        .into_iter()
        .map(|page| {
            let places = texts.get(&page).map(|path| places(front, to, &sources, path, files));
            Linking { page, places: places.unwrap_or_default() }
        })
        .collect();
    linking.sort_by_key(|linking| linking.places.is_empty());
    linking
}

/// What the references of an item's texts mean, with its page and its file.
fn with_references<'s>(site: &'s Site, to: &Found) -> impl Iterator<Item = (Address, SitePath)> + 's {
    let leads = leads_to(site, to.page.address.clone());
    referring(site)
        .filter(move |(.., resolved)| resolved.iter().any(&leads))
        .map(|(address, path, _)| (address.clone(), path.clone()))
}

fn referring(site: &Site) -> impl Iterator<Item = (&Address, &SitePath, &Vec<Resolved>)> {
    let guides = site.guides.iter().map(|guide| (&guide.address, &guide.path, &guide.resolved));
    let pages = site.pages.iter().map(|page| (&page.address, &page.path, &page.resolved));
    let own = site.products.iter().filter(|product| product.here && !product.is_row());
    guides.chain(pages).chain(own.map(|product| (&product.address, &product.path, &product.resolved)))
}

/// Whether a reference means an address. Editions share addresses, not numbers.
fn leads_to(site: &Site, to: Address) -> impl Fn(&Resolved) -> bool {
    move |resolved| match resolved {
        Resolved::Item(item, _) => *site.address(*item) == to && !matches!(item, Item::Abroad(_)),
        Resolved::Address(address, _) => *address == to,
        _ => false,
    }
}

/// Where a file refers to the page.
fn places(
    front: &Front,
    to: &Found,
    sources: &crate::source::Sources,
    path: &SitePath,
    files: &Files,
) -> Vec<String> {
    let Some(file) = sources.get(path.as_str()) else { return Vec::new() };
    let parsed = parse(file, &files.names);
    let mut found = Vec::new();
    for site in front.sites() {
        let leads = leads_to(site, to.page.address.clone());
        let Some((.., resolved)) = referring(site).find(|(_, of, _)| *of == path) else { continue };
        let pairs = parsed.references.iter().zip(resolved).filter(|(_, resolved)| leads(resolved));
        found.extend(pairs.map(|(reference, _)| place(&Span::new(path, reference.range), file.readable())));
    }
    found
}

impl Linking {
    /// As JSON.
    pub fn json(&self) -> Json {
        json!({"page": self.page.as_str(), "places": self.places})
    }
}
