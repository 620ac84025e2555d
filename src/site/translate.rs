//! Lays the words of a further language over what the main one says. Facts stay as they are: they are written once.

use super::editions::words_for_nothing;
use super::{Product, Site, State};
use crate::base::SitePath;
use crate::content::attribute::Form;
use crate::content::config::Config;
use crate::content::kind;
use crate::content::log::Log;
use crate::content::parse::{Content, Parsed, find};
use crate::content::translation::{KindWords, Main, ProductWords, SiteWords, Words};
use crate::diagnostics::catalogue::languages as problem;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SITE_FILE;
use std::collections::HashSet;
use std::sync::Arc;

/// The words of one language: files by path.
pub struct Translator<'f> {
    files: &'f [Arc<Parsed>],
    language: String,
    /// Whether gaps are reported.
    demanded: bool,
    problems: Vec<Diagnostic>,
    used: HashSet<SitePath>,
}

impl<'f> Translator<'f> {
    /// For a language; `demanded` says whether anyone wants to know what has not been translated.
    pub fn new(files: &'f [Arc<Parsed>], language: &str, demanded: bool) -> Self {
        let language = language.to_owned();
        Self { files, language, demanded, problems: Vec::new(), used: HashSet::new() }
    }

    /// The site's own words.
    pub fn config(&mut self, main: &Config) -> Config {
        let path = SitePath::new(SITE_FILE);
        let references = self.references(&path);
        let (words, none) = (self.words(&path), SiteWords::default());
        let words = match words.as_deref() {
            Some(Words::Site(words)) => words,
            _ => &none,
        };
        let place = path.in_language(Some(&self.language));
        let mut log = Log::new(&place);
        let config = words.over(main, references, &self.language, &mut log);
        self.take(log, &[&path]);
        self.demand(&place, &words.missing(main));
        config
    }

    /// The products: those that have words get a page in this edition.
    pub fn products(&mut self, site: &mut Site) {
        let edition = site.edition.clone();
        let Site { products, kinds, .. } = site;
        for product in products {
            let path = words_path(product, &self.language);
            let Some(kind) = kinds.get(product.kind) else {
                // A product without a kind has been reported, and its words are no second problem.
                self.used.insert(path);
                continue;
            };
            let attributes = &kind.says.attributes;
            let words = self.words_at(&path);
            let Some(Words::Product(words)) = words.as_deref() else {
                product.here = false;
                self.demand_file(&path, &product.says.name);
                continue;
            };
            let main = Main { path: &product.path, references: self.references(&product.path) };
            let mut log = Log::new(&path);
            let says = words.over(&product.says, &main, attributes, &mut log);
            self.take(log, &[&product.path, &kind.path]);
            self.demand(&path, &words.missing(&product.says, attributes));
            product.address = edition.at(product.address.as_str());
            product.says = Arc::new(says);
            product.words = Some(path);
        }
    }

    /// The kinds, once their products' facts have been typed.
    pub fn kinds(&mut self, site: &mut Site) {
        for kind in &mut site.kinds {
            let path = kind.path.in_language(Some(&self.language));
            let (words, none) = (self.words_at(&path), KindWords::default());
            let words = match words.as_deref() {
                Some(Words::Kind(words)) => words,
                _ => {
                    kind.here = false;
                    self.demand_file(&path, &kind.says.plural);
                    &none
                }
            };
            let main = kind.says.clone();
            if kind.here {
                let mut log = Log::new(&path);
                kind.says = Arc::new(words.over(&main, &kind.path, &mut log));
                self.take(log, &[&kind.path]);
                self.demand(&path, &words.missing(&main));
                kind.address = site.edition.at(kind.address.as_str());
            }
            kind.foreign = main.attributes.iter().map(|attribute| !words.labels(attribute)).collect();
            for at in &kind.products {
                let product = &mut site.products[*at];
                let own = self.words_at(&words_path(product, &self.language));
                let own = if let Some(Words::Product(own)) = own.as_deref() { Some(own) } else { None };
                say_facts(product, &main, &kind.says, own, words);
            }
        }
    }

