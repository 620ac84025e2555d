//! Reading a YAML map key by key: types checked, unknown keys reported with the nearest known one.
//!
//! Must not know: what the keys mean. Every reader of a map goes through [`Fields`], so that all maps report alike.

use super::log::Log;
use super::yaml::{Entry, Node, Value};
use crate::base::kept::{Deserialize, Serialize};
use crate::base::suggest::{joined, nearest};
use crate::base::{Date, TextRange};
use crate::diagnostics::catalogue::fields::{self as problem, Stray};
use crate::diagnostics::catalogue::references::{self, Shown};
use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;

/// A word or sentence with its place.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub range: TextRange,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// A YAML map that is being read. Keys asked for are the known ones; [`Fields::finish`] reports all others.
pub struct Fields<'n> {
    owner: &'static str,
    range: TextRange,
    entries: &'n [Entry],
    known: Vec<&'static str>,
    taken: Vec<bool>,
    /// The keys that have to be there and are not, each with the place where that is said.
    missing: Vec<(TextRange, &'static str)>,
}

impl<'n> Fields<'n> {
    /// Starts to read `node`, which describes `owner` ("a guide"); `None` with a problem if it is not a map.
    pub fn of(node: &'n Node, owner: &'static str, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self {
                owner,
                range: node.range,
                entries,
                known: Vec::new(),
                taken: vec![false; entries.len()],
                missing: Vec::new(),
            }),
            _ => {
                log.push(problem::not_a_map(log.span(node.range), owner, node.describe()));
                None
            }
        }
    }

    /// Where the map stands.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The value of `key`, whatever it is. A key with nothing behind it, or an empty text, counts as absent.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry of `key`. A key with nothing behind it, or an empty text, counts as absent.
    pub fn entry(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.take(key).filter(|entry| !entry.node.says_nothing())
    }

    fn take(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.known.push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        self.taken[at] = true;
        Some(&self.entries[at])
    }

    /// A text.
    pub fn text(&mut self, key: &'static str, log: &mut Log) -> Option<Text> {
        let node = self.node(key)?;
        text_of(node, key, log)
    }

    /// A text of plain words, with no markup in it.
    pub fn words(&mut self, key: &'static str, log: &mut Log) -> Option<Text> {
        self.text(key, log).inspect(|text| report_markup(text, log))
    }

    /// A text of plain words that has to be there.
    pub fn required_words(&mut self, key: &'static str, log: &mut Log) -> Option<Text> {
        self.required_text(key, log).inspect(|text| report_markup(text, log))
    }

    /// A text that may be empty on purpose.
    pub fn empty_or_text(&mut self, key: &'static str, log: &mut Log) -> Option<Text> {
        let entry = self.take(key).filter(|entry| !entry.node.is_null())?;
        empty_or_text_of(&entry.node, key, log)
    }

    /// A text that has to be there.
    pub fn required_text(&mut self, key: &'static str, log: &mut Log) -> Option<Text> {
        let node = self.required(key, log)?;
        text_of(node, key, log)
    }

    /// A value that has to be there; [`Fields::finish`] says so if it is not.
    pub fn required(&mut self, key: &'static str, log: &mut Log) -> Option<&'n Node> {
        let node = self.node(key);
        self.missing.extend(self.missed(key, log).map(|at| (at, key)));
        node
    }

    /// Where it is said of a key that it is missing; `None` if it is there, or may be where nothing could be read.
    pub fn missed(&self, key: &str, log: &Log) -> Option<TextRange> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        let is_there = entry.is_some_and(|entry| !entry.node.says_nothing());
        (!is_there && !log.is_cut()).then(|| entry.map_or(self.start(), |entry| entry.key_range))
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: &'static str, log: &mut Log) -> Vec<Text> {
        self.items(key).into_iter().filter_map(|node| text_of(node, key, log)).collect()
    }

    /// A list of names; a single name counts as a list of one, and one with a comma in it is a problem: several were meant.
    pub fn names(&mut self, key: &'static str, log: &mut Log) -> Vec<Text> {
        let names = self.texts(key, log);
        let is_list = self.node(key).is_none_or(|node| matches!(node.value, Value::List(_)));
        for name in names.iter().filter(|name| !is_list && name.contains(", ")) {
            log.push(problem::list_as_text(log.span(name.range), key, name));
        }
        names
    }

    /// The items of a list; a value that is no list counts as a list of one.
    pub fn items(&mut self, key: &'static str) -> Vec<&'n Node> {
        match self.node(key) {
            Some(Node { value: Value::List(items), .. }) => items.iter().collect(),
            Some(node) => vec![node],
            None => Vec::new(),
        }
    }

    /// A day.
    pub fn date(&mut self, key: &'static str, log: &mut Log) -> Option<Date> {
        let text = self.text(key, log)?;
        let date = Date::parse(&text);
        if date.is_none() {
            log.push(problem::bad_date(log.span(text.range), &text));
        }
        date
    }

    /// A length of time in days, written `90d`, `12w`, `6m` or `1y`; a month is 30 days and a year 365.
    pub fn days(&mut self, key: &'static str, log: &mut Log) -> Option<u32> {
        let text = self.text(key, log)?;
        let days = days(&text);
        if days.is_none() {
            log.push(problem::bad_duration(log.span(text.range), &text));
        }
        days
    }

    /// `true` or `false`, `yes` or `no`; absent is `false`.
    pub fn flag(&mut self, key: &'static str, log: &mut Log) -> bool {
        self.flag_or(key, false, log)
    }

    /// `true` or `false`, `yes` or `no`; absent is `default`.
    pub fn flag_or(&mut self, key: &'static str, default: bool, log: &mut Log) -> bool {
        let Some(text) = self.text(key, log) else { return default };
        yes_no(&text).unwrap_or_else(|| {
            log.push(problem::not_yes_or_no(log.span(text.range), key, &text));
            default
        })
    }

    /// What a text that is one of some words stands for; any other word is a problem.
    pub fn word<T: Copy>(&mut self, key: &'static str, known: &[(&str, T)], log: &mut Log) -> Option<T> {
        let text = self.text(key, log)?;
        one_of(&text, &format!("value of {key}"), known, log)
    }

    /// Every entry that nobody has asked for, which from now on counts as known.
    pub fn rest(&mut self) -> Vec<&'n Entry> {
        let rest: Vec<_> = self
            .entries
            .iter()
            .zip(&self.taken)
            .filter(|(_, taken)| !**taken)
            .map(|(entry, _)| entry)
            .collect();
        self.taken.fill(true);
        rest
    }

    /// Whether a key that nobody has asked for so far was to be one of these: it will be reported, and what is missing without it
    /// is no second problem.
    pub fn is_misspelt(&self, keys: &[&'static str]) -> bool {
        let unread = self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        unread.into_iter().any(|(entry, _)| meant(&entry.key, keys.iter().copied()).is_some())
    }

    /// Reports the keys that nobody has asked for, and those that are missing unless one of the former may be it. Says whether
    /// all keys were known.
    pub fn finish(mut self, log: &mut Log) -> bool {
        let unread: Vec<usize> = (0..self.entries.len()).filter(|at| !self.taken[*at]).collect();
        if !unread.is_empty() {
            // A key may be asked for twice: for its place, and for its value.
            let mut named = BTreeSet::new();
            self.known.retain(|key| named.insert(*key));
            let meant: Vec<_> = unread.iter().map(|at| self.meant(*at)).collect();
            self.missing.retain(|(_, key)| !meant.contains(&Some(*key)));
            for (at, meant) in unread.iter().zip(meant) {
                self.report_unknown(*at, meant, log);
            }
        }
        for (at, key) in std::mem::take(&mut self.missing) {
            log.push(problem::missing_key(log.span(at), self.owner, key));
        }
        unread.is_empty()
    }

    /// Reports the entry at `at`, which nobody has asked for. One that is near no key may be a word of the writer's own for what is
    /// missing.
    fn report_unknown(&mut self, at: usize, meant: Option<&str>, log: &mut Log) {
        let Entry { key, key_range, .. } = &self.entries[at];
        let stray = meant.map(Stray::Meant).or_else(|| self.cut_from(at).map(Stray::CutFrom));
        let missing = if stray.is_none() { std::mem::take(&mut self.missing) } else { Vec::new() };
        let missing: Vec<&str> = missing.into_iter().map(|(_, key)| key).collect();
        let stray = stray.or((!missing.is_empty()).then_some(Stray::InsteadOf(&missing)));
        log.push(problem::unknown_key(log.span(*key_range), key, self.owner, &self.known, stray));
    }

    /// The key that the entry at `at` was to be. One that is there already was hardly meant again.
    fn meant(&self, at: usize) -> Option<&'static str> {
        let typed = &self.entries[at].key;
        let known = || self.known.iter().copied();
        let is_there = |key: &&str| self.entries.iter().any(|entry| entry.key == **key);
        meant(typed, known().filter(|key| !is_there(key))).or_else(|| meant(typed, known()))
    }

    /// The key whose text a comma may have ended before this entry: between braces, `note: dry, tight` makes a key of `tight`.
    fn cut_from(&self, at: usize) -> Option<&'n str> {
        let is_rest = |at: usize| !self.taken[at] && self.entries[at].node.is_null();
        let before = (0..at).rev().find(|before| !is_rest(*before)).map(|before| &self.entries[before])?;
        (is_in_braces(self.range, self.entries) && is_rest(at) && before.node.scalar().is_some())
            .then_some(before.key.as_str())
    }

    /// Where a missing key would be shown: the map's first key.
    fn start(&self) -> TextRange {
        self.entries.first().map_or(self.range, |entry| entry.key_range)
    }
}

