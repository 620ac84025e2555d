//! YAML as one small tree in which every value has its place and its text as typed.
//!
//! Must not know: what any key means. Scalars stay text ("12.50" is not 12.5, "no" may be a word); whoever reads a value decides
//! its type. Errors are values with a place; as much as can be is read.

mod builder;

pub use builder::parse;

use crate::base::TextRange;
use crate::base::kept::{Deserialize, Serialize};

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

    /// Whether this is a map with such a key.
    pub fn has(&self, key: &str) -> bool {
        matches!(&self.value, Value::Map(entries) if entries.iter().any(|entry| entry.key == key))
    }

    /// Whether this is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
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
    /// A text that goes on behind a `#`, which to YAML is a comment.
    CutOff {
        /// What is not read.
        at: TextRange,
    },
    /// A text that starts with a curly quote, which to YAML is a letter, as if that ended with the next one.
    CurlyQuotes {
        /// The text.
        at: TextRange,
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
    fn a_key_is_found_again_among_few_and_among_many() {
        for count in [3, 100] {
            let text: String = (0..count).chain([1, 70]).map(|number| format!("k{number}: v\n")).collect();
            let (node, problems) = parse(&text, 0..text.len());
            let again: Vec<&str> = problems
                .iter()
                .map(|problem| match problem {
                    Problem::DuplicateKey { at, first, .. } => {
                        assert_eq!(text[at.range()], text[first.range()]);
                        assert!(first.end < at.start);
                        &text[at.range()]
                    }
                    other => panic!("{other:?}"),
                })
                .collect();
            let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
            let expected: &[&str] = if count > 70 { &["k1", "k70"] } else { &["k1"] };
            assert_eq!((again.as_slice(), entries.len()), (expected, count + 2 - expected.len()));
        }
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
