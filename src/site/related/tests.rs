use super::reading::{Origin, Reading, Related, SHOWN, Wishes};
use super::weights::WordWeights;
use super::*;
use crate::base::{Aside, OneByOne, Workers};
use crate::content::terms::{Field, TermCounter, Terms};

/// A document that owns what it says.
#[derive(Default)]
pub(super) struct Text {
    pub(super) terms: Terms,
    /// What the terms are of.
    body: String,
    products: Vec<u32>,
    before: Vec<u32>,
    after: Vec<u32>,
    tags: Vec<u32>,
    links: Vec<u32>,
}

fn text(body: &str) -> Text {
    let mut counter = TermCounter::default();
    counter.add(body, Field::Body);
    Text { terms: counter.finish(), body: body.to_owned(), ..Text::default() }
}

fn document(text: &Text) -> Document<'_> {
    let Text { terms: _, body: _, products, before, after, tags, links } = text;
    Document { products, before, after, tags, links, place: None }
}

pub(super) fn index(texts: &[Text]) -> Index {
    with_terms(texts, texts.iter().map(|text| &text.terms).collect())
}

/// The documents with these words instead of their own.
fn with_terms(texts: &[Text], terms: Vec<&Terms>) -> Index {
    let documents: Vec<Document<'_>> = texts.iter().map(document).collect();
    let terms = terms.into_iter().map(|terms| Aside::new(terms.clone())).collect();
    let wording = Wording::new(terms, &Weights::CHOSEN, &OneByOne);
    Index::new(&documents, wording, Weights::CHOSEN)
}

/// The best documents with their reasons.
fn found(index: &Index, document: usize, count: usize) -> Vec<(usize, Reason)> {
    let ranking = Ranking::new(index, &OneByOne);
    let best = ranking.best(document, count, &mut Scratch::default());
    best.iter().map(|entry| (entry.to as usize, ranking.reason(document, entry.to as usize))).collect()
}

fn order(index: &Index, document: usize) -> Vec<usize> {
    found(index, document, 5).into_iter().map(|(document, _)| document).collect()
}

/// `count` texts of `words` words each from a vocabulary of `vocabulary`, by a linear congruential generator.
pub(super) fn many(count: usize, words: usize, vocabulary: u32) -> Vec<Text> {
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
    let (one, other) = (Ranking::new(&one, &OneByOne), Ranking::new(&other, &OneByOne));
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
    let ranking = Ranking::new(&index, &OneByOne);
    let mut scratch = Scratch::default();
    let best = ranking.best(7, 5, &mut scratch);
    for (entry, parts) in best.iter().zip(ranking.by_signal(7, &best, &mut scratch)) {
        assert!((entry.weight - parts.iter().sum::<f32>()).abs() < 1e-4);
    }
}

fn shown(index: &Index, picked: &[&[usize]], skip_linked: bool) -> Vec<Vec<Related>> {
    Reading::new(index, Wishes { picked, skip_linked }, &OneByOne).lists().to_vec()
}

