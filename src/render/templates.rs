//! The templates of a site, read and checked once.

use super::cards::Cards;
use super::reports::{self, reason};
use super::say::{Voice, say};
use super::tags::{Sort, tags};
use super::unused::unused;
use super::{PageOf, template_path};
use crate::base::{SitePath, TextRange};
use crate::content::markdown::BlockNames;
use crate::content::parse::bad_bytes;
use crate::diagnostics::catalogue::templates as problem;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::{Class, SourceFile, Sources};
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The templates of a site with the words they say in each of its languages. Equal if their files and words are.
#[derive(Clone)]
pub struct Templates {
    /// For each language its engine: the same templates, other words.
    engines: Vec<(Voice, Arc<Tera>)>,
    files: Vec<Arc<SourceFile>>,
    fonts: Vec<Arc<SourceFile>>,
    cards: Cards,
    /// Whether any of them names `structured`.
    structured: bool,
    /// What is wrong with them, so far as can be told without a page.
    pub problems: Vec<Diagnostic>,
}

impl PartialEq for Templates {
    fn eq(&self, other: &Self) -> bool {
        let voices = self.engines.iter().map(|(voice, _)| voice);
        voices.eq(other.engines.iter().map(|(voice, _)| voice))
            && self.files == other.files
            && self.fonts == other.fonts
    }
}

impl Templates {
    /// Reads all templates, for every language of the site, the main one first. Those with problems are left out and
    /// reported.
    pub fn load(sources: &Sources, voices: &[Voice]) -> Templates {
        let files = files_of(sources, Class::Template);
        let mut problems = Vec::new();
        let mut good: Vec<(&str, &str)> = Vec::with_capacity(files.len());
        for file in &files {
            let name = name_of(file);
            match file.text() {
                Some(text) if text.starts_with('\u{feff}') => {
                    problems.push(problem::byte_order_mark(Span::file(&file.path)));
                    good.push((name, &text['\u{feff}'.len_utf8()..]));
                }
                Some(text) => {
                    problems.extend(safe_filters(file, text));
                    good.push((name, text));
                }
                None => problems.push(bad_bytes(file)),
            }
        }
        let engine = compile(good, &mut problems);
        let engines =
            voices.iter().map(|voice| (voice.clone(), Arc::new(speaking(&engine, voice)))).collect();
        let fonts = files_of(sources, Class::Font);
        problems.extend(Cards::problems(&fonts));
        problems.extend(unused(&files));
        let cards = Cards::new(&fonts);
        let structured = files.iter().any(|file| file.readable().contains("structured"));
        Templates { engines, files, fonts, cards, structured, problems }
    }

    /// Whether these are the templates of `sources` with these words.
    pub fn are_of(&self, sources: &Sources, voices: &[Voice]) -> bool {
        self.engines.iter().map(|(voice, _)| voice).eq(voices)
            && self.files == files_of(sources, Class::Template)
            && self.fonts == files_of(sources, Class::Font)
    }

    /// What draws the cards.
    pub(super) fn cards(&self) -> &Cards {
        &self.cards
    }

    /// The files of the templates, by path.
    pub(super) fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.iter()
    }

    /// The files of the letters of cards.
    pub(super) fn font_files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.fonts.iter()
    }

    /// The languages they speak.
    pub(super) fn voices(&self) -> impl Iterator<Item = &Voice> {
        self.engines.iter().map(|(voice, _)| voice)
    }

    /// Whether there is a template of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.binary_search_by(|file| name_of(file).cmp(name)).is_ok()
    }

    /// Whether structured data have to be made.
    pub(super) fn wants_structured(&self) -> bool {
        self.structured
    }

    /// The names of blocks: `templates/blocks/*.html`.
    pub fn block_names<'p>(paths: impl Iterator<Item = &'p SitePath>) -> BlockNames {
        BlockNames::new(
            paths.filter_map(|path| block_of(path.as_str().strip_prefix("templates/")?).map(str::to_owned)),
        )
    }

    /// Renders one template for a page in a language, into about `room` bytes.
    pub(super) fn render(
        &self,
        name: &str,
        context: &Context,
        page: PageOf<'_>,
        room: usize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Vec::with_capacity(room);
        let engine = self.engines.iter().find(|(voice, _)| voice.words.language == page.language);
        let Some((_, engine)) = engine.or(self.engines.first()) else { return Ok(bytes) };
        match engine.render_to(name, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => {
                let (at, reason) = place(error.kind(), name);
                let (reason, fields) = reason.split_once(". Available fields: ").unwrap_or((&reason, ""));
                let known: Vec<&str> = fields.split(", ").filter(|name| !name.is_empty()).collect();
                Err(Box::new(problem::render(at, page.address, reason, &known)))
            }
        }
    }
}

/// The name of a template, by which others name it.
pub(super) fn name_of(file: &SourceFile) -> &str {
    file.path.as_str().strip_prefix("templates/").unwrap_or_default()
}

/// The block that a template of this name renders.
pub(super) fn block_of(name: &str) -> Option<&str> {
    name.strip_prefix("blocks/")?.strip_suffix(".html").filter(|block| !block.contains('/'))
}

fn files_of(sources: &Sources, class: Class) -> Vec<Arc<SourceFile>> {
    sources.iter().filter(|file| file.class == class).cloned().collect()
}

