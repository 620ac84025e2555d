//! Where markup is written: finished stretches of HTML with holes between them.

use crate::content::body::Part;

/// Parts under way: the last stretch of HTML is still open.
#[derive(Default, Debug)]
pub struct Writer {
    parts: Vec<Part>,
    html: String,
}

impl Writer {
    /// Room for about `bytes` of HTML.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { parts: Vec::new(), html: String::with_capacity(bytes) }
    }

    /// Appends finished markup.
    pub fn markup(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Appends text between tags, escaped.
    pub fn text(&mut self, text: &str) {
        // Writing to a String cannot fail.
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

    /// Leaves a hole.
    pub fn hole(&mut self, part: Part) {
        self.close();
        self.parts.push(part);
    }

    /// Appends parts that are finished already.
    pub fn append(&mut self, parts: Vec<Part>) {
        for part in parts {
            match part {
                Part::Html(html) => self.html.push_str(&html),
                hole => self.hole(hole),
            }
        }
    }

    /// Starts a new line unless one has just been started.
    pub fn fresh_line(&mut self) {
        let at_start = match self.html.as_bytes().last() {
            Some(last) => *last == b'\n',
            None => matches!(self.parts.last(), None | Some(Part::Block(_))),
        };
        if !at_start {
            self.html.push('\n');
        }
    }

    /// Takes `suffix` off the end, if it is there.
    pub fn strip_suffix(&mut self, suffix: &str) -> bool {
        let there = self.html.ends_with(suffix);
        if there {
            self.html.truncate(self.html.len() - suffix.len());
        }
        there
    }

    fn close(&mut self) {
        if !self.html.is_empty() {
            let html = std::mem::take(&mut self.html);
            self.parts.push(Part::Html(html));
        }
    }

    /// The finished parts.
    pub fn finish(mut self) -> Vec<Part> {
        self.html.shrink_to_fit();
        self.close();
        self.parts
    }
}
