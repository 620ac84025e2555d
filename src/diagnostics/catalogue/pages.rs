//! Messages about addresses.

use crate::base::address::composed;
use crate::diagnostics::{Diagnostic, Span};

/// Two files that want one address.
pub fn address_collision(at: Span, address: &str, first: Span) -> Diagnostic {
    let (second, other) = (at.file.as_str(), first.file.as_str());
    let help = if second != other && composed(second) == composed(other) {
        let [second, other] = [second, other].map(str::escape_default);
        format!(
            "the two paths look the same and are written in different characters, `{second}` and `{other}`: remove one of the files"
        )
    } else {
        "rename one of the files, or remove the alias".to_owned()
    };
    Diagnostic::error("address-collision", at, format!("the address {address} is taken by {}", first.file))
        .also(first, "this one has it already")
        .help(help)
}

/// A file that wants an address which the site itself uses.
pub fn reserved_address(at: Span, address: &str, what: &str) -> Diagnostic {
    Diagnostic::error("reserved-address", at, format!("the address {address} is taken: it is {what}"))
        .help("rename the file, or remove the alias")
}

/// An alias that is not an address on the site.
pub fn bad_alias(at: Span, alias: &str) -> Diagnostic {
    Diagnostic::error("bad-alias", at, format!("`{alias}` is not an address on this site"))
        .help("write it from the root, such as /old/page/")
}

/// A file that stands where other addresses need a folder.
pub fn file_for_folder(at: Span, folder: &str, path: &str) -> Diagnostic {
    Diagnostic::error(
        "file-for-folder",
        at,
        format!("`{folder}` is published as a file, and `{path}` needs it as a folder"),
    )
    .help("rename the file, or remove the alias")
}
