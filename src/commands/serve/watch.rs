//! What is touched on the disk below a site, in batches: one for a save, however an editor saves, and one for a checkout of
//! another branch.
//!
//! The door of the watching crate. A batch names places, not what happened there: whoever reads them again will see. Must
//! not know: what any file is for.

use super::batch::{Batch, Touched};
use crate::source::scan::FOLDERS;
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How often the disk is looked at where the system tells nothing.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// However much goes on, somebody wants to see something after this.
const LONGEST: Duration = Duration::from_secs(3);

/// A lock of git's that is older than this was left behind.
const LONGEST_CHECKOUT: Duration = Duration::from_secs(20);

/// Watches the three folders of a site.
pub struct Watch {
    root: PathBuf,
    /// `index.lock` of the repository that the site lies in: there while git changes files.
    git_lock: Option<PathBuf>,
    watcher: Box<dyn Watcher + Send>,
    watched: BTreeSet<&'static str>,
    events: Receiver<notify::Result<Event>>,
    sender: Sender<notify::Result<Event>>,
    /// Why the disk is looked at from time to time, if it is.
    pub polls: Option<String>,
}

impl Watch {
    /// Watches the site at `root`, which is absolute and without links. Where the system refuses, or if asked to `poll`, the
    /// disk is looked at from time to time.
    ///
    /// # Errors
    /// Not even that can be done.
    pub fn start(root: &Path, poll: bool) -> notify::Result<Self> {
        let (sender, events) = channel();
        let (watcher, polls) = match poll {
            true => (polling(&sender)?, Some("as asked".to_owned())),
            false => match RecommendedWatcher::new(sender.clone(), Config::default()) {
                Ok(watcher) => (Box::new(watcher) as Box<dyn Watcher + Send>, None),
                Err(error) => (polling(&sender)?, Some(reason(&error))),
            },
        };
        let mut watch = Self {
            root: root.to_owned(),
            git_lock: git_lock(root),
            watcher,
            watched: BTreeSet::new(),
            events,
            sender,
            polls,
        };
        watch.watch_folders()?;
        Ok(watch)
    }

    /// Watches the folders that are there, and the root for those that come.
    fn watch_folders(&mut self) -> notify::Result<()> {
        match self.try_watch_folders() {
            Err(error) if self.polls.is_none() => {
                self.watcher = polling(&self.sender)?;
                self.watched.clear();
                self.polls = Some(reason(&error));
                self.try_watch_folders()
            }
            watched => watched,
        }
    }

