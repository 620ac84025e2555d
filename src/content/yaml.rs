//! YAML as one small tree in which every value has its place and its text as typed.
//!
//! The door of the YAML parser. Must not know: what any key means. Scalars stay text ("12.50" is not 12.5, "no" may be
//! a word); whoever reads a value decides its type. Errors are values with a place; as much as can be is read.

use crate::base::TextRange;
use crate::base::kept::{Deserialize, Serialize};
use granit_parser::{Event, Parser, ScalarStyle, options};
use std::ops::Range;

/// One value with its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Node {
    /// Where it stands in the file, without anchors and tags.
    pub range: TextRange,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Value {
    /// Text, a number, yes or no: as typed, escapes undone.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands in quotes or in a block (`|`, `>`), so that it is text whatever it says.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<Entry>),
}

/// One `key: value` of a map.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_range: TextRange,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The scalar's text; `None` for lists and maps.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether this is nothing at all: an empty plain scalar, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// Whether nothing is said here: nothing at all, or text without a character that anybody sees.
    pub fn says_nothing(&self) -> bool {
        self.is_null() || self.scalar().is_some_and(|text| text.trim().is_empty())
    }

    /// What this is, for a message: "a list", "an empty list", "text", ...
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(items) if items.is_empty() => "an empty list",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// What is wrong with a YAML text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// The parser cannot read on from here.
    Syntax {
        /// The place.
        at: TextRange,
        /// The parser's reason.
        reason: String,
    },
    /// A key that the same map already has.
    DuplicateKey {
        /// The key.
        key: String,
        /// The second one's place.
        at: TextRange,
        /// The first one's place.
        first: TextRange,
    },
    /// Something of YAML that Diptych does not read: merge keys, several documents, keys that are not text.
    Unsupported {
        /// The place.
        at: TextRange,
        /// What it is.
        what: &'static str,
        /// What to write instead.
        instead: &'static str,
    },
}

/// How deep values may nest.
const DEEPEST: usize = 64;
/// How many values aliases may repeat in one file, in all.
const MOST_ALIASED: usize = 10_000;

/// Reads one document. `at` is the part of `file` that is YAML; places are in `file`.
///
/// An empty document is `None`.
pub fn parse(file: &str, at: Range<usize>) -> (Option<Node>, Vec<Problem>) {
    let text = &file[at.clone()];
    // Most blocks say nothing but their name, and to start a parser takes longer than to look.
    if text.trim_ascii().is_empty() {
        return (None, Vec::new());
    }
    let mut builder = Builder {
        text,
        base: at.start,
        stack: Vec::new(),
        root: None,
        anchors: Vec::new(),
        aliased: 0,
        problems: Vec::new(),
    };
    let options =
        options! { flow_nesting_limit: DEEPEST, block_nesting_limit: DEEPEST, emit_comments: false };
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                if !builder.event(event, range) {
                    break;
                }
            }
            Err(error) => {
                let (reason, offset) = (error.info(), error.marker().byte_offset().unwrap_or(0));
                let offset = tab(text, offset.min(text.len()), &reason);
                builder.problems.push(Problem::Syntax {
                    at: builder.place(offset..next_character(text, offset)),
                    reason,
                });
                builder.close_all();
                break;
            }
        }
    }
    (builder.root, builder.problems)
}

/// Where the tab is that a reason speaks of: the parser names the start of the text that the tab follows, lines before it.
fn tab(text: &str, from: usize, reason: &str) -> usize {
    if !reason.ends_with("found a tab") {
        return from;
    }
    let from = floor(text, from);
    let breaks = text[from..].match_indices('\n').map(|(at, _)| from + at + 1);
    let mut indents =
        breaks.map(|start| start + text[start..].len() - text[start..].trim_start_matches(' ').len());
    indents.find(|at| text[*at..].starts_with('\t')).unwrap_or(from)
}

fn next_character(text: &str, offset: usize) -> usize {
    text[floor(text, offset)..].chars().next().map_or(offset, |c| floor(text, offset) + c.len_utf8())
}

