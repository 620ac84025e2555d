//! `diptych related` on a made site of 360 guides, whose report can be worked out by hand.
//!
//! Twelve families of ten products stand in a ring: product 3 is compared with 4, 5 and 6. Families share no word but those
//! that all guides have. The guide on two neighbours picks the next such guide by hand and links to it, names the product
//! five further on, and the first of each family picks one of another family, which nothing but a person could.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const FAMILIES: usize = 12;
const PRODUCTS: usize = 10;
/// How far apart the two products of a guide are.
const STEPS: [usize; 3] = [1, 2, 3];
/// Every guide has its family's own words in another sequence, so that none is the same as another.
const WORDS: [&str; 12] =
    ["glow", "hinge", "brass", "lever", "cork", "felt", "spout", "cane", "rivet", "gauze", "latch", "prong"];

fn product(family: usize, at: usize) -> String {
    format!("f{family:02}-p{}", at % PRODUCTS)
}

fn guide(family: usize, at: usize, step: usize) -> String {
    format!("{}-vs-{}", product(family, at), product(family, at + step))
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The titles that guides ask for: the first is asked for by six guides, the last by one.
fn wanted(number: usize) -> Option<String> {
    let asked = (1..).find(|row| number < row * (row + 1) / 2)?;
    let title = match asked {
        4 => "Brand f00-p0 VS. brand f00-p4: is it worth it?".to_owned(),
        asked => format!("A guide that {asked} ask for"),
    };
    (asked <= 6).then_some(title)
}

fn made_site(root: &Path) {
    write(
        root,
        "content/site.yaml",
        "title: Made\ndescription: Made.\nbase_url: https://example.org\nsearch: no\n",
    );
    for family in 0..FAMILIES {
        let folder = format!("content/products/f{family:02}");
        write(
            root,
            &format!("{folder}/_kind.yaml"),
            &format!("name: F{family}\nplural: F{family}s\nattributes: []\n"),
        );
        for at in 0..PRODUCTS {
            let id = product(family, at);
            write(root, &format!("{folder}/{id}.yaml"), &format!("name: Brand {id}\n"));
        }
        for (number, (at, step)) in (0..PRODUCTS).flat_map(|at| STEPS.map(|step| (at, step))).enumerate() {
            write_guide(root, family, at, step, family * PRODUCTS * STEPS.len() + number);
        }
    }
}

fn write_guide(root: &Path, family: usize, at: usize, step: usize, number: usize) {
    let (one, other) = (product(family, at), product(family, at + step));
    let mut related = Vec::new();
    let mut text = format!("This is about {one} and {other}.");
    if step == 1 {
        let next = guide(family, at + 1, 1);
        text +=
            &format!(" After it comes [[{next}]], and [[{}]] is another matter.", product(family, at + 5));
        related.push(next);
        if at == 0 {
            related.push(guide((family + 6) % FAMILIES, 3, 2));
        }
    }
    let own: Vec<String> =
        (0..8).map(|word| format!("{}{family}", WORDS[(at * 3 + step * 5 + word * word) % 12])).collect();
    let wanted = wanted(number).map(|title| format!("wanted: [{title:?}]\n")).unwrap_or_default();
    let front = format!(
        "title: {one} vs {other}\ndescription: Which of the two.\ndate: 2026-{:02}-{:02}\ncompares: [{one}, {other}]\n\
         related: [{}]\n{wanted}",
        1 + number / 28 % 11,
        1 + number % 28,
        related.join(", ")
    );
    let path = format!("content/guides/{}.md", guide(family, at, step));
    write(root, &path, &format!("---\n{front}---\n{text} It has {}.\n", own.join(", ")));
}

fn run(root: &Path, arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_diptych"))
        .arg("related")
        .args(arguments)
        .args(["--today", "2026-12-01", "--root"])
        .arg(root)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && err.is_empty(), "{err}");
    out.into_owned()
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

#[test]
fn the_report_on_360_guides_is_what_can_be_worked_out() {
    let folder = tempfile::tempdir().expect("a folder");
    made_site(folder.path());
    let report: Value = serde_json::from_str(&run(folder.path(), &["--json"])).expect("one object");
    let guides = FAMILIES * PRODUCTS * STEPS.len();
    assert_eq!(number(&report["guides"]), guides);
    assert_eq!(number(&report["links"]), guides * 5);

    // Every guide is reached, none is in more than an eighth of the lists or 30, and the mean is 5.
    assert_eq!(number(&report["reached"]), guides);
    assert_eq!(report["orphans"]["in_no_list"], Value::Array(Vec::new()));
    assert_eq!(report["orphans"]["in_neither"], Value::Array(Vec::new()));
    let spread = &report["links_in"];
    let steps = ["least", "quarter", "median", "three_quarters", "most"].map(|step| number(&spread[step]));
    assert!(
        steps.is_sorted() && steps[0] >= 1 && steps[1] <= 5 && steps[3] >= 5 && steps[4] <= 30,
        "{steps:?}"
    );
    assert!(spread["gini"].as_f64().is_some_and(|gini| gini < 0.5), "{spread}");
    let most_linked = spread["most_linked"].as_array().expect("guides");
    assert_eq!((most_linked.len(), number(&most_linked[0]["lists"])), (10, steps[4]));
    // Only the texts of guides on neighbours link to guides: each to the next of them.
    let linked: BTreeSet<String> =
        (0..FAMILIES).flat_map(|f| (0..PRODUCTS).map(move |at| guide(f, at, 1))).collect();
    let in_no_text = report["orphans"]["in_no_text"].as_array().expect("ids");
    assert_eq!(in_no_text.len(), guides - linked.len());
    assert!(in_no_text.iter().all(|id| !linked.contains(id.as_str().expect("an id"))));

    agrees(&report["agreement"]);
    is_wanted(report["wanted"].as_array().expect("a list"));

    let text = run(folder.path(), &[]);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains("  guides reached   360 of 360 (100%)\n"), "{text}");
    assert!(text.contains("; --all lists them\n"), "{text}");
    let whole = run(folder.path(), &["--all"]);
    assert!(!whole.contains("--all lists them") && whole.lines().count() > text.lines().count());
}

