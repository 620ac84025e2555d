//! Marks in all that a page may show: which words of a page come from which place of which file.
//!
//! A site that is marked is there to be rendered once more and thrown away. Nothing is decided by words that are marked, since
//! it has been linked before, so what comes out is the same page with marks in it; whoever looks at it holds that against the page.
//! Must not know: templates, bytes, the disk.

use super::{Cards, Page, View};
use crate::base::mark::mark;
use crate::base::{Aside, Shared, SitePath, TextRange};
use crate::content::article::{self, Article};
use crate::content::body::{Body, Fill, Hole};
use crate::content::markdown::BlockNames;
use crate::site::fresh::FactAt;
use crate::site::{Item, Kind, Marks, Product, Resolved, Site};
use crate::source::SourceFile;
use crate::source::class::SITE_FILE;
use std::sync::Arc;

/// Where a piece of a page comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A value of a file of YAML or of front matter.
    Key {
        /// The files, each with the keys that lead to it there; it is in the first that has it.
        places: Vec<(SitePath, Vec<String>)>,
        /// Where to look in the last if none has it: the row of a table of products, or the cell of its name.
        otherwise: TextRange,
    },
    /// The text of a guide or page. What is marked is the byte of the file.
    Text(SitePath),
    /// A heading of a text, by its words.
    Heading(SitePath, String),
    /// A place that is known.
    Place(SitePath, TextRange, &'static str),
    /// A fact.
    Fact(FactAt),
    /// A file that is published as it is.
    File(SitePath),
    /// Line of a template, from 1.
    Template(String, usize),
    /// The end of a text, behind which its places no longer count.
    End,
}

/// Hands out marks and knows what they stand for.
#[derive(Default)]
pub struct Marker {
    /// The first number of each origin, in order.
    origins: Vec<(usize, Origin)>,
    next: usize,
}

impl Marker {
    /// The mark of a new origin.
    pub fn mark(&mut self, origin: Origin) -> String {
        mark(self.reserve(origin, 1))
    }

    /// The first of `count` numbers for an origin.
    pub fn reserve(&mut self, origin: Origin, count: usize) -> usize {
        let first = self.next;
        self.origins.push((first, origin));
        self.next += count.max(1);
        first
    }

    /// What a number stands for, and its place among the numbers of that origin.
    pub fn origin(&self, number: usize) -> Option<(&Origin, usize)> {
        let behind = self.origins.partition_point(|(first, _)| *first <= number);
        let (first, origin) = self.origins.get(behind.checked_sub(1)?)?;
        Some((origin, number - first))
    }

    fn key(&mut self, files: &[SitePath], keys: &[&str]) -> String {
        self.key_or(files, keys, TextRange::default())
    }

    fn key_or(&mut self, files: &[SitePath], keys: &[&str], otherwise: TextRange) -> String {
        let places = files.iter().map(|file| key(file, keys)).collect();
        self.mark(Origin::Key { places, otherwise })
    }

    fn key_at(&mut self, places: Vec<(SitePath, Vec<String>)>) -> String {
        self.mark(Origin::Key { places, otherwise: TextRange::default() })
    }

    /// Marks prose at the end of each of its lines, and the pictures in it; the facts in it are marked as such.
    fn body(&mut self, body: &mut Body, resolved: &[Resolved], at_end: String) {
        if !body.is_empty() {
            self.pictures(body, resolved);
            *body = with_line_ends(body, &at_end);
        }
    }

    fn pictures(&mut self, body: &mut Body, resolved: &[Resolved]) {
        let before = |fill: Fill| match fill {
            Fill::Picture(number) => match resolved.get(number as usize) {
                Some(Resolved::Picture(path)) => self.mark(Origin::File(path.clone())),
                _ => String::new(),
            },
            _ => String::new(),
        };
        *body = with_marks(body, before);
    }

