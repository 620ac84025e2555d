//! `Record`: what a published site was made from and how it stands, so that what is not new is not read.
//!
//! It is kept in the cache between runs, one for each output folder, and says of every file of the site and of every published
//! file how it stood on the disk. A stamp is only remembered if it is proof: of a source if it was settled when the build began,
//! of a published file if it was settled then and the build found the right bytes there, or was settled before the build put it in
//! place. Of a file that is younger the bytes are remembered, by their hash. Another file, option, day, theme or program: then the
//! record says nothing, and the site is built. Must not know: what any file says, how a page is made.

use crate::base::kept::{Deserialize, Serialize, from_bytes, write};
use crate::base::{SitePath, Stamp};
use crate::diagnostics::Diagnostic;
use crate::output::{InFolders, Writer};
use crate::pictures::cache::{Cache, Key, key};
use crate::pictures::hash;
use crate::site::Options;
use crate::source::scan::Listed;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Changes with the form of a record.
const VERSION: &[u8] = b"2";

/// What a published site was made from, and how it stands.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// What besides its files decided on it.
    pub maker: Maker,
    /// By what each of its files on the disk is known again, by path.
    pub sources: Vec<(SitePath, Seen)>,
    /// By what each published file is known again, by path.
    pub files: Published,
    /// What was said of the site.
    pub problems: Vec<Diagnostic>,
    /// How many pages it has.
    pub pages: usize,
    /// What was left for runs in which only texts are other.
    pub base: Option<Since>,
}

/// What has become other since a base was kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Since {
    /// The name of the base.
    pub id: Key,
    /// The sources that have been edited.
    pub edited: BTreeSet<SitePath>,
    /// The pages that may be others, as numbers of slots; none of the search's files.
    pub pages: BTreeSet<usize>,
    /// The files of the search that may be others, by output path.
    pub search: BTreeSet<String>,
}

/// What besides its files decides on what a site looks like.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Maker {
    /// The program itself.
    program: Stamp,
    /// The files of the theme, which a debug build reads from the disk.
    theme: Key,
    options: Options,
}

/// By what each published file is known again, by path.
pub(super) type Published = Vec<(String, Seen)>;

/// By what a file is known again.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Seen {
    /// By how it stands.
    Stands(Stamp),
    /// By the hash of its bytes, as it was too young.
    Says(Key),
}

impl Since {
    /// Nothing yet.
    pub(super) fn new(id: Key) -> Self {
        Self { id, edited: BTreeSet::new(), pages: BTreeSet::new(), search: BTreeSet::new() }
    }
}

impl Maker {
    /// This program, with the theme among these files; `None` if the program's own file cannot be found.
    pub(super) fn new(files: &[Listed], options: &Options) -> Option<Self> {
        let program =
            std::env::current_exe().ok().and_then(|program| Stamp::at(&program.canonicalize().ok()?))?;
        let theme = files.iter().filter(|file| file.on_disk().is_none()).filter_map(|file| file.read().ok());
        let theme: Vec<_> = theme.collect();
        let parts: Vec<&[u8]> =
            theme.iter().flat_map(|file| [file.path.as_str().as_bytes(), &file.bytes]).collect();
        Some(Self { program, theme: key(&parts), options: options.clone() })
    }
}

impl Seen {
    /// A file that stood like this before it was read, and whose bytes have this hash.
    pub(super) fn new(stamp: Option<Stamp>, settled: Option<u64>, hash: impl Fn() -> Key) -> Self {
        match stamp.filter(|stamp| settled.is_some_and(|settled| stamp.is_by(settled))) {
            Some(stamp) => Self::Stands(stamp),
            None => Self::Says(hash()),
        }
    }

    /// Whether a file that is known by this is still the one that was known by the other.
    pub(super) fn is_still(&self, before: &Seen, file: &Listed) -> bool {
        self == before
            || (matches!(before, Self::Says(_)) && file.on_disk().is_some_and(|at| before.is_at(at)))
    }

    /// Whether this is the file at a place of the disk.
    fn is_at(&self, place: &Path) -> bool {
        match self {
            Self::Stands(stamp) => Stamp::at(place) == Some(*stamp),
            Self::Says(said) => Stamp::at(place).is_some() && hash_at(place).as_ref() == Some(said),
        }
    }
}

impl Record {
    /// What was remembered of the site in the folder `out`.
    pub(super) fn of(out: &Path, cache: &Cache) -> Option<Self> {
        cache.load(&name(out), from_bytes)
    }

