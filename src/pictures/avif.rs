//! AVIF: what cameras and editors noted, made blank where it stands (ISO/IEC 14496-12, and 23008-12 for EXIF and XMP).
//!
//! The file is a tree of boxes. Notes are items, like pixels, and a table tells at which bytes of the whole file each
//! stands; so nothing can be taken out without moving all that is behind it, and notes are written over instead. Must not know:
//! pixels. Which side is up is no note here but a property of the picture, so it stays.

use std::collections::BTreeMap;
use std::ops::Range;

/// Kinds of items that are notes: EXIF, XMP and other texts, and what an address stands for.
const NOTES: [&[u8; 4]; 3] = [b"Exif", b"mime", b"uri "];
/// An EXIF item that says nothing: where its TIFF header starts, and one without entries.
const NO_EXIF: &[u8; 18] = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0";
/// Boxes are not looked into deeper than this; `moov/trak/meta/iprp/ipco/udes` is the deepest that holds a note.
const DEEPEST: usize = 5;

/// The picture without notes, as long as it was.
pub(super) fn without_notes(bytes: &[u8]) -> Vec<u8> {
    let mut clean = bytes.to_vec();
    look_into(bytes, 0..bytes.len(), 0, &mut |place, blank| write_over(&mut clean[place], blank));
    clean
}

/// What is written over a note.
#[derive(Clone, Copy)]
enum Blank {
    /// EXIF without entries.
    Exif,
    /// Spaces, which any text may hold.
    Text,
    /// Zeros.
    Zeros,
    /// The name of a box that is to be passed over.
    Free,
}

fn write_over(bytes: &mut [u8], blank: Blank) {
    match blank {
        Blank::Exif => {
            bytes.fill(0);
            if let Some((start, _)) = bytes.split_first_chunk_mut() {
                *start = *NO_EXIF;
            }
        }
        Blank::Text => bytes.fill(b' '),
        Blank::Zeros => bytes.fill(0),
        Blank::Free => bytes.copy_from_slice(b"free"),
    }
}

/// A box: its kind, the place of the name of its kind, and what is in it.
struct Part {
    kind: [u8; 4],
    name: Range<usize>,
    inside: Range<usize>,
}

/// The boxes that stand in a stretch, up to one that does not fit.
fn parts(bytes: &[u8], within: Range<usize>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(part) = part(bytes, at..within.end) {
        at = part.inside.end;
        found.push(part);
    }
    found
}

fn part(bytes: &[u8], within: Range<usize>) -> Option<Part> {
    let at = within.start;
    let mut reader = Reader { bytes: bytes.get(..within.end)?, at };
    let length = reader.number(4)?;
    let kind = *bytes.get(at + 4..at + 8)?.first_chunk()?;
    reader.at += 4;
    let length = match length {
        0 => within.len(),
        1 => usize::try_from(reader.number(8)?).ok()?,
        length => usize::try_from(length).ok()?,
    };
    let end = at.checked_add(length).filter(|end| (reader.at..=within.end).contains(end))?;
    Some(Part { kind, name: at + 4..at + 8, inside: reader.at..end })
}

/// Numbers, the first byte the greatest, one behind another.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    /// A number of so many bytes, at most eight.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let end = self.at.checked_add(bytes)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

