//! The views of the files that programs read.

use super::{Body, Day, Picture, SourceView, Translation};
use crate::base::{Html, Shared};
use serde::Serialize;

/// One file of the sitemap; in templates `sitemap`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SitemapView {
    /// The pages, at most 50,000.
    pub entries: Vec<SitemapEntry>,
}

/// A page of the sitemap.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SitemapEntry {
    /// The absolute address.
    pub location: String,
    /// The day its content last changed, by its own dates; never the day of the build.
    pub modified: Option<crate::base::Date>,
    /// The page in every language of the site; empty if the site has one language.
    pub translations: Vec<Translation>,
}

/// The list of the sitemap's files, where there are several; in templates `sitemap_index`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SitemapIndexView {
    /// The absolute addresses of the files.
    pub locations: Vec<String>,
}

/// An Atom feed, of the site or of a tag; in templates `feed`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FeedView {
    /// The feed's lasting id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The absolute address of the page that lists the same.
    pub page: String,
    /// The feed's own absolute address.
    pub location: String,
    /// The newest date of its entries, as RFC 3339.
    pub updated: String,
    /// The newest guides, newest first.
    pub entries: Vec<FeedEntry>,
}

/// A guide in the feed.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FeedEntry {
    /// The entry's lasting id.
    pub id: String,
    /// The absolute address.
    pub location: String,
    /// The title.
    pub title: String,
    /// The description.
    pub summary: String,
    /// The author's name.
    pub author: String,
    /// The day it appeared, as RFC 3339.
    pub published: String,
    /// The day it last changed, as RFC 3339.
    pub updated: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// The same day for people.
    pub date: Shared<Day>,
    /// The whole guide, if the site's feeds hold it.
    pub content: Option<FeedContent>,
}

/// A guide as a feed reader shows it; in `feed_entry.html` `entry`. Its text is `body`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FeedContent {
    /// The short answer; may be empty.
    pub answer: Html,
    /// Its picture.
    pub image: Option<Picture>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
    /// The sources it cites, by number.
    pub sources: Vec<SourceView>,
    /// The text.
    #[serde(skip)]
    pub body: Body,
}

/// `robots.txt`; in templates `robots`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RobotsView {
    /// The absolute address of the sitemap.
    pub sitemap: String,
    /// What crawlers are asked to leave alone: first what holds for all of them.
    pub groups: Vec<RobotsGroup>,
}

/// The rules for one crawler.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RobotsGroup {
    /// Its name, or `*`.
    pub agent: String,
    /// What to leave alone.
    pub disallow: Vec<String>,
    /// What to read all the same.
    pub allow: Vec<String>,
}

/// `llms.txt`; in templates `llms`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LlmsView {
    /// The site's name.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The sections.
    pub sections: Vec<LlmsSection>,
}

/// A section of `llms.txt`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LlmsSection {
    /// The heading.
    pub title: String,
    /// Its links, at least one.
    pub links: Vec<LlmsLink>,
}

/// A link of `llms.txt`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LlmsLink {
    /// The words, as Markdown.
    pub label: String,
    /// The absolute address.
    pub address: String,
    /// What is there; may be empty.
    pub about: String,
}
