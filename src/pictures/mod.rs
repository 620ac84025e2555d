//! Pictures as files: what their first bytes tell, what is taken out of them, and the forms in which they are published.
//!
//! `header` and `metadata` look at bytes without decoding; `forms` says which forms a picture gets, from its size alone;
//! `codec` makes them; `cache` keeps what was made outside the output folder. Must not know: which page shows a picture.

mod avif;
pub mod cache;
#[cfg(feature = "codecs")]
mod codec;
#[cfg(not(feature = "codecs"))]
#[path = "without_codec.rs"]
mod codec;
mod forms;
mod gif;
mod header;
mod index;
mod metadata;

pub use cache::{Cache, hash};
pub use forms::{Form, forms};
pub use header::{Picture, Raster, Unfit, ending, inspect, is_called_picture};
pub use index::Index;
pub use metadata::without_metadata;

pub use codec::looks;

use codec::encode;

/// What a photo's forms are kept under: its bytes and the way they are made.
pub fn key(raster: &Raster) -> cache::Key {
    cache::key(&[b"picture", codec::VERSION.as_bytes(), &raster.hash])
}

/// The hash of a photo's file, as [`hash`] has it.
pub fn hash_of(raster: &Raster) -> cache::Key {
    cache::digits(&raster.hash)
}

/// What the file of a photo itself is published as: its bytes without what a camera noted.
pub fn own_key(raster: &Raster) -> cache::Key {
    cache::key(&[b"own", metadata::VERSION, &raster.hash])
}

/// What a form of a photo is made of: its bytes, their size and format, and the way it is made.
pub fn form_key(raster: &Raster, form: &Form) -> cache::Key {
    let (width, media_type) = (form.width.to_le_bytes(), form.media_type.as_bytes());
    cache::key(&[b"form", codec::VERSION.as_bytes(), &raster.hash, &width, media_type])
}

/// The bytes of every form of a picture, in the order of [`forms`]: from the cache, or made and put there.
///
/// `making` is called before a picture is decoded.
///
/// # Errors
/// Why the picture cannot be decoded.
pub fn made(raster: &Raster, bytes: &[u8], cache: &Cache, making: impl Fn()) -> Result<Vec<Vec<u8>>, String> {
    let count = forms(raster).len();
    if count == 0 {
        return Ok(Vec::new());
    }
    let key = key(raster);
    if let Some(kept) = cache.get(&key).filter(|kept| kept.len() == count) {
        return Ok(kept);
    }
    making();
    let made = encode(raster, bytes)?;
    cache.put(&key, &made);
    Ok(made)
}
