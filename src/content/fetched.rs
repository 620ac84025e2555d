//! `content/images.lock`: where pictures from other sites come from, who made them, and what others may do with them.
//!
//! Read here like any other YAML, and written here, so that both agree. Must not know: networks, the pictures' bytes.

use super::fields::{Fields, Text};
use super::log::Log;
use super::yaml::{Entry, Node};
use crate::base::{Date, SitePath, TextRange};
use crate::diagnostics::catalogue::pictures as problem;
use std::fmt::Write as _;
use std::str::FromStr;

/// Where the file lies.
pub const LOCK: &str = "content/images.lock";

/// The first lines of the file.
const HEADER: &str = "# Pictures from other sites, brought in by `diptych images fetch`.
# Fill in `credit` (who made it) and `licence` (what others may do with it); pages show both. All else is the program's.
";

/// A picture that was brought in from another site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fetched {
    /// The address it was brought in from.
    pub url: String,
    /// Where the address stands.
    pub range: TextRange,
    /// The picture's file.
    pub file: SitePath,
    /// BLAKE3 of its bytes as they came, in hexadecimal digits.
    pub hash: String,
    /// How many bytes came.
    pub bytes: u64,
    /// Width and height in pixels, upright.
    pub size: (u32, u32),
    /// The day on which it was brought in.
    pub day: Date,
    /// What it looks like from far away, by which near-duplicates are found; absent if it was not decoded.
    pub looks: Option<u64>,
    /// Who made it; empty if nobody has filled it in.
    pub credit: String,
    /// What others may do with it; empty if nobody has filled it in.
    pub licence: String,
}

/// Reads the file; what has problems is left out.
pub fn read(node: &Node, log: &mut Log) -> Vec<Fetched> {
    let Some(mut fields) = Fields::of(node, "images.lock", log) else { return Vec::new() };
    fields.rest().into_iter().filter_map(|entry| picture(entry, log)).collect()
}

fn picture(entry: &Entry, log: &mut Log) -> Option<Fetched> {
    let mut fields = Fields::of(&entry.node, "a picture from elsewhere", log)?;
    let file = fields.required_text("file", log);
    let hash = fields.required_text("hash", log);
    let bytes = number(&mut fields, "bytes", log);
    let width = number(&mut fields, "width", log);
    let height = number(&mut fields, "height", log);
    fields.required("fetched", log);
    let day = fields.date("fetched", log);
    let looks = fields.text("looks", log);
    let looks = looks.and_then(|looks| checked(&looks, u64::from_str_radix(&looks, 16).ok(), log));
    let credit = fields.text("credit", log);
    let licence = fields.text("licence", log);
    fields.finish(log);
    let file = file.and_then(|file| checked(&file, below_content(&file), log));
    Some(Fetched {
        url: entry.key.clone(),
        range: entry.key_range,
        file: file?,
        hash: hash?.text,
        bytes: bytes?,
        size: (width?, height?),
        day: day?,
        looks,
        credit: credit.map(|credit| credit.text).unwrap_or_default(),
        licence: licence.map(|licence| licence.text).unwrap_or_default(),
    })
}

fn number<T: FromStr>(fields: &mut Fields<'_>, key: &'static str, log: &mut Log) -> Option<T> {
    fields.required(key, log)?;
    let text = fields.text(key, log)?;
    checked(&text, text.parse().ok(), log)
}

/// The value that was made of `text`; none is a problem.
fn checked<T>(text: &Text, value: Option<T>, log: &mut Log) -> Option<T> {
    if value.is_none() {
        log.push(problem::bad_lock_entry(log.span(text.range), text));
    }
    value
}

/// The file at a path below `content/`; none that climbs out of it.
fn below_content(path: &str) -> Option<SitePath> {
    let file = SitePath::new(LOCK).join(path)?;
    file.as_str().starts_with("content/").then_some(file)
}

/// The text of the file, by address. What [`read`] makes of it is `pictures` again.
pub fn write<'f>(pictures: impl IntoIterator<Item = &'f Fetched>) -> String {
    let mut sorted: Vec<&Fetched> = pictures.into_iter().collect();
    sorted.sort_by(|a, b| a.url.cmp(&b.url));
    let mut out = HEADER.to_owned();
    for picture in sorted {
        let file = picture.file.as_str();
        let (width, height) = picture.size;
        let _ = writeln!(out, "\n{}:", quoted(&picture.url));
        let _ = writeln!(out, "  file: {}", quoted(file.strip_prefix("content/").unwrap_or(file)));
        let _ = writeln!(out, "  credit: {}", filled(&picture.credit));
        let _ = writeln!(out, "  licence: {}", filled(&picture.licence));
        let _ = writeln!(out, "  fetched: {}", picture.day);
        let _ = writeln!(out, "  width: {width}\n  height: {height}\n  bytes: {}", picture.bytes);
        let _ = writeln!(out, "  hash: \"{}\"", picture.hash);
        if let Some(looks) = picture.looks {
            let _ = writeln!(out, "  looks: \"{looks:016x}\"");
        }
    }
    out.replace(": \n", ":\n")
}

/// A text that somebody may have filled in: nothing at all, or in quotes.
fn filled(text: &str) -> String {
    if text.is_empty() { String::new() } else { quoted(text) }
}

/// A text in double quotes (YAML 1.2, section 7.3.1).
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::yaml;

    fn read_text(text: &str) -> (Vec<Fetched>, Vec<String>) {
        let mut log = Log::new(&SitePath::new(LOCK));
        let (node, problems) = yaml::parse(text, 0..text.len());
        assert!(problems.is_empty(), "{problems:?}");
        let found = node.map(|node| read(&node, &mut log)).unwrap_or_default();
        (found, log.into_found().into_iter().map(|problem| problem.code.into_owned()).collect())
    }

    fn fetched(url: &str, credit: &str) -> Fetched {
        Fetched {
            url: url.to_owned(),
            range: TextRange::default(),
            file: SitePath::new("content/guides/a.jpg"),
            hash: "0e".repeat(32),
            bytes: 12,
            size: (3, 4),
            day: Date::parse("2026-11-28").expect("a day"),
            looks: Some(7),
            credit: credit.to_owned(),
            licence: String::new(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let wanted = [
            fetched("http://a.example/?q=\"\\: #'x", "Ann: \"the\" #1\n\tof two\u{85}"),
            fetched("http://b.example/앰플.jpg", ""),
        ];
        let (mut found, problems) = read_text(&write(wanted.iter().rev()));
        found.iter_mut().for_each(|one| one.range = TextRange::default());
        assert_eq!((found.as_slice(), problems.len()), (&wanted[..], 0));
        assert!(!write(&wanted).lines().any(|line| line.ends_with(' ')));
        assert_eq!(read_text(&write(&[])).0, []);
    }

    #[test]
    fn what_is_damaged_is_named() {
        let whole = write(&[fetched("http://a.example/", "")]);
        for (from, to, code) in [
            ("guides/a.jpg", "../a.jpg", "bad-lock-entry"),
            ("width: 3", "width: -3", "bad-lock-entry"),
            ("height: 4", "height: 5000000000", "bad-lock-entry"),
            ("  bytes: 12\n", "", "missing-key"),
            ("bytes: 12", "bits: 12", "unknown-key"),
            ("2026-11-28", "yesterday", "bad-date"),
            ("0000000000000007", "alike", "bad-lock-entry"),
        ] {
            let (found, problems) = read_text(&whole.replace(from, to));
            assert_eq!(problems.first().map(String::as_str), Some(code), "{from}");
            assert!(found.is_empty() || to == "alike");
        }
    }
}
