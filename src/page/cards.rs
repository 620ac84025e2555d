//! What many pages show of one thing, made once: cards of guides and products, the site's own view.

use super::picture::picture;
use super::reasons;
use super::search::Index;
use super::table;
use super::view::{
    ChooseList, Day, FactView, GuideCard, Heading, KindCard, Link, Picture, ProductCard, SiteView,
};
use crate::base::address::encode;
use crate::base::{Address, Date, Html, Shared, Workers};
use crate::content::picture::Picture as Named;
use crate::site::addresses::{PRODUCTS, TAGS, filled, search};
use crate::site::related::reading::Reading;
use crate::site::{Item, Kind, Product, Resolved, Site};
use std::collections::HashMap;

/// The shared views of a site.
pub struct Cards {
    /// The site.
    pub site: Shared<SiteView>,
    /// The guides, by index.
    pub guides: Vec<Shared<GuideCard>>,
    /// The products, by index.
    pub products: Vec<Shared<ProductCard>>,
    /// The kinds, by index.
    pub kinds: Vec<KindCard>,
    /// The tags, by index, each leading to its page.
    pub tags: Vec<Shared<Link>>,
    /// The reasons that products give for and against themselves, by index, where every page says them alike.
    pub reasons: Vec<Option<Shared<ChooseList>>>,
    /// The headers of products in tables, by index.
    pub headings: Vec<Shared<Heading>>,
    /// The headers of attributes in tables, by kind and then by attribute.
    pub attributes: Vec<Vec<Shared<Heading>>>,
    /// The words of all pages; empty until somebody has counted them.
    pub search: Index,
    /// Every fact, by product and then by attribute of its kind.
    pub facts: Vec<Vec<Shared<FactView>>>,
    /// The guides to read after each guide, by index.
    pub related: Reading,
}

impl Cards {
    /// Makes all cards; `related` is what to read after each guide.
    pub fn new(site: &Site, related: Reading, workers: &impl Workers) -> Self {
        let days = Days::of(site);
        let products: Vec<_> = (0..site.products.len()).map(|at| Shared::new(product(site, at))).collect();
        let kinds = site
            .kinds
            .iter()
            .map(|kind| KindCard {
                address: kind.address.clone(),
                plural: kind.says.plural.clone(),
                description: kind.says.description.clone(),
                products: translated(site, kind).map(|at| products[at].clone()).collect(),
            })
            .collect();
        Self {
            site: Shared::new(site_view(site)),
            guides: workers.map(site.guides.len(), |at| Shared::new(guide(site, at, &days))),
            headings: (0..site.products.len())
                .map(|at| Shared::new(table::product_heading(site, at)))
                .collect(),
            attributes: site.kinds.iter().map(|kind| attribute_headings(site, kind)).collect(),
            reasons: workers.map(site.products.len(), |at| reasons::own_everywhere(site, at)),
            facts: workers.map(site.products.len(), |at| facts(site, &site.products[at], &days)),
            products,
            kinds,
            tags: site
                .tags
                .iter()
                .map(|tag| Shared::new(Link::here(tag.address.href(), tag.name.clone())))
                .collect(),
            search: Index::default(),
            related,
        }
    }

    /// The cards of some guides.
    pub fn guides(&self, indexes: &[usize]) -> Vec<Shared<GuideCard>> {
        indexes.iter().map(|at| self.guides[*at].clone()).collect()
    }

    /// The cards of some products.
    pub fn products(&self, indexes: &[usize]) -> Vec<Shared<ProductCard>> {
        indexes.iter().map(|at| self.products[*at].clone()).collect()
    }
}

/// The products of a kind that have a page in this edition.
fn translated<'s>(site: &'s Site, kind: &'s Kind) -> impl Iterator<Item = usize> + 's {
    kind.products.iter().copied().filter(|at| site.products[*at].here)
}

fn attribute_headings(site: &Site, kind: &Kind) -> Vec<Shared<Heading>> {
    let foreign = kind.foreign.iter().copied().chain(std::iter::repeat(false));
    let attributes = kind.says.attributes.iter().zip(foreign);
    let heading = |(attribute, foreign)| Shared::new(table::attribute_heading(site, attribute, foreign));
    attributes.map(heading).collect()
}

/// The days on which guides appeared and facts were checked: a few, each shared by many.
struct Days<'s> {
    site: &'s Site,
    known: HashMap<Date, Shared<Day>>,
}