fn floor(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A list or map that is still open.
struct Open {
    start: usize,
    flow: bool,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    /// A key that is no text, and so has been reported, is `None`.
    Map {
        entries: Vec<Entry>,
        key: Option<(Option<String>, TextRange)>,
    },
}

struct Builder<'t> {
    text: &'t str,
    base: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    anchors: Vec<(usize, Node)>,
    aliased: usize,
    problems: Vec<Problem>,
}

impl Builder<'_> {
    fn place(&self, range: Range<usize>) -> TextRange {
        TextRange::new(range).shifted(self.base)
    }

    /// Takes one event; says whether to go on.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> bool {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                self.unsupported(
                    range,
                    "a second document",
                    "keep one document in a file and remove the `---`",
                );
                return false;
            }
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let node = Node {
                    range: self.place(self.trimmed(range)),
                    value: Value::Scalar { text: text.into_owned(), quoted },
                };
                self.finish(node, anchor);
            }
            Event::SequenceStart(_, anchor, _) => self.open(range, anchor, OpenKind::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.open(range, anchor, OpenKind::Map { entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(id) => return self.alias(id, range),
            _ => {}
        }
        true
    }

    fn open(&mut self, range: Range<usize>, anchor: usize, kind: OpenKind) {
        let flow = self.text[range.clone()].starts_with(['[', '{']);
        self.stack.push(Open { start: range.start, flow, anchor, kind });
    }

    /// Ends the innermost list or map. A flow one ends at its bracket, a block one at its last value.
    fn close(&mut self, range: Range<usize>) {
        let Some(open) = self.stack.pop() else { return };
        let bracket = range.end;
        let (value, first, last) = match open.kind {
            OpenKind::List(items) => {
                let first = items.first().map(|n| n.range.start as usize);
                let last = items.last().map(|n| n.range.end as usize);
                (Value::List(items), first, last)
            }
            OpenKind::Map { entries, .. } => {
                let first = entries.first().map(|e| e.key_range.start as usize);
                let last = entries.last().map(|e| e.node.range.end.max(e.key_range.end) as usize);
                (Value::Map(entries), first, last)
            }
        };
        let range = if open.flow {
            self.place(open.start..bracket.max(open.start))
        } else {
            let start = first.unwrap_or(open.start + self.base);
            TextRange::new(start..last.unwrap_or(start))
        };
        self.finish(Node { range, value }, open.anchor);
    }

    /// Ends whatever is still open, so that what was read before an error is kept.
    fn close_all(&mut self) {
        while !self.stack.is_empty() {
            if let Some(Open { kind: OpenKind::Map { key, .. }, .. }) = self.stack.last_mut() {
                *key = None;
            }
            let end = self.text.len();
            self.close(end..end);
        }
    }

    /// Puts a finished value where it belongs: the open list, the open map's key or value, or the root.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.push((anchor, node.clone()));
        }
        let Some(open) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.kind {
            OpenKind::List(items) => items.push(node),
            OpenKind::Map { entries, key } => match key.take() {
                Some((Some(name), key_range)) => {
                    add_entry(entries, name, key_range, node, &mut self.problems)
                }
                Some((None, _)) => {}
                None => match node.value {
                    Value::Scalar { text, .. } => *key = Some((Some(text), node.range)),
                    _ => {
                        self.problems.push(Problem::Unsupported {
                            at: node.range,
                            what: "a key that is a list or a map",
                            instead: "write a text as the key",
                        });
                        *key = Some((None, node.range));
                    }
                },
            },
        }
    }

    /// Repeats an anchored value, counting what is repeated so that a small file cannot grow without bounds.
    fn alias(&mut self, id: usize, range: Range<usize>) -> bool {
        let Some((_, node)) = self.anchors.iter().rev().find(|(anchor, _)| *anchor == id) else {
            self.unsupported(range, "an alias inside the value that it names", "write the value out");
            return false;
        };
        let mut node = node.clone();
        self.aliased += count(&node);
        if self.aliased > MOST_ALIASED {
            self.unsupported(range, "aliases that repeat more than 10,000 values", "write the values out");
            return false;
        }
        node.range = self.place(range);
        self.finish(node, 0);
        true
    }

    fn unsupported(&mut self, range: Range<usize>, what: &'static str, instead: &'static str) {
        let at = self.place(range);
        self.problems.push(Problem::Unsupported { at, what, instead });
        self.close_all();
    }

    /// Without the white space that a plain or block scalar may carry at its end.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        range.start..range.start + text.trim_end().len()
    }
}