fn read_next(texts: &[Text], picked: &[&[usize]], skip_linked: bool) -> Vec<Vec<Related>> {
    shown(&index(texts), picked, skip_linked)
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

fn in_how_many_lists(lists: &[Vec<Related>]) -> Vec<usize> {
    let mut count = vec![0; lists.len()];
    lists.iter().flatten().for_each(|related| count[related.document] += 1);
    count
}

#[test]
fn nothing_is_in_too_many_lists() {
    // Every document links to the first two, so all would show them.
    let mut texts = many(400, 60, 2000);
    texts.iter_mut().for_each(|text| text.links = vec![0, 1]);
    let index = index(&texts);
    let ranking = Ranking::new(&index, &OneByOne);
    let mut scratch = Scratch::default();
    let ranked_first = (2..400).filter(|at| ranking.best(*at, SHOWN, &mut scratch).iter().any(|e| e.to == 0));
    assert!(ranked_first.count() > 150);
    let lists = shown(&index, &vec![&[][..]; 400], false);
    let count = in_how_many_lists(&lists);
    assert!(count.iter().all(|count| (1..=30).contains(count)), "{count:?}");
    assert_eq!(count[..2], [30, 30]);
    assert!(lists.iter().all(|list| list.len() == SHOWN));
    // What was picked by hand stays, however often.
    let picked: Vec<&[usize]> = (0..400).map(|at| if at > 300 { &[0][..] } else { &[] }).collect();
    let lists = shown(&index, &picked, false);
    assert!(lists[301..].iter().all(|list| list[0].document == 0 && list[0].origin == Origin::Picked));
    assert_eq!(in_how_many_lists(&lists)[0], 99);
}

#[test]
fn a_list_is_not_all_of_one_pair() {
    // Twenty on one pair of products, and four on each of two pairs that share one of them.
    let mut texts: Vec<Text> = (0..28).map(|_| text("serum and ampoule")).collect();
    for (at, text) in texts.iter_mut().enumerate() {
        text.products = vec![1, [2, 3, 4][at.saturating_sub(16) / 4]];
    }
    let of_pair = |list: &[Related], pair: &[u32]| {
        list.iter().filter(|related| texts[related.document].products == pair).count()
    };
    let lists = read_next(&texts, &vec![&[][..]; 28], false);
    for list in &lists {
        assert_eq!(list.len(), SHOWN);
        for pair in [[1, 2], [1, 3], [1, 4]] {
            // A place that goes to a document in no other list asks nothing of that sort.
            let ranked: Vec<Related> =
                list.iter().copied().filter(|one| one.origin == Origin::Ranked).collect();
            assert!(of_pair(&ranked, &pair) <= 2, "{list:?}");
        }
    }
    // If there is nothing else, a list is full all the same.
    let same: Vec<Text> =
        (0..9).map(|_| Text { products: vec![1, 2], ..text("serum and ampoule") }).collect();
    assert!(read_next(&same, &[&[][..]; 9], false).iter().all(|list| list.len() == SHOWN));
}

#[test]
fn how_a_document_came_into_a_list_is_told() {
    let texts = many(400, 60, 2000);
    let lists = read_next(&texts, &vec![&[][..]; 400], false);
    let count = in_how_many_lists(&lists);
    let placed: Vec<&Related> = lists.iter().flatten().filter(|one| one.origin == Origin::Placed).collect();
    assert!(!placed.is_empty() && placed.iter().all(|one| count[one.document] == 1), "{placed:?}");
    assert!(lists.iter().flatten().all(|one| one.origin != Origin::Picked));
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
    let texts = many(400, 60, 2000);
    let picked: Vec<&[usize]> = vec![&[]; texts.len()];
    let all = |edited: Option<(usize, &Terms)>| {
        let mut all: Vec<&Terms> = texts.iter().map(|text| &text.terms).collect();
        if let Some((at, terms)) = edited {
            all[at] = terms;
        }
        shown(&with_terms(&texts, all), &picked, false)
    };
    let before = all(None);
    let changed = |at: usize, words: &str| {
        let after = all(Some((at, &text(words).terms)));
        before.iter().zip(&after).filter(|(one, other)| one != other).count()
    };
    let edited: Vec<usize> = (5..400).step_by(79).collect();
    for at in &edited {
        // Three words more make them commoner and change how much this text is like others.
        let few = changed(*at, &format!("{} w7 w8 w9", texts[*at].body));
        assert!(few <= 8, "{few} lists of 400 changed");
        // Another text takes sixty words away, each from a dozen documents, and stands near others by way of words and links.
        let many = changed(*at, "an entirely different text about something else w1 w2 w3");
        assert!((1..=48).contains(&many), "{many} lists of 400 changed");
    }
    assert_eq!(before, all(None));
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

/// Does the jobs one after another and counts the entries that they look at.
#[derive(Default)]
struct Counting(std::sync::atomic::AtomicU64);

impl Workers for Counting {
    fn each<Memory: Default + 'static, T: Send>(
        &self,
        count: usize,
        job: impl Fn(usize, &mut Memory) -> T + Sync,
    ) -> Vec<T> {
        let visited = |memory: &Memory| {
            (memory as &dyn std::any::Any).downcast_ref::<Scratch>().map_or(0, Scratch::visited)
        };
        OneByOne.each(count, |number, memory: &mut Memory| {
            let before = visited(memory);
            let done = job(number, memory);
            self.0.fetch_add(visited(memory) - before, std::sync::atomic::Ordering::Relaxed);
            done
        })
    }
}

#[test]
fn twice_the_documents_are_twice_the_work() {
    let visits = |count: usize| {
        let texts = many(count, 40, 200);
        let counting = Counting::default();
        Reading::new(&index(&texts), Wishes { picked: &vec![&[][..]; count], skip_linked: false }, &counting);
        counting.0.into_inner() / count as u64
    };
    let (fewer, more) = (visits(1_000), visits(2_000));
    // Words and titles, two products, two tags, the place, links both ways, and what is two steps away.
    let weights = Weights::CHOSEN;
    let entries = |words: &WordWeights| words.asked_terms * words.answering;
    let words = entries(&weights.words) + entries(&weights.title);
    let most = words + 8 * weights.list_cap + 4 * weights.hop_cap + weights.alike * weights.alike;
    assert!(more <= most as u64, "{more} entries a document, at most {most}");
    assert!(more * 20 <= fewer * 21, "twice the documents: {fewer} entries a document became {more}");
}
