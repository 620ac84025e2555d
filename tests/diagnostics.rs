//! Fixture tests of diagnostics: a whole site in one text, the expected messages written under it.
//!
//! A fixture in `tests/diagnostics/` is a few words, perhaps a line `options: ...`, the files of a site as
//! `Sources::from_fixture` reads them, and below `=== expect` every problem in the short format. Empty templates take the
//! place of the default theme, so that a change of it changes no expectation.
//! `UPDATE=1 cargo test --test diagnostics` rewrites the expectations; read them before you keep them.

use diptych::base::{Date, SitePath};
use diptych::commands::images::{Limits, Terms, fetch};
use diptych::content::blocks::BUILT_IN;
use diptych::diagnostics::Diagnostic;
use diptych::diagnostics::print::{Format, Quoted, print};
use diptych::pipeline;
use diptych::site::{Demands, Options};
use diptych::source::Sources;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const EXPECT: &str = "=== expect\n";

/// The templates of pages.
const PAGES: [&str; 21] = [
    "all.html",
    "feed.xml",
    "feed_entry.html",
    "guide.html",
    "home.html",
    "kind.html",
    "list.html",
    "llms.txt",
    "not_found.html",
    "pair.html",
    "plain.html",
    "product.html",
    "products.html",
    "redirect.html",
    "robots.txt",
    "search.html",
    "sitemap.xml",
    "sitemap_index.xml",
    "sources.html",
    "tag.html",
    "tags.html",
];

/// What the line `options: crlf, drafts` of a fixture asks for.
#[derive(Default)]
struct Asked {
    /// The files end their lines with CR LF.
    crlf: bool,
    /// The files end their lines with CR alone.
    cr: bool,
    /// The files start with a byte order mark.
    bom: bool,
    /// The files are in Latin-1, not in UTF-8.
    latin_1: bool,
    /// As `--drafts`.
    drafts: bool,
    /// As `--future`.
    future: bool,
    /// What `images fetch` says, after which no server is asked.
    fetch: bool,
    /// As `check --fail-on` and `--fair`.
    demands: Demands,
}

impl Asked {
    fn of(fixture: &str) -> Self {
        let mut asked = Self::default();
        let header = fixture.split("=== ").next().unwrap_or_default();
        let words =
            header.lines().filter_map(|line| line.strip_prefix("options:")).flat_map(|l| l.split(','));
        for word in words.map(str::trim) {
            match word {
                "crlf" => asked.crlf = true,
                "cr" => asked.cr = true,
                "bom" => asked.bom = true,
                "latin-1" => asked.latin_1 = true,
                "drafts" => asked.drafts = true,
                "future" => asked.future = true,
                "fetch" => asked.fetch = true,
                "fresh" => asked.demands.fresh = true,
                "sourced" => asked.demands.sourced = true,
                "fair" => asked.demands.fair = true,
                "facts" => asked.demands.facts = true,
                "translations" => asked.demands.translations = true,
                other => panic!("a fixture has no option {other:?}"),
            }
        }
        asked
    }

    /// A file as the fixture's options want it on the disk.
    fn bytes(&self, text: &str) -> Vec<u8> {
        let mut text = text.to_owned();
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.cr {
            text = text.replace('\n', "\r");
        }
        if self.bom {
            text.insert(0, '\u{feff}');
        }
        if self.latin_1 {
            text.chars().map(|c| u8::try_from(c).expect("a character of Latin-1")).collect()
        } else {
            text.into_bytes()
        }
    }
}

/// The site of a fixture, with empty templates instead of the default theme.
fn site(text: &str, asked: &Asked) -> Sources {
    let own: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("=== ")).map(str::trim).collect();
    let mut sources = Sources::default();
    let blocks = BUILT_IN.iter().map(|name| format!("blocks/{name}.html"));
    for name in blocks.chain(PAGES.map(str::to_owned)) {
        sources.insert(SitePath::new(format!("templates/{name}")), Vec::new());
    }
    for file in Sources::from_fixture(text).iter().filter(|file| own.contains(file.path.as_str())) {
        let bytes = file.text().map_or_else(|| file.bytes.clone(), |text| asked.bytes(text));
        sources.insert(file.path.clone(), bytes);
    }
    sources
}

/// Builds the site of a fixture and returns its problems, one a line.
fn problems(text: &str) -> String {
    let asked = Asked::of(text);
    let sources = site(text, &asked);
    let today = Date::parse("2026-12-01").expect("a day");
    if asked.fetch {
        return fetched(&sources, today);
    }
    let options =
        Options { drafts: asked.drafts, future: asked.future, today, base_url: None, demands: asked.demands };
    let found = pipeline::build(&sources, &options, None).diagnostics;
    lines(&found, &sources)
}

/// Problems one a line; each says what to type instead.
fn lines(found: &[Diagnostic], sources: &Sources) -> String {
    let text_of = |path: &SitePath| sources.get(path.as_str()).and_then(|file| file.text());
    let quoted = Quoted::by(found, &text_of);
    let line = |diagnostic: &Diagnostic| {
        assert!(diagnostic.help.is_some(), "nothing says what to type: {}", diagnostic.message);
        print(diagnostic, Format::Short, false, &quoted)
    };
    found.iter().map(line).collect()
}

