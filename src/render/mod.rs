//! Page -> bytes. A template sees the page's view and nothing else.
//!
//! The door of the template engine. Pure: the same templates and page give the same bytes. Must not know: the site.

mod absolute;
#[cfg(feature = "cards")]
mod cards;
#[cfg(not(feature = "cards"))]
#[path = "without_cards.rs"]
mod cards;
mod data;
mod reports;
mod say;
mod structured;
mod tags;
mod templates;
mod trace;
mod unused;
mod xml;

pub use say::Voice;
pub use templates::Templates;

use crate::base::{Shared, SitePath};
use crate::diagnostics::catalogue::{pictures, templates as problem};
use crate::diagnostics::{Diagnostic, Span};
use crate::page::view::{Block, BodyPart, FeedEntry, SiteView};
use crate::page::{Page, View};
use crate::pictures::Cache;
use crate::site::Site;
use crate::source::class::SITE_FILE;
use serde::Serialize;
use std::borrow::Cow;
use structured::structured;
use tera::{Context, Value};

/// Renders one page.
///
/// # Errors
/// A template fails: the diagnostic names the template's line and the page.
pub fn render(templates: &Templates, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
    let Some((template, variable)) = page.view.template() else {
        return Ok(match &page.view {
            View::Data(view) => data::json(view),
            View::SearchFile(view) => data::json(view),
            View::Sheet(view) => data::csv(view),
            _ => Vec::new(),
        });
    };
    let mut context = Context::new();
    context.insert("site", &page.site);
    if let Some(head) = &page.head {
        context.insert("page", head);
    }
    if let Some(data) = templates.wants_structured().then(|| structured(page)).flatten() {
        context.insert_value("structured", Value::safe_string(&data));
    }
    context.insert(variable, &page.view);
    if let View::Share(view) = &page.view {
        context.insert("card", &templates.cards().set(view));
    }
    let mut room = PAGE_ROOM;
    if let View::Feed(feed) = &page.view {
        let contents = feed.entries.iter().map(|entry| entry_html(templates, page, entry));
        let contents = contents.collect::<Result<Vec<String>, _>>()?;
        room += contents.iter().map(|html| html.len() + html.len() / 4).sum::<usize>();
        context.insert("contents", &contents);
    }
    if let Some(body) = page.view.body() {
        let place = Place { templates, site: &page.site, page: page_of(page) };
        let html = body_html(&place, body, "blocks")?;
        room += html.len();
        context.insert_value("body", Value::safe_string(&html));
    }
    let file = templates.render(template, &context, page_of(page), room)?;
    Ok(if xml::is_xml(template) { xml::holdable(file) } else { file })
}

/// The names and titles on cards with letters that no font has: an empty box would stand for each.
pub fn missing_letters(site: &Site, templates: &Templates) -> Vec<Diagnostic> {
    if !site.config.share_cards {
        return Vec::new();
    }
    let guides = site.guides.iter().map(|guide| (Span::file(&guide.path), &guide.says.title));
    let products = site
        .products
        .iter()
        .flat_map(|product| [&product.says.name, &product.says.tagline].map(|words| (product.span(), words)));
    let named = std::iter::once((Span::file(&SitePath::new(SITE_FILE)), &site.config.title));
    let all = named.chain(guides).chain(products);
    all.filter_map(|(at, words)| {
        let missing = templates.cards().missing(words);
        (!missing.is_empty()).then(|| pictures::missing_letters(at, words, &missing))
    })
    .collect()
}

/// Draws what [`render`] made of a card; any other page is left as it is. Drawn cards come from `cache` or are put there.
///
/// # Errors
/// The template makes no SVG: the diagnostic names it and the page.
pub fn draw(
    templates: &Templates,
    page: &Page,
    bytes: Vec<u8>,
    cache: &Cache,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let View::Share(_) = &page.view else { return Ok(bytes) };
    templates.cards().draw(bytes, cache).map_err(|reason| {
        let at = Span::file(&template_path("share.svg"));
        Box::new(problem::render(at, page.address.as_str(), &reason, &[]))
    })
}

