//! Cards for sharing: which pages have one, what it shows, and that it is drawn once.
#![cfg(feature = "cards")]

use diptych::base::Date;
use diptych::pictures::Cache;
use diptych::pipeline::{Build, Outputs, build, prepare};
use diptych::site::Options;
use diptych::source::Sources;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

const SITE: &str = "=== content/site.yaml
title: Skin
description: Of skin.
base_url: https://example.org
share_cards: yes
=== content/products/treatments/_kind.yaml
name: Treatment
plural: Treatments
attributes:
  - {id: price, label: Price, type: money, currency: USD}
=== content/products/treatments/serum.yaml
name: Serum
price: 20
=== content/products/treatments/ampoule.yaml
name: 앰플
price: 30
=== content/guides/ampoule-vs-serum.md
---
title: Ampoule & serum
description: A short boost or a daily step.
date: 2026-11-20
compares: [serum, ampoule]
---
Text.
";

fn options() -> Options {
    Options::on(Date::parse("2026-11-23").expect("a day"))
}

fn site(text: &str) -> Build {
    let site = build(&Sources::from_fixture(text), &options(), None);
    assert_eq!(site.diagnostics, []);
    site
}

fn cards(outputs: &Outputs) -> BTreeMap<&str, &[u8]> {
    let cards = outputs.iter().filter(|(path, _)| path.ends_with("share.png"));
    cards.map(|(path, output)| (path.as_str(), output.bytes())).collect()
}

#[test]
fn pages_name_cards_that_are_drawn() {
    let site = site(SITE);
    let cards = cards(&site.outputs);
    let paths: Vec<&str> = cards.keys().copied().collect();
    assert_eq!(
        paths,
        ["guides/ampoule-vs-serum/share.png", "products/ampoule/share.png", "products/serum/share.png"]
    );
    for (path, png) in &cards {
        let size = imagesize::blob_size(png).expect("a picture");
        assert_eq!((size.width, size.height), (1200, 630), "{path}");
        let page = site.outputs[&path.replace("share.png", "index.html")].bytes();
        let page = String::from_utf8_lossy(page);
        assert!(
            page.contains(&format!("<meta property=\"og:image\" content=\"https://example.org/{path}\">")),
            "{path}"
        );
        assert!(page.contains("<meta property=\"og:image:width\" content=\"1200\">"));
    }
    // Letters are drawn: Latin and Korean names of one length give other pictures.
    assert_ne!(cards["products/ampoule/share.png"], cards["products/serum/share.png"]);
}

#[test]
fn no_card_unless_the_site_asks() {
    assert!(cards(&site(&SITE.replace("share_cards: yes\n", "")).outputs).is_empty());
}

#[test]
fn a_card_is_drawn_again_when_what_it_shows_changes() {
    let before = site(SITE);
    let outputs = before.outputs.clone();
    let text = SITE.replace("name: Serum", "name: Cream");
    let after = build(&Sources::from_fixture(&text), &options(), Some(before));
    assert!(after.outputs == site(&text).outputs);
    assert_ne!(
        cards(&after.outputs)["products/serum/share.png"],
        cards(&outputs)["products/serum/share.png"]
    );
    assert_eq!(
        cards(&after.outputs)["products/ampoule/share.png"],
        cards(&outputs)["products/ampoule/share.png"]
    );
}

#[test]
fn a_warm_build_draws_nothing_and_publishes_the_same() {
    let root = tempfile::tempdir().expect("a folder");
    for part in SITE.split("=== ").skip(1) {
        let (path, text) = part.split_once('\n').expect("a path");
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let folder = root.path().join(".diptych/cache");
    let cold = produce(root.path(), &Cache::at(&folder));
    let kept: Vec<_> =
        fs::read_dir(&folder).expect("a cache").map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(kept.len(), 3);
    // What is published comes from the cache: an entry that is another one's is taken for it.
    fs::copy(&kept[0], &kept[1]).expect("an entry");
    let swapped = produce(root.path(), &Cache::at(&folder));
    assert_eq!(cold.iter().filter(|(path, bytes)| swapped[*path] != **bytes).count(), 1);
    fs::remove_dir_all(&folder).expect("a cache");
    assert!(produce(root.path(), &Cache::at(&folder)) == cold);
}

fn produce(root: &Path, cache: &Cache) -> BTreeMap<String, Vec<u8>> {
    let mut front = prepare(root, &options()).expect("a site");
    let published = Mutex::new(BTreeMap::new());
    let done: Result<(), Infallible> = front.produce(
        cache,
        || {},
        |_| false,
        |path, bytes| {
            published.lock().expect("no panic").insert(path.to_owned(), bytes.to_vec());
            Ok(())
        },
    );
    assert_eq!((done, front.diagnostics.len()), (Ok(()), 0));
    published.into_inner().expect("no panic")
}
