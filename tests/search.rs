//! The index of the search: what is in which file, and how much of it a reader needs. Counts, not clocks; what a reader sees
//! is in `tests/readers/search.mjs`.

use diptych::base::Date;
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const SITE: &str =
    "=== content/site.yaml\ntitle: Things\ndescription: Things.\nbase_url: https://example.org\n";
const KIND: &str = "=== content/products/things/_kind.yaml
name: Thing
plural: Things
attributes:
  - {id: made_of, label: Made of, type: text}
";

fn made(text: &str) -> Build {
    let options = Options::on(Date::parse("2026-11-23").expect("a day"));
    let site = build(&Sources::from_fixture(text), &options, None);
    assert_eq!(site.diagnostics, []);
    site
}

/// Guides of 40 words each, of a vocabulary that grows with their number; every guide has `common` and one word of its own.
fn guides(count: usize) -> String {
    let mut text = SITE.to_owned();
    let mut word = 1_usize;
    for number in 0..count {
        let _ = write!(
            text,
            "=== content/guides/g{number}.md\n---\ntitle: Guide own{number}\ndescription: About it.\ndate: 2026-11-01\n\
             tags: [tag {}]\n---\ncommon",
            number % 7
        );
        for _ in 0..40 {
            // A linear congruential generator (Knuth, The Art of Computer Programming, volume 2, 3.3.4).
            word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Squared, so that small numbers are more frequent, as words are.
            let draw = (word >> 33) % 1000;
            let _ = write!(text, " w{}", draw * draw * count / 100_000);
        }
        text.push('\n');
    }
    text
}

/// The files of the index by name, parsed.
fn files(site: &Build) -> BTreeMap<String, (usize, Value)> {
    let files = site.outputs.iter().filter_map(|(path, output)| {
        let name = path.strip_prefix("search/")?.strip_suffix(".json")?;
        Some((name.to_owned(), (output.bytes().len(), serde_json::from_slice(output.bytes()).expect("JSON"))))
    });
    files.collect()
}

/// The name of the file that has a key: the last that starts before it.
fn file_of(files: &BTreeMap<String, (usize, Value)>, sort: &str, key: &str) -> String {
    let starts = files["index"].1[sort].as_array().expect("keys");
    let starts = starts.iter().filter_map(Value::as_str);
    format!("{sort}-{}", starts.take_while(|start| *start <= key).last().expect("a file"))
}

/// The numbers of the pages that a word has.
fn pages(files: &BTreeMap<String, (usize, Value)>, word: &str) -> Vec<u64> {
    let entry = &files[&file_of(files, "words", word)].1[word];
    let gaps = entry[2].as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_u64);
    let pages = gaps.scan(0, |last, gap| {
        *last += gap;
        Some(*last)
    });
    pages.collect()
}

#[test]
fn a_word_is_in_one_small_file_and_so_are_its_pages() {
    let site = made(&guides(1500));
    let files = files(&site);
    let longest = files.iter().filter(|(name, _)| *name != "index").map(|(_, (size, _))| *size).max();
    assert!(longest < Some(33_000), "{longest:?}");
    assert!(files.len() > 200 && files.len() < 350, "{} files", files.len());
    for number in [0, 77, 1499] {
        let word = format!("own{number}");
        let found = pages(&files, &word);
        assert_eq!(found.len(), 1);
        let per_file = files["index"].1["pages_a_file"].as_u64().expect("a number");
        let page = &files[&format!("pages-{}", found[0] / per_file)].1[(found[0] % per_file) as usize];
        assert_eq!(page["address"], format!("/guides/g{number}/"));
        assert!(files[&file_of(&files, "vocabulary", &word)].1[&word] == 1);
        let end = format!("~{}", word.chars().rev().collect::<String>());
        assert!(files[&file_of(&files, "vocabulary", &end)].1[&end] == 1);
    }
    assert_eq!(pages(&files, "common").len(), 1500);
    assert_eq!(pages(&files, "-tag-3").len(), 214);
}

#[test]
fn a_reader_downloads_little_to_the_first_results() {
    // Two words that many pages have, and the ten pages furthest apart.
    let site = made(&guides(1500));
    let files = files(&site);
    let mut needed: Vec<String> = ["common", "w0"].map(|word| file_of(&files, "words", word)).into();
    needed.extend(["common", "w0"].map(|word| file_of(&files, "vocabulary", word)));
    needed.extend((0..10).map(|at| format!("pages-{}", at * 18)));
    needed.push("index".to_owned());
    needed.sort();
    needed.dedup();
    let bytes: usize = needed.iter().map(|name| files[name].0).sum();
    let script = site.outputs["search.js"].bytes().len();
    assert!(script < 22_000, "{script} bytes of script");
    assert!(bytes < 75_000, "{bytes} bytes of index, without compression");
}

