//! A site from one folder into another: what `diptych build` does, with what is remembered between runs.
//!
//! Whatever the cache holds, or has lost, the same files are published and the same is said: [`differences`] builds without it and
//! compares. Must not know: how anything is shown on a terminal.

use super::record::{Maker, Record, Waiting};
use super::{Front, Photo, read};
use crate::base::Stamp;
use crate::diagnostics::Diagnostic;
use crate::output::{Change, OutputError, Report, Writer};
use crate::pictures::{Cache, Index};
use crate::site::Options;
use crate::source::scan::{Listed, ScanError, list};
use std::fmt;
use std::path::{Path, PathBuf};
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
}

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
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scan(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
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
    /// Publishes the site, if it has no errors. If nothing is new since the last time, nothing is read.
    ///
    /// # Errors
    /// A folder or file of the site cannot be read, or the output folder cannot be written to.
    pub fn publish(&self, listener: &Listener<'_>) -> Result<Published, Failure> {
        let settled = self.cache.settled(self.unsettled);
        let files = list(self.root)?;
        let maker = Maker::new(&files, self.options);
        if let Some(published) = self.as_before(&files, maker.as_ref())? {
            (listener.stage)(Stage::NothingNew);
            return Ok(published);
        }
        let index = self
            .unsettled
            .map_or_else(|| Index::open(self.cache), |unsettled| Index::open_with(self.cache, unsettled));
        let (mut front, sources) = read::prepare(&files, self.options, &index, settled)?;
        (listener.stage)(Stage::Planned(front.page_count()));
        let Some((report, out, stamps)) = self.make(&mut front, index, settled, listener)? else {
            return Ok(Published::new(front, None));
        };
        if let Some(record) = Record::new(maker, sources, stamps, &front) {
            record.keep(&out, self.cache);
        }
        self.cache.prune(front.cached());
        (listener.stage)(Stage::InPlace);
        Ok(Published::new(front, Some(report)))
    }

    /// What was published before, if that is what would be published now.
    ///
    /// # Errors
    /// The output folder cannot be written to.
    fn as_before(&self, files: &[Listed], maker: Option<&Maker>) -> Result<Option<Published>, Failure> {
        // A folder that is not there was not built into.
        let Some((maker, out)) = maker.zip(self.out.canonicalize().ok()) else { return Ok(None) };
        let Some(record) = Record::of(&out, self.cache).filter(|record| record.is_of(maker, files)) else {
            return Ok(None);
        };
        let writer = Writer::open(self.root, self.out)?;
        let report = Report { written: 0, unchanged: record.file_count(), removed: 0 };
        Ok(record.stands(&writer).then(|| Published {
            diagnostics: record.problems,
            pages: record.pages,
            report: Some(report),
            _front: None,
        }))
    }

    /// Makes all files and puts them in place, unless there are errors. Says what was done to which folder, and how all files
    /// stand in it, if that is proof of their bytes.
    ///
    /// # Errors
    /// The output folder cannot be written to.
    fn make(
        &self,
        front: &mut Front,
        mut index: Index,
        settled: Option<u64>,
        listener: &Listener<'_>,
    ) -> Result<Option<(Report, PathBuf, Option<Vec<(String, Stamp)>>)>, Failure> {
        if front.has_errors() {
            return Ok(None);
        }
        let writer = Writer::open(self.root, self.out)?;
        let out = writer.out().to_owned();
        let stands = |photo: &Photo| {
            let is_cached = photo.forms.as_ref().is_none_or(|forms| self.cache.holds(forms));
            let paths = photo.files.iter().map(|(path, _)| path.as_str());
            let stand = photo.files.iter().all(|(path, what)| index.stands(&out.join(path), what));
            is_cached && stand && writer.keep(paths)
        };
        front.produce(self.cache, listener.making, stands, |path, bytes| writer.put(path, bytes))?;
        (listener.stage)(Stage::Rendered(front.photos_read()));
        if front.has_errors() {
            return Ok(None);
        }
        front.stage(&mut index, &writer);
        let waiting = Waiting::new(&writer, || self.cache.settled(self.unsettled));
        let report = writer.commit_saying(|changes| listener.changes.iter().for_each(|say| say(changes)))?;
        front.remember(index, &out);
        let stamps = waiting.in_place(&out, settled);
        Ok(Some((report, out, stamps)))
    }
}

impl Published {
    fn new(mut front: Front, report: Option<Report>) -> Self {
        let diagnostics = std::mem::take(&mut front.diagnostics);
        Self { diagnostics, pages: front.page_count(), report, _front: Some(front) }
    }
}
