//! Messages about references: wiki links, relative links, ids in front matter and blocks.

use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};

/// An id that names nothing, where one kind of thing is wanted ("product", "guide", "order", ...); `near` was likely meant.
pub fn unknown_id(at: Span, what: &'static str, id: &str, near: Option<&str>) -> Diagnostic {
    let code = match what {
        "product" => "unknown-product",
        "guide" => "unknown-guide",
        "order" => "unknown-order",
        _ => "unknown-reference",
    };
    let diagnostic = Diagnostic::error(code, at, format!("there is no {what} `{id}`"));
    if let (Some((_, heading)), "unknown-reference") = (id.split_once('#'), code) {
        let link = format!("[words](path/to/the-page.md#{heading})");
        return diagnostic.help(format!("write a link to a heading with the path of its file: `{link}`"));
    }
    if let Some((first, _)) = id.split_once(", ").filter(|_| matches!(what, "product" | "guide")) {
        return diagnostic.help(format!("write a list, between brackets: [{first}, ...]"));
    }
    if let Some(help) = other_way(id).filter(|_| code == "unknown-reference") {
        return diagnostic.help(help);
    }
    diagnostic.suggest(
        near,
        match what {
            "product" => format!("write content/products/<kind>/{id}.yaml, or name another product"),
            "guide" => format!("write content/guides/{id}.md, or name another guide"),
            "order" => format!("write content/orders/{id}.yaml, or name another order"),
            _ => "name a product, guide, kind or page: the file's name without its ending".to_owned(),
        },
    )
}

/// What to type for an id that is written like a path or a fact of another program.
fn other_way(id: &str) -> Option<String> {
    if id.ends_with('/') {
        return Some(format!("an address starts with a `/`: `/{id}`; an id has none in it"));
    }
    if let Some((_, name)) = id.rsplit_once('/') {
        return Some(format!("an id is the name of a file without its folder: `{name}`"));
    }
    let (product, attribute) = id.split_once(':')?;
    let attribute = attribute.trim();
    Some(format!("a fact is a product and an attribute with a point between them: [[{product}.{attribute}]]"))
}

/// An author whom the site does not know; `known` are the ids and names of those it does.
pub fn unknown_author(at: Span, id: &str, known: &[[&str; 2]]) -> Diagnostic {
    let by_name = known.iter().find(|[_, name]| name.to_lowercase() == id.to_lowercase());
    let near = by_name.map(|[id, _]| *id).or_else(|| nearest(id, known.iter().map(|[id, _]| *id)));
    Diagnostic::error("unknown-author", at, format!("there is no author `{id}`"))
        .suggest(near, "add it to `authors` in content/site.yaml")
}

/// An attribute that none of the products in question has.
/// `by_label` has that for readers.
pub fn unknown_attribute(
    at: Span,
    attribute: &str,
    of: &str,
    known: &[&str],
    by_label: Option<&str>,
) -> Diagnostic {
    let otherwise = match attribute.split_once(", ") {
        Some((first, _)) => format!("write a list, between brackets: [{first}, ...]"),
        None => format!("the attributes are {}", super::fields::words(known)),
    };
    Diagnostic::error("unknown-fact", at, format!("there is no attribute `{attribute}` of {of}"))
        .suggest(by_label.or_else(|| nearest(attribute, known.iter().copied())), otherwise)
}

/// A reference to a guide that is not published now; `option` publishes it all the same.
pub fn not_published(at: Span, what: &str, why: &str, option: &str, there: Span) -> Diagnostic {
    Diagnostic::error("not-published", at, format!("`{what}` is {why}, so this link would lead nowhere"))
        .also(there, "set here")
        .help(format!("publish it first, or build with {option}"))
}

/// A guide that is asked for, and there.
pub fn wanted_written(at: Span, title: &str, id: &str, there: Span) -> Diagnostic {
    Diagnostic::warning("wanted-written", at, format!("`{title}` is wanted, and somebody has written it"))
        .also(there, "here")
        .help(format!("take it off `wanted`, and link to it as [[{id}]] or name `{id}` in `related`"))
}

/// A link to a file that is not there.
pub fn broken_link(at: Span, link: &str, near: Option<&str>) -> Diagnostic {
    let host = link.split('/').next().unwrap_or_default();
    let is_host = host.starts_with("www.") || [".com", ".org", ".net"].iter().any(|end| host.ends_with(end));
    let otherwise = match () {
        () if link == host && link.contains('@') => format!("write an address of e-mail as `mailto:{link}`"),
        () if is_host => format!("write the address of another site whole: `https://{link}`"),
        () => "link to a file by its path from this one, or to a product or guide as [[id]]".to_owned(),
    };
    Diagnostic::error("broken-link", at, format!("`{link}` leads nowhere")).suggest(near, otherwise)
}

/// A link with nothing between its round brackets.
pub fn link_without_address(at: Span) -> Diagnostic {
    Diagnostic::error("broken-link", at, "this link leads nowhere").help(
        "write where it leads between the round brackets: a file by its path from this one, or an address",
    )
}

