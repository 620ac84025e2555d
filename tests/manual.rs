//! The examples of the manual, as somebody who copies them would have them read.

use diptych::base::{Date, SitePath};
use diptych::content::yaml::{Node, Value, parse};
use diptych::diagnostics::print::{Format, Quoted, print};
use diptych::pipeline;
use diptych::site::{Demands, Options};
use diptych::source::Sources;
use std::fs;
use std::path::Path;

/// The manual, and the readme.
fn texts() -> Vec<String> {
    let files = fs::read_dir("docs/manual").expect("the manual").map(|file| file.expect("a file").path());
    let all = files.chain(["README.md".into()]);
    all.map(|path| text(&path)).collect()
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

/// A text of the manual.
fn text(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first block of a sort in a text, in which some words stand.
fn block<'t>(text: &'t str, sort: &str, words: &str) -> &'t str {
    // A guide with blocks of its own stands between four.
    let fence = if text.contains(&format!("````{sort}\n")) { "````" } else { "```" };
    let (start, end) = (format!("{fence}{sort}\n"), format!("\n{fence}"));
    let mut blocks = text.split(&start).skip(1).filter_map(|rest| Some(rest.split_once(&end)?.0));
    blocks.find(|block| block.contains(words)).unwrap_or_else(|| panic!("no {sort} with {words}"))
}

/// A site of files as `content/site.yaml` and its text.
fn site(files: &[(&str, &str)]) -> Sources {
    let files = files.iter().map(|(path, text)| format!("=== {path}\n{text}\n"));
    Sources::from_fixture(&files.collect::<String>())
}

/// All problems of a site, prose held against facts too.
fn problems(site: &Sources) -> String {
    let today = Date::parse("2026-12-01").expect("a day");
    let demands = Demands { facts: true, ..Demands::default() };
    let options = Options { drafts: false, future: false, today, base_url: None, demands };
    let text_of = |path: &SitePath| site.get(path.as_str()).and_then(|file| file.text());
    let found = pipeline::build(site, &options, None).diagnostics;
    let quoted = Quoted::by(&found, &text_of);
    found.iter().map(|problem| print(problem, Format::Long, false, &quoted)).collect()
}

/// The site that the readme shows.
fn site_of_the_readme(readme: &str) -> [(&str, &str); 5] {
    let files = ["site.yaml", "products/treatments/_kind.yaml", "products/treatments/serum.yaml"];
    let [site, kind, serum] = files.map(|path| block(readme, "yaml", path));
    [
        ("content/site.yaml", site),
        ("content/products/treatments/_kind.yaml", kind),
        ("content/products/treatments/serum.yaml", serum),
        ("content/products/treatments/ampoule.yaml", block(readme, "yaml", "treatments/ampoule.yaml")),
        ("content/guides/ampoule-vs-serum.md", block(readme, "markdown", "Ampoule vs Serum")),
    ]
}

#[test]
fn the_site_of_the_readme_has_no_problems_and_its_slip_is_told_as_there() {
    let readme = text("README.md");
    let files = site_of_the_readme(&readme);
    assert_eq!(problems(&site(&files)), "");
    let slip = files.map(|(path, text)| (path, text.replace("strength: high", "strength: hgih")));
    let slip: Vec<(&str, &str)> = slip.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(problems(&site(&slip)).trim_end(), block(&readme, "text", "hgih"));
}

#[test]
fn the_rows_of_the_manual_are_products() {
    let (readme, data) = (text("README.md"), text("docs/manual/data.md"));
    let site = site(&[
        ("content/site.yaml", block(&readme, "yaml", "content/site.yaml")),
        ("content/sources.yaml", "price-list: {title: The price list}"),
        ("content/products/mice/_kind.yaml", block(&data, "yaml", "content/products/mice/_kind.yaml")),
        ("content/products/mice/mice.csv", block(&data, "csv", "model")),
    ]);
    assert_eq!(problems(&site), "");
}

#[test]
fn the_comments_of_the_manual_explain_findings() {
    let (readme, facts) = (text("README.md"), text("docs/manual/facts.md"));
    let (title, sentence) = (block(&facts, "yaml", "title"), block(&facts, "markdown", "formula"));
    let guide = |title: &str, sentence: &str| {
        let front = format!("{title}\ndescription: What it is.\ndate: 2026-11-20\ncompares: [ampoule]");
        let mut files = site_of_the_readme(&readme);
        let guide = format!("---\n{front}\n---\n{sentence}\n");
        files[4].1 = &guide;
        problems(&site(&files))
    };
    assert_eq!(guide(title, sentence), "");
    let bare = title.lines().last().expect("a title");
    let said = sentence.split(" <!--").next().expect("a sentence");
    assert_eq!(guide(bare, said).matches("fact-contradicted").count(), 2);
}
