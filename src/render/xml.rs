//! The control characters that XML cannot hold (XML 1.0, section 2.2). A text may have them all the same, mostly pasted from a word
//! processor or a PDF, and a single one would keep a feed from being read at all.
//!
//! Must not know: what the file is for.

/// Whether the file that a template of this name makes is XML.
pub fn is_xml(template: &str) -> bool {
    template.ends_with(".xml") || template.ends_with(".svg")
}

/// The file without the control characters that XML cannot hold: nobody sees them, so nothing is missed.
pub fn holdable(mut file: Vec<u8>) -> Vec<u8> {
    // Looked at whole, which is many times faster than to stop at the first.
    if file.iter().fold(false, |found, byte| found | is_control(*byte)) {
        file.retain(|byte| !is_control(*byte));
    }
    file
}

/// A control character other than a tab or the end of a line.
fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
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
    }
}