/// Finds the notes in a stretch of boxes.
fn look_into(bytes: &[u8], within: Range<usize>, depth: usize, blank: &mut dyn FnMut(Range<usize>, Blank)) {
    if depth > DEEPEST {
        return;
    }
    for part in parts(bytes, within) {
        match &part.kind {
            // What a program has added: XMP, a record of changes, the place and the day it was taken, a description. A box of
            // properties is passed over by its number, so it stays one.
            b"uuid" | b"udta" | b"jumb" | b"udes" | b"cdt " | b"mdt " => {
                blank(part.name, Blank::Free);
                blank(part.inside, Blank::Zeros);
            }
            b"free" | b"skip" => blank(part.inside, Blank::Zeros),
            b"meta" => {
                notes(bytes, part.inside.clone()).into_iter().for_each(|(place, with)| blank(place, with));
                // Behind a version and flags, as in every box of this kind.
                look_into(bytes, part.inside.start.saturating_add(4)..part.inside.end, depth + 1, blank);
            }
            b"iprp" | b"ipco" => look_into(bytes, part.inside, depth + 1, blank),
            // When a moving picture was made and changed.
            b"mvhd" | b"tkhd" | b"mdhd" => {
                let is_long = bytes.get(part.inside.start) == Some(&1);
                let times = part.inside.start + 4..part.inside.start + if is_long { 20 } else { 12 };
                if times.end <= part.inside.end {
                    blank(times, Blank::Zeros);
                }
            }
            b"moov" | b"trak" | b"mdia" => look_into(bytes, part.inside, depth + 1, blank),
            _ => {}
        }
    }
}

/// The places of the items that are notes. One that shares bytes with another item is left: that may be pixels.
fn notes(bytes: &[u8], meta: Range<usize>) -> Vec<(Range<usize>, Blank)> {
    // A version and flags come first.
    let inside = parts(bytes, meta.start.saturating_add(4)..meta.end);
    let find = |kind: &[u8; 4]| inside.iter().find(|part| part.kind == *kind).map(|part| part.inside.clone());
    let Some(kinds) = find(b"iinf").map(|list| kinds(bytes, list)) else { return Vec::new() };
    let Some(places) = find(b"iloc").and_then(|list| places(bytes, list, find(b"idat"))) else {
        return Vec::new();
    };
    let note = |id: &u64| kinds.get(id).filter(|kind| NOTES.contains(kind));
    let others: Vec<&Range<usize>> =
        places.iter().filter(|(id, _)| note(id).is_none()).map(|(_, place)| place).collect();
    let is_shared =
        |place: &Range<usize>| others.iter().any(|other| other.start < place.end && place.start < other.end);
    let own = places.iter().filter(|(_, place)| !is_shared(place));
    own.filter_map(|(id, place)| {
        let blank = if note(id)? == b"Exif" { Blank::Exif } else { Blank::Text };
        Some((place.clone(), blank))
    })
    .collect()
}

/// The kind of each item, by number.
fn kinds(bytes: &[u8], list: Range<usize>) -> BTreeMap<u64, [u8; 4]> {
    let count = if bytes.get(list.start) == Some(&0) { 2 } else { 4 };
    let entries = parts(bytes, list.start.saturating_add(4 + count)..list.end);
    let kind = |entry: &Part| {
        let version = *bytes.get(entry.inside.start)?;
        let mut reader = Reader { bytes: &bytes[..entry.inside.end], at: entry.inside.start + 4 };
        // Before version 2 an item has no kind.
        let id = reader.number(match version {
            2 => 2,
            3 => 4,
            _ => return None,
        })?;
        let kind = reader.bytes.get(reader.at + 2..)?.first_chunk()?;
        Some((id, *kind))
    };
    entries.iter().filter_map(kind).collect()
}

