//! Diagnostics as text: long for people, short for editors, JSON for programs.
//!
//! The door of the diagnostics crate. Must not know: where the text of a file comes from (a function is passed in).

use super::{Diagnostic, Severity, place, shown};
use crate::base::SitePath;
use crate::base::text::line_column;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

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

/// One diagnostic as text, with a newline at its end.
///
/// `text_of` gives the text of a source file; a file that is not UTF-8 has none and is shown without its line.
pub fn print<'a>(
    diagnostic: &Diagnostic,
    format: Format,
    colour: bool,
    text_of: &dyn Fn(&SitePath) -> Option<&'a str>,
) -> String {
    match format {
        Format::Long => long(diagnostic, colour, text_of),
        Format::Short => short(diagnostic, text_of),
        Format::Json => json(diagnostic, text_of),
    }
}

fn long<'a>(diagnostic: &Diagnostic, colour: bool, text_of: &dyn Fn(&SitePath) -> Option<&'a str>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut main = Group::with_title(level.primary_title(shown(&diagnostic.message)).id(&*diagnostic.code));
    let text = text_of(&diagnostic.at.file).unwrap_or("");
    let mut snippet = Snippet::source(text)
        .path(shown(diagnostic.at.file.as_str()))
        .annotation(AnnotationKind::Primary.span(visible(text, diagnostic.at.range.range())));
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        diagnostic.also.iter().partition(|(at, _)| at.file == diagnostic.at.file);
    for (at, words) in here {
        snippet = snippet
            .annotation(AnnotationKind::Context.span(visible(text, at.range.range())).label(shown(words)));
    }
    main = main.element(snippet);
    for (at, words) in elsewhere {
        let text = text_of(&at.file).unwrap_or("");
        main =
            main.element(Snippet::source(text).path(shown(at.file.as_str())).annotation(
                AnnotationKind::Context.span(visible(text, at.range.range())).label(shown(words)),
            ));
    }
    if let Some(help) = &diagnostic.help {
        main = main.element(Level::HELP.message(shown(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&[main]))
}

/// The range cut to the text and to whole characters, on its first line only if it spans many.
fn visible(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let line_end = text[start..end].find('\n').map_or(end, |i| start + i);
    start..line_end
}

fn short<'a>(diagnostic: &Diagnostic, text_of: &dyn Fn(&SitePath) -> Option<&'a str>) -> String {
    let text = text_of(&diagnostic.at.file).unwrap_or("");
    let help = diagnostic.help.as_ref().map(|help| format!("; {}", shown(help))).unwrap_or_default();
    format!(
        "{}: {}[{}]: {}{help}\n",
        place(&diagnostic.at, text),
        severity(diagnostic),
        diagnostic.code,
        shown(&diagnostic.message),
    )
}

fn json<'a>(diagnostic: &Diagnostic, text_of: &dyn Fn(&SitePath) -> Option<&'a str>) -> String {
    let place = |at: &super::Span| {
        let text = text_of(&at.file).unwrap_or("");
        let start = line_column(text, at.range.start as usize);
        let end = line_column(text, at.range.end as usize);
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
