//! The program as it is run: arguments in; exit status, terminal and output folder out.
//!
//! The site is `tests/cmd/site.txt`, written to a folder of its own for each test. What `--help` prints is in
//! `tests/cmd/*-help.txt`; `UPDATE=1 cargo test --test commands` rewrites those.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;
use tempfile::TempDir;

/// A site in a folder that is removed at the end of the test.
struct Site {
    folder: TempDir,
}

/// What a run of the program did.
#[derive(Debug)]
struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8 on the terminal");
        let run = Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    /// Asserts the exit status and returns what was printed.
    fn ends(self, status: i32) -> (String, String) {
        assert_eq!(self.status, Some(status), "{self:?}");
        (self.out, self.err)
    }
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diptych"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env("COLUMNS", "100");
    command.stdin(Stdio::null());
    command
}

/// Runs the program in a folder.
fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(program(folder, arguments).output().expect("the program runs"))
}

impl Site {
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a folder") };
        let text = fs::read_to_string("tests/cmd/site.txt").expect("the site");
        for file in text.split("=== ").skip(1) {
            let (path, text) = file.split_once('\n').expect("a path on a line");
            site.write(path, text);
        }
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Changes `from` to `to` in a file.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("a file");
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replace(from, to));
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }

    /// Runs on a day on which one guide lies in the future.
    fn run_on_the_day(&self, arguments: &[&str]) -> Run {
        self.run(&[arguments, &["--today", "2026-12-01"]].concat())
    }

    fn build(&self) -> (String, String) {
        self.run_on_the_day(&["build"]).ends(0)
    }

    /// Every file of `public/` with its bytes and the time of its last change; not what is Diptych's own.
    fn published(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        tree(&self.path("public"))
    }
}

/// All files of a folder but what the program keeps for itself.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.ends_with(".diptych") {
            } else if path.is_dir() {
                waiting.push(path);
            } else {
                let changed = path.metadata().and_then(|data| data.modified()).expect("a time");
                let name = path.strip_prefix(folder).expect("a file of the folder").to_owned();
                files.insert(name, (fs::read(path).expect("a file"), changed));
            }
        }
    }
    files
}

/// A line of result with its time taken out: "in 0.02 s".
fn without_time(line: &str) -> String {
    let (words, time) = line.rsplit_once(", in ").expect("a time at the end");
    let seconds = time.strip_suffix(" s\n").expect("seconds at the end");
    assert!(seconds.parse::<f64>().is_ok(), "{line}");
    words.to_owned()
}

#[test]
fn help_is_as_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("build-help", &["build", "--help"]),
        ("check-help", &["check", "--help"]),
        ("completions-help", &["completions", "--help"]),
        ("explain-help", &["explain", "--help"]),
        ("images-fetch-help", &["images", "fetch", "--help"]),
        ("new-help", &["new", "--help"]),
        ("pairs-help", &["pairs", "--help"]),
        ("related-help", &["related", "--help"]),
        #[cfg(feature = "serve")]
        ("serve-help", &["serve", "--help"]),
        ("stale-help", &["stale", "--help"]),
    ] {
        let run = run_in(folder.path(), arguments);
        let (found, err) = run.ends(0);
        assert_eq!(err, "");
        let path = format!("tests/cmd/{name}.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path, found).expect("a file");
        } else {
            let expected = fs::read_to_string(&path).expect("a file of help");
            assert_eq!(found, expected, "{path}; UPDATE=1 rewrites it");
        }
    }
}

#[test]
fn a_build_says_one_line_and_a_second_one_writes_nothing() {
    let site = Site::new();
    let (out, err) = site.build();
    let first = site.published();
    let words = without_time(&out);
    assert_eq!(err, "");
    assert!(words.ends_with(&format!("{} files written, 0 unchanged, 0 removed", first.len())), "{out}");
    assert!(first.contains_key(Path::new("guides/ampoule-vs-serum/index.html")));
    assert!(first.contains_key(Path::new("img/jar.svg")));

    let (out, err) = site.build();
    assert_eq!(err, "");
    assert!(
        without_time(&out).ends_with(&format!("0 files written, {} unchanged, 0 removed", first.len())),
        "{out}"
    );
    assert_eq!(site.published(), first, "the same bytes and the same times");
}

#[test]
fn an_edit_writes_what_it_changes_and_removes_what_is_gone() {
    let site = Site::new();
    site.build();
    let before = site.published();
    site.write("public/CNAME", "example.org\n");
    fs::remove_file(site.path("static/img/jar.svg")).expect("removed");
    site.edit("content/products/treatments/serum.yaml", "moderate", "low");
    let (out, _) = site.build();
    let after = site.published();
    assert!(out.contains("1 removed"), "{out}");
    assert!(!after.contains_key(Path::new("img/jar.svg")));
    assert!(!site.path("public/img").exists(), "the folder that this empties goes too");
    assert!(after.contains_key(Path::new("CNAME")), "what Diptych did not write stays");
    let same = |path: &str| before.get(Path::new(path)) == after.get(Path::new(path));
    assert!(!same("guides/ampoule-vs-serum/index.html"), "its table shows the fact");
    assert!(same("style.css") && same("404.html"), "what does not show the fact is not touched");
}

#[test]
fn verbose_says_what_each_stage_did() {
    let site = Site::new();
    let (out, err) = site.run_on_the_day(&["build", "--verbose"]).ends(0);
    assert_eq!(err, "");
    let (stages, done) = out.trim_end().rsplit_once('\n').expect("several lines");
    for words in ["planned ", "rendered", "in place"] {
        assert!(stages.contains(words), "{out}");
    }
    assert!(stages.contains("\n           written guides/ampoule-vs-serum/index.html: new\n"), "{out}");
    for line in stages.lines().filter(|line| !line.starts_with("           ")) {
        let (time, _) = line.split_once(" ms  ").expect("a time before each stage");
        assert!(time.trim_start().parse::<u64>().is_ok(), "{out}");
    }
    assert!(done.contains(" written, "), "{out}");
}

