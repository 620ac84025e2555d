//! Products from CSV and JSON files: the kinds of `benches/data/pc-parts` on the first rows of the real lists, which are
//! under the licence beside them.

use diptych::base::{Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::Options;
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
    Options::on(Date::parse("2026-11-24").expect("a day"))
}

/// The data set of a kind is read back by `from:`, and the kind's page is what it was.
#[test]
fn a_data_set_that_is_read_back_makes_the_same_pages() {
    let kind = "name: Mouse\nplural: Mice\nattributes:\n  - {id: price, label: Price, type: money, currency: USD}\n  \
                - {id: weight, label: Weight, type: number, unit: gram}\n  - {id: hands, label: Hands, type: range}\n  \
                - {id: wireless, label: Wireless, type: yes_no}\n  - {id: out, label: Out since, type: date}\n  \
                - {id: shape, label: Shape, type: scale, steps: [flat, round]}\n  - {id: says, label: Says, type: text}\n";
    let site = "=== content/site.yaml\ntitle: Mice\ndescription: Mice.\nbase_url: https://example.org\n";
    let typed = format!(
        "{site}=== content/products/mice/_kind.yaml\n{kind}=== content/products/mice/vole.yaml\nname: 'Vole, \"big\"'\n\
         price: 12.50\nweight: -5\nhands: 1..\nwireless: yes\nout: 2026-01-02\nshape: round\nsays: \"a, b\"\n\
         === content/products/mice/wren.yaml\nname: Wren\nprice: 9..12\nweight: unknown\nhands: n/a\nwireless: no\n"
    );
    let first = build(&Sources::from_fixture(&typed), &options(), None);
    assert_eq!(first.diagnostics, []);
    let csv = page(&first, "compare/mice/data.csv").replace("\r\n", "\n");
    assert!(
        csv.starts_with(
            "\u{feff}id,name,page,price,weight,hands,wireless,out,shape,says\nvole,\"Vole, \"\"big"
        ),
        "{csv}"
    );
    let read = format!(
        "{site}=== content/products/mice/_kind.yaml\n{kind}from: {{file: mice.csv, id: id, ignore: [page]}}\n\
         === content/products/mice/mice.csv\n{csv}"
    );
    let second = build(&Sources::from_fixture(&read), &options(), None);
    assert_eq!(second.diagnostics, []);
    for path in ["index.html", "data.csv", "data.json"] {
        let path = format!("compare/mice/{path}");
        assert_eq!(page(&first, &path), page(&second, &path), "{path}");
    }
    let data: serde_json::Value = serde_json::from_str(page(&first, "compare/mice/data.json")).expect("JSON");
    let values: Vec<String> =
        (0..7).map(|at| data["products"][0]["facts"][at]["value"].to_string()).collect();
    let wanted = [
        "{\"from\":12.5,\"to\":12.5}",
        "-5",
        "{\"from\":1,\"to\":null}",
        "true",
        "\"2026-01-02\"",
        "\"round\"",
        "\"a, b\"",
    ];
    assert_eq!(values, wanted);
    let states: Vec<&str> =
        (1..6).filter_map(|at| data["products"][1]["facts"][at]["state"].as_str()).collect();
    assert_eq!(states, ["unknown", "not_applicable", "known", "not_researched", "not_researched"]);
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
    let second = build(&sources, &options(), Some(first));
    let fresh = build(&sources, &options(), None);
    // The product, the pair, the table of the kind in the order of the file and in those of four attributes, and its data
    // in two forms; of the search what results show, the words, and the vocabulary.
    assert_eq!(second.rendered, 2 + 1 + 4 + 2 + 3);
    for (path, output) in second.outputs.iter() {
        assert!(output.bytes() == fresh.outputs[path].bytes(), "{path} differs");
    }
}
