//! Decides what every reference means, and reports those that mean nothing.

use super::addresses::{Taken, What};
use super::names::{HeldBack, Item, sorted};
use super::{Guide, Site, State, translate};
use crate::base::suggest::nearest;
use crate::base::{Address, SitePath, TextRange, Workers};
use crate::content::affiliates::host;
use crate::content::body::{Heading, Reference, Target};
use crate::content::config::{NavigationLink, is_of_the_web};
use crate::content::fields::Text;
use crate::content::parse::{Content, Parsed};
use crate::diagnostics::catalogue::{facts, pictures, references as problem};
use crate::diagnostics::{Diagnostic, Span};
use crate::pictures::Unfit;
use std::sync::Arc;

/// What a reference means.
#[derive(Clone, PartialEq, Debug)]
pub enum Resolved {
    /// A page of its own, and a heading on it.
    Item(Item, Option<String>),
    /// Another address of the site, and a heading there.
    Address(Address, Option<String>),
    /// A heading of the same text.
    Anchor(String),
    /// A fact: the product and the index of the attribute in its kind.
    Fact(usize, usize),
    /// A picture: its file.
    Picture(SitePath),
    /// An address on another site; for links of the navigation.
    Foreign(String),
    /// Another site, which pays for the link.
    Paid,
    /// Another site, which does not.
    Unpaid,
    /// Nothing; it has been reported.
    Broken,
}

/// Resolves the references of all files, the ids in front matter, and the navigation.
pub fn resolve(
    site: &mut Site,
    files: &[Arc<Parsed>],
    taken: &Taken,
    workers: &impl Workers,
    problems: &mut Vec<Diagnostic>,
) {
    let resolver = Resolver { site, files, taken };
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
    let config_file = SitePath::new("content/site.yaml");
    let words_file = config_file.in_language(site.edition.tag());
    let words = translate::site_words(files, &words_file);
    let mut links = |links: &[NavigationLink], are_own: bool| -> Vec<(String, Resolved)> {
        let resolver = Resolver { site, files, taken };
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
                let known = sorted(site.names.guides.keys());
                problems.push(problem::unknown_id(Span::new(&guide.path, id.range), "guide", id, &known));
            }
        }
    }
    let author = guide.says.author.as_ref().map(|id| (id, guide.path.clone()));
    let default = site.config.author.as_ref().map(|id| (id, SitePath::new("content/site.yaml")));
    let author = author.or(default).and_then(|(id, path)| {
        let at = site.config.authors.iter().position(|author| author.id == id.text);
        if at.is_none() && !inherited.author && site.config.is_known() {
            let known: Vec<&str> = site.config.authors.iter().map(|author| author.id.as_str()).collect();
            problems.push(problem::unknown_id(Span::new(&path, id.range), "author", id, &known));
        }
        at
    });
    GuideIds { compares, picked, author }
}

/// The product that an id names.
pub fn product(site: &Site, id: &Text, path: &SitePath, problems: &mut Vec<Diagnostic>) -> Option<usize> {
    let at = site.names.products.get(&id.text).copied();
    if at.is_none() && !site.products_cut {
        problems.push(unknown_product(site, Span::new(path, id.range), id));
    }
    // A product without a kind has been reported, and nothing can be said of it.
    at.filter(|at| site.products[*at].kind < site.kinds.len())
}

fn unknown_product(site: &Site, at: Span, id: &str) -> Diagnostic {
    problem::unknown_id(at, "product", id, &sorted(site.names.products.keys()))
}

struct Resolver<'s> {
    site: &'s Site,
    files: &'s [Arc<Parsed>],
    taken: &'s Taken,
}

