//! A site from one folder into another: what `diptych build` does, with what is remembered between runs.
//!
//! Whatever the cache holds, or has lost, the same files are published and the same is said: [`Publication::verify`] builds without it and
//! compares. Must not know: how anything is shown on a terminal.

use super::base::Base;
use super::read::{Reader, Shelves};
use super::record::{Maker, Record, Seen, Since, Waiting};
use super::{Front, Photo};
use crate::base::kept::to_bytes;
use crate::base::{Shelf, SitePath};
use crate::diagnostics::Diagnostic;
use crate::output::{Change, OutputError, Report, Writer};
use crate::pictures::cache::{Key, key};
use crate::pictures::{Cache, Index};
use crate::site::Options;
use crate::site::related::reading::Reading;
use crate::source::scan::{Listed, ScanError, list};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Where a site is, where it goes, and what is remembered of it.
pub struct Publication<'p> {
    /// The folder that has `content/` in it.
    pub root: &'p Path,
    /// The output folder.
    pub out: &'p Path,
    /// What the person who builds decides.
    pub options: &'p Options,
    /// What is kept between runs.
    pub cache: &'p Cache,
    /// How long the times of a file have to be past before it is known by them; as long as its disk asks for if nothing is said.
    pub unsettled: Option<Duration>,
    /// About how many bytes of memory it may take, as far as texts can wait on the disk for that. Usually [`MEMORY`].
    pub memory: u64,
}

/// As much as 50,000 guides take with their texts, or 100,000 without them.
pub const MEMORY: u64 = 900 << 20;
/// What each file takes besides its text and words, in bytes, as measured.
const A_FILE: u64 = 9 << 10;

/// Who is told how far a site has come.
pub struct Listener<'l> {
    /// Told what has just been done.
    pub stage: &'l dyn Fn(Stage),
    /// Called before each photo that is made smaller.
    pub making: &'l (dyn Fn() + Sync),
    /// Told each change of the output folder before it is made, if anybody wants to know.
    pub changes: Option<Changes<'l>>,
}

/// What has been done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Nothing is new since the last time.
    NothingNew,
    /// Only texts are other than last time, and so many pages may be.
    Edited(usize),
    /// The site has been read and linked, and has so many pages.
    Planned(usize),
    /// All files have been made, for which so many photos were read.
    Rendered(usize),
    /// All files are in place.
    InPlace,
}

/// Who is told what changes in the output folder.
type Changes<'l> = &'l dyn Fn(&mut dyn Iterator<Item = Change>);

/// What came of it.
pub struct Published {
    /// All problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages the site has.
    pub pages: usize,
    /// What was done to the output folder; nothing if the site has errors.
    pub report: Option<Report>,
    /// What it was made of, which takes a while to be freed.
    _front: Option<Front>,
}

/// Why a site could not be published: an error of the environment, not of the content.
#[derive(Debug)]
pub enum Failure {
    /// It cannot be read.
    Scan(ScanError),
    /// It cannot be written.
    Output(OutputError),
    /// Texts that were set aside cannot be read back.
    Aside,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scan(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::Aside => f.write_str(
                "cannot read back the texts that were set aside in .diptych/cache; look after its disk and build again",
            ),
        }
    }
}

impl std::error::Error for Failure {}

