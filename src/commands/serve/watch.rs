//! What is touched on the disk below a site, in batches: one for a save, however an editor saves, and one for a checkout of
//! another branch.
//!
//! A batch names places, not what happened there: whoever reads them again will see. Must not know: what any file is for.

use super::batch::Touched;
use super::git::Git;
use super::notices::{Notices, reason};
use super::poll::Poll;
use std::path::{Path, PathBuf};

/// Watches the three folders of a site.
pub struct Watch {
    root: PathBuf,
    git: Git,
    eyes: Eyes,
    /// Why the disk is looked at from time to time, if it is.
    pub polls: Option<String>,
}

enum Eyes {
    /// The system tells.
    Notices(Notices),
    /// Nobody does.
    Poll(Poll),
}

impl Watch {
    /// Watches the site at `root`, which is absolute and without links. Where the system refuses, or if asked to `poll`, the
    /// disk is looked at from time to time.
    pub fn start(root: &Path, poll: bool) -> Self {
        let notices = match poll {
            true => Err("as asked".to_owned()),
            false => Notices::of(root).map_err(|error| reason(&error)),
        };
        let (eyes, polls) = match notices {
            Ok(notices) => (Eyes::Notices(notices), None),
            Err(reason) => (Eyes::Poll(Poll::new(root)), Some(reason)),
        };
        Self { root: root.to_owned(), git: Git::around(root), eyes, polls }
    }

    /// Waits until something is touched and has come to rest.
    pub fn next(&mut self) -> Touched {
        match &mut self.eyes {
            Eyes::Poll(poll) => poll.next(&self.git),
            Eyes::Notices(notices) => notices.next(&self.git).unwrap_or_else(|error| {
                self.eyes = Eyes::Poll(Poll::new(&self.root));
                self.polls = Some(reason(&error));
                Touched::Anywhere
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::RecvTimeoutError::Timeout;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread::sleep;
    use std::time::Duration;

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
            let mut watch = Watch::start(&root, poll);
            assert_eq!(watch.polls.is_some(), poll);
            let (sender, batches) = channel();
            std::thread::spawn(move || while sender.send(watch.next()).is_ok() {});
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
        // What has not been saved is kept beside it.
        fs::write(watched.path("content/guides/#a.md#"), "unsaved").unwrap();
        assert!(watched.is_quiet());
        // The old one is put aside first.
        fs::rename(watched.path("content/guides/a.md"), watched.path("content/guides/a.md~")).unwrap();
        fs::write(watched.path("content/guides/a.md"), "four").unwrap();
        fs::remove_file(watched.path("content/guides/a.md~")).unwrap();
        assert_eq!(watched.next(), ["content/guides/a.md"]);
        assert!(watched.is_quiet());
    }

    #[test]
    fn what_came_and_went_is_named_as_it_may_have_been_there_before() {
        let watched = Watched::new(false);
        fs::remove_file(watched.path("content/guides/a.md")).unwrap();
        fs::write(watched.path("content/guides/a.md"), "two").unwrap();
        fs::remove_file(watched.path("content/guides/a.md")).unwrap();
        assert_eq!(watched.next(), ["content/guides/a.md"]);
    }

    /// What is saved in a folder that has just got the name `content`.
    fn is_watched_after(exchange: impl Fn(&Watched)) {
        for _ in 0..10 {
            let watched = Watched::new(false);
            fs::create_dir_all(watched.path("new/guides")).unwrap();
            exchange(&watched);
            assert!(watched.next().contains(&"content".to_owned()));
            while watched.batches.recv_timeout(Duration::from_millis(100)).is_ok() {}
            fs::write(watched.path("content/guides/b.md"), "b").unwrap();
            assert_eq!(watched.next(), ["content/guides/b.md"]);
        }
    }

    #[test]
    fn a_folder_that_is_exchanged_is_watched() {
        is_watched_after(|watched| {
            fs::rename(watched.path("content"), watched.path("old")).unwrap();
            fs::rename(watched.path("new"), watched.path("content")).unwrap();
        });
        is_watched_after(|watched| {
            fs::remove_dir_all(watched.path("content")).unwrap();
            fs::create_dir_all(watched.path("content/guides")).unwrap();
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_elsewhere_is_followed() {
        use std::os::unix::fs::symlink;
        is_watched_after(|watched| {
            fs::rename(watched.path("content"), watched.path("old")).unwrap();
            symlink("old", watched.path("content")).unwrap();
            fs::remove_file(watched.path("content")).unwrap();
            symlink("new", watched.path("content")).unwrap();
        });
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
}
