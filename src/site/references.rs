//! What one reference means: a link, a fact, a picture, an address of the navigation.
//!
//! Must not know: in which order references are resolved, and who keeps what they mean.

use super::names::{Among, HeldBack, Item};
use super::taken::{Taken, What};
use super::{Site, State};
use crate::base::suggest::{Suggestions, nearest, nearest_of_many};
use crate::base::{Address, SitePath, TextRange};
use crate::content::affiliates::host;
use crate::content::body::{Heading, Reference, Target};
use crate::content::config::is_of_the_web;
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

/// Tells what references mean in one edition.
pub(super) struct Resolver<'s> {
    /// The site in the language of the edition.
    site: &'s Site,
    /// All files.
    files: &'s [Arc<Parsed>],
    /// The addresses of all editions.
    taken: &'s Taken,
    /// Suggestions for addresses, and for paths of files the names of others.
    suggestions: Suggestions<String>,
}

impl<'s> Resolver<'s> {
    /// Resolves the references of these files.
    pub fn new(site: &'s Site, files: &'s [Arc<Parsed>], taken: &'s Taken) -> Self {
        Self { site, files, taken, suggestions: Suggestions::default() }
    }

    /// The references of one file; those of a held-back file are checked too, so that publishing it is no surprise.
    pub fn file(&self, file: &Parsed, problems: &mut Vec<Diagnostic>) -> Vec<Resolved> {
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
                        let near = self.published(link).or_else(|| self.near_file(link, path.as_ref()?));
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
            [] => Err(match self.site.names.held_back.get(id) {
                Some(held) => not_published(at, id, held),
                None => {
                    let near = self.site.names.nearest(Among::Pages, id);
                    self.site.resting_on_rosters(problem::unknown_id(at, "page", id, near.as_deref()))
                }
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
            return Err(unknown_product(self.site, product_at, product));
        };
        let found = &self.site.products[at];
        if self.site.names.doubled.contains(product) {
            return Ok(Resolved::Broken);
        }
        let Some(kind) = self.site.kinds.get(found.kind) else { return Ok(Resolved::Broken) };
        let Some(index) = kind.says.attributes.iter().position(|a| a.id == attribute) else {
            let known: Vec<&str> = kind.says.attributes.iter().map(|a| a.id.as_str()).collect();
            let by_label = kind.says.by_label(attribute);
            let unknown =
                problem::unknown_attribute(attribute_at, attribute, &found.says.name, &known, by_label);
            return Err(unknown.resting_on(&kind.path));
        };
        if found.facts[index].state == State::NotResearched {
            // A value that was written and refused has been reported where it stands.
            if found.facts[index].written.is_some() {
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
            None => {
                let near = self.suggestions.get(address.to_string(), || {
                    let folder = address.as_str().trim_start_matches('/');
                    nearest_of_many(folder, self.taken.folders()).map(|near| format!("/{near}"))
                });
                let broken = problem::broken_link(at, link, near.as_deref());
                // A page that is no file's own may be made of what any of them says.
                let is_of_a_file = ["/guides/", "/products/"].iter().any(|f| address.as_str().contains(f));
                Err(if is_of_a_file {
                    self.site.resting_on_rosters(broken)
                } else {
                    broken.resting_on_everything()
                })
            }
        }
    }

    /// What a link of the navigation or of the footer leads to.
    pub fn navigation(&self, to: &Text, file: &SitePath, problems: &mut Vec<Diagnostic>) -> Resolved {
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
            Some(fragment) => check_heading(headings, fragment, self.site.name(item), at)
                .map_err(|missing| missing.resting_on(self.site.path(item))),
            None => Ok(()),
        }
    }

    /// The address of a picture that is written by its path in the site: `static/img/serum.svg`, or `\img\serum.svg`.
    fn published(&self, link: &str) -> Option<String> {
        let link = link.replace('\\', "/");
        let inner = link.trim_start_matches('/');
        let inner = inner.strip_prefix("static/").unwrap_or(inner);
        let is_there = self.site.files.contains_key(&SitePath::new(format!("static/{inner}")));
        is_there.then(|| format!("/{inner}"))
    }

    /// A file whose name is near, written the way the link was. One that is there and not published is not near itself.
    fn near_file(&self, link: &str, path: &SitePath) -> Option<String> {
        let name = self.suggestions.get(path.to_string(), || {
            let siblings =
                self.files.iter().filter(|file| file.path.folder() == path.folder() && file.path != *path);
            nearest(path.file_name(), siblings.map(|file| file.path.file_name())).map(str::to_owned)
        })?;
        let link = link.split(['#', '?']).next().unwrap_or(link).trim_end_matches('/');
        let folder = link.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        Some(format!("{folder}{name}"))
    }
}

fn not_published(at: Span, what: &str, held: &HeldBack) -> Diagnostic {
    problem::not_published(at, what, held.why.words(), held.why.option(), held.said.clone())
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

/// An id that no product has.
pub(super) fn unknown_product(site: &Site, at: Span, id: &str) -> Diagnostic {
    let near = site.names.nearest(Among::Products, id);
    site.resting_on_rosters(problem::unknown_id(at, "product", id, near.as_deref()))
}
