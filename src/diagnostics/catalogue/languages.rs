//! Messages about sites in several languages.

use super::fields::words;
use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};

/// `language` and the first of `languages` are two.
pub fn not_the_first(at: Span, language: &str, first: Span) -> Diagnostic {
    Diagnostic::error("two-main-languages", at, format!("`{language}` is not the first of `languages`"))
        .also(first, "the main language")
        .help("`languages` names all of them, the main one first: leave `language` out")
}

/// A file in a language that the site does not have.
pub fn unknown_language(at: Span, language: &str, known: &[&str]) -> Diagnostic {
    let help = match known {
        [main] => format!(
            "write `languages: [{main}, {language}]` into content/site.yaml, or rename the file if `.{language}` is no language"
        ),
        known => format!("`languages` in content/site.yaml has {}", words(known)),
    };
    Diagnostic::error("unknown-language", at, format!("the site is not published in `{language}`"))
        .suggest(nearest(language, known.iter().copied()).filter(|near| *near != language), help)
}

/// A file of the main language whose name says so.
pub fn marked_main(at: Span, language: &str, name: &str) -> Diagnostic {
    Diagnostic::error("main-language-marked", at, format!("`{language}` is the site's main language"))
        .help(format!("files of the main language do not name it: rename this one to {name}"))
}

/// Words for something that is not there; `meant` is the name that the file was to have.
pub fn words_for_nothing(at: Span, path: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(name) => format!("did you mean {name}?"),
        None if path.ends_with(".md") => "a guide in a further language has the name of the file in the main one, with the language before its ending; one that is in this language alone has a `date`".to_owned(),
        None => "a file in a further language has the name of the file in the main one, with the language before its ending".to_owned(),
    };
    Diagnostic::error("words-for-nothing", at, format!("there is no {path} whose words these are")).help(help)
}

/// A fact that is written a second time.
pub fn fact_translated(at: Span, attribute: &str, form: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        "fact-translated",
        at,
        format!("the {form} `{attribute}` is a fact, and facts are written once"),
    )
    .also(first, "it is written here, for all languages")
    .help("leave it out; a note may be translated: {note: ...}")
}

/// Words for a fact that the main file does not have.
pub fn fact_only_here(at: Span, attribute: &str, main: Span) -> Diagnostic {
    Diagnostic::error("fact-only-translated", at, format!("`{attribute}` has no value in the main language"))
        .also(main, "facts are written here")
        .help("write the fact there first, with its source, and its words here")
}

/// A list with more or fewer items than the one it translates.
pub fn items_differ(at: Span, what: &str, found: usize, wanted: usize, first: Span) -> Diagnostic {
    let message = format!("{what} has {wanted} items in the main language, and {found} here");
    Diagnostic::error("items-differ", at, message)
        .judged_by(first, "the main language")
        .resting_on_its_file()
        .help("translate each item, in the same order")
}

/// Words that a file in a further language leaves out.
pub fn missing_translation(at: Span, language: &str, missing: &[&str]) -> Diagnostic {
    let help = format!("write them in {}, in that language", at.file);
    Diagnostic::warning("missing-translation", at, format!("not in `{language}` yet: {}", words(missing)))
        .help(help)
}

/// Something that has no file in a further language.
pub fn missing_file(at: Span, language: &str, name: &str) -> Diagnostic {
    let help = format!("write {}", at.file);
    missing_translation(at, language, &[name]).help(help)
}
