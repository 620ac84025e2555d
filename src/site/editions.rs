//! The languages of a site. Each has an edition: a [`Site`] of its own over the same files, with addresses of its own.
//!
//! The main language stands at the root and has everything. A further one stands below its tag, `/ko/`, and has what has
//! been translated; what has not is linked where it stands. Must not know: what a page of an edition looks like.

use super::addresses::{PRODUCTS, TAGS, filled};
use super::taken::Taken;
use super::{Item, Site, strings};
use crate::base::suggest::nearest;
use crate::base::{Address, SitePath};
use crate::content::article::Article;
use crate::content::parse::{Content, Parsed, find};
use crate::diagnostics::catalogue::languages as problem;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SITE_FILE;
use std::collections::HashSet;
use std::sync::Arc;

/// One language of a site.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Edition {
    /// Its number: 0 is the main language's.
    pub number: usize,
    /// BCP 47, such as `ko`; the main language as the site's settings say it, and nothing if they do not.
    pub language: String,
    /// The language of what has not been translated.
    pub main_language: String,
    /// What its addresses start with: nothing, or `/ko`.
    pub prefix: String,
}

impl Edition {
    /// Whether it is the main language's.
    pub fn is_main(&self) -> bool {
        self.number == 0
    }

    /// The language as the names of its files say it; the main language is not said.
    pub fn tag(&self) -> Option<&str> {
        (!self.is_main()).then_some(self.language.as_str())
    }

    /// Whether the texts of a file are in its language.
    pub fn speaks(&self, file: &SitePath) -> bool {
        file.language() == self.tag()
    }

    /// Where this edition has what the main one has at `path`.
    pub fn at(&self, path: &str) -> Address {
        Address::new(&format!("{}{path}", self.prefix))
    }
}

/// An edition as the others see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Neighbour {
    /// Which it is.
    pub edition: Edition,
    /// What the language is called in itself: "한국어".
    pub name: String,
    /// The addresses of its pages.
    pub pages: HashSet<Address>,
    /// The lists on which there is nothing.
    pub empty: Vec<Address>,
}

/// A guide or page in another language, which this edition links to where it stands.
#[derive(Clone, Debug)]
pub struct Abroad {
    /// Its file.
    pub path: SitePath,
    /// What its file says.
    pub says: Arc<Article>,
    /// Where it is published.
    pub address: Address,
    /// Its language.
    pub language: String,
}

/// The editions of a site, the main one first.
pub fn editions(files: &[Arc<Parsed>]) -> Vec<Edition> {
    let config = files.iter().find_map(|file| match &file.content {
        Some(Content::Config(config)) => Some(config.clone()),
        _ => None,
    });
    let config = config.unwrap_or_default();
    let languages = std::iter::once(&config.language).chain(config.translations.iter().map(|t| &t.text));
    let edition = |(number, language): (usize, &String)| Edition {
        number,
        language: language.clone(),
        main_language: config.language.clone(),
        prefix: prefix((number > 0).then_some(language.as_str())),
    };
    languages.enumerate().map(edition).collect()
}

/// What the addresses of a language start with; the main language is not said.
fn prefix(language: Option<&str>) -> String {
    language.map(|tag| format!("/{tag}")).unwrap_or_default()
}

/// Where the edition of a file's language has what the main one has at `path`.
pub fn address_in_its_language(file: &SitePath, path: &str) -> Address {
    Address::new(&format!("{}{path}", prefix(file.language())))
}

/// Reports files in languages that the site does not have. Where its settings are not there, it may have any.
pub fn check_files(files: &[Arc<Parsed>], editions: &[Edition], problems: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = editions.iter().map(|edition| edition.language.as_str()).collect();
    if known.first().is_none_or(|main| main.is_empty()) {
        return;
    }
    strings::check_files(files, &known, problems);
    let config = SitePath::new(SITE_FILE);
    let texts = files.iter().filter(|file| is_text(file));
    for (file, language) in texts.filter_map(|file| Some((file, file.path.language()?))) {
        let at = Span::file(&file.path);
        if Some(&language) == known.first() {
            let name = file.path.in_language(None);
            problems.push(problem::marked_main(at, language, name.file_name()).resting_on(&config));
        } else if !known.contains(&language) {
            problems.push(problem::unknown_language(at, language, &known).resting_on(&config));
        }
    }
}