#[test]
fn verbose_says_which_files_were_written_and_why() {
    let site = Site::new();
    site.build();
    let first = fs::metadata(site.path("public/guides/ampoule-vs-serum/index.html")).expect("a file").len();
    fs::remove_file(site.path("static/img/jar.svg")).expect("removed");
    fs::remove_file(site.path("public/404.html")).expect("removed");
    site.edit("content/products/treatments/serum.yaml", "moderate", "low");
    let (out, _) = site.run_on_the_day(&["build", "--verbose"]).ends(0);
    let now = fs::metadata(site.path("public/guides/ampoule-vs-serum/index.html")).expect("a file").len();
    for line in [
        &format!("written guides/ampoule-vs-serum/index.html: other bytes, {now} where {first} were"),
        "written 404.html: it was there no more",
        "removed img/jar.svg: nothing makes it any more",
    ] {
        assert!(out.lines().any(|said| said.trim_start() == line), "{line}\n{out}");
    }
    assert!(!out.contains("style.css"), "what was left alone is not named: {out}");
    assert!(!site.build().0.contains("index.html"), "and nothing is named without --verbose");
}

/// Explains a page and returns what is said.
fn explained(site: &Site, arguments: &[&str]) -> String {
    let (out, err) = site.run_on_the_day(&[&["explain"], arguments].concat()).ends(0);
    assert_eq!(err, "");
    out
}

/// The line and column of a text in a file, as `explain` names it.
fn place_of(site: &Site, path: &str, text: &str) -> String {
    let file = fs::read_to_string(site.path(path)).expect("a file");
    let (line, found) = file.lines().enumerate().find(|(_, line)| line.contains(text)).expect("the text");
    format!("{path}:{}:{}", line + 1, found.find(text).expect("the text") + 1)
}

