//! The words that the theme says, a phrase a key: `templates/strings/<language>.yaml`, and over it a site's own
//! `content/strings/<language>.yaml`.
//!
//! The door of the plural rules. Must not know: which page says what.

use super::fields::{Fields, Text};
use super::log::Log;
use super::yaml::{self, Node, Value};
use crate::base::html::escape_into;
use crate::base::path::main_part;
use crate::base::words::lower_first;
use crate::base::{Date, Html};
use crate::diagnostics::catalogue::{fields as problem, strings};
use crate::source::theme;
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use std::borrow::Cow;
use std::collections::HashMap;
use unic_langid::LanguageIdentifier;

/// What one file of phrases says, in its order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// The phrases with their keys.
    pub phrases: Vec<(Text, Phrase)>,
}

/// A phrase: its forms by plural category, or one form for all counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    forms: Vec<(&'static str, Vec<Piece>)>,
}

/// A stretch of a phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    /// Words as they are.
    Words(Box<str>),
    /// The name of what is filled in.
    Gap(Box<str>),
}

/// The plural categories, as files name them.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", OTHER];
/// The category that every phrase has.
const OTHER: &str = "other";

/// The language that has every phrase.
pub const ENGLISH: &str = "en";

/// Languages that are written from right to left (Unicode CLDR, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"];

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
        let text = super::fields::empty_or_text_of(node, "a phrase", log)?;
        return Some(Phrase { forms: vec![(OTHER, pieces(&text))] });
    };
    let mut fields = Fields::of(node, "a phrase", log)?;
    let forms: Vec<_> = CATEGORIES
        .into_iter()
        .filter_map(|name| Some((name, pieces(&fields.empty_or_text(name, log)?))))
        .collect();
    if !forms.iter().any(|(category, _)| *category == OTHER) {
        log.push(problem::missing_key(log.span(node.range), "a phrase", OTHER));
    }
    fields.finish(log);
    Some(Phrase { forms })
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

    fn form(&self, category: &str) -> &[Piece] {
        let of = |wanted| self.forms.iter().find(|(category, _)| *category == wanted);
        of(category).or_else(|| of(OTHER)).map_or(&[], |(_, pieces)| pieces)
    }
}

/// All phrases in one language.
pub struct Strings {
    /// BCP 47, such as `en`.
    pub language: String,
    phrases: HashMap<String, Phrase>,
    plurals: Option<PluralRules>,
}

impl PartialEq for Strings {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.phrases == other.phrases
    }
}

impl Default for Strings {
    fn default() -> Self {
        Self::new(ENGLISH, &[])
    }
}

impl Strings {
    /// The phrases of some files, of which later ones count more.
    pub fn new(language: &str, layers: &[&Written]) -> Self {
        let phrases = layers.iter().flat_map(|layer| &layer.phrases);
        let main = main_part(language);
        let id: Option<LanguageIdentifier> = main.parse().ok();
        Self {
            language: language.to_owned(),
            phrases: phrases.map(|(key, phrase)| (key.text.clone(), phrase.clone())).collect(),
            plurals: id.and_then(|id| PluralRules::create(id, PluralRuleType::CARDINAL).ok()),
        }
    }

