//! Templates of a site that nothing uses: most were to replace one of the theme's and have a misspelt name.
//!
//! Must not know: what a template writes.

use super::templates::{block_of, name_of};
use crate::diagnostics::catalogue::templates as problem;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::{SourceFile, theme};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The templates among `files` that no page asks for, and that no other template names.
pub fn unused(files: &[Arc<SourceFile>]) -> Vec<Diagnostic> {
    let mut asked_for: BTreeSet<String> = theme::templates().collect();
    let blocks = files.iter().filter_map(|file| block_of(name_of(file)));
    // A block, and how feeds show it.
    asked_for.extend(blocks.flat_map(|block| [format!("blocks/{block}.html"), format!("feed/{block}.html")]));
    let own = files.iter().filter(|file| !asked_for.contains(name_of(file)));
    own.filter(|file| !is_named(file, files))
        .map(|file| problem::unused_template(Span::file(&file.path), name_of(file), &asked_for))
        .collect()
}

/// Whether a template names another, or that is nothing to be named.
fn is_named(file: &SourceFile, files: &[Arc<SourceFile>]) -> bool {
    let name = name_of(file);
    let quoted = ['"', '\'', '`'].map(|quote| format!("{quote}{name}{quote}"));
    // Notes of those who write the templates.
    name.ends_with(".md")
        // Components go by a name of their own.
        || file.readable().contains("endcomponent")
        || files.iter().any(|other| quoted.iter().any(|name| other.readable().contains(name)))
}
