//! The law of a rebuild: a build with a previous one gives what a build without gives, outputs and diagnostics both.
//! And what a rebuild costs, in pages rendered: counts, not clocks.

use diptych::base::{Date, SitePath};
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use proptest::prelude::*;

const SITE: &str = include_str!("law/site.txt");

fn options() -> Options {
    Options::on(Date::parse("2026-11-23").expect("a day"))
}

/// A change of one file, or an earlier state of the whole site.
#[derive(Clone, Debug)]
enum Edit {
    /// Appends text to a file.
    Append(usize, usize),
    /// Replaces one piece of text by another in a file.
    Replace(usize, usize),
    /// Adds a file, or replaces the one of its name.
    Add(usize),
    /// Removes a file.
    Remove(usize),
    /// Gives a file another name in its folder.
    Rename(usize, usize),
    /// Goes back some steps.
    Revert(usize),
}

/// What is appended: good and bad.
const TAILS: [&str; 7] = [
    "\nWords of no consequence, one of them essence.\n",
    "\nOne more sentence on [[serum]] and [[ampoule.course]].\n",
    "\n## Another heading\n\nAnd [a link](beta.md).\n",
    "\n[[nowhere]] and [[ampoule.nothing]]\n",
    "\n```compare\nattributes: [strength]\n```\n",
    "\nunknown_key: 1\n",
    "\u{feff}\n\t- [ \n",
];

/// What is replaced by what.
const REPLACEMENTS: [(&str, &str); 31] = [
    ("says", "says once, and says twice"),
    ("title: ", "title: New "),
    ("draft: true", "draft: false"),
    ("2026-11-0", "2027-01-0"),
    ("2027-01-0", "2026-11-0"),
    ("compares: [serum, ampoule]", "compares: [ampoule, essence]"),
    ("strength: high", "strength: low"),
    ("1..4", "2..6"),
    ("tags: [one]", "tags: [two, three]"),
    ("name: ", "name: Very "),
    ("checked: 2026-11-02", "checked: 2026-11-20"),
    ("with_care", "no"),
    ("why: serum.strength", "why: {fact: ampoule.strength, is: lower}"),
    ("unit: week", "unit: day"),
    ("25.50", "26"),
    ("Vole,19", "Weasel,19"),
    ("of: all", "of: [[vole, vole-2]]"),
    ("duplicates: number", "duplicates: refuse"),
    ("steps: [low, high]", "steps: [low, middle, high]"),
    ("base_url: https://example.org", "base_url: https://example.net"),
    ("entries: 2", "entries: 1"),
    ("content: full", "content: summary"),
    ("content: summary", "content: full, tags: no"),
    ("guides: yes", "guides: no"),
    ("kinds: yes", "kinds: no"),
    ("disallow: [/tags/]", "disallow: [/tags/, /all/], agents: {Bot: {disallow: [/]}}"),
    ("guides: no", "guides: no}\nllms: no\n#{"),
    ("base_url: https://example.org", "languages: [en, ko]\nbase_url: https://example.org"),
    ("languages: [en, ko]", "language: en"),
    ("name: 세럼", "name: 매일 세럼"),
    ("{{ page.title }}", "<b>{{ page.title }}</b>"),
];

