//! A build in memory, which the next one starts from.
//!
//! A build obeys one law, which a property test keeps: started from another it gives what it gives without, outputs and
//! diagnostics both. What is taken over is told by comparing values: a file by its bytes, a site by what its files let
//! one another see, a page by its view.

use super::Front;
use super::files::{Asset, PublishedFile};
use super::texts::{Before, Retold};
use crate::base::{Address, SitePath};
use crate::content::markdown::BlockNames;
use crate::content::parse::{Parsed, parse};
use crate::content::same::differ_in_text_alone;
use crate::diagnostics::Diagnostic;
use crate::page::{Page, Slot, View};
use crate::pictures::Cache;
use crate::render::Templates;
use crate::site::{Demands, Options};
use crate::source::{SourceFile, Sources};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A file of the published site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Bytes that were made.
    Made(Arc<[u8]>),
    /// A source file that is published as it is.
    Copied(Arc<SourceFile>),
}

impl Output {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Made(bytes) => bytes,
            Self::Copied(file) => &file.bytes,
        }
    }
}

/// The published files by output path. Cheap to clone.
pub type Outputs = Arc<BTreeMap<String, Output>>;

/// A built site, kept whole.
pub struct Build {
    /// All problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What is published; empty if there are errors.
    pub outputs: Outputs,
    /// How many pages were rendered, and not taken over from the previous build.
    pub rendered: usize,
    /// The pages that were rendered, or the first of many, in the order of the site.
    pub renderings: Vec<Rendering>,
    /// The published files that are no pages and that are other, new or gone since the last build without errors.
    pub changed_files: Vec<SitePath>,
    memory: Memory,
}

/// A page that was rendered.
pub struct Rendering {
    /// What it is now.
    pub page: Arc<Built>,
    /// What it was before; nothing if there was no such page.
    pub before: Option<Arc<Built>>,
}

/// A page with its bytes.
pub struct Built {
    /// What was rendered.
    pub page: Page,
    /// What came out.
    pub bytes: Arc<[u8]>,
}

/// How many renderings a build keeps, to say why: so many are read by nobody.
const KEPT: usize = 100;

/// What a build leaves to the next.
struct Memory {
    names: BlockNames,
    /// Every file with what it says, by path.
    read: Vec<Read>,
    /// The last site without errors.
    standing: Option<Standing>,
}

/// A file with what it says.
type Read = (Arc<SourceFile>, Arc<Parsed>);

/// A whole site without errors.
struct Standing {
    templates: Templates,
    /// The pages, in the order of the slots.
    pages: Vec<Arc<Built>>,
    files: HashMap<SitePath, PublishedFile>,
    outputs: Outputs,
    /// What it was made of; nothing once texts have been taken in of which no page could be made.
    linked: Option<Linked>,
}

/// A site whose files have been linked.
struct Linked {
    options: Options,
    /// What it was linked from.
    read: Vec<Read>,
    front: Front,
}

impl Build {
    /// Whether the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Builds a site in memory, taking over from `previous` what has not changed. Photos are made anew.
pub fn build(sources: &Sources, options: &Options, previous: Option<Build>) -> Build {
    build_with(sources, options, previous, &Cache::default(), || {})
}

/// As [`build`], with photos and cards from `cache` or put there; `making` is called before each that is not there.
pub fn build_with(
    sources: &Sources,
    options: &Options,
    previous: Option<Build>,
    cache: &Cache,
    making: impl Fn() + Sync,
) -> Build {
    let names = Templates::block_names(sources.iter().map(|file| &file.path));
    let (old, mut standing) = match previous.map(|previous| previous.memory) {
        Some(memory) if memory.names == names => (memory.read, memory.standing),
        Some(memory) => (Vec::new(), memory.standing),
        None => (Vec::new(), None),
    };
    let read = parse_changed(sources, &names, &old);
    drop(old);
    let retold = standing.as_mut().and_then(|standing| standing.take_linked(&read, options));
    let memory = Memory { names, read, standing: None };
    let making = Making { options, cache, making: &making };
    match (standing, retold) {
        (Some(standing), Some((linked, touched))) => making.with_texts(standing, linked, &touched, memory),
        (standing, _) => making.anew(sources, standing, memory),
    }
}

/// Parses every file, in the order of their paths; a file that has not changed is taken over.
fn parse_changed(sources: &Sources, names: &BlockNames, old: &[Read]) -> Vec<Read> {
    let mut old = old.iter().peekable();
    let matched: Vec<(&Arc<SourceFile>, Option<&Read>)> = sources
        .iter()
        .map(|file| {
            while old.next_if(|(old, _)| old.path < file.path).is_some() {}
            (file, old.peek().copied().filter(|(old, _)| old == file))
        })
        .collect();
    let parsed = |file: &Arc<SourceFile>| (file.clone(), Arc::new(parse(file, names)));
    matched.into_par_iter().map(|(file, old)| old.cloned().unwrap_or_else(|| parsed(file))).collect()
}

impl Standing {
    /// What this site was made of and which files are other, if it need not be linked again.
    fn take_linked(&mut self, read: &[Read], options: &Options) -> Option<(Linked, Vec<usize>)> {
        let touched = self.linked.as_ref()?.touched(read, options)?;
        Some((self.linked.take()?, touched))
    }
}

impl Linked {
    /// Which files are other than those this site was linked from, if it is still the same but for their texts; `None` if it
    /// has to be linked again.
    fn touched(&self, read: &[Read], options: &Options) -> Option<Vec<usize>> {
        let same = self.options == *options && self.read.len() == read.len();
        if !same || options.demands != Demands::default() {
            return None;
        }
        let others = self.read.iter().zip(read).enumerate();
        let others = others.filter(|(_, ((_, old), (_, new)))| !Arc::ptr_eq(old, new));
        others
            .map(|(at, (old, new))| {
                let in_text_alone = differ_in_text_alone(&old.1, &new.1);
                let good = !new.1.diagnostics.iter().any(Diagnostic::is_error);
                (in_text_alone && good && !self.front.is_quoted(&new.1.path)).then_some(at)
            })
            .collect()
    }
}

/// What all parts of a build need.
struct Making<'m, Step> {
    options: &'m Options,
    cache: &'m Cache,
    making: &'m Step,
}

