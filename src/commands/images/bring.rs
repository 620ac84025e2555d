//! One picture from elsewhere: asked for unless it is known, put beside the file that names it, written into the list.
//!
//! Must not know: how a server is asked, how a text is rewritten.

use super::address::{name, whole};
use super::examine::{Seen, examine};
use super::rewrite::rewritten;
use super::transport::Client;
use super::wanted::{Place, Wanted};
use super::{Terms, keep};
use crate::base::{SitePath, TextRange};
use crate::content::fetched::{Fetched, LOCK, write};
use crate::content::parse::{Content, parse};
use crate::pictures::hash;
use crate::source::scan::ScanError;
use crate::source::{Class, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// Why pictures could not be brought in at all: an error of the environment.
#[derive(Debug)]
pub struct FetchError(String);

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FetchError {}

impl From<ScanError> for FetchError {
    fn from(error: ScanError) -> Self {
        Self(error.to_string())
    }
}

impl FetchError {
    fn of(action: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let words = format!("cannot {action} {}", path.display());
        move |cause| Self(format!("{words}: {cause}"))
    }
}

/// A picture that is there.
pub(super) struct Brought {
    /// Its address, whole.
    pub(super) url: String,
    /// Its file.
    pub(super) file: SitePath,
    /// Whether it was not there before.
    pub(super) is_new: bool,
    /// What to say of it.
    pub(super) said: String,
}

/// Brings in one picture after another.
pub(super) struct Bringer<'b> {
    root: &'b Path,
    terms: &'b Terms,
    wanted: &'b mut Wanted,
    client: Client,
}

impl<'b> Bringer<'b> {
    /// For a site at `root`.
    pub(super) fn new(root: &'b Path, terms: &'b Terms, wanted: &'b mut Wanted) -> Self {
        Self { root, terms, client: Client::new(terms.limits), wanted }
    }

    /// Whether the address at a place can be replaced without changing anything else.
    pub(super) fn can_be_replaced(&self, place: Place) -> bool {
        let text = &self.wanted.texts[place.text];
        let Some(file) = text.file.path.join("picture.jpg") else { return false };
        // A definition may serve several references, which stand at one place then.
        let at = text.parsed.references[place.reference].range;
        let all = text.parsed.references.iter().enumerate().filter(|(_, reference)| reference.range == at);
        let replaced = all.map(|(number, _)| (number, file.clone())).collect();
        rewritten(&text.file, &text.parsed, &self.wanted.names, &replaced).is_some()
    }

    /// Notes that a reference is to lead to a file.
    pub(super) fn replace(&mut self, place: Place, file: &SitePath) {
        self.wanted.texts[place.text].replaced.insert(place.reference, file.clone());
    }

    /// Brings in the picture at an address as it is typed at `first`, unless it is there.
    ///
    /// # Errors
    /// Something cannot be written; inside, why there is no such picture.
    pub(super) fn bring(&mut self, typed: &str, first: Place) -> Result<Result<Brought, String>, FetchError> {
        let url = match whole(typed) {
            Ok(url) => url,
            Err(reason) => return Ok(Err(reason.to_owned())),
        };
        if let Some(known) = self.wanted.lock.get(&url).filter(|known| self.is_intact(known)) {
            let said = format!("{}: known already, from {url}", known.file);
            return Ok(Ok(Brought { file: known.file.clone(), is_new: false, said, url }));
        }
        let folder = self.wanted.folder(first).to_owned();
        if self.terms.dry_run {
            let said = format!("{folder}/{}: would be brought in from {url}", name(&url));
            let file = SitePath::new(format!("{folder}/{}.jpg", name(&url)));
            return Ok(Ok(Brought { file, is_new: true, said, url }));
        }
        let bytes = match self.client.get(&url) {
            Ok(bytes) => bytes,
            Err(reason) => return Ok(Err(reason)),
        };
        let seen = match examine(&bytes) {
            Ok(seen) => seen,
            Err(reason) => return Ok(Err(reason)),
        };
        let file = self.put(&bytes, &folder, &url, &seen)?;
        self.record(&url, &file, &bytes, &seen)?;
        let (width, height) = seen.size;
        let said = format!(
            "{file}: brought in from {url}, {width} by {height} pixels, {} kB",
            bytes.len().div_ceil(1000)
        );
        Ok(Ok(Brought { file, is_new: true, said, url }))
    }

