//! Messages about pictures that are there and cannot be shown.

use crate::diagnostics::{Diagnostic, Span};

/// A file that is called a picture and cannot be read as one; `reason` is the decoder's, and may be empty.
pub fn damaged_picture(at: Span, picture: &str, reason: &str) -> Diagnostic {
    let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    Diagnostic::error("damaged-picture", at, format!("`{picture}` cannot be read as a picture{reason}"))
        .help("open it in a picture editor and export it again, as JPEG, PNG or WebP")
}

/// A picture of more pixels than are decoded.
pub fn huge_picture(at: Span, picture: &str, width: u32, height: u32) -> Diagnostic {
    Diagnostic::error(
        "huge-picture",
        at,
        format!("`{picture}` is {width} by {height} pixels, too large to decode"),
    )
    .help("make it smaller: 3000 pixels wide are enough for every screen")
}

/// A file that is no picture in the place of one.
pub fn not_a_picture(at: Span, file: &str) -> Diagnostic {
    Diagnostic::error("not-a-picture", at, format!("`{file}` is no picture"))
        .help("a picture is a file that ends in .jpg, .png, .webp, .avif, .gif or .svg; write a link for any other file")
}