/// Compiles templates together; one that cannot be read is reported and left out, and the others are tried again.
fn compile(mut good: Vec<(&str, &str)>, problems: &mut Vec<Diagnostic>) -> Tera {
    let before = problems.len();
    let all: Vec<&str> = good.iter().map(|(name, _)| *name).collect();
    loop {
        let mut engine = Tera::new();
        engine.autoescape_on(vec![".html", ".htm", ".xml", ".svg"]);
        register(&mut engine, Voice::default());
        let Err(error) = engine.add_raw_templates(good.iter().copied()) else { return engine };
        let found = match error.kind() {
            ErrorKind::Msg(said) => reports::read(said, &good),
            kind => vec![place(kind, good.first().map_or("", |(name, _)| name))],
        };
        let is_syntax = matches!(error.kind(), ErrorKind::SyntaxError(_));
        let is_first = problems.len() == before;
        let paths: BTreeSet<SitePath> = found.iter().map(|(at, _)| at.file.clone()).collect();
        // A template that misses one left out above is no second problem.
        let own = |reason: &str| is_syntax || is_first || reports::is_its_own(reason, &all);
        problems.extend(found.into_iter().filter(|(_, r)| own(r)).map(|(at, r)| problem::syntax(at, &r)));
        let count = good.len();
        good.retain(|(name, _)| !paths.contains(&template_path(name)));
        if good.len() == count {
            return Tera::new();
        }
    }
}

/// The same templates in another language.
fn speaking(engine: &Tera, voice: &Voice) -> Tera {
    let mut engine = engine.clone();
    register(&mut engine, voice.clone());
    engine
}

/// What templates can ask for besides their view: the phrases of a language, and where it has a page.
fn register(engine: &mut Tera, voice: Voice) {
    let Voice { words, prefix } = voice;
    engine.register_filter("say", move |key: &str, gaps: Kwargs, _: &State<'_>| say(&words, key, &gaps));
    engine.register_filter("here", move |path: &str, _: Kwargs, _: &State<'_>| format!("{prefix}{path}"));
}

/// Where the engine's error is, and what it says.
fn place(kind: &ErrorKind, template: &str) -> (Span, String) {
    match kind {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = if report.filename().is_empty() { template } else { report.filename() };
            let range = TextRange::new(report.span().range.clone());
            (Span::new(&template_path(name), range), reason(report.message()))
        }
        ErrorKind::MissingParent { current, parent } => {
            (Span::file(&template_path(current)), format!("it extends `{parent}`, which is not there"))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            (Span::file(&template_path(tpl)), "it extends itself, by way of others".to_owned())
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            (Span::file(&template_path(tpl)), "it includes itself, by way of others".to_owned())
        }
        other => (Span::file(&template_path(template)), reason(&other.to_string())),
    }
}

/// Every use of the `safe` filter: `| safe` inside a tag.
fn safe_filters(file: &SourceFile, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, range) in tags(text).filter(|(sort, _)| *sort != Sort::Comment) {
        let tag = &text[range.clone()];
        for (at, _) in tag.match_indices('|') {
            let rest = tag[at + 1..].trim_start();
            let start = range.start + tag.len() - rest.len();
            let word = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
            if word == "safe" {
                let range = TextRange::new(start..start + word.len());
                found.push(problem::no_safe_filter(Span::new(&file.path, range)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(templates: &[(&str, &str)]) -> Vec<String> {
        let mut sources = Sources::default();
        for (name, text) in templates {
            sources.insert(SitePath::new(format!("templates/{name}")), text.as_bytes().to_vec());
        }
        Templates::load(&sources, &[Voice::default()])
            .problems
            .iter()
            .filter(|problem| problem.is_error())
            .map(|p| format!("{} {} {}", p.at.file, p.at.range.start, p.code))
            .collect()
    }

    #[test]
    fn every_broken_template_is_reported_once() {
        let found = problems(&[
            ("a.html", "{% extends \"base.html\" %}"),
            ("b.html", "fine"),
            ("base.html", "{{ open"),
            ("c.html", "x {% if %}"),
        ]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|p| p.starts_with("templates/base.html")), "{found:?}");
        assert!(found.iter().any(|p| p.starts_with("templates/c.html")), "{found:?}");
    }

    #[test]
    fn what_is_not_there_is_reported_where_it_is_asked_for() {
        let found = problems(&[
            ("a.html", "fine"),
            ("b.html", "\u{e4}\n  {{ \"\u{e4}\" | nope }} {{ now() }}"),
            ("base.html", "{% block main %}{% endblock %}"),
            ("c.html", "{% extends \"base.html\" %}{% block man %}{% endblock %}"),
            ("d.html", "{% include \"nowhere.html\" %}"),
        ]);
        let wanted = ["b.html 15", "b.html 26", "c.html 34", "d.html 11"];
        assert_eq!(found, wanted.map(|place| format!("templates/{place} template-syntax")));
        // One that needs a template with a slip is no second problem, and its own slips are reported all the same.
        let found = problems(&[
            ("base.html", "{{ open"),
            ("c.html", "{% extends \"base.html\" %}"),
            ("d.html", "{{ 1 | nope }}"),
            ("e.html", "{% extends \"c.html\" %}"),
        ]);
        assert_eq!(found, ["templates/base.html 3 template-syntax", "templates/d.html 7 template-syntax"]);
        let twice = "{% component y(a) %}{{ a }}{% endcomponent y %}";
        let found = problems(&[("a.html", "fine"), ("b.html", twice), ("c.html", twice)]);
        assert_eq!(found, ["templates/c.html 0 template-syntax"]);
    }

    #[test]
    fn the_safe_filter_is_found_inside_tags_only() {
        assert_eq!(
            problems(&[("a.html", "| safe {{ x |  safe }} safe {{ safe }} {# never {{ x | safe }} #}")]),
            ["templates/a.html 15 template-safe"]
        );
    }
}
