//! `Writer`: one build's way to the disk, from the first finished file to the published site.
//!
//! Must not know: what is in the files, or which of them a build leaves out.

use super::OWN_FOLDER;
use super::change::{Change, changes};
use super::error::OutputError;
use super::lock::Lock;
use super::manifest;
use super::path;
use super::place;
use super::plan::{Held, needed_folders, plan};
use super::staging::Staging;
use super::stands::{is_equal, standing};
use super::step::Step;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a build did to the output folder, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that stood with equal bytes and were left alone.
    pub unchanged: usize,
    /// Files that the last build wrote and this one did not.
    pub removed: usize,
}

/// The files that came to their places in a folder that is new: nothing about them has changed since they were staged.
pub struct InFolders {
    /// The outermost folders that are new.
    folders: HashSet<String>,
}

impl InFolders {
    /// Whether a file is one of them.
    pub fn has(&self, path: &str) -> bool {
        path::folders(path).any(|folder| self.folders.contains(folder))
    }
}

/// How a published file is other than it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is not there, or nobody knows that it is Diptych's.
    Missing,
    /// It has other bytes.
    Other,
    /// Nothing makes it.
    Extra,
}

/// One build of a site into one folder; other builds are kept out of it until this is dropped.
///
/// Dropped without [`Writer::commit`], it removes what it staged and the site that stands is as it was.
pub struct Writer {
    /// With links followed, so that a link to the folder may itself be replaced meanwhile.
    pub(super) out: PathBuf,
    /// The paths of the last build and, if it crashed, of the one before it; `None` on the first build.
    pub(super) old: Option<BTreeSet<String>>,
    pub(super) new: Mutex<BTreeMap<String, Held>>,
    /// Whether a file was refused: then this is not the whole site and must not replace the one that stands.
    is_incomplete: AtomicBool,
    staging: Staging,
    lock: Lock,
}

impl Writer {
    /// Opens `out` for one build of the site at `root`, both relative to the working folder if not absolute.
    ///
    /// Makes `out` if it is missing and removes what a crashed build has staged. Nothing that is published is
    /// changed before [`Writer::commit`].
    ///
    /// # Errors
    /// `out` is a place that must not be written to (the site's root, its sources, a folder around them, the home
    /// directory, the root of the file system), is a file, holds something and was not made by Diptych, has a
    /// manifest that is damaged or of another version, is being written to by another build, or cannot be made.
    pub fn open(root: &Path, out: &Path) -> Result<Writer, OutputError> {
        Self::open_as(root, out, std::env::home_dir().as_deref())
    }

    /// As [`Writer::open`], for the user whose home directory is `home`.
    pub(super) fn open_as(root: &Path, out: &Path, home: Option<&Path>) -> Result<Writer, OutputError> {
        let out = place::find(root, out, home)?;
        place::check_contents(&out)?;
        let lock = Lock::take(&out)?;
        let old = manifest::read(&out, &list(&out))?;
        let staging = Staging::open(out.join(OWN_FOLDER).join("staging"))?;
        let new = Mutex::default();
        Ok(Writer { out, old, new, is_incomplete: AtomicBool::new(false), staging, lock })
    }

