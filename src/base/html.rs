//! `Html`: markup that is finished and must not be escaped again.
//!
//! Must not know: who made it. Whoever makes one vouches that every text in it is escaped.

use serde::{Serialize, Serializer};
use std::sync::Arc;

/// Finished markup. A template prints it as it is; everything else a template prints is escaped.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Html(Arc<str>);

impl Html {
    /// Vouches that `markup` is well-formed and that every text in it is escaped.
    pub fn finished(markup: impl Into<Arc<str>>) -> Self {
        Self(markup.into())
    }

    /// Makes markup that says `text`, escaped.
    pub fn text(text: &str) -> Self {
        if !text.bytes().any(is_special) {
            return Self(text.into());
        }
        let mut out = String::with_capacity(text.len() + text.len() / 4);
        escape_into(&mut out, text);
        Self(out.into())
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a reader reads, without markup. Marks above the line (`sup`) lead elsewhere and are left out.
    pub fn words(&self) -> String {
        let mut out = String::with_capacity(self.0.len());
        let mut rest: &str = &self.0;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = if rest.starts_with("<sup") { rest.find("</sup>").map(|at| at + 6) } else { None };
            let end = end.or_else(|| rest.find('>').map(|at| at + 1)).unwrap_or(rest.len());
            rest = &rest[end..];
        }
        out.push_str(rest);
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        entities.iter().fold(out, |text, (entity, letter)| text.replace(entity, letter))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a byte means something in HTML.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

/// Appends `text` with the five characters that mean something in HTML written as entities.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Serialized as the template engine's own safe string, the only way for markup to reach a page unescaped.
impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}
