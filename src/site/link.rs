//! All files -> [`Site`]: the stage that sees everything at once, in the order in which its parts need one another.

use super::taken::Taken;
use super::translate::Translator;
use super::{
    Edition, Item, Site, addresses, blocks, collect, decisions, editions, facts, fair, fresh, mixing, orders,
    pairs, photos, resolve, strings, tables, tags, wanted,
};
use crate::base::kept::{Deserialize, Serialize};
use crate::base::{Date, Workers};
use crate::content::parse::{Content, Parsed};
use crate::diagnostics::{Diagnostic, Doubted};
use std::sync::Arc;

/// What the person who builds decides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Options {
    /// Publish drafts.
    pub drafts: bool,
    /// Publish what is dated in the future.
    pub future: bool,
    /// The day on which the site is built.
    pub today: Date,
    /// Instead of `base_url` in `content/site.yaml`.
    pub base_url: Option<String>,
    /// Checks that are made only if somebody asks.
    pub demands: Demands,
}

impl Options {
    /// What is published on a day, and nothing asked for besides.
    pub fn on(today: Date) -> Self {
        Self { drafts: false, future: false, today, base_url: None, demands: Demands::default() }
    }
}

/// Checks that are made only if somebody asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Demands {
    /// A fact that is to be checked again is an error.
    pub fresh: bool,
    /// A known fact without a source is an error.
    pub sourced: bool,
    /// A table that favours one product is a warning.
    pub fair: bool,
    /// Prose that contradicts a fact is an error, and prose that repeats one a warning. The pipeline has the texts.
    pub facts: bool,
    /// Something that is not in one of the site's languages is a warning.
    pub translations: bool,
}

/// Resolves a site: one [`Site`] for each of its languages, the main one first. Problems that files have by themselves
/// are in [`Parsed::diagnostics`], not here.
pub fn link(
    files: &[Arc<Parsed>],
    options: &Options,
    workers: &impl Workers,
) -> (Vec<Site>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut doubted = Doubted::default();
    doubted.add(files.iter().flat_map(|file| &file.diagnostics));
    let editions = editions::editions(files);
    editions::check_files(files, &editions, &mut problems);
    let mut sites: Vec<Site> = Vec::with_capacity(editions.len());
    let mut led_on = Vec::with_capacity(editions.len());
    for edition in editions {
        let mut found = Vec::new();
        strings::check(files, &edition.language, &mut problems);
        let mut site = gather(files, options, edition, &mut found);
        led_on.push(pairs::collect(&mut site, &mut found));
        editions::keep_own(&site.edition, found, &mut problems);
        sites.push(site);
    }
    let taken = addresses::give(&mut sites, led_on, files, &mut problems);
    doubted.settle(&mut problems);
    for site in &mut sites {
        let mut found = Vec::new();
        connect(site, files, options, &taken, workers, &mut found);
        editions::keep_own(&site.edition, found, &mut problems);
    }
    doubted.decide(&mut problems);
    editions::introduce(&mut sites, &taken);
    (sites, problems)
}

/// Gathers what one edition has.
fn gather(
    files: &[Arc<Parsed>],
    options: &Options,
    edition: Edition,
    problems: &mut Vec<Diagnostic>,
) -> Site {
    let mut site = collect::collect(files, options, edition, problems);
    site.words = Arc::new(strings::in_language(files, &site.edition.language));
    let tag = site.edition.tag().map(str::to_owned);
    let mut translator = tag.map(|language| Translator::new(files, &language, options.demands.translations));
    if let Some(translator) = &mut translator {
        site.config = Arc::new(translator.config(&site.config));
        translator.products(&mut site);
        translator.orders(&mut site);
    }
    facts::type_facts(&mut site, problems);
    fresh::check_sources(&site, problems);
    if let Some(mut translator) = translator {
        translator.kinds(&mut site);
        problems.extend(translator.finish());
    }
    tags::collect(&mut site, problems);
    site.tables = tables::collect(&site);
    site
}

/// Resolves what one edition refers to, and judges it.
fn connect(
    site: &mut Site,
    files: &[Arc<Parsed>],
    options: &Options,
    taken: &Taken,
    workers: &impl Workers,
    problems: &mut Vec<Diagnostic>,
) {
    resolve::resolve(site, files, taken, workers, problems);
    site.photos = photos::shown(site, files);
    let changed: Vec<Date> = site.guides.iter().map(|guide| fresh::changed(site, guide)).collect();
    site.guides.iter_mut().zip(changed).for_each(|(guide, changed)| guide.changed = changed);
    mixing::collect(site, problems);
    blocks::check(site, problems);
    decisions::check(site, problems);
    orders::check(site, problems);
    wanted::check(site, problems);
    if !options.future {
        fresh::check_days(site, options.today, problems);
    }
    if options.demands.fresh {
        fresh::check_stale(site, options.today, problems);
    }
    if options.demands.sourced {
        fresh::check_unsourced(site, problems);
    }
    if options.demands.fair {
        fair::check(site, problems);
    }
    if options.demands.translations {
        editions::check_articles(site, problems);
    }
}

/// Takes other texts of the files at the indexes `touched` into a site that was linked from `files` but for these texts. The
/// files may differ in their texts alone (`content/same.rs`), and no problem may show a place in them. What is ranked by its
/// words stays as it was: that is [`super::read_next_again`].
pub fn take_texts(site: &mut Site, files: &[Arc<Parsed>], touched: &[usize]) {
    for file in touched.iter().map(|at| &files[*at]) {
        match (&file.content, site.names.paths.get(&file.path)) {
            (Some(Content::Guide(says)), Some(Item::Guide(at))) => {
                (site.guides[*at].says, _) = collect::with_inherited(&file.path, says, files);
            }
            (Some(Content::Page(says)), Some(Item::Page(at))) => {
                (site.pages[*at].says, _) = collect::with_inherited(&file.path, says, files);
            }
            _ => {}
        }
    }
    // Where a photo is named may have moved.
    if !site.photos.is_empty() {
        site.photos = photos::shown(site, files);
    }
}
