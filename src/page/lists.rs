//! Pages that list others: home, all guides, all products, tags, and the page for addresses that lead nowhere.

use super::View;
use super::cards::{Cards, link};
use super::citations::source_view;
use super::head::HeadBuilder;
use super::plan::home as home_address;
use super::view::{
    AllView, Head, HomeView, LetterView, Link, ListView, NotFoundView, Pager, ProductsView, SourcesView,
    TagCount, TagView, TagsView,
};
use crate::base::Address;
use crate::site::Item;
use crate::site::Site;
use crate::site::addresses::{GUIDES_A_PAGE, SOURCES, list_page};
use crate::site::fresh::{FactAt, by_source};
use crate::site::letters::{ALL, Letter, ON_ONE_PAGE};

/// A page's address, head and view.
pub type Made = (Address, Option<Head>, View);

/// How many guides the page for addresses that lead nowhere shows.
const GUIDES_WHEN_LOST: usize = 5;

pub fn home(site: &Site, cards: &Cards) -> Made {
    let address = home_address();
    let pager = pager(site, 1);
    let head = HeadBuilder::new(site, "home", &address, &site.config.title, &site.config.description)
        .between(None, pager.next.clone())
        .finish();
    let view = HomeView {
        guides: cards.guides[..site.guides.len().min(GUIDES_A_PAGE)].to_vec(),
        total: site.guides.len(),
        kinds: cards.kinds.clone(),
        pager,
    };
    (address, head, View::Home(view))
}

pub fn list(site: &Site, cards: &Cards, number: usize) -> Made {
    let address = list_page(number);
    let pager = pager(site, number);
    let start = (number - 1) * GUIDES_A_PAGE;
    let end = (start + GUIDES_A_PAGE).min(site.guides.len());
    let title = format!("All guides, page {number} of {}", pager.count);
    let description =
        format!("Guides {} to {end} of {} on {}.", start + 1, site.guides.len(), site.config.title);
    let head = HeadBuilder::new(site, "list", &address, &title, &description)
        .between(pager.previous.clone(), pager.next.clone())
        .finish();
    (address, head, View::List(ListView { guides: cards.guides[start..end].to_vec(), pager }))
}

fn pager(site: &Site, number: usize) -> Pager {
    let count = site.guides.len().div_ceil(GUIDES_A_PAGE).max(1);
    let link =
        |number: usize, label: &str| Link { address: list_page(number).href(), label: label.to_owned() };
    Pager {
        number,
        count,
        previous: (number > 1).then(|| link(number - 1, "Newer guides")),
        next: (number < count).then(|| link(number + 1, "Older guides")),
    }
}

pub fn products(site: &Site, cards: &Cards) -> Made {
    let address = Address::new("/products/");
    let kinds: Vec<&str> = site.kinds.iter().map(|kind| kind.says.plural.as_str()).collect();
    let description =
        format!("Everything that {} compares: {}.", site.config.title, kinds.join(", ").to_lowercase());
    let head = HeadBuilder::new(site, "products", &address, "All products", &description).finish();
    (address, head, View::Products(ProductsView { kinds: cards.kinds.clone() }))
}

pub fn tags(site: &Site) -> Made {
    let address = Address::new("/tags/");
    let description = format!("The subjects that the guides of {} are about.", site.config.title);
    let head = HeadBuilder::new(site, "tags", &address, "All tags", &description).finish();
    let tags = site
        .tags
        .iter()
        .map(|tag| TagCount {
            link: Link { address: tag.address.href(), label: tag.name.clone() },
            count: tag.guides.len() + tag.products.len(),
        })
        .collect();
    (address, head, View::Tags(TagsView { tags }))
}

pub fn tag(site: &Site, cards: &Cards, at: usize) -> Made {
    let tag = &site.tags[at];
    let description = format!("What {} has on {}.", site.config.title, tag.name);
    let head = HeadBuilder::new(site, "tag", &tag.address, &tag.name, &description)
        .below(&Address::new("/tags/"), "Tags")
        .finish();
    let view = TagView {
        name: tag.name.clone(),
        guides: cards.guides(&tag.guides),
        products: cards.products(&tag.products),
    };
    (tag.address.clone(), head, View::Tag(view))
}

/// All guides by letter; of many the letters alone, each leading to a page of its own.
pub fn all(site: &Site) -> Made {
    let address = Address::new(ALL);
    let description = format!("Every guide of {}, from A to Z.", site.config.title);
    let head = HeadBuilder::new(site, "all", &address, "All guides, A to Z", &description).finish();
    let few = site.guides.len() <= ON_ONE_PAGE;
    let letters = site.letters.iter().map(|letter| letter_view(site, letter, few)).collect();
    (address, head, View::All(AllView { total: site.guides.len(), letters }))
}

/// The guides of one letter, on a site with many.
pub fn letter(site: &Site, at: usize) -> Made {
    let letter = &site.letters[at];
    let title = format!("Guides: {}", letter.label);
    let description =
        format!("The guides of {} whose titles start with {}.", site.config.title, letter.label);
    let head = HeadBuilder::new(site, "all", &letter.address, &title, &description)
        .below(&Address::new(ALL), "All guides")
        .finish();
    let view = AllView { total: letter.guides.len(), letters: vec![letter_view(site, letter, true)] };
    (letter.address.clone(), head, View::All(view))
}

fn letter_view(site: &Site, letter: &Letter, with_guides: bool) -> LetterView {
    let guides = letter.guides.iter().filter(|_| with_guides);
    LetterView {
        label: letter.label.clone(),
        address: if with_guides { None } else { Some(letter.address.clone()) },
        count: letter.guides.len(),
        guides: guides.map(|at| link(site, Item::Guide(*at))).collect(),
    }
}

/// All sources, each with the facts of the whole site that rest on it.
pub fn sources(site: &Site) -> Made {
    let address = Address::new(SOURCES);
    let description =
        format!("Where the facts of {} are from, and when each was checked.", site.config.title);
    let head = HeadBuilder::new(site, "sources", &address, "Sources", &description).finish();
    let citing = by_source(site);
    let view = |(at, facts): (usize, &Vec<FactAt>)| source_view(site, at + 1, at, facts);
    let sources = citing.iter().enumerate().map(view).collect();
    (address, head, View::Sources(SourcesView { sources }))
}

pub fn not_found(site: &Site, cards: &Cards) -> Made {
    let address = Address::new("/404.html");
    let description = "There is no page at this address.";
    let head =
        HeadBuilder::new(site, "not_found", &address, "Page not found", description).noindex().finish();
    let guides = cards.guides[..site.guides.len().min(GUIDES_WHEN_LOST)].to_vec();
    (address, head, View::NotFound(NotFoundView { guides }))
}