impl From<ScanError> for Failure {
    fn from(error: ScanError) -> Self {
        Self::Scan(error)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl Publication<'_> {
    /// Publishes the site, if it has no errors. What is not new since the last time is not read, as far as that can be told.
    ///
    /// # Errors
    /// A folder or file of the site cannot be read, or the output folder cannot be written to.
    pub fn publish(&self, listener: &Listener<'_>) -> Result<Published, Failure> {
        // Before the files are listed, as what changes afterwards has a later time; what is no site gets no folder for it.
        let is_site = self.root.join("content").is_dir();
        let settled = is_site.then(|| self.cache.settled(self.unsettled)).flatten();
        let run = Run { settled, files: list(self.root)?, listener };
        let maker = Maker::new(&run.files, self.options);
        if let Some(published) = self.remembered(&run, maker.as_ref())? {
            return Ok(published);
        }
        self.anew(&run, maker)
    }

    /// Publishes a site of which it is remembered how it was published, if little or nothing is new since.
    ///
    /// # Errors
    /// As of [`Publication::publish`].
    fn remembered(&self, run: &Run<'_>, maker: Option<&Maker>) -> Result<Option<Published>, Failure> {
        // A folder that is not there was not built into.
        let Some((maker, out)) = maker.zip(self.out.canonicalize().ok()) else { return Ok(None) };
        let Some(record) = Record::of(&out, self.cache) else { return Ok(None) };
        let Some(changed) = record.changed(maker, &run.files) else { return Ok(None) };
        let writer = Writer::open(self.root, self.out)?;
        if !record.stands(&writer) {
            return Ok(None);
        }
        if !changed.is_empty() {
            return self.again(run, record, &changed, writer);
        }
        (run.listener.stage)(Stage::NothingNew);
        Ok(Some(Published {
            diagnostics: record.problems,
            pages: record.pages,
            report: Some(Report { written: 0, unchanged: record.files.len(), removed: 0 }),
            _front: None,
        }))
    }

    /// Publishes a site of which nothing is remembered but photos.
    ///
    /// # Errors
    /// As of [`Publication::publish`].
    fn anew(&self, run: &Run<'_>, maker: Option<Maker>) -> Result<Published, Failure> {
        let index = self.index();
        let shelf = |limit| {
            let cache = self.cache.clone();
            Arc::new(Shelf::new(limit, move || cache.scratch()))
        };
        let besides = A_FILE * run.files.len() as u64;
        // Words are let go before all cards are made, which take as much as this.
        let shelves =
            Shelves { texts: shelf(self.memory.saturating_sub(besides)), terms: shelf(self.memory / 8) };
        let reader = Reader::new(&run.files, &index, run.settled).with_shelves(&shelves);
        let texts = reader.all(&run.files, |_| None)?;
        let sources = texts.seen;
        let id = maker.as_ref().filter(|_| run.settled.is_some()).and_then(|maker| base_id(maker, &sources));
        let (mut front, id) = rayon::scope(|_| {
            let mut front = Front::link(&texts.parsed, texts.published, &texts.templates, None, self.options);
            let id = id.filter(|_| !front.has_errors());
            let terms = front.terms(&texts.parsed);
            let parsed = texts.parsed;
            // What files say is let go as soon as it has been kept.
            let keep = move || id.filter(|id| Base::keep_articles(id, &parsed, self.cache));
            let rank = || {
                front.index(terms);
                front.rank()
            };
            let (id, mut rankings) = rayon::join(keep, rank);
            let id = id.filter(|_| !shelves.have_failed());
            if let Some(id) = &id {
                Base::keep_rankings(id, &front, &rankings, self.cache);
            }
            // What only later runs need takes as much memory as the pages that come now.
            front.forget_index();
            rankings.iter_mut().for_each(Reading::freeze);
            front.lay_out(rankings);
            (front, id)
        });
        (run.listener.stage)(Stage::Planned(front.page_count()));
        if front.has_errors() {
            return Ok(Published::new(front, None));
        }
        let writer = Writer::open(self.root, self.out)?;
        front.produce(self.cache, run.listener.making, self.stands(&index, &writer), |path, bytes| {
            writer.put(path, bytes)
        })?;
        (run.listener.stage)(Stage::Rendered(front.photos_read()));
        if shelves.have_failed() {
            return Err(Failure::Aside);
        }
        if front.has_errors() {
            return Ok(Published::new(front, None));
        }
        if let Some(id) = &id {
            Base::keep_searches(id, &front, self.cache);
        }
        let base = id.map(Since::new);
        self.put_in_place(run, front, index, writer, Origin { maker, sources, base, files: &[] })
    }

    /// What is remembered of photos.
    pub(super) fn index(&self) -> Index {
        Index::open_with(self.cache, self.unsettled)
    }

    /// Whether all that is made of a photo stands, and stays.
    pub(super) fn stands<'s>(
        &'s self,
        index: &'s Index,
        writer: &'s Writer,
    ) -> impl Fn(&Photo) -> bool + Sync + 's {
        |photo| {
            let is_cached = photo.forms.as_ref().is_none_or(|forms| self.cache.holds(forms));
            let paths = photo.files.iter().map(|(path, _)| path.as_str());
            let stand = photo.files.iter().all(|(path, what)| index.stands(&writer.out().join(path), what));
            is_cached && stand && writer.keep(paths)
        }
    }

    /// Puts all files in place that the writer has, and remembers how.
    ///
    /// # Errors
    /// The output folder cannot be written to.
    pub(super) fn put_in_place(
        &self,
        run: &Run<'_>,
        mut front: Front,
        mut index: Index,
        writer: Writer,
        origin: Origin<'_>,
    ) -> Result<Published, Failure> {
        let out = writer.out().to_owned();
        // All pages have been made, and to put very many in place takes memory; of fewer the program ends sooner than cards are freed.
        if A_FILE * run.files.len() as u64 > self.memory / 2 {
            front.cards = Vec::new();
        }
        front.stage(&mut index, &writer);
        let waiting = Waiting::new(&writer, self.cache.settled(self.unsettled));
        let (report, in_folders) =
            writer.commit_saying(|changes| run.listener.changes.iter().for_each(|say| say(changes)))?;
        front.remember(index, &out);
        let Origin { maker, sources, base, files } = origin;
        let files = waiting.and_then(|waiting| waiting.in_place(&out, &in_folders, run.settled, files));
        if let Some((maker, files)) = maker.zip(files) {
            let (problems, pages) = (front.diagnostics.clone(), front.page_count());
            Record { maker, sources, files, problems, pages, base }.keep(&out, self.cache);
        }
        self.cache.prune(front.cached());
        (run.listener.stage)(Stage::InPlace);
        Ok(Published::new(front, Some(report)))
    }
}

/// One run of a publication.
pub(super) struct Run<'r> {
    /// Up to when times were settled when it began.
    pub settled: Option<u64>,
    /// The files of the site, by path.
    pub files: Vec<Listed>,
    /// Who is told how far it has come.
    pub listener: &'r Listener<'r>,
}

/// What a site was made from.
pub(super) struct Origin<'b> {
    /// What besides its files decides on it.
    pub maker: Option<Maker>,
    /// By what its files are known again.
    pub sources: Vec<(SitePath, Seen)>,
    /// What later runs may start from.
    pub base: Option<Since>,
    /// By what the published files were known, of which some are left alone.
    pub files: &'b [(String, Seen)],
}

/// The name of what is kept for later runs: other files have another.
fn base_id(maker: &Maker, sources: &[(SitePath, Seen)]) -> Option<Key> {
    Some(key(&[&to_bytes(&(maker, sources))?]))
}

impl Published {
    pub(super) fn new(mut front: Front, report: Option<Report>) -> Self {
        let diagnostics = std::mem::take(&mut front.diagnostics);
        Self { diagnostics, pages: front.page_count(), report, _front: Some(front) }
    }
}
