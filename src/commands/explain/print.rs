//! What is said of a page, as lines on the terminal.
//!
//! Must not know: how any of it was found out.

use super::Explained;
use super::places::{Place, in_brackets};
use crate::commands::report::{counted, line as say};

/// More places of one file than this are counted.
const PLACES: usize = 12;
/// More pages than this are counted.
const PAGES: usize = 12;

/// All that is said of a page.
pub fn page(explained: &Explained) {
    say(&format!("{}: {}", explained.address, explained.what));
    say(&format!("  {}, {} bytes", explained.file, explained.bytes));
    if let Some(((first, whose), others)) = explained.chain.split_first() {
        let extended =
            others.iter().map(|(path, whose)| format!(", which extends {path}{}", in_brackets(whose)));
        say(&format!("\ntemplates\n  {first}{}{}", in_brackets(whose), extended.collect::<String>()));
    }
    if let Some(traces) = &explained.traces {
        for (file, whose, lines) in by_file(&traces.templates()) {
            let is_named = explained.chain.iter().any(|(path, _)| *path == file);
            let of = if is_named { String::new() } else { in_brackets(whose) };
            say(&format!("  {file}{of}: {} that wrote something", counted(lines.len(), "line")));
        }
        say("\nmade of");
        for (_, _, places) in by_file(&traces.content()) {
            places.iter().take(PLACES).for_each(|place| say(&format!("  {}  {}", place.at(), place.what)));
            more(places.len(), PLACES);
        }
        inexact(traces.is_exact);
    }
    say("\nfor search engines");
    explained.indexed.words().iter().for_each(|line| say(&format!("  {line}")));
    if explained.indexed.yes.is_some() {
        say(&format!("\nlinked from {}", counted(explained.linking.len(), "page")));
        for linking in explained.linking.iter().take(PAGES) {
            let at = if linking.places.is_empty() {
                String::new()
            } else {
                format!(" at {}", linking.places.join(", "))
            };
            say(&format!("  {}{at}", linking.page));
        }
        more(explained.linking.len(), PAGES);
    }
    say("\nsince the last build");
    explained.since.words().iter().for_each(|line| say(&format!("  {line}")));
    if let Some(traces) = &explained.traces {
        let mut places: Vec<Place> =
            explained.since.lines().flat_map(|line| traces.line(line).content).collect();
        places.dedup();
        places.iter().take(PLACES).for_each(|place| say(&format!("  from {}  {}", place.at(), place.what)));
    }
}

/// What is said of one line of a page, from 1.
pub fn line(explained: &Explained, number: usize, bytes: &[u8]) {
    say(&format!("{}:{number}\n  {}", explained.file, nth(bytes, number).trim_end()));
    let Some(traces) = &explained.traces else { return };
    let line = traces.line(number);
    say("\nwritten by");
    line.templates.iter().for_each(|place| say(&format!("  {}{}", place.at(), in_brackets(place.whose))));
    say("\nmade of");
    line.content.iter().for_each(|place| say(&format!("  {}  {}", place.at(), place.what)));
    if line.content.is_empty() {
        say("  no content: these are the template's own words, a number or a day");
    }
    inexact(traces.is_exact);
}

/// A line of a page, from 1.
pub fn nth(bytes: &[u8], number: usize) -> String {
    String::from_utf8_lossy(bytes).lines().nth(number.saturating_sub(1)).unwrap_or_default().to_owned()
}

fn more(count: usize, shown: usize) {
    if count > shown {
        say(&format!("  and {} more (--json lists all)", count - shown));
    }
}

fn inexact(is_exact: bool) {
    if !is_exact {
        say("  some may be missing: a template decides by words that were marked to follow them");
    }
}

/// Places by their file, which they come by.
fn by_file(places: &[Place]) -> Vec<(crate::base::SitePath, &'static str, Vec<Place>)> {
    let mut files: Vec<(crate::base::SitePath, &'static str, Vec<Place>)> = Vec::new();
    for place in places {
        match files.last_mut().filter(|(file, ..)| *file == place.file) {
            Some((.., of)) => of.push(place.clone()),
            None => files.push((place.file.clone(), place.whose, vec![place.clone()])),
        }
    }
    files
}