/// Files that may be added.
const NEW: [(&str, &str); 11] = [
    (
        "content/guides/new.md",
        "---\ntitle: New\ndescription: New.\ndate: 2026-11-05\ntags: [one]\ncompares: [serum, essence]\n---\n[[alpha]] [[serum.strength]]\n\n```choose\n```\n",
    ),
    (
        "content/products/treatments/cream.yaml",
        "name: Cream\nstrength: high\nchoose_if: [\"you like [[serum]]\"]\n",
    ),
    (
        "content/products/soaps/_kind.yaml",
        "name: Soap\nplural: Soaps\nattributes:\n  - {id: foam, label: Foam, type: yes_no}\n",
    ),
    ("content/products/soaps/bar.yaml", "name: Bar\nfoam: yes\n"),
    (
        "content/pages/contact.md",
        "---\ntitle: Contact\ndescription: Write.\naliases: [/write/]\n---\n[[about]]\n",
    ),
    ("content/sources.yaml", "book:\n  title: A book\n"),
    ("static/extra.css", "a{}"),
    ("content/guides/alpha.ko.md", "---\ntitle: 알파\ndescription: 하나.\n---\n[[serum]] [[beta]]\n"),
    ("content/products/treatments/serum.ko.yaml", "name: 세럼\n"),
    ("content/site.ko.yaml", "title: 한국어\nnavigation: [{label: 모두, to: /all/}]\n"),
    ("templates/blocks/own.html", "<p>{{ block.words }}</p>"),
];

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (any::<usize>(), 0..TAILS.len()).prop_map(|(file, tail)| Edit::Append(file, tail)),
        4 => (any::<usize>(), 0..REPLACEMENTS.len()).prop_map(|(file, what)| Edit::Replace(file, what)),
        2 => (0..NEW.len()).prop_map(Edit::Add),
        1 => any::<usize>().prop_map(Edit::Remove),
        1 => (any::<usize>(), 0..3_usize).prop_map(|(file, name)| Edit::Rename(file, name)),
        2 => (1..4_usize).prop_map(Edit::Revert),
    ]
}

fn apply(edit: &Edit, history: &[Sources]) -> Sources {
    let mut sources = history.last().expect("a state").clone();
    let own: Vec<SitePath> =
        sources.iter().map(|file| file.path.clone()).filter(|path| !is_theme(path)).collect();
    let text = |sources: &Sources, path: &SitePath| {
        sources.get(path.as_str()).and_then(|file| file.text()).unwrap_or_default().to_owned()
    };
    match edit {
        Edit::Append(file, tail) => {
            let path = &own[file % own.len()];
            let text = text(&sources, path) + TAILS[*tail];
            sources.insert(path.clone(), text.into_bytes());
        }
        Edit::Replace(file, what) => {
            let (from, to) = REPLACEMENTS[*what];
            let with: Vec<&SitePath> =
                own.iter().filter(|path| text(&sources, path).contains(from)).collect();
            if !with.is_empty() {
                let path = with[file % with.len()].clone();
                let text = text(&sources, &path).replacen(from, to, 1);
                sources.insert(path, text.into_bytes());
            }
        }
        Edit::Add(file) => {
            let (path, text) = NEW[*file];
            sources.insert(SitePath::new(path), text.as_bytes().to_vec());
        }
        Edit::Remove(file) => {
            sources.remove(own[file % own.len()].as_str());
        }
        Edit::Rename(file, name) => {
            let path = &own[file % own.len()];
            let text = text(&sources, path);
            let extension = path.extension().unwrap_or("md");
            let new = format!("{}/renamed-{name}.{extension}", path.folder());
            sources.remove(path.as_str());
            sources.insert(SitePath::new(new), text.into_bytes());
        }
        Edit::Revert(steps) => sources = history[history.len().saturating_sub(*steps + 1)].clone(),
    }
    sources
}

/// Whether a file is one of the default theme that the site does not override.
fn is_theme(path: &SitePath) -> bool {
    let own_template = SITE.contains(&format!("=== {path}\n"));
    (path.as_str().starts_with("templates/") || path.as_str().starts_with("static/")) && !own_template
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

/// A site of guides that share many words, and have a few that are rare.
fn wordy(guides: usize) -> String {
    let word = |seed: usize| format!("{}{}", ["gel", "oil", "mist", "pad"][seed % 4], seed % 211);
    let guide = |at: usize| {
        let text: Vec<String> = (0..80).map(|n| word((at + 3) * (n * n + 7) + n)).collect();
        format!(
            "=== content/guides/g{at}.md\n---\ntitle: Guide {at}\ndescription: About {at}.\ndate: 2026-11-01\n\
             tags: [t{}]\n---\n{} only{at}.\n",
            at % 5,
            text.join(" ")
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
                1 => format!("{text}A word nobody{round} has, only{} too.\n", (at + 1) % 120),
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
