//! `from:` of a kind: the file its products come from, and the rules by which rows become products.
//!
//! Every rule is declared: what no rule covers is an error, never a guess. Must not know: the rows.

use super::fields::{Fields, Text, empty_or_text_of};
use super::log::Log;
use super::yaml::{Entry, Node};
use crate::base::Date;

/// Where the products of a kind come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct From {
    /// The file, in the kind's folder.
    pub file: Text,
    /// The column of names.
    pub name: Text,
    /// The column whose words make the id; the names if `None`.
    pub id: Option<Text>,
    /// The columns of attributes that are called otherwise: attribute and column.
    pub columns: Vec<(Text, Text)>,
    /// Columns that are no attributes.
    pub ignore: Vec<Text>,
    /// What an empty cell means.
    pub empty: Empty,
    /// Cells that mean something else than they say: the attribute, and of each such cell what it says and what it means.
    pub words: Vec<(Text, Vec<(String, String)>)>,
    /// Columns whose lists are one text: the attribute and what stands between the items.
    pub join: Vec<(Text, String)>,
    /// What happens to rows that want the id of an earlier one.
    pub duplicates: Duplicates,
    /// The source of every fact.
    pub source: Option<Text>,
    /// The day on which every fact was checked.
    pub checked: Option<Date>,
}

/// What an empty cell means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Empty {
    /// Nobody has looked.
    NotResearched,
    /// Looked for and not found.
    Unknown,
    /// It does not apply.
    NotApplicable,
}

/// What happens to rows that want the id of an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Duplicates {
    /// They are an error.
    Refuse,
    /// They are left out.
    First,
    /// They get a number behind the id.
    Number,
}

/// Reads `from: {file: cpu.csv, ...}`.
pub fn read(node: &Node, log: &mut Log) -> Option<From> {
    let mut fields = Fields::of(node, "`from`", log)?;
    let range = fields.range();
    let file = fields.required_text("file", log);
    let name = fields.text("name", log);
    let id = fields.text("id", log);
    let columns = pairs(fields.node("columns"), log);
    let ignore = fields.texts("ignore", log);
    let empty = fields.word("empty", &EMPTY, log).unwrap_or(Empty::NotResearched);
    let words = words(fields.node("words"), log);
    let join = pairs(fields.node("join"), log);
    let duplicates = fields.word("duplicates", &DUPLICATES, log).unwrap_or(Duplicates::Refuse);
    let source = fields.text("source", log);
    let checked = fields.date("checked", log);
    // By other rules than these no row is read: each would be a problem of its own.
    let is_whole = fields.finish(log);
    Some(From {
        file: file.filter(|_| is_whole)?,
        name: name.unwrap_or_else(|| Text { text: "name".to_owned(), range }),
        id,
        columns,
        ignore,
        empty,
        words,
        join: join.into_iter().map(|(attribute, between)| (attribute, between.text)).collect(),
        duplicates,
        source,
        checked,
    })
}

const EMPTY: [(&str, Empty); 3] =
    [("not researched", Empty::NotResearched), ("unknown", Empty::Unknown), ("n/a", Empty::NotApplicable)];

const DUPLICATES: [(&str, Duplicates); 3] =
    [("refuse", Duplicates::Refuse), ("first", Duplicates::First), ("number", Duplicates::Number)];

/// A map from texts to texts.
fn pairs(node: Option<&Node>, log: &mut Log) -> Vec<(Text, Text)> {
    let Some(mut fields) = node.and_then(|node| Fields::of(node, "a rule of `from`", log)) else {
        return Vec::new();
    };
    let pair = |entry: &Entry, log: &mut Log| {
        let key = Text { text: entry.key.clone(), range: entry.key_range };
        Some((key, empty_or_text_of(&entry.node, "a rule of `from`", log)?))
    };
    fields.rest().into_iter().filter_map(|entry| pair(entry, log)).collect()
}

/// `{eol: {"false": n/a}}`
fn words(node: Option<&Node>, log: &mut Log) -> Vec<(Text, Vec<(String, String)>)> {
    let Some(mut fields) = node.and_then(|node| Fields::of(node, "`words` of `from`", log)) else {
        return Vec::new();
    };
    let rest = fields.rest();
    let attribute = |entry: &Entry, log: &mut Log| {
        let attribute = Text { text: entry.key.clone(), range: entry.key_range };
        let cells = pairs(Some(&entry.node), log);
        (attribute, cells.into_iter().map(|(cell, means)| (cell.text, means.text)).collect())
    };
    rest.into_iter().map(|entry| attribute(entry, log)).collect()
}