/// The pages that were made: each with its slot and with what stood there before, or what is wrong with it.
type Made = Vec<Result<(usize, Arc<Built>, Option<Arc<Built>>), Box<Diagnostic>>>;

impl<Step: Fn() + Sync> Making<'_, Step> {
    /// Builds a site whose files have nothing new to say to one another: only some texts are other. If they make no page, what stood
    /// before stays in memory.
    fn with_texts(
        &self,
        mut standing: Standing,
        linked: Linked,
        touched: &[usize],
        mut memory: Memory,
    ) -> Build {
        let Linked { options, read: old, mut front } = linked;
        let parsed: Vec<Arc<Parsed>> = memory.read.iter().map(|(_, parsed)| parsed.clone()).collect();
        let before: Vec<&Parsed> = touched.iter().map(|at| &*old[*at].1).collect();
        let retold = front.take_texts(&parsed, touched, &before, Before::Texts);
        front.take_files(touched.iter().map(|at| &memory.read[*at].0));
        let count = standing.pages.partition_point(|built| !matches!(built.page.view, View::SearchFile(_)));
        let (others, of_search) = standing.pages.split_at(count);
        let known: HashMap<&Address, &Arc<Built>> =
            of_search.iter().map(|built| (&built.page.address, built)).collect();
        let (stale, mut search) = sort_out(&front, &retold, &known);
        let before = |slot: usize, address: &Address| {
            others.get(slot).or_else(|| known.get(address).copied()).cloned()
        };
        let made = self.pages(&front, &stale, before, true);
        let renderings = front.take_problems(made);
        let files = renderings
            .is_some()
            .then(|| front.publish_files(&standing.files, self.cache, self.making))
            .flatten();
        let (Some(renderings), Some(files)) = (renderings, files) else {
            memory.standing = Some(standing);
            return memory.failed(front.diagnostics);
        };
        let of_search = standing.pages.split_off(count);
        let places = Arc::make_mut(&mut standing.outputs);
        for (slot, built, _) in &renderings {
            places.insert(built.page.address.output_path(), Output::Made(built.bytes.clone()));
            match standing.pages.get_mut(*slot) {
                Some(page) => *page = built.clone(),
                None => drop(search.insert(*slot, built.clone())),
            }
        }
        let kept: HashSet<&Address> = search.values().map(|built| &built.page.address).collect();
        for gone in of_search.iter().filter(|built| !kept.contains(&built.page.address)) {
            places.remove(&gone.page.address.output_path());
        }
        drop(kept);
        standing.pages.extend(search.into_values());
        for file in files.changed.iter().filter_map(|path| files.published.get(path)) {
            places.extend(file.published.iter().cloned());
        }
        standing.files = files.published;
        let linked = Linked { options, read: memory.read.clone(), front };
        memory.stands(standing, linked, renderings, files.changed)
    }

    /// Builds a site by linking its files. What stood before lends its templates, pages and files where they are the same,
    /// and stays in memory if there are errors.
    fn anew(&self, sources: &Sources, old: Option<Standing>, mut memory: Memory) -> Build {
        let parsed: Vec<Arc<Parsed>> = memory.read.iter().map(|(_, parsed)| parsed.clone()).collect();
        let published = sources.iter().filter(|file| file.class.is_published_as_it_is());
        let published = published.cloned().map(Asset::Read).collect();
        let templates = old.as_ref().map(|old| &old.templates);
        let mut front = Front::link(&parsed, published, sources, templates, self.options);
        front.index(front.terms(&parsed));
        front.lay_out(front.rank());
        if self.options.demands.facts {
            front.check_facts(|path| sources.get(path.as_str()).cloned());
        }
        front.count_words();
        let same_templates = templates.is_some_and(|templates| *templates == front.templates);
        let mut pages = Vec::new();
        let renderings = {
            let known: HashMap<&Address, &Arc<Built>> =
                old.iter().flat_map(|old| &old.pages).map(|built| (&built.page.address, built)).collect();
            let all: Vec<usize> = (0..front.slots.len()).collect();
            let made =
                self.pages(&front, &all, |_, address| known.get(address).copied().cloned(), same_templates);
            pages.extend(made.iter().flatten().map(|(_, built, _)| built.clone()));
            front.take_problems(made)
        };
        let nothing = HashMap::new();
        let old_files = old.as_ref().map_or(&nothing, |old| &old.files);
        let files =
            renderings.is_some().then(|| front.publish_files(old_files, self.cache, self.making)).flatten();
        let (Some(renderings), Some(files)) = (renderings, files) else {
            memory.standing = old;
            return memory.failed(front.diagnostics);
        };
        let made =
            pages.iter().map(|built| (built.page.address.output_path(), Output::Made(built.bytes.clone())));
        let copied = files.published.values().flat_map(|file| file.published.iter().cloned());
        let outputs = Arc::new(copied.chain(made).collect());
        let templates = front.templates.clone();
        let standing = Standing { templates, pages, files: files.published, outputs, linked: None };
        let linked = Linked { options: self.options.clone(), read: memory.read.clone(), front };
        memory.stands(standing, linked, renderings, files.changed)
    }

    /// Plans the pages of some slots, and renders those whose view is other than that of the page `before` it.
    fn pages(
        &self,
        front: &Front,
        slots: &[usize],
        before: impl Fn(usize, &Address) -> Option<Arc<Built>> + Sync,
        same_templates: bool,
    ) -> Made {
        slots
            .par_iter()
            .map(|slot| {
                let (edition, ref of) = front.slots[*slot];
                let page = front.page(edition, of);
                let before = before(*slot, &page.address);
                match before {
                    Some(before) if same_templates && before.page == page => {
                        Ok((*slot, before.clone(), Some(before)))
                    }
                    before => {
                        let bytes = front.bytes(&page, self.cache)?.into();
                        Ok((*slot, Arc::new(Built { page, bytes }), before))
                    }
                }
            })
            .collect()
    }
}

