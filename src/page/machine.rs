//! The files that programs read: sitemap, robots.txt. Their dates are the content's own, never the clock's.

use super::View;
use super::head::translations;
use super::lists::Made;
use super::view::{RobotsGroup, RobotsView, SitemapEntry, SitemapIndexView, SitemapView};
use crate::base::{Address, Date};
use crate::content::robots::Rules;
use crate::site::addresses::{GUIDES_A_PAGE, PRODUCTS, SOURCES, TAGS, filled, list_page};
use crate::site::letters::{ALL, ON_ONE_PAGE};
use crate::site::tables::TablePage;
use crate::site::{Edition, Neighbour, Site};

/// How many addresses one file of a sitemap may list (sitemaps.org).
const MOST_ENTRIES: usize = 50_000;

/// How many files the sitemap of an edition has.
pub fn sitemap_count(site: &Site) -> usize {
    if let Some(own) = site.neighbours.get(site.edition.number) {
        return files_of(own);
    }
    let forbids = !site.config.robots.all.disallow.is_empty();
    let count = if forbids { entries(site).len() } else { entry_count(site) };
    count.div_ceil(MOST_ENTRIES).max(1)
}

/// How many files an edition of a site with several takes at most: each knows of all.
fn files_of(edition: &Neighbour) -> usize {
    edition.pages.len().div_ceil(MOST_ENTRIES).max(1)
}

/// Whether the edition lists the sitemap's files: the main one does, of all editions.
pub fn has_sitemap_index(site: &Site) -> bool {
    site.edition.is_main() && (sitemap_count(site) > 1 || site.neighbours.len() > 1)
}

/// The addresses of the files of an edition's sitemap.
fn sitemap_files(site: &Site, edition: &Edition, count: usize) -> Vec<Address> {
    // Where there is an index, it has the main edition's plain name.
    let is_only = count == 1 && !(edition.is_main() && has_sitemap_index(site));
    let numbered = |number: usize| edition.at(&format!("/sitemap-{number}.xml"));
    if is_only { vec![edition.at("/sitemap.xml")] } else { (1..=count).map(numbered).collect() }
}

fn entry_count(site: &Site) -> usize {
    let lists = site.guides.len().div_ceil(GUIDES_A_PAGE).max(1);
    let kinds: usize = site.tables.iter().map(|table| table.pages).sum();
    let named = site.guides.len() + site.products.len() + kinds + site.pages.len() + site.tags.len();
    let pairs = site.pairs.iter().filter(|pair| pair.indexed).count();
    let letters = if site.guides.len() > ON_ONE_PAGE { site.letters.len() } else { 0 };
    let others = [PRODUCTS, TAGS].into_iter().filter(|list| filled(site, list).is_some()).count();
    lists + 1 + letters + pairs + others + usize::from(!site.sources.is_empty()) + named
}

/// Every page that search engines should know, with the day its content last changed.
fn entries(site: &Site) -> Vec<(Address, Option<Date>)> {
    let newest = site.guides.iter().map(|guide| guide.changed).max();
    let lists = site.guides.len().div_ceil(GUIDES_A_PAGE).max(1);
    let mut entries = Vec::with_capacity(entry_count(site));
    entries.extend((1..=lists).map(|number| (list_page(site, number), newest)));
    entries.push((site.edition.at(ALL), newest));
    if site.guides.len() > ON_ONE_PAGE {
        entries.extend(site.letters.iter().map(|letter| {
            let newest = letter.guides.iter().map(|at| site.guides[*at].changed).max();
            (letter.address.clone(), newest)
        }));
    }
    entries.extend(filled(site, PRODUCTS).map(|list| (list, None)));
    entries.extend(filled(site, TAGS).map(|list| (list, newest)));
    if !site.sources.is_empty() {
        let facts = site.products.iter().flat_map(|product| &product.facts);
        let checked = facts.filter(|fact| fact.source.is_some()).filter_map(|fact| fact.checked).max();
        entries.push((site.edition.at(SOURCES), checked));
    }
    entries.extend(site.guides.iter().map(|guide| (guide.address.clone(), Some(guide.changed))));
    entries.extend(site.products.iter().filter(|product| product.here).map(|product| {
        let checked = product.facts.iter().filter_map(|fact| fact.checked).max();
        (product.address.clone(), checked)
    }));
    let kinds = site.kinds.iter().zip(&site.tables).enumerate().filter(|(_, (kind, _))| kind.here);
    entries.extend(kinds.flat_map(|(at, (kind, table))| {
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

/// One file of the sitemap, of which the first has the number 1.
pub fn sitemap(site: &Site, number: usize) -> Made {
    let mut files = sitemap_files(site, &site.edition, sitemap_count(site));
    let entries = entries(site)
        .into_iter()
        .skip((number - 1) * MOST_ENTRIES)
        .take(MOST_ENTRIES)
        .map(|(address, modified)| SitemapEntry {
            location: site.absolute(&address),
            modified,
            translations: translations(site, &address),
        })
        .collect();
    (files.swap_remove(number - 1), None, View::Sitemap(SitemapView { entries }))
}

/// The list of the files that the sitemap of a large site, or of one in several languages, is split into.
pub fn sitemap_index(site: &Site) -> Made {
    let of = |neighbour: &Neighbour| sitemap_files(site, &neighbour.edition, files_of(neighbour));
    let files: Vec<Address> = match &site.neighbours[..] {
        [] => sitemap_files(site, &site.edition, sitemap_count(site)),
        all => all.iter().flat_map(of).collect(),
    };
    let locations = files.iter().map(|address| site.absolute(address)).collect();
    (Address::new("/sitemap.xml"), None, View::SitemapIndex(SitemapIndexView { locations }))
}

/// `robots.txt`. A crawler with rules of its own reads those alone, so what holds for all stands among them again, but for what is
/// allowed to all and lies where this crawler is asked to read nothing: the longer rule would decide.
pub fn robots(site: &Site) -> Made {
    let robots = &site.config.robots;
    let group = |agent: &str, mut rules: Rules| {
        if rules.disallow.is_empty() && rules.allow.is_empty() {
            rules.allow.push("/".to_owned());
        }
        RobotsGroup { agent: agent.to_owned(), disallow: rules.disallow, allow: rules.allow }
    };
    let own = robots.agents.iter().map(|(agent, own)| {
        let mut rules = own.clone();
        rules.disallow.extend_from_slice(&robots.all.disallow);
        rules.allow.extend(robots.all.allow.iter().filter(|path| own.let_in(path)).cloned());
        group(agent, rules)
    });
    let groups = std::iter::once(group("*", robots.all.clone())).chain(own).collect();
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
        // The home page and two lists are entries too.
        site.tags = (0..MOST_ENTRIES - 3).map(tag).collect();
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
