//! `Log`: the problems found while one file is read.
//!
//! Must not know: other files. What needs another file to be judged is judged in `site/`.

use crate::base::{SitePath, TextRange};
use crate::diagnostics::{Diagnostic, Span};

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Log {
    file: SitePath,
    found: Vec<Diagnostic>,
    cut: bool,
}

impl Log {
    /// An empty log for `file`.
    pub fn new(file: &SitePath) -> Self {
        Self { file: file.clone(), found: Vec::new(), cut: false }
    }

    /// The file.
    pub fn file(&self) -> &SitePath {
        &self.file
    }

    /// A place in the file.
    pub fn span(&self, range: TextRange) -> Span {
        Span::new(&self.file, range)
    }

    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Begins a part of the file that is read by itself: front matter, a block, or all of it.
    pub fn begin_part(&mut self) {
        self.cut = false;
    }

    /// Notes that the part could not be read to its end, so that what is missing may well be there.
    pub fn cut(&mut self) {
        self.cut = true;
    }

    /// Whether the part could not be read to its end.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Whether there are any problems yet.
    pub fn has_found(&self) -> bool {
        !self.found.is_empty()
    }

    /// All problems found.
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}