impl<'s> Days<'s> {
    fn of(site: &'s Site) -> Self {
        let checked =
            site.products.iter().flat_map(|product| product.facts.iter().filter_map(|fact| fact.checked));
        let mut known = HashMap::new();
        for date in site.guides.iter().map(|guide| guide.date).chain(checked) {
            known.entry(date).or_insert_with(|| Shared::new(day(site, date)));
        }
        Self { site, known }
    }

    fn get(&self, date: Date) -> Shared<Day> {
        self.known.get(&date).cloned().unwrap_or_else(|| Shared::new(day(self.site, date)))
    }
}

fn facts(site: &Site, product: &Product, days: &Days<'_>) -> Vec<Shared<FactView>> {
    let Some(kind) = site.kinds.get(product.kind) else { return Vec::new() };
    let foreign = product.foreign.iter().copied().chain(std::iter::repeat(false));
    let facts = kind.says.attributes.iter().zip(&product.facts).zip(foreign);
    facts
        .map(|((attribute, fact), foreign)| {
            let checked = fact.checked.map(|date| days.get(date));
            let mut view = table::fact_view(site, attribute, fact, checked);
            view.language = table::main_language(site, foreign && fact.value().is_some());
            Shared::new(view)
        })
        .collect()
}

fn site_view(site: &Site) -> SiteView {
    let links = |links: &[(String, Resolved)]| -> Vec<Link> {
        links.iter().filter_map(|(label, to)| navigation_link(site, label, to)).collect()
    };
    SiteView {
        title: site.config.title.clone(),
        tagline: site.config.tagline.clone(),
        description: site.config.description.clone(),
        base_url: site.base_url.clone(),
        language: site.edition.language.clone(),
        direction: site.words.direction(),
        home: site.edition.at("/"),
        navigation: links(&site.navigation),
        footer: links(&site.footer),
        search: site.config.search.then(|| search(site)),
        products: filled(site, PRODUCTS),
        tags: filled(site, TAGS),
    }
}

fn navigation_link(site: &Site, label: &str, to: &Resolved) -> Option<Link> {
    let with_fragment = |address: &Address, fragment: &Option<String>| match fragment {
        Some(fragment) => format!("{}#{}", address.href(), encode(fragment)),
        None => address.href().into_owned(),
    };
    let href = match to {
        Resolved::Item(item, fragment) => with_fragment(site.address(*item), fragment),
        Resolved::Address(address, fragment) => with_fragment(address, fragment),
        Resolved::Foreign(url) => url.clone(),
        _ => return None,
    };
    Some(Link::here(href, label.to_owned()))
}

fn guide(site: &Site, at: usize, days: &Days<'_>) -> GuideCard {
    let guide = &site.guides[at];
    GuideCard {
        address: guide.address.clone(),
        title: guide.says.title.clone(),
        description: guide.says.description.clone(),
        date: days.get(guide.date),
        image: image(site, guide.says.image.as_ref(), &guide.resolved),
        compares: guide.compares.iter().map(|at| name(site, Item::Product(*at))).collect(),
    }
}

fn product(site: &Site, at: usize) -> ProductCard {
    let product = &site.products[at];
    ProductCard {
        id: product.id.clone(),
        address: product.address.clone(),
        language: site.other_language(Item::Product(at)).map(str::to_owned),
        name: product.says.name.clone(),
        tagline: product.says.tagline.clone(),
        image: image(site, product.says.image.as_ref(), &product.resolved),
    }
}

/// A picture named in a file, with the references of that file.
pub fn image(site: &Site, image: Option<&Named>, resolved: &[Resolved]) -> Option<Picture> {
    let image = image?;
    let Some(Resolved::Picture(path)) = resolved.get(image.reference as usize) else { return None };
    let file = site.files.get(path)?;
    Some(picture(file, &image.alt))
}

/// A day for people and programs.
pub fn day(site: &Site, date: Date) -> Day {
    Day { iso: date, words: site.words.date(date) }
}

/// A link to an item by its name.
pub fn link(site: &Site, item: Item) -> Link {
    let language = site.other_language(item).map(str::to_owned);
    Link { address: site.address(item).href().into_owned(), label: site.name(item).to_owned(), language }
}

/// The name of an item in a sentence, marked with its language where that is another.
pub fn name(site: &Site, item: Item) -> Html {
    let name = Html::text(site.name(item));
    match site.other_language(item) {
        Some(language) => Html::finished(format!("<span lang=\"{language}\">{}</span>", name.as_str())),
        None => name,
    }
}
