//! What is known of photos and of what was made of them without reading them: by size, times and number of their files.
//!
//! One entry of the cache, so it is whole or not there, and may be deleted at any time. It never changes what is published,
//! because of one rule: a file is remembered only if its times lie well before the moment from which on nobody but others
//! could have changed it. For a file that was read this is the start of the build; for one that the build has written it is
//! the moment before it was put in place, and it has to be the same file still, of the same time. Whoever changed it
//! later has left later times; those are not what is remembered, and the file is read. (A change in the same tick of a clock
//! as the remembered one, the "racy" change that other programs which remember times have to fear, would lie before that
//! moment.) Must not know: pages, what is in an output folder.

use super::Raster;
use super::cache::{Cache, Key, key};
use crate::base::kept::{Deserialize, Serialize, from_bytes, write};
use crate::base::stamp::{Stamp, UNSETTLED_ON_FINE};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Changes with the form of the index, and with what is looked for in a photo.
const VERSION: &[u8] = b"3";

/// What is remembered of files, and how they stood then.
#[derive(PartialEq, Eq, Default, Serialize, Deserialize)]
struct Records {
    /// Photos, by their path in the site.
    photos: BTreeMap<String, (Stamp, Raster)>,
    /// What files were made of, by their place on the disk.
    made: BTreeMap<String, (Stamp, Key)>,
}

/// What the last build has remembered.
#[derive(Default)]
pub struct Index {
    cache: Cache,
    records: Records,
    /// Files with later times are not remembered; nothing is if the disk's clock cannot be read.
    settled: Option<u64>,
    /// How long times have to be past; by the disk's clock unless a test says it.
    unsettled: Option<Duration>,
    /// How files stood before they were put in place, by the place.
    staged: HashMap<PathBuf, Stamp>,
}

impl Index {
    /// What is kept in a cache, for a run that remembers nothing.
    pub fn look(cache: &Cache) -> Self {
        let records = cache.load(&name(), from_bytes).unwrap_or_default();
        Self { cache: cache.clone(), records, ..Self::default() }
    }

    /// What is kept in a cache, at the start of a build.
    pub fn open(cache: &Cache) -> Self {
        Self::open_with(cache, None)
    }

    /// As [`Index::open`], where times have to be past for as long as is said, if anything is.
    pub fn open_with(cache: &Cache, unsettled: Option<Duration>) -> Self {
        Self { settled: cache.settled(unsettled), unsettled, ..Self::look(cache) }
    }

    /// Notes how the files stand that are about to be put in place: of each the place, and where it waits.
    pub fn stage(&mut self, files: impl Iterator<Item = (PathBuf, PathBuf)>) {
        let stamps = files.filter_map(|(place, waiting)| Some((place, Stamp::at(&waiting)?)));
        self.staged = stamps.collect();
        if self.staged.is_empty() {
            return;
        }
        // So short a time is waited for, that the last of them are past as well.
        let now = || self.cache.settled(self.unsettled);
        let youngest = self.staged.values().map(|stamp| stamp.modified).max();
        if now() < youngest {
            // Twice, as the disk's clock may be a tick behind.
            thread::sleep(UNSETTLED_ON_FINE * 2);
        }
        let settled = now();
        self.staged.retain(|_, stamp| settled.is_some_and(|settled| stamp.modified <= settled));
    }

    /// The photo that lies at `disk` and is called `path` in the site, if it is the one that was seen.
    pub fn photo(&self, path: &str, disk: &Path) -> Option<Raster> {
        let (stamp, raster) = self.records.photos.get(path)?;
        (Stamp::at(disk) == Some(*stamp)).then_some(*raster)
    }

    /// Whether what was made of `what` stands at `disk` as it was seen.
    pub fn stands(&self, disk: &Path, what: &Key) -> bool {
        let record = self.records.made.get(&place_name(disk));
        record.is_some_and(|(stamp, made)| made == what && Stamp::at(disk) == Some(*stamp))
    }

    /// Remembers, at the end of a build, photos that it has read and files that it has found or left as they should be.
    pub fn remember<'r>(
        self,
        photos: impl Iterator<Item = (&'r str, &'r Path, Raster)>,
        made: impl Iterator<Item = (impl AsRef<Path>, Key)>,
    ) {
        let Some(settled) = self.settled else { return };
        let is_as_staged = |disk: &Path, stamp: &Stamp| {
            self.staged.get(disk).is_some_and(|staged| staged.has_bytes_of(stamp))
        };
        let stamp = |disk: &Path| {
            let stamp = Stamp::at(disk)?;
            let is_old = stamp.is_by(settled);
            (is_old || is_as_staged(disk, &stamp)).then_some(stamp)
        };
        let photos =
            photos.filter_map(|(path, disk, raster)| Some((path.to_owned(), (stamp(disk)?, raster))));
        let made = made.filter_map(|(disk, key)| {
            let disk = disk.as_ref();
            Some((place_name(disk), (stamp(disk)?, key)))
        });
        let records = Records { photos: photos.collect(), made: made.collect() };
        if records != self.records {
            self.cache.keep(&name(), |to| write(&records, to));
        }
    }
}