    fn try_watch_folders(&mut self) -> notify::Result<()> {
        if self.watched.is_empty() {
            self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        }
        for folder in FOLDERS {
            let place = self.root.join(folder);
            if !place.is_dir() {
                self.watched.remove(folder);
            } else if self.watched.insert(folder) {
                self.watcher.watch(&place, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits until something is touched and has come to rest. `None` if nothing will be any more.
    ///
    /// # Errors
    /// The folders cannot be watched any longer in any way.
    pub fn next(&mut self) -> notify::Result<Option<Touched>> {
        let mut batch = Batch::default();
        while batch.is_empty() {
            let Ok(event) = self.events.recv() else { return Ok(None) };
            self.take(event, &mut batch)?;
        }
        let start = Instant::now();
        loop {
            match self.events.recv_timeout(batch.quiet()) {
                Ok(event) => self.take(event, &mut batch)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) if self.is_git_at_work(start) => {}
                Err(RecvTimeoutError::Timeout) => break,
            }
            if start.elapsed() > LONGEST && !self.is_git_at_work(start) {
                break;
            }
        }
        Ok(Some(batch.finish()))
    }

    fn is_git_at_work(&self, since: Instant) -> bool {
        since.elapsed() < LONGEST_CHECKOUT && self.git_lock.as_ref().is_some_and(|lock| lock.exists())
    }

    fn take(&mut self, event: notify::Result<Event>, batch: &mut Batch) -> notify::Result<()> {
        let event = match event {
            Ok(event) => event,
            Err(_) => {
                // A folder that came later is one too many to watch, or has gone again.
                batch.lose_count();
                self.watched.clear();
                return self.watch_folders();
            }
        };
        let is_top = |path: &PathBuf| path.parent() == Some(&self.root);
        if event.paths.iter().any(is_top) {
            let before = self.watched.clone();
            self.watch_folders()?;
            for folder in self.watched.symmetric_difference(&before) {
                batch.touch(self.root.join(folder));
            }
        }
        batch.take(&event, |path| is_below_folder(&self.root, path));
        Ok(())
    }
}

/// Whether a path lies in one of the three folders.
fn is_below_folder(root: &Path, path: &Path) -> bool {
    FOLDERS.iter().any(|folder| path.strip_prefix(root).is_ok_and(|below| below.starts_with(folder)))
}

fn polling(sender: &Sender<notify::Result<Event>>) -> notify::Result<Box<dyn Watcher + Send>> {
    let config = Config::default().with_poll_interval(LOOK_EVERY);
    Ok(Box::new(PollWatcher::new(sender.clone(), config)?))
}

/// Why the system does not watch, and what could be done.
fn reason(error: &notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders; `sysctl fs.inotify.max_user_watches=524288` allows more"
                .to_owned()
        }
        _ => error.to_string(),
    }
}

/// Git's lock for the working tree that `root` lies in: a folder `.git`, or a file that names one.
fn git_lock(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("index.lock"));
    }
    let text = std::fs::read_to_string(&git).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(git.parent()?.join(named).join("index.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::RecvTimeoutError::Timeout;
    use std::thread::sleep;

    /// A site's folder without links in its path, and what watches it in a thread of its own.
    struct Watched {
        root: PathBuf,
        batches: Receiver<Touched>,
        _folder: tempfile::TempDir,
    }

    impl Watched {
        fn new(poll: bool) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            fs::create_dir_all(root.join("content/guides")).unwrap();
            fs::create_dir(root.join(".git")).unwrap();
            fs::write(root.join("content/guides/a.md"), "one").unwrap();
            let mut watch = Watch::start(&root, poll).unwrap();
            assert_eq!(watch.polls.is_some(), poll);
            let (sender, batches) = channel();
            std::thread::spawn(move || {
                while let Ok(Some(batch)) = watch.next() {
                    let _ = sender.send(batch);
                }
            });
            Self { root, batches, _folder: folder }
        }

        fn path(&self, path: &str) -> PathBuf {
            self.root.join(path)
        }

        /// The places of the next batch, from the root.
        fn next(&self) -> Vec<String> {
            match self.batches.recv_timeout(Duration::from_secs(30)).expect("a batch") {
                Touched::Anywhere => vec!["anywhere".to_owned()],
                Touched::Places(places) => places
                    .iter()
                    .map(|place| place.strip_prefix(&self.root).unwrap().to_string_lossy().into_owned())
                    .collect(),
            }
        }

        fn is_quiet(&self) -> bool {
            self.batches.recv_timeout(Duration::from_millis(300)) == Err(Timeout)
        }
    }

    #[test]
    fn a_save_is_one_batch_however_it_is_done() {
        let watched = Watched::new(false);
        fs::write(watched.path("content/guides/a.md"), "two").unwrap();
        assert_eq!(watched.next(), ["content/guides/a.md"]);
        // Another file gets the name.
        fs::write(watched.path("content/guides/a.md.tmp"), "three").unwrap();
        fs::rename(watched.path("content/guides/a.md.tmp"), watched.path("content/guides/a.md")).unwrap();
        assert_eq!(watched.next(), ["content/guides/a.md"]);
        // The old one is put aside first.
        fs::rename(watched.path("content/guides/a.md"), watched.path("content/guides/a.md~")).unwrap();
        fs::write(watched.path("content/guides/a.md"), "four").unwrap();
        fs::remove_file(watched.path("content/guides/a.md~")).unwrap();
        assert_eq!(watched.next(), ["content/guides/a.md"]);
        assert!(watched.is_quiet());
    }

    #[test]
    fn to_read_is_no_change() {
        let watched = Watched::new(false);
        assert_eq!(fs::read(watched.path("content/guides/a.md")).unwrap(), b"one");
        fs::write(watched.path("elsewhere"), "").unwrap();
        assert!(watched.is_quiet());
    }

    #[test]
    fn a_folder_may_get_another_name_and_another_may_come() {
        let watched = Watched::new(false);
        fs::rename(watched.path("content/guides"), watched.path("content/pages")).unwrap();
        let batch = watched.next();
        assert!(batch.contains(&"content/guides".to_owned()) && batch.contains(&"content/pages".to_owned()));
        fs::create_dir(watched.path("templates")).unwrap();
        fs::write(watched.path("templates/guide.html"), "x").unwrap();
        let batch = watched.next();
        assert!(batch.contains(&"templates".to_owned()), "{batch:?}");
        fs::write(watched.path("templates/guide.html"), "y").unwrap();
        assert_eq!(watched.next(), ["templates/guide.html"]);
        fs::write(watched.path("content/pages/a.md"), "y").unwrap();
        assert_eq!(watched.next(), ["content/pages/a.md"]);
    }

    #[test]
    fn another_branch_is_one_batch() {
        let watched = Watched::new(false);
        fs::write(watched.path(".git/index.lock"), "").unwrap();
        for number in 0..20 {
            fs::write(watched.path(&format!("content/guides/{number}.md")), "text").unwrap();
            sleep(Duration::from_millis(20));
        }
        sleep(Duration::from_millis(200));
        fs::remove_file(watched.path("content/guides/a.md")).unwrap();
        fs::remove_file(watched.path(".git/index.lock")).unwrap();
        assert_eq!(watched.next().len(), 21);
        assert!(watched.is_quiet());
    }

    #[test]
    fn without_help_from_the_system_the_disk_is_looked_at() {
        let watched = Watched::new(true);
        sleep(Duration::from_millis(1100));
        fs::write(watched.path("content/guides/a.md"), "another text").unwrap();
        assert_eq!(watched.next(), ["content/guides/a.md"]);
    }

    #[test]
    fn a_limit_of_the_system_is_told_with_a_remedy() {
        let reason = reason(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(reason.contains("max_user_watches"), "{reason}");
    }
}