    /// Marks a site, after it has been linked; `item` is what the page is of, whose text is in `file`.
    pub fn site(
        &mut self,
        site: &mut Site,
        item: Option<Item>,
        file: Option<&SourceFile>,
        names: &BlockNames,
    ) {
        self.config(site);
        self.kinds(site);
        self.products(site);
        self.facts(site);
        self.orders(site);
        for at in 0..site.guides.len() {
            let (mut says, guide) = (site.guides[at].says.clone(), &site.guides[at]);
            self.article(Arc::make_mut(&mut says), &guide.path, &guide.resolved);
            if let Some(file) = file.filter(|_| item == Some(Item::Guide(at))) {
                self.text(Arc::make_mut(&mut says), &guide.resolved, file, names);
            }
            site.guides[at].says = says;
        }
        for at in 0..site.pages.len() {
            let (mut says, page) = (site.pages[at].says.clone(), &site.pages[at]);
            self.article(Arc::make_mut(&mut says), &page.path, &page.resolved);
            if let Some(file) = file.filter(|_| item == Some(Item::Page(at))) {
                self.text(Arc::make_mut(&mut says), &page.resolved, file, names);
            }
            site.pages[at].says = says;
        }
        for tag in &mut site.tags {
            let of_guide = tag.guides.first().map(|at| &site.guides[*at].path);
            let path = of_guide.or(tag.products.first().map(|at| &site.products[*at].path));
            let mark = path.map(|path| self.key(std::slice::from_ref(path), &["tags"]));
            tag.name.push_str(&mark.unwrap_or_default());
        }
        for source in &mut site.sources {
            let file = SitePath::new("content/sources.yaml");
            for (key, text) in [
                ("title", &mut source.title),
                ("publisher", &mut source.publisher),
                ("quote", &mut source.quote),
            ] {
                self.append(text, std::slice::from_ref(&file), &[&source.id, key]);
            }
        }
    }

    fn append(&mut self, text: &mut String, files: &[SitePath], keys: &[&str]) {
        if !text.is_empty() {
            text.push_str(&self.key(files, keys));
        }
    }

    fn article(&mut self, says: &mut Article, path: &SitePath, resolved: &[Resolved]) {
        let files = std::slice::from_ref(path);
        self.append(&mut says.title, files, &["title"]);
        self.append(&mut says.description, files, &["description"]);
        let at_end = self.key(files, &["answer"]);
        self.body(&mut says.answer, resolved, at_end);
        if let Some(image) = &mut says.image {
            self.append(&mut image.alt, files, &["image"]);
        }
    }

    /// Marks the words of a text one by one, the blocks between them, and its headings.
    fn text(&mut self, says: &mut Article, resolved: &[Resolved], file: &SourceFile, names: &BlockNames) {
        let path = &file.path;
        let first = self.reserve(Origin::Text(path.clone()), file.bytes.len() + 1);
        let Some(mut body) = article::traced(file, names, first) else { return };
        self.pictures(&mut body, resolved);
        let end = self.mark(Origin::End);
        let block = |fill: Fill| match fill {
            Fill::Block(number) => says.blocks.get(number as usize),
            _ => None,
        };
        let before = |fill: Fill| {
            block(fill).map_or_else(String::new, |block| mark(first + block.range.start as usize))
        };
        let mut body = with_marks(&body, before);
        body.html = format!("{}{end}", body.html).into();
        says.body = Some(Aside::new(body));
        for heading in &mut says.headings {
            let origin = Origin::Heading(path.clone(), heading.title.to_string());
            heading.title = format!("{}{}", heading.title, self.mark(origin)).into();
        }
    }

    fn config(&mut self, site: &mut Site) {
        let main = SitePath::new(SITE_FILE);
        let files = &both(&main, site)[..];
        let config = Arc::make_mut(&mut site.config);
        self.append(&mut config.title, files, &["title"]);
        self.append(&mut config.tagline, files, &["tagline"]);
        self.append(&mut config.description, files, &["description"]);
        for author in &mut config.authors {
            self.append(&mut author.name, files, &["authors", &author.id, "name"]);
            self.append(&mut author.about, files, &["authors", &author.id, "about"]);
        }
        let at_end = self.key(files, &["affiliates", "disclosure"]);
        self.body(&mut config.affiliates.disclosure, &site.config_resolved, at_end);
        for (key, links) in [("navigation", &mut site.navigation), ("footer", &mut site.footer)] {
            for (at, (label, _)) in links.iter_mut().enumerate() {
                self.append(label, files, &[key, &at.to_string(), "label"]);
            }
        }
    }

