//! The views of the pages that people read.

use super::{
    Block, CheckedView, DataLinks, Day, GuideCard, KindCard, Link, ProductCard, RelatedGuide, SourceView,
    Table,
};
use crate::base::{Address, Html, Shared};
use serde::Serialize;

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
