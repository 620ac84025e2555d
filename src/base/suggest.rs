//! "Did you mean": the nearest of the names that would have been right.
//!
//! Must not know: what the names stand for.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// The candidate nearest to `typed`, if one is near enough to be a likely slip of the finger.
///
/// Near enough is an edit distance (insert, delete, replace, swap of neighbours) of at most a third of the longer
/// name's characters, or one, case ignored. Among equals the first candidate wins.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(typed, candidates).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// As [`nearest`] of candidates that come in any order: among equals the first by its letters wins.
pub fn nearest_of_many<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(typed, candidates).min().map(|(_, candidate)| candidate)
}

/// The candidates that are near enough, each with its distance.
fn near<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> impl Iterator<Item = (usize, &'a str)> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    let letters = letters(&typed);
    let mut name: Vec<char> = Vec::new();
    candidates.into_iter().filter_map(move |candidate| {
        name.clear();
        name.extend(candidate.chars().flat_map(char::to_lowercase));
        let longest = typed.len().max(name.len());
        let limit = (longest / 3).max(1);
        // Most names are told apart by their letters alone, of which an edit changes two at most.
        let others = (letters ^ self::letters(&name)).count_ones() as usize;
        if typed.len().abs_diff(name.len()) > limit || longest > 200 || others > 2 * limit {
            return None;
        }
        let distance = distance(&typed, &name);
        (distance <= limit && distance < longest).then_some((distance, candidate))
    })
}

/// Which letters a word has, a bit for each; some share one.
fn letters(word: &[char]) -> u64 {
    word.iter().fold(0, |letters, letter| letters | 1 << (u32::from(*letter) % 64))
}

/// The name that `typed` begins with and what a missing colon, or a colon without a space, has joined to it: `:red` or ` red`.
pub fn joined<'t, 'n>(
    typed: &'t str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<(&'n str, &'t str)> {
    names.into_iter().find_map(|name| {
        let rest = typed.strip_prefix(name)?;
        rest.starts_with([':', ' ']).then_some((name, rest))
    })
}

/// The optimal string alignment distance between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![0; b.len() + 1];
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}

/// What was suggested so far: a name that is gone may be asked for by thousands of files, and is looked for once.
#[derive(Debug)]
pub struct Suggestions<K>(Mutex<HashMap<K, Option<String>>>);

impl<K> Default for Suggestions<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq> Suggestions<K> {
    /// What was suggested for `key`, or else what is found now.
    pub fn get(&self, key: K, find: impl FnOnce() -> Option<String>) -> Option<String> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return found.clone();
        }
        // Others may look for the same meanwhile; none waits for another.
        let found = find();
        known().insert(key, found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_suggested_is_looked_for_once() {
        let suggestions = Suggestions::default();
        assert_eq!(suggestions.get("serun", || Some("serum".to_owned())), Some("serum".to_owned()));
        assert_eq!(suggestions.get("x", || None), None);
        for (typed, found) in [("serun", Some("serum".to_owned())), ("x", None)] {
            assert_eq!(suggestions.get(typed, || panic!("{typed} is known")), found);
        }
    }

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let names = ["serum", "ampoule", "essence"];
        assert_eq!(nearest("serun", names), Some("serum"));
        assert_eq!(nearest("ampuole", names), Some("ampoule"));
        assert_eq!(nearest("Essense", names), Some("essence"));
        assert_eq!(nearest("sunscreen", names), None);
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("bat", ["cat", "bar"]), Some("cat"));
        assert_eq!(nearest_of_many("bat", ["cat", "bar"]), Some("bar"));
    }
}
