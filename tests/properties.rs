//! What holds for every site: the same bytes on any number of threads, no link that leads nowhere, no product's text
//! unescaped, no panic on any bytes.

use diptych::base::{Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::{Demands, Options};
use diptych::source::Sources;
use proptest::prelude::*;

const SITE: &str = include_str!("law/site.txt");

fn options() -> Options {
    Options {
        drafts: true,
        future: true,
        today: Date::parse("2026-11-23").expect("a day"),
        base_url: None,
        demands: Demands::default(),
    }
}

/// With every check that can be asked for.
fn all_checks() -> Options {
    Options {
        demands: Demands { fresh: true, sourced: true, fair: true, facts: true, translations: true },
        ..options()
    }
}

fn text(build: &Build, path: &str) -> String {
    String::from_utf8_lossy(build.outputs[path].bytes()).into_owned()
}

/// The repository's own site.
fn own_site() -> Build {
    let sources = diptych::pipeline::scan(std::path::Path::new(".")).expect("the repository's site");
    let site = build(&sources, &options(), None);
    assert_eq!(site.diagnostics, []);
    site
}

#[test]
fn the_same_bytes_on_one_thread_and_on_many() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(own_site)
    };
    let (one, many) = (on(1), on(8));
    assert_eq!(one.outputs, many.outputs);
}

#[test]
fn every_link_inside_the_site_leads_to_a_file() {
    let site = own_site();
    let mut links = 0;
    for path in site.outputs.keys().filter(|path| path.ends_with(".html")) {
        let html = text(&site, path);
        let attributes = ["href=\"/", "src=\"/"].into_iter().flat_map(|start| html.split(start).skip(1));
        for part in attributes.filter_map(|rest| rest.split('"').next()).map(|rest| format!("/{rest}")) {
            let address = part.split('#').next().unwrap_or(&part);
            let file =
                diptych::base::Address::new(&diptych::base::address::decode(address).unwrap_or_default());
            assert!(site.outputs.contains_key(&file.output_path()), "{path}: {part}");
            links += 1;
        }
    }
    assert!(links > 500, "only {links} links were looked at");
}

#[test]
fn the_text_of_products_is_escaped_everywhere() {
    let evil = "<script>alert(1)</script>";
    let sources = Sources::from_fixture(
        &SITE
            .replace("name: Serum", &format!("name: '{evil} & \"Serum\"'"))
            .replace(
                "choose_if: [you are new to this]",
                &format!("choose_if: ['{evil} *new*']\ntagline: '{evil}'\nabout: '{evil} text'"),
            )
            .replace("\"Or as [[serum]] says.\"", &format!("'{evil}'"))
            .replace("label: Strength", &format!("label: '{evil}'")),
    );
    let site = build(&sources, &options(), None);
    assert_eq!(site.diagnostics, []);
    let mut seen = 0;
    // A sheet is no markup: its cells are texts as they are.
    for (path, output) in site.outputs.iter().filter(|(path, _)| !path.ends_with(".csv")) {
        let page = String::from_utf8_lossy(output.bytes());
        assert!(!page.contains("<script>"), "{path} has the text of a product unescaped");
        seen += page.matches("&lt;script&gt;").count();
    }
    assert!(seen > 10, "the text was found {seen} times only");
}

/// What the law's site has not: words in a second language, others of the theme, a picture from elsewhere, products in JSON.
const MORE: &str = concat!(
    include_str!("law/more.txt"),
    r#"=== content/site.ko.yaml
title: 법
description: 작은 사이트.
navigation: [{label: 소개, to: about}]
=== content/products/treatments/_kind.ko.yaml
name: 케어
attributes:
  strength: {label: 농도, steps: [낮음, 높음]}
  course: {label: 기간, unit: 주}
=== content/orders/evening.ko.yaml
name: 저녁
about: 순서대로.
=== content/strings/ko.yaml
list_last: "{most} 및 {last}"
=== content/images.lock
"https://example.com/bottle.jpg":
  file: "guides/bottle.jpg"
  credit: "Ann"
  licence: "Free"
  fetched: 2026-11-20
  width: 900
  height: 600
  bytes: 16000
  hash: "23aa1d016bc24fedd6217aa8b68079ce51073fa36632f368d585114349e77cfc"
  looks: "1f0e0c0c0e1f3f7f"
=== content/products/cups/_kind.yaml
name: Cup
plural: Cups
from: {file: cups.json, id: sku}
attributes:
  - {id: price, label: Price, type: money, currency: USD}
=== content/products/cups/cups.json
[{"sku": "mug", "name": "Mug", "price": 12.5}, {"sku": "bowl", "name": "B\u00f6wl", "price": null}]
"#
);