    /// Whether the file of a picture is still what was brought in.
    fn is_intact(&self, known: &Fetched) -> bool {
        let disk = self.wanted.disk.get(&known.file);
        disk.and_then(|disk| fs::read(disk).ok()).is_some_and(|bytes| hash(&bytes) == known.hash)
    }

    /// Puts a picture into a folder of the site, under a name that no other file has. One that is there with the same bytes
    /// serves as it is: under another address, or from a run that broke off.
    fn put(&mut self, bytes: &[u8], folder: &str, url: &str, seen: &Seen) -> Result<SitePath, FetchError> {
        let hash = hash(bytes);
        let same = self.wanted.lock.values().find(|known| known.hash == hash && self.is_intact(known));
        if let Some(same) = same {
            return Ok(same.file.clone());
        }
        let place = self.wanted.folder_on_disk(self.root, folder);
        fs::create_dir_all(&place).map_err(FetchError::of("make the folder", &place))?;
        let stem = name(url);
        let mut number = 1;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let file_name = format!("{stem}{suffix}.{}", seen.ending);
            let disk = place.join(&file_name);
            let path = SitePath::new(format!("{folder}/{file_name}"));
            let is_there = keep::add(&disk, bytes).map_err(FetchError::of("write", &disk))?
                || fs::read(&disk).is_ok_and(|standing| standing == bytes);
            if is_there {
                self.wanted.disk.insert(path.clone(), disk);
                return Ok(path);
            }
            number += 1;
        }
    }

    /// Writes a picture into the list; what somebody has filled in for the same address stays.
    fn record(&mut self, url: &str, file: &SitePath, bytes: &[u8], seen: &Seen) -> Result<(), FetchError> {
        let old = self.wanted.lock.get(url);
        let (credit, licence) = old.map(|old| (old.credit.clone(), old.licence.clone())).unwrap_or_default();
        let fetched = Fetched {
            url: url.to_owned(),
            range: TextRange::default(),
            file: file.clone(),
            hash: hash(bytes),
            bytes: bytes.len() as u64,
            size: seen.size,
            day: self.terms.today,
            looks: seen.looks,
            credit,
            licence,
        };
        self.wanted.lock.insert(url.to_owned(), fetched);
        let disk = self.wanted.lock_on_disk(self.root);
        let text = write(self.wanted.lock.values());
        let read = self.read_back(&text).ok_or_else(|| {
            FetchError(format!("cannot write {}: it would not be read again as it was meant", disk.display()))
        })?;
        keep::replace(&disk, text.as_bytes()).map_err(FetchError::of("write", &disk))?;
        self.wanted.lock = read;
        Ok(())
    }

    /// The list as it is read from its text, if that says what was meant.
    fn read_back(&self, text: &str) -> Option<BTreeMap<String, Fetched>> {
        let file = SourceFile {
            path: SitePath::new(LOCK),
            class: Class::ImagesLock,
            bytes: text.as_bytes().to_vec(),
        };
        let Some(Content::Fetched(list)) = parse(&file, &self.wanted.names).content else { return None };
        let read: BTreeMap<String, Fetched> =
            list.iter().map(|one| (one.url.clone(), Fetched::clone(one))).collect();
        let is_same = read.len() == self.wanted.lock.len()
            && read
                .iter()
                .zip(&self.wanted.lock)
                .all(|((_, read), (_, meant))| Fetched { range: meant.range, ..read.clone() } == *meant);
        is_same.then_some(read)
    }

    /// Rewrites the texts, and says how many there were.
    ///
    /// # Errors
    /// One cannot be written, or has changed since it was read.
    pub(super) fn rewrite(&mut self) -> Result<usize, FetchError> {
        let mut count = 0;
        for text in self.wanted.texts.iter_mut().filter(|text| !text.replaced.is_empty()) {
            let new = rewritten(&text.file, &text.parsed, &self.wanted.names, &text.replaced);
            let Some((file, parsed)) = new else { continue };
            count += 1;
            if self.terms.dry_run {
                continue;
            }
            let standing = fs::read(&text.disk).map_err(FetchError::of("read", &text.disk))?;
            if standing != text.file.bytes {
                let disk: &PathBuf = &text.disk;
                return Err(FetchError(format!("{} has changed meanwhile; run this again", disk.display())));
            }
            keep::replace(&text.disk, &file.bytes).map_err(FetchError::of("write", &text.disk))?;
            (text.file, text.parsed) = (file.into(), parsed);
        }
        Ok(count)
    }
}
