//! Whether a folder may be written to: where it lies, and what is in it already.
//!
//! Looks and never changes anything. Must not know: what will be written.

use super::OWN_FOLDER;
use super::error::OutputError;
use super::stands::{Stands, look};
use crate::source::scan::FOLDERS;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// What an editor can do about a folder that is refused.
const CHOOSE: &str = "choose another output folder";

/// The real path of `out`, if it lies where the output of the site at `root` may lie.
///
/// # Errors
/// `out` is the root of the file system, the home directory `home`, the site's root or a folder around it, or has
/// to do with a folder of sources: is it, lies in it or contains it. Also if a path cannot be looked up.
pub(super) fn find(root: &Path, out: &Path, home: Option<&Path>) -> Result<PathBuf, OutputError> {
    let root =
        fs::canonicalize(root).map_err(|cause| OutputError::failed("find the site at", root, &cause))?;
    let place = resolve(out)?;
    let refuse = |why: &str| Err(OutputError::refused(out, why, CHOOSE));
    if place.parent().is_none() {
        return refuse("is the root of the file system");
    }
    if home.and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home == place) {
        return refuse("is your home directory");
    }
    if place == root {
        return refuse("is the site's own folder");
    }
    if root.starts_with(&place) {
        return refuse(&format!("contains the site's own folder {}", root.display()));
    }
    for name in FOLDERS {
        // A link to nothing holds no sources.
        let Ok(folder) = resolve(&root.join(name)) else { continue };
        if place == folder {
            return refuse(&format!("is the site's {name} folder"));
        }
        if place.starts_with(&folder) {
            return refuse(&format!("lies in the site's {name} folder"));
        }
        if folder.starts_with(&place) {
            return refuse(&format!("contains the site's {name} folder {}", folder.display()));
        }
    }
    Ok(place)
}

/// Follows every link and every `..` of a path of which the end need not exist.
fn resolve(path: &Path) -> Result<PathBuf, OutputError> {
    let failed = |cause| OutputError::failed("find", path, &cause);
    let mut real = PathBuf::new();
    for step in std::path::absolute(path).map_err(failed)?.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Prefix(_) | Component::RootDir => real.push(step),
            Component::Normal(name) => {
                real.push(name);
                match fs::canonicalize(&real) {
                    Ok(found) => real = found,
                    Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(failed(cause)),
                    Err(_) => {
                        if look(&real).map_err(failed)? != Stands::Nothing {
                            let link = format!("is, or lies behind, a link to nothing ({})", real.display());
                            return Err(OutputError::refused(path, &link, CHOOSE));
                        }
                    }
                }
            }
        }
    }
    Ok(real)
}

/// Checks that the folder at `out` is new, empty, or one that Diptych has written to.
///
/// A folder with nothing but the leftovers of a first build that crashed counts as empty.
///
/// # Errors
/// `out` is a file; it holds something and has no manifest; what bears the name of our things is not ours.
pub(super) fn check_contents(out: &Path) -> Result<(), OutputError> {
    let looked = |path: &Path| look(path).map_err(|cause| OutputError::failed("look at", path, &cause));
    match looked(out)? {
        Stands::Nothing => return Ok(()),
        Stands::Folder => {}
        _ => return Err(OutputError::refused(out, "is a file, not a folder", CHOOSE)),
    }
    let own = out.join(OWN_FOLDER);
    // Listed before the manifest is looked for: another build writes that first, and its pages later.
    let is_empty = holds_only(out, &[OWN_FOLDER])?;
    let is_new = match looked(&own)? {
        Stands::Nothing => is_empty,
        Stands::Folder => is_empty && holds_only(&own, &["lock", "staging"])?,
        _ => return Err(not_ours(out, &own)),
    };
    if !matches!(looked(&own.join("lock"))?, Stands::Nothing | Stands::File) {
        return Err(not_ours(out, &own.join("lock")));
    }
    if !is_new && looked(&own.join("manifest"))? == Stands::Nothing {
        return Err(OutputError::refused(
            out,
            "is not empty and Diptych did not make it",
            "choose another folder or empty it",
        ));
    }
    Ok(())
}

fn not_ours(out: &Path, thing: &Path) -> OutputError {
    let why = format!("has a {} that Diptych did not make", thing.display());
    OutputError::refused(out, &why, "remove that or choose another folder")
}

fn holds_only(folder: &Path, names: &[&str]) -> Result<bool, OutputError> {
    let failed = |cause| OutputError::failed("list", folder, &cause);
    let entries = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(true),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        if !names.iter().any(|expected| name == *expected) {
            return Ok(false);
        }
    }
    Ok(true)
}
