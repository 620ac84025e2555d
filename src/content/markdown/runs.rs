//! Markdown -> stretches of plain prose with the place of every word: what the check of texts against facts reads.
//!
//! Code, tables' rules, raw HTML and blocks are no prose. Must not know: what any word means.

use super::{OPTIONS, Text};
use crate::base::TextRange;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// What stands in a run for what is no prose: a fact that is printed, code, a picture.
pub const OPAQUE: char = '\u{fffc}';

/// What kind of text a run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A heading of a level.
    Heading(u8),
    /// A paragraph, an item of a list or a cell of a table.
    Prose,
    /// A quotation: somebody else's words.
    Quote,
}

/// A paragraph, heading, item or cell as plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// What kind of text it is.
    pub sort: Sort,
    /// The words.
    pub text: String,
    /// Where the pieces of `text` stand in the file: where a piece starts in `text`, and its place.
    pieces: Vec<(usize, TextRange)>,
    /// The comment that explains what is said here, and where it stands.
    pub comment: Option<TextRange>,
    /// How many bytes of the text, at its start, only say what the rest is about: the words at the head of a cell's row.
    pub label: usize,
}

/// What a text consists of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Passage {
    /// A paragraph, heading or item.
    Run(Run),
    /// A table.
    Table(Table),
}

impl Passage {
    /// The comment that explains it.
    pub fn comment_mut(&mut self) -> &mut Option<TextRange> {
        match self {
            Self::Run(run) => &mut run.comment,
            Self::Table(table) => &mut table.comment,
        }
    }
}

/// A table as its author typed it; a cell with nothing in it is a run without text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The rows, the header first.
    pub rows: Vec<Vec<Run>>,
    /// The comment before it that explains what is said in it.
    pub comment: Option<TextRange>,
}

impl Run {
    /// A text without markup, all of one place.
    pub fn plain(text: &str, range: TextRange) -> Self {
        Self { sort: Sort::Prose, text: text.to_owned(), pieces: vec![(0, range)], comment: None, label: 0 }
    }

    /// The run with words before it that say what it is about, and that have no place of their own.
    pub fn labelled(&self, label: &str) -> Self {
        let label = format!("{}: ", label.trim().trim_end_matches(['?', '.', ':']));
        let start = self.pieces.first().map_or(0, |(_, place)| place.start);
        let moved = self.pieces.iter().map(|(from, place)| (from + label.len(), *place));
        let nowhere = (0, TextRange::at(start as usize));
        Self {
            text: format!("{label}{}", self.text),
            pieces: std::iter::once(nowhere).chain(moved).collect(),
            label: label.len(),
            ..self.clone()
        }
    }

    /// The place in the file of some bytes of the text.
    pub fn place(&self, range: Range<usize>) -> TextRange {
        TextRange { start: self.offset(range.start, false), end: self.offset(range.end, true) }
    }

    /// The place in the file of one byte of the text; as an end, the place behind the byte before.
    fn offset(&self, at: usize, is_end: bool) -> u32 {
        let after = self.pieces.partition_point(|(start, _)| if is_end { *start < at } else { *start <= at });
        let Some(piece) = after.checked_sub(1) else {
            return self.pieces.first().map_or(0, |(_, place)| place.start);
        };
        let (start, place) = self.pieces[piece];
        let end = self.pieces.get(piece + 1).map_or(self.text.len(), |(next, _)| *next);
        // What is written in another way, such as with escapes, has the place of the whole piece.
        match (end - start == place.range().len(), is_end) {
            (true, _) => place.start + (at - start) as u32,
            (false, true) => place.end,
            (false, false) => place.start,
        }
    }
}

/// The comment that explains a finding: `<!-- facts: the reason -->`; its reason, if it is one.
pub fn comment(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    Some(inner.trim().strip_prefix("facts:")?.trim())
}

