//! What every page shows besides its own matter: the site, the page's head, links and days.

use super::Picture;
use crate::base::{Address, Date, Shared};
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
    /// The list of all products, if there are any.
    pub products: Option<Address>,
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