#[test]
fn explain_names_templates_places_links_and_changes() {
    let site = Site::new();
    let out = explained(&site, &["/guides/ampoule-vs-serum/"]);
    for words in [
        "/guides/ampoule-vs-serum/: the guide content/guides/ampoule-vs-serum.md\n",
        "  templates/guide.html (built in), which extends templates/base.html (built in)\n",
        "  templates/components/table.html (built in): ",
        "  yes: nothing keeps it out\n  listed in /sitemap.xml\n",
        "there is no build in ./public to compare with",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let fact = place_of(&site, "content/products/treatments/serum.yaml", "strength");
    assert!(out.contains(&format!("  {fact}  serum.strength\n")), "{fact}\n{out}");
    assert!(!out.contains("some may be missing"), "{out}");

    let product = explained(&site, &["content/products/treatments/ampoule.yaml"]);
    let link = place_of(&site, "content/guides/ampoule-vs-serum.md", "ampoule]]");
    assert!(product.contains(&format!("  /guides/ampoule-vs-serum/ at {link}\n")), "{link}\n{product}");

    site.build();
    assert!(explained(&site, &["/"]).contains("equal to ./public/index.html"));
    site.edit("content/products/treatments/serum.yaml", "moderate", "low");
    let out = explained(&site, &["content/guides/ampoule-vs-serum.md"]);
    assert!(out.contains("other than ./public/guides/ampoule-vs-serum/index.html from line "), "{out}");
    assert!(out.contains(&format!("  from {fact}  serum.strength\n")), "{out}");
}

#[test]
fn explain_follows_a_line_to_the_fact_and_the_template_that_made_it() {
    let site = Site::new();
    site.build();
    let path = "public/guides/ampoule-vs-serum/index.html";
    let html = fs::read_to_string(site.path(path)).expect("a page");
    let number =
        |words: &str| (html.lines().position(|line| line.contains(words)).expect("a line") + 1).to_string();
    let title = place_of(&site, "content/guides/ampoule-vs-serum.md", "Ampoule vs");
    let out = explained(&site, &[path, "--line", &number("<title>")]);
    assert!(out.contains("written by\n  templates/base.html:"), "{out}");
    assert!(
        out.contains("  title\n") && out.contains(&title[..title.rfind(':').expect("a column")]),
        "{title}\n{out}"
    );

    let cell = explained(&site, &[path, "--line", &number("moderate")]);
    let fact = place_of(&site, "content/products/treatments/serum.yaml", "strength");
    assert!(cell.contains(&format!("  {fact}  serum.strength\n")), "{cell}");
    assert!(cell.contains("templates/components/table.html:"), "{cell}");

    site.write(
        "templates/not_found.html",
        "{% extends \"base.html\" %}\n{% block main %}<p>Nothing.</p>{% endblock %}\n",
    );
    let own = explained(&site, &["/404.html", "--json"]);
    assert!(own.contains("\"templates/not_found.html\",\"whose\":\"instead of the built-in one\""), "{own}");
    assert!(own.contains("\"indexed\":{\"alternates\":[],\"barred\":[],\"sitemap\":null"), "{own}");
}

#[test]
fn explain_names_the_files_that_words_of_a_further_language_are_in() {
    let site = Site { folder: tempfile::tempdir().expect("a folder") };
    for (path, text) in [
        ("site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\nlanguages: [en, ko]\n"),
        ("site.ko.yaml", "title: T\ndescription: D.\n"),
        (
            "products/t/_kind.yaml",
            "name: T\nplural: Ts\nattributes:\n  - {id: use, label: Use, type: text, group: Group}\n  \
             - {id: size, label: Size, type: number, group: Other}\n",
        ),
        (
            "products/t/_kind.ko.yaml",
            "name: 티\ngroups: {Group: 묶음}\nattributes:\n  use: {label: 용도}\n  size: {label: 크기}\n",
        ),
        ("products/t/a.yaml", "name: A\nuse: {is: daily, note: Well.}\nsize: 3\n"),
        ("products/t/a.ko.yaml", "name: 에이\nuse:\n  is: 매일\n  note: 그렇다.\n"),
    ] {
        site.write(&format!("content/{path}"), text);
    }
    site.build();
    let page = "public/ko/products/a/index.html";
    let html = fs::read_to_string(site.path(page)).expect("a page");
    let [kind, words, main] = ["_kind.ko", "a.ko", "a"].map(|name| format!("content/products/t/{name}.yaml"));
    for (text, places) in [
        ("<span>묶음<", vec![place_of(&site, &kind, "{Group: 묶음}")]),
        (">매일<", vec![place_of(&site, &kind, "용도"), place_of(&site, &words, "매일")]),
        (">3<", vec![place_of(&site, &kind, "크기"), place_of(&site, &main, "size")]),
        ("그렇다.", vec![place_of(&site, &words, "그렇다."), place_of(&site, &kind, "용도")]),
    ] {
        let line = html.lines().position(|line| line.contains(text)).expect(text) + 1;
        let out = explained(&site, &[page, "--line", &line.to_string()]);
        for place in places {
            assert!(out.contains(&format!("  {place}  ")), "{text}: {place}\n{out}");
        }
    }
}

#[test]
fn explain_takes_every_form_of_a_page_and_knows_its_neighbours() {
    let site = Site::new();
    let first = explained(&site, &["/guides/ampoule-vs-serum/"]);
    for form in [
        "https://example.org/guides/ampoule-vs-serum/?from=x#how",
        "http://127.0.0.1:4000/guides/ampoule-vs-serum/#how",
        "guides/ampoule-vs-serum",
        "public/guides/ampoule-vs-serum/index.html",
        "content/guides/ampoule-vs-serum.md",
    ] {
        assert_eq!(explained(&site, &[form]), first, "{form}");
    }
    assert!(explained(&site, &["/feed.xml"]).contains("not a page: a file for programs"));
    assert!(explained(&site, &["/style.css"]).contains("static/style.css (built in) is published as it is"));
    for (page, words) in [
        (
            "/guides/ampule-vs-serum/",
            "no page /guides/ampule-vs-serum/; did you mean /guides/ampoule-vs-serum/?",
        ),
        (
            "https://other.example/guides/x/",
            "is not of this site, which is published at https://example.org/",
        ),
        ("content/guides/draft.md", "has no page now: it is a draft"),
        ("content/site.yaml", "content/site.yaml has no page of its own"),
    ] {
        let (out, err) = site.run_on_the_day(&["explain", page]).ends(2);
        assert!(out.is_empty() && err.contains(words), "{page}: {err}");
    }
    let (_, err) = site.run_on_the_day(&["explain", "/", "--line", "100000"]).ends(2);
    assert!(err.contains("the page has no line 100000"), "{err}");
    site.edit("content/products/treatments/serum.yaml", "moderate", "nowhere");
    let (_, err) = site.run_on_the_day(&["explain", "/"]).ends(1);
    assert!(err.contains("error["), "{err}");
}

#[test]
fn out_is_where_it_says_from_where_the_program_runs() {
    let site = Site::new();
    site.run_on_the_day(&["build", "--out", "made/here"]).ends(0);
    assert!(site.path("made/here/index.html").exists());
    assert!(!site.path("public").exists());

    let elsewhere = tempfile::tempdir().expect("a folder");
    let root = site.folder.path().to_str().expect("a path in UTF-8");
    let run = program(elsewhere.path(), &["build", "--root", root, "--out", "site"]).output();
    Run::of(run.expect("the program runs")).ends(0);
    assert!(elsewhere.path().join("site/index.html").exists());

    let run = program(elsewhere.path(), &["build", "--root", root]).output();
    Run::of(run.expect("the program runs")).ends(0);
    assert!(site.path("public/index.html").exists(), "without --out it is public/ in the site's folder");
}

#[test]
fn base_url_takes_the_place_of_the_one_in_the_site() {
    let site = Site::new();
    let sitemap = || fs::read_to_string(site.path("public/sitemap.xml")).expect("a sitemap");
    site.build();
    assert!(sitemap().contains("https://example.org/guides/ampoule-vs-serum/"), "{}", sitemap());
    site.run_on_the_day(&["build", "--base-url", "https://preview.example.net/"]).ends(0);
    assert!(sitemap().contains("https://preview.example.net/guides/ampoule-vs-serum/"), "{}", sitemap());
    assert!(!sitemap().contains("https://example.org/"), "{}", sitemap());

    let (out, err) = site.run(&["build", "--base-url", "example.org"]).ends(2);
    assert_eq!(out, "");
    assert!(err.contains("write it whole, such as https://example.org/"), "{err}");
}

#[test]
fn drafts_and_the_future_are_published_when_asked_for() {
    let site = Site::new();
    let guides = |arguments: &[&str]| {
        site.run(&[&["build"], arguments].concat()).ends(0);
        ["draft", "future"].map(|guide| site.path(&format!("public/guides/{guide}/index.html")).exists())
    };
    assert_eq!(guides(&["--today", "2026-12-01"]), [false, false]);
    assert_eq!(guides(&["--today", "2026-12-01", "--drafts"]), [true, false]);
    assert_eq!(guides(&["--today", "2026-12-01", "--future"]), [false, true]);
    assert_eq!(guides(&["--today", "2026-12-01", "--drafts", "--future"]), [true, true]);
    assert_eq!(guides(&["--today", "2027-01-31"]), [false, false]);
    assert_eq!(guides(&["--today", "2027-02-01"]), [false, true], "on its day a guide appears");

    let (_, err) = site.run(&["build", "--today", "1.2.2027"]).ends(2);
    assert!(err.contains("write year, month and day, such as 2026-11-23"), "{err}");
}

/// A site with two errors and a warning.
fn broken() -> Site {
    let site = Site::new();
    site.edit("content/guides/ampoule-vs-serum.md", "[[ampoule.course]]", "[[ampoule.coures]]");
    site.edit("content/products/treatments/serum.yaml", "moderate", "modrate");
    site.write("content/notes.md", "Remember the toner.\n");
    site
}

#[test]
fn problems_are_printed_in_the_format_that_is_asked_for() {
    let site = broken();
    for command in ["build", "check"] {
        let (out, err) = site.run_on_the_day(&[command, "--format", "short"]).ends(1);
        assert_eq!(out, "");
        assert_eq!(
            err,
            "content/guides/ampoule-vs-serum.md:7:32: error[unknown-fact]: there is no attribute `coures` of Ampoule; \
             did you mean `course`?\n\
             content/notes.md:1:1: warning[stray-file]: nothing reads this file where it lies; guides are \
             content/guides/*.md, pages content/pages/*.md, products content/products/<kind>/*.yaml, orders \
             content/orders/*.yaml\n\
             content/products/treatments/serum.yaml:2:11: error[not-a-step]: `modrate` is not a value of Strength; \
             did you mean `moderate`?\n"
        );

        let (out, err) = site.run_on_the_day(&[command, "--format", "json"]).ends(1);
        assert_eq!(out, "");
        let objects: Vec<serde_json::Value> =
            err.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
        let codes: Vec<&str> = objects.iter().filter_map(|object| object["code"].as_str()).collect();
        assert_eq!(codes, ["unknown-fact", "stray-file", "not-a-step"]);
        assert_eq!(objects[2]["also"][0]["at"]["file"], "content/products/treatments/_kind.yaml");
    }
}

#[test]
fn the_long_format_ends_with_a_count() {
    let site = broken();
    let (out, err) = site.run_on_the_day(&["check"]).ends(1);
    assert_eq!(out, "");
    assert!(err.contains("error[not-a-step]: `modrate` is not a value of Strength\n"), "{err}");
    assert!(err.ends_with("\n2 errors and 1 warning\n"), "{err}");

    let (out, err) = site.run_on_the_day(&["build"]).ends(1);
    assert_eq!(out, "nothing was written\n");
    assert!(err.ends_with("\n2 errors and 1 warning\n"), "{err}");
    assert!(!site.path("public").exists());
}

#[test]
fn warnings_do_not_keep_a_site_from_being_built() {
    let site = Site::new();
    site.write("content/notes.md", "Remember the toner.\n");
    let (out, err) = site.build();
    assert!(out.contains(" written, "), "{out}");
    assert!(err.contains("warning[stray-file]") && err.ends_with("\n1 warning\n"), "{err}");
    let (out, err) = site.run_on_the_day(&["check"]).ends(0);
    assert!(out.contains("no errors"), "{out}");
    assert!(err.ends_with("\n1 warning\n"), "{err}");
}

/// Four runs: so small a site is known again at the third at the latest, when the times of all files are past.
#[test]
fn what_has_not_changed_is_not_read_and_its_warnings_are_said_again() {
    let site = Site::new();
    site.write("content/notes.md", "Remember the toner.\n");
    let (first, problems) = site.build();
    let files = site.published();
    let again: Vec<String> = (0..3)
        .map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(40));
            let (out, err) = site.run_on_the_day(&["build", "--verbose"]).ends(0);
            assert_eq!(err, problems);
            out
        })
        .collect();
    let last = &again[2];
    assert!(last.contains(" ms  found nothing new since the last build\n"), "{again:?}");
    let done =
        |out: &str| without_time(&format!("{}\n", out.trim_end().rsplit('\n').next().expect("a line")));
    assert_eq!(
        done(last),
        done(&first).replacen(
            &format!("{} files written, 0 ", files.len()),
            &format!("0 files written, {} ", files.len()),
            1
        )
    );
    assert_eq!(site.published(), files);
    site.write("static/new.txt", "new");
    assert!(site.build().0.contains("1 file written"));
}

