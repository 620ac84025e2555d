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

/// A file that is called a font and cannot be read as one.
pub fn damaged_font(at: Span) -> Diagnostic {
    Diagnostic::error("damaged-font", at, "this file cannot be read as a font")
        .help("put the font here as .ttf or .otf; those for web pages, .woff and .woff2, are packed and draw no card")
}

/// Letters on a card that no font has.
pub fn missing_letters(at: Span, words: &str, letters: &str) -> Diagnostic {
    let message = format!("no font for cards has `{letters}`, which stands in `{words}`");
    Diagnostic::warning("missing-letters", at, message)
        .help("put a font that has it into templates/fonts/, as .ttf or .otf, or write `share_cards: no` in site.yaml")
}

/// A picture from another site, of which nobody has said what others may do with it.
pub fn unknown_licence(at: Span, file: &str, url: &str) -> Diagnostic {
    let message = format!("nobody has said whether `{file}` may be shown");
    Diagnostic::warning("unknown-licence", at, message).help(format!(
        "find out at {url} and fill in `licence` here, such as `licence: CC BY 4.0`; or take the picture out"
    ))
}

/// A value of `content/images.lock` that the program did not write.
pub fn bad_lock_entry(at: Span, value: &str) -> Diagnostic {
    Diagnostic::error("bad-lock-entry", at, format!("`{value}` is not what stands here in images.lock"))
        .help("write again what stood there; or remove the whole entry, if the picture is not from another site any more")
}

/// A picture on another site that could not be brought in.
pub fn picture_not_fetched(at: Span, url: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("picture-not-fetched", at, format!("`{url}` was not brought in: {reason}"))
        .help("open the address in a browser; if you may show the picture, save it beside this file and write its path")
}

/// An address of a picture that is written in a way that a program cannot change without changing more.
pub fn picture_not_rewritten(at: Span, url: &str) -> Diagnostic {
    let message = format!("`{url}` was not brought in: its address cannot be replaced where it stands");
    Diagnostic::error("picture-not-rewritten", at, message)
        .help("write it on one line, as ![words](address) in Markdown or `src: address` in YAML, and run this again")
}

/// Two pictures that look the same from far away.
pub fn near_duplicate(at: Span, file: &str, other: &str) -> Diagnostic {
    Diagnostic::warning("near-duplicate", at, format!("`{file}` looks much like `{other}`"))
        .help("show one of them in both places, unless they differ where it matters")
}
