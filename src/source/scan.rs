//! Disk -> [`Sources`]: walks `content/`, `templates/` and `static/` and reads every file.
//!
//! The only reader of the disk, and the door of the walking crate. Must not know: what a file says.

use super::{Sources, theme};
use crate::base::SitePath;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
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

/// Reads the site at `root`, with the default theme laid under it.
///
/// Hidden files and folders, editors' backup files (`x~`) and links are passed over. Files come in the order of
/// their paths, whatever the disk's order is.
///
/// # Errors
/// There is no `content/` folder at `root`, or a folder or file cannot be read.
pub fn scan(root: &Path) -> Result<Sources, ScanError> {
    let content = root.join("content");
    if !content.is_dir() {
        let cause = io::Error::new(
            io::ErrorKind::NotFound,
            "there is no such folder; run this in a site's folder or name one with --root",
        );
        return Err(ScanError { path: content, action: "read", cause });
    }
    let mut sources = theme::sources();
    for folder in FOLDERS {
        let top = root.join(folder);
        if top.is_dir() {
            read_folder(root, &top, &mut sources)?;
        }
    }
    Ok(sources)
}

fn read_folder(root: &Path, top: &Path, sources: &mut Sources) -> Result<(), ScanError> {
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
        let bytes = std::fs::read(entry.path()).map_err(|cause| ScanError {
            path: entry.path().to_owned(),
            action: "read",
            cause,
        })?;
        if let Ok(relative) = entry.path().strip_prefix(root) {
            sources.insert(site_path(relative), bytes);
        }
    }
    Ok(())
}

fn is_passed_over(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

/// The path with `/` between its steps and in Unicode NFC, so that it is the same on every system.
fn site_path(relative: &Path) -> SitePath {
    let steps: Vec<String> =
        relative.iter().map(|step| step.to_string_lossy().nfc().collect::<String>()).collect();
    SitePath::new(steps.join("/"))
}
