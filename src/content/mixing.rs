//! `together:` of a product: what may be used with it, and what may not.
//!
//! Must not know: whether the other product exists or agrees; `site/` checks that.

use super::body::Body;
use super::fields::{Fields, Text, one_of, text_of};
use super::log::Log;
use super::markdown::Found;
use super::product::rich_text;
use super::yaml::{Node, Value};

/// What one product says of using another with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Together {
    /// The other product.
    pub product: Text,
    /// Whether they go together; nothing if that could not be read, which has been reported.
    pub mix: Option<Mix>,
    /// A remark.
    pub note: Body,
}

/// Whether two products go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mix {
    /// They do.
    Yes,
    /// They do if one takes care.
    WithCare,
    /// They do not.
    No,
}

impl Mix {
    /// As it is typed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::WithCare => "with_care",
            Self::No => "no",
        }
    }
}

/// Reads `{serum: with_care, retinol: {is: no, note: ...}, note: ...}`; a `note` beside the products is that of each
/// product which has none of its own.
pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Vec<Together> {
    let Some(mut fields) = Fields::of(node, "`together`", log) else { return Vec::new() };
    let shared = fields.text("note", log).map(|note| rich_text(&note, file, found, log)).unwrap_or_default();
    let known = [Mix::Yes, Mix::WithCare, Mix::No].map(|mix| (mix.key(), mix));
    let mut read = Vec::new();
    for entry in fields.rest() {
        let product = Text { text: entry.key.clone(), range: entry.key_range };
        let (is, note) = match &entry.node.value {
            Value::Map(_) => {
                let Some(mut fields) = Fields::of(&entry.node, "an entry of `together`", log) else {
                    continue;
                };
                let is = fields.required_text("is", log);
                let note = fields.text("note", log).map(|note| rich_text(&note, file, found, log));
                fields.finish(log);
                (is, note)
            }
            _ => (text_of(&entry.node, "an entry of `together`", log), None),
        };
        let mix = is.and_then(|is| one_of(&is, "value of together", &known, log));
        read.push(Together { product, mix, note: note.unwrap_or_else(|| shared.clone()) });
    }
    read
}
