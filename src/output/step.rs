//! `Step`: one change to the output folder, and how it is made.
//!
//! A plan is a list of steps, and may end after any of them without loss. Must not know: why a step is taken.

use super::error::OutputError;
use super::manifest;
use super::staging::Staging;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// One change to the output folder; paths are relative to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// Replace the manifest by one of these paths, which are sorted.
    Save(Vec<&'a str>),
    /// Remove a file.
    Remove(&'a str),
    /// Remove a folder if it is empty.
    Prune(&'a str),
    /// Rename a staged folder, in which these files are, to its place, where nothing is.
    Bring { folder: &'a str, files: Vec<&'a str> },
    /// Rename a staged file to its place.
    Place(&'a str),
}

impl<'a> Step<'a> {
    /// The files that come to their places.
    pub(super) fn written(&self) -> &[&'a str] {
        match self {
            Step::Bring { files, .. } => files,
            Step::Place(path) => std::slice::from_ref(path),
            Step::Save(_) | Step::Remove(_) | Step::Prune(_) => &[],
        }
    }

    /// Makes the change in the folder `out`, whose manifest is at `list`.
    ///
    /// # Errors
    /// The system refuses it.
    pub(super) fn run(&self, out: &Path, list: &Path, staging: &Staging) -> Result<(), OutputError> {
        match self {
            Step::Save(paths) => {
                staging
                    .add_manifest(manifest::format(paths).as_bytes())
                    .map_err(|cause| OutputError::failed("write to", staging.folder(), &cause))?;
                fs::rename(staging.manifest(), list)
                    .map_err(|cause| OutputError::failed("replace", list, &cause))
            }
            Step::Remove(path) => match fs::remove_file(out.join(path)) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => {
                    Err(OutputError::failed("remove", &out.join(path), &cause))
                }
                _ => Ok(()),
            },
            Step::Prune(folder) => {
                // Not empty, or gone already: both are as they should be. An empty folder does no harm.
                let _ = fs::remove_dir(out.join(folder));
                Ok(())
            }
            Step::Bring { folder, .. } => fs::rename(staging.path(folder), out.join(folder))
                .map_err(|cause| OutputError::failed("put a folder at", &out.join(folder), &cause)),
            Step::Place(path) => fs::rename(staging.path(path), out.join(path))
                .map_err(|cause| OutputError::failed("put a file at", &out.join(path), &cause)),
        }
    }
}
