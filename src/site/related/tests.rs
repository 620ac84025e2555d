use super::*;
use crate::content::terms::{Field, TermCounter};

/// A document that owns what it says.
#[derive(Default)]
struct Text {
    terms: Terms,
    products: Vec<u32>,
    tags: Vec<u32>,
    links: Vec<u32>,
}

fn text(body: &str) -> Text {
    let mut counter = TermCounter::default();
    counter.add(body, Field::Body);
    Text { terms: counter.finish(), ..Text::default() }
}

fn index(texts: &[Text]) -> Index {
    let documents: Vec<Document<'_>> = texts
        .iter()
        .map(|t| Document { terms: &t.terms, products: &t.products, tags: &t.tags, links: &t.links })
        .collect();
    Index::new(&documents)
}

fn order(index: &Index, document: usize) -> Vec<usize> {
    index.related(document, 5, &mut Scratch::default()).iter().map(|found| found.document).collect()
}

/// `count` texts of `words` words each from a vocabulary of `vocabulary`, by a linear congruential generator.
fn many(count: usize, words: usize, vocabulary: u32) -> Vec<Text> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    (0..count)
        .map(|document| {
            let body: Vec<String> = (0..words).map(|_| format!("w{}", next() % vocabulary)).collect();
            let mut text = text(&body.join(" "));
            text.products = vec![next() % 50, next() % 50];
            text.tags = vec![0, next() % 20];
            text.links = vec![0, next() % count as u32, document as u32 / 2];
            text
        })
        .collect()
}

#[test]
fn a_ranking_depends_on_nothing_but_the_documents() {
    let texts = many(300, 60, 2000);
    let (one, other) = (index(&texts), index(&texts));
    let mut used = Scratch::default();
    let forward: Vec<_> = (0..texts.len()).map(|at| one.related(at, 6, &mut used)).collect();
    for at in (0..texts.len()).rev() {
        assert_eq!(forward[at], other.related(at, 6, &mut Scratch::default()));
        assert_eq!(forward[at].len(), 6);
        assert!(forward[at].iter().all(|found| found.document != at && found.score > 0.0));
        assert!(forward[at].is_sorted_by(|a, b| (b.score, a.document) <= (a.score, b.document)));
        assert_eq!(one.related(at, 3, &mut used)[..], forward[at][..3]);
    }
}

#[test]
fn of_equal_documents_the_first_comes_first() {
    let texts: Vec<Text> = (0..6).map(|_| text("serum and ampoule")).collect();
    assert_eq!(order(&index(&texts), 3), [0, 1, 2, 4, 5]);
}

#[test]
fn a_shared_product_is_found_and_named() {
    let mut texts =
        vec![text("daily step"), text("short boost"), text("something else"), text("fourth thing")];
    texts[0].products = vec![7, 3, 5];
    texts[2].products = vec![5, 7];
    texts[3].products = vec![5];
    texts[0].tags = vec![1];
    texts[2].tags = vec![1];
    texts[0].links = vec![2];
    let found = index(&texts).related(0, 5, &mut Scratch::default());
    let reasons: Vec<_> = found.iter().map(|found| (found.document, found.reason)).collect();
    assert_eq!(reasons, [(2, Reason::Product(7)), (3, Reason::Product(5))]);
}

#[test]
fn a_rare_tag_beats_a_common_one() {
    let mut texts: Vec<Text> = (0..100).map(|_| Text { tags: vec![0], ..Text::default() }).collect();
    texts[40].tags = vec![0, 1];
    texts[90].tags = vec![1, 0];
    let found = index(&texts).related(40, 2, &mut Scratch::default());
    assert_eq!((found[0].document, found[0].reason), (90, Reason::Tag(1)));
    assert_eq!((found[1].document, found[1].reason), (0, Reason::Tag(0)));
    assert!(found[0].score > found[1].score);
}

#[test]
fn links_count_both_ways() {
    let mut texts: Vec<Text> = (0..9).map(|at| text(&format!("word{at} alone{at}"))).collect();
    texts[4].links = vec![7, 4, 7, 1_000];
    texts[2].links = vec![4, 5];
    let index = index(&texts);
    let found = index.related(4, 5, &mut Scratch::default());
    let reasons: Vec<_> = found.iter().map(|found| (found.document, found.reason)).collect();
    let expected = [(7, Reason::LinkedFromHere), (2, Reason::LinksHere), (5, Reason::Words)];
    assert_eq!(reasons, expected, "5 is linked to by what links to 4");
    assert_eq!(order(&index, 7), [4]);
    assert_eq!(order(&index, 8), [0; 0]);
}

#[test]
fn a_link_is_a_better_reason_than_a_common_tag() {
    let mut texts: Vec<Text> = (0..100).map(|_| Text { tags: vec![0], ..Text::default() }).collect();
    texts[3].links = vec![50];
    let found = index(&texts).related(3, 1, &mut Scratch::default());
    assert_eq!((found[0].document, found[0].reason), (50, Reason::LinkedFromHere));
}

#[test]
fn the_title_asks_loudest() {
    let title = |title: &str, body: &str| {
        let mut counter = TermCounter::default();
        counter.add(title, Field::Title);
        counter.add(body, Field::Body);
        Text { terms: counter.finish(), ..Text::default() }
    };
    let texts = [
        title("Serums", "with some retinol and toner"),
        title("Toner", "one retinol two"),
        title("A serum", "three four"),
        title("Acids", "five six"),
    ];
    assert_eq!(order(&index(&texts), 0), [2, 1]);
}

#[test]
fn korean_finds_korean() {
    let texts = [
        text("앰플은 짧은 기간에 집중적으로 씁니다"),
        text("선크림은 아침마다 바르세요"),
        text("세럼보다 진한 앰플을 언제 쓸까요"),
        text("ordinary English text"),
    ];
    let found = index(&texts).related(0, 5, &mut Scratch::default());
    assert_eq!((found[0].document, found[0].reason), (2, Reason::Words));
    assert!(found.iter().all(|found| found.document != 3));
}

#[test]
fn nothing_is_related_to_nothing() {
    assert_eq!(order(&index(&[]), 0), [0; 0]);
    assert_eq!(order(&index(&[text("one document")]), 0), [0; 0]);
    assert_eq!(order(&Index::default(), 0), [0; 0]);
    let empty: Vec<Text> = (0..3).map(|_| Text::default()).collect();
    assert_eq!(order(&index(&empty), 1), [0; 0]);
    assert_eq!(index(&many(9, 9, 9)).related(0, 0, &mut Scratch::default()), []);
}

#[test]
fn the_work_for_one_document_is_bounded() {
    let visits = |count: usize| {
        let index = index(&many(count, 40, 200));
        let mut scratch = Scratch::default();
        for at in 0..100 {
            index.related(count / 100 * at, 5, &mut scratch);
        }
        scratch.visited() / 100
    };
    let (fewer, more) = (visits(2_000), visits(4_000));
    // Words, two products, two tags, links both ways, and what is around them.
    let weights = Weights::CHOSEN;
    let most = weights.list_cap * (weights.asked_terms + 6) + weights.hop_cap;
    assert!(more <= most as u64, "{more} entries a document, at most {most}");
    assert!(more * 10 <= fewer * 11, "twice the documents: {fewer} entries a document became {more}");
}
