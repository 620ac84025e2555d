//! Disk -> files: lists `content/`, `templates/` and `static/`, and reads one file at a time, so that the pipeline can
//! read many at once and need not hold them all.
//!
//! The only reader of the disk, and the door of the walking crate. Must not know: what a file says.

use super::name::{as_written, composed, is_passed_over, site_path};
use super::{Class, SourceFile, Sources, theme};
use crate::base::address::is_composed;
use crate::base::{SitePath, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// The three folders of a site.
pub const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// So many bytes of a file are too many, as places in it are counted in 32 bits.
const TOO_LARGE: u64 = 1 << 32;

/// Why a site could not be read: an error of the environment, not of the content.
#[derive(Debug)]
pub struct ScanError {
    path: PathBuf,
    action: &'static str,
    cause: io::Error,
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.action, self.path.display(), self.cause)
    }
}

impl std::error::Error for ScanError {}

/// A file of a site that has been found, and perhaps not yet read.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Where it lies.
    pub path: SitePath,
    /// What it is for.
    pub class: Class,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Disk(PathBuf),
    Theme(Arc<SourceFile>),
}

impl Listed {
    /// Where it lies on the disk; `None` for a file of the theme that the site has not.
    pub fn on_disk(&self) -> Option<&Path> {
        match &self.place {
            Place::Disk(path) => Some(path),
            Place::Theme(_) => None,
        }
    }

    /// How it stands on the disk; `None` for a file of the theme, or one that has gone.
    pub fn stamp(&self) -> Option<Stamp> {
        self.on_disk().and_then(Stamp::at)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or has 4 GiB or more.
    pub fn read(&self) -> Result<Arc<SourceFile>, ScanError> {
        self.read_stamped().map(|(file, _)| file)
    }

    /// Reads the file, and says how it stood on the disk before: whoever changes it later leaves another stamp.
    ///
    /// # Errors
    /// As of [`Listed::read`].
    pub fn read_stamped(&self) -> Result<(Arc<SourceFile>, Option<Stamp>), ScanError> {
        let place = match &self.place {
            Place::Theme(file) => return Ok((file.clone(), None)),
            Place::Disk(place) => place,
        };
        let (bytes, stamp) =
            read_bytes(place).map_err(|cause| ScanError { path: place.clone(), action: "read", cause })?;
        Ok((Arc::new(SourceFile::new(self.path.clone(), self.class, bytes)), stamp))
    }

    /// Reads the file, unless it has gone since it was listed.
    ///
    /// # Errors
    /// As of [`Listed::read`].
    pub fn read_if_there(&self) -> Result<Option<Arc<SourceFile>>, ScanError> {
        match self.read() {
            Err(error) if is_gone(&error.cause) => Ok(None),
            read => read.map(Some),
        }
    }
}

/// What is in a file, and how it stood before it was read.
fn read_bytes(place: &Path) -> io::Result<(Vec<u8>, Option<Stamp>)> {
    let file = File::open(place)?;
    let found = file.metadata()?;
    Ok((read_whole(file, found.len())?, Stamp::of(&found)))
}

/// All of a file that has this length, or had until just now.
fn read_whole(file: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, "it has 4 GiB or more");
    if length >= TOO_LARGE {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length as usize)?;
    match file.take(TOO_LARGE).read_to_end(&mut bytes)? as u64 {
        TOO_LARGE => Err(too_large()),
        _ => Ok(bytes),
    }
}

/// Whether an error says that a file or folder is not there.
pub fn is_gone(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Lists the files of the site at `root` by path, with the default theme laid under them.
///
/// Hidden files and folders are passed over, except `.well-known`, `.nojekyll` and `.htaccess`, which servers want; so
/// are links, and what editors keep beside a file (`x~`, `#x#`, `x.bak`). The order does not depend on the disk.
///
/// # Errors
/// There is no `content/` folder at `root`, or a folder cannot be listed.
pub fn list(root: &Path) -> Result<Vec<Listed>, ScanError> {
    let content = root.join("content");
    if !content.is_dir() {
        let cause = io::Error::new(
            io::ErrorKind::NotFound,
            "there is no such folder; run this in a site's folder, name one with --root, or make one with `diptych new`",
        );
        return Err(ScanError { path: content, action: "read", cause });
    }
    let mut listed: BTreeMap<SitePath, Listed> = theme::sources()
        .into_files()
        .into_iter()
        .map(|file| {
            let (path, class) = (file.path.clone(), file.class);
            (path.clone(), Listed { path, class, place: Place::Theme(file) })
        })
        .collect();
    for folder in FOLDERS {
        let top = root.join(folder);
        if top.is_dir() {
            list_folder(root, &top, &mut listed)?;
        }
    }
    Ok(listed.into_values().collect())
}

fn list_folder(root: &Path, top: &Path, listed: &mut BTreeMap<SitePath, Listed>) -> Result<(), ScanError> {
    let walk = WalkDir::new(top).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(top).to_owned();
                let circle = || io::Error::other("links lead round in a circle");
                match error.into_io_error().unwrap_or_else(circle) {
                    gone if is_gone(&gone) => continue,
                    cause => return Err(ScanError { path, action: "list", cause }),
                }
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        add(root, entry.into_path(), listed);
    }
    Ok(())
}

