//! CSV (RFC 4180) -> rows of cells with places. The door of the CSV parser.
//!
//! Must not know: what a column means.

use super::fields::Text;
use super::log::Log;
use super::table::{Cell, Row, Table};
use crate::base::TextRange;
use crate::content::fact::Given;
use crate::diagnostics::catalogue::{files, tables as problem};
use csv_core::{ReadFieldResult, Reader};

/// What stands between cells where somebody's spreadsheet does not write commas.
const OTHER_SEPARATORS: [char; 2] = [';', '\t'];

/// Reads a CSV file: a line of column names, then a line a row. Rows with more or fewer cells are reported.
pub fn read(text: &str, log: &mut Log) -> Table {
    let mut table = Table::default();
    if let Some((range, separator)) = other_separator(text) {
        log.push(problem::other_separator(log.span(range), separator));
        return table;
    }
    let mut lines = lines(text, log).into_iter();
    let Some(header) = lines.next() else {
        if !log.has_found() {
            log.push(files::empty_file(log.span(TextRange::default()), "products"));
        }
        return table;
    };
    table.columns = header;
    let mut ragged: Vec<(TextRange, usize)> = Vec::new();
    for cells in lines {
        let range =
            cells.iter().map(|cell| cell.range).reduce(|a, b| TextRange { start: a.start, end: b.end });
        let range = range.unwrap_or_default();
        if cells.len() != table.columns.len() {
            ragged.push((range, cells.len()));
            continue;
        }
        let cells = cells.into_iter().enumerate().map(|(column, text)| Cell {
            column,
            range: text.range,
            given: (!text.text.is_empty()).then_some(Given::Text(text)),
        });
        table.rows.push(Row { range, cells: cells.collect() });
    }
    // What all rows have in common is a slip in the first line.
    let is_one = table.rows.is_empty() && ragged.len() > 1 && ragged.iter().all(|row| row.1 == ragged[0].1);
    for (range, cells) in ragged.into_iter().take(if is_one { 1 } else { usize::MAX }) {
        log.push(problem::ragged_row(log.span(range), cells, table.columns.len(), is_one));
    }
    table
}

/// The first line, if there are no commas in it but something that others write between cells.
fn other_separator(text: &str) -> Option<(TextRange, char)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let line = text[start..].lines().next()?;
    let other = line.chars().find(|c| OTHER_SEPARATORS.contains(c)).filter(|_| !line.contains(','))?;
    Some((TextRange::new(start..start + line.len()), other))
}

/// The cells of every line that is not empty, each with its place, quotes left out. A line with quotes that are not around
/// a cell is reported and left out, and all lines if it is the first.
fn lines(text: &str, log: &mut Log) -> Vec<Vec<Text>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::new();
    let mut lines = Vec::new();
    let mut line: Vec<Text> = Vec::new();
    let mut field: Vec<u8> = Vec::new();
    let mut room = [0_u8; 1024];
    let (mut at, mut from) = (start, start);
    let mut is_sound = true;
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut room);
        at += read;
        field.extend_from_slice(&room[..written]);
        match result {
            ReadFieldResult::Field { record_end } => {
                let value = String::from_utf8_lossy(&field).trim().to_owned();
                line.push(Text { text: value, range: place(text, from, at) });
                if let Some(range) = stray_quote(text, from, at, record_end) {
                    log.push(problem::stray_quote(log.span(range)));
                    is_sound = false;
                }
                (from, field) = (at, Vec::new());
                if record_end && !is_sound && lines.is_empty() {
                    return lines;
                }
                if record_end {
                    let line = std::mem::take(&mut line);
                    lines.extend(std::mem::replace(&mut is_sound, true).then_some(line));
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

/// A cell that begins with a quote and is not in quotes as a whole, among the characters that were read for it: its first line.
fn stray_quote(text: &str, from: usize, to: usize, is_last: bool) -> Option<TextRange> {
    let raw = text[from..to].trim_start_matches(['\r', '\n']);
    let start = to - raw.len();
    let cell = if is_last { raw } else { raw.strip_suffix(',').unwrap_or(raw) }.trim_end();
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let is_quoted = inner.is_some_and(|inner| !inner.replace("\"\"", "").contains('"'));
    let first = cell.lines().next().unwrap_or(cell);
    (cell.trim_start().starts_with('"') && !is_quoted).then(|| TextRange::new(start..start + first.len()))
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

    #[test]
    fn quotes_that_are_not_around_a_cell_are_reported_where_they_begin() {
        let bad = |text: &str| {
            let mut log = Log::new(&SitePath::new("a.csv"));
            let rows = read(text, &mut log).rows.len();
            let places = log.into_found().into_iter().map(|found| text[found.at.range.range()].to_owned());
            (rows, places.collect::<Vec<_>>())
        };
        assert_eq!(bad("a,b\n1,\"two\n3,4\n5,6\n"), (0, vec!["\"two".to_owned()]), "to the end of the file");
        assert_eq!(bad("a,b\n\"27\" wide\",2\n3,4\n"), (1, vec!["\"27\" wide\"".to_owned()]));
        assert_eq!(bad("a,b\n1, \"2, 3\"\n"), (0, vec![" \"2".to_owned()]));
        assert_eq!(bad("a,\"b\n1,2\n"), (0, vec!["\"b".to_owned()]), "the names of the columns");
        let good = "a,\"b\"\r\n\"\",\"\"\"\"\r\n\"x,\",\"say \"\"y\"\"\" \n27\" wide,2";
        assert_eq!(bad(good), (3, Vec::new()));
    }

    #[test]
    fn a_file_without_commas_is_one_problem() {
        for text in ["name;price\nA;1,5\nB;2\n", "name\tprice\nA\t1\n"] {
            let (columns, rows, problems) = table(text);
            assert_eq!((columns.len(), rows.len(), problems), (0, 0, 1), "{text}");
        }
    }
}
