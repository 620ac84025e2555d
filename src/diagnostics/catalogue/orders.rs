//! Messages about orders of steps and about products that go together or do not.

use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};

/// A product that says of itself whether it goes with itself.
pub fn together_self(at: Span, product: &str) -> Diagnostic {
    Diagnostic::error("together-self", at, format!("`{product}` is this product itself"))
        .help("name another product, or remove the line")
}

/// Two products that say different things of being used together.
pub fn together_differs(at: Span, said: &str, other: &str, there: Span) -> Diagnostic {
    Diagnostic::error("together-differs", at, format!("this says `{said}`, and the other product `{other}`"))
        .also(there, "the other product says so here")
        .help("say it once, in either of the two files: both pages show it")
}

/// An order that forbids what two products allow.
pub fn together_clash(at: Span, said: &str, there: Span) -> Diagnostic {
    let message = format!("this order keeps the two apart, and the products say `{said}`");
    Diagnostic::error("together-clash", at, message)
        .also(there, "said here")
        .help("change one of them, or leave the pair out of `not_together`")
}

/// Two products that do not go together, and that everyone who follows the order uses.
pub fn order_mixes(at: Span, first: &str, second: &str, there: Span) -> Diagnostic {
    let message =
        format!("whoever follows this order uses `{first}` and `{second}`, which do not go together");
    Diagnostic::error("order-mixes", at, message)
        .resting_on_its_file()
        .also(there, "said here")
        .help("make one of the two steps `optional: true`, or write `{any: [...]}` for one or the other")
}

/// A product that stands at two places of an order.
pub fn step_twice(at: Span, product: &str, first: Span) -> Diagnostic {
    Diagnostic::error("step-twice", at, format!("`{product}` is a step of this order already"))
        .judged_by(first, "here")
        .help("remove one of them, or write `again: true` at the one that repeats the other on purpose")
}

/// A pair that names a product which is no step of the order.
pub fn not_in_order(at: Span, product: &str) -> Diagnostic {
    Diagnostic::error("not-in-order", at, format!("`{product}` is no step of this order"))
        .resting_on_its_file()
        .help("add the step, or remove the pair: products themselves say `together:`")
}

/// A product to mark in an order of which it is no step.
pub fn marks_no_step(at: Span, product: &str, steps: &[&str], order: Span) -> Diagnostic {
    Diagnostic::error(
        "not-in-order",
        at,
        format!("`{product}` is no step of this order and cannot be marked in it"),
    )
    .judged_by(order, "its steps")
    .suggest(
        nearest(product, steps.iter().copied()),
        "name products of its steps, or add the step to its file",
    )
}

/// Steps that come in one sequence here and in another elsewhere.
pub fn orders_clash(at: Span, before: &str, after: &str, others: Vec<(Span, String)>) -> Diagnostic {
    let message = format!("`{before}` comes before `{after}` here, and after it elsewhere");
    let start = Diagnostic::error("orders-clash", at, message);
    others
        .into_iter()
        .fold(start, |diagnostic, (at, words)| diagnostic.also(at, words))
        .help("change one of them, or add `unlike: [<order>]` to the order that differs on purpose")
}
