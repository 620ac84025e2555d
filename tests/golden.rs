//! Golden sites: `tests/golden/<case>/` is a site, `expected/` in it the whole output tree, `terminal.txt` what the
//! program says. `UPDATE=1 cargo test --test golden` rewrites both; read the change before you keep it.
//!
//! All cases but `default-theme` and `tables` bring templates of their own, so that a change of the theme changes these alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The day on which every case is built.
const TODAY: &str = "2026-12-01";

/// The files below a folder, by path with `/`; not what is Diptych's own. A folder that is not there has none.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting: Vec<PathBuf> = folder.is_dir().then(|| folder.to_owned()).into_iter().collect();
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.ends_with(".diptych") {
                continue;
            }
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let steps = path.strip_prefix(folder).expect("a file of the folder").iter();
            let steps: Vec<&str> = steps.map(|step| step.to_str().expect("a name in UTF-8")).collect();
            files.insert(steps.join("/"), fs::read(&path).expect("a file"));
        }
    }
    files
}

/// Builds a copy of the site at `root` and returns its files and what was said, with the time taken out.
fn build(root: &Path) -> (BTreeMap<String, Vec<u8>>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, out) = (folder.path().join("site"), folder.path().join("out"));
    for (path, bytes) in tree(root).iter().filter(|(path, _)| !path.starts_with("expected/")) {
        let place = site.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, bytes).expect("a file");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_diptych"))
        .args(["build", "--today", TODAY])
        .arg("--root")
        .arg(&site)
        .arg("--out")
        .arg(&out)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let said = String::from_utf8(run.stdout).expect("UTF-8 on the terminal");
    let (said, time) = said.rsplit_once(", in ").unwrap_or((&said, ""));
    assert!(time.is_empty() || time.ends_with(" s\n"), "{time}");
    let problems = String::from_utf8(run.stderr).expect("UTF-8 on the terminal");
    let status = run.status.code().expect("an exit status");
    (tree(&out), format!("{problems}{said}\nexit status {status}\n"))
}

/// What differs between what is expected and what was found, each in a few words.
fn differences(expected: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut differences = Vec::new();
    for (path, bytes) in expected {
        match found.get(path) {
            None => differences.push(format!("{path}: is not there")),
            Some(other) if other != bytes => {
                differences.push(format!("{path}: {}", first_line(bytes, other)))
            }
            Some(_) => {}
        }
    }
    let more = found.keys().filter(|path| !expected.contains_key(*path));
    differences.extend(more.map(|path| format!("{path}: is new")));
    differences
}

/// The first line in which two files differ.
fn first_line(expected: &[u8], found: &[u8]) -> String {
    let (expected, found) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(found));
    let mut lines = expected.lines().zip(found.lines()).enumerate();
    match lines.find(|(_, (expected, found))| expected != found) {
        Some((at, (expected, found))) => format!("line {}\n  - {expected}\n  + {found}", at + 1),
        None => format!("{} lines became {}", expected.lines().count(), found.lines().count()),
    }
}

fn rewrite(case: &Path, files: &BTreeMap<String, Vec<u8>>, said: &str) {
    let expected = case.join("expected");
    if expected.exists() {
        fs::remove_dir_all(&expected).expect("the expected tree removed");
    }
    for (path, bytes) in files {
        let path = expected.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    fs::write(case.join("terminal.txt"), said).expect("a file");
}

fn check(name: &str) {
    let case = Path::new("tests/golden").join(name);
    let (files, said) = build(&case);
    if std::env::var_os("UPDATE").is_some() {
        return rewrite(&case, &files, &said);
    }
    let expected = fs::read_to_string(case.join("terminal.txt")).expect("what the program says");
    assert_eq!(said, expected, "what the program says");
    let differences = differences(&tree(&case.join("expected")), &files);
    assert!(differences.is_empty(), "{name}:\n{}\nUPDATE=1 rewrites the tree", differences.join("\n"));
}

#[test]
fn minimal() {
    check("minimal");
}

#[test]
fn everything() {
    check("everything");
}

#[test]
fn korean() {
    check("korean");
}

#[test]
fn languages() {
    check("languages");
}

#[test]
fn pairs() {
    check("pairs");
}

#[test]
fn default_theme() {
    check("default-theme");
}

#[test]
fn tables() {
    check("tables");
}

#[test]
fn failing() {
    check("failing");
}

#[test]
fn every_folder_is_a_case() {
    let mut cases: Vec<String> = fs::read_dir("tests/golden")
        .expect("the folder of cases")
        .map(|entry| entry.expect("a case").file_name().to_string_lossy().into_owned())
        .collect();
    cases.sort();
    assert_eq!(
        cases,
        ["default-theme", "everything", "failing", "korean", "languages", "minimal", "pairs", "tables"]
    );
}
