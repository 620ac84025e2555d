//! What every page says of itself.

use super::cards::image;
use super::share;
use super::view::{Head, Link, Picture, Translation};
use crate::base::{Address, Shared};
use crate::site::addresses::{PRODUCTS, filled};
use crate::site::{Item, Neighbour, Site};

/// Builds a [`Head`]; what is not said is absent.
pub struct HeadBuilder<'s> {
    site: &'s Site,
    head: Head,
}

impl<'s> HeadBuilder<'s> {
    /// Starts the head of a page of some kind. The home page is on the way to every other page.
    pub fn new(
        site: &'s Site,
        kind: &'static str,
        address: &Address,
        title: &str,
        description: &str,
    ) -> Self {
        let home = site.edition.at("/");
        let on_the_way = (*address != home).then(|| crumb(&home, &site.words.say("home", &[])));
        let head = Head {
            kind,
            address: address.clone(),
            canonical: site.absolute(address),
            title: title.to_owned(),
            description: description.to_owned(),
            breadcrumbs: on_the_way.into_iter().collect(),
            noindex: false,
            previous: None,
            next: None,
            image: None,
            share: None,
            translations: Vec::new(),
        };
        Self { site, head }
    }

    /// Adds a step to the way from the home page.
    pub fn below(mut self, address: &Address, label: &str) -> Self {
        self.head.breadcrumbs.push(crumb(address, label));
        self
    }

    /// Puts the list of all products on the way from the home page.
    pub fn below_products(self) -> Self {
        match filled(self.site, PRODUCTS) {
            Some(list) => {
                let label = self.site.words.say("products", &[]);
                self.below(&list, &label)
            }
            None => self,
        }
    }

    /// Names the neighbours of a page in a series.
    pub fn between(mut self, previous: Option<Shared<Link>>, next: Option<Shared<Link>>) -> Self {
        (self.head.previous, self.head.next) = (previous, next);
        self
    }

    /// Names the picture that stands for the page.
    pub fn image(mut self, image: Option<Picture>) -> Self {
        self.head.image = image;
        self
    }

    /// Names the item whose card stands for the page elsewhere, if it has one.
    pub fn card(mut self, item: Item) -> Self {
        self.head.share = share::card(self.site, item);
        self
    }

    /// Keeps the page out of search engines.
    pub fn noindex(mut self) -> Self {
        self.head.noindex = true;
        self
    }

    /// Names another page as the one that search engines should keep.
    pub fn canonical(mut self, address: &Address) -> Self {
        self.head.canonical = self.site.absolute(address);
        self
    }

    /// The finished head.
    pub fn finish(mut self) -> Option<Head> {
        let own = self.head.image.clone().filter(|own| !own.address.as_str().ends_with(".svg"));
        let of_site = || image(self.site, self.site.config.image.as_ref(), &self.site.config_resolved);
        self.head.share = own.or_else(|| self.head.share.take()).or_else(of_site);
        self.head.translations = translations(self.site, &self.head.address);
        let is_canonical = || self.head.canonical == self.site.absolute(&self.head.address);
        if !self.head.translations.is_empty() && (self.head.noindex || !is_canonical()) {
            self.head.translations.iter_mut().for_each(|there| there.location = None);
        }
        Some(self.head)
    }
}

/// The page in every language of the site, or the home page of those that do not have it.
pub fn translations(site: &Site, address: &Address) -> Vec<Translation> {
    let view = |(neighbour, there): (&Neighbour, Option<Address>)| {
        let edition = &neighbour.edition;
        // Search engines are not told of a list of nothing.
        let listed = |there: &&Address| !neighbour.empty.contains(there);
        Translation {
            language: edition.language.clone(),
            name: neighbour.name.clone(),
            location: there.as_ref().filter(listed).map(|there| site.absolute(there)),
            address: there.unwrap_or_else(|| edition.at("/")).href().into_owned(),
            current: edition.number == site.edition.number,
            main: edition.is_main(),
        }
    };
    site.neighbours.iter().zip(site.counterparts(address)).map(view).collect()
}

fn crumb(address: &Address, label: &str) -> Link {
    Link::here(address.href(), label.to_owned())
}
