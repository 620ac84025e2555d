//! `Lock`: keeps two builds from writing to one folder, and makes that folder.
//!
//! The system releases the lock when the process ends, however it ends. Must not know: what is written.

use super::OWN_FOLDER;
use super::error::OutputError;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How often to try again when another build takes away the folder that is being opened.
const TRIES: usize = 10;

/// A lock on one output folder, held until it is dropped.
pub(super) struct Lock {
    path: PathBuf,
    /// Held open: the lock belongs to it.
    _file: File,
    /// The folders that were made for this build, the outermost first.
    made: Vec<PathBuf>,
}

impl Lock {
    /// Makes `out/.diptych/` where it is missing and takes the lock in it.
    ///
    /// # Errors
    /// Another build holds the lock, or a folder or the file cannot be made.
    pub(super) fn take(out: &Path) -> Result<Self, OutputError> {
        let path = out.join(OWN_FOLDER).join("lock");
        let mut made = Vec::new();
        for _ in 0..TRIES {
            let opened = make_folders(&out.join(OWN_FOLDER), &mut made)
                .and_then(|()| File::options().create(true).truncate(false).write(true).open(&path));
            let file = match opened {
                Ok(file) => file,
                Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => {
                    continue;
                }
                Err(cause) => return Err(OutputError::failed("make", &path, &cause)),
            };
            match file.try_lock() {
                Ok(()) if is_still_at(&file, &path) => return Ok(Self { path, _file: file, made }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(cause)) => return Err(OutputError::failed("lock", &path, &cause)),
            }
        }
        Err(OutputError::new(format!(
            "another build is writing to {}; wait until it has ended, then build again",
            out.display()
        )))
    }

    /// Removes the folders that were made for this build, unless something is in them.
    ///
    /// Does nothing on Windows, where there is no way to tell whether the lock file was replaced.
    pub(super) fn remove_folders(&self) {
        if cfg!(unix) && !self.made.is_empty() {
            // Whatever cannot be removed is found by the next build and counts as empty.
            let _ = fs::remove_file(&self.path);
            for folder in self.made.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(())
}

/// Whether the file that was locked is the one that others will find, not one that was removed in between.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(found)) => (held.dev(), held.ino()) == (found.dev(), found.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_lock_file_that_was_replaced_is_not_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = File::create(&path).unwrap();
        assert!(is_still_at(&held, &path));
        fs::remove_file(&path).unwrap();
        assert!(!is_still_at(&held, &path));
        File::create(&path).unwrap();
        assert!(!is_still_at(&held, &path));
    }

    #[test]
    fn only_one_holds_it_while_folders_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/out");
        let holders = AtomicUsize::new(0);
        let taken = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        match Lock::take(&out) {
                            Ok(lock) => {
                                assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0);
                                taken.fetch_add(1, Ordering::SeqCst);
                                std::thread::yield_now();
                                holders.fetch_sub(1, Ordering::SeqCst);
                                lock.remove_folders();
                            }
                            Err(error) => assert!(error.to_string().starts_with("another build"), "{error}"),
                        }
                    }
                });
            }
        });
        assert!(taken.load(Ordering::SeqCst) > 0);
    }
}
