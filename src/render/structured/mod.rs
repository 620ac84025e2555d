//! What a page says to search engines: JSON-LD in the vocabulary of schema.org, made of the page's own view.
//!
//! Every string of it stands on the page. Products get no `Product`: that needs an offer, a review or a rating
//! (Google's rules for product snippets, read in November 2026), and a site that sells nothing has none.
//! Every graph is held against the vocabulary and the rules of search engines as it is made: a slip is a bug of ours.
//! Must not know: the site behind the view, the clock.

mod check;
mod rules;
mod vocabulary;

use crate::base::Address;
use crate::page::view::{GuideView, Head, Link, SiteView};
use crate::page::{Page, View};
use serde_json::{Value, json};

/// The JSON-LD of a page, ready to stand in a `script` element; `None` for pages that search engines leave out, and for those that a
/// site's phrases leave without a title.
pub fn structured(page: &Page) -> Option<String> {
    let head = page.head.as_ref().filter(|head| !head.noindex && !head.title.is_empty())?;
    let mut graph = vec![node(page, head)];
    graph.extend(breadcrumbs(&page.site, head));
    let slips = check::slips(&graph);
    assert!(slips.is_empty(), "structured data of {}: {}", page.address.as_str(), slips.join("; "));
    let whole = json!({"@context": "https://schema.org", "@graph": graph});
    // `<` could end the element.
    Some(whole.to_string().replace('<', "\\u003c"))
}

fn node(page: &Page, head: &Head) -> Value {
    let site = &page.site;
    match &page.view {
        View::Home(_) => json!({
            "@type": "WebSite",
            "name": site.title,
            "url": head.canonical,
            "inLanguage": site.language,
            "publisher": publisher(site),
        }),
        View::Guide(guide) => article(site, head, guide),
        View::Kind(view) => {
            list(site, head, view.products.iter().map(|card| (&card.address, card.name.as_str())))
        }
        View::List(view) => list(site, head, guides(&view.guides)),
        View::Tag(view) => {
            let products = view.products.iter().map(|card| (&card.address, card.name.as_str()));
            list(site, head, guides(&view.guides).chain(products))
        }
        _ => web_page(site, head, "WebPage"),
    }
}

type Card = crate::base::Shared<crate::page::view::GuideCard>;

fn guides(cards: &[Card]) -> impl Iterator<Item = (&Address, &str)> {
    cards.iter().map(|card| (&card.address, card.title.as_str()))
}

fn web_page(site: &SiteView, head: &Head, sort: &str) -> Value {
    json!({"@type": sort, "name": head.title, "url": head.canonical, "inLanguage": site.language})
}

/// A page whose point is a list.
fn list<'c>(site: &SiteView, head: &Head, items: impl Iterator<Item = (&'c Address, &'c str)>) -> Value {
    let items: Vec<Value> = items
        .enumerate()
        .map(|(at, (address, name))| {
            let url = absolute(site, &address.href());
            json!({"@type": "ListItem", "position": at + 1, "url": url, "name": name})
        })
        .collect();
    let mut page = web_page(site, head, "CollectionPage");
    if !items.is_empty() {
        page["mainEntity"] = json!({"@type": "ItemList", "itemListElement": items});
    }
    page
}

fn article(site: &SiteView, head: &Head, guide: &GuideView) -> Value {
    let changed = guide.modified.as_ref().unwrap_or(&guide.date);
    let author = guide.author.as_ref().map_or_else(
        || publisher(site),
        |author| {
            let sort = if author.organization { "Organization" } else { "Person" };
            let mut node = json!({"@type": sort, "name": author.name});
            if let Some(url) = &author.url {
                node["url"] = json!(url);
            }
            node
        },
    );
    let mut node = json!({
        "@type": "Article",
        "headline": head.title,
        "url": head.canonical,
        "mainEntityOfPage": head.canonical,
        "inLanguage": site.language,
        "datePublished": guide.date.iso.to_string(),
        "dateModified": changed.iso.to_string(),
        "author": author,
        "publisher": publisher(site),
    });
    if let Some(picture) = &head.share {
        node["image"] = json!(absolute(site, &picture.address.href()));
    }
    if !guide.compares.is_empty() {
        let about = guide.compares.iter().map(
            |card| json!({"@type": "Thing", "name": card.name, "url": absolute(site, &card.address.href())}),
        );
        node["about"] = about.collect();
    }
    node
}

fn publisher(site: &SiteView) -> Value {
    json!({"@type": "Organization", "name": site.title, "url": absolute(site, &site.home.href())})
}

/// The way from the home page to here; `None` on the home page.
fn breadcrumbs(site: &SiteView, head: &Head) -> Option<Value> {
    if head.breadcrumbs.is_empty() {
        return None;
    }
    let here = Link::here(head.address.href(), head.title.clone());
    // A phrase may be empty on purpose, and what has no name is no step.
    let steps = head.breadcrumbs.iter().filter(|link| !link.label.is_empty()).chain([&here]);
    let items: Vec<Value> = steps
        .enumerate()
        .map(|(at, link)| {
            let item = absolute(site, &link.address);
            json!({"@type": "ListItem", "position": at + 1, "name": link.label, "item": item})
        })
        .collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": items}))
}

fn absolute(site: &SiteView, address: &str) -> String {
    format!("{}{address}", site.base_url)
}
