//! Anchors of headings: made from their words, unique in the text, never one that the page itself uses.

use crate::base::address::slug;
use std::collections::HashMap;

/// Stems of anchors that templates use: `source-1`, `table-2`, `fn-3`.
const OWN: [&str; 7] = ["source", "table", "decide", "order", "fn", "fnref", "page"];
/// Anchors that templates use as they are.
const FIXED: [&str; 7] = ["main", "toc", "sources", "related", "comments", "footnotes", "top"];

/// The number of the second heading of the same words.
const SECOND: usize = 2;

/// Gives out anchors.
#[derive(Default)]
pub struct Anchors {
    /// What has been given, each with the number that the next heading of the same words is tried with.
    given: HashMap<String, usize>,
}

impl Anchors {
    /// An anchor for a heading with these words.
    pub fn anchor(&mut self, words: &str) -> String {
        let mut stem = slug(words);
        if stem.is_empty() || is_own(&stem) {
            stem = format!("section-{stem}").trim_end_matches('-').to_owned();
        }
        let Some(mut number) = self.given.get(&stem).copied() else {
            self.given.insert(stem.clone(), SECOND);
            return stem;
        };
        let anchor = loop {
            let anchor = format!("{stem}-{number}");
            number += 1;
            if !self.given.contains_key(&anchor) {
                break anchor;
            }
        };
        self.given.insert(stem, number);
        self.given.insert(anchor.clone(), SECOND);
        anchor
    }
}

fn is_own(stem: &str) -> bool {
    let numbered = stem
        .split_once('-')
        .is_some_and(|(word, rest)| OWN.contains(&word) && rest.starts_with(|c: char| c.is_ascii_digit()));
    numbered || FIXED.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_headings_of_the_same_words_are_no_more_work_each() {
        let mut anchors = Anchors::default();
        let last = (1..=5000).map(|_| anchors.anchor("Again")).last();
        assert_eq!(last.as_deref(), Some("again-5000"));
        assert_eq!(anchors.given.get("again"), Some(&5001));
    }

    #[test]
    fn anchors_stay_unique() {
        let mut anchors = Anchors::default();
        let given: Vec<String> = ["How often?", "How often", "How often 2", "!!", "Source 1", "Main", "앰플"]
            .map(|w| anchors.anchor(w))
            .into();
        assert_eq!(
            given,
            [
                "how-often",
                "how-often-2",
                "how-often-2-2",
                "section",
                "section-source-1",
                "section-main",
                "앰플"
            ]
        );
    }
}
