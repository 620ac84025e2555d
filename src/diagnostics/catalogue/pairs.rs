//! Messages about pair pages.

use crate::diagnostics::{Diagnostic, Span};

/// A pair of one product.
pub fn pair_of_one(at: Span, product: &str) -> Diagnostic {
    Diagnostic::error("pair-of-one", at, format!("`{product}` cannot be compared with itself"))
        .help("name another product, or remove the pair")
}

/// A pair that is listed already, in either direction.
pub fn pair_twice(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("pair-twice", at, "this pair is listed already; one page serves both directions")
        .also(first, "here")
        .help("remove one of the two")
}

/// A pair with a product of another kind.
pub fn pair_elsewhere(at: Span, product: &str, there: Span) -> Diagnostic {
    Diagnostic::error(
        "pair-elsewhere",
        at,
        format!("`{product}` is of another kind, and shares no attributes with this one"),
    )
    .also(there, "it stands here")
    .help("compare products of two kinds in a guide")
}

/// More pages than the kind allows.
pub fn pair_limit(at: Span, pages: usize, limit: usize) -> Diagnostic {
    Diagnostic::error("pair-limit", at, format!("this makes {pages} pair pages, and the limit is {limit}"))
        .help("raise `known` and `differ`, list the pairs under `of:`, or raise `limit`; `diptych pairs` shows the plan")
}