fn add_entry(
    entries: &mut Vec<Entry>,
    key: String,
    key_range: TextRange,
    node: Node,
    problems: &mut Vec<Problem>,
) {
    if key == "<<" {
        problems.push(Problem::Unsupported {
            at: key_range,
            what: "a merge key (`<<`)",
            instead: "write the keys out, so that each fact stands where it is read",
        });
    } else if let Some(first) = entries.iter().find(|entry| entry.key == key) {
        problems.push(Problem::DuplicateKey { key, at: key_range, first: first.key_range });
    } else {
        entries.push(Entry { key, key_range, node });
    }
}

fn count(node: &Node) -> usize {
    match &node.value {
        Value::Scalar { .. } => 1,
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| count(&entry.node)).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Node {
        let (node, problems) = parse(text, 0..text.len());
        assert_eq!(problems, []);
        node.expect("a document")
    }

    fn slice<'t>(text: &'t str, node: &Node) -> &'t str {
        &text[node.range.range()]
    }

    #[test]
    fn every_value_has_its_place_and_its_text() {
        let text = "price: 12.50\nnames: [a, 'b c']\nfact:\n  is: high   # why\n  note: >\n    two\n    lines\nlast: no\n";
        let Value::Map(entries) = tree(text).value else { panic!("a map") };
        assert_eq!(entries[0].node.scalar(), Some("12.50"));
        assert_eq!(slice(text, &entries[1].node), "[a, 'b c']");
        assert_eq!(slice(text, &entries[2].node), "is: high   # why\n  note: >\n    two\n    lines");
        assert_eq!(slice(text, &entries[3].node), "no");
        assert_eq!(&text[entries[3].key_range.range()], "last");
    }

    #[test]
    fn places_count_from_the_file_not_from_the_part() {
        let file = "---\na: 앰플\n---\nrest";
        let (node, problems) = parse(file, 4..file.find("---\nrest").unwrap_or(0));
        assert_eq!(problems, []);
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        assert_eq!(slice(file, &entries[0].node), "앰플");
    }

    #[test]
    fn what_is_refused_has_a_place() {
        let problems = |text: &str| parse(text, 0..text.len()).1;
        assert!(
            matches!(&problems("a: 1\nb: 2\na: 3\n")[..], [Problem::DuplicateKey { key, .. }] if key == "a")
        );
        assert!(matches!(&problems("a: &x {b: 1}\nc: {<<: *x}\n")[..], [Problem::Unsupported { .. }]));
        assert!(matches!(&problems("a: 1\n---\nb: 2\n")[..], [Problem::Unsupported { .. }]));
        assert!(matches!(&problems("a: [1, 2\nb: 3\n")[..], [Problem::Syntax { .. }]));
    }

    #[test]
    fn a_key_that_is_no_text_is_one_problem_and_any_text_is_a_key() {
        let text = "? [a]\n: 1\n\"\\0\": 2\n";
        let (node, problems) = parse(text, 0..text.len());
        assert!(matches!(&problems[..], [Problem::Unsupported { .. }]));
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        assert_eq!(entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), ["\0"]);
    }

    #[test]
    fn what_was_read_before_an_error_is_kept() {
        let text = "a: 1\nb: \"open\n";
        let (node, problems) = parse(text, 0..text.len());
        assert_eq!(problems.len(), 1);
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        assert_eq!(entries[0].key, "a");
    }

    #[test]
    fn a_small_file_cannot_grow_without_bounds() {
        let mut text = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (name, before) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d")] {
            text += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 10].join(", "));
        }
        let (_, problems) = parse(&text, 0..text.len());
        assert!(matches!(&problems[..], [Problem::Unsupported { .. }]));
        let deep = "[".repeat(100_000);
        assert!(matches!(&parse(&deep, 0..deep.len()).1[..], [Problem::Syntax { .. }]));
    }
}
