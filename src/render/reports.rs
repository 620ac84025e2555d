//! What the engine says of all templates together: which filters, functions, components, blocks and other templates are asked for and
//! not there. It tells the places in its words alone, so they are read back from there.
//!
//! Must not know: what becomes of a template with a problem.

use super::template_path;
use crate::base::TextRange;
use crate::base::words::lower_first;
use crate::diagnostics::Span;

/// The problems in what the engine says, each with its place; `templates` are those it speaks of, by name.
pub fn read(said: &str, templates: &[(&str, &str)]) -> Vec<(Span, String)> {
    let reports = said.split("\n\n").filter_map(|report| one(report, templates)).collect::<Vec<_>>();
    if !reports.is_empty() {
        return reports;
    }
    let named =
        said.split('`').skip(1).step_by(2).filter(|word| templates.iter().any(|(name, _)| name == word));
    let name = named.last().or(templates.first().map(|(name, _)| *name)).unwrap_or_default();
    vec![(Span::file(&template_path(name)), reason(said))]
}

/// Whether a problem is the template's own, and not that of another one which it needs; `all` are the names of all templates.
pub fn is_its_own(reason: &str, all: &[&str]) -> bool {
    let starts = |words: &str| reason.starts_with(words);
    let of_another = starts("unknown template ") || starts("it extends ");
    let named = reason.split('`').nth(1).unwrap_or_default();
    starts("unknown filter ")
        || starts("unknown function ")
        || starts("unknown test ")
        || (of_another && !all.contains(&named))
}

/// Reads `error: Unknown filter`, below it ` --> guide.html:3:17`, and below that the line with what is meant underlined.
fn one(report: &str, templates: &[(&str, &str)]) -> Option<(Span, String)> {
    let mut lines = report.lines();
    let said = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?;
    let (_, text) = templates.iter().find(|(known, _)| *known == name)?;
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let start = before + bytes(&text[before..], column.checked_sub(1)?);
    let underlined = lines.last()?.matches('^').count();
    let end = start + bytes(&text[start..], underlined);
    Some((Span::new(&template_path(name), TextRange::new(start..end)), reason(said)))
}

/// How long the first characters of a text are.
fn bytes(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// A sentence of the engine, to stand behind a colon.
pub fn reason(said: &str) -> String {
    lower_first(said.trim_end_matches('.'))
}
