use super::reading::{Reading, Related, SHOWN, Wishes};
use super::*;
use crate::content::terms::{Field, TermCounter};

/// A document that owns what it says.
#[derive(Default)]
struct Text {
    terms: Terms,
    products: Vec<u32>,
    before: Vec<u32>,
    after: Vec<u32>,
    tags: Vec<u32>,
    links: Vec<u32>,
}

fn text(body: &str) -> Text {
    let mut counter = TermCounter::default();
    counter.add(body, Field::Body);
    Text { terms: counter.finish(), ..Text::default() }
}

fn document(text: &Text) -> Document<'_> {
    let Text { terms, products, before, after, tags, links } = text;
    Document { terms, products, before, after, tags, links, place: None }
}

fn index(texts: &[Text]) -> Index {
    Index::new(&texts.iter().map(document).collect::<Vec<_>>())
}

/// The best documents with their reasons.
fn found(index: &Index, document: usize, count: usize) -> Vec<(usize, Reason)> {
    let ranking = Ranking::new(index, &one_by_one);
    let best = ranking.best(document, count, &mut Scratch::default());
    best.iter().map(|entry| (entry.to as usize, ranking.reason(document, entry.to as usize))).collect()
}

fn order(index: &Index, document: usize) -> Vec<usize> {
    found(index, document, 5).into_iter().map(|(document, _)| document).collect()
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
    let (one, other) = (Ranking::new(&one, &one_by_one), Ranking::new(&other, &one_by_one));
    let mut used = Scratch::default();
    let forward: Vec<_> = (0..texts.len()).map(|at| one.best(at, 6, &mut used)).collect();
    for at in (0..texts.len()).rev() {
        assert_eq!(forward[at], other.best(at, 6, &mut Scratch::default()));
        assert_eq!(forward[at].len(), 6);
        assert!(forward[at].iter().all(|entry| entry.to as usize != at && entry.weight > 0.0));
        assert!(forward[at].is_sorted_by(|a, b| (b.weight, a.to) <= (a.weight, b.to)));
        assert_eq!(one.best(at, 3, &mut used)[..], forward[at][..3]);
    }
}

#[test]
fn what_a_score_is_made_of_adds_up() {
    let index = index(&many(300, 60, 2000));
    let ranking = Ranking::new(&index, &one_by_one);
    let mut scratch = Scratch::default();
    let best = ranking.best(7, 5, &mut scratch);
    for (entry, parts) in best.iter().zip(ranking.by_signal(7, &best, &mut scratch)) {
        assert!((entry.weight - parts.iter().sum::<f32>()).abs() < 1e-4);
    }
}

fn read_next(texts: &[Text], picked: &[&[usize]], skip_linked: bool) -> Vec<Vec<Related>> {
    Reading::new(&index(texts), Wishes { picked, skip_linked }, &one_by_one).lists().to_vec()
}

#[test]
fn every_document_is_in_a_list() {
    let texts = many(400, 60, 2000);
    let lists = read_next(&texts, &vec![&[][..]; texts.len()], false);
    let reached: std::collections::BTreeSet<usize> =
        lists.iter().flatten().map(|related| related.document).collect();
    assert_eq!(reached.len(), texts.len());
    assert!(
        lists
            .iter()
            .enumerate()
            .all(|(at, list)| { list.len() == SHOWN && list.iter().all(|related| related.document != at) })
    );
    // Documents without a word in common are shown beside their neighbours.
    let strangers: Vec<Text> = (0..9).map(|_| Text::default()).collect();
    let lists = read_next(&strangers, &[&[][..]; 9], false);
    let reached: std::collections::BTreeSet<usize> =
        lists.iter().flatten().map(|related| related.document).collect();
    assert_eq!(reached.len(), 9);
}

#[test]
fn picked_by_hand_come_first_and_stay() {
    let texts = many(100, 60, 2000);
    let picked: Vec<&[usize]> =
        (0..100).map(|at| if at == 3 { &[50, 60, 70, 80, 90, 10][..] } else { &[][..] }).collect();
    let lists = read_next(&texts, &picked, false);
    assert_eq!(lists[3].iter().map(|related| related.document).collect::<Vec<_>>(), picked[3]);
    assert!(lists[3].iter().all(|related| related.reason == Reason::Picked));
}

