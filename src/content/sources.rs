//! `content/sources.yaml`: the sources that facts cite.

use super::config::check_url;
use super::fields::Fields;
use super::log::Log;
use super::yaml::{Entry, Node};
use crate::base::{Date, TextRange};

/// A source that facts cite.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The id that facts name.
    pub id: String,
    /// Where it is declared.
    pub range: TextRange,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where it is.
    pub url: Option<String>,
    /// The words that carry the facts.
    pub quote: String,
    /// The day it was read.
    pub read: Option<Date>,
}

/// Reads `content/sources.yaml`.
pub fn read(node: &Node, log: &mut Log) -> Option<Vec<Source>> {
    let mut fields = Fields::of(node, "sources.yaml", log)?;
    Some(fields.rest().into_iter().filter_map(|entry| source(entry, log)).collect())
}

fn source(entry: &Entry, log: &mut Log) -> Option<Source> {
    let mut fields = Fields::of(&entry.node, "a source", log)?;
    let title = fields.required_text("title", log);
    let publisher = fields.text("publisher", log);
    let url = fields.text("url", log);
    if let Some(url) = &url {
        check_url(url, log);
    }
    let quote = fields.text("quote", log);
    let read = fields.date("read", log);
    fields.finish(log);
    Some(Source {
        id: entry.key.clone(),
        range: entry.key_range,
        title: title.map(|text| text.text).unwrap_or_default(),
        publisher: publisher.map(|text| text.text).unwrap_or_default(),
        url: url.map(|url| url.text),
        quote: quote.map(|text| text.text).unwrap_or_default(),
        read,
    })
}