/// Where the pieces of every item stand in the file; `None` if the table cannot be read to its end, or says of no piece how long
/// it is.
fn places(bytes: &[u8], list: Range<usize>, data: Option<Range<usize>>) -> Option<Vec<(u64, Range<usize>)>> {
    let version = *bytes.get(list.start)?;
    let mut reader = Reader { bytes: bytes.get(..list.end)?, at: list.start + 4 };
    let sizes = reader.number(2)? as usize;
    let [offset_size, length_size, base_size, index_size] =
        [sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15];
    if [offset_size, length_size, base_size, index_size].iter().any(|size| ![0, 4, 8].contains(size)) {
        return None;
    }
    // Then a few bytes could tell of millions of pieces.
    if length_size == 0 {
        return None;
    }
    let id_size = if version < 2 { 2 } else { 4 };
    let mut found = Vec::new();
    for _ in 0..reader.number(id_size)? {
        let id = reader.number(id_size)?;
        let way = if version == 0 { 0 } else { reader.number(2)? & 15 };
        let is_elsewhere = reader.number(2)? != 0;
        let base = reader.number(base_size)?;
        for _ in 0..reader.number(2)? {
            if version > 0 {
                reader.number(index_size)?;
            }
            let offset = reader.number(offset_size)?;
            let length = usize::try_from(reader.number(length_size)?).ok()?;
            let start = usize::try_from(base.checked_add(offset)?).ok()?;
            let (start, most) = match (way, &data) {
                (0, _) => (start, bytes.len()),
                (1, Some(data)) => (data.start.checked_add(start)?, data.end),
                _ => continue,
            };
            let end = start.checked_add(length)?;
            if !is_elsewhere && length > 0 && end <= most {
                found.push((id, start..end));
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let length = (inside.len() as u32 + 8).to_be_bytes();
        [&length[..], kind, inside].concat()
    }

    /// A box with a version and flags.
    fn versioned(kind: &[u8; 4], version: u8, inside: &[u8]) -> Vec<u8> {
        framed(kind, &[&[version, 0, 0, 0], inside].concat())
    }

    fn item(id: u16, kind: &[u8; 4]) -> Vec<u8> {
        let [high, low] = id.to_be_bytes();
        versioned(b"infe", 2, &[&[high, low, 0, 0], &kind[..], b"\0"].concat())
    }

    const PIXELS: &[u8] = b"pixels pixels pixels";
    const EXIF: &[u8] = b"\0\0\0\0MM\0*\0\0\0\x08 taken in Seoul by Ann, with words";
    const XMP: &[u8] = b"<x:xmpmeta>Ann</x:xmpmeta>";

    /// A file of pixels, EXIF, XMP and boxes of programs. `pieces` are what the table says of each item: its number, the way
    /// it is told, and where it starts behind the start of the pixels, or of the box in the table, and its length.
    fn avif(version: u8, pieces: &[(u16, u16, u32, u32)]) -> Vec<u8> {
        let start = framed(b"ftyp", b"avif\0\0\0\0avifmif1");
        let kinds = [item(1, b"av01"), item(2, b"Exif"), item(3, b"mime")].concat();
        let table = |from: u32| {
            let mut table = vec![0x44, if version == 0 { 0x40 } else { 0x44 }];
            let wide = |number: u16| match version {
                2 => u32::from(number).to_be_bytes().to_vec(),
                _ => number.to_be_bytes().to_vec(),
            };
            table.extend(wide(pieces.len() as u16));
            for (id, way, at, length) in pieces {
                table.extend(wide(*id));
                if version > 0 {
                    table.extend(way.to_be_bytes());
                }
                table.extend([0, 0]);
                table.extend(if *way == 0 { from } else { 0 }.to_be_bytes());
                table.extend([0, 1]);
                if version > 0 {
                    table.extend([0; 4]);
                }
                table.extend(at.to_be_bytes());
                table.extend(length.to_be_bytes());
            }
            versioned(b"iloc", version, &table)
        };
        let meta = |from: u32| {
            let properties = [framed(b"ispe", &[0; 12]), framed(b"udes", b"Ann in Seoul")].concat();
            let inside = [
                table(from),
                versioned(b"iinf", 0, &[&[0, 3], &kinds[..]].concat()),
                framed(b"iprp", &framed(b"ipco", &properties)),
                framed(b"idat", XMP),
            ];
            versioned(b"meta", 0, &inside.concat())
        };
        let from = (start.len() + meta(0).len() + 8) as u32;
        let data = framed(b"mdat", &[PIXELS, EXIF, XMP].concat());
        [start, meta(from), data, framed(b"uuid", b"0123456789abcdefSeoul"), framed(b"free", b"Ann")].concat()
    }

    const BEHIND: u32 = (PIXELS.len() + EXIF.len()) as u32;

    fn says(bytes: &[u8], words: &str) -> bool {
        bytes.windows(words.len()).any(|part| part == words.as_bytes())
    }

    #[test]
    fn notes_are_blank_and_all_else_stays_in_its_place() {
        let (pixels, exif) = (PIXELS.len() as u32, EXIF.len() as u32);
        for version in 0..=2 {
            let whole = avif(
                version,
                &[(1, 0, 0, pixels), (2, 0, pixels, exif), (3, 0, BEHIND, 10), (3, 0, BEHIND + 10, 16)],
            );
            let clean = without_notes(&whole);
            assert_eq!(clean.len(), whole.len());
            assert!(says(&whole, "Seoul") && !says(&clean, "Seoul"), "{version}");
            let at = whole.windows(PIXELS.len()).position(|part| part == PIXELS).expect("pixels");
            let untouched = |range: Range<usize>| clean[range.clone()] == whole[range];
            let table = whole.windows(4).position(|part| part == b"udes").expect("a description");
            assert!(untouched(0..table) && untouched(at..at + PIXELS.len()));
            let exif = at + PIXELS.len();
            assert_eq!(&clean[exif..exif + 18], NO_EXIF);
            let text = exif + EXIF.len();
            assert!(clean[text..text + XMP.len()].iter().all(|byte| *byte == b' '));
            assert_eq!(without_notes(&clean), clean);
        }
    }

    #[test]
    fn notes_inside_the_table_are_found_and_shared_bytes_are_left() {
        let inside = avif(1, &[(1, 0, 0, 5), (3, 1, 0, XMP.len() as u32)]);
        let clean = without_notes(&inside);
        assert_eq!(inside.windows(XMP.len()).filter(|part| *part == XMP).count(), 2);
        assert_eq!(clean.windows(XMP.len()).filter(|part| *part == XMP).count(), 1);
        let shared = without_notes(&avif(1, &[(1, 0, 0, 30), (2, 0, 10, 30)]));
        assert!(says(&shared, "pixels pixels pixels") && says(&shared, "by Ann"));
    }

    #[test]
    fn when_a_moving_picture_was_made_is_a_note() {
        let header = versioned(b"mdhd", 0, b"\x01\x02\x03\x04\x05\x06\x07\x08rest");
        let long =
            versioned(b"mvhd", 1, b"\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04\x05\x06\x07\x08rest");
        let track = framed(b"trak", &framed(b"mdia", &header));
        let clean = without_notes(&framed(b"moov", &[long, track, framed(b"udta", b"Seoul")].concat()));
        assert_eq!(clean.windows(4).filter(|part| *part == b"rest").count(), 2);
        assert!(!says(&clean, "\x01\x02") && !says(&clean, "Seoul") && !says(&clean, "udta"));
    }

    #[test]
    fn a_table_of_pieces_without_a_length_is_not_read() {
        // Every item with 65,535 pieces of no bytes, in a table that is as long as a photo.
        let items = [0, 1, 0, 0, 0xff, 0xff].repeat(0xffff);
        let table = versioned(b"iloc", 0, &[&[0, 0, 0xff, 0xff], &items[..]].concat());
        let kinds = versioned(b"iinf", 0, &[&[0, 1], &item(1, b"Exif")[..]].concat());
        let whole = versioned(b"meta", 0, &[kinds, table].concat());
        assert_eq!(without_notes(&whole), whole);
    }

    #[test]
    fn no_bytes_stop_it() {
        let whole = avif(1, &[(1, 0, 0, 5), (2, 0, 20, 40), (3, 1, 0, 9)]);
        for at in 0..whole.len() {
            without_notes(&whole[..at]);
            for change in [0xff, 0x80, 0x01] {
                let mut damaged = whole.clone();
                damaged[at] ^= change;
                assert_eq!(without_notes(&damaged).len(), whole.len());
            }
        }
    }
}
