//! Messages about templates.

use crate::diagnostics::{Diagnostic, Span};

/// A template that cannot be read.
pub fn syntax(at: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("template-syntax", at, format!("this template cannot be read: {reason}"))
}

/// A template that fails on a page; of many pages the first is named.
pub fn render(at: Span, page: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("template-render", at, format!("this template fails on {page}: {reason}"))
}

/// The `safe` filter.
pub fn no_safe_filter(at: Span) -> Diagnostic {
    Diagnostic::error("template-safe", at, "the `safe` filter is not allowed")
        .help("finished HTML prints as it is; everything else must be escaped, and `safe` would hide a typing error")
}
