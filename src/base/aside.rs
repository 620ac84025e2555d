//! `Aside`: values that a large site has no memory for, in a file without a name until they are wanted.
//!
//! The first values stay in memory, up to a limit, and so does whatever cannot be written. What cannot be read back is a
//! value like an empty one, and [`Shelf::has_failed`] says so to whoever is about to use what was made of it. Must not know: what is set
//! aside.

use super::kept::{Deserialize, DeserializeOwned, Serialize, from_bytes, to_bytes};
use serde::{Deserializer, Serializer};
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock};

/// Where values are set aside.
#[derive(Debug)]
pub struct Shelf {
    /// The file, once it is needed; `None` if there can be none.
    file: LazyLock<Option<File>, Box<dyn FnOnce() -> Option<File> + Send>>,
    /// How many bytes of values may be in memory.
    limit: u64,
    /// How many bytes have been taken so far, in memory and behind one another in the file.
    taken: AtomicU64,
    has_failed: AtomicBool,
}

/// A value in memory, or set aside.
#[derive(Clone, Debug)]
pub enum Aside<T> {
    /// In memory.
    Here(Arc<T>),
    /// On a shelf, at a place of its file and so long, in bytes.
    There(Arc<Shelf>, u64, usize),
}

impl Shelf {
    /// A shelf that holds about `limit` bytes of values in memory, and the others in an empty file, which is made for the first of
    /// them.
    pub fn new(limit: u64, file: impl FnOnce() -> Option<File> + Send + 'static) -> Self {
        Self {
            file: LazyLock::new(Box::new(file)),
            limit,
            taken: AtomicU64::new(0),
            has_failed: AtomicBool::new(false),
        }
    }

    /// Takes a value of about `size` bytes.
    fn take<T: Serialize>(self: &Arc<Self>, value: Arc<T>, size: usize) -> Aside<T> {
        if self.taken.load(Relaxed) < self.limit {
            self.taken.fetch_add(size as u64, Relaxed);
            return Aside::Here(value);
        }
        match self.write(&*value) {
            Some((at, length)) => Aside::There(self.clone(), at, length),
            None => Aside::Here(value),
        }
    }

    /// Where a value has been written, if it could be.
    fn write(&self, value: &impl Serialize) -> Option<(u64, usize)> {
        let (file, bytes) = (self.file.as_ref()?, to_bytes(value)?);
        let at = self.taken.fetch_add(bytes.len() as u64, Relaxed);
        write_at(file, &bytes, at).ok()?;
        Some((at, bytes.len()))
    }

    /// Whether any value could not be read back.
    pub fn has_failed(&self) -> bool {
        self.has_failed.load(Relaxed)
    }

    fn read<T: DeserializeOwned>(&self, at: u64, length: usize) -> Option<T> {
        let mut bytes = vec![0; length];
        read_at(self.file.as_ref()?, &mut bytes, at).ok()?;
        from_bytes(&bytes)
    }
}

impl<T> Aside<T> {
    /// A value in memory.
    pub fn new(value: T) -> Self {
        Self::Here(Arc::new(value))
    }

    /// The value, if it is in memory.
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Here(value) => Some(value),
            Self::There(..) => None,
        }
    }
}

impl<T: Serialize> Aside<T> {
    /// Lets a value wait on a shelf that is about so large, in bytes, if there is no memory for it.
    pub fn set_aside(&mut self, shelf: &Arc<Shelf>, size: impl FnOnce(&T) -> usize) {
        if let Self::Here(value) = self {
            *self = shelf.take(value.clone(), size(value));
        }
    }
}

impl<T: DeserializeOwned + Default> Aside<T> {
    /// The value.
    pub fn get(&self) -> Arc<T> {
        match self {
            Self::Here(value) => value.clone(),
            Self::There(shelf, at, length) => Arc::new(shelf.read(*at, *length).unwrap_or_else(|| {
                shelf.has_failed.store(true, Relaxed);
                T::default()
            })),
        }
    }
}

impl<T: Default> Default for Aside<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Serialize + DeserializeOwned + Default> Serialize for Aside<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Aside<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Aside<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: DeserializeOwned + Default + Eq> Eq for Aside<T> {}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// Other systems move the file's own place, which threads share.
#[cfg(not(unix))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_from_memory_and_from_the_file() {
        let shelf = Arc::new(Shelf::new(20, || tempfile::tempfile().ok()));
        let texts: Vec<String> = (0..9).map(|n| format!("text number {n}")).collect();
        let taken: Vec<Aside<String>> =
            texts.iter().map(|text| shelf.take(Arc::new(text.clone()), text.len())).collect();
        let here = taken.iter().filter(|text| matches!(text, Aside::Here(_))).count();
        assert_eq!(here, 2, "as many as reach the limit");
        assert!(taken.iter().zip(&texts).all(|(taken, text)| *taken.get() == *text));
        assert!(!shelf.has_failed());
        assert_eq!(taken[3], shelf.take(Arc::new(texts[3].clone()), 1));
        shelf.file.as_ref().expect("a file").set_len(40).expect("a shorter file");
        assert_eq!(*taken[8].get(), "");
        assert!(shelf.has_failed());
    }

    #[test]
    fn what_cannot_be_written_stays_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        std::fs::write(&path, "").expect("a file");
        for file in [File::open(&path).ok(), None] {
            let shelf = Arc::new(Shelf::new(0, || file));
            let value = shelf.take(Arc::new("text".to_owned()), 4);
            assert!(matches!(&value, Aside::Here(text) if **text == "text"));
            assert_eq!(*value.get(), "text");
        }
    }
}
