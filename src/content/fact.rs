//! A fact as a product's file writes it: a value or a state, with its source, its day and its note.
//!
//! Must not know: the attribute's type. `site/` types the value when it has the kind.

use super::body::Body;
use super::fields::{Fields, Text, text_of};
use super::log::Log;
use super::markdown::{self, Found};
use super::yaml::{Entry, Node, Value};
use crate::base::{Date, TextRange};

/// A fact as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenFact {
    /// The attribute's id, as typed.
    pub key: Text,
    /// What is said of it.
    pub said: Said,
    /// Where the value stands.
    pub range: TextRange,
    /// The unit it is written in, if that is not its attribute's.
    pub unit: Option<Text>,
    /// The basis it is written for, if that is not its attribute's.
    pub per: Option<Text>,
    /// The id of its source.
    pub source: Option<Text>,
    /// The day it was checked.
    pub checked: Option<Date>,
    /// A remark.
    pub note: Option<Body>,
}

/// What is said of an attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// `unknown`: looked for and not found.
    Unknown,
    /// `n/a`: it does not apply.
    NotApplicable,
    /// A value.
    Value(Given),
}

/// A value as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// One text.
    Text(Text),
    /// A list of texts, and where it stands.
    List(Vec<Text>, TextRange),
}

/// The keys of a fact in braces.
pub const KEYS: [&str; 6] = ["is", "unit", "per", "source", "checked", "note"];

/// Reads one entry of a product's file; `None` if nothing stands behind the key: not researched.
pub fn read(entry: &Entry, file: &str, found: &mut Found, log: &mut Log) -> Option<WrittenFact> {
    let key = Text { text: entry.key.clone(), range: entry.key_range };
    if entry.node.is_null() {
        return None;
    }
    if !matches!(entry.node.value, Value::Map(_)) {
        let said = said(&entry.node, &entry.key, log)?;
        return Some(WrittenFact {
            key,
            said,
            range: entry.node.range,
            unit: None,
            per: None,
            source: None,
            checked: None,
            note: None,
        });
    }
    let mut fields = Fields::of(&entry.node, "a fact", log)?;
    let is = fields.required("is", log);
    let unit = fields.text("unit", log);
    let per = fields.text("per", log);
    let source = fields.text("source", log);
    let checked = fields.date("checked", log);
    let note = fields
        .text("note", log)
        .map(|note| markdown::inline(markdown::Text::scalar(file, &note.text, note.range), found, log));
    fields.finish(log);
    let is = is?;
    Some(WrittenFact {
        key,
        said: said(is, &entry.key, log)?,
        range: is.range,
        unit,
        per,
        source,
        checked,
        note,
    })
}

fn said(node: &Node, key: &str, log: &mut Log) -> Option<Said> {
    match &node.value {
        Value::Scalar { text, quoted: false } if text == "unknown" => Some(Said::Unknown),
        Value::Scalar { text, quoted: false } if text == "n/a" => Some(Said::NotApplicable),
        Value::List(items) => {
            let texts: Vec<Text> =
                items.iter().filter_map(|item| text_of(item, "an item of a list", log)).collect();
            (texts.len() == items.len()).then_some(Said::Value(Given::List(texts, node.range)))
        }
        _ => Some(Said::Value(Given::Text(text_of(node, key, log)?))),
    }
}