/// The passages of a text, in order, and its fenced blocks: the info string of each and where its text stands in the file.
pub fn passages(text: Text<'_>) -> (Vec<Passage>, Vec<(String, Range<usize>)>) {
    let mut reader = Reader {
        text,
        passages: Vec::new(),
        fences: Vec::new(),
        table: None,
        run: None,
        quotes: 0,
        code: 0,
        in_fence: false,
        waiting: None,
        fact: false,
    };
    for (event, range) in Parser::new_ext(text.text, OPTIONS).into_offset_iter() {
        reader.event(event, range);
    }
    reader.end();
    if let Some(comment) = reader.waiting {
        // Nothing stands behind it that it could explain.
        let nothing = Run { comment: Some(comment), ..Run::plain("", comment) };
        reader.passages.push(Passage::Run(nothing));
    }
    (reader.passages, reader.fences)
}

struct Reader<'t> {
    text: Text<'t>,
    passages: Vec<Passage>,
    fences: Vec<(String, Range<usize>)>,
    /// The table that is open.
    table: Option<Table>,
    run: Option<Run>,
    quotes: usize,
    /// How many code blocks, pictures and struck words are open, of which none is said.
    code: usize,
    /// Whether the last of `fences` is open.
    in_fence: bool,
    /// A comment that stands before the run it explains.
    waiting: Option<TextRange>,
    /// Whether a reference to a fact is open.
    fact: bool,
}