    /// The orders.
    pub fn orders(&mut self, site: &mut Site) {
        for order in &mut site.orders {
            let path = order.path.in_language(Some(&self.language));
            let words = self.words_at(&path);
            let Some(Words::Order(words)) = words.as_deref() else {
                self.demand_file(&path, &order.says.name);
                continue;
            };
            let main = Main { path: &order.path, references: self.references(&order.path) };
            let mut log = Log::new(&path);
            let says = words.over(&order.says, &main, &mut log);
            self.take(log, &[&order.path]);
            self.demand(&path, &words.missing(&order.says));
            order.says = Arc::new(says);
            order.words = Some(path);
        }
    }

    /// All problems, also words that belong to nothing.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let idle = self.files.iter().filter(|file| {
            matches!(file.content, Some(Content::Words(_)))
                && file.path.language() == Some(&self.language)
                && !self.used.contains(&file.path)
                && !self.is_of_lacking_kind(&file.path)
        });
        let told: Vec<_> = idle.map(|file| words_for_nothing(&file.path, self.files)).collect();
        self.problems.extend(told);
        self.problems
    }

    /// Whether words are those of a kind whose products lack it, which has been reported.
    fn is_of_lacking_kind(&self, words: &SitePath) -> bool {
        let is_product = |file: &Parsed| matches!(file.content, Some(Content::Product(_)));
        let beside = |file: &&Arc<Parsed>| file.path.folder() == words.folder();
        words.id() == "_kind" && self.files.iter().filter(beside).any(|file| is_product(file))
    }

    /// Takes over what is wrong with words beside what these files say in the main language.
    fn take(&mut self, log: Log, beside: &[&SitePath]) {
        let found = log.into_found().into_iter();
        self.problems.extend(found.map(|problem| problem.resting_on_all(beside.iter().copied())));
    }

    fn words(&mut self, main: &SitePath) -> Option<Arc<Words>> {
        self.words_at(&main.in_language(Some(&self.language)))
    }

    fn words_at(&mut self, path: &SitePath) -> Option<Arc<Words>> {
        match self.file(path)?.content.as_ref()? {
            Content::Words(words) => {
                self.used.insert(path.clone());
                Some(words.clone())
            }
            _ => None,
        }
    }

    fn file(&self, path: &SitePath) -> Option<&'f Arc<Parsed>> {
        find(self.files, path)
    }

    fn references(&self, path: &SitePath) -> u32 {
        self.file(path).map_or(0, |file| file.references.len() as u32)
    }

    /// Reports what a file of words leaves out.
    fn demand(&mut self, path: &SitePath, missing: &[&str]) {
        if self.demanded && !missing.is_empty() {
            self.problems.push(problem::missing_translation(Span::file(path), &self.language, missing));
        }
    }

    /// Reports that there is no file of words for something called `name`.
    fn demand_file(&mut self, path: &SitePath, name: &str) {
        if self.demanded {
            self.problems.push(problem::missing_file(Span::file(path), &self.language, name));
        }
    }
}

/// The site's own words, if the file at `path` has them.
pub fn site_words<'f>(files: &'f [Arc<Parsed>], path: &SitePath) -> Option<&'f SiteWords> {
    match find(files, path)?.content.as_ref()? {
        Content::Words(words) => match &**words {
            Words::Site(words) => Some(words),
            _ => None,
        },
        _ => None,
    }
}

/// Where the words of a product are: a row of a table has them in a file of its own beside the table.
fn words_path(product: &Product, language: &str) -> SitePath {
    SitePath::new(format!("{}/{}.{language}.yaml", product.path.folder(), product.id))
}

/// Says the values of choices and scales in this language, and notes which values are in words of the main one.
fn say_facts(
    product: &mut Product,
    main: &kind::Kind,
    own: &kind::Kind,
    words: Option<&ProductWords>,
    kind_words: &KindWords,
) {
    for (fact, (main, own)) in product.facts.iter_mut().zip(main.attributes.iter().zip(&own.attributes)) {
        if let State::Known(value) = &mut fact.state {
            *value = value.in_words_of(&main.form, &own.form);
        }
    }
    let foreign = main.attributes.iter().map(|attribute| match attribute.form {
        Form::Text | Form::List => !words.is_some_and(|words| words.says(&attribute.id)),
        Form::Choice(_) | Form::Scale(_) => !kind_words.says(attribute),
        _ => false,
    });
    product.foreign = foreign.collect();
}
