//! The manifest: the list of paths that Diptych wrote, as text and as a file.
//!
//! The first line is `diptych-output`, the version of the format and the number of paths; then come the paths, one a
//! line, sorted by bytes. Read strictly: a list that may be wrong would remove the wrong files.
//! Must not know: what stands at the paths.

use super::error::OutputError;
use super::path;
use super::stands::{Stands, look};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const NAME: &str = "diptych-output";
const VERSION: &str = "1";

/// Reads the manifest of the output folder `out`, which lies at `file`; `None` if there is none.
///
/// # Errors
/// It cannot be read, is damaged, or is of another version.
pub(super) fn read(out: &Path, file: &Path) -> Result<Option<BTreeSet<String>>, OutputError> {
    let failed = |cause| OutputError::failed("read", file, &cause);
    match look(file).map_err(failed)? {
        Stands::Nothing => return Ok(None),
        Stands::File => {}
        _ => return Err(damaged(out, file)),
    }
    let bytes = fs::read(file).map_err(failed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| damaged(out, file))?;
    if let Some(version) = text.strip_prefix(NAME).and_then(|rest| rest.split_whitespace().next())
        && version != VERSION
    {
        return Err(OutputError::refused(
            out,
            &format!(
                "was written by another version of Diptych ({} has format {version:?}, not {VERSION})",
                file.display()
            ),
            "build with that version, choose another folder, or empty this one",
        ));
    }
    parse(text).map(Some).ok_or_else(|| damaged(out, file))
}

fn damaged(out: &Path, file: &Path) -> OutputError {
    OutputError::refused(
        out,
        &format!("has a damaged list of what Diptych wrote ({})", file.display()),
        "choose another folder or empty this one, the list included",
    )
}

/// The text of a manifest of these paths, which are sorted.
pub(super) fn format(paths: &[&str]) -> String {
    let mut text = format!("{NAME} {VERSION} {}\n", paths.len());
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The paths of a manifest; `None` if any line is not as [`format`] writes it.
fn parse(text: &str) -> Option<BTreeSet<String>> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let first = lines.next()?;
    let paths: Vec<&str> = lines.collect();
    let sorted = paths.is_sorted_by(|a, b| a < b);
    let sound = sorted && paths.iter().all(|path| path::problem(path).is_none());
    (sound && first == format!("{NAME} {VERSION} {}", paths.len()))
        .then(|| paths.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for paths in [&[][..], &["a"], &["a", "a-b/x", "a/x", "b", "Ä"]] {
            let text = format(paths);
            let read = parse(&text).unwrap();
            assert_eq!(read.iter().map(String::as_str).collect::<Vec<_>>(), paths);
        }
    }

    #[test]
    fn every_cut_and_every_oddity_is_seen() {
        let text = format(&["a", "b/c", "d"]);
        for end in 0..text.len() {
            assert!(parse(&text[..end]).is_none(), "{:?}", &text[..end]);
        }
        for text in [
            "diptych-output 1 2\nb\na\n",
            "diptych-output 1 2\na\na\n",
            "diptych-output 1 1\n../a\n",
            "diptych-output 1 1\n/etc/passwd\n",
            "diptych-output 1 1\n.diptych/lock\n",
            "diptych-output 1 2\na\n\n",
            "diptych-output 1 01\na\n",
            "something 1 1\na\n",
        ] {
            assert!(parse(text).is_none(), "{text:?}");
        }
    }
}