/// Brings the pictures of a site in, and returns what is said of that, one a line.
fn fetched(sources: &Sources, today: Date) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for file in sources.iter() {
        let path = folder.path().join(file.path.as_str());
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, &file.bytes).expect("a file");
    }
    let terms = Terms { today, dry_run: false, limits: Limits::default() };
    let found = fetch(folder.path(), &terms, |_| {}).expect("a folder that can be written").diagnostics;
    lines(&found, &pipeline::scan(folder.path()).expect("a site"))
}

/// All fixtures with their texts, by name.
fn fixtures() -> Vec<(PathBuf, String)> {
    let mut fixtures: Vec<(PathBuf, String)> = fs::read_dir("tests/diagnostics")
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .map(|path| (path.clone(), fs::read_to_string(path).expect("a fixture in UTF-8")))
        .collect();
    fixtures.sort();
    fixtures
}

fn expectation(fixture: &str) -> (&str, &str) {
    fixture.split_once(EXPECT).unwrap_or((fixture, ""))
}

fn check(path: &Path, fixture: &str) -> Result<(), String> {
    let (site, expected) = expectation(fixture);
    let found = problems(site);
    if found == expected {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, format!("{site}{EXPECT}{found}")).expect("a fixture that can be written");
        return Ok(());
    }
    Err(format!("{}\n  expected:\n{expected}\n  found:\n{found}", path.display()))
}

#[test]
fn every_fixture_gives_the_problems_written_under_it() {
    let wrong: Vec<String> =
        fixtures().iter().filter_map(|(path, fixture)| check(path, fixture).err()).collect();
    assert!(wrong.is_empty(), "{}\nUPDATE=1 rewrites the expectations", wrong.join("\n"));
}

/// The codes of the catalogue, read from its source: the first argument of every `Diagnostic::error` and `warning`.
fn catalogue() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir("src/diagnostics/catalogue").expect("the catalogue") {
        let source = fs::read_to_string(entry.expect("a file").path()).expect("a source file");
        for function in source.split("\npub fn ").skip(1) {
            let calls = ["Diagnostic::error(", "Diagnostic::warning("];
            for argument in calls.iter().flat_map(|call| function.split(call).skip(1)).map(str::trim_start) {
                match argument.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                    Some((code, _)) => {
                        codes.insert(code.to_owned());
                    }
                    // A code that a `match` decides: each of its arms is one.
                    None => codes.extend(arms(function)),
                }
            }
        }
    }
    codes
}

/// The texts to the right of `=>` in `let code = match ... { ... };`.
fn arms(function: &str) -> Vec<String> {
    let choice = function.split_once("let code = match").and_then(|(_, rest)| rest.split_once("};"));
    let (choice, _) = choice.expect("a code that is a text, or `let code = match ...`");
    let quoted = choice.split("=>").skip(1).filter_map(|arm| arm.trim_start().strip_prefix('"'));
    quoted.filter_map(|arm| Some(arm.split_once('"')?.0.to_owned())).collect()
}

/// The codes that fixtures expect.
fn shown() -> BTreeSet<String> {
    let code = |line: &str| {
        let (_, rest) = line.split_once(": error[").or_else(|| line.split_once(": warning["))?;
        Some(rest.split_once(']')?.0.to_owned())
    };
    fixtures()
        .iter()
        .flat_map(|(_, fixture)| expectation(fixture).1.lines().filter_map(code).collect::<Vec<_>>())
        .collect()
}

/// The codes that have a paragraph in the manual, in its order.
fn explained() -> Vec<String> {
    let manual = fs::read_to_string("docs/manual/errors.md").expect("the manual of errors");
    let headings = manual.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`'));
    headings.map(str::to_owned).collect()
}

fn missing(from: &BTreeSet<String>, of: &BTreeSet<String>) -> Vec<String> {
    of.difference(from).cloned().collect()
}

#[test]
fn every_code_has_a_fixture() {
    let (codes, shown) = (catalogue(), shown());
    assert!(codes.len() > 40, "the catalogue was not read: {codes:?}");
    assert_eq!(missing(&shown, &codes), Vec::<String>::new(), "codes without a fixture");
    assert_eq!(missing(&codes, &shown), Vec::<String>::new(), "codes in fixtures that the catalogue has not");
}

#[test]
fn every_code_has_a_paragraph_in_the_manual() {
    let (codes, explained) = (catalogue(), explained());
    let once: BTreeSet<String> = explained.iter().cloned().collect();
    assert_eq!(missing(&once, &codes), Vec::<String>::new(), "codes without a paragraph");
    assert_eq!(
        missing(&codes, &once),
        Vec::<String>::new(),
        "paragraphs on codes that the catalogue has not"
    );
    assert_eq!(explained, once.into_iter().collect::<Vec<_>>(), "each once, in the order of the alphabet");
}
