//! Publishing a site in which only a few texts are other than when a base was kept: linked from what is kept, with the new texts taken
//! in as a rebuild in memory takes them, and all else left as it stands.
//!
//! Whatever is not as it should be for that, the site is built anew. Must not know: how a page is made.

use super::base::Base;
use super::publish::{Origin, Run};
use super::read::Reader;
use super::record::{Record, Seen, Since};
use super::texts;
use super::{Failure, Front, Publication, Published, Stage};
use crate::base::SitePath;
use crate::content::parse::{Content, Parsed};
use crate::content::same::differ_in_text_alone;
use crate::diagnostics::Diagnostic;
use crate::output::Writer;
use crate::page::Slot;
use crate::site::{Item, Site, take_texts};
use crate::source::Class;
use crate::source::scan::{Listed, ScanError};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// More edited files than this are built anew, which keeps a new base.
const MOST_EDITED: usize = 64;
/// If more than one in so many pages may be others, so is the site.
const MOST_PAGES: usize = 4;

/// A site as it was kept, and as it is now.
struct Versions {
    /// What every file says now, by path; of guides and pages that were not edited all but the text.
    new: Vec<Arc<Parsed>>,
    /// What every file said.
    old: Vec<Arc<Parsed>>,
    /// Which guides and pages have been edited.
    touched: Vec<usize>,
}

impl Publication<'_> {
    /// Publishes a site of which these files have `changed` since it was published, if that is enough to know.
    ///
    /// # Errors
    /// A file of the site cannot be read, or the output folder cannot be written to.
    pub(super) fn again(
        &self,
        run: &Run<'_>,
        record: Record,
        changed: &[&Listed],
        writer: Writer,
    ) -> Result<Option<Published>, Failure> {
        let Some(mut since) = record.base.clone() else { return Ok(None) };
        since.edited.extend(changed.iter().map(|file| file.path.clone()));
        let has_text =
            |path: &SitePath| matches!(Class::of(path), Class::Guide | Class::Page | Class::Static);
        if since.edited.len() > MOST_EDITED || !since.edited.iter().all(has_text) {
            return Ok(None);
        }
        let Some(base) = Base::load(&since.id, self.cache) else { return Ok(None) };
        let index = self.index();
        let reader = Reader::new(&run.files, &index, run.settled);
        let seen: HashMap<&SitePath, &Seen> =
            record.sources.iter().map(|(path, seen)| (path, seen)).collect();
        let known = |listed: &Listed| {
            let kept = base.articles.get(&listed.path).filter(|_| !since.edited.contains(&listed.path));
            Some((kept?.clone(), (*seen.get(&listed.path)?).clone()))
        };
        let read = reader.all(&run.files, known)?;
        let sources = read.seen;
        if !are_the_same(&sources, &since.edited, &seen, &run.files) {
            return Ok(None);
        }
        let Some(mut versions) = Versions::new(read.parsed, &base, &since.edited) else { return Ok(None) };
        let mut front = Front::link(&versions.old, read.published, &read.templates, None, self.options);
        if front.has_errors() || since.edited.iter().any(|path| front.is_quoted(path)) {
            return Ok(None);
        }
        front.take_over(base.rankings, base.searches);
        let stale = front.take_versions(&versions, &mut since);
        if front.has_errors() || since.pages.len() > front.slots.len() / MOST_PAGES {
            return Ok(None);
        }
        if !front.read_texts(&mut versions, &stale.slots, &reader, &run.files, &seen)? {
            return Ok(None);
        }
        // To free this takes a while, in which pages can be made.
        rayon::spawn(move || drop((versions, base.articles)));
        (run.listener.stage)(Stage::Edited(front.pages_in(stale.slots.iter().copied())));
        let put = |path: &str, bytes: &[u8]| writer.put(path, bytes);
        let damaged =
            front.publish_all(self.cache, run.listener.making, self.stands(&index, &writer), put)?;
        front.diagnostics.extend(damaged);
        front.make_pages(&stale.slots, self.cache, put)?;
        (run.listener.stage)(Stage::Rendered(front.photos_read()));
        if front.has_errors() {
            // All problems are wanted, and those of all pages.
            return Ok(None);
        }
        let made: BTreeSet<String> = writer.files().into_iter().map(|(path, _)| path).collect();
        let stays = |path: &&str| !made.contains(*path) && !stale.gone.contains(*path);
        writer.keep(record.files.iter().map(|(path, _)| path.as_str()).filter(stays));
        let origin = Origin { maker: Some(record.maker), sources, base: Some(since), files: &record.files };
        self.put_in_place(run, front, index, writer, origin).map(Some)
    }
}

/// Whether all files that have not been edited are still those that were seen before.
fn are_the_same(
    sources: &[(SitePath, Seen)],
    edited: &BTreeSet<SitePath>,
    before: &HashMap<&SitePath, &Seen>,
    files: &[Listed],
) -> bool {
    let is_same = |(path, now): &(SitePath, Seen)| {
        edited.contains(path)
            || file_at(files, path)
                .is_some_and(|at| before.get(path).is_some_and(|before| now.is_still(before, &files[at])))
    };
    sources.par_iter().all(is_same)
}

