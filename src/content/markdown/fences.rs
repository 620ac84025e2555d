//! Fenced code: the blocks of a guide, whose YAML is taken, and code that is shown.
//!
//! Must not know: what a block's YAML means.

use super::Fence;
use super::languages::is_language;
use super::pass::Pass;
use crate::base::TextRange;
use crate::content::body::Fill;
use crate::diagnostics::catalogue::blocks;
use pulldown_cmark::{CodeBlockKind, Event, TagEnd};
use std::ops::Range;

impl<'t> Pass<'t, '_> {
    pub(super) fn code_block(&mut self, kind: CodeBlockKind<'t>, range: Range<usize>) {
        let info = match &kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        if let Some(names) = self.blocks.filter(|_| !info.is_empty()) {
            let at = self.info_range(info, &range);
            if names.contains(info) {
                self.check_rest(&kind, info, at);
                return self.block(info.to_owned(), at);
            }
            if !is_language(info) {
                self.log.push(blocks::unknown_block(self.log.span(at), info, &names.as_strs()));
            }
        }
        self.in_code = true;
        self.out.fresh_line();
        self.out.markup("<pre><code");
        if !info.is_empty() {
            self.out.markup(" class=\"language-");
            self.out.attribute(info);
            self.out.markup("\"");
        }
        self.out.markup(">");
    }

    /// Reports what stands behind the name of a block.
    fn check_rest(&mut self, kind: &CodeBlockKind<'t>, name: &str, at: TextRange) {
        let CodeBlockKind::Fenced(info) = kind else { return };
        let rest = info[name.len()..].trim_matches([' ', ',']);
        if !rest.is_empty() {
            self.log.push(blocks::behind_name(self.log.span(at), name, rest));
        }
    }

    /// Where the info string of a fence stands.
    fn info_range(&self, info: &str, fence: &Range<usize>) -> TextRange {
        let start = fence.start + self.text.text[fence.clone()].find(info).unwrap_or(0);
        self.text.place(start..start + info.len())
    }

    /// Takes a fenced block's YAML, whose text may come in pieces.
    fn block(&mut self, name: String, name_range: TextRange) {
        let mut yaml: Option<Range<usize>> = None;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                _ => yaml = Some(yaml.map_or(range.clone(), |all| all.start..range.end)),
            }
        }
        if self.depth > 0 {
            self.log.push(blocks::nested_block(self.log.span(name_range), &name));
            return;
        }
        let yaml = yaml
            .map_or(name_range.end as usize..name_range.end as usize, |yaml| self.text.place(yaml).range());
        self.out.fresh_line();
        self.out.hole(Fill::Block(self.document.fences.len() as u32));
        self.document.fences.push(Fence { name, name_range, yaml });
    }
}
