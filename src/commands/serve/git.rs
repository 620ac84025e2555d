//! Whether git is at work on the files of a site, so that another branch is one change and not a hundred.
//!
//! Git holds its `index.lock` as long as it writes files, but also while somebody types the message of a commit, and one that
//! crashed leaves it behind. Must not know: what is watched, and how.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// A lock that is older than this was left behind.
const LONGEST_CHECKOUT: Duration = Duration::from_secs(20);

/// Whoever changes files makes no longer pauses than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The repository that a site lies in, if it lies in one.
pub struct Git {
    lock: Option<PathBuf>,
}

impl Git {
    /// The repository around `root`: a folder `.git` there or further out, or a file that names one.
    pub fn around(root: &Path) -> Self {
        Self { lock: lock(root) }
    }

    /// Whether git is changing files, of which the `last` change was seen then.
    pub fn is_at_work(&self, last: Instant) -> bool {
        let is_young = |found: fs::Metadata| {
            let age = found.modified().ok().and_then(|time| SystemTime::now().duration_since(time).ok());
            age.is_none_or(|age| age < LONGEST_CHECKOUT)
        };
        let lock = self.lock.as_ref().filter(|_| last.elapsed() < LONGEST_PAUSE);
        lock.and_then(|lock| fs::metadata(lock).ok()).is_some_and(is_young)
    }
}

fn lock(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("index.lock"));
    }
    let text = fs::read_to_string(&git).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(git.parent()?.join(named).join("index.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_counts_while_it_is_young_and_files_change() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("real")).unwrap();
        fs::create_dir(site.path().join("tree")).unwrap();
        fs::write(site.path().join("tree/.git"), "gitdir: ../real\n").unwrap();
        let git = Git::around(&site.path().join("tree"));
        let now = Instant::now();
        assert!(!git.is_at_work(now));
        let lock = fs::File::create(site.path().join("real/index.lock")).unwrap();
        assert!(git.is_at_work(Instant::now()));
        let long_ago = now.checked_sub(LONGEST_PAUSE);
        assert!(long_ago.is_none_or(|then| !git.is_at_work(then)));
        lock.set_modified(SystemTime::now() - LONGEST_CHECKOUT).unwrap();
        assert!(!git.is_at_work(Instant::now()));
        assert!(!Git { lock: None }.is_at_work(Instant::now()));
    }
}
