//! Messages about prose that repeats or contradicts a fact; only where somebody asks.

use crate::diagnostics::{Diagnostic, Span};

const EXPLAIN: &str = "or explain it with `<!-- facts: the reason -->` in the same paragraph";

/// Words that repeat a fact.
pub fn fact_repeated(at: Span, said: &str, id: &str) -> Diagnostic {
    Diagnostic::warning("fact-repeated", at, format!("`{said}` repeats a fact that is written elsewhere"))
        .help(format!("write `[[{id}]]`, which stays right when the fact changes"))
}

/// Words that contradict a fact.
pub fn fact_contradicted(at: Span, said: &str, id: &str, value: &str, there: Span) -> Diagnostic {
    Diagnostic::error("fact-contradicted", at, format!("`{said}` contradicts `{id}`, which is {value}"))
        .also(there, "the fact")
        .help(format!("write `[[{id}]]`, correct the fact, {EXPLAIN}"))
}

/// An arrow list that contradicts an order.
pub fn order_contradicted(at: Span, words: &[String; 2], order: &str, there: Span) -> Diagnostic {
    let [before, after] = words;
    Diagnostic::error(
        "order-contradicted",
        at,
        format!("this has {before} before {after}, and {order} has it after"),
    )
    .also(there, "the order")
    .help(format!("put them in the order's sequence, correct the order, {EXPLAIN}"))
}

/// A comment that explains nothing.
pub fn unused_comment(at: Span) -> Diagnostic {
    Diagnostic::warning("facts-comment-unused", at, "this comment explains a finding, and there is none here")
        .help("remove it, or move it into the paragraph that it explains")
}

/// A comment without a reason.
pub fn comment_without_reason(at: Span) -> Diagnostic {
    Diagnostic::error("facts-comment-empty", at, "this comment gives no reason")
        .help("say why the sentence is right as it stands: `<!-- facts: the figure of the study itself -->`")
}
