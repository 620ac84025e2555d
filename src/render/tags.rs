//! Where the tags of a template stand: what it prints, its statements, its comments.
//!
//! Must not know: what a tag means, but for `raw`, whose text has no tags.

use std::ops::Range;

/// What a tag is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// `{{ x }}`
    Print,
    /// `{% if x %}`
    Statement,
    /// `{# words #}`
    Comment,
}

/// The signs that open and close a tag of each sort.
const SIGNS: [(Sort, &str, &str); 3] =
    [(Sort::Print, "{{", "}}"), (Sort::Statement, "{%", "%}"), (Sort::Comment, "{#", "#}")];

/// The tags of a text in their order, with their signs; the last may have no end.
pub fn tags(text: &str) -> impl Iterator<Item = (Sort, Range<usize>)> {
    let (mut from, mut is_raw) = (0, false);
    std::iter::from_fn(move || {
        let (sort, tag) = loop {
            let (sort, tag) = next(text, from)?;
            if !is_raw || (sort == Sort::Statement && statement(&text[tag.clone()]).starts_with("endraw")) {
                break (sort, tag);
            }
            from = tag.start + 1;
        };
        is_raw =
            sort == Sort::Statement && statement(&text[tag.clone()]).split_whitespace().next() == Some("raw");
        from = tag.end;
        Some((sort, tag))
    })
}

/// What a statement says, without its signs.
pub fn statement(tag: &str) -> &str {
    tag.trim_start_matches("{%").trim_end_matches("%}").trim_matches('-').trim()
}

fn next(text: &str, from: usize) -> Option<(Sort, Range<usize>)> {
    let opens = SIGNS.iter().filter_map(|signs| Some((from + text[from..].find(signs.1)?, signs)));
    let (start, (sort, open, close)) = opens.min_by_key(|(start, _)| *start)?;
    let inside = start + open.len();
    let end = text[inside..].find(close).map_or(text.len(), |at| inside + at + close.len());
    Some((*sort, start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Sort, &str)> {
        tags(text).map(|(sort, range)| (sort, &text[range])).collect()
    }

    #[test]
    fn tags_are_found_in_their_order() {
        let text = "a {{ b }} {# {{ c }} #} {%- if d -%}";
        let wanted =
            [(Sort::Print, "{{ b }}"), (Sort::Comment, "{# {{ c }} #}"), (Sort::Statement, "{%- if d -%}")];
        assert_eq!(found(text), wanted);
        assert_eq!(found("{{ open"), [(Sort::Print, "{{ open")]);
        assert_eq!(statement("{%- if d -%}"), "if d");
    }

    #[test]
    fn what_is_raw_has_no_tags() {
        let text = "{% raw %}{{ a }}{% b %}{%- endraw %}{{ c }}";
        let sorts: Vec<&str> = found(text).into_iter().map(|(_, tag)| tag).collect();
        assert_eq!(sorts, ["{% raw %}", "{%- endraw %}", "{{ c }}"]);
    }
}
