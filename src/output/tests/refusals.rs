//! The folders that `open` refuses, and the paths that `put` refuses.

use super::*;

/// Opens `out` for `site`, checks that the refusal says `why` and names the folder, and that nothing was changed.
fn refused(site: &Site, out: impl AsRef<Path>, why: &str) {
    let before = snapshot(site.temp.path());
    let sentence = refusal(Writer::open_as(&site.root, out.as_ref(), None));
    assert!(sentence.contains(why), "{why:?} is not in: {sentence}");
    assert!(sentence.contains(&out.as_ref().display().to_string()), "{sentence}");
    assert_eq!(snapshot(site.temp.path()), before);
}

#[test]
fn the_sites_own_folders() {
    let site = Site::new();
    let root = &site.root;
    refused(&site, root, "is the site's own folder");
    refused(&site, root.parent().unwrap(), "contains the site's own folder");
    for name in ["content", "templates", "static"] {
        refused(&site, root.join(name), &format!("is the site's {name} folder"));
        refused(&site, root.join(name).join("new/x"), &format!("lies in the site's {name} folder"));
    }
    refused(&site, root.join("content/guides"), "lies in the site's content folder");
}

#[test]
fn folders_that_do_not_exist_yet_are_compared_too() {
    let site = Site::new();
    fs::remove_dir(site.root.join("static")).unwrap();
    refused(&site, site.root.join("static"), "is the site's static folder");
    refused(&site, site.root.join("static/new"), "lies in the site's static folder");
    let beside = site.root.join("content-new");
    drop(Writer::open_as(&site.root, &beside, None).unwrap());
}

#[test]
fn dots_do_not_hide_a_folder() {
    let site = Site::new();
    refused(&site, site.root.join("content/../content"), "is the site's content folder");
    refused(&site, site.root.join("not-there/../content/x"), "lies in the site's content folder");
    refused(&site, site.root.join("templates/./.."), "is the site's own folder");
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_a_folder() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    let outside = site.temp.path().join("outside");
    fs::create_dir_all(outside.join("theme/static")).unwrap();
    symlink(site.root.join("content"), outside.join("to-content")).unwrap();
    symlink(&site.root, outside.join("to-site")).unwrap();
    symlink(outside.join("nowhere"), outside.join("to-nothing")).unwrap();
    refused(&site, outside.join("to-content"), "is the site's content folder");
    refused(&site, outside.join("to-content/new"), "lies in the site's content folder");
    refused(&site, outside.join("to-site"), "is the site's own folder");
    refused(&site, outside.join("to-site/templates"), "is the site's templates folder");
    refused(&site, outside.join("to-content/guides/../.."), "is the site's own folder");
    refused(&site, outside.join("to-nothing"), "a link to nothing");
    refused(&site, outside.join("to-nothing/x"), "a link to nothing");

    fs::remove_dir(site.root.join("static")).unwrap();
    symlink(outside.join("theme/static"), site.root.join("static")).unwrap();
    refused(&site, outside.join("theme/static"), "is the site's static folder");
    refused(&site, outside.join("theme/static/new"), "lies in the site's static folder");
    refused(&site, outside.join("theme"), "contains the site's static folder");
}

#[cfg(unix)]
#[test]
fn the_output_folder_may_itself_be_a_link() {
    let mut site = Site::new();
    let real = site.temp.path().join("www");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &site.out).unwrap();
    site.build(&[("a", "x")]).unwrap();
    assert_eq!(published(&real), texts(&[("a", "x")]));
    site.out = real;
    assert_eq!(site.build(&[("a", "x")]).unwrap(), report(0, 1, 0));
}

#[test]
fn the_root_of_the_file_system_and_the_home_directory() {
    let site = Site::new();
    let sentence = refusal(Writer::open(&site.root, Path::new("/")));
    assert!(sentence.contains("is the root of the file system"), "{sentence}");
    let home = site.temp.path().join("home");
    fs::create_dir(&home).unwrap();
    let sentence = refusal(Writer::open_as(&site.root, &home.join("../home"), Some(&home)));
    assert!(sentence.contains("is your home directory"), "{sentence}");
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
    drop(Writer::open_as(&site.root, &home.join("www"), Some(&home)).unwrap());
}

#[test]
fn a_file_or_an_empty_path_or_a_site_that_is_not_there() {
    let site = Site::new();
    let file = site.root.join("content/site.yaml");
    fs::write(&file, "").unwrap();
    let other = site.root.join("file");
    fs::write(&other, "").unwrap();
    refused(&site, &other, "is a file, not a folder");
    refused(&site, other.join("x"), "cannot find");
    refused(&site, "", "cannot find");
    let sentence = refusal(Writer::open_as(&site.root.join("none"), &site.out, None));
    assert!(sentence.contains("cannot find the site at"), "{sentence}");
}

