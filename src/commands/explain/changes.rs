//! What is other than in the output folder, where the last build left the page.
//!
//! Must not know: what made the page.

use crate::commands::report::{Json, json};
use crate::output::standing;
use std::path::Path;

/// More lines than this are counted.
const SHOWN: usize = 5;

/// What has changed since the last build.
pub enum Since {
    /// Nothing was built there.
    NoBuild(String),
    /// The page was not there.
    New(String),
    /// The same bytes stand there.
    Equal(String),
    /// Other bytes stand there.
    Differs {
        /// Where.
        file: String,
        /// The number of the first line that differs.
        line: usize,
        /// The lines that are no longer there.
        gone: Vec<String>,
        /// The lines that stand there now.
        come: Vec<String>,
    },
}

/// Compares a file with the one in the folder of the last build.
pub fn since(out: &Path, file: &str, bytes: &[u8]) -> Since {
    let shown = out.join(file).display().to_string();
    match standing(out, file) {
        None if !out.join(".diptych").exists() => Since::NoBuild(out.display().to_string()),
        None => Since::New(shown),
        Some(old) if old == bytes => Since::Equal(shown),
        Some(old) => {
            let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(bytes));
            differing(shown, &old.split('\n').collect::<Vec<_>>(), &new.split('\n').collect::<Vec<_>>())
        }
    }
}

/// What lies between the lines at the start and at the end that are the same.
fn differing(file: String, old: &[&str], new: &[&str]) -> Since {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let owned = |lines: &[&str]| lines[..lines.len() - end].iter().map(|line| (*line).to_owned()).collect();
    Since::Differs { file, line: start + 1, gone: owned(old), come: owned(new) }
}

impl Since {
    /// As lines for people.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::NoBuild(out) => vec![format!("there is no build in {out} to compare with")],
            Self::New(file) => vec![format!("new: {file} is not there")],
            Self::Equal(file) => vec![format!("equal to {file}")],
            Self::Differs { file, line, gone, come } => {
                let mut words = vec![format!("other than {file} from line {line} on")];
                for (mark, lines) in [("-", gone), ("+", come)] {
                    words.extend(lines.iter().take(SHOWN).map(|line| format!("{mark} {line}")));
                    let more = lines.len().saturating_sub(SHOWN);
                    words.extend((more > 0).then(|| format!("{mark} and {more} more")));
                }
                words
            }
        }
    }

    /// The numbers of the lines that are new or other, the first of many.
    pub fn lines(&self) -> std::ops::Range<usize> {
        match self {
            Self::Differs { line, come, .. } => *line..*line + come.len().min(SHOWN),
            _ => 0..0,
        }
    }

    /// As JSON.
    pub fn json(&self) -> Json {
        match self {
            Self::NoBuild(_) => json!({"state": "no build"}),
            Self::New(_) => json!({"state": "new"}),
            Self::Equal(_) => json!({"state": "equal"}),
            Self::Differs { line, gone, come, .. } => {
                json!({"state": "differs", "line": line, "gone": gone, "come": come})
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_lies_between_what_does_not() {
        let of = |old: &str, new: &str| {
            let lines = |text: &'static str| text.split(' ').collect::<Vec<_>>();
            let [old, new] = [old, new].map(|text| lines(Box::leak(text.to_owned().into_boxed_str())));
            match differing(String::new(), &old, &new) {
                Since::Differs { line, gone, come, .. } => (line, gone.join(" "), come.join(" ")),
                _ => panic!("they differ"),
            }
        };
        let owned = |(line, gone, come): (usize, &str, &str)| (line, gone.to_owned(), come.to_owned());
        assert_eq!(of("a b c d", "a x y d"), owned((2, "b c", "x y")));
        assert_eq!(of("a b", "a a b"), owned((2, "", "a")));
        assert_eq!(of("a a b", "a b"), owned((2, "a", "")));
        assert_eq!(of("a", "b"), owned((1, "a", "b")));
    }
}
