//! `Site` -> pages: for every page an address, a template and a view.
//!
//! Pure, one page at a time, in any order. Must not know: templates' text, bytes, the disk.

mod blocks;
pub mod cards;
pub mod citations;
mod controls;
mod data;
mod decision;
mod drawing;
mod feed;
mod fill;
pub mod guide;
mod head;
mod kind;
mod lists;
mod llms;
mod machine;
mod pair;
mod picture;
mod plain;
pub mod plan;
mod product;
mod reasons;
pub mod search;
mod sequence;
mod share;
mod table;
pub mod trace;
pub mod view;

pub use cards::Cards;
pub use plan::{Slot, page, slots};

use crate::base::{Address, Shared};
use serde::Serialize;
use view::{
    AllView, DataView, FeedView, GuideView, Head, HomeView, KindView, ListView, LlmsView, NotFoundView,
    PairView, PlainView, ProductView, ProductsView, RedirectView, RobotsView, SearchFile, SearchView,
    ShareView, SheetView, SiteView, SitemapIndexView, SitemapView, SourcesView, TagView, TagsView,
};

/// A page: an address, and a view that decides every byte of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Where it is published.
    pub address: Address,
    /// What its template sees of the site.
    pub site: Shared<SiteView>,
    /// What its template sees of itself; `None` for files that programs read.
    pub head: Option<Head>,
    /// What its template sees besides.
    pub view: View,
}

/// What a page is. Each has a template of its own.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    /// `home.html`
    Home(HomeView),
    /// `list.html`
    List(ListView),
    /// `guide.html`
    Guide(Box<GuideView>),
    /// `product.html`
    Product(Box<ProductView>),
    /// `products.html`
    Products(ProductsView),
    /// `kind.html`
    Kind(Box<KindView>),
    /// `pair.html`
    Pair(Box<PairView>),
    /// `tag.html`
    Tag(TagView),
    /// `all.html`
    All(AllView),
    /// `tags.html`
    Tags(TagsView),
    /// `sources.html`
    Sources(SourcesView),
    /// `plain.html`
    Plain(PlainView),
    /// `not_found.html`
    NotFound(NotFoundView),
    /// `search.html`
    Search(SearchView),
    /// `redirect.html`
    Redirect(RedirectView),
    /// `sitemap.xml`
    Sitemap(SitemapView),
    /// `sitemap_index.xml`
    SitemapIndex(SitemapIndexView),
    /// `feed.xml`
    Feed(FeedView),
    /// `robots.txt`
    Robots(RobotsView),
    /// `llms.txt`
    Llms(LlmsView),
    /// `share.svg`, drawn as a picture
    Share(ShareView),
    /// Facts as JSON; no template.
    Data(Box<DataView>),
    /// Facts as CSV; no template.
    Sheet(SheetView),
    /// A file of the search's index; no template.
    SearchFile(Box<SearchFile>),
}

impl View {
    /// The template's name, and the variable that holds the view in it; none for files without template.
    pub fn template(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Data(_) | Self::Sheet(_) | Self::SearchFile(_) => return None,
            Self::Home(_) => ("home.html", "home"),
            Self::List(_) => ("list.html", "list"),
            Self::Guide(_) => ("guide.html", "guide"),
            Self::Product(_) => ("product.html", "product"),
            Self::Products(_) => ("products.html", "products"),
            Self::Kind(_) => ("kind.html", "kind"),
            Self::Pair(_) => ("pair.html", "pair"),
            Self::Tag(_) => ("tag.html", "tag"),
            Self::All(_) => ("all.html", "all"),
            Self::Tags(_) => ("tags.html", "tags"),
            Self::Sources(_) => ("sources.html", "sources"),
            Self::Plain(_) => ("plain.html", "plain"),
            Self::NotFound(_) => ("not_found.html", "not_found"),
            Self::Search(_) => ("search.html", "search"),
            Self::Redirect(_) => ("redirect.html", "redirect"),
            Self::Sitemap(_) => ("sitemap.xml", "sitemap"),
            Self::SitemapIndex(_) => ("sitemap_index.xml", "sitemap_index"),
            Self::Feed(_) => ("feed.xml", "feed"),
            Self::Robots(_) => ("robots.txt", "robots"),
            Self::Llms(_) => ("llms.txt", "llms"),
            Self::Share(_) => ("share.svg", "share"),
        })
    }

    /// The main text, for pages that have one.
    pub fn body(&self) -> Option<&view::Body> {
        match self {
            Self::Guide(view) => Some(&view.body),
            Self::Product(view) => Some(&view.body),
            Self::Plain(view) => Some(&view.body),
            _ => None,
        }
    }
}