    fn kinds(&mut self, site: &mut Site) {
        for at in 0..site.kinds.len() {
            let files = &both(&site.kinds[at].path, site)[..];
            let says = Arc::make_mut(&mut site.kinds[at].says);
            self.append(&mut says.name, files, &["name"]);
            self.append(&mut says.plural, files, &["plural"]);
            self.append(&mut says.description, files, &["description"]);
        }
    }

    fn products(&mut self, site: &mut Site) {
        for product in &mut site.products {
            let files: Vec<SitePath> = product.words.iter().chain([&product.path]).cloned().collect();
            let (says, place) = (Arc::make_mut(&mut product.says), product.place);
            let named = self.key_or(&files, &["name"], product.named);
            says.name.push_str(&named);
            if !says.tagline.is_empty() {
                says.tagline.push_str(&self.key_or(&files, &["tagline"], place));
            }
            // The name of a pair was made of those of its products.
            product.pairs.iter().for_each(|pair| site.pairs[*pair].name.push_str(&named));
            let at_end = self.key_or(&files, &["about"], place);
            self.body(&mut says.about, &product.resolved, at_end);
            for (key, lines) in [("choose_if", &mut says.choose_if), ("avoid_if", &mut says.avoid_if)] {
                for (at, line) in lines.iter_mut().enumerate() {
                    let at_end = self.key_or(&files, &[key, &at.to_string()], place);
                    self.body(line, &product.resolved, at_end);
                }
            }
            for with in &mut says.together {
                let at_end = self.key_or(&files, &["together"], place);
                self.body(&mut with.note, &product.resolved, at_end);
            }
            for fact in &mut says.facts {
                let origin = match &product.words {
                    Some(words) => {
                        let places = vec![key(words, &[&fact.key.text, "note"])];
                        Origin::Key { places, otherwise: TextRange::default() }
                    }
                    None => Origin::Place(product.path.clone(), fact.range, "note"),
                };
                if let Some(note) = &mut fact.note {
                    let at_end = self.mark(origin);
                    self.body(note, &product.resolved, at_end);
                }
            }
        }
    }

    /// Makes the marks that sentences carry behind facts and labels.
    fn facts(&mut self, site: &mut Site) {
        let mut of_kinds = |what: &str| -> Vec<Vec<String>> {
            let of_kind = |kind: &Kind| {
                let all = 0..kind.says.attributes.len();
                all.map(|at| self.key_at(of_attribute(kind, at, what, site))).collect()
            };
            site.kinds.iter().map(of_kind).collect()
        };
        let [labels, groups] = ["label", "group"].map(&mut of_kinds);
        let of_product = |(product, facts): (usize, &Product)| -> Vec<String> {
            let count = facts.facts.len();
            (0..count).map(|attribute| self.mark(Origin::Fact(FactAt { product, attribute }))).collect()
        };
        let facts = site.products.iter().enumerate().map(of_product).collect();
        site.marks = Marks { facts, labels, groups };
    }

    fn orders(&mut self, site: &mut Site) {
        for order in &mut site.orders {
            let files: Vec<SitePath> = order.words.iter().chain([&order.path]).cloned().collect();
            let says = Arc::make_mut(&mut order.says);
            self.append(&mut says.name, &files, &["name"]);
            let at_end = self.key(&files, &["about"]);
            self.body(&mut says.about, &order.resolved, at_end);
            for (at, step) in says.steps.iter_mut().enumerate() {
                // Words are kept by product, as steps have no names.
                let in_words = order.words.iter().flat_map(|words| {
                    step.what.products().iter().map(|product| key(words, &["notes", &product.text]))
                });
                let at_end =
                    self.key_at(in_words.chain([key(&order.path, &["steps", &at.to_string()])]).collect());
                self.body(&mut step.note, &order.resolved, at_end);
            }
        }
    }

