//! Every address of the site and who wants it; two that want one are an error naming both.

use super::letters::{ALL, ON_ONE_PAGE};
use super::{Guide, Item, Kind, Resolved, Site, Tag, pairs, tables};
use crate::base::address::is_folder;
use crate::base::path::unpublishable;
use crate::base::{Address, TextRange};
use crate::content::blocks::{Block, Content};
use crate::content::fields::Text;
use crate::content::parse::Parsed;
use crate::diagnostics::catalogue::files::unpublishable_name;
use crate::diagnostics::catalogue::pages as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How many guides a page of the list of all guides shows.
pub const GUIDES_A_PAGE: usize = 20;

/// Where all sources are listed, if the site has any.
pub const SOURCES: &str = "/sources/";
/// The list of all tags.
pub const TAGS: &str = "/tags/";
/// The list of all products, by kind.
pub const PRODUCTS: &str = "/products/";

/// A file that replaces what Diptych would make.
pub const OWN_LLMS: &str = "static/llms.txt";

/// A file that replaces what Diptych would make.
pub const OWN_ROBOTS: &str = "static/robots.txt";

/// The addresses that are taken, by place.
#[derive(Default, Debug)]
pub struct Taken {
    by_place: HashMap<String, Taker>,
    /// The folders of the editions' searches: only the build knows the names of all files in them.
    searches: Vec<String>,
}

#[derive(Debug)]
struct Taker {
    what: What,
    file: Option<Span>,
}

/// What stands at an address.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A page of its own, of the edition with a number.
    Item(usize, Item),
    /// A page that the edition with a number makes of itself: home, lists, tags.
    Made(usize),
    /// A file that is published as it is.
    File,
    /// An old address.
    Redirect,
}

impl Taken {
    /// What stands at an address.
    pub fn at(&self, address: &Address) -> Option<&What> {
        self.by_place.get(address.place()).map(|taker| &taker.what)
    }

    /// All addresses that are folders, sorted: for suggestions.
    pub fn pages(&self) -> Vec<String> {
        let folders = self.by_place.keys().filter(|place| is_folder(place));
        let mut pages: Vec<String> = folders.map(|folder| format!("/{folder}")).collect();
        pages.sort_unstable();
        pages
    }

    /// The pages of the edition with a number.
    pub fn pages_of(&self, edition: usize) -> HashSet<Address> {
        let is_own = |what: &What| matches!(what, What::Item(of, _) | What::Made(of) if *of == edition);
        let own = self.by_place.iter().filter(|(place, taker)| is_folder(place) && is_own(&taker.what));
        own.map(|(folder, _)| Address::new(folder)).collect()
    }

    /// Reports files that stand where other addresses need a folder; of all that one file is in the way of, the first.
    pub fn check_folders(&self, problems: &mut Vec<Diagnostic>) {
        let mut first: BTreeMap<(bool, &str), (&Span, &str, &str)> = BTreeMap::new();
        for (place, taker) in &self.by_place {
            let folders = place.match_indices('/').map(|(at, _)| &place[..at]);
            for (folder, blocking) in folders.filter_map(|folder| Some((folder, self.by_place.get(folder)?)))
            {
                if let Some(at) = blocking.file.as_ref().or(taker.file.as_ref()) {
                    let is_file = blocking.file.is_some();
                    let slip = if is_file { folder } else { place };
                    let named = first.entry((is_file, slip)).or_insert((at, folder, place));
                    *named = (at, folder, place.as_str().min(named.2));
                }
            }
        }
        for (at, folder, place) in first.into_values() {
            let path = Address::new(place).output_path();
            problems.push(problem::file_for_folder(at.clone(), folder, &path));
        }
    }

    fn take(
        &mut self,
        address: &Address,
        what: What,
        file: Option<Span>,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let of_search = self.searches.iter().any(|folder| address.as_str().starts_with(folder.as_str()));
        if let Some(at) = file.as_ref().filter(|_| of_search) {
            problems.push(problem::reserved_address(at.clone(), address.as_str(), "the search"));
            return false;
        }
        match self.by_place.entry(address.place().to_owned()) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(Taker { what, file });
                true
            }
            std::collections::hash_map::Entry::Occupied(entry) => {
                if let Some(at) = file {
                    problems.push(match &entry.get().file {
                        Some(first) => problem::address_collision(at, address.as_str(), first.clone()),
                        None => problem::reserved_address(at, address.as_str(), made_what(address.as_str())),
                    });
                }
                false
            }
        }
    }
}

