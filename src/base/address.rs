//! `Address`: where a page or file is published, relative to the site's base URL.
//!
//! Must not know: which pages there are.

use serde::{Serialize, Serializer};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A published address such as `/guides/ampoule-vs-serum/`: starts with `/`, in Unicode NFC, not percent-encoded.
///
/// An address that ends in `/` is published as the `index.html` of that folder.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(Arc<str>);

/// The file that an address with a `/` at its end is published as.
const INDEX: &str = "index.html";

impl Address {
    /// Makes an address from text; a leading `/` is added if missing.
    pub fn new(text: &str) -> Self {
        let text = composed(text);
        if text.starts_with('/') { Self(Arc::from(&*text)) } else { Self(format!("/{text}").into()) }
    }

    /// The address as readable text, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file below the output folder that this address is served from, with `/` between steps.
    pub fn output_path(&self) -> String {
        let path = self.0.trim_start_matches('/');
        if is_folder(path) { format!("{path}{INDEX}") } else { path.to_owned() }
    }

    /// The file that it is served from, as [`Address::output_path`], but without the `index.html` of a folder.
    pub fn place(&self) -> &str {
        let path = self.0.trim_start_matches('/');
        path.strip_suffix(INDEX).filter(|folder| is_folder(folder)).unwrap_or(path)
    }

    /// The address as it stands in an `href`: percent-encoded (RFC 3986, path characters kept).
    pub fn href(&self) -> Cow<'_, str> {
        encode(&self.0)
    }
}

/// Whether a path without its first `/` is that of a folder.
pub fn is_folder(path: &str) -> bool {
    path.is_empty() || path.ends_with('/')
}

/// The text in Unicode NFC.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a text is in Unicode NFC.
pub fn is_composed(text: &str) -> bool {
    text.is_ascii() || is_nfc(text)
}

/// A letter without its marks: `é` is `e`.
pub fn without_marks(letter: char) -> char {
    std::iter::once(letter).nfd().next().unwrap_or(letter)
}

/// Percent-encodes everything that may not stand in the path of a URL.
pub fn encode(path: &str) -> Cow<'_, str> {
    if path.bytes().all(may_stand_in_path) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() * 2);
    for byte in path.bytes() {
        if may_stand_in_path(byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Cow::Owned(out)
}

fn may_stand_in_path(byte: u8) -> bool {
    IN_PATHS[byte as usize]
}

/// The bytes that may stand in the path of a URL: RFC 3986, section 3.3, and `/`. A table, as every link of every page is looked at.
const IN_PATHS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let marks = b"/-._~!$'()*+,;=:@";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// Undoes percent-encoding; `None` if what comes out is not UTF-8. A `%` that starts no escape stays as it is.
pub fn decode(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let escape = (bytes[i] == b'%')
            .then(|| path.get(i + 1..i + 3))
            .flatten()
            .filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = escape {
            out.push(byte);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// As [`decode`], and as it is if what comes out is not UTF-8.
pub fn decoded(path: &str) -> Cow<'_, str> {
    decode(path).unwrap_or(Cow::Borrowed(path))
}

/// Turns words into one step of an address: lower case, letters and digits of any script kept, all else one `-`.
pub fn slug(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in composed(words).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if is_mark(c) && out.ends_with(goes_on) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    out
}

/// Whether a character goes on with a word: a letter or digit of any script, or a mark on one.
pub fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Whether a character is a mark on a letter, as some vowels are in Thai and Devanagari. What colours and frames symbols is none.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
}

impl Borrow<str> for Address {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// A template sees an address as it stands in an `href`.
impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.href())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_files_and_hrefs() {
        assert_eq!(Address::new("/").output_path(), "index.html");
        assert_eq!(Address::new("/guides/a/").output_path(), "guides/a/index.html");
        assert_eq!(Address::new("/404.html").output_path(), "404.html");
        let place = |address: &str| Address::new(address).place().to_owned();
        assert_eq!(["/", "/index.html", "/a/", "/a/index.html"].map(place), ["", "", "a/", "a/"]);
        assert_eq!(["/a", "/aindex.html"].map(place), ["a", "aindex.html"]);
        assert_eq!(Address::new("/tags/앰플/").href(), "/tags/%EC%95%B0%ED%94%8C/");
        assert_eq!(decode("/tags/%EC%95%B0%ED%94%8C/").as_deref(), Some("/tags/앰플/"));
        assert_eq!(decode("/100%/").as_deref(), Some("/100%/"));
        assert_eq!(decode("/50%+5/").as_deref(), Some("/50%+5/"));
        assert_eq!(decode("/%FF/"), None);
    }

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(Address::new("/cafe\u{301}/"), Address::new("/café/"));
    }

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("Sensitive skin"), "sensitive-skin");
        assert_eq!(slug("  C++ & Rust! "), "c-rust");
        assert_eq!(slug("앰플 vs 세럼"), "앰플-vs-세럼");
        assert_eq!(slug("น้ำ กับ हिन्दी"), "น้ำ-กับ-हिन्दी");
        assert_eq!(slug("1️⃣ First, ❤️ last"), "1-first-last");
        assert_eq!(slug("!?"), "");
    }
}
