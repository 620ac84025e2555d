//! Problems and results as lines on the terminal: problems on standard error, results on standard output.

use crate::base::SitePath;
use crate::diagnostics::print::{Format, Quoted, print, print_failure};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::Sources;
use crate::source::scan::list;
pub use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Prints problems, and in the long format how many there are.
///
/// The texts that messages quote are read again from `root`, and no others: a build lets go of them as it reads.
pub fn problems(diagnostics: &[Diagnostic], format: Format, root: &Path) {
    if diagnostics.is_empty() {
        return;
    }
    let sources = texts(&diagnostics.iter().flat_map(Diagnostic::files).collect(), root);
    problems_in(diagnostics, format, &|path| sources.get(path.as_str()).map(|file| file.readable()));
}

/// Prints problems, and in the long format how many there are; `text_of` gives the texts that messages quote.
pub fn problems_in<'t>(
    diagnostics: &[Diagnostic],
    format: Format,
    text_of: &dyn Fn(&SitePath) -> Option<&'t str>,
) {
    if diagnostics.is_empty() {
        return;
    }
    let quoted = Quoted::by(diagnostics, text_of);
    let mut out = std::io::stderr().lock();
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for diagnostic in diagnostics {
        // Nobody is left to tell when standard error is closed.
        let _ = out.write_all(print(diagnostic, format, colour, &quoted).as_bytes());
    }
    if format == Format::Long {
        let _ = writeln!(out, "{}", summary(diagnostics));
    }
}

/// Some files of a site; those that cannot be read are left out.
pub fn texts(wanted: &BTreeSet<&SitePath>, root: &Path) -> Sources {
    let files = if wanted.is_empty() { Vec::new() } else { list(root).unwrap_or_default() };
    Sources::from_files(
        files.iter().filter(|file| wanted.contains(&file.path)).filter_map(|file| file.read().ok()),
    )
}

/// "2 errors and 1 warning"
fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match (errors, warnings) {
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        _ => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// "1 page", "2 pages"
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// An object in lines, with its keys in their order.
pub fn pretty(object: &Json) -> String {
    serde_json::to_string_pretty(object).unwrap_or_default()
}

/// Prints one line of result.
pub fn line(text: &str) {
    // Nobody is left to tell when standard output is closed.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints an error of the environment.
pub fn environment(error: &dyn Display, format: Format) -> ExitCode {
    let _ = std::io::stderr().lock().write_all(print_failure(&error.to_string(), format).as_bytes());
    ExitCode::from(2)
}