#[test]
fn verify_says_that_what_stands_is_what_a_build_makes_that_remembers_nothing() {
    let site = Site::new();
    let (out, _) = site.run_on_the_day(&["build", "--verify"]).ends(0);
    let count = site.published().len();
    assert!(
        out.ends_with(&format!("\nverified: a build that remembers nothing makes the same {count} files\n")),
        "{out}"
    );
}

#[test]
fn check_writes_nothing_but_what_it_may_forget() {
    let site = Site::new();
    site.edit("content/site.yaml", "title:", "share_cards: yes\ntitle:");
    let files = || tree(&site.path(""));
    let before = files();
    let (out, err) = site.run_on_the_day(&["check"]).ends(0);
    assert!(out.ends_with("pages: no errors\n"), "{out}");
    assert_eq!(err, "");
    assert_eq!(files(), before);
    site.run_on_the_day(&["explain", "/"]).ends(0);
    assert_eq!(files(), before);
    let (out, err) = site.run_on_the_day(&["check", "--format", "short"]).ends(0);
    assert_eq!((out.as_str(), err.as_str()), ("", ""), "programs that read problems get nothing else");
}

#[test]
fn a_build_that_fails_leaves_the_site_that_stands() {
    let site = Site::new();
    site.build();
    let before = site.published();
    site.edit("content/products/treatments/serum.yaml", "moderate", "modrate");
    site.run_on_the_day(&["build"]).ends(1);
    assert_eq!(site.published(), before, "the same bytes and the same times");
}

