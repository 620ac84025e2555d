//! What was seen of a page's origins, as places that an editor can open.
//!
//! Must not know: how a page is found or printed.

use super::Files;
use crate::base::text::line_column;
use crate::base::{SitePath, TextRange};
use crate::commands::report::{Json, json};
use crate::content::attribute::Form;
use crate::content::place::of_key;
use crate::diagnostics::{Span, place};
use crate::page::trace::Origin;
use crate::pipeline::Traced;
use crate::site::Site;
use crate::site::fresh::FactAt;
use crate::source::Sources;
use std::collections::BTreeSet;

/// What the words of a text are called.
const TEXT: &str = "text";

/// A place in a file, and what stands there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The file.
    pub file: SitePath,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1; none for a template, of which only lines are known.
    pub column: Option<usize>,
    /// What stands there: the key, the fact, `text`.
    pub what: String,
    /// Whose a file is that the theme has too: see [`Files::whose`].
    pub whose: &'static str,
}

impl Place {
    /// `content/guides/a.md:2:8`
    pub fn at(&self) -> String {
        let column = self.column.map(|column| format!(":{column}")).unwrap_or_default();
        format!("{}:{}{column}", self.file, self.line)
    }
}

/// Where a key of a file stands, for a message; the file alone if it does not have it.
pub fn place_of_key(files: &Files, path: &SitePath, keys: &[&str]) -> String {
    let sources = files.read([path.clone()]);
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    let found = sources.get(path.as_str()).and_then(|file| Some((file, of_key(file, &keys)?)));
    found.map_or_else(|| path.to_string(), |(file, at)| place(&Span::new(path, at), file.readable()))
}

/// Places as JSON.
pub fn json(places: &[Place]) -> Json {
    let one = |place: &Place| {
        json!({"file": place.file.as_str(), "line": place.line, "column": place.column, "what": place.what,
            "whose": place.whose})
    };
    Json::Array(places.iter().map(one).collect())
}

/// " (built in)"; nothing for nothing.
pub fn in_brackets(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" ({words})") }
}

/// The places of one line.
#[derive(Clone, Default)]
pub struct Line {
    /// Of templates.
    pub templates: Vec<Place>,
    /// Of content and data.
    pub content: Vec<Place>,
}

/// The places of every line of a page.
pub struct Traces {
    lines: Vec<Line>,
    /// Whether they are all that there are.
    pub is_exact: bool,
}

/// Turns origins into places.
pub struct Places<'p> {
    site: &'p Site,
    files: &'p Files,
}

impl<'p> Places<'p> {
    /// The places of a site that was made of these files.
    pub fn new(site: &'p Site, files: &'p Files) -> Self {
        Self { site, files }
    }

    /// The files that origins are in.
    fn read(&self, traced: &Traced) -> Sources {
        let of = |origin: &Origin| match origin {
            Origin::Key { places, .. } => places.iter().map(|(path, _)| path.clone()).collect(),
            Origin::Text(path) | Origin::Heading(path, _) | Origin::Place(path, ..) => vec![path.clone()],
            Origin::Fact(at) => {
                let product = &self.site.products[at.product];
                product.words.iter().chain([&product.path]).cloned().collect()
            }
            Origin::File(_) | Origin::Template(..) | Origin::End => Vec::new(),
        };
        let paths: BTreeSet<SitePath> =
            traced.lines.iter().flatten().flat_map(|(origin, _)| of(origin)).collect();
        self.files.read(paths)
    }

    /// Where a text or list is said in a further language; all other facts are written once.
    fn words_of(&self, sources: &Sources, at: FactAt) -> Option<(&SitePath, TextRange)> {
        let (product, attribute) = (&self.site.products[at.product], at.attribute(self.site));
        let path = product.words.as_ref().filter(|_| product.foreign.get(at.attribute) == Some(&false))?;
        if !matches!(attribute.form, Form::Text | Form::List) {
            return None;
        }
        let file = sources.get(path.as_str())?;
        let with_note = [attribute.id.clone(), "is".to_owned()];
        Some((path, of_key(file, &with_note).or_else(|| of_key(file, &with_note[..1]))?))
    }