/// Adds a file of the disk, in place of one of the theme. Of two whose paths are one in Unicode the one that is written
/// otherwise keeps its path as it is, so that both are there and can be seen to want one address.
fn add(root: &Path, disk: PathBuf, listed: &mut BTreeMap<SitePath, Listed>) {
    let Ok(relative) = disk.strip_prefix(root) else { return };
    let found = |path: SitePath, disk: PathBuf| {
        let class = Class::of(&path);
        (path.clone(), Listed { path, class, place: Place::Disk(disk) })
    };
    let path = site_path(relative);
    match listed.get(&path).and_then(Listed::on_disk).map(Path::to_owned) {
        None => listed.extend([found(path, disk)]),
        Some(first) => {
            let (first, second) = if as_written(relative) == path { (disk, first) } else { (first, disk) };
            let written = as_written(second.strip_prefix(root).unwrap_or(&second));
            listed.extend([found(path, first), found(written, second)]);
        }
    }
}

/// Reads again what lies at `places`, each a file or a folder at or below `root`, whether it has changed, come or gone.
/// Returns the paths of `sources` that differ now.
///
/// # Errors
/// A folder cannot be listed or a file cannot be read; `sources` are then as they were.
pub fn refresh(
    root: &Path,
    places: &BTreeSet<PathBuf>,
    sources: &mut Sources,
) -> Result<Vec<SitePath>, ScanError> {
    if have_twins(root, places, sources) {
        let now = list(root)?.iter().map(Listed::read_if_there).collect::<Result<Vec<_>, _>>()?;
        return Ok(sources.replace(Sources::from_files(now.into_iter().flatten())));
    }
    let mut theme = None;
    let (mut read, mut gone) = (Vec::new(), Vec::new());
    for place in places {
        let Some(relative) = of_site(root, place) else { continue };
        let mut listed = BTreeMap::new();
        if is_reached(root, relative) {
            list_folder(root, place, &mut listed)?;
        }
        let mut now = BTreeMap::new();
        for found in listed.into_values() {
            now.extend(found.read_if_there()?.map(|file| (file.path.clone(), file)));
        }
        for path in sources.at_or_below(&site_path(relative)) {
            if !now.contains_key(&path) {
                let theme = theme.get_or_insert_with(theme::sources);
                match theme.get(path.as_str()) {
                    Some(file) => read.push(file.clone()),
                    None => gone.push(path),
                }
            }
        }
        read.extend(now.into_values());
    }
    let mut changed: Vec<SitePath> = gone.into_iter().filter(|path| sources.remove(path.as_str())).collect();
    changed.extend(read.into_iter().filter_map(|file| sources.update(file)));
    Ok(changed)
}

/// Whether a place is there, and a walk comes to it: below the three folders it follows no link.
fn is_reached(root: &Path, relative: &Path) -> bool {
    let mut place = root.to_owned();
    relative.iter().enumerate().all(|(depth, step)| {
        place.push(step);
        depth == 0 || place.symlink_metadata().is_ok_and(|found| !found.is_symlink())
    })
}

/// Whether a place below the root is that of a file or folder of the site, should there be one.
pub fn is_of_site(root: &Path, place: &Path) -> bool {
    of_site(root, place).is_some()
}

/// The path below the root, if it lies in one of the three folders and is not passed over.
fn of_site<'p>(root: &Path, place: &'p Path) -> Option<&'p Path> {
    let relative = place.strip_prefix(root).ok()?;
    let mut steps = relative.iter();
    let in_folder = steps.next().is_some_and(|first| FOLDERS.iter().any(|folder| first == *folder));
    (in_folder && !steps.any(is_passed_over)).then_some(relative)
}

