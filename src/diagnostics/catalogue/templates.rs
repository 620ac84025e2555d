//! Messages about templates.

use super::fields::words;
use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};
use std::collections::BTreeSet;

/// A template that cannot be read.
pub fn syntax(at: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("template-syntax", at, format!("this template cannot be read: {reason}")).help(
        "close every `{{`, `{%`, block, `if` and `for`, and name only files, filters, functions and components that there are",
    )
}

/// A template that begins with a byte order mark, which pages would have before anything else.
pub fn byte_order_mark(at: Span) -> Diagnostic {
    Diagnostic::error("template-syntax", at, "this template begins with a byte order mark (BOM)")
        .help("save it as UTF-8 without one")
}

/// A template that fails on a page; of many pages the first is named.
///
/// `known` are the names that would have been right where an unknown one stands, if the engine tells.
pub fn render(at: Span, page: &str, reason: &str, known: &[&str]) -> Diagnostic {
    let typed = reason.split('`').nth(1).unwrap_or_default();
    let shown = format!("this template fails on {page}: ");
    let diagnostic =
        Diagnostic::error("template-render", at, format!("{shown}{reason}")).slip_from(shown.len());
    if known.is_empty() {
        return diagnostic
            .help("ask first for what is only sometimes there: `{% if page.image %}...{% endif %}`");
    }
    diagnostic.suggest(nearest(typed, known.iter().copied()), format!("there are {}", words(known)))
}

/// A template of the site that nothing uses; `asked_for` are those that something would.
pub fn unused_template(at: Span, name: &str, asked_for: &BTreeSet<String>) -> Diagnostic {
    let include = format!("{{% include \"{name}\" %}}");
    Diagnostic::warning("unused-template", at, "nothing uses this template").suggest(
        nearest(name, asked_for.iter().map(String::as_str)),
        format!(
            "name it in another (`{include}`), call it as one of the theme's to replace that, or remove it"
        ),
    )
}

/// The `safe` filter.
pub fn no_safe_filter(at: Span) -> Diagnostic {
    Diagnostic::error("template-safe", at, "the `safe` filter is not allowed")
        .help("finished HTML prints as it is; everything else must be escaped, and `safe` would hide a typing error")
}
