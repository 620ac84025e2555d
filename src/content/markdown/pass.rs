//! The one pass over the parser's events: HTML with holes, and what is counted and reported on the way. What it does with
//! headings, tables, links, raw HTML and fenced code is told in files of these names.

use super::anchors::Anchors;
use super::beginning::Beginning;
use super::callouts;
use super::footnotes::Footnotes;
use super::headings::OpenHeading;
use super::runs::comment;
use super::tables::TableState;
use super::writer::{Mark, Writer};
use super::{BlockNames, Document, Found, OPTIONS, Text};
use crate::base::TextRange;
use crate::base::mark::mark;
use crate::content::body::{Body, Hole, Phrase};
use crate::content::log::Log;
use crate::content::terms::Field;
use crate::diagnostics::catalogue::{blocks, references as problem};
use pulldown_cmark::{Event, OffsetIter, Parser, Tag, TagEnd};
use std::ops::Range;

/// What kind of text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A guide or page: raw HTML and blocks.
    Document,
    /// Paragraphs of a data file.
    Paragraphs,
    /// One line of prose, without its `<p>`.
    Inline,
}

pub(super) struct Pass<'t, 'p> {
    pub(super) text: Text<'t>,
    pub(super) events: OffsetIter<'t>,
    pub(super) blocks: Option<&'p BlockNames>,
    pub(super) mode: Mode,
    pub(super) found: &'p mut Found,
    pub(super) log: &'p mut Log,
    pub(super) out: Writer,
    /// Writers that wait while a footnote is written.
    waiting: Vec<Writer>,
    pub(super) document: Document,
    pub(super) anchors: Anchors,
    pub(super) footnotes: Footnotes,
    /// The heading that is being written.
    pub(super) heading: Option<OpenHeading>,
    /// Where the words of the link begin that is being written.
    pub(super) link: Option<Mark>,
    /// The footnote that is being written.
    footnote: Option<(String, TextRange)>,
    /// What is counted of the passage that is being read.
    beginning: Beginning,
    /// How many quotes, lists and footnotes are open.
    pub(super) depth: usize,
    pub(super) table: TableState,
    /// Whether fenced or indented code is open, in which no sign is markup.
    pub(super) in_code: bool,
    /// Whether words get a mark before them: the number of the one at the start of the file.
    pub(super) marks_from: Option<usize>,
}

impl<'t, 'p> Pass<'t, 'p> {
    pub(super) fn new(
        text: Text<'t>,
        blocks: Option<&'p BlockNames>,
        mode: Mode,
        found: &'p mut Found,
        log: &'p mut Log,
    ) -> Self {
        Self {
            text,
            events: Parser::new_ext(text.text, OPTIONS).into_offset_iter(),
            blocks,
            mode,
            found,
            log,
            out: Writer::with_capacity(text.text.len() + text.text.len() / 4),
            waiting: Vec::new(),
            document: Document::default(),
            anchors: Anchors::default(),
            footnotes: Footnotes::default(),
            heading: None,
            link: None,
            footnote: None,
            beginning: Beginning::default(),
            depth: 0,
            table: TableState::default(),
            in_code: false,
            marks_from: None,
        }
    }

