//! The examples of the manual, as somebody who copies them would have them read.

use diptych::content::yaml::{Node, Value, parse};
use std::fs;

/// The manual, and the readme.
fn texts() -> Vec<String> {
    let files = fs::read_dir("docs/manual").expect("the manual").map(|file| file.expect("a file").path());
    let all = files.chain(["README.md".into()]);
    all.map(|path| fs::read_to_string(path).expect("a text")).collect()
}

/// The blocks of YAML in a text, and its code between braces.
fn examples(text: &str) -> Vec<&str> {
    let blocks =
        text.split("```yaml\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.trim_end()));
    let inline = text.split('`').filter(|code| code.starts_with('{') && !code.contains("..."));
    blocks.chain(inline).collect()
}

/// The keys between braces that have nothing behind them: what a comma has cut from the text before it.
fn cut<'t>(text: &'t str, node: &Node, found: &mut Vec<&'t str>) {
    match &node.value {
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| cut(text, item, found)),
        Value::Map(entries) => {
            let in_braces = text[node.range.range()].starts_with('{');
            for entry in entries {
                if in_braces && entries.len() > 1 && entry.node.is_null() {
                    found.push(&text[entry.key_range.range()]);
                }
                cut(text, &entry.node, found);
            }
        }
    }
}

#[test]
fn no_text_of_an_example_is_cut_at_its_comma() {
    let texts = texts();
    let examples: Vec<&str> = texts.iter().flat_map(|text| examples(text)).collect();
    assert!(examples.len() > 40, "the examples were not found: {examples:?}");
    let mut found = Vec::new();
    for example in examples {
        let (node, _) = parse(example, 0..example.len());
        if let Some(node) = node {
            cut(example, &node, &mut found);
        }
    }
    assert_eq!(found, Vec::<&str>::new());
}
