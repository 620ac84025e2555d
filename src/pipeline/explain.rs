//! One page of a site, looked at: found by its address, made, made again with marks, and who leads to it.
//!
//! Must not know: what is said of it.

use super::files::Asset;
use super::{Front, Threads};
use crate::base::mark::read;
use crate::base::{Address, SitePath};
use crate::content::markdown::BlockNames;
use crate::diagnostics::Diagnostic;
use crate::page::trace::{Marker, Origin};
use crate::page::{Cards, Page, Slot, View};
use crate::pictures::Cache;
use crate::render::render;
use crate::site::Item;
use crate::source::SourceFile;
use rayon::prelude::*;

/// A page of a site.
pub struct Found {
    /// The edition it is in.
    pub edition: usize,
    slot: Slot,
    /// What it is.
    pub page: Page,
}

/// What each line of a page comes from.
pub struct Traced {
    /// The origins of each line; of a text with the place that is marked.
    pub lines: Vec<Vec<(Origin, usize)>>,
    /// The page without the marks.
    pub text: String,
    /// Whether the marks changed nothing but themselves: if they did, a template has decided something by words that were marked.
    pub is_exact: bool,
}

impl Found {
    /// What it is a page of.
    pub fn item(&self) -> Option<Item> {
        if let Slot::Item(item) = self.slot { Some(item) } else { None }
    }
}

impl Front {
    /// Every page that is in no file of the search, in no order.
    fn planned<Made: Send>(&self, make: impl Fn(usize, &Slot, Page) -> Option<Made> + Sync) -> Vec<Made> {
        let slots = self.slots.par_iter();
        slots.filter_map(|(edition, slot)| make(*edition, slot, self.page(*edition, slot))).collect()
    }

    /// The page that is published at one of some paths of the output folder.
    pub fn find(&mut self, paths: &[String]) -> Option<Found> {
        if paths.iter().any(|path| path.ends_with(".json") && path.contains("search/")) {
            self.count_words();
        }
        let is_it = |edition, slot: &Slot, page: Page| {
            let found = paths.contains(&page.address.output_path());
            found.then(|| Found { edition, slot: slot.clone(), page })
        };
        self.planned(is_it).into_iter().next()
    }

    /// The addresses of all pages, sorted.
    pub fn addresses(&self) -> Vec<Address> {
        let mut all = self.planned(|_, _, page| Some(page.address));
        all.sort();
        all
    }

    /// The file that is published at one of some paths of the output folder as it is.
    pub fn copied(&self, paths: &[String]) -> Option<&SitePath> {
        self.copied.iter().find(|(path, _)| paths.contains(path)).map(|(_, asset)| asset.path())
    }

    /// The photo of which the file is made that is published at one of some paths of the output folder.
    pub fn photo_behind(&self, paths: &[String]) -> Option<&SitePath> {
        let is_behind = |(path, asset): &&(String, Asset)| {
            self.photo(path, asset)
                .is_some_and(|(_, _, photo)| photo.files.iter().any(|(path, _)| paths.contains(path)))
        };
        self.copied.iter().find(is_behind).map(|(_, asset)| asset.path())
    }

    /// The bytes of a page.
    ///
    /// # Errors
    /// A template fails.
    pub fn bytes_of(&self, found: &Found, cache: &Cache) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.bytes(&found.page, cache)
    }

    /// The template of a page and those that it extends.
    pub fn chain(&self, found: &Found) -> Vec<String> {
        found.page.view.template().map(|(name, _)| self.templates.chain(name)).unwrap_or_default()
    }

    /// The sitemap that lists an absolute address.
    pub fn sitemap_of(&self, location: &str) -> Option<Address> {
        let sitemaps = self.slots.iter().filter(|(_, slot)| matches!(slot, Slot::Sitemap(_)));
        let mut pages = sitemaps.map(|(edition, slot)| self.page(*edition, slot));
        pages.find_map(|page| match &page.view {
            View::Sitemap(view) if view.entries.iter().any(|entry| entry.location == location) => {
                Some(page.address)
            }
            _ => None,
        })
    }

    /// The addresses of the pages for readers that lead to a page, sorted.
    pub fn linking(&self, to: &Found) -> Vec<Address> {
        let href = to.page.address.href();
        let [plain, with_fragment] = ["\"", "#"].map(|end| format!("href=\"{href}{end}"));
        let mut all = self.planned(|_, _, page| {
            page.head.as_ref().filter(|_| page.address != to.page.address)?;
            let bytes = render(&self.templates, &page).ok()?;
            let html = String::from_utf8_lossy(&bytes);
            // What the head of a page links to is no link that a reader can follow.
            let body = html.split_once("<body").map_or(&*html, |(_, body)| body);
            (body.contains(&plain) || body.contains(&with_fragment)).then_some(page.address)
        });
        all.sort();
        all
    }

    /// What each line of a page comes from. The site is not what it was afterwards.
    ///
    /// `file` is the file of the page's text. `None` if the page has no lines.
    pub fn trace(&mut self, found: &Found, file: Option<&SourceFile>, names: &BlockNames) -> Option<Traced> {
        // A picture is no text, and a file of the search is made of counted words.
        if matches!(found.page.view, View::Share(_) | View::SearchFile(_)) {
            return None;
        }
        let plain = render(&self.templates, &found.page).ok()?;
        let mut marker = Marker::default();
        let templates = self.templates.marked(&mut marker);
        let is_marked = templates.is_some();
        let templates = templates.unwrap_or_else(|| self.templates.clone());
        let site = self.sites.get_mut(found.edition)?;
        marker.site(site, found.item(), file, names);
        let before = self.cards.get_mut(found.edition)?;
        let related = std::mem::take(&mut before.related);
        *before = Cards::new(site, related, &Threads);
        marker.cells(site, before);
        let mut page = self.page(found.edition, &found.slot);
        marker.days(&mut page, &self.sites[found.edition], found.item());
        let bytes = render(&templates, &page).ok()?;
        let (text, lines) = read(&String::from_utf8_lossy(&bytes));
        let origins = |numbers: Vec<usize>| {
            let origin = |number: usize| marker.origin(number).map(|(origin, at)| (origin.clone(), at));
            numbers.into_iter().filter_map(origin).collect()
        };
        let is_exact = is_marked && text.as_bytes() == plain;
        Some(Traced { lines: lines.into_iter().map(origins).collect(), text, is_exact })
    }
}
