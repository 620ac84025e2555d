//! CSV (RFC 4180) -> rows of cells with places. The door of the CSV parser.
//!
//! Must not know: what a column means.

use super::fields::Text;
use super::log::Log;
use super::table::{Cell, Row, Table};
use crate::base::TextRange;
use crate::content::fact::Given;
use crate::diagnostics::catalogue::tables as problem;
use csv_core::{ReadFieldResult, Reader};

/// Reads a CSV file: a line of column names, then a line a row. Rows with more or fewer cells are reported.
pub fn read(text: &str, log: &mut Log) -> Table {
    let mut table = Table::default();
    let mut lines = lines(text).into_iter();
    let Some(header) = lines.next() else { return table };
    table.columns = header;
    for cells in lines {
        let range =
            cells.iter().map(|cell| cell.range).reduce(|a, b| TextRange { start: a.start, end: b.end });
        let range = range.unwrap_or_default();
        if cells.len() != table.columns.len() {
            log.push(problem::ragged_row(log.span(range), cells.len(), table.columns.len()));
            continue;
        }
        let cells = cells.into_iter().enumerate().map(|(column, text)| Cell {
            column,
            range: text.range,
            given: (!text.text.is_empty()).then_some(Given::Text(text)),
        });
        table.rows.push(Row { range, cells: cells.collect() });
    }
    table
}

/// The cells of every line that is not empty, each with its place, quotes left out.
fn lines(text: &str) -> Vec<Vec<Text>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::new();
    let mut lines = Vec::new();
    let mut line: Vec<Text> = Vec::new();
    let mut field: Vec<u8> = Vec::new();
    let mut room = [0_u8; 1024];
    let (mut at, mut from) = (start, start);
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut room);
        at += read;
        field.extend_from_slice(&room[..written]);
        match result {
            ReadFieldResult::Field { record_end } => {
                let value = String::from_utf8_lossy(&field).trim().to_owned();
                line.push(Text { text: value, range: place(text, from, at) });
                (from, field) = (at, Vec::new());
                if record_end {
                    lines.push(std::mem::take(&mut line));
                }
            }
            ReadFieldResult::End => return lines,
            // All is there: an empty input only says that the text has ended.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
}

/// Where a cell's own characters stand among those that were read for it: a comma, quotes or the line's end are not.
fn place(text: &str, from: usize, to: usize) -> TextRange {
    let raw = &text[from..to];
    let outside = |c: char| c.is_whitespace() || c == ',';
    let inner = raw.trim_start_matches(|c: char| c.is_whitespace()).trim_end_matches(outside);
    let inner = inner.strip_prefix('"').unwrap_or(inner);
    let start = from + raw.find(inner).unwrap_or(0);
    TextRange::new(start..start + inner.strip_suffix('"').unwrap_or(inner).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;

    fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>, usize) {
        let mut log = Log::new(&SitePath::new("a.csv"));
        let table = read(text, &mut log);
        let columns = table.columns.iter().map(|column| column.text.clone()).collect();
        let cell = |cell: &Cell| match &cell.given {
            Some(Given::Text(value)) => {
                assert!(
                    text[cell.range.range()].contains(value.text.lines().next().unwrap_or("")),
                    "{:?}",
                    cell.range
                );
                value.text.clone()
            }
            _ => String::new(),
        };
        let rows = table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect();
        (columns, rows, log.into_found().len())
    }

    #[test]
    fn cells_keep_their_places_through_quotes_line_ends_and_a_byte_order_mark() {
        let text = "\u{feff}name,price\r\n\"A, the first\", 12\r\n\r\nB,\r\n\"two\nlines\",3";
        let (columns, rows, problems) = table(text);
        assert_eq!(columns, ["name", "price"]);
        assert_eq!(rows, [["A, the first", "12"], ["B", ""], ["two\nlines", "3"]]);
        assert_eq!(problems, 0);
        assert_eq!(table("a,b\n1\n1,2,3\n1,2\n").2, 2, "ragged rows are reported");
        assert_eq!(table("").0, Vec::<String>::new());
    }
}
