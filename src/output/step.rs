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
    /// Make a folder; the one it lies in is there.
    Make(&'a str),
    /// Rename the staged file of this number to its place.
    Place { number: u64, path: &'a str },
}

impl Step<'_> {
    /// Makes the change in the folder `out`, whose manifest is at `list`.
    ///
    /// # Errors
    /// The system refuses it.
    pub(super) fn run(&self, out: &Path, list: &Path, staging: &Staging) -> Result<(), OutputError> {
        match self {
            Step::Save(paths) => {
                let number = staging
                    .add_flushed(manifest::format(paths).as_bytes())
                    .map_err(|cause| OutputError::failed("write to", staging.folder(), &cause))?;
                fs::rename(staging.path(number), list)
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
            Step::Make(folder) => match fs::create_dir(out.join(folder)) {
                Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
                    Err(OutputError::failed("make the folder", &out.join(folder), &cause))
                }
                _ => Ok(()),
            },
            Step::Place { number, path } => fs::rename(staging.path(*number), out.join(path))
                .map_err(|cause| OutputError::failed("put a file at", &out.join(path), &cause)),
        }
    }
}
