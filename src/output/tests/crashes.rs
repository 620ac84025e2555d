//! A build that dies at any moment loses nothing, and the next one can still clear up.

use super::*;
use crate::output::plan::plan;
use std::collections::BTreeSet;
use std::sync::PoisonError;

const BEFORE: &[Put] = &[
    ("a", "a file"),
    ("b/c/d", "deep"),
    ("changed", "old"),
    ("gone/x/y", "stale"),
    ("guides/g/index.html", "old"),
    ("same", "same"),
];
const AFTER: &[Put] = &[
    ("a/b/index.html", "in a folder"),
    ("b", "b file"),
    ("changed", "new"),
    ("guides/h/index.html", "new"),
    ("same", "same"),
];
const MINE: &[Put] = &[("gone/mine.txt", "mine"), ("guides/mine.txt", "mine"), ("mine.txt", "mine")];

/// Copies a tree to a new site: what is on the disk when the process dies.
fn image(of: &Path) -> Site {
    let site = Site::new();
    fs::create_dir_all(&site.out).unwrap();
    for (path, (text, _)) in snapshot(of) {
        if text == "/" {
            fs::create_dir_all(site.path(&path)).unwrap();
        } else {
            site.stranger(&path, &text);
        }
    }
    site
}

/// Builds `files` on a copy of `site`, dies after `steps` steps, and returns the disk as it is then.
///
/// `None` if there are not so many steps.
fn crash(site: &Site, files: &[Put], steps: usize) -> Option<Site> {
    let site = image(&site.out);
    let mut writer = site.open().unwrap();
    put_all(&writer, files);
    let new = std::mem::take(writer.new.get_mut().unwrap_or_else(PoisonError::into_inner));
    let planned = plan(&writer.out, writer.old.as_ref(), &new).unwrap();
    writer.run(planned.get(..steps)?).unwrap();
    Some(image(&site.out))
}

fn with_mine(files: &[Put]) -> BTreeMap<String, String> {
    texts(&[files, MINE].concat())
}

/// What holds after a crash: files are whole, no page that is in both builds is missing, strangers are untouched.
fn check_disk(site: &Site, at: usize) {
    let found = published(&site.out);
    let allowed: BTreeSet<Put> = [BEFORE, AFTER, MINE].concat().into_iter().collect();
    for (path, text) in &found {
        assert!(allowed.contains(&(path.as_str(), text.as_str())), "{path} is {text:?} after step {at}");
    }
    for path in MINE.iter().map(|(path, _)| *path).chain(["same", "changed"]) {
        assert!(found.contains_key(path), "{path} is missing after step {at}");
    }
}

/// Builds `files` on a copy of `site` and checks that nothing is left of what was before.
fn check_next(site: &Site, files: &[Put], at: usize) {
    let site = image(&site.out);
    site.build(files).unwrap();
    assert_eq!(published(&site.out), with_mine(files), "after step {at}");
    let own: Vec<String> =
        snapshot(&site.out).into_keys().filter(|path| path.starts_with(".diptych/")).collect();
    assert_eq!(own, [".diptych/lock", ".diptych/manifest"]);
    let is_empty = |path: &Path| fs::read_dir(path).unwrap().count() == 0;
    for (path, (text, _)) in snapshot(&site.out) {
        assert!(text != "/" || !is_empty(&site.path(&path)), "{path} is left empty after step {at}");
    }
    age(&site.out);
    let before = snapshot(&site.out);
    assert_eq!(site.build(files).unwrap(), report(0, files.len(), 0));
    assert_eq!(snapshot(&site.out), before);
}

/// A site on which `BEFORE` was built and into which somebody put files.
fn standing() -> Site {
    let site = Site::new();
    site.build(BEFORE).unwrap();
    MINE.iter().for_each(|(path, text)| site.stranger(path, text));
    site
}

#[test]
fn a_crash_after_any_step_is_cleared_up_by_any_next_build() {
    let site = standing();
    let mut steps = 0;
    while let Some(crashed) = crash(&site, AFTER, steps) {
        check_disk(&crashed, steps);
        for files in [BEFORE, AFTER, &[]] {
            check_next(&crashed, files, steps);
        }
        steps += 1;
    }
    assert!(steps > 15, "{steps}");
}

#[test]
fn two_crashes_in_a_row_are_cleared_up_too() {
    let site = standing();
    let mut first = 0;
    while let Some(once) = crash(&site, AFTER, first) {
        // Some of all pairs, as each takes a dozen copies of the site.
        let mut second = first % 3;
        while let Some(twice) = crash(&once, BEFORE, second) {
            check_disk(&twice, second);
            check_next(&twice, if second % 2 == 0 { AFTER } else { &[] }, second);
            second += 3;
        }
        first += 2;
    }
}

#[test]
fn a_first_build_that_crashes_does_not_lock_its_folder_out() {
    let site = Site::new();
    let mut steps = 0;
    while let Some(crashed) = crash(&site_with_folder(&site), AFTER, steps) {
        assert_eq!(crashed.build(AFTER).unwrap().removed, 0);
        assert_eq!(published(&crashed.out), texts(AFTER));
        steps += 1;
    }
    assert!(steps > AFTER.len());
}

fn site_with_folder(site: &Site) -> Site {
    fs::create_dir_all(&site.out).unwrap();
    image(&site.out)
}

#[test]
fn leftovers_of_a_crashed_build_are_removed_at_open() {
    let site = standing();
    site.stranger(".diptych/staging/0", "half a fi");
    site.stranger(".diptych/staging/17", "");
    let writer = site.open().unwrap();
    assert!(!site.path(".diptych/staging").exists());
    drop(writer);
    assert_eq!(published(&site.out), with_mine(BEFORE));
}

#[test]
fn a_build_that_the_system_stops_halfway_is_completed_by_the_next() {
    let site = standing();
    let writer = site.open().unwrap();
    put_all(&writer, AFTER);
    // The staged folder that is renamed last is lost.
    fs::remove_dir_all(site.path(".diptych/staging/site/guides/h")).unwrap();
    let sentence = refusal(writer.commit());
    assert!(sentence.contains("cannot put a folder at"), "{sentence}");
    assert!(sentence.ends_with("; until a build succeeds, only a part of the site is new"), "{sentence}");
    assert!(!site.path(".diptych/staging").exists());
    check_disk(&site, 0);
    check_next(&site, AFTER, 0);
}

#[test]
fn a_build_that_the_system_stops_at_once_has_left_all_as_it_was() {
    let site = standing();
    let before = published(&site.out);
    let writer = site.open().unwrap();
    let files = BEFORE.iter().map(|put| if put.0 == "changed" { ("changed", "new") } else { *put });
    let files: Vec<Put> = files.collect();
    put_all(&writer, &files);
    fs::remove_file(site.path(".diptych/staging/site/changed")).unwrap();
    let sentence = refusal(writer.commit());
    assert!(sentence.contains("cannot put a file at") && !sentence.contains("only a part"), "{sentence}");
    assert_eq!(published(&site.out), before);
}
