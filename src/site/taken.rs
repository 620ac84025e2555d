//! The addresses that are taken; two that want one are an error naming both.
//!
//! Must not know: which addresses there are.

use super::addresses::{PRODUCTS, SOURCES, TAGS};
use super::letters::ALL;
use super::{Item, Site};
use crate::base::Address;
use crate::base::address::is_folder;
use crate::diagnostics::catalogue::pages as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The addresses that are taken, by place.
#[derive(Default, Debug)]
pub struct Taken {
    by_place: HashMap<String, Taker>,
    /// What the addresses of each edition begin with, and whether it has a search.
    homes: Vec<(String, bool)>,
}

#[derive(Debug)]
struct Taker {
    what: What,
    file: Option<Span>,
}

/// What stands at an address.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A page of its own, of the edition with a number.
    Item(usize, Item),
    /// A page that the edition with a number makes of itself: home, lists, tags.
    Made(usize),
    /// A file that is published as it is.
    File,
    /// An old address.
    Redirect,
}

impl Taken {
    /// What stands at an address.
    pub fn at(&self, address: &Address) -> Option<&What> {
        self.by_place.get(address.place()).map(|taker| &taker.what)
    }

    /// All addresses that are folders, without the `/` that they begin with, in any order.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.by_place.keys().map(String::as_str).filter(|place| is_folder(place))
    }

    /// The pages of the edition with a number.
    pub fn pages_of(&self, edition: usize) -> HashSet<Address> {
        let is_own = |what: &What| matches!(what, What::Item(of, _) | What::Made(of) if *of == edition);
        let own = self.by_place.iter().filter(|(place, taker)| is_folder(place) && is_own(&taker.what));
        own.map(|(folder, _)| Address::new(folder)).collect()
    }

    /// Reports files that stand where other addresses need a folder; of all that one file is in the way of, the first.
    pub fn check_folders(&self, problems: &mut Vec<Diagnostic>) {
        let mut blocked: Vec<Blocked<'_>> = Vec::new();
        for (place, taker) in &self.by_place {
            let folders = place.match_indices('/').map(|(at, _)| &place[..at]);
            for (folder, blocking) in folders.filter_map(|folder| Some((folder, self.by_place.get(folder)?)))
            {
                let (slip, at) = match (&blocking.file, &taker.file) {
                    // An old address can be given up, and a file may be the theme's.
                    (Some(_), Some(at)) if taker.what == What::Redirect => (place.as_str(), at),
                    (Some(at), _) => (folder, at),
                    (None, Some(at)) => (place.as_str(), at),
                    (None, None) => continue,
                };
                blocked.push(Blocked { slip, place, folder, at });
            }
        }
        blocked.sort_by_key(|one| (one.slip, one.place, one.folder));
        blocked.dedup_by_key(|one| one.slip);
        for Blocked { place, folder, at, .. } in blocked {
            let path = Address::new(place).output_path();
            problems.push(problem::file_for_folder(at.clone(), folder, &path));
        }
    }

    /// Takes the addresses of what an edition makes of itself.
    pub(super) fn reserve(&mut self, site: &Site, made: Vec<Address>) {
        self.homes.push((site.edition.prefix.clone(), site.config.search));
        for address in made {
            let what = What::Made(site.edition.number);
            self.by_place.insert(address.place().to_owned(), Taker { what, file: None });
        }
    }

    /// An address without what those of its edition begin with, and whether that has a search.
    fn within<'a>(&self, address: &'a Address) -> (&'a str, bool) {
        let path = |prefix: &str| address.as_str().strip_prefix(prefix).filter(|path| path.starts_with('/'));
        let homes = self.homes.iter().filter_map(|(prefix, has_search)| Some((path(prefix)?, *has_search)));
        homes.min_by_key(|(path, _)| path.len()).unwrap_or((address.as_str(), false))
    }

    /// What an edition may have of its own at an address, whose name only the build knows.
    fn reserved(&self, address: &Address) -> Option<&'static str> {
        let (path, has_search) = self.within(address);
        let number = path.strip_prefix("/sitemap-").and_then(|rest| rest.strip_suffix(".xml"));
        if has_search && path.starts_with("/search/") {
            Some("the search")
        } else {
            number.filter(|number| number.parse::<u32>().is_ok()).map(|_| "the sitemap")
        }
    }

    /// Takes an address that leads to what another has, unless that is there already.
    pub(super) fn take_if_free(&mut self, address: &Address) -> bool {
        let place = address.place().to_owned();
        let is_free = !self.by_place.contains_key(&place);
        if is_free {
            self.by_place.insert(place, Taker { what: What::Redirect, file: None });
        }
        is_free
    }

    /// Takes an address for what a file says; if it is taken, that is a problem.
    pub(super) fn take(
        &mut self,
        address: &Address,
        what: What,
        at: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        if let Some(reserved) = self.reserved(address) {
            problems.push(problem::reserved_address(at, address.as_str(), reserved));
            return false;
        }
        match self.by_place.entry(address.place().to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(Taker { what, file: Some(at) });
                true
            }
            Entry::Occupied(entry) => {
                problems.push(match &entry.get().file {
                    Some(first) => problem::address_collision(at, address.as_str(), first.clone()),
                    None => {
                        problem::reserved_address(at, address.as_str(), made_what(self.within(address).0))
                    }
                });
                false
            }
        }
    }
}

fn made_what(address: &str) -> &'static str {
    match address {
        "/" => "the home page",
        PRODUCTS => "the list of all products",
        TAGS => "the list of all tags",
        a if a.starts_with(ALL) => "the list of all guides",
        SOURCES => "the list of all sources",
        "/feed.xml" => "the feed",
        a if a.ends_with("/facts.json") => "the facts of a guide",
        a if a.ends_with("/share.png") => "a card for sharing",
        "/404.html" => "the page for addresses that lead nowhere",
        a if a.starts_with("/sitemap") => "the sitemap",
        a if a.starts_with("/page/") => "a page of the list of all guides",
        a if a.starts_with("/compare/") => "a page of a kind's table",
        _ => "a page that the site makes",
    }
}

/// An address that needs a folder where a file is.
struct Blocked<'t> {
    /// Of the two, what a file in the content wants.
    slip: &'t str,
    place: &'t str,
    folder: &'t str,
    at: &'t Span,
}
