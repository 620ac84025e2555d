//! Messages about blocks: the fenced YAML in a guide.

use super::fields::words;
use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};

/// A fence whose name is no block and no language of code: an error if it is nearly a block's name, else a warning.
pub fn unknown_block(at: Span, name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no block `{name}`, and no language of that name is known");
    match nearest(name, known.iter().copied()) {
        Some(near) => Diagnostic::error("unknown-block", at, message).help(format!("did you mean `{near}`?")),
        None => Diagnostic::warning("unknown-block", at, message).help(format!(
            "the blocks are {}; a code sample takes its language's name or `text`",
            words(known)
        )),
    }
}

/// Words behind the name of a block.
pub fn behind_name(at: Span, name: &str, rest: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-block",
        at,
        format!("nothing reads `{rest}` behind the name of this `{name}` block"),
    )
    .help("write it below, as YAML: `key: value`, each key on a line of its own")
    .hiding()
}

/// A quote that starts as a callout does and is none.
pub fn no_callout(at: Span, word: &str, known: &[&str]) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-callout", at, format!("`[!{word}]` makes no callout of this quote"));
    let typed = word.to_uppercase();
    if known.contains(&typed.as_str()) {
        return problem.help(format!("write `> [!{typed}]` on a line of its own, and the text below it"));
    }
    problem.suggest(nearest(&typed, known.iter().copied()), format!("the words are {}", words(known)))
}

/// A block inside a list, quote or callout.
pub fn nested_block(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("nested-block", at, format!("a `{name}` block cannot stand inside a list or quote"))
        .help("start its first line at the left margin, outside the list or quote")
}

/// A block that needs products, in a text that names none.
pub fn no_products(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("no-products", at, format!("this `{name}` block has no products"))
        .help("add `products: [a, b]` to the block, or `compares: [a, b]` to the front matter")
}

/// A question without two answers.
pub fn too_few_answers(at: Span) -> Diagnostic {
    Diagnostic::error("too-few-answers", at, "a question needs at least two answers")
        .help("add `- {answer: ..., choose: ...}` below `answers:`")
}

/// A tree that is too deep to draw or read.
pub fn too_deep(at: Span, most: usize) -> Diagnostic {
    Diagnostic::error("tree-too-deep", at, format!("a decision takes at most {most} questions"))
        .help("ask the deciding question first")
}

/// An answer that leads nowhere, or to two things.
pub fn answer_leads(at: Span, nowhere: bool) -> Diagnostic {
    let message = if nowhere { "this answer leads nowhere" } else { "this answer leads to two things" };
    Diagnostic::error("answer-leads", at, message)
        .help("give it one of `choose: <product>`, `say: ...`, or `ask:` with `answers:`")
}

/// A step that is none or several of product, any and label.
pub fn bad_step(at: Span) -> Diagnostic {
    Diagnostic::error("bad-step", at, "a step is one of `product:`, `any:`, `parallel:` and `label:`")
        .help("write `- serum`, `- {any: [serum, ampoule]}`, `- {parallel: [serum, ampoule]}` or `- {label: Spot care}`")
}

/// A product named in a block that the block is not about.
pub fn not_compared(at: Span, product: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("not-compared", at, format!("this block is not about `{product}`"))
        .suggest(nearest(product, known.iter().copied()), format!("it is about {}", words(known)))
}

/// A heading of level 1 in a text.
pub fn heading_level(at: Span) -> Diagnostic {
    Diagnostic::error("heading-level", at, "the page's title is its only heading of level 1")
        .help("start headings in the text with ##")
}

/// A heading that leaves out levels above it.
pub fn heading_skips(at: Span, level: u8, before: u8) -> Diagnostic {
    let message = format!("this heading of level {level} stands below one of level {before}");
    let marks = "#".repeat(usize::from(before) + 1);
    Diagnostic::warning("heading-level", at, message)
        .help(format!("write {marks}, so that no level is left out"))
}

/// A heading with nothing in it.
pub fn heading_without_words(at: Span) -> Diagnostic {
    Diagnostic::error("no-words", at, "this heading has no words")
        .help("write what the text below it is about, or remove the heading")
}

/// A text with several paragraphs, or with a list, where one line of prose is shown.
pub fn not_one_line(at: Span) -> Diagnostic {
    Diagnostic::error("not-one-line", at, "this text is shown as one line of prose, and it is more than that")
        .help("write one paragraph; if it starts like a list (`- `, `1. `), put a backslash before the mark")
}

/// A winner without a line of its own.
pub fn winner_not_picked(at: Span, winner: &str, picks: &[&str]) -> Diagnostic {
    Diagnostic::error("winner-not-picked", at, format!("`{winner}` wins, and `picks` has no line on it"))
        .suggest(nearest(winner, picks.iter().copied()), format!("add `{winner}: ...` below `picks:`"))
}

/// A name that a list of a block or of front matter has twice.
pub fn named_twice(at: Span, what: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error("named-twice", at, format!("`{name}` is twice among {what}"))
        .also(first, "the first one")
        .help("remove one of the two")
}

/// A guide that sends its readers to itself.
pub fn related_to_itself(at: Span, id: &str) -> Diagnostic {
    Diagnostic::error("related-self", at, format!("`{id}` is this guide itself"))
        .help("name another guide, or remove it")
}

/// Several lines on a product where a verdict says one.
pub fn several_lines(at: Span) -> Diagnostic {
    super::fields::wrong_type(
        at,
        "a pick",
        "one line",
        "a list of several",
        "write one line: `{serum: For most people.}`",
    )
}

/// A product with nothing behind it.
pub fn missing_words(at: Span, product: &str) -> Diagnostic {
    Diagnostic::error("missing-words", at, format!("nothing is said of `{product}`"))
        .help("write its words behind the colon, or remove the line; words with a comma in them go in quotes")
}
