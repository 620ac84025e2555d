//! Which page somebody means: an address, a URL, a path of the output folder or of a file.
//!
//! Must not know: what is said of the page.

use crate::base::address::decoded;
use crate::base::suggest::nearest;
use crate::base::{Address, SitePath};
use crate::commands::hosts::is_ours;
use crate::page::View;
use crate::pipeline::{Found, Front};
use crate::site::Item;
use std::path::Path;

/// What somebody means.
pub enum Wanted {
    /// A page.
    Page(Box<Found>),
    /// A file that is published as it is.
    File(SitePath),
    /// A smaller copy of this photo, or one in another format.
    Form(SitePath),
}

/// Finds the page that `typed` means; why there is none.
pub fn find(front: &mut Front, typed: &str, out: &Path) -> Result<Wanted, String> {
    let paths = match of_file(front, typed) {
        Some(address) => vec![address?.output_path()],
        None => output_paths(&path_of_url(front, typed)?, out),
    };
    if let Some(found) = front.find(&paths) {
        return Ok(Wanted::Page(Box::new(found)));
    }
    if let Some(path) = front.copied(&paths) {
        return Ok(Wanted::File(path.clone()));
    }
    if let Some(path) = front.photo_behind(&paths) {
        return Ok(Wanted::Form(path.clone()));
    }
    let known = front.addresses();
    let wanted = Address::new(paths.first().map_or("", |path| path.trim_end_matches("index.html")));
    // Another folder, or none, is a likely slip too.
    let near = same_name(&wanted, &known);
    let near = near.or_else(|| nearest(wanted.as_str(), known.iter().map(Address::as_str)));
    Err(match near {
        Some(near) => format!("the site has no page {wanted}; did you mean {near}?"),
        None => format!("the site has no page {wanted}"),
    })
}

/// The page whose last step is that of a wanted one.
fn same_name<'k>(wanted: &Address, known: &'k [Address]) -> Option<&'k str> {
    let last =
        |address: &str| address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let name = last(wanted.as_str());
    known.iter().map(Address::as_str).find(|known| !name.is_empty() && last(known) == name)
}

/// The address of what a file of the site has; `None` if `typed` names no such file.
fn of_file(front: &Front, typed: &str) -> Option<Result<Address, String>> {
    let typed = typed.strip_prefix("./").unwrap_or(typed);
    let path = SitePath::new(typed);
    let item = front.sites().iter().find_map(|site| {
        let item = site.names.paths.get(&path).copied().filter(|item| !matches!(item, Item::Abroad(_)))?;
        Some(site.address(item).clone())
    });
    if let Some(address) = item {
        return Some(Ok(address));
    }
    if !typed.starts_with("content/") {
        return None;
    }
    let held =
        front.sites().iter().flat_map(|site| site.names.held_back.values()).find(|held| held.path == path);
    let rows = front.site().products.iter().filter(|product| product.path == path).count();
    if let Some(file) = front.site().files.get(&path) {
        return Some(Ok(file.address.clone()));
    }
    Some(Err(match (held, rows) {
        (Some(held), _) => format!("{path} has no page now: it is {}", held.why.words()),
        (None, 0) => {
            let known: Vec<&str> =
                front.sites().iter().flat_map(|site| site.names.paths.keys()).map(SitePath::as_str).collect();
            match nearest(typed, known) {
                Some(near) => format!("{path} has no page of its own; did you mean {near}?"),
                None => format!("{path} has no page of its own"),
            }
        }
        (None, rows) => {
            format!("{path} has {rows} products; name one of them, such as {}", first_row(front, &path))
        }
    }))
}

fn first_row(front: &Front, path: &SitePath) -> String {
    let first = front.site().products.iter().find(|product| product.path == *path);
    first.map(|product| product.address.to_string()).unwrap_or_default()
}

