//! What was put and what stands -> the steps that make the one of the other.
//!
//! Looks at the disk and changes nothing; whatever is in the way of the new files is found before the first step.
//! Must not know: how a step is taken.
//!
//! The order makes a crash after any step harmless: a manifest of the old and new paths together comes first, so that
//! the next build knows every file as ours, and the manifest of the new paths alone comes last.

use super::error::OutputError;
use super::ground::{Ground, Way};
use super::obstacles;
use super::path::{folder, folders};
use super::stands::Stands;
use super::step::Step;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the bytes of a file that was put are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// They stand at its place already.
    InPlace,
    /// In the staging folder.
    Staged,
    /// On their way there.
    Coming,
}

/// Plans the steps that publish `new` in the folder `out`, in which `old` was written before (`None`: nothing was).
///
/// # Errors
/// A path is to be both a file and a folder; something that Diptych did not make is in the way; the system refuses to
/// look at something.
pub(super) fn plan<'a>(
    out: &'a Path,
    old: Option<&'a BTreeSet<String>>,
    new: &'a BTreeMap<String, Held>,
) -> Result<Vec<Step<'a>>, OutputError> {
    let none = BTreeSet::new();
    let known = old.unwrap_or(&none);
    let needed = needed_folders(out, new)?;
    let mut ground = Ground::new(out);
    obstacles::check(&mut ground, known, new)?;

    let stale: Vec<&'a str> =
        old.into_iter().flatten().map(String::as_str).filter(|path| !new.contains_key(*path)).collect();
    // A file where a folder is needed, or in a folder where a file is needed, goes before the new files come.
    let (early, late): (Vec<&str>, Vec<&str>) = stale
        .iter()
        .partition(|path| needed.contains(*path) || folders(path).any(|folder| new.contains_key(folder)));

    let mut steps = Vec::new();
    if old.is_none() || new.keys().any(|path| !known.contains(path)) {
        let mut union: Vec<&str> = new.keys().map(String::as_str).chain(stale.iter().copied()).collect();
        union.sort_unstable();
        steps.push(Step::Save(union));
    }
    clear(&mut ground, &early, &needed, &mut steps)?;
    for path in new.iter().filter(|(_, held)| **held == Held::Staged).map(|(path, _)| path) {
        match (ground.end_of_way(path)?, steps.last_mut()) {
            // The paths in a folder follow one another.
            (Some(end), Some(Step::Bring { folder, files })) if *folder == end => files.push(path),
            (Some(end), _) => steps.push(Step::Bring { folder: end, files: vec![path] }),
            (None, _) => steps.push(Step::Place(path)),
        }
    }
    clear(&mut ground, &late, &needed, &mut steps)?;
    if !stale.is_empty() {
        steps.push(Step::Save(new.keys().map(String::as_str).collect()));
    }
    Ok(steps)
}

/// The folders that the new files lie in; in their order each comes after the one it lies in.
pub(super) fn needed_folders<'a>(
    out: &Path,
    new: &'a BTreeMap<String, Held>,
) -> Result<BTreeSet<&'a str>, OutputError> {
    let mut needed = BTreeSet::new();
    for path in new.keys() {
        if folder(path).is_none_or(|folder| needed.contains(folder)) {
            continue;
        }
        for folder in folders(path) {
            if new.contains_key(folder) {
                return Err(OutputError::new(format!(
                    "cannot write {}: this build has both a file of that name and {path}, for which it must be a \
                     folder; report this as a bug of Diptych",
                    out.join(folder).display()
                )));
            }
            needed.insert(folder);
        }
    }
    Ok(needed)
}

/// Adds the steps that remove `stale` files, where they are still ours, and then the folders that this empties.
///
/// What stands behind a link, or is no longer a file, is left alone: somebody else put it there.
fn clear<'a>(
    ground: &mut Ground<'a>,
    stale: &[&'a str],
    needed: &BTreeSet<&str>,
    steps: &mut Vec<Step<'a>>,
) -> Result<(), OutputError> {
    let mut emptied = BTreeSet::new();
    for path in stale {
        let way = ground.way_to(path)?;
        if way == Way::Open && ground.look(path)? == Stands::File {
            steps.push(Step::Remove(path));
        }
        // Also where the file is gone: a build that crashed may have left its folder.
        if !matches!(way, Way::Blocked(..)) {
            emptied.extend(folders(path).filter(|folder| !needed.contains(folder)));
        }
    }
    // From the end, so that a folder comes before the one it lies in.
    steps.extend(emptied.into_iter().rev().map(Step::Prune));
    Ok(())
}
