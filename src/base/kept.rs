//! Values as bytes, to be kept from one run to the next.
//!
//! The door of the crate that says how. Bytes of another version of Diptych may be read as a wrong value, so whoever keeps
//! something says with it who wrote it. Must not know: what is kept, or where.

pub use serde::de::DeserializeOwned;
pub use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::Write;

/// A value as bytes; `None` if it cannot be written, such as a map of unknown length.
pub fn to_bytes(value: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_stdvec(value).ok()
}

/// Writes a value as [`to_bytes`] makes it, piece by piece.
///
/// # Errors
/// The value cannot be written, or the pieces cannot be taken.
pub fn write(value: &impl Serialize, to: &mut dyn Write) -> std::io::Result<()> {
    postcard::to_io(value, to).map(|_| ()).map_err(std::io::Error::other)
}

/// The value that [`to_bytes`] made these bytes of; `None` if they are not of such a value.
pub fn from_bytes<Value: DeserializeOwned>(bytes: &[u8]) -> Option<Value> {
    postcard::from_bytes(bytes).ok()
}

/// A small value of `N` bytes, of which a site has millions.
pub trait Packed<const N: usize>: Copy {
    /// As bytes.
    fn pack(self) -> [u8; N];
    /// From its bytes.
    fn unpack(bytes: [u8; N]) -> Self;

    /// Several, one behind the other.
    fn pack_all(values: &[Self]) -> Cow<'_, [u8]> {
        let mut bytes = vec![0; values.len() * N];
        let (chunks, _) = bytes.as_chunks_mut::<N>();
        chunks.iter_mut().zip(values).for_each(|(chunk, value)| *chunk = value.pack());
        bytes.into()
    }
}

/// What is nothing but bytes stays as it is.
impl<const N: usize> Packed<N> for [u8; N] {
    fn pack(self) -> [u8; N] {
        self
    }

    fn unpack(bytes: [u8; N]) -> Self {
        bytes
    }

    fn pack_all(values: &[Self]) -> Cow<'_, [u8]> {
        values.as_flattened().into()
    }
}

/// Millions of small values as one run of bytes, for `#[serde(with = "packed")]`: one by one they would take much longer.
pub mod packed {
    use super::Packed;
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use std::fmt;
    use std::marker::PhantomData;

    /// Writes values.
    ///
    /// # Errors
    /// As of the serializer.
    pub fn serialize<T: Packed<N>, const N: usize, S: Serializer>(
        values: &impl AsRef<[T]>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&T::pack_all(values.as_ref()))
    }

    /// Reads values.
    ///
    /// # Errors
    /// As of the deserializer.
    pub fn deserialize<'de, T: Packed<N>, const N: usize, Values: From<Vec<T>>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Values, D::Error> {
        deserializer.deserialize_bytes(Reader::<T, N>(PhantomData)).map(Values::from)
    }

    struct Reader<T, const N: usize>(PhantomData<T>);

    impl<T: Packed<N>, const N: usize> Visitor<'_> for Reader<T, N> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "bytes, {N} for each value")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
            let (values, rest) = bytes.as_chunks::<N>();
            if rest.is_empty() {
                Ok(values.iter().map(|value| T::unpack(*value)).collect())
            } else {
                Err(E::invalid_length(bytes.len(), &self))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Packed<8> for u64 {
        fn pack(self) -> [u8; 8] {
            self.to_le_bytes()
        }

        fn unpack(bytes: [u8; 8]) -> Self {
            Self::from_le_bytes(bytes)
        }
    }

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Kept {
        before: String,
        #[serde(with = "packed")]
        numbers: Box<[u64]>,
        after: Option<u8>,
    }

    #[test]
    fn values_come_back_and_what_is_cut_short_is_none() {
        let kept = Kept { before: "a".into(), numbers: [1, u64::MAX, 0x0102_0304].into(), after: Some(7) };
        let bytes = to_bytes(&kept).expect("bytes");
        assert_eq!(from_bytes::<Kept>(&bytes), Some(kept));
        for end in 0..bytes.len() {
            assert_eq!(from_bytes::<Kept>(&bytes[..end]), None, "cut at {end}");
        }
    }
}
