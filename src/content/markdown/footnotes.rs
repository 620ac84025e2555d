//! Footnotes: numbered by first use, written at the end of the text.

use super::writer::Writer;
use crate::base::TextRange;
use crate::base::suggest::{Suggestions, nearest};
use crate::content::body::Phrase;
use crate::content::log::Log;
use crate::diagnostics::catalogue::references as problem;
use std::collections::{HashMap, HashSet};

/// The footnotes of one text.
#[derive(Default)]
pub struct Footnotes {
    numbers: HashMap<String, usize>,
    uses: Vec<usize>,
    written: Vec<Footnote>,
    /// Where the first of each label is written.
    places: HashMap<String, TextRange>,
    /// The labels that the text uses and of which none is written, and where.
    missing: Vec<Place>,
}

/// A label and where it stands.
type Place = (String, TextRange);

struct Footnote {
    label: String,
    range: TextRange,
    text: Writer,
}

impl Footnotes {
    /// Writes the mark of a footnote where the text uses it.
    pub fn mark(&mut self, label: &str, out: &mut Writer) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        if number == next {
            self.uses.push(0);
        }
        let uses = &mut self.uses[number - 1];
        *uses += 1;
        out.format(format_args!("<sup class=\"footnote-ref\" id=\"fnref-{number}"));
        if *uses > 1 {
            out.format(format_args!("-{uses}"));
        }
        out.format(format_args!("\"><a href=\"#fn-{number}\" aria-label=\""));
        out.say(Phrase::Footnote, number);
        out.format(format_args!("\">{number}</a></sup>"));
    }

    /// Keeps the text of a footnote. Of two with one label the first counts, as in GFM, and its place is returned.
    pub fn keep(&mut self, label: &str, range: TextRange, text: Writer) -> Option<TextRange> {
        let first = self.places.get(label).copied();
        if first.is_none() {
            self.places.insert(label.to_owned(), range);
            self.written.push(Footnote { label: label.to_owned(), range, text });
        }
        first
    }

    /// Takes in that the text uses a label of which none is written.
    pub fn miss(&mut self, label: &str, range: TextRange) {
        self.missing.push((label.to_owned(), range));
    }

    /// Writes all footnotes that are used, and tells which are not and which are missing.
    pub fn finish(self, out: &mut Writer, log: &mut Log) {
        let mut unused = Vec::new();
        let mut notes: Vec<(usize, Writer)> = Vec::new();
        for mut note in self.written {
            match self.numbers.get(&note.label) {
                Some(&number) => {
                    let in_paragraph = note.text.strip_suffix("</p>\n");
                    note.text.format(format_args!(
                        " <a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\""
                    ));
                    note.text.say(Phrase::BackToFootnote, number);
                    note.text.markup("\">\u{21a9}\u{fe0e}</a>");
                    if in_paragraph {
                        note.text.markup("</p>\n");
                    }
                    notes.push((number, note.text));
                }
                None => unused.push((note.label, note.range)),
            }
        }
        notes.sort_by_key(|(number, _)| *number);
        if !notes.is_empty() {
            out.fresh_line();
            out.markup("<section class=\"footnotes\" aria-label=\"");
            out.say(Phrase::Footnotes, 0);
            out.markup("\">\n<ol>\n");
            for (number, text) in notes {
                out.format(format_args!("<li id=\"fn-{number}\">"));
                out.append(&text);
                out.markup("</li>\n");
            }
            out.markup("</ol>\n</section>\n");
        }
        report(&self.missing, &unused, log);
    }
}

/// Tells what has no other half. A footnote that nothing refers to may be one that is missing under another label.
fn report(missing: &[Place], unused: &[Place], log: &mut Log) {
    let (suggestions, mut meant) = (Suggestions::default(), HashSet::new());
    for (label, range) in missing {
        let labels = unused.iter().map(|(label, _)| label.as_str());
        let near = suggestions.get(label, || nearest(label, labels).map(str::to_owned));
        log.push(problem::missing_footnote(log.span(*range), label, near.as_deref()));
        meant.extend(near);
    }
    for (label, range) in unused.iter().filter(|(label, _)| !meant.contains(label)) {
        log.push(problem::unused_footnote(log.span(*range), label));
    }
}
