//! Looking at the files of a site from time to time, where the system tells nothing of what is touched.
//!
//! What is seen is how each file stands, so that an older file and a second save in the same second show too. Must not
//! know: what is in a file.

use super::batch::{Gathering, Touched};
use super::git::Git;
use crate::base::Stamp;
use crate::source::scan::list;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How often the disk is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How long nothing more has to happen until a change is complete.
const REST: Duration = Duration::from_millis(100);

/// How files stand, by place.
type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

/// What was seen of a site at the last look.
pub struct Poll {
    root: PathBuf,
    /// How each file stood; `None` if a folder could not be listed.
    seen: Option<Stamps>,
}

impl Poll {
    /// The files of the site at `root` as they stand now.
    pub fn new(root: &Path) -> Self {
        Self { seen: stamps(root), root: root.to_owned() }
    }

    /// Waits until something is other than it was and has come to rest.
    pub fn next(&mut self, git: &Git) -> Touched {
        let mut touched = loop {
            sleep(LOOK_EVERY);
            if let Some(touched) = self.look() {
                break touched;
            }
        };
        let mut gathering = Gathering::begin(git);
        let mut is_quiet = false;
        while !gathering.is_over(is_quiet) {
            sleep(REST);
            let more = self.look();
            is_quiet = more.is_none();
            if let Some(more) = more {
                gathering.go_on();
                touched = touched.and(more);
            }
        }
        touched
    }

    /// Where something is other than at the last look.
    fn look(&mut self) -> Option<Touched> {
        let before = std::mem::replace(&mut self.seen, stamps(&self.root));
        match (before, &self.seen) {
            (Some(before), Some(now)) => {
                let places = differing(&before, now);
                (!places.is_empty()).then_some(Touched::Places(places))
            }
            (None, None) => None,
            _ => Some(Touched::Anywhere),
        }
    }
}

/// How each file of the site at `root` stands.
fn stamps(root: &Path) -> Option<Stamps> {
    let listed = list(root).ok()?;
    let places = listed.iter().filter_map(|file| file.on_disk());
    Some(places.map(|place| (place.to_owned(), Stamp::at(place))).collect())
}

/// The places that are in one of them alone, or stand otherwise in the other.
fn differing(one: &Stamps, other: &Stamps) -> BTreeSet<PathBuf> {
    let gone = one.keys().filter(|place| !other.contains_key(*place));
    let changed =
        other.iter().filter(|(place, stamp)| one.get(*place) != Some(stamp)).map(|(place, _)| place);
    gone.chain(changed).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};
    use std::time::SystemTime;

    #[test]
    fn all_that_stands_otherwise_is_seen() {
        let site = tempfile::tempdir().unwrap();
        let path = |name: &str| site.path().join("content").join(name);
        let places = |names: &[&str]| Some(Touched::Places(names.iter().map(|name| path(name)).collect()));
        let mut poll = Poll::new(site.path());
        assert_eq!(poll.look(), None);
        fs::create_dir(site.path().join("content")).unwrap();
        fs::write(path("a"), "one").unwrap();
        assert_eq!(poll.look(), Some(Touched::Anywhere), "a site has come");
        assert_eq!(poll.look(), None);
        fs::write(path("a"), "longer").unwrap();
        fs::write(path("b"), "").unwrap();
        assert_eq!(poll.look(), places(&["a", "b"]));
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        File::open(path("a")).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(poll.look(), places(&["a"]), "an older file");
        fs::rename(path("b"), path("c")).unwrap();
        assert_eq!(poll.look(), places(&["b", "c"]));
        assert_eq!(poll.look(), None);
    }
}
