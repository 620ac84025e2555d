//! Markup that was meant and is none, so that readers would see its signs: found in the plain text that the parser makes of it.
//!
//! Must not know: what was meant to be linked or shown.

use super::pass::Pass;
use crate::diagnostics::catalogue::{files, references as problem};
use std::ops::Range;

impl Pass<'_, '_> {
    /// Looks at a piece of plain text for the signs of markup.
    pub(super) fn check_slips(&mut self, text: &str, range: Range<usize>) {
        self.check_footnote(text, &range);
        self.check_template(text, &range);
        let source = self.text.text.as_bytes();
        let is_line = |before: Option<u8>| matches!(before, None | Some(b'\n'));
        let before = |back: usize| range.start.checked_sub(back).and_then(|at| source.get(at)).copied();
        let (signs, what) = match text.as_bytes() {
            [b'[', ..] if source[range.start..].starts_with(b"[[") && before(1) != Some(b'\\') => {
                let line = self.text.text[range.start..].lines().next().unwrap_or_default();
                // Where no table had come in between, it would have been read as one.
                let is_cut = line.split_once("]]").is_some_and(|(inner, _)| inner.contains('|'));
                let what = if is_cut { problem::Shown::CutReference } else { problem::Shown::Reference };
                (range.start..range.start + 2, what)
            }
            [b'(', ..] if before(1) == Some(b']') && before(2) != Some(b'\\') => {
                (range.start - 1..range.start + 1, problem::Shown::Link)
            }
            [b'#', b'#', rest @ ..] if is_line(before(1)) => {
                let level = 2 + rest.iter().take_while(|sign| **sign == b'#').count();
                if text[level..].chars().next().is_none_or(|c| !c.is_alphanumeric()) {
                    return;
                }
                (range.start..range.start + level, problem::Shown::Heading)
            }
            _ if is_line(before(1)) && is_rule_of_table(text) => {
                (range.start..range.start + 1, problem::Shown::Table)
            }
            [b':', b':', b':', rest @ ..] if is_line(before(1)) && !rest.trim_ascii().is_empty() => {
                (range.start..range.start + 3, problem::Shown::Container)
            }
            [b'<', ..] if is_line(before(1)) && self.is_conflict(range.start) => {
                let at = self.log.span(self.text.place(range.start..range.start + "<<<<<<<".len()));
                self.log.push(files::merge_conflict(at));
                return;
            }
            _ => return,
        };
        let at = self.log.span(self.text.place(signs));
        self.log.push(problem::markup_shown(at, what));
    }

    /// Whether the first line of two versions starts here, as a version control leaves them.
    pub(super) fn is_conflict(&self, at: usize) -> bool {
        self.text.text[at..].starts_with("<<<<<<< ")
    }

    /// `{{ serum.course }}` and `{% include %}`, which other tools fill in.
    fn check_template(&mut self, text: &str, range: &Range<usize>) {
        // Almost no text has such a sign, and to look for one byte is quick.
        if !text.contains('{') {
            return;
        }
        let source = self.text.text;
        // Where a text starts, a backslash may stand before it.
        let is_typed = |at: usize| at > 0 || !source[..range.start].ends_with('\\');
        for (opening, closing) in [("{{", "}}"), ("{%", "%}")] {
            let Some(at) = text.find(opening).filter(|at| is_typed(*at)) else { continue };
            let signs = range.start + at..range.start + at + opening.len();
            // What is between them may come in pieces.
            let line = source.get(signs.end..).and_then(|rest| rest.lines().next());
            if line.is_some_and(|line| line.contains(closing)) {
                let at = self.log.span(self.text.place(signs));
                self.log.push(problem::markup_shown(at, problem::Shown::Template(opening)));
            }
        }
    }

    /// `[^x]` without a definition comes as plain text: that is a slip, not prose.
    fn check_footnote(&mut self, text: &str, range: &Range<usize>) {
        let source = self.text.text;
        if text.starts_with('^') && range.start > 0 && source.as_bytes()[range.start - 1] == b'[' {
            let rest = &source[range.start + 1..];
            let end = rest.find(|c: char| c == ']' || c.is_whitespace());
            if let Some(end) = end.filter(|end| *end > 0 && rest[*end..].starts_with(']')) {
                let at = self.text.place(range.start - 1..range.start + end + 2);
                self.footnotes.miss(&rest[..end], at);
            }
        }
    }
}

/// Whether this is the line of dashes below the header of a table.
fn is_rule_of_table(text: &str) -> bool {
    text.starts_with('|') && text.contains("--") && text.bytes().all(|b| b"|-: ".contains(&b))
}
