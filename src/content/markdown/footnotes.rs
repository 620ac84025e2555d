//! Footnotes: numbered by first use, written at the end of the text.

use super::writer::Writer;
use crate::base::TextRange;
use crate::base::suggest::nearest;
use crate::content::body::Phrase;
use crate::content::log::Log;
use crate::diagnostics::catalogue::references as problem;
use std::collections::HashMap;

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

    /// Writes all footnotes that are used, and returns those that are not and those that are missing.
    pub fn finish(self, out: &mut Writer) -> Astray {
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
        Astray { missing: self.missing, unused }
    }
}

/// What of footnotes has no other half.
pub struct Astray {
    missing: Vec<Place>,
    unused: Vec<Place>,
}

impl Astray {
    /// Tells what is wrong. A footnote that nothing refers to may be the one that is missing under another label.
    pub fn report(mut self, log: &mut Log) {
        for (label, range) in self.missing {
            let unused = self.unused.iter().map(|(label, _)| label.as_str());
            let meant = nearest(&label, unused).map(str::to_owned);
            log.push(problem::missing_footnote(log.span(range), &label, meant.as_deref()));
            self.unused.retain(|(label, _)| Some(label) != meant.as_ref());
        }
        for (label, range) in self.unused {
            log.push(problem::unused_footnote(log.span(range), &label));
        }
    }
}