fn made_what(address: &str) -> &'static str {
    match address {
        "/" => "the home page",
        PRODUCTS => "the list of all products",
        TAGS => "the list of all tags",
        a if a.starts_with(ALL) => "the list of all guides",
        SOURCES => "the list of all sources",
        "/feed.xml" => "the feed",
        a if a.ends_with("/facts.json") => "the facts of a guide",
        "/404.html" => "the page for addresses that lead nowhere",
        a if a.starts_with("/sitemap") => "the sitemap",
        a if a.starts_with("/page/") => "a page of the list of all guides",
        a if a.starts_with("/compare/") => "a page of a kind's table",
        _ => "a page that the site makes",
    }
}

/// Gives out all addresses of an edition, in the order: what the site makes, files, items, old addresses.
pub fn give(site: &mut Site, files: &[Arc<Parsed>], taken: &mut Taken, problems: &mut Vec<Diagnostic>) {
    let edition = site.edition.number;
    if site.config.search {
        taken.searches.push(search(site).as_str().to_owned());
    }
    for address in made(site) {
        taken.take(&address, What::Made(edition), None, problems);
    }
    // Files have no language: they are published once.
    for file in files.iter().filter(|_| site.edition.is_main()) {
        if let Some(published) = site.files.get(&file.path) {
            let span = Span::file(&file.path);
            if let Some(reason) = unpublishable(published.address.as_str()) {
                problems.push(unpublishable_name(span.clone(), reason));
            }
            taken.take(&published.address, What::File, Some(span), problems);
        }
    }
    for (item, place) in items(site) {
        taken.take(&site.address(item).clone(), What::Item(edition, item), Some(place), problems);
    }
    let led_on = pairs::collect(site, problems);
    for (at, pair) in site.pairs.iter().enumerate() {
        let span = pair_span(site, pair.kind);
        taken.take(&pair.address, What::Item(edition, Item::Pair(at)), Some(span), problems);
    }
    site.redirects = redirects(site, taken, problems);
    for (address, item) in led_on {
        let span = match item {
            Item::Pair(at) => Some(pair_span(site, site.pairs[at].kind)),
            _ => None,
        };
        if taken.take(&address, What::Redirect, span, problems) {
            site.redirects.push((address, item));
        }
    }
}

/// Where a kind asks for pair pages.
fn pair_span(site: &Site, kind: usize) -> Span {
    let kind = &site.kinds[kind];
    Span::new(&kind.path, kind.says.pairs.as_ref().map_or_else(TextRange::default, |pairs| pairs.range))
}

/// The addresses of pages that no file stands for.
fn made(site: &Site) -> Vec<Address> {
    let fixed = ["/", ALL, PRODUCTS, TAGS, "/404.html", "/feed.xml", "/sitemap.xml"];
    let mut made: Vec<Address> = fixed.into_iter().map(|path| site.edition.at(path)).collect();
    if has_robots(site) {
        made.push(Address::new("/robots.txt"));
    }
    if has_llms(site) {
        made.push(Address::new("/llms.txt"));
    }
    if site.config.search {
        made.push(search(site));
    }
    if !site.sources.is_empty() {
        made.push(site.edition.at(SOURCES));
    }
    if site.guides.len() > ON_ONE_PAGE {
        made.extend(site.letters.iter().map(|letter| letter.address.clone()));
    }
    made.extend(site.tags.iter().map(|tag| tag.address.clone()));
    made.extend(site.guides.iter().filter(|guide| has_data(site, guide)).map(guide_data));
    let kinds = site.kinds.iter().filter(|kind| kind_has_data(site, kind));
    made.extend(kinds.flat_map(|kind| [kind_data(kind, "json"), kind_data(kind, "csv")]));
    made.extend(site.tags.iter().filter(|tag| has_feed(site, tag)).map(tag_feed));
    made.extend((2..=site.guides.len().div_ceil(GUIDES_A_PAGE)).map(|number| list_page(site, number)));
    made.extend(tables::pages(site).filter(|page| !page.is_first()).map(|page| page.address(site)));
    made
}

/// Whether the facts of a guide are published beside it.
pub fn has_data(site: &Site, guide: &Guide) -> bool {
    let shows = |block: &Block| matches!(block.content, Content::Compare(_) | Content::Choose(_));
    let cites = |resolved: &Resolved| matches!(resolved, Resolved::Fact(..));
    let compares = !guide.compares.is_empty() || guide.says.blocks.iter().any(shows);
    site.config.data.guides && (compares || guide.resolved.iter().any(cites))
}

/// The address of a guide's facts.
pub fn guide_data(guide: &Guide) -> Address {
    Address::new(&format!("{}facts.json", guide.address.as_str()))
}

