//! Which pages a site has, and one page's view. Pages are made one at a time, so that none has to be kept.

use super::cards::Cards;
use super::{Page, data, feed, guide, kind, lists, llms, machine, pair, plain, product, search, share};
use crate::base::Address;
use crate::site::addresses::{
    GUIDES_A_PAGE, has_data, has_feed, has_llms, has_robots, kind_has_data, list_page,
};
use crate::site::letters::ON_ONE_PAGE;
use crate::site::tables::{self, TablePage};
use crate::site::{Item, Site};

/// A page that is to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Slot {
    /// The home page.
    Home,
    /// A page of the list of all guides, from 2.
    List(usize),
    /// A page of its own.
    Item(Item),
    /// A further page of a kind's table, or one in another order.
    Table(TablePage),
    /// The list of all products.
    Products,
    /// The list of all guides by letter.
    All,
    /// The guides of one letter: an index into the site's letters.
    Letter(usize),
    /// The list of all tags.
    Tags,
    /// The list of all sources.
    Sources,
    /// A tag.
    Tag(usize),
    /// An old address: an index into the site's redirects.
    Redirect(usize),
    /// The page for addresses that lead nowhere.
    NotFound,
    /// A file of the sitemap, from 1, or the whole sitemap if there is one file.
    Sitemap(usize),
    /// The list of the sitemap's files.
    SitemapIndex,
    /// The feed of all guides.
    Feed,
    /// The card of an item.
    Share(Item),
    /// The facts of a guide.
    GuideData(usize),
    /// The data set of a kind as JSON.
    KindData(usize),
    /// The data set of a kind as CSV.
    Sheet(usize),
    /// The feed of a tag: an index into the site's tags.
    TagFeed(usize),
    /// The page of the search.
    Search,
    /// A file of the search's index.
    SearchFile(search::File),
    /// `llms.txt`
    Llms,
    /// `robots.txt`
    Robots,
}

impl Slot {
    /// Whether the page is for a browser, and not for a machine.
    pub fn is_html(&self) -> bool {
        let leads_to_pages = matches!(
            self,
            Self::Sitemap(_) | Self::SitemapIndex | Self::Feed | Self::TagFeed(_) | Self::Llms | Self::Robots
        );
        let is_data = matches!(
            self,
            Self::Share(_) | Self::GuideData(_) | Self::KindData(_) | Self::Sheet(_) | Self::SearchFile(_)
        );
        !leads_to_pages && !is_data
    }

    /// Whether the page may show the text of an item, and not only what others can see of it (`content/same.rs`).
    pub fn may_show_text_of(&self, item: Item, site: &Site) -> bool {
        match self {
            Self::Item(own) => *own == item,
            Self::Feed => feed::shows_text_of(item, site, 0..site.guides.len()),
            Self::TagFeed(at) => feed::shows_text_of(item, site, site.tags[*at].guides.iter().copied()),
            Self::Home
            | Self::List(_)
            | Self::Table(_)
            | Self::Products
            | Self::All
            | Self::Letter(_)
            | Self::Tags
            | Self::Sources
            | Self::Tag(_)
            | Self::Redirect(_)
            | Self::NotFound
            | Self::Sitemap(_)
            | Self::SitemapIndex
            | Self::Share(_)
            | Self::GuideData(_)
            | Self::KindData(_)
            | Self::Sheet(_)
            | Self::Search
            | Self::Llms
            | Self::Robots => false,
            // The index is made of all texts.
            Self::SearchFile(_) => true,
        }
    }
}