#[test]
fn what_the_text_links_to_can_be_left_out() {
    let mut texts: Vec<Text> = (0..12).map(|_| text("serum and ampoule")).collect();
    texts[0].links = vec![11];
    let shown =
        |skip| read_next(&texts, &[&[][..]; 12], skip)[0].iter().any(|related| related.document == 11);
    assert!(shown(false) && !shown(true));
}

#[test]
fn the_steps_beside_are_a_reason() {
    let mut texts = vec![text("one serum"), text("two serum"), text("three serum")];
    (texts[0].products, texts[0].before, texts[0].after) = (vec![5], vec![4], vec![6]);
    texts[1].products = vec![4];
    texts[2].products = vec![6];
    let found = found(&index(&texts), 0, 5);
    assert_eq!(found, [(1, Reason::Before(4)), (2, Reason::After(6))]);
}

#[test]
fn an_edit_changes_few_lists() {
    let mut texts = many(400, 60, 2000);
    let picked: Vec<&[usize]> = vec![&[]; texts.len()];
    let before = read_next(&texts, &picked, false);
    let edited = texts[200].terms.clone();
    texts[200].terms = text("an entirely different text about something else w1 w2 w3").terms;
    let after = read_next(&texts, &picked, false);
    let changed = before.iter().zip(&after).filter(|(one, other)| one != other).count();
    assert!((1..=60).contains(&changed), "{changed} lists of 400 changed");
    texts[200].terms = edited;
    assert_eq!(before, read_next(&texts, &picked, false));
}

/// Words of a text after an edit: some are taken out and some put in, of which few are rare.
fn edited(terms: &Terms, seed: u32) -> Terms {
    let mut counter = TermCounter::default();
    for n in 0..seed % 7 {
        counter.add(&format!("w{} rare{}", (seed >> 3).wrapping_mul(n + 1) % 2000, seed % 5), Field::Body);
    }
    let added = counter.finish();
    let kept = terms.as_slice().iter().enumerate().filter(|(at, _)| *at as u32 % 11 != seed % 23);
    let mut all: Vec<_> = kept.map(|(_, term)| *term).collect();
    for term in added.as_slice() {
        match all.iter_mut().find(|other| other.hash == term.hash) {
            Some(other) => other.counts[3] = other.counts[3].saturating_add(term.counts[3]),
            None => all.push(*term),
        }
    }
    all.into_iter().collect()
}

