//! Where the address of a picture stands in Markdown, letter by letter as it is typed (CommonMark 0.31, section 6.3).
//!
//! The parser says what an address is, but not where: escapes and entities are undone, and a definition may be anywhere.
//! Must not know: what the address leads to.

use std::ops::Range;

/// The address in `](address "title")`, of which the bracket stands in `within` behind nothing but white space.
pub(super) fn inline(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let open = within.start + text.get(within.clone())?.find("](")?;
    typed(text, open + "](".len()..within.end)
}

/// The address in `[label]: address "title"`.
pub(super) fn defined(text: &str, definition: Range<usize>) -> Option<Range<usize>> {
    let close = unescaped(text.get(definition.clone())?, |c| c == ']')?;
    let behind = definition.start + close + "]".len();
    text.get(behind..definition.end)?.starts_with(':').then_some(())?;
    typed(text, behind + ":".len()..definition.end)
}

/// The first address in `within`: between `<` and `>`, or up to white space or a bracket that it did not open.
fn typed(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let rest = text.get(within.clone())?;
    let start = within.start + rest.len() - rest.trim_start().len();
    let rest = &text[start..within.end];
    if let Some(inner) = rest.strip_prefix('<') {
        let length = unescaped(inner, |c| c == '>')?;
        return Some(start + 1..start + 1 + length);
    }
    let mut depth = 0;
    let ends = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth < 0 || c.is_ascii_whitespace()
    };
    Some(start..start + unescaped(rest, ends).unwrap_or(rest.len()))
}

/// Where the first character is that `is_it` and has no backslash before it.
fn unescaped(text: &str, mut is_it: impl FnMut(char) -> bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if is_it(c) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_commonmark_ends_it() {
        let inline = |text: &str| inline(text, 0..text.len()).map(|at| text[at].to_owned());
        assert_eq!(inline("](http://a/b.jpg)").as_deref(), Some("http://a/b.jpg"));
        assert_eq!(inline("]( http://a/b.jpg 'http://a/b.jpg')").as_deref(), Some("http://a/b.jpg"));
        assert_eq!(inline("](<http://a/b c\\>.jpg> \"t\")").as_deref(), Some("http://a/b c\\>.jpg"));
        assert_eq!(inline("](http://a/b_(c).jpg)").as_deref(), Some("http://a/b_(c).jpg"));
        assert_eq!(inline("](http://a/b\\)c.jpg)").as_deref(), Some("http://a/b\\)c.jpg"));
        assert_eq!(inline("no bracket"), None);
        let defined = |text: &str| defined(text, 0..text.len()).map(|at| text[at].to_owned());
        assert_eq!(defined("[a\\]: b]: <http://a> 'x'").as_deref(), Some("http://a"));
        assert_eq!(defined("[a]:\n  http://a").as_deref(), Some("http://a"));
        assert_eq!(defined("[a"), None);
    }
}