/// About how many bytes a rendered block has.
const BLOCK_ROOM: usize = 4096;
/// About how many bytes a page has besides its main text.
const PAGE_ROOM: usize = 8192;

/// What is rendered with which templates, and the page to name if that fails.
struct Place<'p> {
    templates: &'p Templates,
    site: &'p Shared<SiteView>,
    page: PageOf<'p>,
}

/// What is said of a page where one of its templates is rendered: in which language, and what to name if that fails.
#[derive(Clone, Copy)]
struct PageOf<'p> {
    language: &'p str,
    address: &'p str,
}

fn page_of(page: &Page) -> PageOf<'_> {
    PageOf { language: &page.site.language, address: page.address.as_str() }
}

/// The whole guide as a feed holds it; empty if the feed holds summaries.
fn entry_html(templates: &Templates, page: &Page, entry: &FeedEntry) -> Result<String, Box<Diagnostic>> {
    let Some(content) = &entry.content else { return Ok(String::new()) };
    // A block that fails here fails on the guide's own page, and that is where an editor looks.
    let address = entry.location.strip_prefix(&page.site.base_url).unwrap_or(&entry.location);
    let of = PageOf { address, ..page_of(page) };
    let place = Place { templates, site: &page.site, page: of };
    let body = body_html(&place, &content.body, "feed")?;
    let mut context = Context::new();
    context.insert("site", &page.site);
    context.insert("entry", content);
    context.insert_value("body", Value::safe_string(&body));
    let html = templates.render("feed_entry.html", &context, of, PAGE_ROOM + body.len())?;
    Ok(absolute::absolute(text_of(&html).trim(), &entry.location))
}

/// The main text with its blocks rendered by the templates of a folder, or those in `blocks` where it has none.
fn body_html(place: &Place<'_>, body: &[BodyPart], folder: &str) -> Result<String, Box<Diagnostic>> {
    let room =
        body.iter().map(|part| if let BodyPart::Html(markup) = part { markup.len() } else { BLOCK_ROOM });
    let mut html = String::with_capacity(room.sum());
    for part in body {
        match part {
            BodyPart::Html(markup) => html.push_str(markup),
            BodyPart::Block(block) => {
                let rendered = match block {
                    Block::Compare(view) => render_block(place, folder, "compare", view),
                    Block::Choose(view) => render_block(place, folder, "choose", view),
                    Block::Decide(view) => render_block(place, folder, "decide", view),
                    Block::Order(view) => render_block(place, folder, "order", view),
                    Block::Mistake(view) => render_block(place, folder, "mistake", view),
                    Block::Verdict(view) => render_block(place, folder, "verdict", view),
                    Block::Figure(view) => render_block(place, folder, "figure", view),
                    Block::Gallery(view) => render_block(place, folder, "gallery", view),
                    Block::Own(name, view) => render_block(place, folder, name, view),
                }?;
                html.push_str(text_of(&rendered).trim_end());
                html.push('\n');
            }
        }
    }
    Ok(html)
}

fn render_block<View: Serialize>(
    place: &Place<'_>,
    folder: &str,
    name: &str,
    view: &View,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut context = Context::new();
    context.insert("site", place.site);
    context.insert("block", view);
    let mut template = format!("{folder}/{name}.html");
    if !place.templates.has(&template) {
        template = format!("blocks/{name}.html");
    }
    place.templates.render(&template, &context, place.page, BLOCK_ROOM)
}

/// What a template wrote. It is valid as a rule, which is found out faster than where it is not.
fn text_of(rendered: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(rendered).map_or_else(|_| String::from_utf8_lossy(rendered), Cow::Borrowed)
}

/// The file of a template.
fn template_path(name: &str) -> SitePath {
    SitePath::new(format!("templates/{name}"))
}
