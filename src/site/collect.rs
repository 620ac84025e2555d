//! Sorts what files say into kinds, products, guides and so on, and gives every id its meaning.

use super::link::Options;
use super::names::{HeldBack, Item};
use super::{File, Guide, Kind, Order, Page, Product, Site, letters, rows};
use crate::base::{Address, SitePath};
use crate::content::article::Article;
use crate::content::parse::{Content, Parsed};
use crate::diagnostics::catalogue::{fields, files as problem};
use crate::diagnostics::{Diagnostic, Span};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The theme's script for tables, published only if the site asks for it.
const SORT_SCRIPT: &str = "static/sort-tables.js";

/// The theme's script for the search, published unless the site has none.
const SEARCH_SCRIPT: &str = "static/search.js";

/// Sorts the files, which come by path. Addresses of guides, products and so on are functions of paths alone.
pub fn collect(files: &[Arc<Parsed>], options: &Options, problems: &mut Vec<Diagnostic>) -> Site {
    let mut site = Site::default();
    let mut tables: Vec<rows::Found> = Vec::new();
    for file in files {
        match &file.content {
            Some(Content::Table(table)) => tables.push((file.path.clone(), table.clone())),
            _ => take(file, &mut site, options),
        }
    }
    rows::add(&mut site, &tables, problems);
    if !site.config.tables.sort_script {
        site.files.remove(&SitePath::new(SORT_SCRIPT));
    }
    if !site.config.search {
        site.files.remove(&SitePath::new(SEARCH_SCRIPT));
    }
    if !files.iter().any(|file| file.path.as_str() == "content/site.yaml") {
        problems.push(problem::no_site_file(Span::file(&SitePath::new("content/site.yaml"))));
    }
    site.base_url = options.base_url.clone().unwrap_or_else(|| site.config.base_url.clone());
    site.base_url.truncate(site.base_url.trim_end_matches('/').len());
    site.guides.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
    site.letters = letters::letters(&site);
    name(&mut site, problems);
    assign_kinds(&mut site, files, problems);
    site
}

fn take(file: &Arc<Parsed>, site: &mut Site, options: &Options) {
    let path = file.path.clone();
    let id = path.stem().to_owned();
    match &file.content {
        Some(Content::Config(config)) => site.config = config.clone(),
        Some(Content::Sources(sources)) => site.sources = sources.clone(),
        Some(Content::Kind(says)) => {
            let id = path.folder().rsplit('/').next().unwrap_or_default().to_owned();
            let address = Address::new(&format!("/compare/{id}/"));
            site.kinds.push(Kind {
                id,
                path,
                says: says.clone(),
                address,
                products: Vec::new(),
                pairs: Vec::new(),
            });
        }
        Some(Content::Product(says)) => site.products.push(Product {
            address: Address::new(&format!("/products/{id}/")),
            id,
            path,
            says: says.clone(),
            ..Product::default()
        }),
        Some(Content::Order(says)) => {
            site.orders.push(Order { id, path, says: says.clone(), resolved: Vec::new() });
        }
        Some(Content::Guide(says)) => take_guide(id, path, says, site, options),
        Some(Content::Page(says)) => match held_back(&path, says, options) {
            Some(held) => {
                site.names.held_back.insert(id, held);
            }
            None => site.pages.push(Page {
                address: Address::new(&format!("/{id}/")),
                id,
                path,
                says: says.clone(),
                resolved: Vec::new(),
            }),
        },
        Some(Content::Table(_) | Content::Strings(_)) => {}
        Some(Content::File(picture)) => {
            let place = path.as_str();
            let public =
                place.strip_prefix("static/").or_else(|| place.strip_prefix("content/")).unwrap_or(place);
            let address = Address::new(public);
            site.files.insert(path, File { address, picture: picture.clone() });
        }
        None => {}
    }
}

fn take_guide(id: String, path: SitePath, says: &Arc<Article>, site: &mut Site, options: &Options) {
    if let Some(held) = held_back(&path, says, options) {
        site.names.held_back.insert(id, held);
        return;
    }
    // A guide without a date has been reported; it takes part so that references to it are no second problem.
    let date = says.date.map_or(options.today, |(date, _)| date);
    site.guides.push(Guide {
        address: Address::new(&format!("/guides/{id}/")),
        id,
        path,
        says: says.clone(),
        date,
        resolved: Vec::new(),
        compares: Vec::new(),
        tags: Vec::new(),
        picked: Vec::new(),
        author: None,
        changed: date,
    });
}

fn held_back(path: &SitePath, says: &Article, options: &Options) -> Option<HeldBack> {
    if let (Some(range), false) = (says.draft, options.drafts) {
        return Some(HeldBack { path: path.clone(), why: "a draft", range });
    }
    match says.date {
        Some((date, range)) if date > options.today && !options.future => {
            Some(HeldBack { path: path.clone(), why: "dated in the future", range })
        }
        _ => None,
    }
}

/// Gives every id and path its meaning; reports product ids that two kinds use.
fn name(site: &mut Site, problems: &mut Vec<Diagnostic>) {
    let names = &mut site.names;
    for (at, product) in site.products.iter().enumerate() {
        if !product.is_row() {
            names.paths.insert(product.path.clone(), Item::Product(at));
        }
        match names.products.get(&product.id) {
            Some(first) => problems.push(fields::duplicate_name(
                product.span(),
                "products",
                &product.id,
                site.products[*first].span(),
            )),
            None => {
                names.products.insert(product.id.clone(), at);
            }
        }
    }
    for (at, guide) in site.guides.iter().enumerate() {
        names.paths.insert(guide.path.clone(), Item::Guide(at));
        names.guides.insert(guide.id.clone(), at);
    }
    for (at, kind) in site.kinds.iter().enumerate() {
        names.paths.insert(kind.path.clone(), Item::Kind(at));
        names.kinds.insert(kind.id.clone(), at);
    }
    for (at, page) in site.pages.iter().enumerate() {
        names.paths.insert(page.path.clone(), Item::Page(at));
        names.pages.insert(page.id.clone(), at);
    }
    names.orders = site.orders.iter().enumerate().map(|(at, order)| (order.id.clone(), at)).collect();
    names.sources = site.sources.iter().enumerate().map(|(at, source)| (source.id.clone(), at)).collect();
}

/// Gives each product its kind. Products whose kind cannot be read are left out: the kind has been reported.
fn assign_kinds(site: &mut Site, files: &[Arc<Parsed>], problems: &mut Vec<Diagnostic>) {
    let folders: HashMap<String, usize> =
        site.kinds.iter().enumerate().map(|(at, kind)| (kind.path.folder().to_owned(), at)).collect();
    let written: HashSet<&str> = files
        .iter()
        .filter(|file| file.path.file_name() == "_kind.yaml")
        .map(|file| file.path.folder())
        .collect();
    let mut reported: HashSet<String> = HashSet::new();
    for (at, product) in site.products.iter_mut().enumerate() {
        match folders.get(product.path.folder()) {
            Some(kind) => {
                product.kind = *kind;
                site.kinds[*kind].products.push(at);
            }
            None => {
                let folder = product.path.folder();
                if !written.contains(folder) && reported.insert(folder.to_owned()) {
                    problems.push(problem::no_kind_file(Span::file(&product.path), folder));
                }
            }
        }
    }
}
