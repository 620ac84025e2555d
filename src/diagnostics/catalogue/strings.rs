//! Messages about the words of the theme.

use super::fields::words;
use crate::base::suggest::nearest;
use crate::base::words::listed;
use crate::diagnostics::{Diagnostic, Span};

/// A phrase that the theme does not say.
pub fn unknown_string(at: Span, key: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("unknown-string", at, format!("the theme says no `{key}`"))
        .suggest(nearest(key, known.iter().copied()), "templates/strings/en.yaml has all there are")
}

/// Something to be filled in that nobody fills in.
pub fn unknown_gap(at: Span, key: &str, gap: &str, known: &[&str]) -> Diagnostic {
    let message = format!("nothing fills `{{{gap}}}` in `{key}`");
    let help = match known {
        [] => format!("`{key}` has nothing to fill in: write it without braces"),
        known => format!("`{key}` may have {}", words(known)),
    };
    Diagnostic::error("unknown-gap", at, message).suggest(nearest(gap, known.iter().copied()), help)
}

/// Phrases that a language lacks, so that pages say them in English.
pub fn missing_strings(at: Span, language: &str, missing: &[&str]) -> Diagnostic {
    let count = missing.len();
    let message = match missing {
        [only] => format!("`{only}` is not said in `{language}`; pages say it in English"),
        _ => format!("{count} phrases of the theme are not said in `{language}`; pages say them in English"),
    };
    let mut few: Vec<String> = missing.iter().take(5).map(|key| format!("`{key}`")).collect();
    few.extend((count > 5).then(|| format!("{} more", count - 5)));
    let few = listed(&few);
    Diagnostic::warning("missing-strings", at, message).help(format!(
        "write {few} into content/strings/{language}.yaml; templates/strings/en.yaml has the English"
    ))
}

/// Phrases in a language that the site is not in.
pub fn unread_strings(at: Span, language: &str, languages: &[&str]) -> Diagnostic {
    let said = format!("the site is not published in `{language}`, so nothing reads these phrases");
    Diagnostic::warning("unknown-language", at, said).suggest(
        nearest(language, languages.iter().copied()),
        format!("name the file after the language: content/site.yaml has {}", words(languages)),
    )
}
