//! Has every reference resolved, the ids in front matter and the navigation too, and gives each to what it stands in.
//!
//! Must not know: what one reference means.

use super::names::Among;
use super::references::{Resolved, Resolver, unknown_product};
use super::taken::Taken;
use super::{Guide, Site, translate};
use crate::base::{SitePath, Workers};
use crate::content::config::NavigationLink;
use crate::content::fields::Text;
use crate::content::parse::{Content, Parsed};
use crate::diagnostics::catalogue::references as problem;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SITE_FILE;
use std::sync::Arc;

/// Resolves the references of all files, the ids in front matter, and the navigation.
pub fn resolve(
    site: &mut Site,
    files: &[Arc<Parsed>],
    taken: &Taken,
    workers: &impl Workers,
    problems: &mut Vec<Diagnostic>,
) {
    let resolver = Resolver::new(site, files, taken);
    let file = |at: usize, problems: &mut Vec<Diagnostic>| {
        let file = &files[at];
        // The texts of other languages are resolved in their own editions.
        let foreign = file.path.language().is_some() || is_article(file);
        let reads = !foreign || site.edition.speaks(&file.path);
        if reads { resolver.file(file, problems) } else { Vec::new() }
    };
    let mut resolved = each(workers, files.len(), problems, file);
    let guide = |at: usize, problems: &mut Vec<Diagnostic>| guide_ids(site, &site.guides[at], problems);
    let guides = each(workers, site.guides.len(), problems, guide);
    let config_file = SitePath::new(SITE_FILE);
    let words_file = config_file.in_language(site.edition.tag());
    let words = translate::site_words(files, &words_file);
    let mut links = |links: &[NavigationLink], are_own: bool| -> Vec<(String, Resolved)> {
        let resolver = Resolver::new(site, files, taken);
        let file = if are_own { &words_file } else { &config_file };
        links.iter().map(|link| (link.label.clone(), resolver.navigation(&link.to, file, problems))).collect()
    };
    let navigation = links(&site.config.navigation, words.is_some_and(|words| words.navigation().is_some()));
    let footer = links(&site.config.footer, words.is_some_and(|words| words.footer().is_some()));
    (site.navigation, site.footer) = (navigation, footer);

    let mut take = |path: &SitePath| match files.binary_search_by(|file| file.path.cmp(path)) {
        Ok(at) => std::mem::take(&mut resolved[at]),
        Err(_) => Vec::new(),
    };
    // The references of a file of words come behind those of the file that it translates.
    let mut take_both = |path: &SitePath, words: Option<&SitePath>| {
        let mut resolved = take(path);
        resolved.extend(words.map(&mut take).unwrap_or_default());
        resolved
    };
    site.config_resolved = take_both(&config_file, words.map(|_| &words_file));
    for product in &mut site.products {
        product.resolved = take_both(&product.path, product.words.as_ref());
    }
    for order in &mut site.orders {
        order.resolved = take_both(&order.path, order.words.as_ref());
    }
    site.pages.iter_mut().for_each(|page| page.resolved = take(&page.path));
    for ((at, guide), ids) in site.guides.iter_mut().enumerate().zip(guides) {
        guide.resolved = take(&guide.path);
        for product in &ids.compares {
            site.products[*product].guides.push(at);
        }
        (guide.compares, guide.picked, guide.author) = (ids.compares, ids.picked, ids.author);
    }
}

/// Does a job for each number below `count`, which may find problems; they come in the order of the numbers.
fn each<T: Send>(
    workers: &impl Workers,
    count: usize,
    problems: &mut Vec<Diagnostic>,
    job: impl Fn(usize, &mut Vec<Diagnostic>) -> T + Sync,
) -> Vec<T> {
    let one = |number: usize| {
        let mut found = Vec::new();
        (job(number, &mut found), found)
    };
    let done = workers.map(count, one).into_iter();
    done.map(|(done, found)| {
        problems.extend(found);
        done
    })
    .collect()
}

struct GuideIds {
    compares: Vec<usize>,
    picked: Vec<usize>,
    author: Option<usize>,
}

/// The ids of a guide's front matter.
fn guide_ids(site: &Site, guide: &Guide, problems: &mut Vec<Diagnostic>) -> GuideIds {
    // What a translation takes over has been checked in the main language.
    let mut checked = Vec::new();
    let inherited = guide.inherited;
    let mut compares = Vec::new();
    for id in &guide.says.compares {
        let problems = if inherited.compares { &mut checked } else { &mut *problems };
        match product(site, id, &guide.path, problems) {
            Some(at) if !compares.contains(&at) => compares.push(at),
            _ => {}
        }
    }
    let mut picked = Vec::new();
    for id in &guide.says.related {
        match site.names.guides.get(&id.text) {
            Some(at) if !picked.contains(at) && site.guides[*at].id != guide.id => picked.push(*at),
            Some(_) => {}
            // A guide that is not published yet, or not in this language, is left out until it is.
            None if site.names.held_back.contains_key(&id.text) => {}
            None if inherited.related || site.names.abroad.contains_key(&id.text) => {}
            None => {
                let near = site.names.nearest(Among::Guides, id);
                let at = Span::new(&guide.path, id.range);
                problems.push(problem::unknown_id(at, "guide", id, near.as_deref()));
            }
        }
    }
    let author = guide.says.author.as_ref().map(|id| (id, guide.path.clone()));
    let default = site.config.author.as_ref().map(|id| (id, SitePath::new(SITE_FILE)));
    let author = author.or(default).and_then(|(id, path)| {
        let at = site.config.authors.iter().position(|author| author.id == id.text);
        if at.is_none() && !inherited.author {
            let authors = site.config.authors.iter();
            let known: Vec<[&str; 2]> = authors.map(|author| [&*author.id, &*author.name]).collect();
            let unknown = problem::unknown_author(Span::new(&path, id.range), id, &known);
            problems.push(unknown.resting_on(&SitePath::new(SITE_FILE)));
        }
        at
    });
    GuideIds { compares, picked, author }
}

/// The product that an id names.
pub fn product(site: &Site, id: &Text, path: &SitePath, problems: &mut Vec<Diagnostic>) -> Option<usize> {
    let at = site.names.products.get(&id.text).copied();
    if at.is_none() {
        problems.push(unknown_product(site, Span::new(path, id.range), id));
    }
    at.filter(|at| site.products[*at].has_kind(site))
}

fn is_article(file: &Parsed) -> bool {
    matches!(file.content, Some(Content::Guide(_) | Content::Page(_)))
}
