//! `Staging`: the folder in which finished files wait until all are there, each at the path that it will have.
//!
//! So a folder that is new comes to its place as one, whatever is in it. Made by the first file that needs it, so that a build
//! without changes does not even touch a folder. Must not know: which files come to their places, or how.

use super::error::OutputError;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The staging folder of one build.
pub(super) struct Staging {
    folder: PathBuf,
    /// Where all files wait.
    site: PathBuf,
}

impl Staging {
    /// The staging folder at `folder`, emptied of what a build that crashed has left.
    ///
    /// # Errors
    /// The leftovers cannot be removed.
    pub(super) fn open(folder: PathBuf) -> Result<Self, OutputError> {
        let staging = Self { site: folder.join("site"), folder };
        match staging.clear() {
            Ok(()) => Ok(staging),
            Err(cause) => Err(OutputError::failed("remove the leftovers in", &staging.folder, &cause)),
        }
    }

    /// Where the folder is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file or folder waits that will have this path.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.site.join(path)
    }

    /// Where the manifest waits.
    pub(super) fn manifest(&self) -> PathBuf {
        self.folder.join("manifest")
    }

    /// Writes the file that will have this path, which has not been added before.
    ///
    /// # Errors
    /// The folder or the file cannot be made, or not all bytes can be written.
    pub(super) fn add(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        create(&self.path(path))?.write_all(bytes)
    }

    /// Writes the manifest, and waits until it is on the disk.
    ///
    /// # Errors
    /// As of [`Staging::add`], or the disk reports that it failed.
    pub(super) fn add_manifest(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = create(&self.manifest())?;
        file.write_all(bytes)?;
        file.sync_all()
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
}

/// Makes a file and the folders that it lies in.
fn create(place: &Path) -> io::Result<File> {
    let Some(folder) = place.parent() else { return File::create_new(place) };
    // Most pages have a folder of their own.
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => fs::create_dir_all(folder)?,
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    File::create_new(place)
}
