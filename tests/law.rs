//! The law of a rebuild: a build with a previous one gives what a build without gives, outputs and diagnostics both.
//! And what a rebuild costs, in pages rendered: counts, not clocks.

#[path = "law/disk.rs"]
mod disk;
#[path = "law/edits.rs"]
mod edits;

use diptych::base::{Date, SitePath};
use diptych::output::Difference;
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use disk::{Disk, Event, event};
use edits::{Edit, SITE, apply, edit};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

fn options() -> Options {
    Options::on(Date::parse("2026-11-23").expect("a day"))
}

fn assert_equal(with: &Build, without: &Build) {
    assert_eq!(with.diagnostics, without.diagnostics);
    let paths = |build: &Build| build.outputs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(with), paths(without));
    for (path, output) in with.outputs.iter() {
        assert!(output.bytes() == without.outputs[path].bytes(), "{path} differs");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_is_a_build(edits in prop::collection::vec(edit(), 1..12)) {
        let mut history = vec![Sources::from_fixture(SITE)];
        let mut previous = build(&history[0], &options(), None);
        for edit in &edits {
            let sources = apply(edit, &history);
            let with = build(&sources, &options(), Some(previous));
            let without = build(&sources, &options(), None);
            assert_equal(&with, &without);
            history.push(sources);
            previous = with;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_between_runs_never_changes_a_site(events in prop::collection::vec(event(), 1..12)) {
        let mut disk = Disk::new();
        disk.build();
        for event in &events {
            disk.happens(event);
            disk.build();
        }
    }
}

#[test]
fn a_run_to_which_nothing_is_new_reads_nothing() {
    let mut disk = Disk::new();
    for (event, is_quick) in [
        (Event::Nothing, true),
        (Event::Touch(0), false),
        (Event::Meddle { file: 3, remove: false }, false),
        (Event::Meddle { file: 3, remove: true }, false),
        (Event::Ask { drafts: true, later: false }, false),
        (Event::Forget(None), false),
        (Event::Nothing, true),
    ] {
        // What the first puts in place may be too young to be known by its times.
        disk.build();
        disk.build();
        let before = disk.quick;
        disk.happens(&event);
        disk.build();
        assert_eq!(disk.quick > before, is_quick, "{event:?}");
    }
}

#[test]
fn a_later_run_tells_the_warnings_of_the_first() {
    let mut disk = Disk::new();
    // Compares the essence, which has no reasons: that is certain once the guide and the product have been read.
    disk.happens(&Event::Edit(Edit::Add(0)));
    let first = disk.build();
    assert_eq!(first.iter().map(|warning| &*warning.code).collect::<Vec<_>>(), ["no-reasons"]);
    assert_eq!(disk.build(), first);
    assert_eq!(disk.build(), first);
    assert!(disk.quick > 0);
}

#[test]
fn verify_names_every_file_that_is_other_than_a_build_makes() {
    let mut disk = Disk::new();
    disk.build();
    let verified = disk.verify();
    assert_eq!((verified.files, verified.differences), (disk.files("public").len(), BTreeMap::new()));
    fs::write(disk.path("public/404.html"), "other").expect("written");
    fs::remove_file(disk.path("public/style.css")).expect("removed");
    fs::remove_file(disk.path("static/extra.txt")).expect("removed");
    let wanted = [
        ("404.html", Difference::Other),
        ("extra.txt", Difference::Extra),
        ("style.css", Difference::Missing),
    ];
    assert_eq!(
        disk.verify().differences,
        wanted.map(|(path, difference)| (path.to_owned(), difference)).into()
    );
}

/// A site of guides that share many words, and have a few that are rare.
fn wordy(guides: usize) -> String {
    let word = |seed: usize| format!("{}{}", ["gel", "oil", "mist", "pad"][seed % 4], seed % 211);
    let guide = |at: usize| {
        let words: Vec<String> = (0..80).map(|n| word((at + 3) * (n * n + 7) + n)).collect();
        // Passages so short that all of their words are counted.
        let passages: Vec<String> = words.chunks(8).map(|words| words.join(" ")).collect();
        format!(
            "=== content/guides/g{at}.md\n---\ntitle: Guide {at}\ndescription: About {at}.\ndate: 2026-11-01\n\
             tags: [t{}]\n---\n{} only{at}.\n",
            at % 5,
            passages.join("\n\n")
        )
    };
    let site =
        "=== content/site.yaml\ntitle: Words\nbase_url: https://example.org\ndescription: Many words.\n";
    std::iter::once(site.to_owned()).chain((0..guides).map(guide)).collect()
}

#[test]
fn other_texts_are_taken_in_as_a_build_reads_them() {
    let mut sources = Sources::from_fixture(&wordy(120));
    let mut previous = build(&sources, &options(), None);
    assert_eq!(previous.diagnostics, []);
    for round in 0..24_usize {
        // Two guides at once now and then; what was taken out comes back in another guide.
        for at in (0..1 + round % 2).map(|n| (round * 7 + n * 13) % 120) {
            let path = format!("content/guides/g{at}.md");
            let text = sources.get(&path).and_then(|file| file.text()).expect("the guide").to_owned();
            let text = match round % 3 {
                0 => text.replacen("gel", "oil", 3),
                1 => format!("{text}\nA word nobody{round} has, only{} too.\n", (at + 1) % 120),
                _ => text.replacen(&format!("only{at}"), "gel5", 1),
            };
            sources.insert(SitePath::new(path.as_str()), text.into_bytes());
        }
        let with = build(&sources, &options(), Some(previous));
        assert_equal(&with, &build(&sources, &options(), None));
        assert!(with.rendered < with.outputs.len() / 2, "round {round}: {} pages", with.rendered);
        previous = with;
    }
}

/// As in memory, run after run; nearly every run starts from what an earlier one has kept, also when an edit is taken back.
#[test]
fn runs_with_other_texts_start_from_what_was_kept() {
    let about = "=== content/pages/about.md\n---\ntitle: About\ndescription: We.\n---\nWe are [[g1]].\n";
    let mut disk = Disk::of(&format!("{}{about}=== static/new.css\na{{}}\n", wordy(120)));
    disk.build();
    for round in 0..20_usize {
        let at = (round * 7) % 24;
        if round == 12 {
            (0..70).for_each(|at| {
                disk.change(&format!("content/guides/g{at}.md"), |text| text.replacen("gel", "oil", 1))
            });
        }
        match round % 5 {
            0 => disk.change("content/pages/about.md", |text| format!("{text}Round {round}.\n")),
            1 => disk.change("static/new.css", |text| format!("{text}b{{}}")),
            2 => disk.happens(&Event::Edit(Edit::Revert(2 + round % 3))),
            _ => {}
        }
        let path = format!("content/guides/g{at}.md");
        match round % 4 {
            0 => disk.change(&path, |text| text.replacen("gel", "oil", 3)),
            1 => disk.change(&path, |text| {
                format!("{text}\nA word nobody{round} has, only{} too.\n", (at + 1) % 120)
            }),
            2 => disk.change(&path, |text| text.replacen(&format!("only{at}"), "gel5", 1)),
            _ => {}
        }
        disk.build();
    }
    // Once much has been edited the site is built anew, and more is kept.
    let started = disk.edited.len() + disk.quick;
    assert!((16..20).contains(&started), "{started} of 20 runs: {:?}", disk.edited);
    assert!(disk.edited[0] < 16, "{:?}", disk.edited);
}

#[test]
fn what_other_files_can_see_is_built_anew() {
    let mut disk = Disk::of(&wordy(40));
    disk.build();
    for (from, to) in [
        ("title: Guide", "title: A guide"),
        ("tags: [t1]", "tags: [t2]"),
        ("only1", "[[g2]]"),
        ("About", "Of"),
    ] {
        disk.change("content/guides/g1.md", |text| text.replacen(from, to, 1));
        disk.build();
    }
    assert_eq!((disk.edited.len(), disk.quick), (0, 0), "{:?}", disk.edited);
    disk.change("content/guides/g1.md", |text| format!("{text}More.\n"));
    disk.build();
    assert_eq!(disk.edited.len(), 1);
}

/// How many pages a rebuild renders after one edit of the law's site, which has no errors.
fn rendered_after(path: &str, from: &str, to: &str) -> usize {
    // What an edit changes of the search is counted in tests/search.rs.
    let mut sources = Sources::from_fixture(&SITE.replacen("title: Law", "search: no\ntitle: Law", 1));
    let first = build(&sources, &options(), None);
    assert_eq!(first.diagnostics, []);
    let text = sources.get(path).and_then(|file| file.text()).expect("the file").to_owned();
    assert!(text.contains(from), "{path} has {from:?}");
    sources.insert(SitePath::new(path), text.replacen(from, to, 1).into_bytes());
    let second = build(&sources, &options(), Some(first));
    assert!(!second.has_errors(), "{:?}", second.diagnostics);
    second.rendered
}

#[test]
fn nothing_changed_renders_nothing() {
    let sources = Sources::from_fixture(SITE);
    let first = build(&sources, &options(), None);
    assert_eq!(build(&sources, &options(), Some(first)).rendered, 0);
}

#[test]
fn a_sentence_renders_its_guide_and_the_feed_that_holds_it() {
    assert_eq!(rendered_after("content/guides/alpha.md", "Alpha says", "Alpha said"), 2);
}

#[test]
fn a_static_file_renders_nothing() {
    assert_eq!(rendered_after("static/extra.txt", "words", "other words"), 0);
}

#[test]
fn a_product_that_nothing_compares_renders_its_page_its_kind_and_no_guide() {
    // The page of the soap, and the table of soaps with its data in two forms. Its fact is in no guide.
    assert_eq!(rendered_after("content/products/soaps/bar.yaml", "foam: yes", "foam: no"), 4);
}

#[test]
fn a_new_day_on_a_fact_renders_what_shows_the_fact() {
    // The serum, the table of treatments, the guides that show its strength, the list of sources, the sitemap,
    // the feeds of the site and of two tags, the data of two guides, and of the kind in two forms.
    let day = ("checked: 2026-11-02", "checked: 2026-11-20");
    assert_eq!(rendered_after("content/products/treatments/serum.yaml", day.0, day.1), 13);
}

#[test]
fn what_goes_together_renders_the_two_products() {
    assert_eq!(rendered_after("content/products/treatments/serum.yaml", "with_care", "yes"), 2);
}

#[test]
fn the_title_of_the_site_renders_every_page() {
    let sources = Sources::from_fixture(&SITE.replacen("title: Law", "search: no\ntitle: Law", 1));
    let all = build(&sources, &options(), None).rendered;
    assert_eq!(rendered_after("content/site.yaml", "title: Law", "title: Order"), all);
}
