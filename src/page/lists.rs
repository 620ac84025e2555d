//! Pages that list others: home, all guides, all products, tags, and the page for addresses that lead nowhere.

use super::View;
use super::cards::{Cards, link};
use super::citations::{Citations, source_view};
use super::head::HeadBuilder;
use super::plan::home as home_address;
use super::view::{
    AllView, Head, HomeView, KindCard, LetterView, Link, ListView, NotFoundView, Pager, ProductsView,
    SourceView, SourcesView, TagCount, TagView, TagsView,
};
use crate::base::{Address, Shared};
use crate::site::Item;
use crate::site::Site;
use crate::site::addresses::{GUIDES_A_PAGE, PRODUCTS, SOURCES, TAGS, filled, has_feed, list_page, tag_feed};
use crate::site::fresh::{FactAt, by_source};
use crate::site::letters::{ALL, Letter, ON_ONE_PAGE};

/// A page's address, head and view.
pub type Made = (Address, Option<Head>, View);

/// How many guides the page for addresses that lead nowhere shows.
const GUIDES_WHEN_LOST: usize = 5;

/// The home page: the first of all guides, and the kinds.
pub fn home(site: &Site, cards: &Cards) -> Made {
    let address = home_address(site);
    let pager = guides_pager(site, 1);
    let head = HeadBuilder::new(site, "home", &address, &site.config.title, &site.config.description)
        .between(None, pager.next.clone())
        .finish();
    let view = HomeView {
        guides: cards.guides[..site.guides.len().min(GUIDES_A_PAGE)].to_vec(),
        total: site.guides.len(),
        kinds: kinds(site, cards),
        pager,
    };
    (address, head, View::Home(view))
}

/// A further page of all guides; `number` is 2 or more.
pub fn list(site: &Site, cards: &Cards, number: usize) -> Made {
    let address = list_page(site, number);
    let pager = guides_pager(site, number);
    let start = (number - 1) * GUIDES_A_PAGE;
    let end = (start + GUIDES_A_PAGE).min(site.guides.len());
    let count = |number: usize| number.to_string();
    let title = site.words.say("list_title", &[("number", &count(number)), ("count", &count(pager.count))]);
    let (from, to, total) = (count(start + 1), count(end), count(site.guides.len()));
    let gaps = [("from", &*from), ("to", &*to), ("total", &*total), ("site", &*site.config.title)];
    let description = site.words.say("list_description", &gaps);
    let head = HeadBuilder::new(site, "list", &address, &title, &description)
        .between(pager.previous.clone(), pager.next.clone())
        .finish();
    (address, head, View::List(ListView { guides: cards.guides[start..end].to_vec(), pager }))
}

/// Where a page of the list of guides stands among them all.
fn guides_pager(site: &Site, number: usize) -> Pager {
    let count = site.guides.len().div_ceil(GUIDES_A_PAGE).max(1);
    pager(site, number, count, ["newer_guides", "older_guides"], |number| list_page(site, number))
}

/// Where a page stands among `count`, which lie at an `address` for each number; two phrases name the one before and the one after.
pub fn pager(
    site: &Site,
    number: usize,
    count: usize,
    [before, after]: [&str; 2],
    address: impl Fn(usize) -> Address,
) -> Pager {
    let link = |number: usize, phrase: &str| {
        Shared::new(Link::here(address(number).href(), site.words.say(phrase, &[])))
    };
    Pager {
        number,
        count,
        previous: (number > 1).then(|| link(number - 1, before)),
        next: (number < count).then(|| link(number + 1, after)),
    }
}

/// The list of all products, by kind.
pub fn products(site: &Site, cards: &Cards) -> Made {
    let address = site.edition.at(PRODUCTS);
    let kinds_here = site.kinds.iter().filter(|kind| kind.here);
    let named: Vec<String> = kinds_here.map(|kind| site.words.in_sentence(&kind.says.plural)).collect();
    let named = site.words.listed(&named);
    let description = describe(site, "products_description", &[("kinds", &named)]);
    let title = site.words.say("all_products", &[]);
    let head = list_head(site, PRODUCTS, "products", &title, &description);
    (address, head, View::Products(ProductsView { kinds: kinds(site, cards) }))
}

/// The head of a list, which search engines leave out if there is nothing on it.
fn list_head(site: &Site, list: &str, kind: &'static str, title: &str, description: &str) -> Option<Head> {
    let head = HeadBuilder::new(site, kind, &site.edition.at(list), title, description);
    if filled(site, list).is_none() { head.noindex().finish() } else { head.finish() }
}

