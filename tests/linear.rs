//! What a build costs grows with the site and no faster: twice the guides are about twice the work. Work is counted and not
//! timed: how often memory was asked for and how much of it, and how many bytes came out.

use diptych::base::Date;
use diptych::pipeline::{Build, build};
use diptych::site::Options;
use diptych::source::Sources;
use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts, and asks the system.
struct Counting;

static TIMES: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

fn count(bytes: usize) {
    TIMES.fetch_add(1, Ordering::Relaxed);
    BYTES.fetch_add(bytes as u64, Ordering::Relaxed);
}

// SAFETY: every call is passed on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Numbers that follow one another without a pattern, always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// A word: few are common and many rare, as in any language.
    fn word(&mut self) -> String {
        let rank = (self.below(60) + 1) * (self.below(60) + 1);
        format!("w{}", rank / 2)
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// A site of so many guides, and of products and tags in proportion. Each guide ends with a text.
fn site(guides: usize, end: &str) -> Sources {
    let mut numbers = Numbers(guides as u64);
    let products = guides / 5;
    let mut text =
        "=== content/site.yaml\ntitle: T\ndescription: D.\nbase_url: https://example.org\n".to_owned();
    text.push_str("=== content/products/tools/_kind.yaml\nname: Tool\nplural: Tools\nattributes:\n");
    (0..8).for_each(|at| text.push_str(&format!("  - {{id: a{at}, label: A{at}, type: text}}\n")));
    for product in 0..products {
        let _ = writeln!(text, "=== content/products/tools/p{product}.yaml\nname: P{product}");
        (0..8).for_each(|at| text.push_str(&format!("a{at}: {}\n", numbers.word())));
    }
    for guide in 0..guides {
        let (one, step) = (numbers.below(products), 1 + numbers.below(products - 1));
        let _ = write!(
            text,
            "=== content/guides/g{guide}.md\n---\ntitle: {} g{guide}\ndescription: {}\ndate: 2026-{:02}-{:02}\ntags: [t{}]\n\
             compares: [p{one}, p{}]\n---\n",
            numbers.words(4),
            numbers.words(10),
            1 + numbers.below(11),
            1 + numbers.below(28),
            numbers.below(guides / 10),
            (one + step) % products,
        );
        for _ in 0..4 {
            let _ = write!(
                text,
                "## {}\n\n{}, see [[g{}]] and [[p{one}.a1]].\n\n",
                numbers.words(3),
                numbers.words(60),
                numbers.below(guides)
            );
        }
        let _ = writeln!(text, "```compare\n```\n{end}");
    }
    Sources::from_fixture(&text)
}

/// Builds a site, and counts how often and how many bytes of memory were asked for.
fn counted(sources: &Sources) -> (Build, [u64; 2]) {
    let options = Options::on(Date::parse("2026-12-01").expect("a day"));
    let now = || [&TIMES, &BYTES].map(|count| count.load(Ordering::Relaxed));
    let before = now();
    let built = build(sources, &options, None);
    let after = now();
    (built, [after[0] - before[0], after[1] - before[1]])
}

/// What was counted while a site of so many guides was built, by name.
fn work(guides: usize) -> Vec<(&'static str, u64)> {
    let (built, [times, bytes]) = counted(&site(guides, ""));
    assert_eq!(built.diagnostics, []);
    let pages = |end: &'static str| built.outputs.iter().filter(move |(path, _)| path.ends_with(end));
    assert!(pages("index.html").count() > guides);
    vec![
        ("times that memory was asked for", times),
        ("bytes of memory asked for", bytes),
        ("pages", built.rendered as u64),
        ("bytes of pages", pages(".html").map(|(_, output)| output.bytes().len() as u64).sum()),
        ("bytes of the search", pages(".json").map(|(_, output)| output.bytes().len() as u64).sum()),
    ]
}

/// The same where every guide names what is no more there: an id, a fact, a file, an address and a picture.
fn work_on_slips(guides: usize) -> Vec<(&'static str, u64)> {
    let slips = "[[g-gone]] [[p-gone.a1]] [x](g-gone.md) [x](/guides/g-gone/) ![x](g-gone.png)";
    let (built, [times, bytes]) = counted(&site(guides, slips));
    assert_eq!(built.diagnostics.len(), 5 * guides);
    vec![("times that memory was asked for slips", times), ("bytes of memory asked for slips", bytes)]
}

/// One test in this file, since all that runs beside it would be counted too.
#[test]
fn twice_the_guides_are_twice_the_work() {
    // What is made once, such as templates, is not to be counted with the smallest site.
    work(20);
    let sizes = [100, 200, 400].map(|guides| [work(guides), work_on_slips(guides)].concat());
    for pair in sizes.windows(2) {
        for ((what, small), (_, large)) in pair[0].iter().zip(&pair[1]) {
            let ratio = *large as f64 / *small as f64;
            println!("{what}: {small} to {large}, {ratio:.2} times");
            assert!(ratio <= 2.2, "{what}: {small} for half the guides, {large} for all: {ratio:.2} times");
        }
    }
}
