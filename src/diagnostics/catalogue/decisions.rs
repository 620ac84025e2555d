//! Messages about decision aids: lists of reasons, trees, verdicts, and the facts that they rest on.

use super::fields::words;
use crate::diagnostics::{Diagnostic, Span};

/// A `why` that names no fact.
pub fn bad_why(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-why", at, format!("`{text}` names no fact"))
        .help("write the product and the attribute, such as `why: ampoule.irritation`")
}

/// A product without reasons in a block that lists them.
pub fn no_reasons(at: Span, product: &str) -> Diagnostic {
    Diagnostic::warning("no-reasons", at, format!("there is no reason to choose `{product}`, and none against it"))
        .help(format!(
            "write `choose_if` or `avoid_if` in the file of the product, write `if: {{{product}: [...]}}` here, or name the others in \
             `products`"
        ))
}

/// A product that the guide compares and no answer leads to.
pub fn never_chosen(at: Span, product: &str) -> Diagnostic {
    Diagnostic::error("never-chosen", at, format!("no answer leads to `{product}`")).help(format!(
        "lead an answer to it with `choose: {product}`, or add `never: true` if it is never the one to choose"
    ))
}

/// `never: true` where every product is chosen by some answer.
pub fn never_unneeded(at: Span) -> Diagnostic {
    Diagnostic::error("never-unneeded", at, "every product of this guide is chosen by some answer")
        .help("remove `never: true`")
}

/// An answer that chooses a product which the guide's lists of reasons do not have.
pub fn chosen_elsewhere(at: Span, product: &str, listed: &[&str], lists: Span) -> Diagnostic {
    Diagnostic::error("chosen-elsewhere", at, format!("the lists of reasons do not have `{product}`"))
        .also(lists, format!("they are about {}", words(listed)))
        .help("add it to the `choose` block, or lead the answer to one of the others")
}

/// A question that decides nothing.
pub fn dead_question(at: Span, outcome: &str) -> Diagnostic {
    Diagnostic::error("dead-question", at, format!("every answer to this question leads to `{outcome}`"))
        .help("lead one of them elsewhere, or put the outcome in the question's place")
}

/// A question that has been answered on the way to it.
pub fn asked_twice(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("asked-twice", at, "who comes here has answered this question already")
        .also(first, "here")
        .help("ask something else, or put the outcome in the question's place")
}

/// Two answers of one question that say the same.
pub fn answer_twice(at: Span, answer: &str, first: Span) -> Diagnostic {
    Diagnostic::error("answer-twice", at, format!("`{answer}` is an answer already, so nobody comes here"))
        .also(first, "here")
        .help("say what distinguishes the two, or remove one")
}

/// A verdict for a product that the guide gives no other reason to choose.
pub fn verdict_contradicts(at: Span, product: &str, how: &str, there: Span) -> Diagnostic {
    Diagnostic::error("verdict-contradicts", at, format!("`{product}` wins the verdict, and {how}"))
        .also(there, "here")
        .help("a reader who follows both would be told two things; change one of them")
}

/// A reason that rests on a fact which is not known, or has nothing known to compare with.
pub fn why_unknown(at: Span, fact: &str) -> Diagnostic {
    Diagnostic::error(
        "why-unknown",
        at,
        format!("`{fact}`, or what it is held against, is not known, so no reason can rest on it"),
    )
    .help("find the value, or leave `why` out")
}

/// A reason that rests on a fact whose attribute does not say which way is better; `has_order` if it could.
pub fn why_which_way(at: Span, fact: &str, has_order: bool, declared: Span) -> Diagnostic {
    let help = match has_order {
        true => format!("write `why: {{fact: {fact}, is: higher}}`, or lower"),
        false => "words are neither lower nor higher: rest the reason on another fact, or leave `why` out"
            .to_owned(),
    };
    Diagnostic::error("why-which-way", at, format!("nothing says which way `{fact}` speaks"))
        .judged_by(declared, "the attribute is declared here, without `better`")
        .help(help)
}

/// A reason that rests on a fact which does not differ, or not in the direction claimed.
pub fn why_does_not_hold(at: Span, claim: &str, facts: &str, there: Vec<Span>) -> Diagnostic {
    let start = Diagnostic::error("why-does-not-hold", at, format!("{claim}, and it is not: {facts}"));
    there
        .into_iter()
        .fold(start, |diagnostic, at| diagnostic.judged_by(at, "the fact"))
        .help("rest the reason on a fact that speaks for it, or leave `why` out")
}
