//! Structured data on the site of this repository: every string of it stands on the page, every address leads somewhere.
//! The build itself holds it against the vocabulary of schema.org and the rules of search engines.

use diptych::base::address::decode;
use diptych::base::{Address, Date};
use diptych::pipeline::{build, scan};
use diptych::site::Options;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn nodes<'v>(value: &'v Value, found: &mut Vec<&'v serde_json::Map<String, Value>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| nodes(item, found)),
        Value::Object(map) => {
            if map.contains_key("@type") {
                found.push(map);
            }
            map.values().for_each(|value| nodes(value, found));
        }
        _ => {}
    }
}

/// The words of a page as a reader sees them, spaces folded.
fn words(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    let text =
        text.replace("&amp;", "&").replace("&#39;", "'").replace("&#x27;", "'").replace("&quot;", "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_says_what_it_is_in_the_words_it_shows() {
    let options = Options::on(Date::parse("2026-11-24").expect("a day"));
    let site = build(&scan(Path::new(".")).expect("the repository's site"), &options, None);
    let base = "https://plain-layers.example";
    let mut types: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = 0;
    for (path, output) in site.outputs.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(output.bytes());
        let data =
            html.split_once("application/ld+json\">").and_then(|(_, rest)| rest.split_once("</script>"));
        assert_eq!(data.is_some(), !html.contains("content=\"noindex\""), "{path}");
        let Some((data, _)) = data else { continue };
        let data: Value = serde_json::from_str(data).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(data["@context"], "https://schema.org");
        let mut found = Vec::new();
        nodes(&data["@graph"], &mut found);
        let shown = words(&html);
        for node in found {
            let name = node["@type"].as_str().expect("a type");
            *types.entry(name.to_owned()).or_default() += 1;
            for property in ["name", "headline"] {
                let Some(said) = node.get(property).and_then(Value::as_str) else { continue };
                assert!(shown.contains(said), "{path}: {name}.{property} {said:?} is not on the page");
                names += 1;
            }
            for property in ["url", "item", "image", "mainEntityOfPage"] {
                let Some(url) =
                    node.get(property).and_then(Value::as_str).and_then(|url| url.strip_prefix(base))
                else {
                    continue;
                };
                let url = decode(url).expect("percent-encoded UTF-8");
                let file = Address::new(&url).output_path();
                assert!(site.outputs.contains_key(&file), "{path}: {name}.{property} {url}");
            }
            if let Some(list) = node.get("itemListElement").and_then(Value::as_array) {
                assert!(list.iter().enumerate().all(|(at, item)| item["position"] == at + 1), "{path}");
            }
        }
    }
    assert!(names > 500, "only {names} names were looked at");
    for (name, least) in
        [("Article", 6), ("BreadcrumbList", 30), ("ItemList", 10), ("WebSite", 1), ("WebPage", 20)]
    {
        assert!(types.get(name).is_some_and(|count| *count >= least), "{types:?}");
    }
}
