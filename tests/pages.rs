//! Lists of pages: twenty guides a page, neighbours, tags, the sitemap and the feed of a site with many guides.

use diptych::base::{Address, Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use std::collections::BTreeSet;

const GUIDES: usize = 45;

fn site() -> Build {
    site_with("")
}

/// The site, with more in `site.yaml`.
fn site_with(more: &str) -> Build {
    let mut sources = Sources::from_fixture(&format!(
        "=== content/site.yaml\ntitle: Many\ndescription: Many guides.\nbase_url: https://example.org\n{more}"
    ));
    for number in 1..=GUIDES {
        let (month, day) = (1 + number / 28, 1 + number % 28);
        let tag = if number % 2 == 0 { "even" } else { "odd" };
        let text = format!(
            "---\ntitle: Guide {number}\ndescription: The guide number {number}.\ndate: 2026-{month:02}-{day:02}\ntags: [{tag}]\n---\nWords.\n"
        );
        sources.insert(SitePath::new(format!("content/guides/guide-{number:02}.md")), text.into_bytes());
    }
    built(&sources)
}

/// A site without problems.
fn built(sources: &Sources) -> Build {
    let options = Options::on(Date::parse("2026-11-23").expect("a day"));
    let site = build(sources, &options, None);
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
fn nothing_leads_to_a_list_of_tags_where_there_are_none() {
    let text = "=== content/site.yaml\ntitle: Bare\ndescription: No tags.\nbase_url: https://example.org\n\
        languages: [en, ko]\n=== content/site.ko.yaml\ntitle: 맨\n\
        === content/guides/a.md\n---\ntitle: A\ndescription: The first.\ndate: 2026-11-01\ntags: [one]\n---\nWords.\n";
    let site = built(&Sources::from_fixture(text));
    // The main language has tags and the other has none.
    for (home, lost, sitemap) in
        [("index.html", "404.html", "sitemap-1.xml"), ("ko/index.html", "ko/404.html", "ko/sitemap.xml")]
    {
        let has = !home.starts_with("ko");
        let list = if has { "\"/tags/\"" } else { "\"/ko/tags/\"" };
        assert_eq!([home, lost].map(|path| page(&site, path).contains(list)), [has; 2], "{home}");
        assert_eq!(page(&site, sitemap).contains("/tags/<"), has, "{sitemap}");
    }
    assert!(page(&site, "ko/search/index.html").contains("<span hidden><label for=\"search-tag\""));
    assert!(!page(&site, "search/index.html").contains("<span hidden>"));
    assert!(page(&site, "ko/tags/index.html").contains("noindex"));
    let tags = page(&site, "tags/index.html");
    assert!(!tags.contains("noindex") && !tags.contains("https://example.org/ko/tags/"), "{tags}");
}

#[test]
fn nothing_leads_to_a_list_of_products_where_there_are_none() {
    let bare = "=== content/site.yaml\ntitle: Bare\ndescription: No products.\nbase_url: https://example.org\n\
        languages: [en, ko]\n=== content/site.ko.yaml\ntitle: 맨\n\
        === content/guides/a.md\n---\ntitle: A\ndescription: The first.\ndate: 2026-11-01\n---\nWords.\n";
    let kind = "=== content/products/serums/_kind.yaml\nname: Serum\nplural: Serums\nattributes: []\n\
        === content/products/serums/serum.yaml\nname: Serum\n";
    let pages = ["index.html", "404.html", "search/index.html", "ko/index.html", "ko/search/index.html"];
    let with = |text: &str| {
        let site = built(&Sources::from_fixture(text));
        let listed = |path: &str| page(&site, path).contains("products/\">");
        let indexed = !page(&site, "products/index.html").contains("noindex");
        let mapped = page(&site, "sitemap-1.xml").contains("/products/<");
        (pages.map(listed), indexed, mapped)
    };
    assert_eq!(with(bare), ([false; 5], false, false));
    // The other language has no words for the kind, so it has no list of its own.
    assert_eq!(with(&format!("{bare}{kind}")), ([true, true, true, false, false], true, true));
}

#[test]
fn the_theme_has_no_left_and_no_right() {
    let style = std::fs::read_to_string("static/style.css").expect("the style sheet");
    // What is the same from both sides, and what an author has asked for.
    let both = ["left: calc(50% - 3px)", "text-align: left", "text-align: right"];
    let style = both.iter().fold(style, |style, known| style.replace(known, ""));
    let sides = ["left:", "right:", "padding-left", "padding-right", "margin-left", "margin-right"];
    let four = |value: &str| {
        let parts: Vec<&str> = value.split_whitespace().collect();
        parts.len() == 4 && parts[1] != parts[3]
    };
    let is_sided = |line: &&str| {
        let declared = line.split(['{', ';', '}']).filter_map(|part| part.trim().split_once(": "));
        let mut boxes = declared.filter(|(name, _)| ["padding", "margin", "border-radius"].contains(name));
        sides.iter().any(|side| line.contains(side)) || boxes.any(|(_, value)| four(value))
    };
    assert_eq!(style.lines().filter(is_sided).collect::<Vec<_>>(), [] as [&str; 0]);
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

#[test]
fn each_tag_has_a_feed_as_long_as_the_site_says() {
    let site = site();
    assert_eq!(page(&site, "tags/odd/feed.xml").matches("<entry>").count(), 20);
    let tag = page(&site, "tags/odd/index.html");
    assert_eq!(tag.matches("href=\"/tags/odd/feed.xml\"").count(), 2, "for programs and for people");

    let feeds = |says: &str| {
        let site = site_with(&format!("feeds: {{{says}}}\n"));
        site.outputs.keys().filter(|path| path.ends_with("feed.xml")).map(|path| page(&site, path)).collect()
    };
    let short: Vec<String> = feeds("entries: 3, tags: no, content: summary");
    assert_eq!(short.len(), 1);
    assert_eq!(short[0].matches("<entry>").count(), 3);
    assert!(!short[0].contains("<content") && short[0].contains("<summary>The guide number 45."));
}

#[test]
fn entries_are_whole_guides_with_ids_that_last() {
    let ids = |feed: &str| -> Vec<String> {
        let ids = feed.split("<id>").skip(1).filter_map(|rest| rest.split("</id>").next());
        ids.map(str::to_owned).collect()
    };
    let text = "---\ntitle: Old name\ndescription: Described.\ndate: 2026-01-01\n---\nSee [the list](/all/), \
                [below](#end) and <a href='../other/?a=1'>more</a>.\n\n## End\n\n[shop](https://shop.example/x)\n";
    let built_with = |text: &str, more: &str| {
        let mut sources = Sources::from_fixture(&format!(
            "=== content/site.yaml\ntitle: One\ndescription: One guide.\nbase_url: https://example.org\n\
             affiliates: {{hosts: [shop.example], disclosure: Shops pay.}}\n{more}"
        ));
        sources.insert(SitePath::new("content/guides/one.md"), text.as_bytes().to_vec());
        page(&built(&sources), "feed.xml")
    };
    let feed = built_with(text, "");
    let content = feed.split("<content type=\"html\">").nth(1).expect("content").replace("&lt;", "<");
    let content = content.replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    for whole in [
        "href=\"https://example.org/all/\"",
        "href=\"https://example.org/guides/one/#end\"",
        "href='https://example.org/guides/other/?a=1'",
        "rel=\"sponsored\" href=\"https://shop.example/x\"",
    ] {
        assert!(content.contains(whole), "{whole}: {content}");
    }
    assert!(content.contains("<em>Shops pay."), "{content}");
    let wanted = ["https://example.org/", "https://example.org/guides/one/"];
    assert_eq!(ids(&feed), wanted);
    assert_eq!(ids(&built_with(&text.replace("Old name", "New name"), "")), wanted);
    let moved = built_with(text, "feeds: {id_base: https://first.example/}\n");
    assert_eq!(ids(&moved), ["https://first.example/", "https://first.example/guides/one/"]);
    assert!(moved.contains("href=\"https://example.org/guides/one/\""));
}

#[test]
fn no_character_of_a_text_keeps_a_feed_from_being_read() {
    let mut sources = Sources::from_fixture(
        "=== content/site.yaml\ntitle: \"A\\x01 site\"\ndescription: D\nbase_url: https://example.org\nshare_cards: yes\n",
    );
    let text = "---\ntitle: \"Pasted\\e\\0\"\ndescription: \"From\\x0b a PDF\"\ndate: 2026-02-01\ntags: [t]\n---\nOne\u{c} two\u{2}.\n";
    sources.insert(SitePath::new("content/guides/pasted.md"), text.as_bytes().to_vec());
    let site = built(&sources);
    let paths = ["feed.xml", "tags/t/feed.xml", "sitemap.xml"];
    for feed in paths.map(|path| page(&site, path)) {
        let bad: Vec<char> = feed.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert_eq!(bad, [], "{feed}");
    }
    let feed = page(&site, "feed.xml");
    assert!(feed.contains("<title>Pasted</title>") && feed.contains("&lt;p&gt;One two.&lt;/p&gt;"), "{feed}");
}

#[test]
fn contents_and_search_say_headings_as_the_page_does() {
    let site = built(&Sources::from_fixture(
        "=== content/site.yaml\ntitle: T\ndescription: D\nbase_url: https://example.org\n\
         === content/products/toners/_kind.yaml\nname: Toner\nplural: Toners\nattributes:\n\
         \u{20} - {id: course, label: Course, type: range, unit: week}\n  - {id: feel, label: Feel, type: text}\n\
         === content/products/toners/mild-toner.yaml\nname: Mild & plain toner\ncourse: 1..4\nfeel: n/a\n\
         === content/guides/a.md\n---\ntitle: A\ndescription: D\ndate: 2026-02-01\n---\n\
         ## What [[mild-toner]] *does*\n\n## [[mild-toner.course]] of [[mild-toner|it]]\n\n\
         Two\nlines\n---\n\n### It [[mild-toner.feel]] so\n",
    ));
    let html = page(&site, "guides/a/index.html");
    let contents = html.split("<nav class=\"toc\"").nth(1).and_then(|rest| rest.split("</nav>").next());
    let contents = contents.expect("contents");
    for entry in [
        "<a href=\"#what-mild-toner-does\">What Mild &amp; plain toner does</a>",
        "<a href=\"#of-it\">1 to 4\u{a0}weeks of it</a>",
        "<a href=\"#two-lines\">Two lines</a>",
    ] {
        assert!(contents.contains(entry), "{entry} {contents}");
    }
    let found = page(&site, "search/pages-0.json");
    assert!(found.contains("\"title\":\"What Mild & plain toner does\""), "{found}");
    assert!(found.contains("\"title\":\"1 to 4\u{a0}weeks of it\""), "{found}");
}

#[test]
fn crawlers_are_told_what_to_leave_and_the_sitemap_leaves_it_too() {
    let plain = site();
    assert_eq!(
        page(&plain, "robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    );
    let site = site_with(
        "robots:\n  disallow: [/tags/, '/*?sort=']\n  allow: [/tags/odd/]\n  agents:\n    GPTBot: {disallow: [/]}\n    \
         Googlebot: {allow: [/앰플/]}\n",
    );
    assert_eq!(
        page(&site, "robots.txt"),
        "User-agent: *\nDisallow: /tags/\nDisallow: /*?sort=\nAllow: /tags/odd/\n\n\
         User-agent: GPTBot\nDisallow: /\nDisallow: /tags/\nDisallow: /*?sort=\n\n\
         User-agent: Googlebot\nDisallow: /tags/\nDisallow: /*?sort=\nAllow: /%EC%95%B0%ED%94%8C/\nAllow: /tags/odd/\n\n\
         Sitemap: https://example.org/sitemap.xml\n"
    );
    let tags = |site: &Build| page(site, "sitemap.xml").matches("/tags/").count();
    assert_eq!((tags(&plain), tags(&site)), (3, 1));
}

#[test]
fn language_models_get_the_newest_guides_and_can_be_left_out() {
    let llms = page(&site(), "llms.txt");
    assert!(llms.starts_with(
        "# Many\n\n> Many guides.\n\n## Guides\n\n- [Guide 45](https://example.org/guides/guide-45/): The"
    ));
    assert_eq!(llms.matches("/guides/guide-").count(), GUIDES);
    assert!(!site_with("llms: no\n").outputs.contains_key("llms.txt"));
    let mut sources = Sources::from_fixture(
        "=== content/site.yaml\ntitle: Own\ndescription: Own.\nbase_url: https://example.org\n=== static/llms.txt\nOwn words.\n",
    );
    assert_eq!(page(&built(&sources), "llms.txt"), "Own words.\n");
    sources.insert(
        SitePath::new("content/guides/a.md"),
        b"---\ntitle: Which [one]?\ndescription: D.\ndate: 2026-01-01\n---\nWords.\n".to_vec(),
    );
    sources.remove("static/llms.txt");
    assert!(
        page(&built(&sources), "llms.txt")
            .contains("- [Which \\[one\\]?](https://example.org/guides/a/): D.")
    );
}

/// Every way to write a link to a host that pays, one at a time: the link says so, and so does the page above it.
#[test]
fn every_paid_link_says_so_however_it_is_written() {
    let paid = [
        ("[x](https://shop.example/x)", "rel=\"sponsored\" href=\"https://shop.example/x\""),
        ("[x][r]\n\n[r]: https://shop.example/x", "rel=\"sponsored\" href"),
        ("<https://shop.example/x>", "rel=\"sponsored\" href"),
        ("<a href=\"https://shop.example/x\">x</a>", "<a rel=\"sponsored\" href=\"https://shop.example/x\">"),
        ("Text <A class=y HREF='//go.shop.example/x'>x</A>.", "<A rel=\"sponsored\" class=y HREF="),
        ("<a rel=nofollow href=https://shop.example>x</a>", "<a rel=\"sponsored nofollow\" href="),
        ("<p><a href=\"https://shop.example\" rel='Sponsored ugc'>x</a>", " rel=\"Sponsored ugc\">"),
        (
            "<p>Text\n<a\n  class=\"y\"\n  href=\"https://shop.example/x\"\n>x</a></p>",
            "<a rel=\"sponsored\"\n  class=\"y\"\n  href=",
        ),
        ("> <div><a\n> href='https://shop.example/x'>x</a></div>", "<a rel=\"sponsored\"\nhref="),
        ("Text <a\n  href=\"https://shop.example/x\"\n  rel=\"ugc\">x</a>.", "rel=\"sponsored ugc\">"),
        ("> [!NOTE]\n> [x](https://shop.example/x)", "rel=\"sponsored\" href"),
        ("Foot.[^1]\n\n[^1]: [x](https://shop.example/x)", "rel=\"sponsored\" href"),
    ];
    let free = [
        "[x](https://myshop.example/x)",
        "<a href=\"https://else.example/?to=https://shop.example\">x</a>",
        "<abbr title=\"https://shop.example\">x</abbr> <a name=\"https://shop.example\">x</a>",
        "`<a href=\"https://shop.example\">`",
        "<div>\n<!-- later: <a\nhref=\"https://shop.example\">x</a> -->\n</div>",
    ];
    let guide = |text: &str| {
        let mut sources = Sources::from_fixture(
            "=== content/site.yaml\ntitle: One\ndescription: One guide.\nbase_url: https://example.org\n\
             affiliates: {hosts: [shop.example], disclosure: Shops pay.}\n",
        );
        let text = format!("---\ntitle: A\ndescription: D.\ndate: 2026-01-01\n---\n{text}\n");
        sources.insert(SitePath::new("content/guides/a.md"), text.into_bytes());
        let site = built(&sources);
        (page(&site, "guides/a/index.html"), page(&site, "feed.xml"))
    };
    for (text, wanted) in paid {
        let (html, feed) = guide(text);
        assert!(html.contains(wanted), "{text}: {html}");
        let (said, link) = (html.find("Shops pay."), html.find(wanted));
        assert!(said.is_some() && said < link, "{text}: the page does not say so above the link");
        assert!(feed.contains("Shops pay.") && feed.to_lowercase().contains("sponsored"), "{text}: {feed}");
    }
    for text in free {
        let (html, _) = guide(text);
        assert!(!html.contains("sponsored") && !html.contains("Shops pay."), "{text}: {html}");
    }
}

/// The addresses of pages that a reader who starts at the home page can reach by links.
fn reachable(site: &Build) -> BTreeSet<String> {
    let mut found = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting: Vec<String> = found.iter().cloned().collect();
    while let Some(path) = waiting.pop() {
        let html = page(site, &path);
        let links =
            html.split("<a ").skip(1).filter_map(|tag| tag.split('>').next()?.split("href=\"/").nth(1));
        for link in links.filter_map(|rest| rest.split(['"', '#']).next()) {
            let path = Address::new(&format!("/{link}")).output_path();
            if path.ends_with(".html") && site.outputs.contains_key(&path) && found.insert(path.clone()) {
                waiting.push(path);
            }
        }
    }
    found
}

#[test]
fn every_pair_can_be_reached_though_the_kind_lists_the_first_fifty() {
    let mut text =
        "=== content/site.yaml\ntitle: Pairs\ndescription: Pairs.\nbase_url: https://example.org\n\
        === content/products/things/_kind.yaml\nname: Thing\nplural: Things\npairs: {of: all, known: 2}\n\
        attributes:\n  - {id: one, label: One, type: number}\n  - {id: two, label: Two, type: number}\n"
            .to_owned();
    for number in 10..22 {
        text += &format!(
            "=== content/products/things/t{number}.yaml\nname: T {number}\none: {number}\ntwo: {}\n",
            number * 2
        );
    }
    let site = built(&Sources::from_fixture(&text));
    let pages: Vec<&String> = site.outputs.keys().filter(|path| path.contains("-vs-")).collect();
    let (redirects, pairs): (Vec<&String>, Vec<&String>) =
        pages.into_iter().partition(|path| page(&site, path).contains("http-equiv=\"refresh\""));
    assert_eq!((pairs.len(), redirects.len()), (66, 66), "one page and one redirect for every two of twelve");
    let reachable = reachable(&site);
    let orphans: Vec<&&String> = pairs.iter().filter(|path| !reachable.contains(**path)).collect();
    assert!(orphans.is_empty(), "{orphans:?}");
    assert!(redirects.iter().all(|path| !reachable.contains(*path)), "no link leads to a redirect");
    let kind = page(&site, "compare/things/index.html");
    assert_eq!(kind.matches("-vs-").count(), 50);
    let sitemap = page(&site, "sitemap.xml");
    assert_eq!(sitemap.matches("-vs-").count(), 66);
    assert!(pairs.iter().all(|path| sitemap.contains(path.trim_end_matches("index.html"))));
}

/// A style for a part of a page, such as the list `tags`, must not hit the page of all tags.
#[test]
fn no_part_of_a_page_has_the_class_of_a_page() {
    let site = site();
    let pages = site.outputs.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: Vec<String> = pages.map(|(path, _)| page(&site, path)).collect();
    let classes_of = |tag: &str| -> BTreeSet<String> {
        let tags = pages.iter().flat_map(|html| html.split('<')).filter(|rest| rest.starts_with(tag));
        let classes = tags.filter_map(|rest| rest.split_once("class=\"")?.1.split('"').next());
        classes.flat_map(str::split_whitespace).map(str::to_owned).collect()
    };
    let of_pages = classes_of("body");
    assert!(
        ["home-page", "guide-page", "tags-page", "search-page"].iter().all(|class| of_pages.contains(*class))
    );
    let of_parts: BTreeSet<String> =
        ["a", "div", "form", "header", "li", "nav", "ol", "p", "section", "span", "ul"]
            .into_iter()
            .flat_map(classes_of)
            .collect();
    assert!(of_parts.contains("tags") && of_parts.contains("search"));
    assert_eq!(of_pages.intersection(&of_parts).collect::<Vec<_>>(), [] as [&String; 0]);
}

#[test]
fn tags_that_make_one_address_are_one_tag_named_as_first_written() {
    let guide = |id: &str, date: &str, tags: &str| {
        format!(
            "=== content/guides/{id}.md\n---\ntitle: {id}\ndescription: A guide.\ndate: {date}\ntags: {tags}\n---\nWords.\n"
        )
    };
    let text = [
        "=== content/site.yaml\ntitle: Tags\ndescription: Few.\nbase_url: https://example.org\n".to_owned(),
        guide("a", "2026-11-01", "[Dry Skin, dry skin]"),
        guide("b", "2026-11-02", "[dry-skin, oil]"),
        guide("c", "2026-11-03", "[DRY SKIN]"),
    ]
    .concat();
    let site = built(&Sources::from_fixture(&text));
    let dry = page(&site, "tags/dry-skin/index.html");
    assert!(dry.contains("<h1>Dry Skin"), "{dry}");
    assert_eq!(guides_on(&dry), 3);
    assert_eq!(guides_on(&page(&site, "tags/oil/index.html")), 1);
    assert_eq!(page(&site, "guides/a/index.html").matches("/tags/dry-skin/").count(), 1);
}