/// Reports a file that translates one which is not there: what it was to be called is the nearest that nobody has translated.
pub fn words_for_nothing(path: &SitePath, files: &[Arc<Parsed>]) -> Diagnostic {
    let language = path.language();
    let beside = files.iter().map(|file| &file.path).filter(|other| {
        other.folder() == path.folder() && other.extension() == path.extension() && other.language().is_none()
    });
    let free = beside.filter(|other| find(files, &other.in_language(language)).is_none());
    let near = nearest(path.id(), free.map(SitePath::id));
    let meant =
        near.zip(language).map(|(id, tag)| format!("{id}.{tag}.{}", path.extension().unwrap_or_default()));
    problem::words_for_nothing(Span::file(path), path.in_language(None).as_str(), meant.as_deref())
}

fn is_text(file: &Parsed) -> bool {
    matches!(file.content, Some(Content::Guide(_) | Content::Page(_) | Content::Words(_)))
}

/// Takes over the problems of an edition. What its own files do not cause has been found in the main one.
pub fn keep_own(edition: &Edition, found: Vec<Diagnostic>, problems: &mut Vec<Diagnostic>) {
    problems
        .extend(found.into_iter().filter(|problem| edition.is_main() || edition.speaks(&problem.at.file)));
}

/// Reports the guides and pages of the main language that an edition does not have, where they stand in the main one.
pub fn check_articles(site: &Site, problems: &mut Vec<Diagnostic>) {
    let Some(language) = site.edition.tag() else { return };
    let mut missing: Vec<&Abroad> = site.names.abroad.values().map(|at| &site.abroad[*at]).collect();
    missing.sort_by(|a, b| a.path.cmp(&b.path));
    for article in missing {
        let wanted = article.path.in_language(Some(language));
        // Told of the file that is wanted, which is this edition's own.
        problems.push(problem::missing_file(Span::file(&wanted), language, &article.says.title));
    }
}

/// Tells every edition of a site with several about all of them.
pub fn introduce(sites: &mut [Site], taken: &Taken) {
    if sites.len() < 2 {
        return;
    }
    let neighbours: Arc<[Neighbour]> = sites
        .iter()
        .map(|site| Neighbour {
            edition: site.edition.clone(),
            name: site.words.say("language_name", &[]),
            pages: taken.pages_of(site.edition.number),
            empty: empty_lists(site),
        })
        .collect();
    sites.iter_mut().for_each(|site| site.neighbours = neighbours.clone());
}

fn empty_lists(site: &Site) -> Vec<Address> {
    let empty = [PRODUCTS, TAGS].into_iter().filter(|list| filled(site, list).is_none());
    empty.map(|list| site.edition.at(list)).collect()
}

impl Site {
    /// Where the other editions and this one have the page at `address`, each by its place among the neighbours.
    ///
    /// A further page of the list of all guides has no counterpart: it lists other guides in each language.
    pub fn counterparts(&self, address: &Address) -> Vec<Option<Address>> {
        let path = address.as_str().strip_prefix(self.edition.prefix.as_str()).unwrap_or(address.as_str());
        let is_page_of_list = path.starts_with("/page/");
        let there = |neighbour: &Neighbour| {
            let address = Some(neighbour.edition.at(path)).filter(|_| !is_page_of_list);
            address.filter(|address| neighbour.pages.contains(address))
        };
        self.neighbours.iter().map(there).collect()
    }

    /// The language of an item's page, if it is not that of this edition.
    pub fn other_language(&self, item: Item) -> Option<&str> {
        let translated = match item {
            Item::Product(at) => self.products[at].here,
            Item::Kind(at) => self.kinds[at].here,
            Item::Guide(_) | Item::Page(_) | Item::Pair(_) => true,
            Item::Abroad(at) => return Some(&self.abroad[at].language),
        };
        (!translated).then_some(self.edition.main_language.as_str())
    }
}
