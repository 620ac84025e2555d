//! Values as bytes, to be kept from one run to the next.
//!
//! The door of the crate that says how. Bytes of another version of Diptych may be read as a wrong value, so whoever keeps
//! something says with it who wrote it. Must not know: what is kept, or where.

use serde::de::DeserializeOwned;
pub use serde::{Deserialize, Serialize};

/// A value as bytes; `None` if it cannot be written, such as a map of unknown length.
pub fn to_bytes(value: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_stdvec(value).ok()
}

/// The value that [`to_bytes`] made these bytes of; `None` if they are not of such a value.
pub fn from_bytes<Value: DeserializeOwned>(bytes: &[u8]) -> Option<Value> {
    postcard::from_bytes(bytes).ok()
}
