//! The characters that XML cannot hold (XML 1.0, section 2.2): controls, U+FFFE and U+FFFF. A text may have them all the same, mostly
//! pasted from a word processor or a PDF, and a single one would keep a feed from being read at all.
//!
//! Must not know: what the file is for.

/// Whether the file that a template of this name makes is XML.
pub fn is_xml(template: &str) -> bool {
    template.ends_with(".xml") || template.ends_with(".svg")
}

/// The file without the characters that XML cannot hold: nobody sees them, so nothing is missed.
pub fn holdable(mut file: Vec<u8>) -> Vec<u8> {
    // Looked at whole, which is many times faster than to stop at the first.
    if file.iter().fold(false, |found, byte| found | is_control(*byte)) {
        file.retain(|byte| !is_control(*byte));
    }
    if file.windows(3).fold(false, |found, bytes| found | is_no_character(bytes)) {
        let mut rest = file.as_slice();
        let mut held = Vec::with_capacity(rest.len());
        while let [first, behind @ ..] = rest {
            let skips = rest.get(..3).is_some_and(is_no_character);
            held.extend((!skips).then_some(*first));
            rest = if skips { &rest[3..] } else { behind };
        }
        return held;
    }
    file
}

/// A control character other than a tab or the end of a line.
fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// U+FFFE or U+FFFF in UTF-8.
fn is_no_character(bytes: &[u8]) -> bool {
    matches!(bytes, [0xef, 0xbf, 0xbe | 0xbf])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert!(is_xml("feed.xml") && is_xml("share.svg") && !is_xml("guide.html"));
        let held = "<a>\t\u{a0}\u{7f}ä\r\n\u{10ffff}</a>";
        assert_eq!(holdable(held.into()), held.as_bytes());
        assert_eq!(holdable("a\u{0}b\u{b}c\u{c}d\u{1b}[31me\u{1f}".into()), b"abcd[31me");
        assert_eq!(holdable("\u{fffe}a\u{ffff}\u{fffd}\u{fffe}".into()), "a\u{fffd}".as_bytes());
    }
}
