//! Products from CSV and JSON files: the kinds of `benches/data/pc-parts` on the first rows of the real lists, which are
//! under the licence beside them.

use diptych::base::{Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::{Demands, Options};
use diptych::source::Sources;
use std::fs;

fn site() -> Sources {
    let mut sources = Sources::from_fixture("");
    let mut add = |path: &str, from: &str| {
        let bytes = fs::read(from).unwrap_or_else(|error| panic!("{from}: {error}"));
        sources.insert(SitePath::new(path), bytes);
    };
    add("content/site.yaml", "benches/data/pc-parts/content/site.yaml");
    for (kind, file) in [("cpu", "cpu.csv"), ("headphones", "headphones.json"), ("monitor", "monitor.json")] {
        let folder = format!("content/products/{kind}");
        add(&format!("{folder}/_kind.yaml"), &format!("benches/data/pc-parts/{folder}/_kind.yaml"));
        add(&format!("{folder}/{file}"), &format!("tests/rows/{file}"));
    }
    sources
}

fn options() -> Options {
    Options {
        drafts: false,
        future: false,
        today: Date::parse("2026-11-24").expect("a day"),
        base_url: None,
        demands: Demands::default(),
    }
}

fn page<'b>(build: &'b Build, path: &str) -> &'b str {
    let output = build.outputs.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(output.bytes()).expect("UTF-8")
}

#[test]
fn real_lists_become_products_tables_and_pairs() {
    let build = build(&site(), &options(), None);
    assert_eq!(build.diagnostics, []);
    let products = build.outputs.keys().filter(|path| path.starts_with("products/")).count();
    assert_eq!(products, 15 + 5 + 6 + 1, "a page each, and the list of all");

    let processor = page(&build, "products/amd-ryzen-7-9800x3d/index.html");
    assert!(processor.contains("$451.5") && processor.contains("4.7\u{a0}GHz"), "{processor}");
    let monitors = page(&build, "compare/monitor/index.html");
    assert!(monitors.contains("1920 × 1080"), "two numbers joined by a declared rule");
    let headphones = page(&build, "products/hifiman-susvara/index.html");
    assert!(headphones.contains("6 to 75") && headphones.contains("✕"), "{headphones}");

    let pair = page(&build, "compare/monitor/koorui-24e3-vs-asus-tuf-gaming-vg27aq/index.html");
    assert!(pair.contains("KOORUI 24E3 vs Asus TUF Gaming VG27AQ: what differs"), "{pair}");
    assert!(!build.outputs.contains_key("products/monitor/monitor.json"), "the file itself is not published");
}

#[test]
fn one_cell_renders_its_product_its_kind_and_its_pairs() {
    let mut sources = site();
    let first = build(&sources, &options(), None);
    let path = "content/products/monitor/monitor.json";
    let text = sources.get(path).and_then(|file| file.text()).expect("the file").to_owned();
    assert!(text.contains("109.99"));
    sources.insert(SitePath::new(path), text.replace("109.99", "99.99").into_bytes());
    let second = build(&sources, &options(), Some(&first));
    let fresh = build(&sources, &options(), None);
    // The product, the pair, and the table of the kind in the order of the file and in those of four attributes.
    assert_eq!(second.rendered, 2 + 1 + 4);
    for (path, output) in &second.outputs {
        assert!(output.bytes() == fresh.outputs[path].bytes(), "{path} differs");
    }
}