    fn place(&self, sources: &Sources, origin: &Origin, at: usize) -> Option<Place> {
        let place = |file: &SitePath, offset: usize, what: String| {
            let text = sources.get(file.as_str()).map_or("", |file| file.readable());
            let place = line_column(text, offset.min(text.len()));
            Place { file: file.clone(), line: place.line, column: Some(place.column), what, whose: "" }
        };
        Some(match origin {
            Origin::Key { places, otherwise } => {
                let mut found = places.iter().filter_map(|(path, keys)| {
                    Some((path, keys, of_key(sources.get(path.as_str())?, keys)?))
                });
                let nowhere = || places.last().map(|(path, keys)| (path, keys, *otherwise));
                let (path, keys, range) = found.next().or_else(nowhere)?;
                place(path, range.start as usize, keys.join("."))
            }
            Origin::Text(path) => place(path, at, TEXT.to_owned()),
            Origin::Heading(path, title) => {
                let text = sources.get(path.as_str()).map_or("", |file| file.readable());
                let lines = text.split_inclusive('\n').scan(0, |at, line| {
                    let start = *at;
                    *at += line.len();
                    Some((start, line))
                });
                let found = lines
                    .filter(|(_, line)| line.starts_with('#'))
                    .find(|(_, line)| line.contains(title.as_str()));
                place(path, found.map_or(0, |(start, _)| start), "heading".to_owned())
            }
            Origin::Place(path, range, what) => place(path, range.start as usize, (*what).to_owned()),
            Origin::Fact(at) => {
                let product = &self.site.products[at.product];
                if let Some((path, range)) = self.words_of(sources, *at) {
                    return Some(place(path, range.start as usize, at.id(self.site)));
                }
                match at.fact(self.site).written {
                    Some(_) => {
                        place(&product.path, at.span(self.site).range.start as usize, at.id(self.site))
                    }
                    None => place(
                        &product.path,
                        product.place.start as usize,
                        format!("{} (not written)", at.id(self.site)),
                    ),
                }
            }
            Origin::File(path) => place(path, 0, "picture".to_owned()),
            Origin::Template(name, line) => {
                let file = SitePath::new(format!("templates/{name}"));
                let whose = self.files.whose(&file);
                Place { file, line: *line, column: None, what: String::new(), whose }
            }
            Origin::End => return None,
        })
    }
}

impl Traces {
    /// The places of what was seen on each line.
    ///
    /// A line that no template has a word on goes on with what the last one wrote, and one between the marks of a text
    /// belongs to the place before.
    pub fn new(traced: Traced, places: &Places<'_>) -> Self {
        let sources = places.read(&traced);
        let mut lines = Vec::with_capacity(traced.lines.len());
        let (mut text, mut template): (Option<Place>, Option<Place>) = (None, None);
        // The line of a template that prints the text, to which a page comes back behind each block.
        let mut around: Option<Place> = None;
        for origins in &traced.lines {
            let mut line = Line::default();
            let before = text.clone();
            let mut has_text = false;
            for (origin, at) in origins {
                let place = places.place(&sources, origin, *at);
                match origin {
                    Origin::Template(..) => {
                        template.clone_from(&place);
                        line.templates.extend(place);
                    }
                    Origin::Text(_) => {
                        text.clone_from(&place);
                        around = around.or_else(|| template.clone());
                        template.clone_from(&around);
                        has_text = true;
                        line.content.extend(place);
                    }
                    Origin::End => text = None,
                    _ => line.content.extend(place),
                }
            }
            line.content.extend(before.filter(|_| !has_text));
            if line.templates.is_empty() {
                line.templates.extend(template.clone());
            }
            lines.push(Line { templates: each_once(line.templates), content: each_once(line.content) });
        }
        Self { lines, is_exact: traced.is_exact }
    }

    /// The places of a line, from 1.
    pub fn line(&self, number: usize) -> Line {
        number.checked_sub(1).and_then(|at| self.lines.get(at)).cloned().unwrap_or_default()
    }

    /// The lines of templates that wrote the page, by file.
    pub fn templates(&self) -> Vec<Place> {
        self.all(|line| &line.templates)
    }

    /// The places of content and data on the page, by file; the words of a text are one.
    pub fn content(&self) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let all = self.all(|line| &line.content);
        let (text, others): (Vec<Place>, Vec<Place>) = all.into_iter().partition(|place| place.what == TEXT);
        places.extend(others);
        if let (Some(first), Some(last)) = (text.first(), text.last()) {
            places.push(Place { what: format!("text, to line {}", last.line), ..first.clone() });
        }
        places.sort();
        places
    }

    fn all(&self, of: impl Fn(&Line) -> &Vec<Place>) -> Vec<Place> {
        let all: BTreeSet<&Place> = self.lines.iter().flat_map(of).collect();
        all.into_iter().cloned().collect()
    }
}

/// Each place once; of the words of a text the first place on each line of its file.
fn each_once(mut places: Vec<Place>) -> Vec<Place> {
    let mut seen = BTreeSet::new();
    places.retain(|place| {
        let column = place.column.filter(|_| place.what != TEXT);
        seen.insert(Place { column, ..place.clone() })
    });
    places
}
