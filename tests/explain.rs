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

#[test]
fn pages_of_this_repository() {
    assert!(traced(".", 7) > 100);
}

#[test]
fn pages_of_a_site_with_everything() {
    assert!(traced("tests/golden/everything", 1) > 20);
}

#[test]
fn pages_in_three_languages() {
    assert!(traced("tests/golden/languages", 2) > 10);
}
