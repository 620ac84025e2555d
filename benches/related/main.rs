//! Ranks the pages of a folder of Markdown, as a build ranks guides, and writes one line of JSON for each.
//!
//!     cargo run --release --no-default-features --example related -- FOLDER > RUN
//!
//! `--shown` writes the lists that a build would show, after every page has been given a link in. With
//! `--judge TRUTH` it prints a table instead: nDCG@5 against the pages that editors chose, one signal left out at a time.

mod corpus;
mod judge;

use corpus::Page;
use diptych::base::OneByOne;
use diptych::site::related::reading::{Reading, Wishes};
use diptych::site::related::weights::Weights;
use diptych::site::related::{Document, Index, Ranking, Scratch, Wording};
use std::path::Path;
use std::process::ExitCode;

/// How many pages are ranked for each.
const RANKED: usize = 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let (folder, truth, shown) = match asked[..] {
        [folder] => (folder, None, false),
        [folder, "--shown"] => (folder, None, true),
        [folder, "--judge", truth] => (folder, Some(truth), false),
        _ => {
            eprintln!("usage: related FOLDER [--shown | --judge TRUTH]");
            return ExitCode::from(2);
        }
    };
    let done = corpus::read(Path::new(folder)).and_then(|pages| match truth {
        Some(truth) => judge::table(&pages, Path::new(truth)),
        None => {
            let lists = if shown { shown_lists(&pages) } else { ranked(&pages, Weights::CHOSEN) };
            print(&pages, &lists);
            Ok(())
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn index(pages: &[Page], weights: Weights) -> Index {
    let documents: Vec<Document<'_>> = pages.iter().map(Page::document).collect();
    let terms = pages.iter().map(|page| page.parsed.terms.clone()).collect();
    let wording = Wording::new(terms, &weights, &OneByOne);
    Index::new(&documents, wording, weights)
}

/// The best pages for each, as ranked.
fn ranked(pages: &[Page], weights: Weights) -> Vec<Vec<usize>> {
    let index = index(pages, weights);
    let ranking = Ranking::new(&index, &OneByOne);
    let mut scratch = Scratch::default();
    let best =
        |page| ranking.best(page, RANKED, &mut scratch).iter().map(|entry| entry.to as usize).collect();
    (0..pages.len()).map(best).collect()
}

/// The lists that a build would show.
fn shown_lists(pages: &[Page]) -> Vec<Vec<usize>> {
    let index = index(pages, Weights::CHOSEN);
    let none: Vec<&[usize]> = vec![&[]; pages.len()];
    let wishes = Wishes { picked: &none, skip_linked: false };
    let reading = Reading::new(&index, wishes, &OneByOne);
    reading.lists().iter().map(|list| list.iter().map(|related| related.document).collect()).collect()
}

fn print(pages: &[Page], lists: &[Vec<usize>]) {
    for (page, list) in pages.iter().zip(lists) {
        let related: Vec<String> = list.iter().map(|at| format!("{:?}", pages[*at].id)).collect();
        println!("{{\"page\": {:?}, \"related\": [{}]}}", page.id, related.join(", "));
    }
}