    /// Marks the days of a guide, which become words on its page.
    pub fn days(&mut self, page: &mut Page, site: &Site, item: Option<Item>) {
        let (View::Guide(view), Some(Item::Guide(at))) = (&mut page.view, item) else { return };
        let path = &site.guides[at].path;
        // A translation appears with the guide that it translates.
        let files = &[path.clone(), path.in_language(None)];
        let mut date = (*view.date).clone();
        self.append(&mut date.words, files, &["date"]);
        view.date = Shared::new(date);
        if let Some(updated) = &mut view.updated {
            self.append(&mut updated.words, files, &["updated"]);
        }
    }

    /// Marks the facts in tables and the words of their attributes, which are made once and stand on the cards.
    ///
    /// The attributes themselves are left alone: pages gather facts and rows by their words.
    pub fn cells(&mut self, site: &Site, cards: &mut Cards) {
        for (kind, headings) in site.kinds.iter().zip(&mut cards.attributes) {
            for (at, shared) in headings.iter_mut().enumerate() {
                let mut heading = (**shared).clone();
                for (what, text) in [("label", &mut heading.label), ("about", &mut heading.about)] {
                    if !text.is_empty() {
                        text.push_str(&self.key_at(of_attribute(kind, at, what, site)));
                    }
                }
                *shared = Shared::new(heading);
            }
        }
        for (product, facts) in cards.facts.iter_mut().enumerate() {
            for (attribute, shared) in facts.iter_mut().enumerate() {
                let fact = self.mark(Origin::Fact(FactAt { product, attribute }));
                let mut view = (**shared).clone();
                view.text.push_str(&fact);
                view.full.push_str(&fact);
                if let Some(item) = view.items.last_mut() {
                    item.push_str(&fact);
                }
                *shared = Shared::new(view);
            }
        }
    }
}

/// A file after the one with its words in the language of the edition, if that is a further one.
fn both(path: &SitePath, site: &Site) -> Vec<SitePath> {
    let words = site.edition.tag().map(|tag| path.in_language(Some(tag)));
    words.into_iter().chain([path.clone()]).collect()
}

/// A file with the keys that lead to a value in it.
fn key(file: &SitePath, keys: &[&str]) -> (SitePath, Vec<String>) {
    (file.clone(), keys.iter().map(|key| (*key).to_owned()).collect())
}

/// Where `what` is said of an attribute: its words in a further language are kept by its id, those of groups together.
fn of_attribute(kind: &Kind, at: usize, what: &str, site: &Site) -> Vec<(SitePath, Vec<String>)> {
    let id = &kind.says.attributes[at].id;
    let keys = if what == "group" { vec!["groups"] } else { vec!["attributes", id, what] };
    let words = site.edition.tag().map(|tag| key(&kind.path.in_language(Some(tag)), &keys));
    words.into_iter().chain([key(&kind.path, &["attributes", &at.to_string(), what])]).collect()
}

/// A text with a mark, or none, before each of its holes.
fn with_marks(body: &Body, mut before: impl FnMut(Fill) -> String) -> Body {
    with_holes(body, |html, markup, fill| {
        html.push_str(markup);
        html.push_str(&fill.map(&mut before).unwrap_or_default());
    })
}

/// A text with a mark at the end of each line, but of one that ends within a tag.
fn with_line_ends(body: &Body, mark: &str) -> Body {
    let mut marked = with_holes(body, |html, markup, _| {
        for line in markup.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            html.push_str(words);
            if words.len() < line.len() {
                html.push_str(if html.rfind('<') > html.rfind('>') { "" } else { mark });
                html.push('\n');
            }
        }
    });
    if !marked.html.ends_with('\n') {
        marked.html = format!("{}{mark}", marked.html).into();
    }
    marked
}

/// A text made anew, stretch by stretch: `add` adds one to what there is, as it stands before a hole or at the end.
fn with_holes(body: &Body, mut add: impl FnMut(&mut String, &str, Option<Fill>)) -> Body {
    let mut html = String::with_capacity(body.html.len() + 64);
    let mut holes = Vec::with_capacity(body.holes.len());
    for (markup, fill) in body.stretches() {
        add(&mut html, markup, fill);
        holes.extend(fill.map(|fill| Hole { at: html.len() as u32, fill }));
    }
    Body { html: html.into(), holes: holes.into() }
}
