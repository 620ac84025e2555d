//! The phrases of the theme as files write them, a phrase a key: `templates/strings/<language>.yaml`, and over it a site's own
//! `content/strings/<language>.yaml`.
//!
//! Must not know: which form of a phrase a language takes for a count, which page says what.

use super::fields::{Fields, Text, empty_or_text_of};
use super::log::Log;
use super::yaml::{self, Node, Value};
use crate::diagnostics::catalogue::{fields as problem, strings};
use crate::source::theme;
use std::collections::HashMap;

/// What one file of phrases says, in its order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// The phrases with their keys.
    pub phrases: Vec<(Text, Phrase)>,
}

/// A phrase: its forms by plural category, or one form for all counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    pub(super) forms: Vec<(&'static str, Vec<Piece>)>,
}

/// A stretch of a phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// Words as they are.
    Words(Box<str>),
    /// The name of what is filled in.
    Gap(Box<str>),
}

/// The plural categories, as files name them.
const CATEGORIES: [&str; 6] = ["zero", ONE, "two", "few", "many", OTHER];
/// The category of a singular.
pub(super) const ONE: &str = "one";
/// The category that every phrase has.
pub(super) const OTHER: &str = "other";

/// Reads one file of phrases.
pub fn read(node: &Node, log: &mut Log) -> Option<Written> {
    let mut fields = Fields::of(node, "the strings", log)?;
    let phrases = fields.rest().into_iter().filter_map(|entry| {
        let key = Text { text: entry.key.clone(), range: entry.key_range };
        Some((key, phrase(&entry.node, log)?))
    });
    Some(Written { phrases: phrases.collect() })
}

/// What a file of phrases would say that has nothing but the name of its language, and knows no better one than the tag.
pub fn named_by(language: &str) -> Written {
    let key = Text { text: "language_name".to_owned(), ..Text::default() };
    Written { phrases: vec![(key, Phrase { forms: vec![(OTHER, pieces(language))] })] }
}

fn phrase(node: &Node, log: &mut Log) -> Option<Phrase> {
    let Value::Map(_) = &node.value else {
        let text = empty_or_text_of(node, "a phrase", log)?;
        return Some(Phrase { forms: vec![(OTHER, pieces(&text))] });
    };
    let forms = forms(node, "a phrase", log)?.into_iter().map(|(category, form)| (category, pieces(&form)));
    Some(Phrase { forms: forms.collect() })
}

/// Reads a map of forms by plural category, of which one has to be for all other counts.
pub(super) fn forms(node: &Node, owner: &'static str, log: &mut Log) -> Option<Vec<(&'static str, Text)>> {
    let mut fields = Fields::of(node, owner, log)?;
    let forms: Vec<_> = CATEGORIES
        .into_iter()
        .filter_map(|category| Some((category, fields.empty_or_text(category, log)?)))
        .collect();
    if !forms.iter().any(|(category, _)| *category == OTHER) && !fields.is_misspelt(&[OTHER]) {
        log.push(problem::missing_key(log.span(node.range), owner, OTHER));
    }
    fields.finish(log);
    Some(forms)
}

/// Splits `Page {number} of {count}`. A brace without its other half is a brace.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = rest
        .split_once('{')
        .and_then(|(before, rest)| rest.split_once('}').map(|(name, after)| (before, name, after)))
    {
        pieces.push(Piece::Words(before.into()));
        pieces.push(Piece::Gap(name.trim().into()));
        rest = after;
    }
    pieces.push(Piece::Words(rest.into()));
    pieces.retain(|piece| *piece != Piece::Words("".into()));
    pieces
}

impl Phrase {
    /// What is filled in, each name once.
    pub fn gaps(&self) -> Vec<&str> {
        let mut gaps: Vec<&str> = self
            .forms
            .iter()
            .flat_map(|(_, pieces)| pieces)
            .filter_map(|piece| if let Piece::Gap(name) = piece { Some(&**name) } else { None })
            .collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }

    /// The form for a plural category, or else the one for all others.
    pub(super) fn form(&self, category: &str) -> &[Piece] {
        form(&self.forms, category).map_or(&[], Vec::as_slice)
    }
}

/// The form for a plural category, or else the one for all others.
pub(super) fn form<'f, T>(forms: &'f [(&'static str, T)], category: &str) -> Option<&'f T> {
    let of = |wanted| forms.iter().find(|(category, _)| *category == wanted);
    of(category).or_else(|| of(OTHER)).map(|(_, form)| form)
}

/// What the theme says in English: every phrase there is.
pub fn english() -> Written {
    let sources = theme::sources();
    let Some(file) = sources.get("templates/strings/en.yaml") else { return Written::default() };
    let (node, _) = yaml::parse(file.readable(), 0..file.readable().len());
    node.and_then(|node| read(&node, &mut Log::new(&file.path))).unwrap_or_default()
}

/// Reports phrases that `english` does not have, and gaps that nothing fills.
pub fn check(written: &Written, english: &HashMap<&str, &Phrase>, log: &mut Log) {
    let mut known: Vec<&str> = english.keys().copied().collect();
    known.sort_unstable();
    for (key, phrase) in &written.phrases {
        let Some(model) = english.get(key.text.as_str()) else {
            log.push(strings::unknown_string(log.span(key.range), key, &known));
            continue;
        };
        let gaps = model.gaps();
        for gap in phrase.gaps().into_iter().filter(|gap| !gaps.contains(gap)) {
            log.push(strings::unknown_gap(log.span(key.range), key, gap, &gaps));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{SitePath, TextRange};

    #[test]
    fn braces_without_their_other_half_stay() {
        assert_eq!(pieces("a } { b"), [Piece::Words("a } { b".into())]);
        let words = |text: &str| Piece::Words(text.into());
        assert_eq!(pieces("{ x }, y"), [Piece::Gap("x".into()), words(", y")]);
    }

    #[test]
    fn what_english_does_not_have_is_reported() {
        let path = SitePath::new("content/strings/en.yaml");
        let text = "hme: Start\npage_of: Page {nmber}\n";
        let (node, _) = yaml::parse(text, 0..text.len());
        let mut log = Log::new(&path);
        let written = read(&node.expect("a map"), &mut log).expect("phrases");
        let english = english();
        let model = english.phrases.iter().map(|(key, phrase)| (key.text.as_str(), phrase)).collect();
        check(&written, &model, &mut log);
        let found = log.into_found();
        let found: Vec<_> = found.iter().map(|problem| (&*problem.code, problem.at.range)).collect();
        let range = |at: std::ops::Range<usize>| TextRange::new(at);
        assert_eq!(found, [("unknown-string", range(0..3)), ("unknown-gap", range(11..18))]);
    }
}