    /// `ltr`, or `rtl` for languages that are written from right to left.
    pub fn direction(&self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&main_part(&self.language)) { "rtl" } else { "ltr" }
    }

    /// What is filled into a phrase, each name once.
    pub fn gaps(&self, key: &str) -> Vec<&str> {
        self.phrases.get(key).map(Phrase::gaps).unwrap_or_default()
    }

    /// The keys of all phrases, sorted.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.phrases.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    /// A phrase with its gaps filled. The form is the one for the gap `count`. A phrase that is missing is its key.
    pub fn say(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        let gap =
            |name: &str| gaps.iter().find(|(gap, _)| *gap == name).map(|(_, text)| Cow::Borrowed(*text));
        self.fill(key, String::push_str, gap).unwrap_or_else(|_| key.to_owned())
    }

    /// As [`Strings::say`], as markup: its words escaped, its gaps filled with finished markup.
    pub fn say_html(&self, key: &str, gaps: &[(&str, &Html)]) -> Html {
        let gap = |name: &str| {
            gaps.iter().find(|(gap, _)| *gap == name).map(|(_, html)| Cow::Borrowed(html.as_str()))
        };
        self.fill(key, escape_into, gap).map_or_else(|_| Html::text(key), Html::finished)
    }

    /// A phrase with its gaps filled by `gap`, and nothing where it knows no name; `write` adds the words between.
    ///
    /// # Errors
    /// There is no such phrase.
    pub fn fill<'g>(
        &self,
        key: &str,
        write: fn(&mut String, &str),
        gap: impl Fn(&str) -> Option<Cow<'g, str>>,
    ) -> Result<String, NoPhrase> {
        let phrase = self.phrases.get(key).ok_or(NoPhrase)?;
        let pieces = match &phrase.forms[..] {
            [(_, only)] => only,
            _ => phrase.form(self.category(gap("count"))),
        };
        // Room for most phrases.
        let mut out = String::with_capacity(64);
        for piece in pieces {
            match piece {
                Piece::Words(words) => write(&mut out, words),
                Piece::Gap(name) => out.push_str(&gap(name).unwrap_or_default()),
            }
        }
        Ok(out)
    }

    /// Every form of a phrase by its plural category, with its gaps in braces: for a script that fills them.
    pub fn forms(&self, key: &str) -> Vec<(&'static str, String)> {
        let written = |pieces: &[Piece]| -> String {
            let each = pieces.iter().map(|piece| match piece {
                Piece::Words(words) => words.to_string(),
                Piece::Gap(name) => format!("{{{name}}}"),
            });
            each.collect()
        };
        let forms = self.phrases.get(key).map(|phrase| phrase.forms.as_slice()).unwrap_or_default();
        forms.iter().map(|(category, pieces)| (*category, written(pieces))).collect()
    }

    fn category(&self, count: Option<Cow<'_, str>>) -> &'static str {
        let count: Option<u64> = count.and_then(|count| count.parse().ok());
        let rules = self.plurals.as_ref().zip(count);
        match rules.and_then(|(rules, count)| rules.select(count).ok()) {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => OTHER,
        }
    }

    /// A day in words: `23 November 2026`.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = self.parts(date);
        self.say("date", &[("year", &year), ("month", &month), ("day", &day)])
    }

    /// From one day to another in words: `1 to 20 September 2026`; one day if they are the same.
    pub fn date_span(&self, from: Date, to: Date) -> String {
        let ((from_year, from_month, from_day), (year, month, day)) = (self.parts(from), self.parts(to));
        let key = match (from_year == year, from_month == month) {
            _ if from == to => return self.date(to),
            (true, true) => "date_same_month",
            (true, false) => "date_same_year",
            _ => return self.say("date_span", &[("from", &self.date(from)), ("to", &self.date(to))]),
        };
        let gaps = [
            ("year", &*year),
            ("month", &*month),
            ("day", &*day),
            ("from", &*from_day),
            ("from_month", &*from_month),
        ];
        self.say(key, &gaps)
    }

    fn parts(&self, date: Date) -> (String, String, String) {
        let (year, month, day) = date.parts();
        (year.to_string(), self.say(&format!("month_{month}"), &[]), day.to_string())
    }

    /// "a", "a and b", "a, b and c"
    pub fn listed<S: AsRef<str>>(&self, words: &[S]) -> String {
        let joined = |words: &[S]| {
            words.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(&self.say("list_between", &[]))
        };
        match words {
            [most @ .., last] if !most.is_empty() => {
                self.say("list_last", &[("most", &joined(most)), ("last", last.as_ref())])
            }
            _ => joined(words),
        }
    }

    /// As [`Strings::listed`], of finished markup.
    pub fn listed_html(&self, words: &[Html]) -> Html {
        let between = Html::text(&self.say("list_between", &[]));
        let joined = |words: &[Html]| {
            let words: Vec<&str> = words.iter().map(Html::as_str).collect();
            Html::finished(words.join(between.as_str()))
        };
        match words {
            [most @ .., last] if !most.is_empty() => {
                self.say_html("list_last", &[("most", &joined(most)), ("last", last)])
            }
            _ => joined(words),
        }
    }

    /// A label as it stands inside a sentence: "Risk of irritation" -> "risk of irritation". German keeps its capitals.
    pub fn in_sentence(&self, label: &str) -> String {
        if self.language.starts_with("de") { label.to_owned() } else { lower_first(label) }
    }

    /// Whether units take the English plural.
    pub fn is_english(&self) -> bool {
        main_part(&self.language) == ENGLISH
    }
}

/// There is no such phrase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoPhrase;

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
    use crate::base::TextRange;

    fn strings(language: &str, text: &str) -> Strings {
        let path = crate::base::SitePath::new("content/strings/xx.yaml");
        let (node, problems) = yaml::parse(text, 0..text.len());
        assert!(problems.is_empty());
        let written = read(&node.expect("a map"), &mut Log::new(&path)).expect("phrases");
        Strings::new(language, &[&english(), &written])
    }

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn phrases_are_filled_and_take_the_form_for_their_count() {
        let english = strings("en", "greeting: Hello");
        assert_eq!(english.say("page_of", &[("number", "2"), ("count", "7")]), "Page 2 of 7");
        let points = |count| english.say("better_on", &[("product", "Serum"), ("count", count)]);
        assert_eq!(points("1"), "Serum is better on one point");
        assert_eq!(points("3"), "Serum is better on 3 points");
        let polish =
            strings("pl", "better_on: {one: jeden, few: 'kilka {count}', many: wiele, other: ulamek}\n");
        let points = |count| polish.say("better_on", &[("count", count)]);
        assert_eq!([points("1"), points("3"), points("5")], ["jeden", "kilka 3", "wiele"]);
        assert_eq!(english.say("no_such", &[]), "no_such");
    }

    #[test]
    fn days_and_lists_follow_the_language() {
        let english = strings("en", "a: b");
        assert_eq!(english.date(day("2026-09-20")), "20 September 2026");
        let span = |from, to| english.date_span(day(from), day(to));
        assert_eq!(span("2026-09-20", "2026-09-20"), "20 September 2026");
        assert_eq!(span("2026-09-01", "2026-09-20"), "1 to 20 September 2026");
        assert_eq!(span("2026-08-31", "2026-09-20"), "31 August to 20 September 2026");
        assert_eq!(span("2025-12-31", "2026-01-01"), "31 December 2025 to 1 January 2026");
        assert_eq!(span("2025-09-01", "2026-09-20"), "1 September 2025 to 20 September 2026");
        assert_eq!(english.listed::<&str>(&[]), "");
        assert_eq!(english.listed(&["a"]), "a");
        assert_eq!(english.listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(strings("ar", "a: b").direction(), "rtl");
        assert_eq!(strings("ko-KR", "a: b").direction(), "ltr");
    }

    #[test]
    fn braces_without_their_other_half_stay() {
        assert_eq!(pieces("a } { b"), [Piece::Words("a } { b".into())]);
        let words = |text: &str| Piece::Words(text.into());
        assert_eq!(pieces("{ x }, y"), [Piece::Gap("x".into()), words(", y")]);
    }

    #[test]
    fn what_english_does_not_have_is_reported() {
        let path = crate::base::SitePath::new("content/strings/en.yaml");
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
