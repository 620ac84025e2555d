//! The floor under a build: what it takes to read every source byte, to parse the Markdown and to write the same files, and
//! nothing else.
//!
//!     cargo run --release --no-default-features --example floor -- SITE BUILT SCRATCH
//!
//! SITE is a site's folder, BUILT its output folder, SCRATCH a folder that does not exist yet. Two threads share the files. Prints a
//! line of JSON: seconds of wall and of processor time for each of the three. The output is read before the clock starts, and the
//! Markdown is parsed into events that nobody looks at, with the options of a guide.

use diptych::content::markdown::OPTIONS;
use pulldown_cmark::Parser;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const THREADS: usize = 2;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [site, built, scratch] = &arguments[..] else {
        eprintln!("usage: floor SITE BUILT SCRATCH");
        return ExitCode::from(2);
    };
    match measure(site, built, scratch) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(site: &Path, built: &Path, scratch: &Path) -> io::Result<String> {
    let mut sources = Vec::new();
    for folder in ["content", "static"] {
        files(&site.join(folder), &mut sources)?;
    }
    let mut outputs = Vec::new();
    files(built, &mut outputs)?;
    let outputs: Vec<(PathBuf, Vec<u8>)> = outputs
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == ".diptych"))
        .map(|path| Ok((scratch.join(path.strip_prefix(built).unwrap_or(&path)), fs::read(&path)?)))
        .collect::<io::Result<_>>()?;

    let (texts, read) = timed(|| shared(&sources, |path| fs::read(path)));
    let texts: Vec<Vec<u8>> = texts.into_iter().collect::<io::Result<_>>()?;
    let guides: Vec<&str> = sources
        .iter()
        .zip(&texts)
        .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "md"))
        .filter_map(|(_, text)| std::str::from_utf8(text).ok())
        .collect();
    let (events, parse) = timed(|| shared(&guides, |text| events(text)));
    let (written, write) = timed(|| shared(&outputs, |(path, bytes)| put(path, bytes)));
    written.into_iter().collect::<io::Result<Vec<()>>>()?;

    let total: usize = events.iter().sum();
    let bytes: usize = texts.iter().map(Vec::len).sum();
    Ok(format!(
        "{{\"sources\": {}, \"source_bytes\": {bytes}, \"events\": {total}, \"outputs\": {}, \"read\": {}, \"parse\": {}, \"write\": {}}}",
        sources.len(),
        outputs.len(),
        read.json(),
        parse.json(),
        write.json(),
    ))
}

/// Every file in a folder and below, in any order; none if it is not there.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// How many events the text of a guide has, behind its front matter.
fn events(text: &str) -> usize {
    let text = text.get(4..).and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, text)| text);
    Parser::new_ext(text, OPTIONS).into_offset_iter().count()
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            fs::write(path, bytes)
        }
        done => done,
    }
}

/// Does something with each of many, on all threads, and returns what came of it in the same order.
fn shared<Item: Sync, Made: Send>(items: &[Item], each: impl Fn(&Item) -> Made + Sync) -> Vec<Made> {
    let next = AtomicUsize::new(0);
    let mut made: Vec<(usize, Made)> = std::thread::scope(|scope| {
        let work = || {
            let mut own = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { return own };
                own.push((at, each(item)));
            }
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
    });
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

/// Seconds of wall and of processor time.
struct Time {
    wall: f64,
    cpu: f64,
}

impl Time {
    fn json(&self) -> String {
        format!("{{\"wall\": {:.4}, \"cpu\": {:.4}}}", self.wall, self.cpu)
    }
}

fn timed<Made>(work: impl FnOnce() -> Made) -> (Made, Time) {
    let (start, before) = (Instant::now(), cpu());
    let made = work();
    (made, Time { wall: start.elapsed().as_secs_f64(), cpu: cpu() - before })
}

/// The processor time of this process so far, of all threads: hundredths of a second, as Linux tells them; 0 elsewhere.
fn cpu() -> f64 {
    let line = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name in brackets, which may have blanks in it.
    let fields = line.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
