//! The views of the pages that people read.

use super::{Block, CheckedView, DataLinks, Picture, SourceView, Table};
use crate::base::{Address, Date, Html, Shared};
use serde::Serialize;

/// A link with its words.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Link {
    /// Where it leads, percent-encoded: ready for an `href`. On another site it is the whole address.
    pub address: String,
    /// The words of the link.
    pub label: String,
    /// The language of the words and of the page; absent where that is this page's, as nearly everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Link {
    /// A link to a page in the language of this one.
    pub fn here(address: impl Into<String>, label: String) -> Self {
        Self { address: address.into(), label, language: None }
    }
}

/// A day, for `datetime` and for people.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Day {
    /// `2026-11-23`
    pub iso: Date,
    /// `23 November 2026`
    pub words: String,
}

/// What every page knows of the site; in templates `site`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// One line under the name; may be empty.
    pub tagline: String,
    /// One or two sentences.
    pub description: String,
    /// `https://example.org`, without a trailing `/`.
    pub base_url: String,
    /// BCP 47, such as `en`.
    pub language: String,
    /// How the language is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The home page in this language.
    pub home: Address,
    /// The links of the header.
    pub navigation: Vec<Link>,
    /// The links of the footer.
    pub footer: Vec<Link>,
    /// The page of the search, if the site has one.
    pub search: Option<Address>,
    /// The list of all tags, if there are any.
    pub tags: Option<Address>,
}

/// What every page says of itself; in templates `page`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Head {
    /// The template's name without its ending: `home`, `guide`, `product`, ...
    pub kind: &'static str,
    /// The page's own address.
    pub address: Address,
    /// The absolute address that search engines should keep.
    pub canonical: String,
    /// The page's title, without the site's.
    pub title: String,
    /// One or two sentences, for search results.
    pub description: String,
    /// The way from the home page to here, home first, this page not included; empty on the home page.
    pub breadcrumbs: Vec<Link>,
    /// Whether search engines should leave the page out.
    pub noindex: bool,
    /// The previous page of a series, for `<link rel="prev">`.
    pub previous: Option<Shared<Link>>,
    /// The next page of a series, for `<link rel="next">`.
    pub next: Option<Shared<Link>>,
    /// The picture that stands for the page.
    pub image: Option<Picture>,
    /// The picture for links to the page elsewhere: its own, or the site's if its own is a drawing (SVG), which no
    /// network shows.
    pub share: Option<Picture>,
    /// The page in every language of the site, this one too; empty if the site has one language.
    pub translations: Vec<Translation>,
}

/// A page in one of the site's languages.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Translation {
    /// BCP 47, such as `ko`.
    pub language: String,
    /// What the language is called in itself.
    pub name: String,
    /// The absolute address of the same page in that language, if there is one.
    pub location: Option<String>,
    /// Where a reader of that language is sent: the same page, or else the home page of that language.
    pub address: String,
    /// Whether it is the language of this page.
    pub current: bool,
    /// Whether it is the site's main language.
    pub main: bool,
}

/// A guide as other pages show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GuideCard {
    /// The guide's address.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// The day it appeared.
    pub date: Shared<Day>,
    /// Its picture.
    pub image: Option<Picture>,
    /// The names of the products it compares.
    pub compares: Vec<Html>,
}

/// A product as other pages show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProductCard {
    /// The product's id: its file's stem.
    pub id: String,
    /// The product's address.
    pub address: Address,
    /// The language of its words, where that is not the page's.
    pub language: Option<String>,
    /// Its name.
    pub name: String,
    /// A few words on it; may be empty.
    pub tagline: String,
    /// Its picture.
    pub image: Option<Picture>,
}

/// A guide that a reader may want next, with the reason.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RelatedGuide {
    /// The guide.
    pub guide: Shared<GuideCard>,
    /// Why, in words: "also compares Serum"; empty if picked by hand.
    pub reason: String,
}

/// An entry of a table of contents.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct TocEntry {
    /// The heading's anchor, without `#`.
    pub id: String,
    /// The heading's words, without markup.
    pub title: String,
    /// The headings below this one.
    pub children: Vec<TocEntry>,
}

/// One stretch of a body.
#[derive(Clone, PartialEq, Debug)]
pub enum BodyPart {
    /// Finished markup.
    Html(String),
    /// A block, which its template turns into markup.
    Block(Block),
}

/// A page's main text. Templates see it as one piece of finished HTML, `body`.
pub type Body = Vec<BodyPart>;

/// The home page: the newest guides, and the way to everything else. Also `/page/2/` and on, as [`ListView`].
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct HomeView {
    /// The newest guides, newest first: page 1 of all guides.
    pub guides: Vec<Shared<GuideCard>>,
    /// How many guides the site has.
    pub total: usize,
    /// All kinds with their products.
    pub kinds: Vec<KindCard>,
    /// The pages of the list of all guides.
    pub pager: Pager,
}

/// A further page of the list of all guides.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ListView {
    /// The guides of this page, newest first.
    pub guides: Vec<Shared<GuideCard>>,
    /// The pages of the list.
    pub pager: Pager,
}

/// Where one page stands in a list of pages.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Pager {
    /// This page's number, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<Shared<Link>>,
    /// The page after.
    pub next: Option<Shared<Link>>,
}

