//! `Staging`: the flat folder in which finished files wait until all are there.
//!
//! Made by the first file that needs it, so that a build without changes does not even touch a folder.
//! Must not know: where a file goes.

use super::error::OutputError;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The staging folder of one build; its files are numbered.
pub(super) struct Staging {
    folder: PathBuf,
    next: AtomicU64,
}

impl Staging {
    /// The staging folder at `folder`, emptied of what a build that crashed has left.
    ///
    /// # Errors
    /// The leftovers cannot be removed.
    pub(super) fn open(folder: PathBuf) -> Result<Self, OutputError> {
        let staging = Self { folder, next: AtomicU64::new(0) };
        match staging.clear() {
            Ok(()) => Ok(staging),
            Err(cause) => Err(OutputError::failed("remove the leftovers in", &staging.folder, &cause)),
        }
    }

    /// Where the folder is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file with this number is.
    pub(super) fn path(&self, number: u64) -> PathBuf {
        self.folder.join(number.to_string())
    }

    /// Writes a file and returns its number.
    ///
    /// # Errors
    /// The folder or the file cannot be made, or not all bytes can be written.
    pub(super) fn add(&self, bytes: &[u8]) -> io::Result<u64> {
        let (number, mut file) = self.create()?;
        file.write_all(bytes)?;
        Ok(number)
    }

    /// As [`Staging::add`], and waits until the bytes are on the disk.
    ///
    /// # Errors
    /// As [`Staging::add`], or the disk reports that it failed.
    pub(super) fn add_flushed(&self, bytes: &[u8]) -> io::Result<u64> {
        let (number, mut file) = self.create()?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(number)
    }

    /// Removes the folder with all that is left in it; nothing happens if there is none.
    ///
    /// # Errors
    /// Something in it cannot be removed.
    pub(super) fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn create(&self) -> io::Result<(u64, File)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.path(number);
        match File::create_new(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                if let Err(error) = fs::create_dir(&self.folder)
                    && error.kind() != ErrorKind::AlreadyExists
                {
                    return Err(error);
                }
                Ok((number, File::create_new(&path)?))
            }
            created => Ok((number, created?)),
        }
    }
}
