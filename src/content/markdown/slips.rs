//! Markup that was meant and is none, so that readers would see its signs: found in the plain text that the parser makes of it.
//!
//! Must not know: what was meant to be linked or shown.

use super::pass::Pass;
use crate::diagnostics::catalogue::references as problem;
use std::ops::Range;

impl Pass<'_, '_> {
    /// Looks at a piece of plain text for the signs of markup.
    pub(super) fn check_slips(&mut self, text: &str, range: Range<usize>) {
        self.check_footnote(text, &range);
        self.check_template(text, &range);
        let source = self.text.text.as_bytes();
        let before = |back: usize| range.start.checked_sub(back).and_then(|at| source.get(at)).copied();
        let (signs, what) = match text.as_bytes() {
            [b'[', ..] if source[range.start..].starts_with(b"[[") && before(1) != Some(b'\\') => {
                (range.start..range.start + 2, problem::Shown::Reference)
            }
            [b'(', ..] if before(1) == Some(b']') && before(2) != Some(b'\\') => {
                (range.start - 1..range.start + 1, problem::Shown::Link)
            }
            [b'#', b'#', rest @ ..] if matches!(before(1), None | Some(b'\n')) => {
                let level = 2 + rest.iter().take_while(|sign| **sign == b'#').count();
                if text[level..].chars().next().is_none_or(|c| !c.is_alphanumeric()) {
                    return;
                }
                (range.start..range.start + level, problem::Shown::Heading)
            }
            _ => return,
        };
        let at = self.log.span(self.text.place(signs));
        self.log.push(problem::markup_shown(at, what));
    }

    /// `{{ serum.course }}` and `{% include %}`, which other tools fill in.
    fn check_template(&mut self, text: &str, range: &Range<usize>) {
        // Almost no text has such a sign, and to look for one byte is quick.
        let Some(brace) = text.find('{') else { return };
        // Where a text starts, a backslash may stand before it.
        let is_typed = |at: usize| at > 0 || !self.text.text[..range.start].ends_with('\\');
        for (opening, closing) in [("{{", "}}"), ("{%", "%}")] {
            let found = text[brace..].find(opening).map(|at| brace + at);
            let Some(at) = found.filter(|at| is_typed(*at)) else { continue };
            if text[at..].contains(closing) {
                let signs = range.start + at..range.start + at + opening.len();
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
                self.log.push(problem::missing_footnote(self.log.span(at), &rest[..end]));
            }
        }
    }
}
