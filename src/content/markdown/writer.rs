//! Where markup is written: finished HTML with holes in it.

use crate::content::body::{Body, Fill, Hole, Phrase};
use std::fmt::{self, Write as _};

/// A body under way.
#[derive(Default, Debug)]
pub struct Writer {
    html: String,
    holes: Vec<Hole>,
}

/// A place in what has been written.
#[derive(Clone, Copy)]
pub struct Mark {
    html: usize,
    holes: usize,
}

impl Writer {
    /// Room for about `bytes` of HTML.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), holes: Vec::new() }
    }

    /// Appends finished markup.
    pub fn markup(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Appends finished markup with something in it, such as a number.
    pub fn format(&mut self, markup: fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.html.write_fmt(markup);
    }

    /// Appends text between tags, escaped.
    pub fn text(&mut self, text: &str) {
        let _ = pulldown_cmark_escape::escape_html_body_text(&mut self.html, text);
    }

    /// Appends text inside a quoted attribute, escaped.
    pub fn attribute(&mut self, text: &str) {
        let _ = pulldown_cmark_escape::escape_html(&mut self.html, text);
    }

    /// Appends a web address inside a quoted attribute, escaped and percent-encoded.
    pub fn href(&mut self, address: &str) {
        let _ = pulldown_cmark_escape::escape_href(&mut self.html, address);
    }

    /// Appends what the theme says, with the number that it names; nought if it names none.
    pub fn say(&mut self, phrase: Phrase, number: usize) {
        self.hole(Fill::Say(phrase, number as u32));
    }

    /// Leaves a hole.
    pub fn hole(&mut self, fill: Fill) {
        self.holes.push(Hole { at: self.html.len() as u32, fill });
    }

    /// Appends what another has written.
    pub fn append(&mut self, other: &Self) {
        let offset = self.html.len() as u32;
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.iter().map(|hole| Hole { at: hole.at + offset, ..*hole }));
    }

    /// Where what is written next will be.
    pub fn end(&self) -> Mark {
        Mark { html: self.html.len(), holes: self.holes.len() }
    }

    /// Puts finished markup before all that has been written since.
    pub fn insert(&mut self, at: Mark, markup: &str) {
        self.html.insert_str(at.html, markup);
        self.holes[at.holes..].iter_mut().for_each(|hole| hole.at += markup.len() as u32);
    }

    /// Starts a new line unless one has just been started.
    pub fn fresh_line(&mut self) {
        let at_start = match self.last_hole() {
            Some(fill) => matches!(fill, Fill::Block(_)),
            None => self.html.is_empty() || self.html.ends_with('\n'),
        };
        if !at_start {
            self.html.push('\n');
        }
    }

    /// Whether nothing but blanks has been written since.
    pub fn is_blank_since(&self, mark: Mark) -> bool {
        self.html[mark.html..].trim().is_empty() && self.holes.len() == mark.holes
    }

    /// Takes `suffix` off the end, if it is there and no hole is in it.
    pub fn strip_suffix(&mut self, suffix: &str) -> bool {
        let there = self.html.ends_with(suffix);
        let left = self.html.len().saturating_sub(suffix.len());
        let whole = self.holes.last().is_none_or(|hole| hole.at as usize <= left);
        if there && whole {
            self.html.truncate(left);
        }
        there && whole
    }

    /// The hole that nothing has been written behind.
    fn last_hole(&self) -> Option<Fill> {
        self.holes.last().filter(|hole| hole.at as usize == self.html.len()).map(|hole| hole.fill)
    }

    /// The finished text, in no more memory than it needs.
    pub fn finish(self) -> Body {
        // Copied, because allocators shrink in place what has grown, and keep the room: 40 MB on 10,000 guides.
        Body { html: self.html.as_str().into(), holes: self.holes.as_slice().into() }
    }
}