impl Resolver<'_> {
    /// The references of one file; those of a held-back file are checked too, so that publishing it is no surprise.
    fn file(&self, file: &Parsed, problems: &mut Vec<Diagnostic>) -> Vec<Resolved> {
        file.references
            .iter()
            .map(|reference| {
                self.reference(file, reference).unwrap_or_else(|diagnostic| {
                    problems.push(diagnostic);
                    Resolved::Broken
                })
            })
            .collect()
    }

    fn reference(&self, file: &Parsed, reference: &Reference) -> Result<Resolved, Diagnostic> {
        let at = Span::new(&file.path, reference.range);
        match &reference.target {
            Target::Id(id) => self.id(id, at),
            Target::Fact { product, attribute } => self.fact(product, attribute, reference.range, file),
            Target::File { link, path, fragment } => self.file_link(link, path.as_ref(), fragment, at),
            Target::Address { link, address, fragment } => self.address(link, address, fragment, at),
            Target::Foreign(to) if self.site.is_at(to) => Err(problem::own_address(at, to)),
            Target::Foreign(to) if self.site.config.affiliates.pay_at(to) => Ok(Resolved::Paid),
            Target::Foreign(_) => Ok(Resolved::Unpaid),
            Target::Anchor(fragment) => {
                if let Some(headings) = own_headings(file) {
                    check_heading(headings, fragment, "this text", at)?;
                }
                Ok(Resolved::Anchor(fragment.clone()))
            }
            // It has been reported where it is read.
            Target::RemotePicture(_) => Ok(Resolved::Broken),
            Target::Picture { link, path } => {
                match path.as_ref().and_then(|path| Some((path, self.site.files.get(path)?))) {
                    Some((path, file)) => match &file.picture {
                        Some(Ok(_)) => Ok(Resolved::Picture(path.clone())),
                        Some(Err(Unfit::Damaged)) => Err(pictures::damaged_picture(at, link, "")),
                        Some(Err(Unfit::Huge(width, height))) => {
                            Err(pictures::huge_picture(at, link, *width, *height))
                        }
                        None => Err(pictures::not_a_picture(at, link)),
                    },
                    None => {
                        let near = path.as_ref().and_then(|path| self.near_file(link, path));
                        Err(problem::missing_image(at, link, near.as_deref()))
                    }
                }
            }
        }
    }

    fn id(&self, id: &str, at: Span) -> Result<Resolved, Diagnostic> {
        match self.site.names.items(id)[..] {
            [item] => Ok(Resolved::Item(item, None)),
            [first, second, ..] => Err(problem::ambiguous(
                at,
                id,
                Span::file(self.site.path(first)),
                Span::file(self.site.path(second)),
            )),
            [] if self.site.products_cut => Ok(Resolved::Broken),
            [] => Err(match self.site.names.held_back.get(id) {
                Some(held) => not_published(at, id, held),
                None => problem::unknown_id(at, "page", id, &self.site.names.all()),
            }),
        }
    }

    fn fact(
        &self,
        product: &str,
        attribute: &str,
        range: TextRange,
        file: &Parsed,
    ) -> Result<Resolved, Diagnostic> {
        // In a quoted scalar only the place of the whole is known.
        let exact = (range.end - range.start) as usize == product.len() + 1 + attribute.len();
        let split = if exact { range.start + product.len() as u32 } else { range.end };
        let product_at = Span::new(&file.path, TextRange { start: range.start, end: split });
        let attribute_start = if exact { split + 1 } else { range.start };
        let attribute_at = Span::new(&file.path, TextRange { start: attribute_start, end: range.end });
        let Some(&at) = self.site.names.products.get(product) else {
            let unknown = unknown_product(self.site, product_at, product);
            return if self.site.products_cut { Ok(Resolved::Broken) } else { Err(unknown) };
        };
        let found = &self.site.products[at];
        let Some(kind) = self.site.kinds.get(found.kind) else { return Ok(Resolved::Broken) };
        let Some(index) = kind.says.attributes.iter().position(|a| a.id == attribute) else {
            let known: Vec<&str> = kind.says.attributes.iter().map(|a| a.id.as_str()).collect();
            let unknown = problem::unknown_attribute(attribute_at, attribute, &found.says.name, &known);
            return if kind.says.whole { Err(unknown) } else { Ok(Resolved::Broken) };
        };
        if found.facts[index].state == State::NotResearched {
            // A value that was written and refused, or could not be read, has been reported where it stands.
            if found.facts[index].written.is_some() || !found.says.whole {
                return Ok(Resolved::Broken);
            }
            let there = Span::file(&found.path);
            return Err(facts::fact_not_researched(attribute_at, attribute, product, there));
        }
        Ok(Resolved::Fact(at, index))
    }

    fn file_link(
        &self,
        link: &str,
        path: Option<&SitePath>,
        fragment: &Option<String>,
        at: Span,
    ) -> Result<Resolved, Diagnostic> {
        let Some(path) = path else { return Err(problem::broken_link(at, link, None)) };
        if let Some(item) = self.site.names.by_path(path) {
            self.check_fragment(item, fragment, at)?;
            return Ok(Resolved::Item(item, fragment.clone()));
        }
        if let Some(file) = self.site.files.get(path) {
            return Ok(Resolved::Address(file.address.clone(), fragment.clone()));
        }
        if let Some(held) = self.site.names.held_back.values().find(|held| held.path == *path) {
            return Err(not_published(at, link, held));
        }
        Err(problem::broken_link(at, link, self.near_file(link, path).as_deref()))
    }

    fn address(
        &self,
        link: &str,
        address: &str,
        fragment: &Option<String>,
        at: Span,
    ) -> Result<Resolved, Diagnostic> {
        let address = Address::new(address);
        match self.taken.at(&address) {
            Some(What::Item(edition, item)) if *edition == self.site.edition.number => {
                self.check_fragment(*item, fragment, at)?;
                Ok(Resolved::Item(*item, fragment.clone()))
            }
            Some(_) => Ok(Resolved::Address(address, fragment.clone())),
            None if self.site.products_cut => Ok(Resolved::Broken),
            None => {
                let pages = self.taken.pages();
                let near = nearest(address.as_str(), pages.iter().map(String::as_str));
                Err(problem::broken_link(at, link, near))
            }
        }
    }

    fn navigation(&self, to: &Text, file: &SitePath, problems: &mut Vec<Diagnostic>) -> Resolved {
        let at = Span::new(file, to.range);
        let resolved = if is_of_the_web(to) {
            let is_own = self.site.is_at(host(to));
            problems.extend(is_own.then(|| problem::own_address(at, host(to))));
            Ok(Resolved::Foreign(to.text.clone()))
        } else if to.starts_with('/') {
            let (path, fragment) = to.split_once('#').map_or((&**to, None), |(p, f)| (p, Some(f.to_owned())));
            // In a further language `/all/` means that language's own, if there is one.
            let own = self.site.edition.at(path);
            let path = if self.taken.at(&own).is_some() { own.as_str() } else { path };
            self.address(to, path, &fragment, at)
        } else {
            self.id(to, at)
        };
        resolved.unwrap_or_else(|diagnostic| {
            problems.push(diagnostic);
            Resolved::Broken
        })
    }

    fn check_fragment(&self, item: Item, fragment: &Option<String>, at: Span) -> Result<(), Diagnostic> {
        let headings = match item {
            Item::Guide(at) => &self.site.guides[at].says.headings,
            Item::Page(at) => &self.site.pages[at].says.headings,
            Item::Abroad(at) => &self.site.abroad[at].says.headings,
            Item::Product(_) | Item::Kind(_) | Item::Pair(_) => return Ok(()),
        };
        match fragment {
            Some(fragment) => check_heading(headings, fragment, self.site.name(item), at),
            None => Ok(()),
        }
    }

    /// A file whose name is near, written the way the link was. One that is there and not published is not near itself.
    fn near_file(&self, link: &str, path: &SitePath) -> Option<String> {
        let siblings =
            self.files.iter().filter(|file| file.path.folder() == path.folder() && file.path != *path);
        let name = nearest(path.file_name(), siblings.map(|file| file.path.file_name()))?;
        let link = link.split(['#', '?']).next().unwrap_or(link);
        let folder = link.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        Some(format!("{folder}{name}"))
    }
}

fn not_published(at: Span, what: &str, held: &HeldBack) -> Diagnostic {
    problem::not_published(at, what, held.why, Span::new(&held.path, held.range))
}

fn is_article(file: &Parsed) -> bool {
    matches!(file.content, Some(Content::Guide(_) | Content::Page(_)))
}

fn own_headings(file: &Parsed) -> Option<&[Heading]> {
    match &file.content {
        Some(Content::Guide(article) | Content::Page(article)) => Some(&article.headings),
        _ => None,
    }
}

fn check_heading(headings: &[Heading], fragment: &str, page: &str, at: Span) -> Result<(), Diagnostic> {
    if headings.iter().any(|heading| *heading.id == *fragment) {
        return Ok(());
    }
    let known: Vec<&str> = headings.iter().map(|heading| &*heading.id).collect();
    Err(problem::broken_anchor(at, fragment, page, &known))
}
