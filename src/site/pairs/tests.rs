use super::*;
use crate::base::Date;
use crate::base::OneByOne;
use crate::content::markdown::BlockNames;
use crate::content::parse::parse;
use crate::site::{Demands, Options, link};
use crate::source::Sources;
use std::fmt::Write as _;
use std::sync::Arc;

/// A site of one kind of things with attributes `a0`, `a1` and so on; a product is its id and what its file says of them.
fn site(rules: &str, attributes: usize, products: &[(&str, &str)], more: &str) -> Site {
    let mut text =
        "=== content/site.yaml\ntitle: T\ndescription: T.\nbase_url: https://example.org\n".to_owned();
    let _ = write!(text, "=== content/products/things/_kind.yaml\nname: Thing\nplural: Things\n");
    let _ = write!(text, "pairs: {{{rules}}}\nattributes:\n");
    for number in 0..attributes {
        let _ = writeln!(text, "  - {{id: a{number}, label: A{number}, type: range}}");
    }
    for (id, facts) in products {
        let _ = write!(text, "=== content/products/things/{id}.yaml\nname: {id}\n{facts}\n");
    }
    let sources = Sources::from_fixture(&(text + more));
    let names = BlockNames::new(std::iter::empty());
    let files: Vec<_> = sources.iter().map(|file| Arc::new(parse(file, &names))).collect();
    let found: Vec<_> = files.iter().flat_map(|file| &file.diagnostics).collect();
    assert!(found.is_empty(), "{found:?}");
    let today = Date::parse("2026-12-01").expect("a day");
    let options =
        Options { drafts: false, future: false, today, base_url: None, demands: Demands::default() };
    let (mut sites, problems) = link(&files, &options, &OneByOne);
    assert_eq!(problems, []);
    sites.remove(0)
}

fn planned(site: &Site) -> Plan {
    let rules = site.kinds[0].says.pairs.as_ref().expect("rules");
    plan(site, 0, rules, candidates(site, 0, rules, &mut Vec::new()), true)
}

/// "one two" for a pair.
fn name(site: &Site, [one, other]: [usize; 2]) -> String {
    format!("{} {}", site.products[one].id, site.products[other].id)
}

fn kept(site: &Site) -> Vec<String> {
    planned(site).kept.iter().map(|pair| name(site, *pair)).collect()
}

/// Every refusal in words.
fn refused(site: &Site) -> Vec<String> {
    let why = |reason| match reason {
        Reason::FewKnown(found) => format!("{found} known"),
        Reason::FewDifferences(found) => format!("{found} differ"),
        Reason::Alike(other) => format!("like {}", name(site, other)),
    };
    let refused = planned(site).refused;
    refused
        .iter()
        .map(|refusal| format!("{}: {}", name(site, refusal.products), why(refusal.reason)))
        .collect()
}

/// What a product says: `start`, `start + 1` and so on, of the attributes from `first`.
fn facts(first: usize, count: usize, start: usize) -> String {
    (0..count).map(|at| format!("a{}: {}\n", first + at, start + at)).collect()
}

#[test]
fn what_is_not_known_is_neither_known_nor_a_difference() {
    let things = [
        ("all", "a0: 1\na1: 2\na2: 3"),
        ("blank", "a0: 1"),
        ("moot", "a0: 4\na1: n/a\na2: n/a"),
        ("open", "a0: 5\na1: unknown\na2: 6"),
    ];
    let site = site("of: all, known: 2, differ: 2, alike: 100", 3, &things, "");
    assert_eq!(kept(&site), ["all open"]);
    let wanted = ["all blank: 1 known", "all moot: 1 known", "blank moot: 1 known"];
    assert_eq!(refused(&site), [&wanted[..], &["blank open: 1 known", "moot open: 1 known"]].concat());
}

#[test]
fn values_that_are_equal_do_not_differ_however_they_are_typed() {
    let things = [
        ("one", "a0: 12.5\na1: 1..2\na2: 3..3"),
        ("same", "a0: '12.50'\na1: 1.0..2\na2: 3"),
        ("third", "a0: 12.5\na1: ..2\na2: 3.."),
    ];
    let site = site("of: all, known: 3, differ: 1, alike: 100", 3, &things, "");
    assert_eq!(refused(&site), ["one same: 0 differ"]);
    assert_eq!(kept(&site), ["one third", "same third"]);
}

#[test]
fn a_page_like_one_kept_before_it_is_refused_whichever_way_round() {
    // `twin` says what `one` says but for one fact in ten.
    let one = facts(0, 10, 100);
    let twin = one.replace("a9: 109", "a9: 1");
    let things = [("one", one.as_str()), ("other", &facts(0, 10, 200)), ("twin", &twin)];
    let all = site("of: all, differ: 2, alike: 80", 10, &things, "");
    assert_eq!(kept(&all), ["one other"]);
    assert_eq!(refused(&all), ["one twin: 1 differ", "other twin: like one other"]);
    let strict = site("of: all, differ: 2, alike: 90", 10, &things, "");
    assert_eq!(kept(&strict), ["one other", "other twin"], "nine rows in ten are not more than 90%");
    let listed = site("of: [[twin, other], [one, other]], alike: 80", 10, &things, "");
    assert_eq!(kept(&listed), ["twin other"], "the first of the list stays");
}

