//! Holding what stands against a build that remembers nothing.
//!
//! What is kept between runs can never change what is published: this is how anybody can see that. Must not know: what is kept.

use super::{Failure, Publication, prepare};
use crate::diagnostics::Diagnostic;
use crate::output::{Difference, Writer};
use crate::pictures::Cache;
use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

/// What a build that remembers nothing has found.
pub struct Verified {
    /// All problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files it has made.
    pub files: usize,
    /// The published files that are other than they should be, by path.
    pub differences: BTreeMap<String, Difference>,
}

impl Publication<'_> {
    /// Makes every file of the site anew, keeps none, and compares each with what stands in the output folder, into which the site has been
    /// built. A site with errors makes no files.
    ///
    /// # Errors
    /// A folder or file of the site, or the output folder, cannot be read.
    pub fn verify(&self) -> Result<Verified, Failure> {
        let mut front = prepare(self.root, self.options)?;
        let writer = Writer::open(self.root, self.out)?;
        let (made, differences) = (Mutex::new(HashSet::new()), Mutex::new(BTreeMap::new()));
        let compare = |path: &str, bytes: &[u8]| {
            made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
            if let Some(difference) = writer.difference(path, bytes) {
                differences
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(path.to_owned(), difference);
            }
            Ok::<(), Infallible>(())
        };
        match front.produce(&Cache::default(), || {}, |_| false, compare) {
            Ok(()) => {}
            Err(never) => match never {},
        }
        let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut differences = differences.into_inner().unwrap_or_else(PoisonError::into_inner);
        let extra = writer.last_files().filter(|path| !made.contains(*path));
        differences.extend(extra.map(|path| (path.to_owned(), Difference::Extra)));
        Ok(Verified { diagnostics: front.diagnostics, files: made.len(), differences })
    }
}
