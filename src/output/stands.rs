//! What stands at a path of the disk: nothing, a file, a folder, a link.
//!
//! Looks and never changes anything; never follows a link at the path itself. Must not know: whose it is.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    Nothing,
    File,
    Folder,
    Link,
    /// A device, a socket or a pipe.
    Other,
}

/// Looks at `path` without following a link that stands there.
///
/// # Errors
/// The system refuses to look, or the name is too long for it.
pub(super) fn look(path: &Path) -> io::Result<Stands> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Stands::File),
        Ok(found) if found.is_dir() => Ok(Stands::Folder),
        Ok(found) if found.is_symlink() => Ok(Stands::Link),
        Ok(_) => Ok(Stands::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Stands::Nothing)
        }
        Err(error) => Err(error),
    }
}

/// Whether an ordinary file with these bytes stands at `path`. What cannot be read is not equal.
pub(super) fn is_equal(path: &Path, bytes: &[u8]) -> bool {
    let same_length =
        fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    same_length && reads_equal(path, bytes).unwrap_or(false)
}

/// The bytes of the ordinary file at `path` in the output folder `out`, if there is one that can be read.
pub fn standing(out: &Path, path: &str) -> Option<Vec<u8>> {
    let path = out.join(path);
    fs::symlink_metadata(&path).ok().filter(|found| found.is_file())?;
    fs::read(path).ok()
}

fn reads_equal(path: &Path, mut expected: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => return Ok(expected.is_empty()),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match expected.strip_prefix(&buffer[..read]) {
            Some(rest) => expected = rest,
            None => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_means_every_byte_also_past_the_buffer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for length in [0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 100_000] {
            let mut bytes = vec![b'x'; length];
            fs::write(&path, &bytes).unwrap();
            assert!(is_equal(&path, &bytes), "{length}");
            if let Some(last) = bytes.last_mut() {
                *last = b'y';
                assert!(!is_equal(&path, &bytes), "{length}");
            }
            bytes.push(b'x');
            assert!(!is_equal(&path, &bytes), "{length}");
        }
        assert!(!is_equal(&folder.path().join("none"), b""));
        assert!(!is_equal(folder.path(), b""));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_equal() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        // As long as the link itself, which is as long as the path it holds.
        let bytes = file.to_str().unwrap().as_bytes();
        fs::write(&file, bytes).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(is_equal(&file, bytes) && !is_equal(&link, bytes));
    }
}
