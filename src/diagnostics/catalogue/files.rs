//! Messages about files as such: encoding, YAML, front matter, where a file lies.

use crate::diagnostics::{Diagnostic, Span};

/// Bytes that are not UTF-8.
pub fn not_utf8(at: Span, line: usize) -> Diagnostic {
    Diagnostic::error(
        "not-utf8",
        at,
        format!("this file is not UTF-8 text: line {line} has a byte that is not"),
    )
    .help("save the file as UTF-8")
}

/// YAML that cannot be read.
pub fn yaml_syntax(at: Span, reason: &str) -> Diagnostic {
    let help = match reason {
        r if r.contains("mapping values are not allowed") => {
            "put text that has `: ` in it in quotes, or check the indentation"
        }
        r if r.contains("flow") => {
            "inside [ ] and { }, put text with `[[`, `, ` or `: ` in it in quotes, and close every bracket"
        }
        r if r.contains("tab") => "indent with spaces, not with tabs",
        r if r.contains("nest") || r.contains("limit") => "values may nest 64 deep",
        _ => "check the quotes, brackets and indentation on this line and the one before",
    };
    Diagnostic::error("yaml-syntax", at, format!("this YAML cannot be read: {reason}")).help(help)
}

/// A key that a map has twice.
pub fn duplicate_key(at: Span, key: &str, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", at, format!("`{key}` is here twice"))
        .also(first, "the first one")
        .help("remove one of the two: a fact is written once")
}

/// A part of YAML that is not read.
pub fn yaml_unsupported(at: Span, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::error("yaml-unsupported", at, format!("Diptych does not read {what}")).help(instead)
}

/// A guide or page that does not start with front matter.
pub fn front_matter_missing(at: Span) -> Diagnostic {
    Diagnostic::error(
        "front-matter-missing",
        at,
        "a guide or page starts with front matter, and this has none",
    )
    .help("start the file with a line `---`, then `title: ...`, then another line `---`")
}

/// Front matter without an end.
pub fn front_matter_unterminated(at: Span) -> Diagnostic {
    Diagnostic::error("front-matter-unterminated", at, "the front matter that starts here does not end")
        .help("put a line `---` below its last key")
}

/// An empty YAML file.
pub fn empty_file(at: Span, owner: &str) -> Diagnostic {
    let starting = match owner {
        "a kind" | "a product" | "an order" => ", starting with `name: ...`",
        "words" | "the strings" => "",
        "products" => ", starting with the names of its columns",
        _ => ", starting with `title: ...`",
    };
    Diagnostic::error("empty-file", at, format!("this file should describe {owner} and is empty"))
        .help(format!("write what it should say{starting}, or delete the file"))
}

/// There is no `content/site.yaml`.
pub fn no_site_file(at: Span) -> Diagnostic {
    Diagnostic::error("missing-site-file", at, "a site needs the file content/site.yaml")
        .help("create it with the lines `title: ...`, `description: ...` and `base_url: https://...`")
}

/// Products in a folder without `_kind.yaml`.
pub fn no_kind_file(at: Span, folder: &str) -> Diagnostic {
    Diagnostic::error("missing-kind-file", at, format!("{folder} has products but no `_kind.yaml`"))
        .help(format!("create {folder}/_kind.yaml with `name:`, `plural:` and `attributes:`"))
}

/// A text file in `content/` that nothing reads.
pub fn stray_file(at: Span) -> Diagnostic {
    let ending = at.file.extension().unwrap_or_default();
    let help = match ending.to_ascii_lowercase().as_str() {
        "yml" => "rename it to end in .yaml",
        "markdown" => "rename it to end in .md",
        "yaml" if ending != "yaml" => "rename it to end in .yaml, in lower case",
        "md" if ending != "md" => "rename it to end in .md, in lower case",
        _ => {
            "guides are content/guides/*.md, pages content/pages/*.md, products content/products/<kind>/*.yaml, orders content/orders/*.yaml"
        }
    };
    Diagnostic::warning("stray-file", at, "nothing reads this file where it lies").help(help)
}

/// A file that cannot be published as it is called; `reason` follows "its path".
pub fn unpublishable_name(at: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("unpublishable-name", at, format!("this file cannot be published: its path {reason}"))
        .help("rename the file, or the folder whose name has it")
}
