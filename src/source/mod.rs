//! What is on the disk, as values: the files of a site, each with its place and its class.
//!
//! [`scan`] is the only reader of the disk. Must not know: what any file says.

pub mod class;
mod name;
pub mod scan;
pub mod theme;

pub use class::Class;

use crate::base::SitePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One file of a site.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SitePath,
    /// What it is for, by its folder.
    pub class: Class,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// A file with these bytes. Of a text the lines end in LF, or in CR LF: CR alone, as old programs write it, becomes LF, so
    /// that whoever counts lines need not know of it.
    pub fn new(path: SitePath, class: Class, mut bytes: Vec<u8>) -> Self {
        let is_text = !matches!(class, Class::Asset | Class::Static | Class::Font);
        if is_text && bytes.contains(&b'\r') {
            for at in 0..bytes.len() {
                if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                    bytes[at] = b'\n';
                }
            }
        }
        Self { path, class, bytes }
    }

    /// The text up to the first byte that is not UTF-8: all of it, mostly.
    pub fn readable(&self) -> &str {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&self.bytes[..error.valid_up_to()]).unwrap_or_default(),
        }
    }

    /// The file's text, if it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// All files of a site, by path. Cheap to clone: files are shared.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Sources {
    files: BTreeMap<SitePath, Arc<SourceFile>>,
}

impl Sources {
    /// Takes files that have been read.
    pub fn from_files(files: impl IntoIterator<Item = Arc<SourceFile>>) -> Self {
        Self { files: files.into_iter().map(|file| (file.path.clone(), file)).collect() }
    }

    /// Adds a file, or replaces the one of the same path.
    pub fn insert(&mut self, path: SitePath, bytes: Vec<u8>) {
        let class = Class::of(&path);
        self.files.insert(path.clone(), Arc::new(SourceFile::new(path, class, bytes)));
    }

    /// Puts a file in its place; returns its path if that changes anything.
    pub fn update(&mut self, file: Arc<SourceFile>) -> Option<SitePath> {
        if self.files.get(&file.path).is_some_and(|old| *old == file) {
            return None;
        }
        let path = file.path.clone();
        self.files.insert(path.clone(), file);
        Some(path)
    }

    /// The paths of the file at `path`, or of all files in the folder there.
    pub fn at_or_below(&self, path: &SitePath) -> Vec<SitePath> {
        let folder = format!("{path}/");
        let below = self.files.range(SitePath::new(folder.as_str())..).map(|(path, _)| path);
        let below = below.take_while(|path| path.as_str().starts_with(&folder)).cloned();
        self.files.get_key_value(path).map(|(path, _)| path.clone()).into_iter().chain(below).collect()
    }

    /// Puts what the files are `now` in the place of what they were; returns the paths that differ.
    pub fn replace(&mut self, now: Sources) -> Vec<SitePath> {
        let now = now.sharing(self);
        let changed = now.differing(self);
        *self = now;
        changed
    }

    /// Takes over from `older` the files that are equal, so that to compare them later costs nothing.
    fn sharing(mut self, older: &Sources) -> Sources {
        for (path, file) in &mut self.files {
            if let Some(old) = older.files.get(path).filter(|old| *old == file) {
                *file = old.clone();
            }
        }
        self
    }

    /// The paths that are here and not in `older`, or there and not here, or whose files differ.
    fn differing(&self, older: &Sources) -> Vec<SitePath> {
        let new = self.files.iter().filter(|(path, file)| older.files.get(*path) != Some(*file));
        let gone = older.files.keys().filter(|path| !self.files.contains_key(*path));
        new.map(|(path, _)| path).chain(gone).cloned().collect()
    }

    /// Removes a file; says whether there was one.
    pub fn remove(&mut self, path: &str) -> bool {
        self.files.remove(path).is_some()
    }

    /// All files, in the order of their paths, given away.
    pub fn into_files(self) -> Vec<Arc<SourceFile>> {
        self.files.into_values().collect()
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// A whole site written in one text: a line `=== content/site.yaml` starts each file. For tests.
    ///
    /// The default theme is laid under it, as under every site.
    pub fn from_fixture(text: &str) -> Self {
        let mut sources = theme::sources();
        let mut current: Option<(SitePath, String)> = None;
        for line in text.split_inclusive('\n') {
            if let Some(path) = line.strip_prefix("=== ") {
                if let Some((path, text)) = current.take() {
                    sources.insert(path, text.into_bytes());
                }
                current = Some((SitePath::new(path.trim()), String::new()));
            } else if let Some((_, text)) = &mut current {
                text.push_str(line);
            }
        }
        if let Some((path, text)) = current {
            sources.insert(path, text.into_bytes());
        }
        sources
    }
}