fn name() -> Key {
    key(&[b"index", VERSION])
}

fn place_name(disk: &Path) -> String {
    disk.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::stamp::UNSETTLED;
    use std::fs;

    const RASTER: Raster = Raster { width: 3, height: 4, orientation: 6, hash: [7; 32] };

    struct Photo {
        folder: tempfile::TempDir,
        disk: PathBuf,
    }

    impl Photo {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("cache")).expect("a folder");
            let disk = folder.path().join("a.jpg");
            fs::write(&disk, b"one").expect("a file");
            Self { folder, disk }
        }

        fn cache(&self) -> Cache {
            Cache::at(&self.folder.path().join("cache"))
        }

        fn remember(&self, unsettled: Duration) {
            let made = [(&self.disk, "e".repeat(64))].into_iter();
            Index::open_with(&self.cache(), Some(unsettled))
                .remember([("a.jpg", self.disk.as_path(), RASTER)].into_iter(), made);
        }

        fn is_known(&self) -> bool {
            let index = Index::open(&self.cache());
            let known = index.photo("a.jpg", &self.disk) == Some(RASTER);
            assert_eq!(known, index.stands(&self.disk, &"e".repeat(64)));
            assert!(!index.stands(&self.disk, &"f".repeat(64)));
            known
        }
    }

    #[test]
    fn a_file_that_stands_as_it_was_is_known() {
        let photo = Photo::new();
        assert!(!photo.is_known());
        photo.remember(Duration::ZERO);
        assert!(photo.is_known());
        fs::write(&photo.disk, b"more").expect("a file");
        assert!(!photo.is_known());
    }

    /// A change in the same tick leaves the same times, so a file as young as that is not remembered at all.
    #[test]
    fn a_young_file_is_not_remembered() {
        let photo = Photo::new();
        photo.remember(UNSETTLED);
        assert!(!photo.is_known());
    }

    /// A file that the build itself has put in place, as young as it is; and one that somebody has put over it.
    #[test]
    fn what_was_put_in_place_is_known_unless_somebody_touched_it() {
        for (meddle, is_known) in [
            ((|_| ()) as fn(&Path), true),
            (|place| fs::write(place, b"two").expect("a file"), false),
            (
                |place| {
                    let other = place.with_extension("other");
                    fs::write(&other, b"one").and_then(|()| fs::rename(other, place)).expect("a file");
                },
                false,
            ),
        ] {
            let photo = Photo::new();
            let waiting = photo.folder.path().join("waiting");
            fs::write(&waiting, b"one").expect("a file");
            let mut index = Index::open_with(&photo.cache(), Some(Duration::from_secs(60)));
            index.unsettled = Some(UNSETTLED_ON_FINE);
            index.stage([(photo.disk.clone(), waiting.clone())].into_iter());
            fs::rename(&waiting, &photo.disk).expect("in place");
            meddle(&photo.disk);
            let none: [(&str, &Path, Raster); 0] = [];
            index.remember(none.into_iter(), [(&photo.disk, "e".repeat(64))].into_iter());
            let index = Index::open(&photo.cache());
            assert_eq!(index.stands(&photo.disk, &"e".repeat(64)), is_known);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_change_shows_also_where_size_and_time_are_set_back() {
        let photo = Photo::new();
        photo.remember(Duration::ZERO);
        let time = fs::metadata(&photo.disk).and_then(|found| found.modified()).expect("a time");
        fs::write(&photo.disk, b"two").expect("a file");
        let file = fs::File::options().write(true).open(&photo.disk).expect("a file");
        file.set_modified(time).expect("a time");
        assert!(!photo.is_known());
    }

    #[test]
    fn a_damaged_index_is_none() {
        let photo = Photo::new();
        photo.remember(Duration::ZERO);
        let entry = photo.folder.path().join("cache").join(name());
        let mut bytes = fs::read(&entry).expect("an entry");
        bytes[40] ^= 1;
        fs::write(&entry, bytes).expect("an entry");
        assert!(!photo.is_known());
    }
}