#[test]
fn a_template_that_fails_half_way_leaves_the_site_that_stands() {
    let site = Site::new();
    site.build();
    let before = site.published();
    site.edit("content/guides/ampoule-vs-serum.md", "A short boost", "A quick boost");
    site.write("templates/kind.html", "{{ kind.nmae }}\n");
    let (_, err) = site.run_on_the_day(&["build", "--format", "short"]).ends(1);
    assert!(err.starts_with("templates/kind.html:1:9: error[template-render]: "), "{err}");
    assert_eq!(site.published(), before, "the same bytes and the same times");
    site.run_on_the_day(&["check"]).ends(1);
    fs::remove_file(site.path("templates/kind.html")).expect("removed");
    let (out, _) = site.build();
    assert!(!out.contains(" 0 files written"), "the edit is published now: {out}");
}

#[test]
fn a_folder_that_is_no_site_is_a_clear_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    for (command, status) in [("build", 2), ("check", 2)] {
        let run = run_in(folder.path(), &[command]);
        let (out, err) = run.ends(status);
        assert_eq!(out, "");
        assert!(err.starts_with("error: cannot read "), "{err}");
        assert!(
            err.ends_with(
                "content: there is no such folder; run this in a site's folder, name one with --root, or make one with `diptych new`\n"
            ),
            "{err}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0, "nothing was made");
}

#[test]
fn a_new_site_is_built_as_it_is_and_nothing_that_was_there_is_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, err) = run_in(folder.path(), &["new", "my site"]).ends(0);
    assert_eq!(err, "");
    let site = folder.path().join("my site");
    let made = tree(&site);
    assert_eq!(made.len(), 6, "{made:?}");
    assert!(made.keys().all(|path| out.contains(&format!("  {} ", path.display()))), "{out}");
    let (_, err) = run_in(&site, &["build"]).ends(0);
    assert_eq!(err, "");
    let guide = fs::read_to_string(site.join("public/guides/ampoule-vs-serum/index.html")).expect("a page");
    assert!(guide.contains("1 to 4\u{a0}weeks"), "{guide}");
    assert!(!guide.contains("2026-11-20"), "its day is that on which the site was made");

    let (_, err) = run_in(folder.path(), &["new", "my site"]).ends(2);
    assert_eq!(err, "error: my site/content is there already; name a folder with no site in it\n");
    let now = tree(&site);
    assert!(made.iter().all(|(path, file)| now.get(path) == Some(file)), "all is as it was");

    // A folder with other things in it, such as a repository that has just been made.
    let other = folder.path().join("other");
    fs::create_dir(&other).expect("a folder");
    fs::write(other.join(".gitignore"), "mine\n").expect("a file");
    let (out, _) = run_in(&other, &["new", "."]).ends(0);
    assert!(!out.contains(".gitignore"), "{out}");
    assert_eq!(fs::read_to_string(other.join(".gitignore")).expect("a file"), "mine\n");

    fs::write(folder.path().join("file"), "").expect("a file");
    let (_, err) = run_in(folder.path(), &["new", "file"]).ends(2);
    assert!(err.starts_with("error: cannot write file/content/site.yaml: "), "{err}");
}

#[test]
fn shells_complete_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = run_in(folder.path(), &["completions", shell]);
        let (script, _) = run.ends(0);
        for words in ["diptych", "related", "completions", "base-url"] {
            assert!(script.contains(words), "{shell}: {words}");
        }
    }
}

#[test]
fn who_reads_json_reads_it_of_folders_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Site::new();
    let nowhere =
        [&["build", "--format", "json"][..], &["check", "--format", "json"], &["stale", "--format", "json"]];
    let unknown = [
        &["explain", "/nowhere/", "--json"][..],
        &["related", "nowhere", "--json"],
        &["pairs", "--kind", "nowhere", "--format", "json"],
        &["build", "--draft", "--format", "json"],
        &["related", "--json", "--format", "json", "--today", "3"],
        &["chek", "--format=json"],
    ];
    let runs = nowhere.iter().map(|arguments| (program(folder.path(), arguments), "cannot read "));
    let runs = runs.chain(unknown.iter().map(|arguments| (program(site.path("").as_path(), arguments), "")));
    for (mut command, starts) in runs {
        let run = Run::of(command.output().expect("the program runs"));
        let (out, err) = run.ends(2);
        assert_eq!((out.as_str(), err.lines().count()), ("", 1), "{err}");
        let problem: serde_json::Value = serde_json::from_str(&err).expect("an object");
        assert_eq!((&problem["severity"], &problem["at"]), (&"error".into(), &serde_json::Value::Null));
        assert!(problem["message"].as_str().is_some_and(|message| message.starts_with(starts)), "{err}");
    }
}

#[test]
fn an_output_folder_that_is_not_ours_is_refused() {
    let site = Site::new();
    site.write("photos/me.jpg", "a photo");
    let refused = |out: &str| {
        let (said, err) = site.run_on_the_day(&["build", "--out", out]).ends(2);
        assert_eq!(said, "");
        assert!(err.starts_with("error: cannot write to ") && err.lines().count() == 1, "{err}");
        err
    };
    assert!(
        refused("photos")
            .ends_with("it is not empty and Diptych did not make it; choose another folder or empty it\n")
    );
    assert!(refused("content").ends_with("it is the site's content folder; choose another output folder\n"));
    assert!(
        refused("content/public")
            .ends_with("it lies in the site's content folder; choose another output folder\n")
    );
    assert!(refused("static/../templates").ends_with("choose another output folder\n"));
    assert!(refused(".").ends_with("it is the site's own folder; choose another output folder\n"));
    assert!(refused("..").ends_with("; choose another output folder\n"));
    assert!(refused("photos/me.jpg").ends_with("it is a file, not a folder; choose another output folder\n"));
    assert_eq!(fs::read_to_string(site.path("photos/me.jpg")).expect("the photo"), "a photo");
    assert!(!site.path("content/public").exists());
}

