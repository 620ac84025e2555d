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

    /// What a reader reads, without markup.
    pub fn words(&self) -> String {
        let words: String = texts(&self.0).collect();
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        entities.iter().fold(words, |text, (entity, letter)| text.replace(entity, letter))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The texts between the tags of finished markup, as they are written there. Marks above the line (`sup`) lead elsewhere and are
/// left out.
pub fn texts(markup: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(markup);
    std::iter::from_fn(move || {
        let markup = rest?;
        let Some(open) = markup.find('<') else { return rest.take() };
        let tag = &markup[open..];
        let mark =
            if tag.starts_with("<sup") { tag.find("</sup>").map(|at| at + "</sup>".len()) } else { None };
        let end = mark.or_else(|| tag.find('>').map(|at| at + 1)).unwrap_or(tag.len());
        rest = Some(&tag[end..]);
        Some(&markup[..open])
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_tags_but_for_marks() {
        let html = Html::finished(
            "<p>2 &lt; 3 <em>ml</em><sup class=\"source-ref\"><a href=\"#s\">1</a></sup>, &amp;lt;</p>",
        );
        assert_eq!(html.words(), "2 < 3 ml, &lt;");
        assert_eq!(texts("a<b>c</b>d<sup>e").collect::<String>(), "acde");
        assert_eq!(texts("a<b").collect::<String>(), "a");
        assert_eq!(Html::text("<a> & \"b\"").words(), "<a> & \"b\"");
    }
}
