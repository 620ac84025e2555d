//! The examples of the manual, as somebody who copies them would have them read.

use diptych::base::{Date, SitePath};
use diptych::content::yaml::{Node, Value, parse};
use diptych::diagnostics::print::{Format, Quoted, print};
use diptych::pipeline;
use diptych::site::{Demands, Options};
use diptych::source::Sources;
use diptych::source::scan::list;
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

/// A product and a guide of the site that `diptych new` writes.
const PRODUCT: &str = "content/products/treatments/ampoule.yaml";
const GUIDE: &str = "content/guides/ampoule-vs-serum.md";

/// All problems of the site that `diptych new` writes, with one file of another text.
fn problems_with(path: &str, other: &str) -> String {
    let files = list(Path::new("starter")).expect("the site");
    let mut site = Sources::from_files(files.iter().map(|file| file.read().expect("a file")));
    site.insert(SitePath::new(path), other.as_bytes().to_vec());
    problems(&site)
}

#[test]
fn the_readme_shows_the_site_that_new_writes_and_how_its_slip_is_told() {
    let readme = text("README.md");
    let [kind, product, guide] = ["content/products/treatments/_kind.yaml", PRODUCT, GUIDE]
        .map(|path| text(Path::new("starter").join(path)));
    assert_eq!(block(&readme, "yaml", "strength: high"), product.trim_end());
    assert_eq!(block(&readme, "yaml", "attributes:"), kind.trim_end());
    assert_eq!(block(&readme, "markdown", "Ampoule vs Serum"), guide.trim_end());
    assert_eq!(problems_with(PRODUCT, &product), "");
    let slip = product.replace("strength: high", "strength: hgih");
    assert_eq!(problems_with(PRODUCT, &slip).trim_end(), block(&readme, "text", "hgih"));
}

#[test]
fn the_rows_of_the_manual_are_products() {
    let data = text("docs/manual/data.md");
    let site = site(&[
        ("content/site.yaml", &text("starter/content/site.yaml")),
        ("content/sources.yaml", "price-list: {title: The price list}"),
        ("content/products/mice/_kind.yaml", block(&data, "yaml", "content/products/mice/_kind.yaml")),
        ("content/products/mice/mice.csv", block(&data, "csv", "model")),
    ]);
    assert_eq!(problems(&site), "");
}

#[test]
fn the_comments_of_the_manual_explain_findings() {
    let facts = text("docs/manual/facts.md");
    let (title, sentence) = (block(&facts, "yaml", "title"), block(&facts, "markdown", "formula"));
    let guide = |title: &str, sentence: &str| {
        let front = format!("{title}\ndescription: What it is.\ndate: 2026-11-20\ncompares: [ampoule]");
        problems_with(GUIDE, &format!("---\n{front}\n---\n{sentence}\n"))
    };
    assert_eq!(guide(title, sentence), "");
    let bare = title.lines().last().expect("a title");
    let said = sentence.split(" <!--").next().expect("a sentence");
    assert_eq!(guide(bare, said).matches("fact-contradicted").count(), 2);
}