/// The kinds of this edition, each with the products that have a page in it.
fn kinds(site: &Site, cards: &Cards) -> Vec<KindCard> {
    let here = site.kinds.iter().zip(&cards.kinds).filter(|(kind, _)| kind.here);
    here.map(|(_, card)| card.clone()).collect()
}

/// The list of all tags.
pub fn tags(site: &Site, cards: &Cards) -> Made {
    let address = site.edition.at(TAGS);
    let description = describe(site, "tags_description", &[]);
    let title = site.words.say("all_tags", &[]);
    let head = list_head(site, TAGS, "tags", &title, &description);
    let tags = site
        .tags
        .iter()
        .zip(&cards.tags)
        .map(|(tag, link)| TagCount { link: link.clone(), count: tag.guides.len() + tag.products.len() });
    (address, head, View::Tags(TagsView { tags: tags.collect() }))
}

/// The page of the tag at an index.
pub fn tag(site: &Site, cards: &Cards, at: usize) -> Made {
    let tag = &site.tags[at];
    let description = describe(site, "tag_description", &[("tag", &tag.name)]);
    let head = HeadBuilder::new(site, "tag", &tag.address, &tag.name, &description)
        .below(&site.edition.at(TAGS), &site.words.say("tags", &[]))
        .finish();
    let view = TagView {
        name: tag.name.clone(),
        feed: has_feed(site, tag).then(|| {
            let gaps: [(&str, &str); 2] = [("tag", &tag.name), ("site", &site.config.title)];
            Link::here(tag_feed(tag).href(), site.words.say("feed_title", &gaps))
        }),
        guides: cards.guides(&tag.guides),
        products: cards.products(&tag.products),
    };
    (tag.address.clone(), head, View::Tag(view))
}

/// All guides by letter; of many the letters alone, each leading to a page of its own.
pub fn all(site: &Site) -> Made {
    let address = site.edition.at(ALL);
    let description = describe(site, "all_description", &[]);
    let title = site.words.say("all_guides_a_to_z", &[]);
    let head = HeadBuilder::new(site, "all", &address, &title, &description).finish();
    let few = site.guides.len() <= ON_ONE_PAGE;
    let letters = site.letters.iter().map(|letter| letter_view(site, letter, few)).collect();
    (address, head, View::All(AllView { total: site.guides.len(), letters }))
}

/// The guides of one letter, on a site with many.
pub fn letter(site: &Site, at: usize) -> Made {
    let letter = &site.letters[at];
    let title = site.words.say("letter_title", &[("letter", &letter.label)]);
    let description = describe(site, "letter_description", &[("letter", &letter.label)]);
    let head = HeadBuilder::new(site, "all", &letter.address, &title, &description)
        .below(&site.edition.at(ALL), &site.words.say("all_guides", &[]))
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
    let address = site.edition.at(SOURCES);
    let description = describe(site, "sources_description", &[]);
    let title = site.words.say("sources", &[]);
    let head = HeadBuilder::new(site, "sources", &address, &title, &description).finish();
    let citing = by_source(site);
    let view = |(at, facts): (usize, &Vec<FactAt>)| source_view(site, at + 1, at, facts);
    let sources: Vec<SourceView> = citing.iter().enumerate().map(view).collect();
    let mut citations = Citations::default();
    citations.has_paid_link = sources.iter().any(|source| source.paid);
    let disclosure = citations.disclosure(site);
    (address, head, View::Sources(SourcesView { sources, disclosure }))
}

/// The page for addresses that lead nowhere.
pub fn not_found(site: &Site, cards: &Cards) -> Made {
    let address = site.edition.at("/404.html");
    let [title, description] =
        ["not_found_title", "not_found_description"].map(|key| site.words.say(key, &[]));
    let head = HeadBuilder::new(site, "not_found", &address, &title, &description).noindex().finish();
    let guides = cards.guides[..site.guides.len().min(GUIDES_WHEN_LOST)].to_vec();
    (address, head, View::NotFound(NotFoundView { guides }))
}

/// A phrase about the whole site.
fn describe(site: &Site, key: &str, gaps: &[(&str, &str)]) -> String {
    let mut all = vec![("site", site.config.title.as_str())];
    all.extend(gaps);
    site.words.say(key, &all)
}