/// Markup of which readers would see the signs.
#[derive(Clone, Copy)]
pub enum Shown {
    /// `[[serum.course]`
    Reference,
    /// `[[serum|a serum]]` in a table, whose cell ends at the bar
    CutReference,
    /// `[words](my file.md)`
    Link,
    /// `##Words`
    Heading,
    /// `{{ serum.course }}` or `{% include %}`
    Template(&'static str),
    /// `title: On [[serum]]`
    InWords,
    /// `|---|` below a row of another number of cells
    Table,
    /// `:::note`
    Container,
}

/// Signs of markup that is none.
pub fn markup_shown(at: Span, what: Shown) -> Diagnostic {
    let (signs, help) = match what {
        Shown::InWords => {
            ("[[", "this is shown as plain words: write the name itself, and the reference in a text")
        }
        Shown::Table => {
            ("|", "a table has as many cells in the line of dashes as in the row above it, which comes first")
        }
        Shown::Container => {
            (":::", "a callout is a quote: `> [!NOTE]`, and its text in the lines below, each behind a `>`")
        }
        Shown::Reference => (
            "[[",
            "end the reference with `]]`: [[serum]], [[serum.course]] or [[serum|your words]]; signs as such go in backticks",
        ),
        Shown::CutReference => (
            "[[",
            "a bar ends the cell of a table, and what is behind it is lost: write `\\|` there, as in [[serum\\|a serum]]",
        ),
        Shown::Link => (
            "](",
            "an address with a blank in it goes between < and >: [words](<my file.md>); a link ends with `)`",
        ),
        Shown::Heading => ("##", "put a space behind the signs of a heading: ## Words"),
        Shown::Template(signs) => (
            signs,
            "no text has template code in it: a fact is printed by [[serum.course]]; signs as such go in backticks",
        ),
    };
    let message = format!("readers see the signs `{signs}`, which make no markup here");
    let problem = match what {
        // Words are lost.
        Shown::CutReference => Diagnostic::error("markup-shown", at, message),
        _ => Diagnostic::warning("markup-shown", at, message),
    };
    problem.help(help)
}

/// A link to this site by its whole address; `host` is the site's.
pub fn own_address(at: Span, host: &str) -> Diagnostic {
    let message = format!("{host} is this site, and a link by its whole address is not looked after");
    Diagnostic::warning("own-address", at, message)
        .help("write a file by its path from this one, a product or guide as [[id]], or the address from its first / on")
}

/// A link to a heading that is not there.
pub fn broken_anchor(at: Span, fragment: &str, page: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("broken-anchor", at, format!("{page} has no heading `#{fragment}`")).suggest(
        nearest(fragment, known.iter().copied()),
        if known.is_empty() {
            "it has no headings".to_owned()
        } else {
            format!("its headings are {}", super::fields::words(known))
        },
    )
}

/// A picture that is not there.
pub fn missing_image(at: Span, image: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("missing-image", at, format!("there is no picture `{image}`")).suggest(
        near,
        "put it beside this file, or in static/ and write its path from there with a leading /",
    )
}

/// A picture from another site.
pub fn remote_image(at: Span, image: &str) -> Diagnostic {
    Diagnostic::error("remote-image", at, format!("`{image}` is on another site"))
        .help("a page loads nothing from elsewhere: `diptych images fetch` brings it in, if you may show it")
}

/// A picture without words for those who cannot see it.
pub fn missing_alt(at: Span) -> Diagnostic {
    Diagnostic::error("missing-alt", at, "this picture has no words for those who cannot see it")
        .help("say what it shows: ![a dropper bottle](...) in Markdown, `alt: a dropper bottle` in YAML")
}

/// A link with nothing to read or to press.
pub fn link_without_words(at: Span) -> Diagnostic {
    Diagnostic::error("no-words", at, "this link has no words")
        .help("write where it leads: [a serum](...), or [[serum]] for the name of the page")
}

/// A fact reference with words of its own.
pub fn fact_with_words(at: Span, reference: &str) -> Diagnostic {
    Diagnostic::error("fact-with-words", at, "a fact prints its own value and takes no other words")
        .help(format!("write [[{reference}]], and your words beside it"))
}

/// A footnote that is used and not written; `meant` is one that is written and not used.
pub fn missing_footnote(at: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let meant = meant.map(|meant| format!("[^{meant}]"));
    Diagnostic::error("missing-footnote", at, format!("there is no footnote `[^{name}]`"))
        .suggest(meant.as_deref(), format!("add a line `[^{name}]: ...`"))
}

/// A second footnote of one name.
pub fn footnote_twice(at: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-id", at, format!("there are two footnotes called `[^{name}]`"))
        .also(first, "the first one")
        .help("rename one of them, here and where the text refers to it")
}

/// A footnote that is written and not used.
pub fn unused_footnote(at: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("unused-footnote", at, format!("nothing refers to the footnote `[^{name}]`"))
        .help(format!("put [^{name}] where it belongs, or remove the footnote"))
}

/// An id that two files of different folders share, in a reference that could mean both.
pub fn ambiguous(at: Span, id: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("ambiguous-reference", at, format!("`{id}` could mean two things"))
        .also(first, "this one")
        .also(second, "or this one")
        .help("link to the file by its path instead, such as [words](../guides/file.md)")
}
