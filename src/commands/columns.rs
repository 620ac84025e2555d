//! Text in columns on a terminal, at most [`WIDTH`] wide.
//!
//! Must not know: what the text says.

/// How wide a terminal may be at least.
pub const WIDTH: usize = 80;

/// How many columns a text takes: letters of East Asian scripts take two (Unicode Standard Annex 11), marks none.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The text in exactly so many columns: filled up with spaces, or cut with an ellipsis.
pub fn fitted(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let missing = columns.saturating_sub(width(&cut));
    cut + &" ".repeat(missing)
}

/// The text in at most so many columns.
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let fits = |c: &char| {
        let fits = columns(*c) <= left;
        left = left.saturating_sub(columns(*c));
        fits
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{}…", start.trim_end())
}

/// Items with commas between them, in lines that start with `indent` spaces and break after a comma.
pub fn listed(items: &[String], indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let comma = if at + 1 < items.len() { "," } else { "" };
        match lines.last_mut().filter(|line| width(line) + width(item) + 1 + comma.len() <= WIDTH) {
            Some(line) => *line = format!("{line} {item}{comma}"),
            None => lines.push(format!("{}{item}{comma}", " ".repeat(indent))),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_two_columns_are_counted() {
        assert_eq!((width("serum"), width("앰플과 세럼"), width("cre\u{300}me")), (5, 11, 5));
        assert_eq!(fitted("앰플", 6), "앰플  ");
        assert_eq!(fitted("앰플과 세럼", 6), "앰플… ");
        assert_eq!(cut("a long title", 7), "a long…");
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("x", 0), "…");
    }

    #[test]
    fn lists_break_after_commas() {
        let items: Vec<String> = (0..20).map(|n| format!("item-{n:02}")).collect();
        let lines = listed(&items, 4);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.starts_with("    item-") && width(line) <= WIDTH));
        assert!(lines[0].ends_with(',') && lines[2].ends_with("item-19"));
        assert_eq!(listed(&[], 4), [""; 0]);
    }
}
