//! The feeds: the newest guides of the site and of each tag, whole or in summary. Their dates are the guides' own.

use super::View;
use super::cards::Cards;
use super::guide::{Said, said};
use super::lists::Made;
use super::view::{FeedContent, FeedEntry, FeedView};
use crate::base::{Address, Date};
use crate::site::addresses::tag_feed;
use crate::site::{Guide, Item, Site};

/// The feed of all guides.
pub fn of_all(site: &Site, cards: &Cards) -> Made {
    let newest: Vec<usize> = (0..site.guides.len()).take(site.config.feeds.entries).collect();
    let (at, home) = (site.edition.at("/feed.xml"), site.edition.at("/"));
    feed(site, cards, at, home, site.config.title.clone(), &newest)
}

/// The feed of a tag.
pub fn of_tag(site: &Site, cards: &Cards, at: usize) -> Made {
    let tag = &site.tags[at];
    let newest = &tag.guides[..tag.guides.len().min(site.config.feeds.entries)];
    let title = site.words.say("feed_title", &[("tag", &tag.name), ("site", &site.config.title)]);
    feed(site, cards, tag_feed(tag), tag.address.clone(), title, newest)
}

/// Whether the feed of these guides shows the text of an item: of the newest, if feeds hold whole texts.
pub fn shows_text_of(item: Item, site: &Site, guides: impl Iterator<Item = usize>) -> bool {
    let shows = |guide| guides.take(site.config.feeds.entries).any(|newest| newest == guide);
    site.config.feeds.full && matches!(item, Item::Guide(guide) if shows(guide))
}

fn feed(site: &Site, cards: &Cards, at: Address, page: Address, title: String, guides: &[usize]) -> Made {
    let newest = guides.iter().map(|guide| site.guides[*guide].changed).max();
    let view = FeedView {
        id: lasting_id(site, &page),
        title,
        location: site.absolute(&at),
        page: site.absolute(&page),
        // A feed needs a date even without entries; the start of the Unix calendar says that there was no change.
        updated: newest.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), midnight),
        entries: guides.iter().map(|guide| entry(site, cards, *guide)).collect(),
    };
    (at, None, View::Feed(view))
}

fn entry(site: &Site, cards: &Cards, at: usize) -> FeedEntry {
    let guide = &site.guides[at];
    FeedEntry {
        id: lasting_id(site, &guide.address),
        location: site.absolute(&guide.address),
        title: guide.says.title.clone(),
        summary: guide.says.description.clone(),
        author: author(site, guide),
        published: midnight(guide.date),
        updated: midnight(guide.changed),
        tags: guide.tags.iter().map(|tag| site.tags[*tag].name.clone()).collect(),
        date: cards.guides[at].date.clone(),
        content: site.config.feeds.full.then(|| content(site, cards, at)),
    }
}

fn author(site: &Site, guide: &Guide) -> String {
    guide.author.map_or_else(|| site.config.title.clone(), |at| site.config.authors[at].name.clone())
}

fn content(site: &Site, cards: &Cards, at: usize) -> FeedContent {
    let Said { answer, body, mut citations } = said(site, cards, at);
    FeedContent {
        answer,
        image: cards.guides[at].image.clone(),
        disclosure: citations.disclosure(site),
        sources: citations.list(site),
        body,
    }
}

/// An id that stays when a title changes, and when a site moves if it says where it was.
///
/// It does not depend on where a build is published (`--base-url`).
fn lasting_id(site: &Site, address: &Address) -> String {
    let base = site.config.feeds.id_base.as_ref().unwrap_or(&site.config.base_url);
    format!("{base}{}", address.href())
}

/// The start of a day, as RFC 3339 in UTC.
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
