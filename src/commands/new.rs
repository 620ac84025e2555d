//! `diptych new`: a small site to begin with, the one that the readme shows.
//!
//! Writes new files alone: none that is there is changed.

use super::report;
use crate::base::Date;
use crate::diagnostics::print::Format;
use clap::Args;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct NewArgs {
    /// The folder of the new site; it is made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// A file of a new site: its path, its text, and what it is for.
type File = (&'static str, &'static str, &'static str);

const FILES: [File; 6] = [
    (
        "content/site.yaml",
        include_str!("../../starter/content/site.yaml"),
        "the title of the site, and its address",
    ),
    (
        "content/products/treatments/_kind.yaml",
        include_str!("../../starter/content/products/treatments/_kind.yaml"),
        "a kind of product, and what is compared",
    ),
    (
        "content/products/treatments/ampoule.yaml",
        include_str!("../../starter/content/products/treatments/ampoule.yaml"),
        "a product of that kind, and its facts",
    ),
    (
        "content/products/treatments/serum.yaml",
        include_str!("../../starter/content/products/treatments/serum.yaml"),
        "another",
    ),
    (
        "content/guides/ampoule-vs-serum.md",
        include_str!("../../starter/content/guides/ampoule-vs-serum.md"),
        "a guide that compares the two",
    ),
    (GITIGNORE, include_str!("../../starter/gitignore"), "what is made, which Git leaves alone"),
];

/// A repository may have this file already, and then keeps it.
const GITIGNORE: &str = ".gitignore";

/// The day of the guide in `starter/`. In a new site it is the day on which that is made.
const DAY_OF_THE_GUIDE: &str = "2026-11-20";

/// Runs `diptych new`, and returns the exit status.
pub fn run(args: &NewArgs) -> ExitCode {
    let content = args.folder.join("content");
    if content.symlink_metadata().is_ok() {
        let said = format!("{} is there already; name a folder with no site in it", content.display());
        return report::environment(&said, Format::Long);
    }
    match write_all(&args.folder) {
        Ok(written) => {
            tell(&args.folder, &written);
            ExitCode::SUCCESS
        }
        Err((path, error)) => {
            let said = format!("cannot write {}: {error}; name another folder", path.display());
            report::environment(&said, Format::Long)
        }
    }
}

/// Writes all files but what may stay, and returns them; the path of an error is that of the file that cannot be written.
fn write_all(folder: &Path) -> Result<Vec<File>, (PathBuf, io::Error)> {
    let today = Date::today().to_string();
    let mut written = Vec::new();
    for file @ (path, text, _) in FILES {
        let place = folder.join(path);
        match write(&place, &text.replace(DAY_OF_THE_GUIDE, &today)) {
            Ok(()) => written.push(file),
            Err(error) if path == GITIGNORE && error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err((place, error)),
        }
    }
    Ok(written)
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}

/// Says what was made, and how to go on.
fn tell(folder: &Path, written: &[File]) {
    report::line(&format!("A new site in {}:\n", folder.display()));
    let longest = written.iter().map(|(path, ..)| path.len()).max().unwrap_or_default();
    for (path, _, about) in written {
        report::line(&format!("  {path:longest$}  {about}"));
    }
    let serve =
        if cfg!(feature = "serve") { "`diptych serve --open` there shows it while you write; " } else { "" };
    report::line(&format!("\n{serve}`diptych build` there publishes it into public/."));
}
