//! Bytes -> disk: what to write, what to leave, what to remove, and the report of it.
//!
//! The only writer to the disk. Must not know: what a page is, or why a file is written.
//!
//! Finished files are staged in `out/.diptych/staging/` and renamed into place at the end, a new folder with all that is in it, so each
//! appears whole or not at all, and a build that fails leaves the site that stands. `out/.diptych/manifest` lists the paths that
//! Diptych wrote; everything else in `out` is somebody else's and is never touched. `out/.diptych/lock` keeps two
//! builds apart.
//!
//! Safe against a process that is killed at any moment: the next build clears up. After a loss of power a file may be
//! cut short, as only the manifest is flushed to the disk; the next build sees that it differs and writes it again.
//!
//! Not handled: file systems that ignore case or normalise Unicode. There `A.html` and `a.html` are one file for the
//! disk and two for the manifest, so a page that is renamed in case only may be removed as stale until the next build, and a build that
//! has both is refused.
//! Links that somebody lays while a build is writing are not guarded against either.

mod change;
mod error;
mod ground;
mod lock;
mod manifest;
mod obstacles;
mod path;
mod place;
mod plan;
mod staging;
mod stands;
mod step;
mod writer;

pub use change::{Change, Why};
pub use error::OutputError;
pub use stands::standing;
pub use writer::{Difference, InFolders, Report, Writer};

/// The folder inside `out` that holds what is Diptych's own.
const OWN_FOLDER: &str = ".diptych";

#[cfg(test)]
mod tests;
