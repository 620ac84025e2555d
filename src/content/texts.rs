//! The texts of a guide's file as plain prose with places: its title, its description, its short answer, its body and its blocks.
//!
//! Reads the file a second time, and only when somebody asks for its prose: a build has no use for it.

use super::article::split;
use super::blocks::BUILT_IN;
use super::log::Log;
use super::markdown::Text;
use super::markdown::runs::{Passage, passages};
use super::parse::yaml_document;
use super::yaml::{Node, Value};
use crate::base::{SitePath, TextRange};

/// A stretch of prose, and the id that it is filed under in a block: "choose serum if ...".
pub struct Prose {
    /// The prose.
    pub passage: Passage,
    /// The id.
    pub about: Option<String>,
}

/// All prose of a guide, in the order of its file, blocks behind the text.
pub fn of_guide(file: &str) -> Vec<Prose> {
    // Its problems have been reported when it was parsed.
    let mut log = Log::new(&SitePath::new(""));
    let Some((front, body)) = split(file, &mut log) else { return Vec::new() };
    let mut prose = Vec::new();
    if let Some(Value::Map(entries)) = yaml_document(file, front, &mut log).map(|node| node.value) {
        let shown =
            entries.iter().filter(|entry| matches!(entry.key.as_str(), "title" | "description" | "answer"));
        shown.for_each(|entry| add(file, &entry.node, None, &mut prose));
    }
    let (found, fences) = passages(Text::part(file, body));
    prose.extend(found.into_iter().map(|passage| Prose { passage, about: None }));
    for (name, yaml) in fences {
        let has_prose =
            BUILT_IN.contains(&name.as_str()) && !matches!(name.as_str(), "compare" | "figure" | "gallery");
        if let Some(node) = yaml_document(file, yaml, &mut log).filter(|_| has_prose) {
            add(file, &node, None, &mut prose);
        }
    }
    prose
}

/// The YAML comment `# facts: the reason` on the line before a text: a title has no room for a comment of its own.
fn comment_above(file: &str, node: &Node) -> Option<TextRange> {
    let start = file[..node.range.start as usize].rfind('\n')?;
    let above = file[..start].rfind('\n').map_or(0, |at| at + 1);
    let reason = file[above..start].trim().strip_prefix('#')?.trim().strip_prefix("facts:")?;
    (!reason.trim().is_empty()).then(|| TextRange::new(above..start))
}

/// The texts below a node. Below a key that may be a product's id they are about that product.
fn add(file: &str, node: &Node, about: Option<&str>, prose: &mut Vec<Prose>) {
    match &node.value {
        Value::Scalar { text, .. } if text.contains(' ') => {
            let (mut found, _) = passages(Text::scalar(file, text, node.range));
            let explained = comment_above(file, node);
            found.iter_mut().for_each(|passage| {
                let comment = passage.comment_mut();
                *comment = comment.or(explained);
            });
            prose.extend(found.into_iter().map(|passage| Prose { passage, about: about.map(str::to_owned) }));
        }
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| add(file, item, about, prose)),
        Value::Map(entries) => {
            // `{answer: ..., choose: serum, because: ...}` is about the serum.
            let chosen =
                entries.iter().find(|entry| entry.key == "choose").and_then(|entry| entry.node.scalar());
            // What a mistake gets wrong is wrong on purpose.
            for entry in entries.iter().filter(|entry| entry.key != "wrong") {
                let key = (!matches!(entry.key.as_str(), "because" | "text" | "wrong" | "why" | "instead"))
                    .then_some(entry.key.as_str());
                add(file, &entry.node, chosen.or(key).or(about), prose);
            }
        }
    }
}