    pub(super) fn run(mut self) -> Document {
        while let Some((event, range)) = self.events.next() {
            self.event(event, range);
        }
        std::mem::take(&mut self.footnotes).finish(&mut self.out, self.log);
        let body = std::mem::take(&mut self.out).finish();
        self.document.body = if self.mode == Mode::Inline { self.without_paragraph(body) } else { body };
        self.document
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                self.words(&text);
                self.mark(&range);
                self.out.text(&text);
                if !self.in_code {
                    self.check_slips(&text, range);
                }
            }
            Event::Code(text) => {
                self.words(&text);
                self.mark(&range);
                self.out.markup("<code>");
                self.out.text(&text);
                self.out.markup("</code>");
            }
            Event::InlineHtml(html) if self.mode == Mode::Document || comment(&html).is_some() => {
                self.inline_html(&html, range);
            }
            Event::Html(text) | Event::InlineHtml(text) => self.out.text(&text),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br />\n"),
            Event::Rule => self.open_line("<hr />\n", &range),
            Event::FootnoteReference(label) => self.footnotes.mark(&label, &mut self.out),
            Event::TaskListMarker(done) => {
                let (label, checked) =
                    if done { (Phrase::Done, " checked=\"\"") } else { (Phrase::ToDo, "") };
                self.out
                    .format(format_args!("<input disabled=\"\" type=\"checkbox\"{checked} aria-label=\""));
                self.out.say(label, 0);
                self.out.markup("\"/>\n");
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.text(&text),
        }
    }

    /// Marks what follows with its place, if somebody wants to know.
    pub(super) fn mark(&mut self, range: &Range<usize>) {
        if let Some(first) = self.marks_from {
            self.out.markup(&mark(first + self.text.place(range.clone()).start as usize));
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        if is_passage(&tag) {
            self.beginning = Beginning::default();
        }
        match tag {
            Tag::Paragraph => self.open_line("<p>", &range),
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(kind) => {
                self.depth += 1;
                callouts::open(kind, range, self);
            }
            Tag::CodeBlock(kind) => self.code_block(kind, range),
            Tag::List(start) => {
                self.depth += 1;
                match start {
                    Some(1) => self.open_line("<ol>\n", &range),
                    Some(start) => self.open_line(&format!("<ol start=\"{start}\">\n"), &range),
                    None => self.open_line("<ul>\n", &range),
                }
            }
            Tag::Item => self.open_line("<li>", &range),
            Tag::FootnoteDefinition(label) => {
                self.depth += 1;
                self.waiting.push(std::mem::take(&mut self.out));
                self.footnote =
                    Some((label.to_string(), self.text.place(range.start..range.start + label.len() + 3)));
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(&range),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.markup("<em>"),
            Tag::Strong => self.out.markup("<strong>"),
            Tag::Strikethrough => self.out.markup("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, range),
            Tag::Image { link_type, dest_url, title, id } => {
                self.image((link_type, &id), &dest_url, &title, range);
            }
            Tag::HtmlBlock => self.html_block(range),
            Tag::MetadataBlock(_) => {}
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
            Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.out.markup("</p>\n"),
            TagEnd::Heading(level) => self.end_heading(level, range),
            TagEnd::BlockQuote(kind) => {
                self.depth -= 1;
                self.out.markup(if kind.is_some() { "</aside>\n" } else { "</blockquote>\n" });
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.markup("</code></pre>\n");
            }
            TagEnd::List(ordered) => {
                self.depth -= 1;
                self.out.markup(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.out.markup("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.out.markup("</tbody></table></div>\n"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.markup("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.markup("</em>"),
            TagEnd::Strong => self.out.markup("</strong>"),
            TagEnd::Strikethrough => self.out.markup("</del>"),
            TagEnd::Link => self.end_link(range),
            TagEnd::HtmlBlock if self.mode != Mode::Document => self.out.markup("</p>\n"),
            _ => {}
        }
    }

    /// Writes what begins a line of the page, and a place of the text.
    pub(super) fn open_line(&mut self, markup: &str, range: &Range<usize>) {
        self.out.fresh_line();
        self.mark(range);
        self.out.markup(markup);
    }

    /// Counts words: all of a heading, which are kept for its anchor, and the first of a passage.
    pub(super) fn words(&mut self, text: &str) {
        match &mut self.heading {
            Some(heading) => {
                heading.words.push_str(text);
                self.found.terms.add(text, Field::Heading);
            }
            None => self.found.terms.add(self.beginning.part(text), Field::Body),
        }
    }

    fn line_break(&mut self, markup: &str) {
        if let Some(heading) = &mut self.heading {
            heading.words.push(' ');
        }
        self.out.markup(markup);
    }

    fn end_link(&mut self, range: Range<usize>) {
        if self.link.take().is_some_and(|begin| self.out.is_blank_since(begin)) {
            self.log.push(problem::link_without_words(self.log.span(self.text.place(range))));
        }
        self.out.markup("</a>");
    }

    fn end_footnote(&mut self) {
        self.depth -= 1;
        let note = std::mem::replace(&mut self.out, self.waiting.pop().unwrap_or_default());
        let Some((label, range)) = self.footnote.take() else { return };
        if let Some(first) = self.footnotes.keep(&label, range, note) {
            let (at, first) = (self.log.span(range), self.log.span(first));
            self.log.push(problem::footnote_twice(at, &label, first));
        }
    }

    /// Takes the paragraph off a text that should be one line; what is more than one is a problem.
    fn without_paragraph(&mut self, body: Body) -> Body {
        if body.is_empty() {
            return body;
        }
        let inner = body.html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>\n"));
        let Some(inner) = inner.filter(|inner| !inner.contains("</p>")) else {
            self.log.push(blocks::not_one_line(self.log.span(self.text.whole)));
            return body;
        };
        let moved = |hole: &Hole| Hole { at: hole.at - "<p>".len() as u32, ..*hole };
        Body { html: inner.into(), holes: body.holes.iter().map(moved).collect() }
    }
}

/// Whether a passage begins with this tag.
fn is_passage(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Item | Tag::TableHead | Tag::TableRow | Tag::CodeBlock(_))
}
