//! The files that programs read: sitemap, robots.txt. Their dates are the content's own, never the clock's.

use super::View;
use super::lists::Made;
use super::view::{RobotsGroup, RobotsView, SitemapEntry, SitemapIndexView, SitemapView};
use crate::base::{Address, Date};
use crate::content::robots::Rules;
use crate::site::Site;
use crate::site::addresses::{GUIDES_A_PAGE, SOURCES, list_page};
use crate::site::letters::{ALL, ON_ONE_PAGE};
use crate::site::tables::TablePage;

/// How many addresses one file of a sitemap may list (sitemaps.org).
const MOST_ENTRIES: usize = 50_000;

/// How many files the sitemap has.
pub fn sitemap_count(site: &Site) -> usize {
    let forbids = !site.config.robots.all.disallow.is_empty();
    let count = if forbids { entries(site).len() } else { entry_count(site) };
    count.div_ceil(MOST_ENTRIES).max(1)
}

fn entry_count(site: &Site) -> usize {
    let lists = site.guides.len().div_ceil(GUIDES_A_PAGE).max(1);
    let kinds: usize = site.tables.iter().map(|table| table.pages).sum();
    let named = site.guides.len() + site.products.len() + kinds + site.pages.len() + site.tags.len();
    let pairs = site.pairs.iter().filter(|pair| pair.indexed).count();
    let letters = if site.guides.len() > ON_ONE_PAGE { site.letters.len() } else { 0 };
    lists + 3 + letters + pairs + usize::from(!site.sources.is_empty()) + named
}

/// Every page that search engines should know, with the day its content last changed.
fn entries(site: &Site) -> Vec<(Address, Option<Date>)> {
    let newest = site.guides.iter().map(|guide| guide.changed).max();
    let lists = site.guides.len().div_ceil(GUIDES_A_PAGE).max(1);
    let mut entries = Vec::with_capacity(entry_count(site));
    entries.extend((1..=lists).map(|number| (list_page(number), newest)));
    entries.push((Address::new(ALL), newest));
    if site.guides.len() > ON_ONE_PAGE {
        entries.extend(site.letters.iter().map(|letter| {
            let newest = letter.guides.iter().map(|at| site.guides[*at].changed).max();
            (letter.address.clone(), newest)
        }));
    }
    entries.push((Address::new("/products/"), None));
    entries.push((Address::new("/tags/"), newest));
    if !site.sources.is_empty() {
        let facts = site.products.iter().flat_map(|product| &product.facts);
        let checked = facts.filter(|fact| fact.source.is_some()).filter_map(|fact| fact.checked).max();
        entries.push((Address::new(SOURCES), checked));
    }
    entries.extend(site.guides.iter().map(|guide| (guide.address.clone(), Some(guide.changed))));
    entries.extend(site.products.iter().map(|product| {
        let checked = product.facts.iter().filter_map(|fact| fact.checked).max();
        (product.address.clone(), checked)
    }));
    entries.extend(site.kinds.iter().zip(&site.tables).enumerate().flat_map(|(at, (kind, table))| {
        let facts = kind.products.iter().flat_map(|at| &site.products[*at].facts);
        let checked = facts.filter_map(|fact| fact.checked).max();
        // The same rows in other orders name the first page as theirs.
        (1..=table.pages)
            .map(move |number| (TablePage { kind: at, sorting: None, number }.address(site), checked))
    }));
    entries.extend(site.pairs.iter().filter(|pair| pair.indexed).map(|pair| {
        let facts = pair.products.iter().flat_map(|at| &site.products[*at].facts);
        (pair.address.clone(), facts.filter_map(|fact| fact.checked).max())
    }));
    entries.extend(site.pages.iter().map(|page| (page.address.clone(), None)));
    entries.extend(site.tags.iter().map(|tag| {
        let newest = tag.guides.iter().map(|at| site.guides[*at].changed).max();
        (tag.address.clone(), newest)
    }));
    // A page that no crawler may read is nothing to list.
    entries.retain(|(address, _)| site.config.robots.all.let_in(&address.href()));
    entries
}

pub fn sitemap(site: &Site, number: usize) -> Made {
    let address = match sitemap_count(site) {
        1 => Address::new("/sitemap.xml"),
        _ => Address::new(&format!("/sitemap-{number}.xml")),
    };
    let entries = entries(site)
        .into_iter()
        .skip((number - 1) * MOST_ENTRIES)
        .take(MOST_ENTRIES)
        .map(|(address, modified)| SitemapEntry { location: site.absolute(&address), modified })
        .collect();
    (address, None, View::Sitemap(SitemapView { entries }))
}

pub fn sitemap_index(site: &Site) -> Made {
    let locations = (1..=sitemap_count(site))
        .map(|number| site.absolute(&Address::new(&format!("/sitemap-{number}.xml"))))
        .collect();
    (Address::new("/sitemap.xml"), None, View::SitemapIndex(SitemapIndexView { locations }))
}

/// `robots.txt`. A crawler with rules of its own reads those alone, so what holds for all stands among them again.
pub fn robots(site: &Site) -> Made {
    let robots = &site.config.robots;
    let group = |agent: &str, rules: &[&Rules]| {
        let mut group = RobotsGroup { agent: agent.to_owned(), disallow: Vec::new(), allow: Vec::new() };
        for rules in rules {
            group.disallow.extend_from_slice(&rules.disallow);
            group.allow.extend_from_slice(&rules.allow);
        }
        if group.disallow.is_empty() && group.allow.is_empty() {
            group.allow.push("/".to_owned());
        }
        group
    };
    let own = robots.agents.iter().map(|(agent, rules)| group(agent, &[rules, &robots.all]));
    let groups = std::iter::once(group("*", &[&robots.all])).chain(own).collect();
    let sitemap = site.absolute(&Address::new("/sitemap.xml"));
    (Address::new("/robots.txt"), None, View::Robots(RobotsView { sitemap, groups }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Tag;

    #[test]
    fn a_sitemap_is_split_at_fifty_thousand() {
        let mut site = Site { base_url: "https://example.org".to_owned(), ..Site::default() };
        let tag = |number: usize| Tag {
            name: number.to_string(),
            address: Address::new(&format!("/tags/{number}/")),
            guides: Vec::new(),
            products: Vec::new(),
        };
        // The home page and three lists are entries too.
        site.tags = (0..MOST_ENTRIES - 4).map(tag).collect();
        assert_eq!(sitemap_count(&site), 1);
        assert_eq!(sitemap(&site, 1).0, Address::new("/sitemap.xml"));
        site.tags.push(tag(MOST_ENTRIES));
        assert_eq!(sitemap_count(&site), 2);
        let files: Vec<(Address, usize)> = (1..=2)
            .map(|number| match sitemap(&site, number) {
                (address, _, View::Sitemap(view)) => (address, view.entries.len()),
                other => panic!("{other:?}"),
            })
            .collect();
        let addresses = ["/sitemap-1.xml", "/sitemap-2.xml"].map(Address::new);
        assert_eq!(files, [(addresses[0].clone(), MOST_ENTRIES), (addresses[1].clone(), 1)]);
        let (address, _, View::SitemapIndex(index)) = sitemap_index(&site) else { panic!("an index") };
        assert_eq!((address, index.locations.len()), (Address::new("/sitemap.xml"), 2));
    }
}