/// The key that was meant: one to which its value is joined, or else the nearest.
fn meant<'k>(typed: &str, keys: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    joined(typed, keys.clone()).map(|(key, _)| key).or_else(|| nearest(typed, keys))
}

/// A missing key is reported by [`Fields::finish`], and must not be lost.
impl Drop for Fields<'_> {
    fn drop(&mut self) {
        debug_assert!(self.missing.is_empty(), "{} was not read to its end", self.owner);
    }
}

/// The text of a scalar; a list or map is a problem, and so is nothing where words belong.
pub fn text_of(node: &Node, what: &str, log: &mut Log) -> Option<Text> {
    if node.says_nothing() {
        log.push(problem::no_text(log.span(node.range), what));
        return None;
    }
    empty_or_text_of(node, what, log)
}

/// Reports a reference in a text of plain words.
fn report_markup(text: &Text, log: &mut Log) {
    if text.split_once("[[").is_some_and(|(_, rest)| rest.contains("]]")) {
        log.push(references::markup_shown(log.span(text.range), Shown::InWords));
    }
}

/// The text of a scalar, which may be empty on purpose; a list or map is a problem.
pub fn empty_or_text_of(node: &Node, what: &str, log: &mut Log) -> Option<Text> {
    match node.scalar() {
        Some(text) => Some(Text { text: text.to_owned(), range: node.range }),
        None => {
            let at = log.span(node.range);
            log.push(match reference(node) {
                Some(id) => problem::reference_as_value(at, what, id),
                None => problem::not_text(at, what, node.describe(), opening(node)),
            });
            None
        }
    }
}