impl<'t> Reader<'t> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.start(Sort::Heading(level as u8)),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => self.start(Sort::Prose),
            Event::Start(Tag::Table(_)) => {
                self.end();
                self.table = Some(Table { comment: self.waiting.take(), ..Table::default() });
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.table.iter_mut().for_each(|table| table.rows.push(Vec::new()));
            }
            Event::End(TagEnd::TableCell) => {
                let row = self.table.as_mut().and_then(|table| table.rows.last_mut());
                row.into_iter().for_each(|row| row.extend(self.run.take()));
            }
            Event::End(TagEnd::Table) => self.passages.extend(self.table.take().map(Passage::Table)),
            Event::Start(Tag::BlockQuote(kind)) => self.quotes += usize::from(kind.is_none()),
            Event::End(TagEnd::BlockQuote(kind)) => self.quotes -= usize::from(kind.is_none()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.code += 1;
                self.in_fence = true;
                self.fences.push((info.to_string(), 0..0));
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::Strikethrough) => self.code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::Strikethrough) => {
                self.code -= 1;
                self.in_fence = false;
                self.push(&OPAQUE.to_string(), range);
            }
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. })
                if dest_url.contains('.') =>
            {
                self.fact = true;
                self.push(&OPAQUE.to_string(), range);
            }
            Event::End(TagEnd::Link) => self.fact = false,
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item) => self.end(),
            Event::Text(_) if self.in_fence => {
                let place = self.text.place(range).range();
                if let Some((_, text)) = self.fences.last_mut() {
                    let start = if text.start == text.end { place.start } else { text.start };
                    *text = start..place.end;
                }
            }
            Event::Text(_) | Event::Code(_) if self.fact => {}
            Event::Text(words) => self.push(&words, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.push(&OPAQUE.to_string(), range)
            }
            Event::SoftBreak | Event::HardBreak => self.push(" ", range),
            Event::Start(Tag::HtmlBlock) if comment(&self.text.text[range.clone()]).is_some() => {
                self.end();
                self.explain(self.text.place(range));
            }
            Event::InlineHtml(html) if comment(&html).is_some() => {
                self.explain(self.text.place(range));
            }
            _ => {}
        }
    }

    fn start(&mut self, sort: Sort) {
        // The paragraph inside an item: what explains the item explains it.
        let before = self.run.as_ref().filter(|run| run.text.trim().is_empty()).and_then(|run| run.comment);
        self.end();
        let sort = if self.quotes > 0 { Sort::Quote } else { sort };
        let comment = self.waiting.take().or(before);
        self.run = Some(Run { sort, text: String::new(), pieces: Vec::new(), comment, label: 0 });
    }

    fn end(&mut self) {
        let run = self.run.take().filter(|run| !run.text.trim().is_empty());
        self.passages.extend(run.map(Passage::Run));
    }

    fn push(&mut self, words: &str, range: Range<usize>) {
        if self.code > 0 {
            return;
        }
        let place = self.text.place(range);
        if let Some(run) = &mut self.run {
            run.pieces.push((run.text.len(), place));
            run.text.push_str(words);
        }
    }

    fn explain(&mut self, place: TextRange) {
        match &mut self.run {
            Some(run) => run.comment = Some(place),
            None => self.waiting = Some(place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Run> {
        let run = |passage| match passage {
            Passage::Run(run) => vec![run],
            Passage::Table(table) => table.rows.into_iter().flatten().collect(),
        };
        passages(Text::part(text, 0..text.len())).0.into_iter().flat_map(run).collect()
    }

    #[test]
    fn cells_keep_their_places_behind_a_label() {
        let source = "| | Ampoule |\n| - | - |\n| How long? | 2-6 *weeks* |\n";
        let cells = read(source);
        let said: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(said, ["", "Ampoule", "How long?", "2-6 weeks"]);
        let cell = cells[3].labelled(&cells[2].text);
        assert_eq!((cell.text.as_str(), cell.label), ("How long: 2-6 weeks", 10));
        assert_eq!(&source[cell.place(10..13).range()], "2-6");
        assert_eq!(&source[cell.place(14..19).range()], "weeks");
    }

    #[test]
    fn words_keep_their_places_through_markup() {
        let source =
            "## A *fine* one\n\nUse an [[ampoule|the ampoule]] for `x` [[ampoule.course]], **2-6 weeks**.\n";
        let runs = read(source);
        assert_eq!(runs[0].sort, Sort::Heading(2));
        assert_eq!(runs[0].text, "A fine one");
        assert_eq!(runs[1].text, "Use an the ampoule for \u{fffc} \u{fffc}, 2-6 weeks.");
        let at = runs[1].text.find("2-6 weeks").expect("the words");
        assert_eq!(&source[runs[1].place(at..at + 9).range()], "2-6 weeks");
    }

    #[test]
    fn what_is_struck_is_not_said() {
        let runs = read("It weighs ~~700 g~~ 600 g.\n\n- [x] done\n");
        assert_eq!(runs[0].text, "It weighs \u{fffc} 600 g.");
        assert_eq!(runs[1].text, "done");
    }

    #[test]
    fn the_text_of_a_block_ends_with_the_block() {
        let source =
            "```verdict\ntext: One.\n```\n\n![A jar](jar.jpg)\n\n    text: indented\n\n```choose\n```\n";
        let (_, fences) = passages(Text::part(source, 0..source.len()));
        let fences: Vec<(&str, &str)> =
            fences.iter().map(|(info, text)| (info.as_str(), &source[text.clone()])).collect();
        assert_eq!(fences, [("verdict", "text: One.\n"), ("choose", "")]);
    }

    #[test]
    fn comments_explain_the_run_they_stand_in_or_before() {
        let runs = read("- <!-- facts: one -->\n\n  One.\n\nTwo.\n\n<!-- facts:\nthree -->\n");
        let explained: Vec<(&str, bool)> =
            runs.iter().map(|r| (r.text.as_str(), r.comment.is_some())).collect();
        assert_eq!(explained, [("One.", true), ("Two.", false), ("", true)]);
        let runs = read(
            "<!-- facts: an old study -->\n\nOne.\n\nTwo. <!-- facts: theirs -->\n\n- Three\n- > Four\n",
        );
        let explained: Vec<bool> = runs.iter().map(|run| run.comment.is_some()).collect();
        assert_eq!(explained, [true, true, false, false]);
        assert_eq!(runs[3].sort, Sort::Quote);
        assert_eq!(comment("<!-- facts: theirs -->"), Some("theirs"));
        assert_eq!(comment("<!-- a note -->"), None);
    }
}
