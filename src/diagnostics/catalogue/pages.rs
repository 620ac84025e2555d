//! Messages about addresses.

use crate::diagnostics::{Diagnostic, Span};

/// Two files that want one address.
pub fn address_collision(at: Span, address: &str, first: Span) -> Diagnostic {
    Diagnostic::error("address-collision", at, format!("two things want the address {address}"))
        .also(first, "this one has it already")
        .help("rename one of the files, or remove the alias")
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
