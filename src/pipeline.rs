//! The stages in their order, in parallel, and the question "same as last time?".
//!
//! The only module that knows the order, and the door of the thread pool. [`fn@build`] makes a whole site in memory and is what the
//! next one starts from; [`Front::produce`] makes one file after the other and keeps none.

mod build;
mod explain;
mod files;
mod texts;

pub use build::{Build, Built, Output, Outputs, Rendering, build, build_with};
pub use explain::{Found, Traced};
pub use files::Photo;

use crate::base::SitePath;
use crate::content::parse::{Parsed, parse};
use crate::diagnostics::{self, Diagnostic, Span};
use crate::page::{Cards, Page, Slot, page, slots};
use crate::pictures::{Cache, Index};
use crate::render::{Templates, Voice, draw, missing_letters, render};
use crate::site::prose::{self, Lexicon};
use crate::site::related::reading::Related;
use crate::site::related::{Entry, Ranking, Scratch, Workers};
use crate::site::{Item, Options, Site, index, link, read_next};
use crate::source::scan::{ScanError, list};
use crate::source::{Class, SourceFile, Sources};
use files::{Asset, Known, known_photo};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
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
    // Inside the pool, so that linking reuses the memory that parsing has let go.
    rayon::scope(|_| read_parse_link(root, options, index))
}

