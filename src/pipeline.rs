//! The stages in their order, in parallel, and the question "same as last time?".
//!
//! The only module that knows the order, and the door of the thread pool. [`fn@build`] makes a whole site in memory and is what the
//! next one starts from; [`Front::produce`] makes one file after the other and keeps none.

mod again;
mod base;
mod build;
mod explain;
mod files;
mod produce;
mod publish;
mod read;
mod record;
mod texts;
mod verify;

pub use build::{Build, Built, Output, Outputs, Rendering, build, build_with};
pub use explain::{Found, Traced};
pub use files::Photo;
pub use publish::{Failure, Listener, MEMORY, Publication, Published, Stage};
pub use verify::Verified;

use crate::base::{Aside, SitePath, Workers};
use crate::content::parse::Parsed;
use crate::content::terms::Terms;
use crate::diagnostics::{self, Diagnostic, Span};
use crate::page::{Cards, Slot, search, slots};
use crate::pictures::Index;
use crate::render::{Templates, Voice, missing_letters};
use crate::site::prose::{self, Lexicon};
use crate::site::related::reading::{Reading, Related};
use crate::site::related::{Entry, Ranking, Wording};
use crate::site::{Options, Site, index, link, read_next, terms, wording};
use crate::source::scan::{Listed, ScanError, list};
use crate::source::{Class, SourceFile, Sources};
use files::Asset;
use rayon::prelude::*;
use read::Reader;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

/// Reads every file of the site at `root`. A file that vanishes meanwhile is left out.
///
/// # Errors
/// A folder or file cannot be read.
pub fn scan(root: &Path) -> Result<Sources, ScanError> {
    let files =
        list(root)?.into_par_iter().map(|listed| listed.read_if_there()).collect::<Result<Vec<_>, _>>()?;
    Ok(Sources::from_files(files.into_iter().flatten()))
}

/// Reads, parses and links the site at `root`: everything but its pages.
///
/// Each file is parsed as soon as it has been read and its text let go, so that a large site never stands in memory
/// twice.
///
/// # Errors
/// A folder or file cannot be read.
pub fn prepare(root: &Path, options: &Options) -> Result<Front, ScanError> {
    prepare_with(root, options, &Index::default())
}

/// As [`prepare`], without reading the photos that an index knows.
///
/// # Errors
/// A folder or file cannot be read.
pub fn prepare_with(root: &Path, options: &Options, index: &Index) -> Result<Front, ScanError> {
    let files = list(root)?;
    let texts = Reader::new(&files, index, None).all(&files, |_| None)?;
    // Inside the pool, so that linking reuses the memory that parsing has let go.
    let mut front = rayon::scope(|_| {
        let mut front = Front::link(&texts.parsed, texts.published, &texts.templates, None, options);
        let terms = front.terms(&texts.parsed);
        drop(texts.parsed);
        front.index(terms);
        let mut rankings = front.rank();
        rankings.iter_mut().for_each(Reading::freeze);
        front.lay_out(rankings);
        front
    });
    if options.demands.facts {
        let listed: HashMap<&SitePath, &Listed> = files.iter().map(|file| (&file.path, file)).collect();
        front.check_facts(|path| listed.get(path)?.read().ok());
    }
    Ok(front)
}

/// The problems between files and those of each, sorted.
fn all_problems(between: &[Diagnostic], parsed: &[Arc<Parsed>]) -> Vec<Diagnostic> {
    let own = parsed.iter().flat_map(|file| &file.diagnostics);
    let mut all: Vec<Diagnostic> = between.iter().chain(own).cloned().collect();
    diagnostics::sort(&mut all);
    all
}

/// The pages of all editions.
fn all_slots(sites: &[Site]) -> Vec<(usize, Slot)> {
    sites
        .iter()
        .enumerate()
        .flat_map(|(edition, site)| slots(site).into_iter().map(move |slot| (edition, slot)))
        .collect()
}

/// Whether pages are rendered with such files.
fn is_of_templates(class: Class) -> bool {
    matches!(class, Class::Template | Class::Font)
}

/// All threads.
struct Threads;

impl Workers for Threads {
    fn each<Memory: Default + 'static, T: Send>(
        &self,
        count: usize,
        job: impl Fn(usize, &mut Memory) -> T + Sync,
    ) -> Vec<T> {
        (0..count).into_par_iter().map_init(Memory::default, |memory, number| job(number, memory)).collect()
    }

    fn both(&self, one: impl FnOnce() + Send, other: impl FnOnce() + Send) {
        rayon::join(one, other);
    }
}

/// A site that has been resolved, and whose pages can be made one by one.
pub struct Front {
    templates: Templates,
    /// The site in each of its languages, the main one first.
    sites: Vec<Site>,
    cards: Vec<Cards>,
    /// The pages that are to be made, each with the number of its edition.
    slots: Vec<(usize, Slot)>,
    copied: Vec<(String, Asset)>,
    /// How many photos were read again for what is made of them.
    read: AtomicUsize,
    /// The problems that no file has by itself.
    between: Vec<Diagnostic>,
    /// The problems of all stages so far, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Front {
    /// Links parsed files, which come by path. Templates that have not changed are taken over. It has no pages before
    /// [`Front::index`], [`Front::rank`] and [`Front::lay_out`], or [`Front::take_over`].
    fn link(
        parsed: &[Arc<Parsed>],
        published: Vec<Asset>,
        sources: &Sources,
        templates: Option<&Templates>,
        options: &Options,
    ) -> Self {
        let (sites, mut between) = link(parsed, options, &Threads);
        let voice = |site: &Site| Voice { words: site.words.clone(), prefix: site.edition.prefix.clone() };
        let voices: Vec<Voice> = sites.iter().map(voice).collect();
        let templates = match templates.filter(|templates| templates.are_of(sources, &voices)) {
            Some(templates) => templates.clone(),
            None => Templates::load(sources, &voices),
        };
        between.extend(sites.iter().flat_map(|site| missing_letters(site, &templates)));
        between.extend(templates.problems.iter().cloned());
        let diagnostics = all_problems(&between, parsed);
        let copied = published
            .into_iter()
            .filter_map(|file| Some((sites.first()?.files.get(file.path())?.address.output_path(), file)))
            .collect();
        let (cards, slots, read) = (Vec::new(), Vec::new(), AtomicUsize::new(0));
        Self { templates, sites, cards, slots, copied, read, between, diagnostics }
    }

