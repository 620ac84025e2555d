//! GIF: comments and what editors note of a picture, taken out (GIF89a, sections 15 to 26).
//!
//! Blocks stand one behind another, so one is taken out by leaving it out. How often an animation is played and the colour
//! profile are notes of programs too, and stay. Must not know: pixels.

use std::ops::Range;

/// The first byte of an extension, of a picture, and of the end.
const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
/// Kinds of extensions: words, and what a program says.
const COMMENT: u8 = 0xfe;
const PROGRAM: u8 = 0xff;
/// Programs' names with their codes whose notes belong to the look.
const OF_THE_LOOK: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// The picture without words and without what stands behind its end; `None` if its parts do not fit together.
pub(super) fn without_notes(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut at = 13 + table_length(*bytes.get(10)?);
    let mut clean = bytes.get(..at)?.to_vec();
    loop {
        let block = block(bytes, at)?;
        at = block.end;
        let part = &bytes[block];
        if belongs_to_the_look(part) {
            clean.extend(part);
        }
        if part[0] == END {
            return Some(clean);
        }
    }
}

fn belongs_to_the_look(block: &[u8]) -> bool {
    match (block[0], block.get(1)) {
        (EXTENSION, Some(&COMMENT)) => false,
        (EXTENSION, Some(&PROGRAM)) => {
            block.get(3..14).is_some_and(|name| OF_THE_LOOK.iter().any(|known| name == *known))
        }
        _ => true,
    }
}

/// Where the block at `at` stands.
fn block(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let end = match *bytes.get(at)? {
        END => at + 1,
        EXTENSION => behind_pieces(bytes, at + 2)?,
        // The place of the picture, its table of colours, one byte about its code, the code.
        PICTURE => behind_pieces(bytes, at + 10 + table_length(*bytes.get(at + 9)?) + 1)?,
        _ => return None,
    };
    Some(at..end)
}

/// Where pieces, each behind a byte with its length, have ended with one of no length. (XMP stands there in one stretch, and
/// ends in bytes that lead to such an end wherever one comes in.)
fn behind_pieces(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// How long a table of colours is, in bytes, by the byte that tells of it.
fn table_length(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\x01\x02\x03\xff\xff\xff";
    const LOOP: &[u8] = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    const DELAY: &[u8] = b"\x21\xf9\x04\x04\x0a\0\0\0";
    const PIXEL: &[u8] = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x4c\x01\0";
    const COMMENT: &[u8] = b"\x21\xfe\x0cTaken by Ann\0";

    /// XMP as editors write it: one stretch, and a trailer of falling bytes.
    fn xmp() -> Vec<u8> {
        let mut xmp = b"\x21\xff\x0bXMP DataXMP<x:xmpmeta>Ann lives in Seoul</x:xmpmeta>\x01".to_vec();
        xmp.extend((0..=0xff).rev());
        xmp.push(0);
        xmp
    }

    #[test]
    fn words_go_and_pixels_stay() {
        let whole = [HEAD, LOOP, COMMENT, &xmp(), DELAY, PIXEL, COMMENT, PIXEL, b";", b"secret"].concat();
        let clean = [HEAD, LOOP, DELAY, PIXEL, PIXEL, b";"].concat();
        assert_eq!(without_notes(&whole).as_deref(), Some(&clean[..]));
        assert_eq!(without_notes(&clean).as_deref(), Some(&clean[..]));
        // A picture with a table of colours of its own.
        let own = b"\x2c\0\0\0\0\x01\0\x01\0\x80\x01\x02\x03\x21\xfe\x04\x02\x02\x4c\x01\0";
        let whole = [HEAD, own, COMMENT, b";"].concat();
        assert_eq!(without_notes(&whole), Some([HEAD, own, b";"].concat()));
    }

    #[test]
    fn what_breaks_off_is_nothing() {
        let whole = [HEAD, COMMENT, PIXEL, b";"].concat();
        for end in 0..whole.len() {
            assert_eq!(without_notes(&whole[..end]), None, "{end}");
        }
        assert_eq!(without_notes(&[HEAD, b"?;"].concat()), None);
    }
}