#[test]
fn a_folder_with_other_peoples_things() {
    let site = Site::new();
    let why = "is not empty and Diptych did not make it; choose another folder or empty it";
    site.stranger("notes.txt", "mine");
    refused(&site, &site.out, why);
    fs::create_dir(site.path(".diptych")).unwrap();
    refused(&site, &site.out, why);
    fs::remove_file(site.path("notes.txt")).unwrap();
    site.stranger(".diptych/notes.txt", "mine");
    refused(&site, &site.out, why);
    fs::remove_dir_all(site.path(".diptych")).unwrap();
    site.stranger(".diptych", "a file");
    refused(&site, &site.out, "that Diptych did not make");
    fs::remove_file(site.path(".diptych")).unwrap();
    site.build(&[]).unwrap();
}

#[cfg(unix)]
#[test]
fn our_own_things_are_not_links() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    let elsewhere = site.temp.path().join("elsewhere");
    fs::create_dir_all(elsewhere.join("staging")).unwrap();
    fs::write(elsewhere.join("staging/0"), "theirs").unwrap();
    fs::write(elsewhere.join("manifest"), "diptych-output 1 0\n").unwrap();
    fs::create_dir(&site.out).unwrap();
    symlink(&elsewhere, site.path(".diptych")).unwrap();
    refused(&site, &site.out, "that Diptych did not make");

    fs::remove_file(site.path(".diptych")).unwrap();
    fs::create_dir(site.path(".diptych")).unwrap();
    symlink(elsewhere.join("new"), site.path(".diptych/lock")).unwrap();
    refused(&site, &site.out, "that Diptych did not make");

    fs::remove_file(site.path(".diptych/lock")).unwrap();
    symlink(elsewhere.join("staging"), site.path(".diptych/staging")).unwrap();
    site.build(&[("a", "x")]).unwrap();
    assert_eq!(fs::read_to_string(elsewhere.join("staging/0")).unwrap(), "theirs");

    fs::rename(site.path(".diptych/manifest"), elsewhere.join("manifest")).unwrap();
    symlink(elsewhere.join("manifest"), site.path(".diptych/manifest")).unwrap();
    refused(&site, &site.out, "damaged list");
}

#[test]
fn a_manifest_that_is_damaged_or_of_another_version() {
    let site = Site::new();
    site.build(&[("a", "x"), ("b", "y")]).unwrap();
    let manifest = site.path(".diptych/manifest");
    for text in ["", "diptych-output 1 2\na\n", "diptych-output 1 3\n../x\na\nb\n", "\u{0}\u{0}"] {
        fs::write(&manifest, text).unwrap();
        refused(&site, &site.out, "damaged list");
    }
    fs::write(&manifest, b"diptych-output 1 1\n\xff\n").unwrap();
    let sentence = refusal(site.open());
    assert!(sentence.contains("damaged list"), "{sentence}");
    fs::write(&manifest, "diptych-output 2 whatever\n").unwrap();
    refused(&site, &site.out, "another version of Diptych");
    assert_eq!(published(&site.out), texts(&[("a", "x"), ("b", "y")]));
}

#[test]
fn a_second_build_at_the_same_time() {
    let site = Site::new();
    let first = site.open().unwrap();
    first.put("a", b"x").unwrap();
    let sentence = refusal(site.open());
    assert!(sentence.contains(&format!("another build is writing to {}", site.out.display())), "{sentence}");
    first.commit().unwrap();
    let second = site.open().unwrap();
    refused(&site, &site.out, "another build is writing to");
    drop(second);
    assert_eq!(site.build(&[("a", "x")]).unwrap(), report(0, 1, 0));
}

#[test]
fn paths_that_are_not_allowed() {
    let site = Site::new();
    for path in ["", "/x", "a//b", "a/", "./a", "../x", "a/../../x", "a\\b", "a\0", ".diptych/manifest"] {
        let writer = site.open().unwrap();
        let sentence = refusal(writer.put(path, b"x"));
        assert!(sentence.contains(&format!("{path:?}")), "{sentence}");
        assert!(refusal(writer.commit()).contains("was refused"));
    }
    assert!(!site.root.join("x").exists());
    assert!(published(&site.root).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_too_long_is_seen_before_anything_is_changed() {
    let site = Site::new();
    site.build(&[("a", "x")]).unwrap();
    let long = "n".repeat(300);
    let sentence = refusal(site.build(&[("a", "y"), (&long, "z")]));
    assert!(sentence.contains("shorter name"), "{sentence}");
    assert_eq!(published(&site.out), texts(&[("a", "x")]));
}
