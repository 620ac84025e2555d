//! What took long to make, kept by the hash of what it was made from, outside the output folder.
//!
//! The door of the hash crate, with `header`. The folder may be deleted at any time, by anybody; a damaged entry is no
//! entry; a failed write is as good as none. So nothing kept here can change what is published, and no error is reported.
//! Must not know: what the bytes are.

use crate::base::stamp;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// The first bytes of every entry; changes with its form.
const MAGIC: &[u8; 8] = b"diptych1";
/// How long a BLAKE3 hash is, in bytes.
const HASH: usize = 32;
/// How much of an entry is gathered before it goes to the disk, in bytes.
const BUFFER: usize = 1 << 17;
/// So many entries are kept besides twice as many as a build uses.
const SPARE: usize = 64;

/// The name of an entry: 64 hexadecimal digits.
pub type Key = String;

/// A folder of entries, each some stretches of bytes; without a folder nothing is kept.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// The key of what is made from these parts, in this order.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex().to_string()
}

/// The hash of a file's bytes, as [`super::Raster`] has it, in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> Key {
    blake3::hash(bytes).to_hex().to_string()
}

/// The digits of a hash.
pub(super) fn digits(hash: &[u8; HASH]) -> Key {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

impl Cache {
    /// A cache in a folder, which is made when the first entry is put there.
    pub fn at(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()) }
    }

    /// The stretches of an entry, if it is there and whole.
    pub fn get(&self, key: &str) -> Option<Vec<Vec<u8>>> {
        self.load(key, unpack)
    }

    /// What `read` makes of the bytes of an entry, if it is there and whole.
    pub fn load<Value>(&self, key: &str, read: impl FnOnce(&[u8]) -> Option<Value>) -> Option<Value> {
        let path = self.entry(key)?;
        let bytes = fs::read(&path).ok()?;
        let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
        let is_whole = blake3::hash(body).as_bytes() == sum;
        let kept = body.strip_prefix(MAGIC).filter(|_| is_whole).and_then(read)?;
        // The day of the last use, by which `prune` goes; without it an entry is merely made again some day.
        let _ = File::options().write(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(kept)
    }

    /// Whether there is an entry, which counts as a use of it; it may be damaged.
    pub fn holds(&self, key: &str) -> bool {
        let file = self.entry(key).and_then(|path| File::options().write(true).open(path).ok());
        file.is_some_and(|file| file.set_modified(SystemTime::now()).is_ok())
    }

    /// Where an entry lies. What is no ordinary file is none: to open a pipe would wait for ever, and what a link leads to is
    /// somebody else's.
    fn entry(&self, key: &str) -> Option<PathBuf> {
        let path = self.folder.as_ref()?.join(key);
        fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()).then_some(path)
    }

    /// What time it is by the clock of the disk that the folder lies on, which is made if it is not there; `None` if nothing can be written.
    fn clock(&self) -> Option<SystemTime> {
        let folder = self.folder.as_ref()?;
        fs::create_dir_all(folder).ok()?;
        let (mut file, path) = unfinished(folder).ok()?;
        let now = file.write_all(b"now").and_then(|()| file.metadata()).and_then(|found| found.modified());
        let _ = fs::remove_file(path);
        now.ok()
    }

    /// Up to when times are settled by that clock, in nanoseconds since 1970 ([`stamp::settled`]).
    pub fn settled(&self, unsettled: Option<Duration>) -> Option<u64> {
        stamp::settled(self.clock()?, unsettled)
    }

    /// Keeps an entry of some stretches: whole, or not at all.
    pub fn put(&self, key: &str, stretches: &[Vec<u8>]) {
        self.keep(key, |entry| {
            stretches.iter().try_for_each(|stretch| {
                entry.write_all(&(stretch.len() as u64).to_le_bytes())?;
                entry.write_all(stretch)
            })
        });
    }

    /// Keeps an entry of the bytes that `write` writes: whole, or not at all. They are never all in memory.
    pub fn keep(&self, key: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let Some(folder) = &self.folder else { return };
        let Ok((file, path)) = fs::create_dir_all(folder).and_then(|()| unfinished(folder)) else { return };
        let kept = write_entry(file, write).and_then(|()| fs::rename(&path, folder.join(key)));
        if kept.is_err() {
            let _ = fs::remove_file(path);
        }
    }

    /// An empty file without a name, which goes when nobody has it open any more; `None` if there can be none.
    pub fn scratch(&self) -> Option<File> {
        let folder = self.folder.as_ref()?;
        let (file, path) = fs::create_dir_all(folder).and_then(|()| unfinished(folder)).ok()?;
        fs::remove_file(path).ok().map(|()| file)
    }

    /// Removes entries, those first whose last use is longest ago, but for twice as many as a build uses. What else lies in
    /// the folder is somebody else's and stays.
    pub fn prune(&self, used: usize) {
        let Some(entries) = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()) else { return };
        let mut entries: Vec<(SystemTime, PathBuf)> = entries
            .flatten()
            .filter(|entry| entry.file_name().to_str().is_some_and(is_ours))
            .filter_map(|entry| {
                let found = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                Some((found.modified().ok()?, entry.path()))
            })
            .collect();
        entries.sort_unstable();
        for (_, path) in entries.iter().rev().skip(SPARE + 2 * used) {
            let _ = fs::remove_file(path);
        }
    }
}