fn read_parse_link(root: &Path, options: &Options, index: &Index) -> Result<Front, ScanError> {
    let files = list(root)?;
    let names = Templates::block_names(files.iter().map(|file| &file.path));
    let read: Vec<(Arc<Parsed>, Option<Asset>)> = files
        .into_par_iter()
        .map(|listed| {
            if let Some(photo) = known_photo(&listed, index) {
                return Ok((Arc::new(photo), Some(Asset::Photo(listed, Known::Before))));
            }
            let file = listed.read()?;
            let parsed = Arc::new(parse(&file, &names));
            let kept = is_of_templates(file.class) || file.class.is_published_as_it_is();
            Ok((parsed.clone(), kept.then(|| Asset::of(file, listed, &parsed))))
        })
        .collect::<Result<_, ScanError>>()?;
    let (parsed, kept): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let (templates, published): (Vec<_>, Vec<_>) =
        kept.into_iter().flatten().partition(|file| is_of_templates(file.class()));
    let templates = Sources::from_files(templates.iter().filter_map(Asset::read).cloned());
    let mut front = Front::new(parsed, published, &templates, None, options, false);
    if options.demands.facts {
        let listed: HashMap<SitePath, _> =
            list(root)?.into_iter().map(|file| (file.path.clone(), file)).collect();
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

/// What many pages of a site show, and what to read after each guide.
fn cards(site: &Site, lasting: bool) -> Cards {
    let mut related = read_next(site, &Threads);
    if !lasting {
        related.freeze();
    }
    Cards::new(site, related)
}

/// All threads.
struct Threads;

impl Workers for Threads {
    fn each<T: Send>(&self, count: usize, job: impl Fn(usize, &mut Scratch) -> T + Sync) -> Vec<T> {
        (0..count).into_par_iter().map_init(Scratch::default, |scratch, at| job(at, scratch)).collect()
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
    /// Links parsed files, which come by path. Templates that have not changed are taken over. What is needed to take in other
    /// texts later is kept if it is `lasting`.
    fn new(
        parsed: Vec<Arc<Parsed>>,
        published: Vec<Asset>,
        sources: &Sources,
        templates: Option<&Templates>,
        options: &Options,
        lasting: bool,
    ) -> Self {
        let (mut sites, mut between) = link(&parsed, options);
        let voice = |site: &Site| Voice { words: site.words.clone(), prefix: site.edition.prefix.clone() };
        let voices: Vec<Voice> = sites.iter().map(voice).collect();
        let templates = match templates.filter(|templates| templates.are_of(sources, &voices)) {
            Some(templates) => templates.clone(),
            None => Templates::load(sources, &voices),
        };
        between.extend(sites.iter().flat_map(|site| missing_letters(site, &templates)));
        between.extend(templates.problems.iter().cloned());
        let diagnostics = all_problems(&between, &parsed);
        let copied = published
            .into_iter()
            .filter_map(|file| Some((sites.first()?.files.get(file.path())?.address.output_path(), file)))
            .collect();
        // What has errors may not be whole, so no page is made of it.
        let failed = diagnostics.iter().any(Diagnostic::is_error);
        if !failed {
            sites.iter_mut().for_each(|site| site.related = index(site, &parsed, lasting, &Threads));
        }
        // Half of it is words, which the index has now.
        drop(parsed);
        let cards = if failed { Vec::new() } else { sites.iter().map(|site| cards(site, lasting)).collect() };
        let slots = if failed { Vec::new() } else { all_slots(&sites) };
        Self { templates, sites, cards, slots, copied, read: AtomicUsize::new(0), between, diagnostics }
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

    /// How many pages the site has.
    pub fn page_count(&self) -> usize {
        self.slots.len()
    }

    /// The bytes of every pair page, by its two products; pages are made and thrown away. None if the site has errors.
    ///
    /// Problems with templates are added to [`Front::diagnostics`].
    pub fn pair_sizes(&mut self) -> HashMap<[usize; 2], usize> {
        // A site with errors has no pages to measure.
        let count = if self.has_errors() { 0 } else { self.site().pairs.len() };
        let pairs: Vec<usize> = (0..count).collect();
        let made: Vec<Result<_, Box<Diagnostic>>> = pairs
            .into_par_iter()
            .map(|at| {
                let page = self.page(0, &Slot::Item(Item::Pair(at)));
                Ok((self.site().pairs[at].products, render(&self.templates, &page)?.len()))
            })
            .collect();
        let (sizes, problems): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
        self.diagnostics.extend(problems.into_iter().filter_map(Result::err).map(|problem| *problem));
        diagnostics::sort(&mut self.diagnostics);
        sizes.into_iter().flatten().collect()
    }

    fn page(&self, edition: usize, slot: &Slot) -> Page {
        page(&self.sites[edition], &self.cards[edition], slot)
    }

    fn bytes(&self, page: &Page, cache: &Cache) -> Result<Vec<u8>, Box<Diagnostic>> {
        let bytes = render(&self.templates, page)?;
        draw(&self.templates, page, bytes, cache)
    }

    /// How many entries of its cache [`Front::produce`] uses.
    pub fn cached(&self) -> usize {
        let cards = self.slots.iter().filter(|(_, slot)| matches!(slot, Slot::Share(_)));
        let photos: HashSet<&SitePath> = self.sites.iter().flat_map(|site| site.photos.keys()).collect();
        photos.len() + cards.count()
    }

    /// Makes every file of the site and hands each to `emit` as soon as it is done, from many threads; none is kept.
    ///
    /// Photos come from `cache` or are put there; `making` is called before each that is not there. Of a photo for which
    /// `stands` says so nothing is read or emitted. Problems with pictures and templates are added to
    /// [`Front::diagnostics`].
    ///
    /// # Errors
    /// The first error of `emit`.
    pub fn produce<E: Send>(
        &mut self,
        cache: &Cache,
        making: impl Fn() + Sync,
        stands: impl Fn(&Photo) -> bool + Sync,
        emit: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        if self.has_errors() {
            return Ok(());
        }
        self.count_words();
        let damaged = self.publish_all(cache, making, stands, &emit)?;
        self.diagnostics.extend(damaged);
        let found: Vec<Box<Diagnostic>> = self
            .slots
            .par_iter()
            .map(|(edition, slot)| {
                let page = self.page(*edition, slot);
                match self.bytes(&page, cache) {
                    Ok(bytes) => emit(&page.address.output_path(), &bytes).map(|()| None),
                    Err(diagnostic) => Ok(Some(diagnostic)),
                }
            })
            .filter_map(Result::transpose)
            .collect::<Result<_, E>>()?;
        self.diagnostics.extend(found.into_iter().map(|diagnostic| *diagnostic));
        diagnostics::sort(&mut self.diagnostics);
        Ok(())
    }
}
