//! What Diptych never wrote is never touched, and no link leads it out of its folder.

use super::*;

const MINE: Put = ("index.html", "mine");

/// A site that was built once with one page.
fn built() -> Site {
    let site = Site::new();
    site.build(&[("page", "1")]).unwrap();
    site
}

/// Builds `files`, checks that the refusal names `paths`, and that nothing was changed.
fn refused(site: &Site, files: &[Put], paths: &[&str]) {
    age(&site.out);
    let before = snapshot(site.temp.path());
    let sentence = refusal(site.build(files));
    for path in paths {
        assert!(sentence.contains(path), "{path:?} is not in: {sentence}");
    }
    assert!(sentence.contains(&site.out.display().to_string()), "{sentence}");
    let mut after = snapshot(site.temp.path());
    after.insert("site/public/.diptych".to_owned(), before["site/public/.diptych"].clone());
    assert_eq!(after, before);
}

#[test]
fn a_file_with_other_bytes_is_refused() {
    let site = built();
    site.stranger(MINE.0, MINE.1);
    site.stranger("a/b", "mine");
    refused(&site, &[("page", "2"), ("index.html", "ours"), ("a/b", "ours")], &["at a/b, index.html;"]);
}

#[test]
fn a_file_with_equal_bytes_is_adopted() {
    let site = built();
    site.stranger(MINE.0, MINE.1);
    age(&site.out);
    let before = snapshot(&site.out)[MINE.0].clone();
    assert_eq!(site.build(&[("page", "1"), MINE]).unwrap(), report(0, 2, 0));
    assert_eq!(snapshot(&site.out)[MINE.0], before);
    assert_eq!(site.build(&[("page", "1"), ("index.html", "ours")]).unwrap(), report(1, 1, 0));
    assert_eq!(site.build(&[("page", "1")]).unwrap(), report(0, 1, 1));
}

#[test]
fn ten_are_named_and_the_rest_counted() {
    let site = built();
    let paths: Vec<String> = (10..23).map(|n| format!("p{n}")).collect();
    paths.iter().for_each(|path| site.stranger(path, "mine"));
    let files: Vec<Put> = paths.iter().map(|path| (path.as_str(), "ours")).collect();
    refused(&site, &files, &["p10, p11, p12", "p19 and 3 more;"]);
    refused(&site, &files[..10], &["p18, p19;"]);
}

#[test]
fn a_folder_or_file_of_the_other_sort_is_refused() {
    let site = built();
    site.stranger("folder/mine", "mine");
    site.stranger("file", "mine");
    fs::create_dir(site.path("empty")).unwrap();
    refused(&site, &[("folder", "x")], &["folder (a folder)"]);
    refused(&site, &[("empty", "x")], &["empty (a folder)"]);
    refused(&site, &[("file/a/b", "x"), ("file/c", "x")], &["at file;"]);
}

#[test]
fn a_folder_of_ours_that_holds_theirs_does_not_become_a_file() {
    let site = Site::new();
    site.build(&[("a/b/c", "1"), ("a/d", "2")]).unwrap();
    site.stranger("a/b/notes.txt", "mine");
    refused(&site, &[("a", "x")], &["at a/b/notes.txt;"]);
    fs::remove_file(site.path("a/b/notes.txt")).unwrap();
    fs::create_dir(site.path("a/empty")).unwrap();
    refused(&site, &[("a", "x")], &["at a/empty (a folder);"]);
    fs::remove_dir(site.path("a/empty")).unwrap();
    assert_eq!(site.build(&[("a", "x")]).unwrap(), report(1, 0, 2));
}

#[test]
fn what_took_the_place_of_a_stale_file_is_left() {
    let site = Site::new();
    site.build(&[("a", "1"), ("b/c", "2")]).unwrap();
    fs::remove_file(site.path("a")).unwrap();
    site.stranger("a/mine", "mine");
    fs::remove_dir_all(site.path("b")).unwrap();
    site.stranger("b", "mine");
    assert_eq!(site.build(&[]).unwrap(), report(0, 0, 0));
    assert_eq!(published(&site.out), texts(&[("a/mine", "mine"), ("b", "mine")]));
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn no_file_is_written_through_a_link_in_its_path() {
        let site = built();
        let outside = site.temp.path().join("outside");
        fs::create_dir_all(outside.join("deep")).unwrap();
        fs::write(outside.join("equal"), "equal").unwrap();
        symlink(&outside, site.path("link")).unwrap();
        symlink("nowhere", site.path("broken")).unwrap();
        refused(&site, &[("link/a", "x")], &["link (a link)"]);
        refused(&site, &[("link/deep/a", "x")], &["link (a link)"]);
        refused(&site, &[("link/equal", "equal")], &["link (a link)"]);
        refused(&site, &[("broken/a", "x")], &["broken (a link)"]);
    }

    #[test]
    fn what_stands_right_behind_a_link_is_left_until_it_should_be_other() {
        let site = Site::new();
        site.build(&[("a/b", "1"), ("c", "1")]).unwrap();
        let outside = site.temp.path().join("outside");
        fs::rename(site.path("a"), &outside).unwrap();
        symlink(&outside, site.path("a")).unwrap();
        age(site.temp.path());
        let before = snapshot(&outside);
        assert_eq!(site.build(&[("a/b", "1"), ("c", "2")]).unwrap(), report(1, 1, 0));
        assert_eq!(snapshot(&outside), before);
        refused(&site, &[("a/b", "2"), ("c", "2")], &["a (a link)"]);
    }

    #[test]
    fn no_link_is_replaced() {
        let site = built();
        let outside = site.temp.path().join("outside");
        fs::write(&outside, "theirs").unwrap();
        symlink(&outside, site.path("link")).unwrap();
        refused(&site, &[("link", "x")], &["link (a link)"]);
        refused(&site, &[("link", "theirs")], &["link (a link)"]);
        fs::remove_file(site.path("page")).unwrap();
        symlink(&outside, site.path("page")).unwrap();
        refused(&site, &[("page", "2")], &["page (a link)"]);
    }

    #[test]
    fn nothing_is_removed_through_a_link() {
        let site = Site::new();
        site.build(&[("a/b/c", "1"), ("d", "2"), ("e", "3")]).unwrap();
        let outside = site.temp.path().join("outside");
        fs::rename(site.path("a"), &outside).unwrap();
        fs::create_dir(outside.join("b/empty")).unwrap();
        symlink(&outside, site.path("a")).unwrap();
        fs::remove_file(site.path("d")).unwrap();
        symlink(&outside, site.path("d")).unwrap();
        assert_eq!(site.build(&[]).unwrap(), report(0, 0, 1));
        assert!(outside.join("b/c").exists() && outside.join("b/empty").exists());
        assert!(site.path("a").is_symlink() && site.path("d").is_symlink());
    }

    #[test]
    fn no_folder_is_removed_through_a_link() {
        let site = Site::new();
        site.build(&[("a/b/c", "1")]).unwrap();
        let outside = site.temp.path().join("outside");
        fs::create_dir_all(outside.join("b")).unwrap();
        fs::remove_dir_all(site.path("a")).unwrap();
        symlink(&outside, site.path("a")).unwrap();
        site.build(&[]).unwrap();
        assert!(outside.join("b").exists());
    }
}
