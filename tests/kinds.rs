//! The pages of a kind's table: how many, in which orders, at which addresses, and what they say to search engines.

use diptych::base::{Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use std::fmt::Write as _;

const SITE: &str =
    "=== content/site.yaml\ntitle: Things\ndescription: Things.\nbase_url: https://example.org\n";
const KIND: &str = "=== content/products/things/_kind.yaml
name: Thing
plural: Things
from: {file: things.csv, name: name}
attributes:
  - {id: price, label: Price, type: money, currency: USD, better: lower}
  - {id: full_size, label: Size, type: number}
  - {id: made, label: Made, type: text}
  - {id: even, label: Even, type: yes_no, better: higher}
  - {id: weight, label: Weight, type: number}
";

/// A site of things whose price falls, whose size rises, and whose weight nobody knows twice.
fn site(products: usize, settings: &str) -> Build {
    let mut text = format!(
        "{SITE}{settings}{KIND}=== content/products/things/things.csv\nname,price,full_size,made,even,weight\n"
    );
    for number in 0..products {
        let price = if number == 2 { "unknown".to_owned() } else { (1000 - number).to_string() };
        let weight = if number == 0 { "5" } else { "" };
        let even = if number % 2 == 0 { "yes" } else { "no" };
        let _ = writeln!(text, "Thing {number:03},{price},{number},here,{even},{weight}");
    }
    let options = Options::on(Date::parse("2026-11-23").expect("a day"));
    let site = build(&Sources::from_fixture(&text), &options, None);
    assert_eq!(site.diagnostics, []);
    site
}

fn page(site: &Build, path: &str) -> String {
    let output = site.outputs.get(path).unwrap_or_else(|| panic!("{path} is missing"));
    String::from_utf8_lossy(output.bytes()).into_owned()
}

fn tables(site: &Build) -> Vec<&str> {
    let paths = site.outputs.keys().filter_map(|path| path.strip_prefix("compare/things/"));
    paths.filter_map(|path| path.strip_suffix("index.html")).collect()
}

/// The numbers of the things on a page, in the order of its rows.
fn rows(html: &str) -> Vec<usize> {
    let starts = html.split("<th scope=\"row\"").skip(1);
    let names = starts.filter_map(|row| row.split("</a>").next()?.rsplit("Thing ").next());
    names.map(|number| number.parse().expect("a number")).collect()
}

#[test]
fn few_products_stand_on_one_page_and_in_each_order_that_tells_them_apart() {
    let site = site(6, "");
    // Words and yes or no have no order, and one known weight tells nothing apart.
    assert_eq!(tables(&site), ["by-full-size/", "by-price/", ""]);
    let by_price = page(&site, "compare/things/by-price/index.html");
    assert_eq!(rows(&by_price), [5, 4, 3, 1, 0, 2]);
    assert!(by_price.contains("<link rel=\"canonical\" href=\"https://example.org/compare/things/\">"));
    assert_eq!(by_price.matches("aria-sort=\"ascending\"").count(), 1);
    let own = page(&site, "compare/things/index.html");
    assert_eq!(rows(&own), [0, 1, 2, 3, 4, 5]);
    assert!(own.contains("href=\"/compare/things/by-price/\"") && !own.contains("aria-sort"));
    let sitemap = page(&site, "sitemap.xml");
    assert!(sitemap.contains("/compare/things/<") && !sitemap.contains("/by-"));
}

#[test]
fn four_products_have_no_other_order() {
    assert_eq!(tables(&site(4, "")), [""]);
    assert_eq!(tables(&site(6, "tables: {sorted_pages: no}\n")), [""]);
}

#[test]
fn many_products_take_pages_of_a_hundred_and_the_best_is_best_of_all() {
    let site = site(230, "");
    assert_eq!(
        tables(&site),
        [
            "2/",
            "3/",
            "by-full-size/2/",
            "by-full-size/3/",
            "by-full-size/",
            "by-full-size/reversed/2/",
            "by-full-size/reversed/3/",
            "by-full-size/reversed/",
            "by-price/2/",
            "by-price/3/",
            "by-price/",
            "",
        ]
    );
    let pages = ["", "2/", "3/"].map(|number| page(&site, &format!("compare/things/{number}index.html")));
    assert_eq!(pages.each_ref().map(|html| rows(html).len()), [100, 100, 30]);
    assert!(pages[1].contains("<link rel=\"canonical\" href=\"https://example.org/compare/things/2/\">"));
    assert!(pages[1].contains("<link rel=\"prev\" href=\"/compare/things/\">"));
    // The lowest price is on the last page, and none on the others is marked instead.
    let prices = |html: &str| html.matches("<td class=\"better\"><span class=\"value\">$").count();
    assert_eq!(pages.each_ref().map(|html| prices(html)), [0, 0, 1]);
    let sitemap = page(&site, "sitemap.xml");
    assert!(sitemap.contains("/compare/things/3/<"));
    let reversed = page(&site, "compare/things/by-full-size/reversed/index.html");
    assert_eq!(rows(&reversed)[..3], [229, 228, 227]);
    let last = page(&site, "compare/things/by-price/3/index.html");
    assert_eq!(rows(&last).last(), Some(&2));
    assert!(last.contains("<link rel=\"canonical\" href=\"https://example.org/compare/things/\">"));
}

#[test]
fn the_script_is_published_and_linked_only_where_the_site_asks_and_the_table_is_whole() {
    let without = site(6, "");
    assert!(!without.outputs.contains_key("sort-tables.js"));
    assert!(!page(&without, "compare/things/index.html").contains("data-ranks"));
    let asked = "tables: {sort_script: yes}\n";
    let with = site(6, asked);
    assert!(with.outputs["sort-tables.js"].bytes().len() < 3000);
    let own = page(&with, "compare/things/index.html");
    assert!(own.contains("<script src=\"/sort-tables.js\" defer></script>"));
    // By price and by size, in the order of the columns.
    assert!(own.contains("<tr data-ranks=\"5 2\">") && own.contains("<tr data-ranks=\"0 5\">"), "{own}");
    for other in ["compare/things/by-price/index.html", "index.html"] {
        assert!(!page(&with, other).contains("sort-tables.js"), "{other}");
    }
    assert!(!page(&site(230, asked), "compare/things/index.html").contains("sort-tables.js"));
}

#[test]
fn a_page_of_a_table_and_a_file_cannot_share_an_address() {
    let text = format!(
        "{SITE}{KIND}=== content/products/things/things.csv\nname,full_size\na,1\nb,2\nc,3\nd,4\ne,5\n"
    );
    let mut sources = Sources::from_fixture(&text);
    let path = SitePath::new("static/compare/things/by-full-size/index.html");
    sources.insert(path, b"mine".to_vec());
    let options = Options::on(Date::parse("2026-11-23").expect("a day"));
    let found = build(&sources, &options, None).diagnostics;
    assert_eq!(found.iter().map(|problem| &*problem.code).collect::<Vec<_>>(), ["reserved-address"]);
}
