//! Tests of the whole stage on a real disk, and what they share.

mod crashes;
mod publishing;
mod refusals;
mod strangers;

use super::{OutputError, Report, Writer};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// A file for `put`: its path and its text.
type Put<'a> = (&'a str, &'a str);

/// An empty site in a folder of its own.
struct Site {
    temp: TempDir,
    root: PathBuf,
    out: PathBuf,
}

impl Site {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("site");
        for folder in ["content/guides", "templates", "static"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        Self { temp, out: root.join("public"), root }
    }

    fn open(&self) -> Result<Writer, OutputError> {
        Writer::open_as(&self.root, &self.out, None)
    }

    fn build(&self, files: &[Put]) -> Result<Report, OutputError> {
        let writer = self.open()?;
        files.iter().try_for_each(|(path, text)| writer.put(path, text.as_bytes()))?;
        writer.commit()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// Writes a file that Diptych did not make.
    fn stranger(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn manifest(&self) -> String {
        fs::read_to_string(self.path(".diptych/manifest")).unwrap()
    }
}

fn put_all(writer: &Writer, files: &[Put]) {
    for (path, text) in files {
        writer.put(path, text.as_bytes()).unwrap();
    }
}

fn report(written: usize, unchanged: usize, removed: usize) -> Report {
    Report { written, unchanged, removed }
}

/// Everything under `folder` with its text (`/` for a folder) and its time; links are not followed.
fn snapshot(folder: &Path) -> BTreeMap<String, (String, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let entry = entry.unwrap();
            let data = entry.metadata().unwrap();
            let path = entry.path();
            let text = match () {
                () if data.is_dir() => "/".to_owned(),
                () if data.is_symlink() => format!("-> {}", fs::read_link(&path).unwrap().display()),
                () => fs::read_to_string(&path).unwrap(),
            };
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            found.insert(name, (text, data.modified().unwrap()));
            if data.is_dir() {
                waiting.push(path);
            }
        }
    }
    found
}

/// The files and links of `folder` that are not Diptych's own, with their text.
fn published(folder: &Path) -> BTreeMap<String, String> {
    let all = snapshot(folder).into_iter();
    all.filter(|(path, (text, _))| text != "/" && !path.starts_with(".diptych"))
        .map(|(path, (text, _))| (path, text))
        .collect()
}

fn texts(files: &[Put]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Makes everything under `folder` old, so that any change of it shows in its time.
fn age(folder: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, (text, _)) in snapshot(folder) {
        if !text.starts_with("-> ") && (text != "/" || cfg!(unix)) {
            File::open(folder.join(path)).unwrap().set_modified(long_ago).unwrap();
        }
    }
}

/// The sentence with which a build was refused.
fn refusal<T>(result: Result<T, OutputError>) -> String {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(error) => error.to_string(),
    }
}
