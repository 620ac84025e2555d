//! Messages about keys and the types of their values.

use crate::base::Date;
use crate::base::suggest::{joined, nearest};
use crate::base::words::listed;
use crate::diagnostics::{Diagnostic, Span};

/// What a key that nothing reads may have been.
pub enum Stray<'k> {
    /// It was to be this key.
    Meant(&'k str),
    /// The rest of the text of the key before it, this one, that a comma has cut.
    CutFrom(&'k str),
    /// A word of the writer's own for one of the keys that are missing.
    InsteadOf(&'k [&'k str]),
}

/// A key that nothing reads.
pub fn unknown_key(at: Span, key: &str, owner: &str, known: &[&str], stray: Option<Stray<'_>>) -> Diagnostic {
    // What an attribute says besides its name and type is of no matter to other files.
    let matters = owner != "an attribute" || matches!(stray, Some(Stray::InsteadOf(_)));
    let help = without_colon(key, known).unwrap_or_else(|| match stray {
        Some(Stray::Meant(meant)) => format!("did you mean `{meant}`?"),
        // One word may have been an item of a list.
        Some(Stray::CutFrom(before)) if !key.contains(' ') => format!(
            "text with a comma in it goes in quotes, `{before}: \"..., {key}\"`, and a list in brackets: `[..., {key}]`"
        ),
        Some(Stray::CutFrom(before)) => {
            format!("text with a comma in it goes in quotes: `{before}: \"..., {key}\"`")
        }
        Some(Stray::InsteadOf(missing)) => {
            format!("{owner} needs {}; its keys are {}", words(missing), words(known))
        }
        None => format!("the keys of {owner} are {}", words(known)),
    });
    let problem = Diagnostic::error("unknown-key", at, format!("`{key}` is not a key of {owner}")).help(help);
    if matters { problem.hiding() } else { problem }
}

/// What to type for a known key that has no colon, or no space behind it, and so took its value with it.
fn without_colon(key: &str, known: &[&str]) -> Option<String> {
    let (name, rest) = joined(key, known.iter().copied())?;
    Some(match rest.strip_prefix(':') {
        Some(value) => format!("put a space behind the colon: `{name}: {value}`"),
        None => format!("put a colon behind `{name}`: `{name}:{rest}`"),
    })
}

/// A key that has to be there.
pub fn missing_key(at: Span, owner: &str, key: &str) -> Diagnostic {
    Diagnostic::error("missing-key", at, format!("{owner} needs `{key}`"))
        .help(format!("add a line `{key}: ...`"))
        .hiding()
}

/// A value of another type than the key takes; `help` says what to type.
pub fn wrong_type(at: Span, what: &str, wanted: &str, found: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error("wrong-type", at, format!("{what} takes {wanted}, this is {found}")).help(help).hiding()
}

/// Something else than a map.
pub fn not_a_map(at: Span, owner: &str, found: &str) -> Diagnostic {
    let help = match owner {
        "a picture" | "a picture of a gallery" => "write `{src: /img/jar.svg, alt: what it shows}`",
        "a navigation link" => "write `{label: About, to: about}`",
        "`together`" => {
            "write the products and whether they go with this one: `{serum: yes, retinol: with_care}`"
        }
        "authors" => "write a line for each, with the id that guides name: `mina: {name: Mina Park}`",
        "an author" => "write `{name: Mina Park, about: Writes about skin care.}`",
        "a source" => "write `{title: ..., publisher: ..., url: https://example.org/}`",
        "an attribute" => "write `{id: course, label: Length of a course, type: range, unit: week}`",
        "a list of reasons" | "a list of picks" => {
            "write the products and their lines: `{serum: For most people.}`"
        }
        _ => "write `key: value`, each key on a line of its own, or `{key: value, key: value}`",
    };
    wrong_type(at, owner, "a map of `key: value`", found, help)
}

/// A reference where text or an id is wanted: to YAML a list in a list.
pub fn reference_as_value(at: Span, what: &str, id: &str) -> Diagnostic {
    let help = match what {
        "answer" | "about" | "because" | "choose_if" | "avoid_if" | "instead" | "note" | "text" | "wrong" => {
            format!("put text that starts with a reference in quotes: \"[[{id}]] ...\"")
        }
        "title" | "description" | "name" | "tagline" | "caption" | "ask" | "say" | "label" => {
            "write the words alone: they are shown as they are".to_owned()
        }
        _ => format!("write it without its brackets: `{id}`"),
    };
    wrong_type(at, what, "text", "a list", help)
}

/// Several names in one text.
pub fn list_as_text(at: Span, key: &str, text: &str) -> Diagnostic {
    let help = format!(
        "write a list, between brackets: `[{text}]`; a comma that belongs to a name goes in quotes: `[\"{text}\"]`"
    );
    wrong_type(at, key, "a list", "one text with a comma in it", help)
}