#[test]
fn rows_on_which_nobody_knows_anything_make_no_two_pages_alike() {
    // Five facts of thirty, all of them different: the other 25 rows are blank on every page.
    let [a, b, c] = [10, 20, 30].map(|start| facts(0, 5, start));
    let things = [("a", a.as_str()), ("b", b.as_str()), ("c", c.as_str())];
    let site = site("of: all", 30, &things, "");
    assert_eq!(kept(&site), ["a b", "a c", "b c"]);
}

#[test]
fn twins_are_found_among_many_products_that_say_little() {
    let mut things: Vec<(String, String)> =
        (0..40).map(|number| (format!("p{number:02}"), facts(number % 20, 6, 1000 * number))).collect();
    things.push(("twin".to_owned(), things[39].1.clone()));
    let things: Vec<(&str, &str)> = things.iter().map(|(id, facts)| (id.as_str(), facts.as_str())).collect();
    let site = site("of: all, known: 3, differ: 3", 30, &things, "");
    let with_twin: Vec<String> = kept(&site).into_iter().filter(|pair| pair.contains("twin")).collect();
    assert_eq!(with_twin, [""; 0]);
    let refused = refused(&site);
    assert!(refused.contains(&"p19 twin: like p19 p39".to_owned()), "{refused:?}");
    assert!(refused.contains(&"p39 twin: 0 differ".to_owned()), "{refused:?}");
}

#[test]
fn a_guide_on_the_two_alone_takes_the_pair_over() {
    let guide = |id: &str, day: u32, compares: &str| {
        format!(
            "=== content/guides/{id}.md\n---\ntitle: G\ndescription: G.\ndate: 2026-11-{day:02}\ncompares: [{compares}]\n---\n"
        )
    };
    let more = guide("older", 1, "b, a") + &guide("newer", 2, "a, b") + &guide("three", 3, "a, b, c");
    let things = [("a", "a0: 1\na1: 1"), ("b", "a0: 2\na1: 2"), ("c", "a0: 3\na1: 3")];
    let site = site("of: all, known: 2", 2, &things, &more);
    let plan = planned(&site);
    assert_eq!(kept(&site), ["a c", "b c"]);
    let [(pair, by)] = plan.taken_over[..] else { panic!("{plan:?}") };
    assert_eq!((name(&site, pair), site.guides[by].id.as_str()), ("a b".to_owned(), "newer"));
    let leads_on =
        |address: &str| site.redirects.iter().find(|(from, _)| from.as_str() == address).map(|(_, to)| *to);
    assert_eq!(leads_on("/compare/things/a-vs-b/"), Some(Item::Guide(by)));
    assert_eq!(leads_on("/compare/things/b-vs-a/"), Some(Item::Guide(by)));
    assert_eq!(leads_on("/compare/things/c-vs-a/"), Some(Item::Pair(0)));
}

#[test]
fn refused_pairs_may_have_a_page_that_is_not_indexed() {
    let things = [("a", "a0: 1\na1: 1"), ("b", "a0: 2\na1: 2"), ("c", "a0: 3")];
    let site = site("of: all, known: 2, differ: 1, refused: noindex, limit: 3", 2, &things, "");
    let pairs: Vec<(String, bool)> =
        site.pairs.iter().map(|pair| (name(&site, pair.products), pair.indexed)).collect();
    let pair = |name: &str, indexed| (name.to_owned(), indexed);
    assert_eq!(pairs, [pair("a b", true), pair("a c", false), pair("b c", false)]);
}

#[test]
fn the_work_grows_with_the_pairs_and_not_with_their_square() {
    // Few values, so that many pages are kept and nearly all belong to the same groups.
    let compared = |count: usize| {
        let things: Vec<(String, String)> = (0..count)
            .map(|number| {
                let mut state = number as u32 + 1;
                let mut next = || {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) % 3
                };
                let facts: String = (0..12).map(|at| format!("a{at}: {}\n", next())).collect();
                (format!("p{number:03}"), facts)
            })
            .collect();
        let things: Vec<(&str, &str)> =
            things.iter().map(|(id, facts)| (id.as_str(), facts.as_str())).collect();
        let site = site("of: all, alike: 40, limit: 100000", 12, &things, "");
        let plan = planned(&site);
        assert!(plan.compared > plan.kept.len(), "the site of the test has pages to compare");
        plan.compared as f64 / (count * (count - 1) / 2) as f64
    };
    let (few, many) = (compared(30), compared(120));
    assert!(many <= 16.0, "{many} comparisons a pair");
    assert!(many < few * 4.0, "{few} comparisons a pair became {many}, and there are 16 times as many pairs");
}