/// All pages of a site, in a fixed order.
pub fn slots(site: &Site) -> Vec<Slot> {
    let mut slots = vec![Slot::Home, Slot::All, Slot::Products, Slot::Tags, Slot::NotFound, Slot::Feed];
    if !site.sources.is_empty() {
        slots.push(Slot::Sources);
    }
    if site.guides.len() > ON_ONE_PAGE {
        slots.extend((0..site.letters.len()).map(Slot::Letter));
    }
    slots.extend((2..=site.guides.len().div_ceil(GUIDES_A_PAGE)).map(Slot::List));
    slots.extend((0..site.guides.len()).map(|at| Slot::Item(Item::Guide(at))));
    let products = (0..site.products.len()).filter(|at| site.products[*at].has_page(site));
    slots.extend(products.map(|at| Slot::Item(Item::Product(at))));
    let kinds = (0..site.kinds.len()).filter(|at| site.kinds[*at].here);
    slots.extend(kinds.map(|at| Slot::Item(Item::Kind(at))));
    slots.extend(tables::pages(site).filter(|page| !page.is_first()).map(Slot::Table));
    slots.extend((0..site.pairs.len()).map(|at| Slot::Item(Item::Pair(at))));
    slots.extend((0..site.pages.len()).map(|at| Slot::Item(Item::Page(at))));
    slots.extend((0..site.tags.len()).map(Slot::Tag));
    let with_data = |at: &usize| has_data(site, &site.guides[*at]);
    slots.extend((0..site.guides.len()).filter(with_data).map(Slot::GuideData));
    let sets = (0..site.kinds.len()).filter(|at| kind_has_data(site, &site.kinds[*at]));
    slots.extend(sets.flat_map(|at| [Slot::KindData(at), Slot::Sheet(at)]));
    let with_feed = |at: &usize| has_feed(site, &site.tags[*at]);
    slots.extend((0..site.tags.len()).filter(with_feed).map(Slot::TagFeed));
    slots.extend(share::with_card(site).map(Slot::Share));
    slots.extend((0..site.redirects.len()).map(Slot::Redirect));
    let sitemaps = machine::sitemap_count(site);
    if machine::has_sitemap_index(site) {
        slots.push(Slot::SitemapIndex);
    }
    slots.extend((1..=sitemaps).map(Slot::Sitemap));
    if has_robots(site) {
        slots.push(Slot::Robots);
    }
    if has_llms(site) {
        slots.push(Slot::Llms);
    }
    if site.config.search {
        slots.push(Slot::Search);
    }
    slots
}

/// One page.
pub fn page(site: &Site, cards: &Cards, slot: &Slot) -> Page {
    let (address, head, view) = match slot {
        Slot::Home => lists::home(site, cards),
        Slot::List(number) => lists::list(site, cards, *number),
        Slot::Item(Item::Guide(at)) => guide::guide(site, cards, *at),
        Slot::Item(Item::Product(at)) => product::product(site, cards, *at),
        Slot::Item(Item::Kind(at)) => kind::kind(site, cards, TablePage::first(*at)),
        Slot::Table(page) => kind::kind(site, cards, *page),
        Slot::Item(Item::Pair(at)) => pair::pair(site, cards, *at),
        Slot::Item(Item::Page(at)) => plain::plain(site, cards, *at),
        // Published by the edition of its own language; no slot asks for it.
        Slot::Item(Item::Abroad(_)) => lists::not_found(site, cards),
        Slot::Products => lists::products(site, cards),
        Slot::All => lists::all(site),
        Slot::Letter(at) => lists::letter(site, *at),
        Slot::Tags => lists::tags(site, cards),
        Slot::Sources => lists::sources(site),
        Slot::Tag(at) => lists::tag(site, cards, *at),
        Slot::Redirect(at) => plain::redirect(site, *at),
        Slot::NotFound => lists::not_found(site, cards),
        Slot::Sitemap(number) => machine::sitemap(site, *number),
        Slot::SitemapIndex => machine::sitemap_index(site),
        Slot::GuideData(at) => data::of_guide(site, cards, *at),
        Slot::KindData(at) => data::of_kind(site, cards, *at),
        Slot::Sheet(at) => data::sheet(site, *at),
        Slot::Feed => feed::of_all(site, cards),
        Slot::TagFeed(at) => feed::of_tag(site, cards, *at),
        Slot::Share(item) => share::share(site, *item),
        Slot::Search => search::page(site),
        Slot::SearchFile(file) => cards.search.file(site, cards, *file),
        Slot::Llms => llms::llms(site),
        Slot::Robots => machine::robots(site),
    };
    Page { address, site: cards.site.clone(), head, view }
}

/// The address of the home page.
pub fn home(site: &Site) -> Address {
    list_page(site, 1)
}