/// A page of a list of pages by its number.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PageNumber {
    /// The number and the page.
    pub link: Link,
    /// Whether it is this page.
    pub current: bool,
    /// Whether pages before it are left out.
    pub gap: bool,
}

/// A kind as other pages show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct KindCard {
    /// The kind's address, where its whole table is.
    pub address: Address,
    /// Its plural: "Treatments".
    pub plural: String,
    /// One or two sentences; may be empty.
    pub description: String,
    /// Its products, in the order of their files' paths.
    pub products: Vec<Shared<ProductCard>>,
}

/// A guide; in templates `guide`. Its text is `body`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GuideView {
    /// The short answer; may be empty.
    pub answer: Html,
    /// The day it appeared.
    pub date: Shared<Day>,
    /// The day it last changed in substance.
    pub updated: Option<Day>,
    /// The day it last changed, or a fact that it shows was last checked; absent if that is the day it appeared.
    pub modified: Option<Day>,
    /// Who wrote it.
    pub author: Option<AuthorView>,
    /// Its tags, each leading to the tag's page.
    pub tags: Vec<Shared<Link>>,
    /// The headings of level 2 and 3.
    pub toc: Vec<TocEntry>,
    /// The products it compares.
    pub compares: Vec<Shared<ProductCard>>,
    /// The sources it cites, by number.
    pub sources: Vec<SourceView>,
    /// When its facts were checked.
    pub checked: Vec<CheckedView>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
    /// What to read next.
    pub related: Vec<RelatedGuide>,
    /// Its facts for programs, if they are published.
    pub facts: Option<Address>,
    /// The guide that appeared just before.
    pub older: Option<Shared<Link>>,
    /// The guide that appeared just after.
    pub newer: Option<Shared<Link>>,
    /// The text.
    #[serde(skip)]
    pub body: Body,
}

/// An author of a guide.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AuthorView {
    /// The name.
    pub name: String,
    /// One sentence; may be empty.
    pub about: String,
    /// The author's own site.
    pub url: Option<String>,
    /// Whether it is several people, or a firm, and not one person.
    pub organization: bool,
}

/// A product; in templates `product`. The Markdown of `about` is `body`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProductView {
    /// The product.
    pub card: Shared<ProductCard>,
    /// Its kind.
    pub kind: Link,
    /// All its facts: a table of one column.
    pub facts: Table,
    /// "Choose it if ..."
    pub choose_if: Vec<Html>,
    /// "Avoid it if ..."
    pub avoid_if: Vec<Html>,
    /// What goes together with it, and what does not.
    pub together: Vec<TogetherView>,
    /// The guides that compare it, newest first.
    pub guides: Vec<Shared<GuideCard>>,
    /// The "A vs B" pages it is on.
    pub pairs: Vec<Link>,
    /// The other products of its kind.
    pub siblings: Vec<Shared<ProductCard>>,
    /// The sources it cites, by number.
    pub sources: Vec<SourceView>,
    /// When its facts were checked.
    pub checked: Vec<CheckedView>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
    /// The text.
    #[serde(skip)]
    pub body: Body,
}

/// Whether another product goes together with this one.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct TogetherView {
    /// The other product.
    pub product: Link,
    /// `yes`, `with_care` or `no`
    pub mix: &'static str,
    /// A remark; may be empty.
    pub note: Html,
}

/// The list of all products, by kind; in templates `products`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProductsView {
    /// The kinds, in the order of their folders.
    pub kinds: Vec<KindCard>,
}

/// A kind with its whole table; in templates `kind`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct KindView {
    /// The kind.
    pub card: KindCard,
    /// Its singular name.
    pub name: String,
    /// The products of this page, in its order.
    pub products: Vec<Shared<ProductCard>>,
    /// Every fact of these products. Up to four products stand side by side; more stand one below the other.
    pub table: Table,
    /// What the products stand in the order of: the label of an attribute; empty on the kind's own pages.
    pub sorted_by: String,
    /// The pages of the table in this order.
    pub pager: Pager,
    /// The numbers of these pages, if there are several: the first, the last and those near this one.
    pub numbers: Vec<PageNumber>,
    /// Whether the page has the script that sorts in place: the site asks for it, and the table is whole.
    pub sort_script: bool,
    /// Its data set as JSON and CSV, if it is published; on the first page.
    pub data: Option<DataLinks>,
    /// The "A vs B" pages of this kind, or the first of many; the products' pages lead to the others.
    pub pairs: Vec<Link>,
    /// The guides that compare products of this kind, newest first.
    pub guides: Vec<Shared<GuideCard>>,
    /// The sources it cites, by number.
    pub sources: Vec<SourceView>,
    /// When its facts were checked.
    pub checked: Vec<CheckedView>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
}

/// A plain page: its text is `body`; in templates `plain`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PlainView {
    /// The headings of level 2 and 3.
    pub toc: Vec<TocEntry>,
    /// The sources it cites, by number.
    pub sources: Vec<SourceView>,
    /// When its facts were checked.
    pub checked: Vec<CheckedView>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
    /// The text.
    #[serde(skip)]
    pub body: Body,
}

/// The page for addresses that lead nowhere; in templates `not_found`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct NotFoundView {
    /// The newest guides.
    pub guides: Vec<Shared<GuideCard>>,
}

/// An old address that leads on to a new one; in templates `redirect`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RedirectView {
    /// Where it leads.
    pub to: Link,
}
