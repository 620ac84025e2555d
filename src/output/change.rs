//! `Change`: a file of the output folder that a build has written or removed, and why.
//!
//! Must not know: what is in the file.

use super::stands::{Stands, look};
use super::step::Step;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file that was written or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, below the output folder.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// Why a file was written or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The last build had no such file.
    New,
    /// The last build wrote it, and it was there no more.
    Missing,
    /// It had other bytes: so many then, and so many now.
    Other { before: u64, now: u64 },
    /// This build has no such file.
    Gone,
}

/// What some steps change, in their order; to be asked before they are taken, and the disk is looked at only as far as it is
/// asked. `staged` says where the bytes for a path lie.
pub(super) fn changes<'s>(
    out: &'s Path,
    old: Option<&'s BTreeSet<String>>,
    steps: &'s [Step<'_>],
    staged: impl Fn(&str) -> std::path::PathBuf + 's,
) -> impl Iterator<Item = Change> + 's {
    let size = |path: &Path| fs::symlink_metadata(path).map_or(0, |found| found.len());
    let why = move |path: &str| {
        let place = out.join(path);
        match look(&place) {
            Ok(Stands::File) => Why::Other { before: size(&place), now: size(&staged(path)) },
            _ if old.is_some_and(|old| old.contains(path)) => Why::Missing,
            _ => Why::New,
        }
    };
    let files = steps.iter().flat_map(|step| {
        let removed = if let Step::Remove(path) = step { Some((*path, true)) } else { None };
        step.written().iter().map(|path| (*path, false)).chain(removed)
    });
    files.map(move |(path, is_gone)| Change {
        path: path.to_owned(),
        why: if is_gone { Why::Gone } else { why(path) },
    })
}
