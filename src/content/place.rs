//! Where a key of a file stands: the way back from what was read to the characters that say it.
//!
//! Must not know: what any key means.

use super::article;
use super::log::Log;
use super::yaml::{Node, Value, parse};
use crate::base::TextRange;
use crate::source::SourceFile;

/// Where the value at a path of keys stands, such as `attributes`, `2`, `label`; numbers count the items of a list from 0.
///
/// `None` if the file is no YAML or has nothing there. A file of Markdown is asked for its front matter.
pub fn of_key(file: &SourceFile, keys: &[String]) -> Option<TextRange> {
    let text = file.readable();
    let at = match file.path.extension()? {
        "yaml" | "yml" => 0..text.len(),
        "md" => article::split(text, &mut Log::new(&file.path))?.0,
        _ => return None,
    };
    let (node, _) = parse(text, at);
    find(&node?, keys)
}

fn find(node: &Node, keys: &[String]) -> Option<TextRange> {
    let Some((key, rest)) = keys.split_first() else { return Some(node.range) };
    match &node.value {
        Value::Map(entries) => find(&entries.iter().find(|entry| entry.key == *key)?.node, rest),
        Value::List(items) => find(items.get(key.parse::<usize>().ok()?)?, rest),
        Value::Scalar { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::source::Class;

    #[test]
    fn keys_lead_to_places() {
        let place = |path: &str, text: &str, keys: &[&str]| {
            let path = SitePath::new(path);
            let file = SourceFile { class: Class::of(&path), path, bytes: text.as_bytes().to_vec() };
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            of_key(&file, &keys).map(|range| text[range.range()].to_owned())
        };
        let kind = "name: A\nattributes:\n  - {id: a, label: One}\n  - {id: b, label: Two}\n";
        let path = "content/products/a/_kind.yaml";
        assert_eq!(place(path, kind, &["attributes", "1", "label"]).as_deref(), Some("Two"));
        assert_eq!(place(path, kind, &["attributes", "2", "label"]), None);
        assert_eq!(place(path, kind, &["name", "x"]), None);
        let guide = "---\ntitle: \"T\"\n---\nWords\n";
        assert_eq!(place("content/guides/a.md", guide, &["title"]).as_deref(), Some("\"T\""));
        assert_eq!(place("content/guides/a.md", "no front matter", &["title"]), None);
        assert_eq!(place("content/products/a/rows.csv", "a,b\n", &["a"]), None);
    }
}
