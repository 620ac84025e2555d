//! The words of another file in a further language: `serum.ko.yaml` beside `serum.yaml`.
//!
//! Such a file says words and no facts: facts are written once, for all languages. Each reader has a function `over`
//! that lays the words over what the main file says. Must not know: which languages a site has, other files.

mod kind;
mod order;
mod product;
mod site;

pub use kind::KindWords;
pub use order::OrderWords;
pub use product::ProductWords;
pub use site::SiteWords;

use super::fields::{Fields, Text};
use super::log::Log;
use super::yaml::{Entry, Node};
use crate::base::SitePath;
use crate::diagnostics::Span;
use crate::diagnostics::catalogue::languages as problem;

/// What one file of words says, by its sort.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Words {
    /// `site.<language>.yaml`
    Site(SiteWords),
    /// `_kind.<language>.yaml`
    Kind(KindWords),
    /// `<product>.<language>.yaml`
    Product(ProductWords),
    /// `<order>.<language>.yaml`
    Order(OrderWords),
}

/// A main file and how many references it has: those of its words come behind them.
pub struct Main<'m> {
    /// The file.
    pub path: &'m SitePath,
    /// How many references it has.
    pub references: u32,
}

/// The words that are there, or else none in the main language either: readers are not handed a mix.
fn text(words: Option<&Text>) -> String {
    words.map(|text| text.text.clone()).unwrap_or_default()
}

/// The words that are there, or else those of the main language.
fn or_main(words: Option<&Text>, main: &str) -> String {
    words.map_or_else(|| main.to_owned(), |text| text.text.clone())
}

fn key(entry: &Entry) -> Text {
    Text { text: entry.key.clone(), range: entry.key_range }
}

/// The entries of a map whose keys are names.
fn entries<'n>(node: Option<&'n Node>, what: &'static str, log: &mut Log) -> Vec<&'n Entry> {
    node.and_then(|node| Fields::of(node, what, log)).map(|mut fields| fields.rest()).unwrap_or_default()
}

/// Reports a list that has not as many items as that of the main language.
fn check_count(what: &str, at: Span, found: usize, wanted: usize, main: Span, log: &mut Log) {
    if found > 0 && found != wanted {
        log.push(problem::items_differ(at, what, found, wanted, main));
    }
}
