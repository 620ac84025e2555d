//! The part of the pass that meets headings: their levels, their words and their anchors.
//!
//! Must not know: what is made of the list of headings.

use super::pass::{Mode, Pass};
use super::writer::Mark;
use crate::base::TextRange;
use crate::content::body::{Heading, Named};
use crate::diagnostics::catalogue::blocks;
use pulldown_cmark::HeadingLevel;
use std::ops::Range;

/// A heading that is being written.
pub(super) struct OpenHeading {
    /// Its words so far; ids where `named` says.
    pub(super) words: String,
    /// The references among its words.
    named: Vec<Named>,
    /// Where it begins, behind its tag.
    begin: Mark,
}

impl Pass<'_, '_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let before = self.document.headings.last().map_or(1, |heading| heading.level);
        let is_first = level == HeadingLevel::H1;
        // The line between two versions makes a heading of the first: that is told.
        let is_meant = self.mode != Mode::Inline && !self.is_conflict(range.start);
        if is_meant && (is_first || level as u8 > before + 1) {
            let marks = self.text.text[range.clone()].find(|c| c != '#').unwrap_or(1).max(1);
            let at = self.log.span(self.text.place(range.start..range.start + marks));
            self.log.push(if is_first {
                blocks::heading_level(at)
            } else {
                blocks::heading_skips(at, level as u8, before)
            });
        }
        self.out.fresh_line();
        let words = String::with_capacity(range.len());
        self.heading = Some(OpenHeading { words, named: Vec::new(), begin: self.out.end() });
    }

    /// The anchor is made of the heading's words, so its tag is written after it has been read.
    pub(super) fn end_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let Some(OpenHeading { words, named, begin }) = self.heading.take() else { return };
        if self.out.is_blank_since(begin) {
            self.log.push(blocks::heading_without_words(self.log.span(self.text.place(range))));
        }
        let id = self.anchors.anchor(&words);
        // Of letters, digits and hyphens, so there is nothing to escape.
        self.out.insert(begin, &format!("<{level} id=\"{id}\">"));
        self.out.format(format_args!("</{level}>\n"));
        // What is named is found by its place, so blanks before it stay.
        let title = if named.is_empty() { words.trim() } else { &words };
        let (id, title) = (id.into(), title.into());
        self.document.headings.push(Heading { level: level as u8, id, title, named: named.into() });
    }

    /// Counts the id of what a reference names, which in a heading gives way to its name; of a fact nothing is known yet.
    pub(super) fn names(&mut self, id: &str, reference: u32) {
        let start = self.heading.as_ref().map_or(0, |heading| heading.words.len());
        self.words(id);
        if let Some(OpenHeading { words, named, .. }) = &mut self.heading {
            named.push(Named { at: TextRange::new(start..words.len()), reference });
        }
    }
}