/// The law's site with everything that a site may have.
fn whole_site() -> Sources {
    let site = SITE.replacen("title: Law", "languages: [en, ko]\ntitle: Law", 1);
    Sources::from_fixture(&(site + MORE))
}

/// The files that bytes are thrown at, one of each class.
const FILES: [&str; 17] = [
    "content/site.yaml",
    "content/site.ko.yaml",
    "content/sources.yaml",
    "content/images.lock",
    "content/strings/ko.yaml",
    "content/products/treatments/_kind.yaml",
    "content/products/treatments/_kind.ko.yaml",
    "content/products/treatments/serum.yaml",
    "content/products/treatments/serum.ko.yaml",
    "content/products/mice/mice.csv",
    "content/products/cups/cups.json",
    "content/orders/evening.yaml",
    "content/orders/evening.ko.yaml",
    "content/guides/alpha.md",
    "content/pages/about.md",
    "templates/tags.html",
    "static/bottle.svg",
];

#[test]
fn the_site_that_bytes_are_thrown_at_has_no_problems_of_its_own() {
    let site = whole_site();
    assert!(FILES.iter().all(|path| site.get(path).is_some()));
    assert_eq!(build(&site, &options(), None).diagnostics, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(file in 0..FILES.len(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut sources = whole_site();
        sources.insert(SitePath::new(FILES[file]), bytes);
        build(&sources, &all_checks(), None);
    }

    #[test]
    fn no_slip_makes_it_panic(file in 0..FILES.len(), at in any::<usize>(), length in 0..12_usize, with in "[\\[\\]{}:'\"|>#&*!%@`~\\-\n\t a.|앰é\u{301}]{0,6}") {
        let mut sources = whole_site();
        let text = sources.get(FILES[file]).and_then(|file| file.text()).expect("a file").to_owned();
        let mut characters: Vec<char> = text.chars().collect();
        let start = at % (characters.len() + 1);
        let end = (start + length).min(characters.len());
        characters.splice(start..end, with.chars());
        sources.insert(SitePath::new(FILES[file]), characters.into_iter().collect::<String>().into_bytes());
        build(&sources, &all_checks(), None);
    }

    #[test]
    fn no_markdown_makes_it_panic(words in "[\\[\\]()#*_`>|!:^~<&\\-= \n\tabc앰.1]{0,200}") {
        let mut sources = Sources::from_fixture(SITE);
        let guide = format!("---\ntitle: A\ndescription: B.\ndate: 2026-11-01\ncompares: [serum]\n---\n{words}");
        sources.insert(SitePath::new("content/guides/gamma.md"), guide.into_bytes());
        build(&sources, &all_checks(), None);
    }

    #[test]
    fn no_prose_makes_it_panic(words in prop::collection::vec(0..PROSE.len(), 0..40)) {
        let mut sources = Sources::from_fixture(SITE);
        let prose: String = words.into_iter().map(|word| PROSE[word]).collect();
        let guide = format!("---\ntitle: A\ndescription: B.\ndate: 2026-11-01\ncompares: [serum, ampoule]\n---\n{prose}\n");
        sources.insert(SitePath::new("content/guides/gamma.md"), guide.into_bytes());
        build(&sources, &all_checks(), None);
    }
}

/// Pieces of prose that the check against facts looks at.
const PROSE: [&str; 36] = [
    "serum",
    "An ampoule ",
    "it ",
    " 1-4",
    " weeks",
    " week",
    "1",
    " to ",
    "between ",
    " and ",
    "$",
    "25",
    ".",
    ".5",
    ",",
    "; ",
    " \u{2192} ",
    "->",
    "low",
    " strength ",
    " is ",
    "high ",
    "not ",
    "\u{201c}",
    "\u{201d}",
    "\"",
    "%",
    " up to ",
    " or more",
    "\n\n",
    "## ",
    "[[serum]]",
    "[[ampoule.course]]",
    "<!-- facts: x -->",
    "\u{c570}",
    " one",
];
