//! The rules of the house, as far as a test can keep them: the order of modules, one door for each outside package,
//! small files and functions, and no way to panic outside tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module imports only from those before it.
const ORDER: [&str; 11] = [
    "base",
    "diagnostics",
    "source",
    "pictures",
    "content",
    "site",
    "page",
    "render",
    "output",
    "pipeline",
    "commands",
];

/// Each outside package, as code names it, and the files or folders that may.
const DOORS: [(&str, &[&str]); 34] = [
    ("annotate_snippets", &["diagnostics/print.rs"]),
    ("axum", &["commands/serve/server.rs"]),
    ("blake3", &["pictures/"]),
    ("csv_core", &["content/csv.rs"]),
    ("clap", &["commands/"]),
    ("clap_complete", &["commands/completions.rs"]),
    ("granit_parser", &["content/yaml/builder.rs"]),
    ("image", &["pictures/codec.rs"]),
    ("imagesize", &["pictures/header.rs"]),
    ("img_parts", &["pictures/metadata.rs"]),
    ("intl_pluralrules", &["content/strings.rs"]),
    ("jiff", &["base/date.rs"]),
    ("mimalloc", &["main.rs"]),
    ("notify", &["commands/serve/notices.rs", "commands/serve/batch.rs"]),
    ("moxcms", &["pictures/codec.rs"]),
    ("postcard", &["base/kept.rs"]),
    ("pulldown_cmark", &["content/markdown/"]),
    ("pulldown_cmark_escape", &["content/markdown/"]),
    ("resvg", &["render/cards/fonts.rs"]),
    ("skrifa", &["render/cards/fonts.rs"]),
    ("ravif", &["pictures/codec.rs"]),
    ("rayon", &["pipeline.rs", "pipeline/"]),
    ("rust_decimal", &["content/number.rs", "content/value.rs", "content/measure.rs"]),
    ("rust_embed", &["source/theme.rs"]),
    ("serde", &["base/", "page/", "render/mod.rs", "render/cards/layout.rs", "render/data.rs"]),
    ("serde_json", &["diagnostics/print.rs", "commands/report.rs", "render/structured", "render/data.rs"]),
    ("tera", &["render/", "base/html.rs", "base/shared.rs"]),
    ("tokio", &["commands/serve/server.rs"]),
    ("tokio_stream", &["commands/serve/server.rs"]),
    ("unic_langid", &["content/strings.rs"]),
    ("unicode_normalization", &["base/address.rs", "content/terms.rs", "page/search/cut.rs"]),
    ("ureq", &["commands/images/transport.rs"]),
    ("webp", &["pictures/codec.rs"]),
    ("walkdir", &["source/scan.rs"]),
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

struct Source {
    /// Relative to `src/`.
    path: String,
    /// Without the tests inside it.
    code: String,
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let is_test = |path: &str| path.contains("/tests/") || path.ends_with("/tests.rs");
    files
        .iter()
        .map(|file| {
            let path = file.strip_prefix("src").expect("below src").to_string_lossy().replace('\\', "/");
            let code = without_tests(&fs::read_to_string(file).expect("text"));
            Source { path, code }
        })
        .filter(|source| !is_test(&source.path))
        .collect()
}

/// A file without what is compiled for tests only: `mod tests;`, and modules up to the brace that ends them.
fn without_tests(text: &str) -> String {
    let is_marked = |line: &str| line.starts_with("#[cfg(test)]") || line.starts_with("#[cfg(all(test");
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if is_marked(line) {
            lines.find(|line| *line == "}" || line.ends_with(';') && !line.starts_with(' '));
        } else {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

fn module(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// Lines without comments and texts, so that a name in a message counts for nothing.
fn code_lines(code: &str) -> impl Iterator<Item = &str> {
    code.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_import_from_those_above() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = ORDER.iter().position(|name| *name == module(&source.path)) else { continue };
        for line in code_lines(&source.code) {
            for (at, _) in line.match_indices("crate::") {
                let name =
                    line[at + 7..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
                let above = ORDER.iter().position(|module| *module == name);
                if above.is_some_and(|above| above > own) {
                    wrong.push(format!("{}: {}", source.path, line.trim()));
                }
            }
        }
        if module(&source.path) == "output" {
            let strangers = ["crate::content", "crate::site", "crate::page", "crate::render"];
            wrong.extend(
                strangers
                    .iter()
                    .filter(|name| source.code.contains(**name))
                    .map(|name| format!("{}: {name}", source.path)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_package_has_one_door() {
    let mut wrong = Vec::new();
    let mut unused: BTreeSet<(&str, &str)> =
        DOORS.iter().flat_map(|(package, doors)| doors.iter().map(|door| (*package, *door))).collect();
    for source in sources() {
        for (package, doors) in DOORS {
            let named = code_lines(&source.code).any(|line| {
                line.match_indices(&format!("{package}::")).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            });
            if !named {
                continue;
            }
            let mut entered = doors.iter().filter(|door| source.path.starts_with(**door)).peekable();
            if entered.peek().is_none() {
                wrong.push(format!("{} names {package}", source.path));
            }
            for door in entered {
                unused.remove(&(package, *door));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unused.is_empty(), "nothing goes through these doors: {unused:?}");
}

#[test]
fn every_package_has_a_door_and_a_reason() {
    let manifest = fs::read_to_string("Cargo.toml").expect("Cargo.toml");
    let reasons = fs::read_to_string("docs/decisions/0002-dependencies.md").expect("the decision");
    let dependencies =
        manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a table");
    let packages: BTreeSet<&str> = dependencies
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name))
        .filter(|name| !name.starts_with('#'))
        .collect();
    assert_eq!(packages.len(), DOORS.len());
    for package in packages {
        assert!(DOORS.iter().any(|(name, _)| *name == package.replace('-', "_")), "{package} has no door");
        assert!(reasons.contains(&format!("`{package}`")), "{package} has no reason");
    }
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.code.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{} has {lines} lines", source.path));
        }
        if !source.code.starts_with("//!") {
            wrong.push(format!("{} does not say what it is", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What derives `Args` says what it is at its command: a comment of its own would take the place of that in `--help`.
#[test]
fn what_is_public_says_what_it_is() {
    let mut wrong = Vec::new();
    for source in sources() {
        let mut above = String::new();
        for (at, line) in source.code.lines().enumerate() {
            let words = line.trim_start();
            if words.starts_with("///") || words.starts_with("#[") {
                above.push_str(words);
                continue;
            }
            let names_more = ["pub mod ", "pub use "].iter().any(|word| words.starts_with(word));
            let explained = above.contains("///") || above.contains("Args");
            if words.starts_with("pub ") && !names_more && !explained {
                wrong.push(format!("{}:{}: {words}", source.path, at + 1));
            }
            above.clear();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_are_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.code.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let words = line.trim_start();
            let modifiers = ["pub", "pub(super)", "pub(crate)", "const", "async"];
            let mut names = words.split(' ').skip_while(|word| modifiers.contains(word));
            if names.next() != Some("fn") {
                continue;
            }
            let indent = &line[..line.len() - words.len()];
            let end = lines[start..].iter().position(|line| *line == format!("{indent}}}")).unwrap_or(0);
            if end > LONGEST_FUNCTION {
                wrong.push(format!("{}:{} has {end} lines", source.path, start + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_panics_outside_tests() {
    let mut wrong = Vec::new();
    for source in sources() {
        for line in code_lines(&source.code) {
            if [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("]
                .iter()
                .any(|word| line.contains(word))
            {
                wrong.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
