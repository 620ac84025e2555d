//! What `explain` sees is the page: for every page of real sites the marked rendering is, without its marks, the page itself.

use diptych::base::{Date, SitePath};
use diptych::page::trace::Origin;
use diptych::pipeline::prepare;
use diptych::render::Templates;
use diptych::site::{Item, Options};
use diptych::source::scan::list;
use std::path::Path;

/// Asserts that a sample of the pages of a site is traced exactly: every `step`th.
fn traced(root: &str, step: usize) {
    let root = Path::new(root);
    let options = Options::on(Date::parse("2026-11-28").expect("a day"));
    let names = Templates::block_names(list(root).expect("files").iter().map(|file| &file.path));
    let addresses = prepare(root, &options).expect("a site").addresses();
    assert!(addresses.len() > step, "{addresses:?}");
    let (mut templates, mut facts, mut texts) = (0, 0, 0);
    for address in addresses.iter().step_by(step) {
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
    assert!(templates > 100 && facts > 20 && texts > 20, "{templates}, {facts}, {texts}");
}

#[test]
fn pages_of_this_repository() {
    traced(".", 4);
}

#[test]
fn pages_of_a_site_with_everything() {
    traced("tests/golden/everything", 2);
}

#[test]
fn pages_in_three_languages() {
    traced("tests/golden/languages", 2);
}
