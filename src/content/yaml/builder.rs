//! The parser's events -> the tree, in one pass with a stack of its own.
//!
//! The door of the YAML parser. Must not know: what any key means, how a problem is worded.

use super::{Entry, Node, Problem, Value};
use crate::base::TextRange;
use granit_parser::{Event, Parser, ScalarStyle, Tag, options};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

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
        anchors: BTreeMap::new(),
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
                    return (builder.root, builder.problems);
                }
            }
            Err(error) => {
                let (reason, offset) = (error.info(), error.marker().byte_offset().unwrap_or(0));
                let offset = tab(text, offset.min(text.len()), &reason);
                let at = builder.place(offset..next_character(text, offset));
                // Where the reader gives up at what a curly quote was to hold, that is the one slip.
                let is_same = |problem: &Problem| matches!(problem, Problem::CurlyQuotes { at: text } if text.end == at.start);
                builder.problems.retain(|problem| !is_same(problem));
                builder.problems.push(Problem::Syntax { at, reason });
                builder.close_all();
                return (builder.root, builder.problems);
            }
        }
    }
    builder.report_anchors();
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
    Map(OpenMap),
}

/// A map that is still open.
#[derive(Default)]
struct OpenMap {
    entries: Vec<Entry>,
    /// The key whose value comes next, with its place; one that is no text, and so has been reported, is `None`.
    key: Option<(Option<String>, TextRange)>,
    /// The place of each entry's key, once there are too many to look through.
    places: HashMap<String, TextRange>,
}

/// Up to so many entries are looked through for a key, which is faster than to keep their places.
const FEW: usize = 32;

impl OpenMap {
    /// Where a key stands already.
    fn place(&mut self, key: &str) -> Option<TextRange> {
        if self.entries.len() <= FEW {
            return self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_range);
        }
        for entry in &self.entries[self.places.len()..] {
            self.places.insert(entry.key.clone(), entry.key_range);
        }
        self.places.get(key).copied()
    }

    fn add(&mut self, key: String, key_range: TextRange, node: Node, problems: &mut Vec<Problem>) {
        if key == "<<" {
            problems.push(Problem::Unsupported {
                at: key_range,
                what: "a merge key (`<<`)",
                instead: "write the keys out, so that each fact stands where it is read",
            });
        } else if let Some(first) = self.place(&key) {
            problems.push(Problem::DuplicateKey { key, at: key_range, first });
        } else {
            self.entries.push(Entry { key, key_range, node });
        }
    }
}

/// A value that aliases may repeat.
struct Anchored {
    node: Node,
    is_repeated: bool,
}

struct Builder<'t> {
    text: &'t str,
    base: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    /// Values with an anchor, by its number.
    anchors: BTreeMap<usize, Anchored>,
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
            Event::Scalar(text, style, anchor, tag) => {
                let quoted = style != ScalarStyle::Plain;
                self.report_tag(tag.as_deref(), &range);
                if let Some(cut) = self.cut_off(range.end).filter(|_| !quoted) {
                    self.problems.push(Problem::CutOff { at: self.place(cut) });
                }
                if !quoted && is_in_curly_quotes(&text) && !self.expects_key() {
                    self.problems.push(Problem::CurlyQuotes { at: self.place(self.trimmed(range.clone())) });
                }
                let node = Node {
                    range: self.place(self.trimmed(range)),
                    value: Value::Scalar { text: text.into_owned(), quoted },
                };
                self.finish(node, anchor);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.report_tag(tag.as_deref(), &range);
                self.open(range, anchor, OpenKind::List(Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.report_tag(tag.as_deref(), &range);
                self.open(range, anchor, OpenKind::Map(OpenMap::default()));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(id) => return self.alias(id, range),
            _ => {}
        }
        true
    }

    /// Reports anchors that nothing repeats: `&Strong boost` is `boost` to YAML, and was hardly meant to be.
    fn report_anchors(&mut self) {
        let idle = self.anchors.values().filter(|anchored| !anchored.is_repeated);
        self.problems.extend(idle.map(|anchored| Problem::Unsupported {
            at: anchored.node.range,
            what: "an anchor (`&`) that nothing repeats",
            instead: "put text that starts with `&` in quotes",
        }));
    }

    /// Reports a tag, `!local`, of which YAML leaves the meaning to the program.
    fn report_tag(&mut self, tag: Option<&Tag>, range: &Range<usize>) {
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
            let (what, instead) = ("tags", "put text that starts with `!` in quotes");
            self.problems.push(Problem::Unsupported { at: self.place(range.clone()), what, instead });
        }
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
            OpenKind::Map(OpenMap { entries, .. }) => {
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
            if let Some(Open { kind: OpenKind::Map(map), .. }) = self.stack.last_mut() {
                map.key = None;
            }
            let end = self.text.len();
            self.close(end..end);
        }
    }

    /// Puts a finished value where it belongs: the open list, the open map's key or value, or the root.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, Anchored { node: node.clone(), is_repeated: false });
        }
        let Some(open) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.kind {
            OpenKind::List(items) => items.push(node),
            OpenKind::Map(map) => match map.key.take() {
                Some((Some(name), key_range)) => map.add(name, key_range, node, &mut self.problems),
                Some((None, _)) => {}
                None => match node.value {
                    Value::Scalar { text, .. } => map.key = Some((Some(text), node.range)),
                    _ => {
                        self.problems.push(Problem::Unsupported {
                            at: node.range,
                            what: "a key that is a list or a map",
                            instead: "write a text as the key",
                        });
                        map.key = Some((None, node.range));
                    }
                },
            },
        }
    }

    /// Repeats an anchored value, counting what is repeated so that a small file cannot grow without bounds.
    fn alias(&mut self, id: usize, range: Range<usize>) -> bool {
        let Some(anchored) = self.anchors.get_mut(&id) else {
            self.unsupported(range, "an alias inside the value that it names", "write the value out");
            return false;
        };
        anchored.is_repeated = true;
        let mut node = anchored.node.clone();
        self.aliased += count(&node);
        if self.aliased > MOST_ALIASED {
            self.unsupported(
                range,
                "aliases that repeat more than 10,000 values or a megabyte of text",
                "write the values out",
            );
            return false;
        }
        node.range = self.place(range);
        self.finish(node, 0);
        true
    }

    /// The `#1` that a plain text may have been cut at: a comment to YAML, and hardly to whoever wrote it.
    fn cut_off(&self, end: usize) -> Option<Range<usize>> {
        let rest = self.text.get(end..)?;
        let start = end + rest.len() - rest.trim_start_matches(' ').len();
        let mut letters = self.text[start..].chars();
        let is_number = letters.next() == Some('#') && letters.next().is_some_and(|c| c.is_ascii_digit());
        (is_number && start > end)
            .then(|| start..self.text[start..].find('\n').map_or(self.text.len(), |at| start + at))
    }

    /// Whether the next text is a key.
    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Open { kind: OpenKind::Map(map), .. }) if map.key.is_none())
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

/// Whether a text starts with a curly quote that ends with the text, or not at all: a comma has cut it.
fn is_in_curly_quotes(text: &str) -> bool {
    [('“', '”'), ('„', '“')].into_iter().any(|(opening, closing)| {
        let inner = text.strip_prefix(opening);
        inner
            .is_some_and(|inner| inner.find(closing).is_none_or(|at| inner[at..].len() == closing.len_utf8()))
    })
}

/// How many values a node has; a long text counts as one for every 100 bytes.
fn count(node: &Node) -> usize {
    match &node.value {
        Value::Scalar { text, .. } => 1 + text.len() / 100,
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| count(&entry.node)).sum::<usize>(),
    }
}
