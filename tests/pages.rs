//! Lists of pages: twenty guides a page, neighbours, tags, the sitemap and the feed of a site with many guides.

use diptych::base::{Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::{Demands, Options};
use diptych::source::Sources;

const GUIDES: usize = 45;

fn site() -> Build {
    let mut sources = Sources::from_fixture(
        "=== content/site.yaml\ntitle: Many\ndescription: Many guides.\nbase_url: https://example.org\n",
    );
    for number in 1..=GUIDES {
        let (month, day) = (1 + number / 28, 1 + number % 28);
        let tag = if number % 2 == 0 { "even" } else { "odd" };
        let text = format!(
            "---\ntitle: Guide {number}\ndescription: The guide number {number}.\ndate: 2026-{month:02}-{day:02}\ntags: [{tag}]\n---\nWords.\n"
        );
        sources.insert(SitePath::new(format!("content/guides/guide-{number:02}.md")), text.into_bytes());
    }
    let options = Options {
        drafts: false,
        future: false,
        today: Date::parse("2026-11-23").expect("a day"),
        base_url: None,
        demands: Demands::default(),
    };
    let site = build(&sources, &options, None);
    assert_eq!(site.diagnostics, []);
    site
}

fn page(site: &Build, path: &str) -> String {
    let output = site.outputs.get(path).unwrap_or_else(|| panic!("{path} is missing"));
    String::from_utf8_lossy(output.bytes()).into_owned()
}

/// How many different guides a page links to.
fn guides_on(html: &str) -> usize {
    let mut links: Vec<&str> =
        html.split("href=\"/guides/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    links.sort_unstable();
    links.dedup();
    links.len()
}

#[test]
fn twenty_guides_a_page_newest_first() {
    let site = site();
    let (home, second, third) =
        (page(&site, "index.html"), page(&site, "page/2/index.html"), page(&site, "page/3/index.html"));
    assert_eq!([guides_on(&home), guides_on(&second), guides_on(&third)], [20, 20, 5]);
    assert!(
        !site.outputs.contains_key("page/4/index.html") && !site.outputs.contains_key("page/1/index.html")
    );
    assert!(home.contains("Guide 45") && third.contains("Guide 1<"));
    assert!(home.contains("rel=\"next\" href=\"/page/2/\"") && !home.contains("rel=\"prev\""));
    assert!(second.contains("rel=\"prev\" href=\"/\"") && second.contains("rel=\"next\" href=\"/page/3/\""));
    assert!(second.contains("<link rel=\"canonical\" href=\"https://example.org/page/2/\">"));
}

#[test]
fn each_guide_names_its_neighbours() {
    let site = site();
    let middle = page(&site, "guides/guide-20/index.html");
    assert!(middle.contains("rel=\"next\" href=\"/guides/guide-19/\""));
    assert!(middle.contains("rel=\"prev\" href=\"/guides/guide-21/\""));
    let newest = page(&site, "guides/guide-45/index.html");
    assert!(!newest.contains("rel=\"prev\""));
}

#[test]
fn tags_list_all_their_guides() {
    let site = site();
    assert_eq!(guides_on(&page(&site, "tags/odd/index.html")), 23);
    assert_eq!(guides_on(&page(&site, "tags/even/index.html")), 22);
}

#[test]
fn the_feed_has_the_newest_and_the_sitemap_has_all() {
    let site = site();
    let feed = page(&site, "feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 20);
    assert!(feed.contains("<updated>2026-02-18T00:00:00Z</updated>"), "{feed}");
    let sitemap = page(&site, "sitemap.xml");
    assert_eq!(sitemap.matches("/guides/guide-").count(), GUIDES);
    assert!(sitemap.contains("<loc>https://example.org/page/3/</loc>"));
    assert!(!sitemap.contains("404.html"));
}