#[test]
fn other_words_give_what_a_new_ranking_gives() {
    for (count, vocabulary) in [(400, 2000), (300, 90), (5, 9)] {
        let mut texts = many(count, 60, vocabulary);
        let picked: Vec<&[usize]> = vec![&[]; count];
        let wishes = Wishes { picked: &picked, skip_linked: false };
        let mut kept = index(&texts);
        let mut reading = Reading::new(&kept, wishes, &one_by_one);
        let mut taken = 0;
        for round in 0..40_u32 {
            let before = reading.lists().to_vec();
            let places: std::collections::BTreeSet<usize> =
                (0..1 + round % 3).map(|n| (round * 37 + n * 11) as usize % count).collect();
            let old: Vec<(usize, Terms)> = places.iter().map(|at| (*at, texts[*at].terms.clone())).collect();
            for (at, terms) in &old {
                texts[*at].terms = edited(terms, round.wrapping_mul(2_654_435_761) >> 7);
            }
            let edits: Vec<Edit<'_>> =
                old.iter().map(|(document, old)| Edit { document: *document, old }).collect();
            let terms: Vec<&Terms> = texts.iter().map(|text| &text.terms).collect();
            let fresh = index(&texts);
            let new = Reading::new(&fresh, wishes, &one_by_one);
            let changed = match kept.take_words(&edits, &terms, &one_by_one) {
                Some(moved) => {
                    taken += 1;
                    reading.update(&kept, &moved, wishes, &one_by_one)
                }
                None => {
                    kept = fresh;
                    reading.replace(Reading::new(&kept, wishes, &one_by_one))
                }
            };
            assert_eq!(reading.lists(), new.lists(), "{count} documents, edit {round}");
            let differ: Vec<usize> = (0..count).filter(|at| before[*at] != new.lists()[*at]).collect();
            assert_eq!(changed, differ, "{count} documents, edit {round}");
        }
        assert!(count < 10 || taken > 20, "{taken} of 40 edits of {count} documents were taken in");
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
    let found = found(&index(&texts), 0, 5);
    assert_eq!(found, [(2, Reason::Product(7)), (3, Reason::Product(5))]);
}

#[test]
fn a_rare_tag_beats_a_common_one() {
    let mut texts: Vec<Text> = (0..100).map(|_| Text { tags: vec![0], ..Text::default() }).collect();
    texts[40].tags = vec![0, 1];
    texts[90].tags = vec![1, 0];
    let found = found(&index(&texts), 40, 2);
    assert_eq!(found[0], (90, Reason::Tag(1)));
    assert_eq!(found[1], (0, Reason::Tag(0)));
}

#[test]
fn links_count_both_ways() {
    let mut texts: Vec<Text> = (0..9).map(|at| text(&format!("word{at} alone{at}"))).collect();
    texts[4].links = vec![7, 4, 7, 1_000];
    texts[2].links = vec![4, 5];
    let index = index(&texts);
    let found = found(&index, 4, 5);
    let expected = [(7, Reason::LinkedFromHere), (2, Reason::LinksHere), (5, Reason::Words)];
    assert_eq!(found, expected, "5 is linked to by what links to 4");
    assert_eq!(order(&index, 7), [4]);
    assert_eq!(order(&index, 8), [0; 0]);
}

#[test]
fn a_link_is_a_better_reason_than_a_common_tag() {
    let mut texts: Vec<Text> = (0..100).map(|_| Text { tags: vec![0], ..Text::default() }).collect();
    texts[3].links = vec![50];
    let found = found(&index(&texts), 3, 1);
    assert_eq!(found[0], (50, Reason::LinkedFromHere));
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
    let found = found(&index(&texts), 0, 5);
    assert_eq!(found[0], (2, Reason::Words));
    assert!(found.iter().all(|found| found.0 != 3));
}

#[test]
fn nothing_is_related_to_nothing() {
    assert_eq!(order(&index(&[]), 0), [0; 0]);
    assert_eq!(order(&index(&[text("one document")]), 0), [0; 0]);
    assert_eq!(order(&Index::default(), 0), [0; 0]);
    let empty: Vec<Text> = (0..3).map(|_| Text::default()).collect();
    assert_eq!(order(&index(&empty), 1), [0; 0]);
    assert_eq!(found(&index(&many(9, 9, 9)), 0, 0), []);
    assert_eq!(read_next(&[], &[], false), Vec::<Vec<Related>>::new());
}

#[test]
fn the_work_for_one_document_is_bounded() {
    let visits = |count: usize| {
        let index = index(&many(count, 40, 200));
        let ranking = Ranking::new(&index, &one_by_one);
        let mut scratch = Scratch::default();
        for at in 0..100 {
            index.alike(count / 100 * at, &mut scratch);
            ranking.best(count / 100 * at, 5, &mut scratch);
        }
        scratch.visited() / 100
    };
    let (fewer, more) = (visits(2_000), visits(4_000));
    // Words twice and titles, two products, two tags, the place, links both ways, and what is two steps away.
    let weights = Weights::CHOSEN;
    let words = 2 * weights.words.asked_terms + weights.title.asked_terms;
    let most = weights.list_cap * (words + 8) + 4 * weights.hop_cap + weights.alike * weights.alike;
    assert!(more <= most as u64, "{more} entries a document, at most {most}");
    assert!(more * 10 <= fewer * 11, "twice the documents: {fewer} entries a document became {more}");
}