/// What a text that takes one of some words stands for; any other word is a problem.
pub fn one_of<T: Copy>(text: &Text, what: &str, known: &[(&str, T)], log: &mut Log) -> Option<T> {
    let found = known.iter().find(|(name, _)| *name == text.text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        log.push(problem::not_one_of(log.span(text.range), what, text, &names));
    }
    found
}

/// Reports texts that are in the list of a key twice.
pub fn report_repeats(texts: &[Text], key: &str, log: &mut Log) {
    for (text, first) in repeats(texts) {
        let (at, first) = (log.span(text.range), log.span(first.range));
        log.push(problem::duplicate_name(at, key, text, first));
    }
}

/// The texts that stand further up in the same list, each with the first that is like it.
pub fn repeats(texts: &[Text]) -> impl Iterator<Item = (&Text, &Text)> {
    let mut first: HashMap<&str, &Text> = HashMap::with_capacity(texts.len());
    texts.iter().filter_map(move |text| {
        let first = *first.entry(text).or_insert(text);
        (!std::ptr::eq(first, text)).then_some((text, first))
    })
}

/// The id of a reference: to YAML `[[serum]]` is a list in a list.
fn reference(node: &Node) -> Option<&str> {
    let Value::List(outer) = &node.value else { return None };
    let [Node { value: Value::List(inner), .. }] = &outer[..] else { return None };
    if let [only] = &inner[..] { only.scalar() } else { None }
}

/// The sign that opens a list or map between brackets; `None` of a map that a colon has made.
fn opening(node: &Node) -> Option<char> {
    match &node.value {
        Value::Map(entries) => is_in_braces(node.range, entries).then_some('{'),
        _ => Some('['),
    }
}

/// Whether a map stands between braces: else it begins with its first key.
fn is_in_braces(map: TextRange, entries: &[Entry]) -> bool {
    entries.first().is_some_and(|first| map.start < first.key_range.start)
}

/// Reads `90d`, `12w`, `6m` or `1y` as days.
pub fn days(text: &str) -> Option<u32> {
    let number = text.trim_end_matches(|c: char| c.is_alphabetic());
    let factor = match &text[number.len()..] {
        "d" => 1,
        "w" => 7,
        "m" => 30,
        "y" => 365,
        _ => return None,
    };
    number.parse::<u32>().ok()?.checked_mul(factor)
}

/// Reads yes and no as YAML 1.1 and 1.2 and people write them.
pub fn yes_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "true" | "True" => Some(true),
        "no" | "No" | "false" | "False" => Some(false),
        _ => None,
    }
}
