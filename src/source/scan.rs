//! Disk -> files: lists `content/`, `templates/` and `static/`, and reads one file at a time, so that the pipeline can
//! read many at once and need not hold them all.
//!
//! The only reader of the disk, and the door of the walking crate. Must not know: what a file says.

use super::{Class, SourceFile, theme};
use crate::base::SitePath;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

/// The three folders of a site.
pub const FOLDERS: [&str; 3] = ["content", "templates", "static"];

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

    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or has 4 GiB or more.
    pub fn read(&self) -> Result<Arc<SourceFile>, ScanError> {
        let place = match &self.place {
            Place::Theme(file) => return Ok(file.clone()),
            Place::Disk(place) => place,
        };
        let fail = |cause| ScanError { path: place.clone(), action: "read", cause };
        let bytes = std::fs::read(place).map_err(fail)?;
        if u32::try_from(bytes.len()).is_err() {
            return Err(fail(io::Error::new(io::ErrorKind::FileTooLarge, "it has 4 GiB or more")));
        }
        Ok(Arc::new(SourceFile { path: self.path.clone(), class: self.class, bytes }))
    }
}

/// Lists the files of the site at `root` by path, with the default theme laid under them.
///
/// Hidden files and folders are passed over, except `.well-known`, `.nojekyll` and `.htaccess`, which servers want; so
/// are editors' backup files (`x~`) and links. The order does not depend on the
/// disk.
///
/// # Errors
/// There is no `content/` folder at `root`, or a folder cannot be listed.
pub fn list(root: &Path) -> Result<Vec<Listed>, ScanError> {
    let content = root.join("content");
    if !content.is_dir() {
        let cause = io::Error::new(
            io::ErrorKind::NotFound,
            "there is no such folder; run this in a site's folder or name one with --root",
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
        let entry = entry.map_err(|error| ScanError {
            path: error.path().unwrap_or(top).to_owned(),
            action: "list",
            cause: error.into(),
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        if let Ok(relative) = entry.path().strip_prefix(root) {
            let path = site_path(relative);
            let class = Class::of(&path);
            listed.insert(path.clone(), Listed { path, class, place: Place::Disk(entry.into_path()) });
        }
    }
    Ok(())
}

fn is_passed_over(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    let wanted_hidden = matches!(&*name, ".well-known" | ".nojekyll" | ".htaccess");
    (name.starts_with('.') && !wanted_hidden) || name.ends_with('~')
}

/// The path with `/` between its steps and in Unicode NFC, so that it is the same on every system.
fn site_path(relative: &Path) -> SitePath {
    let steps: Vec<Cow<'_, str>> = relative
        .iter()
        .map(|step| match step.to_string_lossy() {
            ascii if ascii.is_ascii() => ascii,
            other => Cow::Owned(other.nfc().collect()),
        })
        .collect();
    SitePath::new(steps.join("/"))
}