/// Whether files that are called the same in Unicode are among the sources, or now lie in one folder with something that was
/// touched: then other files than those that were touched may get another path.
fn have_twins(root: &Path, places: &BTreeSet<PathBuf>, sources: &Sources) -> bool {
    let steps = places.iter().filter_map(|place| of_site(root, place)).flat_map(Path::ancestors);
    let named = steps.filter(|step| step.file_name().is_some_and(|name| !name.is_ascii()));
    let folders: BTreeSet<&Path> = named.filter_map(Path::parent).collect();
    let has_twins = |folder: &&Path| {
        let names = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        let mut seen = BTreeSet::new();
        names.map(|entry| composed(&entry.file_name()).into_owned()).any(|name| !seen.insert(name))
    };
    // The second of two is the only file whose path is not in NFC.
    let had_twins = || !sources.files.keys().all(|path| is_composed(path.as_str()));
    !folders.is_empty() && (had_twins() || folders.iter().any(has_twins))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a refresh of these places does to sources that were read before `change`.
    fn refreshed(places: &[&str], change: impl Fn(&Path)) -> (Vec<String>, Sources) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["content/guides/a.md", "content/guides/b.md", "content/site.yaml", "static/style.css"] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), path).unwrap();
        }
        let read = list(root).unwrap().iter().map(|listed| listed.read().unwrap()).collect::<Vec<_>>();
        let mut sources = Sources::from_files(read);
        change(root);
        let places = places.iter().map(|place| root.join(place)).collect();
        let changed = refresh(root, &places, &mut sources).unwrap();
        let again = list(root).unwrap().iter().map(|listed| listed.read().unwrap()).collect::<Vec<_>>();
        assert_eq!(sources, Sources::from_files(again), "as if all had been read again");
        (changed.iter().map(|path| path.to_string()).collect(), sources)
    }

    #[test]
    fn a_huge_file_is_refused_before_it_is_read() {
        let mut unread: &[u8] = b"text";
        let error = read_whole(&mut unread, TOO_LARGE).unwrap_err();
        assert_eq!((error.kind(), unread), (io::ErrorKind::FileTooLarge, &b"text"[..]));
        assert_eq!(read_whole(&b"longer by now"[..], 4).unwrap(), b"longer by now");
    }

    #[test]
    fn only_what_differs_is_named() {
        let (changed, _) = refreshed(&["content/guides/a.md", "content/guides/b.md"], |root| {
            fs::write(root.join("content/guides/a.md"), "other").unwrap();
            fs::write(root.join("content/guides/b.md"), "content/guides/b.md").unwrap();
        });
        assert_eq!(changed, ["content/guides/a.md"]);
    }

    #[test]
    fn files_come_and_go_with_their_folders() {
        let (mut changed, _) =
            refreshed(&["content/guides", "content/pages", "content/guides/gone.md"], |root| {
                fs::rename(root.join("content/guides"), root.join("content/pages")).unwrap();
            });
        changed.sort();
        assert_eq!(
            changed,
            ["content/guides/a.md", "content/guides/b.md", "content/pages/a.md", "content/pages/b.md"]
        );
    }

    /// One name in Unicode, written in two ways. A disk of macOS takes them for one.
    #[cfg(target_os = "linux")]
    #[test]
    fn of_two_files_of_one_name_both_are_seen() {
        const NFC: &str = "static/\u{e9}.txt";
        const NFD: &str = "static/e\u{301}.txt";
        let both = |root: &Path| [NFC, NFD].iter().for_each(|path| fs::write(root.join(path), path).unwrap());
        let (changed, sources) = refreshed(&[NFC], both);
        assert_eq!(changed, [NFD, NFC]);
        for path in [NFC, NFD] {
            assert_eq!(sources.get(path).unwrap().readable(), path);
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            for folder in ["content", "static"] {
                fs::create_dir(root.join(folder)).unwrap();
            }
            both(root);
            let read = list(root).unwrap().iter().map(|listed| listed.read().unwrap()).collect::<Vec<_>>();
            let mut sources = Sources::from_files(read);
            fs::remove_file(root.join(path)).unwrap();
            refresh(root, &BTreeSet::from([root.join(path)]), &mut sources).unwrap();
            let left = if path == NFC { NFD } else { NFC };
            assert_eq!(sources.get(NFC).unwrap().readable(), left, "alone it has the usual path");
            assert!(sources.get(NFD).is_none());
        }
    }

    #[test]
    fn below_a_file_that_goes_the_theme_is_seen_again() {
        let (changed, sources) = refreshed(&["static/style.css"], |root| {
            fs::remove_file(root.join("static/style.css")).unwrap();
        });
        assert_eq!(changed, ["static/style.css"]);
        assert!(sources.get("static/style.css").is_some_and(|file| file.readable().contains('{')));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_behind_a_link_is_seen() {
        let (changed, _) = refreshed(&["content/linked/x.md", "content/linked"], |root| {
            fs::create_dir_all(root.join("elsewhere")).unwrap();
            fs::write(root.join("elsewhere/x.md"), "x").unwrap();
            std::os::unix::fs::symlink(root.join("elsewhere"), root.join("content/linked")).unwrap();
        });
        assert_eq!(changed, Vec::<String>::new());
    }

    #[test]
    fn what_is_passed_over_stays_so() {
        const OTHERS: [&str; 3] = ["content/.hidden/x.md", "content/guides/#a.md#", "public/x"];
        let (changed, _) = refreshed(&OTHERS, |root| {
            for path in OTHERS {
                fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
                fs::write(root.join(path), "x").unwrap();
            }
        });
        assert_eq!(changed, Vec::<String>::new());
    }
}
