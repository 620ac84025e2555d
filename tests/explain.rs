//! What `explain` sees is the page: for every page of real sites the marked rendering is, without its marks, the page itself.

use diptych::base::{Date, SitePath};
use diptych::page::trace::Origin;
use diptych::pipeline::prepare;
use diptych::render::Templates;
use diptych::site::{Item, Options};
use diptych::source::scan::list;
use std::path::Path;

/// Asserts that pages of a site are traced exactly: guides, and of the others every `step`th.
/// How many stretches of text were seen.
fn traced(root: &str, step: usize) -> usize {
    let root = Path::new(root);
    let options = Options::on(Date::parse("2026-11-28").expect("a day"));
    let names = Templates::block_names(list(root).expect("files").iter().map(|file| &file.path));
    let addresses = prepare(root, &options).expect("a site").addresses();
    assert!(addresses.len() > step, "{addresses:?}");
    let (mut templates, mut facts, mut texts) = (0, 0, 0);
    let sample = addresses
        .iter()
        .enumerate()
        .filter(|(at, address)| at % step == 0 || address.as_str().starts_with("/guides/a"));
    for (_, address) in sample {
        let mut front = prepare(root, &options).expect("a site");
        let found = front.find(&[address.output_path()]).expect("the page");
        let site = &front.sites()[found.edition];
        let path: Option<SitePath> = match found.item() {
            Some(Item::Guide(at)) => Some(site.guides[at].path.clone()),
            Some(Item::Page(at)) => Some(site.pages[at].path.clone()),
            _ => None,
        };
        let listed = list(root).expect("files");
        let file = path.and_then(|path| listed.into_iter().find(|file| file.path == path)?.read().ok());
        let plain = front.bytes_of(&found, &Default::default()).expect("a page");
        let Some(traced) = front.trace(&found, file.as_deref(), &names) else { continue };
        let plain = String::from_utf8(plain).expect("text");
        for (at, (plain, seen)) in plain.lines().zip(traced.text.lines()).enumerate() {
            assert_eq!(seen, plain, "{address}, line {}", at + 1);
        }
        assert!(traced.is_exact, "{address}");
        let origins = || traced.lines.iter().flatten().map(|(origin, _)| origin);
        templates += origins().filter(|origin| matches!(origin, Origin::Template(..))).count();
        facts += origins().filter(|origin| matches!(origin, Origin::Fact(_))).count();
        texts += origins().filter(|origin| matches!(origin, Origin::Text(_))).count();
    }
    assert!(templates > 100 && facts > 10, "{templates}, {facts}");
    texts
}

/// The facts and the keys of values that come out on the lines of a page that hold some words.
fn behind(root: &Path, address: &str, words: &str) -> Vec<String> {
    let options = Options::on(Date::parse("2026-11-28").expect("a day"));
    let mut front = prepare(root, &options).expect("a site");
    let found = front.find(&[address.to_owned()]).expect("the page");
    let traced = front.trace(&found, None, &Default::default()).expect("a page of lines");
    assert!(traced.is_exact && traced.text.contains(words), "{}", traced.text);
    let site = &front.sites()[found.edition];
    let lines = traced.text.lines().zip(&traced.lines).filter(|(line, _)| line.contains(words));
    let said = |origin: &Origin| match origin {
        Origin::Fact(at) => Some(at.id(site)),
        Origin::Key { places, .. } => places.last().map(|(_, keys)| keys.join(".")),
        _ => None,
    };
    lines.flat_map(|(_, origins)| origins.iter().filter_map(|(origin, _)| said(origin))).collect()
}

/// Writes files below `content/`.
fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

#[test]
fn facts_in_sentences_that_are_made_of_them_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\n"),
        (
            "products/t/_kind.yaml",
            "name: T\nplural: Ts\npairs: {of: all, known: 1, differ: 1}\nattributes:\n  \
             - {id: price, label: Price, type: money, currency: USD, better: lower}\n",
        ),
        ("products/t/a.yaml", "name: A\nprice: 25\n"),
        ("products/t/b.yaml", "name: B\nprice: 12\n"),
        ("products/t/c.yaml", "name: C\nprice: 9\n"),
        (
            "guides/a-b-c.md",
            "---\ntitle: A, B, C\ndescription: D.\ndate: 2026-11-01\ncompares: [a, b, c]\n---\n\
             ```choose\nif:\n  a: [x]\n  b: [y]\n  c: [{text: it is cheap, why: c.price}]\n```\n",
        ),
    ];
    write(folder.path(), &files);
    let summary = behind(folder.path(), "compare/t/a-vs-b/index.html", "B comes out better");
    let reason = behind(folder.path(), "guides/a-b-c/index.html", "it is cheap");
    for (places, facts) in
        [(summary, &["a.price", "b.price"][..]), (reason, &["a.price", "b.price", "c.price"])]
    {
        for place in facts.iter().chain(&["attributes.0.label"]) {
            assert!(places.iter().any(|named| named == place), "{place} in {places:?}");
        }
    }
}