#[test]
fn an_edit_changes_the_files_of_its_words_alone() {
    let options = Options::on(Date::parse("2026-11-23").expect("a day"));
    let text = guides(1500);
    // A title, and a text in which a rebuild takes everything else over.
    for (old, new) in [("own77\n", "own77 renamed\n"), ("common", "common novel")] {
        let first = build(&Sources::from_fixture(&text), &options, None);
        let before = first.outputs.clone();
        let sources = Sources::from_fixture(&text.replacen(old, new, 1));
        let second = build(&sources, &options, Some(first));
        assert!(
            second.outputs == build(&sources, &options, None).outputs,
            "{new:?}: not as without a previous build"
        );
        let is_other =
            |path: &&String| path.starts_with("search/") && before.get(*path) != second.outputs.get(*path);
        let changed: Vec<&String> = second.outputs.keys().filter(is_other).collect();
        // What results show of it, its new word and those beside which it counts less, the vocabulary from both ends.
        assert!(changed.len() <= 12, "{new:?}: {changed:?}");
    }
}

#[test]
fn facts_names_headings_and_korean_are_found() {
    let text = format!(
        "{SITE}{KIND}=== content/products/things/gadget.yaml\nname: Gadget\ntagline: Small\nmade_of: titanium\n\
         === content/guides/a.md\n---\ntitle: 앰플을 고르는 법\ndescription: 무엇을?\ndate: 2026-11-01\ncompares: [gadget]\n---\n\
         ## Crème first\n\nText with [[gadget.made_of]].\n"
    );
    let files = files(&made(&text));
    let sorts = &files["index"].1["sorts"];
    assert_eq!(sorts.to_string(), "[[\"guide\",0],[\"product\",1],[\"table\",2]]");
    assert_eq!(pages(&files, "titanium"), [0, 1]);
    assert_eq!(pages(&files, "gadget"), [0, 1]);
    assert_eq!(pages(&files, "creme"), [0]);
    assert_eq!(pages(&files, "앰플"), [0]);
    assert_eq!(pages(&files, "made"), [0, 1, 2]);
}

#[test]
fn a_word_in_korean_is_found_whatever_particle_it_carries() {
    let guide = |id: &str, text: &str| {
        format!(
            "=== content/guides/{id}.md\n---\ntitle: {id}\ndescription: 설명.\ndate: 2026-11-01\n---\n{text}\n"
        )
    };
    let texts = [
        ("a", "앰플이 짙으면 세럼을 나중에."),
        ("b", "세럼은 얇게."),
        ("c", "냉장고에 세럼이."),
        ("d", "선크림을 두 번."),
    ];
    let guides: String = texts.iter().map(|(id, text)| guide(id, text)).collect();
    let files = files(&made(&format!("{SITE}language: ko\n{guides}")));
    // The script cuts 세럼이 into 세럼 and 럼이, and asks of each how rare it is.
    assert_eq!(pages(&files, "세럼"), [0, 1, 2]);
    assert_eq!(pages(&files, "럼이"), [2]);
    assert_eq!(pages(&files, "림을"), [3]);
}

#[test]
fn a_site_that_wants_no_search_has_none() {
    let with = made(&format!("{SITE}{KIND}"));
    let page = |site: &Build, path: &str| String::from_utf8_lossy(site.outputs[path].bytes()).into_owned();
    assert!(page(&with, "index.html").contains("action=\"/search/\""));
    assert!(page(&with, "search/index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!page(&with, "sitemap.xml").contains("/search/"));
    for (path, output) in with.outputs.iter().filter(|(path, _)| path.ends_with(".html")) {
        let has_script = String::from_utf8_lossy(output.bytes()).contains("src=\"/search.js\"");
        assert_eq!(has_script, path == "search/index.html", "{path}");
    }
    let without = made(&format!("{SITE}search: no\n{KIND}"));
    assert!(!without.outputs.keys().any(|path| path.starts_with("search")));
    assert!(
        without.outputs.values().all(|output| !String::from_utf8_lossy(output.bytes()).contains("/search"))
    );
}