/// What follows the host of a URL, on which the site is published or previewed, decoded, without its query and fragment.
fn path_of_url(front: &Front, typed: &str) -> Result<String, String> {
    let base = &front.site().base_url;
    let path = match typed.split_once("://") {
        None => typed,
        Some((_, rest)) => {
            let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
            let published = typed
                .strip_prefix(base.as_str())
                .filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
            published
                .or_else(|| is_ours(host).then_some(path))
                .ok_or_else(|| format!("{typed} is not of this site, which is published at {base}/"))?
        }
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    Ok(decoded(path).into_owned())
}

/// The paths in the output folder that may be meant, the likeliest first.
fn output_paths(path: &str, out: &Path) -> Vec<String> {
    let folder = out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let inside = out.to_str().and_then(|out| path.strip_prefix(out)).or_else(|| path.strip_prefix(folder));
    let path = inside.filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let plain = Address::new(path);
    let as_folder = Address::new(&format!("{}/", path.trim_end_matches('/')));
    let mut paths = vec![plain.output_path(), as_folder.output_path()];
    if plain.as_str().ends_with('/') {
        paths.truncate(1);
    } else if !path.contains('.') {
        paths.reverse();
    }
    paths
}

/// What a page is, in words.
pub fn what(front: &Front, found: &Found) -> String {
    let site = &front.sites()[found.edition];
    let named = |what: &str, path: &SitePath| format!("{what} {path}");
    match found.item() {
        Some(Item::Guide(at)) => return named("the guide", &site.guides[at].path),
        Some(Item::Product(at)) => return named("the product", &site.products[at].path),
        Some(Item::Kind(at)) => return named("the table of the kind", &site.kinds[at].path),
        Some(Item::Page(at)) => return named("the page", &site.pages[at].path),
        Some(Item::Pair(at)) => {
            let [one, other] = site.pairs[at].products.map(|at| site.products[at].id.as_str());
            return format!(
                "the pair of {one} and {other}, which {} asks for",
                site.kinds[site.pairs[at].kind].path
            );
        }
        Some(Item::Abroad(_)) | None => {}
    }
    match &found.page.view {
        View::Home(_) => "the home page".to_owned(),
        View::List(_) => "a page of the list of all guides".to_owned(),
        View::Kind(_) => "a page of a kind's table".to_owned(),
        View::Products(_) => "the list of all products".to_owned(),
        View::Tag(view) => format!("the tag {}", view.name),
        View::All(_) => "all guides by letter".to_owned(),
        View::Tags(_) => "the list of all tags".to_owned(),
        View::Sources(_) => "the list of all sources".to_owned(),
        View::NotFound(_) => "the page for addresses that lead nowhere".to_owned(),
        View::Search(_) => "the page of the search".to_owned(),
        View::SearchFile(_) => "a file of the search".to_owned(),
        View::Redirect(view) => format!("an old address, which leads to {}", view.to.address),
        View::Sitemap(_) | View::SitemapIndex(_) => "the sitemap".to_owned(),
        View::Feed(_) => "a feed".to_owned(),
        View::Robots(_) => "what crawlers are asked".to_owned(),
        View::Llms(_) => "what language models are told".to_owned(),
        View::Share(_) => "a picture for sharing".to_owned(),
        View::Data(_) | View::Sheet(_) => "facts for programs".to_owned(),
        View::Guide(_) | View::Product(_) | View::Pair(_) | View::Plain(_) => "a page".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_of_the_output_folder_are_taken() {
        let paths = |typed: &str| output_paths(typed, Path::new("site/public"));
        assert_eq!(paths("/guides/a/"), ["guides/a/index.html"]);
        assert_eq!(paths("guides/a"), ["guides/a/index.html", "guides/a"]);
        assert_eq!(paths("guides/a/index.html")[0], "guides/a/index.html");
        assert_eq!(paths("public/guides/a/index.html")[0], "guides/a/index.html");
        assert_eq!(paths("site/public/feed.xml")[0], "feed.xml");
        assert_eq!(paths("/publications/")[0], "publications/index.html");
        assert_eq!(paths("/")[0], "index.html");
    }
}
