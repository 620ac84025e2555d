//! `Record`: what a published site was made from and how it stands, so that a build to which nothing is new reads nothing.
//!
//! It is kept in the cache between runs, one for each output folder, and says of every file of the site and of every published file how it stood on the disk.
//! A stamp is only remembered if it is proof: of a source if it was settled when the build began, of a published file if it
//! was settled then and the build found the right bytes there, or was settled before the build put it in place. Of a source
//! that is younger the bytes are remembered by their hash. A file that stands otherwise, another file, option, day, theme or
//! program: then the record says nothing, and the site is built. Must not know: what any file says, how a page is made.

use super::Front;
use crate::base::kept::{Deserialize, Serialize, from_bytes, to_bytes};
use crate::base::{SitePath, Stamp};
use crate::diagnostics::Diagnostic;
use crate::output::Writer;
use crate::pictures::cache::{Cache, Key, key};
use crate::pictures::hash;
use crate::site::Options;
use crate::source::scan::Listed;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Changes with the form of a record.
const VERSION: &[u8] = b"1";

/// What a published site was made from, and how it stands.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    maker: Maker,
    sources: Vec<(SitePath, Seen)>,
    /// The published files, by path.
    files: Vec<(String, Stamp)>,
    /// What was said of the site.
    pub problems: Vec<Diagnostic>,
    /// How many pages it has.
    pub pages: usize,
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

/// By what a source file is known again.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Seen {
    /// By how it stands.
    Stands(Stamp),
    /// By the hash of its bytes, as it was too young.
    Says(Key),
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

    fn is(&self, file: &Listed) -> bool {
        match self {
            Self::Stands(stamp) => file.stamp() == Some(*stamp),
            Self::Says(said) => file.read().is_ok_and(|file| hash(&file.bytes) == *said),
        }
    }
}

impl Record {
    /// What is to be remembered, if all is known that has to be.
    pub(super) fn new(
        maker: Option<Maker>,
        sources: Vec<(SitePath, Seen)>,
        files: Option<Vec<(String, Stamp)>>,
        front: &Front,
    ) -> Option<Self> {
        let (problems, pages) = (front.diagnostics.clone(), front.page_count());
        Some(Self { maker: maker?, sources, files: files?, problems, pages })
    }

    /// What was remembered of the site in the folder `out`.
    pub(super) fn of(out: &Path, cache: &Cache) -> Option<Self> {
        cache.get(&name(out))?.first().and_then(|bytes| from_bytes(bytes))
    }

    /// Whether it was made by this maker of these files, which come by path.
    pub(super) fn is_of(&self, maker: &Maker, files: &[Listed]) -> bool {
        let on_disk: Vec<&Listed> = files.iter().filter(|file| file.on_disk().is_some()).collect();
        self.maker == *maker
            && on_disk.iter().map(|file| &file.path).eq(self.sources.iter().map(|(path, _)| path))
            && on_disk.par_iter().zip(&self.sources).all(|(file, (_, seen))| seen.is(file))
    }

    /// Whether what was published stands as it was left.
    pub(super) fn stands(&self, writer: &Writer) -> bool {
        let stands = |(path, stamp): &(String, Stamp)| Stamp::at(&writer.out().join(path)) == Some(*stamp);
        writer.last_files().eq(self.files.iter().map(|(path, _)| path.as_str()))
            && self.files.par_iter().all(stands)
    }

    /// How many files are published.
    pub(super) fn file_count(&self) -> usize {
        self.files.len()
    }

    /// Keeps in the cache what has been built into the folder `out`.
    pub(super) fn keep(&self, out: &Path, cache: &Cache) {
        if let Some(bytes) = to_bytes(self) {
            cache.put(&name(out), &[bytes]);
        }
    }
}

/// What is known of the files of a build before they are put in place.
pub(super) struct Waiting {
    files: Vec<(String, Option<PathBuf>)>,
    /// How those stand that are settled, by where they wait.
    stamps: HashMap<PathBuf, Stamp>,
}

impl Waiting {
    /// The files of a writer that is about to put them in place.
    pub(super) fn new(writer: &Writer, settled: impl Fn() -> Option<u64>) -> Self {
        let files = writer.files();
        let stamp =
            |(_, place): &(String, Option<PathBuf>)| Some((place.clone()?, Stamp::at(place.as_ref()?)?));
        let mut stamps: HashMap<PathBuf, Stamp> = files.par_iter().filter_map(stamp).collect();
        let settled = settled();
        stamps.retain(|_, stamp| settled.is_some_and(|settled| stamp.is_by(settled)));
        Self { files, stamps }
    }

    /// How all files stand once they are in the folder `out`; `None` if of one of them that is no proof of its bytes. `settled`
    /// says up to when times were when the build began.
    pub(super) fn in_place(self, out: &Path, settled: Option<u64>) -> Option<Vec<(String, Stamp)>> {
        let stands = |(path, waited): (String, Option<PathBuf>)| {
            let stamp = Stamp::at(&out.join(&path))?;
            let is_proof = match waited.as_ref() {
                Some(place) => self.stamps.get(place).is_some_and(|waiting| waiting.has_bytes_of(&stamp)),
                None => settled.is_some_and(|settled| stamp.is_by(settled)),
            };
            is_proof.then_some((path, stamp))
        };
        self.files.into_par_iter().map(stands).collect()
    }
}

fn name(out: &Path) -> Key {
    key(&[b"record", VERSION, out.as_os_str().as_encoded_bytes()])
}
