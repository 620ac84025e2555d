//! Messages about tables that favour one product; only where somebody asks.

use super::fields::words;
use crate::diagnostics::{Diagnostic, Span};

const EXPLAIN: &str = "or say why that is fair with `fair: ...` in the block";

/// A product that is the better one in every row of a table.
pub fn wins_every_row(at: Span, product: &str, rows: usize) -> Diagnostic {
    Diagnostic::warning("wins-every-row", at, format!("{product} wins all {rows} rows that can be won"))
        .help(format!("add what speaks for the others, {EXPLAIN}"))
}

/// A short table that leaves out the rows in which its favourite loses, and no others.
pub fn rows_left_out(at: Span, product: &str, rows: &[&str]) -> Diagnostic {
    let message = format!("the rows left out are those that {product} loses: {}", words(rows));
    Diagnostic::warning("rows-left-out", at, message).help(format!("add one of them, {EXPLAIN}"))
}

/// Two attributes that say the same of every product.
pub fn same_row(at: Span, attribute: &str, first: &str, there: Span) -> Diagnostic {
    let message = format!("`{attribute}` says the same as `{first}`");
    Diagnostic::warning("same-row", at, message)
        .also(there, "declared here")
        .help("a table that counts one thing twice favours whoever wins it; remove one, or say why both are there with `fair: ...`")
}
