//! The relative paths that a build writes: which are allowed, and the folders they lie in.
//!
//! Must not know: the disk.

use super::OWN_FOLDER;
use crate::base::path::unpublishable;
use std::path::{Component, Path};

/// What is wrong with a path of an output file, as a clause that follows "it"; `None` if nothing is.
pub(super) fn problem(path: &str) -> Option<&'static str> {
    // The manifest holds a path on a line, and Windows takes a backslash for `/`.
    if let Some(problem) = unpublishable(path) {
        return Some(problem);
    }
    for step in path.split('/') {
        match step {
            "" => return Some("is absolute or has an empty step"),
            "." | ".." => return Some("has a step that is `.` or `..`"),
            _ => {}
        }
    }
    if path.split('/').next() == Some(OWN_FOLDER) {
        return Some("lies in `.diptych`, which is kept for Diptych itself");
    }
    // On Windows also `C:x`, which would replace the folder it is joined to.
    if !Path::new(path).components().all(|step| matches!(step, Component::Normal(_))) {
        return Some("is not relative");
    }
    None
}

/// The folders that `path` lies in, the outermost first: `a`, `a/b` for `a/b/c.html`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// The folder that `path` lies in, unless that is the output folder itself.
pub(super) fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_climb_or_mislead_are_refused() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            ".",
            "..",
            "./a",
            "a/../b",
            "a/.",
            "a\\b",
            "a\0b",
            "a\nb",
            ".diptych",
            ".diptych/manifest",
        ] {
            assert!(problem(path).is_some(), "{path:?}");
        }
    }

    #[test]
    fn ordinary_paths_are_taken() {
        for path in [
            "index.html",
            "a/b/c.html",
            ".htaccess",
            ".well-known/x",
            "a/.diptych",
            "..a",
            "a b",
            "é",
            "Icon\r",
        ] {
            assert_eq!(problem(path), None, "{path:?}");
        }
    }

    #[test]
    fn folders_come_outermost_first() {
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.html").count(), 0);
        assert_eq!(folder("a/b/c.html"), Some("a/b"));
        assert_eq!(folder("c.html"), None);
    }
}
