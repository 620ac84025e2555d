//! Sorts what files say into kinds, products, guides and so on, and gives every id its meaning.

use super::editions::{Abroad, Edition, address_in_its_language, words_for_nothing};
use super::link::Options;
use super::names::{HeldBack, Item, Names, Why};
use super::{File, Guide, Inherited, Kind, Order, Page, Product, Site, letters, rows};
use crate::base::address::slug;
use crate::base::{Address, SitePath};
use crate::content::article::{Article, Sort};
use crate::content::fields::Text;
use crate::content::parse::{Content, Parsed, find};
use crate::content::product;
use crate::diagnostics::catalogue::{fields, files as problem, pictures};
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SITE_FILE;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The theme's script for tables, published only if the site asks for it.
const SORT_SCRIPT: &str = "static/sort-tables.js";

/// The theme's script for the search, published unless the site has none.
const SEARCH_SCRIPT: &str = "static/search.js";

/// Sorts the files, which come by path, for one edition. Addresses of guides, products and so on are functions of paths
/// alone.
pub fn collect(
    files: &[Arc<Parsed>],
    options: &Options,
    edition: Edition,
    problems: &mut Vec<Diagnostic>,
) -> Site {
    let mut site = Site { edition, ..Site::default() };
    let mut tables: Vec<rows::Found> = Vec::new();
    for file in files {
        match &file.content {
            Some(Content::Table(table)) => tables.push((file.path.clone(), table.clone())),
            Some(Content::Guide(says)) => {
                take_article(file, says, Sort::Guide, files, &mut site, options, problems)
            }
            Some(Content::Page(says)) => {
                take_article(file, says, Sort::Page, files, &mut site, options, problems)
            }
            _ => take(file, &mut site),
        }
    }
    rows::add(&mut site, &tables, problems);
    name_origins(&mut site, files, problems);
    if !site.config.tables.sort_script {
        site.files.remove(&SitePath::new(SORT_SCRIPT));
    }
    if !site.config.search {
        site.files.remove(&SitePath::new(SEARCH_SCRIPT));
    }
    // One under another ending has been reported.
    let is_meant = |path: &SitePath| path.with_known_ending().as_ref().unwrap_or(path).as_str() == SITE_FILE;
    if !files.iter().any(|file| is_meant(&file.path)) {
        problems.push(problem::no_site_file(Span::file(&SitePath::new(SITE_FILE))));
    }
    site.base_url = options.base_url.clone().unwrap_or_else(|| site.config.base_url.clone());
    site.base_url.truncate(site.base_url.trim_end_matches('/').len());
    site.guides.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
    site.letters = letters::letters(&site);
    name(&mut site, problems);
    assign_kinds(&mut site, files, problems);
    site
}

/// Says of pictures from other sites where they come from; what nobody may show for certain is reported.
fn name_origins(site: &mut Site, files: &[Arc<Parsed>], problems: &mut Vec<Diagnostic>) {
    for file in files {
        let Some(Content::Fetched(list)) = &file.content else { continue };
        for fetched in list {
            let Some(picture) = site.files.get_mut(&fetched.file) else { continue };
            picture.fetched = Some(fetched.clone());
            if fetched.licence.is_empty() {
                let at = Span::new(&file.path, fetched.range);
                problems.push(pictures::unknown_licence(at, fetched.file.as_str(), &fetched.url));
            }
        }
    }
}

fn take(file: &Arc<Parsed>, site: &mut Site) {
    let path = file.path.clone();
    let id = path.id().to_owned();
    match &file.content {
        Some(Content::Config(config)) => site.config = config.clone(),
        Some(Content::Sources(sources)) => site.sources = sources.clone(),
        // A file that describes a kind beside that of its folder is a product of which nothing is known.
        Some(Content::Kind(_)) if site.kinds.iter().any(|kind| kind.path.folder() == path.folder()) => {
            site.products.push(product(path, Arc::default()));
        }
        Some(Content::Kind(says)) => {
            let id = path.folder().rsplit('/').next().unwrap_or_default().to_owned();
            let address = Address::new(&format!("/compare/{id}/"));
            site.kinds.push(Kind {
                id,
                path,
                says: says.clone(),
                address,
                here: true,
                foreign: Vec::new(),
                products: Vec::new(),
                pairs: Vec::new(),
            });
        }
        Some(Content::Product(says)) => site.products.push(product(path, says.clone())),
        Some(Content::Order(says)) => {
            site.orders.push(Order { id, path, words: None, says: says.clone(), resolved: Vec::new() });
        }
        Some(Content::File(picture)) => {
            let place = path.as_str();
            let public =
                place.strip_prefix("static/").or_else(|| place.strip_prefix("content/")).unwrap_or(place);
            let address = Address::new(public);
            site.files.insert(path, File { address, picture: picture.clone(), fetched: None });
        }
        // The words of a further language are laid over all this later; articles and tables are taken elsewhere.
        _ => {}
    }
}

/// The product of a file of its own.
fn product(path: SitePath, says: Arc<product::Product>) -> Product {
    let id = path.id().to_owned();
    Product { address: Address::new(&format!("/products/{id}/")), id, path, says, ..Product::default() }
}