    /// The words of all guides, by edition. Of what files say it is all that is still needed once they have been linked.
    fn terms(&self, parsed: &[Arc<Parsed>]) -> Vec<Vec<Aside<Terms>>> {
        self.sites.iter().map(|site| terms(site, parsed)).collect()
    }

    /// Gathers what guides are ranked by, which have these words, by edition. What has errors may not be whole, so nothing is made of it.
    fn index(&mut self, terms: Vec<Vec<Aside<Terms>>>) {
        if !self.has_errors() {
            for (site, terms) in self.sites.iter_mut().zip(terms) {
                site.related = index(site, wording(terms, &Threads));
            }
        }
    }

    /// What to read after each guide, by edition; nothing if the site has errors.
    fn rank(&self) -> Vec<Reading> {
        if self.has_errors() {
            return Vec::new();
        }
        self.sites.iter().map(|site| read_next(site, &Threads)).collect()
    }

    /// Says which pages there are, on which this is what to read after each guide.
    fn lay_out(&mut self, rankings: Vec<Reading>) {
        let sites = self.sites.iter().zip(rankings);
        self.cards = sites.map(|(site, related)| Cards::new(site, related, &Threads)).collect();
        if !self.has_errors() {
            self.slots = all_slots(&self.sites);
        }
    }

    /// As all three, where it has been kept what was made of all texts.
    fn take_over(&mut self, rankings: Vec<(Wording, Reading)>, searches: Vec<search::Index>) {
        let (wordings, rankings): (Vec<Wording>, Vec<Reading>) = rankings.into_iter().unzip();
        for (site, wording) in self.sites.iter_mut().zip(wordings) {
            site.related = index(site, wording);
        }
        self.lay_out(rankings);
        for (cards, search) in self.cards.iter_mut().zip(searches) {
            cards.search = search;
        }
        self.list_search_files();
    }

    /// Forgets what guides are ranked by.
    fn forget_index(&mut self) {
        self.sites.iter_mut().for_each(|site| site.related = Default::default());
    }

    /// Whether a problem between files shows a place of this one.
    fn is_quoted(&self, path: &SitePath) -> bool {
        let places = |problem: &'_ Diagnostic| {
            problem.at.file == *path || problem.also.iter().any(|(at, _)| at.file == *path)
        };
        self.between.iter().any(places)
    }

    /// Takes the problems of pages; returns the pages if the site has no errors.
    fn take_problems<Made>(&mut self, made: Vec<Result<Made, Box<Diagnostic>>>) -> Option<Vec<Made>> {
        let mut good = Vec::with_capacity(made.len());
        for result in made {
            match result {
                Ok(page) => good.push(page),
                Err(problem) => self.diagnostics.push(*problem),
            }
        }
        diagnostics::sort(&mut self.diagnostics);
        (!self.has_errors()).then_some(good)
    }

    /// Whether the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Holds the prose of all guides against the facts. A fact that could not be read is no fact.
    fn check_facts(&mut self, file: impl Fn(&SitePath) -> Option<Arc<SourceFile>> + Sync) {
        // Prose is read in English alone, and its facts are named in English.
        let site = self.site();
        let lexicon = Lexicon::new(site);
        let found: Vec<Diagnostic> = site
            .guides
            .par_iter()
            .flat_map_iter(|guide| {
                let file = file(&guide.path);
                let text = file.as_ref().and_then(|file| file.text()).unwrap_or_default();
                prose::check(site, &lexicon, guide, text)
            })
            .collect();
        self.diagnostics.extend(found);
        diagnostics::sort(&mut self.diagnostics);
    }

    /// The site in its main language.
    pub fn site(&self) -> &Site {
        &self.sites[0]
    }

    /// The site in each of its languages, the main one first.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// What to read after each guide of an edition; nothing if the site has errors.
    pub fn read_next(&self, edition: usize) -> &[Vec<Related>] {
        self.cards.get(edition).map_or(&[], |cards| cards.related.lists())
    }

    /// The ranking that an edition's lists are made of.
    pub fn ranking(&self, edition: usize) -> Ranking<'_> {
        Ranking::new(&self.sites[edition].related, &Threads)
    }

    /// The `count` best guides for each guide, whatever was picked by hand.
    pub fn ranked(&self, edition: usize, count: usize) -> Vec<Vec<Entry>> {
        let ranking = self.ranking(edition);
        Threads.each(self.sites[edition].guides.len(), |guide, scratch| ranking.best(guide, count, scratch))
    }

    /// Where a photo is named first, if a page of any edition shows it.
    fn shown(&self, photo: &SitePath) -> Option<&Span> {
        self.sites.iter().find_map(|site| site.photos.get(photo))
    }

    /// How many pages the site has for people; feeds, cards and other files for machines are none.
    pub fn page_count(&self) -> usize {
        self.pages_in(0..self.slots.len())
    }

    /// How many of some slots are such pages.
    fn pages_in(&self, slots: impl IntoIterator<Item = usize>) -> usize {
        slots.into_iter().filter(|at| self.slots[*at].1.is_html()).count()
    }
}