    /// Takes one finished file; `path` is relative, with `/` (`guides/a/index.html`). May be called from many threads.
    ///
    /// A file that stands with equal bytes is left alone; any other is staged. Keeps nothing but the path in memory.
    ///
    /// # Errors
    /// The path is not allowed (empty, absolute, with a step that is empty, `.` or `..`, a backslash, a NUL or a line
    /// break, or in `.diptych`); the path was put before with other bytes; the file cannot be staged. After any of
    /// these, `commit` refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let taken = self.take(path, bytes);
        if taken.is_err() {
            self.is_incomplete.store(true, Ordering::Relaxed);
        }
        taken
    }

    /// Where the output folder really lies.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Leaves files as they stand, if the last build wrote all of them: of these the caller knows that they have the right
    /// bytes. Says whether it does. May be called from many threads.
    pub fn keep<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> bool {
        let are_ours = self.old.as_ref().is_some_and(|old| paths.clone().all(|path| old.contains(path)));
        if are_ours {
            self.held().extend(paths.map(|path| (path.to_owned(), Held::InPlace)));
        }
        are_ours
    }

    /// Where a file waits to be put in place; `None` if it stands as it should be, or nobody has put it.
    pub fn staged(&self, path: &str) -> Option<PathBuf> {
        (self.held().get(path) == Some(&Held::Staged)).then(|| self.staging.path(path))
    }

    /// What is wrong with what stands at a path, if the last build is to have left these bytes there.
    pub fn difference(&self, path: &str, bytes: &[u8]) -> Option<Difference> {
        if !self.old.as_ref().is_some_and(|old| old.contains(path)) {
            return Some(Difference::Missing);
        }
        match standing(&self.out, path) {
            None => Some(Difference::Missing),
            Some(found) => (found != bytes).then_some(Difference::Other),
        }
    }

    /// The files that the last build wrote, by path.
    pub fn last_files(&self) -> impl Iterator<Item = &str> {
        self.old.iter().flatten().map(String::as_str)
    }

    /// Every file that has been put or kept, by path, with where it waits if it does not stand as it should be.
    pub fn files(&self) -> Vec<(String, Option<PathBuf>)> {
        let file = |(path, held): (&String, &Held)| {
            (path.clone(), (*held == Held::Staged).then(|| self.staging.path(path)))
        };
        self.held().iter().map(file).collect()
    }

    /// Puts everything in place, removes what the last build wrote and this one did not, and says what was done.
    ///
    /// # Errors
    /// Before anything is changed: something that Diptych did not make is in the way (all such paths, up to ten
    /// named), a path is both a file and a folder, or a `put` has failed. Later: the system refuses a change; the
    /// next build then completes what this one began.
    pub fn commit(self) -> Result<Report, OutputError> {
        self.commit_saying(|_| {}).map(|(report, _)| report)
    }

    /// As [`Writer::commit`], and says which files came in a folder that is new; `say` is told each change before it is made.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn commit_saying(
        mut self,
        say: impl FnOnce(&mut dyn Iterator<Item = Change>),
    ) -> Result<(Report, InFolders), OutputError> {
        if *self.is_incomplete.get_mut() {
            return Err(OutputError::new(format!(
                "cannot write to {}: a file of this build was refused; put that right and build again",
                self.out.display()
            )));
        }
        let new = std::mem::take(self.new.get_mut().unwrap_or_else(PoisonError::into_inner));
        let steps = plan(&self.out, self.old.as_ref(), &new)?;
        say(&mut changes(&self.out, self.old.as_ref(), &steps, |path| self.staging.path(path)));
        self.run(&steps)?;
        let written = steps.iter().map(|step| step.written().len()).sum();
        let removed = steps.iter().filter(|step| matches!(step, Step::Remove(_))).count();
        let folder = |step: &Step| {
            if let Step::Bring { folder, .. } = step { Some((*folder).to_owned()) } else { None }
        };
        let in_folders = InFolders { folders: steps.iter().filter_map(folder).collect() };
        Ok((Report { written, unchanged: new.len() - written, removed }, in_folders))
    }

    fn take(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        if let Some(problem) = path::problem(path) {
            return Err(OutputError::new(format!(
                "cannot write {path:?} to {}: the path {problem}; report this as a bug of Diptych",
                self.out.display()
            )));
        }
        if !self.is_first(path) {
            return self.compare(path, bytes);
        }
        let held = self.stage(path, bytes).map_err(|cause| self.refused(path, &cause))?;
        self.held().insert(path.to_owned(), held);
        Ok(())
    }

    /// Why a file could not be staged, of which nothing is known from now on.
    fn refused(&self, path: &str, cause: &io::Error) -> OutputError {
        let mut all = self.held();
        let is_in_file = needed_folders(&self.out, &all).err();
        all.remove(path);
        is_in_file.unwrap_or_else(|| OutputError::failed("write", &self.out.join(path), cause))
    }

    /// Whether nobody else has put a file at a path; from now on somebody has.
    fn is_first(&self, path: &str) -> bool {
        match self.held().entry(path.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(Held::Coming);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> io::Result<Held> {
        // Without a manifest the folder was empty when it was opened, so there is nothing to compare with.
        if self.old.is_some() && is_equal(&self.out.join(path), bytes) {
            return Ok(Held::InPlace);
        }
        self.staging.add(path, bytes)?;
        Ok(Held::Staged)
    }

    /// Holds a file against the one that somebody else has put at its path, once that has come.
    fn compare(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let place = self.out.join(path);
        let is_same = loop {
            let held = self.held().get(path).copied();
            match held {
                Some(Held::Coming) => std::thread::yield_now(),
                Some(Held::Staged) => break is_equal(&self.staging.path(path), bytes),
                Some(Held::InPlace) => break is_equal(&place, bytes),
                // It was refused, and whoever put it has been told.
                None => break true,
            }
        };
        if is_same {
            return Ok(());
        }
        Err(OutputError::new(format!(
            "cannot write {}: this build has two different files for it; report this as a bug of Diptych",
            place.display()
        )))
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Held>> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn run(&self, steps: &[Step<'_>]) -> Result<(), OutputError> {
        let list = list(&self.out);
        let mut is_begun = false;
        for step in steps {
            let made = step.run(&self.out, &list, &self.staging);
            made.map_err(|error| if is_begun { error.halfway() } else { error })?;
            is_begun |= !matches!(step, Step::Save(_));
        }
        Ok(())
    }
}

/// Where the manifest of an output folder lies.
fn list(out: &Path) -> PathBuf {
    out.join(OWN_FOLDER).join("manifest")
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Nobody to report to, and the next build removes what is left.
        let _ = self.staging.clear();
        if !list(&self.out).exists() {
            self.lock.remove_folders();
        }
    }
}
