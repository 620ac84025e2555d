//! Messages about products that come from a CSV or JSON file.

use super::fields::words;
use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};

/// A row with more or fewer cells than there are columns; perhaps as all others have.
pub fn ragged_row(at: Span, cells: usize, columns: usize, is_every: bool) -> Diagnostic {
    let s = if cells == 1 { "" } else { "s" };
    let which = if is_every { "every row" } else { "this row" };
    Diagnostic::error(
        "ragged-row",
        at,
        format!("{which} has {cells} cell{s}, and there are {columns} columns"),
    )
    .help(if is_every {
        "name every column in the first line, once"
    } else {
        "a cell with a comma or a line break in it goes in quotes: \"a, b\""
    })
    .hiding()
}

/// A cell that begins with a quote and is not in quotes as a whole.
pub fn stray_quote(at: Span) -> Diagnostic {
    Diagnostic::error("stray-quote", at, "this cell begins with a quote, and is not in quotes as a whole")
        .help("put quotes right before and behind the cell; one inside is written twice: \"27\"\" screen\"")
        .hiding()
}

/// A file whose first line has no commas, but something that others write between cells.
pub fn other_separator(at: Span, separator: char) -> Diagnostic {
    let what = if separator == ';' { "semicolons" } else { "tabs" };
    Diagnostic::error("other-separator", at, format!("there are {what} between the cells of this file"))
        .help("save it with commas between the cells, and a point in numbers: 25.50")
        .hiding()
}

/// A file that a kind names and that is not there.
pub fn missing_table(at: Span, file: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("missing-table", at, format!("there is no file `{file}` in this folder"))
        .suggest(nearest(file, known.iter().copied()), "it is a .csv or .json file beside _kind.yaml")
        .hiding()
}

/// A file of products that no kind takes its products from.
pub fn unused_table(at: Span) -> Diagnostic {
    Diagnostic::warning("unused-table", at, "no kind takes its products from this file")
        .help("write `from: {file: ...}` in the _kind.yaml of this folder, or remove the file")
}

/// A column that is neither an attribute nor ignored.
pub fn unknown_column(at: Span, column: &str, known: &[&str], kind: Span) -> Diagnostic {
    if column.is_empty() {
        return Diagnostic::error("unknown-column", at, "a column with something in it has no name")
            .judged_by(kind, "the rules for this file")
            .help("name it in the first line, or write `ignore: [\"\"]`");
    }
    Diagnostic::error("unknown-column", at, format!("the column `{column}` is no attribute"))
        .judged_by(kind, "the rules for this file")
        .suggest(
            nearest(column, known.iter().copied()),
            format!("add an attribute, `columns: {{attribute: {column}}}`, or `ignore: [{column}]`"),
        )
}

/// A second column for one attribute.
pub fn duplicate_column(at: Span, attribute: &str, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-column", at, format!("two columns say `{attribute}`"))
        .also(first, "the first one")
        .help("rename or remove one of the two; one of another name may also go to `ignore`")
}

/// A column that a rule names and the file does not have.
pub fn missing_column(at: Span, column: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("missing-column", at, format!("the file has no column `{column}`"))
        .suggest(nearest(column, known.iter().copied()), format!("its columns are {}", words(known)))
        .hiding()
}

/// A row without a name.
pub fn nameless_row(at: Span, column: &str) -> Diagnostic {
    Diagnostic::error(
        "nameless-row",
        at,
        format!("this row has nothing in the column `{column}`, so it has no name or id"),
    )
    .help("fill the cell, or name another column with `name:` or `id:` in `from`")
    .hiding()
}

/// A row that wants the id of an earlier one.
pub fn duplicate_row(at: Span, id: &str, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-row", at, format!("two rows want the id `{id}`"))
        .also(first, "the first one")
        .help("take the id from another column with `id:`, or write `duplicates: first` or `duplicates: number` in `from`")
}

/// A list where its attribute takes one value.
pub fn list_in_cell(at: Span, column: &str) -> Diagnostic {
    Diagnostic::error(
        "list-in-cell",
        at,
        format!("the column `{column}` has a list here, and its attribute takes one value"),
    )
    .help(format!(
        "make the attribute a list, a range of two numbers, or write `join: {{{column}: \" x \"}}` in `from`"
    ))
}