#[test]
fn each_line_of_a_product_is_named_and_so_is_what_stands_around_its_facts() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\n"),
        (
            "products/t/_kind.yaml",
            "name: T\nplural: Ts\npairs: {of: all, known: 1, differ: 1}\nattributes:\n  \
             - {id: price, label: Usual price, type: money, currency: USD, group: Buying}\n  \
             - {id: colour, label: Colour, type: text, group: Looks}\n",
        ),
        (
            "products/t/a.yaml",
            "name: Aaa\nprice: {is: 25, note: It has risen.}\ncolour: red\nabout: |\n  First line\n  second line.\n\n  Third.\n",
        ),
        ("products/t/b.yaml", "name: Bbb\nprice: 12\ncolour: blue\n"),
    ];
    write(folder.path(), &files);
    let page = "products/a/index.html";
    for (words, place) in [
        ("First line", "about"),
        ("second line", "about"),
        ("Third.", "about"),
        (">Buying<", "attributes.0.group"),
        (">Looks<", "attributes.1.group"),
        ("usual price:", "attributes.0.label"),
        ("Aaa vs Bbb", "name"),
    ] {
        let places = behind(folder.path(), page, words);
        assert!(places.iter().any(|named| named == place), "{words}: {place} in {places:?}");
    }
    let after = behind(folder.path(), page, "Facts");
    assert!(!after.contains(&"about".to_owned()), "{after:?}");
}

#[test]
fn the_name_of_a_row_is_its_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "sku,price,name\nm-1,25,Mouse One\n";
    let kind = "name: Mouse\nplural: Mice\nfrom: {file: mice.csv, id: sku}\n\
                attributes: [{id: price, label: Price, type: money, currency: USD}]\n";
    let site = "title: T\ndescription: D.\nbase_url: https://example.org\n";
    let files = [("site.yaml", site), ("products/mice/_kind.yaml", kind), ("products/mice/mice.csv", table)];
    write(folder.path(), &files);
    let mut front =
        prepare(folder.path(), &Options::on(Date::parse("2026-11-28").expect("a day"))).expect("a site");
    let found = front.find(&["products/m-1/index.html".to_owned()]).expect("the page");
    let traced = front.trace(&found, None, &Default::default()).expect("a page of lines");
    let named = traced.lines.iter().flatten().find_map(|(origin, _)| match origin {
        Origin::Key { places, otherwise } if places[0].0.extension() == Some("csv") => Some(*otherwise),
        _ => None,
    });
    assert_eq!(named.map(|range| &table[range.range()]), Some("Mouse One"));
}

#[test]
fn what_begins_a_line_of_a_text_is_where_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let front_matter = "---\ntitle: Text\ndescription: D.\n---\n";
    let text = "Words.\n\n> [!NOTE]\n> Noted.\n\n> Quoted.\n\n- One.\n  1. Two.\n\n***\n\n![Alt](a.svg)\n\n<b>Raw</b>\n\n\
                | a |\n| --- |\n| [[b]] |\n";
    let page = format!("{front_matter}{text}");
    let site = "title: T\ndescription: D.\nbase_url: https://example.org\n";
    write(
        folder.path(),
        &[
            ("site.yaml", site),
            ("pages/text.md", &page),
            ("guides/b.md", "---\ntitle: Bee\ndescription: D.\ndate: 2026-11-01\n---\n"),
            ("pages/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
        ],
    );
    let options = Options::on(Date::parse("2026-11-28").expect("a day"));
    let mut front = prepare(folder.path(), &options).expect("a site");
    let found = front.find(&["text/index.html".to_owned()]).expect("the page");
    let listed = list(folder.path()).expect("files");
    let file = listed.into_iter().find(|file| file.path.as_str() == "content/pages/text.md");
    let file = file.expect("the text").read().expect("its bytes");
    let traced = front.trace(&found, Some(&file), &Default::default()).expect("a page of lines");
    assert!(traced.is_exact, "{}", traced.text);
    for (html, written) in [
        ("<aside class=\"callout", "> [!NOTE]"),
        ("<blockquote>", "> Quoted."),
        ("<ul>", "- One."),
        ("<li>One", "- One."),
        ("<ol>", "1. Two."),
        ("<hr />", "***"),
        ("<p><img", "![Alt]"),
        ("<p><b>Raw", "<b>Raw"),
        ("<tr><td><a", "| [[b]]"),
    ] {
        let line = traced.text.lines().position(|line| line.starts_with(html)).expect(html);
        let first = traced.lines[line].iter().find_map(|(origin, at)| match origin {
            Origin::Text(_) => Some(*at),
            _ => None,
        });
        assert_eq!(first.map(|at| &page[at..at + written.len()]), Some(written), "{html}");
    }
}

#[test]
fn sources_are_listed_with_the_facts_that_cite_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\n"),
        ("sources.yaml", "shop: {title: Shop}\n"),
        (
            "products/t/_kind.yaml",
            "name: T\nplural: Ts\nattributes: [{id: price, label: Price, type: money, currency: USD}]\n",
        ),
        ("products/t/a.yaml", "name: A\nprice: {is: 25, source: shop}\n"),
        ("products/t/b.yaml", "name: B\nprice: {is: 12, source: shop}\n"),
    ];
    write(folder.path(), &files);
    for (page, facts) in
        [("sources/index.html", &["a.price", "b.price"][..]), ("products/a/index.html", &["a.price"])]
    {
        let named = behind(folder.path(), page, "class=\"cited\"");
        let found: Vec<&String> = named.iter().filter(|name| name.ends_with(".price")).collect();
        assert_eq!(found, facts, "{page}: {named:?}");
    }
}

#[test]
fn pages_of_this_repository_are_traced_exactly() {
    assert!(traced(".", 7) > 100);
}

#[test]
fn pages_of_a_site_with_everything_are_traced_exactly() {
    assert!(traced("tests/golden/everything", 1) > 20);
}

#[test]
fn pages_in_three_languages_are_traced_exactly() {
    assert!(traced("tests/golden/languages", 2) > 10);
}