/// Whether the data set of a kind is published.
pub fn kind_has_data(site: &Site, kind: &Kind) -> bool {
    site.config.data.kinds && kind.here && !kind.products.is_empty()
}

/// The address of a kind's data set, `json` or `csv`.
pub fn kind_data(kind: &Kind, form: &str) -> Address {
    Address::new(&format!("{}data.{form}", kind.address.as_str()))
}

/// Whether the edition tells crawlers what to leave alone: they ask at the root alone.
pub fn has_robots(site: &Site) -> bool {
    site.edition.is_main() && !site.files.contains_key(OWN_ROBOTS)
}

/// Whether the edition describes the site to language models, and no file of the site's own does.
pub fn has_llms(site: &Site) -> bool {
    site.edition.is_main() && site.config.llms && !site.files.contains_key(OWN_LLMS)
}

/// The page of the search. The files of its index are below it.
pub fn search(site: &Site) -> Address {
    site.edition.at("/search/")
}

/// A file of the search's index.
pub fn search_file(site: &Site, name: &str) -> Address {
    Address::new(&format!("{}{name}.json", search(site).as_str()))
}

/// The list of this edition at a path, if there is anything on it: nothing leads to a list of nothing.
pub fn filled(site: &Site, list: &str) -> Option<Address> {
    let is_empty = match list {
        PRODUCTS => !site.kinds.iter().any(|kind| kind.here),
        TAGS => site.tags.is_empty(),
        _ => false,
    };
    (!is_empty).then(|| site.edition.at(list))
}

/// Whether a tag has a feed of its own.
pub fn has_feed(site: &Site, tag: &Tag) -> bool {
    site.config.feeds.tags && !tag.guides.is_empty()
}

/// The address of a tag's feed.
pub fn tag_feed(tag: &Tag) -> Address {
    Address::new(&format!("{}feed.xml", tag.address.as_str()))
}

/// The address of a page of the list of all guides; page 1 is the home page.
pub fn list_page(site: &Site, number: usize) -> Address {
    site.edition.at(&if number <= 1 { "/".to_owned() } else { format!("/page/{number}/") })
}

/// All items with their places: products, guides, kinds, pages, each by path; rows behind the files.
fn items(site: &Site) -> Vec<(Item, Span)> {
    let files = site.names.paths.iter().map(|(path, item)| (*item, Span::file(path)));
    let rows = site.products.iter().enumerate().filter(|(_, product)| product.is_row());
    let mut items: Vec<(Item, Span)> =
        files.chain(rows.map(|(at, product)| (Item::Product(at), product.span()))).collect();
    // Two products of one id want one address and have been reported as such.
    items.retain(|(item, _)| match item {
        Item::Product(at) => {
            let product = &site.products[*at];
            product.here && site.names.products.get(&product.id) == Some(at)
        }
        Item::Kind(at) => site.kinds[*at].here,
        _ => true,
    });
    items.sort_by(|a, b| (&a.1.file, a.1.range).cmp(&(&b.1.file, b.1.range)));
    items
}

fn redirects(site: &Site, taken: &mut Taken, problems: &mut Vec<Diagnostic>) -> Vec<(Address, Item)> {
    let mut redirects = Vec::new();
    for (item, place) in items(site) {
        let aliases: &[Text] = match item {
            Item::Product(at) => &site.products[at].says.aliases,
            Item::Guide(at) => &site.guides[at].says.aliases,
            Item::Page(at) => &site.pages[at].says.aliases,
            Item::Kind(_) | Item::Pair(_) | Item::Abroad(_) => &[],
        };
        for alias in aliases {
            let span = Span::new(&place.file, alias.range);
            match alias_address(alias) {
                Some(address) => {
                    if taken.take(&address, What::Redirect, Some(span), problems) {
                        redirects.push((address, item));
                    }
                }
                None => problems.push(problem::bad_alias(span, alias)),
            }
        }
    }
    redirects
}

/// `/old/page/` and `/old/page` are folders, `/old.html` is a file.
fn alias_address(alias: &Text) -> Option<Address> {
    let decoded = crate::base::address::decode(alias)?;
    let steps = decoded.strip_prefix('/')?.trim_end_matches('/');
    let good = !steps.is_empty()
        && !steps.contains(|c: char| matches!(c, '?' | '#' | '\\' | '"' | '<' | '>') || c.is_control())
        && steps.split('/').all(|step| !step.is_empty() && !step.starts_with('.'));
    if !good {
        return None;
    }
    let is_file = !decoded.ends_with('/') && steps.ends_with(".html");
    Some(Address::new(&if is_file { format!("/{steps}") } else { format!("/{steps}/") }))
}
