//! What each kind of edit renders: exactly the pages whose view is another, counted and named.
//!
//! Whether a view is another is told without the rebuild: both states of the site are built from nothing and their pages
//! compared. `tests/law/edits.txt` names the pages of each edit; `UPDATE=1 cargo test --test edits` rewrites it.

use diptych::base::{Date, SitePath};
use diptych::page::Page;
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

const SITE: &str = include_str!("law/site.txt");
/// What the site of the law has not: a second language, a picture, and an order of another kind.
const MORE: &str = include_str!("law/more.txt");
const EXPECTED: &str = "tests/law/edits.txt";

/// A change of a site.
enum Edit {
    /// In a file, one text by another.
    Replace(&'static str, &'static str, &'static str),
    /// A file that was not there.
    Add(&'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}
use Edit::{Add, Remove, Rename, Replace};

const GUIDES: &str = "content/guides/";

/// Each kind of edit that people make.
fn edits() -> Vec<(&'static str, Edit)> {
    vec![
        ("the text of a guide", Replace("content/guides/alpha.md", "Alpha says", "Alpha said")),
        ("the title of a guide", Replace("content/guides/alpha.md", "title: Alpha", "title: Alphabet")),
        ("the description of a guide", Replace("content/guides/alpha.md", "The first.", "The very first.")),
        ("the tags of a guide", Replace("content/guides/gamma.md", "tags: [one]", "tags: [one, two]")),
        ("the date of a guide", Replace("content/guides/alpha.md", "date: 2026-11-01", "date: 2026-10-01")),
        (
            "what a guide picks to be read next",
            Replace("content/guides/beta.md", "related: [alpha]", "related: [gamma]"),
        ),
        ("a heading of a guide", Replace("content/guides/beta.md", "## Why", "## Why\n\n## How")),
        ("a fact", Replace("content/products/treatments/ampoule.yaml", "1..4", "1..5")),
        (
            "the name of a product",
            Replace("content/products/treatments/essence.yaml", "name: Essence", "name: Extract"),
        ),
        (
            "the label of an attribute",
            Replace("content/products/treatments/_kind.yaml", "label: Course", "label: Length"),
        ),
        ("an order", Replace("content/orders/evening.yaml", "name: Evening", "name: At night")),
        ("a setting: how many entries a feed has", Replace("content/site.yaml", "entries: 2", "entries: 1")),
        ("a setting: the title of the site", Replace("content/site.yaml", "title: Law", "title: Order")),
        ("a template of one page", Replace("templates/tags.html", "<h1>", "<h1 class=\"tags\">")),
        ("a static file", Replace("static/extra.txt", "words", "other words")),
        ("the size of a picture", Replace("static/bottle.svg", "width=\"40\"", "width=\"60\"")),
        ("the colours of a picture", Replace("static/bottle.svg", "red", "blue")),
        (
            "a new guide",
            Add(
                "content/guides/new.md",
                "---\ntitle: New\ndescription: New.\ndate: 2026-11-05\ntags: [two]\n---\nNew words.\n",
            ),
        ),
        ("a guide that goes", Remove("content/guides/gamma.md")),
        ("a guide by another name", Rename("content/guides/gamma.md", "content/guides/omega.md")),
        ("the text of a translation", Replace("content/guides/alpha.ko.md", "알파는", "알파가")),
        ("a translation that goes", Remove("content/guides/alpha.ko.md")),
        (
            "a product in other words",
            Replace("content/products/treatments/serum.ko.yaml", "세럼", "매일 세럼"),
        ),
        (
            "a row of a table of products",
            Replace("content/products/mice/mice.csv", "Vole,19,no", "Vole,20,no"),
        ),
        ("a draft", Replace("content/guides/delta.md", "Not yet.", "Not yet, but soon.")),
        ("a draft that is published", Replace("content/guides/delta.md", "draft: true", "draft: false")),
    ]
}

fn site() -> Sources {
    // What an edit changes of the search is counted in tests/search.rs.
    let text = SITE.replacen("title: Law", "search: no\nlanguages: [en, ko]\ntitle: Law", 1);
    let text =
        text.replacen("such as [[treatments]].", "such as [[treatments]].\n\n![A bottle](/bottle.svg)", 1);
    Sources::from_fixture(&(text + MORE))
}

fn text(sources: &Sources, path: &str) -> String {
    sources.get(path).and_then(|file| file.text()).unwrap_or_else(|| panic!("{path}")).to_owned()
}

fn edited(sources: &Sources, edit: &Edit) -> Sources {
    let mut sources = sources.clone();
    match edit {
        Replace(path, from, to) => {
            let old = text(&sources, path);
            assert!(old.contains(from), "{path} has {from:?}");
            sources.insert(SitePath::new(*path), old.replacen(from, to, 1).into_bytes());
        }
        Add(path, text) => sources.insert(SitePath::new(*path), text.as_bytes().to_vec()),
        Remove(path) => assert!(sources.remove(path)),
        Rename(from, to) => {
            let old = text(&sources, from);
            sources.remove(from);
            sources.insert(SitePath::new(*to), old.into_bytes());
        }
    }
    sources
}

fn built(sources: &Sources, previous: Option<Build>) -> Build {
    let built = build(sources, &Options::on(Date::parse("2026-11-23").expect("a day")), previous);
    assert!(!built.has_errors(), "{:?}", built.diagnostics);
    assert_eq!(built.rendered, built.renderings.len(), "the site is small enough for every page to be kept");
    built
}

/// Every page that a build has rendered, with its bytes.
fn pages(build: &Build) -> BTreeMap<String, (&Page, &[u8])> {
    let page = |rendering: &'_ diptych::pipeline::Rendering| rendering.page.page.address.to_string();
    build.renderings.iter().map(|r| (page(r), (&r.page.page, &*r.page.bytes))).collect()
}

/// The pages that are new or other, as `is_same` sees them.
fn other<'p>(
    old: &BTreeMap<String, (&Page, &[u8])>,
    new: &'p BTreeMap<String, (&Page, &[u8])>,
    is_same: impl Fn(&(&Page, &[u8]), &(&Page, &[u8])) -> bool,
) -> BTreeSet<&'p str> {
    let is_other = |(address, page): &(&'p String, &(&Page, &[u8]))| {
        !old.get(*address).is_some_and(|old| is_same(old, page))
    };
    new.iter().filter(is_other).map(|(address, _)| address.as_str()).collect()
}

#[test]
fn every_edit_renders_the_pages_whose_view_is_another() {
    let sources = site();
    let mut found = String::new();
    for (name, edit) in edits() {
        let before = built(&sources, None);
        let changed = edited(&sources, &edit);
        let clean = built(&changed, None);
        let (old, new) = (pages(&before), pages(&clean));
        let by_view = other(&old, &new, |(old, _), (new, _)| old == new);
        let by_bytes: BTreeSet<String> =
            other(&old, &new, |(_, old), (_, new)| old == new).into_iter().map(str::to_owned).collect();
        let wanted: BTreeSet<String> = match edit {
            // What another template makes of a page, only its bytes can tell.
            Replace(path, ..) if path.starts_with("templates/") => new.keys().cloned().collect(),
            _ => by_view.into_iter().map(str::to_owned).collect(),
        };
        let all = new.len();
        drop((old, new));
        let again = built(&changed, Some(before));
        let rendered: BTreeSet<String> = pages(&again).into_keys().collect();
        assert_eq!(rendered, wanted, "{name}: rendered, and of another view");
        assert!(by_bytes.is_subset(&rendered), "{name}: pages of other bytes that were not rendered");
        assert_eq!(rendered.len(), again.rendered, "{name}: each page once");
        let _ = writeln!(found, "{name}: {} of {all}", rendered.len());
        if rendered.len() < all {
            rendered.iter().for_each(|address| found.push_str(&format!("  {address}\n")));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(EXPECTED, found).expect("a file");
        return;
    }
    let expected = fs::read_to_string(EXPECTED).expect("the pages of each edit");
    assert_eq!(found, expected, "{EXPECTED}; UPDATE=1 rewrites it");
}

#[test]
fn an_edit_and_its_opposite_end_where_they_began() {
    let sources = site();
    for (name, edit) in edits() {
        let there = built(&edited(&sources, &edit), Some(built(&sources, None)));
        let back = built(&sources, Some(there));
        let clean = built(&sources, None);
        assert!(*back.outputs == *clean.outputs, "{name}");
    }
}

#[test]
fn a_text_of_which_no_page_can_be_made_loses_nothing() {
    let template = r#"{% extends "base.html" %}{% block main %}{{ body }}{% if body is containing(pat="TODO") %}{{ guide.answer.no }}{% endif %}{% endblock %}"#;
    let sources = edited(&site(), &Add("templates/guide.html", template));
    let text = Replace("content/guides/alpha.md", "Alpha says", "TODO: Alpha says");
    let options = Options::on(Date::parse("2026-11-23").expect("a day"));
    let broken = build(&edited(&sources, &text), &options, Some(built(&sources, None)));
    assert!(broken.has_errors());
    let mended = built(&sources, Some(broken));
    assert_eq!((mended.rendered, mended.changed_files), (0, Vec::new()));
    assert!(*mended.outputs == *built(&sources, None).outputs);
}

#[test]
fn the_edits_are_of_every_folder() {
    let files: BTreeSet<&str> = edits()
        .iter()
        .map(|(_, edit)| match edit {
            Replace(path, ..) | Add(path, _) | Remove(path) | Rename(path, _) => *path,
        })
        .collect();
    for folder in
        [GUIDES, "content/products/", "content/orders/", "content/site.yaml", "templates/", "static/"]
    {
        assert!(files.iter().any(|path| path.starts_with(folder)), "{folder}");
    }
}