/// A guide or page: published here, held back, or linked to in its own language.
fn take_article(
    file: &Parsed,
    says: &Arc<Article>,
    sort: Sort,
    files: &[Arc<Parsed>],
    site: &mut Site,
    options: &Options,
    problems: &mut Vec<Diagnostic>,
) {
    let (path, id) = (file.path.clone(), file.path.id().to_owned());
    let own = says;
    let (says, inherited) = with_inherited(&path, own, files);
    let folder = if sort == Sort::Guide { "/guides" } else { "" };
    let place = format!("{folder}/{id}/");
    let speaks = site.edition.speaks(&path);
    if let Some(held) = held_back(&path, own, &says, options) {
        // What is not published in its own language may be published in the main one.
        if speaks || path.language().is_none() {
            site.names.held_back.insert(id, held);
        }
        return;
    }
    if !speaks {
        let address = address_in_its_language(&path, &place);
        let language = path.language().unwrap_or(&site.edition.main_language).to_owned();
        site.abroad.push(Abroad { path, says, address, language });
        return;
    }
    let address = site.edition.at(&place);
    if sort == Sort::Page {
        site.pages.push(Page { address, id, path, says, resolved: Vec::new() });
        return;
    }
    if says.date.is_none() && path.language().is_some() {
        let main = path.in_language(None);
        problems.push(match find(files, &main) {
            Some(_) => fields::missing_key(Span::file(&path), "a guide", "date").resting_on(&main),
            None => words_for_nothing(&path, files).resting_on(&main),
        });
    }
    // A guide without a date has been reported; it takes part so that references to it are no second problem.
    let date = says.date.map_or(options.today, |(date, _)| date);
    site.guides.push(Guide {
        address,
        id,
        path,
        says,
        date,
        resolved: Vec::new(),
        compares: Vec::new(),
        tags: Vec::new(),
        picked: Vec::new(),
        author: None,
        changed: date,
        inherited,
    });
}

/// What the article at `path` says, with what it takes over if it is a translation.
pub fn with_inherited(
    path: &SitePath,
    says: &Arc<Article>,
    files: &[Arc<Parsed>],
) -> (Arc<Article>, Inherited) {
    match main_article(path, files) {
        Some(main) => inherit(says, main),
        None => (says.clone(), Inherited::default()),
    }
}

/// The text in the main language that a file translates.
fn main_article<'f>(path: &SitePath, files: &'f [Arc<Parsed>]) -> Option<&'f Article> {
    path.language()?;
    match find(files, &path.in_language(None))?.content.as_ref()? {
        Content::Guide(says) | Content::Page(says) => Some(says),
        _ => None,
    }
}

/// A translation with what its main text says once for all languages: products, date, author, what to read next.
fn inherit(says: &Article, main: &Article) -> (Arc<Article>, Inherited) {
    let inherited = Inherited {
        compares: says.compares.is_empty(),
        related: says.related.is_empty(),
        author: says.author.is_none(),
    };
    let or = |own: &[Text], main: &[Text]| if own.is_empty() { main.to_vec() } else { own.to_vec() };
    let says = Article {
        date: says.date.or(main.date),
        draft: says.draft.or(main.draft),
        author: says.author.clone().or_else(|| main.author.clone()),
        compares: or(&says.compares, &main.compares),
        related: or(&says.related, &main.related),
        ..says.clone()
    };
    (Arc::new(says), inherited)
}

/// Why the article at `path` is not published now, of which `own` is what its file says, and `says` that with what it takes over.
fn held_back(path: &SitePath, own: &Article, says: &Article, options: &Options) -> Option<HeldBack> {
    let (why, is_own, range) = match (says.draft, says.date) {
        (Some(range), _) if !options.drafts => (Why::Draft, own.draft.is_some(), range),
        (_, Some((date, range))) if date > options.today && !options.future => {
            (Why::Future, own.date.is_some(), range)
        }
        _ => return None,
    };
    let said = if is_own { Span::new(path, range) } else { Span::new(&path.in_language(None), range) };
    Some(HeldBack { path: path.clone(), why, said })
}

/// Gives every id and path its meaning; reports product ids that two kinds use.
fn name(site: &mut Site, problems: &mut Vec<Diagnostic>) {
    let names = &mut site.names;
    for (at, product) in site.products.iter().enumerate() {
        if !product.is_row() {
            names.paths.insert(product.path.clone(), Item::Product(at));
        }
        match names.products.get(&product.id) {
            Some(first) => {
                let first = site.products[*first].span();
                problems.push(fields::duplicate_name(product.span(), "products", &product.id, first));
                names.doubled.insert(product.id.clone());
            }
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
    name_abroad(&site.abroad, &site.edition, names);
    // Whose file has a name that cannot be an id is found by the id that it should have: the name has been reported.
    for (at, product) in site.products.iter().enumerate().filter(|(_, product)| !is_lower(&product.id)) {
        names.products.entry(slug(&product.id)).or_insert(at);
    }
    for (at, guide) in site.guides.iter().enumerate().filter(|(_, guide)| !is_lower(&guide.id)) {
        names.guides.entry(slug(&guide.id)).or_insert(at);
    }
    for (at, page) in site.pages.iter().enumerate().filter(|(_, page)| !is_lower(&page.id)) {
        names.pages.entry(slug(&page.id)).or_insert(at);
    }
    names.orders = site.orders.iter().enumerate().map(|(at, order)| (order.id.clone(), at)).collect();
    names.sources = site.sources.iter().enumerate().map(|(at, source)| (source.id.clone(), at)).collect();
}

/// Whether an id has no capital, blank or other mark of a title in it.
fn is_lower(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || !b.is_ascii())
}

/// Texts of other languages: where this edition has none of that name, the main language's is meant.
fn name_abroad(abroad: &[Abroad], edition: &Edition, names: &mut Names) {
    for (at, article) in abroad.iter().enumerate() {
        let own = names.paths.get(&article.path.in_language(edition.tag())).copied();
        let is_main = article.path.language().is_none();
        names.foreign_paths.insert(article.path.clone(), own.filter(|_| is_main).unwrap_or(Item::Abroad(at)));
        if own.is_none() && is_main {
            names.abroad.insert(article.path.id().to_owned(), at);
        }
    }
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
