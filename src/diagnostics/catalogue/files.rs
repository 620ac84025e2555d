//! Messages about files as such: encoding, YAML, front matter, where a file lies.

use crate::diagnostics::{Diagnostic, Span};

/// Bytes that are no text in UTF-8.
pub fn not_utf8(at: Span, line: usize, is_utf_16: bool) -> Diagnostic {
    let help = if is_utf_16 {
        "save the file as UTF-8; it is UTF-16 now, which some programs call Unicode"
    } else {
        "save the file as UTF-8"
    };
    let message = format!("this file is not UTF-8 text: line {line} has a byte that is not");
    Diagnostic::error("not-utf8", at, message).help(help).hiding()
}

/// YAML that cannot be read, or JSON, which is read as YAML. `lines` are the one in which the reader gave up, and the one before.
pub fn yaml_syntax(at: Span, reason: &str, lines: [&str; 2]) -> Diagnostic {
    let is_json = at.file.extension() == Some("json");
    let what = if is_json { "JSON" } else { "YAML" };
    let [here, before] = lines;
    let is_late = reason.contains("mapping values are not allowed");
    let help = match slip(here).or_else(|| slip(before).filter(|_| is_late)) {
        Some(help) if !is_json => help,
        _ if is_json => "check the quotes, commas and brackets on this line and the one before".to_owned(),
        _ => by_reason(reason).to_owned(),
    };
    Diagnostic::error("yaml-syntax", at, format!("this {what} cannot be read: {reason}")).help(help).hiding()
}

/// What to write instead of a line with one of the slips that look right.
fn slip(line: &str) -> Option<String> {
    if line.contains('\u{a0}') {
        return Some(
            "there is a no-break space on this line, which looks like a space: type a plain one".to_owned(),
        );
    }
    if line.contains(['\u{201c}', '\u{201d}', '\u{201e}']) && !line.contains('"') {
        return Some("write straight quotes, \"...\": curly ones are letters like any other".to_owned());
    }
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return Some(
            "two versions of these lines stand here: keep what is right, and remove the marks".to_owned(),
        );
    }
    if line.trim_start().starts_with("```") {
        return Some("the block above does not end: put a line ``` below its last line".to_owned());
    }
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let line = line.trim().trim_start_matches("- ");
    if let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_key(key)) {
        let joined = !value.is_empty() && !value.starts_with(' ');
        if let Some(sign) = value.trim_start().chars().next().filter(|sign| "@%*&`!".contains(*sign)) {
            return Some(format!("put text that starts with `{sign}` in quotes"));
        }
        return joined.then(|| format!("put a space behind the colon: `{key}: {value}`"));
    }
    let (key, value) = line.split_once('=').filter(|(key, _)| is_key(key.trim_end()))?;
    Some(format!("write a colon and a space: `{}: {}`", key.trim_end(), value.trim_start()))
}

fn by_reason(reason: &str) -> &'static str {
    match reason {
        r if r.contains("mapping values are not allowed") => {
            "put text that has `: ` in it in quotes, or check the indentation"
        }
        r if r.contains("flow") => {
            "inside [ ] and { }, put text with `[[`, `, ` or `: ` in it in quotes, and close every bracket"
        }
        r if r.contains("comments must be separated") => "put text that starts with `#` in quotes",
        r if r.contains("tab") => "indent with spaces, not with tabs",
        r if r.contains("nest") || r.contains("limit") => "values may nest 64 deep",
        _ => "check the quotes, brackets and indentation on this line and the one before",
    }
}

/// A text that goes on behind a blank and `#`.
pub fn text_cut(at: Span) -> Diagnostic {
    Diagnostic::warning("text-cut", at, "what stands from here on is a comment, and not read")
        .help("put text that has ` #` in it in quotes")
}

/// The first line of what a version control leaves where two people have changed the same lines.
pub fn merge_conflict(at: Span) -> Diagnostic {
    Diagnostic::error("merge-conflict", at, "two versions of these lines stand here, one above the other")
        .help("keep what is right, and remove the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`")
}

/// A text in curly quotes, which are a part of it.
pub fn quotes_shown(at: Span) -> Diagnostic {
    Diagnostic::warning(
        "quotes-shown",
        at,
        "readers see these curly quotes: to YAML they are letters like any other",
    )
    .help(
        "write straight quotes, \"...\", or none; if readers are to see them, put straight ones around them",
    )
}

/// A key that a map has twice.
pub fn duplicate_key(at: Span, key: &str, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", at, format!("`{key}` is here twice"))
        .also(first, "the first one")
        .help("remove one of the two: a fact is written once")
        .hiding()
}

/// A part of YAML that is not read.
pub fn yaml_unsupported(at: Span, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::error("yaml-unsupported", at, format!("Diptych does not read {what}")).help(instead).hiding()
}

/// A guide or page that does not start with front matter.
pub fn front_matter_missing(at: Span) -> Diagnostic {
    Diagnostic::error(
        "front-matter-missing",
        at,
        "a guide or page starts with front matter, and this has none",
    )
    .help("start the file with a line `---`, then `title: ...`, then another line `---`")
    .hiding()
}

/// Front matter without an end.
pub fn front_matter_unterminated(at: Span) -> Diagnostic {
    Diagnostic::error("front-matter-unterminated", at, "the front matter that starts here does not end")
        .help("put a line `---` below its last key")
        .hiding()
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
        .hiding()
}

/// There is no `content/site.yaml`.
pub fn no_site_file(at: Span) -> Diagnostic {
    Diagnostic::error("missing-site-file", at, "a site needs the file content/site.yaml")
        .help("create it with the lines `title: ...`, `description: ...` and `base_url: https://...`")
        .hiding()
}

/// Products in a folder without `_kind.yaml`.
pub fn no_kind_file(at: Span, folder: &str) -> Diagnostic {
    Diagnostic::error("missing-kind-file", at, format!("{folder} has products but no `_kind.yaml`"))
        .help(format!("create {folder}/_kind.yaml with `name:`, `plural:` and `attributes:`"))
        .hiding()
}

/// A kind in a file that is a product by its name.
pub fn kind_as_product(at: Span) -> Diagnostic {
    Diagnostic::error("missing-kind-file", at, "this file describes a kind, and has the name of a product's")
        .help("rename it to `_kind.yaml`")
        .hiding()
}

/// A text file in `content/` that nothing reads; an error if only its ending keeps it from being read.
pub fn stray_file(at: Span, is_meant: bool) -> Diagnostic {
    let ending = at.file.extension().unwrap_or_default();
    let help = match ending.to_ascii_lowercase().as_str() {
        "yml" => "rename it to end in .yaml",
        "markdown" => "rename it to end in .md",
        "yaml" if ending != "yaml" => "rename it to end in .yaml, in lower case",
        "md" if ending != "md" => "rename it to end in .md, in lower case",
        "" | "lock" | "md" | "mdx" | "old" | "txt" | "yaml" => {
            "guides are content/guides/*.md, pages content/pages/*.md, products content/products/<kind>/*.yaml, orders content/orders/*.yaml"
        }
        _ => "what readers may fetch goes into static/; beside texts lie pictures, films, sound and PDFs",
    };
    let message = "nothing reads this file where it lies";
    if is_meant {
        return Diagnostic::error("stray-file", at, "nothing reads a file with this ending")
            .help(help)
            .hiding();
    }
    Diagnostic::warning("stray-file", at, message).help(help)
}

/// A file that cannot be published as it is called; `reason` follows "its path".
pub fn unpublishable_name(at: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("unpublishable-name", at, format!("this file cannot be published: its path {reason}"))
        .help("rename the file, or the folder whose name has it")
}
