//! What a file of the disk is called in the site, and which names are none of its.
//!
//! Must not know: the disk, or what a file is for.

use crate::base::{SitePath, address};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

/// The path with `/` between its steps and in Unicode NFC, so that it is the same on every system.
pub(super) fn site_path(relative: &Path) -> SitePath {
    let steps: Vec<Cow<'_, str>> = relative.iter().map(composed).collect();
    SitePath::new(steps.join("/"))
}

/// The path with `/` between its steps, which stay as they are on the disk.
pub(super) fn as_written(relative: &Path) -> SitePath {
    let steps: Vec<Cow<'_, str>> = relative.iter().map(OsStr::to_string_lossy).collect();
    SitePath::new(steps.join("/"))
}

/// A name in Unicode NFC.
pub(super) fn composed(name: &OsStr) -> Cow<'_, str> {
    match name.to_string_lossy() {
        Cow::Borrowed(name) => address::composed(name),
        Cow::Owned(name) => Cow::Owned(address::composed(&name).into_owned()),
    }
}

/// Endings of what editors, version control and other programs keep beside a file they work on. It may hold what nobody has saved yet.
const BESIDE: [&str; 8] = ["~", ".bak", ".orig", ".rej", ".swp", ".tmp", "___jb_old___", "___jb_tmp___"];

/// What Windows keeps in folders.
const OF_WINDOWS: [&str; 3] = ["thumbs.db", "ehthumbs.db", "desktop.ini"];

/// Whether a file or folder of this name is no part of a site: it is hidden, and no server wants it, or a program has put it beside
/// the one that is meant (`x~`, `#x#`, under which Emacs keeps what has not been saved, and `~$x`, by which Office says that it is open).
pub(super) fn is_passed_over(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let is_wanted = matches!(&*name, ".well-known" | ".nojekyll" | ".htaccess");
    let is_unsaved = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    let is_of_program =
        name.starts_with("~$") || OF_WINDOWS.iter().any(|own| own.eq_ignore_ascii_case(&name));
    let is_beside = BESIDE.iter().any(|ending| name.ends_with(ending));
    (name.starts_with('.') && !is_wanted) || is_unsaved || is_of_program || is_beside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_keep_beside_a_file_is_no_part_of_a_site() {
        for name in [
            ".a.md.swp",
            ".#a.md",
            "#a.md#",
            "a.md~",
            "a.md.bak",
            "a.md.orig",
            "a.md.tmp",
            "a.md___jb_tmp___",
            ".git",
            "~$prices.xlsx",
            "Thumbs.db",
        ] {
            assert!(is_passed_over(OsStr::new(name)), "{name}");
        }
        for name in ["a.md", "#", "#1.svg", "c#.md", ".well-known", ".htaccess", "tmp", "bak.md"] {
            assert!(!is_passed_over(OsStr::new(name)), "{name}");
        }
    }
}