/// 120 picks follow a link to a guide on a product of one's own; the 12 across families could not be guessed.
fn agrees(agreement: &Value) {
    assert_eq!(number(&agreement["picked"]), 132);
    assert_eq!((number(&agreement["in_top_5"]), number(&agreement["in_top_20"])), (120, 120), "{agreement}");
    assert!((agreement["by_lot"].as_f64().expect("a share") - 5.0 / 359.0).abs() < 0.001);
    for guide in agreement["guides"].as_array().expect("guides") {
        for picked in guide["picked"].as_array().expect("guides") {
            let family = |id: &Value| id.as_str().expect("an id")[..3].to_owned();
            assert_eq!(family(&guide["id"]) == family(&picked["id"]), picked["rank"].is_u64(), "{guide}");
        }
    }
}

/// Six guides ask for one title, five for another and so on; then come the products five apart, which the guides on the
/// neighbours of both name.
fn is_wanted(wanted: &[Value]) {
    let count = |at: usize, key: &str| wanted[at][key].as_array().expect("ids").len();
    let titles: Vec<&str> = wanted[..6].iter().map(|one| one["title"].as_str().expect("a title")).collect();
    assert_eq!(
        titles,
        [
            "A guide that 6 ask for",
            "A guide that 5 ask for",
            "Brand f00-p0 VS. brand f00-p4: is it worth it?",
            "A guide that 3 ask for",
            "A guide that 2 ask for",
            "A guide that 1 ask for",
        ]
    );
    assert_eq!([0, 1, 2, 3, 4, 5].map(|at| count(at, "asked_by")), [6, 5, 4, 3, 2, 1]);
    assert_eq!(wanted[2]["products"], serde_json::json!(["f00-p0", "f00-p4"]));
    assert_eq!(wanted[2]["named_together_in"], serde_json::json!(["f00-p9-vs-f00-p0"]));
    let by_data = &wanted[6..];
    assert_eq!(by_data.len(), FAMILIES * PRODUCTS / 2);
    for (at, one) in by_data.iter().enumerate() {
        assert_eq!((count(at + 6, "asked_by"), count(at + 6, "named_together_in")), (0, 2), "{one}");
        let ids =
            one["products"].as_array().expect("two").iter().map(|id| id.as_str().expect("an id").to_owned());
        let ids: Vec<String> = ids.collect();
        let digit = |id: &str| id[5..].parse::<usize>().expect("a number");
        assert_eq!((&ids[0][..3], digit(&ids[0]) + 5), (&ids[1][..3], digit(&ids[1])));
    }
}