/// Something else than yes or no.
pub fn not_yes_or_no(at: Span, key: &str, found: &str) -> Diagnostic {
    let help = format!("write `{key}: yes` or `{key}: no`");
    wrong_type(at, key, "yes or no", &format!("`{found}`"), help)
}

/// A list with nothing in it where `wanted`, such as `- serum`, has to stand.
pub fn empty_list(at: Span, key: &str, items: &str, found: &str, wanted: &str) -> Diagnostic {
    let help = format!("write at least one below `{key}:`, such as `{wanted}`");
    wrong_type(at, key, &format!("a list of {items}"), found, help)
}

/// Nothing where words are wanted.
pub fn no_text(at: Span, what: &str) -> Diagnostic {
    Diagnostic::error("missing-words", at, format!("{what} takes text, and there is none"))
        .help("write its words, or remove it")
        .hiding()
}

/// A list or map where words are wanted; `opening` is the sign that it starts with, if it is one between brackets.
pub fn not_text(at: Span, what: &str, found: &str, opening: Option<char>) -> Diagnostic {
    let help = match opening {
        Some('{') if matches!(what, "choose_if" | "avoid_if") => {
            "write the words alone; a reason that names its fact stands in a `choose` block of a guide"
                .to_owned()
        }
        Some(sign) => format!("write the words alone; text that starts with `{sign}` goes in quotes"),
        None => "put text that has `: ` in it in quotes".to_owned(),
    };
    wrong_type(at, what, "text", found, help)
}

/// A day in another form, or one that no calendar has.
pub fn bad_date(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-date", at, format!("`{text}` is not a day"))
        .help("write year, month and day, such as 2026-11-23")
        .hiding()
}

/// A guide that was changed before it was there.
pub fn updated_before(at: Span, updated: Date, date: Date) -> Diagnostic {
    Diagnostic::warning("bad-date", at, format!("`updated` is {updated}, and the guide is of {date}"))
        .help("write the day of the last change, or leave `updated` out")
}

/// A day on which something was done, and which is still to come.
pub fn day_to_come(at: Span, key: &str, day: Date) -> Diagnostic {
    Diagnostic::warning("bad-date", at, format!("`{key}` is {day}, and that day is still to come"))
        .help("write the day on which it was done")
}

/// A length of time in another form.
pub fn bad_duration(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-duration", at, format!("`{text}` is not a length of time"))
        .help("write a number and d, w, m or y, such as 90d")
}

/// An id that cannot be part of an address or a reference.
pub fn bad_id(at: Span, id: &str, rule: &str) -> Diagnostic {
    Diagnostic::error("bad-id", at, format!("`{id}` cannot be an id")).help(rule).hiding()
}

/// One of a few words was wanted.
pub fn not_one_of(at: Span, what: &str, found: &str, wanted: &[&str]) -> Diagnostic {
    let article = if what.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    let otherwise = match wanted {
        [] => format!("there is no {what}: leave it out"),
        _ => format!("it is one of {}", words(wanted)),
    };
    Diagnostic::error("not-one-of", at, format!("`{found}` is not {article} {what}"))
        .suggest(nearest(found, wanted.iter().copied()), otherwise)
        .hiding()
}

/// An address that is not a whole web address.
pub fn bad_url(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-url", at, format!("`{text}` is not a web address"))
        .help("write it whole, such as https://example.org/")
}

/// Something else than a host where one was wanted.
pub fn bad_host(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-host", at, format!("`{text}` is not a host"))
        .help("write the name alone, such as shop.example.com; hosts below it count too")
}

/// A paid link in the header, the footer or an author's line, which stand on many pages above all they could say of it.
pub fn paid_everywhere(at: Span, url: &str) -> Diagnostic {
    Diagnostic::error(
        "paid-everywhere",
        at,
        format!("somebody pays for links to {url}, and no disclosure can stand above this one"),
    )
    .help("link to it from a guide or page, which then says so above the link")
}

/// An attribute whose id is a key of every product.
pub fn reserved_attribute(at: Span, id: &str) -> Diagnostic {
    Diagnostic::error("reserved-attribute", at, format!("an attribute cannot be called `{id}`"))
        .help("every product has a key of that name; choose another id, the label may stay")
        .hiding()
}

/// Two things of one name in one list.
pub fn duplicate_name(at: Span, what: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-id", at, format!("there are two {what} called `{name}`"))
        .also(first, "the first one")
        .help("rename one of them")
        .hiding()
}

/// `a`, `b` and `c`.
pub(super) fn words(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() { "none".to_owned() } else { listed(&quoted) }
}

/// A base URL with something behind its host.
pub fn base_url_with_path(at: Span, url: &str) -> Diagnostic {
    Diagnostic::error(
        "base-url-path",
        at,
        format!("`{url}` has something behind its host, and a site is published at the root of one"),
    )
    .help("publish it at an address such as https://example.org/ or https://guides.example.org/")
}
