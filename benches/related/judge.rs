//! nDCG@5 of rankings against the pages that editors chose, with every signal and without each.

use crate::corpus::Page;
use crate::{ranked, shown_lists};
use diptych::site::reach::Spread;
use diptych::site::related::Signal;
use diptych::site::related::agreement::ndcg;
use diptych::site::related::weights::Weights;
use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

/// How many pages of a list count.
const K: usize = 5;

/// Prints the table. `truth` has one line of JSON a page: `{"page": "a", "related": ["b", "c"]}`.
pub fn table(pages: &[Page], truth: &Path) -> io::Result<()> {
    let truth = chosen(pages, &fs::read_to_string(truth)?);
    let whole = score(&truth, &ranked(pages, Weights::CHOSEN));
    println!("| signals | nDCG@{K} | |\n| --- | --- | --- |\n| all | {whole:.4} | |");
    for (at, signal) in Signal::ALL.into_iter().enumerate() {
        let mut weights = Weights::CHOSEN;
        weights.signals[at] = 0.0;
        let without = score(&truth, &ranked(pages, weights));
        println!("| without {} | {without:.4} | {:+.4} |", signal.name(), without - whole);
    }
    let lists = shown_lists(pages);
    let shown = score(&truth, &lists);
    println!("| as shown | {shown:.4} | {:+.4} |", shown - whole);
    let mut in_lists = vec![0; pages.len()];
    lists.iter().flatten().for_each(|page| in_lists[*page] += 1);
    let Spread { reached, steps, gini } = Spread::of(&in_lists);
    println!("\n{reached} of {} pages are in a list, the most in {}; Gini {gini:.3}", pages.len(), steps[4]);
    Ok(())
}

/// What editors chose: a page, and the numbers of its related pages, with `None` for those that are not there.
fn chosen(pages: &[Page], truth: &str) -> Vec<(usize, Vec<Option<usize>>)> {
    let numbers: HashMap<&str, usize> =
        pages.iter().enumerate().map(|(at, page)| (page.id.as_str(), at)).collect();
    let number = |id: &str| numbers.get(id.trim_matches('/')).copied();
    // Ids hold no quotes, so every second piece is a text: "page", its id, "related", the others.
    let line = |line: &str| {
        let texts: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        let page = number(texts.get(1)?)?;
        Some((page, texts.iter().skip(3).map(|id| number(id)).collect()))
    };
    truth.lines().filter_map(line).collect()
}

/// The mean of nDCG.
fn score(truth: &[(usize, Vec<Option<usize>>)], lists: &[Vec<usize>]) -> f64 {
    let one = |(page, chosen): &(usize, Vec<Option<usize>>)| {
        let hits: Vec<bool> = lists[*page].iter().map(|at| chosen.contains(&Some(*at))).collect();
        ndcg(&hits, chosen.len(), K)
    };
    truth.iter().map(one).sum::<f64>() / truth.len().max(1) as f64
}