/// The slots that may have other views after texts have changed, and the files of the search that do not, by slot.
fn sort_out(
    front: &Front,
    retold: &[Retold],
    known: &HashMap<&Address, &Arc<Built>>,
) -> (Vec<usize>, BTreeMap<usize, Arc<Built>>) {
    let (mut stale, mut kept) = (Vec::new(), BTreeMap::new());
    for (at, (edition, slot)) in front.slots.iter().enumerate() {
        let (retold, site) = (&retold[*edition], &front.sites[*edition]);
        match slot {
            Slot::SearchFile(file) => {
                let address = front.cards[*edition].search.address(site, *file);
                match known.get(&address).filter(|_| !retold.may_change(slot, site)) {
                    Some(built) => drop(kept.insert(at, (*built).clone())),
                    None => stale.push(at),
                }
            }
            slot if retold.may_change(slot, site) => stale.push(at),
            _ => {}
        }
    }
    (stale, kept)
}

impl Memory {
    /// A build with errors: nothing is published.
    fn failed(self, diagnostics: Vec<Diagnostic>) -> Build {
        Build {
            diagnostics,
            outputs: Outputs::default(),
            rendered: 0,
            renderings: Vec::new(),
            changed_files: Vec::new(),
            memory: self,
        }
    }

    /// A build without errors.
    fn stands(
        mut self,
        standing: Standing,
        linked: Linked,
        renderings: Vec<(usize, Arc<Built>, Option<Arc<Built>>)>,
        changed_files: Vec<SitePath>,
    ) -> Build {
        let is_new = |page: &Arc<Built>, before: &Option<Arc<Built>>| {
            before.as_ref().is_none_or(|before| !Arc::ptr_eq(page, before))
        };
        let rendered = renderings.into_iter().filter(|(_, page, before)| is_new(page, before));
        let mut rendered = rendered.map(|(_, page, before)| Rendering { page, before });
        let renderings: Vec<Rendering> = rendered.by_ref().take(KEPT).collect();
        let (diagnostics, outputs) = (linked.front.diagnostics.clone(), standing.outputs.clone());
        self.standing = Some(Standing { linked: Some(linked), ..standing });
        Build {
            diagnostics,
            outputs,
            rendered: renderings.len() + rendered.count(),
            renderings,
            changed_files,
            memory: self,
        }
    }
}
