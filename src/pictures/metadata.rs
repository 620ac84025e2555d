//! What cameras and editors write into a picture besides its pixels: the place, the day, the device, the owner.
//!
//! The door of the container crate. Must not know: pixels. Colour profiles stay, and so does which side is up; all else
//! goes.

use super::{avif, gif, header};
use img_parts::jpeg::{JpegSegment, markers};
use img_parts::{Bytes, DynImage, ImageEXIF};

/// Changes whenever the same photo would come out otherwise, so that nothing older counts as the same.
pub const VERSION: &[u8] = b"1";

/// The EXIF tag `Orientation` (EXIF 2.32, section 4.6.4).
const ORIENTATION: u16 = 0x0112;
/// Parts of a PNG that say nothing of its pixels.
const PNG_WORDS: [[u8; 4]; 5] = [*b"tEXt", *b"zTXt", *b"iTXt", *b"tIME", *b"eXIf"];

/// What is known of a picture without decoding it.
pub struct Found {
    /// The value of the EXIF tag `Orientation`, 1 to 8.
    pub orientation: u8,
    /// Whether it is an animation.
    pub moves: bool,
}

/// Looks into a JPEG, PNG or WebP; `None` if its parts do not fit together.
pub fn look(bytes: &[u8]) -> Option<Found> {
    let picture = read(bytes)?;
    let moves = match &picture {
        // Decoders fill up a photo that breaks off, in grey.
        DynImage::Jpeg(_) => end_of_jpeg(bytes).map(|_| false)?,
        DynImage::Png(png) => png.chunk_by_type(*b"acTL").is_some(),
        DynImage::WebP(webp) => webp.has_chunk(*b"ANIM"),
    };
    let orientation = picture.exif().and_then(|exif| orientation(&exif)).unwrap_or(1);
    Some(Found { orientation, moves })
}

/// The picture without what does not belong to its look; as it is if it cannot be read.
pub fn without_metadata(bytes: &[u8]) -> Vec<u8> {
    match header::ending(bytes) {
        Some("gif") => return gif::without_notes(bytes).unwrap_or_else(|| bytes.to_vec()),
        Some("avif") => return avif::without_notes(bytes),
        _ => {}
    }
    let Some(mut picture) = read(bytes) else { return bytes.to_vec() };
    let turned = picture.exif().and_then(|exif| orientation(&exif)).filter(|way| *way != 1);
    match &mut picture {
        DynImage::Jpeg(jpeg) => jpeg.segments_mut().retain(belongs_to_the_look),
        DynImage::Png(png) => png.chunks_mut().retain(|chunk| !PNG_WORDS.contains(&chunk.kind())),
        DynImage::WebP(webp) => webp.remove_chunks_by_id(*b"XMP "),
    }
    picture.set_exif(turned.map(upright_note));
    let is_jpeg = matches!(picture, DynImage::Jpeg(_));
    let mut clean = picture.encoder().bytes().to_vec();
    if is_jpeg && let Some(end) = end_of_jpeg(&clean) {
        clean.truncate(end);
    }
    clean
}

/// Whether a part of a JPEG says how its pixels look: JFIF, the colour profile, how colours are meant, and the pixels.
fn belongs_to_the_look(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP1 | markers::APP3..=markers::APP13 | markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Where the first picture of a JPEG ends (ITU T.81, annex B). Phones put whole pictures with notes of their own behind it.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            markers::EOI => return Some(at + 2),
            // A byte of pixels, a restart, or a filler.
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => {
                let length: [u8; 2] = bytes.get(at + 2..at + 4)?.try_into().ok()?;
                at += 2 + usize::from(u16::from_be_bytes(length));
            }
        }
    }
}

fn read(bytes: &[u8]) -> Option<DynImage> {
    DynImage::from_bytes(Bytes::copy_from_slice(bytes)).ok().flatten()
}

/// The orientation that a block of EXIF names: a TIFF header, and entries of twelve bytes behind a count.
fn orientation(exif: &[u8]) -> Option<u8> {
    let little = exif.starts_with(b"II");
    let pair = |at: usize| {
        let bytes: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let four: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let start = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize;
    let count = pair(start)?;
    let entry = (0..usize::from(count))
        .filter_map(|number| start.checked_add(2 + number * 12))
        .find(|at| pair(*at) == Some(ORIENTATION))?;
    u8::try_from(pair(entry + 8)?).ok().filter(|way| (1..=8).contains(way))
}

/// A block of EXIF that says nothing but how the picture is turned.
fn upright_note(way: u8) -> Bytes {
    let mut note = b"II*\0\x08\0\0\0\x01\0".to_vec();
    note.extend(ORIENTATION.to_le_bytes());
    note.extend([3, 0, 1, 0, 0, 0, way, 0, 0, 0, 0, 0, 0, 0]);
    Bytes::from(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG without pixels: its start, EXIF that names a place, a comment, its end.
    fn jpeg(way: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([way, 0, 0]);
        exif.extend(b"\x01\x0f\0\x02\0\0\0\x04Seou\0\0\0\0");
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend((exif.len() as u16 + 2).to_be_bytes());
        bytes.extend(exif);
        bytes.extend(b"\xff\xfe\0\x08secret\xff\xd9");
        bytes
    }

    #[test]
    fn only_the_way_up_is_kept() {
        assert_eq!(look(&jpeg(6)).map(|found| found.orientation), Some(6));
        let clean = without_metadata(&jpeg(6));
        let text = String::from_utf8_lossy(&clean);
        assert!(!text.contains("Seou") && !text.contains("secret"));
        assert_eq!(look(&clean).map(|found| found.orientation), Some(6));
        let upright = without_metadata(&jpeg(1));
        assert!(!String::from_utf8_lossy(&upright).contains("Exif"));
        assert_eq!(without_metadata(&upright), upright);
    }

    #[test]
    fn what_is_behind_the_picture_goes() {
        let mut bytes = jpeg(1);
        let alone = without_metadata(&bytes);
        bytes.extend(jpeg(3));
        assert_eq!(without_metadata(&bytes), alone);
    }

    #[test]
    fn a_photo_without_its_end_breaks_off() {
        let whole = jpeg(1);
        assert!(look(&whole).is_some());
        assert!(look(&whole[..whole.len() - 2]).is_none());
    }

    #[test]
    fn damaged_exif_turns_nothing() {
        for cut in 0..26 {
            assert_eq!(
                orientation(&b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0\0\0"[..cut]),
                None
            );
        }
    }
}
