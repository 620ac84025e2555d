//! Holds structured data against the vocabulary of schema.org and against what search engines ask for.
//!
//! A slip is a bug of Diptych's own, never an editor's. Must not know: pages.

use super::rules::RULES;
use super::vocabulary::{CLASSES, PROPERTIES};
use crate::base::Date;
use crate::content::config::is_of_the_web;
use serde_json::{Map, Value};

/// What is wrong with a graph of nodes, one sentence a slip.
pub fn slips(graph: &[Value]) -> Vec<String> {
    let mut slips = Vec::new();
    graph.iter().for_each(|node| check(node, &mut slips));
    slips
}

fn check(value: &Value, slips: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check(item, slips)),
        Value::Object(node) => {
            check_node(node, slips);
            node.values().for_each(|value| check(value, slips));
        }
        _ => {}
    }
}

fn check_node(node: &Map<String, Value>, slips: &mut Vec<String>) {
    let class = node.get("@type").and_then(Value::as_str).unwrap_or_default();
    if !CLASSES.iter().any(|(known, _)| *known == class) {
        slips.push(format!("`{class}` is no type of the vocabulary"));
        return;
    }
    for (name, value) in node.iter().filter(|(name, _)| !name.starts_with('@')) {
        match PROPERTIES.iter().find(|(known, ..)| known == name) {
            Some((_, owners, wanted)) if owners.iter().any(|owner| is_a(class, owner)) => {
                if !values(value).all(|value| wanted.iter().any(|wanted| fits(value, wanted))) {
                    slips.push(format!("{class}.{name} takes {}, not {value}", wanted.join(" or ")));
                }
            }
            _ => slips.push(format!("{class} has no property `{name}`")),
        }
    }
    for rule in RULES.iter().filter(|rule| rule.class == class) {
        let has = |name: &&str| node.get(*name).is_some_and(|value| value.as_str() != Some(""));
        let lacking = rule.required.iter().filter(|any| !any.split('|').any(|name| has(&name)));
        slips.extend(lacking.map(|any| format!("{class} needs {}", any.replace('|', " or "))));
    }
}

fn values(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        one => Box::new(std::iter::once(one)),
    }
}

/// Whether a type is another, or one of its kinds.
fn is_a(class: &str, wanted: &str) -> bool {
    let parents = CLASSES.iter().find(|(known, _)| *known == class).map_or(&[][..], |(_, parents)| parents);
    class == wanted || parents.iter().any(|parent| is_a(parent, wanted))
}

/// Whether a value is of a type: a web address may stand for any thing.
fn fits(value: &Value, wanted: &str) -> bool {
    let text = value.as_str();
    match wanted {
        "Text" => text.is_some_and(|text| !text.is_empty()),
        "Date" => text.is_some_and(|text| Date::parse(text).is_some()),
        "Integer" | "Number" => value.is_number(),
        "Boolean" => value.is_boolean(),
        thing => match value.get("@type").and_then(Value::as_str) {
            Some(class) => is_a(class, thing),
            None => text.is_some_and(is_of_the_web),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_vocabulary_does_not_say_is_a_slip() {
        let found = |node: Value| slips(&[node]);
        let person = json!({"@type": "Person", "name": "Ada"});
        let good = json!({
            "@type": "Article", "headline": "A", "author": person, "datePublished": "2026-11-01",
            "mainEntityOfPage": "https://example.org/a/", "about": [{"@type": "Thing", "name": "B"}],
        });
        assert_eq!(found(good.clone()), [""; 0]);
        let with = |name: &str, value: Value| {
            let mut node = good.clone();
            node[name] = value;
            found(node)
        };
        assert_eq!(with("headlin", json!("A")), ["Article has no property `headlin`"]);
        assert_eq!(with("datePublished", json!("2026-13-01")).len(), 1);
        assert_eq!(with("author", json!({"@type": "WebPage", "name": "x"})).len(), 1);
        assert_eq!(with("headline", json!("")).len(), 2, "neither a text nor there at all");
        assert_eq!(with("jobTitle", json!("x")), ["Article has no property `jobTitle`"]);
        assert_eq!(found(json!({"@type": "Prodct"})), ["`Prodct` is no type of the vocabulary"]);
    }

    #[test]
    fn what_search_engines_need_is_asked_for() {
        assert_eq!(slips(&[json!({"@type": "BreadcrumbList"})]), ["BreadcrumbList needs itemListElement"]);
        let item = json!({"@type": "ListItem", "position": 1, "name": "A"});
        assert_eq!(slips(&[item]), ["ListItem needs item or url"]);
    }
}
