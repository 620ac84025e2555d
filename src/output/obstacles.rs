//! What stands in the way of the new files and is not ours: other people's files, folders and links.
//!
//! Looks and never changes anything. Must not know: what is done about it, beyond the error that names it.

use super::error::OutputError;
use super::ground::{Ground, Way};
use super::path::folders;
use super::plan::Held;
use super::stands::Stands;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// How many paths the error names.
const NAMED: usize = 10;

/// Checks that the files of `new` can come to their places when those of `known`, which we wrote, may be replaced.
///
/// # Errors
/// Something that we did not make is in the way, with the first ten such paths; or the system refuses to look.
pub(super) fn check<'a>(
    ground: &mut Ground<'a>,
    known: &BTreeSet<String>,
    new: &'a BTreeMap<String, Held>,
) -> Result<(), OutputError> {
    let mut found = BTreeSet::new();
    // What we wrote and what stands as it should is left alone, whatever leads to it.
    let is_left = |path: &str, held: Held| held == Held::InPlace && known.contains(path);
    for (path, held) in new.iter().filter(|(path, held)| !is_left(path, **held)) {
        match ground.way_to(path)? {
            Way::Blocked(at, Stands::File) if known.contains(at) => {}
            Way::Blocked(at, what) => {
                found.insert(describe(at, what));
            }
            Way::Open if *held != Held::InPlace => found.extend(at_place(ground, known, path)?),
            Way::Open | Way::Ends => {}
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let mut names = found.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if found.len() > NAMED {
        names.push_str(&format!(" and {} more", found.len() - NAMED));
    }
    Err(OutputError::new(format!(
        "cannot write to {}: Diptych did not make what stands at {names}; move it away or choose another folder",
        ground.out().display()
    )))
}

/// What is in the way at the very place of a file.
fn at_place(
    ground: &Ground<'_>,
    known: &BTreeSet<String>,
    path: &str,
) -> Result<Option<String>, OutputError> {
    match ground.look(path)? {
        Stands::Nothing => Ok(None),
        Stands::File if known.contains(path) => Ok(None),
        Stands::Folder => foreign_in(ground, known, path),
        what => Ok(Some(describe(path, what))),
    }
}

/// Something in the folder `top`, or that folder itself, that is neither a file of ours nor a folder for one.
fn foreign_in(
    ground: &Ground<'_>,
    known: &BTreeSet<String>,
    top: &str,
) -> Result<Option<String>, OutputError> {
    let inside = format!("{top}/");
    let ours: BTreeSet<&str> = known
        .range(inside.clone()..)
        .take_while(|path| path.starts_with(&inside))
        .flat_map(|path| folders(path))
        .collect();
    let mut waiting = vec![top.to_owned()];
    while let Some(folder) = waiting.pop() {
        if !ours.contains(folder.as_str()) {
            return Ok(Some(describe(&folder, Stands::Folder)));
        }
        let place = ground.out().join(&folder);
        let failed = |cause| OutputError::failed("list", &place, &cause);
        for entry in fs::read_dir(&place).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let path = format!("{folder}/{}", name.to_string_lossy());
            match ground.look(&path)? {
                Stands::Folder => waiting.push(path),
                Stands::File if known.contains(&path) => {}
                // Also a name that is not UTF-8: nothing stands at its lossy path.
                what => return Ok(Some(describe(&path, what))),
            }
        }
    }
    Ok(None)
}

fn describe(path: &str, what: Stands) -> String {
    match what {
        Stands::Folder => format!("{path} (a folder)"),
        Stands::Link => format!("{path} (a link)"),
        Stands::Nothing | Stands::File | Stands::Other => path.to_owned(),
    }
}
