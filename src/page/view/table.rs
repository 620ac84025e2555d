//! The view of a comparison table: facts as cells, in either direction.

use super::Day;
use crate::base::{Address, Html, Shared};
use serde::Serialize;
use std::ops::Not;

/// A table of facts. Columns are products and rows attributes, or the other way round; a template need not know which.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Table {
    /// A stem for anchors, unique on the page: `table-1`.
    pub id: String,
    /// What the table shows.
    pub caption: Html,
    /// What the first column holds: "Attribute" or the kind's name.
    pub corner: String,
    /// The headers of the other columns.
    pub columns: Vec<Shared<Heading>>,
    /// The orders by each of these columns, where the rows are products; else empty.
    pub sorts: Vec<ColumnSort>,
    /// The rows, in groups; a group without a label has an empty one.
    pub groups: Vec<RowGroup>,
    /// What a reader may leave out.
    pub controls: Controls,
    /// Which marks occur, so that a legend can explain them and no others.
    pub legend: Legend,
    /// The notes of its cells, in the order of their marks.
    pub notes: Vec<Note>,
}

/// What a reader may leave out of a table. A template makes checkboxes of it, a stylesheet makes them work.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Controls {
    /// Attributes that are the same for all products; absent if it is not worth while.
    pub differences: Option<Differences>,
    /// Single columns.
    pub columns: bool,
    /// Single rows, which are products.
    pub rows: bool,
}

/// How many attributes are left if those are hidden that are the same for all products.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Differences {
    /// How many are the same for all.
    pub same: usize,
    /// How many there are.
    pub all: usize,
    /// The columns that are the same, from 1, if columns are attributes; rows say it of themselves.
    pub columns: Vec<usize>,
}

/// The orders by one column.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ColumnSort {
    /// The way the rows stand by this column: `ascending` or `descending`; empty if they do not.
    pub now: &'static str,
    /// The pages on which they stand by this column.
    pub links: Vec<SortLink>,
}

/// A page on which the same rows stand in another order.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SortLink {
    /// The page.
    pub address: Address,
    /// What comes first on it, in words: "lowest first".
    pub first: String,
    /// The way that is: `ascending` or `descending`.
    pub way: &'static str,
    /// Whether it is this page.
    pub current: bool,
}

/// A header of a row or column.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Heading {
    /// The words.
    pub label: String,
    /// The page of what it names, if there is one.
    pub address: Option<Address>,
    /// A unit or basis, such as `weeks` or `per 30 ml`; may be empty.
    pub unit: String,
    /// One sentence that explains it; may be empty.
    pub about: String,
    /// The attribute's id, or the product's.
    pub id: String,
    /// The language of its words, where that is not the page's.
    pub language: Option<String>,
}

/// Rows under one label.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RowGroup {
    /// The label; may be empty.
    pub label: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Row {
    /// Its header.
    pub heading: Shared<Heading>,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
    /// Whether its known values agree; see [`Agreement`].
    pub agreement: Agreement,
    /// Its place in each order that the columns link to, from 0, with blanks between; absent if no script needs it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ranks: String,
}

/// Whether the values of one attribute differ. What is not known is never a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// At least two are known and two known ones differ.
    Differs,
    /// All are known and equal.
    Same,
    /// Nothing can be said: too few are known.
    Open,
}

/// One cell: one fact, and what this table says of it. What is absent is left out, as a site has very many cells, and most have nothing
/// but their fact.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Cell {
    /// The fact, which looks the same in every table.
    pub fact: Shared<FactView>,
    /// Whether this is the better (or one of equally best) of the known values, where the attribute says which is better;
    /// absent if it is not.
    #[serde(skip_serializing_if = "Not::not")]
    pub better: bool,
    /// The mark of its note; absent if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteMark>,
    /// The number of its source on this page; absent if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
}

/// A fact by itself. What templates ask for most comes first, where it is found soonest; what is absent is left out, as a site has very
/// many facts and few of them have any of it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FactView {
    /// The value in words, with its unit unless the heading carries it; for other states what to say instead.
    pub text: String,
    /// Whether there is a value.
    pub state: State,
    /// The value in words for a sentence, always with its unit.
    pub full: String,
    /// The language of these words, where that is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// For yes or no: which. `none` for all else, which a template must be able to tell from no.
    pub yes: Option<bool>,
    /// For a list: its items. Empty for all else.
    pub items: Vec<String>,
    /// For a scale: where on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// The day it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Shared<Day>>,
}

/// A place on a scale.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Step {
    /// From 1.
    pub at: usize,
    /// How many steps the scale has.
    pub of: usize,
}

/// The four states of a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is a value.
    Known,
    /// Looked for and not found.
    Unknown,
    /// It does not apply.
    NotApplicable,
    /// Nobody has looked.
    NotResearched,
}

/// Which marks a table uses.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Legend {
    /// A cell is marked as the better one.
    pub better: bool,
    /// A cell is unknown.
    pub unknown: bool,
    /// A cell does not apply.
    pub not_applicable: bool,
    /// A cell has not been researched.
    pub not_researched: bool,
}

/// The mark of a note in its cell.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct NoteMark {
    /// `a`, `b`, ...
    pub mark: String,
    /// The note's anchor, without `#`.
    pub id: String,
}

/// A note below a table.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Note {
    /// `a`, `b`, ...
    pub mark: String,
    /// The note's anchor, without `#`; the cell's is `<id>-from`.
    pub id: String,
    /// What it is about: "Ampoule, risk of irritation".
    pub about: String,
    /// What it says.
    pub text: Html,
}