/// A new file with a name that nobody else has: another run may have left behind what it never finished.
fn unfinished(folder: &Path) -> io::Result<(File, PathBuf)> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{}-{number}.new", std::process::id()));
        match File::options().read(true).write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (file, path)),
        }
    }
}

/// Whether a file of this name is an entry, or one that was never finished.
fn is_ours(name: &str) -> bool {
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = name.strip_suffix(".new").and_then(|name| name.split_once('-'));
    let is_key = name.len() == 2 * HASH && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_key || numbers.is_some_and(|(process, count)| is_number(process) && is_number(count))
}

/// An entry that is being written, and hashed on its way.
struct Hashed {
    file: File,
    hasher: blake3::Hasher,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole entry.
fn write_entry(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let hashed = Hashed { file, hasher: blake3::Hasher::new() };
    let mut entry = BufWriter::with_capacity(BUFFER, hashed);
    entry.write_all(MAGIC)?;
    write(&mut entry)?;
    let mut hashed = entry.into_inner().map_err(io::IntoInnerError::into_error)?;
    let sum = hashed.hasher.finalize();
    hashed.file.write_all(sum.as_bytes())
}

fn unpack(mut rest: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut stretches = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (stretch, after) = after.split_at_checked(length)?;
        stretches.push(stretch.to_vec());
        rest = after;
    }
    Some(stretches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_unless_it_is_damaged() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(&folder.path().join("deep"));
        let key = key(&[b"a", b"b"]);
        let stretches = vec![b"one".to_vec(), Vec::new(), b"three".to_vec()];
        assert_eq!(cache.get(&key), None);
        cache.put(&key, &stretches);
        assert_eq!(cache.get(&key), Some(stretches));
        let path = folder.path().join("deep").join(&key);
        let whole = fs::read(&path).expect("an entry");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).expect("a file");
            assert_eq!(cache.get(&key), None, "byte {at}");
            fs::write(&path, &whole[..at]).expect("a file");
            assert_eq!(cache.get(&key), None, "cut at {at}");
        }
        assert_eq!(Cache::default().get(&key), None);
    }

    #[test]
    fn parts_are_not_run_together() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
    }

    #[test]
    fn the_entries_used_last_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(folder.path());
        let key = |number: usize| key(&[&number.to_le_bytes()]);
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        for number in 0..SPARE + 5 {
            cache.put(&key(number), &[]);
            let file = File::options().write(true).open(folder.path().join(key(number))).expect("an entry");
            file.set_modified(long_ago + std::time::Duration::from_secs(number as u64)).expect("a time");
        }
        assert!(cache.get(&key(0)).is_some());
        cache.prune(1);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), SPARE + 2);
        assert!(cache.get(&key(0)).is_some() && cache.get(&key(1)).is_none() && cache.get(&key(9)).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_ordinary_file_is_no_entry() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(&folder.path().join("cache"));
        let (pipe, link) = (key(&[b"pipe"]), key(&[b"link"]));
        cache.put(&link, &[b"foreign".to_vec()]);
        let (place, foreign) = (folder.path().join("cache").join(&link), folder.path().join("foreign"));
        fs::rename(&place, &foreign).expect("a file");
        std::os::unix::fs::symlink(&foreign, &place).expect("a link");
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("cache").join(&pipe)).status();
        assert!(made.expect("mkfifo").success());
        let times = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).expect("a time");
        let before = times(&foreign);
        for key in [&pipe, &link] {
            assert!(cache.get(key).is_none() && !cache.holds(key));
        }
        cache.prune(0);
        assert_eq!(times(&foreign), before);
        for key in [&pipe, &link] {
            cache.put(key, &[b"new".to_vec()]);
            assert_eq!(cache.get(key), Some(vec![b"new".to_vec()]), "it is put in place of what stood there");
        }
        assert!(fs::read(&foreign).expect("a file").windows(7).any(|bytes| bytes == b"foreign"));
    }

    #[test]
    fn only_entries_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(folder.path());
        let put = |name: &str, seconds: u64| {
            let file = File::create(folder.path().join(name)).expect("a file");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).expect("a time");
        };
        let upper = key(&[b"upper"]).to_uppercase();
        let foreign = ["notes.txt", "mine.new", "1-x.new", "-.new", upper.as_str(), "00ff"];
        foreign.iter().for_each(|name| put(name, 1));
        fs::create_dir(folder.path().join(key(&[b"folder"]))).expect("a folder");
        let left_over = format!("{}-12345.new", std::process::id());
        put(&left_over, 2);
        (0..SPARE as u64 + 2).for_each(|number| put(&key(&[&number.to_le_bytes()]), 10 + number));
        cache.prune(0);
        let stands = |name: &str| folder.path().join(name).exists();
        assert!(foreign.into_iter().all(stands) && stands(&key(&[b"folder"])));
        assert!(!stands(&left_over), "what was never finished goes as entries do");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), SPARE + foreign.len() + 1);
    }
}
