//! Templates with marks in their own words, so that a page shows which line of which template has written what.
//!
//! Must not know: what else on a page is marked.

use super::Templates;
use super::tags::{Sort, statement, tags};
use crate::diagnostics::Diagnostic;
use crate::page::trace::{Marker, Origin};
use crate::source::Sources;

impl Templates {
    /// The same templates with a mark in each line that writes something of its own. `None` if they cannot be read like that.
    pub fn marked(&self, marker: &mut Marker) -> Option<Templates> {
        let mut sources = Sources::from_files(self.font_files().cloned());
        for file in self.files() {
            let name = file.path.as_str().strip_prefix("templates/")?;
            // Drawings are no text.
            let text = if name.ends_with(".svg") {
                file.text()?.to_owned()
            } else {
                marked(name, file.text()?, marker)
            };
            sources.insert(file.path.clone(), text.into_bytes());
        }
        let voices: Vec<_> = self.voices().cloned().collect();
        Some(Templates::load(&sources, &voices))
            .filter(|marked| !marked.problems.iter().any(Diagnostic::is_error))
    }

    /// The template of a name and those that it extends, itself first.
    pub fn chain(&self, name: &str) -> Vec<String> {
        let mut chain = vec![name.to_owned()];
        while let Some(parent) =
            chain.last().and_then(|name| self.parent(name)).filter(|up| !chain.contains(up))
        {
            chain.push(parent);
        }
        chain
    }

    fn parent(&self, name: &str) -> Option<String> {
        let file = self.files().find(|file| file.path.as_str().strip_prefix("templates/") == Some(name))?;
        let text = file.text()?;
        let (_, first) = tags(text).find(|(sort, _)| *sort != Sort::Comment)?;
        let rest = statement(&text[first]).strip_prefix("extends")?.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split(quote).next().map(str::to_owned)
    }
}

/// The text with a mark before the first of a template's own letters on each line: never inside a tag, and never where only
/// blanks stand, which a tag beside them may take away.
fn marked(name: &str, text: &str, marker: &mut Marker) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut at, mut line, mut last) = (0, 1, 0);
    let end = text.len();
    for tag in tags(text).map(|(_, tag)| tag).chain(std::iter::once(end..end)) {
        for piece in text[at..tag.start].split_inclusive('\n') {
            let blanks = piece.len() - piece.trim_start().len();
            if blanks < piece.len() && line != last {
                out.push_str(&piece[..blanks]);
                out.push_str(&marker.mark(Origin::Template(name.to_owned(), line)));
                out.push_str(&piece[blanks..]);
                last = line;
            } else {
                out.push_str(piece);
            }
            line += usize::from(piece.ends_with('\n'));
        }
        out.push_str(&text[tag.clone()]);
        line += text[tag.clone()].matches('\n').count();
        at = tag.end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::mark::read;

    #[test]
    fn marks_stand_before_words_and_never_in_tags() {
        let text = "{# a\nnote #}\n<p>{{ x }}\n  <b>\n  {% if x -%}\n{{ y }} z {{ y }} w\n{%- endif %}";
        let mut marker = Marker::default();
        let marked = marked("a.html", text, &mut marker);
        let (same, lines) = read(&marked);
        assert_eq!(same, text);
        let counts: Vec<usize> = lines.iter().map(Vec::len).collect();
        assert_eq!(counts, [0, 0, 1, 1, 0, 1, 0]);
        let (origin, _) = marker.origin(lines[5][0]).unwrap();
        assert_eq!(*origin, Origin::Template("a.html".to_owned(), 6));
    }
}
