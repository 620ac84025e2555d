//! Edits of the law's site, good and bad.

use diptych::base::SitePath;
use diptych::source::Sources;
use proptest::prelude::*;

/// The law's site.
pub const SITE: &str = include_str!("site.txt");

/// A change of one file, or an earlier state of the whole site.
#[derive(Clone, Debug)]
pub enum Edit {
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
pub const TAILS: [&str; 7] = [
    "\nWords of no consequence, one of them essence.\n",
    "\nOne more sentence on [[serum]] and [[ampoule.course]].\n",
    "\n## Another heading\n\nAnd [a link](beta.md).\n",
    "\n[[nowhere]] and [[ampoule.nothing]]\n",
    "\n```compare\nattributes: [strength]\n```\n",
    "\nunknown_key: 1\n",
    "\u{feff}\n\t- [ \n",
];

/// What is replaced by what.
pub const REPLACEMENTS: [(&str, &str); 31] = [
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
pub const NEW: [(&str, &str); 11] = [
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

pub fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (any::<usize>(), 0..TAILS.len()).prop_map(|(file, tail)| Edit::Append(file, tail)),
        4 => (any::<usize>(), 0..REPLACEMENTS.len()).prop_map(|(file, what)| Edit::Replace(file, what)),
        2 => (0..NEW.len()).prop_map(Edit::Add),
        1 => any::<usize>().prop_map(Edit::Remove),
        1 => (any::<usize>(), 0..3_usize).prop_map(|(file, name)| Edit::Rename(file, name)),
        2 => (1..4_usize).prop_map(Edit::Revert),
    ]
}

pub fn apply(edit: &Edit, history: &[Sources]) -> Sources {
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
pub fn is_theme(path: &SitePath) -> bool {
    let own_template = SITE.contains(&format!("=== {path}\n"));
    (path.as_str().starts_with("templates/") || path.as_str().starts_with("static/")) && !own_template
}
