//! Every address of the site, and who gets it.

use super::letters::{ALL, ON_ONE_PAGE};
use super::taken::{Taken, What};
use super::{Guide, Item, Kind, Resolved, Site, Tag, tables};
use crate::base::path::unpublishable;
use crate::base::{Address, TextRange};
use crate::content::blocks::{Block, Content};
use crate::content::fields::Text;
use crate::content::parse::Parsed;
use crate::diagnostics::catalogue::files::unpublishable_name;
use crate::diagnostics::catalogue::pages as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::sync::Arc;

/// How many bytes a step of an address has at most: it names a folder, and file systems allow no more.
pub const LONGEST_STEP: usize = 255;

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

/// Gives out all addresses, in this order: what the editions make of themselves, items, files, old addresses. `led_on` are, by edition,
/// the addresses that lead to what compares two products.
pub fn give(
    sites: &mut [Site],
    led_on: Vec<Vec<(Address, Item)>>,
    files: &[Arc<Parsed>],
    problems: &mut Vec<Diagnostic>,
) -> Taken {
    let mut taken = Taken::default();
    sites.iter().for_each(|site| taken.reserve(site, made(site)));
    for site in sites.iter() {
        for (item, place) in items(site) {
            taken.take(site.address(item), What::Item(site.edition.number, item), place, problems);
        }
        for (at, pair) in site.pairs.iter().enumerate() {
            let what = What::Item(site.edition.number, Item::Pair(at));
            taken.take(&pair.address, what, pair_span(site, pair.kind), problems);
        }
    }
    // Files have no language: they are published once.
    sites.first().into_iter().for_each(|site| give_to_files(site, files, &mut taken, problems));
    for (site, led_on) in sites.iter_mut().zip(led_on) {
        site.redirects = redirects(site, &mut taken, problems);
        for (address, item) in led_on {
            let is_free = match item {
                Item::Pair(at) => {
                    let span = pair_span(site, site.pairs[at].kind);
                    taken.take(&address, What::Redirect, span, problems)
                }
                _ => taken.take_if_free(&address),
            };
            if is_free {
                site.redirects.push((address, item));
            }
        }
    }
    taken.check_folders(problems);
    taken
}

/// Gives files that are published as they are their addresses.
fn give_to_files(site: &Site, files: &[Arc<Parsed>], taken: &mut Taken, problems: &mut Vec<Diagnostic>) {
    for (file, published) in files.iter().filter_map(|file| Some((file, site.files.get(&file.path)?))) {
        let span = Span::file(&file.path);
        if let Some(reason) = unpublishable(published.address.as_str()) {
            problems.push(unpublishable_name(span.clone(), reason));
        }
        taken.take(&published.address, What::File, span, problems);
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
    if site.config.share_cards {
        // A photo that is shown in its place is known later.
        made.extend(may_have_card(site).map(|item| share_card(site, item)));
    }
    made
}

/// The items that get a card to share if they name no photo and the site wants cards: guides, products and pairs.
pub fn may_have_card(site: &Site) -> impl Iterator<Item = Item> + '_ {
    let guides = (0..site.guides.len()).map(Item::Guide);
    let products = (0..site.products.len()).filter(|at| site.products[*at].has_page(site));
    guides.chain(products.map(Item::Product)).chain((0..site.pairs.len()).map(Item::Pair))
}

/// The address of the card of an item.
pub fn share_card(site: &Site, item: Item) -> Address {
    Address::new(&format!("{}share.png", site.address(item).as_str()))
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
            product.has_page(site) && site.names.products.get(&product.id) == Some(at)
        }
        Item::Kind(at) => site.kinds[*at].here,
        _ => true,
    });
    items.sort_by(|a, b| (&a.1.file, a.1.range).cmp(&(&b.1.file, b.1.range)));
    items
}

fn redirects(site: &Site, taken: &mut Taken, problems: &mut Vec<Diagnostic>) -> Vec<(Address, Item)> {
    let mut redirects = Vec::new();
    // What a further edition has no words for has said its old addresses in the main one.
    let own = items(site).into_iter().filter(|(_, place)| site.edition.speaks(&place.file));
    for (item, place) in own {
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
                    if taken.take(&address, What::Redirect, span, problems) {
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
        && steps
            .split('/')
            .all(|step| !step.is_empty() && !step.starts_with('.') && step.len() <= LONGEST_STEP);
    if !good {
        return None;
    }
    let is_file = !decoded.ends_with('/') && steps.ends_with(".html");
    Some(Address::new(&if is_file { format!("/{steps}") } else { format!("/{steps}/") }))
}