    /// Which of these files, which come by path, are other than they were; `None` if there are others, or they have another maker.
    pub(super) fn changed<'f>(&self, maker: &Maker, files: &'f [Listed]) -> Option<Vec<&'f Listed>> {
        let on_disk = files.iter().filter_map(|file| Some((file, file.on_disk()?)));
        let on_disk: Vec<(&Listed, &Path)> = on_disk.collect();
        let is_of_these = self.maker == *maker
            && on_disk.iter().map(|(file, _)| &file.path).eq(self.sources.iter().map(|(path, _)| path));
        let other = |((file, place), (_, seen)): ((&'f Listed, &Path), &(SitePath, Seen))| {
            (!seen.is_at(place)).then_some(file)
        };
        is_of_these.then(|| on_disk.into_par_iter().zip(&self.sources).filter_map(other).collect())
    }

    /// Whether what was published stands as it was left.
    pub(super) fn stands(&self, writer: &Writer) -> bool {
        let stands = |(path, seen): &(String, Seen)| seen.is_at(&writer.out().join(path));
        writer.last_files().eq(self.files.iter().map(|(path, _)| path.as_str()))
            && self.files.par_iter().all(stands)
    }

    /// Keeps in the cache what has been built into the folder `out`.
    pub(super) fn keep(&self, out: &Path, cache: &Cache) {
        cache.keep(&name(out), |to| write(self, to));
    }
}

/// What is known of the files of a build before they are put in place.
pub(super) struct Waiting {
    files: Vec<(String, Option<Staged>)>,
}

/// A file that waits to be put in place.
struct Staged {
    stamp: Stamp,
    /// The hash of its bytes, if the stamp alone is no proof of them.
    hash: Option<Key>,
}

impl Waiting {
    /// The files of a writer that is about to put them in place; `None` if one has gone. Times are settled up to `settled`.
    pub(super) fn new(writer: &Writer, settled: Option<u64>) -> Option<Self> {
        let staged = |place: PathBuf| {
            let stamp = Stamp::at(&place)?;
            let is_proof = settled.is_some_and(|settled| stamp.is_by(settled));
            Some(Staged { stamp, hash: if is_proof { None } else { Some(hash_at(&place)?) } })
        };
        let file = |(path, place): (String, Option<PathBuf>)| match place {
            Some(place) => Some((path, Some(staged(place)?))),
            None => Some((path, None)),
        };
        let files = writer.files().into_par_iter().map(file).collect::<Option<Vec<_>>>()?;
        Some(Self { files })
    }

    /// By what all files are known again once they are in the folder `out`, some `in_folders`; `None` if of one of them nothing is proof
    /// of its bytes. `settled` says up to when times were when the build began, `before` how files were known that it has left alone.
    pub(super) fn in_place(
        self,
        out: &Path,
        in_folders: &InFolders,
        settled: Option<u64>,
        before: &[(String, Seen)],
    ) -> Option<Published> {
        let known = |path: &str| {
            let at = before.binary_search_by(|(other, _)| other.as_str().cmp(path)).ok()?;
            Some(&before[at].1)
        };
        let at_once = |path: &str, staged: &Option<Staged>| match staged {
            Some(Staged { stamp, hash }) => {
                in_folders.has(path).then(|| hash.clone().map_or(Seen::Stands(*stamp), Seen::Says))
            }
            // So it stood when the build began; whoever has changed it since has left another stamp.
            None => known(path).filter(|seen| matches!(seen, Seen::Stands(_))).cloned(),
        };
        let at_a_look = |path: &str, staged: Option<Staged>| {
            let stamp = Stamp::at(&out.join(path))?;
            match staged {
                Some(Staged { hash: Some(hash), .. }) => Some(Seen::Says(hash)),
                Some(staged) => staged.stamp.has_bytes_of(&stamp).then_some(Seen::Stands(stamp)),
                None if settled.is_some_and(|settled| stamp.is_by(settled)) => Some(Seen::Stands(stamp)),
                None => known(path).cloned(),
            }
        };
        let seen = |(path, staged): (String, Option<Staged>)| {
            let seen = at_once(&path, &staged).or_else(|| at_a_look(&path, staged))?;
            Some((path, seen))
        };
        self.files.into_par_iter().map(seen).collect()
    }
}

fn hash_at(place: &Path) -> Option<Key> {
    std::fs::read(place).ok().map(|bytes| hash(&bytes))
}

fn name(out: &Path) -> Key {
    key(&[b"record", VERSION, out.as_os_str().as_encoded_bytes()])
}
