//! A file of many products: its columns and rows, from CSV or JSON.
//!
//! Must not know: which column is which attribute; the kind says so, and `site/` puts the two together.

use super::fact::Given;
use super::fields::{Text, empty_or_text_of, text_of};
use super::log::Log;
use super::parse::yaml_document;
use super::yaml::{Entry, Node, Value};
use crate::base::TextRange;
use crate::diagnostics::catalogue::fields as problem;
use std::collections::HashMap;

/// The rows of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The names of the columns, with the place where each first stands.
    pub columns: Vec<Text>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row: one product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Where it stands.
    pub range: TextRange,
    /// Its cells, in the order of the file; a column that it lacks has none.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its column: an index.
    pub column: usize,
    /// Where it stands.
    pub range: TextRange,
    /// What it says; `None` if nothing.
    pub given: Option<Given>,
}

/// Reads a JSON file: a list of objects, a row each. JSON is YAML, so places come with it.
pub fn read_json(text: &str, log: &mut Log) -> Table {
    let mut table = Table::default();
    let node = yaml_document(text, 0..text.len(), log);
    let Some(Value::List(items)) = node.as_ref().map(|node| &node.value) else {
        if node.is_some() || !log.has_found() {
            let (range, found) = node.map_or_else(Default::default, |node| (node.range, node.describe()));
            let found = if found.is_empty() { "nothing" } else { found };
            let help = "put the rows in brackets: `[{...}, {...}]`, and write `[]` if there are none";
            let what = "a file of products";
            log.push(problem::wrong_type(log.span(range), what, "a list of objects", found, help));
        }
        return table;
    };
    let mut places: HashMap<&str, usize> = HashMap::new();
    for item in items {
        let Value::Map(entries) = &item.value else {
            let (at, found) = (log.span(item.range), item.describe());
            let help = "write `{\"name\": \"Serum\"}`, with each column and what it says";
            log.push(problem::wrong_type(at, "a row", "an object", found, help));
            continue;
        };
        let mut cells = Vec::with_capacity(entries.len());
        for Entry { key, key_range, node } in entries {
            let column = *places.entry(key).or_insert_with(|| {
                table.columns.push(Text { text: key.clone(), range: *key_range });
                table.columns.len() - 1
            });
            cells.extend(given(node, log).map(|given| Cell { column, range: node.range, given }));
        }
        table.rows.push(Row { range: item.range, cells });
    }
    table
}

/// What a value says; `Some(None)` for nothing, `None` for something that no cell can hold.
fn given(node: &Node, log: &mut Log) -> Option<Option<Given>> {
    if node.is_null() {
        return Some(None);
    }
    match &node.value {
        Value::List(items) => {
            let items: Vec<Text> =
                items.iter().filter_map(|item| text_of(item, "an item of a cell", log)).collect();
            Some((!items.is_empty()).then_some(Given::List(items, node.range)))
        }
        Value::Map(_) => {
            let (at, found) = (log.span(node.range), node.describe());
            let help = "write the value alone; what is in an object needs a column of its own";
            log.push(problem::wrong_type(at, "a cell", "a value or a list", found, help));
            None
        }
        Value::Scalar { .. } => {
            let text = empty_or_text_of(node, "a cell", log)?;
            Some((!text.text.is_empty()).then_some(Given::Text(text)))
        }
    }
}
