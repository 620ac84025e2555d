//! What a build writes, leaves and removes when nothing goes wrong, and when it is given up.

use super::*;
use crate::output::plan::plan;
use crate::output::step::Step;
use std::sync::atomic::{AtomicUsize, Ordering};

const FILES: [Put; 3] = [("index.html", "home"), ("guides/a/index.html", "a"), ("guides/b/index.html", "b")];

#[test]
fn a_writer_may_be_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Writer>();
}

#[test]
fn a_first_build_writes_everything() {
    let site = Site::new();
    assert_eq!(site.build(&FILES).unwrap(), report(3, 0, 0));
    assert_eq!(published(&site.out), texts(&FILES));
    assert_eq!(site.manifest(), "diptych-output 1 3\nguides/a/index.html\nguides/b/index.html\nindex.html\n");
    assert!(!site.path(".diptych/staging").exists());
}

#[test]
fn a_second_build_changes_nothing_at_all() {
    let site = Site::new();
    site.build(&FILES).unwrap();
    age(&site.out);
    let before = snapshot(&site.out);
    assert_eq!(site.build(&FILES).unwrap(), report(0, 3, 0));
    assert_eq!(snapshot(&site.out), before);
}

#[test]
fn only_what_changed_is_written() {
    let site = Site::new();
    site.build(&FILES).unwrap();
    age(&site.out);
    let mut expected = snapshot(&site.out);
    let changed = [FILES[0], FILES[1], ("guides/b/index.html", "c")];
    assert_eq!(site.build(&changed).unwrap(), report(1, 2, 0));
    let mut found = snapshot(&site.out);
    let is_same = |path: &String| !["guides/b", "guides/b/index.html", ".diptych"].contains(&path.as_str());
    found.retain(|path, _| is_same(path));
    expected.retain(|path, _| is_same(path));
    assert_eq!(found, expected, "the manifest included");
    assert_eq!(published(&site.out), texts(&changed));
}

#[test]
fn nothing_stands_before_commit() {
    let site = Site::new();
    let writer = site.open().unwrap();
    put_all(&writer, &FILES);
    assert_eq!(published(&site.out), texts(&[]));
    writer.commit().unwrap();
}

#[test]
fn what_the_last_build_wrote_and_this_one_did_not_goes_with_its_folders() {
    let site = Site::new();
    site.build(&[FILES[0], FILES[1], FILES[2], ("x/y/z", "deep"), ("kept/a/b", "")]).unwrap();
    site.stranger("kept/mine.txt", "mine");
    fs::create_dir(site.path("empty")).unwrap();
    assert_eq!(site.build(&[FILES[0], FILES[1]]).unwrap(), report(0, 2, 3));
    assert_eq!(published(&site.out), texts(&[FILES[0], FILES[1], ("kept/mine.txt", "mine")]));
    assert!(!site.path("guides/b").exists());
    assert!(!site.path("x").exists());
    assert!(!site.path("kept/a").exists());
    assert!(site.path("empty").exists(), "it was not we who made it empty");
    assert_eq!(site.manifest(), "diptych-output 1 2\nguides/a/index.html\nindex.html\n");
}

#[test]
fn a_site_may_become_empty_and_full_again() {
    let site = Site::new();
    assert_eq!(site.build(&[]).unwrap(), report(0, 0, 0));
    assert_eq!(site.manifest(), "diptych-output 1 0\n");
    assert_eq!(site.build(&FILES).unwrap(), report(3, 0, 0));
    assert_eq!(site.build(&[]).unwrap(), report(0, 0, 3));
    assert!(!site.path("guides").exists() && site.out.exists());
    assert_eq!(site.manifest(), "diptych-output 1 0\n");
    assert_eq!(site.build(&FILES).unwrap(), report(3, 0, 0));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = Site::new();
    let first = [("a", "file"), ("b/c/d", "deep"), ("b/e", "more"), ("f/g", "alone")];
    let second = [("a/b/index.html", "a"), ("b", "file"), ("f/g/h", "alone")];
    site.build(&first).unwrap();
    assert_eq!(site.build(&second).unwrap(), report(3, 0, 4));
    assert_eq!(published(&site.out), texts(&second));
    assert_eq!(site.build(&first).unwrap(), report(4, 0, 3));
    assert_eq!(published(&site.out), texts(&first));
}

#[test]
fn a_file_of_ours_that_was_deleted_or_altered_comes_back() {
    let site = Site::new();
    site.build(&FILES).unwrap();
    fs::remove_dir_all(site.path("guides")).unwrap();
    fs::write(site.path("index.html"), "HOME").unwrap();
    assert_eq!(site.build(&FILES).unwrap(), report(3, 0, 0));
    assert_eq!(published(&site.out), texts(&FILES));
}

#[test]
fn a_build_that_is_given_up_leaves_the_site_as_it_was() {
    let site = Site::new();
    site.build(&FILES).unwrap();
    age(&site.out);
    let mut before = snapshot(&site.out);
    let writer = site.open().unwrap();
    put_all(&writer, &[("index.html", "new"), ("guides/c/index.html", "c")]);
    assert!(site.path(".diptych/staging").exists());
    drop(writer);
    let mut after = snapshot(&site.out);
    before.remove(".diptych");
    assert_eq!(after.remove(".diptych").map(|(text, _)| text).as_deref(), Some("/"));
    assert_eq!(after, before);
}

