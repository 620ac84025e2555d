//! Files of the site that are written: each whole or not at all, new ones never over others.
//!
//! Must not know: what is in them.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Puts a new file in its place; says whether it did, or whether something stands there.
///
/// # Errors
/// The system refuses to write.
pub(super) fn add(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let unfinished = write(path, bytes)?;
    // A link, unlike a rename, never goes over what stands there. Not every file system knows links.
    let placed = match fs::hard_link(&unfinished, path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(_) if fs::symlink_metadata(path).is_ok() => Ok(false),
        Err(_) => fs::rename(&unfinished, path).map(|()| true),
    };
    let _ = fs::remove_file(unfinished);
    placed
}

/// Replaces a file, or puts a new one in its place.
///
/// # Errors
/// The system refuses to write.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = write(path, bytes)?;
    let placed = fs::rename(&unfinished, path);
    if placed.is_err() {
        let _ = fs::remove_file(unfinished);
    }
    placed
}

/// Writes bytes beside `path` to the disk itself, under a hidden name that no build reads.
fn write(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let mut file = File::create(&unfinished)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    match written {
        Ok(()) => Ok(unfinished),
        Err(error) => {
            let _ = fs::remove_file(unfinished);
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_never_goes_over_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.jpg");
        assert!(add(&path, b"one").expect("written"));
        assert!(!add(&path, b"two").expect("written"));
        assert_eq!(fs::read(&path).expect("a file"), b"one");
        replace(&path, b"three").expect("written");
        assert_eq!(fs::read(&path).expect("a file"), b"three");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