#[test]
fn somebody_elses_file_in_the_way_is_named_and_kept() {
    let site = Site::new();
    site.build();
    site.write("public/about/index.html", "mine");
    site.write("content/pages/about.md", "---\ntitle: About\ndescription: Who we are.\n---\n");
    let (_, err) = site.run_on_the_day(&["build"]).ends(2);
    assert!(err.contains("Diptych did not make what stands at about/index.html"), "{err}");
    assert_eq!(fs::read_to_string(site.path("public/about/index.html")).expect("a file"), "mine");
}

#[test]
fn arguments_that_are_misspelt_get_a_suggestion() {
    let site = Site::new();
    let (_, err) = site.run(&["biuld"]).ends(2);
    assert!(err.contains("'build'"), "{err}");
    let (_, err) = site.run(&["build", "--draft"]).ends(2);
    assert!(err.contains("'--drafts'"), "{err}");
    let (_, err) = site.run(&["check", "--format", "shrt"]).ends(2);
    assert!(err.contains("'short'"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let (good, bad) = (Site::new(), broken());
    for (site, arguments, status) in [
        (&good, &["build", "--verbose"][..], 0),
        (&good, &["check"], 0),
        (&good, &["--help"], 0),
        (&bad, &["build"], 1),
        (&bad, &["check", "--format", "json"], 1),
    ] {
        let mut child = program(site.folder.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let err = child.wait_with_output().expect("an end");
        let text = String::from_utf8_lossy(&err.stderr);
        assert!(!text.contains("panicked"), "{arguments:?}: {text}");
        assert_eq!(err.status.code(), Some(status), "{arguments:?}: {text}");

        let mut child = program(site.folder.path(), arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stderr.take());
        assert_eq!(child.wait().expect("an end").code(), Some(status), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn closed_outputs_are_no_panic() {
    let site = Site::new();
    for (redirection, status) in [("build >&- 2>&-", 0), ("check >&-", 0), ("build --out content 2>&-", 2)] {
        let line = format!("\"$DIPTYCH\" {redirection}");
        let run = Command::new("sh")
            .args(["-c", &line])
            .env("DIPTYCH", env!("CARGO_BIN_EXE_diptych"))
            .current_dir(site.folder.path())
            .output()
            .expect("a shell");
        assert_eq!(run.status.code(), Some(status), "{line}: {run:?}");
    }
}

/// What the program prints in the repository's own site, held against a file of `tests/cmd/`.
fn is_as_written(name: &str, arguments: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments = [arguments, &["--today", "2026-12-01"]].concat();
    let (found, err) = run_in(root, &arguments).ends(0);
    assert_eq!(err, "");
    assert!(found.lines().all(|line| line.chars().count() <= 80), "{found}");
    let path = root.join("tests/cmd").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, found).expect("a file");
    } else {
        assert_eq!(found, fs::read_to_string(&path).expect("a file"), "{name}; UPDATE=1 rewrites it");
    }
}

#[test]
fn related_reports_on_the_skincare_site_and_on_its_guides() {
    is_as_written("related-site.txt", &["related"]);
    is_as_written("related-guide.txt", &["related", "essence-vs-serum"]);
    is_as_written("related-guide-ko.txt", &["related", "content/guides/ampoule-vs-serum.ko.md"]);
    is_as_written("related-site.json", &["related", "--json"]);
    is_as_written("related-guide.json", &["related", "/guides/essence-vs-serum/", "--json"]);
}

#[test]
fn related_names_a_guide_by_id_file_or_address_and_says_why_another_is_none() {
    let site = Site::new();
    let first_line = |arguments: &[&str]| {
        let (out, err) = site.run_on_the_day(&[&["related"], arguments].concat()).ends(0);
        assert_eq!(err, "");
        out.lines().next().map(str::to_owned)
    };
    for page in [
        "ampoule-vs-serum",
        "content/guides/ampoule-vs-serum.md",
        "./content/guides/ampoule-vs-serum.md",
        "ampoule-vs-serum.md",
        "/guides/ampoule-vs-serum/",
        "/guides/ampoule-vs-serum",
        "https://example.org/guides/ampoule-vs-serum/",
    ] {
        assert_eq!(first_line(&[page]).as_deref(), Some("Ampoule vs serum"), "{page}");
    }
    assert_eq!(first_line(&["draft", "--drafts"]).as_deref(), Some("A draft"));
    for (page, why) in [
        ("ampuole-vs-serum", "there is no guide `ampuole-vs-serum`; did you mean `ampoule-vs-serum`?"),
        (
            "/guides/ampoule-vs-seru/",
            "there is no guide `/guides/ampoule-vs-seru/`; did you mean `/guides/ampoule-vs-serum/`?",
        ),
        (
            "content/guides/ampoule-vs-serums.md",
            "there is no guide `content/guides/ampoule-vs-serums.md`; did you mean `content/guides/ampoule-vs-serum.md`?",
        ),
        ("toner", "there is no guide `toner`; name one by its id, its file or its address"),
        ("serum", "`serum` is a product, and only guides have a list of related guides"),
        ("treatments", "`treatments` is a kind of product, and only guides have a list of related guides"),
        ("draft", "`draft` is a draft; --drafts includes it"),
        (
            "content/guides/future.md",
            "`content/guides/future.md` is dated in the future; --future includes it",
        ),
    ] {
        let (out, err) = site.run_on_the_day(&["related", page]).ends(2);
        assert_eq!((out.as_str(), err), ("", format!("error: {why}\n")));
    }
    let (_, err) = site.run_on_the_day(&["related", "--language", "ko"]).ends(2);
    assert_eq!(err, "error: the site is not in `ko`; its languages are en\n");
    site.edit("content/products/treatments/serum.yaml", "moderate", "modrate");
    let (out, err) = site.run_on_the_day(&["related", "--json"]).ends(1);
    assert_eq!(out, "");
    let problem: serde_json::Value = serde_json::from_str(err.trim_end()).expect("an object on a line");
    assert_eq!(problem["code"], "not-a-step");
}

#[test]
fn a_guide_that_waits_is_wanted_by_those_that_pick_it() {
    let site = Site::new();
    let (out, _) = site.run_on_the_day(&["related"]).ends(0);
    assert!(out.ends_with("nobody has written:\n  none\n"), "{out}");
    assert!(out.contains("\n  nothing was picked by hand\n"), "{out}");
    site.edit(
        "content/guides/ampoule-vs-serum.md",
        "compares:",
        "related: [draft]\nwanted: [Serum vs Toner]\ncompares:",
    );
    let (out, _) = site.run_on_the_day(&["related"]).ends(0);
    let wanted = "  1  draft\n       a draft: content/guides/draft.md\n       asked for by 1 guide: ampoule-vs-serum\n  2  \
                  Serum vs Toner\n       asked for by 1 guide: ampoule-vs-serum\n";
    assert!(out.ends_with(wanted), "{out}");
    let (out, _) = site.run_on_the_day(&["related", "--drafts"]).ends(0);
    assert!(!out.contains("a draft"), "what is published is wanted no more: {out}");
}

/// Facts of three ages: one shown in the guide, one in none, one good for two more days.
fn ageing() -> Site {
    let site = Site::new();
    site.write("content/sources.yaml", "study: {title: A study, url: https://example.com/study}\n");
    site.edit("content/site.yaml", "base_url:", "stale_after: 30d\nbase_url:");
    site.edit(
        "content/products/treatments/serum.yaml",
        "strength: moderate",
        "strength: {is: moderate, source: study, checked: 2026-11-03}",
    );
    site.edit(
        "content/products/treatments/ampoule.yaml",
        "course: 1..4",
        "course: {is: 1..4, source: study}",
    );
    site
}

#[test]
fn stale_facts_are_listed_those_most_shown_first_with_a_status_of_their_own() {
    let site = Site::new();
    let (out, err) = site.run_on_the_day(&["stale"]).ends(0);
    assert_eq!((out.as_str(), err.as_str()), ("no fact stale\n", ""));

    let site = ageing();
    let course = "content/products/treatments/ampoule.yaml:3:1: ampoule.course: it has a source, and no day on which it \
                  was checked; shown in 1 guide, study\n";
    let (out, _) = site.run_on_the_day(&["stale", "--format", "short"]).ends(3);
    assert_eq!(out, course);
    let (out, _) = site.run_on_the_day(&["stale", "--within", "3d"]).ends(3);
    let strength = "content/products/treatments/serum.yaml:2:1: serum.strength: checked 2026-11-03, good until 2026-12-03 \
                    (30 days)";
    assert!(out.contains(strength) && out.ends_with("\n2 facts stale or soon will be\n"), "{out}");

    let (out, _) = site.run_on_the_day(&["stale", "--format", "json"]).ends(3);
    let object: serde_json::Value = serde_json::from_str(out.trim_end()).expect("an object on a line");
    assert_eq!(object["fact"], "ampoule.course");
    assert_eq!(object["place"], "content/products/treatments/ampoule.yaml:3:1");
    assert_eq!((&object["guides"], &object["days"]), (&1.into(), &30.into()));
    assert!(object["checked"].is_null());
    assert_eq!(object["url"], "https://example.com/study");

    site.edit("content/products/treatments/serum.yaml", "moderate", "modrate");
    let (out, err) = site.run_on_the_day(&["stale"]).ends(1);
    assert_eq!(out, "");
    assert!(err.contains("error[not-a-step]"), "{err}");
}

#[test]
fn check_fails_on_what_it_is_told_to_and_on_nothing_else() {
    let site = ageing();
    site.run_on_the_day(&["check"]).ends(0);
    let codes = |fail_on: &str| {
        let run = site.run_on_the_day(&["check", "--format", "json", "--fail-on", fail_on]);
        let (_, err) = run.ends(1);
        let mut codes: Vec<String> = err
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object a line"))
            .map(|object| object["code"].as_str().expect("a code").to_owned())
            .collect();
        codes.sort();
        codes.dedup();
        codes
    };
    assert_eq!(codes("stale"), ["stale-fact"]);
    assert_eq!(codes("unsourced"), ["unsourced-fact"]);
    assert_eq!(codes("stale,unsourced"), ["stale-fact", "unsourced-fact"]);
    let (_, err) = site.run_on_the_day(&["check", "--fail-on", "old"]).ends(2);
    assert!(err.contains("possible values: stale, unsourced"), "{err}");
}

/// Four products, of which the guide compares two, one is known too little, and one is nearly another.
fn paired(rules: &str) -> Site {
    let site = Site::new();
    let kind = "content/products/treatments/_kind.yaml";
    site.edit(kind, "attributes:", &format!("pairs: {{{rules}}}\nattributes:"));
    site.edit(kind, "unit: week}", "unit: week}\n  - {id: size, label: Size, type: number, better: higher}");
    for (id, facts) in [
        ("ampoule", "strength: high\ncourse: 1..4\nsize: 10"),
        ("serum", "strength: moderate\ncourse: 4..12\nsize: 30"),
        ("oil", "strength: low\ncourse: 2..8\nsize: 20\nchoose_if: [it is late]"),
        ("balm", "strength: low\ncourse: 2..8\nsize: 25"),
        ("mist", "strength: low\ncourse: unknown"),
    ] {
        let name = id[..1].to_uppercase() + &id[1..];
        site.write(&format!("content/products/treatments/{id}.yaml"), &format!("name: {name}\n{facts}\n"));
    }
    site
}

#[test]
fn the_plan_of_pairs_names_what_is_kept_and_why_others_are_not() {
    let site = Site::new();
    let (out, _) = site.run_on_the_day(&["pairs"]).ends(0);
    assert!(out.contains("no kind asks for pair pages"), "{out}");
    let (_, err) = site.run_on_the_day(&["pairs", "--kind", "toners"]).ends(2);
    assert_eq!(err, "error: there is no kind `toners`; the kinds are treatments\n");

    let site = paired("of: all, known: 3, differ: 2, alike: 60");
    let (out, err) = site.run_on_the_day(&["pairs"]).ends(0);
    assert_eq!(err, "");
    let without_bytes = |line: &str| line.split(" bytes").next().map(str::to_owned).unwrap_or_default();
    let words: Vec<String> = out
        .lines()
        .map(|line| without_bytes(line).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
        .collect();
    assert_eq!(
        words,
        [
            "Treatments:",
            "  kept     ampoule vs balm, ",
            "  kept     balm vs serum, ",
            "  guide    ampoule vs serum: content/guides/ampoule-vs-serum.md",
            "  refused  ampoule vs mist: 1 fact known for both, not ",
            "  refused  ampoule vs oil: too like ampoule vs balm",
            "  refused  balm vs mist: 1 fact known for both, not ",
            "  refused  balm vs oil: 1 difference, not ",
            "  refused  mist vs oil: 1 fact known for both, not ",
            "  refused  mist vs serum: 1 fact known for both, not ",
            "  refused  oil vs serum: too like balm vs serum",
            "  2 pages kept, ",
        ]
    );
    assert!(!site.path("public").exists(), "nothing is written");

    let (out, _) = site.run_on_the_day(&["pairs", "--format", "json", "--kind", "treatments"]).ends(0);
    let objects: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(objects.len(), 10);
    site.build();
    let bytes = fs::read(site.path("public/compare/treatments/ampoule-vs-balm/index.html")).expect("a page");
    assert_eq!(objects[0]["bytes"], bytes.len());

    let site = paired("of: [[oil, serum], [serum, mist]], known: 3, refused: noindex");
    let (out, _) = site.run_on_the_day(&["pairs"]).ends(0);
    site.build();
    let bytes =
        fs::read(site.path("public/compare/treatments/serum-vs-mist/index.html")).expect("a page").len();
    let refused = format!("serum vs mist: 1 fact known for both, not 3; noindex, {bytes} bytes\n");
    let summary = format!("; 1 refused with a page that says noindex, {bytes} bytes\n");
    assert!(out.contains(&refused) && out.ends_with(&summary), "{out}");

    let site = paired("of: all, known: 1, differ: 1, alike: 100, limit: 5");
    let (out, err) = site.run_on_the_day(&["pairs"]).ends(1);
    assert!(err.contains("error[pair-limit]: this makes 7 pair pages, and the limit is 5"), "{err}");
    assert!(out.contains("7 pages kept, none made; "), "{out}");
    // A kind within its limit beside one above it: the plan of both is printed.
    site.write(
        "content/products/oils/_kind.yaml",
        "name: Oil\nplural: Oils\npairs: {of: all, known: 1, differ: 1}\nattributes:\n  - {id: size, label: Size, type: number}\n",
    );
    site.write("content/products/oils/argan.yaml", "name: Argan\nsize: 1\n");
    site.write("content/products/oils/jojoba.yaml", "name: Jojoba\nsize: 2\n");
    let (out, _) = site.run_on_the_day(&["pairs"]).ends(1);
    assert!(out.contains("7 pages kept") && out.contains("1 page kept"), "{out}");
    site.run_on_the_day(&["build"]).ends(1);
}

#[test]
fn a_pair_has_one_page_and_its_other_direction_leads_on() {
    let site = paired("of: [[serum, ampoule], [oil, serum], [serum, mist]], known: 3, refused: noindex");
    site.build();
    let page = |address: &str| {
        let path = site.path(&format!("public/compare/treatments/{address}/index.html"));
        fs::read_to_string(path).unwrap_or_default()
    };
    let kept = page("oil-vs-serum");
    assert!(kept.contains("Oil and Serum differ on all 3 points we can compare"), "{kept}");
    assert!(kept.contains("Serum comes out better on one point: size (30 vs 20)."), "{kept}");
    assert!(kept.contains("it is late") && !kept.contains("noindex"), "{kept}");
    assert!(page("serum-vs-oil").contains("url=/compare/treatments/oil-vs-serum/"));
    assert!(page("ampoule-vs-serum").contains("url=/guides/ampoule-vs-serum/"));
    assert!(page("serum-vs-ampoule").contains("url=/guides/ampoule-vs-serum/"));
    assert!(page("serum-vs-mist").contains("noindex"));
    let sitemap = fs::read_to_string(site.path("public/sitemap.xml")).expect("the sitemap");
    assert_eq!(sitemap.matches("-vs-").count(), 2, "the pair and the guide: {sitemap}");
    for (place, links) in [("products/oil", 1), ("products/serum", 2), ("compare/treatments", 2)] {
        let text = fs::read_to_string(site.path(&format!("public/{place}/index.html"))).expect("a page");
        let found = text.matches("href=\"/compare/treatments/oil-vs-serum/\"").count()
            + text.matches("href=\"/compare/treatments/serum-vs-mist/\"").count();
        assert_eq!(found, links, "{place}");
    }
}
