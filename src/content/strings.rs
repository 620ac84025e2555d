//! What the theme says in one language: phrases filled with what belongs in their gaps, days, lists.
//!
//! The door of the plural rules. Must not know: which page says what, how phrases are written down.

use super::phrases::{ONE, OTHER, Phrase, Piece, Written};
use crate::base::html::escape_into;
use crate::base::path::main_part;
use crate::base::words::lower_first;
use crate::base::{Date, Html};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use std::borrow::Cow;
use std::collections::HashMap;
use unic_langid::LanguageIdentifier;

/// The language that has every phrase.
pub const ENGLISH: &str = "en";

/// Languages that are written from right to left (Unicode CLDR, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are written from right to left, which a tag may name: `az-Arab` (ISO 15924).
const SCRIPTS_RIGHT_TO_LEFT: [&str; 6] = ["Arab", "Aran", "Hebr", "Nkoo", "Syrc", "Thaa"];

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
        // Portuguese has other rules in Portugal than in Brazil.
        let rules = |tag: &str| {
            let id: LanguageIdentifier = tag.parse().ok()?;
            PluralRules::create(id, PluralRuleType::CARDINAL).ok()
        };
        Self {
            language: language.to_owned(),
            phrases: phrases.map(|(key, phrase)| (key.text.clone(), phrase.clone())).collect(),
            plurals: rules(language).or_else(|| rules(main_part(language))),
        }
    }

    /// `ltr`, or `rtl` for languages that are written from right to left.
    pub fn direction(&self) -> &'static str {
        let script = self.language.split('-').skip(1).find(|part| part.len() == 4);
        let is_right_to_left = match script {
            Some(script) => SCRIPTS_RIGHT_TO_LEFT.iter().any(|known| known.eq_ignore_ascii_case(script)),
            None => RIGHT_TO_LEFT.contains(&main_part(&self.language)),
        };
        if is_right_to_left { "rtl" } else { "ltr" }
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
            _ => phrase.form(gap("count").map_or(OTHER, |count| self.category(&count))),
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

    /// The plural category of a number in digits: `1.50` counts as it is written.
    pub fn category(&self, count: &str) -> &'static str {
        match self.plurals.as_ref().and_then(|rules| rules.select(count).ok()) {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => ONE,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::content::log::Log;
    use crate::content::phrases::{english, read};
    use crate::content::yaml;

    fn strings(language: &str, text: &str) -> Strings {
        let path = SitePath::new("content/strings/xx.yaml");
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
        assert_eq!(points("1"), "Serum comes out better on one point");
        assert_eq!(points("3"), "Serum comes out better on 3 points");
        let polish =
            strings("pl", "better_on: {one: jeden, few: 'kilka {count}', many: wiele, other: ulamek}\n");
        let points = |count| polish.say("better_on", &[("count", count)]);
        assert_eq!([points("1"), points("3"), points("5")], ["jeden", "kilka 3", "wiele"]);
        let nothing = |tag| strings(tag, "a: b").category("0");
        assert_eq!([nothing("pt-BR"), nothing("pt-PT"), nothing("de-AT")], ["one", "other", "other"]);
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
        assert_eq!(
            ["az-Arab", "az", "ur-Latn"].map(|tag| strings(tag, "a: b").direction()),
            ["rtl", "ltr", "ltr"]
        );
    }
}