#[test]
fn the_report_on_one_guide_adds_up() {
    let folder = tempfile::tempdir().expect("a folder");
    made_site(folder.path());
    let page = guide(3, 0, 1);
    let list: Value = serde_json::from_str(&run(folder.path(), &[&page, "--json"])).expect("one object");
    assert_eq!(list["id"], Value::from(page.clone()));
    let shown = list["shown"].as_array().expect("guides");
    assert_eq!(shown.len(), 5);
    let ids: Vec<&str> = shown.iter().map(|one| one["id"].as_str().expect("an id")).collect();
    assert_eq!(ids[..2], [guide(3, 1, 1), guide(9, 3, 2)], "picked by hand, in that order");
    assert!(shown[1]["score"].as_f64().is_some_and(|score| score < 0.01), "{}", shown[1]);
    assert!(shown[1]["rank"].is_null());
    let next = list["next"].as_array().expect("guides");
    assert_eq!(next.len(), 5);
    for one in shown.iter().chain(next) {
        let sum: f64 = one["signals"].as_object().expect("parts").values().filter_map(Value::as_f64).sum();
        assert!((sum - one["score"].as_f64().expect("a score")).abs() < 0.01, "{one}");
        assert!(!one["reason"].as_str().expect("words").is_empty(), "{one}");
    }
    for (one, origin) in shown.iter().zip(["picked", "picked"]) {
        assert_eq!(one["origin"], origin);
    }
    assert!(next.iter().all(|one| one["origin"].is_null()));
    let text = run(folder.path(), &[&page]);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains("picked by hand (not ranked); f09-p3-vs-f09-p5\n"), "{text}");
}

/// Guides in Korean, whose words carry particles: three on one thing, three on another, and three on a third.
#[test]
fn guides_in_korean_find_one_another_whatever_particle_a_word_carries() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "content/site.yaml",
        "title: 피부\ndescription: 피부.\nbase_url: https://example.org\nlanguage: ko\n",
    );
    let texts = [
        ("a1", "세럼을 바르기 전에", "앰플이 짙으면 세럼을 나중에 바르세요."),
        ("a2", "세럼은 언제 쓸까요", "아침이면 세럼은 얇게 펴세요."),
        ("a3", "세럼이 남았다면", "냉장고에 세럼이 있어도 됩니다."),
        ("b1", "선크림을 챙기는 날", "바다에서 선크림을 두 번."),
        ("b2", "선크림은 얼마나", "손가락 길이로 선크림은 충분해요."),
        ("b3", "선크림이 밀린다면", "화장 위에서 선크림이 뭉칩니다."),
        ("c1", "클렌징오일을 고르기", "가볍게 클렌징오일을 문지르고."),
        ("c2", "클렌징오일은 누구에게", "지성이면 클렌징오일은 피하라고요?"),
        ("c3", "클렌징오일이 눈에", "따갑게 클렌징오일이 들어갔다면."),
    ];
    for (id, title, text) in texts {
        let front = format!("title: {title}\ndescription: 설명.\ndate: 2026-11-01");
        write(root, &format!("content/guides/{id}.md"), &format!("---\n{front}\n---\n{text}\n"));
    }
    for (id, _, _) in texts {
        let list: Value = serde_json::from_str(&run(root, &[id, "--json"])).expect("one object");
        let shown = list["shown"].as_array().expect("guides");
        let best: BTreeSet<&str> = shown[..2].iter().map(|one| one["id"].as_str().expect("an id")).collect();
        let own: BTreeSet<&str> = texts
            .iter()
            .map(|(other, _, _)| *other)
            .filter(|other| *other != id && other[..1] == id[..1])
            .collect();
        assert_eq!(best, own, "{id}: {list}");
        assert!(shown[..2].iter().all(|one| one["signals"]["words"].as_f64().is_some()), "{list}");
    }
}
