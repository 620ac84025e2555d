//! `OutputError`: why a site could not be written, in one sentence.
//!
//! An error of the environment (exit 2), not of the content. Must not know: the disk.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why a site could not be written: one sentence with the path, the action and what to do.
#[derive(Debug)]
pub struct OutputError {
    sentence: String,
}

impl OutputError {
    /// A sentence of its own.
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into() }
    }

    /// The folder `out` is refused: `why` and `advice` are clauses about it.
    pub(super) fn refused(out: &Path, why: &str, advice: &str) -> Self {
        Self::new(format!("cannot write to {}: it {why}; {advice}", out.display()))
    }

    /// The system refused `action` ("write", "rename") on `path`.
    pub(super) fn failed(action: &str, path: &Path, cause: &io::Error) -> Self {
        Self::new(format!("cannot {action} {}: {cause}; {}", path.display(), advice(cause.kind())))
    }

    /// The same, after a part of the site has been put in place.
    pub(super) fn halfway(self) -> Self {
        Self::new(format!("{}; until a build succeeds, only a part of the site is new", self.sentence))
    }
}

fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "check who may write there, or choose another output folder"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk and build again",
        ErrorKind::InvalidFilename => "give the file a shorter name",
        ErrorKind::CrossesDevices => "keep the whole output folder on one disk",
        _ => "check that path and build again",
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for OutputError {}
