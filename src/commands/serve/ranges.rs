//! Which bytes a `Range` header asks for: one stretch, as players of sound and film do (RFC 9110, section 14).
//!
//! Must not know: what the bytes are.

use std::ops::Range;

/// What is to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Everything: the header names no bytes, or several stretches, which a server may pass over.
    Whole,
    /// These bytes.
    Part(Range<usize>),
    /// The header asks for bytes behind the end.
    Nothing,
}

/// What a `Range` header asks for of a file of `length` bytes.
pub fn asked(header: &str, length: usize) -> Asked {
    let stretch = header.split_once('=').filter(|(unit, _)| unit.trim().eq_ignore_ascii_case("bytes"));
    let Some((first, last)) = stretch.and_then(|(_, range)| range.split_once('-')) else {
        return Asked::Whole;
    };
    match (number(first), number(last)) {
        (Some(Some(first)), Some(None)) if first < length => Asked::Part(first..length),
        (Some(Some(first)), Some(Some(last))) if last < first => Asked::Whole,
        (Some(Some(first)), Some(Some(last))) if first < length => {
            Asked::Part(first..length.min(last.saturating_add(1)))
        }
        (Some(None), Some(Some(count))) if count > 0 && length > 0 => {
            Asked::Part(length.saturating_sub(count)..length)
        }
        (Some(None), Some(None)) | (None, _) | (_, None) => Asked::Whole,
        _ => Asked::Nothing,
    }
}

/// Digits, or nothing at all; `None` if there is anything else. What is too large for this machine is its largest.
fn number(text: &str) -> Option<Option<usize>> {
    match text.trim() {
        "" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Some(digits.parse().unwrap_or(usize::MAX)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stretch_is_understood() {
        assert_eq!(asked("bytes=0-3", 10), Asked::Part(0..4));
        assert_eq!(asked("Bytes=4-", 10), Asked::Part(4..10));
        assert_eq!(asked("bytes=-3", 10), Asked::Part(7..10));
        assert_eq!(asked("bytes=-30", 10), Asked::Part(0..10));
        assert_eq!(asked("bytes=2-99999999999999999999999", 10), Asked::Part(2..10));
        assert_eq!(asked(&format!("bytes=2-{}", usize::MAX), 10), Asked::Part(2..10));
        assert_eq!(asked("bytes=9-9", 10), Asked::Part(9..10));
    }

    #[test]
    fn what_cannot_be_had_and_what_is_not_understood() {
        for header in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(asked(header, 10), Asked::Nothing, "{header}");
        }
        assert_eq!(asked("bytes=-3", 0), Asked::Nothing);
        for header in
            ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes=+1-2"]
        {
            assert_eq!(asked(header, 10), Asked::Whole, "{header}");
        }
    }
}