#[cfg(unix)]
#[test]
fn a_first_build_that_is_given_up_leaves_no_folder() {
    let mut site = Site::new();
    site.out = site.root.join("made/public");
    let writer = site.open().unwrap();
    put_all(&writer, &FILES);
    drop(writer);
    assert!(!site.root.join("made").exists());
    fs::create_dir_all(&site.out).unwrap();
    drop(site.open().unwrap());
    assert!(site.out.exists(), "it stood before");
    assert_eq!(fs::read_dir(&site.out).unwrap().count(), 0);
}

#[test]
fn eight_threads_put_at_once() {
    let site = Site::new();
    let files: Vec<(String, String)> =
        (0..2000).map(|n| (format!("{}/{n}/index.html", n % 7), format!("page {n}").repeat(n))).collect();
    let files: Vec<Put> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for expected in [report(2000, 0, 0), report(0, 2000, 0)] {
        let writer = site.open().unwrap();
        std::thread::scope(|scope| {
            for part in files.chunks(250) {
                let writer = &writer;
                scope.spawn(move || put_all(writer, part));
            }
        });
        assert_eq!(writer.commit().unwrap(), expected);
        assert_eq!(published(&site.out), texts(&files));
    }
}

#[test]
fn one_path_with_different_bytes_is_refused_whoever_comes_first() {
    let site = Site::new();
    site.build(&[("old", "same")]).unwrap();
    for (path, first, second) in [("new", "x", "y"), ("old", "same", "y"), ("old", "y", "same")] {
        let writer = site.open().unwrap();
        writer.put(path, first.as_bytes()).unwrap();
        let sentence = refusal(writer.put(path, second.as_bytes()));
        assert!(
            sentence.contains(&format!("{}: this build has two", site.path(path).display())),
            "{sentence}"
        );
        assert!(refusal(writer.commit()).contains("a file of this build was refused"));
        assert_eq!(published(&site.out), texts(&[("old", "same")]));
    }
    let writer = site.open().unwrap();
    let refused = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (writer, refused) = (&writer, &refused);
            scope.spawn(move || {
                let put = writer.put("a", format!("{n}").repeat(50_000).as_bytes());
                refused.fetch_add(usize::from(put.is_err()), Ordering::Relaxed);
            });
        }
    });
    assert_eq!(refused.into_inner(), 7);
}

#[test]
fn one_path_with_the_same_bytes_counts_once() {
    let site = Site::new();
    site.build(&[("old", "same")]).unwrap();
    let twice = [("old", "same"), ("old", "same"), ("new", "x"), ("new", "x")];
    assert_eq!(site.build(&twice).unwrap(), report(1, 1, 0));
}

#[test]
fn one_path_as_file_and_folder_is_refused_before_anything_is_changed() {
    let site = Site::new();
    site.build(&FILES).unwrap();
    let before = published(&site.out);
    let sentence = refusal(site.build(&[("index.html", "new"), ("a/b", ""), ("a/b-c", ""), ("a/b/c/d", "")]));
    assert!(sentence.contains(&format!("{}: this build has both", site.path("a/b").display())), "{sentence}");
    assert!(sentence.contains("a/b/c/d"), "{sentence}");
    assert_eq!(published(&site.out), before);
}

#[test]
fn a_new_folder_comes_as_one_and_goes_as_one() {
    let site = Site::new();
    site.build(&[("a/b/c/d", "1"), ("a/b/e", "2"), ("a-b", "3"), ("f", "4")]).unwrap();
    let files =
        [("a/b/c/d", "1"), ("a/b/e", "2"), ("a/b/g/h", "5"), ("a/b/g/i/j", "6"), ("a/k", "7"), ("l/m", "8")];
    let mut writer = site.open().unwrap();
    put_all(&writer, &files);
    let new = std::mem::take(writer.new.get_mut().unwrap());
    let steps = plan(&writer.out, writer.old.as_ref(), &new).unwrap();
    let moves: Vec<&Step> = steps.iter().filter(|step| !step.written().is_empty()).collect();
    let bring = |folder, files: &[&'static str]| Step::Bring { folder, files: files.to_vec() };
    let expected = [bring("a/b/g", &["a/b/g/h", "a/b/g/i/j"]), Step::Place("a/k"), bring("l", &["l/m"])];
    assert!(moves.into_iter().eq(&expected), "{steps:?}");
    drop(writer);
    assert_eq!(site.build(&files).unwrap(), report(4, 2, 2));
    assert_eq!(published(&site.out), texts(&files));
}

#[test]
fn what_comes_twice_while_it_is_written_is_compared_whole() {
    let site = Site::new();
    let (long, other) = ("x".repeat(1 << 20), "x".repeat((1 << 20) - 1) + "y");
    let writer = site.open().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| writer.put("same", long.as_bytes()).unwrap());
        }
    });
    assert!(refusal(writer.put("same", other.as_bytes())).contains("two different files"));
    assert!(refusal(writer.commit()).contains("a file of this build was refused"));
}
