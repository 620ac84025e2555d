//! Which problems are told although files could not be read whole: none that may not be so.
//!
//! With some errors a part of a file is lost: a value, a key, all of it. What another file seems to refer to in vain may
//! well stand there, and is looked for again once the error is mended. Must not know: what any file is about.

use super::{Diagnostic, Span};
use crate::base::{SitePath, TextRange};
use std::collections::HashMap;

/// What has to be read whole before a problem is certain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Evidence {
    /// These files, or of some of them a part.
    Files(Vec<(SitePath, Option<TextRange>)>),
    /// All files.
    Everything,
}

impl Default for Evidence {
    fn default() -> Self {
        Self::Files(Vec::new())
    }
}

impl Diagnostic {
    /// Says that this is certain only if `file` has been read whole, which may be the one that it is told of.
    pub fn resting_on(self, file: &SitePath) -> Self {
        self.resting_on_part(file, None)
    }

    /// Says that this is certain only if a part of `file` has been read whole; of `None`, all of it.
    pub fn resting_on_part(mut self, file: &SitePath, part: Option<TextRange>) -> Self {
        if let Evidence::Files(files) = &mut **self.evidence.get_or_insert_default() {
            files.push((file.clone(), part));
        }
        self
    }

    /// Says that this is certain only if all these files have been read whole.
    pub fn resting_on_all<'f>(self, files: impl IntoIterator<Item = &'f SitePath>) -> Self {
        files.into_iter().fold(self, Self::resting_on)
    }

    /// Says that this is certain only if the file that it is told of has been read whole.
    pub fn resting_on_its_file(self) -> Self {
        let own = self.at.file.clone();
        self.resting_on(&own)
    }

    /// Adds another place that matters, without whose file this is not certain.
    pub(super) fn judged_by(self, at: Span, words: impl Into<String>) -> Self {
        let sure = self.resting_on(&at.file);
        sure.also(at, words)
    }

    /// Says that something is lost with it that other files may refer to.
    pub fn hiding(mut self) -> Self {
        self.hides = true;
        self
    }

    /// Says that this is certain only if every file has been read whole.
    pub fn resting_on_everything(mut self) -> Self {
        self.evidence = Some(Box::new(Evidence::Everything));
        self
    }
}

/// The files of which a part is lost, and where that shows.
#[derive(Default)]
pub struct Doubted(HashMap<SitePath, Vec<TextRange>>);

impl Doubted {
    /// Adds the files of the errors with which a part is lost.
    pub fn add<'d>(&mut self, found: impl IntoIterator<Item = &'d Diagnostic>) {
        for error in found.into_iter().filter(|diagnostic| diagnostic.hides) {
            // What is sought under the right name is lost too.
            let sought = error.at.file.with_known_ending();
            for file in std::iter::once(error.at.file.clone()).chain(sought) {
                self.0.entry(file).or_default().push(error.at.range);
            }
        }
    }

    /// Drops the problems that are not certain, and adds the files of the others.
    pub fn settle(&mut self, found: &mut Vec<Diagnostic>) {
        self.drop_uncertain(found);
        self.add(&*found);
    }

    /// As [`Self::settle`], for good: what is uncertain by the last files is dropped too, and of the rest nothing is asked any more.
    pub fn decide(mut self, found: &mut Vec<Diagnostic>) {
        self.settle(found);
        self.drop_uncertain(found);
        found.iter_mut().for_each(|diagnostic| diagnostic.evidence = None);
    }

    fn drop_uncertain(&self, found: &mut Vec<Diagnostic>) {
        if !self.0.is_empty() {
            found.retain(|diagnostic| !self.doubts(diagnostic));
        }
    }

    fn doubts(&self, diagnostic: &Diagnostic) -> bool {
        match diagnostic.evidence.as_deref() {
            Some(Evidence::Files(files)) => files.iter().any(|(file, part)| self.is_lost(file, *part)),
            Some(Evidence::Everything) => true,
            None => false,
        }
    }

    /// Whether something is lost of a file, or of a part of it.
    fn is_lost(&self, file: &SitePath, part: Option<TextRange>) -> bool {
        let Some(lost) = self.0.get(file) else { return false };
        part.is_none_or(|part| lost.iter().any(|at| at.start <= part.end && part.start <= at.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::Range;

    fn problem(file: &str) -> Diagnostic {
        Diagnostic::error("a-code", Span::file(&SitePath::new(file)), "something is wrong")
    }

    fn told(problem: Diagnostic, with_errors: &[&str]) -> bool {
        let mut doubted = Doubted::default();
        doubted.add(&with_errors.iter().map(|file| self::problem(file).hiding()).collect::<Vec<_>>());
        let mut found = vec![problem];
        doubted.settle(&mut found);
        !found.is_empty()
    }

    #[test]
    fn what_rests_on_a_file_of_which_a_part_is_lost_is_not_told() {
        let b = SitePath::new("b");
        assert!(told(problem("a"), &["a", "b"]));
        assert!(told(problem("a").resting_on(&b), &["a", "c"]));
        assert!(!told(problem("a").resting_on(&b), &["b"]));
        assert!(!told(problem("b").resting_on(&b), &["b"]));
        assert!(!told(problem("a").judged_by(Span::file(&b), "declared here"), &["b"]));
        assert!(told(problem("a").also(Span::file(&b), "the first one"), &["b"]));
        assert!(told(problem("a").resting_on_everything(), &[]));
        assert!(!told(problem("a").resting_on_everything(), &["c"]));
    }

    #[test]
    fn what_is_told_in_the_end_is_one_problem_whatever_it_rested_on() {
        let mut found = vec![
            problem("a").resting_on(&SitePath::new("b")),
            problem("a").resting_on_everything(),
            problem("a"),
        ];
        Doubted::default().decide(&mut found);
        crate::diagnostics::sort(&mut found);
        assert_eq!(found, [problem("a")]);
    }

    #[test]
    fn what_rests_on_a_part_is_told_if_another_part_is_lost() {
        let part = TextRange::new(10..20);
        let is_told = |lost: Range<usize>| {
            let file = SitePath::new("a");
            let mut doubted = Doubted::default();
            let error = Diagnostic::error("a-code", Span::new(&file, TextRange::new(lost)), "something");
            doubted.add([&error.hiding()]);
            let mut found = vec![problem("a").resting_on_part(&file, Some(part))];
            doubted.settle(&mut found);
            !found.is_empty()
        };
        assert!(is_told(2..9) && is_told(21..22));
        assert!(!is_told(9..10) && !is_told(12..13) && !is_told(20..20));
    }

    #[test]
    fn an_error_with_which_nothing_is_lost_makes_no_doubt() {
        let mut doubted = Doubted::default();
        doubted.add(&[problem("b")]);
        let mut found = vec![problem("a").resting_on(&SitePath::new("b"))];
        doubted.settle(&mut found);
        assert_eq!(found.len(), 1);
    }
}
