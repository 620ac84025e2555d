//! What the system tells of the folders of a site: the door of the watching crate.
//!
//! A folder may be exchanged for another of the same name, or a link led elsewhere, between two notices; so whenever one is
//! about one of the three folders itself, that folder is watched anew. Must not know: what any file is for.

use super::batch::{Batch, Gathering, Touched};
use super::git::Git;
use crate::source::scan::{self, FOLDERS};
use notify::event::{EventKind, ModifyKind};
use notify::{Config, Error, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Result, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

/// What Linux says if too many programs of one person watch already (`EMFILE`): editors do, each for itself.
const TOO_MANY_OPEN: i32 = 24;

/// The notices of the system on the three folders of a site.
pub struct Notices {
    root: PathBuf,
    watcher: RecommendedWatcher,
    watched: BTreeSet<&'static str>,
    events: Receiver<Result<Event>>,
}

impl Notices {
    /// Asks for notices on the site at `root`, which is absolute and without links.
    ///
    /// # Errors
    /// The system refuses.
    pub fn of(root: &Path) -> Result<Self> {
        let (sender, events) = channel();
        // What a site's links lead to is not part of it.
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(sender, config)?;
        let mut notices = Self { root: root.to_owned(), watcher, watched: BTreeSet::new(), events };
        notices.watch()?;
        Ok(notices)
    }

    /// Waits until something is touched and has come to rest.
    ///
    /// # Errors
    /// The system gives no notices any longer.
    pub fn next(&mut self, git: &Git) -> Result<Touched> {
        let mut batch = Batch::default();
        while batch.is_empty() {
            let event = self.events.recv().map_err(|_| gone_silent())?;
            self.take(event, &mut batch)?;
        }
        let mut gathering = Gathering::begin(git);
        let mut is_quiet = false;
        while !gathering.is_over(is_quiet) {
            is_quiet = match self.events.recv_timeout(batch.quiet()) {
                Ok(event) => {
                    gathering.go_on();
                    self.take(event, &mut batch)?;
                    false
                }
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => return Err(gone_silent()),
            };
        }
        Ok(batch.finish())
    }

    fn take(&mut self, event: Result<Event>, batch: &mut Batch) -> Result<()> {
        let Some(mut event) = event.ok().filter(|event| !event.need_rescan()) else {
            // Notices were lost, or a folder that came later is one too many to watch, or has gone again.
            batch.lose_count();
            for folder in FOLDERS {
                self.forget(folder);
            }
            return self.watch();
        };
        // Without the `.` of `place`.
        event.paths.iter_mut().for_each(|path| *path = path.components().collect());
        if matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        ) {
            for folder in FOLDERS {
                if event.paths.contains(&self.root.join(folder)) {
                    self.forget(folder);
                }
            }
            self.watch()?;
        }
        batch.take(&event, |path| scan::is_of_site(&self.root, path));
        Ok(())
    }

    /// Watches the root for folders that come, and those that are there and not watched.
    fn watch(&mut self) -> Result<()> {
        if self.watched.is_empty() {
            self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        }
        for folder in FOLDERS {
            while !self.watched.contains(folder) && self.root.join(folder).is_dir() {
                match self.watcher.watch(&self.place(folder), RecursiveMode::Recursive) {
                    Ok(()) => _ = self.watched.insert(folder),
                    // Something below it has gone meanwhile.
                    Err(error) if is_gone(&error) => self.forget(folder),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Stops watching a folder, whatever bears its name now.
    fn forget(&mut self, folder: &'static str) {
        self.watched.remove(folder);
        // It may have gone, and what watched it with it.
        let _ = self.watcher.unwatch(&self.place(folder));
    }

    /// The place of a folder, in a form that leads through a link: one of the three folders may be one.
    fn place(&self, folder: &str) -> PathBuf {
        self.root.join(folder).join(".")
    }
}

fn is_gone(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(cause) => scan::is_gone(cause),
        _ => false,
    }
}

fn gone_silent() -> Error {
    Error::generic("the system says nothing more of what changes")
}

/// Why the system does not watch and, if anything can be done, what.
pub fn reason(error: &Error) -> String {
    let (what, setting) = match &error.kind {
        ErrorKind::MaxFilesWatch => ("folders", "max_user_watches=524288"),
        ErrorKind::Io(cause) if cause.raw_os_error() == Some(TOO_MANY_OPEN) => {
            ("for another program", "max_user_instances=512")
        }
        _ => return error.to_string(),
    };
    format!("the system watches no more {what}; `sysctl fs.inotify.{setting}` allows more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_the_system_is_told_with_a_remedy() {
        let reason = reason(&Error::new(ErrorKind::MaxFilesWatch));
        assert!(reason.contains("max_user_watches"), "{reason}");
        let too_many = super::reason(&Error::io(std::io::Error::from_raw_os_error(TOO_MANY_OPEN)));
        assert!(too_many.contains("max_user_instances"), "{too_many}");
    }
}
