//! A word: read eight letters at a time, brought to its singular, hashed.
//!
//! Must not know: where in a text a word stands, or how often.

/// Eight bytes of a text, looked at all at once: the first is the lowest. Zeros stand for what is behind its end.
#[derive(Clone, Copy)]
pub(super) struct Block(u64);

/// A byte in all eight places.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; Block::BYTES])
}

impl Block {
    pub(super) const BYTES: usize = 8;

    /// The bytes of a text from a place on, which may be its end.
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let rest = &bytes[at..];
        Self(match (rest.first_chunk(), bytes.last_chunk()) {
            (Some(block), _) => u64::from_le_bytes(*block),
            (None, Some(last)) if !rest.is_empty() => {
                u64::from_le_bytes(*last) >> (8 * (Self::BYTES - rest.len()))
            }
            (None, _) => rest.iter().rev().fold(0, |block, byte| block << 8 | u64::from(*byte)),
        })
    }

    /// How many ASCII letters and digits come first.
    pub(super) fn letters(self) -> usize {
        // Seven bits a byte, so that the eighth says whether a sum has reached 128, and nothing is carried to the next byte.
        let low = self.0 & all(0x7f);
        let reaches = |bytes: u64, least: u8| bytes + all(0x80 - least);
        let within = |bytes: u64, first: u8, last: u8| reaches(bytes, first) & !reaches(bytes, last + 1);
        let others = !(within(low | all(0x20), b'a', b'z') | within(low, b'0', b'9')) | self.0;
        (others & all(0x80)).trailing_zeros() as usize / 8
    }

    /// The same in lower case, if it is letters and digits.
    pub(super) fn lower(self) -> Self {
        Self(self.0 | all(0x20))
    }

    /// Zeros behind the first so many bytes, fewer than all.
    pub(super) fn first(self, bytes: usize) -> Self {
        Self(self.0 & ((1 << (8 * bytes)) - 1))
    }

    /// The byte at a place.
    pub(super) fn byte(self, at: usize) -> u8 {
        (self.0 >> (8 * at)) as u8
    }
}

/// Hashes a word by its blocks: multiply, and fold the upper half onto the lower. It is no defence against a text that is
/// written to collide, which could but spoil its own ranking.
#[derive(Default)]
pub(super) struct Hasher(u64);

impl Hasher {
    /// Takes in the next block.
    pub(super) fn add(&mut self, block: Block) {
        // 2^64 divided by the golden ratio, as in Fibonacci hashing (Knuth, "The Art of Computer Programming" 3, 6.4).
        let product = (self.0 ^ block.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ (product >> 32);
    }

    /// The hash of all of them.
    pub(super) fn finish(self) -> u32 {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }
}

/// The hash of a word: the same on every machine, and the same however it was read. Its last block is not full, if need be empty.
pub(super) fn hash(word: &str) -> u32 {
    let mut hasher = Hasher::default();
    (0..=word.len() / Block::BYTES)
        .for_each(|block| hasher.add(Block::at(word.as_bytes(), block * Block::BYTES)));
    hasher.finish()
}

/// Takes a plural's ending off a word in lower case: the S stemmer (Harman, "How effective is suffixing?", JASIS 42, 1991), a
/// little simplified.
pub(super) fn make_singular(word: &mut String) {
    match word.as_bytes() {
        [_, _, .., b'i', b'e', b's'] => word.replace_range(word.len() - 3.., "y"),
        [.., b's' | b'u' | b'i', b's'] => {}
        [_, _, _, .., b's'] => word.truncate(word.len() - 1),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_the_same_everywhere() {
        // Computed with another program.
        for (word, expected) in [
            ("serum", 0x7c9d0395),
            ("niacinamide", 0xb83b1698),
            ("apparent", 0x7083244f),
            ("crème", 0xc23e73d4),
        ] {
            assert_eq!(hash(word), expected, "{word}");
        }
    }

    #[test]
    fn letters_are_found_wherever_a_block_ends() {
        for byte in 0..=u8::MAX {
            let is_letter = byte.is_ascii_alphanumeric();
            for at in 0..Block::BYTES {
                let mut bytes = *b"aZ09mN5z";
                bytes[at] = byte;
                assert_eq!(Block::at(&bytes, 0).letters(), if is_letter { 8 } else { at }, "{bytes:?}");
                let lower = Block::at(&bytes, 0).first(at).lower().first(at);
                let expected = bytes[..at].to_ascii_lowercase();
                assert_eq!(Block::at(&expected, 0).0, lower.0, "{bytes:?}");
            }
        }
        for length in 0..20 {
            let bytes = vec![b'x'; length];
            for at in 0..=length {
                assert_eq!(Block::at(&bytes, at).letters(), (length - at).min(8), "{at} of {length}");
            }
        }
    }
}
