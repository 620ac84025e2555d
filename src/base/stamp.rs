//! `Stamp`: how a file stands on the disk, by which it is known again without being read.
//!
//! A stamp is proof only if its times are [`settled`]: a change in the same tick of a clock leaves the same times (the "racy"
//! change that all programs have to fear which remember times). Whoever remembers a stamp asks for that first. Must not know:
//! what is in a file, or who remembers it.

use super::kept::{Deserialize, Serialize};
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Times younger than this may still be shared by another change: FAT counts in two seconds.
pub const UNSETTLED: Duration = Duration::from_secs(3);
/// The same for a disk that counts in less than milliseconds. Systems move their clock on every ten of these, or oftener.
pub const UNSETTLED_ON_FINE: Duration = Duration::from_millis(25);

/// How a file stands on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// The last change of its bytes, in nanoseconds since 1970.
    pub modified: u64,
    /// The last change of anything about it, which nobody can set back; 0 where the system does not say.
    pub changed: u64,
    /// Its number on its disk; 0 where the system does not say.
    pub inode: u64,
}

impl Stamp {
    /// How the file at `disk` stands; `None` if there is none, or it is none of its own.
    pub fn at(disk: &Path) -> Option<Self> {
        Self::of(&fs::symlink_metadata(disk).ok()?)
    }

    /// How a file stands of which the system says this.
    pub fn of(found: &Metadata) -> Option<Self> {
        let (changed, inode) = found.is_file().then(|| identity(found))?;
        Some(Self { size: found.len(), modified: nanoseconds(found.modified().ok()?)?, changed, inode })
    }

    /// Whether it is of the same file, and nobody has written to it: to be renamed changes a file too.
    pub fn has_bytes_of(&self, other: &Stamp) -> bool {
        (self.size, self.modified, self.inode) == (other.size, other.modified, other.inode)
    }

    /// Whether nothing about the file has changed since a time, in nanoseconds since 1970.
    pub fn is_by(&self, time: u64) -> bool {
        self.modified.max(self.changed) <= time
    }
}

/// Times up to this one, in nanoseconds since 1970, are past by the clock of a disk on which it is now `disk`, and nobody
/// leaves them any more. They have to be past for as long as the disk's clock asks for, or for `unsettled`.
pub fn settled(disk: SystemTime, unsettled: Option<Duration>) -> Option<u64> {
    let is_fine = nanoseconds(disk)? % 1_000_000 != 0;
    let unsettled = unsettled.unwrap_or(if is_fine { UNSETTLED_ON_FINE } else { UNSETTLED });
    nanoseconds(disk.min(SystemTime::now()).checked_sub(unsettled)?)
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed =
        found.ctime().checked_mul(1_000_000_000).and_then(|time| time.checked_add(found.ctime_nsec()));
    // A time that cannot be told is later than any build, so that the file is never remembered.
    (changed.and_then(|time| u64::try_from(time).ok()).unwrap_or(u64::MAX), found.ino())
}

#[cfg(not(unix))]
fn identity(_found: &Metadata) -> (u64, u64) {
    (0, 0)
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}
