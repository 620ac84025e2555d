//! What a file of the disk is called in the site.
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
