//! Diagnostics as text: long for people, short for editors, JSON for programs.
//!
//! The door of the diagnostics crate. Must not know: where the text of a file comes from (a function is passed in).

use super::{Diagnostic, Severity, Span, clickable, shown};
use crate::base::text::{Excerpt, LineColumn, Lines, char_start};
use crate::base::{SitePath, TextRange};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;
use std::collections::HashMap;
use std::ops::Range;

/// How diagnostics are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// With the line itself, an underline and the help: for people.
    #[default]
    Long,
    /// One line each, `file:line:column: error[code]: message`: for editors and `grep`.
    Short,
    /// One JSON object a line: for programs.
    Json,
}

/// The texts that diagnostics quote, the lines of each counted once.
pub struct Quoted<'t>(HashMap<SitePath, Lines<'t>>);

impl<'t> Quoted<'t> {
    /// What `diagnostics` point into.
    pub fn by(diagnostics: &[Diagnostic], text_of: &dyn Fn(&SitePath) -> Option<&'t str>) -> Self {
        Self::new(diagnostics.iter().flat_map(Diagnostic::files), text_of)
    }

    /// These files, as `text_of` gives them; one that is not UTF-8 has no text and is shown without its line.
    pub fn new<'f>(
        files: impl IntoIterator<Item = &'f SitePath>,
        text_of: &dyn Fn(&SitePath) -> Option<&'t str>,
    ) -> Self {
        let mut quoted = HashMap::new();
        for file in files {
            quoted.entry(file.clone()).or_insert_with(|| Lines::new(text_of(file).unwrap_or("")));
        }
        Self(quoted)
    }

    /// The line and column where a place in one of the files starts.
    pub fn start(&self, at: &Span) -> LineColumn {
        self.0[&at.file].place(at.range.start as usize)
    }

    /// A place without its line.
    fn origin(&self, at: &Span) -> Origin<'static> {
        let LineColumn { line, column } = self.start(at);
        Origin::path(shown(at.file.as_str()).into_owned()).line(line).char_column(column)
    }

    fn end(&self, at: &Span) -> LineColumn {
        self.0[&at.file].place(at.range.end as usize)
    }

    /// `content/x.yaml:3:7`
    pub fn clickable(&self, at: &Span) -> String {
        clickable(&at.file, self.start(at))
    }

    /// The lines of `file` that hold some places, and no others: what is printed takes as long as they are.
    fn excerpt(&self, file: &SitePath, places: &[TextRange]) -> Excerpt<'t> {
        let start = places.iter().map(|at| at.start).min().unwrap_or_default();
        let end = places.iter().map(|at| at.end).max().unwrap_or_default();
        self.0[file].around(start as usize..end as usize)
    }
}

/// How many bytes a line may have to be shown. In a longer one nobody would find the place, and to lay it out for each of its problems
/// takes long.
const LONGEST_LINE: usize = 8 * 1024;

fn has_long_line(excerpt: &Excerpt) -> bool {
    excerpt.text.len() > LONGEST_LINE && excerpt.text.lines().any(|line| line.len() > LONGEST_LINE)
}

fn snippet<'t, A: Clone>(excerpt: &Excerpt<'t>, file: &SitePath) -> Snippet<'t, A> {
    Snippet::source(excerpt.text).line_start(excerpt.line).path(shown(file.as_str()).into_owned())
}

/// The range of a place in an excerpt, on whole characters and on its first line only if it spans many.
fn visible(excerpt: &Excerpt, at: TextRange) -> Range<usize> {
    let text = excerpt.text;
    let here = |offset: u32| (offset as usize).saturating_sub(excerpt.start);
    let start = char_start(text, here(at.start));
    let mut end = here(at.end).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..text[start..end].find('\n').map_or(end, |newline| start + newline)
}

/// One diagnostic as text, with a newline at its end.
pub fn print(diagnostic: &Diagnostic, format: Format, colour: bool, quoted: &Quoted) -> String {
    match format {
        Format::Long => long(diagnostic, colour, quoted),
        Format::Short => short(diagnostic, quoted),
        Format::Json => json(diagnostic, quoted),
    }
}

fn long(diagnostic: &Diagnostic, colour: bool, quoted: &Quoted) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut main = Group::with_title(level.primary_title(shown(&diagnostic.message)).id(&*diagnostic.code));
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        diagnostic.also.iter().partition(|(at, _)| at.file == diagnostic.at.file);
    let label = |excerpt: &Excerpt, at: &Span, words: &str| {
        AnnotationKind::Context.span(visible(excerpt, at.range)).label(shown(words).into_owned())
    };
    let places: Vec<TextRange> =
        std::iter::once(&diagnostic.at).chain(here.iter().map(|(at, _)| at)).map(|at| at.range).collect();
    let excerpt = quoted.excerpt(&diagnostic.at.file, &places);
    main = if has_long_line(&excerpt) {
        main.element(quoted.origin(&diagnostic.at))
    } else {
        let primary = AnnotationKind::Primary.span(visible(&excerpt, diagnostic.at.range));
        let others = here.iter().map(|(at, words)| label(&excerpt, at, words));
        main.element(snippet(&excerpt, &diagnostic.at.file).annotation(primary).annotations(others))
    };
    for (at, words) in elsewhere {
        let excerpt = quoted.excerpt(&at.file, &[at.range]);
        main = if has_long_line(&excerpt) {
            main.element(quoted.origin(at))
        } else {
            main.element(snippet(&excerpt, &at.file).annotation(label(&excerpt, at, words)))
        };
    }
    if let Some(help) = &diagnostic.help {
        main = main.element(Level::HELP.message(shown(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&[main]))
}

fn short(diagnostic: &Diagnostic, quoted: &Quoted) -> String {
    let help = diagnostic.help.as_ref().map(|help| format!("; {}", shown(help))).unwrap_or_default();
    format!(
        "{}: {}[{}]: {}{help}\n",
        quoted.clickable(&diagnostic.at),
        severity(diagnostic),
        diagnostic.code,
        shown(&diagnostic.message),
    )
}

fn json(diagnostic: &Diagnostic, quoted: &Quoted) -> String {
    let place = |at: &Span| {
        let (start, end) = (quoted.start(at), quoted.end(at));
        json!({
            "file": at.file.as_str(),
            "line": start.line, "column": start.column,
            "end_line": end.line, "end_column": end.column,
            "bytes": [at.range.start, at.range.end],
        })
    };
    let also: Vec<_> =
        diagnostic.also.iter().map(|(at, words)| json!({"at": place(at), "label": words})).collect();
    let object = json!({
        "code": diagnostic.code,
        "severity": severity(diagnostic),
        "message": diagnostic.message,
        "at": place(&diagnostic.at),
        "also": also,
        "help": diagnostic.help,
    });
    format!("{object}\n")
}

/// What has gone wrong around the content, with a newline at its end. It has no place in a file and no code.
pub fn print_failure(message: &str, format: Format) -> String {
    match format {
        Format::Long | Format::Short => format!("error: {message}\n"),
        Format::Json => {
            let nothing: [(); 0] = [];
            let object = json!({
                "code": null,
                "severity": "error",
                "message": message,
                "at": null,
                "also": nothing,
                "help": null,
            });
            format!("{object}\n")
        }
    }
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