/// The number of a file among those that come by path.
fn file_at(files: &[Listed], path: &SitePath) -> Option<usize> {
    files.binary_search_by(|file| file.path.cmp(path)).ok()
}

impl Versions {
    /// What files say `now` that said what is kept in a base, but for those that have been edited; `None` if not only texts are other.
    fn new(now: Vec<Arc<Parsed>>, base: &Base, edited: &BTreeSet<SitePath>) -> Option<Self> {
        let (mut old, mut touched) = (now.clone(), Vec::new());
        for (at, file) in now.iter().enumerate().filter(|(_, file)| edited.contains(&file.path)) {
            match &file.content {
                // No other file sees what is in it.
                Some(Content::File(None)) => {}
                _ => {
                    let kept = base.articles.get(&file.path)?;
                    let is_good = !file.diagnostics.iter().any(Diagnostic::is_error);
                    (is_good && differ_in_text_alone(kept, file)).then_some(())?;
                    old[at] = kept.clone();
                    touched.push(at);
                }
            }
        }
        Some(Self { new: now, old, touched })
    }
}

/// What may be other than it stands.
struct Stale {
    /// The pages, by slot.
    slots: Vec<usize>,
    /// The files of the search that may still stand and that nothing makes any more, by output path.
    gone: BTreeSet<String>,
}

impl Front {
    /// Takes in the texts of all that has been edited since a base was kept, and adds to what may be other since.
    fn take_versions(&mut self, versions: &Versions, since: &mut Since) -> Stale {
        let mut gone: BTreeSet<String> = self.search_files().map(|(_, path)| path).collect();
        gone.extend(since.search.iter().cloned());
        let old: Vec<&Parsed> = versions.touched.iter().map(|at| &*versions.old[*at]).collect();
        let retold = self.take_texts(&versions.new, &versions.touched, &old, texts::Before::Index);
        let others = self.slots.iter().enumerate().take(self.first_search_file());
        let may_change =
            |(edition, slot): &(usize, Slot)| retold[*edition].may_change(slot, &self.sites[*edition]);
        since.pages.extend(others.filter(|(_, slot)| may_change(slot)).map(|(at, _)| at));
        let mut slots: Vec<usize> = since.pages.iter().copied().collect();
        for (at, path) in self.search_files() {
            let stands = gone.remove(&path);
            if may_change(&self.slots[at]) || !stands || since.search.contains(&path) {
                since.search.insert(path);
                slots.push(at);
            }
        }
        since.search.extend(gone.iter().cloned());
        Stale { slots, gone }
    }

    /// The files of the search, each with its slot and its output path.
    fn search_files(&self) -> impl Iterator<Item = (usize, String)> {
        let files = self.slots.iter().enumerate().skip(self.first_search_file());
        files.filter_map(|(at, (edition, slot))| {
            let Slot::SearchFile(file) = slot else { return None };
            let address = self.cards[*edition].search.address(&self.sites[*edition], *file);
            Some((at, address.output_path()))
        })
    }

    /// Reads the texts that some pages show and that were not kept. Says whether they are those of files that have not changed meanwhile.
    ///
    /// # Errors
    /// A file cannot be read.
    fn read_texts(
        &mut self,
        versions: &mut Versions,
        slots: &[usize],
        reader: &Reader<'_>,
        files: &[Listed],
        before: &HashMap<&SitePath, &Seen>,
    ) -> Result<bool, ScanError> {
        let slots: Vec<&(usize, Slot)> = slots.iter().map(|at| &self.slots[*at]).collect();
        let shown = self.sites.iter().enumerate().flat_map(|(edition, site)| shown_by(&slots, edition, site));
        let wanted: BTreeSet<usize> = shown.filter_map(|path| file_at(files, path)).collect();
        let wanted: Vec<usize> = wanted.into_iter().collect();
        let read = wanted.par_iter().map(|at| reader.one(&files[*at]));
        let read = read.collect::<Result<Vec<_>, ScanError>>()?;
        for (at, file) in wanted.iter().zip(read) {
            let before = before.get(&files[*at].path);
            let is_same =
                file.seen.zip(before).is_some_and(|(now, before)| now.is_still(before, &files[*at]));
            if !is_same {
                return Ok(false);
            }
            versions.new[*at] = file.parsed;
        }
        for site in &mut self.sites {
            take_texts(site, &versions.new, &wanted);
        }
        Ok(true)
    }
}

/// The files of an edition's guides and pages whose texts some pages show and nobody has read.
fn shown_by<'s>(
    slots: &'s [&(usize, Slot)],
    edition: usize,
    site: &'s Site,
) -> impl Iterator<Item = &'s SitePath> + 's {
    let guides =
        site.guides.iter().enumerate().map(|(at, guide)| (Item::Guide(at), &guide.path, &guide.says));
    let pages = site.pages.iter().enumerate().map(|(at, page)| (Item::Page(at), &page.path, &page.says));
    let is_shown = move |item: Item| {
        let mut own =
            slots.iter().filter(|(of, slot)| *of == edition && !matches!(slot, Slot::SearchFile(_)));
        own.any(|(_, slot)| slot.may_show_text_of(item, site))
    };
    let unread = guides.chain(pages).filter(|(_, _, says)| says.body.is_none());
    unread.filter(move |(item, _, _)| is_shown(*item)).map(|(_, path, _)| path)
}
