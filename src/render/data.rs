//! What programs read without a template: JSON and CSV.
//!
//! Must not know: where the facts are from.

use crate::page::view::SheetView;
use serde::Serialize;

/// A view as JSON. Empty if it cannot be written, which no view makes happen: its maps have texts as keys.
pub fn json(view: &impl Serialize) -> Vec<u8> {
    let text = serde_json::to_string(view).unwrap_or_default();
    // Whoever takes the file for a page finds no element in it.
    let mut text = if text.contains('<') { text.replace('<', "\\u003c") } else { text };
    text.push('\n');
    text.into_bytes()
}

/// The sheet as CSV (RFC 4180): UTF-8, lines that end in CRLF, quotes where they are needed.
pub fn csv(view: &SheetView) -> Vec<u8> {
    let mut out = String::with_capacity((view.rows.len() + 1) * view.columns.len() * 12);
    // Without the mark, spreadsheets take UTF-8 for something else.
    out.push('\u{feff}');
    for row in std::iter::once(&view.columns).chain(&view.rows) {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_cell(cell, &mut out);
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn push_cell(cell: &str, out: &mut String) {
    let guard = if is_formula(cell) { "'" } else { "" };
    if cell.contains(['"', ',', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        out.push('"');
        out.push_str(guard);
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(cell);
    }
}

/// Whether a spreadsheet would compute a cell instead of showing it. Amounts such as `-5` and `-5..3` are none.
fn is_formula(cell: &str) -> bool {
    let amount = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !amount
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_cell_is_a_formula() {
        let cells =
            ["plain", "a,b", "say \"x\"", "two\nlines", "=1+1", "-5", "-5..3", "-cmd|' /C'!A0", "@x, y", ""];
        let view = SheetView {
            columns: cells.map(|_| "c".to_owned()).into(),
            rows: vec![cells.map(str::to_owned).into()],
        };
        let csv = String::from_utf8(csv(&view)).expect("UTF-8");
        assert_eq!(
            csv.split_once("\r\n").expect("two rows").1,
            "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,-5,-5..3,'-cmd|' /C'!A0,\"'@x, y\",\r\n"
        );
    }
}
