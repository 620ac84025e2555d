//! The words of the theme in the language of the site: what every file of phrases says, laid over one another.

use crate::base::SitePath;
use crate::base::path::{is_language, main_part};
use crate::content::log::Log;
use crate::content::parse::{Content, Parsed, find};
use crate::content::phrases::{self, Written};
use crate::content::strings::{ENGLISH, Strings};
use crate::diagnostics::catalogue::strings as problem;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SITE_FILE;
use std::collections::HashMap;
use std::sync::Arc;

/// The folders of phrases; what the second says counts more.
const FOLDERS: [&str; 2] = ["templates/strings", "content/strings"];

/// The phrases in one language: English, under what the theme says in that language, under the site's own.
pub fn in_language(files: &[Arc<Parsed>], language: &str) -> Strings {
    let (english, tag) = (phrases::english(), phrases::named_by(language));
    let mut layers: Vec<&Written> = vec![&english];
    layers.extend(said(files, ENGLISH));
    let main = main_part(language);
    if main != ENGLISH {
        // Or else a language that nothing names would be called English.
        layers.push(&tag);
    }
    layers.extend(said(files, main).chain(said(files, language)));
    Strings::new(language, &layers)
}

/// Reports the site's own files of phrases that none of its languages reads. English is read for what any other lacks.
pub fn check_files(files: &[Arc<Parsed>], languages: &[&str], problems: &mut Vec<Diagnostic>) {
    let is_read = |id: &str| {
        id == ENGLISH || languages.iter().any(|language| *language == id || main_part(language) == id)
    };
    let own =
        files.iter().filter_map(|file| of(file)).filter(|(path, _)| path.as_str().starts_with(FOLDERS[1]));
    for (path, _) in own.filter(|(path, _)| !is_read(path.id())) {
        let unread = problem::unread_strings(Span::file(path), path.id(), languages);
        problems.push(unread.resting_on(&SitePath::new(SITE_FILE)));
    }
}

/// Reports phrases that are not there, and those that a language lacks; no language lacks none.
pub fn check(files: &[Arc<Parsed>], language: &str, problems: &mut Vec<Diagnostic>) {
    let english = phrases::english();
    let model: HashMap<&str, _> =
        english.phrases.iter().map(|(key, phrase)| (key.text.as_str(), phrase)).collect();
    for (path, written) in files.iter().filter_map(|file| of(file)) {
        let mut log = Log::new(path);
        phrases::check(written, &model, &mut log);
        problems.extend(log.into_found());
    }
    let main = main_part(language);
    if main == ENGLISH || !is_language(language) {
        return;
    }
    let said: Vec<&Written> = said(files, main).chain(said(files, language)).collect();
    let is_said = |key: &str| said.iter().any(|written| written.phrases.iter().any(|(k, _)| k.text == key));
    let missing: Vec<&str> =
        english.phrases.iter().map(|(key, _)| key.text.as_str()).filter(|key| !is_said(key)).collect();
    if !missing.is_empty() {
        let at = Span::file(&SitePath::new(SITE_FILE));
        problems.push(problem::missing_strings(at, language, &missing));
    }
}

/// What the files of a language say, in the order in which they count.
fn said<'f>(files: &'f [Arc<Parsed>], language: &str) -> impl Iterator<Item = &'f Written> {
    FOLDERS.iter().filter_map(move |folder| written(files, folder, language))
}

fn written<'f>(files: &'f [Arc<Parsed>], folder: &str, language: &str) -> Option<&'f Written> {
    let path = format!("{folder}/{language}.yaml");
    of(find(files, &SitePath::new(path))?).map(|(_, written)| written)
}

fn of(file: &Parsed) -> Option<(&SitePath, &Written)> {
    match &file.content {
        Some(Content::Strings(written)) => Some((&file.path, written)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_name_is_called_by_its_tag() {
        let name = |language: &str| in_language(&[], language).say("language_name", &[]);
        assert_eq!(["ar", "pt-BR", "en", "en-GB"].map(name), ["ar", "pt-BR", "English", "English"]);
    }
}
